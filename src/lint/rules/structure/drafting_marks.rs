//! K113: what only drafts may carry, left in a 草案表决稿: captions, 【待定】, ××, notes.
//!
//! ×× in the name of a place is let pass where the title has it too: such a text is a sample.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::{Article, Directive, Unit};
use crate::lint::context::{Context, Hit};
use crate::lint::finding::{Edit, Findings};
use crate::lint::rule::{PLATFORM, Rule, Stage, Stages};

pub(super) static RULE: Rule = Rule {
    code: "K113",
    name: "drafting_marks",
    title: "表决稿中留有条旨、待定或者批注",
    severity: Severity::Error,
    stages: Stages::Only(Stage::Vote),
    source: PLATFORM,
    page: include_str!("drafting_marks.md"),
    triggers: &[
        "×",
        "＿",
        "_",
        "【",
        "〖",
        "待定",
        "待议",
        "待补充",
        "（新增）",
        "（删除）",
        "（略）",
        "（注：",
        "（备注",
        "（说明：",
        "？？",
    ],
    guards: &["等待定"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for article in &ctx.articles {
        caption(ctx, article, out);
    }
    for hit in ctx.hits(&RULE) {
        mark(ctx, &hit, out);
    }
    let mut notes: Vec<&Directive> = ctx.statute.directives.iter().collect();
    collect(&ctx.statute.body, &mut notes);
    for note in notes.iter().filter(|it| matches!(it.word.as_str(), "note" | "")) {
        out.report(note.span, "表决稿中不留批注。").suggest("删去批注；需要说明的，写入修改情况的汇报。");
    }
    for footnote in &ctx.statute.footnotes {
        out.report(footnote.span, "表决稿中不留脚注。").suggest("删去脚注；属于条文内容的，写入正文。");
    }
}

fn caption(ctx: &Context<'_>, article: &Article, out: &mut Findings) {
    let Some(caption) = &article.caption else { return };
    let written = format!("{}{}{}", caption.open, caption.text, caption.close());
    let Some(at) = ctx.source[article.number_span.range()].find(&written) else {
        out.report(article.number_span, "表决稿不列条旨。").suggest("删去条旨。");
        return;
    };
    let start = article.number_span.start + at;
    let span = Span::new(start, start + written.len());
    let gap = ctx.source[span.end..].starts_with(char::is_whitespace);
    let replacement = if gap { String::new() } else { "\u{3000}".to_owned() };
    out.report(span, "表决稿不列条旨。").suggest(format!("删去“{written}”。")).safe([Edit { span, replacement }]);
}

fn mark(ctx: &Context<'_>, hit: &Hit<'_, '_>, out: &mut Findings) {
    let message = match hit.word {
        // Of a row of them the first is told.
        "×" | "＿" | "_" if hit.before().ends_with(hit.word) => return,
        "待定" | "待议" | "待补充" if hit.before().ends_with(['【', '〖']) => return,
        "×" if is_product(hit) || is_sample_place(ctx, hit) => return,
        "_" if hit.before().ends_with(|c: char| c.is_ascii_alphanumeric()) => return,
        "×" | "＿" | "_" => "表决稿中留有空缺。",
        "【" | "〖" => "表决稿中留有起草时的括注。",
        "待定" | "待议" | "待补充" | "？？" => "表决稿中留有待定的内容。",
        _ => "表决稿中留有起草时的说明。",
    };
    out.report(hit.place(), message).suggest("定稿后填写或者删去。");
}

/// 3×5: a sign of arithmetic.
fn is_product(hit: &Hit<'_, '_>) -> bool {
    let number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '）' | ')' | '（' | '(' | '％' | '%');
    hit.before().trim_end().ends_with(number) || hit.after().trim_start().starts_with(number)
}

fn is_sample_place(ctx: &Context<'_>, hit: &Hit<'_, '_>) -> bool {
    let place = hit.after().trim_start_matches('×').chars().next().filter(|c| "省市县区州乡镇".contains(*c));
    place.is_some() && ctx.statute.title.as_str().contains("××")
}

fn collect<'a>(units: &'a [Unit], found: &mut Vec<&'a Directive>) {
    for unit in units {
        match unit {
            Unit::Division(division) => {
                found.extend(&division.directives);
                collect(&division.units, found);
            }
            Unit::Article(article) => {
                found.extend(&article.directives);
                found.extend(article.paragraphs.iter().flat_map(|it| &it.directives));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Stage;

    #[test]
    fn marks_count_only_in_what_is_voted_on() {
        for words in
            ["罚款××元。", "由【待定】负责。", "自　　年__月起。", "甲。（新增）", "第三条（定义）甲。\n\n第四条　乙。"]
        {
            RULE.accepts(words);
            assert_eq!(RULE.found(words, Stage::Vote).len(), 1, "{words}");
        }
        for words in ["××市人民政府建立制度。", "面积为3×5米。", "甲。<!-- km:allow K301 理由 -->"]
        {
            assert!(RULE.found(words, Stage::Vote).is_empty(), "{words}");
        }
        assert_eq!(RULE.found("甲。\n\n<!-- km:note 请核对 -->", Stage::Vote).len(), 1);
    }
}
