//! One of the two texts of a document as lines, with where its words came from.

use super::super::Unreadable;
use super::document::MAX_COLUMNS;
use super::flow::{Aligned, Flow, Listed, Mark, Side, What, too_much};
use super::numbering::{Counters, Numbering};
use super::rope::{Origin, Rope, is_blank};
use crate::law::number::is_numeral_char;
use std::collections::HashMap;

/// The longest heading of an annex, in characters.
const MAX_ANNEX_CHARS: usize = 40;
/// The longest title of an annex below its number, in characters.
const MAX_ANNEX_NAME_CHARS: usize = 80;
/// The longest title that is one however many lines it takes, in characters.
const MAX_TITLE_CHARS: usize = 120;
/// Bytes of one text; marks, numbers and the bars of tables come on top of the words.
const MAX_TEXT_BYTES: usize = 8 * 1024 * 1024;

#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) text: String,
    /// Where its words came from, in the order of the text.
    pub(super) origins: Vec<Origin>,
}

impl View {
    pub(super) fn of(flow: &Flow, numbering: &Numbering, side: Side) -> Result<Self, Unreadable> {
        let mut writer = Writer {
            flow,
            numbering,
            side,
            widths: widths(flow, side),
            counters: Counters::default(),
            line: Rope::default(),
            listed: None,
            last: None,
            tables: Vec::new(),
            frames: Vec::new(),
            blocks: Vec::new(),
            calls: Vec::new(),
            pending_calls: Vec::new(),
            notes: Vec::new(),
            bytes: 0,
        };
        for at in 0..flow.atoms.len() {
            writer.atom(at);
            if writer.bytes > MAX_TEXT_BYTES {
                return Err(too_much());
            }
        }
        writer.settle(flow.atoms.len());
        Ok(writer.finish())
    }
}

/// How many columns each table has, by its first atom. A table of one column is a frame around paragraphs.
fn widths(flow: &Flow, side: Side) -> HashMap<usize, usize> {
    let mut widths = HashMap::new();
    // Tables that are open: their first atom, columns so far, whether the row is shown.
    let mut open: Vec<(usize, usize, bool)> = Vec::new();
    for (at, atom) in flow.atoms.iter().enumerate() {
        match (&atom.what, open.last_mut()) {
            (What::OpenTable, _) => {
                widths.insert(at, 0);
                open.push((at, 0, true));
            }
            (What::OpenRow { skip }, Some(table)) => (table.1, table.2) = (*skip, atom.state.is_in(side)),
            (What::OpenCell { span }, Some(table)) => table.1 += span,
            (What::EndRow, Some((table, columns, true))) => {
                let width = widths.entry(*table).or_default();
                *width = (*width).max(*columns).min(MAX_COLUMNS);
            }
            (What::EndTable, _) => {
                open.pop();
            }
            _ => {}
        }
    }
    widths
}

/// A cell: in which column it begins, its lines, how they are aligned.
struct Cell {
    column: usize,
    words: Rope,
    aligned: Aligned,
}

struct Row {
    /// Its first atom.
    at: usize,
    cells: Vec<Cell>,
    is_shown: bool,
}

struct Table {
    width: usize,
    rows: Vec<Row>,
    /// The next column of the row that is open.
    column: usize,
    span: usize,
    lines: Vec<Rope>,
    aligned: Option<Aligned>,
}

/// Lines that stand together, the atom that ends them, and whether they are centred.
struct Block {
    words: Rope,
    end: usize,
    centred: bool,
}

struct Writer<'a> {
    flow: &'a Flow,
    numbering: &'a Numbering,
    side: Side,
    widths: HashMap<usize, usize>,
    counters: Counters,
    /// The paragraph so far; one whose end is not in this text goes on.
    line: Rope,
    /// Of the revised text: the list of the first paragraph of the line that has words.
    listed: Option<Listed>,
    /// The mark of the last paragraph, until its line is placed.
    last: Option<Mark>,
    /// Tables of more than one column.
    tables: Vec<Table>,
    /// Of every table that is open: whether it is a frame.
    frames: Vec<bool>,
    blocks: Vec<Block>,
    /// Notes that are called, with the block that does.
    calls: Vec<(usize, usize)>,
    pending_calls: Vec<usize>,
    /// Where the blocks of each note begin.
    notes: Vec<(usize, usize)>,
    bytes: usize,
}

