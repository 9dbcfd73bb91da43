//! Places of a term in a text that is being written.

use super::json::{self, Body};
use crate::law::edit::Utf16;
use crate::law::terms::{Hits, Keep, MAX_TERM_CHARS, hits};
use crate::web::App;
use crate::web::error::Page;
use crate::web::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Sought {
    text: String,
    find: String,
    #[serde(default)]
    replace: String,
}

#[derive(Serialize)]
struct Found {
    hits: Vec<Place>,
    /// How many more there are than are told.
    hidden: usize,
}

#[derive(Serialize)]
struct Place {
    from: usize,
    to: usize,
    article: String,
    before: String,
    words: String,
    after: String,
    keep: bool,
    why: String,
}

/// All places, each with whether it had better stay.
pub async fn find(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let sought: Sought = match json::read(body) {
        Ok(sent) => sent,
        Err(refusal) => return Ok(refusal),
    };
    if sought.find.trim().is_empty() || sought.find.chars().count() > MAX_TERM_CHARS {
        let message = format!("请填写要查找的用语，不超过{MAX_TERM_CHARS}个字");
        return Ok(json::refusal(StatusCode::UNPROCESSABLE_ENTITY, message));
    }
    json::answer(&tokio::task::spawn_blocking(move || found(&sought)).await?)
}

fn found(sought: &Sought) -> Found {
    let Hits { list, hidden } = hits(&sought.text, &sought.find, &sought.replace);
    let index = Utf16::new(&sought.text);
    let place = |it: crate::law::terms::Hit| {
        let (from, to) = json::range(&index, it.span);
        Place {
            from,
            to,
            article: it.article,
            before: it.before,
            words: sought.find.clone(),
            after: it.after,
            keep: it.keep.is_some(),
            why: it.keep.as_ref().map(Keep::chinese).unwrap_or_default(),
        }
    };
    Found { hits: list.into_iter().map(place).collect(), hidden }
}
