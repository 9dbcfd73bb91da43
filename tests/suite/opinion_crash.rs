//! `kill -9` of the server at random instants while people send opinions: whoever has a receipt has been kept, nobody is
//! kept twice, nothing is kept by halves. On both databases.
//!
//! `KAIMEN_CRASH_ROUNDS=500 cargo test --test suite opinion_crash` kills five hundred times; without it a few.

use crate::support::bill::BillDir;
use crate::support::cli::command;
use crate::support::db::{TestDb, stories};
use crate::support::server::{Server, send};
use crate::support::site::{encoded, hidden};
use kaimen::procedure::ConsultationId;
use kaimen::store::Db;
use kaimen::store::opinions::{self, Filter};
use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often the server is killed.
const ROUNDS: usize = 3;
/// Senders at once, each with ten posts a second: fifty posts a second together.
const SENDERS: usize = 5;
const BETWEEN: Duration = Duration::from_millis(100);
/// The longest a server lives.
const LIFE_MS: u64 = 1_500;
const SAY: &str = "/consultations/elderly-care-v1/say";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";

fn of() -> ConsultationId {
    "elderly-care-v1".parse().unwrap()
}

/// A post, and the receipt if one came back.
#[derive(Clone)]
struct Post {
    words: String,
    body: String,
    receipt: Option<String>,
}

fn rounds() -> usize {
    std::env::var("KAIMEN_CRASH_ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(ROUNDS)
}

/// Instants that are the same in every run of the test.
fn instant(round: usize) -> Duration {
    let mixed = (round as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    Duration::from_millis(50 + mixed % LIFE_MS)
}

fn post(address: &str, body: &str) -> Option<String> {
    let answer = send(address, &format!("POST {SAY} HTTP/1.1"), FORM, body).ok()?;
    let code = answer.split("km-receipt__code\">").nth(1)?.split('<').next()?;
    // An answer that was cut off gives no receipt to anybody.
    answer.contains("</html>").then(|| code.to_owned())
}

/// Sends until the server is gone.
fn send_on(address: &str, round: usize, sender: usize, stop: &AtomicBool) -> Vec<Post> {
    let Ok(page) = send(address, &format!("GET {SAY} HTTP/1.1"), "", "") else { return Vec::new() };
    let key = hidden(&page, "key");
    let mut posts = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let words = format!("第{round}轮第{sender}人第{}句", posts.len());
        let fields = [("key", key.as_str()), ("words", &words), ("name", "王某"), ("consent", "yes")];
        let body = encoded(&fields);
        let receipt = post(address, &body);
        posts.push(Post { words, body, receipt });
        std::thread::sleep(BETWEEN);
    }
    posts
}

/// One life of the server; what was sent in it.
fn life(folder: &Path, round: usize, retried: &mut [Post]) -> Vec<Post> {
    let mut server = Server::start(folder, &["--config", "kaimen.toml", "serve", "--bind", "127.0.0.1:0"]);
    // Whoever got no answer tries again with the same form.
    for it in retried.iter_mut() {
        it.receipt = post(&server.address, &it.body);
        assert!(it.receipt.is_some(), "{} was not taken", it.words);
    }
    let stop = AtomicBool::new(false);
    let address = server.address.clone();
    std::thread::scope(|scope| {
        let stop = &stop;
        let address = address.as_str();
        let senders: Vec<_> = (0..SENDERS).map(|n| scope.spawn(move || send_on(address, round, n, stop))).collect();
        std::thread::sleep(instant(round));
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        senders.into_iter().flat_map(|it| it.join().unwrap()).collect()
    })
}

/// The words of all that is kept, with how often; each whole.
async fn all_kept(db: &Db) -> HashMap<String, usize> {
    let mut tx = db.read().await.unwrap();
    let mut found = HashMap::new();
    let mut before = None;
    loop {
        let page = opinions::list(&mut tx, &of(), &Filter { before, ..Filter::default() }, 500).await.unwrap();
        let Some(last) = page.last() else { return found };
        before = Some(last.id);
        for it in &page {
            assert_eq!(it.opinions.len(), 1, "{:?} is half written", it.id);
            assert!(opinions::sealed_contact(&mut tx, it.id).await.unwrap().is_some(), "{:?} lost its contact", it.id);
            *found.entry(it.opinions[0].words.clone()).or_default() += 1;
        }
    }
}

stories! {
    async fn a_receipt_means_that_it_is_on_disk(test: TestDb) {
        let drafts = BillDir::new();
        drafts.edit("bill.toml", "closes = 2026-06-10", "closes = 2099-12-31");
        let folder = tempfile::tempdir().unwrap();
        let settings = format!("[database]\nurl = \"{}\"\n", test.url);
        std::fs::write(folder.path().join("kaimen.toml"), settings).unwrap();
        let imported = command(folder.path())
            .args(["--config", "kaimen.toml", "import", &drafts.parent().display().to_string()])
            .output()
            .unwrap();
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
        let (mut sent, mut retried) = (Vec::new(), Vec::new());
        for round in 0..rounds() {
            let posts = life(folder.path(), round, &mut retried);
            sent.append(&mut retried);
            let (answered, lost): (Vec<Post>, Vec<Post>) = posts.into_iter().partition(|it| it.receipt.is_some());
            sent.extend(answered);
            retried = lost;
        }
        let db = Db::open(&test.target).await.unwrap();
        let found = all_kept(&db).await;
        let receipts: HashSet<_> = sent.iter().filter_map(|it| it.receipt.as_ref()).collect();
        assert_eq!(receipts.len(), sent.len(), "two opinions have one receipt");
        assert!(sent.len() > rounds(), "the server took hardly anything: {}", sent.len());
        for it in &sent {
            assert_eq!(found.get(&it.words), Some(&1), "{} has a receipt", it.words);
        }
        for (words, count) in &found {
            assert_eq!(*count, 1, "{words}");
        }
        // Past libtest's capture: how much was tried is part of the result.
        let _ = writeln!(std::io::stderr(), "{} rounds, {} receipts, {} kept", rounds(), sent.len(), found.len());
    }
}
