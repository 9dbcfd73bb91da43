//! K331: how a term is defined, and whether the text needs the definition.

use super::mention::{clause_before, is_mentioned, starts_with_any};
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
const POOR: &[&str] = &["系指", "指的是", "指", "是", "为", "即"];
/// Articles at the front in which a definition may follow a use: purpose and scope come first.
const FRONT_ARTICLES: usize = 6;

/// A definition.
struct Definition<'s> {
    term: &'s str,
    /// The words behind the term that should be ，是指.
    verb: Span,
    form: Form,
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
        if whole {
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
    let rest = hit.after();
    let end = rest.find(['，', '。', '；', '：'])?;
    let (head, start) = (&rest[..end], hit.span.end);
    let comma = rest[end..].strip_prefix('，');
    let made = |at: usize, length: usize, form| {
        let term = &rest[..at];
        let fits = !term.is_empty() && term.chars().count() <= MAX_TERM_CHARS;
        fits.then(|| Definition { term, verb: Span::new(start + at, start + at + length), form })
    };
    if let Some(at) = head.find("是指") {
        return made(at, "是指".len(), Form::NoComma);
    }
    if let Some((at, verb)) = inner_verb(head) {
        return made(at, verb.len(), Form::Poor);
    }
    let behind = comma?;
    if starts_with_any(behind, GOOD) {
        return made(end, 0, Form::Good);
    }
    let verb = POOR.iter().find(|it| behind.starts_with(**it))?;
    let poor = verb_stands_alone(&behind[verb.len()..], verb);
    poor.then(|| made(end, "，".len() + verb.len(), Form::Poor)).flatten()
}

/// 系指, 指, 是 or 为 inside the clause, where they are no part of a word.
fn inner_verb(head: &str) -> Option<(usize, &'static str)> {
    let mut found = POOR.iter().filter_map(|verb| head.find(verb).map(|at| (at, *verb)));
    let (at, verb) = found.by_ref().min_by_key(|it| (it.0, std::cmp::Reverse(it.1.len())))?;
    let own = !head[..at].ends_with(['行', '作', '认', '因', '视', '手', '总', '凡', '成', '称', '于', '由', '的']);
    let named = !head.contains("包括");
    (own && named && verb_stands_alone(&head[at + verb.len()..], verb)).then_some((at, verb))
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
        let lead = it.paragraph.text.plain.as_str();
        lead.contains("含义") && (lead.contains("用语") || lead.contains("术语"))
    });
    own.filter_map(|unit| {
        let end = unit.text.find(['，', '：', '。'])?;
        let head = &unit.text[..end];
        let term = head.split("是指").next().unwrap_or_default();
        let fits = !term.is_empty() && term.chars().count() <= MAX_TERM_CHARS && !term.contains('指');
        fits.then(|| (unit, Span::new(0, term.len()), term))
    })
}

/// Whether the term is used besides, and not before it is defined.
fn use_of(ctx: &Context<'_>, unit: &TextUnit<'_>, span: Span, term: &str, out: &mut Findings) {
    let name = term.trim_matches(['“', '”']);
    if name.contains(['、', '（', '(', '《']) || ["和", "以及", "或者"].iter().any(|it| name.contains(it)) {
        return;
    }
    let own = unit.place(Span::new(0, unit.text.len()));
    let used = ctx.source.match_indices(name).any(|(at, _)| at < own.start || at >= own.end);
    let place = unit.place(span);
    if !used && own_uses(unit, name) < 2 {
        out.report(place, format!("“{name}”只在定义中出现，没有在其他条文中使用。"))
            .suggest("删去这一定义，或者统一全文的用语。");
    } else if let Some(article) = first_use_before(ctx, unit, name) {
        out.report(place, format!("“{name}”在第{}已经使用，到本条才作定义。", article))
            .suggest("将定义移到总则或者首次使用的条文；也可以统一放在附则中。");
    }
}

fn own_uses(unit: &TextUnit<'_>, name: &str) -> usize {
    unit.text.matches(name).count()
}

/// The number of an earlier article with the term, where the definition is neither at the front nor in 附则.
fn first_use_before(ctx: &Context<'_>, unit: &TextUnit<'_>, name: &str) -> Option<String> {
    let front = unit.article_index < FRONT_ARTICLES || unit.article_index < first_chapter(ctx);
    if front || is_supplementary(ctx, unit) {
        return None;
    }
    let earlier = ctx.units.iter().take_while(|it| it.article_index < unit.article_index);
    let first = earlier.skip_while(|it| it.article_index == 0).find(|it| it.text.contains(name))?;
    Some(first.article.number().to_string().trim_start_matches('第').to_owned())
}

/// How many articles the first chapter has; 0 without chapters.
fn first_chapter(ctx: &Context<'_>) -> usize {
    let Some(second) = ctx.divisions.get(1) else { return 0 };
    ctx.articles.partition_point(|it| it.span.start < second.span.start)
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
