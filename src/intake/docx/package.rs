//! The zip file: opened within bounds, with every trick of such files refused before anything is unpacked.

use super::super::Unreadable;
use super::document;
use std::collections::HashSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Files in the package.
const MAX_ENTRIES: usize = 2_000;
/// Bytes of an entry of the directory before its name.
const ENTRY_BYTES: usize = 46;
/// Bytes that are unpacked from one file: ten times what the longest law of 1,260 articles takes as Word bloats it.
const MAX_UNPACKED_BYTES: u64 = 32 * 1024 * 1024;
/// Bytes that all entries together may claim to unpack to, read or not.
const MAX_CLAIMED_BYTES: u64 = 1024 * 1024 * 1024;

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        // The directory is counted before it is read, since reading it takes memory for every entry it claims.
        let entries = declared_entries(bytes).filter(|it| *it <= MAX_ENTRIES).ok_or_else(too_many)?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MAX_ENTRIES {
            return Err(too_many());
        }
        if archive.len() != entries {
            return Err(tricky("文件目录与内容不一致"));
        }
        check_names(&archive)?;
        // Overlaps are sought where each entry lies, encrypted or not; an entry that lies nowhere is damage.
        if archive.has_overlapping_entries().map_err(|_| damaged())? {
            return Err(tricky("内含相互重叠的文件"));
        }
        let claimed = |at| archive.by_index_data(at).map_or(0, |it| it.size());
        let all = (0..archive.len()).fold(0_u64, |sum, at| sum.saturating_add(claimed(at)));
        if all > MAX_CLAIMED_BYTES {
            return Err(tricky("解压后异常庞大"));
        }
        Ok(Self { archive, left: MAX_UNPACKED_BYTES })
    }

    /// The name of the part with the text.
    pub(super) fn main_part(&mut self) -> Result<String, Unreadable> {
        const USUAL: &str = "word/document.xml";
        if self.has(USUAL) {
            return Ok(USUAL.to_owned());
        }
        let relations = self.read("_rels/.rels")?.unwrap_or_default();
        let target = document::main_part(&relations)?.unwrap_or_default();
        let is_word = target.ends_with(".xml") && !target.contains("workbook") && !target.contains("presentation");
        if is_word && self.has(&target) {
            return Ok(target);
        }
        for (part, kind) in [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint")] {
            if self.has(part) {
                return Err(Unreadable::new(
                    format!("是 {kind} 文件"),
                    "请提供 Word（.docx）、文本或者 Markdown 格式的法规文本",
                ));
            }
        }
        if self.has("content.xml") {
            return Err(Unreadable::new("是 OpenDocument 文件（.odt）", "请打开后另存为 .docx 再试"));
        }
        Err(no_document())
    }

    fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part as text; `None` if the package has no such part.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        if self.archive.by_index_raw(index).is_ok_and(|it| it.encrypted()) {
            return Err(Unreadable::new("是加密的文件", "请解除密码保护，另存为新的 .docx 后再试"));
        }
        let part = self.archive.by_index(index).map_err(|_| damaged())?;
        // What an entry claims is used only to make room once, and never for more than may be read.
        let claimed = usize::try_from(part.size().min(self.left)).unwrap_or(0);
        if part.size() > self.left {
            return Err(too_large());
        }
        let mut bytes = Vec::with_capacity(claimed + 1);
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(too_large());
        }
        self.left -= size;
        String::from_utf8(bytes).map(Some).map_err(|_| {
            Unreadable::new(
                "不是规范的 docx 文件（内部编码不是 UTF-8）",
                "请用 Word 或者 WPS 打开，另存为新的 .docx 再试",
            )
        })
    }
}

/// Names that lead out of the package, that no program writes, or that two entries share.
fn check_names(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), Unreadable> {
    if archive.has_duplicate_names() {
        return Err(tricky("内含同名文件"));
    }
    let mut seen = HashSet::new();
    for name in archive.file_names_raw() {
        let climbs = name.split(|it| *it == b'/' || *it == b'\\').any(|it| it == b"..");
        let drive = name.get(1) == Some(&b':');
        if name.is_empty() || name.starts_with(b"/") || name.contains(&b'\\') || name.contains(&0) || climbs || drive {
            return Err(tricky("内含不安全的文件路径"));
        }
        // Programs that read such a file take names as equal whatever their case.
        if !seen.insert(name.to_ascii_lowercase()) {
            return Err(tricky("内含同名文件"));
        }
    }
    Ok(())
}

/// The number of entries that the end of the zip file claims; `None` if there is no such end, if it is of the kind for
/// more than 65,535 entries, or if so many entries do not end where it begins: programs would disagree on what is inside.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    const LENGTH: usize = 22;
    let from = bytes.len().saturating_sub(LENGTH + usize::from(u16::MAX));
    let at = from + bytes[from..].windows(SIGNATURE.len()).rposition(|window| window == SIGNATURE)?;
    let entries = u16::from_le_bytes([*bytes.get(at + 10)?, *bytes.get(at + 11)?]);
    let size = u32::from_le_bytes(bytes.get(at + 12..at + 16)?.try_into().ok()?);
    if entries == u16::MAX {
        return None;
    }
    let mut next = at.checked_sub(usize::try_from(size).ok()?)?;
    for _ in 0..entries {
        let head = bytes.get(next..next + ENTRY_BYTES).filter(|it| it.starts_with(b"PK\x01\x02"))?;
        let more = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        next += ENTRY_BYTES + more(28) + more(30) + more(32);
    }
    (next == at).then_some(usize::from(entries))
}

fn too_many() -> Unreadable {
    Unreadable::new(
        "是损坏的 docx 文件，或者是内含文件过多的压缩文件",
        "请确认选对了文件；如果是 Word 文件，请打开后另存为新的 .docx 再试",
    )
}

fn tricky(what: &str) -> Unreadable {
    Unreadable::new(
        format!("不是正常的 docx 文件（{what}）"),
        "为安全起见不予读取，请用 Word 或者 WPS 打开，另存为新的 .docx 再试",
    )
}

fn too_large() -> Unreadable {
    Unreadable::new(
        format!("解压后超过 {} MB", MAX_UNPACKED_BYTES / 1024 / 1024),
        "法规文本不会这样大，请检查是否选错了文件",
    )
}

fn damaged() -> Unreadable {
    Unreadable::new("是损坏的 docx 文件", "请重新获取该文件，或者用 Word、WPS 打开后另存为新的 .docx 再试")
}

pub(super) fn no_document() -> Unreadable {
    Unreadable::new("是压缩文件，但不是 Word 文件（没有正文）", "请确认选对了文件；如果是压缩包，请先解压")
}
