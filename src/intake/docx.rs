//! A Word file (docx) → plain lines: one paragraph a block, blank lines between, tables as GFM rows, footnotes as
//! `[^1]`. Numbers that Word counted itself are written out; deleted words of tracked changes are left out, inserted
//! ones kept; hidden text is left out.
//!
//! Bounded: entries, bytes unpacked, depth, columns. Absent on purpose: looks. Which paragraph is a heading is told by
//! its words, by `law`.

mod document;
mod numbering;

use super::Unreadable;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Files in the package.
const MAX_ENTRIES: usize = 2_000;
/// Bytes that are unpacked from one file.
const MAX_UNPACKED_BYTES: u64 = 64 * 1024 * 1024;

/// The text of a docx file.
///
/// # Errors
/// When the bytes are no docx, a damaged one, or one beyond the bounds.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let document = package.read(&main)?.ok_or_else(no_document)?;
    let numbering = package.read(&format!("{folder}numbering.xml"))?.unwrap_or_default();
    let styles = package.read(&format!("{folder}styles.xml"))?.unwrap_or_default();
    let footnotes = package.read(&format!("{folder}footnotes.xml"))?.unwrap_or_default();
    let endnotes = package.read(&format!("{folder}endnotes.xml"))?.unwrap_or_default();
    let numbering = numbering::Numbering::read(&numbering, &styles)?;
    document::text(&document, numbering, &footnotes, &endnotes)
}

struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        // The directory is counted before it is read, since reading it takes memory for every entry it claims.
        if declared_entries(bytes).is_none_or(|entries| entries > MAX_ENTRIES) {
            return Err(Unreadable::new(
                "是损坏的 docx 文件，或者是内含文件过多的压缩文件",
                "请确认选对了文件；如果是 Word 文件，请打开后另存为新的 .docx 再试",
            ));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        Ok(Self { archive, left: MAX_UNPACKED_BYTES })
    }

    /// The name of the part with the text.
    fn main_part(&mut self) -> Result<String, Unreadable> {
        const USUAL: &str = "word/document.xml";
        if self.archive.index_for_name(USUAL).is_some() {
            return Ok(USUAL.to_owned());
        }
        let relations = self.read("_rels/.rels")?.unwrap_or_default();
        let target = document::main_part(&relations)?.unwrap_or_default();
        let is_word = target.ends_with(".xml") && !target.contains("workbook") && !target.contains("presentation");
        if is_word && self.archive.index_for_name(&target).is_some() {
            return Ok(target);
        }
        if self.archive.index_for_name("xl/workbook.xml").is_some() {
            return Err(Unreadable::new("是 Excel 文件", "请提供 Word（.docx）、文本或者 Markdown 格式的法规文本"));
        }
        if self.archive.index_for_name("content.xml").is_some() {
            return Err(Unreadable::new("是 OpenDocument 文件", "请打开后另存为 .docx 再试"));
        }
        Err(no_document())
    }

    /// A part as text; `None` if the package has no such part.
    fn read(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(Unreadable::new(
                format!("解压后超过 {} MB", MAX_UNPACKED_BYTES / 1024 / 1024),
                "法规文本不会这样大，请检查是否选错了文件",
            ));
        }
        self.left -= size;
        let text = String::from_utf8(bytes).map_err(|_| damaged())?;
        Ok(Some(text))
    }
}

/// The number of entries that the end of the zip file claims; `None` if there is no such end or it is of the kind for
/// more than 65,535 entries.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    const LENGTH: usize = 22;
    let from = bytes.len().saturating_sub(LENGTH + usize::from(u16::MAX));
    let at = from + bytes[from..].windows(SIGNATURE.len()).rposition(|window| window == SIGNATURE)?;
    let entries = u16::from_le_bytes([*bytes.get(at + 10)?, *bytes.get(at + 11)?]);
    (entries != u16::MAX).then_some(usize::from(entries))
}

fn damaged() -> Unreadable {
    Unreadable::new("是损坏的 docx 文件", "请重新获取该文件，或者用 Word、WPS 打开后另存为新的 .docx 再试")
}

fn no_document() -> Unreadable {
    Unreadable::new("是压缩文件，但不是 Word 文件（没有正文）", "请确认选对了文件；如果是压缩包，请先解压")
}

#[cfg(test)]
mod tests;
