//! A bill on the desk: where it stands, which clocks run, what can be done next, what was done, its texts and papers.
//!
//! | file | subject |
//! | --- | --- |
//! | `step.rs` | a step that can be taken: what it lacks, or its form with what was typed |
//! | `entry.rs` | an entry of the log in words |
//! | `clock.rs` | a clock in words |

mod clock;
mod entry;
mod step;

pub use step::TypedStep;

pub(super) use clock::ClockLine;

use super::Local;
use crate::procedure::correction::Signer;
use crate::procedure::life::{Case, Course, Guard, History, Offer, Settings, allowed, clocks, public};
use crate::procedure::person::Role;
use crate::procedure::{Digest, Document, DocumentKind, Stage, TimelineStep, Version, timeline};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, chinese_date, link};
use entry::Entry;
use step::{StepForm, StepView};

/// What the person may do with the bill.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskMay {
    /// Record steps.
    pub advance: bool,
    /// Add papers and texts.
    pub paper: bool,
    /// Read the working draft.
    pub draft: bool,
    /// 条文核对.
    pub compare: bool,
    /// 定稿.
    pub seal: bool,
}

/// The fields of a paper or a text that is to be added, and what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddForm {
    /// The code of the kind or the stage.
    pub kind: String,
    /// Its title, or the session of a text.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// The day it bears.
    pub dated: String,
    /// Its words.
    pub text: String,
    /// What is wrong.
    pub errors: Vec<String>,
}

/// What the page is made from.
pub struct LifeView<'a> {
    /// The bill with everything that a step depends on.
    pub case: &'a Case,
    /// The same with the titles of its papers.
    pub dossier: &'a Dossier,
    /// The procedure of this city.
    pub settings: &'a Settings,
    /// As what the person acts.
    pub role: Role,
    /// What the person may do.
    pub may: DeskMay,
    /// A step that was not taken.
    pub typed: Option<&'a TypedStep>,
    /// A paper that was not added.
    pub paper: &'a AddForm,
    /// A text that was not added.
    pub text: &'a AddForm,
    /// What was just done, in words.
    pub done: Option<String>,
    /// Instants as clocks on the wall show them.
    pub local: Local<'a>,
}

/// A bill on the desk.
#[derive(askama::Template)]
#[template(path = "pages/desk_life.html")]
pub struct DeskLifePage {
    frame: Frame,
    title: String,
    example: bool,
    state: String,
    since: Option<String>,
    road: Vec<RoadStep>,
    done: Option<String>,
    errors: Vec<String>,
    clocks: Vec<ClockLine>,
    next: Vec<StepView>,
    beside: Vec<StepView>,
    other: Vec<StepView>,
    entries: Vec<Entry>,
    imported: Vec<(String, String, String)>,
    facts: Vec<(&'static str, String)>,
    texts: Vec<TextLine>,
    papers: Vec<PaperLine>,
    may: DeskMay,
    paper: AddForm,
    text: AddForm,
    kinds: Vec<(&'static str, &'static str, bool)>,
    stages: Vec<(&'static str, &'static str, bool)>,
    public_href: Option<String>,
    draft_href: String,
    seal_href: String,
    compare_href: &'static str,
    advance_href: String,
    papers_href: String,
    texts_href: String,
}

struct RoadStep {
    label: String,
    class: &'static str,
    state: &'static str,
    on: Option<String>,
    current: bool,
}

struct TextLine {
    label: String,
    dated: String,
    sha256: String,
    sealed: bool,
    public: bool,
    href: Option<String>,
    check_href: String,
}

struct PaperLine {
    kind: &'static str,
    title: String,
    href: String,
    by: String,
    dated: String,
    sha256: String,
    public: bool,
}

/// The stages of texts that come from outside. 修改稿 and 表决稿 are sealed from the working draft.
pub const OUTSIDE_STAGES: &[Stage] = &[Stage::Draft, Stage::Passed, Stage::Approved, Stage::Promulgated];

impl DeskLifePage {
    /// The page on the day of `ctx`.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: &LifeView<'_>) -> Self {
        let (case, bill) = (view.case, &view.case.bill);
        let history = History::on(case, ctx.today);
        let shown = public(case, ctx.today);
        let offers = allowed(case, view.settings, ctx.today);
        let steps = |course: Course| -> Vec<StepView> {
            let of_course = offers.iter().filter(|it| it.row.course == course && !is_settled(it));
            of_course.map(|it| StepForm::new(view, &history, it, ctx.today).view()).collect()
        };
        let mut events = case.imported.clone();
        events.extend(crate::procedure::life::standing(&case.log).map(|it| entry::event(&it.step)));
        let road = timeline(bill, &events);
        let names: Vec<&str> = shown.papers.iter().map(String::as_str).collect();
        Self {
            frame: Frame::new(ctx, bill.title.clone()).section(Section::Desk).crumb("工作台", link::DESK).unlisted(),
            title: bill.title.clone(),
            example: bill.example,
            state: history.state.label(),
            since: history.since.map(chinese_date),
            road: road.iter().map(RoadStep::of).collect(),
            done: view.done.clone(),
            errors: view.errors(),
            clocks: clocks(case, view.settings, ctx.today).iter().map(ClockLine::of).collect(),
            next: steps(Course::Main),
            beside: steps(Course::Beside),
            other: steps(Course::Other),
            entries: Entry::all(case, view.local),
            imported: imported(case),
            facts: facts(case),
            texts: view.dossier.versions.iter().rev().map(|it| text_line(case, it, &shown.texts)).collect(),
            papers: view.dossier.documents.iter().rev().map(|it| paper_line(case, it, &names)).collect(),
            may: view.may,
            paper: view.paper.clone(),
            text: view.text.clone(),
            kinds: DocumentKind::ALL.iter().map(|it| (it.code(), it.label(), view.paper.kind == it.code())).collect(),
            stages: OUTSIDE_STAGES.iter().map(|it| (it.code(), it.label(), view.text.kind == it.code())).collect(),
            public_href: shown.listed.then(|| link::bill(&bill.slug)),
            seal_href: link::desk_seal(&bill.slug),
            draft_href: link::draft(&bill.slug),
            compare_href: link::COMPARE,
            advance_href: link::desk_advance(&bill.slug),
            papers_href: link::desk_papers(&bill.slug),
            texts_href: link::desk_texts(&bill.slug),
        }
    }
}

