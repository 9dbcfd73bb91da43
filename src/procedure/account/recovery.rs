//! Recovery codes: on paper, for the day on which the telephone is lost. Each is good once.

use crate::procedure::Digest;
use unicode_normalization::UnicodeNormalization as _;

/// How many one gets.
pub const RECOVERY_CODES: usize = 10;
/// Bytes of chance in one: 80 bits, so that their digests can be stored without a salt.
pub const RECOVERY_BYTES: usize = 10;

/// Letters and digits that are not taken for each other (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARS: usize = 16;
const GROUP: usize = 4;
/// No code that was typed is longer, with all its blanks.
const MAX_TYPED_CHARS: usize = 64;

/// A recovery code: sixteen letters and digits.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// The code made of these bytes.
    #[must_use]
    pub fn new(chance: [u8; RECOVERY_BYTES]) -> Self {
        let bits = chance.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let letter = |at: usize| char::from(LETTERS[(bits >> (5 * (CHARS - 1 - at)) & 31) as usize]);
        Self((0..CHARS).map(letter).collect())
    }

    /// The code that was typed: any case, any blanks and hyphens, O for 0 and I or L for 1.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        if typed.chars().count() > MAX_TYPED_CHARS {
            return None;
        }
        let plain =
            typed.nfkc().filter(|it| !it.is_whitespace() && *it != '-').map(|it| match it.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            });
        let code: String = plain.collect();
        let good = code.len() == CHARS && code.bytes().all(|it| LETTERS.contains(&it));
        good.then_some(Self(code))
    }

    /// As it is printed: `ABCD-EFGH-JKMN-PQRS`.
    #[must_use]
    pub fn shown(&self) -> String {
        let groups: Vec<&str> = (0..CHARS).step_by(GROUP).filter_map(|at| self.0.get(at..at + GROUP)).collect();
        groups.join("-")
    }

    /// What is stored of it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

/// Without the code.
impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = RecoveryCode::new([0x08, 0x42, 0x10, 0x84, 0x21, 0xff, 0, 1, 2, 3]);
        let shown = code.shown();
        assert_eq!(shown.len(), 19);
        assert!(shown.starts_with("1111-1111-"), "{shown}");
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace("1111", "lIＬ1")] {
            assert_eq!(RecoveryCode::read(&typed).map(|it| it.digest()), Some(code.digest()), "{typed}");
        }
        for bad in ["", "123456", &shown[1..], &format!("{shown}0"), "UUUU-UUUU-UUUU-UUUU", &"1".repeat(65)] {
            assert_eq!(RecoveryCode::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_bit_counts() {
        let one = RecoveryCode::new([0; RECOVERY_BYTES]);
        for at in 0..RECOVERY_BYTES * 8 {
            let mut chance = [0; RECOVERY_BYTES];
            chance[at / 8] = 1 << (at % 8);
            assert_ne!(RecoveryCode::new(chance), one, "{at}");
        }
    }
}
