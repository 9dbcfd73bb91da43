//! Looking named provisions up in the statute.

use super::scan::{RawKind, RawRef, RawTarget, Scope, Unit};
use super::{DivisionTarget, Resolution};
use crate::law::number::ArticleNumber;
use crate::law::path::ProvisionPath;
use crate::law::statute::{Article, Division, DivisionKind, Statute, Unit as Node};
use std::collections::HashMap;

/// Most provisions that one reference may resolve to; a longer range keeps its first ones.
const MAX_RESOLVED: usize = 1_000;

/// The provisions of one statute, ready to be looked up.
pub(super) struct Resolver<'a> {
    title: &'a str,
    /// The text amends another one: bare numbers are that one's.
    amends: bool,
    articles: Vec<&'a Article>,
    by_number: HashMap<ArticleNumber, usize>,
    by_path: HashMap<ProvisionPath, usize>,
    divisions: Vec<DivisionEntry<'a>>,
    /// For each article, the divisions it stands in, outermost first.
    homes: Vec<Vec<usize>>,
}

struct DivisionEntry<'a> {
    division: &'a Division,
    parents: Vec<usize>,
}

/// Why a target was not found.
enum Missing {
    Dangling,
    Ambiguous(Vec<ProvisionPath>),
}

impl<'a> Resolver<'a> {
    pub fn new(statute: &'a Statute) -> Self {
        let title = statute.title.as_str();
        let amends = title.contains("修正案") || (title.contains("修改") && title.contains("决定"));
        let mut resolver = Self {
            title,
            amends,
            articles: Vec::new(),
            by_number: HashMap::new(),
            by_path: HashMap::new(),
            divisions: Vec::new(),
            homes: Vec::new(),
        };
        resolver.collect(&statute.body, &mut Vec::new());
        for (at, article) in resolver.articles.iter().enumerate() {
            resolver.by_number.entry(article.number()).or_insert(at);
            resolver.by_path.insert(article.path, at);
        }
        resolver
    }

    fn collect(&mut self, units: &'a [Node], home: &mut Vec<usize>) {
        for unit in units {
            match unit {
                Node::Article(article) => {
                    self.articles.push(article);
                    self.homes.push(home.clone());
                }
                Node::Division(division) => {
                    self.divisions.push(DivisionEntry { division, parents: home.clone() });
                    home.push(self.divisions.len() - 1);
                    self.collect(&division.units, home);
                    home.pop();
                }
            }
        }
    }

    /// Looks up one list. `named` is the provision that the words before it named last: a bare 第三项 that the own
    /// article does not have is that one's, and one that neither has is vague rather than wrong.
    pub fn resolve(&self, within: ProvisionPath, raw: &RawRef, named: Option<ProvisionPath>) -> Resolution {
        let result = self.resolve_from(within, raw, None);
        if result != Resolution::Dangling || !raw.is_bare() {
            return result;
        }
        match named.map(|it| self.resolve_from(within, raw, Some(it))) {
            Some(found @ Resolution::Resolved(_)) => found,
            _ => Resolution::Vague,
        }
    }

    fn resolve_from(&self, within: ProvisionPath, raw: &RawRef, named: Option<ProvisionPath>) -> Resolution {
        match &raw.scope {
            Scope::Vague => return Resolution::Vague,
            Scope::Other => return Resolution::External,
            Scope::Named(name) if !self.is_own_name(name) => return Resolution::External,
            Scope::Unsaid | Scope::This if self.amends => return Resolution::External,
            _ => {}
        }
        let Some(&here) = self.by_path.get(&within.whole_article()) else { return Resolution::Dangling };
        let is_division = |it: &RawTarget| matches!(it.kind, RawKind::Division { .. } | RawKind::OwnDivision { .. });
        if raw.targets.iter().any(is_division) {
            let divisions = self.resolve_divisions(here, raw);
            if divisions == Resolution::Dangling || raw.targets.iter().all(is_division) {
                return divisions;
            }
        }
        let mut found: Vec<ProvisionPath> = Vec::new();
        let mut candidates = Vec::new();
        let mut left = named;
        let mut range_from: Option<ProvisionPath> = None;
        for target in raw.targets.iter().filter(|it| !is_division(it)) {
            let paths = match self.target(here, within, target, left) {
                Ok(paths) => paths,
                Err(Missing::Dangling) => return Resolution::Dangling,
                Err(Missing::Ambiguous(paths)) => {
                    candidates.extend(paths);
                    continue;
                }
            };
            left = paths.last().copied().or(left);
            match (range_from.take(), paths.first()) {
                (Some(from), Some(&to)) => match self.range(from, to) {
                    Some(between) => found.extend(between),
                    None => return Resolution::Dangling,
                },
                _ => found.extend(paths),
            }
            if target.range_to_next {
                range_from = found.last().copied();
            }
            found.truncate(MAX_RESOLVED);
        }
        if !candidates.is_empty() {
            candidates.extend(found);
            return Resolution::Ambiguous(candidates);
        }
        Resolution::Resolved(found)
    }

