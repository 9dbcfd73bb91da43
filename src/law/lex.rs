//! One line of a text and what it is. No line knows its neighbours here; `parse` puts them together.
//!
//! The blocks of a statute are found by this lexer and not by a Markdown parser, because six CommonMark rules break
//! legal text (indented 第X条 becomes code, `1.` interrupts a paragraph, `---` under a line makes a heading …, see
//! docs/decisions). What Markdown editors add around the text (`#`, `>`, list dashes, `**` around a number) is read
//! and left out.

use super::inline;
use super::number::{ArticleNumber, is_numeral_char, read_numeral};
use super::span::Span;
use super::statute::DivisionKind;
use unicode_normalization::char::is_combining_mark;

/// Longest heading, in characters (domain handbook §3.2).
const MAX_HEADING_CHARS: usize = 40;
/// Longest caption 条旨, in characters.
const MAX_CAPTION_CHARS: usize = 15;
/// Longest heading of an annex, in characters.
const MAX_ANNEX_HEADING_CHARS: usize = 80;

/// A line, cut out of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The whole line with its line end.
    pub span: Span,
    /// The words, without padding and Markdown marks.
    pub words: &'a str,
    /// Where `words` stands.
    pub words_span: Span,
    /// `#` marks, 0 to 6.
    pub hashes: u8,
    /// The whole line was `**bold**`.
    pub bold: bool,
    /// A leading backslash says that this is a plain paragraph.
    pub guarded: bool,
    /// A `<!-- km:… -->` at the end of the line, without the comment marks.
    pub directive: Option<(&'a str, Span)>,
}

/// White space in the widest sense that occurs in official texts: U+3000, U+00A0, U+200B, BOM, tabs.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{FEFF}' | '\u{2060}')
}

/// Whether a line holds nothing to read. Control characters alone are nothing.
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(is_space)
}

/// A Markdown rule (`---`): it parts blocks as an empty line does.
fn is_rule(words: &str) -> bool {
    words.len() >= 3
        && ["-", "*", "_"].iter().any(|mark| words.split(*mark).all(|between| between.chars().all(is_space)))
}

impl<'a> Line<'a> {
    /// Reads the line of `source` at `span`.
    pub fn read(source: &'a str, span: Span) -> Self {
        let full = &source[span.range()];
        let mut words = full.trim_matches(is_space);
        if is_rule(words) {
            words = &words[..0];
        }
        let mut hashes = 0;
        let mut directive = None;
        if let Some(open) =
            words.rfind("<!--").filter(|&at| at > 0 && words[at + 4..].ends_with("-->") && !words[..at].ends_with('\\'))
        {
            let inner = words[open + 4..words.len() - 3].trim_matches(is_space);
            if inner.starts_with("km:") && !inner.contains("-->") && self::directive(inner).0 != "cont" {
                let start = offset_in(source, words) + open;
                directive = Some((inner, Span::new(start, start + words.len() - open)));
                words = words[..open].trim_end_matches(is_space);
            }
        }
        // Block marks may be stacked (`> - **…**`); each is taken at most a few times.
        for _ in 0..4 {
            let before = words;
            if let Some(rest) = words.strip_prefix('>') {
                words = rest.trim_start_matches(is_space);
            } else if let Some(rest) = list_dash(words) {
                words = rest;
            } else if hashes == 0 && words.starts_with('#') {
                let count = words.bytes().take_while(|b| *b == b'#').count();
                if count <= 6 {
                    hashes = u8::try_from(count).unwrap_or(6);
                    words = words[count..].trim_start_matches(is_space);
                    break; // what follows is the heading
                }
            }
            if words.len() == before.len() {
                break;
            }
        }
        let mut bold = false;
        if let Some(inner) = words.strip_prefix("**").and_then(|it| it.strip_suffix("**"))
            && !inner.is_empty()
            && !inner.contains("**")
            && inner.trim_matches(is_space).len() == inner.len()
            && !inner.ends_with('\\')
        {
            bold = true;
            words = inner;
        }
        let mut guarded = false;
        if let Some(rest) = words.strip_prefix('\\').filter(|_| hashes == 0 && !bold) {
            match rest.chars().next() {
                // An escaped backslash or mark stays for the inline reader.
                Some('\\' | '*' | '[' | '<') => guarded = true,
                Some(c) if !c.is_ascii_alphabetic() => {
                    guarded = true;
                    words = rest.trim_start_matches(is_space);
                }
                _ => {}
            }
        }
        let start = offset_in(source, words);
        Self { span, words, words_span: Span::new(start, start + words.len()), hashes, bold, guarded, directive }
    }

