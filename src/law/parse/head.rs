//! What stands before the first unit besides the 标题: front matter, status, 题注, 目录.

use super::{Builder, Owner};
use crate::law::lex::{self, Line};
use crate::law::span::Span;
use crate::law::statute::{Directive, FrontMatter, Paragraph, TocEntry};

/// How many lines of YAML a front matter may have.
const MAX_FRONT_MATTER_LINES: usize = 300;
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

    pub(super) fn notice_line(&mut self, at: usize) {
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

    pub(super) fn head_comment(&mut self, at: usize) {
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
            } else if line.guarded
                || line.directive.is_some()
                || line.hashes > 0 && !lex::is_toc_word(line.words) && self.bare_toc_end(at).is_none()
            {
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
            let words: Vec<&str> = self.lines[at..=end].iter().map(|it| it.words).filter(|it| !it.is_empty()).collect();
            let joined = words.join("\u{3000}");
            let (bracketed, mark) = split_footnote_mark(&joined);
            let mut inner = bracketed.chars();
            inner.next();
            inner.next_back();
            // The mark of a footnote behind the bracket goes inside it, where canonical form has it.
            let inner = format!("{}{mark}", inner.as_str().trim_matches(lex::is_space));
            let inner = inner.as_str();
            if inner.is_empty() {
                return None;
            }
            self.owners[at..=end].fill(Owner::TitleNote);
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
        let mut end = match lex::is_toc_word(self.lines[at].words) && self.statute.toc.is_none() {
            true => self.toc_under_its_word(at)?,
            false => self.bare_toc_end(at)?,
        };
        while let Some(further) = self.bare_toc_end(end) {
            end = further;
        }
        let entries =
            (at..end).map(|it| &self.lines[it]).filter(|it| !it.words.is_empty() && !lex::is_toc_word(it.words));
        let entries = entries.map(|it| TocEntry { text: toc_text(it.words), span: it.words_span }).collect();
        self.statute.toc = Some(entries);
        self.owners[at..end].fill(Owner::Toc);
        Some(end)
    }

    /// Where the 目录 under that word ends: where its first entry is repeated or an article begins.
    fn toc_under_its_word(&self, at: usize) -> Option<usize> {
        let mut first: Option<String> = None;
        for end in at + 1..self.lines.len().min(at + MAX_TOC_LINES) {
            let line = &self.lines[end];
            if line.words.is_empty() {
                continue;
            }
            let key = toc_key(line.words);
            let repeats = first.as_ref().is_some_and(|first| *first == key);
            if repeats || lex::article_head(line.words).is_some_and(|it| it.gap) {
                return Some(end);
            }
            if line.words.ends_with('。') {
                return None;
            }
            first.get_or_insert(key);
        }
        None
    }

    /// Where a 目录 without that word ends: headings directly under each other, of which the first is repeated.
    fn bare_toc_end(&self, at: usize) -> Option<usize> {
        let key = |at: usize| {
            let line = &self.lines[at];
            let plain = !line.guarded && line.directive.is_none();
            let head = lex::heading_head(line.words, line.hashes > 0 || line.bold)
                .filter(|it| plain && !it.name.is_empty())?;
            Some((head.kind, head.number))
        };
        let first = self.lines.get(at).and_then(|_| key(at))?;
        let mut others = false;
        let mut end = None;
        for next in at + 1..self.lines.len().min(at + MAX_TOC_LINES) {
            if self.lines[next].words.is_empty() {
                continue;
            }
            let Some(found) = key(next) else { break };
            if found == first && others {
                end = Some(next);
            }
            others |= found != first;
        }
        end
    }
}

/// `（…）[^1]` → `（…）`, `[^1]`.
fn split_footnote_mark(words: &str) -> (&str, &str) {
    let mark = words.strip_suffix(']').and_then(|it| it.rfind("[^").map(|at| (at, &it[at + 2..])));
    match mark {
        Some((at, label)) if !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') => {
            words.split_at(at)
        }
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

#[cfg(test)]
mod tests {
    use crate::law::parse::parse;

    #[test]
    fn the_mark_of_a_footnote_behind_a_title_note_may_hold_a_hyphen() {
        let source = "# 示例法\n\n（2020年1月1日某会议通过）[^footnote-0]\n\n目录\n\n第一章　总则\n\n第一章　总则\n\n第一条　甲。\n";
        let statute = parse(source).statute;
        assert!(statute.title_note.is_some() && statute.toc.is_some());
    }
}
