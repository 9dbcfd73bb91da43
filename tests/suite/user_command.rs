//! `kaimen user`, and the way to the first administrator, with the real program.

use crate::support::cli::{command, kaimen};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

fn link(out: &str) -> &str {
    out.lines().find(|it| it.contains("/join/")).expect("a link")
}

#[test]
fn people_are_added_listed_closed_and_given_links() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| kaimen(folder.path(), &[&["user"], arguments].concat());
    let added = run(&["add", "Li.Ming", "--name", "李某", "--role", "administrator"]);
    assert_eq!(added.code, 0, "{}", added.err);
    let first = link(&added.out).to_owned();
    assert!(first.starts_with("http://127.0.0.1:8080/join/") && first.len() == 27 + 64, "{first}");
    let list = run(&["list"]);
    assert_eq!(list.out, "li.ming\t李某\t尚未开通\t系统管理员\n");
    let again = run(&["invite", "li.ming"]);
    assert!(again.code == 0 && link(&again.out) != first, "{}", again.err);
    for (arguments, code, words) in [
        (&["add", "li.ming", "--name", "李某", "--role", "member"][..], 3, "已经有人用了"),
        (&["add", "x", "--name", "李某", "--role", "member"], 2, "用户名"),
        (&["add", "wang", "--name", "王某", "--role", "boss"], 2, "leg_commission"),
        (&["add", "wang", "--name", "王某", "--role", "handling_unit"], 2, "须写明所在单位"),
        (
            &["add", "wang", "--name", "王某", "--role", "liaison", "--organ", "某点", "--point", "nowhere"],
            2,
            "没有联系点",
        ),
        (&["reset", "li.ming"], 3, "还没有开通"),
        (&["invite", "nobody"], 2, "没有用户名为"),
        (&["disable"], 2, "缺少参数"),
        (&[], 2, "add"),
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{arguments:?}");
    }
    assert_eq!(run(&["disable", "li.ming"]).code, 0);
    assert!(run(&["list"]).out.contains("已停用"));
    let closed = run(&["invite", "li.ming"]);
    assert!(closed.code == 3 && closed.err.contains("kaimen user enable"), "{}", closed.err);
    assert_eq!(run(&["enable", "li.ming"]).code, 0);
    assert_eq!(kaimen(folder.path(), &["verify"]).code, 0, "what was done is on record, in order");
}

#[test]
fn a_server_without_an_administrator_prints_a_link_and_keeps_its_key_for_itself() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let mut child = command(folder.path())
            .args(["serve", "--bind", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines: Vec<String> =
            BufReader::new(child.stdout.take().unwrap()).lines().take(3).map(Result::unwrap).collect();
        child.kill().unwrap();
        child.wait().unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        (lines, err)
    };
    let (first, err) = start();
    assert!(first[1].contains("还没有系统管理员") && first[2].contains("/join/"), "{first:?}");
    assert!(!err.contains("/join/"), "the link is not in the log: {err}");
    let (second, _) = start();
    assert_ne!(first[2], second[2], "a new one each time");
    let key = folder.path().join("var/secret.key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&key, "nonsense").unwrap();
    let broken = kaimen(folder.path(), &["serve", "--bind", "127.0.0.1:0"]);
    assert!(broken.code == 2 && broken.err.contains("secret.key"), "{}", broken.err);
}