    /// The span of `part`, a slice of this line's words.
    pub fn span_of(&self, part: &str) -> Span {
        let start = self.words_span.start + offset_in(self.words, part);
        Span::new(start, start + part.len())
    }
}

/// Where the slice `part` begins in `whole`. Both must be the same memory; anything else gives 0.
pub(super) fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize).filter(|at| *at <= whole.len()).unwrap_or(0)
}

fn list_dash(words: &str) -> Option<&str> {
    let rest = words.strip_prefix(['-', '*', '+'])?;
    let after = rest.trim_start_matches(is_space);
    (after.len() < rest.len() && !after.is_empty() && page_number(words).is_none()).then_some(after)
}

/// The beginning of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ArticleHead<'a> {
    pub number: ArticleNumber,
    /// The number was written canonically.
    pub canonical: bool,
    /// Opening bracket and words of the caption.
    pub caption: Option<(char, &'a str)>,
    /// The words after the number.
    pub rest: &'a str,
    /// Number and caption.
    pub head: &'a str,
    /// Whether white space, a caption or the line end follows the number.
    pub gap: bool,
}

/// Reads 第X条, with what may stand around it.
pub(super) fn article_head(words: &str) -> Option<ArticleHead<'_>> {
    let (inside, bold) = match words.strip_prefix("**") {
        Some(inside) => (inside, true),
        None => (words, false),
    };
    let rest = inside.strip_prefix('第')?;
    let (base, canonical_base, rest) = numeral(rest)?;
    let rest = rest.strip_prefix('条')?;
    let (inserted, canonical_inserted, rest) = match rest.strip_prefix('之').and_then(close_numeral) {
        Some((n, canonical, after)) => (n, canonical, after),
        None => (0, true, rest),
    };
    let number = ArticleNumber::with_inserted(base, inserted);
    let mut bold_closed = !bold;
    let mut after = rest;
    if bold && let Some(closed) = after.trim_start_matches(is_space).strip_prefix("**") {
        after = closed;
        bold_closed = true;
    }
    let mut caption = None;
    if let Some((open, text, behind)) = read_caption(after) {
        caption = Some((open, text));
        after = behind;
        if !bold_closed && let Some(closed) = after.strip_prefix("**") {
            after = closed;
            bold_closed = true;
        }
    }
    if !bold_closed {
        return None; // the whole sentence is strong: no number mark of its own
    }
    let head_len = words.len() - after.len();
    let trimmed = after.trim_start_matches(is_space);
    Some(ArticleHead {
        number,
        canonical: canonical_base && canonical_inserted,
        caption,
        gap: caption.is_some() || trimmed.len() < after.len() || after.is_empty(),
        rest: trimmed,
        head: &words[..head_len],
    })
}

/// A numeral at the start, possibly spaced (第 十 条): value, canonical, rest.
fn numeral(text: &str) -> Option<(u16, bool, &str)> {
    let trimmed = text.trim_start_matches(is_space);
    let end = trimmed.find(|c| !is_numeral_char(c)).unwrap_or(trimmed.len());
    let read = read_numeral(&trimmed[..end])?;
    let after = &trimmed[end..];
    let rest = after.trim_start_matches(is_space);
    let spaced = trimmed.len() < text.len() || rest.len() < after.len();
    // Without 条 or 章 behind it a trailing space is a gap, which the caller must see.
    let rest = if rest.starts_with(['条', '编', '章', '节', '分', '）', ')']) { rest } else { after };
    Some((read.value, read.canonical && !spaced, rest))
}

/// A numeral at the very start.
fn close_numeral(text: &str) -> Option<(u16, bool, &str)> {
    let end = text.find(|c| !is_numeral_char(c)).unwrap_or(text.len());
    read_numeral(&text[..end]).map(|read| (read.value, read.canonical, &text[end..]))
}

