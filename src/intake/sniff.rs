//! What kind of file some bytes are, told from the bytes and not from the name.

use super::Unreadable;

/// A kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text, plain or Markdown.
    Text,
    /// A zip file, as docx is one.
    Docx,
    /// XML whose root is `akomaNtoso` or `law`.
    Law,
    /// Something that must be converted first; it says how.
    Other(Unreadable),
}

/// Bytes that are looked at to find the root of an XML file.
const HEAD_BYTES: usize = 4_096;

/// Tells the kind of a file.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Kind {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Kind::Docx;
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    if starts(b"%PDF") {
        return other("是 PDF 文件", "请改用该文本的 Word（.docx）文件，或者把文字复制到文本文件中再试");
    }
    if starts(b"{\\rtf") {
        return other("是 RTF 文件", "请用 Word 或者 WPS 打开，另存为 .docx 后再试");
    }
    if starts(b"\xFF\xFE") || starts(b"\xFE\xFF") || looks_utf16(bytes) {
        return encoding("UTF-16", "UTF-16");
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        if !bytes.contains(&0) && looks_gb18030(bytes) {
            return encoding("GB18030（GBK）", "GB18030");
        }
        let at = error.valid_up_to();
        return other(
            format!("不是 UTF-8 编码的文本（第 {} 个字节起无法识别）", at + 1),
            "请确认选对了文件；如果是文本，请用文本编辑器另存为 UTF-8 编码后再试",
        );
    }
    if bytes.contains(&0) {
        return other("不是文本，是二进制文件", "请确认选对了文件；法规文本应当是文本、Markdown 或者 .docx 文件");
    }
    if is_law_xml(bytes) { Kind::Law } else { Kind::Text }
}

/// A compound file is a folder of streams; their names stand in it as UTF-16.
fn compound(bytes: &[u8]) -> Kind {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|it| it == name)
    };
    if has("EncryptedPackage") {
        return other("是加密的文件", "请解除密码保护，另存为新的 .docx 后再试");
    }
    if has("Workbook") {
        return other("是旧式 Excel 文件（.xls）", "请提供 Word（.docx）、文本或者 Markdown 格式的法规文本");
    }
    if has("WpsCustomData") {
        return other("是 WPS 文字文件（.wps）", "请用 WPS 打开，另存为 .docx 后再试");
    }
    other("是旧式 Word 文件（.doc）", "请用 Word 或者 WPS 打开，另存为 .docx 后再试")
}

fn other(what: impl Into<String>, remedy: &str) -> Kind {
    Kind::Other(Unreadable::new(what, remedy))
}

fn encoding(name: &str, iconv: &str) -> Kind {
    other(
        format!("不是 UTF-8 编码，看起来是 {name} 编码"),
        &format!("请用文本编辑器另存为 UTF-8 编码，或者运行 iconv -f {iconv} -t UTF-8 原文件 > 新文件 后再试"),
    )
}

/// Chinese or Latin text in two-byte units without a mark at its head: zero bytes alternate, or the high bytes are
/// those of common characters, which UTF-8 never is for so long.
fn looks_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES) & !1];
    if head.len() < 8 || std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        return false;
    }
    let likely = |high: usize| {
        let common = |pair: &&[u8]| {
            let (high_byte, low_byte) = (pair[high], pair[1 - high]);
            match high_byte {
                0 => matches!(low_byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7E),
                0x30 | 0x4E..=0x9F | 0xFF => true,
                0x20 => matches!(low_byte, 0x10..=0x26),
                _ => false,
            }
        };
        head.chunks_exact(2).filter(common).count() * 20 >= head.len() / 2 * 19
    };
    let line_feeds = |pair: [u8; 2]| head.chunks_exact(2).any(|it| it == pair) || head.contains(&0);
    (likely(1) && line_feeds([b'\n', 0])) || (likely(0) && line_feeds([0, b'\n']))
}

/// Whether all bytes form GB18030 characters, most of them those of common Chinese text.
fn looks_gb18030(bytes: &[u8]) -> bool {
    let mut at = 0;
    let (mut common, mut all) = (0_usize, 0_usize);
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let Some(&second) = bytes.get(at + 1) else { break };
        all += 1;
        match (lead, second) {
            (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => {
                common += usize::from(matches!(lead, 0xA1..=0xA3 | 0xB0..=0xF7) && second >= 0xA1);
                at += 2;
            }
            (0x81..=0xFE, 0x30..=0x39) => at += 4,
            _ => return false,
        }
    }
    all > 0 && common * 10 >= all * 8
}

fn is_law_xml(bytes: &[u8]) -> bool {
    let mut end = bytes.len().min(HEAD_BYTES);
    while end > 0 && end < bytes.len() && (bytes[end] & 0xC0) == 0x80 {
        end -= 1;
    }
    let Ok(head) = std::str::from_utf8(&bytes[..end]) else { return false };
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // What may stand before the root: the declaration, comments, a document type.
    for _ in 0..32 {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!DOCTYPE") {
            rest.find('>').map(|at| at + 1)
        } else {
            break;
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
    }
    let Some(name) = rest.strip_prefix('<') else { return false };
    let name = name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default();
    name == "akomaNtoso" || name == "law"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(bytes: &[u8], word: &str) {
        match sniff(bytes) {
            Kind::Other(it) => assert!(it.to_string().contains(word), "{it}"),
            kind => panic!("{kind:?} instead of {word}"),
        }
    }

    fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn text_is_text_in_any_language() {
        for text in ["", "第一条　为了……\n", "\u{feff}# 条例", "plain", "<p>网页</p>", "<?xml version='1.0'?><html/>"]
        {
            assert_eq!(sniff(text.as_bytes()), Kind::Text, "{text}");
        }
    }

    #[test]
    fn laws_in_xml_are_told_by_their_root() {
        for text in [
            "<?xml version=\"1.0\"?>\n<!-- 注 -->\n<akomaNtoso xmlns=\"x\">",
            "\u{feff}<law><unit/></law>",
            "<akn:akomaNtoso>",
        ] {
            assert_eq!(sniff(text.as_bytes()), Kind::Law, "{text}");
        }
        let long = format!("<law>{}", "条".repeat(5000));
        assert_eq!(sniff(long.as_bytes()), Kind::Law);
    }

    #[test]
    fn other_encodings_are_named_with_the_way_to_convert() {
        let text = "第一条　为了规范管理，制定本条例。\n第二条　本市适用。\n";
        says(&utf16(text, false), "iconv -f UTF-16");
        says(&utf16(text, true), "UTF-16");
        let mut marked = vec![0xFF, 0xFE];
        marked.extend(utf16(text, false));
        says(&marked, "UTF-16");
        // 第一条为了 in GB18030.
        says(b"\xB5\xDA\xD2\xBB\xCC\xF5\xCE\xAA\xC1\xCB\n", "GB18030");
    }

    #[test]
    fn files_of_programs_are_told_apart_with_advice() {
        says(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00", ".docx");
        let compound = |name: &str| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), utf16(name, false)].concat();
        says(&compound("WordDocument"), "（.doc）");
        says(&compound("EncryptedPackage"), "加密");
        says(&compound("WpsCustomData"), "（.wps）");
        says(b"%PDF-1.7", "PDF");
        says(b"{\\rtf1}", "RTF");
        says(b"\x7FELF\x02\x01\x01\x00\x00\x00", "二进制");
        says(b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8");
        assert_eq!(sniff(b"PK\x03\x04rest"), Kind::Docx);
    }
}
