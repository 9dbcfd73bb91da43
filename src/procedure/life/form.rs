//! What a browser sends for a step → a [`Request`], and everything in it that cannot be read.
//!
//! A field has the name of its [`Field`]; counts stand in `tally_all`, `tally_present` and so on, those of the second
//! clause that is voted alone in `clause2_all` and so on, after its words in `clause2`.

use super::super::Slug;
use super::act::Act;
use super::details::{Clause, Details, Field, MAX_CLAUSES, Request, date, line};
use super::guard::Guard;
use super::refusal::Unmet;
use super::tally::Tally;
use jiff::civil::Date;

/// The parts of a count, in the order in which they are filled in: the ending of the name, and the word for people.
pub const COUNTS: [(&str, &str); 6] = [
    ("all", "全体人数"),
    ("present", "出席"),
    ("yes", "赞成"),
    ("no", "反对"),
    ("abstain", "弃权"),
    ("silent", "未按表决器"),
];

/// The fields of a form as they were sent; a name that comes twice counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// These fields.
    #[must_use]
    pub fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// What was typed, or nothing.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
    }

    /// Whether there is a field of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|it| it.0 == name)
    }
}

/// Reads the form of a step. What cannot be read is nothing in the request, and named.
#[must_use]
pub fn read(act: Act, fields: &Fields) -> (Request, Vec<Unmet>) {
    let mut reader = Reader { fields, unread: Vec::new() };
    let on = reader.date(Field::On);
    if on.is_none() && reader.unread.is_empty() {
        reader.complain(Field::On, "请填写日期".to_owned());
    }
    let details = Details {
        class: reader.parsed(Field::Class),
        target_session: reader.line(Field::TargetSession),
        unit: reader.line(Field::Unit),
        operators: reader.yes_or_no(Field::Operators),
        penalties: reader.yes_or_no(Field::Penalties),
        committee: reader.line(Field::Committee),
        session: reader.line(Field::Session),
        session_on: reader.date(Field::SessionOn),
        sent_on: reader.date(Field::SentOn),
        version: reader.parsed(Field::Version),
        opens: reader.date(Field::Opens),
        closes: reader.date(Field::Closes),
        opinions_taken: reader.yes_or_no(Field::OpinionsTaken),
        clauses: reader.clauses(),
        tally: reader.tally("tally", Field::Tally),
        consent_on: reader.date(Field::ConsentOn),
        received_on: reader.date(Field::ReceivedOn),
        notice_number: reader.line(Field::NoticeNumber),
        effective_on: reader.date(Field::EffectiveOn),
        other: reader.parsed::<Slug>(Field::Other),
        papers: Vec::new(),
    };
    let request = Request {
        act,
        on: on.unwrap_or(Date::MIN),
        reason: fields.get(Field::Reason.code()).trim().to_owned(),
        warning_reason: fields.get(Field::WarningReason.code()).trim().to_owned(),
        details,
    };
    (request, reader.unread)
}

struct Reader<'a> {
    fields: &'a Fields,
    unread: Vec<Unmet>,
}

impl Reader<'_> {
    fn complain(&mut self, field: Field, words: String) {
        self.unread.push(Unmet { guard: Guard::FieldsFit, field: Some(field), words, basis: "" });
    }

    fn line(&self, field: Field) -> Option<String> {
        line(self.fields.get(field.code()))
    }

    fn date(&mut self, field: Field) -> Option<Date> {
        let text = self.line(field)?;
        date(&text).map_err(|error| self.complain(field, format!("{}：{error}", field.label()))).ok()
    }

    fn parsed<T: std::str::FromStr>(&mut self, field: Field) -> Option<T> {
        let text = self.line(field)?;
        let wrong = |_| self.complain(field, format!("没有看懂{}，请重新选择", field.label()));
        text.parse().map_err(wrong).ok()
    }

    fn yes_or_no(&self, field: Field) -> Option<bool> {
        match self.fields.get(field.code()) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// Lines of one field, or words with their counts.
    fn clauses(&mut self) -> Vec<Clause> {
        let listed = self.fields.get(Field::Clauses.code()).lines().filter_map(line);
        let mut clauses: Vec<Clause> =
            listed.take(MAX_CLAUSES + 1).map(|words| Clause { words, tally: None }).collect();
        for number in 1..=MAX_CLAUSES {
            let name = format!("clause{number}");
            let Some(words) = line(self.fields.get(&name)) else { break };
            clauses.push(Clause { words, tally: self.tally(&name, Field::Clauses) });
        }
        clauses
    }

    /// A count; none if nothing of it was filled in.
    fn tally(&mut self, name: &str, field: Field) -> Option<Tally> {
        let mut counts = [0; 6];
        let mut filled = false;
        for (count, (ending, label)) in counts.iter_mut().zip(COUNTS) {
            let text = self.fields.get(&format!("{name}_{ending}")).trim().to_owned();
            filled |= !text.is_empty() && ending != "all";
            if text.is_empty() {
                continue;
            }
            match text.parse() {
                Ok(number) => *count = number,
                Err(_) => self.complain(field, format!("{label}应为整数")),
            }
        }
        let [all, present, yes, no, abstain, silent] = counts;
        filled.then_some(Tally { all, present, yes, no, abstain, silent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect())
    }

    #[test]
    fn a_form_is_read_whole() {
        let sent = fields(&[
            ("on", "2026-10-29"),
            ("session", " 第三十五次会议 "),
            ("tally_all", "60"),
            ("tally_present", "52"),
            ("tally_yes", "52"),
            ("penalties", "no"),
            ("clause1", "第十二条"),
            ("clause1_all", "60"),
            ("clause1_yes", "40"),
        ]);
        let (request, unread) = read(Act::Pass, &sent);
        assert!(unread.is_empty());
        assert_eq!(request.details.session.as_deref(), Some("第三十五次会议"));
        assert_eq!(request.details.tally.map(|it| (it.all, it.yes, it.no)), Some((60, 52, 0)));
        assert_eq!(request.details.penalties, Some(false));
        assert_eq!(request.details.clauses[0].tally.map(|it| it.yes), Some(40));
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_field() {
        let sent = fields(&[("on", "昨天"), ("version", "二"), ("tally_yes", "-3"), ("closes", "2026-02-30")]);
        let (_, unread) = read(Act::Consult, &sent);
        let named: Vec<_> = unread.iter().filter_map(|it| it.field).collect();
        assert_eq!(named, [Field::On, Field::Version, Field::Closes, Field::Tally]);
    }

    #[test]
    fn a_day_is_asked_for_and_the_number_of_members_alone_is_no_vote() {
        let (request, unread) = read(Act::Pass, &fields(&[("tally_all", "60")]));
        assert_eq!((request.details.tally, unread.len()), (None, 1));
    }

    #[test]
    fn lines_of_one_field_are_clauses() {
        let (request, _) = read(Act::SplitVote, &fields(&[("clauses", "第十二条\n\n 第十五条第二款 \n")]));
        let words: Vec<_> = request.details.clauses.iter().map(|it| it.words.as_str()).collect();
        assert_eq!(words, ["第十二条", "第十五条第二款"]);
        let many = "甲\n".repeat(MAX_CLAUSES * 2);
        assert_eq!(read(Act::SplitVote, &fields(&[("clauses", &many)])).0.details.clauses.len(), MAX_CLAUSES + 1);
    }
}
