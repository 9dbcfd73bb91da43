//! The life of bills: kept on either database, driven through the pages, and shown to the public only as far as it is
//! public.

use crate::support::bill::BillDir;
use crate::support::db::{TestDb, stories};
use crate::support::site::{Answer, FIRST, TestSite, encoded, post_of};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use kaimen::cli::import::{apply, read};
use kaimen::procedure::correction::Signer;
use kaimen::procedure::life::{Act, Actor, Case, Details, History, Recorder, Step, public};
use kaimen::procedure::person::{Post, Role};
use kaimen::procedure::{BillKind, BillState, DocumentKind, Reading, Slug, Stage, VersionFacts, VersionId};
use kaimen::store::life::NewPaper;
use kaimen::store::{Backend, Db, bills, life, people, versions};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const TEXT: &str = "# ××市养老服务条例\n\n（草案）\n\n第一条　为了老有所养，制定本条例。\n";

fn slug() -> Slug {
    "elderly-care".parse().unwrap()
}

async fn import(db: &Db) {
    let folder = BillDir::new();
    folder.write("v1.md", TEXT);
    apply(db, &read(&[folder.path()]).unwrap(), NOW).await.unwrap();
}

/// Somebody of 法工委.
async fn recorder(db: &Db) -> Recorder {
    let mut tx = db.write().await.unwrap();
    let person = people::add(&mut tx, &"wangmou".parse().unwrap(), "王某", NOW).await.unwrap();
    let post = Post::new(Role::LegCommission, "", None).unwrap();
    let appointment = people::appoint(&mut tx, person, &post, date(2026, 1, 1), None).await.unwrap();
    tx.commit().await.unwrap();
    Recorder { person, appointment, signer: Signer::new("王某", "法工委").unwrap() }
}

fn step(act: Act, from: BillState, to: BillState) -> Step {
    Step {
        act,
        from,
        to,
        on: date(2026, 10, 29),
        actor: Actor::ChairCouncil,
        reason: Some("理由“𠀀”".to_owned()),
        details: Details { session: Some("第三十五次会议".to_owned()), ..Details::default() },
        warnings: Vec::new(),
        undoes: None,
    }
}

async fn case(db: &Db) -> Case {
    life::case(&mut db.read().await.unwrap(), &slug()).await.unwrap().unwrap()
}

