//! 联系点: all contact points, by tier and district. The tiers are never mixed.

use super::frame::{Frame, PageCtx, Section};
use super::link;
use crate::procedure::{ContactPoint, PointStatus, Tier};

/// 联系点.
#[derive(askama::Template)]
#[template(path = "pages/points.html")]
pub struct PointsPage {
    frame: Frame,
    count: usize,
    example: bool,
    groups: Vec<Group>,
}

struct Group {
    tier: &'static str,
    districts: Vec<(String, Vec<Row>)>,
}

struct Row {
    name: String,
    href: String,
    sector: Option<String>,
    address: Option<String>,
    telephone: Option<String>,
    /// 暂停, if it does not work for a time.
    stopped: Option<&'static str>,
}

impl PointsPage {
    /// All points that work or will work again.
    #[must_use]
    pub fn new(ctx: &PageCtx, points: &[ContactPoint]) -> Self {
        let listed: Vec<&ContactPoint> = points.iter().filter(|it| it.status != PointStatus::Withdrawn).collect();
        let groups = Tier::ALL.iter().map(|tier| group(*tier, &listed)).filter(|it| !it.districts.is_empty());
        Self {
            frame: Frame::new(ctx, "基层立法联系点").section(Section::Points),
            count: listed.len(),
            example: listed.iter().any(|it| it.example),
            groups: groups.collect(),
        }
    }
}

fn group(tier: Tier, points: &[&ContactPoint]) -> Group {
    let mut districts: Vec<(String, Vec<Row>)> = Vec::new();
    for point in points.iter().filter(|it| it.tier == tier) {
        let row = Row {
            name: point.name.clone(),
            href: link::point(&point.slug),
            sector: point.sector.clone(),
            address: point.address.clone(),
            telephone: point.telephone.clone(),
            stopped: (point.status != PointStatus::Active).then(|| point.status.label()),
        };
        match districts.iter_mut().find(|it| it.0 == point.district) {
            Some((_, rows)) => rows.push(row),
            None => districts.push((point.district.clone(), vec![row])),
        }
    }
    Group { tier: tier.label(), districts }
}
