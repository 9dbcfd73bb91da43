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

#[cfg(test)]
mod tests {
    use super::*;

    // Made once with another program, whose private keys were thrown away: a test cannot make a pair of RSA keys with ring.
    const MESSAGE: &[u8] = b"what the directory says";
    const MODULUS: &str = "p8IX55Vn6l_UFsRZwZkQksDj147AB6vfL-fDtXCi71tS7PQMlINcLKBQ9kA1fUdUxlD9eDYKukOUPdvqCSL8Ih3MYTXm3nau-D10\
    IVuTYqCLXDN8All8fVWjK6FgR-ORp5qsa1N4lAVEeGEVW18UD_52b5hu7G_GKAtpvwGg5azoWoazm-Wcc6aa0vTHeChUW-SzzgoU\
    rQ4YU0T-4bmVGORQ7jJmWK4SvAwjNqEBcnZ3Co1YZm80YqbpB8WJQY0d44KhDMfSf5RgiD5XM677KD3kuUqwjAhJ1D9s7YOQjOmF\
    dns1XWhmH8uGRjQf2WfKJBRCVD-i_TKKQ0mG5v5_Zw";
    const RS256: &str = "ZOT_uulIJkWP7SCvAsEqyxBaDcKI5KMBAe5UNh8-u8uKzEPHIDFyc_6AnXKch_-SVGh_97bLOodGuCcu-ujQNa8uCxNI0PG9ZmLr\
    _Khi0EbeeavUf07a_qPASKkN_xTc--wPoIo91_QbLBS5FLbDgPyg5l6SuwBIV-XkNNBigyNjvgMXol6u4AG2_Ba_HqlyiFLHqrJq\
    YGQw9M5VG4127vgD9orM2uSSJ5tQ0XVNxn3DagwReryuHir17X6a3aEy_E8j25TacePFJyUvkjAVb2RmlBt9UcLEgy0OYO-MiYAL\
    UpEy3Za9b5WJaAHGyIeNJrZojy6dv5sHtIvcW8lapQ";
    const PS256: &str = "T5_0wHqcrUaePID_HwXvCozEsoswumA-PyCxUeNzVq0FliAUxVAFsA70x5zwQ7HguiJvqSF5Dr307oPce6UJikEDCz_xvo0uRvdI\
    DIXJXC5EMkzf5tIgKrkUHPUKQJ1gQWFURYP84ixjpeH3PYpp-RVbXZnJHtmacfKM1ZtQzW4jVO8-gVAFfPT_HOHuPNC2tOtN03xy\
    Ji-JTrnNLLFXzKObLOj-G4WJ3kuw19tTB9FRDGOK0c9VDqHf6JO6elxIXcky42d5-6qlSYA4-pHusCSUpcnR31pDl35mrB5IrRhS\
    6AxqjRbIuIODqbGz_zf4RTA1e6Vdc93K--4ksbzuIg";
    const SHORT_MODULUS: &str = "vj1XDRYwyORywwTumPr3uzZs9BxaBo_4kjbwX3k-lkX6oikMvpOXfzDkMA1WsHVkb5l9LCpF8CGBsJZxQfXhlBYMvC6shpdRHGc2\
    hOPd-rdxTQ05vgrno3Ifyk-gHFFiGzBpd7H1fmr8OMkcVkq4Var9HqdjvxRuFFB7SUinCNk";
    const SHORT_RS256: &str = "U7R9HYTVN1lum5mPzDh0eKp9hFlPBPx8iayqGlXufkdyv41NYUCrCcwsrwvcRfSSeyvFZgZ_-_Ij_eVx5v_vp7AMO8lxLd6zd3F9\
    sw4dROH9wmHp_Gh5tgwlFp7NyoBJKWaRn6XRy7G8pBMCaQ2ETx7AApMtQ1ThDJLd06rgacY";

    fn keys(keys: &serde_json::Value) -> Vec<Key> {
        read(serde_json::json!({ "keys": keys }).to_string().as_bytes()).unwrap()
    }

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    #[test]
    fn a_signature_by_rsa_holds_for_its_key_its_way_and_its_message_only() {
        let key = &keys(&serde_json::json!([{ "kty": "RSA", "kid": "a", "n": MODULUS, "e": "AQAB" }]))[0];
        assert!(key.has_signed(Algorithm::Rs256, MESSAGE, &bytes(RS256)));
        assert!(key.has_signed(Algorithm::Ps256, MESSAGE, &bytes(PS256)));
        assert!(!key.has_signed(Algorithm::Ps256, MESSAGE, &bytes(RS256)));
        assert!(!key.has_signed(Algorithm::Rs256, b"what somebody says", &bytes(RS256)));
        assert!(!key.has_signed(Algorithm::Es256, MESSAGE, &bytes(RS256)));
        for at in 0..bytes(RS256).len() {
            let mut changed = bytes(RS256);
            changed[at] ^= 1;
            assert!(!key.has_signed(Algorithm::Rs256, MESSAGE, &changed), "{at}");
        }
        let zero = URL_SAFE_NO_PAD.encode([&[0], &*bytes(MODULUS)].concat());
        let padded = &keys(&serde_json::json!([{ "kty": "RSA", "n": zero, "e": "AQAB" }]))[0];
        assert!(padded.has_signed(Algorithm::Rs256, MESSAGE, &bytes(RS256)), "some write a zero before it");
    }

    #[test]
    fn a_key_that_is_too_short_has_signed_nothing() {
        let key = &keys(&serde_json::json!([{ "kty": "RSA", "n": SHORT_MODULUS, "e": "AQAB" }]))[0];
        assert!(!key.has_signed(Algorithm::Rs256, MESSAGE, &bytes(SHORT_RS256)));
    }

    #[test]
    fn a_key_fits_by_its_name_and_its_kind_and_what_is_no_key_is_passed_over() {
        let found = keys(&serde_json::json!([
            { "kty": "RSA", "kid": "a", "n": MODULUS, "e": "AQAB" },
            { "kty": "RSA", "kid": "b", "use": "enc", "n": MODULUS, "e": "AQAB" },
            { "kty": "RSA", "kid": "c", "e": "AQAB" },
            { "kty": "RSA", "kid": "d", "n": "not base64", "e": "AQAB" },
            { "kty": "EC", "kid": "e", "crv": "P-256", "x": "AQAB", "y": "AQAB" },
            { "kty": "oct", "kid": "f", "k": "AQAB" },
        ]));
        assert_eq!(found.iter().map(|it| it.id.as_deref()).collect::<Vec<_>>(), [Some("a")]);
        let fits = |named, algorithm| found[0].fits(named, algorithm);
        assert!(fits(Some("a"), Algorithm::Rs256) && fits(None, Algorithm::Ps256));
        assert!(!fits(Some("b"), Algorithm::Rs256) && !fits(Some("a"), Algorithm::Es256));
        for odd in ["", "[]", "{}", r#"{"keys":{}}"#] {
            assert!(read(odd.as_bytes()).is_none(), "{odd}");
        }
        let many = vec![serde_json::json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" }); MAX_KEYS + 1];
        assert_eq!(keys(&many.into()).len(), MAX_KEYS);
    }
}
