//! 回执: a code of twelve characters that names a submission to whoever sent it, and that can be read over the telephone.
//!
//! Ten characters of chance and two check characters, each out of nineteen: the ten digits and nine letters whose names
//! do not sound alike in Chinese. Nineteen is a prime, so the twelve are a word of a Reed–Solomon code over that field:
//! any one or two wrong characters, and any two that changed places, are noticed. Ten characters carry 42 bits.

use crate::procedure::{Digest, Invalid};
use std::fmt;
use std::str::FromStr;

/// Characters of a code, the check characters among them.
pub const CODE_CHARS: usize = 12;
/// Bytes of chance for a code.
pub const CHANCE_BYTES: usize = 8;
const DATA: usize = CODE_CHARS - 2;
const ALPHABET: &[u8; 19] = b"0123456789AFHMRTWXY";
const FIELD: u32 = 19;
/// A generator of the field's multiplicative group: its powers are all different.
const GENERATOR: u32 = 2;
const GROUP: usize = 4;

/// A receipt. Shown in groups: `3A7F 0H2M 9R41`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ReceiptCode([u8; CODE_CHARS]);

impl ReceiptCode {
    /// The code that this chance makes.
    #[must_use]
    pub fn from_chance(chance: [u8; CHANCE_BYTES]) -> Self {
        let mut rest = u64::from_le_bytes(chance);
        let mut values = [0_u32; CODE_CHARS];
        for value in values.iter_mut().take(DATA) {
            *value = u32::try_from(rest % u64::from(FIELD)).unwrap_or_default();
            rest /= u64::from(FIELD);
        }
        complete(&mut values);
        Self(values.map(|it| ALPHABET[it as usize]))
    }

    /// The twelve characters without spaces.
    #[must_use]
    pub fn plain(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// In groups of four, as it is shown and read out.
    #[must_use]
    pub fn grouped(&self) -> String {
        let groups: Vec<_> = self.0.chunks(GROUP).map(|it| std::str::from_utf8(it).unwrap_or_default()).collect();
        groups.join(" ")
    }

    /// A digest for places where somebody who reads along shall not learn the code.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

/// Without the code: whoever has it can withdraw.
impl fmt::Debug for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptCode(…)")
    }
}

impl FromStr for ReceiptCode {
    type Err = Invalid;

    /// Reads what a person typed: small letters, full-width characters, spaces and hyphens are all the same; O is 0, I and
    /// L are 1.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new("回执编号", text, "应为12位数字和字母");
        let typed =
            text.chars().filter_map(value).take(CODE_CHARS + 1).collect::<Option<Vec<u32>>>().ok_or_else(invalid)?;
        let values: [u32; CODE_CHARS] = typed.try_into().map_err(|_| invalid())?;
        if syndromes(&values) != [0, 0] {
            return Err(invalid());
        }
        Ok(Self(values.map(|it| ALPHABET[it as usize])))
    }
}

/// The value of a typed character; `Some(None)` for what is no character of a code, `None` for what is only between.
fn value(c: char) -> Option<Option<u32>> {
    let half = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let letter = match half.to_ascii_uppercase() {
        ' ' | '\u{3000}' | '\t' | '\r' | '\n' | '-' | '－' | '·' => return None,
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|it| char::from(*it) == letter);
    Some(at.and_then(|it| u32::try_from(it).ok()))
}

/// Sets the two check characters so that both sums vanish.
fn complete(values: &mut [u32; CODE_CHARS]) {
    // a + b = s and a·g^10 + b·g^11 = t, with the sums of the ten in front.
    let [s, t] = syndromes(values);
    let (x, y) = (power(DATA), power(DATA + 1));
    // From the first, a = -s - b; in the second, b·(y - x) = s·x - t.
    let b = (s * x + FIELD * FIELD - t) % FIELD * inverse((y + FIELD - x) % FIELD) % FIELD;
    values[DATA + 1] = b;
    values[DATA] = (2 * FIELD - s - b) % FIELD;
}

fn syndromes(values: &[u32; CODE_CHARS]) -> [u32; 2] {
    let plain = values.iter().sum::<u32>() % FIELD;
    let weighted = values.iter().enumerate().map(|(at, it)| it * power(at)).sum::<u32>() % FIELD;
    [plain, weighted]
}

fn power(exponent: usize) -> u32 {
    (0..exponent).fold(1, |product, _| product * GENERATOR % FIELD)
}

/// By Fermat: the field has nineteen elements.
fn inverse(value: u32) -> u32 {
    (0..FIELD - 2).fold(1, |product, _| product * value % FIELD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> impl Iterator<Item = ReceiptCode> {
        (0..60_u64).map(|n| ReceiptCode::from_chance(n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes()))
    }

    #[test]
    fn a_code_is_read_as_it_is_shown_typed_and_dictated() {
        for code in codes() {
            for typed in [
                code.grouped(),
                code.plain().to_ascii_lowercase(),
                code.grouped().replace(' ', "-"),
                code.plain().replace('0', "o").replace('1', "l"),
                code.plain().chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).expect("full width")).collect(),
            ] {
                assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
            }
        }
    }

    #[test]
    fn one_or_two_wrong_characters_and_any_two_that_changed_places_are_noticed() {
        for code in codes().take(6) {
            let plain = code.plain().as_bytes().to_vec();
            let is_code = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|it| it.parse::<ReceiptCode>().is_ok());
            for i in 0..CODE_CHARS {
                for j in i + 1..CODE_CHARS {
                    let mut swapped = plain.clone();
                    swapped.swap(i, j);
                    assert!(swapped == plain || !is_code(&swapped), "{code} {i} {j}", code = code.plain());
                    for a in ALPHABET {
                        for b in ALPHABET {
                            let mut wrong = plain.clone();
                            (wrong[i], wrong[j]) = (*a, *b);
                            assert!(wrong == plain || !is_code(&wrong));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for odd in ["", "123", "0000 0000 000Z", "0000 0000 0000 0", "????????????", &"0".repeat(100_000)] {
            assert!(odd.parse::<ReceiptCode>().is_err());
        }
        assert!("0000 0000 0000".parse::<ReceiptCode>().is_ok(), "the code of no chance at all is well formed");
    }

    #[test]
    fn chance_reaches_every_character_of_every_place() {
        let mut seen = [[false; 19]; DATA];
        for n in 0..4_000_u64 {
            let code = ReceiptCode::from_chance(n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
            for (at, it) in code.plain().bytes().take(DATA).enumerate() {
                let value = ALPHABET.iter().position(|a| *a == it).expect("of the alphabet");
                seen[at][value] = true;
            }
        }
        assert!(seen.iter().flatten().all(|it| *it));
    }

    #[test]
    fn nothing_prints_a_code_by_accident() {
        let code = ReceiptCode::from_chance([7; CHANCE_BYTES]);
        assert!(!format!("{code:?}").contains(code.plain()));
    }
}
