//! The record of what was done: it only grows, its chain names what was tampered with, and only 审计员 read it.

use crate::support::cli::kaimen;
use crate::support::db::{TestDb, stories};
use crate::support::site::{TestSite, encoded, post_of};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use kaimen::procedure::audit::{Actor, Anchor, Break, Deed, EntryNumber, NewEntry, ObjectKind};
use kaimen::procedure::person::{Person, PersonId, Role};
use kaimen::store::audit::{AuditReport, Filter, add, head, page, verify};
use kaimen::store::{Backend, Db, StoreError};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);

fn person(number: i64, name: &str) -> Person {
    let login = format!("person-{number}").parse().unwrap();
    Person { id: PersonId::new(number).unwrap(), login, name: name.to_owned(), active: true }
}

fn entry(by: &str, number: i64, deed: Deed, object: &str) -> NewEntry {
    let by = Actor::acting(&person(number, by), &post_of(Role::LegCommission, ""));
    NewEntry::new(by, deed).on(ObjectKind::Bill, object).saying("经主任会议")
}

/// Five entries, an hour apart.
async fn filled(test: &TestDb) -> Db {
    let db = test.open().await;
    let mut tx = db.write().await.unwrap();
    let all = [
        NewEntry::new(Actor::unknown(), Deed::SignInFailed),
        entry("王某", 1, Deed::SignedIn, ""),
        entry("王某", 1, Deed::BillAdvanced, "noise"),
        entry("李某", 2, Deed::BillAdvanced, "elderly-care"),
        entry("李某", 2, Deed::SignedOut, ""),
    ];
    for (hours, it) in (0..).zip(&all) {
        add(&mut tx, it, NOW + SignedDuration::from_hours(hours)).await.unwrap();
    }
    tx.commit().await.unwrap();
    db
}

async fn checked(db: &Db, anchors: &[Anchor]) -> AuditReport {
    verify(&mut db.read().await.unwrap(), anchors).await.unwrap()
}

async fn last(db: &Db) -> Anchor {
    head(&mut db.read().await.unwrap()).await.unwrap().unwrap()
}

/// Statements past the triggers, which are put back afterwards.
async fn behind(test: &TestDb, sqlite: &'static str, postgres: &'static str) {
    match test.backend() {
        Backend::Sqlite => test.meddle(sqlite).await.unwrap(),
        Backend::Postgres => test.meddle(postgres).await.unwrap(),
    }
}

/// The same statement on either database.
macro_rules! meddled {
    ($test:expr, $sql:literal) => {
        behind(
            $test,
            concat!(
                "drop trigger audit_update; drop trigger audit_delete; drop trigger audit_replace; ",
                $sql,
                "; create trigger audit_update before update on audit begin select raise(abort, 'kaimen'); end; ",
                "create trigger audit_delete before delete on audit begin select raise(abort, 'kaimen'); end; ",
                "create trigger audit_replace before insert on audit ",
                "when exists (select 1 from audit a where a.number = new.number) ",
                "begin select raise(abort, 'kaimen'); end;"
            ),
            concat!("alter table audit disable trigger user; ", $sql, "; alter table audit enable trigger user"),
        )
    };
}

