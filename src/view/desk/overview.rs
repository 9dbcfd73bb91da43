//! How far every comparison has come, and everything that waits.

use super::Local;
use super::form::RememberedSigner;
use super::queue::{CardContext, QueueCard, QueueTrouble};
use super::table::{DeskTable, Tally};
use crate::procedure::VersionId;
use crate::procedure::correction::Pair;
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, link};

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
}

struct DeskPairLine {
    label: String,
    href: Option<String>,
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
        signer: &RememberedSigner,
        trouble: Option<&QueueTrouble>,
        local: Local<'_>,
    ) -> Self {
        let of = |dossier: &Dossier| DeskBill {
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            pairs: units.iter().filter(|it| *it.pair.bill() == dossier.bill.slug).map(|it| line(dossier, it)).collect(),
        };
        let queue: Vec<QueueGroup> = units
            .iter()
            .filter_map(|it| {
                let dossier = dossiers.iter().find(|dossier| dossier.bill.slug == *it.pair.bill())?;
                group(dossier, it, signer, trouble, local)
            })
            .collect();
        Self {
            frame: Frame::new(ctx, "条文核对").section(Section::Desk).unlisted(),
            bills: dossiers.iter().map(of).filter(|it| !it.pairs.is_empty()).collect(),
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
        tally: unit.tally,
    }
}

fn group(
    dossier: &Dossier,
    unit: &DeskUnit,
    signer: &RememberedSigner,
    trouble: Option<&QueueTrouble>,
    local: Local<'_>,
) -> Option<QueueGroup> {
    let table = unit.table.as_ref()?;
    let (old, new, complete) = labels(dossier, &unit.pair);
    let ctx = CardContext { table, labels: (&old, &new), complete, signer, trouble, local };
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
