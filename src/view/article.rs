//! A provision on a page of its own: its words, where it stands, what it refers to and what refers to it.

use super::frame::{Frame, PageCtx, Section};
use super::rows::TextRow;
use super::{Dossier, ReadingText, link};
use crate::export::html::{self, References, SafeHtml};
use crate::law::path::ProvisionPath;
use crate::law::statute::{Article, Division, Statute, Unit};
use crate::procedure::Version;

/// References shown on one page, each way.
const MAX_LINKS: usize = 40;
/// Characters of another provision that are shown.
const EXCERPT_CHARS: usize = 120;

/// A provision.
#[derive(askama::Template)]
#[template(path = "pages/article.html")]
pub struct ArticlePage {
    frame: Frame,
    heading: String,
    bill: String,
    label: String,
    example: bool,
    chapters: Vec<String>,
    body: SafeHtml,
    /// 第二款第三项, if the address names a part.
    part: Option<String>,
    whole_href: String,
    refers_to: Vec<Neighbour>,
    referred_by: Vec<Neighbour>,
    previous: Option<Step>,
    next: Option<Step>,
    in_text_href: String,
    biography_href: String,
    /// 对本条提意见, while one can.
    say_href: Option<String>,
    permanent: String,
    newer: Option<TextRow>,
}

/// The article before or after.
struct Step {
    number: String,
    href: String,
}

struct Neighbour {
    number: String,
    href: String,
    words: String,
}

impl ArticlePage {
    /// The page of `path`, or `None` if the text has no such provision.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        version: &Version,
        text: &ReadingText,
        path: ProvisionPath,
    ) -> Option<Self> {
        let statute = &text.statute;
        statute.words_at(path)?;
        let (slug, id) = (&dossier.bill.slug, version.id());
        let address = link::version(slug, id);
        let options = html::Options {
            references: References::Below(&address),
            marked: Some(path).filter(|it| it.paragraph.is_some()),
            ..html::Options::default()
        };
        let body = html::article_html(statute, path, &text.references, &options)?;
        let place = Place { statute, address: &address };
        let (previous, next) = place.around(path);
        let latest = dossier.latest().filter(|it| it.id() != id);
        let number = path.whole_article().chinese();
        Some(Self {
            frame: Frame::new(ctx, format!("{number}·{}（{}）", dossier.bill.title, version.facts.label))
                .section(Section::Bills)
                .crumb("法规草案", link::BILLS)
                .crumb(dossier.bill.title.clone(), link::bill(slug))
                .crumb(version.facts.label.clone(), address.clone())
                .describe(excerpt(&statute.words_at(path)?)),
            bill: dossier.bill.title.clone(),
            label: version.facts.label.clone(),
            example: dossier.bill.example,
            chapters: chapters_of(&statute.body, path).unwrap_or_default(),
            body,
            part: path.paragraph.map(|_| path.chinese()),
            whole_href: link::provision(slug, id, path.whole_article()),
            refers_to: place.refers_to(text, path),
            referred_by: place.referred_by(text, path),
            previous,
            next,
            biography_href: link::biography(slug, path, latest.map(|_| id)),
            say_href: dossier
                .open_notice(ctx.today)
                .filter(|(it, _)| it.id.version == id)
                .map(|(it, _)| link::say(&it.id, Some(path))),
            in_text_href: format!("{address}#{path}"),
            permanent: format!("{}{}", ctx.site.base_url.as_deref().unwrap_or(""), link::provision(slug, id, path)),
            newer: latest.map(|it| TextRow::of(slug, it, None)),
            heading: number,
        })
    }
}

/// A text and its address.
struct Place<'a> {
    statute: &'a Statute,
    address: &'a str,
}

impl Place<'_> {
    /// The articles before and after, with their numbers.
    fn around(&self, path: ProvisionPath) -> (Option<Step>, Option<Step>) {
        let articles: Vec<&Article> = self.statute.articles().collect();
        let Some(at) = articles.iter().position(|it| it.path == path.whole_article()) else { return (None, None) };
        let entry =
            |it: &&Article| Step { number: it.number().to_string(), href: format!("{}/{}", self.address, it.path) };
        (at.checked_sub(1).and_then(|it| articles.get(it)).map(entry), articles.get(at + 1).map(entry))
    }

    /// What the article names, in the order of its words.
    fn refers_to(&self, text: &ReadingText, path: ProvisionPath) -> Vec<Neighbour> {
        let here = path.whole_article();
        let own = text.references.iter().filter(|it| it.within.whole_article() == here);
        let targets = own.flat_map(|it| it.result.targets().iter().copied());
        self.neighbours(targets.filter(|it| it.whole_article() != here))
    }

    /// The provisions that name the article or a part of it.
    fn referred_by(&self, text: &ReadingText, path: ProvisionPath) -> Vec<Neighbour> {
        let here = path.whole_article();
        let others = text.references.iter().filter(|it| it.within.whole_article() != here);
        let naming = others.filter(|it| it.result.targets().iter().any(|target| target.whole_article() == here));
        self.neighbours(naming.map(|it| it.within))
    }

    fn neighbours(&self, paths: impl Iterator<Item = ProvisionPath>) -> Vec<Neighbour> {
        let mut seen: Vec<ProvisionPath> = Vec::new();
        for path in paths {
            if seen.len() >= MAX_LINKS {
                break;
            }
            if !seen.contains(&path) {
                seen.push(path);
            }
        }
        seen.into_iter()
            .filter_map(|path| {
                let words = excerpt(&self.statute.words_at(path)?);
                Some(Neighbour { number: path.chinese(), href: format!("{}/{path}", self.address), words })
            })
            .collect()
    }
}

/// The headings above an article, outermost first.
fn chapters_of(units: &[Unit], path: ProvisionPath) -> Option<Vec<String>> {
    units.iter().find_map(|unit| match unit {
        Unit::Article(article) => (article.path == path.whole_article()).then(Vec::new),
        Unit::Division(division) => {
            let mut below = chapters_of(&division.units, path)?;
            below.insert(0, heading(division));
            Some(below)
        }
    })
}

fn heading(division: &Division) -> String {
    // In running words the name of two characters is not spaced.
    format!("{}　{}", division.number_text(), division.name.plain)
}

fn excerpt(words: &str) -> String {
    let one_line: String = words.split('\n').collect();
    if one_line.chars().count() <= EXCERPT_CHARS {
        return one_line;
    }
    let mut cut: String = one_line.chars().take(EXCERPT_CHARS).collect();
    cut.push_str("……");
    cut
}