stories! {
    async fn steps_come_back_as_they_were_recorded_and_follow_the_imported_past(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let by = recorder(&db).await;
        let before = case(&db).await;
        let first = step(Act::Schedule, BillState::Submitted, BillState::Agenda);
        let second = step(Act::Read, BillState::Agenda, BillState::Reading(Reading::new(1).unwrap()));
        let mut tx = db.write().await.unwrap();
        life::hold(&mut tx).await.unwrap();
        assert_eq!(life::record(&mut tx, &slug(), &first, Some(&by), NOW).await.unwrap(), 1);
        assert_eq!(life::record(&mut tx, &slug(), &second, None, NOW).await.unwrap(), 2);
        tx.commit().await.unwrap();
        let after = case(&db).await;
        assert_eq!(after.imported, before.imported);
        assert_eq!((&after.log[0].step, after.log[0].by.as_ref(), after.log[0].recorded_at), (&first, Some(&by), NOW));
        assert_eq!((&after.log[1].step, after.log[1].by.as_ref()), (&second, None));
        let shown = public(&after, date(2026, 11, 23)).events;
        assert_eq!(shown.len(), before.imported.len() + 2, "the past, and what was recorded after it");
        let all = life::cases(&mut db.read().await.unwrap()).await.unwrap();
        assert_eq!(all, [after]);
        import(&db).await;
        assert_eq!(case(&db).await.log.len(), 2, "an import changes nothing of it");
    }

    async fn the_past_of_a_bill_that_is_kept_here_is_not_an_imports_to_change(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let by = recorder(&db).await;
        let mut tx = db.write().await.unwrap();
        life::record(&mut tx, &slug(), &step(Act::Schedule, BillState::Submitted, BillState::Agenda), Some(&by), NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let folder = BillDir::new();
        folder.write("v1.md", TEXT);
        let toml = folder.path().join("bill.toml");
        let more = "\n[[events]]\nstate = \"withdrawn\"\non = 2026-12-01\nby = \"××市人民政府\"\n";
        let words = std::fs::read_to_string(&toml).unwrap() + more;
        std::fs::write(&toml, words).unwrap();
        let refused = apply(&db, &read(&[folder.path()]).unwrap(), NOW).await.unwrap_err();
        assert!(format!("{refused:?}").contains("已经在工作台登记"), "{refused:?}");
    }

    async fn the_database_itself_lets_the_log_only_grow(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let by = recorder(&db).await;
        let mut tx = db.write().await.unwrap();
        life::record(&mut tx, &slug(), &step(Act::Schedule, BillState::Submitted, BillState::Agenda), Some(&by), NOW)
            .await
            .unwrap();
        let paper = NewPaper {
            kind: DocumentKind::ResultReport,
            version: None,
            title: "审议结果的报告".to_owned(),
            author: "法制委员会".to_owned(),
            dated: date(2026, 10, 29),
            text: "# 报告\n".to_owned(),
        };
        let name = life::add_paper(&mut tx, &slug(), &paper, &by, NOW).await.unwrap();
        assert_eq!(name.as_str(), "result-report-d1");
        tx.commit().await.unwrap();
        let mut attempts = vec![
            "update life_entry set reason = 'x'",
            "delete from life_entry",
            "update desk_paper set text = 'x'",
            "delete from desk_paper where number = 1",
        ];
        match test.backend() {
            Backend::Sqlite => attempts.push("insert or replace into life_entry select * from life_entry"),
            Backend::Postgres => attempts.extend(["truncate life_entry", "truncate desk_paper"]),
        }
        for attempt in attempts {
            let error = test.meddle(attempt).await.expect_err(attempt).to_string();
            assert!(error.contains("kaimen: the life of a bill only grows"), "{attempt}: {error}");
        }
        let found = case(&db).await;
        assert!(found.papers.iter().any(|it| it.name == "result-report-d1" && !it.imported));
        let shown = public(&found, date(2026, 11, 23));
        assert!(!shown.papers.contains(&"result-report-d1".to_owned()), "an import publishes, the desk does not");
        import(&db).await;
        assert_eq!(case(&db).await, found, "and an import does not touch what was added here");
    }

    async fn a_text_is_public_only_if_an_import_brought_it_or_the_log_says_so(test: TestDb) {
        let db = test.open().await;
        import(&db).await;
        let sealed = VersionFacts {
            id: VersionId::new(3).unwrap(),
            stage: Stage::VoteDraft,
            label: "草案表决稿".to_owned(),
            reading: None,
            dated: date(2026, 11, 1),
            session: None,
        };
        let mut tx = db.write().await.unwrap();
        versions::add(&mut tx, &slug(), &sealed, TEXT).await.unwrap();
        tx.commit().await.unwrap();
        let shown = public(&case(&db).await, date(2026, 11, 23));
        assert_eq!(shown.texts, [1, 2].map(|it| VersionId::new(it).unwrap()));
        import(&db).await;
        assert_eq!(case(&db).await.texts.len(), 3, "an import does not remove what it did not bring");
    }
}

/// People of three organs at one site.
struct Offices {
    commission: TestSite,
    committee: TestSite,
    general: TestSite,
}

impl Offices {
    async fn at(site: &TestSite) -> Self {
        Self {
            commission: site.signed_in("fagongwei", "李某", &post_of(Role::LegCommission, "")).await,
            committee: site.signed_in("fazhiwei", "赵某", &post_of(Role::LegCommittee, "")).await,
            general: site.signed_in("bangongting", "钱某", &post_of(Role::GeneralOffice, "")).await,
        }
    }

    /// Records a step as whoever may.
    async fn take(&self, slug: &str, act: Act, fields: &[(&str, &str)]) -> Answer {
        let site = match act {
            Act::PutToVote => &self.committee,
            Act::Revise | Act::Consult | Act::SendFiling | Act::File | Act::Draft => &self.commission,
            _ => &self.general,
        };
        let mut all = vec![("act", act.code()), ("reason", "理由内部")];
        all.extend_from_slice(fields);
        site.post(&format!("/desk/bills/{slug}/advance"), &encoded(&all)).await
    }

    async fn done(&self, slug: &str, act: Act, fields: &[(&str, &str)]) {
        let answer = self.take(slug, act, fields).await;
        let location = format!("/desk/bills/{slug}?done={}", act.code());
        let problems = problems(&answer.body);
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, location.as_str()),
            "{problems}"
        );
    }

    async fn paper(&self, slug: &str, kind: DocumentKind, dated: &str) {
        let fields = [("kind", kind.code()), ("title", kind.label()), ("author", "某单位"), ("dated", dated)];
        let text = format!("# {}\n\n一、情况\n", kind.label());
        let answer = self.send(slug, "papers", &fields, &text).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", problems(&answer.body));
    }

    async fn text(&self, slug: &str, stage: Stage, dated: &str, text: &str) {
        let answer = self.send(slug, "texts", &[("kind", stage.code()), ("dated", dated)], text).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", problems(&answer.body));
    }

    async fn send(&self, slug: &str, what: &str, fields: &[(&str, &str)], text: &str) -> Answer {
        let mut body = String::new();
        for (name, value) in fields.iter().chain(&[("text", text)]) {
            body.push_str(&format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        body.push_str("--cut--\r\n");
        let request = Request::post(format!("/desk/bills/{slug}/{what}"))
            .header("content-type", "multipart/form-data; boundary=cut")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body));
        self.commission.send(request.unwrap()).await
    }
}

