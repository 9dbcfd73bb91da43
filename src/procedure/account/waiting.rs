//! How long one waits after failures: twice as long each time, never for ever.

use jiff::{SignedDuration, Timestamp};

/// The longest wait: whoever owns the account never waits longer, whatever strangers do.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);
/// Failures before this are forgotten.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);

/// Failures under one name or from one address, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: i64,
    /// When the last one was.
    pub last: Timestamp,
}

/// How much is borne.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Failures that cost nothing.
    pub free: i64,
    /// The wait after the first that does.
    pub first: SignedDuration,
    /// After which time one failure is forgiven, where many people share a name: an address, or a login that anybody
    /// can type.
    pub forgives: Option<SignedDuration>,
}

impl Patience {
    /// How long one still has to wait at `now`; `None` when one may try.
    #[must_use]
    pub fn wait(&self, failures: Failures, now: Timestamp) -> Option<SignedDuration> {
        let since = now.duration_since(failures.last).max(SignedDuration::ZERO);
        let over = self.counted(failures, since) - self.free;
        if over < 0 {
            return None;
        }
        let doubled = i32::try_from(over.min(16)).map_or(1, |it| 1 << it);
        let whole = self.first.checked_mul(doubled).map_or(LONGEST, |it| it.min(LONGEST));
        let left = whole - since;
        left.is_positive().then_some(left)
    }

    /// The failures after one more.
    #[must_use]
    pub fn after(&self, failures: Option<Failures>, now: Timestamp) -> Failures {
        let counted = |it: Failures| self.counted(it, now.duration_since(it.last).max(SignedDuration::ZERO));
        Failures { count: failures.map_or(0, counted).saturating_add(1), last: now }
    }

    /// What still counts of the failures, so long after the last one.
    fn counted(&self, failures: Failures, since: SignedDuration) -> i64 {
        if since >= FORGOTTEN {
            return 0;
        }
        let forgiven = self.forgives.map_or(0, |it| since.as_secs() / it.as_secs().max(1));
        (failures.count - forgiven).max(0)
    }

    /// The moment before which failures are forgotten.
    #[must_use]
    pub fn forgotten(now: Timestamp) -> Timestamp {
        now.checked_sub(FORGOTTEN).unwrap_or(Timestamp::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { free: 5, first: SignedDuration::from_secs(30), forgives: None };

    fn wait(count: i64, seconds_ago: i64) -> Option<i64> {
        let now = Timestamp::from_second(10_000_000).unwrap();
        let last = now.checked_sub(SignedDuration::from_secs(seconds_ago)).unwrap();
        PATIENCE.wait(Failures { count, last }, now).map(|it| it.as_secs())
    }

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour_and_end() {
        assert_eq!(
            [wait(0, 0), wait(4, 0), wait(5, 0), wait(6, 0), wait(7, 0)],
            [None, None, Some(30), Some(60), Some(120)]
        );
        assert_eq!([wait(10, 0), wait(1_000, 0), wait(i64::MAX, 0)], [Some(900); 3]);
        assert_eq!([wait(5, 10), wait(5, 30), wait(i64::MAX, 900)], [Some(20), None, None]);
    }

    #[test]
    fn failures_of_yesterday_are_forgotten() {
        let now = Timestamp::from_second(10_000_000).unwrap();
        let old = Failures { count: 50, last: now.checked_sub(FORGOTTEN).unwrap() };
        assert_eq!(PATIENCE.after(Some(old), now).count, 1);
        assert_eq!(PATIENCE.after(Some(Failures { last: now, ..old }), now).count, 51);
        assert_eq!(PATIENCE.after(None, now), Failures { count: 1, last: now });
        let later = Failures { count: 9, last: now.checked_add(SignedDuration::from_hours(1)).unwrap() };
        assert!(PATIENCE.wait(later, now).is_some_and(|it| it <= LONGEST), "a clock that was put back");
    }

    #[test]
    fn what_many_share_is_forgiven_bit_by_bit() {
        let shared = Patience { forgives: Some(SignedDuration::from_mins(1)), ..PATIENCE };
        let now = Timestamp::from_second(10_000_000).unwrap();
        let ago = |minutes| now.checked_sub(SignedDuration::from_mins(minutes)).unwrap();
        assert_eq!(shared.after(Some(Failures { count: 7, last: ago(4) }), now).count, 4);
        assert_eq!(shared.after(Some(Failures { count: 7, last: ago(40) }), now).count, 1);
        assert!(shared.wait(Failures { count: 9, last: now }, now).is_some());
        assert_eq!(shared.wait(Failures { count: 9, last: ago(5) }, now), None);
    }
}
