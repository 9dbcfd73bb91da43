//! `/desk/bills/{bill}/explain/v1..v2`: 修改说明, the three-column 对照表, and the draft of the report.

use super::{read_pair, table};
use crate::export::comparison::{Marks, Rows, Table, comparison_sheet};
use crate::export::docx::{Options, paper_docx, sheet_docx};
use crate::export::pdf::sheet_pdf;
use crate::export::report::{ReportKind, report};
use crate::export::sheet::html::sheet_html;
use crate::export::sheet::markdown::sheet_markdown;
use crate::export::sheet::{DeletedMark, Sheet};
use crate::export::xlsx::sheet_xlsx;
use crate::procedure::Version;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::correction::{Pair, Signer};
use crate::procedure::explanation::{
    self, Explanation, ExplanationId, MAX_LOG, NewExplanation, Refusal, anchor, by_row,
};
use crate::procedure::life::ReportOrder;
use crate::store::{self, Tx};
use crate::view::link::{Format, TableFormat};
use crate::view::{
    DeskTable, Dossier, ExplainForm, ExplainPage, ExplainView, PageCtx, ReportForm, link, suggested_report,
};
use crate::web::App;
use crate::web::audit;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::middleware::trouble::Whole;
use crate::web::pages::page;
use crate::web::pages::versions::file;
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::Deserialize;
use std::collections::HashMap;

/// The most that a form may carry: every row of the longest law with some words each.
pub const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    saved: String,
}

/// What the report is told.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Told {
    kind: String,
    met: String,
    heard: String,
}

/// The changed rows with what was written, or with an ending the 对照表 as a file.
pub async fn show(
    State(app): State<App>,
    Path((bill, texts)): Path<(String, String)>,
    Query(shown): Query<Shown>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let (texts, format) = TableFormat::split(&texts);
    let pair = read_pair(&bill, texts)?;
    let mut tx = app.db().read().await?;
    let dossier = load::dossier(&mut tx, pair.bill()).await?;
    who.on_bill(&dossier.bill)?;
    if sealed(&dossier, &pair)?.is_none() {
        return Ok(Redirect::to(&link::desk_seal(pair.bill())).into_response());
    }
    let read = Read { table: table(&mut tx, &pair).await?, log: store::explanations::of_pair(&mut tx, &pair).await? };
    drop(tx);
    match format {
        None => read.page(&app, &ctx, &dossier, None, shown.saved.parse().ok()),
        Some(format) => {
            let object = format!("{}/{}..{}", pair.bill(), pair.old(), pair.new_version());
            let taken = who.did(Deed::Exported).on(ObjectKind::Comparison, object);
            audit::note(&app, &taken.saying(format!("三栏对照表，{}", format.extension()))).await?;
            read.send(&app, &dossier, format).await
        }
    }
}

/// Keeps what was written, all of it or nothing.
pub async fn save(
    State(app): State<App>,
    Path((bill, texts)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(fields): Form<Vec<(String, String)>>,
) -> Page {
    let pair = read_pair(&bill, &texts)?;
    let mut tx = app.db().write().await?;
    store::explanations::hold(&mut tx).await?;
    let dossier = load::dossier(&mut tx, pair.bill()).await?;
    who.on_bill(&dossier.bill)?;
    sealed(&dossier, &pair)?.ok_or(Missing::Comparison)?;
    let read = Read { table: table(&mut tx, &pair).await?, log: store::explanations::of_pair(&mut tx, &pair).await? };
    let fields = Fields::read(fields);
    let written = match read.decide(&fields, &who.signer()?) {
        Ok(written) => written,
        Err(refusals) => {
            drop(tx);
            let form = ExplainForm { typed: fields.typed, refusals };
            let ctx = PageCtx { here: link::desk_explain(&pair), ..ctx };
            let answer = read.page(&app, &ctx, &dossier, Some(&form), None)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), answer).into_response());
        }
    };
    keep(&app, &mut tx, &who, &pair, &written).await?;
    tx.commit().await?;
    let place = fields.at.map_or_else(|| "#main".to_owned(), |it| format!("#{it}"));
    Ok(Redirect::to(&format!("{}?saved={}{place}", link::desk_explain(&pair), written.len())).into_response())
}

