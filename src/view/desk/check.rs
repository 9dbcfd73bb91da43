//! 文本检查: what the drafting rules say about a reading.

use crate::law::path::ProvisionPath;
use crate::law::problem::Severity;
use crate::law::statute::Statute;
use crate::lint::run::Report;
use crate::lint::{Finding, registry};
use crate::procedure::VersionId;
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, link};

/// How many characters of the line are shown on either side of a finding.
const EXCERPT_CHARS: usize = 40;
/// The most findings on one page.
const MAX_SHOWN: usize = 1_000;

/// 文本检查.
#[derive(askama::Template)]
#[template(path = "pages/desk_check.html")]
pub struct DeskCheckPage {
    frame: Frame,
    title: String,
    example: bool,
    label: String,
    version_href: String,
    others: Vec<(String, String)>,
    /// 必须改, 请改或者说明理由, 提示: how many of each.
    counts: Vec<(&'static str, usize)>,
    groups: Vec<Group>,
    waived: Vec<WaivedRow>,
    /// How many more there are than are shown.
    more: usize,
}

/// The findings in one article, or before the first.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) rows: Vec<FindingRow>,
}

pub(super) struct FindingRow {
    pub(super) code: &'static str,
    pub(super) rule_title: &'static str,
    pub(super) rule_href: String,
    pub(super) weight: &'static str,
    pub(super) error: bool,
    pub(super) message: String,
    pub(super) suggestion: Option<String>,
    pub(super) source: String,
    pub(super) before: String,
    pub(super) marked: String,
    pub(super) after: String,
}

struct WaivedRow {
    code: &'static str,
    rule_href: String,
    message: String,
    reason: String,
}

impl DeskCheckPage {
    /// The page of the reading `version`, whose text is `source`.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        version: VersionId,
        source: &str,
        statute: &Statute,
        report: &Report,
    ) -> Self {
        let slug = &dossier.bill.slug;
        let counts = [Severity::Error, Severity::Warning, Severity::Info];
        let others = dossier.versions.iter().filter(|it| it.id() != version);
        let hidden: usize = report.hidden.values().sum();
        Self {
            frame: Frame::new(ctx, format!("{}：文本检查", dossier.bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .crumb("条文核对", link::COMPARE)
                .unlisted(),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            label: dossier.label_of(version).to_owned(),
            version_href: link::version(slug, version),
            others: others.map(|it| (it.facts.label.clone(), link::check(slug, it.id()))).collect(),
            counts: counts.map(|it| (it.asks(), report.count(it))).into(),
            groups: groups(source, statute, report, MAX_SHOWN, &|path| Some(link::provision(slug, version, path))),
            waived: report.waived.iter().take(MAX_SHOWN).map(|(it, reason)| waived(it, reason)).collect(),
            more: hidden + report.findings.len().saturating_sub(MAX_SHOWN),
        }
    }
}

/// At most `most` findings, by article; `href` is where an article stands, if it stands anywhere.
pub(super) fn groups(
    source: &str,
    statute: &Statute,
    report: &Report,
    most: usize,
    href: &dyn Fn(ProvisionPath) -> Option<String>,
) -> Vec<Group> {
    let articles: Vec<_> = statute.articles().collect();
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for finding in report.findings.iter().take(most) {
        let place = articles.partition_point(|it| it.span.start <= finding.span.start);
        let inside = place.checked_sub(1).map(|it| articles[it]).filter(|it| finding.span.start < it.span.end);
        let key = if inside.is_some() { place } else { 0 };
        if groups.last().is_none_or(|it| it.0 != key) {
            let name = inside.map_or_else(|| "全文".to_owned(), |it| it.number().to_string());
            groups.push((key, Group { name, href: inside.and_then(|it| href(it.path)), rows: Vec::new() }));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.rows.push(FindingRow::of(finding, source));
        }
    }
    groups.into_iter().map(|it| it.1).collect()
}

impl FindingRow {
    fn of(finding: &Finding, source: &str) -> Self {
        let (before, marked, after) = excerpt(source, finding.span.start, finding.span.end);
        Self {
            code: finding.code,
            rule_title: registry::find(finding.code).map_or("", |it| it.title),
            rule_href: link::rule(finding.code),
            weight: finding.severity.asks(),
            error: finding.severity == Severity::Error,
            message: finding.message.clone(),
            suggestion: finding.suggestion.clone(),
            source: finding.source.clone(),
            before,
            marked,
            after,
        }
    }
}

fn waived(finding: &Finding, reason: &str) -> WaivedRow {
    WaivedRow {
        code: finding.code,
        rule_href: link::rule(finding.code),
        message: finding.message.clone(),
        reason: reason.to_owned(),
    }
}

/// The words of the line around a finding, the finding itself cut at the end of the line.
fn excerpt(source: &str, start: usize, end: usize) -> (String, String, String) {
    let start = source.floor_char_boundary(start);
    let line_start = source[..start].rfind('\n').map_or(0, |it| it + 1);
    let line_end = source[start..].find('\n').map_or(source.len(), |it| start + it);
    let end = source.floor_char_boundary(end.clamp(start, line_end));
    let before: Vec<char> = source[line_start..start].chars().collect();
    let cut = before.len().saturating_sub(EXCERPT_CHARS);
    let dots = if cut > 0 { "……" } else { "" };
    let before = format!("{dots}{}", before[cut..].iter().collect::<String>().trim_start());
    let rest: Vec<char> = source[end..line_end].chars().collect();
    let shown = rest.len().min(EXCERPT_CHARS);
    let dots = if shown < rest.len() { "……" } else { "" };
    (before, source[start..end].to_owned(), format!("{}{dots}", rest[..shown].iter().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_stays_within_its_line_and_its_bound() {
        let text = "# 标题\n\n第一条　甲必须乙。\n丙";
        let at = text.find("必须").unwrap_or_default();
        let parts = excerpt(text, at, at + "必须".len());
        assert_eq!(parts, ("第一条　甲".to_owned(), "必须".to_owned(), "乙。".to_owned()));
        let long = format!("{}必须{}", "甲".repeat(100), "乙".repeat(100));
        let (before, marked, after) = excerpt(&long, 300, 306);
        assert_eq!((before.chars().count(), marked.as_str()), (EXCERPT_CHARS + 2, "必须"));
        assert_eq!(after.chars().count(), EXCERPT_CHARS + 2);
        assert_eq!(excerpt("甲\n乙", 0, 7), (String::new(), "甲".to_owned(), String::new()));
        assert_eq!(excerpt("", 0, 0), Default::default());
    }
}
