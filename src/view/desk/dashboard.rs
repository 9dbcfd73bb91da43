//! 工作台: what waits for whom, which legal clock runs, and where every bill stands.

use super::life::{ClockLine, lacks};
use crate::procedure::BillState;
use crate::procedure::life::{Case, Clock, Course, History, Settings, allowed, clocks, keeps_bills};
use crate::procedure::permission::{Action, Object, may};
use crate::procedure::person::Post;
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{chinese_date, link};

/// 工作台.
#[derive(askama::Template)]
#[template(path = "pages/dashboard.html")]
pub struct DashboardPage {
    frame: Frame,
    organ: String,
    /// Steps that wait for this organ and for nothing else.
    mine: Vec<Waiting>,
    /// Steps of this organ that still lack something.
    lacking: Vec<Waiting>,
    clocks: Vec<BillClock>,
    groups: Vec<Group>,
    compare_href: Option<&'static str>,
    new_href: Option<&'static str>,
}

/// A step that waits.
struct Waiting {
    title: String,
    example: bool,
    href: String,
    state: String,
    step: &'static str,
    since: Option<String>,
    lacks: Vec<String>,
}

struct BillClock {
    title: String,
    href: String,
    clock: ClockLine,
}

struct Group {
    label: &'static str,
    bills: Vec<BillLine>,
}

struct BillLine {
    title: String,
    example: bool,
    href: String,
    kind: &'static str,
    state: String,
    since: Option<String>,
    /// 等法工委登记“转入征求意见和修改”.
    waits: Option<String>,
    draft_href: Option<String>,
    check_href: Option<String>,
}

impl DashboardPage {
    /// The page for whoever acts under this post, on the day of `ctx`.
    #[must_use]
    pub fn new(ctx: &PageCtx, cases: &[Case], settings: &Settings, post: &Post) -> Self {
        // Those who keep bills see all; others the bills that are theirs.
        let seen = |it: &&Case| keeps_bills(post.role()) || may(post, Action::ReadBill, Object::Bill(&it.bill));
        let cases: Vec<&Case> = cases.iter().filter(seen).collect();
        let waiting: Vec<Waiting> = cases.iter().filter_map(|it| waiting(it, settings, post, ctx)).collect();
        let (mine, lacking) = waiting.into_iter().partition(|it| it.lacks.is_empty());
        Self {
            frame: Frame::new(ctx, "工作台").section(Section::Desk).unlisted(),
            organ: post.label(),
            mine,
            lacking,
            clocks: all_clocks(&cases, settings, ctx),
            groups: groups(&cases, settings, post, ctx),
            compare_href: may(post, Action::CorrectAlignment, Object::Whole).then_some(link::COMPARE),
            new_href: may(post, Action::ProposeBill, Object::Whole).then_some(link::NEW_BILL),
        }
    }
}

/// The main step of a bill, if it is this post's to record.
fn waiting(case: &Case, settings: &Settings, post: &Post, ctx: &PageCtx) -> Option<Waiting> {
    if !may(post, Action::AdvanceBill, Object::Bill(&case.bill)) {
        return None;
    }
    let history = History::on(case, ctx.today);
    let offers = allowed(case, settings, ctx.today);
    let own = offers.iter().filter(|it| it.row.course == Course::Main && it.recorders.contains(&post.role()));
    // Of two ways forward the one that lacks less.
    let offer = own.min_by_key(|it| it.unmet.len())?;
    Some(Waiting {
        title: case.bill.title.clone(),
        example: case.bill.example,
        href: format!("{}#{}", link::desk_bill(&case.bill.slug), offer.row.act.code()),
        state: history.state.label(),
        step: offer.row.act.label(),
        since: history.since.map(chinese_date),
        lacks: lacks(offer),
    })
}

fn all_clocks(cases: &[&Case], settings: &Settings, ctx: &PageCtx) -> Vec<BillClock> {
    let of = |case: &&Case| -> Vec<(Clock, BillClock)> {
        let line = |it: Clock| {
            let (title, href) = (case.bill.title.clone(), link::desk_bill(&case.bill.slug));
            (it, BillClock { title, href, clock: ClockLine::of(&it) })
        };
        clocks(case, settings, ctx.today).into_iter().map(line).collect()
    };
    let mut all: Vec<(Clock, BillClock)> = cases.iter().flat_map(of).collect();
    all.sort_by_key(|(clock, _)| (clock.due.is_none(), clock.due));
    all.into_iter().map(|it| it.1).collect()
}

/// The states in the order of the road, in groups that people speak of.
fn groups(cases: &[&Case], settings: &Settings, post: &Post, ctx: &PageCtx) -> Vec<Group> {
    const LABELS: [&str; 6] = ["立项和起草", "提请审议", "审议和修改", "表决和报批", "公布和施行", "已经结束"];
    let mut groups: Vec<Group> = LABELS.map(|label| Group { label, bills: Vec::new() }).into();
    for case in cases {
        let history = History::on(case, ctx.today);
        if let Some(group) = groups.get_mut(group_of(history.state)) {
            group.bills.push(line(case, &history, settings, post, ctx));
        }
    }
    groups.retain(|it| !it.bills.is_empty());
    groups
}

fn group_of(state: BillState) -> usize {
    use BillState as S;
    match state {
        S::Proposed | S::Planned | S::Drafting => 0,
        S::Submitted | S::CommitteeReview | S::Agenda => 1,
        S::Reading(_) | S::Revising | S::Deferred => 2,
        S::VoteDraft | S::SeparateVote | S::Passed | S::ApprovalPending => 3,
        S::Approved | S::Promulgated | S::InForce | S::Amended => 4,
        _ => 5,
    }
}

fn line(case: &Case, history: &History, settings: &Settings, post: &Post, ctx: &PageCtx) -> BillLine {
    let bill = &case.bill;
    let offers = allowed(case, settings, ctx.today);
    let main = offers.iter().filter(|it| it.row.course == Course::Main).min_by_key(|it| it.unmet.len());
    let waits = main.map(|it| {
        let who: Vec<&str> = it.recorders.iter().map(|it| it.label()).collect();
        let lacks = if it.unmet.is_empty() { String::new() } else { format!("，还缺{}项", it.unmet.len()) };
        format!("下一步：{}（{}登记{lacks}）", it.row.act.label(), who.join("、"))
    });
    let latest = case.texts.last().map(|it| link::check(&bill.slug, it.facts.id));
    let object = Object::Bill(bill);
    BillLine {
        title: bill.title.clone(),
        example: bill.example,
        href: link::desk_bill(&bill.slug),
        kind: bill.kind.label(),
        state: history.state.label(),
        since: history.since.map(chinese_date),
        waits,
        draft_href: may(post, Action::ReadDraft, object).then(|| link::draft(&bill.slug)),
        check_href: latest.filter(|_| may(post, Action::ReadDraft, object)),
    }
}
