//! The rows of two texts, what waits, and the log.

use super::Local;
use super::form::DeskForm;
use super::queue::{CardContext, QueueCard};
use super::row::{DeskRow, RowContext};
use super::table::{DeskTable, Tally};
use crate::law::compare::Row;
use crate::procedure::correction::{Correction, CorrectionId, End, is_lonely, is_unsure};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, chinese_time, link};
use std::collections::HashMap;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DeskShow {
    /// All.
    #[default]
    All,
    /// 没有把握的: those of which the engine is not sure.
    Unsure,
    /// 新增和删除的: those of one side only.
    Lonely,
}

impl DeskShow {
    const ALL: [Self; 3] = [Self::All, Self::Unsure, Self::Lonely];

    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Unsure => "unsure",
            Self::Lonely => "lonely",
        }
    }

    /// Reads [`DeskShow::code`]; what is not understood is all.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.code() == code).unwrap_or_default()
    }

    fn shows(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Unsure => is_unsure(row),
            Self::Lonely => is_lonely(row),
        }
    }
}

/// What is shown of a pair, and to whom.
#[derive(Clone, Copy)]
pub struct DeskPairView<'a> {
    /// The bill.
    pub dossier: &'a Dossier,
    /// The texts.
    pub table: &'a DeskTable,
    /// Which rows.
    pub show: DeskShow,
    /// What was sent and not accepted.
    pub typed: Option<&'a DeskForm>,
    /// What was just saved.
    pub saved: Option<CorrectionId>,
    /// Tells an instant in the time zone of the installation.
    pub local: &'a dyn Fn(jiff::Timestamp) -> jiff::Zoned,
}

/// The rows of two texts.
#[derive(askama::Template)]
#[template(path = "pages/desk_pair.html")]
pub struct DeskPairPage {
    frame: Frame,
    title: String,
    example: bool,
    old_label: String,
    new_label: String,
    tally: Tally,
    filters: Vec<Filter>,
    show: &'static str,
    here: String,
    save_href: String,
    explain_href: String,
    seen: String,
    queue: Vec<QueueCard>,
    rows: Vec<DeskRow>,
    /// The form that belongs to no row.
    free: DeskForm,
    free_open: bool,
    /// What is wrong with what was sent, each with the place on the page.
    errors: Vec<(String, String)>,
    saved: Option<String>,
    log: Vec<LogLine>,
}

struct Filter {
    label: &'static str,
    count: usize,
    href: String,
    current: bool,
}

struct LogLine {
    id: CorrectionId,
    said: String,
    kind: &'static str,
    by: String,
    on: String,
    note: Option<String>,
    state: String,
    /// done, waiting or nothing: the colour of the state.
    class: &'static str,
    /// Where it can be withdrawn, while it stands.
    withdraw_href: Option<String>,
}

impl DeskPairPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: DeskPairView<'_>) -> Self {
        let (table, bill) = (view.table, &view.dossier.bill);
        let pair = &table.pair;
        let (old_label, new_label) =
            (view.dossier.label_of(pair.old()).to_owned(), view.dossier.label_of(pair.new_version()).to_owned());
        let rows = rows(view);
        let typed = view.typed;
        let belongs = |it: &&DeskForm| rows.iter().all(|row| row.form.row != it.row || !row.open);
        let free = typed.filter(belongs).cloned();
        let mut page = Self {
            frame: Frame::new(ctx, format!("{}：{old_label}与{new_label}的条文核对", bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .crumb("条文核对", link::COMPARE)
                .unlisted(),
            title: bill.title.clone(),
            example: bill.example,
            tally: table.tally(),
            filters: filters(view),
            show: view.show.code(),
            here: link::desk_pair(pair),
            save_href: link::desk_save(pair),
            explain_href: link::desk_explain(pair),
            seen: table.seen.clone(),
            queue: queue(view, (&old_label, &new_label)),
            free_open: free.is_some(),
            free: free.unwrap_or_default(),
            errors: Vec::new(),
            saved: view.saved.and_then(|id| saved(table, id)),
            log: log(view),
            rows,
            old_label,
            new_label,
        };
        page.errors = page.all_errors(typed);
        page
    }

    /// Each message with the place of its field.
    fn all_errors(&self, typed: Option<&DeskForm>) -> Vec<(String, String)> {
        let Some(form) = typed else { return Vec::new() };
        let row = if self.free_open { "free" } else { form.row.as_str() };
        form.errors().into_iter().map(|(field, words)| (format!("{row}-{field}"), words)).collect()
    }
}