fn read_caption(text: &str) -> Option<(char, &str, &str)> {
    let open = text.chars().next()?;
    let close = match open {
        '（' => '）',
        '〖' => '〗',
        '【' => '】',
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close)?;
    let words = &inner[..end];
    let fits = !words.is_empty()
        && words.chars().count() <= MAX_CAPTION_CHARS
        && read_numeral(words).is_none()
        && !words.contains(['*', '[', '\\', '（', '〖', '【'])
        && words.trim_matches(is_space).len() == words.len();
    fits.then(|| (open, words, &inner[end + close.len_utf8()..]))
}

/// A heading 第X章 with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeadingHead<'a> {
    pub kind: DivisionKind,
    pub number: u16,
    pub canonical: bool,
    pub name: &'a str,
    pub gap: bool,
}

/// Reads 第X编, 第X分编, 第X章 or 第X节 alone on its line.
pub(super) fn heading_head(words: &str, marked: bool) -> Option<HeadingHead<'_>> {
    let rest = words.strip_prefix('第')?;
    if !fits_heading(words) {
        return None;
    }
    let (number, canonical, rest) = numeral(rest)?;
    let (kind, rest) = [
        ("分编", DivisionKind::SubBook),
        ("编", DivisionKind::Book),
        ("章", DivisionKind::Chapter),
        ("节", DivisionKind::Section),
    ]
    .into_iter()
    .find_map(|(word, kind)| rest.strip_prefix(word).map(|rest| (kind, rest)))?;
    let name = rest.trim_start_matches(is_space);
    let gap = name.len() < rest.len() || rest.is_empty();
    if !is_heading_name(name) {
        return None;
    }
    // 第三章规定的措施 is a sentence, 第三章监督管理 is a heading whose space was lost.
    if !gap
        && !marked
        && (name.starts_with(['的', '规', '第', '、', '和', '至', '及', '之', '中', '各', '，']) || name.contains('，'))
    {
        return None;
    }
    Some(HeadingHead { kind, number, canonical, name, gap })
}

/// Whether words are short and plain enough to be a heading. Spaces do not count, since print sets them, nor do
/// combining marks, since NFC composes them.
fn fits_heading(words: &str) -> bool {
    words.chars().filter(|c| !is_space(*c) && !is_combining_mark(*c)).count() <= MAX_HEADING_CHARS
        && !words.contains(['。', '；', '：'])
}

/// Whether words can be the name of a heading, which carries no mark but that of a footnote.
pub(super) fn is_heading_name(name: &str) -> bool {
    fits_heading(name)
        && !name.contains(['*', '<', '\\'])
        && (!name.contains('[') || (!name.contains("](") && inline::write(&inline::read(name)) == name))
}

/// The mark of an item or a sub-item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListMark<'a> {
    pub number: u16,
    pub canonical: bool,
    pub style: MarkStyle,
    pub rest: &'a str,
}

/// How a list mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkStyle {
    /// （一）
    Chinese,
    /// (一)
    ChineseHalfWidth,
    /// 1. 1． 1、
    Arabic,
    /// （1） or (1)
    ArabicBracketed,
    /// ①
    Circled,
}

/// Reads （一）, 1., （1） or ① at the start of a line.
pub(super) fn list_mark(words: &str) -> Option<ListMark<'_>> {
    let words = match words.strip_prefix("**").and_then(|it| it.split_once("**")) {
        Some((mark, _)) if mark.chars().count() <= 8 && list_mark_plain(mark).is_some_and(|m| m.rest.is_empty()) => {
            let plain = list_mark_plain(mark)?;
            let rest = words[mark.len() + 4..].trim_start_matches(is_space);
            return Some(ListMark { rest, ..plain });
        }
        _ => words,
    };
    list_mark_plain(words)
}

fn list_mark_plain(words: &str) -> Option<ListMark<'_>> {
    let first = words.chars().next()?;
    if let '（' | '(' = first {
        let inner = &words[first.len_utf8()..];
        let end = inner.find(['）', ')'])?;
        let close = inner[end..].chars().next()?;
        let digits = inner[..end].trim_matches(is_space);
        let read = read_numeral(digits)?;
        let arabic = digits.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let full_width = first == '（' && close == '）';
        let style = match (arabic, full_width) {
            (true, _) => MarkStyle::ArabicBracketed,
            (false, true) => MarkStyle::Chinese,
            (false, false) => MarkStyle::ChineseHalfWidth,
        };
        let rest = inner[end + close.len_utf8()..].trim_start_matches(is_space);
        return Some(ListMark { number: read.value, canonical: arabic || read.canonical, style, rest });
    }
    if ('①'..='⑳').contains(&first) {
        let number = u16::try_from(first as u32 - '①' as u32 + 1).ok()?;
        let rest = words[first.len_utf8()..].trim_start_matches(is_space);
        return Some(ListMark { number, canonical: true, style: MarkStyle::Circled, rest });
    }
    let end = words.find(|c: char| !(c.is_ascii_digit() || ('０'..='９').contains(&c)))?;
    let after = &words[end..];
    let separator = after.chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    let rest = &after[separator.len_utf8()..];
    // 1.5 is a number, not a mark.
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let read = read_numeral(&words[..end])?;
    Some(ListMark {
        number: read.value,
        canonical: true,
        style: MarkStyle::Arabic,
        rest: rest.trim_start_matches(is_space),
    })
}

