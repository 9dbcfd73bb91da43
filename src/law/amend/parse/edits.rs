//! Edits of words: “A”修改为“B”，“C”修改为“D”; “A”后增加“B”; 第三条中的“A”，第五条中的“B”，统一修改为“C”.

use super::super::decision::{Act, Locator, Quote, Target, WordEdit};
use super::cursor::Cursor;
use super::operations::Reading;
use super::places::locators;
use crate::law::lex;
use crate::law::number::ArticleNumber;

/// Most places with words of their own that one 统一修改为 gathers.
const MAX_GROUPS: usize = 200;

const CHANGE: [&str; 14] = [
    "统一修改为",
    "均修改为",
    "都修改为",
    "分别修改为",
    "相应修改为",
    "相应地修改为",
    "修改为",
    "统一改为",
    "分别改为",
    "改为",
    "修改成",
    "替换为",
    "变更为",
    "调整为",
];

/// 中的, 末尾的 … between a place and its quoted words.
pub(super) fn eat_link(cursor: &mut Cursor<'_>) -> bool {
    let start = cursor.at;
    cursor.eat_any(&["后两句", "前两句", "最后一句", "第一句", "第二句", "第三句", "第四句"]);
    cursor.eat_any(&["中有关", "中的有关", "中关于", "规定"]);
    cursor.eat_any(&["中的", "里的", "内的", "末尾的", "最后的", "开头的", "所列的", "的", "中", "里"]);
    cursor.eat_any(&["一句", "表述"]);
    cursor.eat("：");
    cursor.at > start
}

/// “A”、“B”和“C”. Empty where no quotation stands.
pub(super) fn quote_list(cursor: &mut Cursor<'_>) -> Vec<Quote> {
    let mut list = Vec::new();
    let mut ahead = *cursor;
    while let Some(quote) = ahead.eat_quote() {
        list.push(quote.clone());
        *cursor = ahead;
        ahead.eat_any(&["、", "和", "及", "以及", "与"]);
    }
    list
}

/// The words of a quotation that is one paragraph.
pub(super) fn one_line(quote: &Quote) -> Option<String> {
    match quote.paragraphs.as_slice() {
        [words] if !words.is_empty() => Some(words.clone()),
        _ => None,
    }
}

/// Whether words are a heading 第三章　….
pub(super) fn is_heading(words: &str) -> bool {
    lex::heading_head(words.trim(), false).is_some_and(|it| it.gap)
}

/// The first and the last of several new articles.
pub(super) fn span_of_articles(to: &[Target]) -> Option<(ArticleNumber, ArticleNumber)> {
    let number = |it: &Target| match it {
        Target::Provision { article, .. } => *article,
        Target::Division { .. } => None,
    };
    Some((number(to.first()?)?, number(to.last()?)?))
}

/// Reads the edits that begin at a quotation, all of them at `at`.
pub(super) fn edits(reading: &mut Reading<'_, '_>, at: Vec<Locator>) -> bool {
    let mut groups: Vec<(Vec<Locator>, Vec<Quote>, bool)> = Vec::new();
    let mut place = at;
    let nth = nth(&mut reading.cursor);
    while groups.len() < MAX_GROUPS {
        let start = reading.cursor;
        let from = quote_list(&mut reading.cursor);
        if from.is_empty() {
            return false;
        }
        let adjacent = from.len() > 1 && is_adjacent(start, from.len());
        groups.push((place.clone(), from, adjacent));
        reading.cursor.eat_any(&["的表述", "字样", "一词", "等表述", "的规定", "一句", "的内容", "等"]);
        // 第三条中的“A”，第五条中的“B”，统一修改为“C”
        let mut ahead = reading.cursor;
        let Some(between) = ahead.eat_any(&["，", "、", "和", "以及"]) else { break };
        let mut names = reading.named.clone();
        let Some(next) = locators(&mut ahead, &mut names) else { break };
        if !(eat_link(&mut ahead) && ahead.at_quote() && is_gathered(ahead, between == "，")) {
            break;
        }
        *reading.named = names;
        reading.cursor = ahead;
        place = next;
    }
    finish(reading, groups, nth)
}

/// 第一处 before a quotation.
pub(super) fn nth(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut ahead = *cursor;
    let n = if ahead.eat("第") { ahead.eat_number()? } else { return None };
    ahead.eat("处").then_some(())?;
    ahead.eat("的");
    if !ahead.at_quote() {
        return None;
    }
    *cursor = ahead;
    Some(n)
}

/// Whether no mark stands between the first quotations: whole paragraphs, in the constitution's manner.
fn is_adjacent(mut cursor: Cursor<'_>, count: usize) -> bool {
    (0..count).all(|_| cursor.eat_quote().is_some())
}

/// After 第五条中的: whether its words wait for the verb of a whole list (“B”，统一修改为).
fn is_gathered(mut cursor: Cursor<'_>, comma: bool) -> bool {
    for _ in 0..MAX_GROUPS {
        if quote_list(&mut cursor).is_empty() {
            return false;
        }
        cursor.eat("，");
        if cursor.starts_with("统一") || cursor.starts_with("均") || cursor.starts_with("都") {
            return true;
        }
        if !comma && (CHANGE.iter().any(|it| cursor.starts_with(it)) || insertion(&mut { cursor }).is_some()) {
            return true;
        }
        cursor.eat_any(&["、", "和", "以及"]);
        let mut names = super::places::Named::default();
        if locators(&mut cursor, &mut names).is_none() || !eat_link(&mut cursor) {
            return false;
        }
    }
    false
}

