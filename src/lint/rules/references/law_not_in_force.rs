//! K211: a cited law that was repealed or renamed, or that the register does not know.
//!
//! Without a register only what `repealed_laws.txt` holds is known; each line of it was read in the law that repealed.

use super::law_names::NAMES;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Standing};
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::TextUnit;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: "K211",
    name: "law_not_in_force",
    title: "引用的法律、法规已经废止、更名或者无法核实",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("law_not_in_force.md"),
    check,
    ..Rule::PLAIN
};

/// By title: what stands in its place, and the provision that repealed it.
static REPEALED: LazyLock<BTreeMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("repealed_laws.txt").lines().filter(|it| !it.starts_with('#'));
    lines.filter_map(|it| it.split_once(' ').and_then(|(old, rest)| Some((old, rest.split_once(' ')?)))).collect()
});

/// How titles end that a register of laws can be expected to hold.
const LEGAL: [&str; 8] = ["法", "法典", "条例", "规定", "办法", "细则", "规则", "决定"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if ctx.is_amendment() || ctx.statute.title.as_str().contains("废止") {
        return;
    }
    let speaks_of_the_end = |it: &&TextUnit<'_>| {
        ["废止", "失效", "停止执行", "停止施行", "施行前", "实施前"].iter().any(|w| it.text.contains(w))
    };
    for unit in ctx.units.iter().filter(|it| !it.titles().is_empty() && !speaks_of_the_end(it)) {
        for &span in unit.titles().iter().filter(|it| !unit.text[..it.start].ends_with(['原', '“'])) {
            look_up(ctx, unit, span, out);
        }
    }
}

fn look_up(ctx: &Context<'_>, unit: &TextUnit<'_>, span: Span, out: &mut Findings) {
    let title = &unit.text[span.start + '《'.len_utf8()..span.end - '》'.len_utf8()];
    let place = unit.place(span);
    let instead = |now: &str| unit.edit(ctx.source, span, format!("《{now}》"));
    match (ctx.inputs.known_titles.and_then(|it| it.standing(title)), REPEALED.get(title)) {
        (Some(Standing::InForce), _) => {}
        (Some(Standing::Now(now)), _) => {
            out.report(place, format!("《{title}》已经更名或者由《{now}》代替。"))
                .suggest(format!("核对后改为引用《{now}》。"))
                .offer(instead(now));
        }
        (_, Some((now, by))) => {
            out.report(place, format!("《{title}》已由{by}废止。"))
                .suggest(format!("核对后改为引用《{now}》。"))
                .offer(instead(now));
        }
        (Some(Standing::Repealed), None) => {
            out.report(place, format!("《{title}》已经废止。")).suggest("核对后改为引用现行的法律、法规。");
        }
        (None, None) if ctx.inputs.known_titles.is_some() && is_unknown(ctx, title) => {
            out.report(place, format!("名录中没有《{title}》。")).suggest("核对名称是否准确、是否现行有效。");
        }
        (None, None) => {}
    }
}

/// Whether the register should hold the title. Short names are K208's; 《…〈…〉…》 is no law but a decision on one.
fn is_unknown(ctx: &Context<'_>, title: &str) -> bool {
    let legal = LEGAL.iter().any(|it| title.ends_with(it)) && !title.contains('〈');
    legal && title != ctx.statute.title.as_str() && NAMES.binary_search(&title).is_err()
}

#[cfg(test)]
mod tests {
    use super::{REPEALED, RULE};

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("repealed_laws.txt").lines().filter(|it| !it.starts_with('#'));
        assert!(lines.clone().is_sorted() && lines.clone().count() == REPEALED.len());
        for (old, (new, by)) in REPEALED.iter() {
            assert!(!REPEALED.contains_key(new), "{old} is followed by {new}, which was repealed too");
            assert!(by.starts_with('《') && by.ends_with('条'), "{old}: {by}");
        }
    }

    #[test]
    fn odd_cases() {
        RULE.flags("依照《中华人民共和国物权法》的规定办理。");
        RULE.accepts("依据原《中华人民共和国物权法》作出的登记继续有效。");
        RULE.accepts("《中华人民共和国物权法》废止前办理的登记继续有效。");
        RULE.accepts("本条例施行前依照《中华人民共和国物权法》办理的登记继续有效。");
        RULE.accepts("依照《××市某办法》的规定办理。");
    }
}
