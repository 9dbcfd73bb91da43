//! `kaimen lint`, through the real program: what contracts.md ("Drafting rules") promises, and odd input.

use crate::support::cli::{Ran, command, kaimen};
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

/// A folder with one text in it, as `draft.md`.
fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("draft.md"), text).expect("written");
    folder
}

fn lint(folder: &TempDir, arguments: &[&str]) -> Ran {
    kaimen(folder.path(), &[&["lint"], arguments].concat())
}

fn findings(folder: &TempDir, arguments: &[&str]) -> Vec<Value> {
    let ran = lint(folder, &[&["--format", "json"], arguments].concat());
    assert!(ran.code <= 1, "{}", ran.err);
    serde_json::from_str::<Value>(&ran.out).expect("JSON").as_array().expect("a list").clone()
}

fn codes(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|it| it["code"].as_str().expect("a code")).collect()
}

const DRAFT: &str = "# ××市示例条例\n\n第一条　为了示例，制定本条例。\n\n第三条　经营者必须登记。\n";

#[test]
fn findings_have_the_fields_of_the_contract() {
    let folder = folder(DRAFT);
    let found = findings(&folder, &["draft.md"]);
    let must = found.iter().find(|it| it["code"] == "K301").expect("K301");
    let keys: Vec<&str> = must.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut expected = [
        "file",
        "code",
        "name",
        "severity",
        "line",
        "column",
        "end_line",
        "end_column",
        "message",
        "suggestion",
        "source",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!((&must["file"], &must["severity"]), (&"draft.md".into(), &"warning".into()));
    let line = DRAFT.lines().position(|it| it.contains("必须")).expect("the line") + 1;
    let column = DRAFT.lines().nth(line - 1).and_then(|it| it.split("必须").next()).expect("words").chars().count() + 1;
    let place = ["line", "column", "end_line", "end_column"].map(|it| must[it].as_u64().expect("a number") as usize);
    assert_eq!(place, [line, column, line, column + 2]);
}

#[test]
fn an_error_that_stands_ends_with_one_and_a_waived_one_with_zero() {
    let faulty = folder(DRAFT);
    assert_eq!(lint(&faulty, &["draft.md"]).code, 1);
    let waived = folder(&DRAFT.replace("第三条", "<!-- km:allow K101 第二条待补 -->\n\n第三条"));
    let ran = lint(&waived, &["draft.md"]);
    assert!(!ran.out.contains("K101") && ran.out.contains("已注明理由保留"), "{}", ran.out);
    assert!(!codes(&findings(&waived, &["draft.md"])).contains(&"K091"));
    let alone = folder("第一条　经营者必须登记。\n");
    assert!(
        findings(&alone, &["draft.md"]).iter().all(|it| it["severity"] != "error")
            == (lint(&alone, &["draft.md"]).code == 0)
    );
}

#[test]
fn the_stage_comes_from_the_flag_or_from_the_text() {
    let caption = |status: &str| format!("# ××市示例条例\n\n（{status}）\n\n第一条（目的）为了示例，制定本条例。\n");
    let has = |folder: &TempDir, arguments: &[&str]| codes(&findings(folder, arguments)).contains(&"K113");
    let draft = folder(&caption("草案"));
    assert!(!has(&draft, &["draft.md"]) && has(&draft, &["draft.md", "--stage", "vote"]));
    let vote = folder(&caption("草案表决稿"));
    assert!(has(&vote, &["draft.md"]) && !has(&vote, &["draft.md", "--stage", "draft"]));
}

#[test]
fn the_report_for_people_points_at_the_words() {
    let folder = folder(DRAFT);
    let ran = lint(&folder, &["draft.md"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    let at = lines.iter().position(|it| it.contains("警告 K301")).expect("the finding");
    assert!(lines[at].starts_with("draft.md:5:8: 警告 K301"), "{}", lines[at]);
    assert!(lines[at + 1].ends_with("第三条　经营者必须登记。"), "{}", lines[at + 1]);
    // Seven wide characters stand before the word, two carets are under each of its own.
    let bar = lines[at + 2].find('|').expect("a margin") + 2;
    assert_eq!(&lines[at + 2][bar..], format!("{}^^^^", " ".repeat(14)));
    assert!(lines[at + 3].contains("建议：") && lines[at + 4].contains("依据：《立法技术规范（试行）（一）》"));
    assert!(
        ran.out.trim_end().lines().last().is_some_and(|it| it.starts_with('共') && it.ends_with('。')),
        "{}",
        ran.out
    );
}

#[test]
fn sarif_names_rules_places_fixes_and_waivers() {
    let folder = folder(
        &DRAFT.replace("经营者必须登记。", "经营者必须登记。<!-- km:allow K301 沿用原文 -->\n\n依照第1条办理。"),
    );
    let ran = lint(&folder, &["draft.md", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "draft.md");
        assert!(place["region"]["startLine"].as_u64() <= place["region"]["endLine"].as_u64());
    }
    let of = |code: &str| results.iter().find(|it| it["ruleId"] == code).expect("a result");
    assert_eq!(of("K301")["suppressions"][0]["justification"], "沿用原文");
    let change = &of("K106")["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "一");
    assert!(rules.iter().all(|it| it["help"]["markdown"].as_str().is_some_and(|it| it.starts_with("# K"))));
}

#[test]
fn fix_writes_what_is_safe_and_tells_what_it_did() {
    let text = "# ××市示例条例\r\n\r\n第一条　下列情形：\r\n\r\n(一)甲；\r\n\r\n(二)经营者必须登记。\r\n";
    let folder = folder(text);
    let ran = lint(&folder, &["draft.md", "--fix"]);
    assert!(ran.err.contains("自动修改") && ran.err.contains("K107 2处"), "{}", ran.err);
    let mended = std::fs::read_to_string(folder.path().join("draft.md")).expect("the file");
    assert!(mended.contains("（一）甲；\r\n") && mended.contains("必须"), "{mended}");
    assert!(!codes(&findings(&folder, &["draft.md"])).contains(&"K107"));
    let again = lint(&folder, &["draft.md", "--fix"]);
    assert!(again.err.contains("没有可以自动修改的问题"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(folder.path().join("draft.md")).expect("the file"), mended);
}

#[test]
fn one_bad_file_leaves_all_files_as_they_were() {
    let folder = folder("第一条　下列情形：\n\n(一)甲。\n");
    let ran = lint(&folder, &["draft.md", "missing.md", "--fix"]);
    assert!(ran.code == 2 && ran.err.contains("missing.md") && ran.err.lines().count() == 1, "{}", ran.err);
    assert!(std::fs::read_to_string(folder.path().join("draft.md")).expect("the file").contains("(一)"));
}

#[test]
fn standard_input_is_read_and_its_mended_text_is_written_to_standard_output() {
    let folder = folder("");
    let piped = |arguments: &[&str]| {
        let mut child = command(folder.path())
            .args([&["lint", "-"], arguments].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("a pipe").write_all("第一条　下列情形：\n\n(一)甲。\n".as_bytes()).expect("written");
        let output = child.wait_with_output().expect("it ends");
        (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    assert!(piped(&[]).0.contains("-:3:1: 警告 K107"));
    let (out, err) = piped(&["--fix"]);
    assert_eq!(out, "第一条　下列情形：\n\n（一）甲。\n");
    assert!(err.contains("K107 1处"), "{err}");
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = folder("");
    let ran = lint(&folder, &["--rules"]);
    let rules: Value = serde_json::from_str(&ran.out).expect("JSON");
    for rule in rules.as_array().expect("rules") {
        let code = rule["code"].as_str().expect("a code");
        let page = lint(&folder, &["--explain", code]);
        assert!(page.code == 0 && page.out.starts_with(&format!("# {code}　")), "{code}: {}", page.err);
    }
    assert_eq!(lint(&folder, &["--explain", "must_for_duty"]).out, lint(&folder, &["--explain", "k301"]).out);
    let unknown = lint(&folder, &["--explain", "K999"]);
    assert!(unknown.code == 2 && unknown.err.contains("K999") && unknown.err.contains("--rules"), "{}", unknown.err);
}

#[test]
fn the_installation_switches_rules_and_has_words_of_its_own() {
    let folder = folder("# ××市示例条例\n\n第一条　商户必须登记。\n");
    let write = |words: &str| std::fs::write(folder.path().join("kaimen.toml"), words).expect("written");
    write(
        "[lint]\noff = [\"K301\"]\nerror = [\"K399\"]\n\n[[lint.words]]\navoid = \"商户\"\nuse = \"经营者\"\nreason = \"统称\"\n",
    );
    let found = findings(&folder, &["draft.md", "--config", "kaimen.toml"]);
    assert!(!codes(&found).contains(&"K301"));
    let own = found.iter().find(|it| it["code"] == "K399").expect("the word");
    assert!(own["severity"] == "error" && own["message"].as_str().is_some_and(|it| it.contains("统称")), "{own}");
    assert_eq!(lint(&folder, &["draft.md", "--config", "kaimen.toml"]).code, 1);
    for (bad, named) in [("off = [\"K999\"]", "K999"), ("offf = []", "lint.offf"), ("off = [3]", "lint.off")] {
        write(&format!("[lint]\n{bad}\n"));
        let ran = lint(&folder, &["draft.md", "--config", "kaimen.toml"]);
        assert!(ran.code == 2 && ran.err.contains(named) && ran.err.lines().count() == 1, "{}", ran.err);
    }
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let folder = folder(DRAFT);
    std::fs::write(folder.path().join("laws.tsv"), "中华人民共和国合同法 废止\n").expect("written");
    for (arguments, named) in [
        (&[][..], "文件"),
        (&["draft.md", "--stage", "final"], "--stage"),
        (&["draft.md", "--format", "xml"], "--format"),
        (&["draft.md", "--titles", "laws.tsv"], "laws.tsv"),
        (&["draft.md", "--superior", "missing.md"], "missing.md"),
        (&["draft.md", "--rules"], "--rules"),
    ] {
        let ran = lint(&folder, arguments);
        assert!(ran.code == 2 && ran.err.contains(named), "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty() && !ran.err.contains("panicked"), "{arguments:?}");
    }
}

#[test]
fn the_samples_have_no_errors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for bill in [
        "business-environment",
        "civility",
        "compulsory-education",
        "elderly-care",
        "innovation",
        "intellectual-property",
    ] {
        for file in
            std::fs::read_dir(root.join("drafts").join(bill)).expect("a folder").map(|it| it.expect("an entry").path())
        {
            let version = file.file_name().is_some_and(|it| it.to_string_lossy().starts_with('v'));
            if version {
                let ran = kaimen(root, &["lint".as_ref(), file.as_os_str()]);
                assert_eq!(ran.code, 0, "{}\n{}", file.display(), ran.out);
            }
        }
    }
}
