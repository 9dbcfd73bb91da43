//! What stands before the first unit: front matter, 公告, 标题, status, 题注, 目录.

use super::{Builder, Owner};
use crate::law::lex::{self, Line};
use crate::law::span::Span;
use crate::law::statute::{Directive, FrontMatter, Paragraph, TocEntry};

/// How many lines of YAML a front matter may have.
const MAX_FRONT_MATTER_LINES: usize = 300;
/// How far from the start a title is looked for, in lines with words.
const MAX_LINES_BEFORE_TITLE: usize = 60;
/// Longest title, in characters.
const MAX_TITLE_CHARS: usize = 120;
/// How many lines a bracketed 题注 may span.
const MAX_NOTE_LINES: usize = 60;
/// How many lines a 目录 may have.
const MAX_TOC_LINES: usize = 600;

impl<'a> Builder<'a> {
    /// Reads the head; tells with which line the rest begins.
    pub(super) fn read_head(&mut self) -> usize {
        let mut at = self.front_matter();
        at = self.title(at);
        self.notes(at)
    }

    fn front_matter(&mut self) -> usize {
        let Some(first) = self.lines.first() else { return 0 };
        let raw = |line: &Line<'_>| self.source[line.span.range()].trim_matches(lex::is_space).to_owned();
        if raw(first) != "---" {
            return 0;
        }
        let end = (1..self.lines.len().min(MAX_FRONT_MATTER_LINES)).find(|&at| raw(&self.lines[at]) == "---");
        let Some(end) = end else { return 0 };
        let inside = &self.lines[1..end];
        let yaml = |line: &Line<'_>| {
            let words = self.source[line.span.range()].trim_end();
            words.is_empty() || words.starts_with([' ', '-', '#']) || words.contains(':')
        };
        if !inside.iter().all(yaml) {
            return 0;
        }
        let start = inside.first().map_or(self.lines[end].span.start, |it| it.span.start);
        let raw = self.source[start..self.lines[end].span.start].replace("\r\n", "\n");
        let span = Span::new(0, self.lines[end].span.end);
        self.statute.front_matter = Some(FrontMatter { raw, span });
        self.owners[..=end].fill(Owner::FrontMatter);
        end + 1
    }

    fn title(&mut self, start: usize) -> usize {
        if let Some(at) = self.marked_title(start) {
            for before in start..at {
                self.notice_line(before);
            }
            self.set_title(at, self.lines[at].words);
            return at + 1;
        }
        let mut at = start;
        while at < self.lines.len() && (self.lines[at].words.is_empty() || lex::comment(self.lines[at].words).is_some())
        {
            self.head_comment(at);
            at += 1;
        }
        if at >= self.lines.len() || !could_be_title(&self.lines[at]) {
            return at;
        }
        if let Some(title) = self.title_after_notice(at) {
            for before in at..title {
                self.notice_line(before);
            }
            self.set_title(title, self.lines[title].words);
            return title + 1;
        }
        let mut words = self.lines[at].words.to_owned();
        let mut end = at + 1;
        // Titles are broken by sense: after the organ, or inside 《》.
        while let Some(next) =
            (end..self.lines.len()).find(|&it| !self.lines[it].words.is_empty()).filter(|it| *it < at + 8)
        {
            let line = &self.lines[next];
            let open = words.matches('《').count() > words.matches('》').count();
            let organ = lex::is_organ_line(&words) && line.words.starts_with("关于");
            if !(open || organ)
                || !could_be_title(line)
                || words.chars().count() + line.words.chars().count() > MAX_TITLE_CHARS
            {
                break;
            }
            words.push_str(line.words);
            end = next + 1;
        }
        self.set_title(at, &words);
        self.owners[at..end].fill(Owner::Title);
        end
    }

    /// A `# ` heading before the first article.
    fn marked_title(&self, start: usize) -> Option<usize> {
        let mut seen = 0;
        for (at, line) in self.lines.iter().enumerate().skip(start) {
            if line.words.is_empty() {
                continue;
            }
            seen += 1;
            if line.hashes == 1 && lex::heading_head(title_words(line.words), true).is_none() {
                return Some(at);
            }
            let unit = lex::article_head(line.words).is_some_and(|it| it.gap) || line.hashes > 1;
            if unit || seen > MAX_LINES_BEFORE_TITLE {
                return None;
            }
        }
        None
    }

    /// The title under a 公告 or 令 that opens the file.
    fn title_after_notice(&self, first: usize) -> Option<usize> {
        let words = self.lines[first].words;
        if !(words.ends_with("公告") || words.ends_with('令')) || words.chars().count() > 40 {
            return None;
        }
        let types = ["条例", "规定", "办法", "法", "决定", "规则", "细则", "解释", "准则"];
        for at in
            (first + 1..self.lines.len()).filter(|&at| !self.lines[at].words.is_empty()).take(MAX_LINES_BEFORE_TITLE)
        {
            let line = &self.lines[at];
            if lex::article_head(line.words).is_some_and(|it| it.gap) {
                return None;
            }
            let (title, _) = split_status(line.words);
            let typed = types.iter().any(|it| title.ends_with(it)) && could_be_title(line) && !title.starts_with('《');
            let next = (at + 1..self.lines.len()).find(|&it| !self.lines[it].words.is_empty());
            let followed = next.is_some_and(|next| {
                let words = self.lines[next].words;
                words.starts_with(['（', '('])
                    || lex::is_toc_word(words)
                    || lex::is_bare_title_note(words)
                    || lex::heading_head(words, false).is_some()
                    || lex::article_head(words).is_some_and(|it| it.gap)
            });
            if typed && followed {
                return Some(at);
            }
        }
        None
    }

    fn set_title(&mut self, at: usize, words: &str) {
        let status = split_status(words).1;
        self.statute.title = self.text(title_words(words));
        self.statute.status = status.map(|it| self.normal(it).into_owned());
        self.owners[at] = Owner::Title;
    }

    fn notice_line(&mut self, at: usize) {
        let line = self.lines[at];
        if line.words.is_empty() {
            self.owners[at] = if at == 0 { Owner::Document } else { self.owners[at - 1] };
            return;
        }
        if lex::comment(line.words).is_some() {
            self.head_comment(at);
            return;
        }
        self.owners[at] = Owner::Notice;
        let text = self.text(line.words);
        let span = line.words_span;
        self.statute.notice.push(Paragraph { text, span, text_span: span, ..Paragraph::default() });
    }

    fn head_comment(&mut self, at: usize) {
        let line = self.lines[at];
        if let Some((word, text)) = lex::comment(line.words) {
            self.owners[at] = Owner::Directive;
            if word == "cont" {
                return; // nothing here could be continued
            }
            let directive = Directive { word: word.to_owned(), text: text.to_owned(), span: line.words_span };
            self.statute.directives.push(directive);
        } else {
            self.owners[at] = if at == 0 { Owner::Document } else { self.owners[at - 1] };
        }
    }

    /// Status, 题注 and 目录, in the order they come.
    fn notes(&mut self, start: usize) -> usize {
        let mut at = start;
        while at < self.lines.len() {
            let line = self.lines[at];
            if line.words.is_empty() || lex::comment(line.words).is_some() {
                self.head_comment(at);
                at += 1;
            } else if line.guarded || line.directive.is_some() || line.hashes > 0 && !lex::is_toc_word(line.words) {
                break;
            } else if let Some(end) = self.note(at) {
                at = end;
            } else if let Some(end) = self.toc(at) {
                at = end;
            } else {
                break;
            }
        }
        at
    }

    fn note(&mut self, at: usize) -> Option<usize> {
        if self.statute.title.is_empty() || self.statute.toc.is_some() {
            return None;
        }
        let line = self.lines[at];
        if line.words.starts_with(['（', '(']) {
            if lex::list_mark(line.words).is_some() {
                return None;
            }
            let end = self.bracket_end(at)?;
            let mut words = Vec::new();
            for it in at..=end {
                if !self.lines[it].words.is_empty() {
                    words.push(self.lines[it].words);
                }
                self.owners[it] = Owner::TitleNote;
            }
            let joined = words.join("\u{3000}");
            let (bracketed, mark) = split_footnote_mark(&joined);
            let mut inner = bracketed.chars();
            inner.next();
            inner.next_back();
            // The mark of a footnote behind the bracket goes inside it, where canonical form has it.
            let inner = format!("{}{mark}", inner.as_str().trim_matches(lex::is_space));
            let inner = inner.as_str();
            if lex::is_status(inner) && self.statute.status.is_none() && self.statute.title_note.is_none() {
                self.statute.status = Some(self.normal(inner).into_owned());
            } else {
                self.add_note(inner);
            }
            return Some(end + 1);
        }
        if lex::is_bare_title_note(line.words) {
            self.owners[at] = Owner::TitleNote;
            self.add_note(line.words);
            return Some(at + 1);
        }
        None
    }

    fn add_note(&mut self, words: &str) {
        let joined = match &self.statute.title_note {
            Some(note) => format!("{}\u{3000}{words}", crate::law::inline::write(note)),
            None => words.to_owned(),
        };
        self.statute.title_note = Some(self.text(&joined));
    }

    /// The last line of a bracketed note that opens at line `at`.
    fn bracket_end(&self, at: usize) -> Option<usize> {
        let closes = |words: &str| split_footnote_mark(words).0.ends_with(['）', ')']);
        if closes(self.lines[at].words) {
            return Some(at).filter(|_| self.lines[at].words.chars().count() > 2);
        }
        let mut depth = 0_i32;
        for (end, line) in self.lines.iter().enumerate().skip(at).take(MAX_NOTE_LINES) {
            if lex::article_head(line.words).is_some_and(|it| it.gap)
                || line.guarded
                || line.hashes > 0
                || line.directive.is_some()
            {
                return None;
            }
            for c in line.words.chars() {
                depth += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
            }
            if depth <= 0 {
                return closes(line.words).then_some(end);
            }
        }
        None
    }

    fn toc(&mut self, at: usize) -> Option<usize> {
        if !lex::is_toc_word(self.lines[at].words) || self.statute.toc.is_some() {
            return None;
        }
        let mut entries = Vec::new();
        let mut first_key: Option<String> = None;
        for end in at + 1..self.lines.len().min(at + MAX_TOC_LINES) {
            let line = &self.lines[end];
            if line.words.is_empty() {
                continue;
            }
            let key = toc_key(line.words);
            let repeats = first_key.as_ref().is_some_and(|first| *first == key);
            if repeats || lex::article_head(line.words).is_some_and(|it| it.gap) {
                self.owners[at..end].fill(Owner::Toc);
                self.statute.toc = Some(entries);
                return Some(end);
            }
            if line.words.ends_with('。') {
                return None;
            }
            first_key.get_or_insert(key);
            entries.push(TocEntry { text: toc_text(line.words), span: line.words_span });
        }
        None
    }
}

