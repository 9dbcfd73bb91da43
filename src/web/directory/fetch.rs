//! Asking the directory: only the hosts that the operator named, one connection for each question, no redirect followed,
//! within a time and a size.

use super::Fault;
use super::address::{Address, Host};
use axum::body::Bytes;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_TYPE, HOST};
use axum::http::{Request, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// The longest an answer may take. Three of them are less than a page may.
const TIME: Duration = Duration::from_secs(4);
/// The most an answer may have: keys with their certificates are some tens of kilobytes.
const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// Asks.
pub struct Fetch {
    hosts: Vec<Host>,
    tls: Option<TlsConnector>,
}

impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetch").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}

impl Fetch {
    /// Asks these hosts. Encrypted connections need roots that the system trusts; `None` without any.
    pub fn new(hosts: Vec<Host>, secure: bool) -> Option<Self> {
        let tls = if secure { Some(connector()?) } else { None };
        Some(Self { hosts, tls })
    }

    /// Whether this address is one that may be asked, and that people may be sent to.
    pub fn allows(&self, address: &Address) -> bool {
        self.hosts.contains(address.host())
    }

    /// Reads what stands there.
    pub async fn get(&self, address: &Address) -> Result<Vec<u8>, Fault> {
        let request = Request::get(address.path_and_query());
        self.ask(address, request, String::new()).await
    }

    /// Sends a form.
    pub async fn post(&self, address: &Address, authorization: Option<&str>, form: String) -> Result<Vec<u8>, Fault> {
        let mut request = Request::post(address.path_and_query());
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        self.ask(address, request, form).await
    }

    async fn ask(
        &self,
        address: &Address,
        request: axum::http::request::Builder,
        body: String,
    ) -> Result<Vec<u8>, Fault> {
        if !self.allows(address) {
            return Err(Fault::Foreign("an address"));
        }
        let host = address.host().to_string();
        let host = host.split_once("://").map_or(host.as_str(), |it| it.1);
        let request = request.header(HOST, host).header(ACCEPT, "application/json").header(CONNECTION, "close");
        let request = request.body(Full::new(Bytes::from(body))).map_err(|_| Fault::Description("an address"))?;
        let answered = tokio::time::timeout(TIME, self.once(address.host(), request));
        answered.await.map_err(|_| Fault::Slow)?
    }

    async fn once(&self, host: &Host, request: Request<Full<Bytes>>) -> Result<Vec<u8>, Fault> {
        let stream = TcpStream::connect((host.name(), host.port())).await.map_err(|_| Fault::Unreachable)?;
        if !host.is_secure() {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(host.name().to_owned()).map_err(|_| Fault::Unreachable)?;
        let tls = self.tls.as_ref().ok_or(Fault::Unreachable)?;
        let stream = tls.connect(name, stream).await.map_err(|_| Fault::Untrusted)?;
        exchange(stream, request).await
    }
}

/// The system's roots: a city's own authority belongs there, too.
fn connector() -> Option<TlsConnector> {
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().ok().filter(|_| added > 0)?;
    Some(TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth())))
}

/// One question and its answer. The connection is driven here, so that it ends with whoever stops waiting.
async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Vec<u8>, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let shaken = http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = shaken.map_err(|_| Fault::Unreachable)?;
    let answer = async move {
        let response = sender.send_request(request).await.map_err(|_| Fault::Unreachable)?;
        if response.status() != StatusCode::OK {
            return Err(Fault::Status(response.status().as_u16()));
        }
        let body = Limited::new(response.into_body(), MAX_ANSWER_BYTES).collect().await;
        let body = body.map_err(|error| match error.is::<http_body_util::LengthLimitError>() {
            true => Fault::TooLarge,
            false => Fault::Unreachable,
        })?;
        Ok(body.to_bytes().to_vec())
    };
    tokio::pin!(answer, connection);
    let mut open = true;
    loop {
        tokio::select! {
            answer = &mut answer => return answer,
            _ = &mut connection, if open => open = false,
        }
    }
}
