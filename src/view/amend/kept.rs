//! 试改文本: a text that was kept, beside the reading it was made of.

use super::changed;
use crate::law::compare::Comparison;
use crate::procedure::trial::Trial;
use crate::view::compare::{Item, lines::Mark};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::rows::Download;
use crate::view::{Dossier, chinese_time, link};
use jiff::Zoned;

/// A kept trial.
#[derive(askama::Template)]
#[template(path = "pages/desk_kept.html")]
pub struct KeptTrialPage<'a> {
    frame: Frame,
    title: String,
    example: bool,
    label: String,
    base_label: String,
    base_href: Option<String>,
    by: String,
    sha256: String,
    /// The reading has another text now.
    base_changed: bool,
    items: Vec<Item<'a>>,
    decision: Vec<String>,
    downloads: Vec<Download>,
}

impl<'a> KeptTrialPage<'a> {
    /// The page; `comparison` is of the reading as it is now, and `kept_at` the instant in local time.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier, trial: &Trial, comparison: &'a Comparison, kept_at: &Zoned) -> Self {
        let slug = &dossier.bill.slug;
        let base = dossier.version(trial.kept.base);
        let href = |extension: &str| format!("{}.{extension}", link::kept_trial(slug, trial.id));
        let who = format!("{}（{}）", trial.kept.by.name(), trial.kept.by.organ());
        Self {
            frame: Frame::new(ctx, format!("{}：{}", dossier.bill.title, trial.kept.label))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .crumb("条文核对", link::COMPARE)
                .unlisted(),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            label: trial.kept.label.clone(),
            base_label: dossier.label_of(trial.kept.base).to_owned(),
            base_href: base.map(|it| link::version(slug, it.id())),
            by: format!("{who}于{}保存", chinese_time(kept_at)),
            sha256: trial.text_sha256.to_string(),
            base_changed: base.is_none_or(|it| it.text_sha256 != trial.kept.base_sha256),
            items: changed(comparison),
            decision: trial
                .kept
                .decision
                .lines()
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect(),
            downloads: vec![
                Download { label: "文字处理文档（docx）", href: href("docx") },
                Download { label: "纯文本（md）", href: href("md") },
            ],
        }
    }
}
