//! The key of a form: what makes a second sending of the same form the same opinion, and when the form was opened.
//!
//! A key is made for each page that shows the form and comes back with it. Whoever clicks twice, goes back and sends
//! again, or tries again after a timeout sends the same key. The server signs it, so that the time in it is the server's.

use crate::procedure::account::SealKey;
use jiff::Timestamp;

/// Bytes of chance in a key.
pub const CHANCE_BYTES: usize = 16;
/// A form that was opened longer ago is not believed to have been opened then; it still is the same form.
pub const MAX_AGE_HOURS: i64 = 24 * 7;
const MAC_CHARS: usize = 32;

/// A key as it stands in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey {
    /// When the page was made.
    pub opened_at: Timestamp,
    /// The whole key.
    pub text: String,
}

impl FormKey {
    /// The key of a page that is made now.
    #[must_use]
    pub fn new(seal: &SealKey, opened_at: Timestamp, chance: [u8; CHANCE_BYTES]) -> Self {
        let chance: String = chance.iter().map(|it| format!("{it:02x}")).collect();
        let head = format!("{:x}.{chance}", opened_at.as_millisecond());
        let mac = signed(seal, &head);
        Self { opened_at, text: format!("{head}.{mac}") }
    }

    /// The key that came back, if this installation made it and it is not older than [`MAX_AGE_HOURS`].
    #[must_use]
    pub fn read(seal: &SealKey, text: &str, now: Timestamp) -> Option<Self> {
        let (head, mac) = text.rsplit_once('.')?;
        let (opened, chance) = head.split_once('.')?;
        if chance.len() != 2 * CHANCE_BYTES || mac.len() != MAC_CHARS || signed(seal, head) != mac {
            return None;
        }
        let opened_at = Timestamp::from_millisecond(i64::from_str_radix(opened, 16).ok()?).ok()?;
        let age = now.duration_since(opened_at);
        let young = !age.is_negative() && age.as_hours() < MAX_AGE_HOURS;
        young.then(|| Self { opened_at, text: text.to_owned() })
    }
}

/// Comparing in constant time is not needed: a forged key gains ten minutes after the deadline and nothing else.
fn signed(seal: &SealKey, head: &str) -> String {
    let digest = seal.pseudonym("form key", head).to_string();
    digest.chars().take(MAC_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;

    const SEAL: [u8; 32] = [3; 32];

    fn at(text: &str) -> Timestamp {
        text.parse().expect(text)
    }

    #[test]
    fn a_key_tells_when_its_page_was_made() {
        let (seal, opened) = (SealKey::new(SEAL), at("2026-11-24T02:00:00.123Z"));
        let key = FormKey::new(&seal, opened, [9; CHANCE_BYTES]);
        assert_eq!(FormKey::read(&seal, &key.text, opened + 6.hours()), Some(key.clone()));
        assert_eq!(FormKey::read(&seal, &key.text, opened + (MAX_AGE_HOURS + 1).hours()), None);
        assert_eq!(FormKey::read(&seal, &key.text, opened - 1.hours()), None, "from the future");
        assert_eq!(FormKey::read(&SealKey::new([4; 32]), &key.text, opened), None, "of another installation");
    }

    #[test]
    fn no_character_of_a_key_can_be_changed() {
        let (seal, opened) = (SealKey::new(SEAL), at("2026-11-24T02:00:00Z"));
        let key = FormKey::new(&seal, opened, [9; CHANCE_BYTES]).text;
        for place in 0..key.len() {
            let other = if key.as_bytes()[place] == b'0' { "1" } else { "0" };
            let mut forged = key.clone();
            forged.replace_range(place..=place, other);
            assert_eq!(FormKey::read(&seal, &forged, opened + 1.seconds()), None, "{forged}");
        }
        for odd in ["", ".", "..", "1.2.3", "🙂"] {
            assert_eq!(FormKey::read(&seal, odd, opened), None);
        }
    }
}
