//! K108: chapters without 目录, or a 目录 that says something else than the headings.
//!
//! A text with our front matter needs none in the file: every output makes it anew from the headings.

use crate::law::number::is_numeral_char;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::{Division, DivisionKind, TocEntry, spaced_name};
use crate::lint::context::Context;
use crate::lint::finding::{Edit, Findings};
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K108",
    name: "toc_differs",
    title: "没有目录或者目录与正文不一致",
    severity: Severity::Warning,
    source: clause!(G1 "1"),
    page: include_str!("toc_differs.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let headings: Vec<&Division> =
        ctx.divisions.iter().copied().filter(|it| it.kind != DivisionKind::Heading).collect();
    match &ctx.statute.toc {
        Some(entries) => compare(ctx, entries, &headings, out),
        None => missing(ctx, &headings, out),
    }
}

fn missing(ctx: &Context<'_>, headings: &[&Division], out: &mut Findings) {
    let Some(first) = headings.first().filter(|_| ctx.statute.front_matter.is_none()) else { return };
    let line = ctx.source[..first.span.start].rfind('\n').map_or(0, |it| it + 1);
    let toc = format!("目录\n\n{}\n\n", lines(headings, "\n"));
    let clear = ctx.statute.preamble.is_empty() && ctx.statute.directives.is_empty();
    out.report(first.span, "分章的文本在标题和题注之后、正文之前列目录。")
        .suggest("按正文的章、节生成目录。")
        .safe(clear.then(|| Edit { span: Span::new(line, line), replacement: toc }));
}

/// Walks both lists; what one of them has alone is told at its place.
fn compare(ctx: &Context<'_>, entries: &[TocEntry], headings: &[&Division], out: &mut Findings) {
    let entries = whole(entries);
    let entries: Vec<&TocEntry> = entries.iter().collect();
    let headings = listed(&entries, headings);
    let Some(last) = entries.last() else { return };
    let mut fix = anew(ctx, &entries, &headings);
    let mut next = 0;
    for heading in &headings {
        let right = printed(heading);
        let Some(ahead) = entries[next..].iter().position(|it| names(it, heading)) else {
            let at = entries.get(next).map_or(last.span, |it| it.span);
            report(out, at, format!("正文有“{right}”，目录中没有。"), &mut fix);
            continue;
        };
        surplus(&entries[next..next + ahead], &mut fix, out);
        let entry = entries[next + ahead];
        if plain(&entry.text) != plain(&right) && plain(&entry.text) != plain(&heading.name.plain) {
            report(out, entry.span, format!("目录为“{}”，正文为“{right}”。", entry.text), &mut fix);
        }
        next += ahead + 1;
    }
    surplus(&entries[next..], &mut fix, out);
}

fn surplus(entries: &[&TocEntry], fix: &mut Option<Edit>, out: &mut Findings) {
    for entry in entries {
        report(out, entry.span, format!("目录有“{}”，正文中没有。", entry.text), fix);
    }
}

/// One change mends all: the first finding carries it.
fn report(out: &mut Findings, place: Span, message: String, fix: &mut Option<Edit>) {
    out.report(place, message).suggest("按正文重新生成目录。").safe(fix.take());
}

fn anew(ctx: &Context<'_>, entries: &[&TocEntry], headings: &[&Division]) -> Option<Edit> {
    let (first, last) = (entries.first()?, entries.last()?);
    let between = entries.get(1).and_then(|it| ctx.source.get(first.span.end..it.span.start));
    let replacement = lines(headings, between.filter(|it| it.contains('\n')).unwrap_or("\n"));
    Some(Edit { span: first.span.hull(last.span), replacement })
}