impl Writer<'_> {
    fn atom(&mut self, at: usize) {
        let flow = self.flow;
        let atom = &flow.atoms[at];
        let is_in = atom.state.is_in(self.side);
        match &atom.what {
            What::Words(range) if is_in => {
                let words = flow.words.get(range.clone()).unwrap_or_default();
                self.bytes += words.len();
                self.line.push_from(words, at, 0);
            }
            What::Break if is_in => self.line.push_from("\n", at, 0),
            What::Tab if is_in => self.line.push_from("\t", at, 0),
            What::Bar if is_in => {
                let bar = if self.tables.is_empty() { "|" } else { "\\|" };
                self.line.push_from(bar, at, 0);
            }
            What::Call(number) if is_in => self.call(*number, at),
            What::End(mark) => self.end_paragraph(mark, at, is_in),
            What::Note(number) => {
                self.settle(at);
                self.notes.push((*number, self.blocks.len()));
            }
            What::OpenTable => self.open_table(at),
            What::EndTable => self.end_table(at),
            _ if self.frames.last() != Some(&false) => {}
            What::OpenRow { skip } => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = *skip;
                    table.rows.push(Row { at, cells: Vec::new(), is_shown: is_in });
                }
            }
            What::OpenCell { span } => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = *span;
                    table.aligned = None;
                }
            }
            What::EndCell => self.end_cell(at),
            _ => {}
        }
    }

    fn call(&mut self, number: usize, at: usize) {
        let call = format!("[^{number}]");
        self.pending_calls.push(number);
        // 题注 with a note: the call goes inside the bracket, so that the bracket still closes the line.
        let opens = self.line.text.trim_start_matches(is_blank).starts_with('（');
        if opens && self.line.text.ends_with('）') {
            let bracket = self.line.split_tail('）'.len_utf8());
            self.line.push_from(&call, at, 0);
            self.line.append(&bracket);
        } else {
            self.line.push_from(&call, at, 0);
        }
    }

    fn end_paragraph(&mut self, mark: &Mark, at: usize, is_in: bool) {
        let listed = match (&mark.before, self.side) {
            (Some(before), Side::Original) => before,
            _ => &mark.listed,
        };
        // In the revised text a paragraph that swallowed the next keeps what it was; in the original one it is what its
        // own end says, which is the last.
        let has_words = !self.line.text.trim_matches(is_blank).is_empty();
        if self.side == Side::Revised && self.listed.is_none() && has_words {
            self.listed = Some(listed.clone());
        }
        self.last = Some(Mark { listed: listed.clone(), before: None, ..*mark });
        if is_in && !mark.joined {
            self.place(at);
        }
    }

    /// What is held back when no further paragraph comes.
    fn settle(&mut self, at: usize) {
        if self.last.is_some() {
            self.place(at.saturating_sub(1));
        }
    }

    /// Puts the lines of a paragraph where it stands: into the cell or into the text.
    fn place(&mut self, at: usize) {
        let mark = self.last.take().unwrap_or_default();
        let style = mark.listed.style.clone();
        let listed = self.listed.take().unwrap_or(mark.listed);
        let label = self.counters.next(self.numbering, &listed);
        let line = std::mem::take(&mut self.line);
        let words = line.lines();
        if words.is_empty() {
            return;
        }
        let mut block = Rope::default();
        let aligned = mark.aligned.unwrap_or_else(|| self.numbering.aligned(style.as_deref()));
        let joint = if !self.tables.is_empty() {
            " "
        } else if aligned == Aligned::Center && is_heading(&line.text) {
            ""
        } else {
            "\n"
        };
        // The number stands before the first words, wherever blanks and breaks are.
        block.push(&label);
        for (n, line) in words.iter().enumerate() {
            block.push(if n > 0 { joint } else { "" });
            block.append(line);
        }
        self.bytes += label.len() + 2;
        match self.tables.last_mut() {
            Some(table) => {
                table.aligned = table.aligned.or(Some(aligned));
                table.lines.push(block);
            }
            None => self.block(block, at, aligned == Aligned::Center),
        }
    }

    fn block(&mut self, words: Rope, end: usize, centred: bool) {
        self.calls.extend(self.pending_calls.drain(..).map(|it| (it, self.blocks.len())));
        self.blocks.push(Block { words, end, centred });
    }

    fn open_table(&mut self, at: usize) {
        self.settle(at);
        let width = self.widths.get(&at).copied().unwrap_or(0);
        // A table in a cell is lines of that cell.
        let is_frame = width <= 1 || !self.tables.is_empty();
        self.frames.push(is_frame);
        if !is_frame {
            self.tables.push(Table { width, rows: Vec::new(), column: 0, span: 1, lines: Vec::new(), aligned: None });
        }
    }

    fn end_cell(&mut self, at: usize) {
        self.settle(at);
        let Some(table) = self.tables.last_mut() else { return };
        let mut words = Rope::default();
        for (n, line) in std::mem::take(&mut table.lines).iter().enumerate() {
            words.push(if n > 0 { " " } else { "" });
            words.append(line);
        }
        words.text = words.text.replace('\t', " ");
        let aligned = table.aligned.take().unwrap_or_default();
        let column = table.column.min(MAX_COLUMNS - 1);
        table.column = (table.column + table.span).min(MAX_COLUMNS);
        let Some(row) = table.rows.last_mut() else { return };
        match row.cells.last_mut().filter(|it| it.column == column) {
            Some(last) => {
                last.words.push(" ");
                last.words.append(&words);
            }
            None => row.cells.push(Cell { column, words, aligned }),
        }
    }

    fn end_table(&mut self, at: usize) {
        self.settle(at);
        if self.frames.pop() == Some(false)
            && let Some(table) = self.tables.pop()
        {
            let words = gfm(&table);
            self.bytes += table.rows.len() * table.width * 4;
            if !words.is_empty() {
                self.block(words, at, false);
            }
        }
    }

    /// 附件1 at the left and its title in the middle below, as GB/T 9704 has it, are one heading: 附件1：title.
    fn name_annexes(&mut self) {
        for at in 1..self.blocks.len() {
            let name = &self.blocks[at];
            let chars = name.words.text.chars().count();
            if !name.centred || chars > MAX_ANNEX_NAME_CHARS || !is_annex_number(&self.blocks[at - 1].words.text) {
                continue;
            }
            let lines = std::mem::take(&mut self.blocks[at].words).lines();
            let end = self.blocks[at].end;
            let number = &mut self.blocks[at - 1];
            number.words.push("：");
            lines.iter().for_each(|it| number.words.append(it));
            number.end = end;
        }
    }

    /// All blocks in order, the notes behind the text that calls them: before the annexes if they are called before,
    /// otherwise at the end. A definition among the words of an annex would be taken for one of them.
    fn finish(mut self) -> View {
        self.name_annexes();
        let first_note = self.notes.first().map_or(self.blocks.len(), |it| it.1);
        let opens_annex = |block: &Block| {
            let words = &block.words.text;
            ["附件", "附表", "附录", "附："].iter().any(|it| words.starts_with(it))
                && words.chars().count() <= MAX_ANNEX_CHARS
        };
        let annexes = self.blocks[..first_note].iter().position(opens_annex).unwrap_or(first_note);
        let mut callers = HashMap::new();
        for (number, block) in &self.calls {
            callers.entry(*number).or_insert(*block);
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (n, (number, from)) in self.notes.iter().enumerate() {
            let to = self.notes.get(n + 1).map_or(self.blocks.len(), |it| it.1);
            let Some(&caller) = callers.get(number) else { continue };
            if let Some(definition) = definition(*number, &self.blocks[*from..to]) {
                if caller < annexes { &mut before } else { &mut after }.push((*number, definition));
            }
        }
        before.sort_by_key(|it| it.0);
        after.sort_by_key(|it| it.0);
        self.blocks.truncate(first_note);
        let tail = self.blocks.split_off(annexes);
        let notes = |it: Vec<(usize, Block)>| it.into_iter().map(|it| it.1);
        join(self.blocks.into_iter().chain(notes(before)).chain(tail).chain(notes(after)))
    }
}

