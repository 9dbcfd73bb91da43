//! `GET /desk/bills/{bill}/trials/t1`, and with `.docx` and `.md` the text as a file.

use crate::export::docx::{Options, statute_docx};
use crate::law::compare::compare;
use crate::law::parse::parse;
use crate::procedure::Slug;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::trial::TrialId;
use crate::store;
use crate::view::KeptTrialPage;
use crate::view::link::Format;
use crate::web::App;
use crate::web::audit;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::versions::file;
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, State};

/// A kept trial.
pub async fn show(
    State(app): State<App>,
    Path((bill, trial)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let (trial, format) = Format::split(&trial);
    let id: TrialId = read(trial, Missing::Trial)?;
    let mut tx = app.db().read().await?;
    let dossier = load::dossier(&mut tx, &slug).await?;
    who.on_bill(&dossier.bill)?;
    let trial = store::trials::get(&mut tx, &slug, id).await?.ok_or(Missing::Trial)?;
    let base = store::versions::text(&mut tx, &slug, trial.kept.base).await?.unwrap_or_default();
    drop(tx);
    let text = trial.kept.text.clone();
    match format {
        None => {
            let work = move || compare(&parse(&base).statute, &parse(&text).statute);
            let comparison = tokio::task::spawn_blocking(work).await?;
            let kept_at = app.clock().local(trial.kept_at);
            page(&KeptTrialPage::new(&ctx, &dossier, &trial, &comparison, &kept_at))
        }
        Some(format @ (Format::Word | Format::Markdown)) => {
            let work = move || match format {
                Format::Word => statute_docx(&parse(&text).statute, Options::default()),
                _ => text.into_bytes(),
            };
            let bytes = tokio::task::spawn_blocking(work).await?;
            let taken = who.did(Deed::Exported).on(ObjectKind::Trial, format!("{slug}/{id}"));
            audit::note(&app, &taken.saying(format.extension())).await?;
            let name = format!("{slug}-{id}.{}", format.extension());
            Ok(file(bytes, format.media_type(), &name, false))
        }
        Some(_) => Err(Missing::Trial.into()),
    }
}
