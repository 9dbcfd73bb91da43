//! A directory on this machine that signs with a key made for the test, and lies as it is told to.

use super::site::{TestSite, encoded};
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::header::{AUTHORIZATION, LOCATION};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use kaimen::web::{Directory, DirectorySetup};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use ring::{digest, hmac};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;

/// By which name the directory knows the site.
pub const CLIENT: &str = "kaimen-test";
/// The secret for that name: signs that have to be escaped are in it.
pub const SECRET: &str = "hush: 9+8%";
/// Where people reach the site.
pub const SITE: &str = "https://law.example";

/// How an address of the directory answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// As it should.
    Well,
    /// Never.
    Hangs,
    /// With ten megabytes.
    Endlessly,
    /// With a redirect to this address.
    Elsewhere(String),
    /// With this.
    With(Value),
}

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Signed {
    Es256,
    EdDsa,
    /// Not at all.
    None,
    /// With the public key as a secret.
    Hs256,
    /// With a key that is not the directory's, under the name of one that is.
    ByAnother,
    /// Rightly, but then something else is said.
    ThenChanged,
    /// With a key of a name that nobody knows.
    UnderAnotherName,
}

/// What a token says besides, or otherwise.
pub type Change = Box<dyn Fn(&mut Value) + Send>;

struct Plan {
    subject: String,
    now: i64,
    signed: Signed,
    claims: Change,
    description: Answers,
    keys: Answers,
    token: Answers,
    secret_in_form: bool,
    /// Code → what it was given for.
    codes: BTreeMap<String, BTreeMap<String, String>>,
    key: EcdsaKeyPair,
    key_name: String,
    /// How often each address was asked.
    asked: BTreeMap<&'static str, usize>,
}

/// The directory.
#[derive(Clone)]
pub struct IdentityProvider {
    pub issuer: String,
    plan: Arc<Mutex<Plan>>,
    edwards: Arc<Ed25519KeyPair>,
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).expect("the same key")
}

