//! The rows of a comparison of two texts that a reader asked for, with the headings above them and the pointers to
//! what moved.

use super::lines::{self, Line, Mark, run};
use super::query::Query;
use super::reasons;
use crate::export::changes;
use crate::law::compare::{Comparison, Heading, Op, Row, RowKind};
use crate::law::path::ProvisionPath;
use crate::law::statute::DivisionKind;

/// One thing of the table.
#[derive(Debug)]
pub enum Item<'a> {
    /// 编, 章, 节.
    Heading(HeadingRow<'a>),
    /// Articles that belong together.
    Row(Box<ShownRow<'a>>),
    /// Where an article stood that moved.
    Pointer(Pointer),
}

/// A heading in both texts.
#[derive(Debug)]
pub struct HeadingRow<'a> {
    /// Whether it reads the same in both texts.
    pub same: bool,
    /// In the old text.
    pub old: Line<'a>,
    /// In the new text.
    pub new: Line<'a>,
    /// Both in one.
    pub both: Line<'a>,
}

/// Where an article stood.
#[derive(Debug)]
pub struct Pointer {
    /// `old-a8`.
    pub id: String,
    /// 第八条.
    pub number: String,
    /// 第二十条.
    pub target: String,
    /// `#a20`.
    pub href: String,
}

/// Articles of both texts that belong together.
#[derive(Debug)]
pub struct ShownRow<'a> {
    /// `a12`, or `old-a5` for a removed article.
    pub id: String,
    /// The number, where nothing else is said.
    pub number: Option<String>,
    /// Whether words differ or the place: what 上一处 and 下一处 lead to.
    pub changed: bool,
    /// Whether both sides read the same under the same number.
    pub same: bool,
    /// The old words.
    pub old: Vec<Line<'a>>,
    /// The new words, a cell for each new article.
    pub new: Vec<NewCell<'a>>,
    /// Both in one, for each new article.
    pub both: Vec<NewCell<'a>>,
    /// What changed, in sentences.
    pub sentences: Vec<String>,
    /// What stands beside.
    pub aside: Aside,
}

/// A new article of a row.
#[derive(Debug)]
pub struct NewCell<'a> {
    /// `a13`; only where the row does not have it.
    pub id: Option<String>,
    /// Its words.
    pub lines: Vec<Line<'a>>,
}

/// What is said about a row.
#[derive(Debug, Default)]
pub struct Aside {
    /// 修改·移动.
    pub kind: String,
    /// 第六条拆分为第二十九条、第三十一条.
    pub relation: String,
    /// 数额、期限、日期; 行为主体.
    pub classes: Vec<&'static str>,
    /// 对应依据.
    pub reasons: Vec<String>,
    /// The changed row above that is shown.
    pub previous: Option<String>,
    /// The changed row below that is shown.
    pub next: Option<String>,
    /// 条文身世.
    pub biography: Option<String>,
}

/// What is written out of each row; the others stay empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Both sides.
    pub sides: bool,
    /// Both in one.
    pub both: bool,
    /// Sentences.
    pub sentences: bool,
}

/// The address of a row within the page: that of its first new article, or of a removed one.
#[must_use]
pub fn row_id(comparison: &Comparison, row: &Row) -> String {
    let new = row.new.first().and_then(|it| comparison.new.articles.get(*it)).map(|it| it.path.to_string());
    let old = || row.old.first().and_then(|it| comparison.old.articles.get(*it)).map(|it| old_id(it.path));
    new.or_else(old).unwrap_or_default()
}

fn old_id(path: ProvisionPath) -> String {
    format!("old-{path}")
}

/// What `query` asks for, in order.
pub fn items<'a>(
    comparison: &'a Comparison,
    query: &Query,
    wanted: Wanted,
    biography: &dyn Fn(&Row) -> Option<String>,
) -> Vec<Item<'a>> {
    let chapter = query.chapter.as_deref().and_then(|it| known_chapter(comparison, it));
    let under = chapter.map(|it| below(comparison, it));
    let shown: Vec<bool> = comparison
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| query.admits(row) && under.as_ref().is_none_or(|it| it[at]))
        .collect();
    let changed = |at: &usize| shown[*at] && is_stop(&comparison.rows[*at]);
    let stops: Vec<usize> = (0..shown.len()).filter(changed).collect();
    let pointers = pointers(comparison);
    let mut out = Vec::new();
    let mut headings = Headings::new(comparison, !query.kinds.is_empty() || query.chapter.is_some());
    let point = |at: usize, out: &mut Vec<Item<'a>>| {
        for (row, article) in pointers.iter().filter(|it| it.0 == at).map(|it| it.1) {
            if shown[row] {
                out.extend(pointer(comparison, row, article).map(Item::Pointer));
            }
        }
    };
    for (at, row) in comparison.rows.iter().enumerate() {
        headings.pass(at, &mut out);
        point(at, &mut out);
        if !shown[at] {
            continue;
        }
        headings.flush(&mut out);
        let next = stops.partition_point(|it| *it <= at);
        let before = stops.partition_point(|it| *it < at).checked_sub(1);
        let id = |n: Option<usize>| n.and_then(|n| stops.get(n)).map(|it| row_id(comparison, &comparison.rows[*it]));
        let mut shown_row = shown_row(comparison, row, wanted);
        shown_row.aside.biography = biography(row);
        if is_stop(row) {
            (shown_row.aside.previous, shown_row.aside.next) = (id(before), id(Some(next)));
        }
        out.push(Item::Row(Box::new(shown_row)));
    }
    headings.pass(comparison.rows.len(), &mut out);
    point(comparison.rows.len(), &mut out);
    out
}

