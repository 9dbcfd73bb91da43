//! `POST /desk/bills/{bill}/compare/v1..v2/corrections`: confirm, split, join, link anew, unlink — one form.

use super::{pair, read_pair, table};
use crate::law::compare::Assertion;
use crate::procedure::correction::{CorrectionKind, NewCorrection, Refusal, Side, Signer, article_list, correct};
use crate::store;
use crate::view::{DeskForm, DeskShow, DeskTable, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::load;
use crate::web::who::Who;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

/// The longest anchor of a row.
const MAX_ANCHOR_BYTES: usize = 40;

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SaveForm {
    old: String,
    new: String,
    note: String,
    /// The row from which it was sent.
    row: String,
    /// The row after it, where one goes on with a shortened list.
    next: String,
    /// Which rows are shown.
    only: String,
    /// The texts over which the form was opened.
    seen: String,
}

/// Keeps a correction, and goes back to the row.
pub async fn save(
    State(app): State<App>,
    Path((bill, versions)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<SaveForm>,
) -> Page {
    let pair = read_pair(&bill, &versions)?;
    let show = DeskShow::from_code(&form.only);
    let mut tx = app.db().write().await?;
    store::corrections::hold(&mut tx).await?;
    let dossier = load::dossier(&mut tx, pair.bill()).await?;
    who.on_bill(&dossier.bill)?;
    pair::both(&dossier, &pair)?;
    let table = table(&mut tx, &pair).await?;
    let made = match decide(&table, &form, who.signer()?) {
        Ok(made) => made,
        Err(refusals) => {
            drop(tx);
            return pair::again(&app, &ctx, &dossier, &table, &form.typed(refusals), show);
        }
    };
    let id = store::corrections::add(&mut tx, &made.1, app.clock().now()).await?;
    // What agrees with the comparison changes nothing.
    if made.1.kind == CorrectionKind::Relink {
        super::pass_on(&mut tx, &pair).await?;
    }
    super::note_correction(&app, &mut tx, &who, &pair, &format!("第{id}号，{}", made.1.kind.label())).await?;
    tx.commit().await?;
    let own = table.anchor(&made.0.old, &made.0.new);
    let anchor = if show == DeskShow::All || !is_anchor(&form.next) { own } else { form.next.clone() };
    let only = if show == DeskShow::All { String::new() } else { format!("&only={}", show.code()) };
    Ok(Redirect::to(&format!("{}?saved={id}{only}#{anchor}", link::desk_pair(&pair))).into_response())
}

/// What is said, or everything that is wrong with it.
fn decide(table: &DeskTable, form: &SaveForm, by: Signer) -> Result<(Assertion, NewCorrection), Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut read = |text: &str, side, articles| {
        article_list(text, side, articles).unwrap_or_else(|refusal| {
            refusals.push(refusal);
            Vec::new()
        })
    };
    let claim = Assertion { old: read(&form.old, Side::Old, &table.old), new: read(&form.new, Side::New, &table.new) };
    if form.seen != table.seen {
        refusals.push(Refusal::TextChanged);
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let made = correct(table.standing(), &claim, by, &form.note).map_err(|it| vec![it])?;
    Ok((claim, made))
}

impl SaveForm {
    fn typed(self, refusals: Vec<Refusal>) -> DeskForm {
        let Self { old, new, note, row, .. } = self;
        DeskForm { old, new, note, row, refusals }
    }
}

/// `n-a12-1_2`: nothing that could lead elsewhere.
fn is_anchor(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    !text.is_empty() && text.len() <= MAX_ANCHOR_BYTES && text.bytes().all(plain)
}
