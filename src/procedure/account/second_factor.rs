//! The second factor: six digits that change every thirty seconds (RFC 6238), as every authenticator shows them.

use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Totp};
use unicode_normalization::UnicodeNormalization as _;

/// Bytes of a secret.
pub const FACTOR_BYTES: usize = 20;
/// How long one number is shown.
const STEP_SECONDS: u64 = 30;
const DIGITS: u8 = 6;
/// Numbers before and after the present one that are taken too: clocks differ, and typing takes time.
const STEPS_OFF: u16 = 1;

/// What the telephone and the installation both know.
#[derive(Clone, PartialEq, Eq)]
pub struct FactorSecret([u8; FACTOR_BYTES]);

impl FactorSecret {
    /// The secret of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; FACTOR_BYTES]) -> Self {
        Self(bytes)
    }

    /// The secret of what was sealed.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// For sealing.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As one types it into an authenticator by hand, without blanks.
    #[must_use]
    pub fn words(&self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let mut out = String::new();
        for five in self.0.chunks(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            out.extend((0..8).map(|at| char::from(LETTERS[(bits >> (35 - 5 * at) & 31) as usize])));
        }
        out
    }

    /// As the picture says it: `otpauth://totp/…`.
    #[must_use]
    pub fn address(&self, issuer: &str, login: &str) -> String {
        let issuer = escaped(issuer);
        let (secret, login) = (self.words(), escaped(login));
        format!("otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&period={STEP_SECONDS}&digits={DIGITS}")
    }

    /// The step whose number was typed, if it is the present one or a neighbour. Whoever asks must see to it that no
    /// step is accepted twice.
    #[must_use]
    pub fn step_of(&self, typed: &str, now: Timestamp) -> Option<i64> {
        let code: String = typed.nfkc().filter(|it| !it.is_whitespace()).take(usize::from(DIGITS) + 1).collect();
        if code.len() != usize::from(DIGITS) || !code.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let step = self.totp().check(&code, u64::try_from(now.as_second()).ok()?)?;
        i64::try_from(step).ok()
    }

    /// The number that an authenticator shows at this time.
    #[must_use]
    pub fn code_at(&self, now: Timestamp) -> String {
        self.totp().generate(u64::try_from(now.as_second()).unwrap_or_default()).to_string()
    }

    fn totp(&self) -> Totp {
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS);
        builder.with_skew(STEPS_OFF).with_step_duration(STEP_SECONDS).with_secret(self.0).build_noncompliant()
    }
}

/// Without the secret.
impl std::fmt::Debug for FactorSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FactorSecret(…)")
    }
}

fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        plain if plain.is_ascii_alphanumeric() || b"-._~".contains(&plain) => char::from(plain).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// The published example of RFC 6238, appendix B, cut to six digits.
    #[test]
    fn numbers_are_those_of_every_authenticator() {
        let secret = FactorSecret::new(*b"12345678901234567890");
        for (second, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            assert_eq!(secret.code_at(at(second)), code, "{second}");
            assert_eq!(secret.step_of(code, at(second)), Some(second / 30), "{second}");
        }
        assert_eq!(secret.words(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn one_step_off_is_taken_and_two_are_not() {
        let secret = FactorSecret::new([5; FACTOR_BYTES]);
        let now = at(3_000_000);
        let off = |steps: i64| secret.step_of(&secret.code_at(at(3_000_000 + steps * 30)), now);
        assert_eq!(
            [off(-2), off(-1), off(0), off(1), off(2)],
            [None, Some(99_999), Some(100_000), Some(100_001), None]
        );
    }

    #[test]
    fn blanks_and_full_width_digits_do_not_matter_and_odd_input_is_no() {
        let secret = FactorSecret::new(*b"12345678901234567890");
        for typed in ["287 082", " 287082 ", "２８７０８２"] {
            assert_eq!(secret.step_of(typed, at(59)), Some(1), "{typed}");
        }
        for odd in ["", "28708", "2870820", "abcdef", "条条条条条条", &"2".repeat(100_000)] {
            assert_eq!(secret.step_of(odd, at(59)), None, "{odd}");
        }
        assert_eq!(secret.step_of("287082", at(-59)), None);
    }

    #[test]
    fn the_address_has_no_character_that_ends_it() {
        let address = FactorSecret::new([0; FACTOR_BYTES]).address("××市 立法&公开", "li.ming");
        assert!(address.starts_with("otpauth://totp/%C3%97%C3%97"), "{address}");
        assert!(address.contains(":li.ming?secret=AAAA") && address.matches('&').count() == 3, "{address}");
    }
}
