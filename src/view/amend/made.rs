//! 生成修改决定: the decision that turns one reading into another, proved, with the rows that each clause carries out.

use super::report::Report;
use crate::law::amend::{Clause, Frame as Facts, Generated, NotProvable, print_clause};
use crate::law::compare::Comparison;
use crate::procedure::{Slug, VersionId};
use crate::view::compare::row_id;
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, link};

/// What the drafter says about the decision, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionFrame {
    /// 届次.
    pub session: String,
    /// 通过日期.
    pub passed: String,
    /// 施行日期.
    pub effective: String,
}

/// The longest of these, in characters; more is cut.
const MAX_FRAME_CHARS: usize = 80;

impl DecisionFrame {
    /// What the generator needs; `enactor` is who enacts the bill.
    #[must_use]
    pub fn facts(&self, enactor: &str) -> Facts {
        let known = |words: &str| {
            let line: String = words.split_whitespace().collect::<Vec<_>>().join("");
            Some(line.chars().take(MAX_FRAME_CHARS).collect::<String>()).filter(|it| !it.is_empty())
        };
        Facts {
            organ: known(enactor),
            session: known(&self.session),
            passed: known(&self.passed),
            effective: known(&self.effective),
        }
    }

    /// `?session=…`, or nothing.
    #[must_use]
    pub fn query(&self) -> String {
        let given = [("session", &self.session), ("passed", &self.passed), ("effective", &self.effective)];
        let parts: Vec<String> = given
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(name, words)| format!("{name}={}", link::encoded(words)))
            .collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// 生成修改决定.
#[derive(askama::Template)]
#[template(path = "pages/desk_decision.html")]
pub struct DecisionPage {
    frame: Frame,
    title: String,
    example: bool,
    old_label: String,
    new_label: String,
    compare_href: String,
    other_href: String,
    form_href: String,
    form: DecisionFrame,
    /// None if the two readings say the same.
    made: Result<Option<Made>, Vec<String>>,
}

/// A decision as paper.
struct Made {
    title: String,
    note: Option<String>,
    lead: Vec<String>,
    clauses: Vec<ClauseRow>,
    tail: Vec<String>,
    report: Report,
    word_href: String,
    text_href: String,
}

/// A clause and the rows that it carries out.
struct ClauseRow {
    lines: Vec<String>,
    /// 第五条 → 第六条, and its row.
    rows: Vec<(String, String)>,
}

/// What the page shows.
#[derive(Clone, Copy)]
pub struct DecisionView<'a> {
    /// The bill.
    pub dossier: &'a Dossier,
    /// From this reading.
    pub old: VersionId,
    /// To this one.
    pub new: VersionId,
    /// What the drafter says.
    pub form: &'a DecisionFrame,
    /// The decision; none if the two say the same; or why there is none.
    pub made: Result<Option<&'a Generated>, &'a NotProvable>,
}

impl DecisionPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: DecisionView<'_>) -> Self {
        let DecisionView { dossier, old, new, form, made } = view;
        let slug = &dossier.bill.slug;
        let compare_href = link::comparison(slug, &[old, new]);
        let made = made.map(|it| it.map(|it| Made::of(it, slug, (old, new), form))).map_err(obstacles);
        Self {
            frame: Frame::new(ctx, format!("{}：生成修改决定", dossier.bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .crumb("条文核对", link::COMPARE)
                .unlisted(),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            old_label: dossier.label_of(old).to_owned(),
            new_label: dossier.label_of(new).to_owned(),
            other_href: link::decision(slug, new, old),
            form_href: link::decision(slug, old, new),
            compare_href,
            form: form.clone(),
            made,
        }
    }
}

fn obstacles(refused: &NotProvable) -> Vec<String> {
    let one = |it: &crate::law::amend::Obstacle| match &it.clause {
        Some(clause) => format!("{}（{clause}）", it.differs),
        None => it.differs.clone(),
    };
    refused.obstacles.iter().map(one).collect()
}

impl Made {
    fn of(generated: &Generated, slug: &Slug, (old, new): (VersionId, VersionId), form: &DecisionFrame) -> Self {
        let compare_href = link::comparison(slug, &[old, new]);
        let href = |extension: &str| format!("{}.{extension}{}", link::decision(slug, old, new), form.query());
        let decision = &generated.decision;
        let mut lead = decision.lead.clone();
        lead.retain(|it| !it.is_empty());
        Self {
            title: decision.title.clone(),
            note: decision.note.clone(),
            lead,
            clauses: generated
                .trace
                .iter()
                .filter_map(|it| {
                    let clause = generated.clause(it)?;
                    let row = |at: &usize| reference(&generated.comparison, *at, &compare_href);
                    Some(ClauseRow { lines: lines(clause), rows: it.rows.iter().filter_map(row).collect() })
                })
                .collect(),
            tail: decision.tail.iter().map(|it| it.words.clone()).collect(),
            report: Report::of(&generated.applied),
            word_href: href("docx"),
            text_href: href("md"),
        }
    }
}

/// The paragraphs of a clause, without its sub-clauses, which have traces of their own.
fn lines(clause: &Clause) -> Vec<String> {
    let own = Clause { clauses: Vec::new(), ..clause.clone() };
    print_clause(&own).lines().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// A row in words, and its address in the comparison.
fn reference(comparison: &Comparison, at: usize, compare_href: &str) -> Option<(String, String)> {
    let row = comparison.rows.get(at)?;
    let (old, new) = (comparison.old.numbers(&row.old).join("、"), comparison.new.numbers(&row.new).join("、"));
    let words = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("新增{new}"),
        (_, true) => format!("删去{old}"),
        _ if old == new => new,
        _ => format!("{old} → {new}"),
    };
    Some((words, format!("{compare_href}#{}", row_id(comparison, row))))
}
