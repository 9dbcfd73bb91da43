//! `/admin/people`: accounts and appointments, for those who keep them. Nothing of texts is here.

mod appointments;
mod closing;
mod links;
mod list;
mod new;
mod person;

use crate::procedure::permission::Action;
use crate::procedure::person::{Person, PersonId, Post, Role};
use crate::procedure::{Invalid, Slug};
use crate::store::{self, Tx};
use crate::view::{LinkPage, Organs, PageCtx, Typed, link};
use crate::web::App;
use crate::web::error::{AppError, Missing, Page};
use crate::web::guard::Staff;
use crate::web::pages::{page, read};
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use jiff::civil::Date;
use serde::Deserialize;

/// The addresses of people.
pub fn routes(app: &App) -> Staff {
    Staff::new(app)
        .get("/admin/people", Action::ManagePeople, list::show)
        .post("/admin/people", Action::ManagePeople, new::add)
        .get("/admin/people/new", Action::ManagePeople, new::show)
        .get("/admin/people/{person}", Action::ManagePeople, person::show)
        .post("/admin/people/{person}/appointments", Action::ManagePeople, appointments::appoint)
        .post("/admin/people/{person}/appointments/{appointment}/end", Action::ManagePeople, appointments::end)
        .post("/admin/people/{person}/link", Action::ManagePeople, links::make)
        .post("/admin/people/{person}/close", Action::ManagePeople, closing::close)
        .post("/admin/people/{person}/open", Action::ManagePeople, closing::open)
}

/// What stands in the way of closing an account or ending an appointment.
const LAST_ADMINISTRATOR: &str =
    "这是最后一个可以登录的系统管理员，不能停用，也不能结束这项任职；请先设立另一个系统管理员";

/// The fields of a post.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PostForm {
    role: String,
    organ: String,
    point: String,
    until: String,
}

impl PostForm {
    /// With what was typed.
    fn typed(&self, form: Typed) -> Typed {
        let form = form.with("role", &self.role).with("organ", &self.organ);
        form.with("point", &self.point).with("until", &self.until)
    }

    /// The post and its last day, or everything that is wrong.
    fn read(&self, mut form: Typed, today: Date, organs: &[(Slug, String)]) -> Result<(Post, Option<Date>), Typed> {
        let until = match self.until.trim() {
            "" => None,
            text => match text.parse::<Date>() {
                Ok(day) if day >= today => Some(day),
                Ok(_) => {
                    form = form.wrong("until", "任期的最后一天不能早于今天");
                    None
                }
                Err(_) => {
                    form = form.wrong("until", "日期请写成2026-12-31这样");
                    None
                }
            },
        };
        match self.post(organs) {
            Ok(post) if form.is_good() => Ok((post, until)),
            Ok(_) => Err(form),
            Err(refusal) => Err(match refusal.what {
                "单位" => form.wrong("organ", refusal.allowed),
                "联系点" => form.wrong("point", refusal.allowed),
                _ => form.wrong("role", "请选择职务"),
            }),
        }
    }

    /// A liaison bears the name of the contact point.
    fn post(&self, organs: &[(Slug, String)]) -> Result<Post, Invalid> {
        let role: Role = self.role.parse()?;
        let found = organs.iter().find(|it| it.0.as_str() == self.point);
        match (role, found) {
            (Role::Liaison, Some((slug, name))) => Post::new(role, name, Some(slug.clone())),
            (Role::Liaison, None) => Post::new(role, "联系点", None),
            _ => Post::new(role, &self.organ, None),
        }
    }
}

/// Names of organs that stand in bills, and the contact points.
async fn organs(tx: &mut Tx) -> Result<(Organs, Vec<(Slug, String)>), AppError> {
    let bills = store::bills::all(tx).await?;
    let points = store::contact_points::all(tx).await?;
    let names = bills.into_iter().flat_map(|it| [Some(it.drafting_unit), Some(it.sponsor), it.committee]).flatten();
    let known = points.iter().map(|it| (it.slug.clone(), it.name.clone())).collect();
    Ok((Organs::new(names.collect(), &points), known))
}

/// The person of an address.
async fn find(tx: &mut Tx, text: &str) -> Result<Person, AppError> {
    let id: PersonId = read(text, Missing::Person)?;
    Ok(store::people::get(tx, id).await?.ok_or(Missing::Person)?)
}

/// The page with a link, this once. Its address begins like the site's own, or as the browser asked.
fn shown(
    app: &App,
    ctx: &PageCtx,
    headers: &HeaderMap,
    person: &Person,
    purpose: crate::procedure::account::Purpose,
    token: &str,
) -> Page {
    let asked = headers.get(ORIGIN).and_then(|it| it.to_str().ok()).filter(|it| it.starts_with("http"));
    let base = app.site().base_url.as_deref().or(asked).unwrap_or_default();
    let until = app.clock().now().checked_add(app.accounts().link_life).unwrap_or(jiff::Timestamp::MAX);
    let address = format!("{base}{}", link::join(token));
    page(&LinkPage::new(ctx, person, purpose, address, &app.clock().local(until)))
}
