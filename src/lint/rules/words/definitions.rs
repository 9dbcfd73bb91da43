//! K331: how a term is defined, and whether the text needs the definition.

use super::mention::{clause_before, first, has_any, is_mentioned, starts_with_any};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::{TextUnit, UnitKind};

pub(super) static RULE: Rule = Rule {
    code: "K331",
    name: "definitions",
    title: "定义的表述和位置",
    severity: Severity::Warning,
    source: clause!(G1 "2"),
    page: include_str!("definitions.md"),
    triggers: &["所称", "所称的"],
    guards: &[],
    check,
    ..Rule::PLAIN
};

/// Definitions of a text whose terms are sought; further ones are not.
const MAX_TERMS: usize = 200;
/// Characters behind 所称 in which the verb is sought.
const MAX_DEFINITION_CHARS: usize = 60;
/// Characters of a term; what is longer is no term but a clause.
const MAX_TERM_CHARS: usize = 20;
/// How a text names itself.
const SELF: &[&str] = &["本条例", "本法", "本规定", "本办法", "本决定", "本细则", "本规则"];
/// How a definition names a part of the text.
const PART: &[&str] = &["本条", "本款", "本项", "本章", "本节", "前款", "前条", "款", "条", "项"];
/// What may stand behind the comma.
const GOOD: &[&str] =
    &["是指", "包括", "不包括", "主要包括", "分为", "仅指", "特指", "专指", "既包括", "仅包括", "还包括", "应当包括"];
/// What stands there and should be 是指.
const POOR: &[&str] = &["系指", "指的是", "指", "是", "为"];
/// Behind these no definition follows: 重大犯罪一般是指….
const HEDGES: &[&str] = &["一般", "主要", "均", "仅"];
/// Articles at the front, whose general words may use a term that is defined further on.
const FRONT_ARTICLES: usize = 6;

/// A definition.
struct Definition<'s> {
    term: &'s str,
    /// The words behind the term that should be ，是指.
    verb: Span,
    form: Form,
    /// 是指 and the like; what a term comprises (包括) may be said at any place.
    defines: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Good,
    /// 是指 without the comma.
    NoComma,
    Poor,
}

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let mut terms: Vec<(&TextUnit<'_>, Span, &str)> = Vec::new();
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        let before = clause_before(&hit);
        let whole = SELF.iter().any(|it| before.ends_with(it));
        if !whole && !PART.iter().any(|it| before.ends_with(it)) {
            continue;
        }
        let Some(found) = definition(&hit) else { continue };
        form(ctx, &hit, &found, out);
        if whole && found.defines {
            terms.push((hit.unit, Span::new(hit.span.end, hit.span.end + found.term.len()), found.term));
        }
    }
    terms.extend(listed(ctx));
    terms.truncate(MAX_TERMS);
    for (unit, span, term) in terms {
        use_of(ctx, unit, span, term, out);
    }
}

fn definition<'s>(hit: &Hit<'s, '_>) -> Option<Definition<'s>> {
    let rest = first(hit.after(), MAX_DEFINITION_CHARS);
    let end = rest.find(['，', ',', '。', '；', '：']).unwrap_or(rest.len());
    let (head, behind) = (&rest[..end], rest[end..].strip_prefix(['，', ',']).unwrap_or_default());
    let (at, length, form) = if let Some(at) = head.find("是指") {
        (at, "是指".len(), Form::NoComma)
    } else if starts_with_any(behind, GOOD) || is_said_later(behind) {
        (end, 0, Form::Good)
    } else if let Some((at, verb)) = inner_verb(head) {
        (at, verb.len(), Form::Poor)
    } else {
        let verb = POOR.iter().find(|it| behind.starts_with(**it))?;
        let stands = verb_stands_alone(&behind[verb.len()..], verb);
        (end, stands.then_some(rest.len() - behind.len() - end + verb.len())?, Form::Poor)
    };
    let term = &rest[..at];
    let hedged = HEDGES.iter().any(|it| term.ends_with(it)) || term.contains("属于");
    let fits = !term.is_empty() && term.chars().count() <= MAX_TERM_CHARS && !hedged;
    let start = hit.span.end + at;
    let defines = form != Form::Good || behind.starts_with("是指");
    fits.then(|| Definition { term, verb: Span::new(start, start + length), form, defines })
}

