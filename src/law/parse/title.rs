//! 标题: the marked one, the first line, or lines that print had broken by sense; with the 公告 that may stand above.

use super::{Builder, Owner};
use crate::law::lex::{self, Line};

/// How far from the start a title is looked for, in lines with words.
const MAX_LINES_BEFORE_TITLE: usize = 60;
/// Longest title, in characters.
const MAX_TITLE_CHARS: usize = 120;
/// Over how many lines a title may be broken.
const MAX_TITLE_LINES: usize = 4;
/// The words that titles end with.
const TYPES: [&str; 17] = [
    "条例", "规定", "办法", "法", "决定", "规则", "细则", "解释", "准则", "批复", "意见", "通知", "答复", "方案",
    "章程", "规范", "法典",
];

impl<'a> Builder<'a> {
    /// Finds the title at or after line `start`; tells with which line the rest begins.
    pub(super) fn title(&mut self, start: usize) -> usize {
        if let Some(at) = self.marked_title(start) {
            return self.take_title(start, at, self.lines[at].words, at + 1);
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
        if let Some((title, words, end)) = self.title_after_notice(at) {
            return self.take_title(at, title, &words, end);
        }
        if let Some((words, end)) = self.broken_title(at) {
            return self.take_title(at, at, &words, end);
        }
        let (words, end) = self.title_by_sense(at);
        self.take_title(at, at, &words, end)
    }

    /// Takes `words` as the title that stands on the lines `at..end`, and the lines before it as the notice.
    fn take_title(&mut self, start: usize, at: usize, words: &str, end: usize) -> usize {
        for before in start..at {
            self.notice_line(before);
        }
        let status = split_status(words).1;
        self.statute.title = self.text(title_words(words));
        self.statute.status = status.map(|it| self.normal(it).into_owned());
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

    /// The title under a 公告 or 令 that opens the file: its first line, its words, the line after it.
    fn title_after_notice(&self, first: usize) -> Option<(usize, String, usize)> {
        let opens = |at: usize| {
            let words: String = self.lines[at].words.chars().filter(|c| !lex::is_space(*c)).collect();
            words.chars().count() <= 40 && (words.ends_with("公告") || words.ends_with('令'))
        };
        let second = self.next_line(first).filter(|_| lex::is_organ_line(self.lines[first].words));
        if !opens(first) && !second.is_some_and(opens) {
            return None;
        }
        let mut at = self.next_line(second.unwrap_or(first))?;
        for _ in 0..MAX_LINES_BEFORE_TITLE {
            if lex::article_head(self.lines[at].words).is_some_and(|it| it.gap) {
                return None;
            }
            let quoted = self.lines[at].words.starts_with('《');
            if let Some((words, end)) = self.broken_title(at).filter(|_| !quoted) {
                return Some((at, words, end));
            }
            at = self.next_line(at)?;
        }
        None
    }

    /// Lines that together are a title: the last ends with the word for a kind of law, and what follows is what follows
    /// titles. Gives the words and the line after them.
    fn broken_title(&self, first: usize) -> Option<(String, usize)> {
        let mut words = String::new();
        let mut at = first;
        for _ in 0..MAX_TITLE_LINES {
            let line = &self.lines[at];
            let dated = lex::contains_date(line.words);
            if !could_be_title(line) || line.hashes > 0 || dated {
                return None;
            }
            words.push_str(line.words);
            if words.chars().count() > MAX_TITLE_CHARS {
                return None;
            }
            let title = title_words(&words);
            let whole = title.matches('《').count() == title.matches('》').count();
            let typed = TYPES.iter().any(|it| title.ends_with(it));
            let next = self.next_line(at);
            if whole && typed && next.is_some_and(|next| self.follows_titles(next)) {
                return Some((words, at + 1));
            }
            at = next?;
        }
        None
    }

    /// Whether a line is of the kinds that stand under titles: 题注, status, 目录, a heading, an article.
    fn follows_titles(&self, at: usize) -> bool {
        let words = self.lines[at].words;
        words.starts_with(['（', '('])
            || lex::is_toc_word(words)
            || lex::is_bare_title_note(words)
            || lex::heading_head(words, false).is_some()
            || lex::article_head(words).is_some_and(|it| it.gap)
    }

    /// The first line, with what belongs to it by sense: 关于… after an organ, and what closes an open 《.
    fn title_by_sense(&self, first: usize) -> (String, usize) {
        let mut words = self.lines[first].words.to_owned();
        let mut last = first;
        while let Some(next) = self.next_line(last).filter(|it| *it < first + 2 * MAX_TITLE_LINES) {
            let line = &self.lines[next];
            let open = words.matches('《').count() > words.matches('》').count();
            let organ = lex::is_organ_line(&words) && line.words.starts_with("关于");
            let length = words.chars().count() + line.words.chars().count();
            if !(open || organ) || !could_be_title(line) || length > MAX_TITLE_CHARS {
                break;
            }
            words.push_str(line.words);
            last = next;
        }
        (words, last + 1)
    }

    /// The next line with words.
    fn next_line(&self, at: usize) -> Option<usize> {
        (at + 1..self.lines.len()).find(|&it| !self.lines[it].words.is_empty())
    }
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
