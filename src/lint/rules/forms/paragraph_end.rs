//! K406: how a 款 ends, and marks that are not of a Chinese text.

use super::marks;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::{TextUnit, UnitKind};

pub(super) static RULE: Rule = Rule {
    code: "K406",
    name: "paragraph_end",
    title: "款末标点或者标点形式不规范",
    source: clause!(PUNCTUATION),
    page: include_str!("paragraph_end.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for unit in ctx.units.iter().filter(|it| !it.text.starts_with('|')) {
        if unit.kind == UnitKind::Paragraph && unit.paragraph.items.is_empty() {
            ending(ctx, out, unit);
        }
        half_width(ctx, out, unit);
        spoken(out, unit);
    }
}

/// A 款 without items ends in 。, or in ： before a text that it introduces.
fn ending(ctx: &Context<'_>, out: &mut Findings, unit: &TextUnit<'_>) {
    let text = unit.text.trim_end();
    let bare = text.trim_end_matches(['”', '’', '）', '」', '』', '*']);
    let closed = bare.ends_with(['。', '：', ':', '？', '！', '…', '.']);
    if closed || is_no_sentence(text) {
        return;
    }
    let mark = text.chars().next_back().filter(|it| matches!(it, '；' | '，' | '、' | ';' | ','));
    let end = Span::new(text.len() - mark.map_or(0, char::len_utf8), text.len());
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    out.report(unit.place(Span::new(text.len() - last, text.len())), "这一款的末尾没有用句号。")
        .suggest("款的末尾用句号；引出后文的，用冒号。")
        .offer(unit.edit(ctx.source, end, "。"));
}

/// Captions, headings that the source tore off, remarks in brackets, pictures, tables and formulas have no mark at their
/// end.
fn is_no_sentence(text: &str) -> bool {
    let torn = text.chars().count() < 12 && !text.contains(['，', '、', '；']);
    torn || text.contains(['\n', '|', '=', '＝'])
        || text.contains("](")
        || (text.starts_with('（') && text.ends_with('）'))
}

/// , ; : ( ) between Chinese characters.
fn half_width(ctx: &Context<'_>, out: &mut Findings, unit: &TextUnit<'_>) {
    for (span, full) in marks::half_width(unit.text) {
        out.report(unit.place(span), format!("中文语句中用了半角标点“{}”。", &unit.text[span.range()]))
            .suggest(format!("改为全角标点“{full}”。"))
            .safe(unit.edit(ctx.source, span, full));
    }
}

/// ！？…… are no marks of a statute, outside of what it quotes.
fn spoken(out: &mut Findings, unit: &TextUnit<'_>) {
    for (at, mark) in unit.text.match_indices(['！', '？', '…']) {
        let again = unit.text[..at].ends_with('…');
        let whole = Span::new(at, at + mark.len());
        if !again && !unit.in_quotes(at) && !unit.in_title(whole) {
            out.report(unit.place(whole), format!("法规条文不用“{mark}”。"))
                .suggest("改用陈述句，或者把省略的内容列明。");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.accepts("宣誓誓词为：“我宣誓：忠于职守！”");
        RULE.accepts("开放时间为8:30至17:30，网址为www.example.invalid。");
        RULE.flags("市人民政府应当公布名录;");
        RULE.flags("市人民政府（以下称市政府)应当公布名录。");
    }
}
