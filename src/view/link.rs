//! Addresses of pages, built from types, so that a link to a page that does not exist does not compile or is found by
//! the test that follows every link. Addresses never change once given out (design brief, "Addresses").

use crate::law::path::ProvisionPath;
use crate::procedure::correction::{CorrectionId, Pair};
use crate::procedure::person::PersonId;
use crate::procedure::suggestion::FileId;
use crate::procedure::trial::TrialId;
use crate::procedure::working::RevisionNumber;
use crate::procedure::{ConsultationId, DocumentName, Slug, VersionId};

/// 首页.
pub const HOME: &str = "/";
/// 征求意见.
pub const CONSULTATIONS: &str = "/consultations";
/// 法规草案.
pub const BILLS: &str = "/bills";
/// 联系点.
pub const POINTS: &str = "/points";
/// 立法技术规则.
pub const RULES: &str = "/rules";
/// 显示设置.
pub const DISPLAY: &str = "/display";
/// 工作台.
pub const DESK: &str = "/desk";
/// 条文核对.
pub const COMPARE: &str = "/desk/compare";
/// 提出立项建议.
pub const NEW_BILL: &str = "/desk/bills/new";
/// 登录.
pub const SIGN_IN: &str = "/sign-in";
/// The roles of an example.
pub const DEMO: &str = "/demo";
/// 退出.
pub const SIGN_OUT: &str = "/sign-out";
/// Where the second factor is asked for.
pub const SIGN_IN_CODE: &str = "/sign-in/code";
/// Where who must have a second factor sets it up.
pub const SIGN_IN_FACTOR: &str = "/sign-in/second-factor";
/// The way to the city's directory, and back.
pub const SIGN_IN_DIRECTORY: &str = "/sign-in/directory";
/// Where links that are good once lead.
pub const JOIN: &str = "/join";
/// 我的账号.
pub const ACCOUNT: &str = "/account";
/// Where one chooses as which organ one acts.
pub const ACT: &str = "/account/act";
/// 修改密码.
pub const ACCOUNT_PASSWORD: &str = "/account/password";
/// 动态验证码.
pub const ACCOUNT_FACTOR: &str = "/account/second-factor";
/// 恢复码.
pub const ACCOUNT_CODES: &str = "/account/recovery-codes";
/// 连接统一身份认证.
pub const ACCOUNT_DIRECTORY: &str = "/account/directory";
/// 人员和任职.
pub const PEOPLE: &str = "/admin/people";
/// 添加人员.
pub const NEW_PERSON: &str = "/admin/people/new";
/// 审计记录.
pub const AUDIT: &str = "/admin/audit";
/// 关于本站.
pub const ABOUT: &str = "/help/about";
/// 查回执.
pub const RECEIPTS: &str = "/receipts";
/// 怎样提意见.
pub const OPINION_HELP: &str = "/help/opinion";
/// 无障碍声明.
pub const ACCESSIBILITY: &str = "/help/accessibility";
/// 隐私说明.
pub const PRIVACY: &str = "/help/privacy";

/// The forms in which a text can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Word.
    Word,
    /// Canonical Markdown.
    Markdown,
    /// Akoma Ntoso 3.0.
    Akn,
    /// One HTML file.
    Html,
}

impl Format {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Word, Self::Markdown, Self::Akn, Self::Html];

    /// The end of the address, without its dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Word => "docx",
            Self::Markdown => "md",
            Self::Akn => "akn.xml",
            Self::Html => "html",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Word => "文字处理文档（docx）",
            Self::Markdown => "纯文本（md）",
            Self::Akn => "结构化数据（xml）",
            Self::Html => "网页文件（html）",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Akn => "application/akn+xml; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// Takes `.docx` and so on off the end of the last part of an address.
    #[must_use]
    pub fn split(name: &str) -> (&str, Option<Self>) {
        Self::ALL
            .into_iter()
            .find_map(|it| Some((name.strip_suffix(it.extension())?.strip_suffix('.')?, Some(it))))
            .unwrap_or((name, None))
    }
}

