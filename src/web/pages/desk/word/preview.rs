//! `GET /desk/bills/{bill}/word/3`: what a file would do, before it is done.

use super::understood::{Understood, understand};
use crate::law::parse::parse;
use crate::procedure::Slug;
use crate::procedure::suggestion::{FileId, Found, Remark, Suggestion, WordFile, placed, read as suggested};
use crate::procedure::working::note::Anchor;
use crate::procedure::working::{Revision, RevisionNumber};
use crate::store::{self, Tx};
use crate::view::{WordFilePage, WordFileView};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use std::sync::Arc;

/// What stands behind the question mark, and in the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The revision to compare with, if another one than was found.
    pub base: String,
}

/// What a file would do.
pub struct Plan {
    /// The file.
    pub file: WordFile,
    /// The draft as it stands.
    pub head: Option<Revision>,
    /// The revision that the file is compared with; the first where the draft begins with it.
    pub base: RevisionNumber,
    /// The text of that.
    pub text: Arc<str>,
    /// The suggestions.
    pub found: Found,
    /// 批注, each with the words of the draft that it is about.
    pub remarks: Vec<(Remark, Option<Anchor>)>,
    /// What the file says beside them: the words each remark stands at.
    pub at: Vec<String>,
    /// What was left out or not understood.
    pub notes: Vec<String>,
    /// How many suggestions there were when it was made.
    pub known: usize,
}

/// Shows it.
pub async fn show(
    State(app): State<App>,
    Path((bill, id)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let plan = plan(&mut tx, &dossier.bill.slug, &id, &chosen.base).await?;
    let revisions = store::working::before(&mut tx, &dossier.bill.slug, u32::MAX, 30).await?;
    drop(tx);
    let articles = if plan.head.is_none() { parse(&plan.text).statute.articles().count() } else { 0 };
    let view = WordFileView {
        dossier: &dossier,
        file: &plan.file,
        base: plan.base,
        text: &plan.text,
        begins: plan.head.is_none().then_some(articles),
        found: &plan.found,
        remarks: &plan.remarks,
        at: &plan.at,
        notes: &plan.notes,
        revisions: &revisions,
        edits: super::may_edit(&who, &dossier),
        local: &|at| app.clock().local(at),
    };
    page(&WordFilePage::new(&ctx, view))
}

/// Works out what a file would do. `base` names another revision than was found when it was brought.
pub async fn plan(tx: &mut Tx, slug: &Slug, id: &str, base: &str) -> Result<Plan, AppError> {
    let id: FileId = read(id, Missing::File)?;
    let file = store::suggestions::file(tx, slug, id).await?.ok_or(Missing::File)?;
    let bytes = store::suggestions::content(tx, slug, &file).await?;
    let head = super::head(tx, slug).await?;
    let known = store::suggestions::all(tx, slug).await?;
    let number = base.parse().ok().or(file.base);
    let base = match number {
        Some(number) => {
            let revision = store::working::get(tx, slug, number).await?.ok_or(Missing::Revision)?;
            Some((number, store::working::text(tx, slug, &revision).await?))
        }
        None => head.as_ref().map(|it| (it.0.number, it.1.clone())),
    };
    let work = move || worked_out(file, &bytes, head, base, &known);
    tokio::task::spawn_blocking(work).await?
}

fn worked_out(
    file: WordFile,
    bytes: &[u8],
    head: Option<(Revision, String)>,
    base: Option<(RevisionNumber, String)>,
    known: &[Suggestion],
) -> Result<Plan, AppError> {
    // It was read when it was brought; a later program may be stricter.
    let understood = understand(bytes, &file.author).map_err(|it| AppError::NoFile(format!("来稿{it}")))?;
    let begins = head.is_none();
    let (base, text) = base.unwrap_or_else(|| (RevisionNumber::FIRST, understood.begin()));
    let found = suggested((base, &text), &understood.against(&text, begins), known);
    let Understood { brought, remarks, notes, .. } = understood;
    let now = head.as_ref().map_or(text.as_str(), |it| it.1.as_str());
    let at = remarks.iter().map(|it| brought.text.get(it.range.clone()).unwrap_or_default().to_owned()).collect();
    let remarks = remarks.into_iter().map(|it| (placed(&it, &brought.text, now), it)).map(|it| (it.1, it.0)).collect();
    let head = head.map(|it| it.0);
    Ok(Plan { file, head, base, text: text.into(), found, remarks, at, notes, known: known.len() })
}
