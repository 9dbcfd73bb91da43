//! `kaimen amend`, through the real program: what contracts.md ("Amendment decisions") promises, in every format, and
//! what is refused.

use crate::support::cli::{Ran, command, kaimen};
use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const OLD: &str = "# ××市停车条例\n\n## 第一章　总　则\n\n第一条　为了规范停车管理，制定本条例。\n\n\
    第二条　市交通运输部门负责停车管理工作。\n\n有关部门按照职责做好停车管理工作。\n\n## 第二章　管　理\n\n\
    第三条　停车场应当公示收费标准。\n\n第四条　停车人不得有下列行为：\n\n（一）占用消防通道；\n\n（二）损坏停车设施。\n\n\
    第五条　违反本条例第四条规定的，处二百元罚款。\n\n第六条　本条例自2020年1月1日起施行。\n";

const NEW: &str = "# ××市停车条例\n\n## 第一章　总　则\n\n第一条　为了规范停车管理，制定本条例。\n\n\
    第二条　市交通运输主管部门负责停车管理工作。\n\n有关部门按照职责做好停车管理工作。\n\n## 第二章　监督管理\n\n\
    第三条　新建居住区应当配建充电设施。\n\n第四条　停车场应当公示收费标准。\n\n经营者不得强制搭售商品。\n\n\
    第五条　停车人不得有下列行为：\n\n（一）占用消防通道；\n\n（二）堵塞出入口；\n\n（三）损坏停车设施。\n\n\
    第六条　违反本条例第五条规定的，处二百元罚款。\n\n第七条　本条例自2020年1月1日起施行。\n";

/// A folder of its own with files in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        files.iter().for_each(|(name, words)| std::fs::write(folder.path().join(name), words).expect("a file"));
        Self(folder)
    }

    fn amend(&self, arguments: &[&str]) -> Ran {
        kaimen(self.0.path(), &[&["amend"], arguments].concat())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).expect(name)
    }
}

fn texts() -> Folder {
    Folder::new(&[("old.md", OLD), ("new.md", NEW)])
}

#[test]
fn a_decision_is_made_and_applied_again() {
    let folder = texts();
    let made = folder.amend(&["make", "old.md", "new.md", "--out", "decision.txt"]);
    assert_eq!((made.code, made.out.as_str(), made.err.as_str()), (0, "", ""));
    let decision = folder.read("decision.txt");
    assert!(decision.starts_with("××市人民代表大会常务委员会关于修改《××市停车条例》的决定\n"), "{decision}");
    for clause in [
        "将第二条第一款中的",
        "将第二章章名修改为“监督管理”。",
        "增加一条，作为第三条：“新建居住区应当配建充电设施。”",
        "将第三条改为第四条，增加一款，作为第二款：“经营者不得强制搭售商品。”",
        "将第四条改为第五条，增加一项，作为第二项：“（二）堵塞出入口”。",
        "本决定自×年×月×日起施行。",
        "并对条文顺序作相应调整，重新公布。",
    ] {
        assert!(decision.contains(clause), "{clause}\n{decision}");
    }
    assert!(!decision.contains("第五条改为第六条"), "references and numbers that follow are not said:\n{decision}");
    let applied = folder.amend(&["apply", "old.md", "decision.txt"]);
    assert_eq!((applied.code, applied.out.as_str()), (0, NEW), "{}", applied.err);
}

#[test]
fn the_frame_is_filled_in() {
    let folder = texts();
    let options = [
        "--organ=甲市人民代表大会常务委员会",
        "--session=甲市第九届人民代表大会常务委员会第三次会议",
        "--passed=2026年3月1日",
        "--effective=2026年5月1日",
    ];
    let made = folder.amend(&[&["make", "old.md", "new.md"][..], &options[..]].concat());
    for words in [
        "甲市人民代表大会常务委员会关于修改《××市停车条例》的决定",
        "（2026年3月1日甲市第九届人民代表大会常务委员会第三次会议通过）",
        "甲市第九届人民代表大会常务委员会第三次会议决定对《××市停车条例》作如下修改：",
        "本决定自2026年5月1日起施行。",
    ] {
        assert!(made.out.contains(words), "{words}\n{}", made.out);
    }
}

