//! How pages are shown to one reader: size (长辈版) and colours. Kept in a cookie that says nothing else.

use super::frame::{Frame, PageCtx};
use super::link;

/// The size of type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// 标准版.
    #[default]
    Standard,
    /// 长辈版: at least 18 pt, contrast at least 7:1, the same functions.
    Elder,
}

/// The colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    #[default]
    Auto,
    /// Dark words on a light ground.
    Light,
    /// Light words on a dark ground.
    Dark,
}

impl Size {
    /// The word in forms, cookies and `data-size`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Elder => "elder",
        }
    }

    /// Reads [`Size::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Standard, Self::Elder].into_iter().find(|it| it.code() == code)
    }
}

impl Theme {
    /// The word in forms, cookies and `data-theme`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads [`Theme::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|it| it.code() == code)
    }
}

/// Size and colours together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Display {
    /// The size of type.
    pub size: Size,
    /// The colours.
    pub theme: Theme,
}

impl Display {
    /// The name of the cookie.
    pub const COOKIE: &str = "km_display";

    /// The value of the cookie: `elder.dark`.
    #[must_use]
    pub fn code(self) -> String {
        format!("{}.{}", self.size.code(), self.theme.code())
    }

    /// Reads [`Display::code`]; what is not understood is as if it had not been set.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        let (size, theme) = code.split_once('.').unwrap_or((code, ""));
        Self { size: Size::from_code(size).unwrap_or_default(), theme: Theme::from_code(theme).unwrap_or_default() }
    }

    /// Whether 长辈版 is on.
    #[must_use]
    pub fn is_elder(self) -> bool {
        self.size == Size::Elder
    }
}

/// 显示设置.
#[derive(askama::Template)]
#[template(path = "pages/display.html")]
pub struct DisplayPage {
    frame: Frame,
    /// Where to go after the choice.
    back: String,
    sizes: Vec<DisplayChoice>,
    themes: Vec<DisplayChoice>,
}

struct DisplayChoice {
    code: &'static str,
    label: &'static str,
    hint: &'static str,
    chosen: bool,
}

impl DisplayPage {
    /// The form, with what is set now; `back` is a path of this site.
    #[must_use]
    pub fn new(ctx: &PageCtx, back: String) -> Self {
        let now = ctx.display;
        let size = |it: Size, label, hint| DisplayChoice { code: it.code(), label, hint, chosen: it == now.size };
        let theme = |it: Theme, label, hint| DisplayChoice { code: it.code(), label, hint, chosen: it == now.theme };
        Self {
            frame: Frame::new(ctx, "显示设置").crumb("首页", link::HOME),
            back,
            sizes: vec![
                size(Size::Standard, "标准版", "正文18像素"),
                size(Size::Elder, "长辈版", "文字不小于18磅，对比更强，功能与标准版相同"),
            ],
            themes: vec![
                theme(Theme::Auto, "跟随设备", "设备设为深色时用深色"),
                theme(Theme::Light, "浅色", "白底深字"),
                theme(Theme::Dark, "深色", "深底浅字"),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_back_and_nonsense_is_the_default() {
        for size in [Size::Standard, Size::Elder] {
            for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
                let display = Display { size, theme };
                assert_eq!(Display::from_code(&display.code()), display);
            }
        }
        for odd in ["", "x", "elder.x.y", "..", "dark.elder"] {
            assert_eq!(Display::from_code(odd).theme, Theme::Auto, "{odd}");
        }
        assert!(Display::from_code("elder").is_elder());
    }
}
