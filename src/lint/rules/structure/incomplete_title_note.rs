//! K110: a 题注 that does not tell who passed, who approved and who amended, each with its date.
//!
//! Only texts that are no longer drafts have one. Whether approval is needed is read from the organ: a city that is no
//! 直辖市, unless the title is that of an 经济特区.

use crate::law::number::is_numeral_char;
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K110",
    name: "incomplete_title_note",
    title: "题注不完整",
    severity: Severity::Warning,
    source: clause!(LL "六十五"),
    page: include_str!("incomplete_title_note.md"),
    check,
    ..Rule::PLAIN
};

/// Cities whose ordinances nobody approves.
const MUNICIPALITIES: [&str; 4] = ["北京", "天津", "上海", "重庆"];
/// What an event of a 题注 ends with.
const VERBS: [&str; 4] = ["通过", "批准", "修订", "修正"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let (Some(note), Some(place)) = (&ctx.statute.title_note, ctx.title_note_place()) else { return };
    if ctx.statute.status.is_some() {
        return;
    }
    let words = without_titles(note.as_str());
    let events = events(&words);
    if let Some(event) = events.iter().find(|it| it.contains("会议") && !has_date(it)) {
        out.report(place, format!("题注中“{}”没有写明年月日。", short(event))).suggest("补上完整的日期。");
    }
    // 通过并经…批准的《…》修正 is both; where it is cut in two, its second half is an approval and no further passing.
    let passed = events.iter().filter(|it| it.contains("通过") || !it.contains("批准")).count();
    let approved = events.iter().filter(|it| it.contains("批准")).count();
    if needs_approval(note.as_str(), ctx.statute.title.as_str()) && approved < passed {
        out.report(place, format!("题注记载通过、修改{passed}次，批准{approved}次。"))
            .suggest("每次通过、修改之后，依次写明批准机关和批准日期。");
    }
    numbering(&events, |message| {
        out.report(place, message).suggest("一次修正的写“修正”，两次以上的依次写“第一次修正”“第二次修正”。");
    });
}

/// 修正 alone is not counted; from the second on all are.
fn numbering(events: &[&str], mut report: impl FnMut(String)) {
    let amended: Vec<&&str> = events.iter().filter(|it| it.ends_with("修正")).collect();
    let counted = amended.iter().filter(|it| it.ends_with("次修正")).count();
    if amended.len() > 1 && counted < amended.len() {
        report(format!("题注有{}次修正，其中{}次没有写明第几次。", amended.len(), amended.len() - counted));
    } else if amended.len() == 1 && counted == 1 && amended[0].ends_with("第一次修正") {
        report("题注只有一次修正，不写“第一次”。".to_owned());
    }
}

/// The events: each ends with its verb. 通过并经…批准的《…》修正 is one.
fn events(note: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in note.char_indices() {
        let Some(verb) = VERBS.iter().find(|it| note[at..].starts_with(**it)) else { continue };
        let end = at + verb.len();
        let next = note[end..].chars().next();
        let ends = next.is_none_or(|c| {
            c.is_whitespace() || c.is_ascii_digit() || matches!(c, '根' | '，' | '；' | '。' | '）' | ')' | '自')
        });
        if ends && c != '\n' && end > start {
            found.push(note[start..end].trim());
            start = end;
        }
    }
    found
}

/// 年月日 in Arabic or, in old texts, Chinese numerals.
fn has_date(event: &str) -> bool {
    let after = |words: &'_ str, unit: char| -> Option<usize> {
        let digits = words.find(|c| !is_numeral_char(c)).filter(|it| *it > 0)?;
        words[digits..].starts_with(unit).then_some(digits + unit.len_utf8())
    };
    event.match_indices('年').any(|(at, _)| {
        let year = event[..at].chars().rev().take_while(|c| is_numeral_char(*c)).count();
        let rest = &event[at + '年'.len_utf8()..];
        year == 4 && after(rest, '月').is_some_and(|month| after(&rest[month..], '日').is_some())
    })
}

/// The 题注 without what stands in 《》: the names of decisions tell of amendments too.
fn without_titles(note: &str) -> String {
    let mut depth = 0_i32;
    let outside = |c: &char| {
        depth += i32::from(matches!(c, '《' | '〈' | '<')) - i32::from(matches!(c, '》' | '〉' | '>'));
        depth <= 0
    };
    note.chars().filter(outside).collect()
}

fn needs_approval(note: &str, title: &str) -> bool {
    let organs = ["市第", "市人民代表大会", "市人大"];
    let city = organs
        .iter()
        .flat_map(|it| note.match_indices(it))
        .any(|(at, _)| !MUNICIPALITIES.iter().any(|it| note[..at].ends_with(it)));
    city && !title.contains("经济特区")
}

/// The end of an event, where its verb is.
fn short(event: &str) -> &str {
    event.char_indices().rev().nth(11).map_or(event, |(at, _)| &event[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_told_apart() {
        let note = "2016年2月5日甲市第七届人民代表大会第六次会议通过　2016年3月31日乙省第十二届人民代表大会常务委员会第二十次会议批准　\
                    根据2018年1月2日甲市人民代表大会常务委员会第三次会议通过并经2018年3月4日乙省人民代表大会常务委员会第五次会议批准的《关于修改的决定》修正";
        assert_eq!(events(note).len(), 3);
        assert!(events(note).iter().all(|it| has_date(it)));
        assert!(!has_date("2016年2月甲市会议通过"));
    }

    fn text(note: &str) -> String {
        format!("# 甲市示例条例\n\n（{note}）\n\n第一条　甲。\n")
    }

    #[test]
    fn what_needs_no_approval_is_left_alone() {
        RULE.accepts(&text("2016年2月5日上海市第十四届人民代表大会第六次会议通过"));
        RULE.accepts(&text("2016年2月5日全国人民代表大会常务委员会第六次会议通过"));
        RULE.accepts(&text("草案修改稿"));
        RULE.flags(&text("2016年2月5日甲市第七届人民代表大会第六次会议通过"));
    }

    #[test]
    fn amendments_are_counted_from_the_second_on() {
        let amended = |how: &str| format!("根据2018年1月2日国务院令《决定》{how}");
        RULE.flags(&text(&format!("{}　{}", amended("修正"), amended("修正"))));
        RULE.flags(&text(&amended("第一次修正")));
        RULE.accepts(&text(&format!("{}　{}", amended("第一次修正"), amended("第二次修正"))));
    }
}
