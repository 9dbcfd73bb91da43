//! What a person fills in for a step, and what the log keeps of it.

use super::super::{Invalid, Slug, VersionId, words};
use super::act::Act;
use super::tally::Tally;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest reason, in characters.
pub const MAX_REASON_CHARS: usize = 2000;
/// The longest line: the name of a session, a unit, a clause.
pub const MAX_LINE_CHARS: usize = 120;
/// The most clauses that are voted alone.
pub const MAX_CLAUSES: usize = 50;

words!(
    /// The class of a project in the yearly plan.
    Class, "项目类别", {
        /// 正式项目: to be deliberated this year.
        Formal = "formal", "正式项目";
        /// 预备项目.
        Reserve = "reserve", "预备项目";
        /// 调研项目.
        Research = "research", "调研项目";
    }
);

words!(
    /// A field of the form of a step.
    Field, "栏目", {
        /// When it happened.
        On = "on", "日期";
        /// Why.
        Reason = "reason", "理由";
        /// Why a warning is no obstacle.
        WarningReason = "warning_reason", "对提醒事项的说明";
        /// The class of the project.
        Class = "class", "项目类别";
        /// The session at which a bill is expected.
        TargetSession = "target_session", "拟提请审议的会议或者月份";
        /// Who drafts.
        Unit = "unit", "起草单位";
        /// Whether the conduct of business is affected.
        Operators = "operators", "是否涉及经营者的经济活动";
        /// Whether a penalty, a licence or coercion is added.
        Penalties = "penalties", "是否新增行政处罚、行政许可或者行政强制";
        /// The special committee.
        Committee = "committee", "有关的专门委员会";
        /// The session that acted.
        Session = "session", "会议名称";
        /// The day on which that session begins.
        SessionOn = "session_on", "会议举行日期";
        /// When members (or deputies) were sent the draft.
        SentOn = "sent_on", "发送草案的日期";
        /// Which text.
        Version = "version", "文本";
        /// The first day of the consultation.
        Opens = "opens", "征求意见开始日期";
        /// Its last day.
        Closes = "closes", "征求意见截止日期";
        /// Whether all opinions of the special committees were taken.
        OpinionsTaken = "opinions_taken", "有关专门委员会的重要意见是否均已采纳";
        /// The clauses that are voted alone.
        Clauses = "clauses", "单独表决的条款";
        /// The counts of a vote.
        Tally = "tally", "表决结果";
        /// When 主任会议 consented.
        ConsentOn = "consent_on", "主任会议同意的日期";
        /// When the province received the report.
        ReceivedOn = "received_on", "批准机关收到的日期";
        /// 公告第×号.
        NoticeNumber = "notice_number", "公告编号";
        /// 施行日期.
        EffectiveOn = "effective_on", "施行日期";
        /// The bill that amends or repeals this one.
        Other = "other", "据以修改或者废止的法规案";
    }
);

/// A clause that is voted alone, and its vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// 第十二条第二款.
    pub words: String,
    /// How the vote went, once it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
}

/// What a step needs to know besides its day and its reason. Which of these an act asks for, its guards say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Details {
    /// [`Field::Class`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// [`Field::TargetSession`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_session: Option<String>,
    /// [`Field::Unit`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// [`Field::Operators`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operators: Option<bool>,
    /// [`Field::Penalties`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub penalties: Option<bool>,
    /// [`Field::Committee`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub committee: Option<String>,
    /// [`Field::Session`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// [`Field::SessionOn`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_on: Option<Date>,
    /// [`Field::SentOn`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_on: Option<Date>,
    /// [`Field::Version`]; where nobody is asked, the text that the guards found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<VersionId>,
    /// [`Field::Opens`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Date>,
    /// [`Field::Closes`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<Date>,
    /// [`Field::OpinionsTaken`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinions_taken: Option<bool>,
    /// [`Field::Clauses`]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<Clause>,
    /// [`Field::Tally`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// [`Field::ConsentOn`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_on: Option<Date>,
    /// [`Field::ReceivedOn`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_on: Option<Date>,
    /// [`Field::NoticeNumber`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_number: Option<String>,
    /// [`Field::EffectiveOn`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// [`Field::Other`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<Slug>,
    /// The papers that the guards found, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
}

