//! What the rules look at: a text, and everything about it that more than one rule needs, made once.

use super::finding::Edit;
use super::registry;
use super::rule::{Rule, Stage};
use super::settings::Settings;
use super::unit::{self, TextUnit};
use super::waiver::{self, Waiver};
use super::words::{self, Place};
use crate::law::parse::{Owner, Parsed};
use crate::law::path::ProvisionPath;
use crate::law::problem::Problem;
use crate::law::refs::{self, Reference};
use crate::law::span::Span;
use crate::law::statute::{Article, Division, Item, Paragraph, Statute, Unit};
use std::cell::OnceCell;
use std::collections::HashMap;

/// What comes from outside the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inputs<'a> {
    /// The register of laws: in force, repealed, renamed. None where the installation has none.
    pub known_titles: Option<&'a KnownTitles>,
    /// The superior laws that the draft carries out.
    pub superior: &'a [Statute],
}

/// How a law of the register stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// In force under this title.
    InForce,
    /// Repealed, with nothing in its place.
    Repealed,
    /// Now under another title: renamed, or replaced by another law.
    Now(String),
}

/// A register of laws by their titles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownTitles(HashMap<String, Standing>);

impl KnownTitles {
    /// How the law with exactly this title (without 《》) stands; None if the register does not know it.
    #[must_use]
    pub fn standing(&self, title: &str) -> Option<&Standing> {
        self.0.get(title)
    }
}

impl FromIterator<(String, Standing)> for KnownTitles {
    fn from_iter<T: IntoIterator<Item = (String, Standing)>>(titles: T) -> Self {
        Self(titles.into_iter().collect())
    }
}

/// A text, ready to be looked at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text as it came.
    pub source: &'a str,
    /// What the parser made of it.
    pub parsed: &'a Parsed,
    /// The tree.
    pub statute: &'a Statute,
    /// How far the text has come.
    pub stage: Stage,
    /// The installation's choices.
    pub settings: &'a Settings,
    /// What comes from outside.
    pub inputs: Inputs<'a>,
    /// All articles.
    pub articles: Vec<&'a Article>,
    /// All headings, each before what stands in it.
    pub divisions: Vec<&'a Division>,
    /// All 款, 项 and 目 with words, in the order of the text.
    pub units: Vec<TextUnit<'a>>,
    /// All references, looked up.
    pub references: Vec<Reference>,
    /// All `km:allow`.
    pub(super) waivers: Vec<Waiver<'a>>,
    hits: Vec<Vec<Place>>,
    places: OnceCell<HashMap<ProvisionPath, usize>>,
    article_places: OnceCell<HashMap<ProvisionPath, usize>>,
}

impl<'a> Context<'a> {
    /// Makes ready what the rules need. Cost grows with the length of the text.
    #[must_use]
    pub fn new(source: &'a str, parsed: &'a Parsed, stage: Stage, settings: &'a Settings, inputs: Inputs<'a>) -> Self {
        let statute = &parsed.statute;
        let units = unit::units(statute, source);
        Self {
            source,
            parsed,
            statute,
            stage,
            settings,
            inputs,
            articles: statute.articles().collect(),
            divisions: divisions(&statute.body),
            hits: words::hits(&units),
            waivers: waiver::waivers(source, statute),
            units,
            references: refs::references(statute),
            places: OnceCell::new(),
            article_places: OnceCell::new(),
        }
    }

