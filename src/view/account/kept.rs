//! A form that could not be taken as it was sent: nothing of it is lost.

use super::sign_in::frame;
use crate::view::frame::{Frame, PageCtx};
use crate::view::link;
use crate::view::room;

/// The longest value that stands in a hidden field; longer ones are shown, so that one sees that they are there.
const MAX_HIDDEN_CHARS: usize = 120;

/// Why a form comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptWhy {
    /// Nobody is signed in, or no longer.
    SignIn,
    /// It is longer than so many bytes.
    TooLong(usize),
}

/// The form once more, to be sent again: after signing in beside it, or shortened.
#[derive(askama::Template)]
#[template(path = "pages/kept_form.html")]
pub struct KeptFormPage {
    frame: Frame,
    action: String,
    hidden: Vec<(String, String)>,
    shown: Vec<(String, String)>,
    /// How much there is room for, if that is why.
    room: Option<String>,
    /// Whether there were fields that are not repeated.
    secrets: bool,
    /// Fields with files, and what was chosen; none for a form without files.
    files: Option<Vec<(String, String)>>,
}

impl KeptFormPage {
    /// The page: where the form goes, its fields, and why it comes back.
    #[must_use]
    pub fn new(ctx: &PageCtx, action: &str, fields: Vec<(String, String)>, why: KeptWhy) -> Self {
        let long = |it: &(String, String)| it.1.contains('\n') || it.1.chars().count() > MAX_HIDDEN_CHARS;
        let (shown, hidden) = fields.into_iter().partition(long);
        let (title, room) = match why {
            KeptWhy::SignIn => ("请先登录", None),
            KeptWhy::TooLong(most) => ("内容太长，没有保存", Some(room(most))),
        };
        let mut frame = frame(ctx, title);
        link::HOME.clone_into(&mut frame.here);
        Self { frame, action: action.to_owned(), hidden, shown, room, secrets: false, files: None }
    }

    /// Passwords were left out.
    pub fn without_secrets(&mut self) {
        self.secrets = true;
    }

    /// The form may carry files: the names of their fields, and of what was chosen; an empty one for nothing.
    pub fn with_files(&mut self, files: Vec<(String, String)>) {
        self.files = Some(files);
    }

    fn lost_files(&self) -> bool {
        self.files.iter().flatten().any(|it| !it.1.is_empty())
    }
}
