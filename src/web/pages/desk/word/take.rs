//! `POST /desk/bills/{bill}/word/3/take`: the suggestions of a file are added to the draft, its remarks become notes; a
//! draft that does not exist yet begins with it.

use super::preview::{Chosen, Plan, plan};
use super::{MAX_ROUNDS, bill};
use crate::procedure::Slug;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::suggestion::{Origin, pieces};
use crate::procedure::working::note::{Anchor, MAX_NOTES};
use crate::procedure::working::{NewRevision, Revision, RevisionKind, RevisionNumber};
use crate::store::{self, Tx};
use crate::view::link;
use crate::web::App;
use crate::web::error::{AppError, Page};
use crate::web::who::Who;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};

/// Does what was shown.
pub async fn take(
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    who: Who,
    Form(chosen): Form<Chosen>,
) -> Page {
    let dossier = bill(&mut app.db().read().await?, &who, &slug).await?;
    let slug = &dossier.bill.slug;
    for _ in 0..MAX_ROUNDS {
        let plan = plan(&mut app.db().read().await?, slug, &id, &chosen.base).await?;
        let file = plan.file.id;
        if plan.file.taken_at.is_some() {
            return Ok(Redirect::to(&link::suggestions(slug)).into_response());
        }
        if taken(&app, &who, slug, &plan).await? {
            // Remarks without a place are listed on the page of the file.
            let lost = plan.remarks.iter().any(|it| it.1.is_none()) || !plan.found.unplaced.is_empty();
            let to = if lost { format!("{}#unplaced", link::word_file(slug, file)) } else { link::suggestions(slug) };
            return Ok(Redirect::to(&to).into_response());
        }
    }
    Err(AppError::Busy)
}

/// Does it, unless something else was done since it was worked out.
async fn taken(app: &App, who: &Who, slug: &Slug, plan: &Plan) -> Result<bool, AppError> {
    let now = app.clock().now();
    let by = who.signer()?;
    let mut tx = app.db().write().await?;
    store::working::hold(&mut tx, slug).await?;
    let head = store::working::head(&mut tx, slug).await?;
    let file = store::suggestions::file(&mut tx, slug, plan.file.id).await?;
    let known = store::suggestions::all(&mut tx, slug).await?.len();
    let same = head.as_ref().map(|it| it.number) == plan.head.as_ref().map(|it| it.number) && known == plan.known;
    if !same || file.is_none_or(|it| it.taken_at.is_some()) {
        return Ok(false);
    }
    let head = match head {
        Some(head) => head.number,
        None => begun(&mut tx, who, slug, plan, now).await?.number,
    };
    for suggestion in &plan.found.suggestions {
        let from = (Origin::File(plan.file.id), plan.file.organ.as_str(), plan.base);
        store::suggestions::add(&mut tx, slug, from, suggestion, now).await?;
    }
    let notes = notes(&mut tx, who, slug, plan, head, now).await?;
    store::suggestions::mark_taken(&mut tx, slug, (plan.file.id, plan.base), (who.person.id, &by), now).await?;
    let told = format!("来稿第{}号：修订建议{}处，批注{notes}条", plan.file.id, plan.found.suggestions.len());
    let noted = who.did(Deed::DraftImported).on(ObjectKind::Draft, format!("{slug}/{}", plan.base)).saying(told);
    store::audit::add(&mut tx, &noted, now).await?;
    tx.commit().await?;
    Ok(true)
}

async fn begun(tx: &mut Tx, who: &Who, slug: &Slug, plan: &Plan, now: jiff::Timestamp) -> Result<Revision, AppError> {
    let first = NewRevision {
        kind: RevisionKind::Imported,
        text: plan.text.to_string(),
        articles: Vec::new(),
        person: who.person.id,
        by: who.signer()?,
        remark: format!("以来稿第{}号为底稿", plan.file.id),
    };
    Ok(store::working::add(tx, slug, None, &first, now).await?)
}

/// The remarks that have their words in the draft become notes, answers under what they answer; gives how many.
async fn notes(
    tx: &mut Tx,
    who: &Who,
    slug: &Slug,
    plan: &Plan,
    head: RevisionNumber,
    now: jiff::Timestamp,
) -> Result<usize, AppError> {
    let by = who.signer()?;
    let mut room = MAX_NOTES.saturating_sub(store::working::notes(tx, slug).await?.len());
    let mut last: Option<(&Anchor, i64)> = None;
    let mut count = 0;
    for (remark, anchor) in &plan.remarks {
        let Some(anchor) = anchor else { continue };
        let mut words = pieces(&remark.author, remark.dated, &remark.words).into_iter();
        let note = match last.filter(|it| it.0 == anchor) {
            Some((_, note)) => note,
            None => {
                let Some(first) = words.next().filter(|_| room > 0) else { continue };
                room -= 1;
                store::working::add_note(tx, slug, head, anchor, &first, (who.person.id, &by), now).await?
            }
        };
        for more in words {
            store::working::add_entry(tx, slug, note, &more, None, (who.person.id, &by), now).await?;
        }
        last = Some((anchor, note));
        count += 1;
    }
    Ok(count)
}