/// The forms in which a comparison can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Word.
    Word,
    /// Excel.
    Excel,
    /// PDF.
    Pdf,
    /// Markdown.
    Markdown,
    /// One HTML file.
    Html,
    /// The JSON of `kaimen compare`.
    Json,
}

impl TableFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Word, Self::Excel, Self::Pdf, Self::Markdown, Self::Html, Self::Json];

    /// The end of the address, without its dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Word => "docx",
            Self::Excel => "xlsx",
            Self::Pdf => "pdf",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Word => "文字处理文档（docx）",
            Self::Excel => "电子表格（xlsx）",
            Self::Pdf => "版式文件（pdf）",
            Self::Markdown => "纯文本（md）",
            Self::Html => "网页文件（html）",
            Self::Json => "结构化数据（json）",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// Takes `.docx` and so on off the end of the last part of an address.
    #[must_use]
    pub fn split(name: &str) -> (&str, Option<Self>) {
        Self::ALL
            .into_iter()
            .find_map(|it| Some((name.strip_suffix(it.extension())?.strip_suffix('.')?, Some(it))))
            .unwrap_or((name, None))
    }
}

/// The most texts in one comparison: 现行, 一审, 二审, 三审, 表决.
pub const MAX_COMPARED: usize = 5;

/// Where one chooses what to compare; without a choice it leads to the newest text and the one before.
#[must_use]
pub fn comparisons(bill: &Slug) -> String {
    format!("/bills/{bill}/compare")
}

/// Texts of a bill compared: `v1..v2`, `v1..v2..v3`.
#[must_use]
pub fn comparison(bill: &Slug, versions: &[VersionId]) -> String {
    let names: Vec<String> = versions.iter().map(VersionId::to_string).collect();
    format!("/bills/{bill}/compare/{}", names.join(".."))
}

/// A comparison as a file.
#[must_use]
pub fn comparison_download(bill: &Slug, versions: &[VersionId], format: TableFormat) -> String {
    format!("{}.{}", comparison(bill, versions), format.extension())
}

/// 条文身世. `version` is the text that has the number; `None` is the latest.
#[must_use]
pub fn biography(bill: &Slug, path: ProvisionPath, version: Option<VersionId>) -> String {
    let query = version.map(|it| format!("?version={it}")).unwrap_or_default();
    format!("/bills/{bill}/biography/{}{query}", path.whole_article())
}

/// Words as part of an address.
#[must_use]
pub fn encoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len() * 3);
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Signing in, to go on to a page of this site afterwards.
#[must_use]
pub fn sign_in(then: Option<&str>) -> String {
    then.map_or_else(|| SIGN_IN.to_owned(), |then| format!("{SIGN_IN}?then={}", encoded(then)))
}

/// Where the second factor is asked for, to go on afterwards.
#[must_use]
pub fn sign_in_code(then: &str) -> String {
    format!("{SIGN_IN_CODE}?then={}", encoded(then))
}

/// Where the second factor is set up, to go on afterwards.
#[must_use]
pub fn sign_in_factor(then: &str) -> String {
    format!("{SIGN_IN_FACTOR}?then={}", encoded(then))
}

/// A link that is good once.
#[must_use]
pub fn join(token: &str) -> String {
    format!("{JOIN}/{token}")
}

/// One's own account, which says what was just done.
#[must_use]
pub fn account_done(done: &str) -> String {
    format!("{ACCOUNT}?done={done}")
}

/// A person.
#[must_use]
pub fn person(id: PersonId) -> String {
    format!("{PEOPLE}/{id}")
}

/// 文本检查 of a reading.
#[must_use]
pub fn check(bill: &Slug, version: VersionId) -> String {
    format!("{DESK}/bills/{bill}/check/{version}")
}

