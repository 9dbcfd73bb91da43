//! Dates as people read them.

use jiff::Zoned;
use jiff::civil::{Date, Weekday};

/// 2026年11月23日.
#[must_use]
pub fn chinese_date(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 2026年11月23日（星期一）, where a deadline is meant.
#[must_use]
pub fn chinese_date_with_weekday(day: Date) -> String {
    let name = match day.weekday() {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    };
    format!("{}（星期{name}）", chinese_date(day))
}

/// 2026年11月23日15:04, as clocks on the wall show it.
#[must_use]
pub fn chinese_time(at: &Zoned) -> String {
    format!("{}{:02}:{:02}", chinese_date(at.date()), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_written_without_leading_zeros() {
        assert_eq!(chinese_date(date(2026, 3, 5)), "2026年3月5日");
        assert_eq!(chinese_date_with_weekday(date(2026, 11, 23)), "2026年11月23日（星期一）");
        assert_eq!(chinese_date_with_weekday(date(2026, 11, 29)), "2026年11月29日（星期日）");
    }

    #[test]
    fn an_instant_is_told_in_hours_and_minutes() {
        let at = date(2026, 11, 23).at(9, 5, 59, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        assert_eq!(chinese_time(&at), "2026年11月23日09:05");
    }
}
