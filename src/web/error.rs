//! What goes wrong in a handler. Turning it into a response has no side effect: the error rides along, and
//! `middleware::trouble` logs it once and makes the page.

use crate::store::StoreError;
use crate::view::Trouble;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What was sought and not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing has this address.
    Page,
    /// A bill.
    Bill,
    /// A text of a bill.
    Version,
    /// A provision of a text.
    Provision,
    /// A paper.
    Paper,
    /// A consultation.
    Consultation,
    /// A contact point.
    Point,
    /// A comparison.
    Comparison,
    /// A correction of a comparison.
    Correction,
    /// A drafting rule.
    Rule,
    /// A kept trial.
    Trial,
    /// A person.
    Person,
    /// An appointment.
    Appointment,
    /// A revision of a working draft.
    Revision,
    /// A note on a working draft.
    Note,
    /// A file that was brought to a working draft.
    File,
}

impl Missing {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Page => "这个地址对应的内容",
            Self::Bill => "这部法规草案",
            Self::Version => "这个文本",
            Self::Provision => "这一条",
            Self::Paper => "这份文件",
            Self::Consultation => "这份征求意见公告",
            Self::Point => "这个联系点",
            Self::Comparison => "这个对照",
            Self::Correction => "这条核对记录",
            Self::Rule => "这条规则",
            Self::Trial => "这个试改文本",
            Self::Person => "这个人员",
            Self::Appointment => "这项任职",
            Self::Revision => "这次修订",
            Self::Note => "这条批注",
            Self::File => "这份来稿",
        }
    }
}

/// Why a handler gave no page.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// No such thing.
    #[error("not found: {0:?}")]
    NotFound(Missing),
    /// The request came from another site, or by a name that is not this machine's.
    #[error("cross-site or foreign host")]
    Elsewhere,
    /// A change by someone who is not signed in, or no longer.
    #[error("not signed in")]
    SignIn,
    /// The post under which one acts may not do this.
    #[error("not permitted")]
    Forbidden,
    /// A password would travel over a connection that others can read.
    #[error("plain http")]
    PlainHttp,
    /// A link that was used, has ended, or never was.
    #[error("dead link")]
    DeadLink,
    /// The database is busy.
    #[error("busy")]
    Busy,
    /// More was sent than the so many bytes that the address takes.
    #[error("more than {0} bytes were sent")]
    TooLarge(usize),
    /// A file cannot be made in this form; why, and what to take instead.
    #[error("not to be had in this form: {0}")]
    NoFile(String),
    /// Our fault.
    #[error(transparent)]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl From<Missing> for AppError {
    fn from(what: Missing) -> Self {
        Self::NotFound(what)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Busy,
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<tokio::task::JoinError> for AppError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl AppError {
    /// The status of its response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Elsewhere | Self::Forbidden | Self::PlainHttp => StatusCode::FORBIDDEN,
            Self::DeadLink => StatusCode::GONE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy | Self::NoFile(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the visitor is told. `incident` is the number under which it is logged.
    pub fn trouble(&self, incident: &str) -> Trouble {
        match self {
            Self::NotFound(what) => Trouble::NotFound(what.words()),
            Self::Elsewhere => Trouble::Elsewhere,
            Self::SignIn => Trouble::SignIn,
            Self::Forbidden => Trouble::Forbidden,
            Self::PlainHttp => Trouble::PlainHttp,
            Self::DeadLink => Trouble::DeadLink,
            Self::TooLarge(most) => Trouble::TooLarge(Some(*most)),
            Self::Busy => Trouble::Busy,
            Self::NoFile(why) => Trouble::NoFile(why.clone()),
            Self::Internal(_) => Trouble::Internal(incident.to_owned()),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The result of a handler.
pub type Page = Result<Response, AppError>;
