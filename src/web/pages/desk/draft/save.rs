//! Saving: what was sent becomes the next revision, merged with what others saved meanwhile; what cannot be merged is
//! kept aside and asked about. Nothing is acknowledged before it is written.

use super::json::{self, Body, Change, changes};
use crate::law::edit::{Edit, Utf16};
use crate::law::merge::Merged;
use crate::procedure::Slug;
use crate::procedure::working::save::{Decision, Read, SaveRefusal, Writer, decide, touched, who_changed, writers};
use crate::procedure::working::{MAX_REMARK_CHARS, NewRevision, Revision, RevisionKind, RevisionNumber};
use crate::store::{self, Tx};
use crate::web::App;
use crate::web::error::{AppError, Missing, Page};
use crate::web::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How often a save is decided anew because somebody else was quicker.
const MAX_ROUNDS: usize = 8;

/// What is to be saved.
#[derive(Debug)]
pub struct Save {
    /// The revision it began with; none is the head, whatever it is.
    pub base: Option<RevisionNumber>,
    /// The text.
    pub text: String,
    /// How it came about, if not by typing.
    pub kind: Option<RevisionKind>,
    /// What the person says about it.
    pub remark: String,
}

/// What became of it.
#[derive(Debug)]
pub enum Saved {
    /// It is the draft now, or is in it already.
    Done {
        /// The revision that is the draft.
        revision: RevisionNumber,
        /// What turns what was sent into its text.
        edits: Vec<Edit>,
        /// Who saved in between.
        by: Vec<Writer>,
        /// What to look at.
        notes: Vec<String>,
    },
    /// The person must choose.
    Conflict {
        /// The revision that is the draft.
        head: RevisionNumber,
        /// Where what was sent is kept.
        kept: RevisionNumber,
        /// The draft merged with everything of it that does not conflict, and the conflicts.
        merged: Box<Merged>,
        /// Who saved in between.
        by: Vec<Writer>,
    },
    /// It is refused.
    Refused(SaveRefusal),
}

/// Saves. What is decided is decided outside the transaction that writes, and anew if the draft moved meanwhile.
pub async fn run(app: &App, who: &Who, slug: &Slug, save: Save) -> Result<Saved, AppError> {
    let sent: Arc<str> = save.text.into();
    for _ in 0..MAX_ROUNDS {
        let mut tx = app.db().read().await?;
        let (head, head_text) = super::head(&mut tx, slug).await?;
        let (base, base_text) = base(&mut tx, slug, save.base, &head, &head_text).await?;
        let by = writers(&store::working::since(&mut tx, slug, base.number).await?);
        drop(tx);
        let (made, base_text, head_text) = decided(&base, base_text, &head, head_text, &sent).await?;
        let (decision, articles) = match made {
            Ok(made) => made,
            Err(refusal) => return Ok(Saved::Refused(refusal)),
        };
        let new = |kind: RevisionKind, text: String| {
            Ok::<_, AppError>(NewRevision {
                kind: save.kind.filter(|_| kind != RevisionKind::Aside).unwrap_or(kind),
                text,
                articles: articles.clone(),
                person: who.person.id,
                by: who.signer()?,
                remark: save.remark.chars().take(MAX_REMARK_CHARS).collect(),
            })
        };
        match decision {
            Decision::Unchanged(edits) => {
                return Ok(Saved::Done { revision: head.number, edits, by, notes: Vec::new() });
            }
            Decision::Keep { kind, text, edits, notes } => {
                let Some(revision) = keep(app, slug, &head, &head_text, &head, &new(kind, text)?).await? else {
                    continue;
                };
                return Ok(Saved::Done { revision, edits, by, notes });
            }
            Decision::Conflict(merged) => {
                let new = new(RevisionKind::Aside, sent.to_string())?;
                let Some(kept) = keep(app, slug, &base, &base_text, &head, &new).await? else { continue };
                return Ok(Saved::Conflict { head: head.number, kept, merged: Box::new(merged), by });
            }
        }
    }
    Err(AppError::Busy)
}

async fn base(
    tx: &mut Tx,
    slug: &Slug,
    base: Option<RevisionNumber>,
    head: &Revision,
    text: &str,
) -> Result<(Revision, String), AppError> {
    match base.filter(|it| *it != head.number) {
        None => Ok((head.clone(), text.to_owned())),
        Some(base) => {
            let base = store::working::get(tx, slug, base).await?.ok_or(Missing::Revision)?;
            let text = store::working::text(tx, slug, &base).await?;
            Ok((base, text))
        }
    }
}

type Made = Result<(Decision, Vec<String>), SaveRefusal>;

