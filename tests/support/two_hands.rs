//! Two made-up revisions of one draft whose answer is known: each side changes, adds, removes and moves articles of its
//! own, everything is numbered anew and references follow.

use crate::support::edit_script::{Dice, followed};
use kaimen::law::number::to_chinese;
use kaimen::law::parse::parse;
use kaimen::law::refs::references;
use std::collections::HashSet;

/// A stretch of the text: an article, or a heading with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which article of the base; none for headings and new articles.
    pub origin: Option<usize>,
    pub is_article: bool,
    /// The words without the number.
    pub words: String,
}

/// A text in pieces, and which of its articles others refer to.
pub struct Pieces {
    pub list: Vec<Piece>,
    referred: HashSet<usize>,
}

/// Words that stand nowhere else.
pub struct Marks(u32);

impl Marks {
    pub fn from(side: u32) -> Self {
        Self(0x3400 + side * 0x600)
    }

    pub fn next(&mut self) -> String {
        self.0 += 1;
        char::from_u32(self.0).expect("a character").to_string()
    }
}

/// Cuts a text whose articles are numbered without a gap.
pub fn pieces(source: &str) -> Pieces {
    let statute = parse(source).statute;
    let numbers: Vec<_> = statute.articles().map(|it| it.path).collect();
    let mut list = Vec::new();
    let mut at = 0;
    for (n, article) in statute.articles().enumerate() {
        let start = source[..article.span.start].rfind('\n').map_or(0, |it| it + 1);
        list.push(Piece { origin: None, is_article: false, words: source[at..start].to_owned() });
        let number = source[article.number_span.start..].find('条').expect("a number") + '条'.len_utf8();
        at = source[article.span.end..]
            .find(|c: char| !c.is_whitespace())
            .map_or(source.len(), |it| article.span.end + it);
        let words = source[article.number_span.start + number..at].trim_start_matches("**").to_owned();
        list.push(Piece { origin: Some(n), is_article: true, words });
    }
    list.push(Piece { origin: None, is_article: false, words: source[at..].to_owned() });
    let targets = references(&statute).into_iter().flat_map(|it| it.result.targets().to_vec());
    let referred = targets.filter_map(|it| numbers.iter().position(|path| *path == it.whole_article())).collect();
    Pieces { list, referred }
}

/// One to six changes of articles that `own` says are this side's.
pub fn change(pieces: &Pieces, own: impl Fn(usize) -> bool, dice: &mut Dice, marks: &mut Marks) -> Vec<Step> {
    let all: Vec<usize> = pieces.list.iter().filter_map(|it| it.origin).filter(|it| own(*it)).collect();
    let mut left = all;
    let mut steps = Vec::new();
    for _ in 0..=dice.below(6) {
        if left.is_empty() {
            break;
        }
        let article = left.swap_remove(dice.below(left.len()));
        let mark = marks.next();
        steps.push(match dice.below(6) {
            0 => Step::Add { after: article, words: format!("　新增的{mark}，应当公开。\n\n") },
            1 if !pieces.referred.contains(&article) => Step::Remove(article),
            2 => Step::Move { article, places: 1 + dice.below(7) },
            _ => Step::Edit { article, at: dice.below(1_000), mark },
        });
    }
    steps
}

/// What one side does.
#[derive(Debug, Clone)]
pub enum Step {
    Add { after: usize, words: String },
    Remove(usize),
    Move { article: usize, places: usize },
    Edit { article: usize, at: usize, mark: String },
}

/// The pieces after these steps.
pub fn done(pieces: &[Piece], steps: &[Step]) -> Vec<Piece> {
    let mut list = pieces.to_vec();
    for step in steps {
        let find = |list: &[Piece], article: usize| {
            list.iter().position(|it| it.origin == Some(article)).expect("an article of the base")
        };
        match step {
            Step::Add { after, words } => {
                let at = find(&list, *after) + 1;
                list.insert(at, Piece { origin: None, is_article: true, words: words.clone() });
            }
            Step::Remove(article) => {
                let at = find(&list, *article);
                list.remove(at);
            }
            Step::Move { article, places } => {
                let at = find(&list, *article);
                let moved = list.remove(at);
                // Articles of the base alone are counted, so that both sides' moves end at the same place together.
                let mut to = at;
                let mut left = *places;
                while left > 0 && to > 1 {
                    to -= 1;
                    left -= usize::from(list[to].origin.is_some());
                }
                list.insert(to.max(1), moved);
            }
            Step::Edit { article, at, mark } => {
                let at_piece = find(&list, *article);
                let words = &mut list[at_piece].words;
                let places: Vec<usize> = words.char_indices().filter(|it| is_word(it.1)).map(|it| it.0).collect();
                let start = places[at % places.len()];
                let end = start + words[start..].chars().next().map_or(0, char::len_utf8);
                words.replace_range(start..end, mark);
            }
        }
    }
    list
}

/// A character that is no part of a number, a reference or a mark.
fn is_word(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
        && !"第条款项目章节编零一二三四五六七八九十百千万之至和及或者本前规定法例附件".contains(c)
}

/// The text with new numbers; references follow.
pub fn printed(pieces: &[Piece]) -> String {
    let articles: Vec<Option<usize>> = pieces.iter().filter(|it| it.is_article).map(|it| it.origin).collect();
    let place = |old: usize| articles.iter().position(|it| *it == Some(old));
    let mut out = String::new();
    let mut n = 0;
    for piece in pieces {
        if piece.is_article {
            n += 1;
            out.push_str(&format!("第{}条{}", to_chinese(n), followed(&piece.words, &place)));
        } else {
            out.push_str(&piece.words);
        }
    }
    out
}
