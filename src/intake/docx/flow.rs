//! A Word document as one sequence in reading order, with what every tracked change did to each piece of it.

use super::super::Unreadable;
use std::collections::BTreeSet;
use std::ops::Range;

/// Bytes of words in one file; a text this long is no longer one that people draft.
pub(super) const MAX_WORD_BYTES: usize = 4 * 1024 * 1024;
/// Pieces: paragraphs, cells, runs of words that differ in what happened to them.
pub(super) const MAX_ATOMS: usize = 200_000;

/// One of the two texts of a file with tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// 原始状态: nothing accepted.
    Original,
    /// 最终状态: everything accepted.
    Revised,
}

/// What happened to a piece, by which of [`Flow::authors`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct State {
    pub(super) inserted: Option<u32>,
    pub(super) deleted: Option<u32>,
}

impl State {
    pub(super) fn is_in(self, side: Side) -> bool {
        match side {
            Side::Original => self.inserted.is_none(),
            Side::Revised => self.deleted.is_none(),
        }
    }

    /// Who made the difference between the two texts here.
    pub(super) fn author(self) -> Option<u32> {
        if self.inserted.is_some() && self.deleted.is_some() { None } else { self.inserted.or(self.deleted) }
    }
}

/// Which list a paragraph is in, as it says itself and as its style says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) style: Option<String>,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

/// The end of a paragraph: Word keeps what a paragraph is in its mark.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    pub(super) listed: Listed,
    /// What it was before a tracked change of its looks.
    pub(super) before: Option<Listed>,
    /// The paragraph goes on in the next line of the file whatever is accepted.
    pub(super) joined: bool,
    /// Where its words stand, if it says so itself.
    pub(super) aligned: Option<Aligned>,
}

/// Where the words of a paragraph stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Aligned {
    #[default]
    Left,
    Center,
    Right,
}

impl Aligned {
    /// A value of `w:jc`.
    pub(super) fn read(value: Option<&str>) -> Self {
        match value {
            Some("center") => Self::Center,
            Some("right" | "end") => Self::Right,
            _ => Self::Left,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum What {
    /// Bytes of [`Flow::words`], escaped already.
    Words(Range<usize>),
    /// The end of a line within a paragraph.
    Break,
    Tab,
    /// `|`, which in a table needs a backslash.
    Bar,
    /// The call of a note.
    Call(usize),
    End(Box<Mark>),
    OpenTable,
    OpenRow {
        /// Columns left out at its start.
        skip: usize,
    },
    OpenCell {
        span: usize,
    },
    EndCell,
    EndRow,
    EndTable,
    /// Where a note begins; all up to the next such belongs to it.
    Note(usize),
}

#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) what: What,
    pub(super) state: State,
}

/// Where a comment begins or ends: before the atom of that number.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchor {
    pub(super) id: String,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
}

/// Who changed something and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) name: String,
    pub(super) dated: Option<jiff::civil::DateTime>,
}

/// What was left out, as counts and facts.
#[derive(Debug, Clone, Default)]
pub(super) struct LeftOut {
    pub(super) hidden_chars: usize,
    pub(super) pictures: usize,
    pub(super) signs: usize,
    pub(super) objects: usize,
    pub(super) formulas: usize,
    pub(super) contents: bool,
    pub(super) open_field: bool,
    pub(super) text_boxes: usize,
    pub(super) unknown: BTreeSet<&'static str>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub(super) words: String,
    pub(super) atoms: Vec<Atom>,
    pub(super) authors: Vec<Author>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) left_out: LeftOut,
}

impl Flow {
    /// Whether anything was tracked that makes the two texts differ.
    pub(super) fn has_changes(&self) -> bool {
        self.atoms.iter().any(|it| {
            it.state.inserted.is_some()
                || it.state.deleted.is_some()
                || matches!(&it.what, What::End(mark) if mark.before.is_some())
        })
    }

    /// The name of one author is one person, whatever the date.
    pub(super) fn same_author(&self, one: u32, other: u32) -> bool {
        one == other || self.author(one).name == self.author(other).name
    }

    pub(super) fn author(&self, of: u32) -> Author {
        self.authors.get(of as usize).cloned().unwrap_or_default()
    }

    /// What was left out, for the person who brought the file.
    pub(super) fn notes(&self) -> Vec<String> {
        let left = &self.left_out;
        let mut notes = Vec::new();
        let mut count = |n: usize, before: &str, after: &str| {
            if n > 0 {
                notes.push(format!("{before} {n} {after}"));
            }
        };
        count(left.hidden_chars, "隐藏文字", "字，没有读入");
        count(left.pictures, "图片", "处，以“[图]”代替");
        count(left.signs, "特殊字体的符号", "处，以“□”代替");
        count(left.objects, "嵌入的对象", "处，没有读入");
        count(left.formulas, "公式", "处，只读入了其中的文字");
        count(left.text_boxes, "文本框", "处，其中的文字放在所在段落之前");
        if left.contents {
            notes.push("自动生成的目录没有读入，显示和导出时另行生成".to_owned());
        }
        if left.open_field {
            notes.push("有一个域没有结束标记，其内容按正文读入".to_owned());
        }
        notes.extend(left.unknown.iter().map(|it| (*it).to_owned()));
        notes
    }
}

/// The refusal of a file with too many words or pieces.
pub(super) fn too_much() -> Unreadable {
    Unreadable::new(
        format!("正文内容过多（超过 {} MB 文字或者 {MAX_ATOMS} 个段落和片段）", MAX_WORD_BYTES / 1024 / 1024),
        "法规文本不会这样大，请检查是否选错了文件，或者拆分后再试",
    )
}
