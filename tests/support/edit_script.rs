//! Made-up revisions whose answer is known: articles of a draft are added, removed, moved, split and merged, a term is
//! replaced throughout, everything is numbered anew and references follow. The comparison must find what was done.

use kaimen::law::compare::{Comparison, LineKind, Words};
use kaimen::law::number::{read_numeral, to_chinese};
use kaimen::law::parse::parse;
use kaimen::law::statute::Statute;

/// The shortest part of a split and the shortest article that is merged, in characters: with less, people could differ.
const MIN_PART_CHARS: usize = 30;
/// Terms that are replaced where a draft has them.
const TERMS: [(&str, &str); 5] = [
    ("经营主体", "市场主体"),
    ("主管部门", "行政管理部门"),
    ("老年人", "长者"),
    ("企业", "公司"),
    ("学校", "教育机构"),
];

/// Numbers that look random and are the same every time.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % n
    }
}

/// An article while the text is revised.
#[derive(Debug, Clone)]
struct Draft {
    /// The old articles whose words it has.
    origin: Vec<usize>,
    lines: Vec<String>,
    /// Where it may be split: all its lines are 款.
    plain: bool,
    touched: bool,
}

/// A revision and what was done.
#[derive(Debug)]
pub struct Revision {
    pub new: Statute,
    /// The rows that a comparison must have: old articles, new articles.
    pub rows: Vec<(Vec<usize>, Vec<usize>)>,
}

/// Revises `old` in one to six steps. New articles are taken from `other`, a law on something else.
pub fn revise(old: &Statute, other: &Statute, seed: u64) -> Revision {
    let mut dice = Dice::new(seed);
    let mut articles = drafts(old);
    let foreign = drafts(other);
    for _ in 0..=dice.below(6) {
        step(&mut articles, &foreign, &mut dice);
    }
    if dice.below(3) == 0 {
        let (from, to) = TERMS[dice.below(TERMS.len())];
        articles.iter_mut().flat_map(|it| &mut it.lines).for_each(|it| *it = it.replace(from, to));
    }
    Revision { new: parse(&printed(&articles)).statute, rows: rows(&articles, old.articles().count()) }
}

fn drafts(statute: &Statute) -> Vec<Draft> {
    let draft = |(at, words): (usize, Words)| Draft {
        origin: vec![at],
        lines: words.text.split('\n').map(str::to_owned).collect(),
        plain: words.lines.iter().all(|it| *it == LineKind::Paragraph),
        touched: false,
    };
    statute.articles().map(Words::of).enumerate().map(draft).collect()
}

fn chars(lines: &[String]) -> usize {
    lines.iter().map(|it| it.chars().count()).sum()
}

fn step(articles: &mut Vec<Draft>, foreign: &[Draft], dice: &mut Dice) {
    let at = dice.below(articles.len());
    match dice.below(5) {
        0 => {
            let from = &foreign[dice.below(foreign.len())];
            // Each foreign article comes once at most; two equal ones would be no question of alignment.
            if chars(&from.lines) >= MIN_PART_CHARS && !articles.iter().any(|it| it.lines == from.lines) {
                articles.insert(at, Draft { origin: Vec::new(), touched: true, ..from.clone() });
            }
        }
        1 if articles.len() > 5 && !articles[at].touched => {
            articles.remove(at);
        }
        2 => {
            let article = articles.remove(at);
            let to = dice.below(articles.len() + 1);
            articles.insert(to, article);
        }
        3 => {
            let article = articles[at].clone();
            let cut = 1 + dice.below(article.lines.len());
            let (head, tail) = article.lines.split_at(cut.min(article.lines.len()));
            if article.plain && !article.touched && chars(head) >= MIN_PART_CHARS && chars(tail) >= MIN_PART_CHARS {
                articles[at] = Draft { lines: tail.to_vec(), touched: true, ..article.clone() };
                articles.insert(at, Draft { lines: head.to_vec(), touched: true, ..article });
            }
        }
        _ => {
            let Some(next) = articles.get(at + 1).cloned() else { return };
            let own = &mut articles[at];
            let whole = |it: &Draft| it.plain && !it.touched && chars(&it.lines) >= MIN_PART_CHARS;
            if whole(own) && whole(&next) {
                own.origin.extend(&next.origin);
                own.lines.extend(next.lines);
                own.touched = true;
                articles.remove(at + 1);
            }
        }
    }
}

/// The text with new numbers; references to articles follow them.
fn printed(articles: &[Draft]) -> String {
    let place = |old: usize| articles.iter().position(|it| it.origin.contains(&old));
    let mut out = String::from("# ××市示例条例\n");
    for (n, article) in articles.iter().enumerate() {
        let words: Vec<String> = article
            .lines
            .iter()
            .map(|it| if article.origin.is_empty() { it.clone() } else { followed(it, &place) })
            .collect();
        out.push_str(&format!("\n第{}条　{}\n", to_chinese(n as u16 + 1), words.join("\n\n")));
    }
    out
}

/// The line with 第X条 as `place` says: old index to new index.
pub fn followed(line: &str, place: &dyn Fn(usize) -> Option<usize>) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('第') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let number = from['第'.len_utf8()..].split('条').next().filter(|it| it.chars().count() < 6);
        let value = number.filter(|it| from.contains('条') && !it.is_empty()).and_then(read_numeral);
        let new = value.and_then(|it| place(usize::from(it.value).saturating_sub(1)));
        match (number, new) {
            (Some(number), Some(new)) => {
                out.push_str(&format!("第{}条", to_chinese(new as u16 + 1)));
                rest = &from['第'.len_utf8() + number.len() + '条'.len_utf8()..];
            }
            _ => {
                out.push('第');
                rest = &from['第'.len_utf8()..];
            }
        }
    }
    out + rest
}

/// What belongs together: articles that share an origin.
fn rows(articles: &[Draft], old: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut rows: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for (at, article) in articles.iter().enumerate() {
        match rows.iter_mut().find(|it| it.0.iter().any(|a| article.origin.contains(a))) {
            Some(row) => row.1.push(at),
            None => rows.push((article.origin.clone(), vec![at])),
        }
    }
    let gone = (0..old).filter(|it| !articles.iter().any(|a| a.origin.contains(it)));
    rows.extend(gone.map(|it| (vec![it], Vec::new())).collect::<Vec<_>>());
    rows.sort();
    rows
}

/// The rows of a comparison in the form of [`Revision::rows`].
pub fn found(comparison: &Comparison) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut rows: Vec<_> = comparison.rows.iter().map(|it| (it.old.clone(), it.new.clone())).collect();
    rows.sort();
    rows
}
