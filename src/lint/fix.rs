//! Safe fixes, applied to the source again and again until nothing is left to apply.
//!
//! A round applies the fixes that do not touch each other; what they touched waits for the next round, when the text has
//! been read anew. A fix that would change how many articles, 款 or 项 the text has is not taken, whatever its rule says.

use super::finding::{Edit, Fix};
use super::run::{Options, Report, lint};
use crate::law::parse::parse;
use crate::law::span::Span;
use crate::law::statute::Counts;
use std::collections::{BTreeMap, BTreeSet};

/// Rounds after which what is left to fix is left.
pub const MAX_ROUNDS: usize = 10;

/// A text after its safe fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many fixes of each rule were applied.
    pub applied: BTreeMap<&'static str, usize>,
    /// What the rules say about the text now.
    pub report: Report,
}

/// Applies all safe fixes.
#[must_use]
pub fn fix(source: &str, options: &Options<'_>) -> Fixed {
    let mut text = source.to_owned();
    let mut report = lint(&text, &parse(&text), options);
    let counts = parse(&text).statute.counts();
    let (mut applied, mut refused) = (BTreeMap::new(), BTreeSet::new());
    for _ in 0..MAX_ROUNDS {
        let Some((next, codes)) = round(&text, &report, |it| !refused.contains(it)) else { break };
        let parsed = parse(&next);
        if parsed.statute.counts() != counts {
            refused.extend(culprits(&text, &report, &codes, counts));
            continue;
        }
        report = lint(&next, &parsed, options);
        text = next;
        for code in codes {
            *applied.entry(code).or_insert(0) += 1;
        }
    }
    Fixed { text, applied, report }
}

/// The rules whose fixes, alone, change what the text consists of; all of them if only together they do.
fn culprits(source: &str, report: &Report, codes: &[&'static str], counts: Counts) -> BTreeSet<&'static str> {
    let all: BTreeSet<&'static str> = codes.iter().copied().collect();
    let changes = |code: &&'static str| {
        round(source, report, |it| it == *code).is_some_and(|(next, _)| parse(&next).statute.counts() != counts)
    };
    let found: BTreeSet<&'static str> = all.iter().copied().filter(changes).collect();
    if found.is_empty() { all } else { found }
}

/// One round of the rules that are `wanted`: the text after it, and the code of each fix that was applied. None if there
/// was none.
fn round(source: &str, report: &Report, wanted: impl Fn(&str) -> bool) -> Option<(String, Vec<&'static str>)> {
    let mut taken: BTreeMap<Span, &Edit> = BTreeMap::new();
    let mut codes = Vec::new();
    for finding in report.findings.iter().filter(|it| wanted(it.code)) {
        let Some(Fix::Safe(edits)) = &finding.fix else { continue };
        let apart = edits.windows(2).all(|it| it[0].span.end <= it[1].span.start);
        if apart && edits.iter().all(|it| source.get(it.span.range()).is_some() && is_free(&taken, it)) {
            taken.extend(edits.iter().map(|it| (it.span, it)));
            codes.push(finding.code);
        }
    }
    (!codes.is_empty()).then(|| (apply(source, taken.into_values()), codes))
}

/// Whether no taken edit touches this one. Those taken do not touch each other, so that the nearest tells.
fn is_free(taken: &BTreeMap<Span, &Edit>, edit: &Edit) -> bool {
    let beyond = Span { start: edit.span.end + 1, end: 0 };
    taken.range(..beyond).next_back().is_none_or(|(it, _)| it.end < edit.span.start)
}

/// The source with the edits made. They must be in order and not overlap; one that does not fit is left out. New lines
/// end as those of the source do.
#[must_use]
pub fn apply<'a>(source: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let line_end = if source.find('\n').is_some_and(|it| source[..it].ends_with('\r')) { "\r\n" } else { "\n" };
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        let Some(kept) = source.get(at..edit.span.start).filter(|_| source.is_char_boundary(edit.span.end)) else {
            continue;
        };
        text.push_str(kept);
        text.push_str(&edit.replacement.replace('\n', line_end));
        at = edit.span.end;
    }
    text.push_str(&source[at..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::settings::Settings;

    #[test]
    fn edits_are_made_in_order_and_odd_ones_left_out() {
        let edit = |start, end, words: &str| Edit { span: Span::new(start, end), replacement: words.to_owned() };
        let edits = [edit(0, 3, "丁"), edit(1, 4, "x"), edit(4, 5, "x"), edit(6, 6, "戊"), edit(90, 91, "x")];
        assert_eq!(apply("甲乙丙", &edits), "丁乙戊丙");
    }

    #[test]
    fn a_fix_that_would_change_the_tree_is_refused_and_the_others_are_made() {
        let source = "# ××市示例条例\n\n第1条　甲：\n\n(一)乙。\n";
        let settings = Settings::default();
        let options = Options::new(&settings);
        let mut report = lint(source, &parse(source), &options);
        let at = source.find("(一)").expect("an item");
        let number = report.findings.iter_mut().find(|it| it.code == "K106").expect("a number");
        number.fix = Some(Fix::Safe(vec![Edit {
            span: Span::new(at - 1, at - 1),
            replacement: "\n第二条　丙。\n".to_owned(),
        }]));
        let counts = parse(source).statute.counts();
        assert_eq!(culprits(source, &report, &["K106", "K107"], counts), ["K106"].into());
    }

    #[test]
    fn a_text_is_fixed_until_nothing_safe_is_left() {
        let settings = Settings::default();
        let fixed = fix("# ××市示例条例\n\n第1条　甲：\n\n(一)乙；\n\n(二)丙。\n", &Options::new(&settings));
        let again = fix(&fixed.text, &Options::new(&settings));
        assert_eq!((again.text.as_str(), again.applied.len()), (fixed.text.as_str(), 0));
        assert!(fixed.report.findings.iter().all(|it| !it.fix.as_ref().is_some_and(Fix::is_safe)));
    }
}
