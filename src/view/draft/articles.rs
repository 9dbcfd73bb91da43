//! An article put in or taken out, without a script: the form, and what would move.

use super::frame;
use crate::law::insertion::{Change, Refused};
use crate::law::parse::parse;
use crate::law::statute::{Statute, Unit};
use crate::procedure::working::RevisionNumber;
use crate::view::frame::{Frame, PageCtx};
use crate::view::{Dossier, link};

/// Characters of an article that a choice shows.
const FIRST_CHARS: usize = 20;

/// What was chosen and typed.
#[derive(Debug, Clone, Default)]
pub struct ArticlesForm {
    /// After which article or under which heading.
    pub after: String,
    /// The words of the new article.
    pub words: String,
    /// Which article is to go.
    pub article: String,
    /// Whether one is to go.
    pub removing: bool,
    /// Whether the draft moved on since the preview.
    pub moved: bool,
}

/// 增删条文.
#[derive(askama::Template)]
#[template(path = "pages/desk_draft_articles.html")]
pub struct ArticlesPage {
    frame: Frame,
    title: String,
    example: bool,
    draft_href: String,
    form_href: String,
    base: String,
    form: ArticlesForm,
    places: Vec<(String, String)>,
    articles: Vec<(String, String)>,
    refused: Option<String>,
    made: Option<Change>,
}

impl ArticlesPage {
    /// The page of a text.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        base: RevisionNumber,
        text: &str,
        form: ArticlesForm,
        made: Option<Result<Change, Refused>>,
    ) -> Self {
        let slug = &dossier.bill.slug;
        let statute = parse(text).statute;
        let mut places = vec![(String::new(), "放在最前面，作为第一条".to_owned())];
        collect(&statute.body, &mut places);
        let (made, refused) = match made {
            Some(Ok(made)) => (Some(made), None),
            Some(Err(refused)) => (None, Some(refused.to_string())),
            None => (None, None),
        };
        Self {
            frame: frame(ctx, dossier, "增删条文"),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            draft_href: link::draft(slug),
            form_href: link::draft_articles(slug),
            base: base.to_string(),
            form,
            places,
            articles: articles(&statute),
            refused,
            made,
        }
    }
}

fn named(article: &crate::law::statute::Article) -> String {
    let words = article.paragraphs.first().map(|it| it.text.plain.as_str()).unwrap_or_default();
    let first: String = words.chars().take(FIRST_CHARS).collect();
    format!("{}　{first}", article.number())
}

fn articles(statute: &Statute) -> Vec<(String, String)> {
    statute.articles().map(|it| (it.path.to_string(), named(it))).collect()
}

fn collect(units: &[Unit], places: &mut Vec<(String, String)>) {
    for unit in units {
        match unit {
            Unit::Division(it) => {
                places.push((it.anchor.clone(), format!("放在{}之下，作为这一部分的第一条", it.heading())));
                collect(&it.units, places);
            }
            Unit::Article(it) => places.push((it.path.to_string(), format!("放在{}之后", named(it)))),
        }
    }
}
