//! The edges that official decisions state, in `decisions/`.
//!
//! Read off the words of the decision that are not quoted:
//!
//! | words | edges |
//! |---|---|
//! | 将第五条改为第七条 | 5 → 7 |
//! | 将第五条改为两条，作为第七条、第八条 | 5 → 7, 5 → 8 |
//! | 将第五条、第六条合并，作为第七条 | 5 → 7, 6 → 7 |
//! | 将第五条第三款单列一条，作为第七条; 第五条第三款改为第七条 | 5 → 7 |
//! | 增加一条，作为第七条 | – → 7 |
//! | 删去第五条 | 5 → – |
//! | 将第五条修改为, in a decision that moves no article | 5 → 5 |
//!
//! Only articles that a decision names are judged: an edge that we find counts if it touches one of the new articles whose
//! origin is stated, or an old article that was removed. Triples that are also a labelled pair stay out.

use crate::baselines::words;
use crate::edges::{Alignment, Edge, Found};
use crate::pairs::{Pair, folders};
use kaimen::law::number::{ArticleNumber, is_numeral_char, read_numeral};
use kaimen::law::statute::Statute;
use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

/// Prints how many of the stated edges were found.
pub(crate) fn report(
    folder: &Path,
    labelled: &[Pair],
    aligner: impl Fn(&Statute, &Statute) -> Vec<(usize, usize)>,
    verbose: bool,
) -> io::Result<()> {
    let (mut renumbering, mut others) = (Found::default(), Found::default());
    for folder in folders(folder)? {
        let text = |name: &str| fs::read_to_string(folder.join(name));
        let name = folder.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let pair = Pair::new(name, &text("base.md")?, &text("result.md")?);
        let stated = Stated::read(&unquoted(&text("decision.md")?), &pair);
        if stated.edges.is_empty() || labelled.iter().any(|it| same_words(&it.new, &pair.new)) {
            continue;
        }
        let found = Alignment::of(&pair, &aligner(&pair.old, &pair.new));
        let total = if stated.renumbers { &mut renumbering } else { &mut others };
        for edge in &stated.edges {
            total.recall.count(found.edges.contains(edge));
            if verbose && !found.edges.contains(edge) {
                println!("  {}: stated {}", pair.name, pair.show(edge));
            }
        }
        for edge in found.edges.iter().filter(|it| stated.judges(it)) {
            total.precision.count(stated.edges.contains(edge));
            if verbose && !stated.edges.contains(edge) {
                println!("  {}: extra  {}", pair.name, pair.show(edge));
            }
        }
    }
    println!("{:<45} {renumbering} ({} edges)", "decisions that renumber", renumbering.recall.of);
    println!("{:<45} {others} ({} edges)", "decisions that only amend", others.recall.of);
    Ok(())
}

fn same_words(a: &Statute, b: &Statute) -> bool {
    a.articles().map(words).eq(b.articles().map(words))
}

/// What a decision says about articles.
struct Stated {
    edges: BTreeSet<Edge>,
    /// Whether it moves, adds or removes articles.
    renumbers: bool,
}

impl Stated {
    fn read(decision: &str, pair: &Pair) -> Self {
        let mut edges = BTreeSet::new();
        let mut amended = BTreeSet::new();
        for sentence in decision.split(['。', '\n', '：', '；']) {
            let names = |it: &str| articles(it);
            let (old, new) = (|n: &Name| position(&pair.old_numbers, n), |n: &Name| position(&pair.new_numbers, n));
            if let Some((before, after)) = change(sentence) {
                let before = names(before);
                for to in names(after).iter().filter(|it| it.whole).filter_map(new) {
                    edges.extend(before.iter().filter_map(old).map(|from| (Some(from), Some(to))));
                }
            } else if let Some(after) = added(sentence) {
                edges.extend(names(after).iter().filter_map(new).map(|to| (None, Some(to))));
            } else if let Some(removed) = removed(sentence) {
                edges
                    .extend(names(removed).iter().filter(|it| it.whole).filter_map(old).map(|from| (Some(from), None)));
            } else if let Some(before) = amended_in_place(sentence) {
                amended.extend(names(before).into_iter().filter(|it| it.whole));
            }
        }
        let renumbers =
            !edges.is_empty() || decision.contains("条文顺序") || pair.old_numbers.len() != pair.new_numbers.len();
        if !renumbers {
            let same =
                |it: &Name| Some((Some(position(&pair.old_numbers, it)?), Some(position(&pair.new_numbers, it)?)));
            edges = amended.iter().filter_map(same).collect();
        }
        Self { edges, renumbers }
    }