impl LifeView<'_> {
    fn errors(&self) -> Vec<String> {
        let typed = self.typed.iter().flat_map(|it| it.unmet.iter().map(ToString::to_string));
        typed.chain(self.paper.errors.iter().cloned()).chain(self.text.errors.iter().cloned()).collect()
    }
}

impl RoadStep {
    fn of(step: &TimelineStep) -> Self {
        let (class, state) = match step.state {
            crate::procedure::StepState::Done => ("done", "已完成"),
            crate::procedure::StepState::Current => ("current", "进行中"),
            crate::procedure::StepState::Future => ("future", "尚未开始"),
        };
        let current = step.state == crate::procedure::StepState::Current;
        Self { label: step.label.clone(), class, state, on: step.on.map(chinese_date), current }
    }
}

/// What was done already, or has nothing to begin with, is not offered beside the course.
fn is_settled(offer: &Offer) -> bool {
    let settled = |guard: Guard| {
        matches!(
            guard,
            Guard::SomethingToUndo
                | Guard::NotYetReceived
                | Guard::FilingNotSent
                | Guard::FilingSent
                | Guard::OtherAmends
                | Guard::OtherRepeals
                | Guard::MembersBill
        )
    };
    offer.row.course != Course::Main && offer.unmet.iter().any(|it| settled(it.guard))
}

fn imported(case: &Case) -> Vec<(String, String, String)> {
    let line = |it: &crate::procedure::Event| {
        (chinese_date(it.on), it.note.clone().unwrap_or_else(|| it.state.label()), it.by.clone())
    };
    case.imported.iter().rev().map(line).collect()
}

fn facts(case: &Case) -> Vec<(&'static str, String)> {
    let bill = &case.bill;
    let mut facts = vec![("种类", bill.kind.label().to_owned())];
    if let Some(project) = &case.project {
        facts.push(("项目类别", project.class.label().to_owned()));
        facts.push(("提案主体", project.sponsor_kind.label().to_owned()));
        facts.push(("表决机关", project.venue.label().to_owned()));
        facts.extend(project.target_session.clone().map(|it| ("拟提请审议", it)));
        facts.extend(project.target.as_ref().map(|it| ("所涉法规", it.to_string())));
    }
    facts.push(("提案人", bill.sponsor.clone()));
    facts.push(("起草单位", bill.drafting_unit.clone()));
    facts.extend(bill.committee.clone().map(|it| ("有关的专门委员会", it)));
    let times = crate::law::number::to_chinese(u16::from(bill.readings_required.get()));
    facts.push(("审议次数", format!("{times}次审议后交付表决")));
    facts.retain(|it| !it.1.is_empty());
    facts
}

fn text_line(case: &Case, it: &Version, public: &[crate::procedure::VersionId]) -> TextLine {
    let public = public.contains(&it.id());
    TextLine {
        label: format!("{}（{}）", it.facts.label, it.id()),
        dated: chinese_date(it.facts.dated),
        sha256: it.text_sha256.short(),
        sealed: it.is_sealed(),
        public,
        href: public.then(|| link::version(&case.bill.slug, it.id())),
        check_href: link::check(&case.bill.slug, it.id()),
    }
}

fn paper_line(case: &Case, it: &Document, public: &[&str]) -> PaperLine {
    PaperLine {
        kind: it.kind.label(),
        title: it.title.clone(),
        href: link::desk_paper(&case.bill.slug, &it.name),
        by: it.author.clone(),
        dated: chinese_date(it.dated),
        sha256: Digest::short(&it.text_sha256),
        public: public.contains(&it.name.as_str()),
    }
}

/// 法工委　王某.
fn signed(signer: &Signer) -> String {
    format!("{}　{}", signer.organ(), signer.name())
}

/// What an offer waits for in words, for lists: 缺少草案说明.
pub(super) fn lacks(offer: &Offer) -> Vec<String> {
    offer.unmet.iter().map(ToString::to_string).collect()
}
