//! What the server sees in a text that is being written: findings, outline, references; the article at the cursor.

use super::json::{self, Body};
use crate::export::html::{Options as HtmlOptions, References, article_html};
use crate::law::edit::Utf16;
use crate::law::parse::parse;
use crate::law::refs::references;
use crate::lint::context::Inputs;
use crate::lint::{Options, lint};
use crate::view::DraftCheck;
use crate::web::App;
use crate::web::error::Page;
use crate::web::who::Who;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// Findings, outline and references of a text.
pub async fn check(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let Text { text } = match json::read(body) {
        Ok(sent) => sent,
        Err(refusal) => return Ok(refusal),
    };
    let work = move || checked(&app, &text);
    json::answer(&tokio::task::spawn_blocking(work).await?)
}

/// What the rules and the parser say about a text.
pub fn checked(app: &App, text: &str) -> DraftCheck {
    let drafting = app.drafting();
    let parsed = parse(text);
    let inputs = Inputs { known_titles: drafting.titles.as_ref(), ..Inputs::default() };
    let report = lint(text, &parsed, &Options { inputs, ..Options::new(&drafting.settings) });
    DraftCheck::new(text, &parsed.statute, &report, &references(&parsed.statute))
}

#[derive(Deserialize)]
struct At {
    text: String,
    at: usize,
}

#[derive(Serialize)]
struct Preview {
    html: String,
    path: String,
}

/// The article at the cursor as readers will see it, with the ones before and after it.
pub async fn preview(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let at: At = match json::read(body) {
        Ok(sent) => sent,
        Err(refusal) => return Ok(refusal),
    };
    json::answer(&tokio::task::spawn_blocking(move || shown(&at)).await?)
}

fn shown(at: &At) -> Preview {
    let statute = parse(&at.text).statute;
    let byte = Utf16::new(&at.text).byte(at.at);
    let articles: Vec<_> = statute.articles().collect();
    let current = articles.partition_point(|it| it.span.start <= byte).saturating_sub(1);
    let references = references(&statute);
    let options = HtmlOptions { references: References::Plain, heading_offset: 2, ..HtmlOptions::default() };
    let around = articles.iter().take(current + 2).skip(current.saturating_sub(1));
    let html = around.filter_map(|it| article_html(&statute, it.path, &references, &options));
    Preview {
        html: html.map(|it| it.as_str().to_owned()).collect(),
        path: articles.get(current).map_or_else(String::new, |it| it.path.to_string()),
    }
}
