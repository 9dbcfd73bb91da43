//! `kaimen parse` as people run it.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TEXT: &str = "××市政务服务条例\n\n第一章　总则\n\n第一条　为了优化政务服务，制定本条例。\n\n\
第二条　有下列情形之一的，依照前条规定办理：\n\n（一）企业开办；\n\n（二）项目审批。\n";

fn kaimen(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kaimen"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("kaimen starts");
    // A command that refuses early may close its input before all is written.
    let _ = child.stdin.take().expect("its input is ours").write_all(input);
    child.wait_with_output().expect("kaimen ends")
}

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a test file");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a test path in UTF-8")
}

fn refused(output: &Output, words: &[&str]) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert_eq!(error.trim_end().lines().count(), 1, "{error}");
    assert!(output.stdout.is_empty());
    for word in words {
        assert!(error.contains(word), "{word} in {error}");
    }
}

#[test]
fn standard_input_becomes_json_by_default() {
    let output = kaimen(&["parse", "-"], TEXT.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(value["title"], "××市政务服务条例");
    assert_eq!(value["counts"]["articles"], 2);
    assert_eq!(value["units"][0]["units"][1]["paragraphs"][0]["items"][1]["number"], "（二）");
}

#[test]
fn every_format_carries_the_words_of_the_text() {
    for format in ["json", "md", "text", "html", "akn"] {
        let output = kaimen(&["parse", "-", "--format", format], TEXT.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{format}");
        let words = String::from_utf8(output.stdout).expect("UTF-8");
        for part in ["××市政务服务条例", "第一章", "为了优化政务服务，制定本条例。", "（二）", "项目审批。"]
        {
            assert!(words.contains(part), "{part} in {format}");
        }
    }
}

#[test]
fn text_and_markdown_give_the_same_tree_again() {
    let units = |source: &[u8]| {
        let output = kaimen(&["parse", "-"], source);
        let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (value["title"].clone(), value["units"].clone())
    };
    for format in ["md", "text"] {
        let again = kaimen(&["parse", "-", "--format", format], TEXT.as_bytes()).stdout;
        assert_eq!(units(&again), units(TEXT.as_bytes()), "{format}");
    }
}

#[test]
fn an_output_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = file(&folder, "out.md", b"before");
    let bad = file(&folder, "bad.txt", b"\xff\xfe\x00");
    refused(&kaimen(&["parse", text(&bad), "--out", text(&out)], b""), &["bad.txt"]);
    assert_eq!(std::fs::read(&out).expect("still there"), b"before");

    let good = file(&folder, "good.txt", TEXT.as_bytes());
    let done = kaimen(&["parse", text(&good), "--format", "md", "--out", text(&out)], b"");
    assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0));
    assert!(std::fs::read_to_string(&out).expect("written").contains("第二条"));
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 3, "no temporary file is left");

    let nowhere = folder.path().join("missing/out.md");
    refused(&kaimen(&["parse", text(&good), "--out", text(&nowhere)], b""), &["missing/out.md", "不存在"]);
}

#[test]
fn what_is_no_text_is_refused_in_one_line_that_names_file_reason_and_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // 第一条为了 in GB18030.
    let gb: &[u8] = b"\xB5\xDA\xD2\xBB\xCC\xF5\xCE\xAA\xC1\xCB\n";
    let cases: [(&str, &[u8], &[&str]); 6] = [
        ("utf16.txt", &utf16, &["UTF-16", "iconv"]),
        ("gb.txt", gb, &["GB18030", "iconv"]),
        ("binary.md", b"\x7fELF\x00\x01\x02", &["二进制"]),
        ("latin.txt", b"caf\xe9", &["UTF-8"]),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00", &["另存为 .docx"]),
        ("broken.docx", b"PK\x03\x04 not a zip at all", &["docx"]),
    ];
    for (name, bytes, words) in cases {
        let path = file(&folder, name, bytes);
        let output = kaimen(&["parse", text(&path)], b"");
        refused(&output, words);
        refused(&output, &[name]);
    }
    refused(&kaimen(&["parse", text(&folder.path().join("none.txt"))], b""), &["none.txt", "不存在"]);
    refused(&kaimen(&["parse", text(folder.path())], b""), &["是目录"]);
    refused(&kaimen(&["parse", "-"], gb), &["标准输入", "GB18030"]);
}

#[test]
fn a_file_over_the_bound_is_refused_and_a_large_one_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("huge.txt");
    std::fs::File::create(&path).and_then(|it| it.set_len(64 * 1024 * 1024 + 1)).expect("a sparse file");
    refused(&kaimen(&["parse", text(&path)], b""), &["huge.txt", "64 MB"]);
}

#[test]
fn an_empty_text_and_one_without_articles_are_parsed_and_the_problems_say_so() {
    for source in ["", "只有一段话，没有条文。\n"] {
        let output = kaimen(&["parse", "-"], source.as_bytes());
        assert_eq!(output.status.code(), Some(0));
        let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(value["counts"]["articles"], 0);
        assert!(!value["problems"].as_array().expect("a list").is_empty(), "{source:?}");
    }
}

#[test]
fn a_wrong_format_is_answered_in_chinese() {
    refused(&kaimen(&["parse", "-", "--format", "pdf"], b""), &["pdf", "json"]);
}

#[test]
fn a_word_file_and_a_law_in_xml_are_told_by_their_content_not_their_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let statute = kaimen::law::parse::parse(TEXT).statute;
    let docx = kaimen::export::docx::statute_docx(&statute, kaimen::export::docx::Options::default());
    let akn = kaimen::export::akn::statute_akn(&statute, &[]);
    for (name, bytes) in [("word.txt", docx.as_slice()), ("akn.md", akn.as_bytes())] {
        let path = file(&folder, name, bytes);
        let output = kaimen(&["parse", text(&path), "--format", "text"], b"");
        assert_eq!(output.status.code(), Some(0), "{name}");
        let words = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(words, kaimen::export::text::statute_text(&statute), "{name}");
    }
}
