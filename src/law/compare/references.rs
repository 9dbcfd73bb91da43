//! References that changed only because their target was renumbered (随改).
//!
//! An edit is one if both sides are the same list of 第X条, 第X款, 第X项 and the like within references to the own
//! text, and each of them names on both sides provisions that belong together. A reference that now names something
//! else is a change of substance, however alike it looks.

use super::classify::{Class, Classes};
use super::edits::{Draft, DraftRow, Joined};
use super::tokens::{Kind, Token};
use crate::law::chars::is_letter;
use crate::law::number::{ArticleNumber, read_numeral};
use crate::law::path::ProvisionPath;
use crate::law::refs::{Reference, Resolution, references};
use crate::law::statute::{Article, Statute};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How alike two 款 or 项 must be to be the same one, in shared pairs of characters.
const MIN_ALIKE: f32 = 0.6;

/// Marks the edits that are renumbered references.
pub(super) fn mark(draft: &mut Draft<'_>, old: &Statute, new: &Statute) {
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for (n, row) in draft.rows.iter().enumerate() {
        let candidates = (0..row.stretches.len()).filter(|it| looks_like_one(row, *it));
        wanted.extend(candidates.map(|it| (n, it)));
    }
    if wanted.is_empty() {
        return;
    }
    let (old, new) = (Text::new(old), Text::new(new));
    let row_of = |articles: usize, of: &dyn Fn(&DraftRow) -> &Vec<usize>| {
        let mut rows = vec![usize::MAX; articles];
        for (n, row) in draft.rows.iter().enumerate() {
            of(row).iter().for_each(|it| rows[*it] = n);
        }
        rows
    };
    let rows = Rows {
        old: row_of(old.articles.len(), &|it| &it.group.old),
        new: row_of(new.articles.len(), &|it| &it.group.new),
    };
    let renumbered: Vec<(usize, usize)> =
        wanted.into_iter().filter(|(n, at)| is_renumbered(&draft.rows[*n], *at, &old, &new, &rows)).collect();
    for (n, at) in renumbered {
        draft.rows[n].classes[at] = Classes::of(Class::Reference);
    }
}

/// The row of each article.
struct Rows {
    old: Vec<usize>,
    new: Vec<usize>,
}

fn ordinals(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|it| it.kind == Kind::Ordinal)
}

/// Whether both sides are lists of as many ordinals, joined by the same words.
fn looks_like_one(row: &DraftRow, at: usize) -> bool {
    let stretch = &row.stretches[at];
    if stretch.equal || stretch.old.is_empty() || stretch.new.is_empty() {
        return false;
    }
    let (old, new) = (&row.old.tokens[stretch.old.clone()], &row.new.tokens[stretch.new.clone()]);
    let joining = |it: &[Token]| it.iter().filter(|it| it.kind != Kind::Ordinal).map(|it| it.id).collect::<Vec<_>>();
    let refers = |words: &str, it: &Token| words[it.start..].starts_with('第');
    ordinals(old).count() > 0
        && ordinals(old).count() == ordinals(new).count()
        && joining(old) == joining(new)
        && ordinals(old).all(|it| refers(&row.old.text, it))
        && ordinals(new).all(|it| refers(&row.new.text, it))
}

fn is_renumbered(row: &DraftRow, at: usize, old: &Text<'_>, new: &Text<'_>, rows: &Rows) -> bool {
    let stretch = &row.stretches[at];
    let pairs = ordinals(&row.old.tokens[stretch.old.clone()]).zip(ordinals(&row.new.tokens[stretch.new.clone()]));
    let mut pairs = pairs;
    pairs.all(|(a, b)| {
        let (Some(left), Some(right)) = (old.reference_at(&row.old, a), new.reference_at(&row.new, b)) else {
            return false;
        };
        let (a, b) = (&row.old.text[a.start..a.end], &row.new.text[b.start..b.end]);
        a == b || same_target((a, left), (b, right), old, new, rows)
    })
}