/// Whether 上一处 and 下一处 stop at a row.
pub fn is_stop(row: &Row) -> bool {
    row.is_changed() || row.moved
}

fn shown_row<'a>(comparison: &'a Comparison, row: &'a Row, wanted: Wanted) -> ShownRow<'a> {
    let same = row.kind == RowKind::Same;
    let cells = |set: &dyn Fn(&'a crate::law::compare::Hunk) -> Vec<Line<'a>>| {
        let cell = |(n, hunk): (usize, &'a crate::law::compare::Hunk)| NewCell {
            id: hunk.new.filter(|_| n > 0).and_then(|it| comparison.new.articles.get(it)).map(|it| it.path.to_string()),
            lines: set(hunk),
        };
        row.hunks.iter().enumerate().map(cell).collect::<Vec<_>>()
    };
    let old = match row.kind {
        _ if !wanted.sides => Vec::new(),
        RowKind::Added => lines::note("（新增）"),
        _ => lines::old(comparison, row),
    };
    let new = match row.kind {
        _ if !wanted.sides => Vec::new(),
        RowKind::Removed => vec![NewCell { id: None, lines: lines::note("（删除）") }],
        RowKind::Same => vec![NewCell { id: None, lines: unchanged(comparison, row) }],
        RowKind::Changed if row.moved => {
            let mut cells = cells(&|it| lines::new(comparison, row, it));
            if let Some(cell) = cells.last_mut() {
                cell.lines.push(vec![run(Mark::Note, moved_here(comparison, row))]);
            }
            cells
        }
        _ => cells(&|it| lines::new(comparison, row, it)),
    };
    ShownRow {
        id: row_id(comparison, row),
        number: Some(comparison.new.numbers(&row.new).join("、")).filter(|it| wanted.sentences && !it.is_empty()),
        changed: is_stop(row),
        same: same && !row.renumbered && !row.moved,
        old,
        new,
        both: if wanted.both { cells(&|it| lines::both(comparison, row, it)) } else { Vec::new() },
        sentences: if wanted.sentences { changes::sentences(comparison, row) } else { Vec::new() },
        aside: aside(comparison, row),
    }
}

fn moved_here(comparison: &Comparison, row: &Row) -> String {
    format!("（原{}移至此）", comparison.old.numbers(&row.old).join("、"))
}

/// 同左, or the new number alone.
fn unchanged<'a>(comparison: &'a Comparison, row: &Row) -> Vec<Line<'a>> {
    let old = comparison.old.numbers(&row.old).join("、");
    let new = comparison.new.numbers(&row.new).join("、");
    match (row.renumbered, row.moved) {
        (false, false) => lines::note("同左"),
        (false, true) => lines::note("（位置移至此，内容同左）"),
        (true, moved) => {
            let words = if moved {
                format!("（原{old}移至此，内容相同）")
            } else {
                format!("（内容同原{old}）")
            };
            vec![vec![run(Mark::NumberAdded, new), run(Mark::Plain, "　"), run(Mark::Note, words)]]
        }
    }
}

fn aside(comparison: &Comparison, row: &Row) -> Aside {
    let told = is_stop(row) || row.is_asserted();
    Aside {
        kind: reasons::kind(row),
        relation: if told { reasons::relation(comparison, row) } else { String::new() },
        classes: if told && !matches!(row.kind, RowKind::Added | RowKind::Removed) {
            row.classes.iter().map(crate::law::compare::Class::chinese).collect()
        } else {
            Vec::new()
        },
        reasons: if told { reasons::reasons(comparison, row) } else { Vec::new() },
        ..Aside::default()
    }
}

fn pointer(comparison: &Comparison, row: usize, article: usize) -> Option<Pointer> {
    let entry = comparison.old.articles.get(article)?;
    let row = &comparison.rows[row];
    Some(Pointer {
        id: old_id(entry.path),
        number: entry.number.clone(),
        target: comparison.new.numbers(&row.new).join("、"),
        href: format!("#{}", row_id(comparison, row)),
    })
}

