//! 修改说明: the changed rows of two readings, each with why, and what is made of them: the three-column 对照表 and the
//! draft of 修改情况的汇报.

use super::Local;
use super::table::DeskTable;
use crate::export::changes::sentences;
use crate::export::comparison::Reasons;
use crate::export::report::{Counts, ReportFacts, ReportKind};
use crate::law::compare::{Row, RowKind};
use crate::procedure::correction::shown_list;
use crate::procedure::explanation::{Anchor, Explanation, Refusal, anchor, by_row, joined};
use crate::procedure::{ConsultationNotice, Stage, Version};
use crate::view::compare::lines::{self, Line, Mark};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::link::{Format, TableFormat};
use crate::view::{Dossier, chinese_date, chinese_time, link};
use jiff::civil::Date;
use std::collections::HashMap;

/// What was typed and not kept.
#[derive(Debug, Clone, Default)]
pub struct ExplainForm {
    /// The words of each row, by its anchor.
    pub typed: HashMap<String, String>,
    /// What is wrong, by the anchor of the row; an empty anchor is about all of it.
    pub refusals: Vec<(String, Refusal)>,
}

/// What the report is told beside the data, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// `result` for 审议结果的报告, `revision` for 修改情况的汇报; otherwise as the readings suggest.
    pub kind: String,
    /// The day on which 法制委员会 met, `2026-10-15`.
    pub met: String,
    /// The day on which 主任会议 heard it.
    pub heard: String,
}

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct ExplainView<'a> {
    /// The bill.
    pub dossier: &'a Dossier,
    /// The readings and their rows.
    pub table: &'a DeskTable,
    /// Everything that was written about them.
    pub log: &'a [Explanation],
    /// What was typed and not kept.
    pub typed: Option<&'a ExplainForm>,
    /// How many rows were written just now.
    pub saved: Option<usize>,
    /// Which report the readings suggest.
    pub kind: ReportKind,
    /// What tells an instant in the time zone of the installation.
    pub local: Local<'a>,
}

/// 修改说明.
#[derive(askama::Template)]
#[template(path = "pages/desk_explain.html")]
pub struct ExplainPage<'a> {
    frame: Frame,
    title: String,
    example: bool,
    old_label: String,
    new_label: String,
    counts: String,
    formal: usize,
    written: usize,
    rows: Vec<ExplainRow<'a>>,
    errors: Vec<(String, String)>,
    orphans: Vec<String>,
    saved: Option<usize>,
    action: String,
    seen: String,
    pair_href: String,
    downloads: Vec<(&'static str, String)>,
    report_hrefs: Vec<(&'static str, String)>,
    is_result: bool,
}

struct ExplainRow<'a> {
    anchor: String,
    name: String,
    kind: &'static str,
    lines: Vec<Line<'a>>,
    /// What changed, in sentences: what the machine can say.
    sentences: Vec<String>,
    words: String,
    /// The numbers of the explanations that stand there.
    seen: String,
    by: Option<String>,
    error: Option<String>,
}

/// The forms in which the three-column table is offered.
const TABLES: [TableFormat; 5] =
    [TableFormat::Word, TableFormat::Excel, TableFormat::Pdf, TableFormat::Markdown, TableFormat::Html];

