//! Opinions a second, each on disk before its receipt is sent: the whole way through HTTP, against a loop that only
//! inserts one row with the same durability. Not a test: it prints what it measured, on a SQLite file in the folder
//! that `KAIMEN_BENCH_FOLDER` names, or a temporary one. Targets and results: docs/performance.md.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench takes the time and is read at a terminal"
)]

use jiff::civil::date;
use kaimen::clock::Clock;
use kaimen::procedure::ConsultationId;
use kaimen::store::{Db, opinions};
use kaimen::view::Site;
use kaimen::web::{App, FontLoader, Setup, serve};
use sqlx::Executor as _;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

#[path = "../tests/support/site.rs"]
#[expect(dead_code, reason = "only the filled database is wanted")]
mod site;

const SENDERS: usize = 64;
const MEASURED: Duration = Duration::from_secs(15);
const PATH: &str = "/consultations/noise-v2/say";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let bare = bare(folder.path()).await;
    println!("bare insert loop, one row a transaction: {bare:.0} a second");
    let filled = site::TestSite::filled().await;
    let (address, db) = start(&filled.db).await;
    for senders in [1, 8, SENDERS] {
        let begun = Instant::now();
        let mut all = tokio::task::JoinSet::new();
        for sender in 0..senders {
            all.spawn(post_on(address.clone(), senders * 1_000 + sender));
        }
        let mut times: Vec<Duration> = all.join_all().await.into_iter().flatten().collect();
        times.sort_unstable();
        let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        let share = rate / bare;
        println!(
            "{senders:2} senders: {rate:.0} posts a second ({share:.2} of the bare loop), p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
    let id: ConsultationId = "noise-v2".parse().expect("an id");
    let kept = opinions::total(&mut db.read().await.expect("a read"), &id).await.expect("a count").0;
    println!("{kept} opinions are kept");
    articles_with_many(&address).await;
}

/// What one process reaches that does nothing else.
async fn bare(folder: &Path) -> f64 {
    let path = folder.join("bare.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
    let pool =
        sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect_with(options).await.expect("a database");
    let create = "create table o (id integer primary key, words text not null, at integer not null) strict";
    pool.execute(create).await.expect("a table");
    let (begun, mut count) = (Instant::now(), 0_i64);
    while begun.elapsed() < MEASURED / 3 {
        let insert = sqlx::query("insert into o (words, at) values ($1, $2)").bind("字".repeat(50)).bind(count);
        insert.execute(&pool).await.expect("a row");
        count += 1;
    }
    count as f64 / begun.elapsed().as_secs_f64()
}

async fn start(db: &Db) -> (String, Db) {
    let setup = Setup {
        db: db.clone(),
        clock: Clock::fixed_on(date(2026, 11, 23)),
        site: Site::default(),
        fonts: FontLoader::none(),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(serve(App::new(setup).expect("the assets"), listener, std::future::pending()));
    (address, db.clone())
}

/// Posts one opinion after the other over one connection; how long each took until its receipt had come.
async fn post_on(address: String, sender: usize) -> Vec<Duration> {
    let mut stream = TcpStream::connect(&address).await.expect("a connection");
    let begun = Instant::now();
    let mut times = Vec::new();
    while begun.elapsed() < MEASURED {
        let words = format!("第{sender}人的第{}条意见：{}", times.len(), "建议缩短期限。".repeat(6));
        let body = site::encoded(&[("at", "a2"), ("words", &words), ("consent", "yes")]);
        let one = Instant::now();
        let answer = ask(&mut stream, &address, "POST", PATH, &body).await;
        assert!(answer.contains("km-receipt__code"), "{}", &answer[..answer.len().min(400)]);
        times.push(one.elapsed());
    }
    times
}

async fn ask(stream: &mut TcpStream, host: &str, method: &str, path: &str, body: &str) -> String {
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    stream.write_all(body.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let mut chunk = [0; 16 * 1024];
    while !answer.windows(7).any(|it| it == b"</html>") {
        let n = stream.read(&mut chunk).await.expect("read");
        assert!(n > 0, "cut off: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&chunk[..n]);
    }
    // What ends a chunked body.
    if String::from_utf8_lossy(&answer).to_ascii_lowercase().contains("transfer-encoding: chunked") {
        while !answer.ends_with(b"0\r\n\r\n") {
            let n = stream.read(&mut chunk).await.expect("read");
            answer.extend_from_slice(&chunk[..n]);
        }
    } else {
        tokio::task::yield_now().await;
        let _ = stream.try_read(&mut chunk);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

/// The page of an article on which there are thousands of opinions by now.
async fn articles_with_many(address: &str) {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let mut times = Vec::new();
    for _ in 0..30 {
        let one = Instant::now();
        ask(&mut stream, address, "GET", "/bills/noise/v2/a2", "").await;
        times.push(one.elapsed());
    }
    times.sort_unstable();
    println!(
        "the page of the article they are on: {:.1} ms median, {:.1} ms most",
        times[15].as_secs_f64() * 1e3,
        times[29].as_secs_f64() * 1e3
    );
}
