//! 基层立法联系点: named hosts that collect opinions on drafts.

use super::{Slug, words};
use jiff::civil::Date;

words!(
    /// Whose point it is. The three tiers are never mixed in statistics.
    Tier, "联系点层级", {
        /// 全国人大常委会法工委's own point in the city.
        National = "national", "全国人大常委会法工委基层立法联系点";
        /// A point of the province.
        Provincial = "provincial", "省人大常委会基层立法联系点";
        /// The city's own.
        Municipal = "municipal", "市人大常委会基层立法联系点";
    }
);

words!(
    /// What kind of body the host is.
    HostType, "联系点依托单位类型", {
        /// 县级人大.
        CountyCongress = "county_congress", "县级人大";
        /// 街道.
        SubDistrict = "sub_district", "街道";
        /// 乡镇.
        Township = "township", "乡镇";
        /// 社区.
        Community = "community", "社区";
        /// 村.
        Village = "village", "村";
        /// 代表之家.
        DeputyHome = "deputy_home", "代表之家";
        /// 园区.
        Park = "park", "园区";
        /// 企业.
        Enterprise = "enterprise", "企业";
        /// 行业协会.
        IndustryAssociation = "industry_association", "行业协会";
        /// 商会.
        Chamber = "chamber", "商会";
        /// 律师事务所.
        LawFirm = "law_firm", "律师事务所";
        /// 司法所.
        JudicialOffice = "judicial_office", "司法所";
        /// 高等学校.
        University = "university", "高等学校";
        /// 中小学校.
        School = "school", "中小学校";
        /// 医院.
        Hospital = "hospital", "医院";
        /// 其他事业单位.
        Institution = "institution", "事业单位";
        /// 其他国家机关.
        StateOrgan = "state_organ", "国家机关";
    }
);

words!(
    /// Whether a point works.
    PointStatus, "联系点状态", {
        /// Works.
        Active = "active", "正常履职";
        /// For a time it does not.
        Suspended = "suspended", "暂停";
        /// No longer a point.
        Withdrawn = "withdrawn", "已调整退出";
    }
);

/// A contact point. A host may bear several plaques; each plaque is one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPoint {
    /// Its name in addresses.
    pub slug: Slug,
    /// The full name on the plaque.
    pub name: String,
    /// Whose point it is.
    pub tier: Tier,
    /// The body that hosts it.
    pub host: String,
    /// What kind of body that is.
    pub host_type: HostType,
    /// The district or county.
    pub district: String,
    /// What its people know about, in a few words.
    pub sector: Option<String>,
    /// The number on the plaque.
    pub plaque: Option<String>,
    /// Where people may go.
    pub address: Option<String>,
    /// When somebody is there.
    pub hours: Option<String>,
    /// The telephone of the point.
    pub telephone: Option<String>,
    /// What the public should know about it, in a sentence or two.
    pub intro: Option<String>,
    /// The day from which it is a point.
    pub valid_from: Date,
    /// The last day, if one is set.
    pub valid_to: Option<Date>,
    /// Whether it works.
    pub status: PointStatus,
    /// Demonstration data: shown as 示例.
    pub example: bool,
}
