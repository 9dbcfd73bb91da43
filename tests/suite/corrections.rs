//! Corrections of the comparison, on either database: they only grow, and no import takes one away.

use crate::support::bill::BillDir;
use crate::support::db::{TestDb, stories};
use jiff::Timestamp;
use kaimen::cli::import::{apply, read};
use kaimen::law::compare::{Assertion, Options, compare, compare_with};
use kaimen::law::parse::parse;
use kaimen::law::statute::Statute;
use kaimen::procedure::correction::{
    Articles, Correction, CorrectionId, CorrectionKind, End, Pair, Signer, Standing, Why, correct, judge,
};
use kaimen::procedure::{Slug, VersionId};
use kaimen::store::{Db, StoreError, corrections, versions};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const LATER: Timestamp = Timestamp::constant(1_800_000_000, 0);

fn slug() -> Slug {
    "elderly-care".parse().unwrap()
}

fn pair() -> Pair {
    Pair::new(slug(), VersionId::new(1).unwrap(), VersionId::new(2).unwrap()).unwrap()
}

fn signer() -> Signer {
    Signer::new("王某", "法工委").unwrap()
}

async fn import(db: &Db, folder: &BillDir) {
    let package = read(&[folder.path()]).unwrap();
    apply(db, &package, NOW).await.unwrap();
}

/// The two texts as they are stored now; one that is not there has no articles.
async fn texts(db: &Db) -> (Statute, Statute) {
    let mut tx = db.read().await.unwrap();
    let old = versions::text(&mut tx, &slug(), pair().old()).await.unwrap().unwrap_or_default();
    let new = versions::text(&mut tx, &slug(), pair().new_version()).await.unwrap().unwrap_or_default();
    (parse(&old).statute, parse(&new).statute)
}

async fn log(db: &Db) -> Vec<Correction> {
    corrections::of_pair(&mut db.read().await.unwrap(), &pair()).await.unwrap()
}

