//! A form that was sent after the session had ended: nothing of it is lost.

use super::sign_in::frame;
use crate::view::frame::{Frame, PageCtx};
use crate::view::link;

/// The longest value that stands in a hidden field; longer ones are shown, so that one sees that they are there.
const MAX_HIDDEN_CHARS: usize = 120;

/// The form once more, to be sent again after signing in beside it.
#[derive(askama::Template)]
#[template(path = "pages/kept_form.html")]
pub struct KeptFormPage {
    frame: Frame,
    action: String,
    hidden: Vec<(String, String)>,
    shown: Vec<(String, String)>,
    /// Whether there were fields that are not repeated.
    secrets: bool,
}

impl KeptFormPage {
    /// The page: where the form goes, its fields, and whether passwords were left out.
    #[must_use]
    pub fn new(ctx: &PageCtx, action: &str, fields: Vec<(String, String)>, secrets: bool) -> Self {
        let long = |it: &(String, String)| it.1.contains('\n') || it.1.chars().count() > MAX_HIDDEN_CHARS;
        let (shown, hidden) = fields.into_iter().partition(long);
        let mut frame = frame(ctx, "请先登录");
        link::HOME.clone_into(&mut frame.here);
        Self { frame, action: action.to_owned(), hidden, shown, secrets }
    }
}
