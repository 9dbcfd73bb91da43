//! What the rules of this family ask of references: the unit that one stands in, and the provisions that its words
//! name one by one, which `law::refs` no longer tells once it has looked them up.

use crate::law::number::{ArticleNumber, is_numeral_char, read_numeral};
use crate::law::refs::Reference;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::unit::TextUnit;

/// Units of provisions, each with its rank.
const UNITS: [(char, u8); 4] = [('条', 0), ('款', 1), ('项', 2), ('目', 3)];

/// A provision as a reference writes it. What it leaves out is that of the provision named before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    /// Its own words, as bytes of the reference's words.
    pub span: Span,
    /// 第三条之一
    pub article: Option<ArticleNumber>,
    /// 第二款
    pub paragraph: Option<u16>,
    /// 第三项
    pub item: Option<u16>,
    /// Where 第三项 begins, as a byte of the reference's words.
    pub item_at: usize,
    /// The rank of its last unit: 0 for 条 to 3 for 目.
    pub rank: u8,
    /// A range runs from it to the next one.
    pub to_next: bool,
}

impl Named {
    /// The numbers by which provisions of one rank are ordered.
    pub fn order(&self) -> (Option<ArticleNumber>, Option<u16>, Option<u16>) {
        (self.article, self.paragraph, self.item)
    }
}

/// References with the units they stand in, both in the order of the text.
pub(super) fn in_units<'s, 'a>(ctx: &'s Context<'a>) -> impl Iterator<Item = (&'s TextUnit<'a>, &'s Reference)> {
    let mut at = 0;
    ctx.references.iter().filter_map(move |reference| {
        let ahead = ctx.units[at..].iter().position(|it| it.path == reference.within)?;
        at += ahead;
        let unit = &ctx.units[at];
        (unit.text.get(reference.span.range()) == Some(reference.text.as_str())).then_some((unit, reference))
    })
}

/// The provisions that the words of a reference name, in their order. 前款 and 本条 are not among them.
pub(super) fn named(words: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut at = words.rfind('》').map_or(0, |it| it + '》'.len_utf8());
    while let Some(c) = words[at..].chars().next() {
        let start = at;
        if c == '前' {
            at += c.len_utf8();
            at += words[at..].find(|c| !is_numeral_char(c)).unwrap_or(words.len() - at);
        } else if let Some((number, end)) = number(words, at) {
            at = end;
            add(words, &mut at, Span::new(start, end), number, &mut found);
        } else {
            if c == '至'
                && let Some(last) = found.last_mut()
            {
                last.to_next = true;
            }
            at += c.len_utf8();
        }
    }
    found
}

/// 第, an open bracket, the number, a closing bracket; only the number must be there.
fn number(words: &str, at: usize) -> Option<(u16, usize)> {
    let rest = words[at..].strip_prefix('第').unwrap_or(&words[at..]);
    let inner = rest.strip_prefix(['（', '(']).unwrap_or(rest);
    let length = inner.find(|c| !is_numeral_char(c)).unwrap_or(inner.len());
    let value = read_numeral(&inner[..length])?.value;
    let after = inner[length..].strip_prefix(['）', ')']).unwrap_or(&inner[length..]);
    Some((value, words.len() - after.len()))
}

/// Adds the number with the unit behind it to the list; `at` is moved behind the unit.
fn add(words: &str, at: &mut usize, span: Span, number: u16, found: &mut Vec<Named>) {
    let Some(rank) = unit(words, *at) else { return };
    let printed = words[*at..].chars().next().filter(|c| UNITS.iter().any(|(unit, _)| unit == c));
    *at += printed.map_or(0, char::len_utf8);
    let inserted = words[*at..].strip_prefix('之').filter(|_| rank == 0).and_then(|it| self::number(it, 0));
    *at += inserted.map_or(0, |(_, length)| '之'.len_utf8() + length);
    let article = ArticleNumber::with_inserted(number, inserted.map_or(0, |it| it.0));
    let last = found.last().copied();
    let grows = last.is_some_and(|it| it.span.end == span.start && it.rank < rank);
    let base = last.filter(|_| rank > 0);
    let kept = |of: u8, part: Option<u16>| part.filter(|_| of < rank);
    let new = Named {
        span: Span::new(last.filter(|_| grows).map_or(span.start, |it| it.span.start), *at),
        article: if rank == 0 { Some(article) } else { base.and_then(|it| it.article) },
        paragraph: if rank == 1 { Some(number) } else { base.and_then(|it| kept(1, it.paragraph)) },
        item: if rank == 2 { Some(number) } else { base.and_then(|it| kept(2, it.item)) },
        item_at: if rank == 2 { span.start } else { last.filter(|_| grows).map_or(span.start, |it| it.item_at) },
        rank,
        to_next: false,
    };
    match found.last_mut().filter(|_| grows) {
        Some(last) => *last = new,
        None => found.push(new),
    }
}

/// The rank of the unit behind a number; 第一、三项 and 第一至三项 have it behind the last of their numbers.
fn unit(words: &str, at: usize) -> Option<u8> {
    let unit = words[at..].chars().find(|it| !is_numeral_char(*it) && !"、和或及与至者以（）()".contains(*it))?;
    UNITS.iter().find(|(it, _)| *it == unit).map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[track_caller]
    fn reads(words: &str, expected: &[&str]) {
        let told: Vec<String> = named(words)
            .iter()
            .map(|it| {
                let part = |n: Option<u16>| n.map_or("-".to_owned(), |n| n.to_string());
                let article = it.article.map_or("-".to_owned(), |n| n.to_string());
                let range = if it.to_next { " →" } else { "" };
                format!("{article} {} {}{range} {}", part(it.paragraph), part(it.item), &words[it.span.range()])
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn each_provision_of_a_list_is_read_and_inherits() {
        reads("本条例第十条第二款第三项", &["第十条 2 3 第十条第二款第三项"]);
        reads("第三条之一、第四条第一款", &["第三条之一 - - 第三条之一", "第四条 1 - 第四条第一款"]);
        reads("《第一法》第五条第一项和第三项", &["第五条 - 1 第五条第一项", "第五条 - 3 第三项"]);
        reads("第五条第一款第（一）项至第（三）项", &["第五条 1 1 → 第五条第一款第（一）项", "第五条 1 3 第（三）项"]);
        reads("第五条第一、三项", &["第五条 - 1 第五条第一", "第五条 - 3 三项"]);
        reads("第七条至第九条", &["第七条 - - → 第七条", "第九条 - - 第九条"]);
        reads("前两款、第五条", &["第五条 - - 第五条"]);
        reads("本章", &[]);
    }
}
