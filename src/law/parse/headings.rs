//! Headings: 编, 分编, 章, 节, 一、 between articles, and 总则 or 附则 without a number.

use super::lost::find_lost_items;
use super::{Builder, Last, Owner};
use crate::law::inline;
use crate::law::lex::{self, Line};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::{Division, DivisionKind, Unit};

/// Longest name of a heading whose name stands on the next line, in characters.
const MAX_BROKEN_NAME_CHARS: usize = 30;
/// How far into a line the end of a heading is looked for, in bytes: forty characters, widely spaced.
const MAX_HEADING_BYTES: usize = 400;

impl<'a> Builder<'a> {
    pub(super) fn heading(&mut self, at: usize, line: &Line<'a>) -> bool {
        let marked = line.hashes > 0 || line.bold;
        if self.statute_quotes(at) {
            return false;
        }
        let Some(head) = lex::heading_head(line.words, marked) else { return false };
        // Without a Markdown mark, a name that runs into an article may as well be a sentence.
        if !marked && ((!head.gap && !self.heading_fits(head.kind, head.number)) || self.split_heading(line).is_some())
        {
            return false;
        }
        if !head.canonical {
            let right = head.kind.number(head.number);
            self.report("K106", Severity::Warning, line.words_span, format!("章节序号宜写作“{right}”。"));
        }
        self.open_division(at, head.kind, head.number, head.name, line.words_span);
        self.name_pending = is_broken_name(head.name);
        true
    }

    /// `## 第五章　信息公开第五十三条 公民…`: a line break was lost between a heading and the article under it.
    pub(super) fn heading_with_article(&mut self, at: usize, line: &Line<'a>) -> bool {
        if line.hashes == 0 || self.statute_quotes(at) {
            return false;
        }
        let Some((division, heading, head)) = self.split_heading(line) else { return false };
        let span = line.span_of(heading);
        let message = format!("标题和{}写在同一行，已分开。", head.number);
        self.report("K003", Severity::Warning, span, message);
        self.open_division(at, division.kind, division.number, division.name, span);
        self.open_article(at, line, &head);
        true
    }

    /// Whether the article that should come next begins somewhere in `words`.
    pub(super) fn holds_expected_article(&self, words: &str) -> bool {
        words
            .match_indices('第')
            .any(|(at, _)| lex::article_head(&words[at..]).is_some_and(|it| it.gap && self.expects(it.number)))
    }

    pub(super) fn split_heading(
        &self,
        line: &Line<'a>,
    ) -> Option<(lex::HeadingHead<'a>, &'a str, lex::ArticleHead<'a>)> {
        let near = line.words.match_indices('第').take_while(|(at, _)| *at <= MAX_HEADING_BYTES);
        near.skip(1).find_map(|(split, _)| {
            let (heading, words) = line.words.split_at(split);
            let head = lex::article_head(words).filter(|it| it.gap && self.expects(it.number))?;
            let division = lex::heading_head(heading, true)
                .filter(|it| !it.name.is_empty() && !self.holds_expected_article(it.name))?;
            Some((division, heading, head))
        })
    }

    /// Whether a heading without a space after its number continues the count of its kind.
    pub(super) fn heading_fits(&self, kind: DivisionKind, number: u16) -> bool {
        let last = self.divisions.iter().rev().find(|it| it.kind == kind).map(|it| it.number);
        number == 1 || last.is_none_or(|last| number == last + 1)
    }

    pub(super) fn statute_quotes(&self, at: usize) -> bool {
        self.lines[at].words.starts_with(['“', '"'])
    }

    /// The name of a heading that stood alone on the line before, or the rest of one that broke off after 、.
    pub(super) fn broken_name(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some(open) = self.divisions.last() else { return false };
        let name = format!("{}{}", inline::write(&open.name), clean_name(&self.normal(line.words)));
        let whole = format!("{}{name}", open.number_text());
        let fits = line.words.chars().count() <= MAX_BROKEN_NAME_CHARS
            && !line.words.ends_with('，')
            && lex::heading_head(&whole, true).is_some()
            && lex::list_mark(line.words).is_none()
            && !lex::is_table_row(line.words)
            && !self.holds_expected_article(&name);
        let name = self.text(&name);
        let Some(division) = self.divisions.last_mut().filter(|_| fits) else { return false };
        division.name = name;
        division.span = division.span.hull(line.words_span);
        self.owners[at] = Owner::Division(self.division_count - 1);
        true
    }