/// A clause between the term and 是指: 陆源，是陆地污染源的简称，是指….
fn is_said_later(behind: &str) -> bool {
    behind.find(['，', '。', '；']).is_some_and(|at| behind[at..].starts_with("，是指"))
}

/// 系指, 指, 是 or 为 inside the clause, where they are no part of a word.
fn inner_verb(head: &str) -> Option<(usize, &'static str)> {
    let mut found = POOR.iter().filter_map(|verb| head.find(verb).map(|at| (at, *verb)));
    let (at, verb) = found.by_ref().min_by_key(|it| (it.0, std::cmp::Reverse(it.1.len())))?;
    let own = !head[..at].ends_with(['行', '作', '认', '因', '视', '手', '总', '凡', '成', '称', '于', '由', '的']);
    // 他人的不动产为供役地 gives a name and defines nothing.
    let named = verb == "为" && head[..at].contains('的');
    (own && !named && !head.contains("包括") && verb_stands_alone(&head[at + verb.len()..], verb)).then_some((at, verb))
}

fn verb_stands_alone(rest: &str, verb: &str) -> bool {
    let part = match verb {
        "指" => starts_with_any(rest, &["定", "导", "示", "挥", "标", "数", "引", "纹", "派", "南"]),
        "为" => starts_with_any(rest, &["了", "主", "准", "限"]),
        "是" => rest.starts_with('否'),
        _ => false,
    };
    !rest.is_empty() && !part
}

fn form(ctx: &Context<'_>, hit: &Hit<'_, '_>, found: &Definition<'_>, out: &mut Findings) {
    let place = hit.unit.place(Span::new(hit.span.start, found.verb.end));
    let edit = hit.unit.edit(ctx.source, found.verb, "，是指");
    let term = found.term;
    match found.form {
        Form::Good => {}
        Form::NoComma => {
            out.report(place, format!("定义“{term}”，“是指”前用逗号。"))
                .suggest("表述为“……所称……，是指……”。")
                .safe(edit)
                .at_most(Severity::Info);
        }
        Form::Poor => {
            out.report(place, format!("定义“{term}”，用“是指”表述。"))
                .suggest("表述为“……所称……，是指……”。")
                .offer(edit);
        }
    }
}

/// The terms of 下列用语的含义：（一）…，是指….
fn listed<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = (&'c TextUnit<'a>, Span, &'c str)> {
    let items = ctx.units.iter().filter(|it| it.kind == UnitKind::Item);
    let own = items.filter(|it| {
        let lead = first(&it.paragraph.text.plain, MAX_DEFINITION_CHARS);
        lead.contains("含义")
            && !has_any(lead, &["本章", "本节", "本条下列", "本条中", "前款"])
            && (lead.contains("用语") || lead.contains("术语"))
    });
    own.filter_map(|unit| {
        let end = unit.text.find(['，', '：', '。'])?;
        let head = &unit.text[..end];
        let term = head.split("是指").next().unwrap_or_default();
        let at = term.find("所称").map_or(0, |it| it + "所称".len());
        let term = term[at..].trim_start_matches('的');
        let start = unit.text.find(term).unwrap_or(0);
        let fits = !term.is_empty() && term.chars().count() <= MAX_TERM_CHARS && !term.contains('指');
        fits.then(|| (unit, Span::new(start, start + term.len()), term))
    })
}

