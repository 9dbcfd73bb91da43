//! K208: a law is first cited by its full name in 《》. 环境保护法 and 《环境保护法》 come later, or after （以下简称…）.

use super::law_names::NAMES;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: "K208",
    name: "short_law_name",
    title: "首次引用法律没有写全称",
    severity: Severity::Warning,
    source: clause!(G1 "6"),
    page: include_str!("short_law_name.md"),
    triggers: NAMES,
    check,
    ..Rule::PLAIN
};

const STATE: &str = "中华人民共和国";
/// 公司法人, 合同法律关系: the law's name is a part of another word.
const GOES_ON: [char; 13] = ['律', '规', '人', '院', '定', '制', '治', '学', '官', '庭', '典', '案', '条'];
/// What may stand before a name; anything else makes it a part of a longer one.
const BEFORE: &str = "，。；：、（“照据反合用守行在对于除成按依施和与及或者即由有的以";

/// A name that is not the full one.
struct Short<'a> {
    law: &'a str,
    place: Span,
    edit: Option<crate::lint::finding::Edit>,
}

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if ctx.is_amendment() {
        return;
    }
    // Where each law is first named in full, by its short name.
    let mut full: BTreeMap<&str, usize> = BTreeMap::new();
    let mut short: Vec<Short<'_>> = Vec::new();
    for unit in &ctx.units {
        for title in unit.titles() {
            let inner = unit.text[title.range()].trim_start_matches('《').trim_end_matches('》');
            let place = unit.place(*title);
            match inner.strip_prefix(STATE) {
                Some(law) => {
                    full.entry(law).or_insert(place.start);
                }
                None if NAMES.binary_search(&inner).is_ok() && !unit.in_quotes(title.start) => {
                    let edit = unit.edit(ctx.source, *title, format!("《{STATE}{inner}》"));
                    short.push(Short { law: inner, place, edit });
                }
                None => {}
            }
        }
    }
    short.extend(ctx.hits(&RULE).filter(names_a_law).map(|hit| bare(ctx, &hit)));
    short.sort_by_key(|it| it.place);
    for it in short {
        let own = ctx.statute.title.as_str().contains(it.law);
        if own || full.get(it.law).is_some_and(|at| *at < it.place.start) {
            continue;
        }
        full.insert(it.law, it.place.start);
        out.report(it.place, format!("首次引用《{STATE}{}》，应当写全称并加书名号。", it.law))
            .suggest(format!("改为“《{STATE}{}》”；以后还要引用的，可以注明简称。", it.law))
            .offer(it.edit);
    }
}

/// Whether the hit is the name of a law and no part of other words.
fn names_a_law(hit: &Hit<'_, '_>) -> bool {
    let before = hit.before();
    let free = before.ends_with(STATE) || before.chars().next_back().is_none_or(|c| BEFORE.contains(c));
    let whole = !before.ends_with('《') && !hit.after().starts_with(GOES_ON);
    free && whole && !hit.in_quotes()
}

fn bare<'s>(ctx: &Context<'_>, hit: &Hit<'s, '_>) -> Short<'s> {
    let stated = if hit.before().ends_with(STATE) { STATE.len() } else { 0 };
    let span = Span::new(hit.span.start - stated, hit.span.end);
    let edit = hit.unit.edit(ctx.source, span, format!("《{STATE}{}》", hit.word));
    Short { law: hit.word, place: hit.unit.place(span), edit }
}

#[cfg(test)]
mod tests {
    use super::{NAMES, RULE};
    use crate::lint::rule::Stage;

    #[test]
    fn the_names_are_sorted_and_occur_once() {
        assert!(NAMES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn odd_cases() {
        RULE.flags("依照中华人民共和国行政处罚法的规定处罚。");
        RULE.accepts("《中华人民共和国公司法》（以下简称公司法）规定的，依照公司法、《公司法》的规定办理。");
        RULE.accepts("从事公司法人登记、合同法律服务、立法法规清理的，应当备案。");
        RULE.accepts("《××省实施〈中华人民共和国公司法〉办法》规定的，从其规定。");
        assert_eq!(RULE.found("依照公司法办理；公司法没有规定的，依照《公司法》办理。", Stage::Draft).len(), 1);
    }
}