/// Says that these old articles became these new ones.
async fn say(db: &Db, old_at: &[usize], new_at: &[usize], note: &str) -> CorrectionId {
    let (old, new) = texts(db).await;
    let rows = compare(&old, &new).rows;
    let (old, new) = (Articles::of(&old), Articles::of(&new));
    let log = log(db).await;
    let standing = Standing { pair: &pair(), old: &old, new: &new, log: &log, rows: &rows };
    let claim = Assertion { old: old_at.to_vec(), new: new_at.to_vec() };
    let made = correct(standing, &claim, signer(), note).unwrap();
    let mut tx = db.write().await.unwrap();
    let id = corrections::add(&mut tx, &made, NOW).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Standing assertions, and why the others wait.
async fn judged(db: &Db) -> (Vec<Assertion>, Vec<Why>) {
    let (old, new) = texts(db).await;
    let log = log(db).await;
    let judged = judge(&log, &old, &new);
    (judged.assertions(), judged.pending.iter().flat_map(|it| it.reasons()).map(|it| it.why).collect())
}

const FIRST: &str = "# ××市养老服务条例\n\n（草案）\n\n第一条　为了老有所养，制定本条例。\n\n\
                     第二条　市人民政府应当每年公布养老服务设施名录。\n\n第三条　本条例自2027年1月1日起施行。\n";
const SECOND: &str = "# ××市养老服务条例\n\n（草案修改稿）\n\n第一条　为了老有所养，制定本条例。\n\n\
                      第二条　子女应当经常看望老年人。\n\n第三条　市人民政府应当每年公布养老服务设施名录。\n\n\
                      第四条　本条例自2027年1月1日起施行。\n";

fn folder() -> BillDir {
    let folder = BillDir::new();
    folder.write("v1.md", FIRST);
    folder.write("v2.md", SECOND);
    folder
}

stories! {
    async fn a_correction_survives_imports_and_wins_over_the_engine(test: TestDb) {
        let db = test.open().await;
        let folder = folder();
        import(&db, &folder).await;
        say(&db, &[1], &[1], "").await;
        let (old, new) = texts(&db).await;
        let said = Assertion { old: vec![1], new: vec![1] };
        assert_eq!(compare(&old, &new).row_of_old(1), compare(&old, &new).row_of_new(2), "the engine thinks otherwise");
        import(&db, &folder).await;
        folder.edit("v2.md", "经常看望老年人。\n\n", "经常看望老年人。\n\n第二条之一　鼓励志愿服务。\n\n");
        import(&db, &folder).await;
        assert_eq!(judged(&db).await, (vec![said.clone()], vec![]));
        let (old, new) = texts(&db).await;
        let compared = compare_with(&old, &new, &Options { asserted: vec![said], ..Options::default() });
        let row = &compared.rows[compared.row_of_old(1).unwrap()];
        assert_eq!((&row.old, &row.new), (&vec![1], &vec![1]));
    }

    async fn a_changed_text_puts_it_in_the_queue_and_the_same_words_take_it_out(test: TestDb) {
        let db = test.open().await;
        let folder = folder();
        import(&db, &folder).await;
        say(&db, &[1], &[2], "").await;
        assert_eq!(judged(&db).await.1, []);
        folder.edit("v2.md", "每年公布", "每季度公布");
        import(&db, &folder).await;
        assert_eq!(judged(&db).await, (vec![], vec![Why::Changed]));
        folder.edit("v2.md", "每季度公布", "每年公布");
        folder.edit("v2.md", "第二条　子女应当经常看望老年人。\n\n第三条", "第二条");
        folder.edit("v2.md", "第四条", "第三条");
        import(&db, &folder).await;
        assert_eq!(judged(&db).await, (vec![Assertion { old: vec![1], new: vec![1] }], vec![]), "its number moved");
    }

    async fn a_text_that_goes_and_comes_back_loses_nothing(test: TestDb) {
        let db = test.open().await;
        let folder = folder();
        import(&db, &folder).await;
        say(&db, &[], &[1], "新增").await;
        let before = log(&db).await;
        let bill = std::fs::read_to_string(folder.path().join("bill.toml")).unwrap();
        let (second, papers) = (bill.find("[[versions]]\nid = \"v2\"").unwrap(), bill.find("[[documents]]").unwrap());
        folder.write("bill.toml", format!("{}{}", &bill[..second], &bill[papers..]));
        import(&db, &folder).await;
        assert_eq!(judged(&db).await, (vec![], vec![Why::Gone]));
        folder.write("bill.toml", bill);
        import(&db, &folder).await;
        assert_eq!(judged(&db).await, (vec![Assertion { old: vec![], new: vec![1] }], vec![]));
        assert_eq!(log(&db).await, before);
    }

    async fn what_is_said_is_read_back_with_its_author_and_time(test: TestDb) {
        let db = test.open().await;
        import(&db, &folder()).await;
        let first = say(&db, &[1], &[2], "见𠀀纪要\n第二段").await;
        let second = say(&db, &[1], &[1, 2], "").await;
        let third = say(&db, &[0], &[0], "").await;
        let mut tx = db.write().await.unwrap();
        corrections::hold(&mut tx).await.unwrap();
        let other = Signer::new("李某", "司法局").unwrap();
        corrections::withdraw(&mut tx, third, &other, LATER).await.unwrap();
        tx.commit().await.unwrap();
        let log = log(&db).await;
        assert_eq!(log.iter().map(|it| it.id).collect::<Vec<_>>(), [first, second, third]);
        assert_eq!((log[0].kind, log[1].kind), (CorrectionKind::Confirm, CorrectionKind::Relink));
        assert_eq!((log[0].note.as_deref(), log[0].made_at, &log[0].by), (Some("见𠀀纪要\n第二段"), NOW, &signer()));
        assert_eq!(log[0].new[0].words(), "市人民政府应当每年公布养老服务设施名录。");
        assert_eq!(log[0].end, Some(End::Replaced { by: second, at: NOW }));
        assert_eq!(log[1].end, None);
        assert_eq!(log[2].end, Some(End::Withdrawn { by: other, at: LATER }));
        let mut tx = db.read().await.unwrap();
        assert_eq!(corrections::get(&mut tx, second).await.unwrap(), Some(log[1].clone()));
        assert_eq!(corrections::get(&mut tx, CorrectionId::new(99).unwrap()).await.unwrap(), None);
        let pairs = corrections::pairs(&mut tx).await.unwrap();
        assert_eq!((pairs.len(), pairs[0].latest, pairs[0].made, pairs[0].ended), (1, third, 3, 2));
        assert!(pairs[0].is_active() && pairs[0].pair == pair());
    }

    async fn the_log_only_grows_whoever_asks(test: TestDb) {
        let db = test.open().await;
        import(&db, &folder()).await;
        say(&db, &[1], &[2], "").await;
        let last = say(&db, &[1], &[1], "").await;
        let before = log(&db).await;
        for sql in [
            "update correction set author = 'x'",
            "delete from correction",
            "update correction_end set ended_at = 0",
            "delete from correction_end",
        ] {
            let error = test.meddle(sql).await.unwrap_err().to_string();
            assert!(error.contains("corrections only grow"), "{sql}: {error}");
        }
        let replace = "insert or replace into correction select * from correction";
        let truncate = "truncate correction, correction_end";
        let sql = if test.backend() == kaimen::store::Backend::Sqlite { replace } else { truncate };
        assert!(test.meddle(sql).await.unwrap_err().to_string().contains("corrections only grow"));
        let mut tx = db.write().await.unwrap();
        corrections::withdraw(&mut tx, last, &signer(), NOW).await.unwrap();
        let twice = corrections::withdraw(&mut tx, last, &signer(), LATER).await.unwrap_err();
        assert!(matches!(twice, StoreError::Constraint(_) | StoreError::Driver(_)), "{twice:?}");
        drop(tx);
        assert_eq!(log(&db).await, before);
    }

    async fn two_at_once_get_two_numbers(test: TestDb) {
        let db = test.open().await;
        import(&db, &folder()).await;
        let other = test.open().await;
        let (left, right) = tokio::join!(say(&db, &[0], &[0], ""), say(&other, &[2], &[3], ""));
        assert_ne!(left, right);
        assert_eq!(log(&db).await.len(), 2);
    }

    async fn a_row_that_makes_no_sense_is_named(test: TestDb) {
        let db = test.open().await;
        import(&db, &folder()).await;
        test.meddle(
            "insert into correction (id, bill, old_version, new_version, kind, old_articles, new_articles, author, \
             organ, made_at) values (7, 'elderly-care', 1, 2, 'confirm', '[{\"path\":\"x\",\"words\":\"\"}]', '[]', \
             'a', 'b', 0)",
        )
        .await
        .unwrap();
        let error = corrections::of_pair(&mut db.read().await.unwrap(), &pair()).await.unwrap_err().to_string();
        assert!(error.contains("correction") && error.contains('7'), "{error}");
    }
}
