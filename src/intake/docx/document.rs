//! The paragraphs and tables of `document.xml` and the notes, in reading order.

use super::super::Unreadable;
use super::super::xml::{Attributes, Step, Visitor, walk};
use super::numbering::Numbering;
use std::collections::HashMap;

/// Columns of a table that are kept apart; Word itself allows 63.
const MAX_COLUMNS: usize = 63;
/// The longest heading of an annex, in characters.
const MAX_ANNEX_CHARS: usize = 40;

/// The text of the document with its notes at the end.
pub(super) fn text(
    document: &str,
    numbering: Numbering,
    footnotes: &str,
    endnotes: &str,
) -> Result<String, Unreadable> {
    let mut body = Body { numbering, ..Body::default() };
    walk(document, &mut body)?;
    body.settle();
    let mut blocks = body.blocks;
    let mut definitions = Vec::new();
    for (kind, part) in [(NoteKind::Foot, footnotes), (NoteKind::End, endnotes)] {
        if part.trim().is_empty() || !body.notes.keys().any(|(it, _)| *it == kind) {
            continue;
        }
        let mut notes = Notes { ids: HashMap::new(), current: None, body: Body::default() };
        walk(part, &mut notes)?;
        for ((_, id), number) in body.notes.iter().filter(|((it, _), _)| *it == kind) {
            definitions.extend(notes.ids.remove(id).filter(|it| !it.is_empty()).map(|words| (*number, words)));
        }
    }
    definitions.sort_unstable();
    place_notes(&mut blocks, definitions);
    let mut out = blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    Ok(out)
}

/// Puts the notes behind the text that calls them: before the annexes if they are called before, otherwise at the end.
/// A definition among the words of an annex would be taken for one of them.
fn place_notes(blocks: &mut Vec<String>, definitions: Vec<(usize, String)>) {
    let opens_annex = |block: &String| {
        ["附件", "附表", "附录", "附："].iter().any(|it| block.starts_with(it))
            && block.chars().count() <= MAX_ANNEX_CHARS
    };
    let annexes = blocks.iter().position(opens_annex).unwrap_or(blocks.len());
    let mut before = Vec::new();
    for (number, words) in definitions {
        let call = format!("[^{number}]");
        let definition = format!("{call}: {words}");
        if blocks[..annexes].iter().any(|block| block.contains(&call)) {
            before.push(definition);
        } else {
            blocks.push(definition);
        }
    }
    blocks.splice(annexes..annexes, before);
}

/// The target of the relation to the main part.
pub(super) fn main_part(relations: &str) -> Result<Option<String>, Unreadable> {
    struct Relations(Option<String>);
    impl Visitor for Relations {
        fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
            let is_main = || attributes.get("Type").is_some_and(|it| it.ends_with("/officeDocument"));
            if name == "Relationship" && self.0.is_none() && is_main() {
                self.0 = attributes.get("Target").map(|it| it.trim_start_matches('/').to_owned());
            }
            Step::Into
        }
        fn close(&mut self, _name: &str) {}
        fn words(&mut self, _words: &str) {}
    }
    if relations.trim().is_empty() {
        return Ok(None);
    }
    let mut found = Relations(None);
    walk(relations, &mut found)?;
    Ok(found.0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum NoteKind {
    Foot,
    End,
}

#[derive(Default)]
struct Paragraph {
    words: String,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    /// Its end was deleted in a tracked change: the next paragraph goes on in the same line.
    goes_on: bool,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    row_deleted: bool,
    cell: Vec<String>,
    span: usize,
}

#[derive(Default)]
struct Body {
    numbering: Numbering,
    blocks: Vec<String>,
    /// Paragraphs that are open: a text box stands inside one.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Words of a paragraph that goes on in the next.
    held: String,
    /// Within the properties of a paragraph, of a row.
    in_paragraph_properties: bool,
    in_row_properties: bool,
    /// The words of this run are hidden.
    hidden: bool,
    /// Within an element whose text is words.
    in_text: bool,
    notes: HashMap<(NoteKind, String), usize>,
}

impl Visitor for Body {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
        match name {
            // Former looks, former words, codes of fields, pronunciations, and the copy for old programs.
            "pPrChange" | "rPrChange" | "tblPr" | "tblGrid" | "sectPr" | "tabs" | "moveFrom" | "delText"
            | "delInstrText" | "instrText" | "rt" | "Fallback" => return Step::Over,
            "del" if self.in_paragraph_properties => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.goes_on = true;
                }
            }
            "del" if self.in_row_properties => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_deleted = true;
                }
            }
            "del" => return Step::Over,
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_paragraph_properties = true,
            "pStyle" | "numId" | "ilvl" if self.in_paragraph_properties => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    match name {
                        "pStyle" => paragraph.style = attributes.get("val"),
                        "numId" => paragraph.list = attributes.get("val"),
                        _ => paragraph.level = attributes.number("val").map(|it| it as usize),
                    }
                }
            }
            "r" => self.hidden = false,
            "vanish" if !self.in_paragraph_properties => self.hidden = attributes.is_on(),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.push("\t"),
            "cr" => self.push("\n"),
            // The end of a page or a column is none of a line.
            "br" if !matches!(attributes.get("type").as_deref(), Some("page" | "column")) => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.push("□"),
            "blip" | "imagedata" => self.push("[图]"),
            "footnoteReference" => self.note(NoteKind::Foot, attributes),
            "endnoteReference" => self.note(NoteKind::End, attributes),
            "tbl" => {
                self.settle();
                self.tables.push(Table::default());
            }
            "trPr" => self.in_row_properties = true,
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = 1;
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = attributes.number("val").map_or(1, |it| (it as usize).clamp(1, MAX_COLUMNS));
                }
            }
            _ => {}
        }
        Step::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "pPr" => self.in_paragraph_properties = false,
            "trPr" => self.in_row_properties = false,
            "p" => self.end_paragraph(),
            "tc" => self.end_cell(),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let row = std::mem::take(&mut table.row);
                    if !std::mem::take(&mut table.row_deleted) {
                        table.rows.push(row);
                    }
                }
            }
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_text {
            let escaped = escape(words);
            self.push(&escaped);
        }
    }
}

