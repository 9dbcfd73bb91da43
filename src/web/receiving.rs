//! Opinions on their way to the disk. Those that arrive together are written together: one transaction, one flush, and
//! each sender is answered only after it.

use super::app::App;
use super::error::AppError;
use crate::clock::{self, Clock};
use crate::procedure::Digest;
use crate::procedure::account::SealKey;
use crate::procedure::opinion::receipt::ReceiptCode;
use crate::store::opinions::{self, Incoming, Kept};
use crate::store::{Db, StoreError, StoreResult};
use std::sync::OnceLock;
use tokio::sync::{mpsc, oneshot};

/// The most that are written together: enough to share a flush, few enough that nobody waits long for the others.
const TOGETHER: usize = 64;
/// The most that wait. One more is told that the site is busy, and keeps what was typed.
const WAITING: usize = 1024;

struct Job {
    incoming: Incoming,
    answer: oneshot::Sender<StoreResult<Kept>>,
}

/// The way to the disk.
#[derive(Debug, Default)]
pub struct Receiving(OnceLock<mpsc::Sender<Job>>);

impl Receiving {
    /// Keeps a submission, or finds that it is kept already. When this returns a receipt, it is on disk.
    ///
    /// # Errors
    /// The disk is full, the database is gone or busy; then nothing of it is kept.
    pub async fn keep(&self, app: &App, incoming: Incoming) -> StoreResult<Kept> {
        let queue = self.0.get_or_init(|| begin(app.db().clone(), app.clock().clone()));
        let (answer, kept) = oneshot::channel();
        queue.try_send(Job { incoming, answer }).map_err(|_| StoreError::Busy)?;
        kept.await.unwrap_or(Err(StoreError::Busy))
    }
}

fn begin(db: Db, clock: Clock) -> mpsc::Sender<Job> {
    let (queue, mut jobs) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let mut batch = Vec::with_capacity(TOGETHER);
        while jobs.recv_many(&mut batch, TOGETHER).await > 0 {
            write(&db, &clock, std::mem::take(&mut batch)).await;
        }
    });
    queue
}

/// Writes a batch. If that fails, each of it alone, so that one is not lost through another.
async fn write(db: &Db, clock: &Clock, batch: Vec<Job>) {
    let all: Vec<&Incoming> = batch.iter().map(|it| &it.incoming).collect();
    let kept = keep_all(db, clock, &all).await;
    // Whoever does not wait any more comes again with the same form and gets the same receipt.
    match kept {
        Ok(kept) => {
            for (job, kept) in batch.into_iter().zip(kept) {
                let _ = job.answer.send(Ok(kept));
            }
        }
        Err(error) => match <[Job; 1]>::try_from(batch) {
            Ok([job]) => {
                let _ = job.answer.send(Err(error));
            }
            Err(several) => {
                for job in several {
                    Box::pin(write(db, clock, vec![job])).await;
                }
            }
        },
    }
}

async fn keep_all(db: &Db, clock: &Clock, all: &[&Incoming]) -> StoreResult<Vec<Kept>> {
    let mut tx = db.write().await?;
    let mut kept = Vec::with_capacity(all.len());
    for incoming in all {
        kept.push(opinions::keep(&mut tx, incoming, clock.now(), chance).await?);
    }
    tx.commit().await?;
    Ok(kept)
}

fn chance() -> u32 {
    u32::from_le_bytes(clock::random())
}

/// A new receipt for the submission of this identity: the digest it is found by, and itself sealed.
///
/// # Errors
/// It cannot be sealed, which does not happen with what is so short.
pub fn new_receipt(key: &SealKey, identity: &Digest) -> Result<(Digest, String), AppError> {
    let code = ReceiptCode::from_chance(clock::random());
    let sealed = key.seal(&about(identity), code.plain().as_bytes(), clock::random());
    let sealed = sealed.ok_or_else(|| AppError::Internal("a receipt could not be sealed".into()))?;
    Ok((found_by(key, code.plain()), sealed))
}

/// What a receipt is found by; the same work for what is none.
#[must_use]
pub fn found_by(key: &SealKey, code: &str) -> Digest {
    key.pseudonym("receipt", code)
}

/// The receipt that was sealed for the submission of this identity.
///
/// # Errors
/// It was sealed with another key: the key of the installation was lost or changed.
pub fn open_receipt(key: &SealKey, identity: &Digest, sealed: &str) -> Result<ReceiptCode, AppError> {
    let open = key.open(&about(identity), sealed);
    let code = open.and_then(|it| String::from_utf8(it).ok()).and_then(|it| it.parse().ok());
    code.ok_or_else(|| AppError::Internal("a receipt was sealed with another key".into()))
}

fn about(identity: &Digest) -> String {
    format!("receipt of {identity}")
}

/// What names and contacts of the submission of this identity are sealed for.
#[must_use]
pub fn contact_of(identity: &Digest) -> String {
    format!("contact of {identity}")
}
