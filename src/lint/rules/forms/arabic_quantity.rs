//! K401: a quantity in Arabic digits. Only digits before a unit of measure are looked at; years, dates, times of day,
//! numbers of documents and standards, hotlines and decimals (K402) have none, or are told by what stands before them.

use super::amounts;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K401",
    name: "arabic_quantity",
    title: "数量用阿拉伯数字表述",
    source: clause!(G1 "11.1"),
    page: include_str!("arabic_quantity.md"),
    check,
    ..Rule::PLAIN
};

/// What makes a number a quantity, when it stands after it.
const UNITS: &[&str] = &[
    "元",
    "万",
    "亿",
    "千",
    "百",
    "个",
    "日",
    "天",
    "年",
    "周",
    "岁",
    "小时",
    "分钟",
    "秒",
    "倍",
    "%",
    "％",
    "‰",
    "人",
    "名",
    "户",
    "家",
    "次",
    "件",
    "份",
    "台",
    "辆",
    "种",
    "类",
    "级",
    "项",
    "处",
    "间",
    "套",
    "栋",
    "幢",
    "层",
    "米",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "平方",
    "立方",
    "公顷",
    "亩",
    "吨",
    "公斤",
    "克",
    "升",
    "毫升",
    "分贝",
    "瓦",
    "伏",
    "摄氏度",
    "度",
    "以上",
    "以下",
    "以内",
    "头",
    "只",
    "羽",
    "株",
    "座",
    "位",
    "期",
    "批",
    "届",
    "条",
    "款",
    "章",
    "折",
    "代",
    "成",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for unit in ctx.units.iter().filter(|it| !it.text.starts_with('|')) {
        for span in runs(unit.text).filter(|it| !is_provision(unit.text, *it)) {
            if let Some(words) = quantity(unit, span) {
                let digits = &unit.text[span.range()];
                let percent = unit.text[span.end..].chars().next().filter(|it| matches!(it, '%' | '％' | '‰'));
                let (end, written) = match percent {
                    Some('‰') => (span.end + '‰'.len_utf8(), format!("千分之{words}")),
                    Some(sign) if words == "一百" => (span.end + sign.len_utf8(), "百分之百".to_owned()),
                    Some(sign) => (span.end + sign.len_utf8(), format!("百分之{words}")),
                    None => (span.end, words),
                };
                let whole = Span::new(span.start, end);
                out.report(unit.place(whole), format!("数量“{digits}”用了阿拉伯数字。"))
                    .suggest(format!("改为“{written}”。"))
                    .safe(unit.edit(ctx.source, whole, written.as_str()));
            }
        }
    }
}

/// 第2条: how provisions are numbered is the business of K106.
fn is_provision(text: &str, span: Span) -> bool {
    text[..span.start].ends_with('第') && text[span.end..].starts_with(['条', '款', '项', '目', '章', '节', '编'])
}

/// The runs of Arabic digits, with points and separators of thousands inside.
fn runs(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(|c: char| c.is_ascii_digit())?;
        let rest = &text[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
        let end = rest[..end].trim_end_matches(['.', ',']).len();
        at = start + end;
        Some(Span::new(start, at))
    })
}

/// The numeral to write, if the digits are a quantity.
fn quantity(unit: &TextUnit<'_>, span: Span) -> Option<String> {
    let (before, after) = (&unit.text[..span.start], &unit.text[span.end..]);
    let digits = unit.text[span.range()].replace(',', "");
    if digits.contains('.') || digits.starts_with('0') || is_name(before) || unit.in_title(span) {
        return None;
    }
    let measure = UNITS.iter().find(|it| after.starts_with(**it))?;
    let dated = match *measure {
        "年" => digits.len() == 4,
        "日" => is_day_of_month(before),
        // 24个月, 7个工作日 count; 5级, 1类 may be names, but their numbers are ordinals and still written 五级.
        _ => false,
    };
    if dated { None } else { amounts::written(digits.parse().ok()?) }
}

/// Whether the digits go on a name or a number of another kind: A4, GB 15834, 〔2026〕3号, 8:30, 3-5.
fn is_name(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some(c) if c.is_ascii_alphabetic() => true,
        Some(' ') => back.next().is_some_and(|it| it.is_ascii_alphanumeric()),
        Some(c) => {
            matches!(c, '-' | '/' | ':' | '：' | '.' | '〔' | '[' | '［' | '〕' | '+' | '*' | '×' | '=' | '<' | '>')
        }
        None => false,
    }
}

/// 5月1日, and 7日 in 5月1日至7日.
fn is_day_of_month(before: &str) -> bool {
    let head = before.trim_end_matches(['至', '到', '、', '和', '—', '-']);
    head.ends_with('月') || (head.len() < before.len() && head.ends_with('日') && digits_of_date(head))
}

fn digits_of_date(head: &str) -> bool {
    let head = head.trim_end_matches('日');
    head.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with('月')
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn odd_cases() {
        for text in [
            "鼓励使用5G网络和A4纸。",
            "按照国家标准GB/T 15834的要求设置。",
            "自2026年5月1日至7日集中清理。",
            "每日8:30至17:30开放。",
            "细颗粒物（PM2.5）年均浓度持续下降。",
            "依照国发〔2026〕3号文件办理。",
        ] {
            RULE.accepts(text);
        }
        RULE.flags("处10,000元罚款。");
    }

    #[test]
    fn the_numeral_to_write_is_told() {
        let of = |text: &str| RULE.found(text, Stage::Draft).remove(0).suggestion.unwrap_or_default();
        assert_eq!(of("比例不低于30%。"), "改为“百分之三十”。");
        assert_eq!(of("处15000元罚款。"), "改为“一万五千”。");
        assert_eq!(of("处5万元罚款。"), "改为“五”。");
    }
}