    fn is_own_name(&self, name: &str) -> bool {
        !self.title.is_empty() && (name == self.title || self.title.strip_prefix("中华人民共和国") == Some(name))
    }

    fn article(&self, number: (u16, u16)) -> Result<&'a Article, Missing> {
        let number = ArticleNumber::with_inserted(number.0, number.1);
        self.by_number.get(&number).map(|&at| self.articles[at]).ok_or(Missing::Dangling)
    }

    fn target(
        &self,
        here: usize,
        within: ProvisionPath,
        target: &RawTarget,
        left: Option<ProvisionPath>,
    ) -> Result<Vec<ProvisionPath>, Missing> {
        match target.kind {
            RawKind::Provision { article: Some(number), paragraph, item, subitem } => {
                let article = self.article(number)?;
                Ok(vec![inside(article, paragraph, item, subitem)?])
            }
            RawKind::Provision { article: None, paragraph, item, subitem } => {
                // What is left out is that of the left neighbour, or of the place where the words stand.
                let base = left.unwrap_or(within);
                let article =
                    self.by_path.get(&base.whole_article()).map(|&at| self.articles[at]).ok_or(Missing::Dangling)?;
                let (paragraph, item) = match (paragraph, item) {
                    (Some(_), _) => (paragraph, item),
                    // 第三项 alone, in a 款 without a list, means the list of the article.
                    (None, Some(_)) => (base.paragraph.filter(|&p| has_list(article, p)), item),
                    (None, None) => (base.paragraph, base.item),
                };
                Ok(vec![inside(article, paragraph, item, subitem)?])
            }
            RawKind::Own { unit, paragraph, item } => {
                let article = self.articles[here];
                let (paragraph, item) = match unit {
                    Unit::Article => (paragraph, item),
                    Unit::Paragraph => (within.paragraph, item),
                    Unit::Item => (within.paragraph, within.item),
                };
                Ok(vec![inside(article, paragraph, item, None)?])
            }
            RawKind::Before { unit, count, paragraph, item } => self.before(here, within, unit, count, paragraph, item),
            RawKind::Division { .. } | RawKind::OwnDivision { .. } => Err(Missing::Dangling),
        }
    }

    /// 前条, 前两款, 前项: counted backwards from where the words stand.
    fn before(
        &self,
        here: usize,
        within: ProvisionPath,
        unit: Unit,
        count: u16,
        paragraph: Option<u16>,
        item: Option<u16>,
    ) -> Result<Vec<ProvisionPath>, Missing> {
        let count_back = usize::from(count);
        match unit {
            Unit::Article => {
                let first = here.checked_sub(count_back).ok_or(Missing::Dangling)?;
                self.articles[first..here].iter().map(|article| inside(article, paragraph, item, None)).collect()
            }
            Unit::Paragraph => {
                let last = within.paragraph.unwrap_or(1) - 1;
                let first = (last + 1).checked_sub(count).filter(|it| *it >= 1).ok_or(Missing::Dangling)?;
                (first..=last).map(|p| inside(self.articles[here], Some(p), item, None)).collect()
            }
            Unit::Item => {
                let last = within.item.ok_or(Missing::Dangling)? - 1;
                let first = (last + 1).checked_sub(count).filter(|it| *it >= 1).ok_or(Missing::Dangling)?;
                (first..=last).map(|i| inside(self.articles[here], within.paragraph, Some(i), None)).collect()
            }
        }
    }

    /// Everything after `from` up to and including `to`, which must be provisions of the same rank.
    fn range(&self, from: ProvisionPath, to: ProvisionPath) -> Option<Vec<ProvisionPath>> {
        let step = |first: u16, last: u16| (first < last).then(|| first + 1..=last);
        if from.whole_article() != to.whole_article() {
            let first = *self.by_path.get(&from.whole_article())?;
            let last = *self.by_path.get(&to.whole_article())?;
            let between = self.articles.get(first + 1..=last).filter(|it| !it.is_empty())?;
            return Some(between.iter().map(|it| it.path).take(MAX_RESOLVED).collect());
        }
        match (from.item, to.item) {
            (Some(first), Some(last)) if from.paragraph == to.paragraph => {
                Some(step(first, last)?.map(|n| to.with_item(n)).collect())
            }
            _ => {
                let article = from.whole_article();
                Some(step(from.paragraph?, to.paragraph?)?.map(|n| article.with_paragraph(n)).collect())
            }
        }
    }

    // ── headings ─────────────────────────────────────────────────────────────────────────────────────────────────

    /// A list of headings; provisions among them must exist and are what the list then resolves to.
    fn resolve_divisions(&self, here: usize, raw: &RawRef) -> Resolution {
        let mut found: Vec<usize> = Vec::new();
        let mut range_from: Option<usize> = None;
        for target in &raw.targets {
            let hit = match target.kind {
                RawKind::OwnDivision { kind, inner } => self.own_division(here, kind, inner),
                RawKind::Division { kind, number, inside } => {
                    let mut context = self.homes[here].clone();
                    if let Some((kind, number)) = inside {
                        let Some(outer) = self.division(kind, number, &context) else { return Resolution::Dangling };
                        context = self.path_of(outer);
                    }
                    self.division(kind, number, &context)
                }
                _ => continue,
            };
            let Some(hit) = hit else { return Resolution::Dangling };
            if let Some(from) = range_from.take() {
                let kind = self.divisions[hit].division.kind;
                found.extend((from + 1..hit).filter(|&at| self.divisions[at].division.kind == kind));
            }
            found.push(hit);
            if target.range_to_next {
                range_from = Some(hit);
            }
        }
        let targets = found.into_iter().map(|at| DivisionTarget {
            anchor: self.divisions[at].division.anchor.clone(),
            chinese: self.divisions[at].division.number_text(),
            heading: self.divisions[at].division.heading(),
        });
        Resolution::ResolvedDivisions(targets.collect())
    }

    fn own_division(&self, here: usize, kind: DivisionKind, inner: Option<(DivisionKind, u16)>) -> Option<usize> {
        let own = self.homes[here].iter().copied().rev().find(|&at| self.divisions[at].division.kind == kind)?;
        match inner {
            Some((kind, number)) => self.division(kind, number, &self.path_of(own)),
            None => Some(own),
        }
    }

    fn path_of(&self, division: usize) -> Vec<usize> {
        let mut path = self.divisions[division].parents.clone();
        path.push(division);
        path
    }

    /// The heading of that kind and number that is nearest to `context`, a path of open headings.
    fn division(&self, kind: DivisionKind, number: u16, context: &[usize]) -> Option<usize> {
        (0..=context.len()).rev().find_map(|depth| {
            let prefix = &context[..depth];
            (0..self.divisions.len()).find(|&at| {
                let entry = &self.divisions[at];
                entry.division.kind == kind && entry.division.number == number && entry.parents.starts_with(prefix)
            })
        })
    }
}