/// For each old article that is shown elsewhere: the row before which it stood, its row and itself.
fn pointers(comparison: &Comparison) -> Vec<(usize, (usize, usize))> {
    let mut row_of = vec![None; comparison.old.articles.len()];
    for (at, row) in comparison.rows.iter().enumerate() {
        row.old.iter().for_each(|it| row_of[*it] = Some(at));
    }
    // A place is another one only if articles that both texts have stand between.
    let apart = |a: usize, b: usize| {
        let between = comparison.rows.get(a.min(b)..a.max(b)).unwrap_or_default();
        between.iter().any(|it| !it.moved && !it.old.is_empty() && !it.new.is_empty())
    };
    let mut found = Vec::new();
    let mut place = 0;
    for (article, row) in row_of.iter().enumerate() {
        let Some(at) = *row else { continue };
        if !comparison.rows[at].moved {
            place = place.max(at + 1);
        } else if apart(at, place) {
            found.push((place, (at, article)));
        }
    }
    found
}

/// The headings that were passed and are shown once something below them is.
struct Headings<'a> {
    comparison: &'a Comparison,
    next: usize,
    waiting: Vec<&'a Heading>,
    /// Whether headings that changed wait as well.
    quiet: bool,
}

impl<'a> Headings<'a> {
    fn new(comparison: &'a Comparison, quiet: bool) -> Self {
        Self { comparison, next: 0, waiting: Vec::new(), quiet }
    }

    fn pass(&mut self, row: usize, out: &mut Vec<Item<'a>>) {
        while let Some(heading) = self.comparison.headings.get(self.next).filter(|it| it.before <= row) {
            self.next += 1;
            self.waiting.retain(|it| it.kind < heading.kind);
            self.waiting.push(heading);
            if (heading.renamed || heading.op != Op::Equal) && !self.quiet {
                self.flush(out);
            }
        }
    }

    fn flush(&mut self, out: &mut Vec<Item<'a>>) {
        out.extend(self.waiting.drain(..).map(|it| Item::Heading(heading_row(it))));
    }
}

fn heading_row(heading: &Heading) -> HeadingRow<'_> {
    match (&heading.old, &heading.new) {
        (Some(old), Some(new)) => {
            let (a, b) = (numbered(old, heading.kind), numbered(new, heading.kind));
            let pairs = [(a.0, b.0), (a.1, b.1)];
            let side = |of: &dyn Fn((&'_ str, &'_ str)) -> String, changed: Mark| {
                let mark = |it: (&str, &str)| if it.0 == it.1 { Mark::Number } else { changed };
                pairs.iter().map(|it| run(mark(*it), of(*it))).filter(|it| !it.text.is_empty()).collect::<Line<'_>>()
            };
            let both = pairs.iter().flat_map(|(old, new)| {
                if old == new {
                    vec![run(Mark::Number, (*new).to_owned())]
                } else {
                    vec![run(Mark::NumberDeleted, (*old).to_owned()), run(Mark::NumberAdded, (*new).to_owned())]
                }
            });
            HeadingRow {
                same: old == new,
                old: side(&|it| it.0.to_owned(), Mark::NumberDeleted),
                new: side(&|it| it.1.to_owned(), Mark::NumberAdded),
                both: both.filter(|it| !it.text.is_empty()).collect(),
            }
        }
        (old, new) => {
            let one = |words: &Option<String>, mark, none: &'static str| match words {
                Some(words) => vec![run(mark, words.clone())],
                None => vec![run(Mark::Note, none)],
            };
            let both = match (old, new) {
                (Some(old), _) => vec![run(Mark::NumberDeleted, old.clone())],
                (_, new) => vec![run(Mark::NumberAdded, new.clone().unwrap_or_default())],
            };
            HeadingRow {
                same: false,
                old: one(old, Mark::NumberDeleted, "（新增）"),
                new: one(new, Mark::NumberAdded, "（删除）"),
                both,
            }
        }
    }
}

/// A heading as its number, with the sign after it, and its name.
fn numbered(heading: &str, kind: DivisionKind) -> (&str, &str) {
    let sign = if kind == DivisionKind::Heading { '、' } else { '　' };
    heading.find(sign).map_or((heading, ""), |at| heading.split_at(at + sign.len_utf8()))
}

/// The headings of the new text, each with the word in addresses.
pub fn chapters(comparison: &Comparison) -> Vec<String> {
    comparison.headings.iter().filter_map(|it| it.new.clone()).collect()
}

/// The heading that a reader means, whatever spaces stand in it.
pub fn known_chapter<'a>(comparison: &'a Comparison, wanted: &str) -> Option<&'a Heading> {
    let bare = |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    comparison.headings.iter().find(|it| it.new.as_deref().is_some_and(|it| bare(it) == bare(wanted)))
}

/// Which rows stand below a heading of the new text.
pub fn below(comparison: &Comparison, heading: &Heading) -> Vec<bool> {
    let next = comparison
        .headings
        .iter()
        .skip_while(|it| !std::ptr::eq(*it, heading))
        .skip(1)
        .find(|it| it.new.is_some() && it.kind <= heading.kind);
    let end = next.map_or(comparison.rows.len(), |it| it.before);
    (0..comparison.rows.len()).map(|it| (heading.before..end).contains(&it)).collect()
}
