//! Pages for what went wrong: what happened, that nothing was lost, and where to go on.

use super::frame::{Frame, PageCtx};

/// What went wrong, as the visitor needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No such page; what was sought, in words.
    NotFound(&'static str),
    /// The request makes no sense.
    BadRequest,
    /// The address is right, the way of asking is not.
    NotAllowed,
    /// Sent from another site or another machine to where only this machine may write.
    Elsewhere,
    /// A change by someone who is not signed in, or no longer.
    SignIn,
    /// The post under which one acts may not do this.
    Forbidden,
    /// A password would travel over a connection that others can read.
    PlainHttp,
    /// A link that was used, has ended, or never was.
    DeadLink,
    /// More was sent than is taken: at most so many bytes, where that is known.
    TooLarge(Option<usize>),
    /// Too slow or too much to do.
    Busy,
    /// A file cannot be made in this form: why.
    NoFile(String),
    /// Our fault; the number under which it was logged.
    Internal(String),
}

/// An error page.
#[derive(askama::Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    frame: Frame,
    title: &'static str,
    words: String,
    incident: Option<String>,
}

impl ErrorPage {
    /// The page about `trouble`.
    #[must_use]
    pub fn new(ctx: &PageCtx, trouble: &Trouble) -> Self {
        let (title, words) = match trouble {
            Trouble::NotFound(what) => {
                ("没有找到这个页面", format!("没有找到{what}。可能是地址输入有误，也可能是内容已经调整。"))
            }
            Trouble::BadRequest => {
                ("没有看懂这个请求", "提交的内容不完整或者格式不对，没有保存任何内容。请返回后再试一次。".to_owned())
            }
            Trouble::NotAllowed => ("不能这样打开这个页面", "请从本站的页面进入，不要直接输入这个地址。".to_owned()),
            Trouble::Elsewhere => (
                "这里只接受本站页面的操作",
                "请求不是从本站的页面发出的，没有保存任何内容。请从本站的页面进入，再试一次。".to_owned(),
            ),
            Trouble::SignIn => (
                "请先登录",
                "您还没有登录，或者登录已经失效，这次提交没有保存。请登录后返回原来的页面，再提交一次。".to_owned(),
            ),
            Trouble::Forbidden => (
                "您现在的身份不能办理这件事",
                "这件事由其他机构办理，没有改动任何内容。如果您另有任职，请在页首切换身份后再试；需要权限的，请与系统管理员联系。"
                    .to_owned(),
            ),
            Trouble::PlainHttp => (
                "这个地址不能登录",
                "这个页面是用不加密的 http 打开的，密码会被同一网络中的其他人看到，因此没有受理。请改用 https:// 开头的地址；没有的，请与系统管理员联系。"
                    .to_owned(),
            ),
            Trouble::DeadLink => (
                "这个链接已经失效",
                "链接只能用一次，并且有时间限制；也可能是复制时少了几个字符。请与系统管理员联系，重新索取。".to_owned(),
            ),
            Trouble::TooLarge(most) => ("提交的内容太大", too_large(*most)),
            Trouble::Busy => ("现在访问的人较多", "请求没有处理完，没有改动任何内容。请过一会儿再试。".to_owned()),
            Trouble::NoFile(why) => ("这种格式的文件暂时不能生成", format!("{why}请返回上一页，下载其他格式的文件。")),
            Trouble::Internal(_) => {
                ("页面出了问题", "问题出在本站，不是您的操作造成的，已经记录。请过一会儿再试。".to_owned())
            }
        };
        let incident = match trouble {
            Trouble::Internal(number) => Some(number.clone()),
            _ => None,
        };
        Self { frame: Frame::new(ctx, title).unlisted(), title, words, incident }
    }

    /// The same in one paragraph, for a script that asked.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.words
    }
}

fn too_large(most: Option<usize>) -> String {
    let most = most.map(|it| format!("，这里一次最多能提交{}", room(it))).unwrap_or_default();
    format!(
        "提交的内容超过了允许的大小{most}。没有保存任何内容。您填写的内容还在浏览器里：请按浏览器的“后退”键回到原来的页面，缩短以后再提交。"
    )
}

/// How much so many bytes of a form are, in words. A form sends a Chinese character as nine bytes.
pub(super) fn room(bytes: usize) -> String {
    const PER_CHAR: usize = 9;
    let size = match bytes {
        0..1_048_576 => format!("{}千字节", bytes / 1024),
        _ => format!("{}兆字节", bytes / 1_048_576),
    };
    let chars = bytes / PER_CHAR;
    let chars = match chars {
        0..10_000 => format!("{}字", chars / 100 * 100),
        _ => format!("{}万字", chars / 10_000),
    };
    format!("{size}（约{chars}）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_there_is_room_for_is_told_in_characters_too() {
        assert_eq!(room(64 * 1024), "64千字节（约7200字）");
        assert_eq!(room(4 * 1024 * 1024), "4兆字节（约46万字）");
        assert!(too_large(Some(64 * 1024)).contains("最多能提交64千字节") && too_large(None).contains("后退"));
    }
}
