//! What a person typed comes back: after the session ended, with files or without, and when it was too long.

use crate::support::site::{Answer, TestSite, encoded};
use axum::body::Body;
use axum::http::{Request, StatusCode};

const CORRECT: &str = "/desk/bills/noise/compare/v1..v2/corrections";
const PAPERS: &str = "/desk/bills/noise/papers";

/// A part of a form with files: its name, the name of its file, its bytes.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// Sends a form with files, as a browser does.
async fn send(site: &TestSite, path: &str, parts: &[Part<'_>]) -> Answer {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|it| format!("; filename=\"{it}\"")).unwrap_or_default();
        body.extend(format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let request = Request::post(path).header("sec-fetch-site", "same-origin").header("content-length", body.len());
    site.send(request.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_form_that_is_too_long_comes_back_with_every_word() {
    let site = TestSite::with_desk().await;
    // Nine bytes a character, as browsers send them: some 7,000 fit.
    let typed = format!("第一行\n{}末尾", "长".repeat(9_000));
    let answer = site.post(CORRECT, &encoded(&[("old", "第三条"), ("note", &typed)])).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::PAYLOAD_TOO_LARGE, "no-store"));
    for words in ["没有保存", "64千字节（约7200字）", "后退", "name=\"old\" value=\"第三条\"", &typed, "再提交一次"]
    {
        assert!(answer.body.contains(words), "{}", words.chars().take(40).collect::<String>());
    }
    assert!(answer.body.contains(&format!("action=\"{CORRECT}\"")) && !answer.body.contains("请先登录"));
    // Beyond the second bound it is not read: the browser has it.
    let huge = site.post(CORRECT, &format!("note={}", "x".repeat(300_000))).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    for words in ["64千字节（约7200字）", "没有保存任何内容", "“后退”键"] {
        assert!(huge.body.contains(words), "{words}\n{}", huge.body);
    }
    assert!(!huge.body.contains("xxxx"));
    // A draft has more room.
    let draft = "/desk/bills/noise/draft";
    site.get(draft).await;
    let text = format!("# 条例\n\n第一条　{}\n", "x".repeat(13 * 1024 * 1024));
    let kept = site.post(draft, &format!("base=1&do=save&text={text}")).await;
    assert_eq!(kept.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(kept.body.contains(&text) && kept.body.contains("12兆字节"));
}

#[tokio::test]
async fn a_form_with_files_that_is_too_long_comes_back_without_the_files() {
    let site = TestSite::with_desk().await;
    let file = vec![b'a'; 13 * 1024 * 1024];
    let long = "说明\n第二行";
    let parts: &[Part<'_>] = &[
        ("title", None, "关于草案的说明".as_bytes()),
        ("file", Some("说明.docx"), &file),
        ("text", None, long.as_bytes()),
    ];
    let answer = send(&site, PAPERS, parts).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    for words in
        ["value=\"关于草案的说明\"", long, "文件不能保留", "原来选择的是说明.docx", "multipart/form-data", "12兆字节"]
    {
        assert!(answer.body.contains(words), "{words}");
    }
    assert!(!answer.body.contains("aaaa"));
}

#[tokio::test]
async fn a_form_with_files_survives_the_end_of_the_session_but_for_the_files() {
    let site = TestSite::with_desk().await;
    let long = "第一段。\n第二段 <b>。";
    let parts: &[Part<'_>] = &[
        ("kind", None, b"explanation"),
        ("title", None, "关于草案的说明".as_bytes()),
        ("author", None, "××市司法局".as_bytes()),
        ("dated", None, b"2026-11-20"),
        ("file", Some(""), b""),
        ("text", None, long.as_bytes()),
    ];
    let answer = send(&site.signed_out(), PAPERS, parts).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::UNAUTHORIZED, "no-store"));
    for words in [
        "请先登录",
        "value=\"关于草案的说明\"",
        "第一段。\n第二段 &#60;b&#62;。",
        "multipart/form-data",
        "文件（可不选）",
    ] {
        assert!(answer.body.contains(words), "{words}\n{}", answer.body);
    }
    assert!(!answer.body.contains("文件不能保留"));
    // Sent again after signing in, it is what it was.
    let again = send(&site, PAPERS, parts).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let chosen: &[Part<'_>] = &[("title", None, "说明".as_bytes()), ("file", Some("a\u{4e00}.docx"), b"PK")];
    let answer = send(&site.signed_out(), PAPERS, chosen).await;
    assert!(
        answer.body.contains("文件不能保留") && answer.body.contains("原来选择的是a\u{4e00}.docx"),
        "{}",
        answer.body
    );
    // A form that is cut off is nobody's words.
    let broken = Request::post(PAPERS).header("sec-fetch-site", "same-origin");
    let broken =
        broken.header("content-type", "multipart/form-data; boundary=x").body(Body::from("--x\r\nfoo")).unwrap();
    let answer = site.signed_out().send(broken).await;
    assert!(answer.status == StatusCode::UNAUTHORIZED && answer.body.contains("请先登录"), "{}", answer.body);
}
