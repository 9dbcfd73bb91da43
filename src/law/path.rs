//! `ProvisionPath`: the stable address of a provision, in Latin letters for addresses and in Chinese for people.
//!
//! `a12` is 第十二条, `a12-1` 第十二条之一, `a12.p2` its second 款, `a12.p2.i3` the third 项 of that 款,
//! `a12.p2.i3.s1` its first 目. A text that carries a number twice (a drafting error, reported as K101) gives the
//! later one an occurrence: `a12~2`.

use super::number::{ArticleNumber, to_chinese};
use std::fmt;
use std::str::FromStr;

/// The address of an article or of a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvisionPath {
    /// 条.
    pub article: ArticleNumber,
    /// Which of the articles with that number, from one; more than one only in a faulty text.
    pub occurrence: u16,
    /// 款, from one; `None` is the whole article.
    pub paragraph: Option<u16>,
    /// 项, from one.
    pub item: Option<u16>,
    /// 目, from one.
    pub subitem: Option<u16>,
}

/// Why a text is not an address of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是条文地址")]
pub struct InvalidPath;

impl ProvisionPath {
    /// A whole article.
    #[must_use]
    pub fn article(number: ArticleNumber) -> Self {
        Self { article: number, occurrence: 1, paragraph: None, item: None, subitem: None }
    }

    /// The 款 `n` (from one) of the same article.
    #[must_use]
    pub fn with_paragraph(self, n: u16) -> Self {
        Self { paragraph: Some(n), item: None, subitem: None, ..self }
    }

    /// The 项 `n` (from one) of the same 款.
    #[must_use]
    pub fn with_item(self, n: u16) -> Self {
        Self { item: Some(n), subitem: None, ..self }
    }

    /// The 目 `n` (from one) of the same 项.
    #[must_use]
    pub fn with_subitem(self, n: u16) -> Self {
        Self { subitem: Some(n), ..self }
    }

    /// The article that holds this provision.
    #[must_use]
    pub fn whole_article(self) -> Self {
        Self { paragraph: None, item: None, subitem: None, ..self }
    }

    /// As people write it: 第十二条第二款第三项第一目. The occurrence is not printed.
    #[must_use]
    pub fn chinese(&self) -> String {
        let mut out = self.article.to_string();
        for (part, unit) in [(self.paragraph, '款'), (self.item, '项'), (self.subitem, '目')] {
            if let Some(n) = part {
                out.push('第');
                out.push_str(&to_chinese(n));
                out.push(unit);
            }
        }
        out
    }
}

impl fmt::Display for ProvisionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a{}", self.article.base())?;
        if self.article.inserted() > 0 {
            write!(f, "-{}", self.article.inserted())?;
        }
        if self.occurrence > 1 {
            write!(f, "~{}", self.occurrence)?;
        }
        for (letter, part) in [('p', self.paragraph), ('i', self.item), ('s', self.subitem)] {
            if let Some(n) = part {
                write!(f, ".{letter}{n}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for ProvisionPath {
    type Err = InvalidPath;

    fn from_str(text: &str) -> Result<Self, InvalidPath> {
        let mut parts = text.split('.');
        let head = parts.next().and_then(|p| p.strip_prefix('a')).ok_or(InvalidPath)?;
        let (head, occurrence) = match head.split_once('~') {
            Some((head, n)) => (head, count(n)?),
            None => (head, 1),
        };
        let article = match head.split_once('-') {
            Some((base, inserted)) => ArticleNumber::with_inserted(count(base)?, count(inserted)?),
            None => ArticleNumber::new(count(head)?),
        };
        let mut path = Self { occurrence, ..Self::article(article) };
        for letter in ['p', 'i', 's'] {
            let Some(part) = parts.next() else { break };
            let n = Some(count(part.strip_prefix(letter).ok_or(InvalidPath)?)?);
            match letter {
                'p' => path.paragraph = n,
                'i' => path.item = n,
                _ => path.subitem = n,
            }
        }
        if parts.next().is_some() { Err(InvalidPath) } else { Ok(path) }
    }
}

/// A number from one to [`super::number::MAX_NUMBER`] in plain digits, without sign or leading zero,
/// so that each provision has exactly one address.
fn count(text: &str) -> Result<u16, InvalidPath> {
    if text.starts_with('0') || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(InvalidPath);
    }
    text.parse().ok().filter(|n| *n <= super::number::MAX_NUMBER).ok_or(InvalidPath)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        for (latin, chinese) in [
            ("a12", "第十二条"),
            ("a12-1", "第十二条之一"),
            ("a12.p2", "第十二条第二款"),
            ("a12.p2.i3", "第十二条第二款第三项"),
            ("a12~2.p2.i3.s1", "第十二条第二款第三项第一目"),
        ] {
            let path: ProvisionPath = latin.parse().expect(latin);
            assert_eq!(path.to_string(), latin);
            assert_eq!(path.chinese(), chinese);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "a", "12", "a0", "a01", "a+1", "a12.i3", "a12.p2.s1", "a12.p2.i3.s1.x1", "a99999", "a12.p"] {
            assert_eq!(text.parse::<ProvisionPath>(), Err(InvalidPath), "{text}");
        }
    }
}
