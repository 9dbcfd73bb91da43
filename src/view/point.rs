//! One contact point: where it is, when, and what its people know about.

use super::frame::{Frame, PageCtx, Section};
use super::notice::{NoticeCard, sorted};
use super::{Dossier, chinese_date, link};
use crate::procedure::{ContactPoint, PointStatus};

/// A contact point.
#[derive(askama::Template)]
#[template(path = "pages/point.html")]
pub struct PointPage {
    frame: Frame,
    name: String,
    example: bool,
    about: Option<String>,
    /// Why it does not work, if it does not.
    stopped: Option<&'static str>,
    telephone: Option<String>,
    facts: Vec<(&'static str, String)>,
    open: Vec<NoticeCard>,
}

impl PointPage {
    /// The page of `point`, with what one can speak about there today.
    #[must_use]
    pub fn new(ctx: &PageCtx, point: &ContactPoint, dossiers: &[Dossier]) -> Self {
        let (open, _) = sorted(dossiers, ctx.today);
        let stopped = (point.status != PointStatus::Active).then(|| point.status.label());
        Self {
            frame: Frame::new(ctx, point.name.clone()).section(Section::Points).crumb("联系点", link::POINTS),
            name: point.name.clone(),
            example: point.example,
            about: point.intro.clone(),
            telephone: point.telephone.clone(),
            facts: facts(point),
            open: if stopped.is_some() { Vec::new() } else { open },
            stopped,
        }
    }
}

fn facts(point: &ContactPoint) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("层级", point.tier.label().to_owned()),
        ("依托单位", point.host.clone()),
        ("单位类型", point.host_type.label().to_owned()),
    ];
    facts.push(("所在地", point.district.clone()));
    facts.extend(point.address.clone().map(|it| ("地址", it)));
    facts.extend(point.hours.clone().map(|it| ("接待时间", it)));
    facts.extend(point.sector.clone().map(|it| ("熟悉的领域", it)));
    facts.extend(point.plaque.clone().map(|it| ("牌匾编号", it)));
    let from = chinese_date(point.valid_from);
    let period = point.valid_to.map_or_else(|| format!("{from}起"), |to| format!("{from}至{}", chinese_date(to)));
    facts.push(("设立期限", period));
    facts
}
