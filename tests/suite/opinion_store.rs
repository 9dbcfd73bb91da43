//! What people say, on both databases: kept once, never changed.

use crate::support::db::{TestDb, stories};
use crate::support::site::bill;
use jiff::Timestamp;
use jiff::civil::date;
use kaimen::procedure::opinion::layer::{LayerKind, NewLayer};
use kaimen::procedure::opinion::standing::{NewEntry, OpinionDeed};
use kaimen::procedure::opinion::{Head, NewOpinion, NewSubmission, Source, Typed, Via};
use kaimen::procedure::{ConsultationId, Digest, Stage, VersionFacts, VersionId};
use kaimen::store::opinions::{self, Filter, Incoming, Kept};
use kaimen::store::{Db, bills, versions};
use std::sync::atomic::{AtomicU32, Ordering};

const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);
static CHANCE: AtomicU32 = AtomicU32::new(1);

fn of() -> ConsultationId {
    "noise-v1".parse().unwrap()
}

async fn filled(test: &TestDb) -> Db {
    let db = test.open().await;
    let mut tx = db.write().await.unwrap();
    bills::put(&mut tx, &bill()).await.unwrap();
    let facts = VersionFacts {
        id: VersionId::new(1).unwrap(),
        stage: Stage::Draft,
        label: "草案".to_owned(),
        reading: None,
        dated: date(2026, 4, 28),
        session: None,
    };
    versions::add(&mut tx, &bill().slug, &facts, "第一条　文本。\n").await.unwrap();
    tx.commit().await.unwrap();
    db
}

/// A submission of these opinions, whose form has this key.
fn incoming(key: &str, words: &[&str]) -> Incoming {
    let said =
        |it: &&str| NewOpinion::read(&Typed { place: "a1".into(), words: (*it).into(), ..Typed::default() }).unwrap();
    let submission = NewSubmission {
        consultation: of(),
        via: Via::Web,
        point: None,
        source: Source::Individual,
        head: Head::ONE,
        opinions: words.iter().map(said).collect(),
    };
    let identity = submission.identity(Some(key), &Digest::of(b"here"), "");
    let receipt = CHANCE.fetch_add(1, Ordering::Relaxed).to_string();
    Incoming {
        submission,
        identity,
        receipt: Digest::of(receipt.as_bytes()),
        sealed_receipt: receipt,
        sealed_contact: None,
        keyed: None,
    }
}

fn chance() -> u32 {
    CHANCE.fetch_add(1, Ordering::Relaxed)
}

async fn keep(db: &Db, it: &Incoming) -> Kept {
    let mut tx = db.write().await.unwrap();
    let kept = opinions::keep(&mut tx, it, NOW, chance).await.unwrap();
    tx.commit().await.unwrap();
    kept
}

