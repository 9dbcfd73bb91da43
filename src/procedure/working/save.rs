//! What becomes of a save: nothing, the next revision, a merged one, or a question to the person who saved.

use super::{MAX_TEXT_BYTES, MAX_TOUCHED, Revision, RevisionKind, RevisionNumber};
use crate::law::edit::Edit;
use crate::law::merge::{Merged, merge, touched as changed};

/// A revision with its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read<'a> {
    /// Its number.
    pub number: RevisionNumber,
    /// Its text.
    pub text: &'a str,
}

/// What becomes of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Nothing new was typed: the head stands. The edits turn what was sent into it.
    Unchanged(Vec<Edit>),
    /// A revision on top of the head: what was sent, merged with what others saved meanwhile.
    Keep {
        /// Typed or merged.
        kind: RevisionKind,
        /// The text.
        text: String,
        /// The edits that turn what was sent into the text.
        edits: Vec<Edit>,
        /// What to look at.
        notes: Vec<String>,
    },
    /// Both changed the same words: what was sent is kept aside, and the person must choose.
    Conflict(Merged),
}

/// Why a save is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SaveRefusal {
    /// It is too long.
    #[error("文本太长，超过了{}兆字节，没有保存", MAX_TEXT_BYTES / 1024 / 1024)]
    TooLong,
}

/// Decides about `sent`, which began with `base`, now that the draft is at `head`.
///
/// # Errors
/// The text is too long.
pub fn decide(base: Read<'_>, head: Read<'_>, sent: &str) -> Result<Decision, SaveRefusal> {
    if sent.len() > MAX_TEXT_BYTES {
        return Err(SaveRefusal::TooLong);
    }
    if sent == head.text {
        return Ok(Decision::Unchanged(Vec::new()));
    }
    if base.number == head.number {
        return Ok(Decision::Keep {
            kind: RevisionKind::Typed,
            text: sent.to_owned(),
            edits: Vec::new(),
            notes: Vec::new(),
        });
    }
    Ok(match merge(base.text, sent, head.text) {
        merged if !merged.conflicts.is_empty() => Decision::Conflict(merged),
        Merged { text, ours, .. } if text == head.text => Decision::Unchanged(ours),
        Merged { text, .. } if text.len() > MAX_TEXT_BYTES => return Err(SaveRefusal::TooLong),
        Merged { text, ours, notes, .. } => Decision::Keep { kind: RevisionKind::Merged, text, edits: ours, notes },
    })
}

/// The articles that `new` changed, added or removed against `old`, within the bound.
#[must_use]
pub fn touched(old: &str, new: &str) -> Vec<String> {
    let mut articles = changed(old, new);
    articles.truncate(MAX_TOUCHED);
    articles
}

/// Someone who saved while another was typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// The name.
    pub name: String,
    /// The organ.
    pub organ: String,
    /// The articles that were changed.
    pub articles: Vec<String>,
}

/// Who saved these revisions, each person once, in their order.
#[must_use]
pub fn writers(revisions: &[Revision]) -> Vec<Writer> {
    let mut found: Vec<Writer> = Vec::new();
    for revision in revisions {
        let (name, organ) = (revision.by.name(), revision.by.organ());
        let at = found.iter().position(|it| it.name == name && it.organ == organ).unwrap_or_else(|| {
            found.push(Writer { name: name.to_owned(), organ: organ.to_owned(), articles: Vec::new() });
            found.len() - 1
        });
        for article in &revision.articles {
            let articles = &mut found[at].articles;
            if articles.len() < MAX_TOUCHED && !articles.contains(article) {
                articles.push(article.clone());
            }
        }
    }
    found
}

/// Who of these changed an article: their names; all of them if nobody is known to have.
#[must_use]
pub fn who_changed(writers: &[Writer], article: &str) -> String {
    let of = |all: bool| {
        let names = writers.iter().filter(|it| all || it.articles.iter().any(|it| it == article));
        names.map(|it| it.name.as_str()).collect::<Vec<_>>().join("、")
    };
    let known = of(false);
    if known.is_empty() { of(true) } else { known }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "第一条　甲甲甲甲。\n\n第二条　乙乙乙乙。\n";

    fn read(number: u32, text: &str) -> Read<'_> {
        Read { number: RevisionNumber::new(number).unwrap(), text }
    }

    #[test]
    fn a_save_on_the_head_is_the_next_revision_and_an_equal_one_is_none() {
        let next = decide(read(1, BASE), read(1, BASE), "丙").unwrap();
        assert!(matches!(next, Decision::Keep { kind: RevisionKind::Typed, .. }));
        assert_eq!(decide(read(1, BASE), read(1, BASE), BASE), Ok(Decision::Unchanged(Vec::new())));
    }

    #[test]
    fn a_late_save_is_merged_and_a_lost_answer_asked_for_again() {
        let (ours, theirs) = (BASE.replace("甲甲。", "甲丁。"), BASE.replace("乙乙。", "乙戊。"));
        let Ok(Decision::Keep { kind, text, edits, .. }) = decide(read(1, BASE), read(2, &theirs), &ours) else {
            panic!("no conflict")
        };
        assert_eq!((kind, &text), (RevisionKind::Merged, &ours.replace("乙乙。", "乙戊。")));
        assert_eq!(crate::law::edit::applied(&ours, &edits), text);
        // The same save again, because the answer got lost: nothing new.
        assert!(
            matches!(decide(read(1, BASE), read(3, &text), &ours), Ok(Decision::Unchanged(edits)) if !edits.is_empty())
        );
    }

    #[test]
    fn a_tab_that_typed_nothing_gets_what_the_others_wrote() {
        let theirs = BASE.replace("乙乙。", "乙戊。");
        let Ok(Decision::Unchanged(edits)) = decide(read(1, BASE), read(2, &theirs), BASE) else {
            panic!("nothing new")
        };
        assert_eq!(crate::law::edit::applied(BASE, &edits), theirs);
    }

    #[test]
    fn the_same_words_are_a_question() {
        let (ours, theirs) = (BASE.replace("甲甲。", "甲丁。"), BASE.replace("甲甲。", "甲戊。"));
        assert!(
            matches!(decide(read(1, BASE), read(2, &theirs), &ours), Ok(Decision::Conflict(it)) if it.text == theirs)
        );
    }

    #[test]
    fn too_long_a_text_is_refused() {
        let long = "甲".repeat(MAX_TEXT_BYTES / 3 + 1);
        assert_eq!(decide(read(1, ""), read(1, ""), &long), Err(SaveRefusal::TooLong));
    }

    #[test]
    fn touched_articles_are_named_by_their_new_number() {
        assert_eq!(touched(BASE, &BASE.replace("乙乙。", "乙戊。")), ["第二条"]);
        assert_eq!(touched(BASE, &format!("{BASE}\n第三条　丙。\n")), ["第三条"]);
        assert_eq!(touched(BASE, "第一条　甲甲甲甲。\n"), ["第二条（删除）"]);
    }
}