/// `（…）[^1]` → `（…）`, `[^1]`.
fn split_footnote_mark(words: &str) -> (&str, &str) {
    let mark = words.strip_suffix(']').and_then(|it| it.rfind("[^").map(|at| (at, &it[at + 2..])));
    match mark {
        Some((at, label)) if !label.is_empty() && label.chars().all(char::is_alphanumeric) => words.split_at(at),
        _ => (words, ""),
    }
}

/// Kind and number of a heading, or the words without spaces: enough to see that the first entry is repeated.
fn toc_key(words: &str) -> String {
    match lex::heading_head(words, true) {
        Some(head) => head.kind.number(head.number),
        None => words.chars().filter(|c| !lex::is_space(*c)).collect(),
    }
}

/// An entry without the dots and the page number that print adds.
fn toc_text(words: &str) -> String {
    let filler = |c: char| lex::is_space(c) || c.is_ascii_digit() || matches!(c, '…' | '.' | '·' | '．');
    words.trim_end_matches(filler).to_owned()
}

/// Whether the first line of a text can be its title.
pub(in crate::law) fn could_be_title(line: &Line<'_>) -> bool {
    let words = line.words;
    !(words.is_empty()
        || line.guarded
        || line.directive.is_some()
        || line.hashes > 1
        || words.chars().count() > MAX_TITLE_CHARS
        || words.ends_with(['。', '；', '：', '，'])
        || words.starts_with(['“', '（', '('])
        || lex::article_head(words).is_some()
        || lex::heading_head(title_words(words), true).is_some()
        || lex::list_mark(words).is_some()
        || lex::is_toc_word(words)
        || lex::is_table_row(words)
        || lex::footnote(words).is_some()
        || lex::page_number(words).is_some()
        || lex::comment(words).is_some())
}

/// 条例（草案修改稿） → 条例, 草案修改稿. Two such brackets are left as they are: which of them counts is not ours to say.
fn split_status(words: &str) -> (&str, Option<&str>) {
    match split_status_once(words) {
        Some((title, status)) if split_status_once(title).is_none() => (title, Some(status)),
        _ => (words, None),
    }
}

/// The title in a first line, without the status and without marks around the whole of it.
fn title_words(words: &str) -> &str {
    let title = split_status(words).0;
    let inner = title.strip_prefix("**").and_then(|it| it.strip_suffix("**"));
    inner.filter(|it| !it.is_empty() && !it.contains("**") && it.trim_matches(lex::is_space) == *it).unwrap_or(title)
}

fn split_status_once(words: &str) -> Option<(&str, &str)> {
    let (title, status) = words.strip_suffix('）')?.rsplit_once('（')?;
    let title = title.trim_end_matches(lex::is_space);
    let status = status.trim_matches(lex::is_space);
    (!title.is_empty() && lex::is_status(status)).then_some((title, status))
}