/// What a page says is wrong.
fn problems(page: &str) -> String {
    let start = page.find("km-desk-errors").unwrap_or_default();
    page[start..].chars().take(900).collect()
}

/// Seals a text as the working draft's sealing does.
async fn seal(site: &TestSite, slug: &str, stage: Stage, dated: Date) {
    let slug: Slug = slug.parse().unwrap();
    let mut tx = site.db.write().await.unwrap();
    let bill = bills::get(&mut tx, &slug).await.unwrap().unwrap();
    let last = versions::of_bill(&mut tx, &slug).await.unwrap().last().map_or(0, |it| it.id().number());
    let id = VersionId::new(last + 1).unwrap();
    let facts = VersionFacts { id, stage, label: stage.label().to_owned(), reading: None, dated, session: None };
    versions::add(&mut tx, &slug, &facts, FIRST).await.unwrap();
    versions::seal(&mut tx, &bill, id, NOW).await.unwrap();
    tx.commit().await.unwrap();
}

async fn state(site: &TestSite, slug: &str) -> BillState {
    let slug: Slug = slug.parse().unwrap();
    let case = life::case(&mut site.db.read().await.unwrap(), &slug).await.unwrap().unwrap();
    History::on(&case, date(2026, 11, 23)).state
}

async fn propose(offices: &Offices, slug: &str, title: &str, kind: BillKind, target: &str) {
    let fields = [
        ("title", title),
        ("slug", slug),
        ("kind", kind.code()),
        ("target", target),
        ("class", "formal"),
        ("sponsor_kind", "government"),
        ("sponsor", "××市人民政府"),
        ("drafting_unit", "××市生态环境局"),
        ("venue", "standing_committee"),
        ("on", "2025-10-10"),
    ];
    let answer = offices.commission.post("/desk/bills/new", &encoded(&fields)).await;
    let location = format!("/desk/bills/{slug}?done=new");
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, location.as_str()),
        "{}",
        problems(&answer.body)
    );
}

const SESSION: (&str, &str) = ("session", "××市第×届人民代表大会常务委员会第三十六次会议");
const VOTES: [(&str, &str); 4] = [("tally_all", "60"), ("tally_present", "52"), ("tally_yes", "50"), ("tally_no", "2")];