    /// Whether the decision says all there is to say about an edge.
    fn judges(&self, edge: &Edge) -> bool {
        let new = edge.1.is_some() && self.edges.iter().any(|it| it.1 == edge.1);
        new || (edge.0.is_some() && self.edges.contains(&(edge.0, None)))
    }
}

/// 将 A 改为 B, 将 A 改为两条，作为 B, 将 A 合并，作为 B, 将 A 单列一条，作为 B.
fn change(sentence: &str) -> Option<(&str, &str)> {
    let from = sentence.split_once('将')?.1;
    let (before, after) = ["合并", "单列一条", "改为"].iter().find_map(|it| from.split_once(it))?;
    let plain = before.chars().all(|it| it == '第' || is_numeral_char(it) || "条款项之和、至".contains(it));
    let after = after.strip_prefix("，").unwrap_or(after);
    let after = match after.split_once("作为") {
        Some((count, after)) if count.chars().count() <= 4 && !count.contains('第') => after,
        _ => after,
    };
    (plain && after.starts_with('第')).then(|| (before, after.split(['，', '（']).next().unwrap_or_default()))
}

/// 增加一条，作为 A
fn added(sentence: &str) -> Option<&str> {
    let (count, after) = sentence.split_once("增加")?.1.split_once('条')?;
    let after = after.strip_prefix("，分别作为").or_else(|| after.strip_prefix("，作为"))?;
    count.chars().all(is_numeral_char).then(|| after.split('，').next().unwrap_or_default())
}

/// 删去 A
fn removed(sentence: &str) -> Option<&str> {
    let removed = sentence.split_once("删去")?.1;
    let plain = removed.chars().all(|it| it == '第' || is_numeral_char(it) || "条款项之和、，至".contains(it));
    plain.then_some(removed)
}

/// 将 A 修改为, A 修改为
fn amended_in_place(sentence: &str) -> Option<&str> {
    let before = sentence.strip_suffix("修改为")?;
    let before = before.rsplit(['将', '、', '）', '.', ' ', '　']).next().unwrap_or_default();
    (before.starts_with('第') && before.ends_with('条')).then_some(before)
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    number: ArticleNumber,
    /// Whether the whole article is meant and not one 款 of it.
    whole: bool,
}

/// 第五条, 第五条第二款, 第五条之一, 第五条至第八条: the articles named.
fn articles(words: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut up_to = false;
    for part in words.split('第').skip(1) {
        let digits = part.find(|it| !is_numeral_char(it)).unwrap_or(part.len());
        let (Some(numeral), Some(rest)) = (read_numeral(&part[..digits]), part[digits..].strip_prefix('条')) else {
            names.last_mut().into_iter().for_each(|it| it.whole = false);
            continue;
        };
        let inserted = rest.strip_prefix('之').map(|it| &it[..it.find(|c| !is_numeral_char(c)).unwrap_or(it.len())]);
        let inserted = inserted.and_then(read_numeral).map_or(0, |it| it.value);
        if let Some(last) = names.last().filter(|_| up_to) {
            let between = last.number.base() + 1..numeral.value;
            names.extend(between.map(|it| Name { number: ArticleNumber::new(it), whole: true }));
        }
        names.push(Name { number: ArticleNumber::with_inserted(numeral.value, inserted), whole: true });
        up_to = rest.starts_with('至');
    }
    names
}

fn position(numbers: &[ArticleNumber], name: &Name) -> Option<usize> {
    numbers.iter().position(|it| *it == name.number)
}

/// The decision without the texts it quotes. A quoted paragraph opens with “, and only the last one closes.
fn unquoted(decision: &str) -> String {
    let mut out = String::new();
    for line in decision.lines().map(str::trim).filter(|it| !it.starts_with('“')) {
        let mut rest = line;
        while let Some((before, quoted)) = rest.split_once('“') {
            out.push_str(before);
            rest = quoted.split_once('”').map_or("", |it| it.1);
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}
