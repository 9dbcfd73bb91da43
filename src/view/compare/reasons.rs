//! Why articles stand in one row, and what became of what, in words.

use crate::law::align::Reason;
use crate::law::compare::{Comparison, Row, RowKind, RowLink};

/// The most links that are told of one row.
const MAX_LINKS: usize = 6;

/// 对应依据, for a row that has links: one for each pair of articles if they are several.
pub fn reasons(comparison: &Comparison, row: &Row) -> Vec<String> {
    let several = row.links.len() > 1;
    row.links.iter().take(MAX_LINKS).map(|it| reason(comparison, it, several)).collect()
}

fn reason(comparison: &Comparison, link: &RowLink, named: bool) -> String {
    let why = match link.reason {
        None => "人工确认".to_owned(),
        Some(Reason::SameWords) => Reason::SameWords.chinese().to_owned(),
        Some(reason) => format!("{}，相似度{}%", reason.chinese(), percent(link.score)),
    };
    let (old, new) = (comparison.old.articles.get(link.old), comparison.new.articles.get(link.new));
    match (old, new) {
        (Some(old), Some(new)) if named => format!("{}与{}：{why}", old.number, new.number),
        _ => why,
    }
}

/// A share as people read it.
pub fn percent(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// What the row is called.
pub fn kind(row: &Row) -> String {
    let mut words = match row.kind {
        RowKind::Same if row.moved => String::new(),
        RowKind::Same if row.renumbered => "仅改序号".to_owned(),
        kind => kind.chinese().to_owned(),
    };
    for (yes, more) in [(row.consequential, "随改"), (row.moved, "移动")] {
        if yes {
            words = [words.as_str(), more].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("·");
        }
    }
    words
}

/// 第六条拆分为第二十九条、第三十一条.
pub fn relation(comparison: &Comparison, row: &Row) -> String {
    let old = comparison.old.numbers(&row.old).join("、");
    let new = comparison.new.numbers(&row.new).join("、");
    match row.kind {
        RowKind::Added => new,
        RowKind::Removed => format!("原{old}"),
        RowKind::Split => format!("{old}拆分为{new}"),
        RowKind::Merged => format!("{old}合并为{new}"),
        RowKind::Regrouped => format!("{old}重组为{new}"),
        RowKind::Same | RowKind::Changed if old == new => new,
        RowKind::Same | RowKind::Changed => format!("原{old}，现{new}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::compare::{Assertion, Options, compare_with};
    use crate::law::parse::parse;

    #[test]
    fn a_row_says_why_and_what_became_of_what() {
        let (old, new) = ("第一条　收费五百元。\n", "第一条　收费一千元。\n第二条　夜间不收费。\n");
        let asserted = vec![Assertion { old: vec![0], new: vec![0, 1] }];
        let options = Options { asserted, ..Options::default() };
        let it = compare_with(&parse(old).statute, &parse(new).statute, &options);
        assert_eq!(relation(&it, &it.rows[0]), "第一条拆分为第一条、第二条");
        assert_eq!(reasons(&it, &it.rows[0]), ["第一条与第一条：人工确认", "第一条与第二条：人工确认"]);
        assert_eq!(kind(&it.rows[0]), "拆分");
    }
}
