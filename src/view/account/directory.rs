//! 统一身份认证: signing in by the city's directory.

use super::Typed;
use super::sign_in::frame;
use crate::view::frame::{Frame, PageCtx};
use crate::view::link;

/// Why somebody who comes from the directory is not in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectoryTrouble {
    /// No account here belongs to the account there, or it is closed.
    NotConnected,
    /// Too late, for the second time, or from another browser.
    Stale,
    /// The directory says no.
    Declined,
    /// The directory does not answer.
    Unreachable,
    /// What the directory answers is not taken.
    Wrong,
    /// One of the two accounts is tied already.
    Taken,
}

/// The page about that.
#[derive(askama::Template)]
#[template(path = "pages/directory_trouble.html")]
pub struct DirectoryPage {
    frame: Frame,
    title: String,
    words: String,
    /// Whether one is signed in, and goes on in one's account.
    account: bool,
}

impl DirectoryPage {
    /// The page; `name` is what people call the directory.
    #[must_use]
    pub fn new(ctx: &PageCtx, name: &str, trouble: DirectoryTrouble) -> Self {
        let (title, words) = words(name, trouble);
        Self { frame: frame(ctx, &title), title, words, account: ctx.who.is_some() }
    }
}

fn words(name: &str, trouble: DirectoryTrouble) -> (String, String) {
    match trouble {
        DirectoryTrouble::NotConnected => (
            format!("您的{name}账号还没有连接本站账号"),
            format!(
                "没有能够登录的本站账号与它连接。请先用本站的用户名和密码登录，在“我的账号”中连接{name}，以后就可以用它登录。没有本站账号，或者不能登录的，请与本单位的系统管理员联系。"
            ),
        ),
        DirectoryTrouble::Stale => (
            "这次登录已经失效".to_owned(),
            format!("从本站前往{name}到返回，要在十分钟以内、在同一个浏览器中完成，并且只能用一次。请重新开始。"),
        ),
        DirectoryTrouble::Declined => (
            "没有登录成功".to_owned(),
            format!(
                "{name}没有同意这次登录，可能是中途取消了，也可能是您在那里没有使用本站的权限。请重新开始，或者改用用户名和密码登录。"
            ),
        ),
        DirectoryTrouble::Unreachable => {
            (format!("暂时联系不上{name}"), "没有改动任何内容。请过一会儿再试，或者改用用户名和密码登录。".to_owned())
        }
        DirectoryTrouble::Wrong => (
            format!("{name}返回的结果没有通过核对"),
            "为了账号安全，这次没有登录。请重新开始；再次出现的，请改用用户名和密码登录，并告知系统管理员。".to_owned(),
        ),
        DirectoryTrouble::Taken => (
            "没有连接成功".to_owned(),
            format!(
                "这个{name}账号已经连接了本站的账号，或者您的本站账号已经连接了另一个{name}账号。两边的账号一一对应；需要更换的，请先断开原来的连接。"
            ),
        ),
    }
}

/// 连接统一身份认证.
#[derive(askama::Template)]
#[template(path = "pages/account_directory.html")]
pub struct ConnectionPage {
    frame: Frame,
    name: String,
    tied: bool,
    form: Typed,
}

impl ConnectionPage {
    /// The page; `tied` says whether an account of the directory is tied to one's own.
    #[must_use]
    pub fn new(ctx: &PageCtx, name: &str, tied: bool, form: Typed) -> Self {
        let mut frame = frame(ctx, name).crumb("我的账号", link::ACCOUNT);
        link::ACCOUNT_DIRECTORY.clone_into(&mut frame.here);
        Self { frame, name: name.to_owned(), tied, form }
    }
}
