//! Signing in by the city's own directory (OpenID Connect, authorization code with PKCE): only in a program that was built
//! with the feature `oidc`.
//!
//! The directory says who somebody is; whose account here that is stands in our own table, and what that person may do in
//! our own appointments. Nothing is asked of any host but the issuer's and those that the operator names.
//!
//! | file | subject |
//! | --- | --- |
//! | `address.rs` | addresses of the directory, and which of them are asked |
//! | `fetch.rs` | asking one of them, within bounds |
//! | `provider.rs` | what the directory says of itself: its addresses and keys |
//! | `keys.rs` | public keys, and what they have signed |
//! | `token.rs` | who somebody is, as the directory signed it |
//! | `attempt.rs` | what is remembered while somebody is there |

mod address;
pub mod attempt;
mod fetch;
mod keys;
mod provider;
mod token;

use crate::clock;
use crate::view::link::encoded;
use crate::web::middleware::headers::POLICY;
use address::{Address, Host};
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use fetch::Fetch;
use jiff::Timestamp;
use provider::{Known, Provider};
use sha2::{Digest as _, Sha256};
use std::fmt;
pub use token::Identity;
use token::{Expected, Refusal};

/// Bytes of chance in whatever shall not be guessed.
const SECRET_BYTES: usize = 32;
/// The longest code that a directory sends.
const MAX_CODE_BYTES: usize = 4096;

/// What the operator configured of a directory.
#[derive(Clone)]
pub struct DirectorySetup {
    /// Who vouches, as the directory itself writes it.
    pub issuer: String,
    /// By which name the directory knows this site.
    pub client_id: String,
    /// The secret that belongs to the name.
    pub secret: String,
    /// What people call the directory.
    pub name: String,
    /// Further hosts on which the directory has addresses.
    pub hosts: Vec<String>,
    /// Values of `amr` or `acr` after which no second factor is asked for here.
    pub trusted_second_factor: Vec<String>,
    /// The address of this site, without a slash at the end.
    pub public_url: String,
}

/// Without the secret.
impl fmt::Debug for DirectorySetup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DirectorySetup").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// The configuration of a directory makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDirectory {
    /// The issuer is not an address, or not an encrypted one.
    #[error("issuer：请写 https:// 开头的网址，不带问号、井号和用户名；不加密的只能在本机")]
    Issuer,
    /// A host is not a name with a port.
    #[error("hosts：“{0}”不是主机名，请写成 id.example.cn 或者 id.example.cn:8443")]
    Host(String),
    /// The system trusts nobody, so nothing can be trusted.
    #[error("issuer：本机没有可以信任的根证书，请安装 ca-certificates")]
    Roots,
}

