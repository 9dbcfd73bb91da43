//! Two texts side by side on paper: the 对照表 by the conventions of the domain handbook §4.

use super::cells::{article, note, outside, same_but_number};
use super::{Rows, Table, Unchanged, appendix};
use crate::export::changes::sentences;
use crate::export::sheet::{Cell, Kind, Line, Row as SheetRow, Setting, Sheet};
use crate::law::compare::{Comparison, Heading, Op, Outside, Place, Row, RowKind, new_marks, old_marks};

/// The 对照表 of two texts.
#[must_use]
pub fn comparison_sheet(comparison: &Comparison, table: &Table) -> Sheet {
    let mut writer = Writer { comparison, table, rows: Vec::new(), open: Vec::new() };
    writer.write();
    let rows = writer.rows;
    Sheet {
        title: table.title_of(&[&comparison.old, &comparison.new]),
        notes: table.notes(rows.is_empty()),
        columns: table.columns(&[&comparison.old, &comparison.new]),
        rows,
        appendices: appendix::of(&[comparison]),
    }
}

struct Writer<'a> {
    comparison: &'a Comparison,
    table: &'a Table,
    rows: Vec<SheetRow>,
    /// Headings that wait for a row below them.
    open: Vec<&'a Heading>,
}

impl<'a> Writer<'a> {
    fn write(&mut self) {
        let comparison = self.comparison;
        let (annexes, head): (Vec<&Outside>, Vec<&Outside>) =
            comparison.outside.iter().partition(|it| matches!(it.place, Place::Annex(_)));
        head.into_iter().for_each(|it| self.outside(it));
        let pointers = comparison.pointers();
        let mut pointers = pointers.iter().peekable();
        let mut headings = comparison.headings.iter().peekable();
        for at in 0..=comparison.rows.len() {
            while let Some((_, moved)) = pointers.next_if(|it| it.0 == at) {
                self.pointer(&comparison.rows[*moved]);
            }
            while let Some(heading) = headings.next_if(|it| it.before == at) {
                self.heading(heading);
            }
            if let Some(row) = comparison.rows.get(at).filter(|it| self.table.rows.shows(it)) {
                std::mem::take(&mut self.open).into_iter().for_each(|it| self.heading_row(it));
                self.row(at, row);
            }
        }
        annexes.into_iter().for_each(|it| self.outside(it));
    }

    fn push(&mut self, left: Vec<Line>, right: Vec<Line>, why: Vec<Line>) {
        let mut cells = vec![Cell::of(left), Cell::of(right)];
        if self.table.explains() {
            cells.push(Cell::of(why));
        }
        self.rows.push(SheetRow { cells });
    }

    /// A heading that changed is shown at once, any other when a row below it is.
    fn heading(&mut self, heading: &'a Heading) {
        self.open.retain(|it| it.kind < heading.kind);
        if self.table.rows == Rows::All {
            self.heading_row(heading);
        } else if heading.op != Op::Equal || heading.renamed {
            std::mem::take(&mut self.open).into_iter().for_each(|it| self.heading_row(it));
            self.heading_row(heading);
        } else {
            self.open.push(heading);
        }
    }

    fn heading_row(&mut self, heading: &Heading) {
        let line = |words: &Option<String>, kind: Kind, none: &str| {
            vec![words.as_ref().map_or_else(|| note(none), |it| Line::of(Setting::Centred, kind, it.clone()))]
        };
        let (left, right) = match heading.op {
            Op::Delete => (Kind::Deleted, Kind::Plain),
            Op::Insert => (Kind::Plain, Kind::Added),
            Op::Equal if heading.renamed => (Kind::Deleted, Kind::Added),
            Op::Equal if heading.old != heading.new => (Kind::Number, Kind::Added),
            Op::Equal => (Kind::Number, Kind::Number),
        };
        self.push(line(&heading.old, left, "（新增）"), line(&heading.new, right, "（删除）"), Vec::new());
    }

    /// What stands at the place from which a row moved.
    fn pointer(&mut self, row: &Row) {
        if !self.table.rows.shows(row) {
            return;
        }
        let new = self.comparison.new.numbers(&row.new).join("、");
        let old = self.comparison.old.numbers(&row.old).join("、");
        let left = vec![Line::of(Setting::Indented, Kind::Plain, old), note(format!("（移至{new}）"))];
        self.push(left, vec![note(format!("（见{new}）"))], Vec::new());
    }