/// From proposal to promulgation, all through the pages.
async fn drive(site: &TestSite, offices: &Offices, slug: &str, kind: BillKind) {
    use DocumentKind as D;
    offices.done(slug, Act::Plan, &[("on", "2025-12-20"), ("class", "formal"), ("target_session", "三月")]).await;
    offices.done(slug, Act::Draft, &[("on", "2026-01-05")]).await;
    for paper in [D::Motion, D::Explanation, D::Reference, D::HearingRecord] {
        offices.paper(slug, paper, "2026-02-01").await;
    }
    if kind.changes_ordinance() {
        offices.paper(slug, D::ComparisonTable, "2026-02-01").await;
    }
    offices.text(slug, Stage::Draft, "2026-02-01", FIRST).await;
    offices.done(slug, Act::Submit, &[("on", "2026-02-02"), ("operators", "no"), ("penalties", "yes")]).await;
    offices.done(slug, Act::Schedule, &[("on", "2026-02-10"), SESSION, ("session_on", "2026-02-26")]).await;
    offices.done(slug, Act::Read, &[("on", "2026-02-26"), SESSION, ("sent_on", "2026-02-18")]).await;
    if matches!(kind, BillKind::Enact | BillKind::Revise) {
        let days = [("on", "2026-03-01"), ("version", "v1"), ("opens", "2026-03-01"), ("closes", "2026-03-31")];
        offices.done(slug, Act::Consult, &days).await;
        offices.done(slug, Act::Revise, &[("on", "2026-03-01")]).await;
        seal(site, slug, Stage::RevisedDraft, date(2026, 4, 10)).await;
        offices.paper(slug, D::ResultReport, "2026-04-10").await;
        let session = [("on", "2026-04-28"), SESSION, ("sent_on", "2026-04-20")];
        offices.done(slug, Act::ReadAgain, &session).await;
        offices.paper(slug, D::AmendmentReport, "2026-04-29").await;
    } else {
        offices.paper(slug, D::ResultReport, "2026-04-29").await;
    }
    seal(site, slug, Stage::VoteDraft, date(2026, 4, 29)).await;
    offices.done(slug, Act::PutToVote, &[("on", "2026-04-29")]).await;
    let mut vote = vec![("on", "2026-04-29"), SESSION];
    vote.extend(VOTES);
    offices.done(slug, Act::Pass, &vote).await;
    offices.text(slug, Stage::Passed, "2026-04-29", FIRST).await;
    offices.paper(slug, D::ApprovalRequest, "2026-05-06").await;
    offices.done(slug, Act::SendForApproval, &[("on", "2026-05-06")]).await;
    offices.done(slug, Act::Receive, &[("on", "2026-05-08"), ("received_on", "2026-05-07")]).await;
    offices.text(slug, Stage::Approved, "2026-07-20", FIRST).await;
    offices.paper(slug, D::ApprovalDecision, "2026-07-20").await;
    let approval = ("session", "××省第×届人民代表大会常务委员会第二十次会议");
    offices.done(slug, Act::Approve, &[("on", "2026-07-20"), approval]).await;
    let published = FIRST.replace("（草案）", "（2026年4月29日××市第×届人民代表大会常务委员会第三十六次会议通过）");
    offices.text(slug, Stage::Promulgated, "2026-08-01", &published).await;
    offices.paper(slug, D::Announcement, "2026-08-01").await;
    let notice = [("on", "2026-08-01"), ("notice_number", "第12号"), ("effective_on", "2026-10-01")];
    offices.done(slug, Act::Promulgate, &notice).await;
    offices.paper(slug, D::FilingReport, "2026-08-10").await;
    let filing = [("on", "2026-08-10"), ("warning_reason", "新增的处罚已在报告中说明")];
    offices.done(slug, Act::SendFiling, &filing).await;
    offices.done(slug, Act::File, &[("on", "2026-08-25")]).await;
}

#[tokio::test]
async fn a_bill_of_each_kind_goes_from_proposal_into_force_through_the_pages() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    propose(&offices, "water", "××市节约用水条例", BillKind::Enact, "").await;
    drive(&site, &offices, "water", BillKind::Enact).await;
    assert_eq!(state(&site, "water").await, BillState::InForce, "its day has come");
    let auditor = site.signed_in("shenji", "郑某", &post_of(Role::Auditor, "")).await;
    let noted = auditor.get("/admin/audit").await.body;
    assert!(noted.contains("法规案流转") && noted.contains("添加文件") && noted.contains("报送备案"), "{noted}");
    for (slug, kind) in [
        ("water-amended", BillKind::Amend),
        ("water-revised", BillKind::Revise),
        ("water-repealed", BillKind::Repeal),
        ("several", BillKind::Omnibus),
    ] {
        propose(&offices, slug, &format!("关于节约用水条例的{}", kind.label()), kind, "water").await;
        drive(&site, &offices, slug, kind).await;
        assert_eq!(state(&site, slug).await, BillState::InForce, "{slug}");
    }
    let record =
        async |fields: &[(&str, &str)]| offices.commission.post("/desk/bills/water/advance", &encoded(fields)).await;
    // The day alone is not in the log of the other bill before something else is recorded there.
    for slug in ["water-amended", "water-repealed"] {
        let page = offices.commission.get(&format!("/desk/bills/{slug}")).await.body;
        assert!(page.contains("施行中"));
    }
    let amended = record(&[("act", "amend"), ("on", "2026-10-01"), ("other", "water-amended")]).await;
    assert_eq!(amended.status, StatusCode::SEE_OTHER, "{}", problems(&amended.body));
    assert_eq!(state(&site, "water").await, BillState::Amended);
    let repealed = record(&[("act", "repeal"), ("on", "2026-10-01"), ("other", "water-repealed")]).await;
    assert_eq!(repealed.status, StatusCode::SEE_OTHER, "{}", problems(&repealed.body));
    assert_eq!(state(&site, "water").await, BillState::Repealed);
}

