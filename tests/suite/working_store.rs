//! Working drafts in the store, on either database: revisions only grow, every text comes back as it was kept, and two
//! who save at once do not lose each other.

use crate::support::bill::BillDir;
use crate::support::db::{TestDb, stories};
use crate::support::edit_script::Dice;
use jiff::{SignedDuration, Timestamp};
use kaimen::cli::import::{apply, read};
use kaimen::law::edit::mapped;
use kaimen::law::span::Span;
use kaimen::procedure::Slug;
use kaimen::procedure::correction::Signer;
use kaimen::procedure::person::PersonId;
use kaimen::procedure::working::note::Anchor;
use kaimen::procedure::working::{NewRevision, Present, Revision, RevisionKind, RevisionNumber};
use kaimen::store::{Backend, Db, StoreError, working};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const TEXT: &str = "# ××市养老服务条例\n\n（草案）\n\n第一条　为了老有所养，制定本条例。\n";

fn slug() -> Slug {
    "elderly-care".parse().unwrap()
}

fn by() -> (PersonId, Signer) {
    (PersonId::new(1).unwrap(), Signer::new("王某", "法工委").unwrap())
}

fn new(kind: RevisionKind, text: &str) -> NewRevision {
    let (person, by) = by();
    NewRevision {
        kind, text: text.to_owned(), articles: vec!["第一条".to_owned()], person, by, remark: String::new()
    }
}

async fn import(db: &Db) {
    let folder = BillDir::new();
    folder.write("v1.md", TEXT);
    apply(db, &read(&[folder.path()]).unwrap(), NOW).await.unwrap();
}

/// Keeps a text on top of the head, whatever it is.
async fn keep(db: &Db, text: &str) -> Revision {
    let mut tx = db.write().await.unwrap();
    working::hold(&mut tx, &slug()).await.unwrap();
    let head = working::head(&mut tx, &slug()).await.unwrap();
    let base = match &head {
        Some(head) => working::text(&mut tx, &slug(), head).await.unwrap(),
        None => String::new(),
    };
    let kind = if head.is_some() { RevisionKind::Typed } else { RevisionKind::Opened };
    let parent = head.as_ref().map(|it| (it, base.as_str()));
    let kept = working::add(&mut tx, &slug(), parent, &new(kind, text), NOW).await.unwrap();
    tx.commit().await.unwrap();
    kept
}

async fn text_of(db: &Db, number: u32) -> String {
    let mut tx = db.read().await.unwrap();
    let revision = working::get(&mut tx, &slug(), RevisionNumber::new(number).unwrap()).await.unwrap().unwrap();
    working::text(&mut tx, &slug(), &revision).await.unwrap()
}

