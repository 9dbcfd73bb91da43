//! `/desk/bills/{bill}/seal`: 定稿. The page shows what would be sealed; sending it seals.

use crate::law::compare::{Comparison, compare};
use crate::law::parse::{Parsed, parse};
use crate::law::problem::Severity;
use crate::lint::context::Inputs;
use crate::lint::rule::Stage as LintStage;
use crate::lint::run::Report;
use crate::lint::{Options, lint};
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::identity::derive;
use crate::procedure::permission::{Action, Object};
use crate::procedure::sealing::{Refusal, SealForm, Sealing, Standing, proposal, seal};
use crate::procedure::{Digest, Slug, Stage, Version, VersionId};
use crate::store::{self, Lock, Tx};
use crate::view::{Dossier, Draft, PageCtx, SealPage, SealView, Whence, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::middleware::trouble::Whole;
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::Deserialize;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// What was sealed just now.
    sealed: String,
}

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    stage: String,
    label: String,
    reading: String,
    dated: String,
    session: String,
    reason: String,
    seen: String,
}

/// What would be sealed.
pub async fn show(
    State(app): State<App>,
    Path(bill): Path<String>,
    Query(shown): Query<Shown>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let found = Found::load(&app, &who, &bill).await?;
    let form = found.proposal(&app);
    let looked = found.look(&app, &form).await?;
    let sealed: Option<VersionId> = shown.sealed.parse().ok();
    found.page(&ctx, &looked, &form, &[], sealed)
}

/// Seals it.
pub async fn send(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(fields): Form<Fields>,
) -> Page {
    let form = fields.form();
    let found = Found::load(&app, &who, &bill).await?;
    let looked = found.look(&app, &form).await?;
    let standing = found.standing(&app, Some(&looked));
    let made = match (&found.draft, seal(&standing, &form)) {
        (Some(draft), Ok(sealing)) => keep(&app, &who, &found, draft, &sealing).await?.map(|()| sealing.facts.id),
        (None, _) => Err(vec![Refusal::NoArticles]),
        (_, Err(refusals)) => Err(refusals),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&link::desk_sealed(&found.dossier.bill.slug, id)).into_response()),
        Err(refusals) => {
            // What was typed stays; what the text and its predecessor are now is what one sees next.
            let again = Found::load(&app, &who, &bill).await?;
            let form = SealForm { seen: again.standing(&app, None).seen(), ..form };
            let looked = again.look(&app, &form).await?;
            let answer = again.page(&ctx, &looked, &form, &refusals, None)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), answer).into_response())
        }
    }
}

impl Fields {
    fn form(self) -> SealForm {
        let Self { stage, label, reading, dated, session, reason, seen } = self;
        SealForm { stage, label, reading, dated, session, reason, seen }
    }
}

/// The bill and the text that may be sealed.
struct Found {
    dossier: Dossier,
    draft: Option<Draft>,
    before: Option<String>,
    may_override: bool,
}

/// The text as it was looked at.
struct Looked {
    parsed: Parsed,
    report: Report,
    changes: Option<Comparison>,
}

impl Found {
    async fn load(app: &App, who: &Who, bill: &str) -> Result<Self, AppError> {
        let slug: Slug = read(bill, Missing::Bill)?;
        let mut tx = app.db().read().await?;
        let dossier = load::dossier(&mut tx, &slug).await?;
        who.on_bill(&dossier.bill)?;
        let draft = draft(&mut tx, &dossier).await?;
        let before = match dossier.versions.iter().rev().find(|it| it.is_sealed()) {
            Some(it) => store::versions::text(&mut tx, &slug, it.id()).await?,
            None => None,
        };
        let may_override = who.may(Action::OverrideFindings, Object::Bill(&dossier.bill));
        Ok(Self { dossier, draft, before, may_override })
    }

    /// The texts that stand before the one to be sealed.
    fn earlier(&self) -> &[Version] {
        let all = self.dossier.versions.as_slice();
        match self.draft.as_ref().map(|it| it.whence) {
            Some(Whence::Open(id)) => &all[..all.iter().position(|it| it.id() == id).unwrap_or(all.len())],
            _ => all,
        }
    }

    fn standing<'a>(&'a self, app: &App, looked: Option<&'a Looked>) -> Standing<'a> {
        let statute = looked.map(|it| &it.parsed.statute);
        Standing {
            versions: self.earlier(),
            text_sha256: Digest::of(self.draft.as_ref().map_or("", |it| it.text.as_str()).as_bytes()),
            articles: statute.map_or(0, |it| it.articles().count()),
            status: statute.and_then(|it| it.status.as_deref()),
            errors: looked.map_or(0, |it| it.report.count(Severity::Error)),
            may_override: self.may_override,
            today: app.clock().today(),
        }
    }