fn has_list(article: &Article, paragraph: u16) -> bool {
    article.paragraphs.get(usize::from(paragraph).wrapping_sub(1)).is_some_and(|it| !it.items.is_empty())
}

/// A part of `article`. An 项 without 款 is that of the only list; several lists are ambiguous.
fn inside(
    article: &Article,
    paragraph: Option<u16>,
    item: Option<u16>,
    subitem: Option<u16>,
) -> Result<ProvisionPath, Missing> {
    let path = article.path;
    let has_item = |p: u16, n: u16| {
        let paragraph = article.paragraphs.get(usize::from(p).wrapping_sub(1));
        paragraph.is_some_and(|it| it.items.iter().any(|item| item.number == n))
    };
    let path = match (paragraph, item) {
        (None, None) => path,
        (Some(p), None) if usize::from(p) <= article.paragraphs.len() && p > 0 => path.with_paragraph(p),
        (Some(p), Some(n)) if has_item(p, n) => path.with_paragraph(p).with_item(n),
        (None, Some(n)) => {
            let lists = (1_u16..).zip(&article.paragraphs).filter(|(_, it)| !it.items.is_empty());
            let lists: Vec<u16> = lists.map(|(p, _)| p).collect();
            let mut fits = lists.iter().filter(|&&p| has_item(p, n)).map(|&p| path.with_paragraph(p).with_item(n));
            match (lists.len(), fits.next()) {
                (_, None) => return Err(Missing::Dangling),
                (1, Some(only)) => only,
                (_, Some(first)) => return Err(Missing::Ambiguous(std::iter::once(first).chain(fits).collect())),
            }
        }
        _ => return Err(Missing::Dangling),
    };
    let Some(wanted) = subitem else { return Ok(path) };
    let paragraph = path.paragraph.and_then(|p| article.paragraphs.get(usize::from(p) - 1));
    let item = paragraph.and_then(|it| it.items.iter().find(|item| Some(item.number) == path.item));
    let known = item.is_some_and(|it| it.subitems.iter().any(|sub| sub.number == wanted));
    if known { Ok(path.with_subitem(wanted)) } else { Err(Missing::Dangling) }
}
