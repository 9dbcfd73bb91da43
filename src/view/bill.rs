//! A bill: its road, what one can do now, its texts and papers, its facts.

use super::compare::offers;
use super::frame::{Frame, PageCtx, Section};
use super::notice::NoticeCard;
use super::rows::{PaperRow, TextRow};
use super::{Dossier, chinese_date, link};
use crate::procedure::{StepState, TimelineStep, timeline};

/// A bill.
#[derive(askama::Template)]
#[template(path = "pages/bill.html")]
pub struct BillPage {
    frame: Frame,
    title: String,
    label: Option<String>,
    example: bool,
    summary: String,
    road: Vec<Step>,
    open: Option<NoticeCard>,
    closed: Vec<NoticeCard>,
    latest: Option<TextRow>,
    questions: Vec<String>,
    texts: Vec<TextRow>,
    papers: Vec<PaperRow>,
    /// 看改了什么: words and address of each comparison that is offered, the newest first.
    comparisons: Vec<(String, String)>,
    facts: Vec<(&'static str, String)>,
    history: Vec<Happening>,
}

struct Step {
    label: String,
    class: &'static str,
    /// Said to readers who do not see the colour.
    state: &'static str,
    /// Year, and month with day: two lines where the step is narrow.
    on: Option<(String, String)>,
    current: bool,
}

struct Happening {
    on: String,
    words: String,
    by: String,
}

impl BillPage {
    /// The page on the day of `ctx`.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier) -> Self {
        let bill = &dossier.bill;
        let open = dossier.open_notice(ctx.today).map(|(it, _)| NoticeCard::of(dossier, it, ctx.today));
        let closed = dossier.notices.iter().rev().map(|it| NoticeCard::of(dossier, it, ctx.today));
        let mut texts: Vec<TextRow> = dossier.versions.iter().map(|it| TextRow::of(&bill.slug, it, None)).collect();
        texts.reverse();
        Self {
            frame: Frame::new(ctx, bill.title.clone())
                .section(Section::Bills)
                .crumb("法规草案", link::BILLS)
                .describe(bill.summary.clone()),
            title: bill.title.clone(),
            label: dossier.latest().map(|it| it.facts.label.clone()),
            example: bill.example,
            summary: bill.summary.clone(),
            road: timeline(bill, &dossier.events).iter().map(Step::of).collect(),
            closed: closed.filter(|it| !it.deadline.open).collect(),
            open,
            latest: texts.first().cloned(),
            questions: bill.questions.clone(),
            texts,
            papers: dossier.documents.iter().map(|it| PaperRow::of(&bill.slug, it)).collect(),
            comparisons: offers(dossier),
            facts: facts(dossier),
            history: dossier.events.iter().rev().map(Happening::of).collect(),
        }
    }
}

impl Step {
    fn of(step: &TimelineStep) -> Self {
        let (class, state) = match step.state {
            StepState::Done => ("done", "已完成"),
            StepState::Current => ("current", "进行中"),
            StepState::Future => ("future", "尚未开始"),
        };
        Self {
            label: step.label.clone(),
            class,
            state,
            on: step.on.map(|it| (format!("{}年", it.year()), format!("{}月{}日", it.month(), it.day()))),
            current: step.state == StepState::Current,
        }
    }
}

impl Happening {
    fn of(event: &crate::procedure::Event) -> Self {
        let words = event.note.clone().unwrap_or_else(|| event.state.label());
        Self { on: chinese_date(event.on), words, by: event.by.clone() }
    }
}

fn facts(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let bill = &dossier.bill;
    let mut facts = vec![
        ("种类", bill.kind.label().to_owned()),
        ("制定机关", bill.enactor.clone()),
        ("提案人", bill.sponsor.clone()),
        ("起草单位", bill.drafting_unit.clone()),
    ];
    facts.extend(bill.committee.clone().map(|it| ("审议意见", it)));
    facts.push((
        "审议次数",
        format!("{}次审议后交付表决", crate::law::number::to_chinese(u16::from(bill.readings_required.get()))),
    ));
    facts.retain(|(_, value)| !value.is_empty());
    facts
}
