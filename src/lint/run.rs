//! All rules over one text: severities, stages, waivers, order and bounds.

use super::context::{Context, Inputs};
use super::finding::{Finding, Findings, MAX_FINDINGS};
use super::registry;
use super::rule::{Rule, Stage};
use super::rules::waivers::unused_waiver;
use super::settings::Settings;
use crate::law::parse::Parsed;
use crate::law::problem::Severity;
use std::collections::BTreeMap;

/// How a text is to be looked at.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// How far the text has come; None goes by its status.
    pub stage: Option<Stage>,
    /// The installation's choices.
    pub settings: &'a Settings,
    /// What comes from outside the text.
    pub inputs: Inputs<'a>,
}

impl<'a> Options<'a> {
    /// The stage goes by the text's status, nothing comes from outside.
    #[must_use]
    pub fn new(settings: &'a Settings) -> Self {
        Self { stage: None, settings, inputs: Inputs::default() }
    }
}

/// What the rules say about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The stage that was looked for.
    pub stage: Stage,
    /// The findings that stand, in the order of the text.
    pub findings: Vec<Finding>,
    /// The findings that a waiver lets stand, with its reason, in the order of the text.
    pub waived: Vec<(Finding, String)>,
    /// How many findings of a rule were counted but not kept.
    pub hidden: BTreeMap<&'static str, usize>,
}

impl Report {
    /// How many findings weigh this much.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|it| it.severity == severity).count()
    }
}

/// Runs the rules over a text.
#[must_use]
pub fn lint(source: &str, parsed: &Parsed, options: &Options<'_>) -> Report {
    let stage = options.stage.unwrap_or_else(|| Stage::of_status(parsed.statute.status.as_deref()));
    let context = Context::new(source, parsed, stage, options.settings, options.inputs);
    run(&context, |rule| options.settings.runs(rule))
}

/// Runs the rules that `wanted` wants.
pub(super) fn run(context: &Context<'_>, wanted: impl Fn(&Rule) -> bool) -> Report {
    let mut out = Findings::new(&unused_waiver::RULE);
    let runs = |rule: &Rule| rule.stages.include(context.stage) && wanted(rule);
    for rule in registry::rules().iter().copied().filter(|it| runs(it)) {
        out.go_on(rule, context.settings.severity(rule));
        (rule.check)(context, &mut out);
    }
    let mut used = vec![Vec::new(); context.waivers.len()];
    let (mut waived, mut findings) = (Vec::new(), Vec::new());
    for finding in std::mem::take(&mut out.kept) {
        let own = finding.code.starts_with("K09");
        let mut reason = None;
        for (at, waiver) in context.waivers.iter().enumerate().filter(|(_, it)| !own && it.covers(&finding)) {
            used[at].push(finding.code);
            reason.get_or_insert_with(|| waiver.reason.to_owned());
        }
        match reason {
            Some(reason) => waived.push((finding, reason)),
            None => findings.push(finding),
        }
    }
    if runs(&unused_waiver::RULE) {
        out.go_on(&unused_waiver::RULE, context.settings.severity(&unused_waiver::RULE));
        // A rule that did not run, or whose findings were cut off, cannot tell that a waiver is idle.
        let silent = |rule: &Rule| !runs(rule);
        unused_waiver::report(context, &used, silent, &mut out);
        findings.append(&mut out.kept);
    }
    let mut report = Report { stage: context.stage, findings, waived, hidden: out.hidden };
    order(&mut report.findings);
    report.waived.sort_by(|(a, _), (b, _)| (a.span, a.code).cmp(&(b.span, b.code)));
    cut(&mut report);
    report
}

fn order(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    findings.dedup();
}

fn cut(report: &mut Report) {
    for beyond in report.findings.drain(report.findings.len().min(MAX_FINDINGS)..) {
        *report.hidden.entry(beyond.code).or_insert(0) += 1;
    }
    report.waived.truncate(MAX_FINDINGS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;
    use crate::lint::finding::MAX_PER_RULE;

    fn report(source: &str, settings: &Settings) -> Report {
        lint(source, &parse(source), &Options::new(settings))
    }

    #[test]
    fn the_installation_switches_rules_and_severities() {
        let text = "# ××市示例条例\n\n第一条　必须登记。\n";
        let codes = |it: &Report| it.findings.iter().map(|it| it.code).collect::<Vec<_>>();
        let usual = report(text, &Settings::default());
        assert!(codes(&usual).contains(&"K301"));
        let off = Settings { off: ["K301".to_owned()].into(), ..Settings::default() };
        assert!(!codes(&report(text, &off)).contains(&"K301"));
        let hard = Settings { severities: [("K301".to_owned(), Severity::Error)].into(), ..Settings::default() };
        assert_eq!(report(text, &hard).count(Severity::Error), usual.count(Severity::Error) + 1);
    }

    #[test]
    fn the_status_of_the_text_tells_the_stage() {
        let text = |status: &str| format!("# ××市示例条例\n\n（{status}）\n\n第一条（目的）为了示例，制定本条例。\n");
        let stage = |status: &str| report(&text(status), &Settings::default()).stage;
        assert_eq!((stage("草案表决稿"), stage("草案修改稿")), (Stage::Vote, Stage::Draft));
    }

    #[test]
    fn findings_beyond_the_bound_are_counted_and_leave_waivers_alone() {
        let many = MAX_PER_RULE + 7;
        let text = format!("第一条　{}\n\n必须。<!-- km:allow K301 理由 -->\n", "必须；".repeat(many));
        let report = report(&text, &Settings::default());
        assert_eq!(report.findings.iter().filter(|it| it.code == "K301").count(), MAX_PER_RULE);
        assert_eq!(report.hidden.get("K301"), Some(&8));
        assert!(report.findings.iter().all(|it| it.code != "K091"));
    }

    #[test]
    fn findings_come_in_the_order_of_the_text_and_always_the_same() {
        let text = "第3条　必须甲。\n\n第5条　必须乙。\n\n（一)丙；\n";
        let first = report(text, &Settings::default());
        assert!(first.findings.is_sorted_by_key(|it| it.span));
        assert_eq!(first, report(text, &Settings::default()));
        for odd in ["", "\n", "# \n", "第一条", "\u{0}", "<!-- km:allow -->", "<!-- km:allow K301 -->\r\n第一条\r\n"]
        {
            let _ = report(odd, &Settings::default());
        }
    }
}
