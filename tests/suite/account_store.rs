//! Accounts in the store, on either database: what is good once is good once, also for two who ask at the same time.

use crate::support::db::{TestDb, stories};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use kaimen::procedure::Digest;
use kaimen::procedure::account::{Patience, Purpose};
use kaimen::procedure::person::{PersonId, Post, Role};
use kaimen::store::directory::{self, Attempt, AttemptId};
use kaimen::store::invitations::Invitation;
use kaimen::store::{Db, accounts, attempts, invitations, pending, people, sessions};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const PATIENCE: Patience = Patience { free: 5, first: SignedDuration::from_secs(30), forgives: None };

fn digest(words: &str) -> Digest {
    Digest::of(words.as_bytes())
}

async fn somebody(db: &Db) -> PersonId {
    let mut tx = db.write().await.unwrap();
    let id = people::add(&mut tx, &"wangmou".parse().unwrap(), "王某", NOW).await.unwrap();
    let post = Post::new(Role::Administrator, "", None).unwrap();
    people::appoint(&mut tx, id, &post, date(2026, 1, 1), Some(date(2026, 12, 31))).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn link(token: &str, person: Option<PersonId>, purpose: Purpose) -> Invitation {
    let expires_at = NOW.checked_add(SignedDuration::from_hours(1)).unwrap();
    Invitation { token: digest(token), purpose, person, made_by: None, expires_at }
}

stories! {
    async fn of_two_who_use_the_same_number_code_or_link_one_succeeds(database: TestDb) {
        let db = database.open().await;
        let id = somebody(&db).await;
        let mut tx = db.write().await.unwrap();
        accounts::set_recovery_codes(&mut tx, id, &[digest("a"), digest("b")]).await.unwrap();
        invitations::add(&mut tx, &link("l", Some(id), Purpose::NewPassword), NOW).await.unwrap();
        tx.commit().await.unwrap();
        let attempt = async || {
            let mut tx = db.write().await.unwrap();
            let step = accounts::use_step(&mut tx, id, 100).await.unwrap();
            let code = accounts::use_recovery_code(&mut tx, id, digest("a"), NOW).await.unwrap();
            let link = invitations::use_up(&mut tx, digest("l"), NOW).await.unwrap();
            tx.commit().await.unwrap();
            [step, code, link]
        };
        let (one, two) = tokio::join!(attempt(), attempt());
        for which in 0..3 {
            assert!(one[which] != two[which], "{one:?} {two:?}");
        }
        let mut tx = db.write().await.unwrap();
        assert!(!accounts::use_step(&mut tx, id, 99).await.unwrap(), "an earlier one");
        assert!(!accounts::set_second_factor(&mut tx, id, "sealed", 100).await.unwrap());
        assert!(accounts::set_second_factor(&mut tx, id, "sealed", 101).await.unwrap());
        assert_eq!(accounts::recovery_codes_left(&mut tx, id).await.unwrap(), 1);
        accounts::clear_second_factor(&mut tx, id).await.unwrap();
        assert_eq!(accounts::recovery_codes_left(&mut tx, id).await.unwrap(), 0);
        assert!(!accounts::use_step(&mut tx, id, 101).await.unwrap(), "what was used stays used");
    }

    async fn an_attempt_at_the_directory_is_good_once_and_an_account_there_belongs_to_one_person(database: TestDb) {
        let db = database.open().await;
        let id = somebody(&db).await;
        let away = |token, state| AttemptId { token: digest(token), state: digest(state) };
        let attempt = Attempt { sealed: "sealed".to_owned(), wanted: "/desk".to_owned(), person: Some(id) };
        let mut tx = db.write().await.unwrap();
        for token in ["t", "late", "closed"] {
            directory::begin(&mut tx, away(token, "s"), &attempt, NOW).await.unwrap();
        }
        assert_eq!(directory::take(&mut tx, away("t", "other"), NOW).await.unwrap(), None, "another state");
        let later = NOW.checked_add(SignedDuration::from_secs(1)).unwrap();
        assert_eq!(directory::take(&mut tx, away("late", "s"), later).await.unwrap(), None);
        tx.commit().await.unwrap();
        let take = async || {
            let mut tx = db.write().await.unwrap();
            let found = directory::take(&mut tx, away("t", "s"), NOW).await.unwrap();
            tx.commit().await.unwrap();
            found
        };
        let (one, two) = tokio::join!(take(), take());
        assert_eq!(one.is_some() as u8 + two.is_some() as u8, 1);
        assert_eq!(one.or(two), Some(attempt));

        let mut tx = db.write().await.unwrap();
        accounts::close(&mut tx, id).await.unwrap();
        assert_eq!(directory::take(&mut tx, away("closed", "s"), NOW).await.unwrap(), None);
        assert_eq!(directory::end_old(&mut tx, later).await.unwrap(), 0);
        let other = people::add(&mut tx, &"limou".parse().unwrap(), "李某", NOW).await.unwrap();
        assert!(directory::tie(&mut tx, "a", "1", id, NOW).await.unwrap());
        assert!(!directory::tie(&mut tx, "a", "1", other, NOW).await.unwrap(), "it is somebody's");
        assert!(!directory::tie(&mut tx, "a", "2", id, NOW).await.unwrap(), "he has one");
        assert!(directory::tie(&mut tx, "b", "1", id, NOW).await.unwrap(), "another issuer names others");
        assert_eq!(directory::whose(&mut tx, "a", "1").await.unwrap(), Some(id));
        assert_eq!(directory::whose(&mut tx, "a", "2").await.unwrap(), None);
        assert!(directory::is_tied(&mut tx, "a", id).await.unwrap());
        assert!(!directory::is_tied(&mut tx, "a", other).await.unwrap());
        assert!(directory::untie(&mut tx, id).await.unwrap() && !directory::untie(&mut tx, id).await.unwrap());
        assert_eq!(directory::whose(&mut tx, "b", "1").await.unwrap(), None);
        tx.commit().await.unwrap();
    }

    async fn closing_an_account_takes_everything_along(database: TestDb) {
        let db = database.open().await;
        let id = somebody(&db).await;
        let mut tx = db.write().await.unwrap();
        let (day, late) = (date(2026, 11, 23), date(2027, 1, 1));
        assert!(accounts::holders(&mut tx, Role::Administrator, day).await.unwrap().is_empty(), "no password yet");
        accounts::set_password(&mut tx, id, "hash").await.unwrap();
        assert_eq!(accounts::holders(&mut tx, Role::Administrator, day).await.unwrap(), [id]);
        assert!(accounts::holders(&mut tx, Role::Administrator, late).await.unwrap().is_empty(), "expired");
        sessions::add(&mut tx, digest("s"), id, None, NOW).await.unwrap();
        sessions::describe(&mut tx, digest("s"), "火狐浏览器").await.unwrap();
        pending::add(&mut tx, digest("p"), id, NOW).await.unwrap();
        assert_eq!(pending::get(&mut tx, digest("p"), NOW).await.unwrap(), Some(id));
        invitations::add(&mut tx, &link("l", Some(id), Purpose::Renew), NOW).await.unwrap();
        assert_eq!(sessions::of_person(&mut tx, id).await.unwrap()[0].device.as_deref(), Some("火狐浏览器"));
        assert!(accounts::close(&mut tx, id).await.unwrap() && !accounts::close(&mut tx, id).await.unwrap());
        assert!(sessions::of_person(&mut tx, id).await.unwrap().is_empty());
        assert_eq!(pending::get(&mut tx, digest("p"), NOW).await.unwrap(), None);
        assert!(invitations::of_person(&mut tx, id, NOW).await.unwrap().is_none());
        assert!(accounts::holders(&mut tx, Role::Administrator, day).await.unwrap().is_empty());
        assert!(accounts::open(&mut tx, id).await.unwrap() && !accounts::open(&mut tx, id).await.unwrap());
    }

    async fn there_is_one_link_for_each_and_it_ends(database: TestDb) {
        let db = database.open().await;
        let id = somebody(&db).await;
        let mut tx = db.write().await.unwrap();
        for token in ["one", "two"] {
            invitations::add(&mut tx, &link(token, Some(id), Purpose::Join), NOW).await.unwrap();
            invitations::add(&mut tx, &link(&format!("first {token}"), None, Purpose::FirstAdministrator), NOW).await.unwrap();
        }
        for (token, there) in [("one", false), ("two", true), ("first one", false), ("first two", true)] {
            assert_eq!(invitations::get(&mut tx, digest(token), NOW).await.unwrap().is_some(), there, "{token}");
        }
        let late = NOW.checked_add(SignedDuration::from_hours(1)).unwrap();
        assert!(invitations::get(&mut tx, digest("two"), late).await.unwrap().is_none());
        assert!(!invitations::use_up(&mut tx, digest("two"), late).await.unwrap());
    }

    async fn failures_are_counted_taken_back_and_forgotten(database: TestDb) {
        let db = database.open().await;
        let mut tx = db.write().await.unwrap();
        attempts::hold(&mut tx).await.unwrap();
        for _ in 0..3 {
            attempts::count(&mut tx, digest("a"), &PATIENCE, NOW).await.unwrap();
        }
        attempts::take_back(&mut tx, digest("a")).await.unwrap();
        assert_eq!(attempts::get(&mut tx, digest("a")).await.unwrap().map(|it| it.count), Some(2));
        attempts::forget(&mut tx, digest("a")).await.unwrap();
        assert_eq!(attempts::get(&mut tx, digest("a")).await.unwrap(), None);
    }
}