impl<'a> ExplainPage<'a> {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: ExplainView<'a>) -> Self {
        let (dossier, table) = (view.dossier, view.table);
        let (bill, pair) = (&dossier.bill, &table.pair);
        let label = |id| dossier.label_of(id).to_owned();
        let (old_label, new_label) = (label(pair.old()), label(pair.new_version()));
        let rows = rows(view);
        let counts = Counts::of(&table.comparison);
        let refused = view.typed.map_or(&[][..], |it| it.refusals.as_slice());
        let place = |anchor: &str| if anchor.is_empty() { "rows".to_owned() } else { format!("w-{anchor}") };
        Self {
            frame: Frame::new(ctx, format!("{}：{old_label}与{new_label}的修改说明", bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .unlisted(),
            title: bill.title.clone(),
            example: bill.example,
            counts: counts.chinese(),
            formal: counts.formal,
            written: rows.iter().filter(|it| !it.seen.is_empty()).count(),
            errors: refused.iter().map(|(anchor, it)| (place(anchor), it.to_string())).collect(),
            orphans: view.typed.map(|it| orphans(it, &rows)).unwrap_or_default(),
            saved: view.saved,
            action: link::desk_explain(pair),
            seen: table.seen.clone(),
            pair_href: link::desk_pair(pair),
            downloads: TABLES.iter().map(|it| (it.label(), link::desk_explain_download(pair, *it))).collect(),
            report_hrefs: [Format::Word, Format::Markdown].map(|it| (it.label(), link::desk_report(pair, it))).into(),
            is_result: view.kind == ReportKind::Result,
            rows,
            old_label,
            new_label,
        }
    }
}

fn rows(view: ExplainView<'_>) -> Vec<ExplainRow<'_>> {
    let table = view.table;
    let said = by_row(view.log, &table.comparison.rows, &table.old, &table.new);
    let mut rows = Vec::new();
    for (at, row) in table.comparison.rows.iter().enumerate().filter(|it| it.1.is_changed()) {
        let Some(anchor) = anchor(row, &table.old, &table.new) else { continue };
        let standing = said.get(&Some(at)).map_or(&[][..], Vec::as_slice);
        rows.push(ExplainRow::of(row, anchor, standing, view));
    }
    rows
}

impl<'a> ExplainRow<'a> {
    fn of(row: &'a Row, anchor: Anchor, standing: &[&Explanation], view: ExplainView<'a>) -> Self {
        let (table, anchor) = (view.table, anchor.to_string());
        let (old, new) = (shown_list(&row.old, &table.old), shown_list(&row.new, &table.new));
        let none = |list: String| if list.is_empty() { "无".to_owned() } else { list };
        let typed = view.typed.and_then(|it| it.typed.get(&anchor)).cloned();
        let refused = view.typed.and_then(|it| it.refusals.iter().find(|it| it.0 == anchor));
        let ids: Vec<String> = standing.iter().map(|it| it.id.to_string()).collect();
        let by = |it: &&Explanation| {
            let by = &it.written.by;
            format!("{}（{}）写于{}", by.name(), by.organ(), chinese_time(&(view.local)(it.at)))
        };
        Self {
            name: format!("{} → {}", none(old), none(new)),
            kind: if row.consequential { "仅引用随序号变化" } else { row.kind.chinese() },
            lines: row.hunks.iter().flat_map(|it| lines::both(&table.comparison, row, it)).collect(),
            sentences: match row.kind {
                RowKind::Added | RowKind::Removed => Vec::new(),
                _ => sentences(&table.comparison, row),
            },
            words: typed.unwrap_or_else(|| joined(standing)),
            seen: ids.join(","),
            by: standing.last().map(by),
            error: refused.map(|it| it.1.to_string()),
            anchor,
        }
    }
}

/// What was typed for rows that are no longer there, so that it is not lost.
fn orphans(form: &ExplainForm, rows: &[ExplainRow<'_>]) -> Vec<String> {
    let known = |anchor: &str| rows.iter().any(|it| it.anchor == anchor);
    let mut lost: Vec<&String> =
        form.typed.iter().filter(|it| !known(it.0) && !it.1.trim().is_empty()).map(|it| it.1).collect();
    lost.sort();
    lost.into_iter().cloned().collect()
}

impl DeskTable {
    /// What people wrote, by the index of the row.
    #[must_use]
    pub fn reasons(&self, log: &[Explanation]) -> Reasons {
        let said = by_row(log, &self.comparison.rows, &self.old, &self.new);
        said.into_iter().filter_map(|(row, all)| Some((row?, joined(&all)))).collect()
    }
}

impl ReportForm {
    /// The facts of the report, from what is known of the bill and what was typed.
    #[must_use]
    pub fn facts(&self, dossier: &Dossier, old: &Version, new: &Version, suggested: ReportKind) -> ReportFacts {
        let day = |text: &str| text.trim().parse::<Date>().map(chinese_date).unwrap_or_default();
        let notice = dossier.notices.iter().find(|it| it.id.version == old.id());
        ReportFacts {
            kind: match self.kind.as_str() {
                "result" => ReportKind::Result,
                "revision" => ReportKind::Revision,
                _ => suggested,
            },
            committee: format!("{}人民代表大会法制委员会", dossier.bill.jurisdiction),
            title: dossier.bill.title.clone(),
            old_label: old.facts.label.clone(),
            new_label: new.facts.label.clone(),
            read_on: chinese_date(old.facts.dated),
            read_by: old.facts.session.clone().unwrap_or_default(),
            reading: old.facts.reading.map(|it| it.long_label()).unwrap_or_default(),
            consulted: notice.map(consulted).unwrap_or_default(),
            special_committee: dossier.bill.committee.clone().unwrap_or_default(),
            met_on: day(&self.met),
            heard_on: day(&self.heard),
            dated: chinese_date(new.facts.dated),
            session: new.facts.session.clone().unwrap_or_default(),
        }
    }
}

/// 2026年8月28日至9月30日.
fn consulted(notice: &ConsultationNotice) -> String {
    let (from, until) = (notice.opens, chinese_date(notice.closes));
    let same = format!("{}年", from.year());
    format!("{}至{}", chinese_date(from), until.strip_prefix(&same).unwrap_or(&until))
}

/// Which report the readings suggest: the vote follows a 表决稿, and where 审议结果的报告 comes with the text of the last
/// reading, that one too.
#[must_use]
pub fn suggested(dossier: &Dossier, new: &Version, with_last_reading: bool) -> ReportKind {
    let last = new.facts.reading.is_some_and(|it| it >= dossier.bill.readings_required);
    if new.facts.stage >= Stage::VoteDraft || (with_last_reading && last) {
        ReportKind::Result
    } else {
        ReportKind::Revision
    }
}
