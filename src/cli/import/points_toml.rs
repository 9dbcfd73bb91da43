//! `contact-points.toml`: the list of contact points.

use super::toml_words;
use crate::procedure::{ContactPoint, HostType, PointStatus, Slug, Tier};
use serde::Deserialize;
use std::collections::HashSet;
use toml::value::Datetime;

/// No city has as many.
const MAX_POINTS: usize = 5_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PointsToml {
    /// Demonstration data: holds for the whole list.
    #[serde(default)]
    example: bool,
    points: Vec<PointToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PointToml {
    slug: Slug,
    name: String,
    tier: Tier,
    host: String,
    host_type: HostType,
    district: String,
    sector: Option<String>,
    plaque: Option<String>,
    address: Option<String>,
    hours: Option<String>,
    telephone: Option<String>,
    intro: Option<String>,
    valid_from: Datetime,
    valid_to: Option<Datetime>,
    status: PointStatus,
}

/// The points in the order of the list; else everything that is wrong, without the name of the file.
pub(super) fn read(source: &str) -> Result<Vec<ContactPoint>, Vec<String>> {
    let list: PointsToml = toml_words::parse(source).map_err(|it| vec![it])?;
    if list.points.len() > MAX_POINTS {
        return Err(vec![format!("联系点超过{MAX_POINTS}个")]);
    }
    let mut problems = Vec::new();
    let mut points = Vec::with_capacity(list.points.len());
    let mut seen = HashSet::new();
    for point in list.points {
        let slug = point.slug.clone();
        if !seen.insert(slug.clone()) {
            problems.push(format!("联系点 {slug} 出现了两次"));
        }
        match check(point, list.example) {
            Ok(point) => points.push(point),
            Err(what) => problems.push(format!("联系点 {slug}：{what}")),
        }
    }
    if problems.is_empty() { Ok(points) } else { Err(problems) }
}

fn check(point: PointToml, example: bool) -> Result<ContactPoint, String> {
    let valid_from = toml_words::date(point.valid_from)?;
    let valid_to = point.valid_to.map(toml_words::date).transpose()?;
    if valid_to.is_some_and(|it| it < valid_from) {
        return Err("valid_to 早于 valid_from".to_owned());
    }
    for (key, value) in [("name", &point.name), ("host", &point.host), ("district", &point.district)] {
        if value.trim().is_empty() {
            return Err(format!("{key} 不能为空"));
        }
    }
    Ok(ContactPoint {
        slug: point.slug,
        name: point.name,
        tier: point.tier,
        host: point.host,
        host_type: point.host_type,
        district: point.district,
        sector: point.sector,
        plaque: point.plaque,
        address: point.address,
        hours: point.hours,
        telephone: point.telephone,
        intro: point.intro,
        valid_from,
        valid_to,
        status: point.status,
        example,
    })
}
