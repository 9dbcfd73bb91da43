//! A site over a small database of its own: one bill in two readings, a paper, an open consultation, two contact
//! points. The day is 2026-11-23.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use jiff::civil::date;
use kaimen::clock::Clock;
use kaimen::procedure::person::{Post, Role};
use kaimen::procedure::{
    Bill, BillKind, BillState, Channel, ConsultationNotice, ContactPoint, Digest, Document, DocumentKind, Event,
    HostType, PointStatus, Reading, Stage, Tier, VersionFacts, VersionId,
};
use kaimen::store::{
    Db, Target, bills, consultations, contact_points, documents, events, life, migrate, people, sessions, versions,
};
use kaimen::view::Site;
use kaimen::web::{Accounts, App, FontLoader, Sessions, Setup, StaffRoute, router, staff_routes};
use std::sync::Arc;
use tower::Service as _;

/// The first reading of the bill.
pub const FIRST: &str = "# ××市噪声防治条例\n\n（草案）\n\n## 第一章　总则\n\n\
第一条　为了防治噪声，制定本条例。\n\n\
第二条　有下列情形之一的，适用本条例第三条第二款的规定：\n\n（一）夜间施工的；\n\n（二）<b>装修</b>的。\n\n\
## 第二章　法律责任\n\n\
第三条　违反本条例规定的，责令改正。\n\n违反前款规定，拒不改正的，处五百元罚款。\n\n\
第四条　本条例自2027年7月1日起施行。\n";

const PAPER: &str = "# 关于《××市噪声防治条例（草案）》的说明\n\n（2026年8月27日　××市司法局）\n\n主任、各位委员：\n\n\
受市人民政府委托，现作说明。\n\n一、制定的必要性\n\n群众反映噪声扰民。\n";

/// The day.
const TODAY: jiff::civil::Date = date(2026, 11, 23);

/// A running site and the folder its database is in.
pub struct TestSite {
    router: Router,
    /// Its database.
    pub db: Db,
    /// What the browser sends along: the session of whoever is signed in.
    cookie: Option<String>,
    /// How it keeps accounts.
    pub accounts: Accounts,
    /// What its clock says.
    pub now: jiff::Timestamp,
    /// By which directory one signs in, too.
    #[cfg(feature = "oidc")]
    directory: Option<Arc<kaimen::web::Directory>>,
    _folder: Arc<tempfile::TempDir>,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or("")
    }
}

impl TestSite {
    /// An empty site.
    pub async fn empty() -> Self {
        Self::made().await
    }

    /// A site with the bill, at which 王某 of 法工委 is signed in.
    pub async fn with_desk() -> Self {
        Self::filled().await.signed_in("wangmou", "王某", &post_of(Role::LegCommission, "")).await
    }

    /// The same site for someone new who holds this post and is signed in.
    pub async fn signed_in(&self, login: &str, name: &str, post: &Post) -> Self {
        let mut tx = self.db.write().await.expect("a transaction");
        let login = login.parse().expect("a login");
        let person = people::add(&mut tx, &login, name, jiff::Timestamp::UNIX_EPOCH).await.expect("a person");
        people::appoint(&mut tx, person, post, date(2026, 1, 1), None).await.expect("an appointment");
        let token = format!("token-of-{login}");
        let now = Clock::fixed_on(TODAY).now();
        sessions::add(&mut tx, Digest::of(token.as_bytes()), person, None, now).await.expect("a session");
        tx.commit().await.expect("a commit");
        self.with_cookie(&format!("{}={token}", Sessions::default().cookie_name()))
    }

    /// The same site for a browser that sends this cookie.
    pub fn with_cookie(&self, cookie: &str) -> Self {
        Self { cookie: Some(cookie.to_owned()), ..self.copy() }
    }

    fn copy(&self) -> Self {
        let (router, db, folder) = (self.router.clone(), self.db.clone(), self._folder.clone());
        let (cookie, accounts, now) = (self.cookie.clone(), self.accounts.clone(), self.now);
        Self {
            router,
            db,
            cookie,
            accounts,
            now,
            #[cfg(feature = "oidc")]
            directory: self.directory.clone(),
            _folder: folder,
        }
    }

    /// The same site so much later; another process of it, for that matter.
    pub fn later(&self, passed: jiff::SignedDuration) -> Self {
        let now = self.now.checked_add(passed).expect("a time");
        let next = Self { now, ..self.copy() };
        Self { router: router(next.app()), ..next }
    }

    /// The same site, which keeps accounts like this.
    pub fn keeping(&self, accounts: Accounts) -> Self {
        Self { accounts, ..self.copy() }.later(jiff::SignedDuration::ZERO)
    }

