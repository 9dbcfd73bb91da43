//! What the parser reports about a finished tree: faults of the file (K001 …) and of the numbering (K101 …).
//!
//! Codes from K101 are those of the drafting rules (domain handbook §6), so that a finding has one name everywhere;
//! codes below K100 are faults of the file that no drafting rule knows. Questions of wording belong to `lint`.

use super::number::ArticleNumber;
use super::problem::{Problem, Severity};
use super::span::Span;
use super::statute::{Article, Division, DivisionKind, ItemMark, Paragraph, Statute, Unit};
use std::collections::HashSet;

/// How many places of one kind of odd character are reported one by one.
const MAX_CHARACTER_REPORTS: usize = 20;

fn push(problems: &mut Vec<Problem>, code: &'static str, severity: Severity, span: Span, message: String) {
    problems.push(Problem { code, severity, span, message });
}

/// Faults of the file itself.
pub(super) fn source(source: &str, not_nfc: bool, problems: &mut Vec<Problem>) {
    if source.starts_with('\u{FEFF}') {
        push(problems, "K001", Severity::Info, Span::new(0, 3), "文件开头有字节顺序标记（BOM），已略过。".to_owned());
    }
    if not_nfc {
        let message = "文中有未按规范合成的字符，已按统一码规范（NFC）合成；原稿保留。".to_owned();
        push(problems, "K006", Severity::Info, Span::default(), message);
    }
    let mut odd = 0;
    for (at, c) in source.char_indices().skip(usize::from(source.starts_with('\u{FEFF}'))) {
        let what = match c {
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => {
                "自造字（私用区字符），别处可能显示不出来，请改为标准汉字或者符号"
            }
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => "看不见的零宽字符",
            '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}' => "控制字符",
            _ => continue,
        };
        odd += 1;
        if odd <= MAX_CHARACTER_REPORTS {
            let span = Span::new(at, at + c.len_utf8());
            push(problems, "K009", Severity::Warning, span, format!("这里有{what}。"));
        }
    }
    if odd > MAX_CHARACTER_REPORTS {
        let message = format!("这样的字符全文共{odd}处，只列出前{MAX_CHARACTER_REPORTS}处。");
        push(problems, "K009", Severity::Info, Span::default(), message);
    }
}

/// Faults of the tree.
pub(super) fn statute(statute: &Statute, source: &str, problems: &mut Vec<Problem>) {
    let start = Span::default();
    if source.trim().is_empty() {
        push(problems, "K008", Severity::Error, start, "文件是空的。".to_owned());
        return;
    }
    if statute.title.is_empty() {
        push(problems, "K007", Severity::Warning, start, "没有找到标题。请在第一行写出法规名称。".to_owned());
    }
    if statute.articles().next().is_none() {
        let message = "没有找到条文。条文应当以“第一条”和一个空格开头。".to_owned();
        push(problems, "K008", Severity::Warning, start, message);
    }
    numbers(statute, problems);
    divisions(&statute.body, &mut 0, problems);
    for article in statute.articles() {
        for paragraph in &article.paragraphs {
            list(article, paragraph, problems);
        }
    }
}

/// K101: article numbers continuous and unique. The first article may have any number (an extract of a text).
fn numbers(statute: &Statute, problems: &mut Vec<Problem>) {
    let mut seen: HashSet<ArticleNumber> = HashSet::new();
    let mut last: Option<ArticleNumber> = None;
    for article in statute.articles() {
        let number = article.number();
        let message = match last {
            _ if !seen.insert(number) => Some(format!("{number}重复出现。")),
            Some(last) if !last.is_followed_by(number) => Some(format!("{last}之后是{number}，序号不连续。")),
            None if number != ArticleNumber::new(1) => Some(format!("条文从{number}开始，前面的条文不在文中。")),
            _ => None,
        };
        if let Some(message) = message {
            push(problems, "K101", Severity::Error, article.number_span, message);
        }
        if article.paragraphs.is_empty() {
            push(problems, "K109", Severity::Error, article.number_span, format!("{number}没有内容。"));
        }
        last = Some(number);
    }
}

