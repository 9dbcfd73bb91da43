//! A table for paper, free of any file format: what the 对照表 and its kin are before they become Word, Excel, PDF,
//! Markdown or HTML (domain handbook §4 and §9).
//!
//! A [`Sheet`] says what stands where and what each word is; how that looks is the business of the writer of a
//! format. All writers show the same words, so that what is printed is what the page shows. Absent on purpose:
//! comparisons and laws; `export::comparison` makes sheets of them.

pub(super) mod grid;
pub mod html;
pub mod markdown;
#[cfg(test)]
pub(super) mod sample;

/// A table with its title, notes and appendices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The title, centred above the table.
    pub title: String,
    /// Lines under the title: what is compared with what, how changes are marked.
    pub notes: Vec<String>,
    /// The columns, left to right; their headings are repeated on every page.
    pub columns: Vec<Column>,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// Further tables that follow on a new page: 引用条文序号调整情况.
    pub appendices: Vec<Sheet>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading: 现行条例.
    pub heading: String,
    /// Its share of the width; columns of equal share are equally wide.
    pub share: u16,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// One cell per column, or one cell that spans all columns.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many rows it spans downward, itself included. 0: it is covered by a spanning cell above, and empty.
    /// A span never leaves its sheet and the spans of one row never cross.
    pub span: u16,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a cell: a 款, 项 or 目, a heading, a note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// How it is set.
    pub set: Setting,
    /// Its words.
    pub runs: Vec<Run>,
}

/// How a line is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Setting {
    /// The first line is indented by two characters: 条, 款, 项, 目.
    #[default]
    Indented,
    /// From the margin: cells of plain tables, continuations.
    Flush,
    /// In the middle: 章 and 节, 同左, （新增）.
    Centred,
}

/// Words of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words; no line feeds.
    pub text: String,
    /// What they are.
    pub kind: Kind,
}

/// What words are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Words that did not change.
    #[default]
    Plain,
    /// The number of an article or the words of a heading: 黑体.
    Number,
    /// Added or changed words: 黑体, and underlined where black and bold cannot be told apart.
    Added,
    /// Deleted words, marked as [`DeletedMark`] says.
    Deleted,
    /// Words that came here and go again in the next column: marked as both.
    Passing,
    /// A note of the editor: （新增）（删除）（移至第二十条）: 楷体.
    Note,
}

/// How deleted words are marked. Never by colour alone: it is printed in black.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DeletedMark {
    /// 阴影: a grey ground.
    #[default]
    Shade,
    /// 加框.
    Box,
    /// 删除线.
    Strike,
    /// 下划线.
    Underline,
}

impl DeletedMark {
    /// The words of configuration and addresses.
    pub const ALL: [(&'static str, Self); 4] =
        [("shade", Self::Shade), ("box", Self::Box), ("strike", Self::Strike), ("underline", Self::Underline)];

    /// The mark of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|it| it.0 == name).map(|it| it.1)
    }

    /// What people call it, for the note under the title.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Shade => "阴影",
            Self::Box => "加框",
            Self::Strike => "删除线",
            Self::Underline => "下划线",
        }
    }
}

impl Cell {
    /// A cell of one row.
    #[must_use]
    pub fn of(lines: Vec<Line>) -> Self {
        Self { span: 1, lines }
    }

    /// What stands under a cell that spans.
    #[must_use]
    pub fn covered() -> Self {
        Self::default()
    }
}

impl Row {
    /// Whether its only cell spans all columns.
    #[must_use]
    pub fn is_band(&self, columns: usize) -> bool {
        self.cells.len() == 1 && columns > 1
    }
}

impl Line {
    /// A line of one kind of words.
    #[must_use]
    pub fn of(set: Setting, kind: Kind, text: impl Into<String>) -> Self {
        Self { set, runs: vec![Run { text: text.into(), kind }] }
    }

    /// Its words without their kinds.
    #[must_use]
    pub fn plain(&self) -> String {
        self.runs.iter().map(|it| it.text.as_str()).collect()
    }
}