impl IdentityProvider {
    /// Starts it; it ends with the test's runtime.
    pub async fn start(site: &TestSite) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let edwards = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        let plan = Plan {
            subject: "subject-1".to_owned(),
            now: site.now.as_second(),
            signed: Signed::Es256,
            claims: Box::new(|_| ()),
            description: Answers::Well,
            keys: Answers::Well,
            token: Answers::Well,
            secret_in_form: false,
            codes: BTreeMap::new(),
            key: new_key(),
            key_name: "first".to_owned(),
            asked: BTreeMap::new(),
        };
        let edwards = Arc::new(Ed25519KeyPair::from_pkcs8(edwards.as_ref()).expect("the same key"));
        let made = Self { issuer, plan: Arc::new(Mutex::new(plan)), edwards };
        let router = made.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        made
    }

    fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(description))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .with_state(self.clone())
    }

    /// How the operator configures it.
    pub fn setup(&self) -> DirectorySetup {
        DirectorySetup {
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            secret: SECRET.to_owned(),
            name: "市统一身份认证".to_owned(),
            hosts: Vec::new(),
            trusted_second_factor: Vec::new(),
            public_url: SITE.to_owned(),
        }
    }

    /// The site with it.
    pub fn at(&self, site: &TestSite) -> TestSite {
        site.with_directory(Directory::new(self.setup()).expect("a directory"))
    }

    fn change(&self, change: impl FnOnce(&mut Plan)) -> &Self {
        change(&mut self.plan.lock().expect("no panic"));
        self
    }

    /// Whom it has before it from now on.
    pub fn names(&self, subject: &str) -> &Self {
        self.change(|it| subject.clone_into(&mut it.subject))
    }

    pub fn signs(&self, signed: Signed) -> &Self {
        self.change(|it| it.signed = signed)
    }

    /// What it says besides, or otherwise.
    pub fn claims(&self, change: impl Fn(&mut Value) + Send + 'static) -> &Self {
        self.change(|it| it.claims = Box::new(change))
    }

    pub fn describes_itself(&self, answers: Answers) -> &Self {
        self.change(|it| it.description = answers)
    }

    pub fn shows_keys(&self, answers: Answers) -> &Self {
        self.change(|it| it.keys = answers)
    }

    pub fn gives_tokens(&self, answers: Answers) -> &Self {
        self.change(|it| it.token = answers)
    }

    pub fn wants_the_secret_in_the_form(&self) -> &Self {
        self.change(|it| it.secret_in_form = true)
    }

    /// Signs with another key from now on.
    pub fn takes_a_new_key(&self) -> &Self {
        self.change(|it| (it.key, it.key_name) = (new_key(), "second".to_owned()))
    }

    /// How often this was asked for.
    pub fn asked(&self, what: &str) -> usize {
        self.plan.lock().expect("no panic").asked.get(what).copied().unwrap_or(0)
    }

    /// What it says of itself when it says the truth.
    pub fn description(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let method = if self.plan.lock().expect("no panic").secret_in_form { "post" } else { "basic" };
        json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize?tenant=city"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/keys"),
            "token_endpoint_auth_methods_supported": [format!("client_secret_{method}")],
        })
    }

    /// What the person's browser does there: it goes where the site sent it, and is sent back.
    pub async fn visited(&self, location: &str) -> String {
        let path = location.strip_prefix(&self.issuer).expect("the directory's own address");
        let request = Request::get(path).body(Body::empty()).expect(path);
        let answer = self.router().oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{location}");
        let back = answer.headers()[LOCATION].to_str().expect("an address").to_owned();
        back.strip_prefix(SITE).expect("back to the site").to_owned()
    }

    fn counted(&self, what: &'static str) -> std::sync::MutexGuard<'_, Plan> {
        let mut plan = self.plan.lock().expect("no panic");
        *plan.asked.entry(what).or_default() += 1;
        plan
    }

    /// Who sends a code: the site, with its secret, once, and with what the code was asked for with.
    fn exchanged(
        &self,
        headers: &HeaderMap,
        form: &BTreeMap<String, String>,
    ) -> Result<(Answers, Value), &'static str> {
        let mut plan = self.counted("token");
        let header = headers.get(AUTHORIZATION).map(|it| it.to_str().expect("words").to_owned());
        let proved = if plan.secret_in_form {
            header.is_none() && form["client_id"] == CLIENT && form["client_secret"] == SECRET
        } else {
            let pair = format!("{CLIENT}:hush%3A%209%2B8%25");
            header == Some(format!("Basic {}", STANDARD.encode(pair))) && !form.contains_key("client_secret")
        };
        if !proved {
            return Err("invalid_client");
        }
        let asked = plan.codes.remove(&form["code"]).ok_or("invalid_grant")?;
        let challenge = BASE64.encode(digest::digest(&digest::SHA256, form["code_verifier"].as_bytes()));
        if challenge != asked["code_challenge"] || form["redirect_uri"] != asked["redirect_uri"] {
            return Err("invalid_grant");
        }
        let (issuer, now) = (&self.issuer, plan.now);
        let mut claims = json!({
            "iss": issuer, "aud": CLIENT, "sub": plan.subject, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
        });
        (plan.claims)(&mut claims);
        let token = self.signed(&plan, &claims);
        let well = json!({ "access_token": "unused", "token_type": "Bearer", "id_token": token });
        Ok((plan.token.clone(), well))
    }

    fn signed(&self, plan: &Plan, claims: &Value) -> String {
        let public = plan.key.public_key().as_ref().to_vec();
        let part = |it: &Value| BASE64.encode(it.to_string());
        let name = &*plan.key_name;
        let (algorithm, name) = match plan.signed {
            Signed::EdDsa => ("EdDSA", "edwards"),
            Signed::None => ("none", name),
            Signed::Hs256 => ("HS256", name),
            Signed::UnderAnotherName => ("ES256", "nobody's"),
            Signed::Es256 | Signed::ByAnother | Signed::ThenChanged => ("ES256", name),
        };
        let head = part(&json!({ "alg": algorithm, "typ": "JWT", "kid": name }));
        let mut message = format!("{head}.{}", part(claims));
        let by = |key: &EcdsaKeyPair| {
            key.sign(&SystemRandom::new(), message.as_bytes()).expect("a signature").as_ref().to_vec()
        };
        let signature = match plan.signed {
            Signed::None => Vec::new(),
            Signed::Hs256 => {
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &public), message.as_bytes()).as_ref().to_vec()
            }
            Signed::EdDsa => self.edwards.sign(message.as_bytes()).as_ref().to_vec(),
            Signed::ByAnother => by(&new_key()),
            Signed::Es256 | Signed::ThenChanged | Signed::UnderAnotherName => by(&plan.key),
        };
        if plan.signed == Signed::ThenChanged {
            let mut claims = claims.clone();
            claims["amr"] = json!(["mfa"]);
            message = format!("{head}.{}", part(&claims));
        }
        format!("{message}.{}", BASE64.encode(signature))
    }
}

