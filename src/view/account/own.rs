//! 我的账号.

use super::Typed;
use super::sign_in::frame;
use crate::procedure::person::{Appointment, Person};
use crate::view::frame::{Frame, PageCtx};
use crate::view::{chinese_date, chinese_time, link};
use jiff::Zoned;

/// A session in the list.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// By what it is ended.
    pub id: String,
    /// With what it was begun.
    pub device: String,
    /// When, on the clocks here.
    pub since: Zoned,
    /// When it was last used.
    pub seen: Zoned,
    /// Whether it is the one that asks.
    pub here: bool,
}

impl SessionRow {
    fn times(&self) -> String {
        format!("{}登录，最近使用{}", chinese_time(&self.since), chinese_time(&self.seen))
    }
}

struct Post {
    id: i64,
    label: String,
    until: Option<String>,
    acting: bool,
}

/// One's own account.
#[derive(askama::Template)]
#[template(path = "pages/account.html")]
pub struct AccountPage {
    frame: Frame,
    name: String,
    login: String,
    posts: Vec<Post>,
    has_password: bool,
    has_factor: bool,
    demanded: bool,
    codes: i64,
    /// What the city's directory is called, and whether an account of it is tied to this one.
    directory: Option<(String, bool)>,
    sessions: Vec<SessionRow>,
    done: Option<&'static str>,
}

impl AccountPage {
    /// The page of this person, who acts under `acting` and holds these appointments, if any.
    #[must_use]
    pub fn new(ctx: &PageCtx, person: &Person, acting: Option<&Appointment>, held: &[Appointment]) -> Self {
        let post = |it: &Appointment| Post {
            id: it.id.get(),
            label: it.post.label(),
            until: it.until.map(|day| format!("任期至{}", chinese_date(day))),
            acting: acting.is_some_and(|own| own.id == it.id),
        };
        Self {
            frame: frame(ctx, "我的账号"),
            name: person.name.clone(),
            login: person.login.to_string(),
            posts: held.iter().map(post).collect(),
            has_password: true,
            has_factor: false,
            demanded: false,
            codes: 0,
            directory: None,
            sessions: Vec::new(),
            done: None,
        }
    }

    /// Whether there is a password; in an example there is none.
    pub fn password(&mut self, has: bool) {
        self.has_password = has;
    }

    /// Whether there is a second factor, whether it is demanded, and how many recovery codes are left.
    pub fn second_factor(&mut self, has: bool, demanded: bool, codes: i64) {
        (self.has_factor, self.demanded, self.codes) = (has, demanded, codes);
    }

    /// What the city's directory is called, where there is one, and whether an account of it is tied to this one.
    pub fn directory(&mut self, name: &str, tied: bool) {
        self.directory = Some((name.to_owned(), tied));
    }

    /// Where the person is signed in.
    pub fn sessions(&mut self, sessions: Vec<SessionRow>) {
        self.sessions = sessions;
    }

    /// What was just done, by its word in the address.
    pub fn done(&mut self, word: &str) {
        self.done = match word {
            "password" => Some("密码已经修改，其他设备上的登录都已结束。"),
            "no-factor" => Some("动态验证码已经取消，其他设备上的登录都已结束。"),
            "connected" => Some("已经连接，以后可以用它登录。"),
            "disconnected" => Some("连接已经断开。"),
            "sessions" => Some("登录已经结束。"),
            _ => None,
        };
    }

    fn others(&self) -> bool {
        self.sessions.iter().any(|it| !it.here)
    }
}

/// 修改密码.
#[derive(askama::Template)]
#[template(path = "pages/account_password.html")]
pub struct PasswordPage {
    frame: Frame,
    form: Typed,
}

impl PasswordPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, form: Typed) -> Self {
        Self { frame: frame(ctx, "修改密码").crumb("我的账号", link::ACCOUNT), form }
    }
}
