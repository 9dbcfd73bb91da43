//! How often strangers may send something. A meeting in a village hall shares one address, so a burst is taken; what
//! comes after it waits, with its words kept. Kept in memory: a restart forgets, which harms nobody.

use super::client::Client;
use crate::procedure::Digest;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::SignedDuration;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Opinions from one address at once: everybody in a full meeting room.
const SENT_AT_ONCE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");
/// And after that one every so often.
const SENT_EVERY: Duration = Duration::from_secs(5);
/// Receipts that are asked for from one address at once.
const ASKED_AT_ONCE: NonZeroU32 = NonZeroU32::new(40).expect("not zero");
const ASKED_EVERY: Duration = Duration::from_secs(6);
/// How often one receipt is used for a change at once.
const CHANGED_AT_ONCE: NonZeroU32 = NonZeroU32::new(10).expect("not zero");
const CHANGED_EVERY: Duration = Duration::from_secs(60);
/// Addresses that are remembered before those are forgotten that have waited long enough.
const REMEMBERED: usize = 50_000;

/// How often something may be done by one.
#[derive(Debug)]
pub struct Limits {
    sent: DefaultKeyedRateLimiter<IpAddr>,
    asked: DefaultKeyedRateLimiter<IpAddr>,
    changed: DefaultKeyedRateLimiter<Digest>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sent: RateLimiter::keyed(quota(SENT_AT_ONCE, SENT_EVERY)),
            asked: RateLimiter::keyed(quota(ASKED_AT_ONCE, ASKED_EVERY)),
            changed: RateLimiter::keyed(quota(CHANGED_AT_ONCE, CHANGED_EVERY)),
        }
    }
}

impl Limits {
    /// Counts an opinion; how long to wait, if there were too many. This machine itself is not counted: a proxy may stand
    /// there of which the operator said nothing.
    pub fn sent(&self, client: Client) -> Option<SignedDuration> {
        client.0.and_then(|it| count(&self.sent, &it))
    }

    /// Counts a receipt that is asked for.
    pub fn asked(&self, client: Client) -> Option<SignedDuration> {
        client.0.and_then(|it| count(&self.asked, &it))
    }

    /// Counts a change by the holder of a receipt.
    pub fn changed(&self, receipt: Digest) -> Option<SignedDuration> {
        count(&self.changed, &receipt)
    }
}

fn quota(at_once: NonZeroU32, every: Duration) -> Quota {
    Quota::with_period(every).unwrap_or_else(|| Quota::per_second(at_once)).allow_burst(at_once)
}

fn count<K: std::hash::Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Option<SignedDuration> {
    if limiter.len() > REMEMBERED {
        limiter.retain_recent();
    }
    let until = limiter.check_key(key).err()?;
    let wait = until.wait_time_from(DefaultClock::default().now());
    Some(SignedDuration::try_from(wait).unwrap_or(SignedDuration::from_secs(60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_taken_and_then_one_waits_while_others_do_not() {
        let limits = Limits::default();
        let here = Client(Some("203.0.113.7".parse().expect("an address")));
        let taken = (0..SENT_AT_ONCE.get()).filter(|_| limits.sent(here).is_none()).count();
        assert_eq!(taken, SENT_AT_ONCE.get() as usize);
        let wait = limits.sent(here).expect("too many");
        assert!(wait.is_positive() && wait <= SignedDuration::try_from(SENT_EVERY).expect("short"));
        assert_eq!(limits.sent(Client(Some("203.0.113.8".parse().expect("an address")))), None);
        assert_eq!(limits.sent(Client(None)), None);
    }
}
