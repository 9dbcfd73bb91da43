//! What stands above a comparison: which texts, how much changed, how to see it otherwise, what to beware of.

use super::lines::{self, Line};
use super::query::{Kind, Layout, Only, Query};
use super::rows;
use crate::law::compare::{Chain, Comparison, Place, Row};
use crate::procedure::{Slug, Version, VersionId};
use crate::view::rows::Download;
use crate::view::{Dossier, chinese_date, link};

/// The most terms that are listed.
const MAX_TERMS: usize = 40;
/// Up to so many are not folded.
pub const FEW_TERMS: usize = 3;

/// A text at the head of its column.
#[derive(Debug, Clone)]
pub struct TextHead {
    pub label: String,
    pub dated: String,
    pub href: String,
}

impl TextHead {
    pub fn of(bill: &Slug, version: &Version) -> Self {
        Self {
            label: version.facts.label.clone(),
            dated: chinese_date(version.facts.dated),
            href: link::version(bill, version.id()),
        }
    }
}

/// How many rows are of a kind, with the address that shows them alone.
#[derive(Debug)]
pub struct Count {
    pub label: &'static str,
    pub long_label: &'static str,
    pub n: usize,
    pub href: String,
    pub current: bool,
}

/// One of several ways to see it.
#[derive(Debug)]
pub struct Choice {
    pub label: String,
    pub value: String,
    pub href: String,
    pub current: bool,
}

/// A term that was replaced throughout.
#[derive(Debug)]
pub struct TermRow {
    pub from: String,
    pub to: String,
    pub count: usize,
    pub kept: usize,
}

/// What a reader should know before reading.
#[derive(Debug)]
pub struct Note {
    pub words: String,
    /// Where it leads: words and address.
    pub link: Option<(String, String)>,
}

/// The form that puts filters together.
#[derive(Debug)]
pub struct FilterForm {
    pub href: String,
    pub layout: &'static str,
    pub onlys: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub chapters: Vec<Choice>,
    /// Whether something was put together, so that the form stands open.
    pub open: bool,
}

impl FilterForm {
    pub fn new(chain: &Chain, query: &Query, base: &str) -> Self {
        let choice = |label: &str, value: &str, current: bool| Choice {
            label: label.to_owned(),
            value: value.to_owned(),
            href: String::new(),
            current,
        };
        let present = |kind: &Kind| query.kinds.contains(kind) || tally(chain, |it| kind.admits(it)) > 0;
        let mut chapters = chain.steps.last().map(rows::chapters).unwrap_or_default();
        chapters.dedup();
        Self {
            href: base.to_owned(),
            layout: query.layout.as_str(),
            onlys: Only::ALL.map(|it| choice(it.label(), it.as_str(), it == query.only)).into(),
            kinds: Kind::ALL
                .iter()
                .filter(|it| present(it))
                .map(|it| choice(it.long_label(), it.as_str(), query.kinds.contains(it)))
                .collect(),
            chapters: chapters.iter().map(|it| choice(it, it, query.chapter.as_ref() == Some(it))).collect(),
            open: !query.kinds.is_empty() || query.chapter.is_some(),
        }
    }
}

/// How many rows are so: of several texts those of all steps together.
fn tally(chain: &Chain, is_so: impl Fn(&Row) -> bool) -> usize {
    chain.steps.iter().flat_map(|it| &it.rows).filter(|it| is_so(it)).count()
}

/// 改 30 · 增 12 …: what there is of each kind.
pub fn counts(chain: &Chain, query: &Query, base: &str) -> Vec<Count> {
    let count = |kind: Kind| Count {
        label: kind.label(),
        long_label: kind.long_label(),
        n: tally(chain, |it| kind.admits(it)),
        href: Query { layout: query.layout, kinds: vec![kind], ..Query::default() }.href(base),
        current: query.kinds == [kind] && query.only == Only::All && query.chapter.is_none(),
    };
    Kind::ALL.into_iter().map(count).filter(|it| it.n > 0).collect()
}

/// The three layouts of the same rows.
pub fn layouts(query: &Query, base: &str) -> Vec<Choice> {
    let choice = |it: Layout| Choice {
        label: it.label().to_owned(),
        // Where a row is found whatever is shown here.
        value: Query { layout: it, ..Query::default() }.href(base),
        href: query.laid_out(it).href(base),
        current: it == query.layout,
    };
    Layout::ALL.map(choice).into()
}

/// 全部条文, 只看修改, 只看实质.
pub fn onlys(query: &Query, base: &str) -> Vec<Choice> {
    let choice = |it: Only| Choice {
        label: it.label().to_owned(),
        value: String::new(),
        href: Query { layout: query.layout, only: it, ..Query::default() }.href(base),
        current: it == query.only && query.kinds.is_empty() && query.chapter.is_none(),
    };
    Only::ALL.map(choice).into()
}

/// “市场主体”统一改为“经营主体”71处, over all steps.
pub fn terms(chain: &Chain) -> Vec<TermRow> {
    let terms = chain.steps.iter().flat_map(|it| &it.terms);
    let row = |it: &crate::law::compare::Term| TermRow {
        from: it.from.clone(),
        to: it.to.clone(),
        count: it.count,
        kept: it.kept,
    };
    terms.take(MAX_TERMS).map(row).collect()
}