/// Whether the term is used besides, and not before it is defined.
fn use_of(ctx: &Context<'_>, unit: &TextUnit<'_>, span: Span, term: &str, out: &mut Findings) {
    let name = term.trim_matches(['“', '”']);
    if name.contains(['、', '（', '(', '《', '的']) || ["和", "以及", "或者"].iter().any(|it| name.contains(it))
    {
        return;
    }
    let own = unit.place(Span::new(0, unit.text.len()));
    let tail = tail(name);
    let used = ctx.source.match_indices(tail).any(|(at, _)| at < own.start || at >= own.end);
    let place = unit.place(span);
    if !used && unit.text.matches(name).count() < 2 {
        out.report(place, format!("“{name}”只在定义中出现，没有在其他条文中使用。"))
            .suggest("删去这一定义，或者统一全文的用语。");
    } else if let Some(article) = first_use_before(ctx, unit, name) {
        out.report(place, format!("“{name}”在第{}已经使用，到本条才作定义。", article))
            .suggest("将定义移到总则或者首次使用的条文；也可以统一放在附则中。");
    }
}

/// The last characters of a term, which its short and its joined forms keep: 长江干流、支流.
fn tail(name: &str) -> &str {
    let kept = match name.chars().count() {
        ..=3 => return name,
        4 => 2,
        _ => 3,
    };
    name.char_indices().rev().nth(kept - 1).map_or(name, |(at, _)| &name[at..])
}

/// The number of an earlier article with the term, where the definition is neither at the front, nor in 附则, nor at the
/// head of the chapter that is about the term.
fn first_use_before(ctx: &Context<'_>, unit: &TextUnit<'_>, name: &str) -> Option<String> {
    let front = FRONT_ARTICLES.max(general_part(ctx));
    if unit.article_index < front || is_supplementary(ctx, unit) || heads_its_chapter(ctx, unit, name) {
        return None;
    }
    let earlier = ctx.units.iter().take_while(|it| it.article_index < unit.article_index);
    let first = earlier.skip_while(|it| it.article_index < front).find(|it| it.text.contains(name))?;
    Some(first.article.number().to_string().trim_start_matches('第').to_owned())
}

/// How many articles stand before the end of 总则; 0 without one.
fn general_part(ctx: &Context<'_>) -> usize {
    let Some(general) = ctx.divisions.iter().position(|it| it.name.plain == "总则") else { return 0 };
    let kind = ctx.divisions[general].kind;
    let next = ctx.divisions[general + 1..].iter().find(|it| it.kind == kind);
    next.map_or(0, |next| ctx.articles.partition_point(|it| it.span.start < next.span.start))
}

/// Whether the nearest heading has the term, or the article is the first one under it.
fn heads_its_chapter(ctx: &Context<'_>, unit: &TextUnit<'_>, name: &str) -> bool {
    let at = ctx.divisions.partition_point(|it| it.span.start < unit.span.start);
    let Some(heading) = at.checked_sub(1).and_then(|it| ctx.divisions.get(it)) else { return false };
    let first = ctx.articles.partition_point(|it| it.span.start < heading.span.start);
    heading.name.plain.contains(name) || first == unit.article_index
}

/// In the last chapter, or among the last articles where there are none.
fn is_supplementary(ctx: &Context<'_>, unit: &TextUnit<'_>) -> bool {
    match ctx.divisions.last() {
        Some(last) => unit.span.start > last.span.start,
        None => unit.article_index + 5 > ctx.articles.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn parts_of_words_are_no_verbs_of_a_definition() {
        RULE.accepts("本条例所称违法行为，是指违反本条例规定的行为。对违法行为依法处理。");
        RULE.accepts("本条例所称指定机构，包括医院。指定机构应当公示。");
        RULE.accepts("前款所称费用，由申请人承担。");
        RULE.flags("本条例所称示例活动，系指有关活动。示例活动应当公开。");
        RULE.flags("本条例所称示例活动是指有关活动。示例活动应当公开。");
    }

    #[test]
    fn terms_of_the_list_are_used() {
        let list = |term: &str| {
            format!(
                "第三条　甲设施应当公开。\n\n第四条　本条例下列用语的含义：\n\n（一）{term}，是指某种设施；\n\n（二）甲设施，是指另一种设施。"
            )
        };
        RULE.accepts(&list("甲设施"));
        RULE.flags(&list("乙设施"));
    }
}
