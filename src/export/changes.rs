//! What changed, in sentences: 罚款下限由一万元改为五千元；删去“原则上”.
//!
//! A sentence says what happened to which words; it never says why, and it gives no words that neither text has. Long
//! quotations are shortened in the middle.

use crate::law::compare::{Class, Classes, Comparison, Hunk, Op, Row, RowKind};
use crate::law::number::to_chinese;

/// The longest quotation, in characters; of a longer one the head and the tail are given.
const MAX_QUOTE: usize = 60;
/// How much of its head and of its tail.
const HEAD: usize = 36;
const TAIL: usize = 16;
/// How many characters before an addition say where it is.
const PLACE_CHARS: usize = 6;
/// Replacements shorter than this are given with the words that follow.
const MIN_WORDS: usize = 2;

/// What changed in a row, one sentence for each change, without the numbers of its articles and without full stops.
#[must_use]
pub fn sentences(comparison: &Comparison, row: &Row) -> Vec<String> {
    let mut out = whole(comparison, row);
    if !matches!(row.kind, RowKind::Added | RowKind::Removed) {
        for hunk in &row.hunks {
            let words = hunk.words(Op::Insert);
            out.extend(edits(hunk, &words).iter().map(|it| sentence(comparison, it)));
        }
    }
    let mut seen = std::collections::HashSet::new();
    out.retain(|it| seen.insert(it.clone()));
    out
}

/// What happened to the articles as such.
fn whole(comparison: &Comparison, row: &Row) -> Vec<String> {
    let old = comparison.old.numbers(&row.old).join("、");
    let new = comparison.new.numbers(&row.new).join("、");
    let mut out = Vec::new();
    match row.kind {
        RowKind::Added => out.push("新增本条".to_owned()),
        RowKind::Removed => out.push("删去本条".to_owned()),
        RowKind::Split => out.push(format!("原{old}拆分为{new}")),
        RowKind::Merged => out.push(format!("由原{old}合并")),
        RowKind::Regrouped => out.push(format!("由原{old}重新编排为{new}")),
        RowKind::Same | RowKind::Changed => {}
    }
    if row.moved {
        out.push(format!("由原{old}移至此"));
    } else if row.is_renumbered_only() {
        out.push(format!("原{old}改为{new}，内容未改"));
    }
    out
}

/// One edit with what stands before and after it.
struct Edit<'a> {
    before: &'a str,
    deleted: &'a str,
    inserted: &'a str,
    after: &'a str,
    /// Everything of the new words that follows, other edits included.
    following: &'a str,
    classes: Classes,
}

/// The edits of a hunk whose new words are `words`.
fn edits<'a>(hunk: &'a Hunk, words: &'a str) -> Vec<Edit<'a>> {
    let mut out: Vec<Edit<'_>> = Vec::new();
    let mut before = "";
    let mut fresh = true;
    let mut told = 0;
    for part in &hunk.parts {
        let text = part.text.as_str();
        told += if part.op == Op::Delete { 0 } else { text.len() };
        let following = words.get(told..).unwrap_or_default();
        let same = out.last_mut().filter(|it| !fresh && it.classes == part.classes);
        match (part.op, same) {
            (Op::Equal, _) => {
                if let Some(last) = out.last_mut().filter(|_| !fresh) {
                    last.after = text;
                }
                (before, fresh) = (text, true);
                continue;
            }
            (Op::Insert, Some(last)) if last.inserted.is_empty() => (last.inserted, last.following) = (text, following),
            (op, _) => {
                let (deleted, inserted) = if op == Op::Delete { (text, "") } else { ("", text) };
                out.push(Edit { before, deleted, inserted, after: "", following, classes: part.classes });
            }
        }
        fresh = false;
    }
    // The line feed at which a new article begins says nothing of its own.
    out.retain(|it| !it.inserted.is_empty() || !it.deleted.trim_matches('\n').is_empty());
    out
}