stories! {
    async fn every_text_comes_back_as_it_was_kept(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let mut dice = Dice::new(7);
        let mut texts = vec![TEXT.to_owned()];
        keep(&db, TEXT).await;
        // More than are stored as spans in a row; now and then everything is written anew.
        for n in 1..150 {
            let mut text = texts[n - 1].clone();
            let places: Vec<usize> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
            let at = places[dice.below(places.len())];
            match dice.below(40) {
                0 => { text.truncate(at); }
                1 => text = format!("第{n}稿\n{TEXT}"),
                _ => text.insert_str(at, &format!("𠮷{n}\r\n")),
            }
            let kept = keep(&db, &text).await;
            assert_eq!(kept.number.get() as usize, n + 1);
            texts.push(text);
        }
        for (n, text) in (1..).zip(&texts) {
            assert_eq!(&text_of(&db, n).await, text, "{n}");
        }
        let mut tx = db.read().await.unwrap();
        let head = working::head(&mut tx, &slug()).await.unwrap().unwrap();
        assert_eq!(head.number.get() as usize, texts.len());
        let list = working::before(&mut tx, &slug(), 100, 10).await.unwrap();
        assert_eq!(list.iter().map(|it| it.number.get()).collect::<Vec<_>>(), (90..100).rev().collect::<Vec<_>>());
    }

    async fn what_is_kept_aside_is_never_the_draft(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let first = keep(&db, TEXT).await;
        let mut tx = db.write().await.unwrap();
        let aside = new(RevisionKind::Aside, "甲");
        let kept = working::add(&mut tx, &slug(), Some((&first, TEXT)), &aside, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let third = keep(&db, "乙").await;
        assert_eq!((kept.number.get(), third.number.get(), third.parent), (2, 3, Some(RevisionNumber::FIRST)));
        assert_eq!((text_of(&db, 2).await, text_of(&db, 3).await), ("甲".to_owned(), "乙".to_owned()));
        let since = working::since(&mut db.read().await.unwrap(), &slug(), first.number).await.unwrap();
        assert_eq!(since, [third]);
    }

    async fn nobody_changes_or_removes_a_revision_or_a_note(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        keep(&db, TEXT).await;
        note(&db, "老有所养", "甲").await;
        let sqlite = test.backend() == Backend::Sqlite;
        for (table, column, words) in [
            ("draft_revision", "remark", "revisions only grow"),
            ("draft_note", "words", "notes only grow"),
            ("draft_note_entry", "words", "notes only grow"),
        ] {
            let last = match table {
                "draft_revision" if sqlite => "insert or replace into draft_revision select * from draft_revision",
                "draft_note" if sqlite => "insert or replace into draft_note select * from draft_note",
                _ if sqlite => "insert or replace into draft_note_entry select * from draft_note_entry",
                "draft_revision" => "truncate draft_revision cascade",
                "draft_note" => "truncate draft_note cascade",
                _ => "truncate draft_note_entry",
            };
            let change: &'static str = format!("update {table} set {column} = 'x'").leak();
            let removal: &'static str = format!("delete from {table}").leak();
            for sql in [change, removal, last] {
                let error = test.meddle(sql).await.unwrap_err().to_string();
                assert!(error.contains(words) || error.contains("only grow"), "{sql}: {error}");
            }
        }
        assert_eq!(text_of(&db, 1).await, TEXT);
    }

    async fn a_text_that_somebody_changed_is_found_out(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        keep(&db, TEXT).await;
        let off: &'static str = match test.backend() {
            Backend::Sqlite => "drop trigger draft_revision_update; update draft_revision set whole = 'x'",
            Backend::Postgres => "alter table draft_revision disable trigger all; update draft_revision set whole = 'x'",
        };
        test.meddle(off).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let head = working::head(&mut tx, &slug()).await.unwrap().unwrap();
        let error = working::text(&mut tx, &slug(), &head).await.unwrap_err();
        assert!(matches!(error, StoreError::Contradiction { table: "draft_revision", .. }), "{error}");
    }

    async fn two_who_save_at_once_get_two_numbers(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        keep(&db, TEXT).await;
        let other = test.open().await;
        let (left, right) = tokio::join!(keep(&db, "甲"), keep(&other, "乙"));
        let mut numbers = [left.number.get(), right.number.get()];
        numbers.sort_unstable();
        assert_eq!(numbers, [2, 3]);
    }

    async fn notes_hang_on_their_words_and_say_what_was_answered(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        keep(&db, TEXT).await;
        let number = note(&db, "老有所养", "请核对").await;
        let moved = format!("前言\n\n{TEXT}");
        keep(&db, &moved).await;
        let mut tx = db.read().await.unwrap();
        let notes = working::notes(&mut tx, &slug()).await.unwrap();
        let [found] = notes.as_slice() else { panic!("one note") };
        assert_eq!((found.number, found.words.as_str(), found.is_done()), (number, "请核对", true));
        assert_eq!(found.entries.iter().map(|it| it.words.as_str()).collect::<Vec<_>>(), ["同意", ""]);
        let steps = working::steps(&mut tx, &slug(), found.revision).await.unwrap();
        let at = steps.iter().try_fold(found.anchor.start, |at, step| mapped(at, std::slice::from_ref(&step.1)));
        assert_eq!(found.anchor.find(&moved, at).map(|it| &moved[it.range()]), Some("老有所养"));
    }

    async fn people_are_there_until_they_fall_silent(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let seen = async |client: &str, now: Timestamp| {
            let mut tx = db.write().await.unwrap();
            let who = Present { client: client.to_owned(), by: by().1, path: "a1".to_owned() };
            working::seen(&mut tx, &slug(), &who, now).await.unwrap();
            tx.commit().await.unwrap();
        };
        let later = |seconds| NOW.checked_add(SignedDuration::from_secs(seconds)).unwrap();
        seen("first-tab", NOW).await;
        seen("second-tab", later(20)).await;
        seen("second-tab", later(21)).await;
        let clients = async |now| {
            let present = working::present(&mut db.read().await.unwrap(), &slug(), now).await.unwrap();
            present.into_iter().map(|it| it.client).collect::<Vec<_>>()
        };
        assert_eq!(clients(later(25)).await, ["first-tab", "second-tab"]);
        assert_eq!(clients(later(40)).await, ["second-tab"]);
        assert_eq!(clients(later(60)).await, Vec::<String>::new());
    }
}

/// A note on words of the first text, with a reply and a mark.
async fn note(db: &Db, quote: &str, words: &str) -> i64 {
    let start = TEXT.find(quote).unwrap();
    let anchor = Anchor::new(TEXT, Span::new(start, start + quote.len())).unwrap();
    let (person, by) = by();
    let mut tx = db.write().await.unwrap();
    working::hold(&mut tx, &slug()).await.unwrap();
    let first = RevisionNumber::FIRST;
    let number = working::add_note(&mut tx, &slug(), first, &anchor, words, (person, &by), NOW).await.unwrap();
    working::add_entry(&mut tx, &slug(), number, "同意", None, (person, &by), NOW).await.unwrap();
    working::add_entry(&mut tx, &slug(), number, "", Some(true), (person, &by), NOW).await.unwrap();
    tx.commit().await.unwrap();
    number
}