async fn answer(answers: Answers, well: impl FnOnce() -> Response) -> Response {
    match answers {
        Answers::Well => well(),
        Answers::Hangs => std::future::pending().await,
        Answers::Endlessly => Body::from(vec![b' '; 10 << 20]).into_response(),
        Answers::Elsewhere(address) => Redirect::temporary(&address).into_response(),
        Answers::With(value) => Json(value).into_response(),
    }
}

async fn description(State(own): State<IdentityProvider>) -> Response {
    let answers = own.counted("description").description.clone();
    answer(answers, || Json(own.description()).into_response()).await
}

async fn keys(State(own): State<IdentityProvider>) -> Response {
    let (answers, public, name) = {
        let plan = own.counted("keys");
        (plan.keys.clone(), plan.key.public_key().as_ref().to_vec(), plan.key_name.clone())
    };
    let (x, y) = (BASE64.encode(&public[1..33]), BASE64.encode(&public[33..]));
    let edwards = BASE64.encode(own.edwards.public_key().as_ref());
    let keys = json!({ "keys": [
        { "kty": "EC", "crv": "P-521", "kid": "of a kind that is not taken", "x": "AA", "y": "AA" },
        { "kty": "oct", "kid": "a secret", "k": "AAAA" },
        { "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": name, "x": x, "y": y },
        { "kty": "OKP", "crv": "Ed25519", "kid": "edwards", "x": edwards },
    ]});
    answer(answers, || Json(keys).into_response()).await
}

/// Everybody is signed in there already.
async fn authorize(State(own): State<IdentityProvider>, Query(asked): Query<BTreeMap<String, String>>) -> Response {
    let is = |name: &str, value: &str| assert_eq!(asked[name], value, "{asked:?}");
    is("tenant", "city");
    is("response_type", "code");
    is("scope", "openid");
    is("client_id", CLIENT);
    is("redirect_uri", &format!("{SITE}/sign-in/directory"));
    is("code_challenge_method", "S256");
    let mut plan = own.counted("authorize");
    let code = format!("code-{}", plan.asked["authorize"]);
    let query = encoded(&[("code", &code), ("state", &asked["state"]), ("iss", &own.issuer)]);
    let back = format!("{}?{query}", asked["redirect_uri"]);
    plan.codes.insert(code, asked);
    Redirect::to(&back).into_response()
}

async fn token(
    State(own): State<IdentityProvider>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    match own.exchanged(&headers, &form) {
        Ok((answers, well)) => answer(answers, || Json(well).into_response()).await,
        Err(why) => (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response(),
    }
}

/// The fields of an address.
pub fn fields(address: &str) -> BTreeMap<String, String> {
    let uri: Uri = address.parse().expect(address);
    Query::try_from_uri(&uri).expect(address).0
}
