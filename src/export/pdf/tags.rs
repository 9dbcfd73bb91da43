//! What the words on the pages are, for screen readers and for copying: title, notes, table, rows, cells; added words
//! are strong and deleted ones struck through, however they are printed.

use super::Made;
use super::table::{SetCell, SetRow};
use crate::export::sheet::Kind;
use krilla::tagging::{Identifier, TableHeaderScope, Tag, TagGroup, TextDecorationType};
use std::collections::BTreeMap;
use std::num::{NonZeroU16, NonZeroU32};

/// To what words belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    /// A note, by its number.
    Note(usize),
    /// The heading of a column.
    Head(usize),
    /// The headings on later pages, which are not read again.
    HeadAgain,
    /// Row, cell in the row, and paragraph.
    Cell(usize, usize, usize),
}

/// The words of a sheet as they were drawn.
#[derive(Default)]
pub(super) struct Tags {
    title: Vec<Words>,
    notes: BTreeMap<usize, Vec<Words>>,
    head: BTreeMap<usize, Vec<Words>>,
    cells: BTreeMap<(usize, usize), BTreeMap<usize, Vec<Words>>>,
}

struct Words {
    kind: Kind,
    id: Identifier,
}

impl Tags {
    pub(super) fn add(&mut self, part: Part, kind: Kind, id: Identifier) {
        let list = match part {
            Part::Title => &mut self.title,
            Part::Note(at) => self.notes.entry(at).or_default(),
            Part::Head(column) => self.head.entry(column).or_default(),
            Part::HeadAgain => return,
            Part::Cell(row, cell, paragraph) => {
                self.cells.entry((row, cell)).or_default().entry(paragraph).or_default()
            }
        };
        list.push(Words { kind, id });
    }

    /// The sheet's part of the document's structure.
    pub(super) fn group(mut self, made: &Made<'_>) -> TagGroup {
        let mut group = TagGroup::new(Tag::Section);
        if !self.title.is_empty() {
            let mut title = TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(made.sheet.title.clone())));
            fill(&mut title, std::mem::take(&mut self.title));
            group.push(title);
        }
        for words in std::mem::take(&mut self.notes).into_values() {
            group.push(paragraph(words));
        }
        group.push(self.table(made));
        group
    }

    fn table(&mut self, made: &Made<'_>) -> TagGroup {
        let mut table = TagGroup::new(Tag::Table);
        let mut head = TagGroup::new(Tag::TR);
        for column in 0..made.table.head.cells.len() {
            let mut cell = TagGroup::new(Tag::TH(TableHeaderScope::Column));
            cell.push(paragraph(self.head.remove(&column).unwrap_or_default()));
            head.push(cell);
        }
        if !head.children.is_empty() {
            table.push(TagGroup::with_children(Tag::THead, vec![head.into()]));
        }
        let mut body = TagGroup::new(Tag::TBody);
        for (at, row) in made.table.rows.iter().enumerate() {
            body.push(self.row(at, row));
        }
        table.push(body);
        table
    }

    fn row(&mut self, at: usize, row: &SetRow) -> TagGroup {
        let mut group = TagGroup::new(Tag::TR);
        for (index, cell) in row.cells.iter().enumerate() {
            let mut tag = cell_tag(cell);
            for words in self.cells.remove(&(at, index)).unwrap_or_default().into_values() {
                tag.push(paragraph(words));
            }
            group.push(tag);
        }
        group
    }
}

fn cell_tag(cell: &SetCell) -> TagGroup {
    let many = |count: usize| u32::try_from(count).ok().filter(|it| *it > 1).and_then(NonZeroU32::new);
    TagGroup::new(Tag::TD.with_row_span(many(cell.down)).with_col_span(many(cell.across)))
}

fn paragraph(words: Vec<Words>) -> TagGroup {
    let mut group = TagGroup::new(Tag::P);
    fill(&mut group, words);
    group
}

fn fill(group: &mut TagGroup, words: Vec<Words>) {
    for run in words.chunk_by(|a, b| a.kind == b.kind) {
        let ids = run.iter().map(|it| it.id.into());
        match run.first().map(|it| it.kind) {
            Some(Kind::Added) => group.push(TagGroup::with_children(Tag::Strong, ids.collect())),
            Some(Kind::Deleted | Kind::Passing) => {
                let struck = Tag::Span.with_text_decoration_type(Some(TextDecorationType::LineThrough));
                group.push(TagGroup::with_children(struck, ids.collect()));
            }
            _ => group.children.extend(ids),
        }
    }
}
