//! 登录.

use super::frame::{Frame, PageCtx};
use super::link;

/// The form for signing in.
#[derive(askama::Template)]
#[template(path = "pages/sign_in.html")]
pub struct SignInPage {
    frame: Frame,
    /// Where to go afterwards.
    then: String,
}

impl SignInPage {
    /// The page; afterwards one goes to `then`.
    #[must_use]
    pub fn new(ctx: &PageCtx, then: &str) -> Self {
        Self { frame: Frame::new(ctx, "登录").crumb("首页", link::HOME).unlisted(), then: then.to_owned() }
    }
}
