//! `GET /desk/bills/{bill}/decision/v1..v2`, and with `.docx` and `.md` the decision as a file.

use crate::export::docx::{Options, decision_docx};
use crate::law::amend::{Generated, NotProvable, differences, generate};
use crate::law::parse::parse;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::{Slug, VersionId};
use crate::store;
use crate::view::link::Format;
use crate::view::{DecisionFrame, DecisionPage, DecisionView, Dossier};
use crate::web::App;
use crate::web::audit;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::pages::versions::file;
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Facts {
    session: String,
    passed: String,
    effective: String,
}

/// The decision that turns one reading into another.
pub async fn show(
    State(app): State<App>,
    Path((bill, texts)): Path<(String, String)>,
    Query(facts): Query<Facts>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let (texts, format) = Format::split(&texts);
    let (old, new) = ids(texts)?;
    let form = DecisionFrame { session: facts.session, passed: facts.passed, effective: facts.effective };
    let (dossier, made) = make(&app, &who, &slug, (old, new), &form).await?;
    match (format, &made) {
        (None, _) => {
            let view =
                DecisionView { dossier: &dossier, old, new, form: &form, made: made.as_ref().map(Option::as_ref) };
            page(&DecisionPage::new(&ctx, view))
        }
        (Some(format @ (Format::Word | Format::Markdown)), Ok(Some(generated))) => {
            let bytes = match format {
                Format::Word => decision_docx(&generated.decision, Options::default()),
                _ => format!("# {}", generated.text).into_bytes(),
            };
            let taken = who.did(Deed::Exported).on(ObjectKind::Comparison, format!("{slug}/{old}..{new}"));
            audit::note(&app, &taken.saying(format!("修改决定，{}", format.extension()))).await?;
            let name = format!("{slug}-decision-{old}-{new}.{}", format.extension());
            Ok(file(bytes, format.media_type(), &name, false))
        }
        (Some(_), Ok(_)) => Err(Missing::Page.into()),
        (Some(_), Err(_)) => {
            Err(AppError::NoFile("这两个文本之间没有可以验证的修改决定；原因见生成修改决定的页面".to_owned()))
        }
    }
}

fn ids(texts: &str) -> Result<(VersionId, VersionId), AppError> {
    let (old, new) = texts.split_once("..").ok_or(Missing::Version)?;
    Ok((read(old, Missing::Version)?, read(new, Missing::Version)?))
}

/// None if the two readings say the same.
type Made = Result<Option<Generated>, NotProvable>;

async fn make(
    app: &App,
    who: &Who,
    slug: &Slug,
    (old, new): (VersionId, VersionId),
    form: &DecisionFrame,
) -> Result<(Dossier, Made), AppError> {
    let mut tx = app.db().read().await?;
    let dossier = load::dossier(&mut tx, slug).await?;
    who.on_bill(&dossier.bill)?;
    let before = store::versions::text(&mut tx, slug, old).await?.ok_or(Missing::Version)?;
    let after = store::versions::text(&mut tx, slug, new).await?.ok_or(Missing::Version)?;
    drop(tx);
    let facts = form.facts(&dossier.bill.enactor);
    let work = move || {
        let (before, after) = (parse(&before).statute, parse(&after).statute);
        if differences(&before, &after).is_empty() { Ok(None) } else { generate(&before, &after, &facts).map(Some) }
    };
    // Off the threads that answer requests: a long text takes some tenths of a second.
    let made = tokio::task::spawn_blocking(work).await?;
    Ok((dossier, made))
}
