//! 看改了什么: two texts of a bill side by side, in one column, or in sentences; three and more in one table.

mod columns;
mod head;
pub(super) mod lines;
mod query;
mod reasons;
mod rows;

pub(super) use query::Only;
pub use query::{Layout, Query};

pub(super) use head::offers;
pub(super) use reasons::{kind as row_kind, relation};
pub(super) use rows::{Item, Wanted, items, row_id};

use self::columns::{ChainItem, chain_items};
use self::head::{Choice, Count, FilterForm, Note, OutsideRow, TermRow, TextHead};
use self::lines::Mark;
use super::frame::{Frame, PageCtx, Section};
use super::rows::Download;
use super::{Dossier, link};
use crate::law::compare::{Chain, Comparison, Row};
use crate::procedure::Version;

/// Two texts compared, or several.
#[derive(askama::Template)]
#[template(path = "pages/compare.html")]
pub struct ComparePage<'a> {
    frame: Frame,
    title: String,
    example: bool,
    texts: Vec<TextHead>,
    notes: Vec<Note>,
    counts: Vec<Count>,
    terms: Vec<TermRow>,
    /// Up to so many terms stand open.
    few_terms: usize,
    layouts: Vec<Choice>,
    onlys: Vec<Choice>,
    form: FilterForm,
    everything_href: String,
    pickers: Vec<Vec<Choice>>,
    picker_href: String,
    /// 生成修改决定, where drafters work.
    decision_href: Option<String>,
    others: Vec<Choice>,
    downloads: Vec<Download>,
    above: Vec<OutsideRow<'a>>,
    below: Vec<OutsideRow<'a>>,
    body: Body<'a>,
    /// How many rows of all are shown.
    shown: usize,
    rows: usize,
    /// Whether there is more than one place to step to.
    steps: bool,
}

/// What stands below the head.
enum Body<'a> {
    Table(Vec<Item<'a>>),
    Redline(Vec<Item<'a>>),
    List(Vec<Item<'a>>),
    Columns(Vec<ChainItem<'a>>),
}

impl<'a> ComparePage<'a> {
    /// The page of `versions`, in the order of the address, and of their comparison.
    ///
    /// `None` if the comparison is not one of these texts.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        versions: &[&Version],
        chain: &'a Chain,
        query: &Query,
    ) -> Option<Self> {
        let (first, last) = (versions.first()?, versions.last()?);
        let comparison = chain.steps.first()?;
        let slug = &dossier.bill.slug;
        let ids: Vec<_> = versions.iter().map(|it| it.id()).collect();
        let base = link::comparison(slug, &ids);
        let pair = chain.steps.len() == 1;
        let query = &query.understood(chain);
        let body = if pair { pair_body(dossier, versions, comparison, query) } else { columns_body(chain, query) };
        let (shown, steps) = body.count();
        let narrowed = !query.kinds.is_empty() || query.chapter.is_some();
        let outside = |below| if pair && !narrowed { head::outside(comparison, below) } else { Vec::new() };
        let labels = versions.iter().map(|it| it.facts.label.as_str()).collect::<Vec<_>>().join("、");
        Some(Self {
            frame: Frame::new(ctx, format!("{}：{labels}对照", dossier.bill.title))
                .section(Section::Bills)
                .crumb("法规草案", link::BILLS)
                .crumb(dossier.bill.title.clone(), link::bill(slug))
                .describe(head::description(dossier, first, last, comparison)),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            texts: versions.iter().map(|it| TextHead::of(slug, it)).collect(),
            notes: head::notes(dossier, versions, chain),
            counts: head::counts(chain, query, &base),
            terms: head::terms(chain),
            few_terms: head::FEW_TERMS,
            layouts: if pair { head::layouts(query, &base) } else { Vec::new() },
            onlys: head::onlys(query, &base),
            form: FilterForm::new(chain, query, &base),
            everything_href: Query { layout: query.layout, ..Query::default() }.href(&base),
            pickers: head::pickers(dossier, versions),
            picker_href: link::comparisons(slug),
            decision_href: (pair && ctx.who.as_ref().is_some_and(|it| it.desk) && ids[0] != ids[1])
                .then(|| link::decision(slug, ids[0], ids[1])),
            others: head::others(dossier, &ids),
            downloads: head::downloads(slug, &ids, query.only),
            above: outside(false),
            below: outside(true),
            body,
            shown,
            rows: if pair { comparison.rows.len() } else { chain.rows.len() },
            steps: steps > 1,
        })
    }
}

impl Query {
    /// The query without what these texts do not know.
    fn understood(&self, chain: &Chain) -> Self {
        let known = |it: &String| chain.steps.last().and_then(|step| rows::known_chapter(step, it)?.new.clone());
        Self { chapter: self.chapter.as_ref().and_then(known), ..self.clone() }
    }
}

fn pair_body<'a>(dossier: &Dossier, versions: &[&Version], comparison: &'a Comparison, query: &Query) -> Body<'a> {
    let slug = &dossier.bill.slug;
    let biography = |row: &Row| {
        let side = |at: usize, version: Option<&&Version>| {
            let sides = [(&comparison.old, row.old.first()), (&comparison.new, row.new.first())];
            let (side, article) = sides.get(at)?;
            let entry = side.articles.get(*(*article)?)?;
            let version = version?.id();
            let latest = dossier.latest().is_some_and(|it| it.id() == version);
            Some(link::biography(slug, entry.path, Some(version).filter(|_| !latest)))
        };
        rows::is_stop(row).then(|| side(1, versions.last()).or_else(|| side(0, versions.first())))?
    };
    let wanted = |layout: Layout| Wanted {
        sides: layout == Layout::Table,
        both: layout == Layout::Redline,
        sentences: layout == Layout::List,
    };
    let items = items(comparison, query, wanted(query.layout), &biography);
    match query.layout {
        Layout::Table => Body::Table(items),
        Layout::Redline => Body::Redline(items),
        Layout::List => Body::List(items),
    }
}

fn columns_body<'a>(chain: &'a Chain, query: &Query) -> Body<'a> {
    Body::Columns(chain_items(chain, query))
}

impl Body<'_> {
    /// How many rows there are, and at how many 下一处 stops.
    fn count(&self) -> (usize, usize) {
        let (rows, changed): (Vec<()>, Vec<bool>) = match self {
            Self::Table(items) | Self::Redline(items) | Self::List(items) => {
                let rows = items.iter().filter_map(|it| if let Item::Row(row) = it { Some(row) } else { None });
                rows.map(|it| ((), it.changed)).unzip()
            }
            Self::Columns(items) => {
                let rows = items.iter().filter_map(|it| if let ChainItem::Row(row) = it { Some(row) } else { None });
                rows.map(|it| ((), it.changed)).unzip()
            }
        };
        (rows.len(), changed.into_iter().filter(|it| *it).count())
    }
}
