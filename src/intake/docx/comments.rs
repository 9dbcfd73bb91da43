//! 批注: `comments.xml`, and `commentsExtended.xml`, which says what answers what.

use super::super::Unreadable;
use super::super::xml::{Attributes, Step, Visitor, walk};
use super::flow::Flow;
use super::view::View;
use super::{Comment, Reply, author, dated};
use std::collections::HashMap;

/// Comments of one file.
const MAX_COMMENTS: usize = 10_000;
/// Bytes of all comments together.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Answers to answers that are followed.
const MAX_ANSWERS: usize = 64;

#[derive(Debug, Clone, Default)]
struct Found {
    id: String,
    author: String,
    dated: Option<jiff::civil::DateTime>,
    words: String,
    /// The name of its last paragraph, by which an answer names it.
    paragraph: String,
}

/// The comments of a file, not yet placed.
#[derive(Debug, Default)]
pub(super) struct Comments {
    all: Vec<Found>,
    /// Of a paragraph's name: the one it answers, and whether it was done.
    more: HashMap<String, (Option<String>, bool)>,
    /// Which comment a paragraph's name belongs to.
    by_paragraph: HashMap<String, usize>,
}

/// Reads both parts; an empty text is a part that the file does not have.
pub(super) fn read(comments: &str, extended: &str) -> Result<Comments, Unreadable> {
    let mut all = Reader::default();
    if !comments.trim().is_empty() {
        walk(comments, &mut all)?;
    }
    if !extended.trim().is_empty() {
        walk(extended, &mut all)?;
    }
    Ok(all.comments)
}

impl Comments {
    /// The comments where they stand in the text, answers under what they answer.
    pub(super) fn place(self, flow: &Flow, view: &View) -> Vec<Comment> {
        let anchors: HashMap<&str, (usize, usize)> = flow
            .anchors
            .iter()
            .filter_map(|it| {
                let end = it.end.or(it.start)?;
                Some((it.id.as_str(), (it.start.unwrap_or(end).min(end), end)))
            })
            .collect();
        let places = Places::of(view);
        let mut order: Vec<(std::ops::Range<usize>, usize)> = Vec::new();
        let mut replies: HashMap<usize, Vec<Reply>> = HashMap::new();
        for (at, it) in self.all.iter().enumerate() {
            match self.root(at) {
                Some(root) => {
                    let reply = Reply { author: it.author.clone(), dated: it.dated, words: it.words.clone() };
                    replies.entry(root).or_default().push(reply);
                }
                None => {
                    let (start, end) = anchors.get(it.id.as_str()).copied().unwrap_or_default();
                    order.push((places.bytes(start, end), at));
                }
            }
        }
        order.sort_by_key(|it| (it.0.start, it.1));
        let comment = |(range, at): (std::ops::Range<usize>, usize)| {
            let it = &self.all[at];
            Comment {
                author: it.author.clone(),
                dated: it.dated,
                range,
                words: it.words.clone(),
                done: self.more.get(&it.paragraph).is_some_and(|it| it.1),
                replies: replies.remove(&at).unwrap_or_default(),
            }
        };
        order.into_iter().map(comment).collect()
    }

    /// The comment that an answer answers in the end; `None` for a comment that answers none.
    fn root(&self, of: usize) -> Option<usize> {
        let mut at = of;
        for _ in 0..MAX_ANSWERS {
            let parent = self.more.get(&self.all[at].paragraph).and_then(|it| it.0.as_ref());
            let Some(parent) = parent.and_then(|it| self.by_paragraph.get(it)).filter(|it| **it != at) else { break };
            at = *parent;
        }
        (at != of).then_some(at)
    }
}

/// Where the pieces of a document stand in a text.
struct Places(Vec<(usize, usize, usize)>);

impl Places {
    fn of(view: &View) -> Self {
        let mut all: Vec<_> = view.origins.iter().map(|it| (it.atom, it.at, it.end())).collect();
        all.sort_unstable();
        Self(all)
    }

    /// Bytes of the text that came from these pieces; where none did, the place where they would be.
    fn bytes(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let first = self.0.partition_point(|it| it.0 < start);
        let last = self.0.partition_point(|it| it.0 < end);
        match (self.0.get(first), last.checked_sub(1).and_then(|it| self.0.get(it))) {
            (Some(from), Some(to)) if first < last && from.1 <= to.2 => from.1..to.2,
            _ => {
                let at = first.checked_sub(1).and_then(|it| self.0.get(it)).map_or(0, |it| it.2);
                at..at
            }
        }
    }
}

#[derive(Default)]
struct Reader {
    comments: Comments,
    in_text: bool,
    bytes: usize,
    full: bool,
}

impl Visitor for Reader {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
        let all = &mut self.comments.all;
        match name {
            "comment" => {
                let id = attributes.get("id").unwrap_or_default();
                let author = author(attributes.get("author"));
                let dated = attributes.get("date").and_then(|it| dated(&it));
                all.push(Found { id, author, dated, ..Found::default() });
                self.full |= all.len() > MAX_COMMENTS;
            }
            "p" => {
                if let Some(last) = all.last_mut() {
                    if !last.words.is_empty() {
                        last.words.push('\n');
                    }
                    last.paragraph = attributes.get("paraId").unwrap_or_default();
                }
            }
            "t" => self.in_text = true,
            "br" | "cr" => self.push("\n"),
            "delText" | "del" | "moveFrom" | "rPrChange" | "Fallback" => return Step::Over,
            "commentEx" => {
                let of = attributes.get("paraId").unwrap_or_default();
                let answered = attributes.get("paraIdParent").filter(|it| !it.is_empty());
                let done = attributes.get("done").is_some_and(|it| it == "1" || it == "true");
                if self.comments.more.len() < MAX_COMMENTS {
                    self.comments.more.insert(of, (answered, done));
                }
            }
            _ => {}
        }
        Step::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "comment" => {
                let at = self.comments.all.len().saturating_sub(1);
                if let Some(last) = self.comments.all.last_mut() {
                    last.words.truncate(last.words.trim_end().len());
                    if !last.paragraph.is_empty() {
                        self.comments.by_paragraph.insert(last.paragraph.clone(), at);
                    }
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_text {
            self.push(words);
        }
    }

    fn refusal(&self) -> Option<Unreadable> {
        self.full.then(|| {
            Unreadable::new(
                format!("批注过多（超过 {MAX_COMMENTS} 条或者 {} MB）", MAX_BYTES / 1024 / 1024),
                "请删去不需要的批注后再试",
            )
        })
    }
}

impl Reader {
    fn push(&mut self, words: &str) {
        self.bytes += words.len();
        self.full |= self.bytes > MAX_BYTES;
        if let Some(last) = self.comments.all.last_mut().filter(|_| !self.full) {
            last.words.push_str(words);
        }
    }
}
