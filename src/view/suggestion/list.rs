//! 修订建议: the open ones by article, the decided ones below.

use super::redline::lines;
use super::{Local, frame, headline, signed};
use crate::law::merge::Conflict;
use crate::procedure::suggestion::{Origin, Suggestion, SuggestionId, WordFile};
use crate::procedure::working::RevisionNumber;
use crate::view::compare::lines::{Line, Mark};
use crate::view::frame::{Frame, PageCtx};
use crate::view::{Dossier, chinese_time, link};
use std::collections::HashMap;

/// What the draft as it stands says to a suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meets {
    /// It says so already.
    Already,
    /// Its words were changed since: both sides.
    Changed(Vec<Conflict>),
    /// Another open suggestion changes the same words.
    Another,
}

/// Everything that the page shows.
pub struct SuggestionsView<'a> {
    /// The bill.
    pub dossier: &'a Dossier,
    /// All suggestions.
    pub all: &'a [Suggestion],
    /// The texts of the revisions to which they are made.
    pub texts: &'a HashMap<RevisionNumber, String>,
    /// What the draft says to the open ones.
    pub meets: &'a HashMap<SuggestionId, Meets>,
    /// Files that were brought.
    pub files: &'a [WordFile],
    /// The most open and the most decided ones that are shown.
    pub most: (usize, usize),
    /// How many were just decided.
    pub done: usize,
    /// How many stayed open because they met others' changes.
    pub left: usize,
    /// Why nothing was done.
    pub error: Option<String>,
    /// Whether the person may decide.
    pub edits: bool,
    /// Tells times.
    pub local: Local<'a>,
}

/// 修订建议.
#[derive(askama::Template)]
#[template(path = "pages/desk_suggestions.html")]
pub struct SuggestionsPage {
    frame: Frame,
    title: String,
    example: bool,
    href: String,
    word_href: String,
    draft_href: String,
    revisions_href: String,
    groups: Vec<Group>,
    authors: Vec<Author>,
    open: usize,
    more: usize,
    decided: Vec<DecidedRow>,
    decided_more: usize,
    done: usize,
    left: usize,
    error: Option<String>,
    edits: bool,
}

struct Group {
    unit: String,
    which: String,
    cards: Vec<Card>,
}

struct Author {
    name: String,
    count: usize,
    which: String,
}

struct Card {
    id: String,
    head: String,
    by: String,
    from: String,
    lines: Vec<Line<'static>>,
    meets: Option<Meets>,
}

struct DecidedRow {
    id: String,
    head: String,
    by: String,
    verdict: &'static str,
    decided: String,
    old: String,
    new: String,
    revision: Option<(String, String)>,
}

impl SuggestionsPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: SuggestionsView<'_>) -> Self {
        let slug = &view.dossier.bill.slug;
        let mut open: Vec<&Suggestion> = view.all.iter().filter(|it| it.is_open()).collect();
        let count = open.len();
        open.truncate(view.most.0);
        let mut closed: Vec<&Suggestion> = view.all.iter().filter(|it| !it.is_open()).collect();
        closed.sort_by_key(|it| (std::cmp::Reverse(it.decided().map(|it| it.at)), it.id));
        let decided_more = closed.len().saturating_sub(view.most.1);
        closed.truncate(view.most.1);
        Self {
            frame: frame(ctx, view.dossier, "修订建议").crumb("文档来往", link::word(slug)),
            title: view.dossier.bill.title.clone(),
            example: view.dossier.bill.example,
            href: link::suggestions(slug),
            word_href: link::word(slug),
            draft_href: link::draft(slug),
            revisions_href: link::revisions(slug),
            groups: groups(&open, &view),
            authors: authors(&open),
            open: count,
            more: count - open.len(),
            decided: closed.iter().filter_map(|it| decided(it, &view)).collect(),
            decided_more,
            done: view.done,
            left: view.left,
            error: view.error,
            edits: view.edits,
        }
    }
}

/// By article, in the order of the text.
fn groups(open: &[&Suggestion], view: &SuggestionsView<'_>) -> Vec<Group> {
    let mut sorted = open.to_vec();
    sorted.sort_by_key(|it| (it.base, it.said.edits.first().map(|it| it.span), it.id));
    let mut groups: Vec<(String, Vec<&Suggestion>)> = Vec::new();
    for it in sorted {
        match groups.iter_mut().find(|group| group.0 == it.said.unit) {
            Some(group) => group.1.push(it),
            None => groups.push((it.said.unit.clone(), vec![it])),
        }
    }
    let group = |(unit, list): (String, Vec<&Suggestion>)| Group {
        unit,
        which: which(&list),
        cards: list.iter().map(|it| card(it, view)).collect(),
    };
    groups.into_iter().map(group).collect()
}

fn which(list: &[&Suggestion]) -> String {
    list.iter().map(|it| it.id.to_string()).collect::<Vec<_>>().join(",")
}

/// Those who made several, most first.
fn authors(open: &[&Suggestion]) -> Vec<Author> {
    let mut authors: Vec<(String, Vec<&Suggestion>)> = Vec::new();
    for it in open {
        let name = if it.said.author.is_empty() { "未署名" } else { it.said.author.as_str() };
        match authors.iter_mut().find(|author| author.0 == name) {
            Some(author) => author.1.push(it),
            None => authors.push((name.to_owned(), vec![it])),
        }
    }
    authors.retain(|it| it.1.len() > 1);
    authors.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
    authors.into_iter().map(|(name, list)| Author { name, count: list.len(), which: which(&list) }).collect()
}

fn card(it: &Suggestion, view: &SuggestionsView<'_>) -> Card {
    let file = match it.origin {
        Origin::File(id) => view.files.iter().find(|it| it.id == id),
        Origin::Person => None,
    };
    let name = file.map(|it| format!("来稿第{}号", it.id)).unwrap_or_default();
    let from = [it.organ.clone(), name, format!("对第{}次修订", it.base)];
    Card {
        id: it.id.to_string(),
        head: headline(&it.said),
        by: signed(&it.said.author, it.said.dated),
        from: from.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("　"),
        lines: lines(view.texts.get(&it.base).map_or("", String::as_str), &it.said),
        meets: view.meets.get(&it.id).cloned(),
    }
}

fn decided(it: &Suggestion, view: &SuggestionsView<'_>) -> Option<DecidedRow> {
    const SHOWN_CHARS: usize = 120;
    let decision = it.decided()?;
    let short = |text: &str| {
        let text = text.trim();
        let cut: String = text.chars().take(SHOWN_CHARS).collect();
        if cut.len() < text.len() { format!("{cut}……") } else { cut }
    };
    let slug = &view.dossier.bill.slug;
    let (by, at) = (&decision.by, chinese_time(&(view.local)(decision.at)));
    let came: String = it.said.edits.iter().map(|it| it.replacement.as_str()).collect();
    Some(DecidedRow {
        id: it.id.to_string(),
        head: headline(&it.said),
        by: signed(&it.said.author, it.said.dated),
        verdict: decision.verdict.label(),
        decided: format!("{}（{}）于{at}处理", by.name(), by.organ()),
        old: short(&it.said.quoted),
        new: short(&came),
        revision: decision.revision.map(|it| (format!("第{it}次修订"), link::revision(slug, it))),
    })
}