/// 一、 at the start of a heading between articles: number and name.
pub(super) fn intertitle(words: &str) -> Option<(u16, &str)> {
    let end = words.find('、')?;
    let read = read_numeral(&words[..end]).filter(|it| it.canonical)?;
    let name = words[end + '、'.len_utf8()..].trim_matches(is_space);
    let fits = !name.is_empty()
        && words.chars().count() <= MAX_HEADING_CHARS
        && !name.contains(['。', '；', '：', '，', '“'])
        && is_heading_name(name);
    fits.then_some((read.value, name))
}

/// 一、 at the start of a line: a clause of a decision, an [`intertitle`] or an old-style item. Number and rest.
pub(super) fn comma_mark(words: &str) -> Option<(u16, &str)> {
    let end = words.find('、').filter(|end| *end <= 27)?;
    let read = read_numeral(&words[..end]).filter(|it| it.canonical)?;
    Some((read.value, words[end + '、'.len_utf8()..].trim_start_matches(is_space)))
}

/// The heading of an annex: word, number, name.
pub(super) fn annex_head(words: &str) -> Option<(&'static str, Option<u16>, &str)> {
    if words.chars().count() > MAX_ANNEX_HEADING_CHARS || words.ends_with(['。', '；', '，']) || words.contains("<!--")
    {
        return None;
    }
    let (word, rest) = ["附件", "附表", "附录", "附图", "附"]
        .into_iter()
        .find_map(|word| words.strip_prefix(word).map(|rest| (word, rest)))?;
    let trimmed = rest.trim_start_matches(is_space);
    let digits = trimmed.find(|c| !is_numeral_char(c)).unwrap_or(trimmed.len());
    let (number, after) = match read_numeral(&trimmed[..digits]) {
        Some(read) => (Some(read.value), &trimmed[digits..]),
        None => (None, rest),
    };
    let name = after.trim_start_matches(is_space);
    let separated = match name.strip_prefix(['：', ':', '．', '.', '、']) {
        Some(name) => Some(name.trim_start_matches(is_space)),
        None => (name.is_empty() || name.len() < after.len()).then_some(name),
    }?;
    // 附 alone is a word of many sentences: it needs the colon or the end of the line.
    if word == "附" && !(rest.starts_with(['：', ':']) || rest.is_empty()) {
        return None;
    }
    Some((word, number, separated))
}

/// 目录, however spaced.
pub(super) fn is_toc_word(words: &str) -> bool {
    let mut chars = words.chars().filter(|c| !is_space(*c));
    (chars.next(), chars.next(), chars.next()) == (Some('目'), Some('录'), None)
}

/// The digits of a line that is only a page number: `- 12 -`, `— 12 —`, `第3页`, `第 3 页 共 9 页`.
pub(super) fn page_number(words: &str) -> Option<&str> {
    let dash = |c: char| is_space(c) || matches!(c, '-' | '—' | '–' | '－' | '―' | '·');
    let inner = words.trim_matches(dash);
    let dashed = words.starts_with(|c| dash(c) && !is_space(c)) && words.ends_with(|c| dash(c) && !is_space(c));
    let digits = !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_digit());
    if digits && dashed {
        return Some(inner);
    }
    let page = words.strip_prefix('第')?.trim_start_matches(is_space);
    let end = page.find(|c: char| !c.is_ascii_digit())?;
    let after = page[end..].trim_start_matches(is_space).strip_prefix('页')?;
    let tail = after.trim_matches(|c| is_space(c) || matches!(c, '共' | '页' | '/' | '，') || c.is_ascii_digit());
    (end > 0 && end <= 4 && tail.is_empty()).then(|| &page[..end])
}

