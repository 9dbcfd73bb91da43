//! What is logged while something is done.

use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::format::FmtSpan;

/// Everything that is logged, down to the finest.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Does this on a runtime of its own; what it gives, and the log of it as words.
pub fn logged<T>(work: impl Future<Output = T>) -> (T, String) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let given = tracing::subscriber::with_default(subscriber, || runtime.block_on(work));
    let written = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    (given, written)
}

/// That no secret stands in a log; the message shows where one does.
pub fn has_none_of(written: &str, secrets: &[String]) {
    for secret in secrets {
        let place =
            written.find(secret).map(|at| written[at.saturating_sub(200)..].chars().take(300).collect::<String>());
        assert_eq!(place, None, "{secret}");
    }
}