impl Details {
    /// Only what was asked: a field that the act does not have is not kept.
    pub(super) fn keep(&mut self, asked: &[Field]) {
        let kept = |field| asked.contains(&field);
        macro_rules! drop_unless {
            ($($field:ident => $name:ident;)+) => { $(if !kept(Field::$name) { self.$field = Default::default(); })+ };
        }
        drop_unless! {
            class => Class; target_session => TargetSession; unit => Unit; operators => Operators;
            penalties => Penalties; committee => Committee; session => Session; session_on => SessionOn;
            sent_on => SentOn; version => Version; opens => Opens; closes => Closes; opinions_taken => OpinionsTaken;
            clauses => Clauses; tally => Tally; consent_on => ConsentOn; received_on => ReceivedOn;
            notice_number => NoticeNumber; effective_on => EffectiveOn; other => Other;
        }
        self.papers.clear();
    }

    /// Every line is short and plain, and the clauses are not too many.
    pub(super) fn trouble(&self) -> Option<Field> {
        let lines = [
            (Field::TargetSession, self.target_session.as_deref()),
            (Field::Unit, self.unit.as_deref()),
            (Field::Committee, self.committee.as_deref()),
            (Field::Session, self.session.as_deref()),
            (Field::NoticeNumber, self.notice_number.as_deref()),
        ];
        let clauses = self.clauses.iter().map(|it| (Field::Clauses, Some(it.words.as_str())));
        let long = |text: &str| text.chars().count() > MAX_LINE_CHARS || text.contains(char::is_control);
        if self.clauses.len() > MAX_CLAUSES {
            return Some(Field::Clauses);
        }
        lines.into_iter().chain(clauses).find(|(_, text)| text.is_some_and(long)).map(|it| it.0)
    }
}

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is done.
    pub act: Act,
    /// The day on which it happened.
    pub on: Date,
    /// Why; may be empty where the act asks for none.
    pub reason: String,
    /// Why the warnings are no obstacle; may be empty where there are none.
    pub warning_reason: String,
    /// The rest.
    pub details: Details,
}

impl Request {
    /// Nothing but the act and the day.
    #[must_use]
    pub fn new(act: Act, on: Date) -> Self {
        Self { act, on, reason: String::new(), warning_reason: String::new(), details: Details::default() }
    }
}

/// Words of a field on one line, trimmed; none if there are none.
#[must_use]
pub fn line(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A date as people write it: 2026-11-23, 2026年11月23日, 2026.11.23.
///
/// # Errors
/// It is none of these, or no day of the calendar.
pub fn date(text: &str) -> Result<Date, Invalid> {
    let invalid = || Invalid::new("日期", text, "应为 2026-11-23 或者 2026年11月23日");
    let trimmed = text.trim().trim_end_matches('日');
    let parts: Vec<&str> = trimmed.split(['-', '年', '月', '.', '/']).map(str::trim).collect();
    let [year, month, day] = parts[..] else { return Err(invalid()) };
    let number = |text: &str, digits: usize| {
        let plain = !text.is_empty() && text.len() <= digits && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<i16>().ok()).flatten().ok_or_else(invalid)
    };
    let small = |text| number(text, 2).and_then(|it| i8::try_from(it).map_err(|_| invalid()));
    let (year, month, day) = (number(year, 4)?, small(month)?, small(day)?);
    if year < 1949 {
        return Err(invalid());
    }
    Date::new(year, month, day).map_err(|_| invalid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = jiff::civil::date(2026, 1, 5);
        for good in ["2026-01-05", "2026-1-5", " 2026年1月5日 ", "2026.1.5", "2026/01/05"] {
            assert_eq!(date(good), Ok(day), "{good}");
        }
        for bad in ["", "2026-13-01", "2026-02-30", "26-1-1", "1-1-2026", "明天", "2026-1", "2026-1-1-1", "+2026-1-1"]
        {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn details_are_written_without_what_is_empty_and_read_back() {
        let details =
            Details { session: line(" 第三十六次会议 "), penalties: Some(false), ..Details::default() };
        let written = serde_json::to_string(&details).unwrap();
        assert_eq!(written, r#"{"penalties":false,"session":"第三十六次会议"}"#);
        assert_eq!(serde_json::from_str::<Details>(&written).unwrap(), details);
        assert_eq!(serde_json::from_str::<Details>("{}").unwrap(), Details::default());
        assert!(serde_json::from_str::<Details>(r#"{"x":1}"#).is_err());
    }
}
