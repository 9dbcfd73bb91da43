//! What the aligner sees of an article: its letters and digits without punctuation and reference numbers, and the
//! pairs of neighbouring characters in them.

use crate::law::chars::is_letter;
use crate::law::number::is_numeral_char;
use crate::law::statute::{Article, Statute};
use std::ops::Range;

/// Stands for 第十二条, 第二款, 第三项 and the like, so that renumbering is no difference.
const REFERENCE: char = '〇';

/// A pair of neighbouring characters and how often an article has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Its number, the same in both texts.
    pub id: u32,
    /// How often, at most 65,535 times.
    pub count: u16,
}

/// An article as the aligner sees it.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Its letters and digits.
    pub words: Vec<char>,
    /// Where its sentences end in `words`.
    ends: Vec<usize>,
    /// The pair that begins at each character but the last.
    pub run: Vec<u32>,
    /// The different pairs, by number.
    pub pairs: Vec<Pair>,
    /// The weight of all pairs together, at least 1.
    pub weight: f32,
}

impl Body {
    /// How often the pair `id` stands in the article.
    pub(super) fn count(&self, id: u32) -> u16 {
        self.pairs.binary_search_by_key(&id, |it| it.id).map_or(0, |at| self.pairs[at].count)
    }

    /// Its sentences, as parts of `words`: what 。；： and the ends of 款 and 项 divide.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| from..*to)
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('第') {
            self.push(&rest[..at]);
            rest = &rest[at + '第'.len_utf8()..];
            let end = reference_end(rest);
            self.words.push(if end > 0 { REFERENCE } else { '第' });
            rest = &rest[end..];
        }
        self.push(rest);
        self.end_sentence();
    }

    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, '。' | '；' | '：') {
                self.end_sentence();
            } else if is_letter(c) {
                self.words.push(c);
            }
        }
    }

    fn end_sentence(&mut self) {
        if self.ends.last() != Some(&self.words.len()) {
            self.ends.push(self.words.len());
        }
    }
}

/// Every article of a text.
pub(super) fn read(statute: &Statute) -> Vec<Body> {
    statute.articles().map(body).collect()
}

fn body(article: &Article) -> Body {
    let mut body = Body::default();
    for paragraph in &article.paragraphs {
        body.read(&paragraph.text.plain);
        for item in &paragraph.items {
            body.read(&item.text.plain);
            item.subitems.iter().for_each(|it| body.read(&it.text.plain));
        }
    }
    body
}

/// Where a reference ends whose 第 was just read; 0 if it is none.
fn reference_end(rest: &str) -> usize {
    let numeral = |it: &str| it.find(|c| !is_numeral_char(c)).unwrap_or(it.len());
    let unit_at = numeral(rest);
    let unit = rest[unit_at..].chars().next().filter(|it| unit_at > 0 && "条款项章节".contains(*it));
    let Some(unit) = unit else { return 0 };
    let end = unit_at + unit.len_utf8();
    match rest[end..].strip_prefix('之').map_or(0, numeral) {
        0 => end,
        inserted => end + '之'.len_utf8() + inserted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let mut body = Body::default();
        body.read(text);
        body.words.iter().collect()
    }

    #[test]
    fn references_lose_their_numbers_and_other_numbers_stay() {
        assert_eq!(words("违反第十二条之一第二款规定"), "违反〇〇规定");
        assert_eq!(words("第一百二十条之规定"), "〇之规定");
        assert_eq!(words("第三产业、第三方，第"), "第三产业第三方第");
    }

    #[test]
    fn sentences_end_with_their_marks_and_with_the_text() {
        let mut body = Body::default();
        body.read("应当载明：名称、住所；期限。");
        body.read("公布");
        let sentences: Vec<String> = body.sentences().map(|it| body.words[it].iter().collect()).collect();
        assert_eq!(sentences, ["应当载明", "名称住所", "期限", "公布"]);
    }
}
