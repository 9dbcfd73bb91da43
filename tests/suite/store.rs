//! The store, one story on either database.

use crate::support::db::{TestDb, stories};
use jiff::Timestamp;
use jiff::civil::date;
use kaimen::procedure::{
    Bill, BillKind, BillState, Channel, ConsultationNotice, Digest, Document, DocumentKind, Event, Reading, Stage,
    VersionFacts, VersionId,
};
use kaimen::store::{
    Backend, Db, SchemaState, StoreError, bills, consultations, contact_points, documents, events, migrate,
    schema_state, verify, versions,
};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);

fn bill() -> Bill {
    Bill {
        slug: "elderly-care".parse().unwrap(),
        title: "××市养老服务条例".to_owned(),
        kind: BillKind::Enact,
        example: true,
        jurisdiction: "××市".to_owned(),
        enactor: "××市人民代表大会常务委员会".to_owned(),
        sponsor: "××市人民政府".to_owned(),
        drafting_unit: "××市民政局".to_owned(),
        committee: None,
        summary: "老人有所养。".to_owned(),
        questions: vec!["“问”题一？".to_owned(), "问题二\\？".to_owned()],
        readings_required: Reading::new(2).unwrap(),
    }
}

fn facts(number: u16) -> VersionFacts {
    VersionFacts {
        id: VersionId::new(number).unwrap(),
        stage: Stage::Draft,
        label: "草案".to_owned(),
        reading: Reading::new(1).ok(),
        dated: date(2026, 4, 28),
        session: None,
    }
}

