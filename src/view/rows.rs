//! Lines that more than one page shows: a bill, a text, a paper, a download.

use super::link::{self, Format};
use super::{Dossier, chinese_date};
use crate::procedure::{Document, Slug, Version};
use jiff::civil::Date;

/// A bill in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillRow {
    pub title: String,
    pub href: String,
    pub example: bool,
    /// 征求意见, 二审 …
    pub standing: String,
    /// Whether one can speak today.
    pub open: bool,
    /// 草案修改稿, with its address.
    pub text: Option<(String, String)>,
    pub summary: String,
    /// The day of the last change.
    pub changed: Option<String>,
}

impl BillRow {
    pub fn of(dossier: &Dossier, today: Date) -> Self {
        let bill = &dossier.bill;
        let open = dossier.open_notice(today).is_some();
        let text = dossier.latest().map(|it| (it.facts.label.clone(), link::version(&bill.slug, it.id())));
        Self {
            title: bill.title.clone(),
            href: link::bill(&bill.slug),
            example: bill.example,
            standing: if open { "正在征求意见".to_owned() } else { dossier.standing() },
            open,
            text,
            summary: bill.summary.clone(),
            changed: dossier.changed_on().map(chinese_date),
        }
    }
}

/// A text in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    pub label: String,
    pub href: String,
    pub dated: String,
    /// 一审: the reading it was before.
    pub reading: Option<String>,
    /// Whether it is the page one is on.
    pub here: bool,
    pub downloads: Vec<Download>,
}

impl TextRow {
    pub fn of(bill: &Slug, version: &Version, here: Option<&Version>) -> Self {
        Self {
            label: version.facts.label.clone(),
            href: link::version(bill, version.id()),
            dated: chinese_date(version.facts.dated),
            reading: version.facts.reading.map(|it| format!("{}文本", it.label())),
            here: here.is_some_and(|it| it.id() == version.id()),
            downloads: downloads(bill, version),
        }
    }
}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    pub label: &'static str,
    pub href: String,
}

/// A text in all its forms.
pub fn downloads(bill: &Slug, version: &Version) -> Vec<Download> {
    let download = |it: Format| Download { label: it.label(), href: link::download(bill, version.id(), it) };
    Format::ALL.into_iter().map(download).collect()
}

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperRow {
    pub kind: &'static str,
    pub title: String,
    pub href: String,
    pub by: String,
    pub dated: String,
}

impl PaperRow {
    pub fn of(bill: &Slug, paper: &Document) -> Self {
        Self {
            kind: paper.kind.label(),
            title: paper.title.clone(),
            href: link::paper(bill, &paper.name),
            by: paper.author.clone(),
            dated: chinese_date(paper.dated),
        }
    }
}
