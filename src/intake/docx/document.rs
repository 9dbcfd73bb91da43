//! `document.xml` and the notes → [`Flow`].

use super::super::Unreadable;
use super::super::xml::{Attributes, Step, Visitor, walk};
use super::fields::{self, Fields};
use super::flow::{
    Aligned, Anchor, Atom, Author, Flow, Listed, MAX_ATOMS, MAX_WORD_BYTES, Mark, State, What, too_much,
};
use super::{author, dated};
use crate::law::is_safe_address;
use std::collections::HashMap;

/// Columns of a table that are kept apart; Word itself allows 63.
pub(super) const MAX_COLUMNS: usize = 63;
/// Comments that are placed in the text.
const MAX_ANCHORS: usize = 10_000;

/// The document with its notes; `notes` are the footnotes and the endnotes.
pub(super) fn read(document: &str, notes: &[String; 2], links: &HashMap<String, String>) -> Result<Flow, Unreadable> {
    let reader = whole(document, notes, links, false)?;
    if reader.lost_field {
        // A table of contents that never ends would hide the text: then it is text.
        let mut flow = whole(document, notes, links, true)?.flow;
        flow.left_out.contents = false;
        flow.left_out.open_field = true;
        return Ok(flow);
    }
    Ok(reader.flow)
}

fn whole<'a>(
    document: &str,
    notes: &[String; 2],
    links: &'a HashMap<String, String>,
    keep_contents: bool,
) -> Result<Reader<'a>, Unreadable> {
    let mut reader = Reader { keep_contents, ..Reader::new(links) };
    walk(document, &mut reader)?;
    reader.lost_field = reader.fields.in_contents();
    reader.fields = Fields::default();
    for (kind, part) in [(NoteKind::Foot, &notes[0]), (NoteKind::End, &notes[1])] {
        if !part.trim().is_empty() && reader.calls.keys().any(|(it, _)| *it == kind) {
            reader.notes_of = Some(kind);
            walk(part, &mut reader)?;
            reader.fields = Fields::default();
        }
    }
    if reader.full { Err(too_much()) } else { Ok(reader) }
}

/// The target of the relation to the main part.
pub(super) fn main_part(relations: &str) -> Result<Option<String>, Unreadable> {
    let is_main = |kind: &str| kind.ends_with("/officeDocument");
    let target = relations_of(relations, &is_main)?.into_iter().next();
    Ok(target.map(|(_, target)| target.trim_start_matches('/').to_owned()))
}

/// The addresses of links to the outside, by the name of the relation.
pub(super) fn addresses(relations: &str) -> Result<HashMap<String, String>, Unreadable> {
    Ok(relations_of(relations, &|kind| kind.ends_with("/hyperlink"))?.into_iter().collect())
}