async fn keep(app: &App, tx: &mut Tx, who: &Who, pair: &Pair, written: &[NewExplanation]) -> Result<(), AppError> {
    let now = app.clock().now();
    for it in written {
        store::explanations::add(tx, it, now).await?;
    }
    if !written.is_empty() {
        let object = format!("{}/{}..{}", pair.bill(), pair.old(), pair.new_version());
        let noted = who.did(Deed::ChangeExplained).on(ObjectKind::Comparison, object);
        store::audit::add(tx, &noted.saying(format!("{}行", written.len())), now).await?;
    }
    Ok(())
}

/// The draft of 修改情况的汇报 or 审议结果的报告.
pub async fn draft_report(
    State(app): State<App>,
    Path((bill, texts)): Path<(String, String)>,
    Query(told): Query<Told>,
    who: Who,
) -> Page {
    let (texts, format) = Format::split(&texts);
    let format = format.filter(|it| matches!(it, Format::Word | Format::Markdown)).ok_or(Missing::Page)?;
    let pair = read_pair(&bill, texts)?;
    let mut tx = app.db().read().await?;
    let dossier = load::dossier(&mut tx, pair.bill()).await?;
    who.on_bill(&dossier.bill)?;
    let (old, new) = sealed(&dossier, &pair)?.ok_or(Missing::Comparison)?;
    let form = ReportForm { kind: told.kind, met: told.met, heard: told.heard };
    let facts = form.facts(&dossier, old, new, kind(&app, &dossier, new));
    let table = table(&mut tx, &pair).await?;
    let log = store::explanations::of_pair(&mut tx, &pair).await?;
    drop(tx);
    let object = format!("{}/{}..{}", pair.bill(), pair.old(), pair.new_version());
    let taken = who.did(Deed::Exported).on(ObjectKind::Comparison, object);
    audit::note(&app, &taken.saying(format!("{}，{}", facts.kind.chinese(), format.extension()))).await?;
    let work = move || {
        let text = report(&table.comparison, &table.reasons(&log), &facts);
        if format == Format::Word { paper_docx(&text, Options::default()) } else { text.into_bytes() }
    };
    let bytes = tokio::task::spawn_blocking(work).await?;
    let name = format!("{}-report-{}-{}.{}", pair.bill(), pair.old(), pair.new_version(), format.extension());
    Ok(file(bytes, format.media_type(), &name, false))
}

/// Both readings, if both are sealed: what is written about a text that may still change would be about another one.
fn sealed<'a>(dossier: &'a Dossier, pair: &Pair) -> Result<Option<(&'a Version, &'a Version)>, AppError> {
    let version = |id| dossier.version(id).ok_or(AppError::NotFound(Missing::Version));
    let (old, new) = (version(pair.old())?, version(pair.new_version())?);
    Ok((old.is_sealed() && new.is_sealed()).then_some((old, new)))
}

fn kind(app: &App, dossier: &Dossier, new: &Version) -> ReportKind {
    suggested_report(dossier, new, app.procedure().report_order == ReportOrder::WithRevisedDraft)
}

/// What was sent.
struct Fields {
    typed: HashMap<String, String>,
    seen: HashMap<String, Vec<ExplanationId>>,
    /// The row whose button was pressed.
    at: Option<String>,
}

impl Fields {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut read = Self { typed: HashMap::new(), seen: HashMap::new(), at: None };
        for (name, value) in fields {
            if let Some(anchor) = name.strip_prefix("w-") {
                read.typed.insert(anchor.to_owned(), value);
            } else if let Some(anchor) = name.strip_prefix("s-") {
                read.seen.insert(anchor.to_owned(), value.split(',').filter_map(|it| it.parse().ok()).collect());
            } else if name == "at" {
                read.at = value.parse::<explanation::Anchor>().ok().map(|it| it.to_string());
            }
        }
        read
    }
}

/// The readings and what was written about them.
struct Read {
    table: DeskTable,
    log: Vec<Explanation>,
}