    /// The same site, at which one signs in by a directory, too.
    #[cfg(feature = "oidc")]
    pub fn with_directory(&self, directory: kaimen::web::Directory) -> Self {
        Self { directory: Some(Arc::new(directory)), ..self.copy() }.later(jiff::SignedDuration::ZERO)
    }

    /// The same site as an example, at which one takes roles.
    pub fn as_demo(&self) -> Self {
        Self { router: router(self.app().with_roles()), ..self.copy() }
    }

    /// The addresses behind sign-in.
    pub fn staff_routes(&self) -> Vec<StaffRoute> {
        staff_routes(&self.app())
    }

    fn app(&self) -> App {
        let app = app(&self.db, self.now, self.accounts.clone());
        #[cfg(feature = "oidc")]
        let app = match &self.directory {
            Some(directory) => app.with_directory(directory.clone()),
            None => app,
        };
        app
    }

    /// The same site for nobody.
    pub fn signed_out(&self) -> Self {
        Self { cookie: None, ..self.with_cookie("") }
    }

    async fn made() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = Db::open(&Target::Sqlite(folder.path().join("kaimen.db"))).await.expect("the database opens");
        migrate(&db, jiff::Timestamp::UNIX_EPOCH).await.expect("the migrations run");
        Self::over(db, folder)
    }

    /// The site of [`Self::with_desk`] over a database of either kind.
    pub async fn with_desk_over(db: Db) -> Self {
        let site = Self::over(db, tempfile::tempdir().expect("a temporary folder"));
        fill(&site.db).await;
        site.signed_in("wangmou", "王某", &post_of(Role::LegCommission, "")).await
    }

    fn over(db: Db, folder: tempfile::TempDir) -> Self {
        let (accounts, now) = (Accounts::default(), Clock::fixed_on(TODAY).now());
        let router = router(app(&db, now, accounts.clone()));
        Self {
            router,
            db,
            cookie: None,
            accounts,
            now,
            #[cfg(feature = "oidc")]
            directory: None,
            _folder: Arc::new(folder),
        }
    }

    /// A site with the bill.
    pub async fn filled() -> Self {
        let site = Self::empty().await;
        fill(&site.db).await;
        site
    }

    /// Adds a bill with these texts as v1, v2 …, all sealed: 草案, 草案修改稿 and so on.
    pub async fn add_bill(&self, slug: &str, title: &str, texts: &[String]) {
        let bill = Bill { slug: slug.parse().expect("a slug"), title: title.to_owned(), ..bill() };
        let mut tx = self.db.write().await.expect("a transaction");
        bills::put(&mut tx, &bill).await.expect("a bill");
        let stages = [Stage::Draft, Stage::RevisedDraft, Stage::VoteDraft];
        for (number, text) in (1..).zip(texts) {
            let stage = stages[usize::from(number - 1) % stages.len()];
            let facts = version(number, stage.label(), stage);
            versions::add(&mut tx, &bill.slug, &facts, text).await.expect("a version");
            life::publish(&mut tx, &bill.slug, facts.id).await.expect("it is public");
            versions::seal(&mut tx, &bill, facts.id, jiff::Timestamp::UNIX_EPOCH).await.expect("a seal");
        }
        tx.commit().await.expect("a commit");
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect(path)).await
    }

    /// Asks for a page with a header.
    pub async fn get_with(&self, path: &str, name: &str, value: &str) -> Answer {
        self.send(Request::get(path).header(name, value).body(Body::empty()).expect(path)).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, form: &str) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(form.to_owned())).expect(path)).await
    }

    /// The bytes of a file.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        self.answered(Request::get(path).body(Body::empty()).expect(path)).await.2
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (status, headers, body) = self.answered(request).await;
        Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn answered(&self, mut request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        if let Some(cookie) = &self.cookie
            && !request.headers().contains_key("cookie")
        {
            request.headers_mut().insert("cookie", cookie.parse().expect("a cookie"));
        }
        let mut router = self.router.clone();
        let response = router.call(request).await.expect("a router does not fail");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 64 * 1024 * 1024).await.expect("a body");
        (parts.status, parts.headers, body.to_vec())
    }
}

fn app(db: &Db, now: jiff::Timestamp, accounts: Accounts) -> App {
    let fonts = FontLoader::new(|| kaimen::cli::fonts::load(&kaimen::config::Fonts::default()).ok());
    let setup = Setup { db: db.clone(), clock: Clock::fixed(now), site: Site::default(), fonts };
    App::new(setup).expect("the assets are built").with_accounts(accounts)
}

/// A post that belongs to no contact point.
pub fn post_of(role: Role, organ: &str) -> Post {
    Post::new(role, organ, None).expect("a post")
}

/// Fields as a form sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| text.bytes().map(|it| format!("%{it:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}

