//! 审计记录, for those who keep watch over what is done.

use super::frame::{Frame, PageCtx};
use super::{chinese_date_with_weekday, link};
use crate::export::csv::csv;
use crate::procedure::audit::{Anchor, Deed, Entry, EntryNumber, ObjectKind};
use crate::procedure::person::Person;
use crate::procedure::{Slug, VersionId};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

/// What is asked for, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditForm {
    /// The first day, `2026-11-23`.
    pub from: String,
    /// The last day.
    pub until: String,
    /// The number of a person.
    pub person: String,
    /// The code of a deed.
    pub deed: String,
    /// The code of a kind of object.
    pub kind: String,
    /// The id of an object.
    pub object: String,
    /// Each message with the field it is about.
    pub errors: Vec<(&'static str, String)>,
}

impl AuditForm {
    fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|it| it.0 == field).map(|it| it.1.as_str())
    }

    /// `?from=…&deed=…`, with `before` where one goes on.
    fn query(&self, before: Option<EntryNumber>) -> String {
        let before = before.map(|it| it.to_string()).unwrap_or_default();
        let all = [
            ("from", &self.from),
            ("until", &self.until),
            ("person", &self.person),
            ("deed", &self.deed),
            ("kind", &self.kind),
            ("object", &self.object),
            ("before", &before),
        ];
        let said: Vec<String> = all
            .iter()
            .filter(|it| !it.1.is_empty())
            .map(|(name, value)| format!("{name}={}", link::encoded(value)))
            .collect();
        if said.is_empty() { String::new() } else { format!("?{}", said.join("&")) }
    }
}

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct AuditView<'a> {
    /// What was asked for.
    pub form: &'a AuditForm,
    /// Everyone who may be asked for.
    pub people: &'a [Person],
    /// The entries, the latest first.
    pub entries: &'a [Entry],
    /// Where older ones begin, if there are any.
    pub older: Option<EntryNumber>,
    /// Whether these are not the latest.
    pub later: bool,
    /// The last entry of the record.
    pub head: Option<Anchor>,
    /// What tells an instant in the time zone of the installation.
    pub local: &'a dyn Fn(Timestamp) -> Zoned,
}

/// 审计记录.
#[derive(askama::Template)]
#[template(path = "pages/audit.html")]
pub struct AuditPage {
    frame: Frame,
    form: AuditForm,
    people: Vec<Choice>,
    deeds: Vec<Choice>,
    kinds: Vec<Choice>,
    days: Vec<Day>,
    older_href: Option<String>,
    latest_href: Option<String>,
    csv_href: String,
    head: Option<Anchor>,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

struct Day {
    label: String,
    rows: Vec<Line>,
}

struct Line {
    number: EntryNumber,
    time: String,
    by: String,
    deed: &'static str,
    object: String,
    href: Option<String>,
    details: String,
    hash: String,
}

impl AuditPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: AuditView<'_>) -> Self {
        let form = view.form.clone();
        let choice = |value: &str, label: &str, now: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            chosen: value == now,
        };
        let person = |it: &Person| choice(&it.id.to_string(), &format!("{}（{}）", it.name, it.id), &form.person);
        Self {
            frame: Frame::new(ctx, "审计记录").crumb("首页", link::HOME).unlisted(),
            people: view.people.iter().map(person).collect(),
            deeds: Deed::ALL.iter().map(|it| choice(it.code(), it.label(), &form.deed)).collect(),
            kinds: ObjectKind::ALL.iter().map(|it| choice(it.code(), it.label(), &form.kind)).collect(),
            days: days(view),
            older_href: view.older.map(|it| format!("{}{}", link::AUDIT, form.query(Some(it)))),
            latest_href: view.later.then(|| format!("{}{}", link::AUDIT, form.query(None))),
            csv_href: format!("{}.csv{}", link::AUDIT, form.query(None)),
            head: view.head,
            form,
        }
    }
}

