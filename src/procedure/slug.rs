//! The readable name of a bill or a contact point in addresses and folder names.

use super::{Invalid, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// Lower-case Latin letters, digits and single hyphens, beginning with a letter: `business-environment`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(String);

impl Slug {
    /// The longest that is allowed, in characters.
    pub const MAX_CHARS: usize = 64;

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let good = text.len() <= Self::MAX_CHARS
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.split('-').all(|part| !part.is_empty() && part.chars().all(plain));
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new("名称代号", text, "只能用小写拉丁字母、数字和单个连字符，以字母开头，不超过64个字符"))
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(Slug, |it: &Slug| it.0.clone());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_slugs() {
        for good in ["a", "business-environment", "k12-school"] {
            assert_eq!(good.parse::<Slug>().expect(good).as_str(), good);
        }
        for bad in ["", "-a", "a-", "a--b", "1a", "A", "a_b", "a/b", "..", "条例", &"a".repeat(65)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }
}
