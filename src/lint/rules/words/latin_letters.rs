//! K334: Latin letters where a Chinese term should stand.
//!
//! Kept are: what explains a Chinese term in brackets （PM2.5）, numbers of standards (GB/T), grades and kinds (A级, II类),
//! and single letters, which are mostly symbols.

use super::mention::{first, last};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K334",
    name: "latin_letters",
    title: "使用外文字母和缩写",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("latin_letters.md"),
    check,
    ..Rule::PLAIN
};

/// Abbreviations whose Chinese term is settled.
const TERMS: &[(&str, &str)] = &[
    ("APP", "移动互联网应用程序"),
    ("GDP", "地区生产总值"),
    ("IC卡", "集成电路卡"),
    ("WIFI", "无线局域网"),
    ("WI-FI", "无线局域网"),
    ("5G", "第五代移动通信"),
    ("4G", "第四代移动通信"),
    ("LED", "发光二极管"),
    ("LOGO", "标志"),
    ("PPP", "政府和社会资本合作"),
    ("AI", "人工智能"),
    ("KTV", "歌舞娱乐场所"),
    ("VR", "虚拟现实"),
    ("ETC", "电子不停车收费"),
    ("ATM", "自动柜员机"),
    ("PM2.5", "细颗粒物"),
    ("PM10", "可吸入颗粒物"),
    ("VOCS", "挥发性有机物"),
    ("CPI", "居民消费价格指数"),
    ("GPS", "卫星定位"),
    ("AED", "自动体外除颤仪"),
    ("DNA", "脱氧核糖核酸"),
    ("ICU", "重症监护病房"),
    ("CEO", "首席执行官"),
    ("VIP", "贵宾"),
    ("SIM卡", "用户识别卡"),
    ("QQ", "即时通信工具"),
    ("PC", "个人计算机"),
    ("IT", "信息技术"),
    ("IP", "互联网协议"),
];
/// Numbers of standards begin so.
const STANDARDS: &[&str] = &["GB", "DB", "ISO", "IEC", "HJ", "CJJ", "JGJ", "JT", "JTG"];
/// What follows a letter that names a grade or a kind.
const KINDS: &[char] = &['级', '类', '型', '股', '座', '栋', '区', '号', '档', '组', '种'];

/// Characters of a bracket that explains a term.
const MAX_GLOSS_CHARS: usize = 40;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for unit in ctx.units.iter().filter(|it| it.text.bytes().any(|b| b.is_ascii_alphabetic())) {
        for span in runs(unit.text) {
            if is_kept(unit, span) {
                continue;
            }
            report(ctx, unit, span, out);
        }
    }
}

fn report(ctx: &Context<'_>, unit: &TextUnit<'_>, span: Span, out: &mut Findings) {
    let word = &unit.text[span.range()];
    let card = if unit.text[span.end..].starts_with('卡') { "卡" } else { "" };
    let named = format!("{}{card}", word.to_ascii_uppercase());
    let term = TERMS.iter().find(|it| it.0 == named);
    let entry = out.report(unit.place(span), format!("“{word}”：法规用规范的中文表述，一般不用外文字母和缩写。"));
    match term {
        Some((_, term)) => {
            let span = Span::new(span.start, span.end + card.len());
            entry.suggest(format!("改为“{term}”等中文名称。")).offer(unit.edit(ctx.source, span, *term));
        }
        None => {
            entry.suggest("改为规范的中文名称；必须保留的，写在中文名称后的括号内。");
        }
    }
}

/// Runs of letters, digits and the marks that join them, with at least one letter.
fn runs(text: &str) -> impl Iterator<Item = Span> {
    let joins = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/' | b'_' | b'@' | b':');
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at + bytes[at..].iter().take_while(|it| !joins(**it)).count();
            at = start + bytes[start..].iter().take_while(|it| joins(**it)).count();
            let end = start + text[start..at].trim_end_matches(['.', '-', ':', '/', '_']).len();
            if text[start..end].bytes().any(|b| b.is_ascii_alphabetic()) {
                return Some(Span::new(start, end));
            }
        }
        None
    })
}

fn is_kept(unit: &TextUnit<'_>, span: Span) -> bool {
    let (before, word, after) = (&unit.text[..span.start], &unit.text[span.range()], &unit.text[span.end..]);
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let symbol = letters == 1 && !matches!(word, "5G" | "4G" | "6G");
    let roman = word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let grade = after.starts_with(KINDS) && letters <= 3;
    let standard =
        STANDARDS.iter().any(|it| word.starts_with(it)) && word.bytes().any(|b| b.is_ascii_digit() || b == b'/');
    let address = before.ends_with("](");
    let karaoke = before.ends_with("卡拉");
    symbol
        || address
        || karaoke
        || roman
        || grade
        || standard
        || unit.in_title(span)
        || is_gloss(before, after)
        || word == "pH"
}

/// Whether it stands in brackets behind Chinese words: 细颗粒物（PM2.5）, （英文缩写为APP）.
fn is_gloss(before: &str, after: &str) -> bool {
    let Some((chinese, inside)) = last(before, MAX_GLOSS_CHARS).rsplit_once(['（', '(']) else { return false };
    let open = !inside.contains(['）', ')']) && first(after, MAX_GLOSS_CHARS).contains(['）', ')']);
    open && !inside.contains("简称") && chinese.chars().next_back().is_some_and(|c| c > '\u{3400}')
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn symbols_grades_and_standards_stand() {
        RULE.accepts("达到A级、II类和AAA级标准，符合GB/T 15834的要求，X射线装置除外。");
        RULE.accepts("推广第五代移动通信（5G）技术。");
        RULE.flags("通过政务服务APP办理。");
        RULE.flags("推广5G技术。");
        RULE.flags("移动互联网应用程序（以下简称APP）。");
    }
}
