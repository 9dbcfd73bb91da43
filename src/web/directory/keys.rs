//! Public keys of a directory (RFC 7517), and what they have signed. A kind of key allows its own ways of signing and no
//! other, and there is no way but these: what is unsigned, or signed with a shared secret, cannot even be said.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;

/// The most keys that are looked at.
const MAX_KEYS: usize = 64;
/// Bytes of a number of the curve P-256.
const P256_BYTES: usize = 32;

/// A way of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Algorithm {
    /// RSA with SHA-256, PKCS #1.
    #[serde(rename = "RS256")]
    Rs256,
    /// RSA with SHA-256, PSS.
    #[serde(rename = "PS256")]
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

/// A public key.
#[derive(Debug, Clone)]
pub struct Key {
    id: Option<String>,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    kty: String,
    #[serde(rename = "use")]
    purpose: Option<String>,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The keys of a set with which something may be signed; those of other kinds are passed over. `None` if it is no set.
pub fn read(json: &[u8]) -> Option<Vec<Key>> {
    let set: Set = serde_json::from_slice(json).ok()?;
    Some(set.keys.into_iter().take(MAX_KEYS).filter_map(key).collect())
}

fn key(written: Written) -> Option<Key> {
    if written.purpose.as_deref().is_some_and(|it| it != "sig") {
        return None;
    }
    let number = |it: &Option<String>| URL_SAFE_NO_PAD.decode(it.as_deref()?.trim_end_matches('=')).ok();
    let kind = match (&*written.kty, written.crv.as_deref()) {
        ("RSA", _) => Kind::Rsa { n: without_zeros(number(&written.n)?), e: without_zeros(number(&written.e)?) },
        ("EC", Some("P-256")) => Kind::P256(point(&number(&written.x)?, &number(&written.y)?)?),
        ("OKP", Some("Ed25519")) => Kind::Ed25519(number(&written.x)?),
        _ => return None,
    };
    Some(Key { id: written.kid, kind })
}

/// Some write a zero before numbers whose first bit is set.
fn without_zeros(number: Vec<u8>) -> Vec<u8> {
    number.into_iter().skip_while(|it| *it == 0).collect()
}

fn point(x: &[u8], y: &[u8]) -> Option<Vec<u8>> {
    let fits = x.len() == P256_BYTES && y.len() == P256_BYTES;
    fits.then(|| [&[4], x, y].concat())
}

impl Key {
    /// Whether it may have signed this: it is the one that is named, if one is, and of the right kind.
    pub fn fits(&self, named: Option<&str>, algorithm: Algorithm) -> bool {
        let kind = match self.kind {
            Kind::Rsa { .. } => matches!(algorithm, Algorithm::Rs256 | Algorithm::Ps256),
            Kind::P256(_) => algorithm == Algorithm::Es256,
            Kind::Ed25519(_) => algorithm == Algorithm::EdDsa,
        };
        kind && named.is_none_or(|it| self.id.as_deref() == Some(it))
    }

    /// Whether it signed this.
    pub fn has_signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let verified = match (&self.kind, algorithm) {
            (Kind::Rsa { n, e }, Algorithm::Rs256) => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
            (Kind::Rsa { n, e }, Algorithm::Ps256) => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PSS_2048_8192_SHA256, message, signature)
            }
            (Kind::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
            (Kind::Ed25519(key), Algorithm::EdDsa) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            _ => return false,
        };
        verified.is_ok()
    }
}