/// For each text of the address, all texts of the bill to choose from.
pub fn pickers(dossier: &Dossier, versions: &[&Version]) -> Vec<Vec<Choice>> {
    if dossier.versions.len() < 2 || versions.len() != 2 {
        return Vec::new();
    }
    let choices = |chosen: &&Version| {
        let choice = |it: &Version| Choice {
            label: format!("{}（{}）", it.facts.label, chinese_date(it.facts.dated)),
            value: it.id().to_string(),
            href: String::new(),
            current: it.id() == chosen.id(),
        };
        dossier.versions.iter().map(choice).collect()
    };
    versions.iter().map(choices).collect()
}

/// The other comparisons of the bill that are offered.
pub fn others(dossier: &Dossier, ids: &[VersionId]) -> Vec<Choice> {
    let mut offered = offered(dossier);
    let mut turned = ids.to_vec();
    turned.reverse();
    if ids.len() == 2 && ids[0] != ids[1] {
        offered.retain(|it| *it != turned);
        offered.push(turned);
    }
    offered.iter().filter(|it| it.as_slice() != ids).map(|it| choice(dossier, it)).collect()
}

/// The comparisons that are worth a link: neighbours, newest first, then the first text with the last, then all.
pub fn offered(dossier: &Dossier) -> Vec<Vec<VersionId>> {
    let mut all: Vec<VersionId> = dossier.versions.iter().map(Version::id).collect();
    all.sort_unstable();
    let mut offered: Vec<Vec<VersionId>> = all.windows(2).rev().map(<[VersionId]>::to_vec).collect();
    if let (Some(first), Some(last)) = (all.first(), all.last())
        && all.len() > 2
    {
        offered.push(vec![*first, *last]);
        if all.len() <= link::MAX_COMPARED {
            offered.push(all);
        }
    }
    offered
}

fn choice(dossier: &Dossier, ids: &[VersionId]) -> Choice {
    let labels: Vec<&str> = ids.iter().map(|it| dossier.label_of(*it)).collect();
    Choice {
        label: labels.join(" ▸ "),
        value: String::new(),
        href: link::comparison(&dossier.bill.slug, ids),
        current: false,
    }
}

/// The comparisons of a bill as links.
pub fn offers(dossier: &Dossier) -> Vec<(String, String)> {
    offered(dossier).iter().map(|it| choice(dossier, it)).map(|it| (it.label, it.href)).collect()
}

/// The comparison in the forms that exist, with as much of it as is shown.
pub fn downloads(bill: &Slug, ids: &[VersionId], only: Only) -> Vec<Download> {
    let shown = if only == Only::All { String::new() } else { format!("?only={}", only.as_str()) };
    let href = |it: link::TableFormat| format!("{}{shown}", link::comparison_download(bill, ids, it));
    let download = |it: &link::TableFormat| Download { label: it.label(), href: href(*it) };
    link::TableFormat::ALL.iter().map(download).collect()
}

/// A sentence for search engines.
pub fn description(dossier: &Dossier, first: &Version, last: &Version, comparison: &Comparison) -> String {
    let changed = comparison.rows.iter().filter(|it| it.is_changed()).count();
    format!("{}{}与{}逐条对照，{changed}处条文有改动。", dossier.bill.title, first.facts.label, last.facts.label)
}

/// What to beware of.
pub fn notes(dossier: &Dossier, versions: &[&Version], chain: &Chain) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |words: &str, link: Option<(String, String)>| notes.push(Note { words: words.to_owned(), link });
    let ids: Vec<VersionId> = versions.iter().map(|it| it.id()).collect();
    if ids.windows(2).any(|it| it[0] == it[1]) {
        say("选的是同一稿，两边没有差别。下面仍列出全部条文。", None);
    } else if versions.windows(2).any(|it| it[0].text_sha256 == it[1].text_sha256) {
        say("相邻两稿的文字完全相同。", None);
    }
    if ids.windows(2).any(|it| it[0] > it[1]) {
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        let usual = ("按先后顺序看".to_owned(), link::comparison(&dossier.bill.slug, &sorted));
        say("左边的文本比右边的晚，“新增”和“删除”与审议的先后相反。", Some(usual));
    }
    if chain.steps.iter().any(|it| !it.related) {
        say("两个文本对得上的条文很少，可能不是同一部法规的文本，请核对选的是不是这两稿。", None);
    }
    if chain.steps.iter().any(|it| it.coarse) {
        say("文本太长或者改动太大，部分条文只能整段对照，没有细到字词。内容没有遗漏。", None);
    }
    for side in chain.texts().filter(|it| it.articles.is_empty()).take(1) {
        say(&format!("《{}》没有分条，只能对照条文以外的文字。", side.title), None);
    }
    notes
}

/// Words outside the articles that changed.
#[derive(Debug)]
pub struct OutsideRow<'a> {
    pub place: String,
    pub lines: Vec<Line<'a>>,
}

/// What changed outside the articles, above them (title, 题注, preamble) or below (annexes).
pub fn outside(comparison: &Comparison, below: bool) -> Vec<OutsideRow<'_>> {
    let rows = comparison.outside.iter().filter(|it| it.is_changed());
    rows.filter(|it| matches!(it.place, Place::Annex(_)) == below)
        .map(|it| OutsideRow { place: it.place.chinese().to_owned(), lines: lines::outside(&it.parts) })
        .collect()
}