/// A running head of the gazette in mid-text: `…人民代表大会常务委员会公告`, `（第12号）`.
pub(super) fn is_notice_line(words: &str) -> bool {
    let organ = ["人民代表大会公告", "常务委员会公告", "人大常委会公告"].iter().any(|end| words.ends_with(end));
    let head = organ && words.chars().count() <= 40 && !words.contains(['。', '，', '《', '、']);
    let number = words.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | '〔' | '〕'));
    let number = number.strip_prefix('第').and_then(|it| it.strip_suffix('号'));
    let number = number.is_some_and(|it| !it.is_empty() && it.chars().all(|c| is_numeral_char(c) || is_space(c)));
    head || number
}

/// An organ's name alone on a line, as the first line of a title that was broken by sense.
pub(super) fn is_organ_line(words: &str) -> bool {
    words.chars().count() <= 40
        && !words.contains(['《', '。', '，'])
        && ["委员会", "人民代表大会", "法院", "检察院", "国务院", "人民政府", "公安部", "司法部", "主席团"]
            .iter()
            .any(|end| words.ends_with(end))
}

/// A dated line of a 题注 without brackets: `2016年2月5日 …通过`, `根据…修正`.
pub(super) fn is_bare_title_note(words: &str) -> bool {
    let dated =
        starts_with_date(words) || ((words.starts_with("根据") || words.starts_with('自')) && contains_date(words));
    let words = words.trim_end_matches(['）', ')', '。']);
    let ends =
        ["通过", "批准", "修订", "修正", "公布", "发布", "施行", "颁布", "修改", "起实施", "印发", "修正案", "令"];
    dated && ends.iter().any(|end| words.ends_with(end))
}

/// Whether a bracketed text says where a draft stands: 草案, 征求意见稿 …
pub(super) fn is_status(words: &str) -> bool {
    words.chars().count() <= 20
        && !words.contains(|c: char| c.is_ascii_digit())
        && !words.contains(|c| is_space(c) || matches!(c, '（' | '）' | '，' | '。' | '《'))
        && (words.contains("草案") || words.ends_with('稿'))
}

pub(super) fn contains_date(words: &str) -> bool {
    words.match_indices('年').any(|(at, _)| {
        let before = &words[..at];
        before.len() >= 4 && before.as_bytes()[before.len() - 4..].iter().all(u8::is_ascii_digit)
    })
}

fn starts_with_date(words: &str) -> bool {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && words[4..].trim_start_matches(is_space).starts_with('年')
}

/// The word and the text of a `km:` directive, or an empty word for another comment.
pub(super) fn comment(words: &str) -> Option<(&str, &str)> {
    let inner = words.strip_prefix("<!--")?.strip_suffix("-->")?;
    if inner.contains("-->") || inner.contains("<!--") {
        return None;
    }
    Some(directive(inner.trim_matches(is_space)))
}

/// Splits the inside of a comment into word and text.
pub(super) fn directive(inner: &str) -> (&str, &str) {
    let Some(rest) = inner.strip_prefix("km:") else { return ("", inner) };
    match rest.split_once(is_space) {
        Some(("", _)) => ("", inner),
        Some((word, text)) => (word, text.trim_matches(is_space)),
        None if rest.is_empty() => ("", inner),
        None => (rest, ""),
    }
}

/// A footnote definition `[^label]: words`.
pub(super) fn footnote(words: &str) -> Option<(&str, &str)> {
    let (label, rest) = words.strip_prefix("[^")?.split_once("]:")?;
    let fits = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    fits.then(|| (label, rest.trim_matches(is_space)))
}

/// A title 《…》, a date or a number alone on a line: what is left of a link where a web page was copied.
pub(super) fn is_link_fragment(words: &str) -> bool {
    let title = words.starts_with('《') && words.ends_with('》') && words.matches('《').count() == 1;
    let date = starts_with_date(words)
        && words.ends_with('日')
        && words.chars().all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日'));
    let number = words.len() <= 4 && words.bytes().all(|b| b.is_ascii_digit());
    title || date || number
}

/// Whether words end as a 款 or an 项 ends; words that do not may have been broken.
pub(super) fn ends_sentence(words: &str) -> bool {
    words.ends_with(['。', '；', '：', '！', '？', '”', '）', '》', '，', '…', ')', ':', ';', '.', '|'])
}

