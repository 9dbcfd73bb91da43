//! 试行修改: a decision pasted or brought as a file, tried on a reading.

use super::changed;
use super::report::Report;
use crate::law::amend::{Applied, Refused};
use crate::law::compare::Comparison;
use crate::procedure::trial::{MAX_LABEL_CHARS, TrialRefusal};
use crate::procedure::{Digest, VersionId};
use crate::view::compare::{Item, lines::Mark};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, link};

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrialForm {
    /// The decision, typed or taken from the file.
    pub decision: String,
    /// Why the file could not be read.
    pub unreadable: Option<String>,
    /// What the text is to be called when it is kept.
    pub label: String,
    /// Why it was not kept.
    pub refusals: Vec<TrialRefusal>,
}

/// What the decision made.
#[derive(Clone, Copy)]
pub enum TrialOutcome<'a> {
    /// Nothing was given yet.
    Nothing,
    /// It cannot be carried out.
    Refused(&'a Refused),
    /// It was carried out.
    Applied {
        /// What was done.
        applied: &'a Applied,
        /// The reading and what became of it.
        comparison: &'a Comparison,
        /// The hash of the reading's text.
        base: Digest,
    },
}

/// 试行修改.
#[derive(askama::Template)]
#[template(path = "pages/desk_trial.html")]
pub struct TrialPage<'a> {
    frame: Frame,
    title: String,
    example: bool,
    base_label: String,
    base_href: String,
    form_href: String,
    keep_href: String,
    form: TrialForm,
    max_label: usize,
    refused: Vec<RefusedRow>,
    made: Option<Made<'a>>,
    others: Vec<(String, String)>,
}

/// A clause that cannot be applied.
struct RefusedRow {
    clause: String,
    words: String,
    reason: String,
    candidates: Vec<String>,
}

/// What a decision made of the reading.
struct Made<'a> {
    items: Vec<Item<'a>>,
    report: Report,
    base: String,
    articles: usize,
}

impl<'a> TrialPage<'a> {
    /// The page for the reading `base`.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier, base: VersionId, form: TrialForm, outcome: TrialOutcome<'a>) -> Self {
        let slug = &dossier.bill.slug;
        let refused = if let TrialOutcome::Refused(it) = outcome { rows(it) } else { Vec::new() };
        let made = match outcome {
            TrialOutcome::Applied { applied, comparison, base } => Some(Made {
                items: changed(comparison),
                report: Report::of(applied),
                base: base.to_string(),
                articles: comparison.new.articles.len(),
            }),
            _ => None,
        };
        let others = dossier.versions.iter().filter(|it| it.id() != base);
        Self {
            frame: Frame::new(ctx, format!("{}：试行修改", dossier.bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .crumb("条文核对", link::COMPARE)
                .unlisted(),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            base_label: dossier.label_of(base).to_owned(),
            base_href: link::version(slug, base),
            form_href: link::trial(slug, base),
            keep_href: link::trial_keep(slug, base),
            form,
            max_label: MAX_LABEL_CHARS,
            refused,
            made,
            others: others.map(|it| (it.facts.label.clone(), link::trial(slug, it.id()))).collect(),
        }
    }

    fn label_error(&self) -> Option<String> {
        let at = |it: &&TrialRefusal| matches!(it, TrialRefusal::LabelMissing | TrialRefusal::LabelTooLong);
        self.form.refusals.iter().find(at).map(ToString::to_string)
    }
}

fn rows(refused: &Refused) -> Vec<RefusedRow> {
    let row = |it: &crate::law::amend::Refusal| RefusedRow {
        clause: it.clause.clone(),
        words: it.words.clone(),
        reason: it.reason.clone(),
        candidates: it.candidates.clone(),
    };
    refused.refusals.iter().map(row).collect()
}