fn relations_of(relations: &str, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<(String, String)>, Unreadable> {
    struct Relations<'a>(Vec<(String, String)>, &'a dyn Fn(&str) -> bool);
    impl Visitor for Relations<'_> {
        fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
            if name == "Relationship"
                && attributes.get("Type").is_some_and(|it| (self.1)(&it))
                && self.0.len() < MAX_ANCHORS
                && let (id, Some(target)) = (attributes.get("Id").unwrap_or_default(), attributes.get("Target"))
            {
                self.0.push((id, target));
            }
            Step::Into
        }
        fn close(&mut self, _name: &str) {}
        fn words(&mut self, _words: &str) {}
    }
    if relations.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Relations(Vec::new(), wanted);
    walk(relations, &mut found)?;
    Ok(found.0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum NoteKind {
    Foot,
    End,
}

/// A paragraph that is open; a text box stands inside one.
#[derive(Default)]
struct Open {
    atoms: Vec<Atom>,
    mark: Mark,
    state: State,
    /// Which of the atoms are strong.
    strong: Vec<usize>,
    /// Links that are open: where their words begin, and the address if it is one of those that may be kept.
    links: Vec<(usize, Option<String>)>,
    /// Edges of comments: which anchor, whether it begins, before which of the atoms.
    edges: Vec<(usize, bool, usize)>,
    /// Links to places of the same file that are open, and pieces of the paragraph that stand in one.
    inside: usize,
    linked: usize,
}

/// Within which properties the walk is.
#[derive(Default)]
struct Within {
    paragraph: usize,
    run: usize,
    row: usize,
    numbering: usize,
    former: usize,
}

struct Reader<'a> {
    flow: Flow,
    link_addresses: &'a HashMap<String, String>,
    paragraphs: Vec<Open>,
    /// What happened to all that is read now; the last is the innermost.
    states: Vec<State>,
    /// Rows that are open: where their atom is, and whether their state is on the stack.
    rows: Vec<(usize, bool)>,
    within: Within,
    fields: Fields,
    known_authors: HashMap<(String, Option<jiff::civil::DateTime>), u32>,
    known_anchors: HashMap<String, usize>,
    calls: HashMap<(NoteKind, String), usize>,
    notes_of: Option<NoteKind>,
    /// Cells with the columns that they span.
    cells: usize,
    /// The words of this run are hidden, strong.
    hidden: bool,
    strong: bool,
    /// Within an element whose text is words, or the code of a field.
    in_text: bool,
    in_code: bool,
    /// The content that comes is generated or a placeholder.
    skip_content: bool,
    /// The last line was 目录, or an entry below it.
    in_entries: bool,
    keep_contents: bool,
    lost_field: bool,
    full: bool,
}

impl<'a> Reader<'a> {
    fn new(link_addresses: &'a HashMap<String, String>) -> Self {
        Self {
            flow: Flow::default(),
            link_addresses,
            paragraphs: Vec::new(),
            states: Vec::new(),
            rows: Vec::new(),
            within: Within::default(),
            fields: Fields::default(),
            known_authors: HashMap::new(),
            known_anchors: HashMap::new(),
            calls: HashMap::new(),
            notes_of: None,
            cells: 0,
            hidden: false,
            strong: false,
            in_text: false,
            in_code: false,
            skip_content: false,
            in_entries: false,
            keep_contents: false,
            lost_field: false,
            full: false,
        }
    }
}

