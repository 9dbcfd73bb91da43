//! Proving who one is: passwords, second factors, recovery codes, links that are good once, and how long one waits after
//! failures.
//!
//! Pure: chance and the time come in as parameters. What is stored of a secret is made here, and is never the secret.

mod link;
pub mod password;
mod recovery;
mod seal;
mod second_factor;
mod waiting;

pub use link::Purpose;
pub use recovery::{RECOVERY_BYTES, RECOVERY_CODES, RecoveryCode};
pub use seal::{KEY_BYTES, NONCE_BYTES, SealKey};
pub use second_factor::{FACTOR_BYTES, FactorSecret};
pub use waiting::{Failures, Patience};

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The bytes of hexadecimal digits.
fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