/// Whether the line is a row of a GFM table.
pub(super) fn is_table_row(words: &str) -> bool {
    words.len() > 1 && words.starts_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(words: &str) -> Option<(String, bool, &str)> {
        article_head(words).map(|it| (it.number.to_string(), it.gap, it.rest))
    }

    #[test]
    fn article_heads_are_read_in_every_dress() {
        for words in [
            "第三条　为了",
            "第三条 为了",
            "**第三条**　　为了",
            "第 三 条　为了",
            "第3条\u{a0}为了",
            "**第三条　**为了",
        ] {
            let (number, _, rest) = head(words).expect(words);
            assert_eq!((number.as_str(), rest), ("第三条", "为了"), "{words}");
        }
        assert_eq!(head("第一百二十条之一　组织"), Some(("第一百二十条之一".to_owned(), true, "组织")));
        assert_eq!(head("第三条"), Some(("第三条".to_owned(), true, "")));
        assert_eq!(head("第三条第二款规定的"), Some(("第三条".to_owned(), false, "第二款规定的")));
        assert_eq!(head("第三条之规定"), Some(("第三条".to_owned(), false, "之规定")));
        assert_eq!(head("第三章　总则"), None);
    }

    #[test]
    fn captions_are_told_from_items() {
        let caption = |words| article_head(words).and_then(|it| it.caption);
        assert_eq!(caption("第三条（立法目的）为了"), Some(('（', "立法目的")));
        assert_eq!(caption("第三条〖目的依据〗　为了"), Some(('〖', "目的依据")));
        assert_eq!(caption("**第三条【范围】**　为了"), Some(('【', "范围")));
        assert_eq!(caption("第三条（一）登记"), None);
        assert_eq!(caption("第三条　（删除）"), None);
    }

    #[test]
    fn headings_are_told_from_sentences() {
        assert!(heading_head("第三章监督管理", false).is_some());
        assert!(heading_head("第二分编　典型合同", false).is_some_and(|it| it.kind == DivisionKind::SubBook));
        for sentence in ["第三章规定的措施", "第三章、第四章", "第三章　应当：", "第三章的规定，适用"]
        {
            assert!(heading_head(sentence, false).is_none(), "{sentence}");
        }
    }

    #[test]
    fn list_marks_are_read_in_every_style() {
        for (words, number, style) in [
            ("（一）登记", 1, MarkStyle::Chinese),
            ("(二十一) 登记", 21, MarkStyle::ChineseHalfWidth),
            ("（一)登记", 1, MarkStyle::ChineseHalfWidth),
            ("1.登记", 1, MarkStyle::Arabic),
            ("２．登记", 2, MarkStyle::Arabic),
            ("3、登记", 3, MarkStyle::Arabic),
            ("（4）登记", 4, MarkStyle::ArabicBracketed),
            ("⑤登记", 5, MarkStyle::Circled),
        ] {
            let mark = list_mark(words).expect(words);
            assert_eq!((mark.number, mark.style, mark.rest), (number, style, "登记"), "{words}");
        }
        for words in ["1.5倍", "2024年", "（登记）", "一、登记"] {
            assert!(list_mark(words).is_none(), "{words}");
        }
    }

    #[test]
    fn page_numbers_and_running_heads_are_seen() {
        for words in ["- 12 -", "—3—", "第 3 页 共 9 页", "第3页"] {
            assert!(page_number(words).is_some(), "{words}");
        }
        for words in ["12", "第三条", "- 十二", "2016年"] {
            assert!(page_number(words).is_none(), "{words}");
        }
        assert!(is_notice_line("××市人民代表大会常务委员会公告"));
        assert!(!is_notice_line("市人民代表大会常务委员会应当发布公告"));
    }

    #[test]
    fn annex_headings_are_told_from_words_that_begin_alike() {
        assert_eq!(annex_head("附件1：清单"), Some(("附件", Some(1), "清单")));
        assert_eq!(annex_head("附件一"), Some(("附件", Some(1), "")));
        assert_eq!(annex_head("附：修正本"), Some(("附", None, "修正本")));
        assert_eq!(annex_head("附表　收费标准"), Some(("附表", None, "收费标准")));
        for words in ["附则", "附具理由", "附件由市人民政府公布。", "附属设施"] {
            assert_eq!(annex_head(words), None, "{words}");
        }
    }
}
