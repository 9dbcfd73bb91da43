//! The installation's key, and what is sealed with it: secrets that must be read again, unlike passwords.

use super::{hex, unhex};
use crate::procedure::Digest;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// Bytes of the key.
pub const KEY_BYTES: usize = 32;
/// Bytes of chance for each sealing.
pub const NONCE_BYTES: usize = 24;
/// Nothing that is sealed comes near it.
const MAX_SEALED_CHARS: usize = 4096;

/// The key of an installation. Whoever has it and the database can read second factors, but no passwords.
#[derive(Clone)]
pub struct SealKey([u8; KEY_BYTES]);

impl SealKey {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The key as a file holds it: 64 hexadecimal digits.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        unhex(text.trim())?.try_into().ok().map(Self)
    }

    /// As a file holds it.
    #[must_use]
    pub fn written(&self) -> String {
        hex(&self.0)
    }

    /// Seals a secret. `about` says what and whose it is: what was sealed for one is not opened for another.
    /// `None` only for what is far too long.
    #[must_use]
    pub fn seal(&self, about: &str, secret: &[u8], nonce: [u8; NONCE_BYTES]) -> Option<String> {
        let payload = Payload { msg: secret, aad: about.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(hex(&[nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed; `None` if it was not sealed with this key for this, or was changed.
    #[must_use]
    pub fn open(&self, about: &str, sealed: &str) -> Option<Vec<u8>> {
        if sealed.len() > MAX_SEALED_CHARS {
            return None;
        }
        let bytes = unhex(sealed)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: about.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    /// A name for something that shall not be written down: the same for the same, and nobody without the key can try
    /// out what it stands for.
    #[must_use]
    pub fn pseudonym(&self, kind: &str, of: &str) -> Digest {
        Digest::of(&[self.0.as_slice(), kind.as_bytes(), &[0], of.as_bytes()].concat())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

/// Without the key.
impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_with_its_key_and_for_what_it_was_sealed() {
        let key = SealKey::new([3; KEY_BYTES]);
        let sealed = key.seal("person 1", b"secret", [9; NONCE_BYTES]).unwrap();
        assert_eq!(key.open("person 1", &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(key.open("person 2", &sealed), None);
        assert_eq!(SealKey::new([4; KEY_BYTES]).open("person 1", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            let other = if &sealed[at..=at] == "0" { "1" } else { "0" };
            changed.replace_range(at..=at, other);
            assert_eq!(key.open("person 1", &changed), None, "{at}");
        }
        for odd in ["", "00", "zz", "条", &"0".repeat(5000), &sealed[..sealed.len() - 1]] {
            assert_eq!(key.open("person 1", odd), None, "{odd}");
        }
    }

    #[test]
    fn a_key_is_written_and_read_back_and_not_shown() {
        let key = SealKey::new([0xab; KEY_BYTES]);
        let read = SealKey::read(&format!("{}\n", key.written())).unwrap();
        assert_eq!(read.pseudonym("a", "b"), key.pseudonym("a", "b"));
        assert_ne!(key.pseudonym("a", "b"), key.pseudonym("ab", ""));
        assert!(!format!("{key:?}").contains("ab"));
        assert!(SealKey::read("abc").is_none() && SealKey::read(&"0".repeat(62)).is_none());
    }
}
