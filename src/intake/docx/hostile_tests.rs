//! Files that are made to harm: each is refused with a line that says why, or read within the bounds.

use super::tests::{document, p, package};
use super::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn refused(bytes: &[u8], word: &str) {
    match import(bytes) {
        Ok(it) => panic!("read instead of {word}: {} bytes", it.text.len()),
        Err(error) => assert!(error.to_string().contains(word), "{error} does not say {word}"),
    }
}

fn body(inside: &str) -> Vec<u8> {
    package(&[("word/document.xml", &document(inside))])
}

/// A package with one more entry of any name.
fn with_entry(name: &str) -> Vec<u8> {
    package(&[("word/document.xml", &document(&p("甲"))), (name, "x")])
}

/// All places of some bytes in a file.
fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut out = bytes.to_vec();
    while let Some(at) = out.windows(old.len()).position(|it| it == old) {
        out[at..at + old.len()].copy_from_slice(new);
    }
    out
}

/// The place of the first record of the directory.
fn directory(bytes: &[u8]) -> usize {
    bytes.windows(4).position(|it| it == b"PK\x01\x02").expect("a directory")
}

#[test]
fn names_that_lead_out_of_the_package_or_stand_twice_are_refused() {
    for name in ["../x", "word/../../x", "/etc/x", "C:x"] {
        refused(&with_entry(name), "不安全的文件路径");
    }
    let named = with_entry("word/~ocument.xml");
    refused(&replaced(&named, b"word/~ocument.xml", b"word\\document.xml"), "不安全的文件路径");
    refused(&replaced(&named, b"word/~ocument.xml", b"word/\0ocument.xml"), "不安全的文件路径");
    refused(&replaced(&named, b"word/~ocument.xml", b"word/document.xml"), "不是正常的 docx 文件");
    refused(&replaced(&named, b"word/~ocument.xml", b"Word/Document.xml"), "同名文件");
}

#[test]
fn entries_that_overlap_or_that_the_directory_does_not_count_are_refused() {
    let mut bytes = with_entry("x");
    let first = directory(&bytes);
    let second = first + 4 + directory(&bytes[first + 4..]);
    // The second entry lies where the first one does.
    bytes[second + 42..second + 46].copy_from_slice(&0_u32.to_le_bytes());
    assert!(import(&bytes).is_err());
    let mut bytes = with_entry("x");
    let end = bytes.len() - 22;
    bytes[end + 8..end + 12].copy_from_slice(&[1, 0, 1, 0]);
    assert!(import(&bytes).is_err());
}

#[test]
fn sizes_sums_and_encryption_are_checked_before_anything_is_believed() {
    let whole = body(&p("甲"));
    let at = directory(&whole);
    let mut huge = whole.clone();
    huge[at + 24..at + 28].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    refused(&huge, "异常庞大");
    let mut wrong = whole.clone();
    wrong[at + 16..at + 20].copy_from_slice(&[1, 2, 3, 4]);
    refused(&wrong, "损坏");
    let mut secret = whole.clone();
    secret[6] |= 1;
    secret[at + 8] |= 1;
    refused(&secret, "加密");
}

#[test]
fn bombs_are_not_unpacked() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("word/document.xml", deflated).expect("a part");
    let blanks = vec![b' '; 1024 * 1024];
    for _ in 0..33 {
        zip.write_all(&blanks).expect("its bytes");
    }
    refused(&zip.finish().expect("a package").into_inner(), "解压后超过 32 MB");
    // A zip in a zip is never opened: without a document it is no Word file, beside one it is nothing.
    let inner = with_entry("x");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.zip", deflated).expect("a part");
    zip.write_all(&inner).expect("its bytes");
    refused(&zip.finish().expect("a package").into_inner(), "没有正文");
}

#[test]
fn entities_and_document_types_are_refused_in_every_part() {
    let laughs =
        "<!DOCTYPE l [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;&a;\">]><w:document xmlns:w=\"w\"><w:body/></w:document>";
    let outside = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///x\">]><x/>";
    refused(&package(&[("word/document.xml", laughs)]), "声明");
    for part in ["styles", "numbering", "comments", "commentsExtended", "_rels/document.xml"] {
        let name = if part.starts_with('_') { format!("word/{part}.rels") } else { format!("word/{part}.xml") };
        refused(&package(&[("word/document.xml", &document(&p("甲"))), (&name, outside)]), "声明");
    }
    refused(&body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"), "损坏");
}

#[test]
fn too_many_attributes_levels_paragraphs_cells_and_words_are_refused() {
    let attributes: String = (0..501).map(|it| format!(" a{it}=\"1\"")).collect();
    refused(&body(&format!("<w:p{attributes}/>")), "属性过多");
    refused(&body(&"<w:sdt>".repeat(300)), "嵌套");
    refused(&body(&"<w:p/>".repeat(flow::MAX_ATOMS + 1)), "过多");
    refused(&body(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(flow::MAX_ATOMS / 2 + 1))), "过多");
    refused(&body(&p(&"条".repeat(flow::MAX_WORD_BYTES / 3 + 1))), "过多");
    let lists = format!("<w:numbering xmlns:w=\"w\">{}</w:numbering>", "<w:abstractNum/>".repeat(50_002));
    refused(&package(&[("word/document.xml", &document(&p("甲"))), ("word/numbering.xml", &lists)]), "编号和样式");
    let comments = format!("<w:comments xmlns:w=\"w\">{}</w:comments>", "<w:comment/>".repeat(10_002));
    refused(&package(&[("word/document.xml", &document(&p("甲"))), ("word/comments.xml", &comments)]), "批注过多");
}

#[test]
fn wide_tables_are_kept_within_the_columns_of_word() {
    let wide = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>".repeat(70));
    let it = import(&body(&wide)).expect("a table");
    assert_eq!(it.text.lines().next().map(|it| it.matches(" | ").count() + 1), Some(63));
    assert_eq!(it.text.matches('甲').count(), 70);
}
