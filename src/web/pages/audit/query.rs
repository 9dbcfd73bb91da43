//! What stands behind the question mark of the record.

use crate::clock::Clock;
use crate::procedure::audit::EntryNumber;
use crate::store::audit::Filter;
use crate::view::AuditForm;
use jiff::civil::Date;
use serde::Deserialize;
use std::str::FromStr;

/// The longest field that is read.
const MAX_FIELD_BYTES: usize = 500;

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    from: String,
    until: String,
    person: String,
    deed: String,
    kind: String,
    object: String,
    before: String,
}

impl AuditQuery {
    /// Before which entry the page begins.
    pub fn before(&self) -> Option<EntryNumber> {
        self.before.parse().ok()
    }

    /// What is wanted, and the fields as typed, with what is wrong with them.
    pub fn read(self, clock: &Clock) -> (Filter, AuditForm) {
        let short = |it: String| if it.len() <= MAX_FIELD_BYTES { it.trim().to_owned() } else { String::new() };
        let mut form = AuditForm {
            from: short(self.from),
            until: short(self.until),
            person: short(self.person),
            deed: short(self.deed),
            kind: short(self.kind),
            object: short(self.object),
            errors: Vec::new(),
        };
        let mut errors = Vec::new();
        let day = "请写成2026-11-23这样的日期";
        let from: Option<Date> = field(&form.from, "from", day, &mut errors);
        let until: Option<Date> = field(&form.until, "until", day, &mut errors);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            errors.push(("until", "结束日期早于开始日期".to_owned()));
        }
        let filter = Filter {
            person: field(&form.person, "person", "请从列表中选择", &mut errors),
            deed: field(&form.deed, "deed", "请从列表中选择", &mut errors),
            kind: field(&form.kind, "kind", "请从列表中选择", &mut errors),
            object: (!form.object.is_empty()).then(|| form.object.clone()),
            from: from.and_then(|it| clock.start_of(it)),
            until: until.and_then(|it| it.tomorrow().ok()).and_then(|it| clock.start_of(it)),
        };
        form.errors = errors;
        (filter, form)
    }
}

fn field<T: FromStr>(
    text: &str,
    name: &'static str,
    words: &str,
    errors: &mut Vec<(&'static str, String)>,
) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    let read = text.parse().ok();
    if read.is_none() {
        errors.push((name, words.to_owned()));
    }
    read
}
