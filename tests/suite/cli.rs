//! The program as people run it: exit codes, one clear line, nothing half-done.

use crate::support::bill::BillDir;
use crate::support::cli::{Ran, command, kaimen};
use crate::support::db::{TestDb, stories};
use crate::support::server::Server;
use std::net::TcpListener;

fn import(folder: &BillDir) -> Ran {
    kaimen(folder.parent(), &["import", "elderly-care"])
}

/// Exit 2, one line with all the parts, no word of a panic or of Rust, and no database made.
fn refuses(folder: &BillDir, parts: &[&str]) {
    let ran = import(folder);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    for part in parts {
        assert!(ran.err.contains(part), "{part} is not in {}", ran.err);
    }
    for word in ["panicked", "src/", "Error", "Err(", "unwrap"] {
        assert!(!ran.err.contains(word), "{word} is in {}", ran.err);
    }
    assert!(ran.err.contains("没有导入任何内容"), "{}", ran.err);
    assert!(!folder.parent().join("var").exists(), "nothing was made");
}

#[test]
fn a_bad_text_is_named_with_the_reason_and_nothing_is_imported() {
    for (bytes, reason) in [
        (b"\xd6\xd0\xb9\xfa\n".to_vec(), "不是 UTF-8 编码（第1行起"),
        (Vec::new(), "文件是空的"),
        (vec![b'\n'; 50 * 1024 * 1024], "超过10 MB"),
        (b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), "含有控制字符"),
        ("# ××市养老服务条例\n\n这里没有条文。\n".into(), "没有找到任何一条"),
        ("第一条　没有标题。\n".into(), "标题“”与 bill.toml"),
    ] {
        let folder = BillDir::new();
        folder.write("v2.md", bytes);
        refuses(&folder, &["elderly-care/v2.md：", reason]);
    }
}

#[test]
fn one_bad_bill_among_good_ones_stops_the_whole_import() {
    let folder = BillDir::new();
    let other = folder.parent().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("bill.toml"), "slug = 1").unwrap();
    let ran = kaimen(folder.parent(), &["import", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("other/bill.toml：第1行"), "{}", ran.err);
    assert!(!folder.parent().join("var").exists());
}

#[test]
fn importing_twice_says_that_nothing_changed() {
    let folder = BillDir::new();
    let first = import(&folder);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    assert!(first.out.contains("新增文本 v1、v2"), "{}", first.out);
    let second = import(&folder);
    assert_eq!((second.code, second.err.as_str()), (0, ""));
    assert!(second.out.starts_with("没有变化"), "{}", second.out);
}

#[test]
fn a_changed_sealed_text_is_refused_with_exit_three() {
    let folder = BillDir::new();
    assert_eq!(import(&folder).code, 0);
    folder.edit("v1.md", "老有所养", "老有所依");
    let ran = import(&folder);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    for part in ["elderly-care/v1.md", "v1（草案）", "已经封存", "没有导入任何内容"] {
        assert!(ran.err.contains(part), "{part} is not in {}", ran.err);
    }
}

#[test]
fn verify_finds_what_was_changed_behind_the_seal() {
    let folder = BillDir::new();
    assert_eq!(import(&folder).code, 0);
    let good = kaimen(folder.parent(), &["verify"]);
    assert_eq!((good.code, good.err.as_str()), (0, ""));
    assert!(good.out.contains("已核对2个文本、1份文件，全部与封存时一致"), "{}", good.out);
    let file = folder.parent().join("var/kaimen.db");
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        use sqlx::{ConnectOptions as _, Executor as _};
        let mut connection = sqlx::sqlite::SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        let tamper = "drop trigger version_sealed_update; update version set text = text || 'x' where number = 1";
        connection.execute(sqlx::raw_sql(tamper)).await.unwrap();
    });
    let bad = kaimen(folder.parent(), &["verify"]);
    assert_eq!(bad.code, 1);
    assert!(bad.err.contains("elderly-care v1：文本与登记的 SHA-256 不符"), "{}", bad.err);
}

