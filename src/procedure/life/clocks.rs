//! Which legal clocks run for a bill. Civil dates; months and years by the calendar.

use super::super::{BillState, words};
use super::case::Case;
use super::guard::{after_days, after_months, after_years};
use super::history::{History, days_between};
use super::settings::Settings;
use jiff::civil::Date;

words!(
    /// What a clock counts to.
    ClockKind, "期限", {
        /// Sending members the draft before a session.
        SendPapers = "send_papers", "发送会议文件";
        /// The end of a public consultation.
        Consultation = "consultation", "公开征求意见截止";
        /// The years after which 主任会议 may end a deferred bill.
        Deferral = "deferral", "暂缓审议届满";
        /// The province's decision.
        Approval = "approval", "省人大常委会审查批准";
        /// Sending the papers for filing.
        SendFiling = "send_filing", "报送备案材料";
        /// Filing by the province.
        Filing = "filing", "报送国家备案";
        /// 施行日期.
        Effect = "effect", "施行";
    }
);

/// How far a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It runs; 0 days are left on the day itself.
    Running {
        /// Days after today.
        days_left: i32,
    },
    /// It ran out.
    Overdue {
        /// Days since, at least 1.
        days: i32,
    },
    /// What starts it was not recorded yet.
    Waiting,
}

/// A clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// What it counts to.
    pub kind: ClockKind,
    /// What started it; none while it waits.
    pub since: Option<Date>,
    /// The last day; none while it waits.
    pub due: Option<Date>,
    /// The article.
    pub basis: &'static str,
    /// How far it is.
    pub state: ClockState,
    /// Whether it ran out or soon will: only these are shown in red.
    pub urgent: bool,
}

/// The clocks of a bill on a day, the nearest first; those that wait come last.
#[must_use]
pub fn clocks(case: &Case, settings: &Settings, today: Date) -> Vec<Clock> {
    let history = History::on(case, today);
    let make = Make { settings, today };
    let mut found: Vec<Clock> = [
        send_papers(&history, &make),
        consultation(&history, &make),
        deferral(&history, &make),
        approval(&history, &make),
        send_filing(&history, &make),
        filing(&history, &make),
        effect(&history, &make),
    ]
    .into_iter()
    .flatten()
    .collect();
    found.sort_by_key(|it| (it.due.is_none(), it.due));
    found
}

struct Make<'a> {
    settings: &'a Settings,
    today: Date,
}

impl Make<'_> {
    fn clock(&self, kind: ClockKind, since: Date, due: Option<Date>, basis: &'static str) -> Option<Clock> {
        let due = due?;
        let left = days_between(self.today, due);
        let state =
            if left >= 0 { ClockState::Running { days_left: left } } else { ClockState::Overdue { days: -left } };
        let soon = i32::try_from(self.settings.soon_days).unwrap_or(i32::MAX);
        Some(Clock { kind, since: Some(since), due: Some(due), basis, state, urgent: left <= soon })
    }
}

fn send_papers(history: &History, make: &Make<'_>) -> Option<Clock> {
    let session = history.session_on.filter(|_| history.state == BillState::Agenda)?;
    let lead = jiff::Span::new().try_days(i64::from(make.settings.lead_days)).ok()?;
    let due = session.checked_sub(lead).ok()?;
    // When it was done is recorded with the reading; a day that is past says nothing.
    let since = history.since?;
    make.clock(ClockKind::SendPapers, since, Some(due), "立法法第三十一条").filter(|_| make.today <= due)
}

fn consultation(history: &History, make: &Make<'_>) -> Option<Clock> {
    let open = history.consulted.iter().filter(|it| it.opens <= make.today && make.today <= it.closes);
    let it = open.max_by_key(|it| it.closes)?;
    make.clock(ClockKind::Consultation, it.opens, Some(it.closes), "立法法第四十条")
}

fn deferral(history: &History, make: &Make<'_>) -> Option<Clock> {
    let since = history.deferred_on.filter(|_| history.state == BillState::Deferred)?;
    let due = after_years(since, make.settings.deferral_years);
    make.clock(ClockKind::Deferral, since, due, "立法法第四十五条")
}

fn approval(history: &History, make: &Make<'_>) -> Option<Clock> {
    const BASIS: &str = "立法法第八十一条";
    if history.state != BillState::ApprovalPending {
        return None;
    }
    let Some(since) = history.received_on else {
        let (since, due, state) = (None, None, ClockState::Waiting);
        return Some(Clock { kind: ClockKind::Approval, since, due, basis: BASIS, state, urgent: false });
    };
    make.clock(ClockKind::Approval, since, after_months(since, make.settings.approval_months), BASIS)
}

fn send_filing(history: &History, make: &Make<'_>) -> Option<Clock> {
    let since = history.promulgated_on.filter(|_| history.filing_sent_on.is_none() && history.filed_on.is_none())?;
    let due = after_days(since, make.settings.filing_send_days);
    make.clock(ClockKind::SendFiling, since, due, "本省关于报送备案的规定")
}

fn filing(history: &History, make: &Make<'_>) -> Option<Clock> {
    let since = history.promulgated_on.filter(|_| history.filed_on.is_none())?;
    make.clock(ClockKind::Filing, since, after_days(since, make.settings.filing_days), "立法法第一百零九条")
}

fn effect(history: &History, make: &Make<'_>) -> Option<Clock> {
    let since = history.promulgated_on.filter(|_| history.state == BillState::Promulgated)?;
    make.clock(ClockKind::Effect, since, history.effective_on, "立法法第六十一条")
        .map(|it| Clock { urgent: false, ..it })
}
