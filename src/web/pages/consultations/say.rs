//! `GET` and `POST /consultations/{id}/say`: an opinion, and the receipt in the same answer.
//!
//! The receipt is not a redirect: it would have to travel in an address or in a cookie, and neither may. Whoever reloads
//! the answer sends the same form again and gets the same receipt.

use crate::clock;
use crate::procedure::opinion::contact::Contact;
use crate::procedure::opinion::form_key::FormKey;
use crate::procedure::opinion::{Head, NewOpinion, NewSubmission, Place, Source, Typed, Via};
use crate::procedure::{ConsultationId, ConsultationNotice, ConsultationStatus, ContactPoint, Digest, may_send};
use crate::store;
use crate::store::opinions::{Incoming, Kept};
use crate::view::{Dossier, Opening, PageCtx, ReadingText, SayForm, SayPage, Spoken};
use crate::web::App;
use crate::web::client::Client;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::pages::receipts;
use crate::web::pages::versions::text;
use crate::web::pages::{again, page, read, whole};
use crate::web::receiving::{contact_of, new_receipt};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::sync::Arc;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct About {
    at: String,
    point: String,
}

/// The fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    key: String,
    at: String,
    point: String,
    words: String,
    reason: String,
    wish: String,
    wording: String,
    name: String,
    unit: String,
    telephone: String,
    email: String,
    consent: String,
    /// No person sees this field.
    homepage: String,
}

/// A consultation that is asked for, and the text it is about.
struct Asked {
    dossier: Dossier,
    notice: ConsultationNotice,
    text: Arc<ReadingText>,
    point: Option<ContactPoint>,
}

impl Asked {
    async fn load(app: &App, id: &str, point: &str) -> Result<Self, AppError> {
        let id: ConsultationId = read(id, Missing::Consultation)?;
        let mut tx = app.db().read().await?;
        let dossier = load::public(app, &mut tx, &id.bill).await?;
        let notice = dossier.notices.iter().find(|it| it.id == id).cloned().ok_or(Missing::Consultation)?;
        let (_, text) = text(app, &mut tx, &dossier, id.version).await?;
        // A code of a point that is no more still leads to the draft.
        let point = match point.parse() {
            Ok(slug) => store::contact_points::get(&mut tx, &slug).await?,
            Err(_) => None,
        };
        Ok(Self { dossier, notice, text, point })
    }

    fn opening(&self, app: &App, opened: Option<Timestamp>) -> Opening {
        if matches!(self.notice.status_on(app.clock().today()), ConsultationStatus::Upcoming { .. }) {
            return Opening::Upcoming;
        }
        let ends = self.notice.closes.tomorrow().ok().and_then(|it| app.clock().start_of(it));
        let open = ends.is_some_and(|ends| may_send(ends, opened, app.clock().now()));
        if open { Opening::Open } else { Opening::Closed }
    }

    fn page(&self, ctx: &PageCtx, opening: Opening, form: SayForm, spoken: Spoken) -> SayPage {
        let about = (&*self.text, self.point.as_ref());
        SayPage::new(ctx, &self.dossier, &self.notice, about, opening, (form, spoken))
    }
}

/// The form.
pub async fn show(State(app): State<App>, Path(id): Path<String>, Query(about): Query<About>, Ctx(ctx): Ctx) -> Page {
    let asked = Asked::load(&app, &id, &about.point).await?;
    let key = FormKey::new(&app.accounts().key, app.clock().now(), clock::random()).text;
    let point = asked.point.as_ref().map(|it| it.slug.to_string()).unwrap_or_default();
    let form = SayForm { key, at: known(&asked.text, &about.at), point, ..SayForm::default() };
    let opening = asked.opening(&app, None);
    page(&asked.page(&ctx, opening, form, Spoken::default()))
}

/// A place that the text has, or nothing.
fn known(text: &ReadingText, at: &str) -> String {
    match at.parse() {
        Ok(Place::Provision(path)) if text.statute.words_at(path).is_some() => at.to_owned(),
        _ => String::new(),
    }
}

/// Keeps an opinion. Whatever is wrong, what was typed comes back.
pub async fn send(
    State(app): State<App>,
    Path(id): Path<String>,
    Ctx(ctx): Ctx,
    client: Client,
    Form(sent): Form<Sent>,
) -> Page {
    let asked = Asked::load(&app, &id, &sent.point).await?;
    let now = app.clock().now();
    let key = FormKey::read(&app.accounts().key, &sent.key, now);
    let opening = asked.opening(&app, key.as_ref().map(|it| it.opened_at));
    if opening != Opening::Open {
        return whole(StatusCode::CONFLICT, &asked.page(&ctx, opening, form(&asked, sent), Spoken::default()));
    }
    let (submission, contact) = match checked(&asked, &sent) {
        Ok(good) => good,
        Err(wrong) => {
            let spoken = Spoken { wrong, trouble: None };
            return again(&asked.page(&ctx, opening, form(&asked, sent), spoken));
        }
    };
    let trouble = |words: String| Spoken { wrong: Vec::new(), trouble: Some(words) };
    if let Some(wait) = app.limits().sent(client) {
        let spoken = trouble(too_many(wait));
        return whole(StatusCode::TOO_MANY_REQUESTS, &asked.page(&ctx, opening, form(&asked, sent), spoken));
    }
    let from = client.0.map_or_else(String::new, |it| it.to_string());
    let from = app.accounts().key.pseudonym("sender", &from);
    match keep(&app, submission, contact, (key.as_ref(), from)).await {
        Ok((kept, identity)) => {
            receipts::just_sent(&app, &ctx, &asked.dossier, &asked.notice, (&kept, &identity)).await
        }
        Err(error) => {
            tracing::error!(error = %error, "an opinion could not be kept");
            let words = "没有存入系统：服务器暂时不能保存。您写的内容还在下面，请过一会儿再点一次“提交”，也可以打电话或者写信。";
            let spoken = trouble(words.to_owned());
            whole(StatusCode::SERVICE_UNAVAILABLE, &asked.page(&ctx, opening, form(&asked, sent), spoken))
        }
    }
}

