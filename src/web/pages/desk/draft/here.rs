//! Who has the draft open, and at which article.

use super::json::{self, Body};
use crate::law::path::ProvisionPath;
use crate::procedure::working::{Present, client};
use crate::store;
use crate::web::App;
use crate::web::error::{Missing, Page};
use crate::web::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Here {
    client: String,
    #[serde(default)]
    article: String,
}

#[derive(Serialize)]
struct Answer {
    head: u32,
    people: Vec<Colleague>,
    message: Option<String>,
}

#[derive(Serialize)]
struct Colleague {
    name: String,
    organ: String,
    article: String,
    path: String,
    client: String,
}

/// Says where one is, and learns where the others are.
pub async fn here(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let here: Here = match json::read(body) {
        Ok(sent) => sent,
        Err(refusal) => return Ok(refusal),
    };
    let Some(client) = client(&here.client) else {
        return Ok(json::refusal(StatusCode::UNPROCESSABLE_ENTITY, "无法识别发来的内容"));
    };
    let slug = &dossier.bill.slug;
    let now = app.clock().now();
    let path = here.article.parse::<ProvisionPath>().map(|it| it.to_string()).unwrap_or_default();
    let own = Present { client: client.to_owned(), by: who.signer()?, path };
    let mut tx = app.db().write().await?;
    let head = store::working::head(&mut tx, slug).await?.ok_or(Missing::Revision)?;
    store::working::seen(&mut tx, slug, &own, now).await?;
    let present = store::working::present(&mut tx, slug, now).await?;
    tx.commit().await?;
    let colleague = |it: Present| Colleague {
        name: it.by.name().to_owned(),
        organ: it.by.organ().to_owned(),
        article: it.path.parse::<ProvisionPath>().map(|it| it.whole_article().chinese()).unwrap_or_default(),
        path: it.path,
        client: it.client,
    };
    let people = present.into_iter().map(colleague).collect();
    json::answer(&Answer { head: head.number.get(), people, message: None })
}
