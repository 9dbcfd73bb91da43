//! `/healthz`: the process lives. `/readyz`: it can serve.

use crate::store::{self, SchemaState, StoreError};
use crate::web::App;
use crate::web::middleware::trouble::Whole;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

/// Alive.
pub async fn alive() -> Response {
    say(StatusCode::OK, "ok\n")
}

/// Able to serve: the database answers and has the structure this program knows.
pub async fn ready(State(app): State<App>) -> Response {
    match schema(&app).await {
        Ok(SchemaState::Current) => say(StatusCode::OK, "ok\n"),
        Ok(_) => say(StatusCode::SERVICE_UNAVAILABLE, "database not migrated\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            say(StatusCode::SERVICE_UNAVAILABLE, "database not reachable\n")
        }
    }
}

async fn schema(app: &App) -> Result<SchemaState, StoreError> {
    store::schema_state(&mut app.db().read().await?).await
}

fn say(status: StatusCode, words: &'static str) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Extension(Whole), words).into_response()
}