/// 工作文本 of a bill.
#[must_use]
pub fn draft(bill: &Slug) -> String {
    format!("{DESK}/bills/{bill}/draft")
}

/// Where articles are put in and taken out without a script.
#[must_use]
pub fn draft_articles(bill: &Slug) -> String {
    format!("{}/articles", draft(bill))
}

/// Where a term is replaced throughout without a script.
#[must_use]
pub fn draft_terms(bill: &Slug) -> String {
    format!("{}/terms", draft(bill))
}

/// The revisions of a working draft.
#[must_use]
pub fn revisions(bill: &Slug) -> String {
    format!("{}/revisions", draft(bill))
}

/// One revision.
#[must_use]
pub fn revision(bill: &Slug, number: RevisionNumber) -> String {
    format!("{}/{number}", revisions(bill))
}

/// The working draft, whatever it is when the link is followed, compared with a reading.
#[must_use]
pub fn draft_since(bill: &Slug, version: VersionId) -> String {
    format!("{}/{version}..now", revisions(bill))
}

/// Two revisions compared.
#[must_use]
pub fn revision_pair(bill: &Slug, old: RevisionNumber, new: RevisionNumber) -> String {
    format!("{}/{old}..{new}", revisions(bill))
}

/// Word files of a working draft: taken away and brought.
#[must_use]
pub fn word(bill: &Slug) -> String {
    format!("{DESK}/bills/{bill}/word")
}

/// A revision as a file to take away.
#[must_use]
pub fn word_draft(bill: &Slug, number: RevisionNumber, format: Format) -> String {
    format!("{}/draft/{number}.{}", word(bill), format.extension())
}

/// A file that was brought, and what it would do.
#[must_use]
pub fn word_file(bill: &Slug, file: FileId) -> String {
    format!("{}/{file}", word(bill))
}

/// 修订建议 to a working draft.
#[must_use]
pub fn suggestions(bill: &Slug) -> String {
    format!("{DESK}/bills/{bill}/suggestions")
}

/// 生成修改决定, from one reading to another.
#[must_use]
pub fn decision(bill: &Slug, old: VersionId, new: VersionId) -> String {
    format!("{DESK}/bills/{bill}/decision/{old}..{new}")
}

/// 试行修改 on a reading.
#[must_use]
pub fn trial(bill: &Slug, base: VersionId) -> String {
    format!("{DESK}/bills/{bill}/trial/{base}")
}

/// Where what a decision made of a reading is kept.
#[must_use]
pub fn trial_keep(bill: &Slug, base: VersionId) -> String {
    format!("{}/keep", trial(bill, base))
}

/// A text that was kept.
#[must_use]
pub fn kept_trial(bill: &Slug, id: TrialId) -> String {
    format!("{DESK}/bills/{bill}/trials/{id}")
}

/// A bill on the desk: its life, and what can be done next.
#[must_use]
pub fn desk_bill(bill: &Slug) -> String {
    format!("{DESK}/bills/{bill}")
}

/// Where a step is recorded.
#[must_use]
pub fn desk_advance(bill: &Slug) -> String {
    format!("{}/advance", desk_bill(bill))
}

/// Where papers are added.
#[must_use]
pub fn desk_papers(bill: &Slug) -> String {
    format!("{}/papers", desk_bill(bill))
}

/// A paper on the desk, public or not.
#[must_use]
pub fn desk_paper(bill: &Slug, name: &DocumentName) -> String {
    format!("{}/{name}", desk_papers(bill))
}

/// Where a text that came from outside is kept.
#[must_use]
pub fn desk_texts(bill: &Slug) -> String {
    format!("{}/texts", desk_bill(bill))
}

/// A drafting rule.
#[must_use]
pub fn rule(code: &str) -> String {
    format!("{RULES}/{code}")
}

/// A bill.
#[must_use]
pub fn bill(bill: &Slug) -> String {
    format!("/bills/{bill}")
}

