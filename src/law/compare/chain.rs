//! Three texts and more in one table: 现行 | 一审稿 | 二审稿 | 表决稿.
//!
//! Neighbouring texts are compared two by two; articles that any of these comparisons puts into one row stand in one
//! row of the chain. So each article of each text stands in exactly one row, and neighbouring columns never disagree
//! with the comparison of the two.

use super::rows::Sets;
use super::{Comparison, Options, Side, compare_with};
use crate::law::statute::Statute;
use std::collections::{HashMap, HashSet};

/// Several texts compared one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// The comparison of each text with the next one.
    pub steps: Vec<Comparison>,
    /// Every article of every text in exactly one row, in the order of the last text; what is gone stands at its old
    /// place.
    pub rows: Vec<ChainRow>,
}

/// Articles of all texts that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChainRow {
    /// For each text, the indices of its articles.
    pub texts: Vec<Vec<usize>>,
    /// For each step, the rows of its comparison that lie in this row.
    pub steps: Vec<Vec<usize>>,
}

impl Chain {
    /// The texts in order.
    pub fn texts(&self) -> impl Iterator<Item = &Side> {
        self.steps.first().map(|it| &it.old).into_iter().chain(self.steps.iter().map(|it| &it.new))
    }

    /// Whether words of the row differ between any two neighbours.
    #[must_use]
    pub fn is_changed(&self, row: &ChainRow) -> bool {
        self.steps.iter().zip(&row.steps).any(|(step, rows)| rows.iter().any(|it| step.rows[*it].is_changed()))
    }
}

/// Compares each text with the next one. `options` has what people said about each step, in order; steps without are
/// left to the engine.
#[must_use]
pub fn chain(texts: &[&Statute], options: &[Options]) -> Chain {
    let none = Options::default();
    let steps: Vec<Comparison> = texts
        .windows(2)
        .enumerate()
        .map(|(n, pair)| compare_with(pair[0], pair[1], options.get(n).unwrap_or(&none)))
        .collect();
    let rows = rows(&steps);
    Chain { steps, rows }
}

fn rows(steps: &[Comparison]) -> Vec<ChainRow> {
    let Some(first) = steps.first() else { return Vec::new() };
    let sizes: Vec<usize> =
        std::iter::once(first.old.articles.len()).chain(steps.iter().map(|it| it.new.articles.len())).collect();
    let starts: Vec<usize> = sizes
        .iter()
        .scan(0, |sum, it| {
            *sum += it;
            Some(*sum - it)
        })
        .collect();
    let mut sets = Sets::new(sizes.iter().sum());
    for (n, step) in steps.iter().enumerate() {
        for row in &step.rows {
            let old = row.old.iter().map(|it| starts[n] + it);
            let members: Vec<usize> = old.chain(row.new.iter().map(|it| starts[n + 1] + it)).collect();
            members.windows(2).for_each(|it| sets.join(it[0], it[1]));
        }
    }
    let order = order(steps, &starts, &mut sets);
    let mut place = vec![usize::MAX; sizes.iter().sum()];
    let empty = ChainRow { texts: vec![Vec::new(); sizes.len()], steps: vec![Vec::new(); steps.len()] };
    let mut rows: Vec<ChainRow> = Vec::new();
    for root in order {
        place[root] = rows.len();
        rows.push(empty.clone());
    }
    for (text, (start, size)) in starts.iter().zip(&sizes).enumerate() {
        (0..*size).for_each(|it| rows[place[sets.root(start + it)]].texts[text].push(it));
    }
    for (n, step) in steps.iter().enumerate() {
        for (at, row) in step.rows.iter().enumerate() {
            let member = row.new.first().map(|it| starts[n + 1] + it).or(row.old.first().map(|it| starts[n] + it));
            if let Some(member) = member {
                rows[place[sets.root(member)]].steps[n].push(at);
            }
        }
    }
    rows
}

/// The sets in the order of the last text. A set that has no article there follows the set that its row follows in the
/// last comparison that knows it.
fn order(steps: &[Comparison], starts: &[usize], sets: &mut Sets) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let mut at_of: HashMap<usize, usize> = HashMap::new();
    for (n, step) in steps.iter().enumerate().rev() {
        // The rows of this step that are not placed yet, each after the row above it.
        let mut inserts: Vec<(usize, usize)> = Vec::new();
        let mut seen: HashSet<usize> = HashSet::new();
        let mut above = 0;
        for row in &step.rows {
            let new = row.new.first().map(|it| starts[n + 1] + it);
            let Some(member) = new.or(row.old.first().map(|it| starts[n] + it)) else { continue };
            let root = sets.root(member);
            match at_of.get(&root) {
                Some(at) if !row.moved => above = at + 1,
                Some(_) => {}
                None => {
                    if seen.insert(root) {
                        inserts.push((above, root));
                    }
                }
            }
        }
        let mut merged = Vec::with_capacity(order.len() + inserts.len());
        inserts.sort_by_key(|it| it.0);
        let mut inserts = inserts.into_iter().peekable();
        for at in 0..=order.len() {
            while let Some((_, root)) = inserts.next_if(|it| it.0 == at) {
                merged.push(root);
            }
            merged.extend(order.get(at).copied());
        }
        at_of = merged.iter().enumerate().map(|(at, it)| (*it, at)).collect();
        order = merged;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;

    const PLAN: &str = "市人民政府应当编制公共停车设施专项规划，报市人民代表大会常务委员会备案。";
    const FEES: &str = "停车收费实行政府定价的，应当每三年评估一次收费标准，并向社会公开评估结果。";
    const NIGHT: &str = "医院周边道路可以设置夜间限时停车泊位，由公安机关交通管理部门公布开放时段。";
    const CHARGE: &str = "新建居住区应当按照不低于百分之三十的比例建设电动汽车充电桩。";

    fn text(articles: &[&str]) -> Statute {
        let numbered = articles.iter().enumerate();
        let source: String =
            numbered.map(|(n, it)| format!("第{}条　{it}\n", crate::law::number::to_chinese(n as u16 + 1))).collect();
        parse(&source).statute
    }

    fn shown(texts: &[Statute]) -> Vec<Vec<Vec<usize>>> {
        chain(&texts.iter().collect::<Vec<_>>(), &[]).rows.into_iter().map(|it| it.texts).collect()
    }

    #[test]
    fn every_article_stands_once_and_what_is_gone_keeps_its_place() {
        let texts = [text(&[PLAN, FEES, NIGHT]), text(&[PLAN, NIGHT]), text(&[CHARGE, PLAN, NIGHT])];
        let expected: Vec<Vec<Vec<usize>>> = vec![
            vec![vec![], vec![], vec![0]],
            vec![vec![0], vec![0], vec![1]],
            vec![vec![1], vec![], vec![]],
            vec![vec![2], vec![1], vec![2]],
        ];
        assert_eq!(shown(&texts), expected);
    }

    #[test]
    fn a_split_that_was_merged_again_is_one_row() {
        let both = format!("{PLAN}{FEES}");
        let texts = [text(&[&both, NIGHT]), text(&[PLAN, FEES, NIGHT]), text(&[&both, NIGHT])];
        assert_eq!(shown(&texts)[0], [vec![0], vec![0, 1], vec![0]]);
    }

    #[test]
    fn one_text_and_none_are_no_chain() {
        assert_eq!(shown(&[]).len(), 0);
        assert_eq!(shown(&[text(&[PLAN])]).len(), 0);
    }
}