impl Visitor for Reader<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
        match name {
            // Former looks, pronunciations, and the copy for old programs.
            "rPrChange" | "tblPr" | "tblGrid" | "sectPr" | "tabs" | "rt" | "Fallback" | "trPrChange" | "tcPrChange"
            | "tblPrExChange" => return Step::Over,
            "footnote" | "endnote" => return self.open_note(attributes),
            "ins" | "moveTo" | "del" | "moveFrom" => self.open_change(name, attributes),
            "p" => self.paragraphs.push(Open { state: self.state(), ..Open::default() }),
            "pPr" => self.within.paragraph += 1,
            "rPr" => self.within.run += 1,
            "trPr" => self.within.row += 1,
            "numPr" => self.within.numbering += 1,
            "pPrChange" => {
                self.within.former += 1;
                if let Some(open) = self.paragraphs.last_mut() {
                    open.mark.before = Some(Listed::default());
                }
            }
            "pStyle" | "numId" | "ilvl" | "jc" | "specVanish" => self.paragraph_property(name, attributes),
            "r" => (self.hidden, self.strong) = (false, false),
            "rStyle" if self.within.paragraph == 0 => {
                self.strong = attributes.get("val").is_some_and(|it| it == "Strong");
            }
            "vanish" if self.within.paragraph == 0 => self.hidden = attributes.is_on(),
            "t" | "delText" => self.in_text = true,
            "instrText" | "delInstrText" => self.in_code = true,
            "tab" | "ptab" => self.sign(What::Tab),
            "cr" => self.sign(What::Break),
            // The end of a page or a column is none of a line.
            "br" if !matches!(attributes.get("type").as_deref(), Some("page" | "column")) => self.sign(What::Break),
            "noBreakHyphen" => self.push("-"),
            "fldChar" => self.field_sign(attributes),
            "hyperlink" => self.open_link(attributes),
            "sdtContent" if std::mem::take(&mut self.skip_content) => return Step::Over,
            "tbl" => self.structure(What::OpenTable),
            "tr" => {
                self.rows.push((self.flow.atoms.len(), false));
                self.structure(What::OpenRow { skip: 0 });
            }
            "tc" => self.structure(What::OpenCell { span: 1 }),
            "gridSpan" | "gridBefore" => self.grid(name, attributes),
            "fldSimple"
                if !self.keep_contents && attributes.get("instr").is_some_and(|it| fields::is_contents(&it)) =>
            {
                self.contents();
                return Step::Over;
            }
            _ => self.other(name, attributes),
        }
        Step::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "ins" | "moveTo" | "del" | "moveFrom" if !self.in_properties() => {
                self.states.pop();
            }
            "t" | "delText" => self.in_text = false,
            "instrText" | "delInstrText" => self.in_code = false,
            "pPr" => self.within.paragraph = self.within.paragraph.saturating_sub(1),
            "rPr" => self.within.run = self.within.run.saturating_sub(1),
            "trPr" => self.within.row = self.within.row.saturating_sub(1),
            "numPr" => self.within.numbering = self.within.numbering.saturating_sub(1),
            "pPrChange" => self.within.former = self.within.former.saturating_sub(1),
            "p" => self.end_paragraph(),
            "hyperlink" => self.close_link(),
            "tc" => self.structure(What::EndCell),
            "tr" => {
                if let Some((_, true)) = self.rows.pop() {
                    self.states.pop();
                }
                self.structure(What::EndRow);
            }
            "tbl" => self.structure(What::EndTable),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_code {
            self.fields.code(words);
        } else if self.in_text {
            self.push(words);
        }
    }

    fn refusal(&self) -> Option<Unreadable> {
        self.full.then(too_much)
    }
}

