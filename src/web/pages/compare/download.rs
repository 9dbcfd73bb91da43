//! A comparison as a file: one line for each format.

use crate::export::comparison::{Marks, Rows, Table, chain_json, chain_sheet, comparison_json};
use crate::export::docx::sheet_docx;
use crate::export::sheet::DeletedMark;
use crate::export::sheet::html::sheet_html;
use crate::export::sheet::markdown::sheet_markdown;
use crate::export::xlsx::sheet_xlsx;
use crate::law::compare::Chain;
use crate::procedure::Version;
use crate::view::Dossier;
use crate::view::link::TableFormat;
use crate::web::error::{Missing, Page};
use crate::web::pages::versions::file;
use std::sync::Arc;

/// The comparison of `versions` as a file, with the rows that were asked for.
pub async fn send(
    dossier: &Dossier,
    versions: &[&Version],
    chain: Arc<Chain>,
    format: TableFormat,
    rows: Rows,
) -> Page {
    let labels: Vec<String> = versions.iter().map(|it| it.facts.label.clone()).collect();
    // Off the threads that answer requests: a long text takes some tens of milliseconds.
    let work = move || write(&chain, format, rows, labels);
    let bytes = tokio::task::spawn_blocking(work).await?.ok_or(Missing::Page)?;
    let names: Vec<String> = versions.iter().map(|it| it.id().to_string()).collect();
    let file_name = format!("{}-{}.{}", dossier.bill.slug, names.join("-"), format.extension());
    // People may still say which articles belong together: no browser keeps it unasked.
    Ok(file(bytes, format.media_type(), &file_name, false))
}

/// `None` for what cannot be written; [`TableFormat::OFFERED`] names the others.
fn write(chain: &Chain, format: TableFormat, rows: Rows, labels: Vec<String>) -> Option<Vec<u8>> {
    let deleted = DeletedMark::default();
    let sheet = |marks| chain_sheet(chain, &Table { labels, rows, marks, ..Table::default() });
    Some(match format {
        TableFormat::Word => sheet_docx(&sheet(Marks::paper(deleted)), deleted),
        TableFormat::Excel => sheet_xlsx(&sheet(Marks::WORKBOOK)).ok()?,
        TableFormat::Pdf => return None,
        TableFormat::Markdown => sheet_markdown(&sheet(Marks::SCREEN)).into_bytes(),
        TableFormat::Html => sheet_html(&sheet(Marks::SCREEN)).into_bytes(),
        TableFormat::Json => match chain.steps.as_slice() {
            [one] => comparison_json(one, rows).into_bytes(),
            _ => chain_json(chain, rows).into_bytes(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_can_be_written() {
        let chain = Chain { steps: Vec::new(), rows: Vec::new() };
        for format in TableFormat::ALL {
            let written = write(&chain, format, Rows::All, Vec::new()).is_some();
            assert_eq!(written, TableFormat::OFFERED.contains(&format), "{format:?}");
        }
    }
}
