//! What is wrong in a TOML file, in Chinese, with its line.

use serde::de::DeserializeOwned;
use toml::value::Datetime;

/// Reads `source` into a type that knows its keys; else what is wrong, without the name of the file.
pub(super) fn parse<T: DeserializeOwned>(source: &str) -> Result<T, String> {
    toml::from_str(source).map_err(|error| {
        let line = error.span().map_or(1, |it| source[..it.start.min(source.len())].matches('\n').count() + 1);
        format!("第{line}行：{}", words(error.message()))
    })
}

/// The few kinds of message that readers of TOML make, in Chinese. Those of our own types are Chinese already.
fn words(message: &str) -> String {
    let quoted = |prefix: &str| {
        let rest = message.strip_prefix(prefix)?.strip_prefix('`')?;
        rest.split('`').next().map(str::to_owned)
    };
    if let Some(key) = quoted("unknown field ") {
        return format!("不认识“{key}”这一项");
    }
    if let Some(key) = quoted("missing field ") {
        return format!("缺少“{key}”这一项");
    }
    if message.starts_with("duplicate key") {
        return "同一项写了两次".to_owned();
    }
    if message.starts_with("invalid type") || message.starts_with("invalid value") {
        return "值的类型不对：文字要加引号，数字和日期不加，列表用方括号".to_owned();
    }
    let chinese = message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if chinese { message.to_owned() } else { "不合 TOML 格式，请检查引号、等号和方括号".to_owned() }
}

/// A TOML local date as a civil date.
pub(super) fn date(value: Datetime) -> Result<jiff::civil::Date, String> {
    let wrong = || format!("日期“{value}”应写成 2026-04-28 这样，不带时间");
    let (Some(date), None, None) = (value.date, value.time, value.offset) else { return Err(wrong()) };
    let year = i16::try_from(date.year).map_err(|_| wrong())?;
    let month = i8::try_from(date.month).map_err(|_| wrong())?;
    let day = i8::try_from(date.day).map_err(|_| wrong())?;
    jiff::civil::Date::new(year, month, day).map_err(|_| wrong())
}
