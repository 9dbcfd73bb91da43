//! Who somebody is, as the directory signed it: an ID token (OpenID Connect Core §2 and §3.1.3.7), read and checked.

use super::keys::{Algorithm, Key};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

/// How far the directory's clock may be from ours, in seconds.
const SKEW: f64 = 60.0;
/// The longest name of a subject that the standard allows.
const MAX_SUBJECT_BYTES: usize = 255;
/// Most ways of proof that are looked at.
const MAX_METHODS: usize = 32;

/// Why a token was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no token.
    #[error("it cannot be read")]
    Malformed,
    /// Unsigned, signed with a secret, or signed in a way that is not taken.
    #[error("its way of signing is not taken")]
    Algorithm,
    /// Signed with a key that the directory does not have.
    #[error("it names a key that is not the directory's")]
    UnknownKey,
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// Another one vouches.
    #[error("another issuer")]
    Issuer,
    /// It was made for another site.
    #[error("it is for another audience")]
    Audience,
    /// It has ended.
    #[error("it has ended")]
    Ended,
    /// It was made in the future.
    #[error("it is from the future")]
    Early,
    /// It was made for another attempt.
    #[error("it is for another attempt")]
    Nonce,
    /// It names nobody.
    #[error("it names nobody")]
    Subject,
}

/// What a token has to say.
pub struct Expected<'a> {
    /// Who vouches.
    pub issuer: &'a str,
    /// For whom.
    pub client_id: &'a str,
    /// For which attempt.
    pub nonce: &'a str,
    /// Now, in seconds since 1970.
    pub seconds: i64,
}

/// Who somebody is to the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// By which name; never given to anybody else.
    pub subject: String,
    /// How that was proved: `amr` and `acr`.
    pub methods: Vec<String>,
}

#[derive(Deserialize)]
struct Answer {
    id_token: String,
}

#[derive(Deserialize)]
struct Header {
    alg: Value,
    kid: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: OneOrMany,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    sub: String,
    acr: Option<String>,
    #[serde(default)]
    amr: Option<OneOrMany>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// The token in the answer to a code.
pub fn of_answer(json: &[u8]) -> Result<String, Refusal> {
    let answer: Answer = serde_json::from_slice(json).map_err(|_| Refusal::Malformed)?;
    Ok(answer.id_token)
}

/// Reads a token: first who signed it, then what it says.
pub fn read(token: &str, keys: &[Key], expected: &Expected<'_>) -> Result<Identity, Refusal> {
    let claims: Claims = part(signed(token, keys)?)?;
    check(&claims, expected)?;
    let ways = match claims.amr {
        Some(OneOrMany::Many(many)) => many,
        Some(OneOrMany::One(one)) => vec![one],
        None => Vec::new(),
    };
    let methods = ways.into_iter().take(MAX_METHODS).chain(claims.acr).collect();
    Ok(Identity { subject: claims.sub, methods })
}

/// What was signed with one of the keys.
fn signed<'a>(token: &'a str, keys: &[Key]) -> Result<&'a str, Refusal> {
    let (message, signature) = token.rsplit_once('.').ok_or(Refusal::Malformed)?;
    let (header, payload) = message.split_once('.').filter(|it| !it.1.contains('.')).ok_or(Refusal::Malformed)?;
    let header: Header = part(header)?;
    // What must be understood is not understood.
    if header.crit.is_some() {
        return Err(Refusal::Malformed);
    }
    let algorithm: Algorithm = serde_json::from_value(header.alg).map_err(|_| Refusal::Algorithm)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Refusal::Malformed)?;
    let mut fitting = keys.iter().filter(|it| it.fits(header.kid.as_deref(), algorithm)).peekable();
    if fitting.peek().is_none() {
        return Err(Refusal::UnknownKey);
    }
    let right = fitting.any(|it| it.has_signed(algorithm, message.as_bytes(), &signature));
    if right { Ok(payload) } else { Err(Refusal::Signature) }
}

fn part<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Refusal::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed)
}

fn check(claims: &Claims, expected: &Expected<'_>) -> Result<(), Refusal> {
    let now = expected.seconds as f64;
    // For this site and for nobody else: what others may hold is no proof here.
    let ours = match &claims.aud {
        OneOrMany::One(one) => one == expected.client_id,
        OneOrMany::Many(many) => matches!(&**many, [one] if one == expected.client_id),
    };
    let ours = ours && claims.azp.as_deref().is_none_or(|it| it == expected.client_id);
    let named = !claims.sub.is_empty() && claims.sub.len() <= MAX_SUBJECT_BYTES && claims.sub.is_ascii();
    let early = |it: f64| it > now + SKEW;
    for (holds, refusal) in [
        (claims.iss == expected.issuer, Refusal::Issuer),
        (ours, Refusal::Audience),
        (claims.exp > now - SKEW, Refusal::Ended),
        (!early(claims.iat) && !claims.nbf.is_some_and(early), Refusal::Early),
        (claims.nonce.as_deref() == Some(expected.nonce), Refusal::Nonce),
        (named, Refusal::Subject),
    ] {
        if !holds {
            return Err(refusal);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXPECTED: Expected<'_> =
        Expected { issuer: "https://id.example", client_id: "kaimen", nonce: "n", seconds: 0 };

    fn with_head(head: &str) -> String {
        format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(head), URL_SAFE_NO_PAD.encode("{}"), URL_SAFE_NO_PAD.encode("x"))
    }

    #[test]
    fn what_is_no_token_is_refused_by_name() {
        for (head, refusal) in [
            (r#"{"alg":"none"}"#, Refusal::Algorithm),
            (r#"{"alg":"HS256"}"#, Refusal::Algorithm),
            (r#"{"alg":"RS1"}"#, Refusal::Algorithm),
            (r#"{"alg":["RS256"]}"#, Refusal::Algorithm),
            (r#"{"alg":"RS256","alg":"none"}"#, Refusal::Malformed),
            (r#"{"alg":"RS256","crit":["b64"],"b64":false}"#, Refusal::Malformed),
            (r#"{"kid":"a"}"#, Refusal::Malformed),
            (r#"{"alg":"RS256"}"#, Refusal::UnknownKey),
        ] {
            assert_eq!(read(&with_head(head), &[], &EXPECTED), Err(refusal), "{head}");
        }
        for odd in ["", ".", "..", "...", "a.b", "a.b.c.d", "e30.e30.", "条.款.项", "e30=.e30.e30"] {
            assert_eq!(read(odd, &[], &EXPECTED), Err(Refusal::Malformed), "{odd}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(token in ".*", head in ".*", answer in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(read(&token, &[], &EXPECTED).is_err());
            prop_assert!(read(&with_head(&head), &[], &EXPECTED).is_err());
            let _ = of_answer(&answer);
        }
    }
}
