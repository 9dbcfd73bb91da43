//! `/desk/bills/{bill}/draft`: the working draft, as a page that works without a script and as what the editor asks.
//!
//! | file | subject |
//! | --- | --- |
//! | `show.rs` | the page, and its form |
//! | `save.rs` | saving, merging, keeping aside; the editor's save |
//! | `check.rs` | findings, outline, references; the article at the cursor |
//! | `articles.rs` | an article put in or taken out |
//! | `terms.rs` | places of a term |
//! | `notes.rs` | notes to colleagues |
//! | `here.rs` | who is where |
//! | `revisions.rs` | revisions: the list, reading, comparing, bringing back |
//! | `json.rs` | bodies and answers of the editor |

mod articles;
mod check;
mod here;
mod json;
mod notes;
mod revisions;
mod save;
mod show;
mod terms;

use crate::procedure::life::History;
use crate::procedure::permission::{Action, Object};
use crate::procedure::working::{MAX_TEXT_BYTES, NewRevision, Revision, RevisionKind, is_open_to};
use crate::procedure::{BillState, Slug};
use crate::store::{self, Tx};
use crate::view::Dossier;
use crate::web::App;
use crate::web::error::{AppError, Missing};
use crate::web::guard::Staff;
use crate::web::load;
use crate::web::pages::read;
use crate::web::who::Who;
use std::ops::Deref;

/// The most that a form with a text may carry: percent signs make three characters of each byte.
const MAX_FORM_BYTES: usize = 3 * MAX_TEXT_BYTES + 64 * 1024;
/// The most that a request of the editor may carry.
const MAX_JSON_BYTES: usize = 2 * MAX_TEXT_BYTES + 64 * 1024;

/// The addresses of working drafts.
pub fn routes(app: &App) -> Staff {
    use Action::{AnnotateDraft, EditDraft, ReadDraft};
    Staff::new(app)
        .get("/desk/bills/{bill}/draft", ReadDraft, show::show)
        .post_up_to(MAX_FORM_BYTES, "/desk/bills/{bill}/draft", EditDraft, show::submit)
        .get("/desk/bills/{bill}/draft/text", ReadDraft, show::text)
        .post_up_to(MAX_JSON_BYTES, "/desk/bills/{bill}/draft/save", EditDraft, save::save)
        .post_up_to(MAX_JSON_BYTES, "/desk/bills/{bill}/draft/check", ReadDraft, check::check)
        .post_up_to(MAX_JSON_BYTES, "/desk/bills/{bill}/draft/preview", ReadDraft, check::preview)
        .post_up_to(MAX_JSON_BYTES, "/desk/bills/{bill}/draft/insert", EditDraft, articles::insert)
        .post_up_to(MAX_JSON_BYTES, "/desk/bills/{bill}/draft/remove", EditDraft, articles::remove)
        .get("/desk/bills/{bill}/draft/articles", EditDraft, articles::show)
        .post("/desk/bills/{bill}/draft/articles", EditDraft, articles::submit)
        .post_up_to(MAX_JSON_BYTES, "/desk/bills/{bill}/draft/terms", ReadDraft, terms::find)
        .get("/desk/bills/{bill}/draft/terms", EditDraft, terms::show)
        .post("/desk/bills/{bill}/draft/terms/replace", EditDraft, terms::replace)
        .get("/desk/bills/{bill}/draft/notes", ReadDraft, notes::list)
        .post_up_to(MAX_JSON_BYTES, "/desk/bills/{bill}/draft/notes", AnnotateDraft, notes::add)
        .post("/desk/bills/{bill}/draft/notes/{note}", AnnotateDraft, notes::answer)
        .post("/desk/bills/{bill}/draft/annotate", AnnotateDraft, notes::add_form)
        .post("/desk/bills/{bill}/draft/annotate/{note}", AnnotateDraft, notes::answer_form)
        .post("/desk/bills/{bill}/draft/here", ReadDraft, here::here)
        .get("/desk/bills/{bill}/draft/revisions", ReadDraft, revisions::list)
        .get("/desk/bills/{bill}/draft/revisions/{revision}", ReadDraft, revisions::show)
        .post("/desk/bills/{bill}/draft/revisions/{revision}/restore", EditDraft, revisions::restore)
}

/// A bill whose draft is asked for, and where it stands.
pub(super) struct Drafted {
    dossier: Dossier,
    state: BillState,
}

impl Deref for Drafted {
    type Target = Dossier;

    fn deref(&self) -> &Dossier {
        &self.dossier
    }
}

/// A bill whose draft is asked for, by someone who may.
pub(super) async fn bill(tx: &mut Tx, who: &Who, slug: &str) -> Result<Drafted, AppError> {
    let slug: Slug = read(slug, Missing::Bill)?;
    let dossier = load::dossier(tx, &slug).await?;
    who.on_bill(&dossier.bill)?;
    let case = store::life::case(tx, &slug).await?.ok_or(Missing::Bill)?;
    let drafted = Drafted { dossier, state: History::recorded(&case).state };
    if who.action == Action::EditDraft && !may_edit(who, &drafted) {
        return Err(AppError::Forbidden);
    }
    Ok(drafted)
}

/// Whether the person may change the text, here and now.
pub(super) fn may_edit(who: &Who, drafted: &Drafted) -> bool {
    who.may(Action::EditDraft, Object::Bill(&drafted.bill)) && is_open_to(who.acting.post.role(), drafted.state)
}

/// The draft as it stands. Opened by the first who may write in it, with the newest sealed reading; line ends become
/// those that a form can send back.
async fn opened(app: &App, who: &Who, dossier: &Drafted) -> Result<Option<Revision>, AppError> {
    let slug = &dossier.bill.slug;
    let head = store::working::head(&mut app.db().read().await?, slug).await?;
    if head.is_some() || !may_edit(who, dossier) {
        return Ok(head);
    }
    let mut tx = app.db().write().await?;
    store::working::hold(&mut tx, slug).await?;
    if let Some(head) = store::working::head(&mut tx, slug).await? {
        return Ok(Some(head));
    }
    let sealed = dossier.versions.iter().rev().find(|it| it.seal.is_some());
    let from = sealed.or(dossier.versions.last());
    let text = match from {
        Some(version) => store::versions::text(&mut tx, slug, version.id()).await?.unwrap_or_default(),
        None => String::new(),
    };
    let remark = from.map_or_else(|| "从空白开始".to_owned(), |it| format!("以{}为底稿", it.facts.label));
    let first = NewRevision {
        kind: RevisionKind::Opened,
        text: text.replace("\r\n", "\n"),
        articles: Vec::new(),
        person: who.person.id,
        by: who.signer()?,
        remark,
    };
    let head = store::working::add(&mut tx, slug, None, &first, app.clock().now()).await?;
    tx.commit().await?;
    Ok(Some(head))
}

/// The draft as it stands, with its text.
async fn head(tx: &mut Tx, slug: &Slug) -> Result<(Revision, String), AppError> {
    let head = store::working::head(tx, slug).await?.ok_or(Missing::Revision)?;
    let text = store::working::text(tx, slug, &head).await?;
    Ok((head, text))
}
