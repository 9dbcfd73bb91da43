//! Bills with everything that belongs to them, from the store. One read transaction a page.
//!
//! The desk sees all of it; [`public`] and [`public_all`] what the public may read. A page outside the desk never calls
//! anything else.

use super::app::App;
use super::comparisons::Agreed;
use super::error::{AppError, Missing};
use crate::law::compare::Assertion;
use crate::law::statute::Statute;
use crate::procedure::correction::{Correction, Pair, judge};
use crate::procedure::life::{self, Case, Consulted};
use crate::procedure::{Channel, ConsultationId, ConsultationNotice, Document, Slug, Version, VersionId};
use crate::store::{self, StoreResult, Tx};
use crate::view::{Dossier, Site};
use std::collections::HashMap;

/// One bill as the desk sees it.
pub async fn dossier(tx: &mut Tx, slug: &Slug) -> Result<Dossier, AppError> {
    let bill = store::bills::get(tx, slug).await?.ok_or(Missing::Bill)?;
    Ok(Dossier {
        events: store::events::of_bill(tx, slug).await?,
        versions: store::versions::of_bill(tx, slug).await?,
        documents: documents(tx, slug).await?,
        notices: store::consultations::of_bill(tx, slug).await?,
        bill,
    })
}

async fn documents(tx: &mut Tx, slug: &Slug) -> StoreResult<Vec<Document>> {
    let mut all = store::documents::of_bill(tx, slug).await?;
    all.extend(store::life::papers(tx, slug).await?);
    Ok(all)
}

/// One bill as the public may read about it; one that is not public is not there.
pub async fn public(app: &App, tx: &mut Tx, slug: &Slug) -> Result<Dossier, AppError> {
    let case = store::life::case(tx, slug).await?.ok_or(Missing::Bill)?;
    let versions = store::versions::of_bill(tx, slug).await?;
    let documents = documents(tx, slug).await?;
    Ok(shown(app, case, versions, documents).ok_or(Missing::Bill)?)
}

/// All bills that the public may read about, without their papers.
pub async fn public_all(app: &App, tx: &mut Tx) -> StoreResult<Vec<Dossier>> {
    let mut versions = grouped(store::versions::all(tx).await?);
    let cases = store::life::cases(tx).await?;
    let dossier = |case: Case| {
        let versions = versions.remove(&case.bill.slug).unwrap_or_default();
        shown(app, case, versions, Vec::new())
    };
    Ok(cases.into_iter().filter_map(dossier).collect())
}

/// What [`life::public`] leaves of a bill.
fn shown(app: &App, case: Case, versions: Vec<Version>, documents: Vec<Document>) -> Option<Dossier> {
    let public = life::public(&case, app.clock().today());
    if !public.listed {
        return None;
    }
    let label = |id| versions.iter().find(|it| it.id() == id).map_or("草案", |it| it.facts.label.as_str());
    let recorded = public.notices.iter().map(|it| notice(app.site(), &case, it, label(it.version)));
    let mut notices: Vec<ConsultationNotice> = case.notices.iter().cloned().chain(recorded).collect();
    notices.sort_by_key(|it| it.opens);
    Some(Dossier {
        versions: versions.into_iter().filter(|it| public.texts.contains(&it.id())).collect(),
        documents: documents
            .into_iter()
            .filter(|it| public.papers.iter().any(|name| name == it.name.as_str()))
            .collect(),
        events: public.events,
        notices,
        bill: case.bill,
    })
}

/// The notice of a consultation that was opened at the desk; people answer where the site says.
fn notice(site: &Site, case: &Case, it: &Consulted, label: &str) -> ConsultationNotice {
    let letter = Channel::Letter {
        address: format!("{}{}", site.address, site.office),
        postcode: Some(site.postcode.clone()),
        envelope: Some("立法征求意见".to_owned()),
    };
    ConsultationNotice {
        id: ConsultationId { bill: case.bill.slug.clone(), version: it.version },
        title: format!("关于公开征求《{}（{label}）》意见的公告", case.bill.title),
        opens: it.opens,
        closes: it.closes,
        channels: vec![letter, Channel::Telephone(site.telephone.clone()), Channel::Email(site.email.clone())],
    }
}

/// All bills as the desk sees them, without their papers, in four queries however many there are.
pub async fn dossiers(tx: &mut Tx) -> StoreResult<Vec<Dossier>> {
    let bills = store::bills::all(tx).await?;
    let mut events = grouped(store::events::all(tx).await?);
    let mut versions = grouped(store::versions::all(tx).await?);
    let notices = store::consultations::all(tx).await?;
    let mut notices = grouped(notices.into_iter().map(|it| (it.id.bill.clone(), it)).collect());
    let dossier = |bill: crate::procedure::Bill| Dossier {
        events: events.remove(&bill.slug).unwrap_or_default(),
        versions: versions.remove(&bill.slug).unwrap_or_default(),
        documents: Vec::new(),
        notices: notices.remove(&bill.slug).unwrap_or_default(),
        bill,
    };
    Ok(bills.into_iter().map(dossier).collect())
}

/// What people said about which articles of two texts belong together, as far as it still stands; mirrored if the newer
/// text comes first. For [`Options::asserted`](crate::law::compare::Options::asserted).
pub async fn assertions(
    tx: &mut Tx,
    slug: &Slug,
    old: (VersionId, &Statute),
    new: (VersionId, &Statute),
) -> StoreResult<Vec<Assertion>> {
    // A text compared with itself has no pair, and nothing to correct.
    let Ok(pair) = Pair::new(slug.clone(), old.0, new.0) else { return Ok(Vec::new()) };
    let log = store::corrections::of_pair(tx, &pair).await?;
    if !log.iter().any(Correction::is_active) {
        return Ok(Vec::new());
    }
    Ok(if old.0 < new.0 {
        judge(&log, old.1, new.1).assertions()
    } else {
        judge(&log, new.1, old.1).mirrored_assertions()
    })
}

/// What is known of two texts before they are compared. The rows of a sealed reading and the one before are those that the
/// desk shows: they were settled when it was sealed, and corrected since.
pub async fn agreed(
    tx: &mut Tx,
    slug: &Slug,
    old: (VersionId, &Statute),
    new: (VersionId, &Statute),
) -> StoreResult<Agreed> {
    let asserted = assertions(tx, slug, old, new).await?;
    let Ok(pair) = Pair::new(slug.clone(), old.0, new.0) else { return Ok(Agreed::default()) };
    let alignment = store::identities::alignment_of(tx, &pair).await?;
    let settled = alignment.map(|it| if old.0 < new.0 { it.settled() } else { it.mirrored() });
    Ok(Agreed { asserted, settled })
}

fn grouped<T>(pairs: Vec<(Slug, T)>) -> HashMap<Slug, Vec<T>> {
    let mut groups: HashMap<Slug, Vec<T>> = HashMap::new();
    for (slug, value) in pairs {
        groups.entry(slug).or_default().push(value);
    }
    groups
}
