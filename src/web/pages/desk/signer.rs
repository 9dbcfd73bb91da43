//! Who checks, remembered by the browser for `/desk` alone and until it is closed. The name is never in an address.

use crate::procedure::correction::{MAX_NAME_CHARS, MAX_ORGAN_CHARS};
use crate::view::{RememberedSigner, link};
use crate::web::App;
use crate::web::pages::local;
use axum::Form;
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::convert::Infallible;

const NAME: &str = "km_desk";

/// [`RememberedSigner`] of the request.
#[derive(Debug, Clone)]
pub struct Remembered(pub RememberedSigner);

impl FromRequestParts<App> for Remembered {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(read(&parts.headers)))
    }
}

fn read(headers: &HeaderMap) -> RememberedSigner {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok());
    let mut pairs = cookies.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    let words = pairs.find(|(name, _)| *name == NAME).and_then(|(_, value)| from_hex(value)).unwrap_or_default();
    let (name, organ) = words.split_once('\n').unwrap_or_default();
    RememberedSigner { name: name.to_owned(), organ: organ.to_owned() }
}

/// The header that makes the browser remember. Hexadecimal digits, because a cookie holds no Chinese.
pub fn cookie(signer: &RememberedSigner) -> [(HeaderName, String); 1] {
    let clip = |text: &str, most: usize| text.replace(char::is_control, " ").chars().take(most).collect::<String>();
    let words = format!("{}\n{}", clip(&signer.name, MAX_NAME_CHARS), clip(&signer.organ, MAX_ORGAN_CHARS));
    let value: String = words.bytes().map(|it| format!("{it:02x}")).collect();
    [(SET_COOKIE, format!("{NAME}={value}; Path={}; HttpOnly; SameSite=Strict", link::DESK))]
}

fn from_hex(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|it| u8::from_str_radix(it, 16).ok()))
        .collect();
    String::from_utf8(bytes?).ok()
}

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignerForm {
    name: String,
    organ: String,
    back: String,
}

/// `POST /desk/signer`: from now on the forms are filled in with this name.
pub async fn remember(Form(form): Form<SignerForm>) -> Response {
    let signer = RememberedSigner { name: form.name.trim().to_owned(), organ: form.organ.trim().to_owned() };
    let back = if form.back.is_empty() { link::DESK } else { local(&form.back) };
    (cookie(&signer), Redirect::to(back)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_name_is_remembered_and_nonsense_is_nobody() {
        let signer = RememberedSigner { name: "王某; x=1".to_owned(), organ: "法工委𠀀".to_owned() };
        let [(_, header)] = cookie(&signer);
        assert!(header.is_ascii() && header.contains("Path=/desk; HttpOnly; SameSite=Strict"), "{header}");
        let sent = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_str(value).unwrap());
            read(&headers)
        };
        assert_eq!(sent(&format!("other=1; {}", header.split(';').next().unwrap())), signer);
        for odd in ["", "km_desk=", "km_desk=zz", "km_desk=e", "km_desk=ff", "km_desk=+1+1", "x=1"] {
            assert_eq!(sent(odd), RememberedSigner::default(), "{odd}");
        }
    }
}
