//! How far every comparison has come, and everything that waits.

use super::Local;
use super::queue::{CardContext, QueueCard, QueueTrouble};
use super::table::{DeskTable, Tally};
use crate::procedure::correction::Pair;
use crate::procedure::trial::TrialHead;
use crate::procedure::{Slug, VersionId};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, chinese_date, link};

/// One comparison of the overview.
#[derive(Debug)]
pub struct DeskUnit {
    /// The texts.
    pub pair: Pair,
    /// How far it has come; nothing if it was not counted this time.
    pub tally: Option<Tally>,
    /// The texts themselves, where something waits.
    pub table: Option<DeskTable>,
}

/// 条文核对.
#[derive(askama::Template)]
#[template(path = "pages/desk.html")]
pub struct DeskPage {
    frame: Frame,
    bills: Vec<DeskBill>,
    queue: Vec<QueueGroup>,
    /// How many comparisons were not counted this time.
    uncounted: usize,
    waiting: usize,
    error: Option<(String, String)>,
}

struct DeskBill {
    title: String,
    example: bool,
    pairs: Vec<DeskPairLine>,
    /// Readings on which a decision can be tried: name and address.
    texts: Vec<(String, String)>,
    /// The same readings, to be checked by the drafting rules.
    checks: Vec<(String, String)>,
    /// Texts that were kept: name with day, and address.
    trials: Vec<(String, String)>,
}

struct DeskPairLine {
    label: String,
    href: Option<String>,
    /// 生成修改决定.
    decision_href: Option<String>,
    tally: Option<Tally>,
}

struct QueueGroup {
    title: String,
    label: String,
    href: Option<String>,
    cards: Vec<QueueCard>,
}

impl DeskPage {
    /// The page. `units` are the comparisons of all bills, in their order.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossiers: &[Dossier],
        units: &[DeskUnit],
        trials: &[TrialHead],
        trouble: Option<&QueueTrouble>,
        local: Local<'_>,
    ) -> Self {
        let of = |dossier: &Dossier| DeskBill {
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            pairs: units.iter().filter(|it| *it.pair.bill() == dossier.bill.slug).map(|it| line(dossier, it)).collect(),
            texts: texts(dossier, link::trial),
            checks: texts(dossier, link::check),
            trials: kept(dossier, trials, local),
        };
        let queue: Vec<QueueGroup> = units
            .iter()
            .filter_map(|it| {
                let dossier = dossiers.iter().find(|dossier| dossier.bill.slug == *it.pair.bill())?;
                group(dossier, it, trouble, local)
            })
            .collect();
        Self {
            frame: Frame::new(ctx, "条文核对").section(Section::Desk).crumb("工作台", link::DESK).unlisted(),
            bills: dossiers.iter().map(of).filter(|it| !it.texts.is_empty() || !it.pairs.is_empty()).collect(),
            waiting: queue.iter().map(|it| it.cards.len()).sum(),
            queue,
            uncounted: units.iter().filter(|it| it.tally.is_none()).count(),
            error: trouble.map(|it| (format!("q{}", it.id), it.refusal.to_string())),
        }
    }
}

fn line(dossier: &Dossier, unit: &DeskUnit) -> DeskPairLine {
    let (old, new, complete) = labels(dossier, &unit.pair);
    DeskPairLine {
        label: format!("{old} → {new}"),
        href: complete.then(|| link::desk_pair(&unit.pair)),
        decision_href: complete.then(|| link::decision(unit.pair.bill(), unit.pair.old(), unit.pair.new_version())),
        tally: unit.tally,
    }
}

/// The readings by name, each with what `href` leads to.
fn texts(dossier: &Dossier, href: fn(&Slug, VersionId) -> String) -> Vec<(String, String)> {
    let one = |it: &crate::procedure::Version| (it.facts.label.clone(), href(&dossier.bill.slug, it.id()));
    dossier.versions.iter().map(one).collect()
}

fn kept(dossier: &Dossier, trials: &[TrialHead], local: Local<'_>) -> Vec<(String, String)> {
    let own = trials.iter().filter(|it| it.bill == dossier.bill.slug);
    let one = |it: &TrialHead| {
        let day = chinese_date(local(it.kept_at).date());
        (format!("{}（{day}）", it.label), link::kept_trial(&it.bill, it.id))
    };
    own.map(one).collect()
}

fn group(dossier: &Dossier, unit: &DeskUnit, trouble: Option<&QueueTrouble>, local: Local<'_>) -> Option<QueueGroup> {
    let table = unit.table.as_ref()?;
    let (old, new, complete) = labels(dossier, &unit.pair);
    let ctx = CardContext { table, labels: (&old, &new), complete, trouble, local };
    let cards: Vec<QueueCard> = table.judged().pending.iter().map(|it| QueueCard::of(it, &ctx)).collect();
    (!cards.is_empty()).then(|| QueueGroup {
        title: dossier.bill.title.clone(),
        label: format!("{old} → {new}"),
        href: complete.then(|| link::desk_pair(&unit.pair)),
        cards,
    })
}

/// What the two texts are called, and whether both are there.
fn labels(dossier: &Dossier, pair: &Pair) -> (String, String, bool) {
    let label = |id: VersionId| match dossier.version(id) {
        Some(version) => version.facts.label.clone(),
        None => format!("第{}稿（已不在库中）", id.number()),
    };
    let complete = dossier.version(pair.old()).is_some() && dossier.version(pair.new_version()).is_some();
    (label(pair.old()), label(pair.new_version()), complete)
}