    pub(super) fn intertitle(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some((number, name)) = lex::intertitle(line.words) else { return false };
        let before_article = self.next_content(at).is_some_and(|next| matches!(self.heads[next], Some((_, true))));
        if !before_article || self.statute_quotes(at) {
            return false;
        }
        self.open_division(at, DivisionKind::Heading, number, name, line.words_span);
        true
    }

    /// 总则 or 附则 without a number, or another Markdown heading over articles.
    pub(super) fn unnumbered_heading(&mut self, at: usize, line: &Line<'a>) -> bool {
        let name = clean_name(&self.normal(line.words));
        let next = self.next_content(at);
        let over_unit = next.is_some_and(|next| {
            matches!(self.heads[next], Some((_, true)))
                || lex::heading_head(self.lines[next].words, self.lines[next].hashes > 0).is_some()
        });
        let marked = line.hashes >= 2;
        let known = matches!(name.as_str(), "总则" | "附则");
        let plain = name.chars().count() <= MAX_BROKEN_NAME_CHARS && lex::is_heading_name(&name);
        if over_unit && plain && (known || marked) && !self.statute_quotes(at) {
            let kind = self.divisions.first().map_or(DivisionKind::Chapter, |it| it.kind);
            self.open_division(at, kind, 0, line.words, line.words_span);
            return true;
        }
        if marked && plain && self.last_number.is_some() && !self.sequence_goes_on(at) {
            self.open_annex(at, &name, None, "", line);
            return true;
        }
        false
    }

    pub(super) fn open_division(&mut self, at: usize, kind: DivisionKind, number: u16, name: &str, span: Span) {
        self.close_article();
        while self.divisions.last().is_some_and(|open| open.kind >= kind) {
            self.close_division();
        }
        let prefix = self.divisions.last().map(|it| it.anchor.clone());
        let own = format!("{}{}", kind.letter(), number);
        let anchor = prefix.map_or(own.clone(), |prefix| format!("{prefix}.{own}"));
        let seen = self.anchors.entry(anchor.clone()).or_insert(0);
        *seen = seen.saturating_add(1);
        let anchor = if *seen > 1 { format!("{anchor}~{seen}") } else { anchor };
        let name = clean_name(&self.normal(name));
        self.divisions.push(Division {
            kind,
            number,
            name: self.text(&name),
            anchor,
            units: Vec::new(),
            preamble: Vec::new(),
            directives: Vec::new(),
            span,
        });
        self.owners[at] = Owner::Division(self.division_count);
        self.division_count += 1;
        self.reset_container();
    }

    pub(super) fn close_division(&mut self) {
        self.close_article();
        if let Some(mut division) = self.divisions.pop() {
            find_lost_items(&mut division.preamble, &[]);
            self.units().push(Unit::Division(division));
        }
    }

    pub(super) fn units(&mut self) -> &mut Vec<Unit> {
        self.divisions.last_mut().map_or(&mut self.statute.body, |it| &mut it.units)
    }

    pub(super) fn reset_container(&mut self) {
        self.last = Last::Nothing;
        self.guarded.clear();
        self.link_open = false;
        self.name_pending = false;
    }
}

/// Whether a name stands, or goes on, on the next line.
pub(in crate::law) fn is_broken_name(name: &str) -> bool {
    name.is_empty() || name.ends_with(['、', '和', '及', '与'])
}

/// The name of a heading without the spaces that print sets: 总　则 → 总则.
pub(in crate::law) fn clean_name(name: &str) -> String {
    let mut parts = name.split(lex::is_space).filter(|it| !it.is_empty()).peekable();
    let parts: Vec<&str> = std::iter::from_fn(|| parts.next()).collect();
    let spaced_out = parts.iter().all(|it| it.chars().count() == 1);
    parts.join(if spaced_out { "" } else { "\u{3000}" })
}
