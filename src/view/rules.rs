//! 立法技术规则: all drafting rules, and the page of each.

use super::frame::{Frame, PageCtx};
use super::link;
use crate::export::html::SafeHtml;
use crate::export::markdown::markdown_html;
use crate::lint::Rule;
use crate::lint::page::{self, Example};
use crate::lint::registry::families;
use crate::lint::rule::{Stages, Status};

/// All rules by family.
#[derive(askama::Template)]
#[template(path = "pages/rules.html")]
pub struct RulesPage {
    frame: Frame,
    families: Vec<FamilyRows>,
    count: usize,
}

struct FamilyRows {
    name: &'static str,
    title: &'static str,
    rows: Vec<RuleRow>,
}

struct RuleRow {
    code: &'static str,
    title: &'static str,
    href: String,
    summary: SafeHtml,
    weight: &'static str,
}

impl RulesPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx) -> Self {
        let rows = |rules: &[&'static Rule]| rules.iter().map(|it| RuleRow::of(it)).collect::<Vec<_>>();
        let families = families().iter().map(|it| FamilyRows { name: it.name, title: it.title, rows: rows(it.rules) });
        let families: Vec<FamilyRows> = families.filter(|it| !it.rows.is_empty()).collect();
        let count = families.iter().map(|it| it.rows.len()).sum();
        Self { frame: frame(ctx, "立法技术规则".to_owned()), families, count }
    }
}

impl RuleRow {
    fn of(rule: &'static Rule) -> Self {
        Self {
            code: rule.code,
            title: rule.title,
            href: link::rule(rule.code),
            summary: markdown_html(page::read(rule.page).summary, 1),
            weight: rule.severity.asks(),
        }
    }
}

fn frame(ctx: &PageCtx, title: String) -> Frame {
    Frame::new(ctx, title).crumb("首页", link::HOME)
}

/// One rule.
#[derive(askama::Template)]
#[template(path = "pages/rule.html")]
pub struct RulePage {
    frame: Frame,
    code: &'static str,
    title: &'static str,
    summary: SafeHtml,
    source: &'static str,
    weight: &'static str,
    stage: Option<&'static str>,
    trial: bool,
    /// Whether a draft may keep what the rule flags by saying why; not so for the rules on saying why.
    waivable: bool,
    sections: Vec<Part>,
    before: Option<RuleRow>,
    after: Option<RuleRow>,
}

/// A section of the page.
struct Part {
    heading: &'static str,
    words: SafeHtml,
    examples: Vec<Shown>,
}

/// An example as readers see it.
struct Shown {
    good: bool,
    /// What else has to be known: 表决稿.
    note: Option<String>,
    lines: Vec<&'static str>,
}

/// Below it stand rules on the notes in a text, not on its words.
const FIRST_DRAFTING_RULE: &str = "K101";
/// The section with the examples.
const EXAMPLES: &str = "示例";

impl RulePage {
    /// The page of `rule`, which stands between these two in the list.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        rule: &'static Rule,
        before: Option<&'static Rule>,
        after: Option<&'static Rule>,
    ) -> Self {
        let page = page::read(rule.page);
        let stage = match rule.stages {
            Stages::All => None,
            Stages::Only(stage) => {
                Some(if stage.as_str() == "vote" { "只检查草案表决稿" } else { "不检查草案表决稿" })
            }
        };
        let sections = page.sections.iter().map(|(heading, words)| Part {
            heading,
            words: if *heading == EXAMPLES { markdown_html("", 2) } else { markdown_html(words, 2) },
            examples: if *heading == EXAMPLES { page.examples.iter().map(Shown::of).collect() } else { Vec::new() },
        });
        Self {
            frame: frame(ctx, format!("{}　{}", rule.code, rule.title)).crumb("立法技术规则", link::RULES),
            code: rule.code,
            title: rule.title,
            summary: markdown_html(page.summary, 1),
            source: rule.source,
            weight: rule.severity.asks(),
            stage,
            trial: rule.status == Status::Preview,
            waivable: rule.code >= FIRST_DRAFTING_RULE,
            sections: sections.collect(),
            before: before.map(RuleRow::of),
            after: after.map(RuleRow::of),
        }
    }
}

impl Shown {
    fn of(example: &Example<'static>) -> Self {
        let stage = (example.stage == crate::lint::Stage::Vote).then(|| "草案表决稿".to_owned());
        let title = example.title.map(|it| format!("《{it}》"));
        let notes: Vec<String> = title.into_iter().chain(stage).collect();
        Self {
            good: example.good,
            note: (!notes.is_empty()).then(|| notes.join("，")),
            lines: example.text.lines().filter(|it| !it.trim().is_empty()).collect(),
        }
    }
}
