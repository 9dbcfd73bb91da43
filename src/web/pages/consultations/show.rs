//! `/consultations/{id}`

use crate::procedure::ConsultationId;
use crate::view::ConsultationPage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use axum::extract::{Path, State};

/// 征求意见公告.
pub async fn show(State(app): State<App>, Path(id): Path<String>, Ctx(ctx): Ctx) -> Page {
    let id: ConsultationId = read(&id, Missing::Consultation)?;
    let dossier = load::public(&app, &mut app.db().read().await?, &id.bill).await?;
    let notice = dossier.notices.iter().find(|it| it.id == id).ok_or(Missing::Consultation)?;
    page(&ConsultationPage::new(&ctx, &dossier, notice))
}
