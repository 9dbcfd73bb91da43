//! 公开征求意见: the notice, when it is open, and the ways to answer.

use super::{Invalid, Slug, VersionId, serde_as_text};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::str::FromStr;

/// 立法法§40: 一般不少于三十日. A shorter period is a warning that needs a reason, not a fault.
pub const USUAL_CONSULTATION_DAYS: i32 = 30;

/// How long after the last day a page that was opened before may still be sent.
pub const GRACE_MINUTES: i64 = 10;

/// Whether a page that was opened at `opened` may be sent at `now`; `ends` is the instant at which the last day is over.
/// Only the server's clock counts. A page of which nobody knows when it was opened has no grace.
#[must_use]
pub fn may_send(ends: Timestamp, opened: Option<Timestamp>, now: Timestamp) -> bool {
    let grace = ends.checked_add(SignedDuration::from_mins(GRACE_MINUTES)).unwrap_or(ends);
    now < ends || (now < grace && opened.is_some_and(|it| it < ends))
}

/// The address of a consultation: that of its bill and the version it is about, `business-environment-v1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ConsultationId {
    /// The bill.
    pub bill: Slug,
    /// The version that is put to the public.
    pub version: VersionId,
}

impl fmt::Display for ConsultationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.bill, self.version)
    }
}

impl FromStr for ConsultationId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new("征求意见编号", text, "应为法规代号加版本号，如 business-environment-v1");
        let (bill, version) = text.rsplit_once('-').ok_or_else(invalid)?;
        Ok(Self { bill: bill.parse().map_err(|_| invalid())?, version: version.parse().map_err(|_| invalid())? })
    }
}

serde_as_text!(ConsultationId, |it: &ConsultationId| it.to_string());

/// 征求意见公告.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationNotice {
    /// Its address.
    pub id: ConsultationId,
    /// 关于公开征求《…》意见的公告.
    pub title: String,
    /// The first day.
    pub opens: Date,
    /// The last day, which still counts.
    pub closes: Date,
    /// The ways to answer besides this site, in the order in which they are shown.
    pub channels: Vec<Channel>,
}

impl ConsultationNotice {
    /// Where it stands on a day.
    #[must_use]
    pub fn status_on(&self, today: Date) -> ConsultationStatus {
        if today < self.opens {
            ConsultationStatus::Upcoming { days_until: days(today, self.opens) }
        } else if today <= self.closes {
            ConsultationStatus::Open { days_left: days(today, self.closes) }
        } else {
            ConsultationStatus::Closed
        }
    }

    /// Whether one can speak on a day.
    #[must_use]
    pub fn is_open_on(&self, today: Date) -> bool {
        matches!(self.status_on(today), ConsultationStatus::Open { .. })
    }

    /// How many days it is open, first and last included.
    #[must_use]
    pub fn length_days(&self) -> i32 {
        days(self.opens, self.closes) + 1
    }

    /// Whether it is shorter than what the law calls usual.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.length_days() < USUAL_CONSULTATION_DAYS
    }
}

/// From one day to another. Civil dates only: no zone, no clock change.
fn days(from: Date, to: Date) -> i32 {
    to.duration_since(from).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
}

/// Whether one can speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsultationStatus {
    /// Announced, not yet open.
    Upcoming {
        /// Days until the first day, at least 1.
        days_until: i32,
    },
    /// Open.
    Open {
        /// Days after this one; 0 on the last day.
        days_left: i32,
    },
    /// Over.
    Closed,
}

/// A way to answer that is not this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// 信函.
    Letter {
        /// Where to.
        address: String,
        /// 邮政编码.
        postcode: Option<String>,
        /// Words to write on the envelope.
        envelope: Option<String>,
    },
    /// 电话.
    Telephone(String),
    /// 传真.
    Fax(String),
    /// 电子邮件.
    Email(String),
}

impl Channel {
    /// 信函, 电话, 传真, 电子邮件.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Letter { .. } => "信函",
            Self::Telephone(_) => "电话",
            Self::Fax(_) => "传真",
            Self::Email(_) => "电子邮件",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn notice() -> ConsultationNotice {
        ConsultationNotice {
            id: "elderly-care-v1".parse().expect("an id"),
            title: "公告".to_owned(),
            opens: date(2026, 10, 30),
            closes: date(2026, 12, 5),
            channels: Vec::new(),
        }
    }

    #[test]
    fn the_last_day_still_counts() {
        let status = |m, d| notice().status_on(date(2026, m, d));
        assert_eq!(status(10, 29), ConsultationStatus::Upcoming { days_until: 1 });
        assert_eq!(status(10, 30), ConsultationStatus::Open { days_left: 36 });
        assert_eq!(status(11, 23), ConsultationStatus::Open { days_left: 12 });
        assert_eq!(status(12, 5), ConsultationStatus::Open { days_left: 0 });
        assert_eq!(status(12, 6), ConsultationStatus::Closed);
    }

    #[test]
    fn a_period_under_thirty_days_is_short() {
        assert_eq!(notice().length_days(), 37);
        assert!(!notice().is_short());
        assert!(ConsultationNotice { closes: date(2026, 11, 27), ..notice() }.is_short());
        assert!(!ConsultationNotice { closes: date(2026, 11, 28), ..notice() }.is_short());
    }

    #[test]
    fn a_page_opened_in_time_may_be_sent_ten_minutes_later() {
        let at = |text: &str| -> Timestamp { text.parse().expect(text) };
        let ends = at("2026-12-05T16:00:00Z");
        let opened = Some(at("2026-12-05T15:59:00Z"));
        assert!(may_send(ends, None, at("2026-12-05T15:59:59Z")));
        assert!(!may_send(ends, None, ends), "without grace the last day is the last day");
        assert!(may_send(ends, opened, at("2026-12-05T16:09:59Z")));
        assert!(!may_send(ends, opened, at("2026-12-05T16:10:00Z")));
        assert!(!may_send(ends, Some(ends), at("2026-12-05T16:00:01Z")), "opened too late");
    }

    #[test]
    fn an_id_names_bill_and_version() {
        let id: ConsultationId = "business-environment-v12".parse().expect("an id");
        assert_eq!((id.bill.as_str(), id.version.number()), ("business-environment", 12));
        assert_eq!(id.to_string(), "business-environment-v12");
        for bad in ["", "v1", "-v1", "a-", "a-1", "A-v1"] {
            assert!(bad.parse::<ConsultationId>().is_err(), "{bad}");
        }
    }
}