fn sentence(comparison: &Comparison, edit: &Edit<'_>) -> String {
    let (deleted, inserted) = (quote(edit.deleted), quote(edit.inserted));
    let only = |class: Class| edit.classes == Classes::of(class);
    if only(Class::Reference) {
        format!("引用的{deleted}相应改为{inserted}")
    } else if only(Class::Term) {
        term(comparison, edit).unwrap_or_else(|| format!("{deleted}改为{inserted}"))
    } else if only(Class::Numbering) {
        "项的序号相应顺延".to_owned()
    } else if only(Class::Punctuation) {
        "调整标点".to_owned()
    } else if edit.deleted.is_empty() {
        added(edit)
    } else if edit.inserted.is_empty() {
        removed(edit)
    } else {
        amount(edit).unwrap_or_else(|| replaced(edit))
    }
}

/// “市场主体”统一改为“经营主体”.
fn term(comparison: &Comparison, edit: &Edit<'_>) -> Option<String> {
    let term = comparison.terms.iter().find(|it| it.from.contains(edit.deleted) && it.to.contains(edit.inserted))?;
    Some(format!("“{}”统一改为“{}”", term.from, term.to))
}

/// “甲”改为“乙”; short words with what follows them, so that one sees where.
fn replaced(edit: &Edit<'_>) -> String {
    let short = |words: &str| words.chars().count() < MIN_WORDS;
    let beside: String = if short(edit.deleted) || short(edit.inserted) {
        edit.after.chars().take_while(|it| it.is_alphanumeric()).take(4).collect()
    } else {
        String::new()
    };
    format!("{}改为{}", quote(&format!("{}{beside}", edit.deleted)), quote(&format!("{}{beside}", edit.inserted)))
}

/// 罚款下限由一万元改为五千元, 期限由三十日改为十五日.
fn amount(edit: &Edit<'_>) -> Option<String> {
    let number = |words: &str| {
        words.chars().all(|it| crate::law::number::is_numeral_char(it) || matches!(it, '万' | '亿' | '点' | '.'))
    };
    if edit.classes != Classes::of(Class::Amount) || !number(edit.deleted) || !number(edit.inserted) {
        return None;
    }
    let clause: &str = edit.following.split(['。', '；', '\n']).next().unwrap_or_default();
    let unit = ["个工作日", "万元", "元", "日", "个月", "年", "小时", "倍", "人", "名", "周岁"]
        .into_iter()
        .find(|it| clause.starts_with(it))?;
    let rest = &clause[unit.len()..];
    let what = match (rest, unit) {
        _ if rest.starts_with("以上") && clause.contains("罚款") => "罚款下限",
        _ if rest.starts_with("以下") && clause.contains("罚款") => "罚款上限",
        (_, "个工作日" | "日" | "个月" | "年" | "小时") if rest.starts_with('内') || rest.starts_with('前') => {
            "期限"
        }
        _ => return Some(format!("“{}{unit}”改为“{}{unit}”", edit.deleted, edit.inserted)),
    };
    Some(format!("{what}由{}{unit}改为{}{unit}", edit.deleted, edit.inserted))
}

fn added(edit: &Edit<'_>) -> String {
    if let Some(unit) = whole_lines(edit, edit.inserted) {
        return format!("增加{unit}：{}", quote(edit.inserted));
    }
    let place: Vec<char> = edit.before.chars().rev().take_while(|it| *it != '\n').take(PLACE_CHARS).collect();
    let place: String = place.into_iter().rev().collect();
    if place.is_empty() {
        format!("开头增加{}", quote(edit.inserted))
    } else {
        format!("在“{place}”后增加{}", quote(edit.inserted))
    }
}

fn removed(edit: &Edit<'_>) -> String {
    let unit = whole_lines(edit, edit.deleted).map(|it| format!("{it}：")).unwrap_or_default();
    format!("删去{unit}{}", quote(edit.deleted))
}