/// The entries that stand for headings, each with the rest of its name where print had broken it.
fn whole(entries: &[TocEntry]) -> Vec<TocEntry> {
    let mut found: Vec<TocEntry> = Vec::new();
    for entry in entries {
        match found.last_mut() {
            _ if is_unit(&entry.text) => found.push(entry.clone()),
            Some(last) if !entry.text.starts_with('附') => {
                last.text.push_str(&entry.text);
                last.span = last.span.hull(entry.span);
            }
            _ => {}
        }
    }
    found
}

/// 第三章…, 总则, 附则; not 序言, 附件, or the rest of a name that print had broken.
fn is_unit(entry: &str) -> bool {
    !key(entry).is_empty() || matches!(plain(entry).as_str(), "总则" | "附则")
}

/// Whether an entry stands for a heading: by its number, or by its name where it has none.
fn names(entry: &TocEntry, heading: &Division) -> bool {
    let number = key(&entry.text);
    if number.is_empty() || heading.number == 0 {
        plain(&entry.text) == plain(&heading.name.plain)
    } else {
        number == heading.number_text()
    }
}

/// The headings of the kinds that the 目录 lists; one may leave out the 节.
fn listed<'a>(entries: &[&TocEntry], headings: &[&'a Division]) -> Vec<&'a Division> {
    let sections = entries.iter().any(|it| key(&it.text).ends_with('节'));
    headings.iter().copied().filter(|it| sections || it.kind != DivisionKind::Section).collect()
}

fn lines(headings: &[&Division], between: &str) -> String {
    headings.iter().map(|it| printed(it)).collect::<Vec<_>>().join(between)
}

/// 第三章　监督管理; only the name where the heading has no number.
fn printed(heading: &Division) -> String {
    if heading.number == 0 { spaced_name(&heading.name.plain) } else { heading.heading() }
}

/// What numbers of headings end with.
const UNITS: [&str; 4] = ["分编", "编", "章", "节"];

/// 第三章 of 第三章　监督管理.
fn key(heading: &str) -> String {
    let all = plain(heading);
    let digits = all.strip_prefix('第').and_then(|it| it.find(|c| !is_numeral_char(c)));
    let unit = digits
        .and_then(|at| UNITS.iter().find(|it| all['第'.len_utf8() + at..].starts_with(**it)).map(|it| at + it.len()));
    all[..unit.map_or(0, |it| '第'.len_utf8() + it)].to_owned()
}

fn plain(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;

    const BODY: &str = "第一章　总则\n\n第一条　甲。\n\n第二章　监督管理\n\n第一节　检查\n\n第二条　甲。\n\n第三章　附则\n\n第三条　甲。\n";

    fn with(toc: &str) -> String {
        format!("# ××市示例条例\n\n目录\n\n{toc}\n\n{BODY}")
    }

    #[test]
    fn sections_may_be_left_out_and_pages_may_be_named() {
        RULE.accepts(&with("第一章　总　则\n第二章　监督管理…… 3\n第三章　附　则"));
        RULE.accepts(&with("第一章　总则\n第二章　监督管理\n第一节　检查\n第三章　附则"));
    }

    #[test]
    fn each_difference_is_told_once() {
        for (toc, message) in [
            ("第一章　总则\n第二章　监督\n第三章　附则", "目录为“第二章　监督”"),
            ("第一章　总则\n第三章　附则", "正文有“第二章　监督管理”"),
            ("第一章　总则\n第二章　监督管理\n第三章　附则\n第四章　罚则", "目录有“第四章　罚则”"),
        ] {
            let found = RULE.found(&with(toc), crate::lint::Stage::Draft);
            assert!(found.len() == 1 && found[0].message.starts_with(message), "{toc}: {found:?}");
        }
    }

    #[test]
    fn a_file_with_our_front_matter_needs_no_toc_of_its_own() {
        let example = format!("# ××市示例条例\n\n{BODY}");
        RULE.flags(&example);
        let found = crate::lint::testing::found_in(&RULE, &format!("---\nstatus: 草案\n---\n\n{example}"));
        assert!(found.is_empty(), "{found:?}");
    }
}