fn rows(view: DeskPairView<'_>) -> Vec<DeskRow> {
    let table = view.table;
    let judged = table.judged();
    let said: HashMap<(&[usize], &[usize]), &Correction> =
        judged.standing.iter().map(|(it, place)| ((place.old.as_slice(), place.new.as_slice()), *it)).collect();
    let ctx = RowContext { table, typed: view.typed, close: view.show != DeskShow::All, local: view.local };
    let shown = table.comparison.rows.iter().filter(|it| view.show.shows(it));
    let mut rows: Vec<DeskRow> =
        shown.map(|it| DeskRow::of(it, said.get(&(it.old.as_slice(), it.new.as_slice())).copied(), &ctx)).collect();
    let next: Vec<String> = rows.iter().skip(1).map(|it| it.anchor.clone()).collect();
    for (row, next) in rows.iter_mut().zip(next) {
        row.next = next;
    }
    rows
}

fn queue(view: DeskPairView<'_>, labels: (&str, &str)) -> Vec<QueueCard> {
    let ctx = CardContext { table: view.table, labels, complete: true, trouble: None, local: view.local };
    view.table.judged().pending.iter().map(|it| QueueCard::of(it, &ctx)).collect()
}

fn filters(view: DeskPairView<'_>) -> Vec<Filter> {
    let here = link::desk_pair(&view.table.pair);
    let filter = |show: DeskShow| Filter {
        label: match show {
            DeskShow::All => "全部",
            DeskShow::Unsure => "只看没有把握的",
            DeskShow::Lonely => "只看新增和删除的",
        },
        count: view.table.comparison.rows.iter().filter(|it| show.shows(it)).count(),
        href: if show == DeskShow::All { here.clone() } else { format!("{here}?only={}", show.code()) },
        current: show == view.show,
    };
    DeskShow::ALL.into_iter().map(filter).collect()
}

/// 已保存第12号记录 …, and what it replaced.
fn saved(table: &DeskTable, id: CorrectionId) -> Option<String> {
    let correction = table.log.iter().find(|it| it.id == id)?;
    let replaced = |it: &&Correction| matches!(it.end, Some(End::Replaced { by, .. }) if by == id);
    let replaced: Vec<String> = table.log.iter().filter(replaced).map(|it| it.id.to_string()).collect();
    let mut words = format!("已保存第{id}号记录：{}（{}）。", DeskTable::said(correction), correction.kind.label());
    if !replaced.is_empty() {
        words.push_str(&format!("第{}号记录由它替换。", replaced.join("、")));
    }
    Some(words)
}

fn log(view: DeskPairView<'_>) -> Vec<LogLine> {
    let judged = view.table.judged();
    let waits = |id: CorrectionId| judged.pending.iter().any(|it| it.correction.id == id);
    view.table.log.iter().rev().map(|it| LogLine::of(it, waits(it.id), view.local)).collect()
}

impl LogLine {
    fn of(it: &Correction, waits: bool, local: Local<'_>) -> Self {
        let (state, class) = match &it.end {
            Some(End::Replaced { by, .. }) => (format!("已由第{by}号替换"), ""),
            Some(End::Withdrawn { by, at }) => {
                (format!("{}（{}）于{}撤销", by.name(), by.organ(), chinese_time(&local(*at))), "")
            }
            None if waits => ("待复核".to_owned(), "waiting"),
            None => ("有效".to_owned(), "done"),
        };
        Self {
            id: it.id,
            said: DeskTable::said(it),
            kind: it.kind.label(),
            by: format!("{}（{}）", it.by.name(), it.by.organ()),
            on: chinese_time(&local(it.made_at)),
            note: it.note.clone(),
            state,
            class,
            withdraw_href: (it.is_active() && !waits).then(|| link::desk_withdraw(it.id)),
        }
    }
}