/// A text of a bill; its articles stand below it.
#[must_use]
pub fn version(bill: &Slug, version: VersionId) -> String {
    format!("/bills/{bill}/{version}")
}

/// A text as a file.
#[must_use]
pub fn download(bill: &Slug, version: VersionId, format: Format) -> String {
    format!("/bills/{bill}/{version}.{}", format.extension())
}

/// An article, 款, 项 or 目.
#[must_use]
pub fn provision(bill: &Slug, version: VersionId, path: ProvisionPath) -> String {
    format!("/bills/{bill}/{version}/{path}")
}

/// A paper of a bill.
#[must_use]
pub fn paper(bill: &Slug, name: &DocumentName) -> String {
    format!("/bills/{bill}/papers/{name}")
}

/// A paper as a Word file.
#[must_use]
pub fn paper_download(bill: &Slug, name: &DocumentName) -> String {
    format!("{}.{}", paper(bill, name), Format::Word.extension())
}

/// 征求意见公告.
#[must_use]
pub fn consultation(id: &ConsultationId) -> String {
    format!("/consultations/{id}")
}

/// 提意见, about a provision (`a12.p2`) or about all of it.
#[must_use]
pub fn say(id: &ConsultationId, at: Option<ProvisionPath>) -> String {
    at.map_or_else(|| format!("/consultations/{id}/say"), |at| format!("/consultations/{id}/say?at={at}"))
}

/// A contact point.
#[must_use]
pub fn point(slug: &Slug) -> String {
    format!("/points/{slug}")
}

/// The rows of two texts, to be checked.
#[must_use]
pub fn desk_pair(pair: &Pair) -> String {
    format!("{DESK}/bills/{}/compare/{}..{}", pair.bill(), pair.old(), pair.new_version())
}

/// Where a correction of two texts is sent.
#[must_use]
pub fn desk_save(pair: &Pair) -> String {
    format!("{}/corrections", desk_pair(pair))
}

/// 定稿.
#[must_use]
pub fn desk_seal(bill: &Slug) -> String {
    format!("{DESK}/bills/{bill}/seal")
}

/// 定稿, after a text was sealed.
#[must_use]
pub fn desk_sealed(bill: &Slug, version: VersionId) -> String {
    format!("{}?sealed={version}", desk_seal(bill))
}

/// 修改说明 of two readings.
#[must_use]
pub fn desk_explain(pair: &Pair) -> String {
    format!("{DESK}/bills/{}/explain/{}..{}", pair.bill(), pair.old(), pair.new_version())
}

/// The three-column 对照表 with 修改说明 as a file.
#[must_use]
pub fn desk_explain_download(pair: &Pair, format: TableFormat) -> String {
    format!("{}.{}", desk_explain(pair), format.extension())
}

/// The draft of 修改情况的汇报 as a file.
#[must_use]
pub fn desk_report(pair: &Pair, format: Format) -> String {
    let (bill, old, new) = (pair.bill(), pair.old(), pair.new_version());
    format!("{DESK}/bills/{bill}/report/{old}..{new}.{}", format.extension())
}

/// Where a correction is confirmed as the texts are now.
#[must_use]
pub fn desk_again(id: CorrectionId) -> String {
    format!("{DESK}/corrections/{id}/again")
}

/// Where a correction is withdrawn.
#[must_use]
pub fn desk_withdraw(id: CorrectionId) -> String {
    format!("{DESK}/corrections/{id}/withdraw")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_taken_off_the_end() {
        assert_eq!(Format::split("v1"), ("v1", None));
        assert_eq!(Format::split("v1.md"), ("v1", Some(Format::Markdown)));
        assert_eq!(Format::split("v2.akn.xml"), ("v2", Some(Format::Akn)));
        assert_eq!(Format::split("v2docx"), ("v2docx", None));
        assert_eq!(Format::split("v2.xml"), ("v2.xml", None));
    }
}
