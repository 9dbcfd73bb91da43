//! Reports as a good compiler prints them: place, words, the line with carets under the finding, what to do, why.
//!
//! Han characters are two columns wide, so the carets are set by East Asian width. A line of a statute is a whole 款;
//! only the part around the finding is shown. Control characters of the text never reach the terminal.

use super::{Checked, severity_word};
use crate::law::problem::Severity;
use crate::law::span::LineIndex;
use crate::lint::finding::{Finding, Fix};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar as _;

/// Columns of the excerpt.
const EXCERPT: usize = 76;
/// Columns of it before the finding.
const BEFORE: usize = 30;
/// What stands for words that are left out.
const CUT: &str = "…";

/// What stands under all findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Errors that stand.
    pub errors: usize,
    /// Warnings that stand.
    pub warnings: usize,
    /// Infos that stand.
    pub infos: usize,
    /// Findings that a waiver lets stand.
    pub waived: usize,
    /// Findings that were counted only.
    pub hidden: usize,
    /// Findings with a safe fix.
    pub fixable: usize,
}

impl Tally {
    /// Counts over all texts.
    #[must_use]
    pub fn of(checked: &[Checked]) -> Self {
        let mut tally = Self::default();
        for report in checked.iter().map(|it| &it.report) {
            tally.errors += report.count(Severity::Error);
            tally.warnings += report.count(Severity::Warning);
            tally.infos += report.count(Severity::Info);
            tally.waived += report.waived.len();
            tally.hidden += report.hidden.values().sum::<usize>();
            tally.fixable += report.findings.iter().filter(|it| it.fix.as_ref().is_some_and(Fix::is_safe)).count();
        }
        tally
    }

    fn line(self) -> String {
        let all = self.errors + self.warnings + self.infos;
        let mut line = if all == 0 {
            "没有发现问题".to_owned()
        } else {
            format!("共{all}处：错误{}处，警告{}处，提示{}处", self.errors, self.warnings, self.infos)
        };
        if self.fixable > 0 {
            let _ = write!(line, "；其中{}处可以用 --fix 自动修改", self.fixable);
        }
        if self.hidden > 0 {
            let _ = write!(line, "；另有{}处未列出", self.hidden);
        }
        if self.waived > 0 {
            let _ = write!(line, "；另有{}处已注明理由保留", self.waived);
        }
        line.push_str("。\n");
        line
    }
}

/// All findings of all texts, and one closing line.
#[must_use]
pub fn text(checked: &[Checked]) -> String {
    let mut out = String::new();
    for text in checked {
        let lines = LineIndex::new(&text.source);
        for finding in &text.report.findings {
            entry(text, &lines, finding, &mut out);
        }
        for (code, many) in &text.report.hidden {
            let _ = writeln!(out, "{}: {code}还有{many}处，没有逐一列出。\n", text.file);
        }
    }
    out.push_str(&Tally::of(checked).line());
    out
}

fn entry(text: &Checked, lines: &LineIndex, finding: &Finding, out: &mut String) {
    let place = lines.locate(&text.source, finding.span.start);
    let severity = severity_word(finding.severity);
    let _ = writeln!(
        out,
        "{}:{}:{}: {severity} {}　{}",
        text.file, place.line, place.column, finding.code, finding.message
    );
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    let (shown, carets) = excerpt(&text.source, finding);
    let _ = writeln!(out, "  {number} | {shown}\n  {margin} | {carets}");
    if let Some(suggestion) = &finding.suggestion {
        let how = match &finding.fix {
            Some(Fix::Safe(_)) => "（可以自动修改）",
            Some(Fix::Offered(_)) => "（由起草人决定）",
            None => "",
        };
        let _ = writeln!(out, "  {margin} = 建议：{suggestion}{how}");
    }
    let _ = writeln!(out, "  {margin} = 依据：{}\n", finding.source);
}

