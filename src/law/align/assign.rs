//! One to one: which old article is which new one, before splits and mergers are read off what is left.
//!
//! A candidate's score is its likeness, with small additions for its place in the text, for the neighbours it shares and
//! for references that moved along. The best score is linked first. Neighbours and references are known only when
//! something is linked, so the whole is done in rounds, each with the links of the one before.

use super::candidates::Candidate;
use super::citations::Citations;
use super::partners::Partners;
use super::texts::Texts;
use super::{Link, Reason};

/// What the share of both articles counts in their likeness; the rest is the share of the smaller one, so that an
/// article which only grew is still the same.
const BOTH: f32 = 0.6;
/// What the same place in the whole text adds.
const ORDER: f32 = 0.10;
/// What the same neighbours add.
const NEIGHBOURS: f32 = 0.12;
/// What references that moved along add.
const REFERENCES: f32 = 0.10;
/// Two articles need this score in the first round, where nothing is known of neighbours and references.
const MIN_FIRST_SCORE: f32 = 0.40;
/// And this in the others.
const MIN_SCORE: f32 = 0.56;
/// How often the links of the round before are used for the next.
const ROUNDS: usize = 2;

struct Scored {
    old: usize,
    new: usize,
    /// How much the two have in common, 0 to 1.
    alike: f32,
    /// `alike`, and the place in the text.
    placed: f32,
    /// What references add or take away in this round.
    cited: f32,
    /// The whole score in this round.
    score: f32,
}

/// The links of one to one. Those in `fixed` stay.
pub(super) fn one_to_one(
    texts: &Texts,
    candidates: &[Candidate],
    citations: [&Citations; 2],
    fixed: &Partners,
) -> (Partners, Vec<Link>) {
    let open = |it: &&Candidate| fixed.of_old[it.old].is_none() && fixed.of_new[it.new].is_none();
    let mut scored: Vec<Scored> = candidates.iter().filter(open).map(|it| first_score(texts, it)).collect();
    let (mut partners, mut links) = link_best(&mut scored, fixed, MIN_FIRST_SCORE);
    for _ in 0..ROUNDS {
        for it in &mut scored {
            it.cited = REFERENCES * partners.cited(citations, it.old, it.new);
            it.score = it.placed + it.cited + NEIGHBOURS * partners.near(it.old, it.new);
        }
        (partners, links) = link_best(&mut scored, fixed, MIN_SCORE);
    }
    (partners, links)
}

fn first_score(texts: &Texts, it: &Candidate) -> Scored {
    let (a, b) = (texts.old[it.old].weight, texts.new[it.new].weight);
    let alike = BOTH * 2.0 * it.common / (a + b) + (1.0 - BOTH) * it.common / a.min(b);
    let place = |at: usize, of: usize| at as f32 / of.max(1) as f32;
    let apart = (place(it.old, texts.old.len()) - place(it.new, texts.new.len())).abs();
    let placed = alike + ORDER * (1.0 - apart);
    Scored { old: it.old, new: it.new, alike: alike.min(1.0), placed, cited: 0.0, score: placed }
}

/// Links the best first, each article once.
fn link_best(scored: &mut [Scored], fixed: &Partners, min: f32) -> (Partners, Vec<Link>) {
    scored.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then((a.old, a.new).cmp(&(b.old, b.new))));
    let mut partners = fixed.clone();
    let mut links = Vec::new();
    for it in scored.iter().take_while(|it| it.score >= min) {
        if partners.join(it.old, it.new) {
            links.push(Link { old: it.old, new: it.new, score: it.alike, reason: reason(it) });
        }
    }
    (partners, links)
}

/// What the link could not do without.
fn reason(it: &Scored) -> Reason {
    if it.placed >= MIN_SCORE {
        Reason::Alike
    } else if it.score - it.cited >= MIN_SCORE {
        Reason::Neighbours
    } else {
        Reason::References
    }
}