fn days(view: AuditView<'_>) -> Vec<Day> {
    let mut days: Vec<(Date, Day)> = Vec::new();
    for entry in view.entries {
        let at = (view.local)(entry.at);
        if days.last().is_none_or(|it| it.0 != at.date()) {
            days.push((at.date(), Day { label: chinese_date_with_weekday(at.date()), rows: Vec::new() }));
        }
        if let Some((_, day)) = days.last_mut() {
            day.rows.push(Line::of(entry, &at));
        }
    }
    days.into_iter().map(|it| it.1).collect()
}

impl Line {
    fn of(it: &Entry, at: &Zoned) -> Self {
        let entry = &it.entry;
        Self {
            number: it.number,
            time: time(at),
            by: by(entry.by().name(), entry.by().organ()),
            deed: entry.deed().label(),
            object: object(entry.kind(), entry.object()),
            href: href(entry.kind(), entry.object()),
            details: entry.details().to_owned(),
            hash: it.hash.short(),
        }
    }
}

fn time(at: &Zoned) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

fn by(name: &str, organ: &str) -> String {
    if organ.is_empty() { name.to_owned() } else { format!("{name}（{organ}）") }
}

/// 文本 noise/v2; nothing for the site as a whole.
fn object(kind: ObjectKind, id: &str) -> String {
    match kind {
        ObjectKind::Site => String::new(),
        _ if id.is_empty() => kind.label().to_owned(),
        _ => format!("{} {id}", kind.label()),
    }
}

/// Where an object that the public may see stands. The pages of the desk are not the auditor's.
fn href(kind: ObjectKind, id: &str) -> Option<String> {
    let (bill, part) = id.split_once('/').unwrap_or((id, ""));
    let slug: Slug = bill.parse().ok()?;
    match kind {
        ObjectKind::Bill => Some(link::bill(&slug)),
        ObjectKind::Version => Some(link::version(&slug, part.parse::<VersionId>().ok()?)),
        ObjectKind::Point => Some(link::point(&slug)),
        _ => None,
    }
}

/// The entries as a table for spreadsheets; `more` when there are older ones that are not in it.
#[must_use]
pub fn audit_csv(entries: &[Entry], more: bool, local: &dyn Fn(Timestamp) -> Zoned) -> String {
    let head =
        ["编号", "时间", "人员编号", "姓名", "机构", "事项", "对象", "对象编号", "说明", "前一号校验值", "校验值"];
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
    rows.extend(entries.iter().map(|it| cells(it, &local(it.at))));
    if more {
        rows.push(vec!["另有更早的记录没有列出，请缩小日期范围再导出".to_owned()]);
    }
    csv(rows)
}

fn cells(it: &Entry, at: &Zoned) -> Vec<String> {
    let entry = &it.entry;
    vec![
        it.number.to_string(),
        format!("{} {}", at.date(), time(at)),
        entry.by().id().map(|it| it.to_string()).unwrap_or_default(),
        entry.by().name().to_owned(),
        entry.by().organ().to_owned(),
        entry.deed().label().to_owned(),
        entry.kind().label().to_owned(),
        entry.object().to_owned(),
        entry.details().to_owned(),
        it.previous.map(|it| it.to_string()).unwrap_or_default(),
        it.hash.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_public_may_see_is_linked() {
        assert_eq!(href(ObjectKind::Version, "noise/v2").as_deref(), Some("/bills/noise/v2"));
        assert_eq!(href(ObjectKind::Bill, "noise").as_deref(), Some("/bills/noise"));
        for (kind, id) in [(ObjectKind::Version, "noise"), (ObjectKind::Draft, "noise/17"), (ObjectKind::Bill, "../x")]
        {
            assert_eq!(href(kind, id), None, "{id}");
        }
    }

    #[test]
    fn a_query_says_only_what_was_asked() {
        let form = AuditForm { deed: "signed_in".to_owned(), object: "a b&c".to_owned(), ..AuditForm::default() };
        assert_eq!(form.query(EntryNumber::new(5).ok()), "?deed=signed_in&object=a%20b%26c&before=5");
        assert_eq!(AuditForm::default().query(None), "");
    }
}