    fn row(&mut self, at: usize, row: &Row) {
        let why = match &self.table.reasons {
            Some(reasons) => reasons.get(&at).map(|it| written(it)).unwrap_or_default(),
            None if self.table.explain => self.explained(row),
            None => Vec::new(),
        };
        match (row.old.is_empty(), row.new.as_slice()) {
            (true, _) => self.push(vec![note("（新增）")], self.new_cell(row), why),
            (false, []) => self.push(self.old_cell(row), vec![note("（删除）")], why),
            (false, [_]) => self.push(self.old_cell(row), self.new_cell(row), why),
            (false, _) => self.spanned(row, why),
        }
    }

    /// A split: the old article spans what it became.
    fn spanned(&mut self, row: &Row, why: Vec<Line>) {
        let span = u16::try_from(row.new.len()).unwrap_or(u16::MAX);
        let marks = new_marks(row);
        for (n, at) in row.new.iter().enumerate() {
            let head = |lines: Vec<Line>| if n == 0 { Cell { span, lines } } else { Cell::covered() };
            let entry = &self.comparison.new.articles[*at];
            let mut lines = article(entry, Kind::Added, marks.get(at).map_or(&[], Vec::as_slice), &[]);
            if n + 1 == row.new.len() {
                lines.extend(self.moved_note(row));
            }
            let mut cells = vec![head(self.old_cell(row)), Cell::of(lines)];
            if self.table.explains() {
                cells.push(head(why.clone()));
            }
            self.rows.push(SheetRow { cells });
        }
    }

    fn old_cell(&self, row: &Row) -> Vec<Line> {
        let marks = old_marks(self.comparison, row);
        let number = if row.new.is_empty() { Kind::Deleted } else { Kind::Plain };
        let each = row.old.iter().flat_map(|at| {
            let went = marks.get(at).map_or(&[][..], Vec::as_slice);
            article(&self.comparison.old.articles[*at], number, &[], went)
        });
        each.collect()
    }

    fn new_cell(&self, row: &Row) -> Vec<Line> {
        let numbers = self.comparison.old.numbers(&row.old);
        if row.kind == RowKind::Same && self.table.unchanged == Unchanged::SameAsLeft {
            let mut lines = self.same_as_left(row, &numbers);
            lines.extend(self.moved_note(row));
            return lines;
        }
        let marks = new_marks(row);
        let mut lines = Vec::new();
        for at in &row.new {
            let entry = &self.comparison.new.articles[*at];
            let number = if numbers.as_slice() == [entry.number.as_str()] { Kind::Plain } else { Kind::Added };
            lines.extend(article(entry, number, marks.get(at).map_or(&[][..], Vec::as_slice), &[]));
        }
        lines.extend(self.moved_note(row));
        lines
    }

    fn same_as_left(&self, row: &Row, old: &[&str]) -> Vec<Line> {
        if !row.renumbered {
            return vec![note("同左")];
        }
        let new = self.comparison.new.numbers(&row.new).join("、");
        vec![same_but_number(&new, &format!("原{}", old.join("、")))]
    }

    fn moved_note(&self, row: &Row) -> Option<Line> {
        let old = self.comparison.old.numbers(&row.old).join("、");
        row.moved.then(|| note(format!("（原{old}移至此）")))
    }

    fn explained(&self, row: &Row) -> Vec<Line> {
        let sentences = sentences(self.comparison, row);
        sentences.into_iter().map(|it| Line::of(Setting::Flush, Kind::Plain, format!("{it}。"))).collect()
    }

    fn outside(&mut self, it: &Outside) {
        // An unchanged title stands above the table already.
        if !it.is_changed() && (self.table.rows != Rows::All || it.place == Place::Title) {
            return;
        }
        let set =
            if matches!(it.place, Place::Title | Place::TitleNote) { Setting::Centred } else { Setting::Indented };
        let side = |op: Op, none: &str| {
            let lines = outside(&it.parts, op, set);
            if lines.is_empty() { vec![note(none)] } else { lines }
        };
        let right = if !it.is_changed() && self.table.unchanged == Unchanged::SameAsLeft {
            vec![note("同左")]
        } else {
            side(Op::Insert, "（删除）")
        };
        self.push(side(Op::Delete, "（新增）"), right, Vec::new());
    }
}

/// What people wrote, paragraph by paragraph.
fn written(words: &str) -> Vec<Line> {
    words.lines().map(|it| Line::of(Setting::Flush, Kind::Plain, it)).collect()
}
