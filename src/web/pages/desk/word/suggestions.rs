//! `/desk/bills/{bill}/suggestions`: what others suggest, decided one by one, by article or by author.

use super::{Drafted, MAX_ROUNDS, bill};
use crate::procedure::Slug;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::suggestion::{Several, Suggestion, SuggestionId, Taken, Verdict, take, take_all};
use crate::procedure::working::save::touched;
use crate::procedure::working::{
    MAX_REMARK_CHARS, MAX_TEXT_BYTES, NewRevision, Revision, RevisionKind, RevisionNumber,
};
use crate::store::{self, Tx};
use crate::view::{Meets, PageCtx, SuggestionsPage, SuggestionsView, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{page, whole};
use crate::web::who::Who;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Open suggestions on one page.
const MAX_SHOWN: usize = 200;
/// Suggestions that are looked at alone, to tell why they cannot be taken.
const MAX_ALONE: usize = 20;
/// Decided ones on one page.
const MAX_DECIDED: usize = 100;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: usize,
    left: usize,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let dossier = bill(&mut app.db().read().await?, &who, &slug).await?;
    let made = made(&app, &ctx, &who, &dossier, (done.done, done.left), None).await?;
    page(&made)
}

async fn made(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &Drafted,
    (done, left): (usize, usize),
    error: Option<String>,
) -> Result<SuggestionsPage, AppError> {
    let slug = &dossier.bill.slug;
    let mut tx = app.db().read().await?;
    let files = store::suggestions::files(&mut tx, slug).await?;
    let state = Standing::load(&mut tx, slug).await?;
    drop(tx);
    let state = Arc::new(state);
    let shared = state.clone();
    let meets = tokio::task::spawn_blocking(move || shared.meets()).await?;
    let local = |at| app.clock().local(at);
    let view = SuggestionsView {
        dossier,
        all: &state.all,
        texts: &state.texts,
        meets: &meets,
        files: &files,
        most: (MAX_SHOWN, MAX_DECIDED),
        done,
        left,
        error,
        edits: super::may_edit(who, dossier),
        local: &local,
    };
    Ok(SuggestionsPage::new(ctx, view))
}

/// The draft and everything that is suggested to it.
struct Standing {
    head: Option<(Revision, String)>,
    all: Vec<Suggestion>,
    /// The texts of the revisions to which something open is suggested.
    texts: HashMap<RevisionNumber, String>,
}

impl Standing {
    async fn load(tx: &mut Tx, slug: &Slug) -> Result<Self, AppError> {
        let head = super::head(tx, slug).await?;
        let all = store::suggestions::all(tx, slug).await?;
        let mut texts = HashMap::new();
        for suggestion in all.iter().filter(|it| it.is_open()) {
            if let Entry::Vacant(place) = texts.entry(suggestion.base) {
                let base = store::working::get(tx, slug, suggestion.base).await?.ok_or(Missing::Revision)?;
                place.insert(store::working::text(tx, slug, &base).await?);
            }
        }
        Ok(Self { head, all, texts })
    }

    /// What was done so far, as one number: nothing here ever goes.
    fn version(&self) -> (usize, usize, Option<RevisionNumber>) {
        let decisions = self.all.iter().map(|it| it.decisions.len()).sum();
        (self.all.len(), decisions, self.head.as_ref().map(|it| it.0.number))
    }

    fn accepted(&self, base: RevisionNumber) -> Vec<&Suggestion> {
        self.all.iter().filter(|it| it.base == base && it.is_accepted()).collect()
    }

    /// Takes as many of these as go, base by base.
    fn take(&self, wanted: &[&Suggestion], head: &str) -> Several {
        let mut by_base: BTreeMap<RevisionNumber, Vec<&Suggestion>> = BTreeMap::new();
        wanted.iter().for_each(|it| by_base.entry(it.base).or_default().push(it));
        let mut all = Several { text: head.to_owned(), ..Several::default() };
        for (base, wanted) in by_base {
            let Some(text) = self.texts.get(&base) else { continue };
            let part = take_all(text, &self.accepted(base), &wanted, &all.text);
            all.text = part.text;
            all.taken.extend(part.taken);
            all.already.extend(part.already);
            all.conflicts.extend(part.conflicts);
            all.notes.extend(part.notes);
        }
        all
    }

    /// What the draft as it stands says to the open suggestions that are shown.
    fn meets(&self) -> HashMap<SuggestionId, Meets> {
        let Some((_, head)) = &self.head else { return HashMap::new() };
        let open: Vec<&Suggestion> = self.all.iter().filter(|it| it.is_open()).take(MAX_SHOWN).collect();
        let several = self.take(&open, head);
        let mut meets: HashMap<SuggestionId, Meets> = several.already.iter().map(|it| (*it, Meets::Already)).collect();
        for (at, id) in several.conflicts.iter().enumerate() {
            let found = open.iter().find(|it| it.id == *id).filter(|_| at < MAX_ALONE);
            let alone = found.and_then(|it| Some((it, self.texts.get(&it.base)?)));
            let alone = alone.map(|(it, base)| take(base, &self.accepted(it.base), &[it], head));
            let told = match alone {
                Some(Taken::Conflict(conflicts)) => Meets::Changed(conflicts),
                Some(Taken::Already) => Meets::Already,
                Some(Taken::Text(..)) | None => Meets::Another,
            };
            meets.insert(*id, told);
        }
        meets
    }
}

