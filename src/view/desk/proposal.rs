//! 立项建议: the form with which a bill begins.

use crate::procedure::BillKind;
use crate::procedure::life::{Class, Fields, SponsorKind, Venue};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::link;

/// The form.
#[derive(askama::Template)]
#[template(path = "pages/desk_new.html")]
pub struct ProposalPage {
    frame: Frame,
    fields: Fields,
    /// Field and what is wrong with it.
    errors: Vec<(&'static str, String)>,
    kinds: Vec<(String, String, bool)>,
    classes: Vec<(String, String, bool)>,
    sponsors: Vec<(String, String, bool)>,
    venues: Vec<(String, String, bool)>,
    targets: Vec<(String, String, bool)>,
}

impl ProposalPage {
    /// The form with what was typed, over the ordinances that could be its object: address and title.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        fields: Fields,
        errors: Vec<(&'static str, String)>,
        targets: &[(String, String)],
    ) -> Self {
        let options = |name: &str, all: &mut dyn Iterator<Item = (&str, &str)>| -> Vec<(String, String, bool)> {
            all.map(|(code, label)| (code.to_owned(), label.to_owned(), fields.get(name) == code)).collect()
        };
        Self {
            frame: Frame::new(ctx, "提出立项建议").section(Section::Desk).crumb("工作台", link::DESK).unlisted(),
            kinds: options("kind", &mut BillKind::ALL.iter().map(|it| (it.code(), it.label()))),
            classes: options("class", &mut Class::ALL.iter().map(|it| (it.code(), it.label()))),
            sponsors: options("sponsor_kind", &mut SponsorKind::ALL.iter().map(|it| (it.code(), it.label()))),
            venues: options("venue", &mut Venue::ALL.iter().map(|it| (it.code(), it.label()))),
            targets: options("target", &mut targets.iter().map(|it| (it.0.as_str(), it.1.as_str()))),
            errors,
            fields,
        }
    }

    fn error(&self, name: &str) -> Option<&String> {
        self.errors.iter().find(|it| it.0 == name).map(|it| &it.1)
    }
}