impl Body {
    fn push(&mut self, words: &str) {
        if self.in_paragraph_properties || self.hidden {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(words);
        }
    }

    fn note(&mut self, kind: NoteKind, attributes: &Attributes<'_>) {
        let Some(id) = attributes.get("id") else { return };
        let next = self.notes.len() + 1;
        let number = *self.notes.entry((kind, id)).or_insert(next);
        // 题注 with a note: the call goes inside the bracket, so that the bracket still closes the line.
        let closes = self
            .paragraphs
            .last_mut()
            .filter(|it| it.words.trim_start_matches(is_blank).starts_with('（') && it.words.ends_with('）'));
        if let Some(paragraph) = closes {
            paragraph.words.truncate(paragraph.words.len() - '）'.len_utf8());
            paragraph.words.push_str(&format!("[^{number}]）"));
        } else {
            self.push(&format!("[^{number}]"));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let label = self.numbering.next(paragraph.style.as_deref(), paragraph.list.as_deref(), paragraph.level);
        let mut words = std::mem::take(&mut self.held);
        if !paragraph.words.trim().is_empty() {
            // A number in the middle of a line that goes on is none.
            if words.is_empty() {
                words.push_str(&label);
                words.push_str(paragraph.words.trim_start_matches(is_blank));
            } else {
                words.push_str(&paragraph.words);
            }
        }
        if paragraph.goes_on {
            self.held = words;
        } else {
            self.place(&words);
        }
    }

    /// What is held back when no further paragraph comes.
    fn settle(&mut self) {
        let words = std::mem::take(&mut self.held);
        self.place(&words);
    }

    /// Puts the lines of a paragraph where it stands: into the cell or into the text.
    fn place(&mut self, words: &str) {
        let lines: Vec<&str> =
            words.split('\n').map(|line| line.trim_matches(is_blank)).filter(|it| !it.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            table.cell.extend(lines.into_iter().map(str::to_owned));
        } else {
            self.blocks.push(lines.join("\n"));
        }
    }

    fn end_cell(&mut self) {
        self.settle();
        let Some(table) = self.tables.last_mut() else { return };
        let words = std::mem::take(&mut table.cell);
        table.row.push(words.join("\n"));
        let width = (table.row.len() + table.span - 1).min(MAX_COLUMNS);
        if table.row.len() < width {
            table.row.resize(width, String::new());
        }
    }

    fn end_table(&mut self) {
        self.settle();
        let Some(table) = self.tables.pop() else { return };
        let rows: Vec<_> = table.rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let lines = rows.iter().flatten().flat_map(|cell| cell.split('\n')).filter(|line| !line.is_empty());
        if let Some(outer) = self.tables.last_mut() {
            outer.cell.extend(lines.map(str::to_owned)); // a table in a cell
        } else if width == 1 {
            self.blocks.extend(lines.map(str::to_owned)); // a frame around paragraphs, no table
        } else if width > 1 {
            self.blocks.push(gfm(&rows, width.min(MAX_COLUMNS)));
        }
    }
}

fn gfm(rows: &[Vec<String>], width: usize) -> String {
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for (at, row) in rows.iter().enumerate() {
        let mut line = String::from("|");
        for column in 0..width.max(row.len()) {
            let words = row.get(column).map(String::as_str).unwrap_or_default();
            line.push(' ');
            line.push_str(&words.replace('|', "\\|").replace(['\n', '\t'], " "));
            line.push_str(" |");
        }
        lines.push(line);
        if at == 0 {
            lines.push(format!("|{}", " --- |".repeat(width)));
        }
    }
    lines.join("\n")
}

/// Spaces of every kind at the edge of a line: an indent made by hand.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Signs that would be marks in our text get a backslash, so that they stay signs.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '[') {
            out.push('\\');
        }
        // A line feed inside `w:t` is a space; paragraphs are what breaks lines.
        out.push(if c == '\n' || c == '\r' { ' ' } else { c });
    }
    out
}

/// The notes part: the same paragraphs, gathered by note.
struct Notes {
    ids: HashMap<String, String>,
    current: Option<String>,
    body: Body,
}

impl Visitor for Notes {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
        if name == "footnote" || name == "endnote" {
            self.current = attributes.get("id");
            self.body = Body::default();
            return Step::Into;
        }
        self.body.open(name, attributes)
    }

    fn close(&mut self, name: &str) {
        if name == "footnote" || name == "endnote" {
            self.body.settle();
            let words = self.body.blocks.join(" ").replace('\n', " ");
            if let Some(id) = self.current.take() {
                self.ids.insert(id, words);
            }
        } else {
            self.body.close(name);
        }
    }

    fn words(&mut self, words: &str) {
        self.body.words(words);
    }
}
