//! K210: 依照《…法》第十条. When the other law is amended, its numbers move and the reference breaks.

use super::cited;
use crate::law::problem::Severity;
use crate::law::refs::{Reference, Resolution};
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::{Edit, Findings};
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K210",
    name: "article_of_another_law",
    title: "引用其他法律、法规的条文序号",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("article_of_another_law.md"),
    check,
    ..Rule::PLAIN
};

/// Texts whose numbers hardly move, or that only their parties change: the constitution, treaties, contracts, annexes.
const FIXED: &[&str] =
    &["宪法", "公约", "条约", "协定", "议定书", "章程", "合同", "协议", "附件", "纪要", "宣言", "声明"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if ctx.is_amendment() || interprets(ctx.statute.title.as_str()) {
        return;
    }
    let others = cited::in_units(ctx).filter(|(_, it)| it.result == Resolution::External && it.explicit);
    for (unit, reference) in others.filter(|(unit, it)| !unit.in_quotes(it.span.start)) {
        let Some(name) = name(unit, reference).filter(|it| !carries_out(ctx.statute.title.as_str(), it)) else {
            continue;
        };
        if FIXED.iter().any(|it| name.ends_with(it)) {
            continue;
        }
        out.report(ctx.place(reference), "引用其他法律、法规的条文序号，该法修改后引用可能落空。")
            .suggest("一般引用法律、法规的名称，写“依照《…》的规定”，不写条文序号。")
            .offer(without_number(ctx, unit, reference));
    }
}

/// A text that carries out the other one (实施《…》办法, …法实施条例) is revised together with it. It may call the law by
/// a short name (税收征管法), so that only the first two characters are sure.
fn carries_out(title: &str, name: &str) -> bool {
    let inside = title.split_once('《').and_then(|it| it.1.split_once('》')).map(|it| it.0);
    let law = inside.or_else(|| title.split_once("实施").map(|it| it.0)).unwrap_or(title);
    let law = law.strip_prefix("中华人民共和国").unwrap_or(law);
    let head: String = law.chars().take(2).collect();
    let short = title.contains("实施") && head.chars().count() == 2 && name.contains(&head) && name.ends_with('法');
    !law.is_empty() && name.ends_with(law) || short
}

/// Texts that exist to apply the articles of another one.
fn interprets(title: &str) -> bool {
    ["解释", "批复", "答复", "适用《", "最高人民"].iter().any(|it| title.contains(it))
}

/// The name of the other text, without 《》: 中华人民共和国 and a note in brackets left out. Only from its last ， on,
/// where it has no 《》.
fn name<'t>(unit: &TextUnit<'t>, reference: &Reference) -> Option<&'t str> {
    let text = unit.text;
    let before = match reference.text.find('》') {
        Some(at) => &text[..reference.span.start + at],
        None => text[..reference.span.start].trim_end_matches('》'),
    };
    let before = match before.strip_suffix('）') {
        Some(inner) => inner.rfind('（').map_or(inner, |at| inner[..at].trim_end_matches('》')),
        None => before,
    };
    let start = before
        .rfind(|c| "《，。；：、（“".contains(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let name = &before[start..];
    Some(name.strip_prefix("中华人民共和国").unwrap_or(name)).filter(|it| !it.is_empty())
}

/// 《…法》第十条规定 → 《…法》规定. Only where the words go on with 规定 or 的规定 and a single law is named.
fn without_number(ctx: &Context<'_>, unit: &TextUnit<'_>, reference: &Reference) -> Option<Edit> {
    let from = reference.text.rfind('》').map_or(0, |it| it + '》'.len_utf8());
    let from = reference.text[from..].find('第')? + from;
    let after = &unit.text[reference.span.end..];
    let whole = from > 0 || unit.text[..reference.span.start].ends_with(['》', '法', '例']);
    let span = Span::new(reference.span.start + from, reference.span.end);
    let goes_on = after.starts_with("规定") || after.starts_with("的规定");
    (whole && goes_on).then(|| unit.edit(ctx.source, span, ""))?
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("依照《某法》（以下简称某法）第十条第一款、第二款的规定处罚。");
        RULE.flags("依照行政处罚法第三十三条的规定办理。");
        RULE.accepts("依照《联合国海洋法公约》第十条的规定办理。");
        RULE.accepts(
            "# ××市实施《中华人民共和国示例法》办法\n\n第一条　依照《中华人民共和国示例法》第十条制定本办法。\n",
        );
        RULE.accepts("# 关于审理示例案件的解释\n\n第一条　依照《中华人民共和国示例法》第十条办理。\n");
    }
}