#[test]
fn every_format_can_be_applied() {
    let folder = texts();
    for format in ["text", "md", "docx"] {
        let name = format!("decision.{format}");
        let made = folder.amend(&["make", "old.md", "new.md", "--format", format, "--out", &name]);
        assert_eq!(made.code, 0, "{format}: {}", made.err);
        let applied = folder.amend(&["apply", "old.md", &name]);
        assert_eq!((applied.code, applied.out.as_str()), (0, NEW), "{format}: {}", applied.err);
    }
}

#[test]
fn json_tells_which_rows_a_clause_carries_out() {
    let made = texts().amend(&["make", "old.md", "new.md", "--format", "json"]);
    let json: Value = serde_json::from_str(&made.out).expect("JSON");
    let clauses = json["clauses"].as_array().expect("clauses");
    let added = clauses.iter().find(|it| it["text"].as_str().is_some_and(|it| it.contains("增加一条")));
    let row = &added.expect("the clause")["rows"][0];
    assert_eq!((row["kind"].as_str(), row["new"][0].as_str()), (Some("added"), Some("第三条")));
    let reference = &json["references"][0];
    assert!(reference["old"].as_str().is_some_and(|it| it.contains("第四条")), "{reference}");
    assert!(reference["new"].as_str().is_some_and(|it| it.contains("第五条")), "{reference}");
    let renumbered = json["renumbered"].as_array().expect("renumbered");
    assert!(renumbered.iter().any(|it| it["old"] == "第五条" && it["new"] == "第六条"), "{renumbered:?}");
}

#[test]
fn what_was_done_is_reported() {
    let folder = texts();
    folder.amend(&["make", "old.md", "new.md", "--out", "decision.txt"]);
    let applied = folder.amend(&["apply", "old.md", "decision.txt", "--report", "report.json", "--out", "result.md"]);
    assert_eq!((applied.code, applied.out.as_str()), (0, ""), "{}", applied.err);
    assert_eq!(folder.read("result.md"), NEW);
    let report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    for list in ["operations", "renumbered", "references", "notes"] {
        assert!(report[list].is_array(), "{list}");
    }
    assert!(!report["operations"].as_array().expect("operations").is_empty());
}

#[test]
fn what_cannot_be_applied_is_refused_clause_by_clause_and_nothing_is_printed() {
    let decision = "××市人民代表大会常务委员会关于修改《××市停车条例》的决定\n\n\
        ××市第×届人民代表大会常务委员会第×次会议决定对《××市停车条例》作如下修改：\n\n\
        一、将第三条中的“公示”修改为“公布”。\n\n二、将第九条修改为：“经营者不得强制搭售商品。”\n\n\
        三、将第二条第二款中的“没有这些文字”修改为“其他文字”。\n\n本决定自2026年5月1日起施行。\n";
    let folder = Folder::new(&[("old.md", OLD), ("decision.txt", decision)]);
    let applied = folder.amend(&["apply", "old.md", "decision.txt", "--out", "result.md", "--report", "report.json"]);
    assert_eq!((applied.code, applied.out.as_str()), (3, ""), "{}", applied.err);
    assert!(!folder.file("result.md").exists() && !folder.file("report.json").exists());
    for words in ["第二项", "第九条", "第三项", "没有这些文字"] {
        assert!(applied.err.contains(words), "{words}: {}", applied.err);
    }
    assert!(!applied.err.contains("第一项"), "{}", applied.err);
}

#[test]
fn texts_without_a_difference_give_no_decision() {
    let folder = Folder::new(&[("old.md", OLD), ("new.md", OLD)]);
    let made = folder.amend(&["make", "old.md", "new.md", "--out", "decision.txt"]);
    assert_eq!((made.code, made.out.as_str()), (3, ""));
    assert!(!made.err.is_empty() && !folder.file("decision.txt").exists());
}

#[test]
fn one_text_may_come_from_standard_input_and_two_may_not() {
    let folder = texts();
    let mut child = command(folder.0.path())
        .args(["amend", "make", "-", "new.md"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("input").write_all(OLD.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), folder.amend(&["make", "old.md", "new.md"]).out);
    assert_eq!(folder.amend(&["make", "-", "-"]).code, 2);
    assert_eq!(folder.amend(&["apply", "-", "-"]).code, 2);
    assert_eq!(folder.amend(&["make", "old.md", "none.md"]).code, 2);
    assert_eq!(kaimen(Path::new("."), &["amend"]).code, 2);
}
