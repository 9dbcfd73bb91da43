//! Pages that explain the site: 怎样提意见, 无障碍声明, 隐私说明, 关于本站.

use super::frame::{Frame, PageCtx};
use super::link;

macro_rules! help_page {
    ($(#[$doc:meta])* $name:ident, $path:literal, $title:literal) => {
        $(#[$doc])*
        #[derive(askama::Template)]
        #[template(path = $path)]
        pub struct $name {
            frame: Frame,
        }

        impl $name {
            /// The page.
            #[must_use]
            pub fn new(ctx: &PageCtx) -> Self {
                Self { frame: Frame::new(ctx, $title).crumb("首页", link::HOME) }
            }
        }
    };
}

help_page!(
    /// 怎样提意见.
    OpinionHelpPage, "pages/help_opinion.html", "怎样提意见");
help_page!(
    /// 无障碍声明.
    AccessibilityPage, "pages/help_accessibility.html", "无障碍声明");
help_page!(
    /// 隐私说明.
    PrivacyPage, "pages/help_privacy.html", "隐私说明");
help_page!(
    /// 关于本站.
    AboutPage, "pages/help_about.html", "关于本站");
