//! A clock in words.

use crate::procedure::life::{Clock, ClockKind, ClockState};
use crate::view::{chinese_date, chinese_date_with_weekday};

/// A line about a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockLine {
    /// 省人大常委会审查批准.
    pub what: &'static str,
    /// 还有12天, 已超过3天.
    pub left: String,
    /// Until when, and since when.
    pub days: String,
    /// The article.
    pub basis: &'static str,
    /// Whether it is shown in red.
    pub urgent: bool,
}

impl ClockLine {
    /// The line of a clock.
    pub fn of(clock: &Clock) -> Self {
        let until = clock.due.map(chinese_date_with_weekday);
        let since = clock.since.map(chinese_date);
        let days = match (until, since) {
            (Some(until), Some(since)) => format!("{until}，自{since}起算"),
            _ => String::new(),
        };
        Self { what: clock.kind.label(), left: left(clock), days, basis: clock.basis, urgent: clock.urgent }
    }
}

fn left(clock: &Clock) -> String {
    // A deferral that is over is no fault: it may be decided now.
    let over = |days: i32| match clock.kind {
        ClockKind::Deferral => "已届满，可以决定终止或者延期".to_owned(),
        _ => format!("已超过{days}天"),
    };
    match clock.state {
        ClockState::Running { days_left: 0 } => "今天到期".to_owned(),
        ClockState::Running { days_left } => format!("还有{days_left}天"),
        ClockState::Overdue { days } => over(days),
        ClockState::Waiting => "尚未登记收到日期，没有起算".to_owned(),
    }
}
