//! A comparison as a file: one line for each format.

use crate::export::comparison::{Marks, Rows, Table, chain_json, chain_sheet, comparison_json};
use crate::export::docx::sheet_docx;
use crate::export::pdf::sheet_pdf;
use crate::export::sheet::DeletedMark;
use crate::export::sheet::html::sheet_html;
use crate::export::sheet::markdown::sheet_markdown;
use crate::export::xlsx::sheet_xlsx;
use crate::law::compare::Chain;
use crate::procedure::Version;
use crate::view::Dossier;
use crate::view::link::TableFormat;
use crate::web::App;
use crate::web::error::{AppError, Page};
use crate::web::pages::versions::file;
use std::sync::Arc;

/// The comparison of `versions` as a file, with the rows that were asked for.
pub async fn send(
    app: &App,
    dossier: &Dossier,
    versions: &[&Version],
    chain: Arc<Chain>,
    format: TableFormat,
    rows: Rows,
) -> Page {
    let labels: Vec<String> = versions.iter().map(|it| it.facts.label.clone()).collect();
    let app = app.clone();
    // Off the threads that answer requests: a long text takes some tens of milliseconds, a PDF up to seconds.
    let work = move || write(&app, &chain, format, rows, labels);
    let bytes = tokio::task::spawn_blocking(work).await?.map_err(AppError::NoFile)?;
    let names: Vec<String> = versions.iter().map(|it| it.id().to_string()).collect();
    let file_name = format!("{}-{}.{}", dossier.bill.slug, names.join("-"), format.extension());
    // People may still say which articles belong together: no browser keeps it unasked.
    Ok(file(bytes, format.media_type(), &file_name, false))
}

/// The file, or why there is none, in a Chinese sentence.
fn write(app: &App, chain: &Chain, format: TableFormat, rows: Rows, labels: Vec<String>) -> Result<Vec<u8>, String> {
    let deleted = DeletedMark::default();
    let sheet = |marks| chain_sheet(chain, &Table { labels, rows, marks, ..Table::default() });
    Ok(match format {
        TableFormat::Word => sheet_docx(&sheet(Marks::paper(deleted)), deleted),
        TableFormat::Excel => sheet_xlsx(&sheet(Marks::WORKBOOK)).map_err(|_| "行数超过了 Excel 的上限。")?,
        TableFormat::Pdf => {
            let fonts = app.fonts().ok_or("本站的服务器上没有中文字体。")?;
            sheet_pdf(&sheet(Marks::paper(deleted)), deleted, fonts).map_err(|error| format!("{error}。"))?
        }
        TableFormat::Markdown => sheet_markdown(&sheet(Marks::SCREEN)).into_bytes(),
        TableFormat::Html => sheet_html(&sheet(Marks::SCREEN)).into_bytes(),
        TableFormat::Json => match chain.steps.as_slice() {
            [one] => comparison_json(one, rows).into_bytes(),
            _ => chain_json(chain, rows).into_bytes(),
        },
    })
}
