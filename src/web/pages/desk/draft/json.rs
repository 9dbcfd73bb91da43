//! Bodies and answers of the editor. Whatever goes wrong is one Chinese sentence.

use crate::law::edit::{Edit, Utf16};
use crate::law::span::Span;
use crate::web::error::Page;
use crate::web::middleware::trouble::Whole;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// A body as it came, or why it did not.
pub type Body = Result<Bytes, BytesRejection>;

/// `[from, to, "insert"]`, in UTF-16 units.
pub type Change = (usize, usize, String);

/// Reads a body.
#[expect(clippy::result_large_err, reason = "the error is the answer, made once")]
pub fn read<T: DeserializeOwned>(body: Body) -> Result<T, Response> {
    let bytes = match body {
        Ok(bytes) => bytes,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(refusal(error.status(), "内容太长，没有处理；文本最长4兆字节"));
        }
        Err(error) => return Err(refusal(error.status(), "没有收到完整的内容，请再试一次")),
    };
    serde_json::from_slice(&bytes).map_err(|_| refusal(StatusCode::UNPROCESSABLE_ENTITY, "无法识别发来的内容"))
}

/// An answer.
pub fn answer(value: &impl Serialize) -> Page {
    Ok(Json(value).into_response())
}

/// A refusal in one sentence.
pub fn refusal(status: StatusCode, message: impl AsRef<str>) -> Response {
    refused_with(status, &json!({ "message": message.as_ref() }))
}

/// A refusal that says more.
pub fn refused_with(status: StatusCode, value: &impl Serialize) -> Response {
    (status, Extension(Whole), Json(value)).into_response()
}

/// Edits of `text` as the editor takes them.
pub fn changes(text: &str, edits: &[Edit]) -> Vec<Change> {
    let index = Utf16::new(text);
    let change = |it: &Edit| {
        let (from, to) = range(&index, it.span);
        (from, to, it.replacement.clone())
    };
    edits.iter().map(change).collect()
}

/// A span as the editor counts.
pub fn range(index: &Utf16<'_>, span: Span) -> (usize, usize) {
    (index.units(span.start), index.units(span.end))
}
