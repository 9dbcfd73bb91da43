//! A comparison as a file: one line for each format.

use crate::law::compare::Chain;
use crate::procedure::Version;
use crate::view::Dossier;
use crate::view::link::TableFormat;
use crate::web::error::{Missing, Page};
use crate::web::pages::versions::file;
use std::sync::Arc;

/// The comparison of `versions` as a file.
pub async fn send(dossier: &Dossier, versions: &[&Version], chain: Arc<Chain>, format: TableFormat) -> Page {
    // Off the threads that answer requests: a long text takes some tens of milliseconds.
    let bytes = tokio::task::spawn_blocking(move || write(&chain, format)).await?.ok_or(Missing::Page)?;
    let names: Vec<String> = versions.iter().map(|it| it.id().to_string()).collect();
    let file_name = format!("{}-{}.{}", dossier.bill.slug, names.join("-"), format.extension());
    // People may still say which articles belong together: no browser keeps it unasked.
    Ok(file(bytes, format.media_type(), &file_name, false))
}

/// `None` for what cannot be written yet; [`TableFormat::OFFERED`] names the others.
fn write(_chain: &Chain, format: TableFormat) -> Option<Vec<u8>> {
    match format {
        TableFormat::Word
        | TableFormat::Excel
        | TableFormat::Pdf
        | TableFormat::Markdown
        | TableFormat::Html
        | TableFormat::Json => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_can_be_written() {
        let chain = Chain { steps: Vec::new(), rows: Vec::new() };
        for format in TableFormat::ALL {
            assert_eq!(write(&chain, format).is_some(), TableFormat::OFFERED.contains(&format), "{format:?}");
        }
    }
}