/// The fields: what is decided, about which.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    verdict: String,
    /// Numbers, separated by commas.
    which: String,
}

/// Decides. Accepted ones that go with the draft are in it afterwards, in one revision; the others stay open.
pub async fn decide(
    State(app): State<App>,
    Path(slug): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<DecideForm>,
) -> Page {
    let dossier = bill(&mut app.db().read().await?, &who, &slug).await?;
    let slug = &dossier.bill.slug;
    let ids: Vec<SuggestionId> = form.which.split(',').filter_map(|it| it.trim().parse().ok()).collect();
    let verdict = form.verdict.parse::<Verdict>().ok().filter(|_| !ids.is_empty());
    let Some(verdict) = verdict else {
        let why = "没有说明怎样处理哪些建议，什么都没有改动，请再选一次".to_owned();
        return again(&app, &ctx, &who, &dossier, why).await;
    };
    for _ in 0..MAX_ROUNDS {
        let state = Standing::load(&mut app.db().read().await?, slug).await?;
        let (state, several) = worked_out(state, ids.clone(), verdict).await?;
        if several.text.len() > MAX_TEXT_BYTES {
            return again(&app, &ctx, &who, &dossier, "采纳以后文本太长，没有改动".to_owned()).await;
        }
        if kept(&app, &who, slug, &state, &several, verdict).await? {
            let done = several.taken.len() + several.already.len();
            let to = format!("{}?done={done}&left={}", link::suggestions(slug), several.conflicts.len());
            return Ok(Redirect::to(&to).into_response());
        }
    }
    Err(AppError::Busy)
}

async fn again(app: &App, ctx: &PageCtx, who: &Who, dossier: &Drafted, why: String) -> Page {
    let ctx = PageCtx { here: link::suggestions(&dossier.bill.slug), ..ctx.clone() };
    let made = made(app, &ctx, who, dossier, (0, 0), Some(why)).await?;
    whole(StatusCode::UNPROCESSABLE_ENTITY, &made)
}

/// What a verdict makes of the draft. Those to which it does not apply any more are left out: two people decided at once.
async fn worked_out(
    state: Standing,
    ids: Vec<SuggestionId>,
    verdict: Verdict,
) -> Result<(Standing, Several), AppError> {
    let work = move || {
        let applies = |it: &&Suggestion| ids.contains(&it.id) && it.is_open() != (verdict == Verdict::Reopened);
        let wanted: Vec<&Suggestion> = state.all.iter().filter(applies).collect();
        let head = state.head.as_ref().map_or("", |it| it.1.as_str());
        let several = match verdict {
            Verdict::Accepted => state.take(&wanted, head),
            _ => {
                Several { text: head.to_owned(), taken: wanted.iter().map(|it| it.id).collect(), ..Several::default() }
            }
        };
        (state, several)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// Keeps the revision and the decisions, unless something else was done since.
async fn kept(
    app: &App,
    who: &Who,
    slug: &Slug,
    state: &Standing,
    several: &Several,
    verdict: Verdict,
) -> Result<bool, AppError> {
    if several.taken.is_empty() && several.already.is_empty() {
        return Ok(true);
    }
    let (by, now) = (who.signer()?, app.clock().now());
    let mut tx = app.db().write().await?;
    store::working::hold(&mut tx, slug).await?;
    if Standing::load(&mut tx, slug).await?.version() != state.version() {
        return Ok(false);
    }
    let revision = match (&state.head, verdict) {
        (Some((head, text)), Verdict::Accepted) if !several.taken.is_empty() => {
            let articles = touched(text, &several.text);
            let remark = remark(state, several).chars().take(MAX_REMARK_CHARS).collect();
            let new = NewRevision {
                kind: RevisionKind::Suggestion,
                text: several.text.clone(),
                articles,
                person: who.person.id,
                by: by.clone(),
                remark,
            };
            Some(store::working::add(&mut tx, slug, Some((head, text)), &new, now).await?.number)
        }
        _ => None,
    };
    for id in &several.taken {
        store::suggestions::decide(&mut tx, slug, *id, (verdict, revision), (who.person.id, &by), now).await?;
    }
    for id in &several.already {
        let obsolete = (Verdict::Obsolete, None);
        store::suggestions::decide(&mut tx, slug, *id, obsolete, (who.person.id, &by), now).await?;
    }
    let object = revision.map_or_else(|| slug.to_string(), |it| format!("{slug}/{it}"));
    let told = format!("{}{}处", verdict.label(), several.taken.len());
    let noted = who.did(Deed::SuggestionDecided).on(ObjectKind::Draft, object).saying(told);
    store::audit::add(&mut tx, &noted, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// 采纳张三、李四的修订建议3处.
fn remark(state: &Standing, several: &Several) -> String {
    let mut names: Vec<&str> = Vec::new();
    for suggestion in state.all.iter().filter(|it| several.taken.contains(&it.id)) {
        let name = if suggestion.said.author.is_empty() { &suggestion.organ } else { &suggestion.said.author };
        if !name.is_empty() && !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let of = if names.is_empty() { String::new() } else { format!("{}的", names.join("、")) };
    format!("采纳{of}修订建议{}处", several.taken.len())
}