fn too_many(wait: SignedDuration) -> String {
    format!("从您所在的网络提交的意见较多，请{}秒以后再点一次“提交”。您写的内容还在下面。", wait.as_secs().max(1))
}

type Wrong = Vec<(&'static str, String)>;

/// What may be kept, or everything that is wrong at once.
fn checked(asked: &Asked, sent: &Sent) -> Result<(NewSubmission, Option<Contact>), Wrong> {
    let mut wrong = Wrong::new();
    let at = known(&asked.text, &sent.at);
    let typed = Typed {
        wording: changed(asked, &at, &sent.wording),
        place: at,
        wish: sent.wish.clone(),
        words: sent.words.clone(),
        reason: sent.reason.clone(),
    };
    let opinion = NewOpinion::read(&typed).map_err(|error| wrong.push(("words", error.allowed))).ok();
    let contact = Contact::read(&sent.name, &sent.unit, &sent.telephone, &sent.email);
    let contact = contact.map_err(|error| wrong.push(("contact", format!("{}{}", error.what, error.allowed)))).ok();
    if sent.consent.is_empty() {
        wrong.push(("consent", "请勾选同意，才能处理您提交的内容".to_owned()));
    }
    if !sent.homepage.is_empty() {
        wrong.push(("words", "有一栏请不要填写的填了内容，请再提交一次".to_owned()));
    }
    match (opinion, contact) {
        (Some(opinion), Some(contact)) if wrong.is_empty() => {
            Ok((submission(asked, opinion, contact.as_ref()), contact))
        }
        _ => Err(wrong),
    }
}

fn submission(asked: &Asked, opinion: NewOpinion, contact: Option<&Contact>) -> NewSubmission {
    let organisation = contact.is_some_and(|it| !it.unit.is_empty() && it.name.is_empty());
    NewSubmission {
        consultation: asked.notice.id.clone(),
        via: Via::Web,
        point: asked.point.as_ref().map(|it| it.slug.clone()),
        source: if organisation { Source::Organisation } else { Source::Individual },
        head: Head::ONE,
        opinions: vec![opinion],
    }
}

/// The wording that was proposed; nothing where the words of the provision were left as they are.
fn changed(asked: &Asked, at: &str, wording: &str) -> String {
    let words = match at.parse() {
        Ok(Place::Provision(path)) => asked.text.statute.words_at(path).unwrap_or_default(),
        _ => String::new(),
    };
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    if plain(wording) == plain(&words) { String::new() } else { wording.to_owned() }
}

/// What was typed, as the form shows it again.
fn form(asked: &Asked, sent: Sent) -> SayForm {
    let at = known(&asked.text, &sent.at);
    SayForm {
        key: sent.key,
        point: asked.point.as_ref().map(|it| it.slug.to_string()).unwrap_or_default(),
        wording: changed(asked, &at, &sent.wording),
        at,
        words: sent.words,
        reason: sent.reason,
        wish: sent.wish,
        name: sent.name,
        unit: sent.unit,
        telephone: sent.telephone,
        email: sent.email,
        consent: !sent.consent.is_empty(),
    }
}

/// Keeps it; when this returns, it is on disk.
async fn keep(
    app: &App,
    submission: NewSubmission,
    contact: Option<Contact>,
    (key, from): (Option<&FormKey>, Digest),
) -> Result<(Kept, Digest), AppError> {
    let seal = &app.accounts().key;
    let contact = contact.map(|it| serde_json::to_string(&it)).transpose();
    let contact = contact.map_err(|error| AppError::Internal(Box::new(error)))?;
    let identity = submission.identity(key.map(|it| it.text.as_str()), &from, contact.as_deref().unwrap_or_default());
    let sealed_contact = match &contact {
        Some(it) => Some(
            seal.seal(&contact_of(&identity), it.as_bytes(), clock::random())
                .ok_or_else(|| AppError::Internal("a contact could not be sealed".into()))?,
        ),
        None => None,
    };
    let (receipt, sealed_receipt) = new_receipt(seal, &identity)?;
    let incoming = Incoming { submission, identity, receipt, sealed_receipt, sealed_contact, keyed: None };
    Ok((app.receiving().keep(app, incoming).await?, identity))
}
