//! What a link that is good once opens.

use super::Typed;
use super::sign_in::frame;
use crate::procedure::account::Purpose;
use crate::procedure::person::Person;
use crate::view::frame::{Frame, PageCtx};

/// The form behind a link.
#[derive(askama::Template)]
#[template(path = "pages/join.html")]
pub struct JoinPage {
    frame: Frame,
    title: &'static str,
    /// Login and name, where they are known.
    person: Option<(String, String)>,
    /// Whether the second factor goes too.
    renews: bool,
    /// Whether a password is there already.
    first: bool,
    form: Typed,
}

impl JoinPage {
    /// The page for this purpose, and for whom if that is known.
    #[must_use]
    pub fn new(ctx: &PageCtx, purpose: Purpose, person: Option<&Person>, form: Typed) -> Self {
        let title = match purpose {
            Purpose::Join => "开通账号",
            Purpose::NewPassword | Purpose::Renew => "重新设置密码",
            Purpose::FirstAdministrator => "设立系统管理员",
        };
        Self {
            frame: frame(ctx, title),
            title,
            person: person.map(|it| (it.login.to_string(), it.name.clone())),
            renews: purpose == Purpose::Renew,
            first: matches!(purpose, Purpose::Join | Purpose::FirstAdministrator),
            form,
        }
    }
}