    /// Where the rule's triggers stand in 款, 项 and 目: guards heeded, titles in 《》 left out.
    pub fn hits<'s>(&'s self, rule: &Rule) -> impl Iterator<Item = Hit<'s, 'a>> + use<'s, 'a> {
        let places = registry::index(rule).and_then(|it| self.hits.get(it)).map_or(&[][..], Vec::as_slice);
        places.iter().map(|it| Hit { context: self, unit: &self.units[it.unit], span: it.span, word: it.word })
    }

    /// What the parser reported under this code.
    pub fn problems(&self, code: &'static str) -> impl Iterator<Item = &'a Problem> + use<'a> {
        self.parsed.problems.iter().filter(move |it| it.code == code)
    }

    /// The unit with the words at `path`.
    #[must_use]
    pub fn unit(&self, path: ProvisionPath) -> Option<&TextUnit<'a>> {
        self.places
            .get_or_init(|| first_places(self.units.iter().map(|it| it.path)))
            .get(&path)
            .map(|at| &self.units[*at])
    }

    /// The article that holds `path`.
    #[must_use]
    pub fn article(&self, path: ProvisionPath) -> Option<&'a Article> {
        let places = self.article_places.get_or_init(|| first_places(self.articles.iter().map(|it| it.path)));
        places.get(&path.whole_article()).map(|at| self.articles[*at])
    }

    /// The article in which byte `at` of the source stands.
    #[must_use]
    pub fn article_at(&self, at: usize) -> Option<&'a Article> {
        let after = self.articles.partition_point(|it| it.span.start <= at);
        self.articles[..after].last().copied().filter(|it| at <= it.span.end)
    }

    /// The 款 in which byte `at` of the source stands.
    #[must_use]
    pub fn paragraph_at(&self, at: usize) -> Option<&'a Paragraph> {
        let paragraphs = self.article_at(at)?.paragraphs.as_slice();
        paragraphs[..paragraphs.partition_point(|it| it.span.start <= at)].last().filter(|it| at <= it.span.end)
    }

    /// The 项 in which byte `at` of the source stands.
    #[must_use]
    pub fn item_at(&self, at: usize) -> Option<&'a Item> {
        let items = self.paragraph_at(at)?.items.as_slice();
        items[..items.partition_point(|it| it.span.start <= at)].last().filter(|it| at <= it.span.end)
    }

    /// Where a reference stands in the source.
    #[must_use]
    pub fn place(&self, reference: &Reference) -> Span {
        self.unit(reference.within).map_or(reference.source_span, |it| it.place(reference.span))
    }

    /// Where the title stands, or the start of the text if it has none. Findings about the whole text go there.
    #[must_use]
    pub fn title_place(&self) -> Span {
        let Some(piece) = self.owned_by(Owner::Title) else { return self.first_line() };
        let line = &self.source[piece.range()];
        match line.find(self.statute.title.as_str()) {
            Some(at) if !self.statute.title.is_empty() => {
                Span::new(piece.start + at, piece.start + at + self.statute.title.plain.len())
            }
            _ => piece,
        }
    }

    /// Where the 题注 stands, if there is one.
    #[must_use]
    pub fn title_note_place(&self) -> Option<Span> {
        self.statute.title_note.as_ref().and_then(|_| self.owned_by(Owner::TitleNote))
    }

    /// The kind of text that the title names: 条例, 规定, 办法, 决定 …; None where it names none of them.
    #[must_use]
    pub fn title_type(&self) -> Option<&'static str> {
        ["条例", "规定", "办法", "决定", "规则", "细则", "法"]
            .into_iter()
            .find(|it| self.statute.title.plain.trim_end_matches(['》', '）']).ends_with(it))
    }

    /// Whether the text amends or repeals others: its words are then in part quotations.
    #[must_use]
    pub fn is_amendment(&self) -> bool {
        let title = self.statute.title.as_str();
        let verb = ["修改", "修正", "废止"].iter().any(|it| title.contains(it));
        (verb && title.contains('《')) || title.contains("修正案")
    }

    /// The source without the white space around it, where pieces of the owner stand.
    fn owned_by(&self, owner: Owner) -> Option<Span> {
        let mut own = self.parsed.pieces.iter().filter(|it| it.owner == owner).map(|it| it.span);
        let first = own.next()?;
        Some(trimmed(self.source, own.fold(first, Span::hull)))
    }

    fn first_line(&self) -> Span {
        let start = self.source.len() - self.source.trim_start().len();
        let end = self.source[start..].find('\n').map_or(self.source.len(), |at| start + at);
        trimmed(self.source, Span::new(start, end))
    }
}

/// Where each path comes first; a faulty text may have one twice.
fn first_places(paths: impl Iterator<Item = ProvisionPath>) -> HashMap<ProvisionPath, usize> {
    let mut places = HashMap::new();
    for (at, path) in paths.enumerate() {
        places.entry(path).or_insert(at);
    }
    places
}

fn trimmed(source: &str, span: Span) -> Span {
    let words = &source[span.range()];
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

fn divisions(units: &[Unit]) -> Vec<&Division> {
    let mut found = Vec::new();
    for unit in units {
        if let Unit::Division(division) = unit {
            found.push(division);
            found.extend(divisions(&division.units));
        }
    }
    found
}

/// A place where a rule's trigger stands.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'s, 'a> {
    context: &'s Context<'a>,
    /// The 款, 项 or 目.
    pub unit: &'s TextUnit<'a>,
    /// Bytes of the unit's words.
    pub span: Span,
    /// The trigger.
    pub word: &'static str,
}

impl<'s> Hit<'s, '_> {
    /// The words of the unit before the trigger.
    #[must_use]
    pub fn before(&self) -> &'s str {
        &self.unit.text[..self.span.start]
    }

    /// The words of the unit after the trigger.
    #[must_use]
    pub fn after(&self) -> &'s str {
        &self.unit.text[self.span.end..]
    }

    /// The clause (between ，；：。) that holds the trigger.
    #[must_use]
    pub fn clause(&self) -> &'s str {
        &self.unit.text[self.unit.clause_around(self.span.start).range()]
    }

    /// Whether the trigger is cut off as a word, or several, of its own; see [`super::segment`].
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.unit.is_word(self.span)
    }

    /// Whether it lies inside “…”.
    #[must_use]
    pub fn in_quotes(&self) -> bool {
        self.unit.in_quotes(self.span.start)
    }

    /// Where it stands in the source.
    #[must_use]
    pub fn place(&self) -> Span {
        self.unit.place(self.span)
    }

    /// The change that writes other words over the trigger.
    #[must_use]
    pub fn replace(&self, words: &str) -> Option<Edit> {
        self.unit.edit(self.context.source, self.span, words)
    }
}
