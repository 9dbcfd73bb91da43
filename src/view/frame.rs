//! What stands around every page: title, header, breadcrumbs, footer, and how it is shown.

use super::{Display, Site, Size, link};
use jiff::civil::Date;
use std::sync::Arc;

/// The addresses of the style sheet, the script and the icon; their names change with their content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The script.
    pub script: String,
    /// The script of the editor, on the page of a working draft only.
    pub editor: String,
    /// The icon.
    pub icon: String,
}

/// What every page needs to know of the request.
#[derive(Debug, Clone)]
pub struct PageCtx {
    /// Whose site it is.
    pub site: Arc<Site>,
    /// Style sheet, script, icon.
    pub assets: Arc<Assets>,
    /// How the reader wants pages shown.
    pub display: Display,
    /// The path and query of this page.
    pub here: String,
    /// The day, in the time zone of the installation.
    pub today: Date,
    /// Who is signed in.
    pub who: Option<Asking>,
    /// Whether it is an example, where one takes a role without a password.
    pub demo: bool,
}

/// Whoever is signed in, as the bar under the header says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The name.
    pub name: String,
    /// As which organ, if any appointment holds.
    pub acting: Option<String>,
    /// How many other appointments there are to act under.
    pub others: usize,
    /// Whether this post keeps the accounts.
    pub people: bool,
    /// Whether there is a desk for this post.
    pub desk: bool,
    /// Whether this post reads the record of what was done.
    pub audit: bool,
}

/// The entries of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// 征求意见.
    Consultations,
    /// 法规草案.
    Bills,
    /// 联系点.
    Points,
    /// 查回执.
    Receipts,
    /// 工作台, for those who have one.
    Desk,
}

impl Section {
    const ALL: [Self; 5] = [Self::Consultations, Self::Bills, Self::Points, Self::Receipts, Self::Desk];

    fn label(self) -> &'static str {
        match self {
            Self::Consultations => "征求意见",
            Self::Bills => "法规草案",
            Self::Points => "联系点",
            Self::Receipts => "查回执",
            Self::Desk => "工作台",
        }
    }

    fn href(self) -> &'static str {
        match self {
            Self::Consultations => link::CONSULTATIONS,
            Self::Bills => link::BILLS,
            Self::Points => link::POINTS,
            Self::Receipts => link::RECEIPTS,
            Self::Desk => link::DESK,
        }
    }
}

/// One step of the breadcrumbs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// The frame of one page.
#[derive(Debug, Clone)]
pub struct Frame {
    pub(super) site: Arc<Site>,
    pub(super) assets: Arc<Assets>,
    pub(super) display: Display,
    pub(super) here: String,
    pub(super) who: Option<Asking>,
    demo: bool,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) section: Option<Section>,
    pub(super) crumbs: Vec<Crumb>,
    /// Whether search engines may keep the page.
    pub(super) indexed: bool,
    /// Whether the page can be asked for again: what answers a form cannot, and would be lost by changing the display.
    pub(super) lasting: bool,
}

impl Frame {
    /// A frame with this page title, outside the sections of the header.
    #[must_use]
    pub fn new(ctx: &PageCtx, title: impl Into<String>) -> Self {
        Self {
            site: ctx.site.clone(),
            assets: ctx.assets.clone(),
            display: ctx.display,
            here: ctx.here.clone(),
            who: ctx.who.clone(),
            demo: ctx.demo,
            title: title.into(),
            description: None,
            section: None,
            crumbs: Vec::new(),
            indexed: true,
            lasting: true,
        }
    }

    /// Marks the entry of the header to which the page belongs.
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.section = Some(section);
        if self.crumbs.is_empty() {
            self = self.crumb("首页", link::HOME);
        }
        self
    }

    /// Adds a step to the breadcrumbs; the page itself is not one.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { label: label.into(), href: href.into() });
        self
    }

    /// A sentence for search engines.
    #[must_use]
    pub fn describe(mut self, words: impl Into<String>) -> Self {
        self.description = Some(words.into());
        self
    }

    /// Keeps the page out of search engines.
    #[must_use]
    pub fn unlisted(mut self) -> Self {
        self.indexed = false;
        self
    }

    /// The page answers a form: there is no address at which it could be shown again in another size.
    #[must_use]
    pub fn passing(mut self) -> Self {
        self.lasting = false;
        self
    }

    pub(super) fn nav(&self) -> Vec<NavEntry> {
        let entry = |it: Section| NavEntry { label: it.label(), href: it.href(), current: self.section == Some(it) };
        let desk = self.who.as_ref().is_some_and(|it| it.desk);
        Section::ALL.into_iter().filter(|it| desk || *it != Section::Desk).map(entry).collect()
    }

    /// Whether it is an example.
    pub(super) fn is_demo(&self) -> bool {
        self.demo
    }

    /// Where one comes in, and what that is called.
    pub(super) fn way_in(&self) -> (&'static str, &'static str) {
        if self.demo { (link::DEMO, "选择示例身份") } else { (link::SIGN_IN, "登录") }
    }

    /// What the one switch in the header would change to.
    pub(super) fn other_size(&self) -> (Size, &'static str) {
        match self.display.size {
            Size::Standard => (Size::Elder, "长辈版"),
            Size::Elder => (Size::Standard, "标准版"),
        }
    }
}

pub(super) struct NavEntry {
    pub(super) label: &'static str,
    pub(super) href: &'static str,
    pub(super) current: bool,
}
