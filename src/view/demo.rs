//! The roles of an example.

use super::frame::{Frame, PageCtx};
use super::link;
use crate::procedure::person::Person;

/// One takes a role here, without a password.
#[derive(askama::Template)]
#[template(path = "pages/demo.html")]
pub struct DemoPage {
    frame: Frame,
    people: Vec<DemoPerson>,
}

struct DemoPerson {
    id: i64,
    name: String,
    held: String,
}

impl DemoPage {
    /// The page over people and what they hold today.
    #[must_use]
    pub fn new(ctx: &PageCtx, offered: &[(Person, Vec<String>)]) -> Self {
        let person = |(person, held): &(Person, Vec<String>)| DemoPerson {
            id: person.id.get(),
            name: person.name.clone(),
            held: held.join("、"),
        };
        Self {
            frame: Frame::new(ctx, "选择示例身份").crumb("首页", link::HOME).unlisted(),
            people: offered.iter().map(person).collect(),
        }
    }
}
