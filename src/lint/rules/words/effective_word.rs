//! K326: a text takes effect by 施行. 执行 stays for carrying a rule out, 实施 for all that is done under it.

use super::mention::{is_mentioned, last};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K326",
    name: "effective_word",
    title: "施行日期不用“施行”",
    severity: Severity::Error,
    source: PRACTICE,
    page: include_str!("effective_word.md"),
    triggers: &[
        "起实施",
        "起执行",
        "起实行",
        "起生效",
        "起正式实施",
        "起正式执行",
        "起开始实施",
        "起开始执行",
        "后实施",
        "后执行",
        "后生效",
        "日实施",
        "日执行",
    ],
    guards: &[],
    check,
    ..Rule::PLAIN
};

/// How a text names itself.
const SELF: &[&str] =
    &["本条例", "本法", "本规定", "本办法", "本决定", "本细则", "本规则", "本修正案", "本解释", "本实施办法"];

/// Characters before the word in which its subject is sought.
const MAX_CLAUSE_CHARS: usize = 100;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        if !is_effective_date(ctx, &hit) {
            continue;
        }
        let word = &hit.word[hit.word.len() - "实施".len()..];
        let span = Span::new(hit.span.end - word.len(), hit.span.end);
        let entry = out
            .report(hit.unit.place(span), format!("表述施行日期，用“施行”，不用“{word}”。"))
            .suggest(format!("将“{word}”改为“施行”。"))
            .safe(hit.unit.edit(ctx.source, span, "施行"));
        // Agreements and decisions of long ago take effect by 生效; it is no common form, but no error.
        if word == "生效" {
            entry.at_most(Severity::Warning);
        }
    }
}

/// 本条例自…起实施 and nothing after it. Without a subject only in the last article.
fn is_effective_date(ctx: &Context<'_>, hit: &Hit<'_, '_>) -> bool {
    let ends = hit.after().is_empty() || hit.after().starts_with(['。', '，', '；', '”']);
    let before = last(hit.before(), MAX_CLAUSE_CHARS).rsplit(['。', '；', '\n', '“', '：']).next().unwrap_or_default();
    let Some((subject, date)) = before.rsplit_once(['自', '从', '于']) else { return false };
    let subject = subject.trim_end_matches('，').trim();
    let last = hit.unit.article_index + 1 == ctx.articles.len();
    let own = SELF.iter().any(|it| subject.strip_prefix(it).is_some_and(is_own_part)) || subject.is_empty() && last;
    ends && own && !date.contains('，')
}

/// Nothing behind the name, or a provision of it: 本条例第十条.
fn is_own_part(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('第') && rest.ends_with(['条', '款', '项', '章', '定']) && !rest.contains('，')
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn other_dates_are_left_alone() {
        RULE.accepts("合同自成立之日起生效。");
        RULE.accepts("新的收费标准自公布之日起执行。");
        RULE.accepts("第四条　本条例自2026年10月1日起施行，原标准自同日起停止执行。");
        RULE.flags("# ××市示例条例\n\n第一条　建立制度。\n\n第二条　自2026年10月1日起实施。");
        RULE.flags("第四条　本条例自公布之日起三十日后实施。");
        RULE.accepts("行政处罚决定自送达之日起十五日后执行。");
        RULE.flags("第四条　本条例第三条自2027年1月1日起执行。");
    }
}
