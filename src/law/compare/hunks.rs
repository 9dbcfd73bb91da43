//! The words of a row as parts that stay, go and come.

use super::classify::Classes;
use super::diff::Stretch;
use super::edits::Joined;
use super::tokens::Token;

/// What happens to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// They stay.
    Equal,
    /// They go.
    Delete,
    /// They come.
    Insert,
}

impl Op {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Delete => "delete",
            Self::Insert => "insert",
        }
    }
}

/// Words that stay, go or come together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What happens to them.
    pub op: Op,
    /// The words; line feeds part 款, 项 and 目.
    pub text: String,
    /// What kinds of change this is; none if the words stay. Words that go and those that come for them have the same.
    pub classes: Classes,
}

/// The words of one new article and of the old ones that stand there; of a removed row, of the old ones alone.
///
/// Equal and deleted parts read as the old words, equal and inserted ones as the new words. Several old articles are
/// parted by a line feed; where one old article was split, its words go on in the next hunk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hunk {
    /// Index of the new article; `None` where there is none.
    pub new: Option<usize>,
    /// Which old articles stand here, in order.
    pub old: Vec<OldStart>,
    /// The parts in order.
    pub parts: Vec<Part>,
}

/// Where the words of an old article begin in a hunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OldStart {
    /// Index of the article.
    pub article: usize,
    /// Byte in the old words of the hunk.
    pub at: usize,
    /// Its words began in an earlier hunk.
    pub continued: bool,
}

impl Hunk {
    /// The words of one side.
    #[must_use]
    pub fn words(&self, gone: Op) -> String {
        let other = if gone == Op::Delete { Op::Insert } else { Op::Delete };
        self.parts.iter().filter(|it| it.op != other).map(|it| it.text.as_str()).collect()
    }
}

/// Cuts the stretches of a row into hunks, one for each new article.
pub(super) fn hunks(old: &Joined, new: &Joined, stretches: &[Stretch], classes: &[Classes]) -> Vec<Hunk> {
    let mut writer = Writer { old, new, hunks: Vec::new(), old_bytes: 0, old_article: 0, begun: false };
    writer.open();
    for (stretch, classes) in stretches.iter().zip(classes) {
        if stretch.equal {
            for (i, j) in stretch.old.clone().zip(stretch.new.clone()) {
                writer.equal(i, j);
            }
        } else {
            stretch.old.clone().for_each(|it| writer.old_token(it, Op::Delete, *classes));
            stretch.new.clone().for_each(|it| writer.new_token(it, *classes));
        }
    }
    if !writer.begun {
        writer.old_starts();
    }
    writer.hunks
}

struct Writer<'a> {
    old: &'a Joined,
    new: &'a Joined,
    hunks: Vec<Hunk>,
    /// Bytes of old words in the hunk so far.
    old_bytes: usize,
    /// Which old article comes, counted within the row, and whether its words have begun.
    old_article: usize,
    begun: bool,
}

impl Writer<'_> {
    fn open(&mut self) {
        let new = self.new.articles.get(self.hunks.len()).copied();
        self.hunks.push(Hunk { new, ..Hunk::default() });
        self.old_bytes = 0;
    }

    /// Notes the old article whose words come, if it does not stand in this hunk yet.
    fn old_starts(&mut self) {
        let Some(&article) = self.old.articles.get(self.old_article) else { return };
        let (at, continued) = (self.old_bytes, self.begun);
        if let Some(hunk) = self.hunks.last_mut()
            && hunk.old.last().is_none_or(|it| it.article != article)
        {
            hunk.old.push(OldStart { article, at, continued });
        }
        self.begun = true;
    }

    fn equal(&mut self, i: usize, j: usize) {
        match (self.old.is_joint(i), self.new.is_joint(j)) {
            (false, false) => self.old_token(i, Op::Equal, Classes::default()),
            (true, true) => {
                self.open();
                self.next_old();
            }
            // A line feed between two old articles that stays one within the new article.
            (true, false) => {
                self.push(Op::Equal, "\n", Classes::default());
                self.next_old();
            }
            // A line feed of the old article at which the new text begins another article.
            (false, true) => {
                self.old_token(i, Op::Delete, Classes::default());
                self.open();
            }
        }
    }

    fn old_token(&mut self, at: usize, op: Op, classes: Classes) {
        if self.old.is_joint(at) {
            self.push(Op::Delete, "\n", classes);
            self.next_old();
        } else {
            self.old_starts();
            self.push(op, self.old.token_text(at), classes);
        }
    }

    fn new_token(&mut self, at: usize, classes: Classes) {
        if self.new.is_joint(at) {
            self.open();
        } else {
            self.push(Op::Insert, self.new.token_text(at), classes);
        }
    }

    /// The words of an old article are over; one without words is noted here.
    fn next_old(&mut self) {
        if !self.begun {
            self.old_starts();
        }
        self.old_article += 1;
        self.begun = false;
    }

    fn push(&mut self, op: Op, text: &str, classes: Classes) {
        if op != Op::Insert {
            self.old_bytes += text.len();
        }
        let Some(hunk) = self.hunks.last_mut() else { return };
        match hunk.parts.last_mut() {
            Some(last) if last.op == op && last.classes == classes => last.text.push_str(text),
            _ => hunk.parts.push(Part { op, text: text.to_owned(), classes }),
        }
    }
}

impl Joined {
    fn token_text(&self, at: usize) -> &str {
        let token: &Token = &self.tokens[at];
        &self.text[token.start..token.end]
    }
}
