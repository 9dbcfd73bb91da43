//! `kaimen import` against either database: whole or not at all, again without effect, never over a seal.

use crate::support::bill::BillDir;
use crate::support::db::{TestDb, stories};
use jiff::Timestamp;
use kaimen::cli::import::{Changes, ImportError, Package, apply, read};
use kaimen::procedure::{Slug, VersionId};
use kaimen::store::{Db, bills, consultations, contact_points, documents, events, verify, versions};
use std::path::Path;

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const LATER: Timestamp = Timestamp::constant(1_800_000_000, 0);

fn package(path: &Path) -> Package {
    read(&[path.to_owned()]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn import(db: &Db, path: &Path) -> Result<Changes, ImportError> {
    apply(db, &package(path), NOW).await
}

fn slug() -> Slug {
    "elderly-care".parse().unwrap()
}

fn id(number: u16) -> VersionId {
    VersionId::new(number).unwrap()
}

async fn text(db: &Db, number: u16) -> Option<String> {
    versions::text(&mut db.read().await.unwrap(), &slug(), id(number)).await.unwrap()
}

/// Everything that is stored, for comparison.
async fn everything(db: &Db) -> String {
    let mut tx = db.read().await.unwrap();
    let mut all = format!(
        "{:?}{:?}{:?}{:?}{:?}",
        bills::all(&mut tx).await.unwrap(),
        versions::all(&mut tx).await.unwrap(),
        events::all(&mut tx).await.unwrap(),
        consultations::all(&mut tx).await.unwrap(),
        contact_points::all(&mut tx).await.unwrap(),
    );
    for bill in bills::all(&mut tx).await.unwrap() {
        for document in documents::of_bill(&mut tx, &bill.slug).await.unwrap() {
            all.push_str(&format!("{document:?}{:?}", documents::text(&mut tx, &bill.slug, &document.name).await));
        }
        for version in versions::of_bill(&mut tx, &bill.slug).await.unwrap() {
            all.push_str(&format!("{:?}", versions::text(&mut tx, &bill.slug, version.id()).await));
        }
    }
    all
}

fn sealed_lines(result: Result<Changes, ImportError>) -> String {
    match result {
        Err(ImportError::Sealed(lines)) => lines.join("\n"),
        other => panic!("should be refused: {other:?}"),
    }
}

stories! {
    async fn all_drafts_are_imported_and_a_second_time_changes_nothing(test: TestDb) {
        let db = test.open().await;
        let drafts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/drafts"));
        let package = package(drafts);
        assert!(!apply(&db, &package, NOW).await.unwrap().is_nothing());
        let first = everything(&db).await;
        let again = apply(&db, &package, LATER).await.unwrap();
        assert!(again.is_nothing(), "{}", again.report());
        assert_eq!(everything(&db).await, first);
        let mut tx = db.read().await.unwrap();
        assert_eq!(bills::all(&mut tx).await.unwrap().len(), 6);
        assert_eq!(contact_points::all(&mut tx).await.unwrap().len(), 30);
        let report = verify::verify(&mut tx, &[]).await.unwrap();
        assert_eq!((report.versions, report.broken), (14, vec![]));
    }

    async fn a_bill_is_stored_as_its_folder_says(test: TestDb) {
        let db = test.open().await;
        let folder = BillDir::new();
        import(&db, &folder.path()).await.unwrap();
        let mut tx = db.read().await.unwrap();
        assert_eq!(bills::get(&mut tx, &slug()).await.unwrap().unwrap().title, "××市养老服务条例");
        let found = versions::of_bill(&mut tx, &slug()).await.unwrap();
        assert_eq!(found.iter().map(|it| it.is_sealed()).collect::<Vec<_>>(), [true, false]);
        assert_eq!(events::of_bill(&mut tx, &slug()).await.unwrap().len(), 2);
        assert_eq!(consultations::of_bill(&mut tx, &slug()).await.unwrap()[0].channels.len(), 2);
        assert_eq!(documents::of_bill(&mut tx, &slug()).await.unwrap().len(), 1);
        drop(tx);
        assert_eq!(text(&db, 1).await.unwrap(), std::fs::read_to_string(folder.path().join("v1.md")).unwrap());
    }

    async fn a_changed_text_under_a_seal_is_refused_and_nothing_is_imported(test: TestDb) {
        let db = test.open().await;
        let folder = BillDir::new();
        import(&db, &folder.path()).await.unwrap();
        let before = everything(&db).await;
        folder.edit("v1.md", "老有所养", "老有所依");
        folder.edit("v2.md", "老有所乐", "老有所学");
        folder.edit("bill.toml", "summary = \"老人有所养。\"", "summary = \"改了。\"");
        let lines = sealed_lines(import(&db, &folder.path()).await);
        let old = kaimen::procedure::Digest::of(text(&db, 1).await.unwrap().as_bytes()).short();
        let new = kaimen::procedure::Digest::of(&std::fs::read(folder.path().join("v1.md")).unwrap()).short();
        for part in ["v1.md", "v1（草案）", &old, &new] {
            assert!(lines.contains(part), "{part} is not in {lines}");
        }
        assert_eq!(everything(&db).await, before);
    }

    async fn facts_under_a_seal_are_as_fast_as_the_text(test: TestDb) {
        let db = test.open().await;
        let original = BillDir::new();
        import(&db, &original.path()).await.unwrap();
        let before = everything(&db).await;
        for (from, to) in [
            ("dated = 2026-04-28\nsealed = true", "dated = 2026-04-29\nsealed = true"),
            ("dated = 2026-04-28\nsealed = true", "dated = 2026-04-28\nsession = \"另一次会议\"\nsealed = true"),
            ("sealed = true", "sealed = false"),
            ("stage = \"draft\"", "stage = \"consultation_draft\""),
            ("kind = \"enact\"", "kind = \"revise\""),
        ] {
            let folder = BillDir::new();
            folder.edit("bill.toml", from, to);
            let lines = sealed_lines(import(&db, &folder.path()).await);
            assert!(lines.contains("不能"), "{lines}");
            assert_eq!(everything(&db).await, before, "{to}");
        }
    }

    async fn an_open_version_may_be_replaced_sealed_and_removed(test: TestDb) {
        let db = test.open().await;
        let folder = BillDir::new();
        import(&db, &folder.path()).await.unwrap();
        folder.edit("v2.md", "老有所乐", "老有所学");
        import(&db, &folder.path()).await.unwrap();
        assert!(text(&db, 2).await.unwrap().contains("老有所学"));

        let bill = std::fs::read_to_string(folder.path().join("bill.toml")).unwrap();
        let second = bill.find("[[versions]]\nid = \"v2\"").unwrap();
        let papers = bill.find("[[documents]]").unwrap();
        folder.write("bill.toml", format!("{}{}", &bill[..second], &bill[papers..]));
        import(&db, &folder.path()).await.unwrap();
        assert_eq!(text(&db, 2).await, None);
        assert_eq!(documents::of_bill(&mut db.read().await.unwrap(), &slug()).await.unwrap().len(), 1);

        folder.write("bill.toml", bill.replace("dated = 2026-08-27", "dated = 2026-08-27\nsealed = true"));
        import(&db, &folder.path()).await.unwrap();
        let found = versions::of_bill(&mut db.read().await.unwrap(), &slug()).await.unwrap();
        assert_eq!(found[1].seal.unwrap().predecessor, Some(found[0].seal.unwrap().chain));
        folder.edit("v2.md", "老有所学", "老有所为");
        assert!(sealed_lines(import(&db, &folder.path()).await).contains("v2"));
    }

    async fn a_bill_whose_sealed_version_is_missing_is_refused(test: TestDb) {
        let db = test.open().await;
        let folder = BillDir::new();
        folder.edit("bill.toml", "dated = 2026-08-27", "dated = 2026-08-27\nsealed = true");
        import(&db, &folder.path()).await.unwrap();
        let bill = std::fs::read_to_string(folder.path().join("bill.toml")).unwrap();
        let (second, papers) = (bill.find("[[versions]]\nid = \"v2\"").unwrap(), bill.find("[[documents]]").unwrap());
        folder.write("bill.toml", format!("{}{}", &bill[..second], &bill[papers..]));
        assert!(sealed_lines(import(&db, &folder.path()).await).contains("v2"));
    }

    async fn two_importers_at_once_take_turns(test: TestDb) {
        let db = test.open().await;
        let other = test.open().await;
        let folder = BillDir::new();
        let (left, right) = (package(&folder.path()), package(&folder.path()));
        let (left, right) = tokio::join!(apply(&db, &left, NOW), apply(&other, &right, LATER));
        let (left, right) = (left.unwrap(), right.unwrap());
        assert_ne!(left.is_nothing(), right.is_nothing(), "one of them found everything done");
        assert!(verify::verify(&mut db.read().await.unwrap(), &[]).await.unwrap().broken.is_empty());
    }

    async fn points_are_added_updated_and_kept(test: TestDb) {
        let db = test.open().await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("contact-points.toml");
        let point = |slug: &str, name: &str| {
            format!(
                "[[points]]\nslug = \"{slug}\"\nname = \"{name}\"\ntier = \"municipal\"\nhost = \"××社区\"\n\
                 host_type = \"community\"\ndistrict = \"××区\"\nvalid_from = 2024-01-01\nstatus = \"active\"\n"
            )
        };
        std::fs::write(&file, format!("example = true\n{}{}", point("b", "乙"), point("a", "甲"))).unwrap();
        assert!(!import(&db, &file).await.unwrap().is_nothing());
        assert!(import(&db, &file).await.unwrap().is_nothing());
        std::fs::write(&file, format!("example = true\n{}{}", point("a", "甲二"), point("c", "丙"))).unwrap();
        import(&db, &file).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let mut names: Vec<String> = contact_points::all(&mut tx).await.unwrap().into_iter().map(|it| it.name).collect();
        names.sort();
        assert_eq!(names, ["丙", "乙", "甲二"]);
        let point = contact_points::get(&mut tx, &"a".parse().unwrap()).await.unwrap().unwrap();
        assert!(point.example && point.intro.is_none());
    }
}

/// What `read` says about a spoilt folder.
fn problems(spoil: impl FnOnce(&BillDir)) -> String {
    let folder = BillDir::new();
    spoil(&folder);
    let found = read(&[folder.path()]).expect_err("the folder is spoilt").lines().join("\n");
    assert!(found.starts_with(&folder.path().display().to_string()), "names the file: {found}");
    found
}

#[test]
fn what_is_wrong_in_bill_toml_is_named_with_its_line() {
    for (from, to, expected) in [
        ("slug = \"elderly-care\"", "slug = \"Elderly Care\"", "第1行：“Elderly Care”不是有效的名称代号"),
        ("kind = \"enact\"", "kind = \"make\"", "第3行：“make”不是有效的法规案种类"),
        ("example = true", "exmaple = true", "不认识“exmaple”这一项"),
        ("title = \"××市养老服务条例\"\n", "", "缺少“title”这一项"),
        ("readings_required = 2", "readings_required = \"2\"", "值的类型不对"),
        ("readings_required = 2", "readings_required = 0", "“0”不是有效的审议次数"),
        ("on = 2026-01-20", "on = 2026-01-20T08:00:00", "应写成 2026-04-28 这样"),
        ("on = 2026-04-28", "on = 2025-04-28", "第2个事项的日期早于前一事项"),
        ("state = \"planned\"", "state = \"done\"", "“done”不是有效的事项状态"),
        ("version = \"v1\"\n\n[[versions", "version = \"v7\"\n\n[[versions", "文本 v7 不存在"),
        ("id = \"v2\"", "id = \"v3\"", "这里应为 v2，写的是 v3"),
        ("closes = 2026-06-10", "closes = 2026-05-05", "截止日期早于开始日期"),
        ("reading = 1\ndated", "reading = 2\ndated", "写明的是第二次审议"),
        ("sealed = true", "", ""),
        ("file = \"v1.md\"", "file = \"../v1.md\"", "不能含有“..”"),
        ("file = \"v1.md\"", "file = \"/etc/hostname\"", "相对路径"),
        ("file = \"v1.md\"", "file = \"v9.md\"", "v9.md：没有找到这个文件"),
        ("questions = [\"问题一？\"]", "questions = [\"一\", \"二\", \"三\", \"四\"]", "questions 最多3个"),
        ("sponsor = \"××市人民政府\"", "sponsor = \" \"", "sponsor 不能为空"),
        ("title = \"××市养老服务条例\"", "title = \"××市文明促进条例\"", "v1.md：标题“××市养老服务条例”与"),
        ("label = \"草案\"", "label = \"修订草案\"", "标题下写的是“草案”"),
    ] {
        if expected.is_empty() {
            continue;
        }
        let found = problems(|folder| folder.edit("bill.toml", from, to));
        assert!(found.contains(expected), "{to}: {found}");
    }
    let found = problems(|folder| {
        folder.edit("bill.toml", "sealed = true", "sealed = false");
        folder.edit("bill.toml", "dated = 2026-08-27", "dated = 2026-08-27\nsealed = true");
    });
    assert!(found.contains("v2 已封存，它之前的 v1 也应封存"), "{found}");
    let found = problems(|folder| folder.edit("bill.toml", "kind = \"enact\"", "kind ="));
    assert!(found.contains("第3行：不合 TOML 格式"), "{found}");
}

#[test]
fn papers_must_be_what_they_are_called() {
    let found = problems(|folder| folder.edit("explanation.md", "（草案）", "（草案修改稿）"));
    assert!(found.contains("explanation.md：标题"), "{found}");
    let found = problems(|folder| {
        folder.edit("bill.toml", "kind = \"explanation\"\nversion = \"v1\"", "kind = \"explanation\"\nversion = \"v3\"")
    });
    assert!(found.contains("所附的文本 v3 不存在"), "{found}");
}

#[test]
fn paths_that_hold_no_bill_are_named() {
    let folder = BillDir::new();
    let told = |path: &Path| read(&[path.to_owned()]).expect_err("no bill").lines().join("\n");
    assert!(told(&folder.parent().join("nowhere")).contains("没有找到这个文件夹"));
    assert!(told(&folder.path().join("v1.md")).contains("请给出含有 bill.toml 的法规文件夹"));
    std::fs::create_dir(folder.parent().join("empty")).unwrap();
    assert!(told(&folder.parent().join("empty")).contains("没有法规"));
    assert_eq!(package(folder.parent()).bills.len(), 1, "an empty folder beside it is none of our business");
    std::fs::write(folder.parent().join("empty/v1.md"), "x").unwrap();
    assert!(told(folder.parent()).contains("empty：文件夹中有文本，却没有 bill.toml"));
    let twice = read(&[folder.path(), folder.path().join("bill.toml")]).expect_err("the same bill twice");
    assert!(twice.lines()[0].contains("代号 elderly-care 与"), "{twice:?}");
}
