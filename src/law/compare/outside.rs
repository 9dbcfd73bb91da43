//! What stands outside the articles, compared like them: title, 题注, preamble, annexes.

use super::classify::{Classes, Edit, classify};
use super::diff::{Budget, diff};
use super::edits::Joined;
use super::hunks::{Part, hunks};
use super::tokens::Lexicon;
use super::words::Words;
use crate::law::statute::{Annex, Statute};

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// 标题.
    Title,
    /// 题注.
    TitleNote,
    /// The words before the first article.
    Preamble,
    /// 附件, with its heading.
    Annex(String),
}

impl Place {
    /// As people call it.
    #[must_use]
    pub fn chinese(&self) -> &str {
        match self {
            Self::Title => "标题",
            Self::TitleNote => "题注",
            Self::Preamble => "条文前的文字",
            Self::Annex(heading) => heading,
        }
    }
}

/// Words outside the articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// Where they stand.
    pub place: Place,
    /// What stays, goes and comes.
    pub parts: Vec<Part>,
}

impl Outside {
    /// Whether words differ.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.parts.iter().any(|it| it.op != super::Op::Equal)
    }
}

/// Everything outside the articles that either text has.
pub(super) fn outside(old: &Statute, new: &Statute, budget: &mut Budget) -> Vec<Outside> {
    let mut found = Vec::new();
    let mut add = |place: Place, old: &str, new: &str| {
        if !old.is_empty() || !new.is_empty() {
            found.push(Outside { place, parts: parts(old, new, budget) });
        }
    };
    add(Place::Title, &old.title.plain, &new.title.plain);
    let note = |it: &Statute| it.title_note.as_ref().map(|it| it.plain.clone()).unwrap_or_default();
    add(Place::TitleNote, &note(old), &note(new));
    add(Place::Preamble, &Words::of_paragraphs(&old.preamble).text, &Words::of_paragraphs(&new.preamble).text);
    for (place, left, right) in annexes(&old.annexes, &new.annexes) {
        add(place, &left, &right);
    }
    found
}

/// Annexes of the same name belong together; of the others those with the same number.
fn annexes(old: &[Annex], new: &[Annex]) -> Vec<(Place, String, String)> {
    let words = |it: &Annex| format!("{}\n{}", it.heading(), Words::of_text(&it.text).text);
    let mut left: Vec<Option<&Annex>> = old.iter().map(Some).collect();
    let mut rows = Vec::new();
    for annex in new {
        let same_name = left.iter().position(|it| it.is_some_and(|it| it.name == annex.name && !it.name.is_empty()));
        let same_number = || left.iter().position(|it| it.is_some_and(|it| it.number_text() == annex.number_text()));
        let partner = same_name.or_else(same_number).and_then(|it| left[it].take());
        rows.push((Place::Annex(annex.heading()), partner.map(words).unwrap_or_default(), words(annex)));
    }
    rows.extend(left.into_iter().flatten().map(|it| (Place::Annex(it.heading()), words(it), String::new())));
    rows
}

/// What stays, goes and comes between two wordings, classified.
pub(in crate::law) fn parts(old: &str, new: &str, budget: &mut Budget) -> Vec<Part> {
    let mut lexicon = Lexicon::default();
    let (old, new) = (Joined::of_text(old, &mut lexicon), Joined::of_text(new, &mut lexicon));
    let stretches = diff(&old.tokens, &new.tokens, budget);
    let classes: Vec<Classes> = stretches
        .iter()
        .map(|it| {
            if it.equal {
                return Classes::default();
            }
            classify(Edit { deleted: old.bytes(&it.old), inserted: new.bytes(&it.new), before: "", after: "" })
        })
        .collect();
    hunks(&old, &new, &stretches, &classes).pop().map(|it| it.parts).unwrap_or_default()
}