/// Whether centred words are one title that was broken by sense: no sentence, and no 题注, whose lines are dates.
fn is_heading(words: &str) -> bool {
    let first = words.trim_start_matches(is_blank);
    let dated = first.starts_with(['（', '(']) || first.starts_with(|it: char| it.is_ascii_digit());
    !dated && !words.contains(['。', '；']) && words.chars().count() <= MAX_TITLE_CHARS
}

/// Whether a line is 附件 with a number or without one, and nothing else.
fn is_annex_number(line: &str) -> bool {
    let number = ["附件", "附表", "附录", "附"].iter().find_map(|it| line.strip_prefix(it));
    number.is_some_and(|it| it.trim_matches(is_blank).chars().all(|c| c.is_ascii_digit() || is_numeral_char(c)))
}

fn definition(number: usize, blocks: &[Block]) -> Option<Block> {
    let mut words = Rope::default();
    words.push(&format!("[^{number}]: "));
    for (n, block) in blocks.iter().enumerate() {
        words.push(if n > 0 { " " } else { "" });
        words.append(&block.words);
    }
    words.text = words.text.replace('\n', " ");
    Some(Block { words, end: blocks.last()?.end, centred: false })
}

fn join(blocks: impl Iterator<Item = Block>) -> View {
    let mut all = Rope::default();
    let mut end = None;
    // A block without words was joined to the one before.
    for block in blocks.filter(|it| !it.words.is_empty()) {
        if let Some(end) = end {
            all.push_from("\n\n", end, 0);
        }
        all.append(&block.words);
        end = Some(block.end);
    }
    if let Some(end) = end {
        all.push_from("\n", end, 0);
    }
    View { text: all.text, origins: all.origins }
}

fn gfm(table: &Table) -> Rope {
    let rows: Vec<&Row> = table.rows.iter().filter(|it| it.is_shown).collect();
    let mut out = Rope::default();
    for (n, row) in rows.iter().enumerate() {
        if n > 0 {
            out.push("\n");
        }
        out.push_from("|", row.at, 0);
        let mut cells = row.cells.iter().peekable();
        for column in 0..table.width {
            out.push(" ");
            if let Some(cell) = cells.next_if(|it| it.column == column) {
                out.append(&cell.words);
            }
            out.push(" |");
        }
        if n == 0 {
            out.push("\n|");
            for column in 0..table.width {
                let below = rows.get(1).and_then(|row| row.cells.iter().find(|it| it.column == column));
                out.push(match below.map(|it| it.aligned) {
                    Some(Aligned::Center) => " :---: |",
                    Some(Aligned::Right) => " ---: |",
                    _ => " --- |",
                });
            }
        }
    }
    out
}
