//! How this family speaks: a hint cites the law and asks to check; it never blocks, whatever the installation says.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Hit;
use crate::lint::finding::{Entry, Findings};
use crate::lint::unit::UnitKind;

/// Reports a hint. `what` is what stands in the text, `check` what is to be checked.
pub(super) fn hint<'a>(out: &'a mut Findings, place: Span, what: &str, check: &str) -> Entry<'a> {
    out.report(place, format!("{what}。请核对{check}。")).at_most(Severity::Warning)
}

/// Whether the part of the sentence that holds the hit (between 。 and ；) rests on another law: 依法, 依照《…法》,
/// 按照国家有关规定. 构成犯罪的，依法追究刑事责任 is no basis for what stands before it.
pub(super) fn rests_on_law(hit: &Hit<'_, '_>) -> bool {
    let part = part(hit);
    names_law(part.find("构成犯罪").map_or(part, |at| &part[..at]))
}

/// The words around a hit from the last 。 or ； to the next.
pub(super) fn part<'s>(hit: &Hit<'s, '_>) -> &'s str {
    let ends = ['。', '；', ';', '\n'];
    let start =
        hit.before().rfind(ends).map_or(0, |at| at + hit.before()[at..].chars().next().map_or(0, char::len_utf8));
    let end = hit.after().find(ends).map_or(hit.unit.text.len(), |at| hit.span.end + at);
    &hit.unit.text[start..end]
}

/// Whether the words refer to another law. 违反《…法》 alone is no basis, 依照本条例 neither.
pub(super) fn names_law(words: &str) -> bool {
    const BASES: [&str; 17] = [
        "依法",
        "法律、",
        "法律规定",
        "法律和",
        "有关法律",
        "法律法规",
        "行政法规",
        "法规规定",
        "国家规定",
        "国家有关规定",
        "国家和省",
        "国家、省",
        "上位法",
        "有关规定",
        "法定",
        "国家统一",
        "国家授权",
    ];
    let cited = || {
        ["依照《", "按照《", "根据《", "依据《", "依照国务院", "按照国家", "按照省", "符合国家", "依照国家", "依照刑法"]
            .iter()
            .any(|it| words.contains(it))
    };
    BASES.iter().any(|it| words.contains(it)) || cited()
}

/// Whether the words forbid the thing, restrain it or tell of one that happened elsewhere. Items under 不得有下列行为
/// and 有下列行为之一的 name what must not be done.
pub(super) fn is_restraint(hit: &Hit<'_, '_>) -> bool {
    const RESTRAINTS: [&str; 13] = [
        "不得",
        "禁止",
        "严禁",
        "审慎",
        "避免",
        "防止",
        "擅自",
        "非法",
        "违法实施",
        "减少",
        "严格区分",
        "慎重",
        "超权限",
    ];
    const LEADS: [&str; 5] = ["不得", "禁止", "之一的", "行为之一", "情形之一"];
    let before = hit.before().trim_end_matches("行政");
    let start = before.rfind(['。', '；', '：']).unwrap_or(0);
    let passive = ["被", "受到", "被依法"].iter().any(|it| before.ends_with(it));
    let lead = hit.unit.paragraph.text.as_str();
    let listed = hit.unit.kind != UnitKind::Paragraph && LEADS.iter().any(|it| lead.contains(it));
    passive || listed || RESTRAINTS.iter().any(|it| before[start..].contains(it))
}
