//! Bills with everything that belongs to them, from the store. One read transaction a page.

use super::error::{AppError, Missing};
use crate::law::compare::Assertion;
use crate::law::statute::Statute;
use crate::procedure::correction::{Correction, Pair, judge};
use crate::procedure::{Slug, VersionId};
use crate::store::{self, StoreResult, Tx};
use crate::view::Dossier;
use std::collections::HashMap;

/// One bill.
pub async fn dossier(tx: &mut Tx, slug: &Slug) -> Result<Dossier, AppError> {
    let bill = store::bills::get(tx, slug).await?.ok_or(Missing::Bill)?;
    Ok(Dossier {
        events: store::events::of_bill(tx, slug).await?,
        versions: store::versions::of_bill(tx, slug).await?,
        documents: store::documents::of_bill(tx, slug).await?,
        notices: store::consultations::of_bill(tx, slug).await?,
        bill,
    })
}

/// All bills, without their papers, in four queries however many there are.
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

fn grouped<T>(pairs: Vec<(Slug, T)>) -> HashMap<Slug, Vec<T>> {
    let mut groups: HashMap<Slug, Vec<T>> = HashMap::new();
    for (slug, value) in pairs {
        groups.entry(slug).or_default().push(value);
    }
    groups
}
