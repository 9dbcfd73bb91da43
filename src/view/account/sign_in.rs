//! 登录.

use super::Typed;
use crate::view::frame::{Frame, PageCtx};
use crate::view::link;

/// The form for signing in.
#[derive(askama::Template)]
#[template(path = "pages/sign_in.html")]
pub struct SignInPage {
    frame: Frame,
    /// Where to go afterwards.
    then: String,
    form: Typed,
    /// What the city's directory is called, if one can sign in by it.
    directory: Option<String>,
}

impl SignInPage {
    /// The page; afterwards one goes to `then`.
    #[must_use]
    pub fn new(ctx: &PageCtx, then: &str, form: Typed) -> Self {
        Self { frame: frame(ctx, "登录"), then: then.to_owned(), form, directory: None }
    }

    /// The same with a way in by the city's directory, if that is what it is called.
    #[must_use]
    pub fn by_directory(mut self, name: Option<&str>) -> Self {
        self.directory = name.map(str::to_owned);
        self
    }
}

/// The form for the number of the second factor.
#[derive(askama::Template)]
#[template(path = "pages/sign_in_code.html")]
pub struct CodePage {
    frame: Frame,
    then: String,
    form: Typed,
}

impl CodePage {
    /// The page; afterwards one goes to `then`.
    #[must_use]
    pub fn new(ctx: &PageCtx, then: &str, form: Typed) -> Self {
        Self { frame: frame(ctx, "填写动态验证码"), then: then.to_owned(), form }
    }
}

/// A frame whose address, which may be that of a change, is not repeated.
pub(super) fn frame(ctx: &PageCtx, title: &str) -> Frame {
    let mut frame = Frame::new(ctx, title).crumb("首页", link::HOME).unlisted();
    if frame.here.starts_with(link::JOIN) {
        link::JOIN.clone_into(&mut frame.here);
    }
    frame
}
