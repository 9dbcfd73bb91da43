//! The working draft goes out as a Word file and comes back changed: what was done in it arrives as suggestions with the
//! names in the file, and each is taken or not. What was typed or brought is never lost.

use crate::support::db::{TestDb, stories};
use crate::support::site::{Answer, TestSite, encoded, post_of};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::Timestamp;
use kaimen::cli::import::{apply, read as read_folder};
use kaimen::export::docx::{Options, marked_docx};
use kaimen::intake::origin;
use kaimen::law::edit::Edit;
use kaimen::law::parse::parse;
use kaimen::procedure::Slug;
use kaimen::procedure::correction::Signer;
use kaimen::procedure::person::{PersonId, Role};
use kaimen::procedure::suggestion::{ChangeKind, NewFile, NewSuggestion, Origin, Suggestion, SuggestionId, Verdict};
use kaimen::procedure::working::{NewRevision, RevisionKind, RevisionNumber};
use kaimen::store::{self, suggestions, working};
use std::io::{Cursor, Read as _, Write as _};

const WORD: &str = "/desk/bills/noise/word";
const LIST: &str = "/desk/bills/noise/suggestions";
const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);

fn noise() -> Slug {
    "noise".parse().unwrap()
}

// ── Word files ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// What a person downloads.
fn exported(text: &str, bill: &str, revision: u32) -> Vec<u8> {
    marked_docx(&parse(text).statute, Options::default(), &origin::mark(bill, revision))
}