/// Whether 第X条 in a reference of the old text and 第Y条 in one of the new text name what belongs together.
fn same_target(a: (&str, &Reference), b: (&str, &Reference), old: &Text<'_>, new: &Text<'_>, rows: &Rows) -> bool {
    if let (Some(x), Some(y)) = (article_number(a.0), article_number(b.0)) {
        let (Some(x), Some(y)) = (old.by_number.get(&x), new.by_number.get(&y)) else { return false };
        return rows.old[*x] == rows.new[*y];
    }
    match (&a.1.result, &b.1.result) {
        (Resolution::ResolvedDivisions(x), Resolution::ResolvedDivisions(y)) => {
            let name = |heading: &str, chinese: &str| heading.replacen(chinese, "", 1);
            x.len() == y.len()
                && x.iter().zip(y).all(|(x, y)| name(&x.heading, &x.chinese) == name(&y.heading, &y.chinese))
        }
        (Resolution::Resolved(x), Resolution::Resolved(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| old.alike(*x, new, *y))
        }
        _ => false,
    }
}

fn article_number(ordinal: &str) -> Option<ArticleNumber> {
    let inside = ordinal.strip_prefix('第')?;
    let (base, inserted) = inside.split_once('条')?;
    let base = read_numeral(base)?.value;
    let inserted = inserted.strip_prefix('之').and_then(read_numeral).map_or(0, |it| it.value);
    Some(ArticleNumber::with_inserted(base, inserted))
}

/// A text with its references by where they stand.
struct Text<'a> {
    statute: &'a Statute,
    articles: Vec<&'a Article>,
    by_number: HashMap<ArticleNumber, usize>,
    /// References of each article, by bytes of its words as the comparison reads them.
    references: Vec<Vec<(Range<usize>, Reference)>>,
}

impl<'a> Text<'a> {
    fn new(statute: &'a Statute) -> Self {
        let articles: Vec<&Article> = statute.articles().collect();
        let mut by_number = HashMap::new();
        let mut by_path = HashMap::new();
        let mut places: HashMap<ProvisionPath, usize> = HashMap::new();
        for (at, article) in articles.iter().enumerate() {
            by_number.entry(article.number()).or_insert(at);
            by_path.insert(article.path, at);
            words_begin(article, &mut places);
        }
        let mut of_article: Vec<Vec<(Range<usize>, Reference)>> = vec![Vec::new(); articles.len()];
        for it in references(statute) {
            let internal = matches!(it.result, Resolution::Resolved(_) | Resolution::ResolvedDivisions(_));
            let (Some(at), Some(begin)) = (by_path.get(&it.within.whole_article()), places.get(&it.within)) else {
                continue;
            };
            if internal {
                of_article[*at].push((begin + it.span.start..begin + it.span.end, it));
            }
        }
        Self { statute, articles, by_number, references: of_article }
    }

    fn reference_at(&self, joined: &Joined, token: &Token) -> Option<&Reference> {
        let (within, byte) = joined.locate(token.start);
        let article = *joined.articles.get(within)?;
        self.references[article].iter().find(|it| it.0.contains(&byte)).map(|it| &it.1)
    }

    /// Whether the words at two provisions are nearly the same.
    fn alike(&self, here: ProvisionPath, other: &Self, there: ProvisionPath) -> bool {
        let pairs = |words: Option<String>| {
            let chars: Vec<char> = words.unwrap_or_default().chars().filter(|it| is_letter(*it)).collect();
            chars.windows(2).map(|it| (it[0], it[1])).collect::<HashSet<_>>()
        };
        let (a, b) = (pairs(self.statute.words_at(here)), pairs(other.statute.words_at(there)));
        let shared = a.intersection(&b).count();
        2.0 * shared as f32 >= MIN_ALIKE * (a.len() + b.len()) as f32
    }
}

/// Where the words of each 款, 项 and 目 begin in the words of the article; the order is that of [`super::Words::of`].
fn words_begin(article: &Article, places: &mut HashMap<ProvisionPath, usize>) {
    let mut at =
        article.caption.as_ref().map_or(0, |it| it.open.len_utf8() + it.text.len() + it.close().len_utf8() + 1);
    for (p, paragraph) in (1_u16..).zip(&article.paragraphs) {
        let path = article.path.with_paragraph(p);
        if !paragraph.text.plain.is_empty() || paragraph.items.is_empty() {
            places.insert(path, at);
            at += paragraph.text.plain.len() + 1;
        }
        for item in &paragraph.items {
            let path = path.with_item(item.number);
            let mark = item.number_text().len();
            places.insert(path, at + mark);
            at += mark + item.text.plain.len() + 1;
            for subitem in &item.subitems {
                let mark = subitem.number_text().len();
                places.insert(path.with_subitem(subitem.number), at + mark);
                at += mark + subitem.text.plain.len() + 1;
            }
        }
    }
}
