//! K108: chapters without 目录, or a 目录 that says something else than the headings.
//!
//! A text with our front matter needs none in the file: every output makes it anew from the headings.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::{Division, DivisionKind, TocEntry};
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

/// Walks both lists in step; what one of them has alone is told at its place.
fn compare(ctx: &Context<'_>, entries: &[TocEntry], headings: &[&Division], out: &mut Findings) {
    let entries: Vec<&TocEntry> =
        entries.iter().filter(|it| !it.text.starts_with('附') || it.text.starts_with("附则")).collect();
    let headings = listed(&entries, headings);
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return };
    let place = first.span.hull(last.span);
    let between = entries.get(1).and_then(|it| ctx.source.get(first.span.end..it.span.start));
    let anew = lines(&headings, between.filter(|it| it.contains('\n')).unwrap_or("\n"));
    let mut fix = Some(Edit { span: place, replacement: anew });
    let mut rest = entries.iter().peekable();
    for heading in &headings {
        let right = heading.heading();
        let Some(entry) =
            rest.next_if(|it| key(&it.text) == key(&right) || plain(&it.text) == plain(&heading.name.plain))
        else {
            let at = rest.peek().map_or(last.span, |it| it.span);
            out.report(at, format!("正文有“{right}”，目录中没有。")).suggest("按正文重新生成目录。").safe(fix.take());
            continue;
        };
        if plain(&entry.text) != plain(&right) && plain(&entry.text) != plain(&heading.name.plain) {
            out.report(entry.span, format!("目录为“{}”，正文为“{right}”。", entry.text))
                .suggest("按正文重新生成目录。")
                .safe(fix.take());
        }
    }
    for entry in rest {
        out.report(entry.span, format!("目录有“{}”，正文中没有。", entry.text))
            .suggest("按正文重新生成目录。")
            .safe(fix.take());
    }
}

/// The headings of the kinds that the 目录 lists; one may leave out the 节.
fn listed<'a>(entries: &[&TocEntry], headings: &[&'a Division]) -> Vec<&'a Division> {
    let sections = entries.iter().any(|it| key(&it.text).ends_with('节'));
    headings.iter().copied().filter(|it| sections || it.kind != DivisionKind::Section).collect()
}

fn lines(headings: &[&Division], between: &str) -> String {
    headings.iter().map(|it| it.heading()).collect::<Vec<_>>().join(between)
}

/// 第三章 of 第三章　监督管理.
fn key(heading: &str) -> String {
    let all = plain(heading);
    let end = all.find(['编', '章', '节']).map_or(0, |at| at + '章'.len_utf8());
    all[..end].to_owned()
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