impl Reader<'_> {
    fn state(&self) -> State {
        self.states.last().copied().unwrap_or_default()
    }

    fn in_properties(&self) -> bool {
        self.within.paragraph + self.within.run + self.within.row > 0
    }

    fn other(&mut self, name: &str, attributes: &Attributes<'_>) {
        let left = &mut self.flow.left_out;
        match name {
            "sym" => self.symbol(attributes),
            "blip" | "imagedata" => {
                left.pictures += 1;
                self.push_plain("[图]");
            }
            "OLEObject" => left.objects += 1,
            "oMath" => left.formulas += 1,
            "txbxContent" => left.text_boxes += 1,
            "footnoteReference" => self.call(NoteKind::Foot, attributes),
            "endnoteReference" => self.call(NoteKind::End, attributes),
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => self.anchor(name, attributes),
            "docPartGallery"
                if attributes.get("val").is_some_and(|it| it.eq_ignore_ascii_case("Table of Contents")) =>
            {
                self.skip_content = true;
                self.contents();
            }
            "showingPlcHdr" => self.skip_content = attributes.is_on(),
            "altChunk" | "subDoc" => {
                left.unknown.insert("嵌入的其他文档没有读入");
            }
            "cellIns" | "cellDel" | "cellMerge" => {
                left.unknown.insert("表格单元格的增加、删除、合并修订没有读入，按修订后处理");
            }
            _ => {}
        }
    }

    /// The number of an author at a date.
    fn author(&mut self, attributes: &Attributes<'_>) -> u32 {
        let name = author(attributes.get("author"));
        let when = attributes.get("date").and_then(|it| dated(&it));
        let authors = &mut self.flow.authors;
        *self.known_authors.entry((name.clone(), when)).or_insert_with(|| {
            authors.push(Author { name, dated: when });
            u32::try_from(authors.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// A change around words, or one of the end of a paragraph or of a row.
    fn open_change(&mut self, name: &str, attributes: &Attributes<'_>) {
        if self.within.former > 0 {
            return;
        }
        let by = self.author(attributes);
        let with = |mut state: State| {
            match name {
                "ins" | "moveTo" => state.inserted = state.inserted.or(Some(by)),
                _ => state.deleted = state.deleted.or(Some(by)),
            }
            state
        };
        if self.within.numbering > 0 {
            if let Some(open) = self.paragraphs.last_mut().filter(|it| it.mark.before.is_none()) {
                // The number was given in a tracked change: before it there was none.
                open.mark.before = Some(Listed { list: Some("0".to_owned()), ..Listed::default() });
            }
        } else if self.within.paragraph > 0 {
            if let Some(open) = self.paragraphs.last_mut() {
                open.state = with(open.state);
            }
        } else if self.within.row > 0 {
            let state = with(self.state());
            if let Some((at, pushed)) = self.rows.last_mut().filter(|it| !it.1) {
                *pushed = true;
                if let Some(atom) = self.flow.atoms.get_mut(*at) {
                    atom.state = state;
                }
                self.states.push(state);
            }
        } else if self.within.run == 0 {
            self.states.push(with(self.state()));
        }
    }

    fn paragraph_property(&mut self, name: &str, attributes: &Attributes<'_>) {
        let Some(open) = self.paragraphs.last_mut().filter(|_| self.within.paragraph > 0) else { return };
        let mark = &mut open.mark;
        let listed = match &mut mark.before {
            Some(before) if self.within.former > 0 => before,
            _ => &mut mark.listed,
        };
        match name {
            "pStyle" => listed.style = attributes.get("val"),
            "numId" => listed.list = attributes.get("val"),
            "ilvl" => listed.level = attributes.number("val").map(|it| it as usize),
            "jc" if self.within.former == 0 => {
                mark.aligned = Some(Aligned::read(attributes.get("val").as_deref()));
            }
            "specVanish" => mark.joined = attributes.is_on(),
            _ => {}
        }
    }

    /// Whether words at this place are words of the text.
    fn is_shown(&self) -> bool {
        self.within.paragraph == 0 && !self.hidden && !self.fields.hide()
    }

    fn add(&mut self, what: What) {
        let state = self.state();
        // What came and went again before the file was saved stands in neither text.
        if state.inserted.is_some() && state.deleted.is_some() {
            return;
        }
        if let Some(open) = self.paragraphs.last_mut() {
            open.atoms.push(Atom { what, state });
            open.linked += usize::from(open.inside > 0);
            self.full |= open.atoms.len() > MAX_ATOMS;
        }
    }

    fn sign(&mut self, what: What) {
        if self.is_shown() {
            self.add(what);
        }
    }

    fn structure(&mut self, what: What) {
        let state = self.state();
        if matches!(what, What::OpenCell { .. }) {
            self.cells += 1;
        }
        self.flow.atoms.push(Atom { what, state });
        self.full |= self.flow.atoms.len() > MAX_ATOMS || self.cells > MAX_ATOMS;
    }

    fn grid(&mut self, name: &str, attributes: &Attributes<'_>) {
        let columns = attributes.number("val").map_or(1, |it| (it as usize).clamp(1, MAX_COLUMNS));
        match self.flow.atoms.last_mut().map(|it| &mut it.what) {
            Some(What::OpenCell { span }) if name == "gridSpan" => *span = columns,
            Some(What::OpenRow { skip }) if name == "gridBefore" => *skip = columns,
            _ => {}
        }
        self.cells += columns;
    }

    /// Words as they stand in the file.
    fn push(&mut self, words: &str) {
        if self.within.paragraph > 0 || self.fields.hide() {
            return;
        }
        if self.hidden {
            self.flow.left_out.hidden_chars += words.chars().count();
            return;
        }
        // In a table a bar is a piece of its own: whether it needs a backslash is told where the table is written.
        for (at, piece) in words.split('|').enumerate() {
            if at > 0 {
                self.add(What::Bar);
            }
            if !piece.is_empty() {
                self.no_comment(piece);
                let start = self.flow.words.len();
                escape(piece, &mut self.flow.words);
                self.add_words(start);
            }
        }
    }

    /// `<` and `!` that come as two pieces must not become the beginning of a comment.
    fn no_comment(&mut self, next: &str) {
        let words = &mut self.flow.words;
        if next.starts_with('!')
            && words.ends_with('<')
            && let Some(Atom { what: What::Words(range), .. }) =
                self.paragraphs.last_mut().and_then(|it| it.atoms.last_mut())
            && range.end == words.len()
        {
            words.insert(range.end - 1, '\\');
            range.end += 1;
        }
    }

    /// Words that are ours and need no escape.
    fn push_plain(&mut self, words: &str) {
        if self.is_shown() {
            let start = self.flow.words.len();
            self.flow.words.push_str(words);
            self.add_words(start);
        }
    }

    /// The words from `start` to the end of all words, as a piece or as more of the last one.
    fn add_words(&mut self, start: usize) {
        let end = self.flow.words.len();
        self.full |= end > MAX_WORD_BYTES;
        let (state, strong) = (self.state(), self.strong);
        let Some(open) = self.paragraphs.last_mut() else { return };
        let last_is_strong = open.strong.last().is_some_and(|it| it + 1 == open.atoms.len());
        if let Some(Atom { what: What::Words(range), state: last }) = open.atoms.last_mut()
            && *last == state
            && range.end == start
            && last_is_strong == strong
        {
            range.end = end;
            return;
        }
        let before = open.atoms.len();
        self.add(What::Words(start..end));
        if let Some(open) = self.paragraphs.last_mut().filter(|it| strong && it.atoms.len() > before) {
            open.strong.push(before);
        }
    }

    fn symbol(&mut self, attributes: &Attributes<'_>) {
        let code = attributes.get("char").and_then(|it| u32::from_str_radix(it.trim(), 16).ok());
        // Codes of a font's own say nothing without the font.
        match code.filter(|it| !(0xE000..=0xF8FF).contains(it)).and_then(char::from_u32).filter(|it| !it.is_control()) {
            Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
            None => {
                self.flow.left_out.signs += usize::from(self.is_shown());
                self.push_plain("□");
            }
        }
    }

    fn call(&mut self, kind: NoteKind, attributes: &Attributes<'_>) {
        let Some(id) = attributes.get("id") else { return };
        let next = self.calls.len() + 1;
        let number = *self.calls.entry((kind, id)).or_insert(next);
        self.sign(What::Call(number));
    }

    fn open_note(&mut self, attributes: &Attributes<'_>) -> Step {
        let Some(kind) = self.notes_of else { return Step::Into };
        let id = attributes.get("id").unwrap_or_default();
        // Each note once: a second of the same name is none of the text.
        match self.calls.remove(&(kind, id)) {
            Some(number) => {
                self.structure(What::Note(number));
                Step::Into
            }
            None => Step::Over,
        }
    }

    fn field_sign(&mut self, attributes: &Attributes<'_>) {
        match attributes.get("fldCharType").as_deref() {
            Some("begin") => self.fields.begin(),
            Some("separate") if self.keep_contents => self.fields.separate_as_words(),
            Some("separate") if !self.fields.separate() => {}
            Some("separate") => self.contents(),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    /// A table of contents begins here: the line 目录 above it belongs to it.
    fn contents(&mut self) {
        self.flow.left_out.contents = true;
        if self.is_contents_title(&self.flow.atoms) {
            let atoms = &mut self.flow.atoms;
            let end = atoms.len() - 1;
            let of_title = |it: &Atom| matches!(it.what, What::Words(_) | What::Tab);
            let first = atoms[..end].iter().rposition(|it| !of_title(it)).map_or(0, |it| it + 1);
            atoms.drain(first..end);
        }
    }

    fn anchor(&mut self, name: &str, attributes: &Attributes<'_>) {
        let Some(id) = attributes.get("id") else { return };
        let anchors = &mut self.flow.anchors;
        let at = match self.known_anchors.get(&id) {
            Some(at) => *at,
            None if anchors.len() >= MAX_ANCHORS => return,
            None => {
                anchors.push(Anchor { id: id.clone(), ..Anchor::default() });
                self.known_anchors.insert(id, anchors.len() - 1);
                anchors.len() - 1
            }
        };
        let begins = name == "commentRangeStart";
        match self.paragraphs.last_mut() {
            Some(open) => open.edges.push((at, begins, open.atoms.len())),
            None => self.edge(at, begins, self.flow.atoms.len()),
        }
        // The next words must not be joined to the last ones, or the comment would have no edge.
        self.flow.words.push('\n');
    }

    fn edge(&mut self, anchor: usize, begins: bool, atom: usize) {
        let Some(anchor) = self.flow.anchors.get_mut(anchor) else { return };
        let edge = if begins { &mut anchor.start } else { &mut anchor.end };
        *edge = edge.or(Some(atom));
    }

    fn open_link(&mut self, attributes: &Attributes<'_>) {
        let address = attributes.get("id").and_then(|it| self.link_addresses.get(&it)).filter(|it| is_safe_address(it));
        if let Some(open) = self.paragraphs.last_mut() {
            open.links.push((open.atoms.len(), address.cloned()));
            open.inside += usize::from(attributes.get("anchor").is_some());
            // Its words must not be joined to those before it.
            self.flow.words.push('\n');
        }
    }

    /// The words of a link between its marks, if they are words that a link may have.
    fn close_link(&mut self) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.inside = open.inside.saturating_sub(1);
        }
        let Some((start, Some(address))) = self.paragraphs.last_mut().and_then(|it| it.links.pop()) else { return };
        let end = self.paragraphs.last().map_or(0, |it| it.atoms.len());
        if !self.can_be_marked(start..end) || address.contains(['(', ')', '<', '>', '"', '\'', '\\', '`']) {
            return;
        }
        self.wrap(start..end, "[", &format!("]({address})"));
    }

    /// Whether these pieces of the innermost paragraph are untouched words that a mark may stand over.
    fn can_be_marked(&self, range: std::ops::Range<usize>) -> bool {
        let Some(pieces) = self.paragraphs.last().and_then(|it| it.atoms.get(range)) else { return false };
        let mut words = String::new();
        for piece in pieces {
            match &piece.what {
                What::Words(range) if piece.state == State::default() => {
                    words.push_str(self.flow.words.get(range.clone()).unwrap_or_default());
                }
                _ => return false,
            }
        }
        !words.is_empty() && words.trim() == words && !words.contains(['*', '[', ']', '\\', '\n'])
    }

    fn wrap(&mut self, range: std::ops::Range<usize>, before: &str, after: &str) {
        let words = &mut self.flow.words;
        let mut piece = |mark: &str| {
            let start = words.len();
            words.push_str(mark);
            Atom { what: What::Words(start..words.len()), state: State::default() }
        };
        let (before, after) = (piece(before), piece(after));
        let Some(open) = self.paragraphs.last_mut() else { return };
        open.atoms.insert(range.end, after);
        open.atoms.insert(range.start, before);
        open.strong.iter_mut().for_each(|it| *it += usize::from(*it >= range.start) + usize::from(*it >= range.end));
        open.links.iter_mut().for_each(|it| it.0 += usize::from(it.0 > range.start));
        open.edges.iter_mut().for_each(|it| it.2 += usize::from(it.2 > range.start) + usize::from(it.2 >= range.end));
    }

    /// `**` around the words of the style Strong. Bold alone means nothing: titles and numbers are bold in most files.
    fn mark_strong(&mut self) {
        let Some(open) = self.paragraphs.last().filter(|it| !it.strong.is_empty()) else { return };
        let runs = open.strong.chunk_by(|a, b| a + 1 == *b);
        let runs: Vec<_> =
            runs.map(|it| it[0]..it[it.len() - 1] + 1).filter(|it| self.can_be_marked(it.clone())).collect();
        let start = self.flow.words.len();
        self.flow.words.push_str("**");
        let mark = || Atom { what: What::Words(start..start + "**".len()), state: State::default() };
        let Some(open) = self.paragraphs.last_mut() else { return };
        let atoms = std::mem::take(&mut open.atoms);
        let mut next = runs.iter().flat_map(|it| [it.start, it.end]).peekable();
        let mut moved = Vec::with_capacity(atoms.len() + 1); // where each piece stands afterwards
        for (at, atom) in atoms.into_iter().enumerate() {
            while next.next_if_eq(&at).is_some() {
                open.atoms.push(mark());
            }
            moved.push(open.atoms.len());
            open.atoms.push(atom);
        }
        next.for_each(|_| open.atoms.push(mark()));
        moved.push(open.atoms.len());
        open.edges.iter_mut().for_each(|it| it.2 = moved.get(it.2).copied().unwrap_or(it.2));
    }

    /// Lines below 目录 that are nothing but links into the same file are its entries: they are made anew.
    fn leave_out_entry(&mut self, open: &mut Open) {
        let is_entry = !open.atoms.is_empty() && open.linked == open.atoms.len();
        if is_entry && self.in_entries {
            if self.is_contents_title(&self.flow.atoms) {
                self.contents();
            }
            self.flow.left_out.contents = true;
            open.atoms.clear();
            open.edges.clear();
        } else if !open.atoms.is_empty() {
            let end = Atom { what: What::End(Box::default()), state: State::default() };
            let line: Vec<Atom> = open.atoms.iter().take(8).cloned().chain([end]).collect();
            self.in_entries = self.is_contents_title(&line);
        }
    }

    /// Whether the last line of these is 目录.
    fn is_contents_title(&self, atoms: &[Atom]) -> bool {
        let Some((Atom { what: What::End(_), .. }, before)) = atoms.split_last() else { return false };
        let first = before.iter().rposition(|it| !matches!(it.what, What::Words(_) | What::Tab)).map_or(0, |it| it + 1);
        let words = before[first..]
            .iter()
            .filter_map(|it| if let What::Words(range) = &it.what { self.flow.words.get(range.clone()) } else { None });
        words.flat_map(str::chars).filter(|it| !it.is_whitespace()).eq("目录".chars())
    }

    fn end_paragraph(&mut self) {
        self.mark_strong();
        let Some(mut open) = self.paragraphs.pop() else { return };
        self.leave_out_entry(&mut open);
        if open.mark.before.as_ref() == Some(&open.mark.listed) {
            open.mark.before = None;
        }
        let first = self.flow.atoms.len();
        for (anchor, begins, at) in std::mem::take(&mut open.edges) {
            self.edge(anchor, begins, first + at);
        }
        self.flow.atoms.append(&mut open.atoms);
        // A paragraph whose end came and went again is joined to the next in both texts.
        let neither = open.state.inserted.is_some() && open.state.deleted.is_some();
        open.mark.joined |= neither;
        let state = if neither { State::default() } else { open.state };
        self.flow.atoms.push(Atom { what: What::End(Box::new(open.mark)), state });
        self.full |= self.flow.atoms.len() > MAX_ATOMS;
    }
}

/// Signs that would be marks in our text get a backslash, so that they stay signs; soft hyphens go.
fn escape(words: &str, out: &mut String) {
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let comment = c == '<' && rest.peek() == Some(&'!');
        if matches!(c, '\\' | '*' | '[') || comment {
            out.push('\\');
        }
        match c {
            '\u{ad}' => {}
            // A line feed inside `w:t` is a space; paragraphs are what breaks lines.
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
}