/// K102: 编, 分编, 章 and 节 continuous, 节 from one in each 章; 章 begin anew in each 编 or run on through all of them,
/// as those of 民事诉讼法 do. K109: a heading without articles.
fn divisions(units: &[Unit], last_chapter: &mut u16, problems: &mut Vec<Problem>) {
    let mut last: Option<(DivisionKind, u16)> = None;
    for unit in units {
        let Unit::Division(division) = unit else { continue };
        let expected = last.filter(|(kind, _)| *kind == division.kind).map_or(1, |(_, n)| n.saturating_add(1));
        let chapter = division.kind == DivisionKind::Chapter;
        if division.number != 0 {
            let runs_on = chapter && last.is_none() && division.number == last_chapter.saturating_add(1);
            if division.number != expected && !runs_on {
                let found = division.number_text();
                let right = division.kind.number(expected);
                let message = format!("这里是{found}，按顺序应当是{right}。");
                push(problems, "K102", Severity::Error, division.span, message);
            }
            last = Some((division.kind, division.number));
            *last_chapter = if chapter { division.number } else { *last_chapter };
        }
        if !holds_article(division) && division.preamble.is_empty() {
            let message = format!("“{}”下面没有条文。", division.heading());
            push(problems, "K109", Severity::Error, division.span, message);
        }
        divisions(&division.units, last_chapter, problems);
    }
}

fn holds_article(division: &Division) -> bool {
    division.units.iter().any(|unit| match unit {
        Unit::Article(_) => true,
        Unit::Division(inner) => holds_article(inner) || !inner.preamble.is_empty(),
    })
}

/// K103: 项 from （一） and continuous in their 款; 目 likewise in their 项.
fn list(article: &Article, paragraph: &Paragraph, problems: &mut Vec<Problem>) {
    for (expected, item) in (1_u16..).zip(&paragraph.items) {
        if item.number != expected && item.mark != ItemMark::Lost {
            let message =
                format!("{}的项应当依次编号，这里是第{}个，写作“{}”。", article.number(), expected, item.number_text());
            push(
                problems,
                "K103",
                Severity::Error,
                Span::new(item.span.start, item.text_span.start.max(item.span.start)),
                message,
            );
            break; // the rest only repeats the same fault
        }
        for (expected, subitem) in (1_u16..).zip(&item.subitems) {
            if subitem.number != expected {
                let message = format!(
                    "{}的目应当依次编号，这里是第{expected}个，写作“{}”。",
                    article.number(),
                    subitem.number_text()
                );
                push(problems, "K103", Severity::Error, subitem.span, message);
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::law::parse::parse;

    fn misnumbered(headings: &[&str]) -> usize {
        let articles = ["一", "二", "三", "四", "五", "六", "七", "八"].iter();
        let body = headings.iter().zip(articles).map(|(it, n)| format!("{it}\n\n第{n}条　甲。\n\n"));
        let source = format!("# 示例法\n\n{}", body.collect::<String>());
        parse(&source).problems.iter().filter(|it| it.code == "K102").count()
    }

    #[test]
    fn chapters_begin_anew_in_each_book_or_run_on_through_all() {
        assert_eq!(misnumbered(&["第一编　甲\n\n第一章　乙", "第二章　丙", "第二编　丁\n\n第一章　乙"]), 0);
        assert_eq!(misnumbered(&["第一编　甲\n\n第一章　乙", "第二章　丙", "第二编　丁\n\n第三章　乙"]), 0);
        assert_eq!(misnumbered(&["第一编　甲\n\n第一章　乙", "第二章　丙", "第二编　丁\n\n第四章　乙"]), 1);
        assert_eq!(misnumbered(&["第一章　乙", "第三章　丙"]), 1);
    }
}
