//! `[lint]`

use super::ConfigError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest word of a pair, in characters.
const MAX_WORD_CHARS: usize = 40;
/// Most pairs of words.
const MAX_PAIRS: usize = 500;

/// What this installation says about the drafting rules. Whether a code exists is asked where the rules are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lint {
    /// Codes of rules that do not run.
    pub off: Vec<String>,
    /// Codes of rules whose findings are errors.
    pub error: Vec<String>,
    /// Codes of rules whose findings are warnings.
    pub warning: Vec<String>,
    /// Codes of rules whose findings are for information.
    pub info: Vec<String>,
    /// Whether rules on trial run.
    pub preview: bool,
    /// The file of the register of laws; empty, the default, is none.
    pub titles: String,
    /// Words that are not to be used.
    pub words: Vec<LintWords>,
}

/// `[[lint.words]]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LintWords {
    /// The word that is not to be used.
    pub avoid: String,
    /// The word to use; may be empty.
    #[serde(rename = "use")]
    pub instead: String,
    /// Why; may be empty.
    pub reason: String,
}

impl Lint {
    /// One element in each list, so that the elements of a file can be held to its type.
    pub(super) fn sample() -> Self {
        let one = || vec![String::new()];
        Self {
            off: one(),
            error: one(),
            warning: one(),
            info: one(),
            words: vec![LintWords::default()],
            ..Self::default()
        }
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let mut seen = BTreeSet::new();
        for code in [&self.error, &self.warning, &self.info].into_iter().flatten() {
            if !seen.insert(code) {
                return Err(ConfigError::new(format!(
                    "lint：规则“{code}”写了两次；一条规则只写在 error、warning、info 之一"
                )));
            }
        }
        if self.words.len() > MAX_PAIRS {
            return Err(ConfigError::new(format!("lint.words：最多写{MAX_PAIRS}组词语")));
        }
        for pair in &self.words {
            let long = [&pair.avoid, &pair.instead].iter().any(|it| it.chars().count() > MAX_WORD_CHARS);
            if pair.avoid.trim().is_empty() || long {
                return Err(ConfigError::new(format!("lint.words：avoid 不能为空，词语不超过{MAX_WORD_CHARS}个字")));
            }
        }
        Ok(())
    }
}