/// 一款, 二项, if the words are whole lines of one kind.
fn whole_lines(edit: &Edit<'_>, words: &str) -> Option<String> {
    let begins = words.starts_with('\n') || edit.before.is_empty() || edit.before.ends_with('\n');
    let ends = words.ends_with('\n') || edit.after.is_empty() || edit.after.starts_with('\n');
    if !begins || !ends {
        return None;
    }
    let lines: Vec<&str> = words.split('\n').filter(|it| !it.is_empty()).collect();
    let unit = |line: &str| match line.chars().next() {
        Some('（') if line.chars().nth(1).is_some_and(crate::law::number::is_numeral_char) => "项",
        Some(c) if c.is_ascii_digit() && line.contains('.') => "目",
        _ => "款",
    };
    let first = unit(lines.first()?);
    let count = u16::try_from(lines.iter().filter(|it| unit(it) == "款").count().max(1)).unwrap_or(u16::MAX);
    match first {
        "款" => Some(format!("{}款", to_chinese(count))),
        other if lines.iter().all(|it| unit(it) == other) => {
            Some(format!("{}{other}", to_chinese(u16::try_from(lines.len()).unwrap_or(u16::MAX))))
        }
        _ => None,
    }
}

/// The words in quotation marks, on one line, shortened in the middle.
fn quote(words: &str) -> String {
    let words = words.trim_matches('\n').replace('\n', "\u{3000}").replace('“', "‘").replace('”', "’");
    let chars: Vec<char> = words.chars().collect();
    if chars.len() <= MAX_QUOTE {
        return format!("“{words}”");
    }
    let head: String = chars[..HEAD].iter().collect();
    let tail: String = chars[chars.len() - TAIL..].iter().collect();
    format!("“{head}……{tail}”")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::compare::compare;
    use crate::law::parse::parse;

    /// The sentences of the first row that changed.
    fn of(old: &str, new: &str) -> Vec<String> {
        let text = |words: &str| parse(&format!("第一条　{words}\n")).statute;
        let comparison = compare(&text(old), &text(new));
        let row = comparison.rows.iter().find(|it| it.is_changed()).expect("a change");
        sentences(&comparison, row)
    }

    #[test]
    fn amounts_say_what_they_are() {
        let old = "擅自设置停车障碍的，由公安机关责令改正，处一万元以上五万元以下的罚款；应当在三十日内缴纳。";
        let new = "擅自设置停车障碍的，由公安机关责令改正，处五千元以上二万元以下的罚款；应当在十五日内缴纳。";
        let expected = ["罚款下限由一万元改为五千元", "罚款上限由五万元改为二万元", "期限由三十日改为十五日"];
        assert_eq!(of(old, new), expected);
    }

    #[test]
    fn what_came_and_what_went_is_said_with_its_place() {
        let old = "企业之间的不动产转移登记，由登记机构原则上当日办结。";
        let new = "企业之间的不动产转移登记和抵押登记，由登记机构当日办结。";
        assert_eq!(of(old, new), ["在“动产转移登记”后增加“和抵押登记”", "删去“原则上”"]);
    }

    #[test]
    fn whole_paragraphs_and_items_are_named() {
        let old = "收费标准应当公开：\n\n（一）价目；\n\n（二）时段。";
        let new = "收费标准应当公开：\n\n（一）价目；\n\n（二）时段。\n\n收费单位应当接受社会监督。";
        assert_eq!(of(old, new), ["增加一款：“收费单位应当接受社会监督。”"]);
        assert_eq!(of(new, old), ["删去一款：“收费单位应当接受社会监督。”"]);
    }

    #[test]
    fn a_short_word_is_given_with_what_follows() {
        assert_eq!(
            of("停车场应当对社会开放，收费不超过十元。", "停车场应当向社会开放，收费不超过十元。"),
            ["“对社会开放”改为“向社会开放”"]
        );
    }

    #[test]
    fn long_quotations_are_shortened_in_the_middle() {
        let words = quote(&"甲".repeat(100));
        assert_eq!(words.chars().count(), HEAD + TAIL + 4);
    }
}