fn finish(reading: &mut Reading<'_, '_>, groups: Vec<(Vec<Locator>, Vec<Quote>, bool)>, nth: Option<u16>) -> bool {
    let cursor = &mut reading.cursor;
    cursor.eat("，");
    let mut acts = Vec::new();
    if let Some(verb) = cursor.eat_any(&CHANGE) {
        cursor.eat("：");
        let each = verb.starts_with("分别");
        let to = quote_list(cursor);
        if to.is_empty() {
            return false;
        }
        for (at, from, adjacent) in groups {
            let Some(mut edits) = changes(from, &to, adjacent, each) else { return false };
            if let (Some(nth), [WordEdit::Replace { from, to }]) = (nth, edits.as_slice()) {
                edits = vec![WordEdit::ReplaceNth { from: from.clone(), to: to.clone(), nth }];
            }
            acts.push(Act::Edit { at, edits });
        }
    } else if let Some(after) = insertion(cursor) {
        cursor.eat_any(&["规定", "一句", "内容", "文字", "表述"]);
        cursor.eat_any(&["，内容为：", "，内容为", "：", "，"]);
        let Some(words) = cursor.eat_quote().and_then(one_line) else { return false };
        for (at, from, _) in groups {
            let Some(anchors) = from.iter().map(one_line).collect::<Option<Vec<_>>>() else { return false };
            let edits = anchors.into_iter().map(|anchor| insert(after, anchor, words.clone())).collect();
            acts.push(Act::Edit { at, edits });
        }
    } else if cursor.eat_any(&["删去", "删除"]).is_some() {
        for (at, from, _) in groups {
            let Some(gone) = from.iter().map(one_line).collect::<Option<Vec<_>>>() else { return false };
            acts.push(Act::Edit { at, edits: gone.into_iter().map(|words| WordEdit::Delete { words }).collect() });
        }
    } else {
        return false;
    }
    if let Some(Act::Edit { at, .. }) = acts.last() {
        reading.named.subject = at.clone();
    }
    acts.into_iter().for_each(|act| reading.push(act));
    true
}

fn insert(after: bool, anchor: String, words: String) -> WordEdit {
    if after { WordEdit::InsertAfter { anchor, words } } else { WordEdit::InsertBefore { anchor, words } }
}

/// 后增加, 前增加: true is after.
fn insertion(cursor: &mut Cursor<'_>) -> Option<bool> {
    let mut ahead = *cursor;
    let after = if ahead.eat_any(&["之后", "后面", "后"]).is_some() {
        true
    } else {
        ahead.eat_any(&["之前", "前面", "前"])?;
        false
    };
    ahead.eat_any(&["增加", "增写", "添加", "加上", "加"])?;
    *cursor = ahead;
    Some(after)
}

fn changes(from: Vec<Quote>, to: &[Quote], adjacent: bool, each: bool) -> Option<Vec<WordEdit>> {
    let several = from.iter().any(|it| it.paragraphs.len() > 1) || to.iter().any(|it| it.paragraphs.len() > 1);
    if adjacent || several {
        return Some(vec![WordEdit::Paragraphs { from: joined(from), to: joined(to.to_vec()) }]);
    }
    let lines = |list: &[Quote]| list.iter().map(one_line).collect::<Option<Vec<_>>>();
    let (from, to) = (lines(&from)?, lines(to)?);
    if each && from.len() == to.len() {
        return Some(from.into_iter().zip(to).map(|(from, to)| WordEdit::Replace { from, to }).collect());
    }
    match to.as_slice() {
        [to] => Some(from.into_iter().map(|from| WordEdit::Replace { from, to: to.clone() }).collect()),
        // “A”修改为：“B1”“B2”: one paragraph becomes two.
        _ if from.len() == 1 => Some(vec![WordEdit::Paragraphs { from: Quote::new(from), to: Quote::new(to) }]),
        _ => None,
    }
}

fn joined(list: Vec<Quote>) -> Quote {
    let mut whole = Quote::default();
    for quote in list {
        whole.span = if whole.paragraphs.is_empty() { quote.span } else { whole.span.hull(quote.span) };
        whole.paragraphs.extend(quote.paragraphs);
    }
    whole
}

/// Takes the article with this number out of a quotation of several. Without its number.
pub(super) fn take_article(text: &mut Quote, number: ArticleNumber) -> Option<Quote> {
    let head = |it: &String| lex::article_head(it.trim()).filter(|it| it.gap).map(|it| it.number);
    let start = text.paragraphs.iter().position(|it| head(it) == Some(number))?;
    let size = text.paragraphs[start + 1..].iter().take_while(|it| head(it).is_none()).count() + 1;
    let mut paragraphs: Vec<String> = text.paragraphs.drain(start..start + size).collect();
    if let Some(first) = paragraphs.first_mut()
        && let Some(rest) = lex::article_head(first.trim()).map(|it| it.rest.to_owned())
    {
        *first = rest;
    }
    Some(Quote { paragraphs, span: text.span })
}