#[tokio::test]
async fn what_is_lacking_is_said_with_its_article_and_what_was_typed_stays() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    propose(&offices, "water", "××市节约用水条例", BillKind::Enact, "").await;
    let plan = [("on", "2025-12-20"), ("class", "formal"), ("target_session", "")];
    let answer = offices.take("water", Act::Plan, &plan).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("正式项目应当明确拟提请审议的会议或者月份"));
    assert!(answer.body.contains("理由内部") && answer.body.contains("value=\"2025-12-20\""), "what was typed stays");
    offices.done("water", Act::Plan, &[("on", "2025-12-20"), ("class", "reserve")]).await;
    offices.done("water", Act::Draft, &[("on", "2026-01-05")]).await;
    let page = offices.general.get("/desk/bills/water").await.body;
    for words in ["缺少草案说明（立法法第五十八条）", "没有定稿的草案（立法法第五十八条）"]
    {
        assert!(page.contains(words), "{words}");
    }
    let answer = offices.take("water", Act::Submit, &[("on", "昨天")]).await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("缺少草案说明"));
    assert!(answer.body.contains("“昨天”不是有效的日期"));
    // 法制委 records nothing here; a member records nothing at all.
    let elsewhere = encoded(&[("act", "submit"), ("on", "2026-02-02")]);
    let answer = offices.committee.post("/desk/bills/water/advance", &elsewhere).await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("这一步由"));
    let member = site.signed_in("zucheng", "孙某", &post_of(Role::Member, "")).await;
    assert_eq!(member.post("/desk/bills/water/advance", &elsewhere).await.status, StatusCode::FORBIDDEN);
    assert_eq!(member.get("/desk/bills/water").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_department_sees_and_records_its_own_bills_alone() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    propose(&offices, "water", "××市节约用水条例", BillKind::Enact, "").await;
    offices.done("water", Act::Plan, &[("on", "2025-12-20"), ("class", "reserve")]).await;
    let own = site.signed_in("own", "周某", &post_of(Role::HandlingUnit, "××市生态环境局")).await;
    let other = site.signed_in("other", "吴某", &post_of(Role::HandlingUnit, "××市教育局")).await;
    assert!(own.get("/desk").await.body.contains("组织起草：××市节约用水条例"));
    assert!(!other.get("/desk").await.body.contains("节约用水"));
    assert_eq!(other.get("/desk/bills/water").await.status, StatusCode::FORBIDDEN);
    let draft = encoded(&[("act", "draft"), ("on", "2026-01-05")]);
    assert_eq!(other.post("/desk/bills/water/advance", &draft).await.status, StatusCode::FORBIDDEN);
    assert_eq!(own.post("/desk/bills/water/advance", &draft).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_public_reads_only_what_is_public() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    propose(&offices, "water", "××市节约用水条例", BillKind::Enact, "").await;
    let visitor = site.signed_out();
    assert_eq!(visitor.get("/bills/water").await.status, StatusCode::NOT_FOUND, "a project is not public");
    assert!(!visitor.get("/bills").await.body.contains("节约用水"));
    drive(&site, &offices, "water", BillKind::Enact).await;
    let page = visitor.get("/bills/water").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["列入年度立法计划（正式项目）", "第一次审议", "自2026年10月1日起施行"] {
        assert!(page.body.contains(words), "{words}");
    }
    for inside in ["李某", "钱某", "赵某", "理由内部", "票", "已在报告中说明", "审议意见整理"] {
        assert!(!page.body.contains(inside), "{inside}");
    }
    // v1 was consulted on, v6 promulgated; 修改稿, 表决稿 and the others were never published.
    for (text, status) in [("v1", 200), ("v2", 404), ("v3", 404), ("v4", 404), ("v5", 404), ("v6", 200)] {
        for address in
            [format!("/bills/water/{text}"), format!("/bills/water/{text}.md"), format!("/bills/water/{text}/a1")]
        {
            assert_eq!(visitor.get(&address).await.status.as_u16(), status, "{address}");
        }
    }
    for (paper, status) in [("explanation-d2", 200), ("hearing-record-d4", 404), ("announcement-d9", 200)] {
        for address in [format!("/bills/water/papers/{paper}"), format!("/bills/water/papers/{paper}.docx")] {
            assert_eq!(visitor.get(&address).await.status.as_u16(), status, "{address}");
        }
    }
    assert_eq!(offices.general.get("/desk/bills/water/papers/hearing-record-d4").await.status, StatusCode::OK);
    assert_eq!(visitor.get("/consultations/water-v1").await.status, StatusCode::OK);
    let desk = visitor.get("/desk/bills/water").await;
    assert_eq!(
        (desk.status, desk.header("location")),
        (StatusCode::SEE_OTHER, "/sign-in?then=%2Fdesk%2Fbills%2Fwater")
    );
}

#[tokio::test]
async fn a_correction_is_a_further_entry_and_the_public_reads_as_if_the_first_had_not_been() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    // The bill of the site came by import and is being revised after its first reading.
    assert_eq!(state(&site, "noise").await, BillState::Revising);
    let before = site.signed_out().get("/bills/noise").await.body;
    offices.done("noise", Act::Shelve, &[("on", "2026-11-20")]).await;
    assert_ne!(site.signed_out().get("/bills/noise").await.body, before);
    offices.done("noise", Act::Correct, &[("on", "2026-11-21")]).await;
    assert_eq!(state(&site, "noise").await, BillState::Revising);
    assert_eq!(site.signed_out().get("/bills/noise").await.body, before);
    let page = offices.general.get("/desk/bills/noise").await.body;
    assert!(page.contains("已由第2号更正") && page.contains("第1号登记不再有效"));
    let nothing = offices.take("noise", Act::Correct, &[("on", "2026-11-21")]).await;
    assert!(nothing.body.contains("没有可以更正的登记"));
}