stories! {
    async fn the_record_only_grows(test: TestDb) {
        let db = filled(&test).await;
        for sql in ["update audit set details = 'x'", "delete from audit where number = 5", "delete from audit"] {
            let refused = test.meddle(sql).await.unwrap_err().to_string();
            assert!(refused.contains("the audit record only grows"), "{refused}");
        }
        if test.backend() == Backend::Postgres {
            assert!(test.meddle("truncate audit").await.is_err());
        }
        assert!(test.meddle("insert or replace into audit select * from audit where number = 1").await.is_err());
        let whole = checked(&db, &[]).await;
        assert_eq!((whole.entries, whole.broken, whole.guarded), (5, None, true));
        assert_eq!(whole.head, Some(last(&db).await));
    }

    async fn an_entry_lasts_with_what_it_is_about_or_not_at_all(test: TestDb) {
        let db = filled(&test).await;
        let mut tx = db.write().await.unwrap();
        assert_eq!(add(&mut tx, &entry("王某", 1, Deed::Exported, "noise"), NOW).await.unwrap().get(), 6);
        drop(tx);
        assert_eq!(last(&db).await.number.get(), 5);
    }

    async fn a_changed_row_is_named(test: TestDb) {
        let db = filled(&test).await;
        meddled!(&test, "update audit set organ = '法制委' where number = 3").await;
        let found = checked(&db, &[]).await;
        assert_eq!((found.entries, found.broken, found.guarded), (2, Some(Break::Changed(3)), true));
    }

    async fn every_column_is_under_the_hash(test: TestDb) {
        let db = filled(&test).await;
        meddled!(&test, "update audit set at = at + 1 where number = 4").await;
        assert_eq!(checked(&db, &[]).await.broken, Some(Break::Changed(4)));
        meddled!(&test, "update audit set at = at - 1, deed = 'no such deed' where number = 4").await;
        assert_eq!(checked(&db, &[]).await.broken, Some(Break::Changed(4)), "also where it is no entry any more");
        meddled!(&test, "update audit set deed = 'bill_advanced', person = null where number = 4").await;
        assert_eq!(checked(&db, &[]).await.broken, Some(Break::Changed(4)));
        meddled!(&test, "update audit set person = 2 where number = 4").await;
        assert_eq!(checked(&db, &[]).await.broken, None, "all is as it was");
    }

    async fn a_removed_row_is_named(test: TestDb) {
        let db = filled(&test).await;
        meddled!(&test, "delete from audit where number in (2, 3)").await;
        assert_eq!(checked(&db, &[]).await.broken, Some(Break::Removed(2, 3)));
    }

    async fn rows_that_were_moved_up_are_named(test: TestDb) {
        let db = filled(&test).await;
        meddled!(&test, "delete from audit where number = 4; update audit set number = 4 where number = 5").await;
        assert_eq!(checked(&db, &[]).await.broken, Some(Break::Changed(4)));
    }

    async fn a_row_that_was_put_in_is_named(test: TestDb) {
        let db = filled(&test).await;
        test.meddle("insert into audit select 6, at, person, name, organ, deed, object_kind, object, details, previous, \
                     hash from audit where number = 5").await.unwrap();
        assert_eq!(checked(&db, &[]).await.broken, Some(Break::Changed(6)));
    }

    async fn a_cut_tail_is_seen_by_whoever_kept_the_last_entry(test: TestDb) {
        let db = filled(&test).await;
        let kept = last(&db).await;
        meddled!(&test, "delete from audit where number > 3").await;
        assert_eq!(checked(&db, &[]).await.broken, None, "nothing in the database knows of it");
        assert_eq!(checked(&db, &[kept]).await.broken, Some(Break::Truncated(3, 5)));
        let mut tx = db.write().await.unwrap();
        for _ in 0..2 {
            add(&mut tx, &entry("王某", 1, Deed::Exported, "noise"), NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(checked(&db, &[kept]).await.broken, Some(Break::Rewritten(5)), "others stand in its place");
    }

    async fn triggers_that_are_missing_are_told(test: TestDb) {
        let db = filled(&test).await;
        behind(&test, "drop trigger audit_delete", "alter table audit disable trigger audit_update").await;
        let found = checked(&db, &[]).await;
        assert_eq!((found.broken, found.guarded), (None, false));
    }

    async fn entries_are_found_by_person_deed_object_and_day(test: TestDb) {
        let db = filled(&test).await;
        let mut tx = db.read().await.unwrap();
        let mut numbers = async |filter: Filter, before: Option<i64>, most: usize| {
            let before = before.map(|it| EntryNumber::new(it).unwrap());
            let found = page(&mut tx, &filter, before, most).await.unwrap();
            found.iter().map(|it| it.number.get()).collect::<Vec<_>>()
        };
        let hours = |it| Some(NOW + SignedDuration::from_hours(it));
        assert_eq!(numbers(Filter::default(), None, 10).await, [5, 4, 3, 2, 1]);
        assert_eq!(numbers(Filter::default(), None, 2).await, [5, 4]);
        assert_eq!(numbers(Filter::default(), Some(4), 2).await, [3, 2]);
        assert_eq!(numbers(Filter { person: PersonId::new(1).ok(), ..Filter::default() }, None, 10).await, [3, 2]);
        let advanced = Filter { deed: Some(Deed::BillAdvanced), ..Filter::default() };
        assert_eq!(numbers(advanced.clone(), None, 10).await, [4, 3]);
        let object = Some("noise".to_owned());
        assert_eq!(numbers(Filter { kind: Some(ObjectKind::Bill), object, ..advanced }, None, 10).await, [3]);
        assert_eq!(numbers(Filter { from: hours(1), until: hours(3), ..Filter::default() }, None, 10).await, [3, 2]);
    }

    async fn two_who_write_at_once_stand_in_one_chain(test: TestDb) {
        let db = filled(&test).await;
        let write = async |deed: Deed| {
            for _ in 0..10 {
                let mut tx = db.write().await?;
                add(&mut tx, &entry("王某", 1, deed, "noise"), NOW).await?;
                tx.commit().await?;
            }
            Ok::<(), StoreError>(())
        };
        let (one, other) = tokio::join!(write(Deed::Exported), write(Deed::SignedIn));
        one.unwrap();
        other.unwrap();
        let whole = checked(&db, &[]).await;
        assert_eq!((whole.entries, whole.broken), (25, None));
    }
}

/// A site with the bill, and the same for the auditor.
async fn watched() -> (TestSite, TestSite) {
    let site = TestSite::with_desk().await;
    let auditor = site.signed_in("shenji", "审某", &post_of(Role::Auditor, "")).await;
    (site, auditor)
}

async fn deeds(site: &TestSite) -> Vec<(Deed, String)> {
    let mut tx = site.db.read().await.unwrap();
    let all = page(&mut tx, &Filter::default(), None, 100).await.unwrap();
    all.into_iter().rev().map(|it| (it.entry.deed(), format!("{} {}", it.entry.object(), it.entry.details()))).collect()
}

#[tokio::test]
async fn only_the_auditor_reads_the_record() {
    let (site, auditor) = watched().await;
    for path in ["/admin/audit", "/admin/audit.csv"] {
        assert_eq!(auditor.get(path).await.status, StatusCode::OK, "{path}");
        assert_eq!(site.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(site.signed_out().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(auditor.post(path, "").await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}: nobody changes it");
    }
    let administrator = site.signed_in("guanli", "管某", &post_of(Role::Administrator, "")).await;
    assert_eq!(administrator.get("/admin/audit").await.status, StatusCode::FORBIDDEN);
    assert!(auditor.get("/").await.body.contains("href=\"/admin/audit\""));
    assert!(!site.get("/").await.body.contains("href=\"/admin/audit\""));
}

#[tokio::test]
async fn what_is_done_at_the_desk_is_recorded_with_who_and_as_which_organ() {
    let (site, auditor) = watched().await;
    let pair = "/desk/bills/noise/compare/v1..v2";
    let seen = crate::support::site::hidden(&site.get(pair).await.body, "seen");
    let form = encoded(&[("old", "1"), ("new", "1"), ("seen", &seen)]);
    assert_eq!(site.post(&format!("{pair}/corrections"), &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/desk/bills/noise/decision/v1..v2.docx").await.status, StatusCode::OK);
    assert_eq!(site.post("/sign-out", "").await.status, StatusCode::SEE_OTHER);
    let recorded = deeds(&site).await;
    let expected = [Deed::AlignmentCorrected, Deed::Exported, Deed::SignedOut];
    assert_eq!(recorded.iter().map(|it| it.0).collect::<Vec<_>>(), expected, "{recorded:?}");
    assert_eq!(recorded[1].1, "noise/v1..v2 修改决定，docx");
    let body = auditor.get("/admin/audit").await.body;
    for words in ["王某（法工委）", "核对条文对应", "对照 noise/v1..v2", "2026年11月23日（星期一）", "第3号"]
    {
        assert!(body.contains(words), "{words}\n{body}");
    }
}

#[tokio::test]
async fn filters_keep_what_was_asked_and_say_what_is_wrong() {
    let (site, auditor) = watched().await;
    site.get("/desk/bills/noise/decision/v1..v2.docx").await;
    let found = auditor.get("/admin/audit?deed=exported&from=2026-11-23&until=2026-11-23").await;
    assert!(found.body.contains("id=\"e1\"") && found.body.contains("value=\"exported\" selected"), "{}", found.body);
    assert!(found.body.contains("/admin/audit.csv?from=2026-11-23&#38;until=2026-11-23&#38;deed=exported"));
    for nothing in ["?deed=signed_in", "?from=2026-11-24", "?until=2026-11-22", "?person=7", "?object=x", "?before=1"] {
        let answer = auditor.get(&format!("/admin/audit{nothing}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{nothing}");
        assert!(answer.body.contains("没有符合条件的记录"), "{nothing}");
    }
    for (wrong, words) in [
        ("?from=yesterday", "请写成2026-11-23这样的日期"),
        ("?from=2026-11-23&until=2026-11-22", "结束日期早于开始日期"),
        ("?deed=theft", "请从列表中选择"),
        ("?person=0", "请从列表中选择"),
    ] {
        let answer = auditor.get(&format!("/admin/audit{wrong}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.body.contains(words), "{wrong}");
    }
}

#[tokio::test]
async fn older_entries_stand_on_further_pages() {
    let (site, auditor) = watched().await;
    let mut tx = site.db.write().await.unwrap();
    for _ in 0..230 {
        add(&mut tx, &entry("王某", 1, Deed::SignedIn, ""), NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (mut path, mut seen) = ("/admin/audit?deed=signed_in".to_owned(), 0);
    for _ in 0..3 {
        let body = auditor.get(&path).await.body;
        seen += body.matches("class=\"km-audit__row\"").count();
        let next = body.split("rel=\"next\" href=\"").nth(1).and_then(|it| it.split('"').next());
        path = next.unwrap_or_default().replace("&#38;", "&");
    }
    assert_eq!((seen, path.as_str()), (230, ""));
}

#[tokio::test]
async fn the_table_has_no_formulas_and_taking_it_is_recorded() {
    let (site, auditor) = watched().await;
    let mut tx = site.db.write().await.unwrap();
    let evil = entry("王某", 1, Deed::Exported, "noise").saying("=HYPERLINK(\"http://evil.example\")");
    add(&mut tx, &evil, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let answer = auditor.get("/admin/audit.csv").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(answer.header("content-disposition").contains("kaimen-audit-2026-11-23.csv"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.body.starts_with("\u{feff}\"编号\",\"时间\""), "{}", answer.body);
    assert!(answer.body.contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\""), "{}", answer.body);
    assert_eq!(deeds(&site).await.last().unwrap().0, Deed::Exported);
}

#[test]
fn the_command_names_the_row_and_knows_what_was_kept_outside() {
    let folder = crate::support::bill::BillDir::new();
    assert_eq!(kaimen(folder.parent(), &["import", "elderly-care"]).code, 0);
    let database = folder.parent().join("var/kaimen.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let kept = runtime.block_on(async {
        let db = Db::open(&kaimen::store::Target::Sqlite(database.clone())).await.unwrap();
        let mut tx = db.write().await.unwrap();
        for _ in 0..3 {
            add(&mut tx, &entry("王某", 1, Deed::SignedIn, ""), NOW).await.unwrap();
        }
        let kept = head(&mut tx).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        db.close().await;
        kept
    });
    let good = kaimen(folder.parent(), &["verify", "--audit-anchor", &kept.to_string()]);
    assert_eq!(good.code, 0, "{good:?}");
    assert!(good.out.contains(&format!("审计记录末值 {kept}")), "{good:?}");
    runtime.block_on(async {
        use sqlx::{ConnectOptions as _, Executor as _};
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&database);
        let sql = "drop trigger audit_update; update audit set name = '张某' where number = 2";
        options.connect().await.unwrap().execute(sqlx::raw_sql(sql)).await.unwrap();
    });
    let bad = kaimen(folder.parent(), &["verify"]);
    assert_eq!(bad.code, 1, "{bad:?}");
    assert!(bad.err.contains("第2号记录被改动过") && bad.err.contains("触发器缺失"), "{bad:?}");
    assert_eq!(kaimen(folder.parent(), &["verify", "--audit-anchor", "x"]).code, 2);
}
