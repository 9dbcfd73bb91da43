//! What the directory says of itself: where it is asked, and with which keys it signs (OpenID Connect Discovery).

use super::address::Address;
use super::keys::{self, Key};
use super::{Directory, Fault};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long it is believed before it is asked again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// The least time between two askings for new keys: whoever sends tokens with made-up keys asks no oftener.
const RENEWED: SignedDuration = SignedDuration::from_secs(60);
/// How long it is left in peace after it could not be asked, so that nobody waits in a row.
const FAILED: SignedDuration = SignedDuration::from_secs(10);

/// Where the directory is asked, and its keys.
#[derive(Debug)]
pub struct Provider {
    /// Where people are sent.
    pub authorization: Address,
    /// Where codes are exchanged.
    pub token: Address,
    /// Whether it takes our secret in the form only, not in a header.
    pub secret_in_form: bool,
    /// With what it signs.
    pub keys: Vec<Key>,
}

#[derive(Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// What is known of the directory.
#[derive(Debug, Default)]
pub struct Known(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    found: Option<(Timestamp, Arc<Provider>)>,
    failed: Option<(Timestamp, Fault)>,
}

impl Known {
    /// What the directory says of itself, asked for at most once an hour, and once for all who wait.
    pub async fn get(&self, directory: &Directory, now: Timestamp) -> Result<Arc<Provider>, Fault> {
        self.not_older_than(FRESH, directory, now).await
    }

    /// The same, asked for anew unless that was just done.
    pub async fn renew(&self, directory: &Directory, now: Timestamp) -> Result<Arc<Provider>, Fault> {
        self.not_older_than(RENEWED, directory, now).await
    }

    async fn not_older_than(
        &self,
        age: SignedDuration,
        directory: &Directory,
        now: Timestamp,
    ) -> Result<Arc<Provider>, Fault> {
        let mut state = self.0.lock().await;
        if let Some((at, provider)) = &state.found
            && now.duration_since(*at) < age
        {
            return Ok(provider.clone());
        }
        if let Some((at, fault)) = state.failed
            && now.duration_since(at) < FAILED
        {
            return Err(fault);
        }
        let found = ask(directory).await.map(Arc::new);
        match &found {
            Ok(provider) => *state = State { found: Some((now, provider.clone())), failed: None },
            Err(fault) => state.failed = Some((now, *fault)),
        }
        found
    }
}

async fn ask(directory: &Directory) -> Result<Provider, Fault> {
    let at = directory.issuer.below("/.well-known/openid-configuration");
    let described = directory.fetch.get(&at).await?;
    let described: Description =
        serde_json::from_slice(&described).map_err(|_| Fault::Description("its configuration"))?;
    if described.issuer != directory.setup.issuer {
        return Err(Fault::Description("another issuer"));
    }
    let own = |text: &str, what| {
        let address = Address::read(text).ok_or(Fault::Description(what))?;
        if directory.fetch.allows(&address) { Ok(address) } else { Err(Fault::Foreign(what)) }
    };
    let authorization = own(&described.authorization_endpoint, "authorization_endpoint")?;
    let token = own(&described.token_endpoint, "token_endpoint")?;
    let keys = own(&described.jwks_uri, "jwks_uri")?;
    let keys = keys::read(&directory.fetch.get(&keys).await?).ok_or(Fault::Description("its keys"))?;
    let methods = &described.token_endpoint_auth_methods_supported;
    let takes = |method: &str| methods.iter().any(|it| it == method);
    let secret_in_form = takes("client_secret_post") && !takes("client_secret_basic");
    Ok(Provider { authorization, token, secret_in_form, keys })
}
