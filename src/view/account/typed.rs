//! What was typed into a form, and what is wrong with it.

use jiff::SignedDuration;

/// A form that comes back: what was typed, but for passwords, and what is wrong with it, each at its field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    values: Vec<(&'static str, String)>,
    errors: Vec<(&'static str, String)>,
}

impl Typed {
    /// The longest value that comes back.
    const MAX_CHARS: usize = 1000;

    /// With what was typed into this field.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: &str) -> Self {
        self.values.push((field, value.chars().take(Self::MAX_CHARS).collect()));
        self
    }

    /// With what is wrong at this field.
    #[must_use]
    pub fn wrong(mut self, field: &'static str, words: impl Into<String>) -> Self {
        self.errors.push((field, words.into()));
        self
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    pub(in crate::view) fn value(&self, field: &str) -> &str {
        self.values.iter().find(|it| it.0 == field).map_or("", |it| &it.1)
    }

    pub(in crate::view) fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|it| it.0 == field).map(|it| it.1.as_str())
    }

    pub(in crate::view) fn errors(&self) -> &[(&'static str, String)] {
        &self.errors
    }
}

/// That one has to wait, and how long.
#[must_use]
pub fn waiting_words(wait: SignedDuration) -> String {
    let seconds = wait.as_secs().max(1);
    let time = if seconds < 60 { format!("{seconds}秒") } else { format!("{}分钟", (seconds + 59) / 60) };
    format!("尝试的次数较多，为了账号安全，请{time}以后再试")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_shorter_than_said() {
        let words = |seconds| waiting_words(SignedDuration::from_secs(seconds));
        assert!(words(0).contains("请1秒") && words(59).contains("请59秒") && words(61).contains("请2分钟"));
    }
}
