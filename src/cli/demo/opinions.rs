//! What people say in the example: invented, anonymous, in our own words; from all contact points and all channels.

use crate::cli::Failure;
use crate::clock::Clock;
use crate::procedure::account::SealKey;
use crate::procedure::opinion::standing::{NewEntry, OpinionDeed};
use crate::procedure::opinion::{Head, NewOpinion, NewSubmission, Typed, Via};
use crate::procedure::{ConsultationId, Digest, PointStatus, Slug};
use crate::store::opinions::{self, Incoming};
use crate::store::{Db, Tx, consultations, contact_points};
use crate::web::new_receipt;
use jiff::{SignedDuration, Timestamp};

/// The consultation, and a line for each opinion: place | channel | who | how many | words | reason.
const SAID: &[(&str, &str)] = &[
    ("elderly-care-v2", include_str!("opinions/elderly-care.txt")),
    ("civility-v2", include_str!("opinions/civility.txt")),
];
/// Every so many opinions one has not been looked at yet.
const UNSEEN_EACH: usize = 6;
const READER: &str = "法工委工作人员（示例）";

/// Adds those that are not there, as received between the first day of the consultation and now.
///
/// # Errors
/// The database fails, or a line of ours cannot be read.
pub async fn add(db: &Db, clock: &Clock, key: &SealKey) -> Result<(), Failure> {
    let mut tx = db.write().await?;
    let points = contact_points::all(&mut tx).await?;
    let active: Vec<Slug> =
        points.into_iter().filter(|it| it.status == PointStatus::Active).map(|it| it.slug).collect();
    for (id, lines) in SAID {
        let id: ConsultationId = id.parse().map_err(ours)?;
        // An example with other drafts has no such consultation.
        let Some(notice) = consultations::get(&mut tx, &id).await? else { continue };
        let Some(opens) = clock.start_of(notice.opens) else { continue };
        let all: Vec<&str> = lines.lines().collect();
        let passed = clock.now().duration_since(opens).max(SignedDuration::ZERO);
        for (n, line) in all.iter().enumerate() {
            let share = i32::try_from(n + 1).unwrap_or(1);
            let at = opens + passed / i32::try_from(all.len() + 1).unwrap_or(1) * share;
            let point = active.get(n % active.len().max(1));
            one(&mut tx, key, (&id, n), read(&id, line, point)?, at).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn one(
    tx: &mut Tx,
    key: &SealKey,
    (id, n): (&ConsultationId, usize),
    submission: NewSubmission,
    at: Timestamp,
) -> Result<(), Failure> {
    let identity = submission.identity(Some(&format!("example {id} {n}")), &Digest::of(b""), "");
    let (receipt, sealed_receipt) = new_receipt(key, &identity).map_err(ours)?;
    let incoming = Incoming { submission, identity, receipt, sealed_receipt, sealed_contact: None, keyed: None };
    let kept = opinions::keep(tx, &incoming, at, || u32::from_le_bytes(crate::clock::random())).await?;
    if kept.is_new && n % UNSEEN_EACH != 0 {
        let entry = NewEntry::new(OpinionDeed::Shown, None, "").map_err(ours)?;
        opinions::add_entry(tx, kept.id, &entry, (None, READER), at).await?;
    }
    Ok(())
}

fn read(id: &ConsultationId, line: &str, point: Option<&Slug>) -> Result<NewSubmission, Failure> {
    let fields: Vec<&str> = line.split(" | ").collect();
    let [place, via, source, heads, words, reason] = fields[..] else { return Err(ours(line)) };
    let via: Via = via.parse().map_err(ours)?;
    let (people, basis) = heads.split_once(' ').ok_or_else(|| ours(line))?;
    let people = people.parse().map_err(ours)?;
    let typed = Typed {
        place: place.to_owned(),
        words: words.to_owned(),
        reason: reason.trim().to_owned(),
        ..Typed::default()
    };
    Ok(NewSubmission {
        consultation: id.clone(),
        via,
        point: point.filter(|_| via == Via::Point).cloned(),
        source: source.parse().map_err(ours)?,
        head: Head::new(people, basis.parse().map_err(ours)?).map_err(ours)?,
        opinions: vec![NewOpinion::read(&typed).map_err(ours)?],
    })
}

fn ours(reason: impl std::fmt::Display) -> Failure {
    Failure::unable(format!("示例意见有误：{reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;
    use crate::procedure::opinion::Place;
    use std::collections::HashSet;

    #[test]
    fn every_opinion_is_on_a_place_that_its_draft_has_and_every_channel_is_there() {
        let point: Slug = "a-point".parse().expect("a slug");
        for (id, lines) in SAID {
            let id: ConsultationId = id.parse().expect("an id");
            let file = format!("{}/drafts/{}/{}.md", env!("CARGO_MANIFEST_DIR"), id.bill, id.version);
            let statute = parse(&std::fs::read_to_string(&file).expect("the draft")).statute;
            let mut ways = HashSet::new();
            for line in lines.lines() {
                let said = read(&id, line, Some(&point)).unwrap_or_else(|error| panic!("{line}: {error:?}"));
                ways.insert(said.via);
                if let Place::Provision(path) = said.opinions[0].place {
                    assert!(statute.words_at(path).is_some(), "{line}");
                }
            }
            assert!(lines.lines().count() >= 100 && ways.len() == Via::ALL.len(), "{id}: {ways:?}");
        }
    }
}
