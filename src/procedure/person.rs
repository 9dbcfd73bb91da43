//! People, the appointments they hold, and as which of them they act (domain handbook §1, "One person, two organs").
//!
//! Permissions and signatures belong to the organ: a person who heads 法制委员会 and 法工委 holds two appointments and
//! acts as one of them at a time. What an appointment may do stands in [`super::permission`].

use super::{Invalid, Slug, numbered, serde_as_text, words};
use crate::procedure::correction::{MAX_NAME_CHARS, MAX_ORGAN_CHARS};
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

words!(
    /// What an appointment makes of a person.
    Role, "职务", {
        /// 法制工作委员会: a staff office of the Standing Committee; plans, consultation, drafting work.
        LegCommission = "leg_commission", "法工委";
        /// 法制委员会: a special committee of the Congress; unified deliberation, the reports, the last word on a text.
        LegCommittee = "leg_committee", "法制委";
        /// 常委会办公厅（室）: papers, agendas, records of what 主任会议 and 常委会 decided.
        GeneralOffice = "general_office", "办公厅";
        /// 有关的专门委员会, or a working committee of the Standing Committee.
        SpecialCommittee = "special_committee", "专门委员会";
        /// 常委会组成人员: deliberates and votes.
        Member = "member", "常委会组成人员";
        /// 联络员 of a contact point.
        Liaison = "liaison", "联络员";
        /// 人大代表.
        Deputy = "deputy", "代表";
        /// 承办单位: a department that drafts, sponsors or answers.
        HandlingUnit = "handling_unit", "承办单位";
        /// 系统管理员: accounts and the installation, never texts.
        Administrator = "administrator", "系统管理员";
        /// 审计员: reads the record of what was done, and nothing else.
        Auditor = "auditor", "审计员";
    }
);

impl Role {
    /// Whether an appointment must name the organ, because there are several of the kind.
    #[must_use]
    pub fn names_organ(self) -> bool {
        matches!(self, Self::SpecialCommittee | Self::Liaison | Self::HandlingUnit)
    }
}

numbered!(
    /// The number of a person.
    PersonId(i64),
    "人员编号"
);
numbered!(
    /// The number of an appointment.
    AppointmentId(i64),
    "任职编号"
);

/// The name under which a person signs in: Latin letters, digits, `.`, `-` and `_`, kept in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Login(String);

impl Login {
    /// The shortest and the longest, in characters.
    pub const CHARS: std::ops::RangeInclusive<usize> = 3..=40;

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Login {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let lower = text.trim().to_ascii_lowercase();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        let good = Self::CHARS.contains(&lower.len())
            && lower.starts_with(|c: char| c.is_ascii_alphanumeric())
            && lower.chars().all(plain);
        if good {
            Ok(Self(lower))
        } else {
            Err(Invalid::new("用户名", text, "应为3至40个拉丁字母、数字、点、连字符或者下划线，以字母或者数字开头"))
        }
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(Login, |it: &Login| it.0.clone());

/// Someone with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The number.
    pub id: PersonId,
    /// The name for signing in.
    pub login: Login,
    /// The name that stands beside what the person did.
    pub name: String,
    /// Whether the account is open; one that is not cannot sign in and has no sessions.
    pub active: bool,
}

/// The name of a person, trimmed and within bounds.
///
/// # Errors
/// It is empty, too long, or has control characters.
pub fn person_name(text: &str) -> Result<String, Invalid> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME_CHARS || name.contains(char::is_control) {
        return Err(Invalid::new("姓名", text, format!("应为1至{MAX_NAME_CHARS}个字")));
    }
    Ok(name.to_owned())
}

/// What an appointment is to: the role, and which organ, where there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    role: Role,
    organ: String,
    point: Option<Slug>,
}

