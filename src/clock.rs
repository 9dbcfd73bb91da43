//! The only place that asks the system for the time, and for chance. Everything else is handed a [`Clock`], an instant,
//! a date, or bytes.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The time zone of the installation unless configured otherwise.
pub const DEFAULT_TIME_ZONE: &str = "Asia/Shanghai";

/// Tells the time, in the time zone of the installation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: TimeZone,
    fixed: Option<Timestamp>,
}

/// The time zone is not one of the IANA list that is built in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("时区“{0}”无法识别，请使用 Asia/Shanghai 这样的名称")]
pub struct UnknownTimeZone(pub String);

impl Clock {
    /// The system's clock, read in the time zone of this IANA name.
    ///
    /// # Errors
    /// The name is unknown. The list is built in, so that no file of the system is needed.
    pub fn system(time_zone: &str) -> Result<Self, UnknownTimeZone> {
        let zone = TimeZone::get(time_zone).map_err(|_| UnknownTimeZone(time_zone.to_owned()))?;
        Ok(Self { zone, fixed: None })
    }

    /// A clock that stands still, for tests and examples; in China's zone.
    #[must_use]
    pub fn fixed(now: Timestamp) -> Self {
        let zone = TimeZone::get(DEFAULT_TIME_ZONE).unwrap_or(TimeZone::UTC);
        Self { zone, fixed: Some(now) }
    }

    /// A clock that stands still at noon of a day, for tests and examples.
    #[must_use]
    pub fn fixed_on(day: Date) -> Self {
        let mut clock = Self::fixed(Timestamp::UNIX_EPOCH);
        let noon = day.at(12, 0, 0, 0).to_zoned(clock.zone.clone());
        clock.fixed = Some(noon.map_or(Timestamp::UNIX_EPOCH, |it| it.timestamp()));
        clock
    }

    /// Now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }

    /// The civil date here.
    #[must_use]
    pub fn today(&self) -> Date {
        self.local(self.now()).date()
    }

    /// An instant as clocks on the wall here show it.
    #[must_use]
    pub fn local(&self, instant: Timestamp) -> Zoned {
        instant.to_zoned(self.zone.clone())
    }

    /// The instant at which a day begins here; `None` at the edge of time.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Option<Timestamp> {
        day.to_zoned(self.zone.clone()).ok().map(|it| it.timestamp())
    }
}

/// Bytes that nobody can guess.
///
/// # Panics
/// The system has no source of randomness: nothing that needs one may go on.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// So many random bytes as hexadecimal digits.
#[must_use]
pub fn random_hex<const N: usize>() -> String {
    random::<N>().iter().map(|it| format!("{it:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_changes_at_midnight_in_china() {
        let clock = |text: &str| Clock::fixed(text.parse().expect(text));
        assert_eq!(clock("2026-11-22T15:59:59Z").today(), date(2026, 11, 22));
        assert_eq!(clock("2026-11-22T16:00:00Z").today(), date(2026, 11, 23));
        assert_eq!(Clock::fixed_on(date(2026, 11, 23)).today(), date(2026, 11, 23));
    }

    #[test]
    fn an_unknown_zone_is_named() {
        let error = Clock::system("Asia/Nowhere").expect_err("there is no such zone");
        assert!(error.to_string().contains("Asia/Nowhere"));
        assert!(Clock::system(DEFAULT_TIME_ZONE).is_ok());
    }
}