#[tokio::test]
async fn the_dashboard_says_what_waits_for_whom_and_which_clock_runs() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    propose(&offices, "water", "××市节约用水条例", BillKind::Enact, "").await;
    assert!(offices.general.get("/desk").await.body.contains("列入立法计划：××市节约用水条例"));
    let own = offices.commission.get("/desk").await.body;
    assert!(own.contains("公开征求意见截止") && own.contains("还有12天"), "the consultation on v2 of the site's bill");
    let committee = offices.committee.get("/desk").await.body;
    assert!(committee.contains("现在没有等您办理的事项") && committee.contains("节约用水"));
    let auditor = site.signed_in("shenji", "郑某", &post_of(Role::Auditor, "")).await;
    assert_eq!(auditor.get("/desk").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_proposal_that_is_wrong_keeps_what_was_typed() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    let fields = [("title", "××市条例"), ("slug", "noise"), ("on", "2027-01-01"), ("summary", "老人<b>")];
    let answer = offices.commission.post("/desk/bills/new", &encoded(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["已经使用", "请选择种类", "提出日期晚于今天", "××市条例", "老人&#60;b&#62;"] {
        assert!(answer.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_text_that_came_from_outside_is_sealed_and_a_vote_draft_does_not_come_this_way() {
    let site = TestSite::filled().await;
    let offices = Offices::at(&site).await;
    propose(&offices, "water", "××市节约用水条例", BillKind::Enact, "").await;
    let send = async |stage: &str, text: &str| {
        offices.send("water", "texts", &[("kind", stage), ("dated", "2026-02-01")], text).await
    };
    let vote = send("vote_draft", FIRST).await;
    assert!(vote.status == StatusCode::UNPROCESSABLE_ENTITY && vote.body.contains("请选择是什么文本"));
    let empty = send("draft", "没有条文的文字").await;
    assert!(empty.body.contains("没有找到条文") && empty.body.contains("没有条文的文字"));
    assert_eq!(send("draft", FIRST).await.status, StatusCode::SEE_OTHER);
    let found = versions::of_bill(&mut site.db.read().await.unwrap(), &"water".parse().unwrap()).await.unwrap();
    assert!(found.len() == 1 && found[0].is_sealed());
}