impl Post {
    /// A post. `organ` is the name as it is printed (财政经济委员会, ××市司法局, the name of the contact point); for
    /// roles that do not name one it is left empty and the role's own name stands. `point` is the address of the
    /// contact point, for 联络员 only.
    ///
    /// # Errors
    /// The organ or the point is missing, too long or out of place.
    pub fn new(role: Role, organ: &str, point: Option<Slug>) -> Result<Self, Invalid> {
        let organ = organ.trim();
        if organ.chars().count() > MAX_ORGAN_CHARS || organ.contains(char::is_control) {
            return Err(Invalid::new("单位", organ, format!("不超过{MAX_ORGAN_CHARS}个字")));
        }
        if role.names_organ() && organ.is_empty() {
            return Err(Invalid::new("单位", organ, format!("{}须写明所在单位", role.label())));
        }
        if (role == Role::Liaison) != point.is_some() {
            let given = point.as_ref().map_or("", Slug::as_str);
            return Err(Invalid::new("联系点", given, "联络员须指明联系点，其他职务不填"));
        }
        let organ = if organ.is_empty() { role.label() } else { organ };
        Ok(Self { role, organ: organ.to_owned(), point })
    }

    /// The role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The organ as it stands beside what was done: 法工委, 财政经济委员会, ××市司法局.
    #[must_use]
    pub fn organ(&self) -> &str {
        &self.organ
    }

    /// The contact point of a liaison.
    #[must_use]
    pub fn point(&self) -> Option<&Slug> {
        self.point.as_ref()
    }

    /// Role and organ in one: 法工委, 专门委员会（财政经济委员会）.
    #[must_use]
    pub fn label(&self) -> String {
        if self.organ == self.role.label() {
            self.organ.clone()
        } else {
            format!("{}（{}）", self.role.label(), self.organ)
        }
    }
}

/// An appointment of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The number.
    pub id: AppointmentId,
    /// Whose it is.
    pub person: PersonId,
    /// To what.
    pub post: Post,
    /// The first day.
    pub from: Date,
    /// The last day, if it is known.
    pub until: Option<Date>,
    /// Whether it was ended before its last day.
    pub ended: bool,
}

impl Appointment {
    /// Whether one may act under it on this day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        !self.ended && self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_login_is_plain_and_lower_case() {
        assert_eq!("Li.Ming-2".parse::<Login>().unwrap().as_str(), "li.ming-2");
        for bad in ["", "ab", "-ab", "a b", "王某某", "a@b.c", &"a".repeat(41)] {
            assert!(bad.parse::<Login>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_post_names_its_organ_where_there_are_several() {
        let post = |role, organ| Post::new(role, organ, None);
        assert_eq!(post(Role::LegCommission, "").unwrap().label(), "法工委");
        assert_eq!(post(Role::SpecialCommittee, " 财政经济委员会 ").unwrap().label(), "专门委员会（财政经济委员会）");
        assert!(post(Role::HandlingUnit, " ").is_err());
        assert!(post(Role::Liaison, "甲社区联系点").is_err());
        let point: Slug = "jia".parse().unwrap();
        assert_eq!(Post::new(Role::Liaison, "甲社区联系点", Some(point.clone())).unwrap().point(), Some(&point));
        assert!(Post::new(Role::Member, "", Some(point)).is_err());
    }

    #[test]
    fn an_appointment_holds_from_its_first_day_to_its_last() {
        let post = Post::new(Role::Member, "", None).unwrap();
        let (id, person) = (AppointmentId::new(1).unwrap(), PersonId::new(1).unwrap());
        let (from, until) = (date(2026, 1, 1), Some(date(2026, 12, 31)));
        let held = Appointment { id, person, post, from, until, ended: false };
        assert!(held.holds_on(from) && held.holds_on(date(2026, 12, 31)));
        assert!(!held.holds_on(date(2025, 12, 31)) && !held.holds_on(date(2027, 1, 1)));
        assert!(!Appointment { ended: true, ..held }.holds_on(date(2026, 6, 1)));
    }
}
