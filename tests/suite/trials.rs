//! Trials (试改文本), on either database: they take no number from a reading, only grow, and no import knows of them.

use crate::support::bill::BillDir;
use crate::support::db::{TestDb, stories};
use jiff::Timestamp;
use kaimen::cli::import::{apply, read};
use kaimen::procedure::correction::Signer;
use kaimen::procedure::trial::{NewTrial, TrialId};
use kaimen::procedure::{Digest, Slug, VersionId};
use kaimen::store::{Db, trials, versions};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const TEXT: &str = "# ××市养老服务条例\n\n（草案）\n\n第一条　为了老有所养，制定本条例。\n";

fn slug() -> Slug {
    "elderly-care".parse().unwrap()
}

fn trial(label: &str) -> NewTrial {
    NewTrial {
        bill: slug(),
        base: VersionId::new(1).unwrap(),
        base_sha256: Digest::of(TEXT.as_bytes()),
        label: label.to_owned(),
        decision: "一、将第一条修改为：“为了老有所乐，制定本条例。”".to_owned(),
        text: TEXT.replace("老有所养", "老有所乐"),
        by: Signer::new("王某", "法工委").unwrap(),
    }
}

async fn import(db: &Db) {
    let folder = BillDir::new();
    folder.write("v1.md", TEXT);
    apply(db, &read(&[folder.path()]).unwrap(), NOW).await.unwrap();
}

async fn keep(db: &Db, label: &str) -> TrialId {
    let mut tx = db.write().await.unwrap();
    let id = trials::add(&mut tx, &trial(label), NOW).await.unwrap();
    tx.commit().await.unwrap();
    id
}

stories! {
    async fn what_was_kept_comes_back_and_takes_no_number_from_a_reading(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let before = versions::of_bill(&mut db.read().await.unwrap(), &slug()).await.unwrap();
        let (first, second) = (keep(&db, "甲").await, keep(&db, "乙").await);
        assert_eq!((first.number(), second.number()), (1, 2));
        import(&db).await;
        let mut tx = db.read().await.unwrap();
        assert_eq!(versions::of_bill(&mut tx, &slug()).await.unwrap(), before);
        let kept = trials::get(&mut tx, &slug(), second).await.unwrap().unwrap();
        assert_eq!(kept.kept, trial("乙"));
        assert_eq!((kept.text_sha256, kept.kept_at), (Digest::of(kept.kept.text.as_bytes()), NOW));
        let labels: Vec<String> = trials::all(&mut tx).await.unwrap().into_iter().map(|it| it.label).collect();
        assert_eq!(labels, ["甲", "乙"]);
    }

    async fn nobody_changes_or_removes_one(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        keep(&db, "甲").await;
        let replace = "insert or replace into trial select * from trial";
        let last = if test.backend() == kaimen::store::Backend::Sqlite { replace } else { "truncate trial" };
        for sql in ["update trial set label = 'x'", "delete from trial", last] {
            let error = test.meddle(sql).await.unwrap_err().to_string();
            assert!(error.contains("trials only grow"), "{sql}: {error}");
        }
        let mut tx = db.read().await.unwrap();
        assert_eq!(trials::get(&mut tx, &slug(), TrialId::new(1).unwrap()).await.unwrap().unwrap().kept, trial("甲"));
    }

    async fn two_at_once_get_two_numbers(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let other = test.open().await;
        let (left, right) = tokio::join!(keep(&db, "甲"), keep(&other, "乙"));
        assert_ne!(left, right);
    }
}