/// What stands in a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    page.split(&start).nth(1).and_then(|it| it.split('"').next()).unwrap_or_default().to_owned()
}

fn version(number: u16, label: &str, stage: Stage) -> VersionFacts {
    VersionFacts {
        id: VersionId::new(number).expect("a version"),
        stage,
        label: label.to_owned(),
        reading: Reading::new(1).ok(),
        dated: date(2026, 8, 27),
        session: Some("××市第×届人民代表大会常务委员会第三十四次会议".to_owned()),
    }
}

/// The bill that [`TestSite::filled`] has.
pub fn bill() -> Bill {
    Bill {
        slug: "noise".parse().expect("a slug"),
        title: "××市噪声防治条例".to_owned(),
        kind: BillKind::Enact,
        example: true,
        jurisdiction: "××市".to_owned(),
        enactor: "××市人民代表大会常务委员会".to_owned(),
        sponsor: "××市人民政府".to_owned(),
        drafting_unit: "××市生态环境局".to_owned(),
        committee: None,
        summary: "夜里更安静。".to_owned(),
        questions: vec!["您被什么声音吵过？".to_owned()],
        readings_required: Reading::new(2).expect("a reading"),
    }
}

async fn fill(db: &Db) {
    let bill = bill();
    let slug = &bill.slug;
    let mut tx = db.write().await.expect("a transaction");
    bills::put(&mut tx, &bill).await.expect("a bill");
    let second = FIRST.replace("（草案）", "（草案修改稿）").replace("五百元", "一千元");
    for (facts, text) in
        [(version(1, "草案", Stage::Draft), FIRST), (version(2, "草案修改稿", Stage::RevisedDraft), second.as_str())]
    {
        versions::add(&mut tx, slug, &facts, text).await.expect("a version");
        life::publish(&mut tx, slug, facts.id).await.expect("it is public");
        versions::seal(&mut tx, &bill, facts.id, jiff::Timestamp::UNIX_EPOCH).await.expect("a seal");
    }
    let happened = [
        (BillState::Planned, date(2026, 1, 20), None),
        (BillState::Reading(Reading::new(1).expect("a reading")), date(2026, 8, 27), VersionId::new(1).ok()),
        (BillState::Revising, date(2026, 9, 1), VersionId::new(2).ok()),
    ];
    let happened: Vec<Event> = happened
        .into_iter()
        .map(|(state, on, version)| Event { state, on, by: "主任会议".to_owned(), version, note: None })
        .collect();
    events::replace_all(&mut tx, slug, &happened).await.expect("events");
    let paper = Document {
        name: "explanation".parse().expect("a name"),
        kind: DocumentKind::Explanation,
        version: VersionId::new(1).ok(),
        title: "关于《××市噪声防治条例（草案）》的说明".to_owned(),
        author: "××市司法局".to_owned(),
        dated: date(2026, 8, 27),
        text_sha256: Digest::of(PAPER.as_bytes()),
    };
    documents::replace_all(&mut tx, slug, &[(paper, PAPER.to_owned())]).await.expect("a paper");
    let notice = |id: &str, opens, closes| ConsultationNotice {
        id: id.parse().expect("an id"),
        title: format!("关于公开征求《××市噪声防治条例》意见的公告（{id}）"),
        opens,
        closes,
        channels: vec![
            Channel::Letter {
                address: "××市××区人民路1号".to_owned(),
                postcode: Some("000000".to_owned()),
                envelope: Some("噪声条例征求意见".to_owned()),
            },
            Channel::Telephone("0000-12345678".to_owned()),
            Channel::Email("fagongwei@example.invalid".to_owned()),
        ],
    };
    let notices = [
        notice("noise-v1", date(2026, 8, 28), date(2026, 9, 30)),
        notice("noise-v2", date(2026, 11, 1), date(2026, 12, 5)),
    ];
    consultations::replace_all(&mut tx, slug, &notices).await.expect("notices");
    for (position, (name, status)) in
        [("park", PointStatus::Active), ("village", PointStatus::Suspended)].into_iter().enumerate()
    {
        let point = ContactPoint {
            slug: name.parse().expect("a slug"),
            name: format!("××{name}基层立法联系点"),
            tier: Tier::Municipal,
            host: "××产业园管理委员会".to_owned(),
            host_type: HostType::Park,
            district: "××市东区".to_owned(),
            sector: Some("营商环境".to_owned()),
            plaque: None,
            address: Some("××路1号".to_owned()),
            hours: None,
            telephone: Some("0000-12345602".to_owned()),
            intro: None,
            valid_from: date(2023, 9, 1),
            valid_to: None,
            status,
            example: true,
        };
        contact_points::put(&mut tx, &point, position as i64).await.expect("a point");
    }
    tx.commit().await.expect("a commit");
}