/// Why somebody could not be sent to the directory, or what came back was not taken. For the log: no word of it comes from
/// the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No connection.
    #[error("the directory cannot be reached")]
    Unreachable,
    /// It speaks no TLS, or under a certificate that the system does not trust.
    #[error("the directory's certificate is not trusted by this system, or it is not its own")]
    Untrusted,
    /// No answer in time.
    #[error("the directory does not answer in time")]
    Slow,
    /// An answer beyond all bounds.
    #[error("the directory answers with too much")]
    TooLarge,
    /// Not the answer that was asked for: a redirect, a refusal, a fault.
    #[error("the directory answers with status {0}")]
    Status(u16),
    /// What it says of itself cannot be read, or names another issuer.
    #[error("the directory does not say of itself what it must: {0}")]
    Description(&'static str),
    /// It names an address on a host that nobody configured.
    #[error("the directory names an address on a host that is not configured: {0}")]
    Foreign(&'static str),
    /// What it says of the person was not taken.
    #[error("the directory's word is not taken: {0}")]
    Token(#[from] Refusal),
}

impl Fault {
    /// Whether the answer was wrong, rather than none.
    #[must_use]
    pub fn is_wrong_answer(self) -> bool {
        matches!(self, Self::Token(_) | Self::Status(400..=499))
    }
}

/// Somebody on the way to the directory.
pub struct Departure {
    /// Where to.
    pub address: String,
    /// What comes back with the answer.
    pub state: String,
    /// What the answer is checked against.
    pub proof: Proof,
}

/// What the answer is checked against. Nobody but this site knows the verifier.
pub struct Proof {
    nonce: String,
    verifier: String,
}

impl Proof {
    fn written(&self) -> String {
        format!("{}\n{}", self.nonce, self.verifier)
    }

    fn read(text: &str) -> Option<Self> {
        let (nonce, verifier) = text.split_once('\n')?;
        Some(Self { nonce: nonce.to_owned(), verifier: verifier.to_owned() })
    }
}

/// A directory.
#[derive(Debug)]
pub struct Directory {
    setup: DirectorySetup,
    issuer: Address,
    fetch: Fetch,
    known: Known,
    policy: HeaderValue,
}

impl Directory {
    /// A directory; nothing is asked of it yet.
    ///
    /// # Errors
    /// The configuration makes no sense.
    pub fn new(setup: DirectorySetup) -> Result<Self, NoDirectory> {
        let issuer = Address::read(&setup.issuer).filter(|it| !it.has_query()).ok_or(NoDirectory::Issuer)?;
        let further = |it: &String| Host::read(it, issuer.is_secure()).ok_or_else(|| NoDirectory::Host(it.clone()));
        let mut hosts = vec![issuer.host().clone()];
        for it in &setup.hosts {
            hosts.push(further(it)?);
        }
        let allowed: Vec<String> = hosts.iter().map(Host::to_string).collect();
        let policy = POLICY.replace("form-action 'self'", &format!("form-action 'self' {}", allowed.join(" ")));
        let policy = HeaderValue::from_str(&policy).map_err(|_| NoDirectory::Issuer)?;
        let fetch = Fetch::new(hosts, issuer.is_secure()).ok_or(NoDirectory::Roots)?;
        Ok(Self { setup, issuer, fetch, known: Known::default(), policy })
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.setup.name
    }

    /// Who vouches.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.setup.issuer
    }

    /// Whether no second factor need be asked for after this.
    #[must_use]
    pub fn trusts(&self, identity: &Identity) -> bool {
        identity.methods.iter().any(|it| self.setup.trusted_second_factor.contains(it))
    }

    /// Sends somebody there.
    ///
    /// # Errors
    /// The directory does not say where that is.
    pub async fn depart(&self, now: Timestamp) -> Result<Departure, Fault> {
        let provider = self.known.get(self, now).await?;
        let (state, nonce) = (clock::random_hex::<SECRET_BYTES>(), clock::random_hex::<SECRET_BYTES>());
        let verifier = clock::random_hex::<SECRET_BYTES>();
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let query = form(&[
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", &self.setup.client_id),
            ("redirect_uri", &self.callback()),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let address = provider.authorization.with_query(&query);
        Ok(Departure { address, state, proof: Proof { nonce, verifier } })
    }

    /// Exchanges the code that somebody came back with for who it is.
    ///
    /// # Errors
    /// The directory does not answer, or its word is not taken.
    pub async fn arrive(&self, code: &str, proof: &Proof, now: Timestamp) -> Result<Identity, Fault> {
        if code.is_empty() || code.len() > MAX_CODE_BYTES {
            return Err(Fault::Token(Refusal::Malformed));
        }
        let provider = self.known.get(self, now).await?;
        let answer = self.exchange(&provider, code, proof).await?;
        let token = token::of_answer(&answer)?;
        let expected = Expected {
            issuer: &self.setup.issuer,
            client_id: &self.setup.client_id,
            nonce: &proof.nonce,
            seconds: now.as_second(),
        };
        match token::read(&token, &provider.keys, &expected) {
            // It may have new keys since it was asked.
            Err(Refusal::UnknownKey) => {
                let provider = self.known.renew(self, now).await?;
                Ok(token::read(&token, &provider.keys, &expected)?)
            }
            found => Ok(found?),
        }
    }

    /// Whether an answer that names its issuer names this one (RFC 9207).
    #[must_use]
    pub fn is_issuer(&self, named: Option<&str>) -> bool {
        named.is_none_or(|it| it == self.setup.issuer)
    }

    async fn exchange(&self, provider: &Provider, code: &str, proof: &Proof) -> Result<Vec<u8>, Fault> {
        let (id, secret, callback) = (&*self.setup.client_id, &*self.setup.secret, self.callback());
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &callback),
            ("code_verifier", &proof.verifier),
        ];
        let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret))));
        if provider.secret_in_form {
            fields.extend([("client_id", id), ("client_secret", secret)]);
        }
        let authorization = (!provider.secret_in_form).then_some(&*basic);
        self.fetch.post(&provider.token, authorization, form(&fields)).await
    }

    fn callback(&self) -> String {
        format!("{}{}", self.setup.public_url, crate::view::link::SIGN_IN_DIRECTORY)
    }
}

/// Lets the forms of this page lead to the directory: browsers hold a form to its page's policy on its way, too.
#[must_use]
pub fn leading_there(directory: Option<&Directory>, mut response: Response) -> Response {
    if let Some(directory) = directory {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, directory.policy.clone());
    }
    response
}

/// The same for whatever an address answers.
pub async fn lead_there(State(app): State<crate::web::App>, request: Request, next: Next) -> Response {
    leading_there(app.directory(), next.run(request).await)
}

/// Fields as a form sends them.
fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}
