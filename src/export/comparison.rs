//! A comparison in other forms: JSON, plain text, and the 对照表 as a [`Sheet`](super::sheet::Sheet) for paper.
//!
//! Absent on purpose: the file formats of a sheet (Word, Excel, PDF, Markdown, HTML), which know nothing of laws, and
//! the pages of the site, which are `view`.

mod appendix;
mod cells;
mod columns;
mod json;
mod table;
mod text;

pub use columns::chain_sheet;
pub use json::{chain_json, comparison_json};
pub use table::comparison_sheet;
pub use text::chain_text;

use super::sheet::{Column, DeletedMark};
use crate::law::compare::{Row, Side};
use std::collections::BTreeMap;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rows {
    /// All of them.
    #[default]
    All,
    /// Those whose words differ.
    Changed,
    /// Those in which more differs than references, punctuation and folded terms.
    Substantial,
}

impl Rows {
    /// Whether a row is shown.
    #[must_use]
    pub fn shows(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Changed => row.is_changed(),
            Self::Substantial => row.is_substantial(),
        }
    }
}

/// How words that did not change are shown in the right column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unchanged {
    /// 同左.
    #[default]
    SameAsLeft,
    /// In full.
    Full,
}

/// How a form marks what came and what went, in the words of the note under the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// 黑体字.
    pub added: &'static str,
    /// 阴影部分.
    pub deleted: &'static str,
}

impl Marks {
    /// On screens: Markdown and HTML.
    pub const SCREEN: Self = Self { added: "加下划线的文字", deleted: "加删除线的文字" };
    /// In a workbook.
    pub const WORKBOOK: Self = Self { added: "黑体字", deleted: "加删除线的文字" };

    /// On paper: Word and PDF.
    #[must_use]
    pub fn paper(deleted: DeletedMark) -> Self {
        let deleted = match deleted {
            DeletedMark::Shade => "加阴影的文字",
            DeletedMark::Box => "加框的文字",
            DeletedMark::Strike => "加删除线的文字",
            DeletedMark::Underline => "加下划线的文字",
        };
        Self { added: "黑体字", deleted }
    }
}

/// How a 对照表 is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its title; otherwise one is made of the titles of the texts.
    pub title: Option<String>,
    /// What the columns are called; otherwise the status of each text, or 修改前 and 修改后.
    pub labels: Vec<String>,
    /// Which rows it has.
    pub rows: Rows,
    /// How unchanged words are shown.
    pub unchanged: Unchanged,
    /// How changes are marked.
    pub marks: Marks,
    /// Whether a last column says in sentences what changed.
    pub explain: bool,
    /// What people wrote about why, by the index of the row in the comparison: a last column that shows it, and nothing
    /// where nobody wrote. For two texts.
    pub reasons: Option<Reasons>,
}

/// What people wrote about rows, by their index in the comparison.
pub type Reasons = BTreeMap<usize, String>;

impl Default for Table {
    fn default() -> Self {
        Self {
            title: None,
            labels: Vec::new(),
            rows: Rows::All,
            unchanged: Unchanged::SameAsLeft,
            marks: Marks::SCREEN,
            explain: false,
            reasons: None,
        }
    }
}

impl Table {
    /// Whether there is a last column that explains.
    fn explains(&self) -> bool {
        self.explain || self.reasons.is_some()
    }

    fn title_of(&self, texts: &[&Side]) -> String {
        if let Some(title) = &self.title {
            return title.clone();
        }
        match (texts.first(), texts.last()) {
            (Some(old), Some(new)) if old.title != new.title && !old.title.is_empty() => {
                format!("《{}》与《{}》对照表", old.title, new.title)
            }
            (_, Some(new)) if !new.title.is_empty() => format!("{}修改对照表", new.title),
            _ => "修改对照表".to_owned(),
        }
    }

    fn columns(&self, texts: &[&Side]) -> Vec<Column> {
        let own = |n: usize, text: &Side| {
            let fallback = match texts.len() {
                2 => ["修改前", "修改后"].get(n).map(|it| (*it).to_owned()),
                _ => None,
            };
            text.status
                .clone()
                .or(fallback)
                .unwrap_or_else(|| format!("文本{}", crate::law::number::to_chinese(n as u16 + 1)))
        };
        // Two texts of one status are told apart by their order.
        let alike = texts.windows(2).any(|it| it[0].status == it[1].status);
        let label = |n: usize, text: &Side| match self.labels.get(n) {
            Some(label) => label.clone(),
            None if alike => own(n, &Side { status: None, ..Side { title: text.title.clone(), ..Side::default() } }),
            None => own(n, text),
        };
        let mut columns: Vec<Column> =
            texts.iter().enumerate().map(|(n, it)| Column { heading: label(n, it), share: 4 }).collect();
        if self.explains() {
            columns.push(Column { heading: "修改说明".to_owned(), share: 3 });
        }
        columns
    }

    fn notes(&self, empty: bool) -> Vec<String> {
        let Marks { added, deleted } = self.marks;
        let mut notes = vec![format!("说明：条文中{added}为新增或者修改的内容，{deleted}为删去的内容。")];
        match self.rows {
            Rows::All => {}
            Rows::Changed => notes.push("本表只列有修改的条文。".to_owned()),
            Rows::Substantial => {
                notes.push("本表只列有实质修改的条文，仅调整引用序号、标点和统一替换用语的条文未列。".to_owned())
            }
        }
        if empty {
            notes.push("没有需要列出的条文。".to_owned());
        }
        notes
    }
}