    /// What one would fill in; the facts of an imported text are those that it was imported with.
    fn proposal(&self, app: &App) -> SealForm {
        let parsed = parse(self.draft.as_ref().map_or("", |it| it.text.as_str()));
        let standing = Standing { status: parsed.statute.status.as_deref(), ..self.standing(app, None) };
        let form = proposal(&self.dossier.bill, &standing);
        let open = match self.draft.as_ref().map(|it| it.whence) {
            Some(Whence::Open(id)) => self.dossier.version(id),
            _ => None,
        };
        let Some(facts) = open.map(|it| &it.facts) else { return form };
        SealForm {
            stage: facts.stage.code().to_owned(),
            label: facts.label.clone(),
            reading: facts.reading.map(|it| it.get().to_string()).unwrap_or_default(),
            dated: facts.dated.to_string(),
            session: facts.session.clone().unwrap_or_default(),
            ..form
        }
    }

    /// Parses, checks and compares, off the threads that answer requests.
    async fn look(&self, app: &App, form: &SealForm) -> Result<Looked, AppError> {
        let source = self.draft.as_ref().map(|it| it.text.clone()).unwrap_or_default();
        let (before, app) = (self.before.clone(), app.clone());
        let vote = form.stage == Stage::VoteDraft.code();
        let work = move || {
            let drafting = app.drafting();
            let parsed = parse(&source);
            let inputs = Inputs { known_titles: drafting.titles.as_ref(), ..Inputs::default() };
            let stage = Some(if vote { LintStage::Vote } else { LintStage::Draft });
            let report = lint(&source, &parsed, &Options { stage, inputs, ..Options::new(&drafting.settings) });
            let changes = before.map(|it| compare(&parse(&it).statute, &parsed.statute));
            Looked { parsed, report, changes }
        };
        Ok(tokio::task::spawn_blocking(work).await?)
    }

    fn page(
        &self,
        ctx: &PageCtx,
        looked: &Looked,
        form: &SealForm,
        refusals: &[Refusal],
        sealed: Option<VersionId>,
    ) -> Page {
        page(&SealPage::new(
            ctx,
            SealView {
                dossier: &self.dossier,
                draft: self.draft.as_ref(),
                parsed: &looked.parsed,
                report: &looked.report,
                changes: looked.changes.as_ref(),
                form,
                refusals,
                may_override: self.may_override,
                sealed: sealed.and_then(|it| self.dossier.version(it)).filter(|it| it.is_sealed()),
            },
        ))
    }
}

/// The text that comes next: one that was imported and is not sealed, else the working draft.
async fn draft(tx: &mut Tx, dossier: &Dossier) -> Result<Option<Draft>, AppError> {
    let slug = &dossier.bill.slug;
    if let Some(open) = dossier.versions.iter().find(|it| !it.is_sealed()) {
        let text = store::versions::text(tx, slug, open.id()).await?.unwrap_or_default();
        return Ok(Some(Draft { whence: Whence::Open(open.id()), text }));
    }
    let Some(head) = store::working::head(tx, slug).await? else { return Ok(None) };
    let text = store::working::text(tx, slug, &head).await?;
    Ok(Some(Draft { whence: Whence::Revision(head.number.get()), text }))
}

/// Keeps and seals it, in one transaction with who its articles are and the record of what was done. Refused when text or
/// predecessor changed since they were looked at.
async fn keep(
    app: &App,
    who: &Who,
    found: &Found,
    seen: &Draft,
    sealing: &Sealing,
) -> Result<Result<(), Vec<Refusal>>, AppError> {
    let bill = &found.dossier.bill;
    let (slug, facts, now) = (&bill.slug, &sealing.facts, app.clock().now());
    let mut tx = app.db().write().await?;
    store::lock(&mut tx, Lock::Import).await?;
    let dossier = load::dossier(&mut tx, slug).await?;
    let same = draft(&mut tx, &dossier).await?.as_ref() == Some(seen) && dossier.versions == found.dossier.versions;
    if !same {
        return Ok(Err(vec![Refusal::TextChanged]));
    }
    match seen.whence {
        Whence::Open(_) => store::versions::replace(&mut tx, slug, facts, &seen.text).await?,
        Whence::Revision(_) => store::versions::add(&mut tx, slug, facts, &seen.text).await?,
    }
    store::versions::seal(&mut tx, bill, facts.id, now).await?;
    settle(&mut tx, slug, None).await?;
    let digest = Digest::of(seen.text.as_bytes()).short();
    let noted = match &sealing.despite {
        None => who.did(Deed::ReadingSealed).saying(format!("{}，文本{digest}", facts.label)),
        Some((errors, reason)) => who
            .did(Deed::SealedDespiteFindings)
            .saying(format!("{}，文本{digest}，必须改的问题{errors}处。理由：{reason}", facts.label)),
    };
    let object = format!("{slug}/{}", facts.id);
    store::audit::add(&mut tx, &noted.on(ObjectKind::Version, object), now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Derives anew who the articles of all sealed readings of a bill are, after something was said about the reading `anew`.
pub(super) async fn settle(tx: &mut Tx, slug: &Slug, anew: Option<VersionId>) -> Result<(), AppError> {
    store::identities::hold(tx).await?;
    let texts = store::identities::sealed_texts(tx, slug, anew).await?;
    let known = store::identities::known(tx, slug).await?;
    // Off the threads that answer requests: each reading is compared with the one before.
    let derived = tokio::task::spawn_blocking(move || derive(&texts, &known)).await?;
    Ok(store::identities::put(tx, slug, &derived).await?)
}
