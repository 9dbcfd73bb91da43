//! Columns → values of the procedure. What does not fit is a contradiction, named by table and row.

use super::error::{StoreError, StoreResult};
use crate::procedure::{Invalid, Reading, VersionId};
use jiff::Timestamp;
use std::fmt::Display;
use std::str::FromStr;

/// Which row is being read, for the message.
pub(super) struct At<'a> {
    pub(super) table: &'static str,
    pub(super) row: &'a (dyn Display + Sync),
}

impl At<'_> {
    pub(super) fn wrong(&self, reason: impl ToString) -> StoreError {
        StoreError::contradiction(self.table, self.row, reason)
    }

    pub(super) fn parse<T: FromStr<Err: Display>>(&self, text: &str) -> StoreResult<T> {
        text.parse().map_err(|error: T::Err| self.wrong(error))
    }

    pub(super) fn parse_optional<T: FromStr<Err: Display>>(&self, text: Option<&str>) -> StoreResult<Option<T>> {
        text.map(|it| self.parse(it)).transpose()
    }

    pub(super) fn reading(&self, number: i64) -> StoreResult<Reading> {
        let reading = u8::try_from(number).ok().map(Reading::new);
        self.valid(reading, number)
    }

    pub(super) fn reading_optional(&self, number: Option<i64>) -> StoreResult<Option<Reading>> {
        number.map(|it| self.reading(it)).transpose()
    }

    pub(super) fn version(&self, number: i64) -> StoreResult<VersionId> {
        let version = u16::try_from(number).ok().map(VersionId::new);
        self.valid(version, number)
    }

    pub(super) fn version_optional(&self, number: Option<i64>) -> StoreResult<Option<VersionId>> {
        number.map(|it| self.version(it)).transpose()
    }

    pub(super) fn instant(&self, milliseconds: i64) -> StoreResult<Timestamp> {
        Timestamp::from_millisecond(milliseconds).map_err(|error| self.wrong(error))
    }

    fn valid<T>(&self, value: Option<Result<T, Invalid>>, number: i64) -> StoreResult<T> {
        value.ok_or_else(|| self.wrong(format!("数字{number}超出范围")))?.map_err(|error| self.wrong(error))
    }
}