stories! {
    async fn the_same_is_kept_once_whoever_is_first(test: TestDb) {
        let db = filled(&test).await;
        let other = Db::open(&test.target).await.unwrap();
        // Two processes that made two receipts for one form.
        let (one, two) = (incoming("k", &["甲", "乙"]), incoming("k", &["甲", "乙"]));
        let (first, second) = tokio::join!(keep(&db, &one), keep(&other, &two));
        assert!(first.is_new != second.is_new);
        assert_eq!((first.id, &first.sealed_receipt), (second.id, &second.sealed_receipt));
        let mut tx = db.read().await.unwrap();
        assert_eq!(opinions::total(&mut tx, &of()).await.unwrap(), (1, 1));
        let kept = opinions::get(&mut tx, first.id).await.unwrap().unwrap();
        let words: Vec<_> = kept.opinions.iter().map(|it| (it.number, it.words.as_str())).collect();
        assert_eq!(words, [(1, "甲"), (2, "乙")]);
    }

    async fn numbers_of_one_millisecond_that_meet_are_made_anew(test: TestDb) {
        let db = filled(&test).await;
        let same = || 7;
        let mut tx = db.write().await.unwrap();
        let first = opinions::keep(&mut tx, &incoming("a", &["甲"]), NOW, same).await.unwrap();
        assert!(opinions::keep(&mut tx, &incoming("b", &["甲"]), NOW, same).await.is_err(), "chance that is none");
        let next = AtomicU32::new(7);
        let second = opinions::keep(&mut tx, &incoming("c", &["乙"]), NOW, || next.fetch_add(1, Ordering::Relaxed)).await;
        assert!(second.unwrap().id > first.id);
        tx.commit().await.unwrap();
        assert_eq!(opinions::total(&mut db.read().await.unwrap(), &of()).await.unwrap().0, 2);
    }

    async fn nobody_changes_what_was_said(test: TestDb) {
        let db = filled(&test).await;
        let kept = keep(&db, &incoming("k", &["原话"])).await;
        let mut tx = db.write().await.unwrap();
        let layer = NewLayer::new(LayerKind::Tidied, "原话", "整理过的话", "").unwrap();
        opinions::add_layer(&mut tx, kept.id, 1, &layer, (None, "本人"), NOW).await.unwrap();
        let entry = NewEntry::new(OpinionDeed::Withdrawn, None, "").unwrap();
        opinions::add_entry(&mut tx, kept.id, &entry, (None, "本人"), NOW).await.unwrap();
        tx.commit().await.unwrap();
        for statement in [
            "update opinion set words = '改过的话'",
            "delete from opinion",
            "update submission set people = 100",
            "delete from submission",
            "update opinion_layer set words = '别的'",
            "delete from opinion_layer",
            "update opinion_entry set deed = 'shown'",
            "delete from opinion_entry",
        ] {
            assert!(test.meddle(statement).await.is_err(), "{statement}");
        }
        let mut tx = db.read().await.unwrap();
        assert_eq!(opinions::get(&mut tx, kept.id).await.unwrap().unwrap().opinions[0].words, "原话");
        assert_eq!(opinions::layers(&mut tx, kept.id).await.unwrap()[0].1.words, "整理过的话");
        assert_eq!(opinions::entries(&mut tx, kept.id).await.unwrap()[0].deed, OpinionDeed::Withdrawn);
    }

    async fn a_list_goes_on_where_it_ended_and_finds_an_article(test: TestDb) {
        let db = filled(&test).await;
        for n in 0..7 {
            keep(&db, &incoming(&n.to_string(), &[&format!("第{n}句")])).await;
        }
        let mut tx = db.read().await.unwrap();
        let mut seen = Vec::new();
        let mut before = None;
        loop {
            let filter = Filter { article: Some("a1".into()), before, ..Filter::default() };
            let page = opinions::list(&mut tx, &of(), &filter, 3).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            seen.extend(page.iter().map(|it| it.opinions[0].words.clone()));
        }
        let expected: Vec<_> = (0..7).rev().map(|n| format!("第{n}句")).collect();
        assert_eq!(seen, expected);
        let none = Filter { article: Some("a2".into()), ..Filter::default() };
        assert!(opinions::list(&mut tx, &of(), &none, 3).await.unwrap().is_empty());
        assert_eq!(opinions::counts(&mut tx, &of()).await.unwrap(), [("a1".to_owned(), 7)]);
    }

    async fn a_contact_is_erased_and_the_opinion_stays(test: TestDb) {
        let db = filled(&test).await;
        let kept = keep(&db, &Incoming { sealed_contact: Some("sealed".into()), ..incoming("k", &["话"]) }).await;
        let mut tx = db.write().await.unwrap();
        assert_eq!(opinions::sealed_contact(&mut tx, kept.id).await.unwrap().as_deref(), Some("sealed"));
        assert!(opinions::erase_contact(&mut tx, kept.id).await.unwrap());
        assert!(!opinions::erase_contact(&mut tx, kept.id).await.unwrap());
        assert!(opinions::get(&mut tx, kept.id).await.unwrap().is_some());
    }
}