/// The part of the line around the finding, and the carets under it.
fn excerpt(source: &str, finding: &Finding) -> (String, String) {
    let (start, end) = (finding.span.start.min(source.len()), finding.span.end.min(source.len()));
    let line_start = source[..start].rfind('\n').map_or(0, |it| it + 1);
    let line_end = source[start..].find('\n').map_or(source.len(), |it| start + it);
    let end = end.clamp(start, line_end);
    let (before, left) = fit_end(&source[line_start..start], BEFORE);
    let room = EXCERPT.saturating_sub(left);
    let (inside, inner) = fit_start(source[start..end].trim_end_matches('\r'), room);
    let (after, _) = fit_start(source[end..line_end].trim_end_matches('\r'), room.saturating_sub(inner));
    let carets = format!("{}{}", " ".repeat(left), "^".repeat(inner.max(1)));
    (format!("{before}{inside}{after}").trim_end().to_owned(), carets)
}

/// As many characters from the start as fit, and their columns.
fn fit_start(words: &str, room: usize) -> (String, usize) {
    let (mut out, mut used) = (String::new(), 0);
    for c in words.chars() {
        let (shown, width) = printable(c);
        // One column stays for the sign that words were left out.
        if used + width + 1 > room {
            out.push_str(CUT);
            return (out, used + 1);
        }
        out.push(shown);
        used += width;
    }
    (out, used)
}

/// As many characters from the end as fit, and their columns.
fn fit_end(words: &str, room: usize) -> (String, usize) {
    let (mut kept, mut used) = (Vec::new(), 0);
    for c in words.chars().rev() {
        let (shown, width) = printable(c);
        if used + width + 1 > room {
            kept.extend(CUT.chars());
            used += 1;
            break;
        }
        kept.push(shown);
        used += width;
    }
    (kept.into_iter().rev().collect(), used)
}

/// The character as it is shown, and its columns. What a terminal would obey is shown as a sign.
fn printable(c: char) -> (char, usize) {
    match c {
        '\t' => (' ', 1),
        _ if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => ('\u{FFFD}', 1),
        _ => (c, c.width().unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::span::Span;

    fn excerpt_of(source: &str, words: &str) -> (String, String) {
        let start = source.find(words).expect("the words");
        let finding = Finding {
            code: "K301",
            name: "x",
            severity: Severity::Warning,
            span: Span::new(start, start + words.len()),
            message: String::new(),
            suggestion: None,
            fix: None,
            source: String::new(),
        };
        excerpt(source, &finding)
    }

    /// The words above the carets.
    fn pointed(source: &str, words: &str) -> String {
        let (shown, carets) = excerpt_of(source, words);
        let (mut column, mut found) = (0, String::new());
        let (from, to) = (carets.find('^').expect("carets"), carets.len());
        for c in shown.chars() {
            if from <= column && column < to {
                found.push(c);
            }
            column += c.width().unwrap_or(0);
        }
        found
    }

    #[test]
    fn carets_stand_under_the_words_however_wide_they_are() {
        for (source, words) in [
            ("第一条　经营者必须登记。\n", "必须"),
            ("第一条 APP经营者must登记。\r\n第二条", "must登记"),
            ("e\u{301}\t甲必须乙", "必须"),
        ] {
            assert_eq!(pointed(source, words), words);
        }
        let long = format!("第一条　{}必须{}。", "甲".repeat(100), "乙".repeat(100));
        assert_eq!(pointed(&long, "必须"), "必须");
        let (shown, _) = excerpt_of(&long, "必须");
        assert!(shown.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>() <= EXCERPT, "{shown}");
        assert!(shown.starts_with(CUT) && shown.ends_with(CUT));
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_printed() {
        let (shown, _) = excerpt_of("甲\u{1b}[31m乙必须\u{7}", "必须");
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
    }

    #[test]
    fn an_empty_place_has_one_caret_and_a_long_one_ends_with_its_line() {
        let (_, carets) = excerpt_of("甲乙\n丙", "");
        assert_eq!(carets, "^");
        assert_eq!(excerpt_of("甲乙\n丙丁", "乙\n丙").1, "  ^^");
    }
}
