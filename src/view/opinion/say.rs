//! 提意见: the words of a provision, and a form beside them that asks for as little as possible.

use crate::export::html::{self, References, SafeHtml};
use crate::procedure::opinion::{Place, Wish};
use crate::procedure::{ConsultationNotice, ContactPoint};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::notice::{Deadline, Way, ways};
use crate::view::{Dossier, ReadingText, link};

/// Characters of an article that the list of places shows.
const EXCERPT_CHARS: usize = 14;
/// The most articles that are listed to choose from; the longest draft has a fifth of them.
const MAX_LISTED: usize = 1_500;

/// What stands in the form: as the page was opened, or as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SayForm {
    /// The key of the form.
    pub key: String,
    /// About what: `a12.p2`, or nothing.
    pub at: String,
    /// The contact point whose code was scanned.
    pub point: String,
    /// 意见.
    pub words: String,
    /// 理由.
    pub reason: String,
    /// A code of [`Wish`].
    pub wish: String,
    /// 建议的表述.
    pub wording: String,
    /// 姓名.
    pub name: String,
    /// 单位.
    pub unit: String,
    /// 电话.
    pub telephone: String,
    /// 电子邮箱.
    pub email: String,
    /// Whether the sender agrees to how it is handled.
    pub consent: bool,
}

/// Why a form came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// What is wrong at a field.
    pub wrong: Vec<(&'static str, String)>,
    /// What went wrong although nothing is wrong with the form.
    pub trouble: Option<String>,
}

/// Whether one can speak now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Yes.
    Open,
    /// Not yet.
    Upcoming,
    /// No more.
    Closed,
}

struct Provision {
    label: String,
    body: SafeHtml,
    /// Its words, for who writes in them.
    words: String,
    href: String,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// 提意见.
#[derive(askama::Template)]
#[template(path = "pages/say.html")]
pub struct SayPage {
    frame: Frame,
    bill: String,
    label: String,
    example: bool,
    opening: Opening,
    deadline: Deadline,
    action: String,
    notice_href: String,
    provision: Option<Provision>,
    places: Vec<Choice>,
    wishes: Vec<Choice>,
    ways: Vec<Way>,
    questions: Vec<String>,
    point: Option<String>,
    form: SayForm,
    spoken: Spoken,
}

impl SayPage {
    /// The page on which `form` is filled in, or came back.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        notice: &ConsultationNotice,
        (text, point): (&ReadingText, Option<&ContactPoint>),
        opening: Opening,
        (form, spoken): (SayForm, Spoken),
    ) -> Self {
        let version = link::version(&dossier.bill.slug, notice.id.version);
        let label = dossier.label_of(notice.id.version).to_owned();
        let provision = form.at.parse().ok().and_then(|at| provision(text, at, &version));
        let deadline = Deadline::of(notice, ctx.today);
        Self {
            frame: Frame::new(ctx, format!("提意见·{}", dossier.bill.title))
                .section(Section::Consultations)
                .crumb("征求意见", link::CONSULTATIONS)
                .crumb(dossier.bill.title.clone(), link::consultation(&notice.id))
                .unlisted(),
            bill: dossier.bill.title.clone(),
            label,
            example: dossier.bill.example,
            opening,
            deadline,
            action: link::say(&notice.id, None),
            notice_href: link::consultation(&notice.id),
            places: if provision.is_some() { Vec::new() } else { places(text, &form.at) },
            provision,
            wishes: wishes(&form.wish),
            ways: ways(&notice.channels),
            questions: dossier.bill.questions.clone(),
            point: point.map(|it| it.name.clone()),
            form,
            spoken,
        }
    }

    fn wrong(&self, field: &str) -> Option<&str> {
        self.spoken.wrong.iter().find(|it| it.0 == field).map(|it| it.1.as_str())
    }

    fn is_open(&self) -> bool {
        self.opening == Opening::Open
    }

    /// Whether the part for those who want to say more is open.
    fn more(&self) -> bool {
        let form = &self.form;
        let fields = [&form.reason, &form.wish, &form.name, &form.unit, &form.telephone, &form.email];
        fields.iter().any(|it| !it.is_empty())
            || self.spoken.wrong.iter().any(|it| it.0 == "contact" || it.0 == "reason")
    }

    fn rewording(&self) -> bool {
        !self.form.wording.is_empty()
    }
}

fn provision(text: &ReadingText, at: Place, version: &str) -> Option<Provision> {
    let Place::Provision(path) = at else { return None };
    let words = text.statute.words_at(path)?;
    let options = html::Options {
        references: References::Below(version),
        marked: Some(path).filter(|it| it.paragraph.is_some()),
        ..html::Options::default()
    };
    let body = html::article_html(&text.statute, path, &text.references, &options)?;
    Some(Provision { label: path.chinese(), body, words, href: format!("{version}/{path}") })
}

fn places(text: &ReadingText, chosen: &str) -> Vec<Choice> {
    let whole = Choice { value: String::new(), label: "整部条例".to_owned(), chosen: chosen.is_empty() };
    let articles = text.statute.articles().take(MAX_LISTED).map(|it| {
        let words: String = text.statute.words_at(it.path).unwrap_or_default();
        let excerpt: String = words.chars().take(EXCERPT_CHARS).collect();
        let value = it.path.to_string();
        Choice { chosen: value == chosen, label: format!("{}　{excerpt}……", it.number()), value }
    });
    std::iter::once(whole).chain(articles).collect()
}

fn wishes(chosen: &str) -> Vec<Choice> {
    let choice =
        |it: &Wish| Choice { value: it.code().to_owned(), label: it.label().to_owned(), chosen: it.code() == chosen };
    Wish::ALL.iter().map(choice).collect()
}