#[test]
fn commands_without_a_database_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let ran = kaimen(folder.path(), &["verify"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("没有找到数据库 var/kaimen.db"), "{}", ran.err);
    let ran = kaimen(folder.path(), &["demo"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("没有找到示例法规文件夹 drafts"), "{}", ran.err);
    assert!(!folder.path().join("var").exists());
    let ran = kaimen(folder.path(), &["doctor"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("有误　数据库："), "{}", ran.out);
    let ran = kaimen(folder.path(), &["migrate"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(kaimen(folder.path(), &["migrate"]).out.contains("已是最新"));
    assert_eq!(kaimen(folder.path(), &["doctor"]).code, 0);
}

#[test]
fn wrong_arguments_and_wrong_configuration_are_one_chinese_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.toml"), "[server]\nbnid = \"x\"\n").unwrap();
    for (arguments, expected) in [
        (&["--nonsense"][..], "不认识的选项“--nonsense”"),
        (&["import"], "缺少参数"),
        (&["frobnicate"], "frobnicate"),
        (&["demo", "--port", "x"], "--port"),
        (&["verify", "--config", "bad.toml"], "bad.toml 中的 server.bnid"),
        (&["verify", "--config", "none.toml"], "没有找到配置文件 none.toml"),
        (&["serve", "--bind", "8080"], "server.bind"),
    ] {
        let ran = kaimen(folder.path(), arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert!(ran.err.contains(expected), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.err.trim_end().lines().count(), 1, "{}", ran.err);
        assert!(!ran.err.contains("error"), "{}", ran.err);
    }
}

#[test]
fn a_directory_that_this_program_cannot_have_is_named_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[server]\npublic_url = \"https://law.example\"\n[accounts.openid]\nissuer = \"http://id.example\"\n\
                client_id = \"kaimen\"\nclient_secret = \"hush-9\"\n";
    std::fs::write(folder.path().join("kaimen.toml"), file).unwrap();
    let expected = if cfg!(feature = "oidc") {
        "accounts.openid.issuer：请写 https://"
    } else {
        "请换用以 --features oidc 编译的程序"
    };
    let ran = kaimen(folder.path(), &["serve", "--config", "kaimen.toml", "--bind", "127.0.0.1:0"]);
    assert!(ran.code == 2 && ran.out.is_empty(), "{ran:?}");
    assert!(ran.err.contains(expected) && ran.err.trim_end().lines().count() == 1, "{}", ran.err);
    let doctor = kaimen(folder.path(), &["doctor", "--config", "kaimen.toml"]);
    assert!(doctor.code == 1 && doctor.out.contains(expected), "{doctor:?}");
    assert!(!format!("{ran:?}{doctor:?}").contains("hush-9"));
}

#[test]
fn a_database_that_cannot_be_reached_is_named_without_its_password() {
    let folder = BillDir::new();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://kaimen:secret@{free}/law");
    let run = |arguments: &[&str]| {
        let output = command(folder.parent()).env("KAIMEN_DATABASE_URL", &url).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, err) = run(&["import", "elderly-care"]);
    assert_eq!(code, Some(2));
    assert!(err.contains(&format!("无法打开数据库 postgres://{free}/law")), "{err}");
    assert!(!err.contains("secret"), "{err}");
}

#[test]
fn a_database_that_another_program_holds_is_said_to_be_busy() {
    let folder = BillDir::new();
    assert_eq!(import(&folder).code, 0);
    folder.edit("v2.md", "老有所乐", "老有所学");
    let file = folder.parent().join("var/kaimen.db");
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        use sqlx::{ConnectOptions as _, Executor as _};
        let mut holder = sqlx::sqlite::SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        holder.execute("begin immediate").await.unwrap();
        let ran = import(&folder);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("数据库正忙"), "{}", ran.err);
        assert_eq!(ran.err.trim_end().lines().count(), 1, "{}", ran.err);
    });
    assert_eq!(import(&folder).code, 0, "and nothing was left locked");
}

stories! {
    async fn the_commands_do_the_same_on_either_database(test: TestDb) {
        let folder = BillDir::new();
        let run = |arguments: &[&str]| {
            let ran = command(folder.parent()).env("KAIMEN_DATABASE_URL", &test.url).args(arguments).output().unwrap();
            let words = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
            (ran.status.code().unwrap(), words)
        };
        let expect = |arguments: &[&str], code: i32, part: &str| {
            let (ended, words) = run(arguments);
            assert_eq!(ended, code, "{arguments:?}: {words}");
            assert!(words.contains(part), "{arguments:?}: {words}");
        };
        expect(&["import", "elderly-care"], 0, "导入完成：共1件法规案、2个文本");
        expect(&["import", "elderly-care"], 0, "没有变化");
        expect(&["migrate"], 0, "已是最新");
        expect(&["verify"], 0, "全部与封存时一致");
        expect(&["doctor"], 0, "正常　数据库结构：最新");
        folder.edit("v1.md", "老有所养", "老有所依");
        expect(&["import", "elderly-care"], 3, "已经封存");
        test.meddle("insert into migration values (999, 'x', 'x', 0)")
            .await
            .unwrap();
        expect(&["verify"], 2, "比本程序新");
        expect(&["doctor"], 1, "比本程序新");
        expect(&["serve", "--bind", "127.0.0.1:0"], 2, "比本程序新");
    }
}

#[test]
fn the_server_answers_and_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path(), &["serve", "--bind", "127.0.0.1:0"]);
    for path in ["/healthz", "/readyz"] {
        assert!(server.get(path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let busy = kaimen(folder.path(), &["serve", "--bind", &server.address]);
    assert_eq!(busy.code, 2);
    assert!(busy.err.contains(&format!("{} 已被其他程序占用", server.address)), "{}", busy.err);
    let told = std::process::Command::new("kill").arg(server.child.id().to_string()).status().unwrap();
    assert!(told.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_demo_is_filled_and_on_this_machine_alone() {
    let folder = BillDir::new();
    let parent = folder.parent().display().to_string();
    let elsewhere = tempfile::tempdir().unwrap();
    let server = Server::start(elsewhere.path(), &["demo", "--drafts", &parent, "--port", "0"]);
    assert!(server.lines.iter().any(|it| it.contains("导入完成：共1件法规案")), "{:?}", server.lines);
    assert!(server.address.starts_with("127.0.0.1:"), "{}", server.address);
    assert!(elsewhere.path().join("var/kaimen.db").is_file());
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/bills/elderly-care/v1").contains("为了老有所养"));
    assert!(server.get("/demo").contains("法工委工作人员（示例）"), "one may take any role");
    assert!(server.get("/desk").starts_with("HTTP/1.1 303"), "but has to take one");
}
