//! Which neighbouring characters belong to one word, told from the two texts themselves.
//!
//! 监 and 督 stand together in a text that has them; 府 and 监 hardly ever, and each of them has a better neighbour on
//! its other side. That is enough to end a quotation between words, and needs no dictionary.

use crate::law::compare::Comparison;
use std::collections::HashMap;

/// Of the rarer of two characters at least this share, in percent, stands beside the other: then they are one word.
const MIN_SHARE: u64 = 40;
/// Two that are nearest to each other are one word if at least this share of the rarer one does, in percent.
const MIN_NEAREST: u64 = 10;
/// A function word is part of another word only if nearly always beside it, in percent: 应当.
const MIN_FUNCTION: u64 = 90;
/// Characters that end a phrase: quotations break before and after them.
const FUNCTION: &str = "的了和与及或并等在由对向从为以将把按被其该各应可不是有至于所者";
/// 以上, 以下, 以内 …: the one function word that never ends a phrase before these.
const AFTER_YI: &str = "上下内外前后及";

/// How often characters and pairs of them stand in two texts.
#[derive(Debug, Default)]
pub(super) struct Cohesion {
    single: HashMap<char, u64>,
    pairs: HashMap<(char, char), u64>,
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

    fn together(&self, left: char, right: char) -> u64 {
        self.pairs.get(&(left, right)).copied().unwrap_or(0)
    }

    fn count(&self, c: char) -> u64 {
        self.single.get(&c).copied().unwrap_or(1).max(1)
    }

    /// How much two characters seek each other: of what either does, how much it does with the other. In millionths.
    fn near(&self, left: char, right: char) -> u64 {
        let together = self.together(left, right);
        together * together * 1_000_000 / (self.count(left) * self.count(right))
    }

    /// Whether a quotation that ends at this byte of a text would break a word.
    pub fn cuts(&self, text: &str, byte: usize) -> bool {
        let (before, after) = text.split_at(byte);
        let mut left = before.chars().rev();
        let mut right = after.chars();
        let (Some(a), Some(b)) = (left.next(), right.next()) else { return false };
        if !a.is_alphanumeric() || !b.is_alphanumeric() {
            return false;
        }
        if a == '以' && AFTER_YI.contains(b) {
            return true;
        }
        let (together, rarer) = (self.together(a, b), self.count(a).min(self.count(b)));
        if FUNCTION.contains(a) || FUNCTION.contains(b) {
            return together > 2 && together * 100 >= rarer * MIN_FUNCTION;
        }
        let beside = |it: Option<char>, near: &dyn Fn(char) -> u64| {
            it.filter(|c| c.is_alphanumeric() && !FUNCTION.contains(*c)).map_or(0, near)
        };
        let other = beside(left.next(), &|it| self.near(it, a)).max(beside(right.next(), &|it| self.near(b, it)));
        let own = self.near(a, b);
        let nearest = own > other && together * 100 >= rarer * MIN_NEAREST;
        nearest || (together > 1 && together * 100 >= rarer * MIN_SHARE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_together_and_phrases_part() {
        let mut cohesion = Cohesion::default();
        let text = "市人民政府监督管理部门应当监督职务晋升，规定职责。区人民政府的行政管理部门监督检查职权任务，监督管理部门应当公布职务。";
        cohesion.read(text);
        let cut = |left: &str, right: &str| {
            let at = text.find(&format!("{left}{right}")).expect("both") + left.len();
            cohesion.cuts(text, at)
        };
        assert!(cut("监", "督") && cut("部", "门") && cut("职", "务"));
        assert!(!cut("府", "监") && !cut("门", "应") && !cut("务", "晋") && !cut("。", "区"));
    }
}
