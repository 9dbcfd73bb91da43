//! `kill -9` of the server in the middle of saving: every revision that was acknowledged is there, with its text.

use crate::support::bill::BillDir;
use crate::support::server::{Server, send};
use kaimen::procedure::Slug;
use kaimen::procedure::working::RevisionNumber;
use kaimen::store::{Db, Target, working};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Saves that must have been acknowledged before the server is killed.
const BEFORE_KILL: usize = 12;
/// How often it is killed.
const ROUNDS: usize = 3;

/// A save that was acknowledged.
struct Acknowledged {
    revision: u64,
    text: String,
}

#[test]
fn whatever_was_acknowledged_is_there_after_kill_9() {
    let drafts = BillDir::new();
    let parent = drafts.parent().display().to_string();
    let folder = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for round in 0..ROUNDS {
        let mut server = Server::start(folder.path(), &["demo", "--drafts", &parent, "--port", "0"]);
        let (told, hear) = channel();
        let address = server.address.clone();
        let typing = std::thread::spawn(move || type_on(&address, round, &told));
        let mut acknowledged = heard(&hear, BEFORE_KILL);
        // SIGKILL, while the other thread goes on saving.
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        typing.join().unwrap();
        acknowledged.extend(hear.try_iter());
        assert!(acknowledged.len() >= BEFORE_KILL);
        all.extend(acknowledged);
        check(folder.path(), &all);
    }
}

fn heard(hear: &Receiver<Acknowledged>, count: usize) -> Vec<Acknowledged> {
    hear.iter().take(count).collect()
}

/// Saves one text after the other until the server is gone.
fn type_on(address: &str, round: usize, told: &Sender<Acknowledged>) {
    const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
    let signed_in = send(address, "POST /demo HTTP/1.1", FORM, "person=1").unwrap();
    let cookie = signed_in.lines().find_map(|it| it.strip_prefix("set-cookie: ")).expect("a session");
    let cookie = cookie.split(';').next().unwrap();
    let session = format!("Cookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n");
    let draft = "/desk/bills/elderly-care/draft";
    let answer = send(address, &format!("GET {draft}/text HTTP/1.1"), &session, "").unwrap();
    let start = value(&answer).expect("the draft");
    let (mut base, mut text) = (start["revision"].as_u64().unwrap(), start["text"].as_str().unwrap().to_owned());
    for n in 0.. {
        text.push_str(&format!("\n第{round}轮第{n}次。\n"));
        let body = json!({ "base": base, "text": text, "client": "a1b2c3d4" }).to_string();
        let headers = format!("{session}Content-Type: application/json\r\n");
        let answer = send(address, &format!("POST {draft}/save HTTP/1.1"), &headers, &body);
        let Some(done) = answer.ok().and_then(|it| value(&it)) else { return };
        base = done["revision"].as_u64().expect("a revision");
        if told.send(Acknowledged { revision: base, text: text.clone() }).is_err() {
            return;
        }
    }
}

/// The JSON of a whole answer; none if it was cut off.
fn value(answer: &str) -> Option<Value> {
    let (head, body) = answer.split_once("\r\n\r\n").filter(|it| it.0.starts_with("HTTP/1.1 200"))?;
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    let body = if chunked { joined(body)? } else { body.to_owned() };
    serde_json::from_str(&body).ok()
}

/// The body of chunks, each under its length.
fn joined(mut rest: &str) -> Option<String> {
    let mut body = String::new();
    loop {
        let (length, after) = rest.split_once("\r\n")?;
        let length = usize::from_str_radix(length.trim(), 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.push_str(after.get(..length)?);
        rest = after.get(length..)?.strip_prefix("\r\n")?;
    }
}

/// Reads every acknowledged revision past the server.
fn check(folder: &Path, acknowledged: &[Acknowledged]) {
    let slug: Slug = "elderly-care".parse().unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let db = Db::open(&Target::Sqlite(folder.join("var/kaimen.db"))).await.unwrap();
        let mut tx = db.read().await.unwrap();
        for it in acknowledged {
            let number = RevisionNumber::new(u32::try_from(it.revision).unwrap()).unwrap();
            let kept = working::get(&mut tx, &slug, number).await.unwrap().expect("an acknowledged revision");
            assert_eq!(working::text(&mut tx, &slug, &kept).await.unwrap(), it.text, "{}", it.revision);
        }
        let head = working::head(&mut tx, &slug).await.unwrap().unwrap();
        assert!(u64::from(head.number.get()) >= acknowledged.last().unwrap().revision);
        drop(tx);
        db.close().await;
    });
}