impl Read {
    /// What is to be kept, or everything that is wrong, by row.
    fn decide(&self, fields: &Fields, by: &Signer) -> Result<Vec<NewExplanation>, Vec<(String, Refusal)>> {
        let table = &self.table;
        let said = by_row(&self.log, &table.comparison.rows, &table.old, &table.new);
        let (mut written, mut refusals) = (Vec::new(), Vec::new());
        let mut known = Vec::new();
        for (at, row) in table.comparison.rows.iter().enumerate() {
            let Some(anchor) = anchor(row, &table.old, &table.new) else { continue };
            let name = anchor.to_string();
            let Some(typed) = fields.typed.get(&name) else { continue };
            let seen = fields.seen.get(&name).map_or(&[][..], Vec::as_slice);
            let standing = said.get(&Some(at)).map_or(&[][..], Vec::as_slice);
            match explanation::write(&table.pair, anchor, typed, seen, standing, by) {
                Ok(new) => written.extend(new),
                Err(refusal) => refusals.push((name.clone(), refusal)),
            }
            known.push(name);
        }
        if fields.typed.iter().any(|it| !it.1.trim().is_empty() && !known.contains(it.0)) {
            refusals.push((String::new(), Refusal::NoSuchRow));
        }
        if self.log.len() + written.len() > MAX_LOG {
            refusals.push((String::new(), Refusal::LogFull));
        }
        if refusals.is_empty() { Ok(written) } else { Err(refusals) }
    }

    fn page(
        &self,
        app: &App,
        ctx: &PageCtx,
        dossier: &Dossier,
        typed: Option<&ExplainForm>,
        saved: Option<usize>,
    ) -> Page {
        let local = |at| app.clock().local(at);
        let new = dossier.version(self.table.pair.new_version()).ok_or(Missing::Version)?;
        let kind = kind(app, dossier, new);
        let view = ExplainView { dossier, table: &self.table, log: &self.log, typed, saved, kind, local: &local };
        page(&ExplainPage::new(ctx, view))
    }

    /// The three-column 对照表 as a file, with the rows that changed.
    async fn send(self, app: &App, dossier: &Dossier, format: TableFormat) -> Page {
        let pair = self.table.pair.clone();
        let labels = [pair.old(), pair.new_version()].map(|it| dossier.label_of(it).to_owned()).to_vec();
        let name = format!("{}-{}-{}.{}", pair.bill(), pair.old(), pair.new_version(), format.extension());
        let app = app.clone();
        let work = move || {
            let reasons = Some(self.table.reasons(&self.log));
            let sheet = |marks| {
                let set = Table { labels, rows: Rows::Changed, marks, reasons, ..Table::default() };
                comparison_sheet(&self.table.comparison, &set)
            };
            write(&app, format, sheet)
        };
        let bytes = tokio::task::spawn_blocking(work).await?.map_err(AppError::NoFile)?;
        Ok(file(bytes, format.media_type(), &name, false))
    }
}

/// The file, or why there is none, in a Chinese sentence.
fn write(app: &App, format: TableFormat, sheet: impl FnOnce(Marks) -> Sheet) -> Result<Vec<u8>, String> {
    let deleted = DeletedMark::default();
    Ok(match format {
        TableFormat::Word => sheet_docx(&sheet(Marks::paper(deleted)), deleted),
        TableFormat::Excel => sheet_xlsx(&sheet(Marks::WORKBOOK)).map_err(|_| "行数超过了 Excel 的上限。")?,
        TableFormat::Pdf => {
            let fonts = app.fonts().ok_or("本站的服务器上没有中文字体。")?;
            sheet_pdf(&sheet(Marks::paper(deleted)), deleted, fonts).map_err(|error| format!("{error}。"))?
        }
        TableFormat::Markdown => sheet_markdown(&sheet(Marks::SCREEN)).into_bytes(),
        TableFormat::Html => sheet_html(&sheet(Marks::SCREEN)).into_bytes(),
        TableFormat::Json => return Err("修改说明没有这种格式的文件。".to_owned()),
    })
}
