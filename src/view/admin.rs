//! 人员和任职: for those who keep the accounts.

use super::account::Typed;
use super::frame::{Frame, PageCtx};
use super::{chinese_date, chinese_time, link};
use crate::procedure::account::Purpose;
use crate::procedure::person::{Appointment, Person, Role};
use crate::procedure::{ContactPoint, Slug};
use jiff::Zoned;
use jiff::civil::Date;

/// The most people in one list.
const MAX_SHOWN: usize = 500;

/// What a post can be to: the names that bills use, and the contact points.
#[derive(Debug, Clone, Default)]
pub struct Organs {
    names: Vec<String>,
    points: Vec<(Slug, String)>,
}

impl Organs {
    /// Names as they stand in bills, each once, and the points.
    #[must_use]
    pub fn new(mut names: Vec<String>, points: &[ContactPoint]) -> Self {
        names.retain(|it| !it.is_empty());
        names.sort();
        names.dedup();
        Self { names, points: points.iter().map(|it| (it.slug.clone(), it.name.clone())).collect() }
    }
}

struct PersonRow {
    href: String,
    name: String,
    login: String,
    posts: String,
    active: bool,
}

/// All people.
#[derive(askama::Template)]
#[template(path = "pages/admin_people.html")]
pub struct PeoplePage {
    frame: Frame,
    sought: String,
    rows: Vec<PersonRow>,
    /// How many more there are.
    more: usize,
}

impl PeoplePage {
    /// The people in whose name, login or posts `sought` stands.
    #[must_use]
    pub fn new(ctx: &PageCtx, people: &[Person], appointments: &[Appointment], sought: &str) -> Self {
        let row = |person: &Person| PersonRow {
            href: link::person(person.id),
            name: person.name.clone(),
            login: person.login.to_string(),
            posts: posts_of(person, appointments, ctx.today),
            active: person.active,
        };
        let fits = |it: &PersonRow| {
            sought.is_empty() || [&it.name, &it.login, &it.posts].into_iter().any(|words| words.contains(sought))
        };
        let mut rows: Vec<PersonRow> = people.iter().map(row).filter(fits).collect();
        let more = rows.len().saturating_sub(MAX_SHOWN);
        rows.truncate(MAX_SHOWN);
        Self { frame: frame(ctx, "人员和任职"), sought: sought.to_owned(), rows, more }
    }
}

fn posts_of(person: &Person, appointments: &[Appointment], today: Date) -> String {
    let held = appointments.iter().filter(|it| it.person == person.id && it.holds_on(today));
    held.map(|it| it.post.label()).collect::<Vec<_>>().join("、")
}

/// The form for a new person.
#[derive(askama::Template)]
#[template(path = "pages/admin_person_new.html")]
pub struct NewPersonPage {
    frame: Frame,
    organs: Organs,
    roles: &'static [Role],
    form: Typed,
}

impl NewPersonPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, organs: Organs, form: Typed) -> Self {
        let frame = frame(ctx, "添加人员").crumb("人员和任职", link::PEOPLE);
        Self { frame, organs, roles: Role::ALL, form }
    }
}

struct PostRow {
    end_href: String,
    label: String,
    period: String,
    /// Whether it can be ended.
    holds: bool,
}

/// One person.
#[derive(askama::Template)]
#[template(path = "pages/admin_person.html")]
pub struct PersonPage {
    frame: Frame,
    href: String,
    name: String,
    login: String,
    active: bool,
    joined: bool,
    has_factor: bool,
    /// What the link that is still good is for, and until when.
    link: Option<String>,
    purposes: Vec<(&'static str, &'static str)>,
    posts: Vec<PostRow>,
    organs: Organs,
    roles: &'static [Role],
    form: Typed,
}

impl PersonPage {
    /// The page of a person: whether there is a password and a second factor, and all appointments.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        person: &Person,
        (joined, has_factor): (bool, bool),
        appointments: &[Appointment],
        organs: Organs,
        form: Typed,
    ) -> Self {
        let purposes: &[Purpose] = if joined { &[Purpose::NewPassword, Purpose::Renew] } else { &[Purpose::Join] };
        let row = |it: &Appointment| PostRow {
            end_href: format!("{}/appointments/{}/end", link::person(person.id), it.id),
            label: it.post.label(),
            period: period(it, ctx.today),
            holds: !it.ended && it.until.is_none_or(|last| ctx.today <= last),
        };
        let mut frame = frame(ctx, &person.name).crumb("人员和任职", link::PEOPLE);
        frame.here = link::person(person.id);
        Self {
            frame,
            href: link::person(person.id),
            name: person.name.clone(),
            login: person.login.to_string(),
            active: person.active,
            joined,
            has_factor,
            link: None,
            purposes: purposes.iter().map(|it| (it.code(), it.label())).collect(),
            posts: appointments.iter().map(row).collect(),
            organs,
            roles: Role::ALL,
            form,
        }
    }

    /// That there is a link that is still good.
    pub fn has_link(&mut self, purpose: Purpose, until: &Zoned) {
        self.link = Some(format!("已发出“{}”的链接，{}以前有效", purpose.label(), chinese_time(until)));
    }
}

fn period(appointment: &Appointment, today: Date) -> String {
    let from = chinese_date(appointment.from);
    match appointment.until {
        _ if appointment.ended => format!("{from}起，已结束"),
        Some(last) if last < today => format!("{from}至{}，已期满", chinese_date(last)),
        Some(last) => format!("{from}至{}", chinese_date(last)),
        None => format!("{from}起"),
    }
}

/// A link that is good once, shown this once.
#[derive(askama::Template)]
#[template(path = "pages/admin_link.html")]
pub struct LinkPage {
    frame: Frame,
    name: String,
    purpose: &'static str,
    address: String,
    until: String,
    back: String,
}

impl LinkPage {
    /// The page: for whom, what for, the address, and until when it is good.
    #[must_use]
    pub fn new(ctx: &PageCtx, person: &Person, purpose: Purpose, address: String, until: &Zoned) -> Self {
        let mut frame = frame(ctx, "一次性链接").crumb("人员和任职", link::PEOPLE);
        frame.here = link::person(person.id);
        Self {
            frame,
            name: person.name.clone(),
            purpose: purpose.label(),
            address,
            until: chinese_time(until),
            back: link::person(person.id),
        }
    }
}

fn frame(ctx: &PageCtx, title: &str) -> Frame {
    Frame::new(ctx, title).crumb("首页", link::HOME).unlisted()
}
