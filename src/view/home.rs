//! 首页: where one can speak now, what is under deliberation, what is new.

use super::frame::{Frame, PageCtx};
use super::notice::{NoticeCard, sorted};
use super::rows::BillRow;
use super::{Dossier, chinese_date, link};
use crate::procedure::BillState;
use jiff::civil::Date;

/// How many news the page shows.
const NEWS: usize = 6;

/// 首页.
#[derive(askama::Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    frame: Frame,
    open: Vec<NoticeCard>,
    bills: Vec<BillRow>,
    news: Vec<News>,
}

struct News {
    on: String,
    iso: String,
    bill: String,
    words: String,
    href: String,
}

impl HomePage {
    /// The page on the day of `ctx`.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossiers: &[Dossier]) -> Self {
        let (open, _) = sorted(dossiers, ctx.today);
        let mut under_way: Vec<&Dossier> = dossiers.iter().filter(|it| is_under_way(it)).collect();
        under_way.sort_by_key(|it| std::cmp::Reverse(it.changed_on()));
        Self {
            frame: Frame::new(ctx, "立法公开")
                .describe("看得懂的法规草案，提得上的意见：正在征求意见的法规、审议进程、文本和文件。"),
            open,
            bills: under_way.into_iter().map(|it| BillRow::of(it, ctx.today)).collect(),
            news: news(dossiers),
        }
    }
}

fn is_under_way(dossier: &Dossier) -> bool {
    let ended = |it: BillState| it.is_failed() || it.is_passed();
    !dossier.events.last().is_some_and(|it| ended(it.state))
}

/// The last things that happened to any bill, newest first.
fn news(dossiers: &[Dossier]) -> Vec<News> {
    let mut all: Vec<(Date, News)> = Vec::new();
    for dossier in dossiers {
        let bill = &dossier.bill;
        for event in &dossier.events {
            let words = event.note.clone().unwrap_or_else(|| event.state.label());
            let href = event.version.map_or_else(|| link::bill(&bill.slug), |it| link::version(&bill.slug, it));
            all.push((event.on, News::on(event.on, &bill.title, words, href)));
        }
    }
    // Stable: of one day, what happened later stands first.
    all.reverse();
    all.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    all.into_iter().take(NEWS).map(|it| it.1).collect()
}

impl News {
    fn on(day: Date, bill: &str, words: String, href: String) -> Self {
        Self { on: chinese_date(day), iso: day.to_string(), bill: bill.to_owned(), words, href }
    }
}