/// The file with its main part rewritten, and further parts.
fn rewritten(file: &[u8], more: &[(&str, String)], rewrite: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut words = String::new();
        part.read_to_string(&mut words).unwrap();
        let name = part.name().unwrap().into_owned();
        let words = if name == "word/document.xml" { rewrite(words) } else { words };
        out.start_file(name, how).unwrap();
        out.write_all(words.as_bytes()).unwrap();
    }
    for (name, words) in more {
        out.start_file(*name, how).unwrap();
        out.write_all(words.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The run that holds these words: everything before it, its properties, its words before and after, everything after.
fn run<'a>(xml: &'a str, words: &str) -> (&'a str, &'a str, [&'a str; 2], &'a str) {
    let at = xml.find(words).expect("the words stand in one run");
    let start = xml[..at].rfind("<w:r>").unwrap();
    let end = at + xml[at..].find("</w:r>").unwrap() + "</w:r>".len();
    let own = &xml[start..end];
    let properties = own.find("</w:rPr>").map_or("", |it| &own["<w:r>".len()..it + "</w:rPr>".len()]);
    let text = xml[..at].rfind('>').unwrap() + 1;
    let text_end = at + xml[at..].find('<').unwrap();
    (&xml[..start], properties, [&xml[text..at], &xml[at + words.len()..text_end]], &xml[end..])
}

fn plain_run(properties: &str, words: &str) -> String {
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// Replaces words as a word processor does with 修订 switched on.
fn tracked(xml: &str, old: &str, new: &str, author: &str) -> String {
    let (head, properties, [before, after], tail) = run(xml, old);
    let by = format!("w:id=\"9\" w:author=\"{author}\" w:date=\"2026-11-20T09:30:00Z\"");
    let gone =
        format!("<w:del {by}><w:r>{properties}<w:delText xml:space=\"preserve\">{old}</w:delText></w:r></w:del>");
    let came = format!("<w:ins {by}>{}</w:ins>", plain_run(properties, new));
    format!("{head}{}{gone}{came}{}{tail}", plain_run(properties, before), plain_run(properties, after))
}

/// Hangs 批注 on words.
fn commented(xml: &str, words: &str) -> String {
    let (head, properties, [before, after], tail) = run(xml, words);
    let runs = [before, words, after].map(|it| plain_run(properties, it));
    let [before, words, after] = runs;
    format!("{head}{before}<w:commentRangeStart w:id=\"0\"/>{words}<w:commentRangeEnd w:id=\"0\"/>{after}{tail}")
}

fn comments(words: &str) -> String {
    format!(
        "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"0\" \
         w:author=\"李四\" w:date=\"2026-11-21T10:00:00Z\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>"
    )
}

// ── the desk ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async fn bring(site: &TestSite, path: &str, file: &[u8], fields: &[(&str, &str)]) -> Answer {
    let mut body = Vec::new();
    let mut push = |name: &str, more: &str, bytes: &[u8]| {
        body.extend(format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    };
    fields.iter().for_each(|(name, value)| push(name, "", value.as_bytes()));
    push("file", "; filename=\"改后.docx\"", file);
    body.extend(b"--cut--\r\n");
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=cut");
    site.send(request.body(Body::from(body)).unwrap()).await
}

/// Opens the draft; gives its text.
async fn opened(site: &TestSite) -> String {
    assert_eq!(site.get("/desk/bills/noise/draft").await.status, StatusCode::OK);
    text(site, "noise").await
}

async fn text(site: &TestSite, bill: &str) -> String {
    let slug: Slug = bill.parse().unwrap();
    let mut tx = site.db.read().await.unwrap();
    let head = working::head(&mut tx, &slug).await.unwrap().unwrap();
    working::text(&mut tx, &slug, &head).await.unwrap()
}

async fn all(site: &TestSite, bill: &str) -> Vec<Suggestion> {
    suggestions::all(&mut site.db.read().await.unwrap(), &bill.parse().unwrap()).await.unwrap()
}

async fn decide(site: &TestSite, verdict: &str, which: &[SuggestionId]) -> Answer {
    let which = which.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    site.post(LIST, &encoded(&[("verdict", verdict), ("which", &which)])).await
}

async fn brought_and_taken(site: &TestSite, file: &[u8]) {
    let kept = bring(site, WORD, file, &[]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let took = site.post(&format!("{}/take", kept.header("location")), "base=").await;
    assert_eq!(took.status, StatusCode::SEE_OTHER, "{}", took.body);
}

#[tokio::test]
async fn tracked_changes_arrive_with_their_authors_and_each_is_taken_or_not() {
    let site = TestSite::with_desk().await;
    let text_before = opened(&site).await;
    let file =
        rewritten(&exported(&text_before, "noise", 1), &[("word/comments.xml", comments("为何是夜间"))], |xml| {
            let xml = tracked(&xml, "防治噪声", "防治噪声污染", "张三");
            let xml = tracked(&xml, "一千元", "二千元", "李四");
            commented(&xml, "夜间施工")
        });
    let kept = bring(&site, WORD, &file, &[("organ", "××市司法局")]).await;
    assert_eq!(kept.header("location"), format!("{WORD}/1"), "{}", kept.body);
    // Nothing is done before it is shown.
    assert_eq!(all(&site, "noise").await, []);
    let shown = site.get(&format!("{WORD}/1")).await;
    for words in [
        "与第1次修订比较",
        "修订建议2处，批注1条",
        "张三，2026年11月20日09:30",
        "来自××市司法局",
        "为何是夜间",
        "<ins>污染</ins>",
    ] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    let took = site.post(&format!("{WORD}/1/take"), "base=1").await;
    assert_eq!(took.header("location"), LIST, "{}", took.body);
    let found = all(&site, "noise").await;
    let told: Vec<_> = found.iter().map(|it| (it.said.author.as_str(), it.said.unit.as_str())).collect();
    assert_eq!(told, [("张三", "第一条"), ("李四", "第三条")]);
    assert!(found.iter().all(|it| it.is_open() && it.organ == "××市司法局" && it.said.dated.is_some()));
    let page = site.get(LIST).await;
    assert!(page.body.contains("待处理2处") && page.body.contains("××市司法局"), "{}", page.body);
    let notes = working::notes(&mut site.db.read().await.unwrap(), &noise()).await.unwrap();
    assert_eq!(notes[0].anchor.quote, "夜间施工");
    assert_eq!(notes[0].words, "（来稿批注：李四，2026年11月21日）为何是夜间");

    assert_eq!(text(&site, "noise").await, text_before);
    let done = decide(&site, "accepted", &[found[1].id]).await;
    assert_eq!(done.header("location"), format!("{LIST}?done=1&left=0"), "{}", done.body);
    assert_eq!(text(&site, "noise").await, text_before.replace("一千元", "二千元"));
    decide(&site, "rejected", &[found[0].id]).await;
    assert_eq!(text(&site, "noise").await, text_before.replace("一千元", "二千元"));
    let mut tx = site.db.read().await.unwrap();
    let head = working::head(&mut tx, &noise()).await.unwrap().unwrap();
    drop(tx);
    assert_eq!((head.kind, head.remark.as_str()), (RevisionKind::Suggestion, "采纳李四的修订建议1处"));
    assert_eq!(head.articles, ["第三条"]);
    let page = site.get(LIST).await;
    for words in ["没有待处理的修订建议", "不采纳", "第2次修订", "王某"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    // Another look at what was rejected.
    decide(&site, "reopened", &[found[0].id]).await;
    decide(&site, "accepted", &[found[0].id]).await;
    let both = text_before.replace("一千元", "二千元").replace("防治噪声，", "防治噪声污染，");
    assert_eq!(text(&site, "noise").await, both);
    let brought = site.get(&format!("{WORD}/1")).await;
    assert!(brought.body.contains("这份文档已经加入"));
    assert_eq!(site.get(&format!("{WORD}/1/original")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn plain_changes_are_suggestions_too_and_articles_are_numbered_anew_when_they_are_taken() {
    let site = TestSite::with_desk().await;
    let before = opened(&site).await;
    let changed = before
        .replace("第三条　违反本条例规定的", "第三条　新增的一条。\n\n第四条　违反本条例规定的")
        .replace("第四条　本条例自", "第五条　本条例自")
        .replace("本条例第三条第二款", "本条例第四条第二款")
        .replace("责令改正", "责令限期改正");
    let kept = bring(&site, WORD, &exported(&changed, "noise", 1), &[("author", "赵六")]).await;
    let shown = site.get(kept.header("location")).await;
    assert!(shown.body.contains("修订建议2处") && shown.body.contains("增加第三条"), "{}", shown.body);
    site.post(&format!("{WORD}/1/take"), "base=1").await;
    let found = all(&site, "noise").await;
    assert!(found.iter().all(|it| it.said.author == "赵六"));
    let added = found.iter().find(|it| it.said.kind == ChangeKind::Added).unwrap();
    decide(&site, "accepted", &[added.id]).await;
    assert_eq!(text(&site, "noise").await, changed.replace("责令限期改正", "责令改正"));
    let ids: Vec<SuggestionId> = found.iter().map(|it| it.id).collect();
    decide(&site, "accepted", &ids).await;
    assert_eq!(text(&site, "noise").await, changed);
}

#[tokio::test]
async fn two_suggestions_on_the_same_words_leave_the_second_open_with_both_sides() {
    let site = TestSite::with_desk().await;
    let before = opened(&site).await;
    for (words, author) in [("二千元", "张三"), ("三千元", "李四")] {
        let file = rewritten(&exported(&before, "noise", 1), &[], |xml| tracked(&xml, "一千元", words, author));
        brought_and_taken(&site, &file).await;
    }
    let found = all(&site, "noise").await;
    assert!(site.get(LIST).await.body.contains("另一处建议改的是同样的文字"));
    let ids: Vec<SuggestionId> = found.iter().map(|it| it.id).collect();
    let done = decide(&site, "accepted", &ids).await;
    assert_eq!(done.header("location"), format!("{LIST}?done=1&left=1"));
    assert_eq!(text(&site, "noise").await, before.replace("一千元", "二千元"));
    let page = site.get(&format!("{LIST}?done=1&left=1")).await;
    for words in ["1处与现在的文本有冲突", "有冲突</strong>", "建议的文字", "现在的文字", "已另行处理"]
    {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    decide(&site, "obsolete", &ids[1..]).await;
    assert!(site.get(LIST).await.body.contains("已无须处理"));
}

#[tokio::test]
async fn the_same_file_twice_and_a_file_without_a_mark() {
    let site = TestSite::with_desk().await;
    let before = opened(&site).await;
    let changed = before.replace("责令改正", "责令限期改正");
    // Plain text: found by its words, whatever the marks of headings.
    brought_and_taken(&site, changed.replace("## ", "").as_bytes()).await;
    let found = all(&site, "noise").await;
    assert_eq!((found.len(), found[0].base), (1, RevisionNumber::FIRST));
    let again = bring(&site, WORD, &exported(&changed, "other-bill", 9), &[]).await;
    let shown = site.get(again.header("location")).await;
    assert!(shown.body.contains("另有1处以前已经提过，不再重复"), "{}", shown.body);
}

#[tokio::test]
async fn a_draft_begins_with_a_file() {
    let site = TestSite::with_desk().await;
    site.add_bill("parks", "××市公园条例", &[]).await;
    let (path, words) =
        ("/desk/bills/parks/word", "××市公园条例\n\n第一条　为了管好公园，制定本条例。\n\n第二条　公园应当开放。\n");
    let file = rewritten(&exported(words, "parks", 1), &[], |xml| tracked(&xml, "开放", "免费开放", "张三"));
    let kept = bring(&site, path, &file, &[]).await;
    let shown = site.get(kept.header("location")).await;
    assert!(shown.body.contains("工作文本将以这份文档为底稿开始，共2条"), "{}", shown.body);
    let took = site.post(&format!("{path}/1/take"), "base=").await;
    assert_eq!(took.status, StatusCode::SEE_OTHER, "{}", took.body);
    assert!(text(&site, "parks").await.contains("第二条　公园应当开放。"));
    let found = all(&site, "parks").await;
    assert_eq!((found.len(), found[0].said.author.as_str()), (1, "张三"));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_everything_that_was_typed() {
    let site = TestSite::with_desk().await;
    opened(&site).await;
    let old_word = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec();
    for (file, why) in [
        (old_word, "另存为 .docx"),
        (b"PK\x03\x04 broken".to_vec(), "file-error"),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (Vec::new(), "请选择文件"),
        (vec![b'a'; 17 * 1024 * 1024], "超过 16 MB"),
    ] {
        let refused = bring(&site, WORD, &file, &[("organ", "××市<司法局>"), ("author", "张三"), ("base", "1")]).await;
        assert!(refused.status.is_client_error());
        for words in [why, "没有收下", "value=\"××市&#60;司法局&#62;\"", "value=\"张三\"", "value=\"1\" selected"]
        {
            assert!(refused.body.contains(words), "{words}: {}", refused.body);
        }
    }
    let huge = bring(&site, WORD, &vec![b'a'; 24 * 1024 * 1024], &[]).await;
    assert!(huge.status == StatusCode::PAYLOAD_TOO_LARGE && huge.body.contains("没有收下"), "{}", huge.body);
    let files = suggestions::files(&mut site.db.read().await.unwrap(), &noise()).await.unwrap();
    assert_eq!(files, []);
    let nothing = site.post(LIST, "verdict=perhaps&which=1").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.get(&format!("{WORD}/7")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_may_not_write_reads_and_who_may_not_read_does_not() {
    let site = TestSite::with_desk().await;
    opened(&site).await;
    let office = site.signed_in("bangong", "陈某", &post_of(Role::GeneralOffice, "")).await;
    let page = office.get(WORD).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("multipart/form-data"), "{}", page.body);
    assert_eq!(office.get(LIST).await.status, StatusCode::OK);
    assert_eq!(bring(&office, WORD, b"text", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.post(LIST, "verdict=accepted&which=1").await.status, StatusCode::FORBIDDEN);
    let member = site.signed_in("weiyuan", "孙某", &post_of(Role::Member, "")).await;
    for path in [WORD, LIST, "/desk/bills/noise/word/draft/1.docx"] {
        assert_eq!(member.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let file = site.get("/desk/bills/noise/word/draft/1.docx").await;
    assert!(file.header("content-type").contains("wordprocessingml"));
    assert!(file.header("content-disposition").contains("noise-draft-1.docx"));
    assert!(site.get("/desk/bills/noise/word/draft/1.md").await.body.starts_with("# ××市噪声防治条例"));
}

#[test]
fn a_file_says_of_which_revision_it_was_made() {
    let made = exported("# 某市某条例\n\n第一条　甲。\n", "noise", 17);
    assert_eq!(origin::of_docx(&made), Some(("noise".to_owned(), 17)));
}

// ── the store ────────────────────────────────────────────────────────────────────────────────────────────────────────

const TEXT: &str = "# ××市养老服务条例\n\n（草案）\n\n第一条　为了老有所养，制定本条例。\n";

async fn with_draft(test: &TestDb) -> (store::Db, Slug, PersonId, Signer) {
    let db = test.open().await;
    let folder = crate::support::bill::BillDir::new();
    folder.write("v1.md", TEXT);
    apply(&db, &read_folder(&[folder.path()]).unwrap(), NOW).await.unwrap();
    let (slug, person, by): (Slug, _, _) =
        ("elderly-care".parse().unwrap(), PersonId::new(1).unwrap(), Signer::new("王某", "法工委").unwrap());
    let first = NewRevision {
        kind: RevisionKind::Opened,
        text: TEXT.to_owned(),
        articles: Vec::new(),
        person,
        by: by.clone(),
        remark: String::new(),
    };
    let mut tx = db.write().await.unwrap();
    working::add(&mut tx, &slug, None, &first, NOW).await.unwrap();
    tx.commit().await.unwrap();
    (db, slug, person, by)
}

fn file(person: PersonId, by: &Signer) -> NewFile {
    NewFile {
        name: "改后.docx".to_owned(),
        bytes: vec![0, 255, 80, 75],
        base: Some(RevisionNumber::FIRST),
        author: "张三".to_owned(),
        organ: String::new(),
        person,
        by: by.clone(),
    }
}

fn suggestion() -> NewSuggestion {
    NewSuggestion {
        kind: ChangeKind::Words,
        author: "张三".to_owned(),
        dated: "2026-11-20T09:30:00".parse().ok(),
        unit: "第一条".to_owned(),
        edits: vec![Edit::new(3, 6, "“引号”\n\\"), Edit::new(9, 9, "乙")],
        quoted: "老".to_owned(),
        renumbers: true,
    }
}

stories! {
    async fn files_suggestions_and_decisions_come_back_as_they_were_kept(test: TestDb) {
        let (db, slug, person, by) = with_draft(&test).await;
        let mut tx = db.write().await.unwrap();
        let id = suggestions::add_file(&mut tx, &slug, file(person, &by), NOW).await.unwrap();
        let from = (Origin::File(id), "××市司法局", RevisionNumber::FIRST);
        let first = suggestions::add(&mut tx, &slug, from, &suggestion(), NOW).await.unwrap();
        suggestions::add(&mut tx, &slug, (Origin::Person, "", RevisionNumber::FIRST), &suggestion(), NOW).await.unwrap();
        suggestions::mark_taken(&mut tx, &slug, (id, RevisionNumber::FIRST), (person, &by), NOW).await.unwrap();
        let rejected = (Verdict::Rejected, None);
        suggestions::decide(&mut tx, &slug, first, rejected, (person, &by), NOW).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.read().await.unwrap();
        let kept = suggestions::file(&mut tx, &slug, id).await.unwrap().unwrap();
        assert_eq!((kept.size, kept.taken_at), (4, Some(NOW)));
        assert_eq!(suggestions::content(&mut tx, &slug, &kept).await.unwrap(), [0, 255, 80, 75]);
        assert_eq!(suggestions::files(&mut tx, &slug).await.unwrap(), [kept]);
        let all = suggestions::all(&mut tx, &slug).await.unwrap();
        assert_eq!((all[0].said.clone(), all[0].organ.as_str()), (suggestion(), "××市司法局"));
        assert_eq!(all[0].decided().map(|it| it.verdict), Some(Verdict::Rejected));
        assert!(all[1].is_open() && all[1].origin == Origin::Person);
    }

    async fn what_was_kept_only_grows(test: TestDb) {
        let (db, slug, person, by) = with_draft(&test).await;
        let mut tx = db.write().await.unwrap();
        let id = suggestions::add_file(&mut tx, &slug, file(person, &by), NOW).await.unwrap();
        let from = (Origin::File(id), "", RevisionNumber::FIRST);
        let first = suggestions::add(&mut tx, &slug, from, &suggestion(), NOW).await.unwrap();
        suggestions::mark_taken(&mut tx, &slug, (id, RevisionNumber::FIRST), (person, &by), NOW).await.unwrap();
        suggestions::decide(&mut tx, &slug, first, (Verdict::Rejected, None), (person, &by), NOW).await.unwrap();
        tx.commit().await.unwrap();
        for sql in [
            "update word_file set name = 'x'",
            "delete from word_file_taken",
            "update suggestion set author = 'x'",
            "delete from suggestion",
            "update suggestion_decision set verdict = 'obsolete'",
            "delete from suggestion_decision",
        ] {
            let refused = test.meddle(sql).await.unwrap_err().to_string();
            assert!(refused.contains("suggestions only grow"), "{sql}: {refused}");
        }
        // Twice taken, or accepted without a revision: the tables refuse.
        let mut tx = db.write().await.unwrap();
        let twice = suggestions::mark_taken(&mut tx, &slug, (id, RevisionNumber::FIRST), (person, &by), NOW).await;
        assert!(twice.is_err(), "{twice:?}");
        drop(tx);
        let mut tx = db.write().await.unwrap();
        let odd = suggestions::decide(&mut tx, &slug, first, (Verdict::Accepted, None), (person, &by), NOW).await;
        assert!(odd.is_err(), "{odd:?}");
    }
}
