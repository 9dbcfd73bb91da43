//! Which neighbouring characters belong to one word, told from the two texts themselves.
//!
//! 监 and 督 nearly always stand together in a text that has them; 府 and 监 hardly ever. That is enough to end a
//! quotation between words, and needs no dictionary.

use crate::law::compare::Comparison;
use std::collections::HashMap;

/// Of the rarer of two characters at least this share, in percent, stands beside the other.
const MIN_SHARE: u32 = 40;
/// Characters that end a phrase: quotations break before and after them.
const FUNCTION: &str = "的了和与及或并等在由对向从为以将把按被其该各应可不是有至于所者";

/// 以上, 以下, 以内 …: the one function word that never ends a phrase before these.
const AFTER_YI: &str = "上下内外前后及";

/// How often characters and pairs of them stand in two texts.
#[derive(Debug, Default)]
pub(super) struct Cohesion {
    single: HashMap<char, u32>,
    pairs: HashMap<(char, char), u32>,
}

impl Cohesion {
    pub fn of(comparison: &Comparison) -> Self {
        let mut own = Self::default();
        for side in [&comparison.old, &comparison.new] {
            side.articles.iter().for_each(|it| own.read(&it.words.text));
        }
        own
    }

    fn read(&mut self, text: &str) {
        let mut last = None;
        for c in text.chars() {
            *self.single.entry(c).or_default() += 1;
            if let Some(last) = last {
                *self.pairs.entry((last, c)).or_default() += 1;
            }
            last = Some(c);
        }
    }

    /// Whether a quotation should not end between these two.
    pub fn joined(&self, left: char, right: char) -> bool {
        let word = |it: char| it.is_alphanumeric();
        if !word(left) || !word(right) {
            return false;
        }
        if left == '以' && AFTER_YI.contains(right) {
            return true;
        }
        let together = self.pairs.get(&(left, right)).copied().unwrap_or(0);
        let rarer = [left, right].iter().filter_map(|it| self.single.get(it)).min().copied().unwrap_or(1).max(1);
        let function = FUNCTION.contains(left) || FUNCTION.contains(right);
        let share = if function { 90 } else { MIN_SHARE };
        // Seen once, a pair tells nothing but that both characters are rare.
        (together > 1 || rarer == 1 && !function) && together * 100 >= rarer * share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_together_and_phrases_part() {
        let mut cohesion = Cohesion::default();
        cohesion.read("市人民政府监督管理部门应当监督。区人民政府的行政管理部门监督检查，监督管理部门应当公布。");
        assert!(cohesion.joined('监', '督') && cohesion.joined('部', '门'));
        assert!(!cohesion.joined('府', '监') && !cohesion.joined('门', '应') && !cohesion.joined('。', '区'));
    }
}