/// Decides, off the threads that answer requests, and names the articles that the new revision touches.
async fn decided(
    base: &Revision,
    base_text: String,
    head: &Revision,
    head_text: String,
    sent: &Arc<str>,
) -> Result<(Made, String, String), AppError> {
    let (base, head, sent) = (base.number, head.number, sent.clone());
    let work = move || {
        let read = |number, text| Read { number, text };
        let made = decide(read(base, base_text.as_str()), read(head, head_text.as_str()), &sent).map(|decision| {
            let articles = match &decision {
                Decision::Unchanged(_) => Vec::new(),
                Decision::Keep { text, .. } => touched(&head_text, text),
                Decision::Conflict(_) => touched(&base_text, &sent),
            };
            (decision, articles)
        });
        (made, base_text, head_text)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// Keeps a revision if the draft is still at `head`; none if it moved. The same words kept aside twice in a row are kept
/// once: a browser asks again when an answer got lost.
async fn keep(
    app: &App,
    slug: &Slug,
    parent: &Revision,
    parent_text: &str,
    head: &Revision,
    new: &NewRevision,
) -> Result<Option<RevisionNumber>, AppError> {
    let mut tx = app.db().write().await?;
    store::working::hold(&mut tx, slug).await?;
    if store::working::head(&mut tx, slug).await?.map(|it| it.number) != Some(head.number) {
        return Ok(None);
    }
    if new.kind == RevisionKind::Aside
        && let Some(last) = store::working::before(&mut tx, slug, u32::MAX, 1).await?.first()
        && last.kind == RevisionKind::Aside
        && last.person == new.person
        && last.sha256 == crate::procedure::Digest::of(new.text.as_bytes())
    {
        return Ok(Some(last.number));
    }
    let kept = store::working::add(&mut tx, slug, Some((parent, parent_text)), new, app.clock().now()).await?;
    tx.commit().await?;
    Ok(Some(kept.number))
}

// ── the editor's save ────────────────────────────────────────────────────────────────────────────────────────────────

#[derive(Deserialize)]
struct Sent {
    base: u32,
    text: String,
}

#[derive(Serialize)]
struct Done {
    revision: u32,
    changes: Vec<Change>,
    by: Vec<By>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct By {
    name: String,
    organ: String,
    articles: Vec<String>,
}

impl From<Writer> for By {
    fn from(it: Writer) -> Self {
        Self { name: it.name, organ: it.organ, articles: it.articles }
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    message: &'static str,
    revision: u32,
    kept: u32,
    text: &'a str,
    conflicts: Vec<Question<'a>>,
}

#[derive(Serialize)]
struct Question<'a> {
    article: &'a str,
    from: usize,
    to: usize,
    base: &'a str,
    yours: &'a str,
    theirs: &'a str,
    by: String,
}

/// Saves what the editor sends.
pub async fn save(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    let sent: Sent = match json::read(body) {
        Ok(sent) => sent,
        Err(refusal) => return Ok(refusal),
    };
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let slug = &dossier.bill.slug;
    super::opened(&app, &who, &dossier).await?;
    let Ok(base) = RevisionNumber::new(sent.base) else {
        return Ok(json::refusal(StatusCode::UNPROCESSABLE_ENTITY, "没有这次修订，请刷新页面"));
    };
    let text = sent.text.clone();
    let save = Save { base: Some(base), text: sent.text, kind: None, remark: String::new() };
    match run(&app, &who, slug, save).await {
        Ok(saved) => told(&text, saved),
        Err(AppError::NotFound(Missing::Revision)) => {
            Ok(json::refusal(StatusCode::UNPROCESSABLE_ENTITY, "没有这次修订，请刷新页面"))
        }
        Err(error) => Err(error),
    }
}

fn told(text: &str, saved: Saved) -> Page {
    match saved {
        Saved::Done { revision, edits, by, notes } => json::answer(&Done {
            revision: revision.get(),
            // Who saved in between is told only where words came of it.
            by: if edits.is_empty() { Vec::new() } else { by.into_iter().map(By::from).collect() },
            changes: changes(text, &edits),
            notes,
        }),
        Saved::Conflict { head, kept, merged, by } => {
            let index = Utf16::new(&merged.text);
            let question = |it: &'_ crate::law::merge::Conflict| {
                let (from, to) = json::range(&index, it.span);
                (from, to, who_changed(&by, &it.article))
            };
            let conflicts = merged.conflicts.iter().map(|it| {
                let (from, to, by) = question(it);
                Question { article: &it.article, from, to, base: &it.base, yours: &it.ours, theirs: &it.theirs, by }
            });
            let asked = Asked {
                message: "有的地方别人也改了，请选定文字再保存",
                revision: head.get(),
                kept: kept.get(),
                text: &merged.text,
                conflicts: conflicts.collect(),
            };
            Ok(json::refused_with(StatusCode::CONFLICT, &asked))
        }
        Saved::Refused(SaveRefusal::TooLong) => {
            Ok(json::refusal(StatusCode::PAYLOAD_TOO_LARGE, SaveRefusal::TooLong.to_string()))
        }
    }
}