/// A bill with two sealed versions and an open one.
async fn filled(test: &TestDb) -> Db {
    let db = test.open().await;
    let mut tx = db.write().await.unwrap();
    bills::put(&mut tx, &bill()).await.unwrap();
    for number in 1..=3 {
        let text = format!("第一条　文本{number}𠀀。\r\n");
        versions::add(&mut tx, &bill().slug, &facts(number), &text).await.unwrap();
    }
    for number in 1..=2 {
        versions::seal(&mut tx, &bill(), VersionId::new(number).unwrap(), NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    db
}

stories! {
    async fn migrations_run_once_whoever_is_first(test: TestDb) {
        let db = Db::open(&test.target).await.unwrap();
        let state = schema_state(&mut db.read().await.unwrap()).await.unwrap();
        assert!(matches!(state, SchemaState::Behind(due) if due > 0), "{state:?}");
        let both = [Db::open(&test.target).await.unwrap(), db];
        let (first, second) = tokio::join!(migrate(&both[0], NOW), migrate(&both[1], NOW));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first.applied.min(second.applied), 0, "one of them found nothing to do");
        assert!(first.applied.max(second.applied) > 0);
        assert_eq!(schema_state(&mut both[0].read().await.unwrap()).await.unwrap(), SchemaState::Current);
        assert_eq!(migrate(&both[0], NOW).await.unwrap().applied, 0);
    }

    async fn a_database_of_a_newer_program_is_left_alone(test: TestDb) {
        let db = test.open().await;
        test.meddle("insert into migration values (999, '0999_later', 'x', 0)").await.unwrap();
        let error = migrate(&db, NOW).await.unwrap_err();
        assert!(matches!(&error, StoreError::Schema(why) if why.contains("999")), "{error}");
    }

    async fn what_is_written_is_read_back(test: TestDb) {
        let db = filled(&test).await;
        let mut tx = db.write().await.unwrap();
        let slug = bill().slug;
        let document = Document {
            name: "explanation".parse().unwrap(),
            kind: DocumentKind::Explanation,
            version: VersionId::new(1).ok(),
            title: "说明".to_owned(),
            author: "××市民政局".to_owned(),
            dated: date(2026, 4, 28),
            text_sha256: Digest::of("# 说明\n".as_bytes()),
        };
        documents::replace_all(&mut tx, &slug, &[(document.clone(), "# 说明\n".to_owned())]).await.unwrap();
        let happened = vec![
            Event { state: BillState::Planned, on: date(2026, 1, 20), by: "主任会议".to_owned(), version: None, note: None },
            Event {
                state: BillState::Reading(Reading::new(1).unwrap()),
                on: date(2026, 4, 28),
                by: "常委会会议".to_owned(),
                version: VersionId::new(1).ok(),
                note: Some("第一次审议".to_owned()),
            },
        ];
        events::replace_all(&mut tx, &slug, &happened).await.unwrap();
        let notice = ConsultationNotice {
            id: "elderly-care-v1".parse().unwrap(),
            title: "公告".to_owned(),
            opens: date(2026, 5, 6),
            closes: date(2026, 6, 10),
            channels: vec![
                Channel::Letter { address: "人民路".to_owned(), postcode: Some("000000".to_owned()), envelope: None },
                Channel::Email("fagongwei@example.invalid".to_owned()),
            ],
        };
        consultations::replace_all(&mut tx, &slug, std::slice::from_ref(&notice)).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.read().await.unwrap();
        assert_eq!(bills::all(&mut tx).await.unwrap(), [bill()]);
        assert_eq!(bills::get(&mut tx, &slug).await.unwrap(), Some(bill()));
        assert_eq!(bills::get(&mut tx, &"other".parse().unwrap()).await.unwrap(), None);
        assert_eq!(documents::of_bill(&mut tx, &slug).await.unwrap(), std::slice::from_ref(&document));
        assert_eq!(documents::get(&mut tx, &slug, &document.name).await.unwrap(), Some(document.clone()));
        assert_eq!(documents::text(&mut tx, &slug, &document.name).await.unwrap().as_deref(), Some("# 说明\n"));
        assert_eq!(events::of_bill(&mut tx, &slug).await.unwrap(), happened);
        assert_eq!(events::all(&mut tx).await.unwrap().len(), 2);
        assert_eq!(consultations::all(&mut tx).await.unwrap(), std::slice::from_ref(&notice));
        assert_eq!(consultations::get(&mut tx, &notice.id).await.unwrap(), Some(notice));
        assert_eq!(versions::all(&mut tx).await.unwrap().len(), 3);
        assert!(contact_points::all(&mut tx).await.unwrap().is_empty());
        let first = versions::get(&mut tx, &slug, VersionId::new(1).unwrap()).await.unwrap().unwrap();
        assert_eq!(first.facts, facts(1));
        assert_eq!(first.seal.map(|it| (it.sealed_at, it.predecessor)), Some((NOW, None)));
        let text = versions::text(&mut tx, &slug, first.id()).await.unwrap().unwrap();
        assert_eq!(text, "第一条　文本1𠀀。\r\n", "byte for byte");
        assert_eq!(first.text_sha256, Digest::of(text.as_bytes()));
    }

    async fn each_seal_holds_the_one_before_it(test: TestDb) {
        let db = filled(&test).await;
        let found = versions::of_bill(&mut db.read().await.unwrap(), &bill().slug).await.unwrap();
        let seals: Vec<_> = found.iter().map(|it| it.seal).collect();
        assert_eq!(seals[1].unwrap().predecessor, Some(seals[0].unwrap().chain));
        assert_eq!(seals[2], None);
        let report = verify::verify(&mut db.read().await.unwrap(), &[]).await.unwrap();
        assert_eq!((report.versions, report.broken.len()), (3, 0), "{:?}", report.broken);
        assert!(report.guarded);
    }

    async fn the_store_refuses_to_touch_a_sealed_version(test: TestDb) {
        let db = filled(&test).await;
        let mut tx = db.write().await.unwrap();
        let slug = bill().slug;
        let second = VersionId::new(2).unwrap();
        assert!(matches!(versions::replace(&mut tx, &slug, &facts(2), "x").await, Err(StoreError::Sealed)));
        assert!(matches!(versions::remove(&mut tx, &slug, second).await, Err(StoreError::Sealed)));
        assert!(matches!(versions::seal(&mut tx, &bill(), second, NOW).await, Err(StoreError::Sealed)));
        versions::replace(&mut tx, &slug, &facts(3), "新的文本").await.expect("an open version may be replaced");
        versions::remove(&mut tx, &slug, VersionId::new(3).unwrap()).await.expect("and removed");
    }

    async fn the_database_itself_refuses_to_touch_a_sealed_version(test: TestDb) {
        let db = filled(&test).await;
        let mut attempts = vec![
            "update version set text = 'x' where bill = 'elderly-care' and number = 1",
            "update version set sealed_at = null, predecessor = null, chain = null where number = 2",
            "update version set number = 9 where number = 1",
            "delete from version where number = 1",
            "delete from version",
        ];
        match test.backend() {
            Backend::Sqlite => attempts.push(
                "insert or replace into version (bill, number, stage, label, dated, text, text_sha256) \
                 select bill, number, stage, label, dated, 'x', text_sha256 from version where number = 1",
            ),
            Backend::Postgres => attempts.extend(["truncate version cascade", "truncate bill cascade"]),
        }
        for attempt in attempts {
            let error = test.meddle(attempt).await.expect_err(attempt).to_string();
            assert!(error.contains("kaimen: sealed version"), "{attempt}: {error}");
        }
        let report = verify::verify(&mut db.read().await.unwrap(), &[]).await.unwrap();
        assert_eq!((report.versions, report.broken.len()), (3, 0));
    }

    async fn verify_names_the_version_that_was_tampered_with(test: TestDb) {
        let db = filled(&test).await;
        test.meddle(match test.backend() {
            Backend::Sqlite => "drop trigger version_sealed_update",
            Backend::Postgres => "alter table version disable trigger version_sealed_update",
        }).await.unwrap();
        let report = verify::verify(&mut db.read().await.unwrap(), &[]).await.unwrap();
        assert!(report.broken.is_empty() && !report.guarded, "the missing guard alone is seen");
        for (tamper, parts) in [
            ("update version set text = text || 'x' where number = 1", &["v1"][..]),
            ("update version set label = '修改稿' where number = 2", &["v1", "v2"]),
            ("update version set predecessor = null where number = 2", &["v1", "v2"]),
        ] {
            test.meddle(tamper).await.unwrap();
            let report = verify::verify(&mut db.read().await.unwrap(), &[]).await.unwrap();
            let mut found: Vec<&str> = report.broken.iter().map(|it| it.part.as_str()).collect();
            found.dedup();
            assert_eq!(found, parts, "{tamper}: {:?}", report.broken);
        }
    }

    async fn a_reader_cannot_write_and_sees_one_state(test: TestDb) {
        let db = filled(&test).await;
        let mut reader = db.read().await.unwrap();
        assert!(bills::put(&mut reader, &bill()).await.is_err());
        drop(reader);
        let mut reader = db.read().await.unwrap();
        assert_eq!(bills::all(&mut reader).await.unwrap().len(), 1);
        let mut writer = db.write().await.unwrap();
        let other = Bill { slug: "other".parse().unwrap(), ..bill() };
        bills::put(&mut writer, &other).await.unwrap();
        writer.commit().await.unwrap();
        assert_eq!(bills::all(&mut reader).await.unwrap().len(), 1, "the state of its beginning");
        drop(reader);
        assert_eq!(bills::all(&mut db.read().await.unwrap()).await.unwrap().len(), 2);
    }

    async fn a_dropped_transaction_changes_nothing(test: TestDb) {
        let db = test.open().await;
        let mut tx = db.write().await.unwrap();
        bills::put(&mut tx, &bill()).await.unwrap();
        drop(tx);
        assert!(bills::all(&mut db.read().await.unwrap()).await.unwrap().is_empty());
    }

    async fn a_row_that_makes_no_sense_is_named(test: TestDb) {
        let db = filled(&test).await;
        test.meddle("update bill set kind = 'magic'").await.unwrap();
        let error = bills::all(&mut db.read().await.unwrap()).await.unwrap_err().to_string();
        assert!(error.contains("bill") && error.contains("elderly-care") && error.contains("magic"), "{error}");
    }
}
