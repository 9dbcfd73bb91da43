//! Which article of one text became which of another: links read off the content, never off the numbers.
//!
//! In real revisions half of the matching articles carry another number, a quarter of the revisions move articles and
//! a fifth split or merge some, so equal numbers count for nothing here. Three steps: articles with the same words are
//! linked; the others are assigned by weighted character pairs, with order as a small bonus; then sentences that went
//! elsewhere add the links of splits and mergers. Pure and deterministic; the method and its measured accuracy stand in
//! `docs/alignment.md`. Absent on purpose: what changed inside a linked pair.

use super::number::is_numeral_char;
use super::statute::{Article, Statute};
use std::collections::HashMap;

/// A pair of articles needs this score to be the same article.
const MIN_SCORE: f32 = 0.30;
/// What two articles need that stand alone between the same neighbours.
const MIN_GAP_SCORE: f32 = 0.15;
/// What full agreement in relative position adds to a score.
const ORDER_BONUS: f32 = 0.10;
/// Pairs of characters in more articles than this share of the text say nothing about a single one.
const COMMON_SHARE: f32 = 0.30;
/// How many old articles are weighed for one new article; keeps memory linear.
const MAX_CANDIDATES: usize = 40;
/// Shortest sentence that can witness a split or a merger, in characters without punctuation.
const MIN_SENTENCE_CHARS: usize = 10;
/// How much of a sentence must stand in the other article.
const MIN_SENTENCE_COVER: f32 = 0.62;
/// The same for a sentence of an article that has no link yet.
const MIN_LONELY_COVER: f32 = 0.35;
/// By how much another article must cover a sentence better than the linked one.
const MIN_SENTENCE_LEAD: f32 = 0.20;
/// How many characters of such sentences make a link.
const MIN_WITNESS_CHARS: usize = 16;
/// Which share of the smaller article they must be.
const MIN_WITNESS_SHARE: f32 = 0.20;

/// A link between article `old` and article `new`, both counted from zero in their texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Index in the old text.
    pub old: usize,
    /// Index in the new text.
    pub new: usize,
    /// How alike the two are, 0 to 1.
    pub score: f32,
    /// Why these two.
    pub reason: Reason,
}

/// Why two articles are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The words are the same.
    SameWords,
    /// Of all articles these two are most alike.
    Alike,
    /// They stand between the same neighbours and share some words.
    Neighbours,
    /// Sentences of one stand in the other.
    SharedSentences,
}

/// The links between two texts, in the order of the new text. An article without a link was added or removed.
#[must_use]
pub fn align(old: &Statute, new: &Statute) -> Vec<Link> {
    let mut vocabulary = Vocabulary::default();
    let old: Vec<Body> = old.articles().map(|it| vocabulary.read(it)).collect();
    let new: Vec<Body> = new.articles().map(|it| vocabulary.read(it)).collect();
    let weights = vocabulary.weights(&old, &new);
    Aligner { old, new, weights }.run()
}

#[derive(Default)]
struct Vocabulary {
    ids: HashMap<[char; 2], u32>,
}

/// An article as the aligner sees it.
struct Body {
    words: Vec<char>,
    /// Pairs of neighbouring characters with their counts, sorted by id.
    pairs: Vec<(u32, u16)>,
    sentences: Vec<Sentence>,
}

struct Sentence {
    chars: usize,
    pairs: Vec<(u32, u16)>,
}

impl Vocabulary {
    fn read(&mut self, article: &Article) -> Body {
        let mut raw = String::new();
        for paragraph in &article.paragraphs {
            raw.push_str(&paragraph.text.plain);
            raw.push('。');
            for item in &paragraph.items {
                raw.push_str(&item.text.plain);
                raw.push('。');
                for subitem in &item.subitems {
                    raw.push_str(&subitem.text.plain);
                    raw.push('。');
                }
            }
        }
        let raw = mask_references(&raw);
        let mut sentences = Vec::new();
        let mut words = Vec::new();
        for part in raw.split(['。', '；', '：']) {
            let chars: Vec<char> = part.chars().filter(|c| c.is_alphanumeric()).collect();
            if chars.len() >= MIN_SENTENCE_CHARS {
                sentences.push(Sentence { chars: chars.len(), pairs: self.pairs(&chars) });
            }
            words.extend(chars);
        }
        let pairs = self.pairs(&words);
        Body { words, pairs, sentences }
    }

    fn pairs(&mut self, words: &[char]) -> Vec<(u32, u16)> {
        let mut ids: Vec<u32> = Vec::with_capacity(words.len());
        for pair in words.windows(2) {
            let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
            ids.push(*self.ids.entry([pair[0], pair[1]]).or_insert(next));
        }
        ids.sort_unstable();
        let mut pairs: Vec<(u32, u16)> = Vec::with_capacity(ids.len());
        for id in ids {
            match pairs.last_mut() {
                Some((last, count)) if *last == id => *count = count.saturating_add(1),
                _ => pairs.push((id, 1)),
            }
        }
        pairs
    }

    /// Rare pairs weigh more: ln(1 + articles / articles with the pair).
    fn weights(&self, old: &[Body], new: &[Body]) -> Vec<f32> {
        let mut seen = vec![0_u32; self.ids.len()];
        for (id, _) in old.iter().chain(new).flat_map(|it| &it.pairs) {
            seen[*id as usize] += 1;
        }
        let total = (old.len() + new.len()) as f32;
        seen.iter().map(|&n| (1.0 + total / (n.max(1) as f32)).ln()).collect()
    }
}

/// 第十二条第二款 → one sign, so that renumbering is no difference.
fn mask_references(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('第') {
        out.push_str(&rest[..at]);
        let after = &rest[at + '第'.len_utf8()..];
        let end = after.find(|c| !is_numeral_char(c)).unwrap_or(after.len());
        if end > 0 && after[end..].starts_with(['条', '款', '项', '章', '节']) {
            out.push('〇');
            rest = &after[end..];
            rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        } else {
            out.push('第');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// In which articles of one text each pair of characters stands, and how often.
struct Postings {
    places: Vec<Vec<(u32, u16)>>,
    /// A pair in more articles than this tells nothing about a single one.
    limit: usize,
}

impl Postings {
    fn new(bodies: &[Body], pairs: usize) -> Self {
        let mut places: Vec<Vec<(u32, u16)>> = vec![Vec::new(); pairs];
        for (at, body) in bodies.iter().enumerate() {
            for (id, n) in &body.pairs {
                places[*id as usize].push((u32::try_from(at).unwrap_or(u32::MAX), *n));
            }
        }
        Self { places, limit: ((bodies.len() as f32 * COMMON_SHARE) as usize).max(12) }
    }

    /// The articles with pair `id`; none if it is too common to tell anything.
    fn telling(&self, id: u32) -> &[(u32, u16)] {
        let places = &self.places[id as usize];
        if places.len() > self.limit { &[] } else { places }
    }
}

/// How alike two articles are, from what they share and what each weighs: mostly how much of both is common, a little
/// how much of the smaller one, so that an article which grew is still the same.
fn likeness(common: f32, a: f32, b: f32) -> f32 {
    let dice = 2.0 * common / (a + b).max(1.0);
    let inside = common / a.min(b).max(1.0);
    0.7 * dice + 0.3 * inside
}

struct Aligner {
    old: Vec<Body>,
    new: Vec<Body>,
    weights: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Candidate {
    old: usize,
    new: usize,
    score: f32,
    alike: f32,
}

impl Aligner {
    fn run(self) -> Vec<Link> {
        let mut links = self.same_words();
        let mut old_taken = vec![false; self.old.len()];
        let mut new_taken = vec![false; self.new.len()];
        for link in &links {
            old_taken[link.old] = true;
            new_taken[link.new] = true;
        }
        let candidates = self.candidates();
        self.assign(&candidates, &mut old_taken, &mut new_taken, &mut links);
        self.fill_gaps(&old_taken, &new_taken, &mut links);
        self.shared_sentences(&mut links);
        links.sort_by_key(|it| (it.new, it.old));
        links
    }

    /// Articles with the same words; of several, in order.
    fn same_words(&self) -> Vec<Link> {
        let mut by_words: HashMap<&[char], Vec<usize>> = HashMap::new();
        for (at, body) in self.old.iter().enumerate().rev() {
            by_words.entry(&body.words).or_default().push(at);
        }
        let mut links = Vec::new();
        for (new, body) in self.new.iter().enumerate() {
            if let Some(old) = by_words.get_mut(body.words.as_slice()).and_then(Vec::pop) {
                links.push(Link { old, new, score: 1.0, reason: Reason::SameWords });
            }
        }
        links
    }

    fn weight(&self, pairs: &[(u32, u16)]) -> f32 {
        pairs.iter().map(|(id, n)| self.weights[*id as usize] * f32::from(*n)).sum()
    }

    fn common(&self, a: &[(u32, u16)], b: &[(u32, u16)]) -> f32 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some((x, n)), Some((y, m))) = (a.get(i), b.get(j)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.weights[*x as usize] * f32::from((*n).min(*m));
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }

    /// Every pair of articles that shares enough, the best first.
    fn candidates(&self) -> Vec<Candidate> {
        let old_weights: Vec<f32> = self.old.iter().map(|it| self.weight(&it.pairs)).collect();
        let postings = Postings::new(&self.old, self.weights.len());
        let mut candidates = Vec::new();
        let mut shared = vec![0.0_f32; self.old.len()];
        for (new, body) in self.new.iter().enumerate() {
            let own = self.weight(&body.pairs);
            shared.fill(0.0);
            let mut own_candidates: Vec<Candidate> = Vec::new();
            for (id, n) in &body.pairs {
                for (old, m) in postings.telling(*id) {
                    shared[*old as usize] += self.weights[*id as usize] * f32::from((*n).min(*m));
                }
            }
            for (old, &rough) in shared.iter().enumerate() {
                if rough < 0.12 * own.min(old_weights[old]) {
                    continue;
                }
                let common = self.common(&self.old[old].pairs, &body.pairs);
                let alike = likeness(common, own, old_weights[old]);
                let place = |at: usize, of: usize| at as f32 / of.max(1) as f32;
                let apart = (place(old, self.old.len()) - place(new, self.new.len())).abs();
                let score = alike + ORDER_BONUS * (1.0 - apart);
                if alike >= MIN_SCORE {
                    own_candidates.push(Candidate { old, new, score, alike });
                }
            }
            own_candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.old.cmp(&b.old)));
            candidates.extend(own_candidates.into_iter().take(MAX_CANDIDATES));
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.new.cmp(&b.new)).then(a.old.cmp(&b.old)));
        candidates
    }

    fn assign(&self, candidates: &[Candidate], old_taken: &mut [bool], new_taken: &mut [bool], links: &mut Vec<Link>) {
        for it in candidates {
            if old_taken[it.old] || new_taken[it.new] {
                continue;
            }
            old_taken[it.old] = true;
            new_taken[it.new] = true;
            links.push(Link { old: it.old, new: it.new, score: it.alike.min(1.0), reason: Reason::Alike });
        }
    }

    /// Articles that were rewritten almost wholly: alone between the same neighbours on both sides, a little likeness
    /// is enough.
    fn fill_gaps(&self, old_taken: &[bool], new_taken: &[bool], links: &mut Vec<Link>) {
        let mut partner: Vec<Option<usize>> = vec![None; self.new.len()];
        links.iter().for_each(|it| partner[it.new] = Some(it.old));
        for new in (0..self.new.len()).filter(|it| !new_taken[*it]) {
            let before = if new == 0 { Some(0) } else { partner[new - 1].map(|it| it + 1) };
            let after = if new + 1 == self.new.len() { Some(self.old.len()) } else { partner[new + 1] };
            let old = match (before, after) {
                (Some(before), Some(after)) if before + 1 == after => before,
                (_, Some(after)) if after == self.old.len() && after > 0 => after - 1,
                _ => continue,
            };
            if old_taken[old] || links.iter().any(|it| it.old == old) {
                continue;
            }
            let (a, b) = (&self.old[old].pairs, &self.new[new].pairs);
            let alike = likeness(self.common(a, b), self.weight(a), self.weight(b));
            if alike >= MIN_GAP_SCORE {
                partner[new] = Some(old);
                links.push(Link { old, new, score: alike, reason: Reason::Neighbours });
            }
        }
    }

    /// Splits and mergers: sentences that stand in another article than the linked one.
    fn shared_sentences(&self, links: &mut Vec<Link>) {
        let mut of_old: Vec<Option<usize>> = vec![None; self.old.len()];
        let mut of_new: Vec<Option<usize>> = vec![None; self.new.len()];
        for link in links.iter() {
            of_old[link.old] = Some(link.new);
            of_new[link.new] = Some(link.old);
        }
        let mut witnesses: HashMap<(usize, usize), [usize; 2]> = HashMap::new();
        let came = Side { from: &self.new, into: &self.old, partner: &of_new, counterpart: &of_old };
        self.witness(&came, |new, old, chars| witnesses.entry((old, new)).or_default()[0] += chars);
        let went = Side { from: &self.old, into: &self.new, partner: &of_old, counterpart: &of_new };
        self.witness(&went, |old, new, chars| witnesses.entry((old, new)).or_default()[1] += chars);
        let mut found: Vec<((usize, usize), [usize; 2])> = witnesses.into_iter().collect();
        found.sort_unstable();
        for ((old, new), chars) in found {
            let chars = chars[0].max(chars[1]);
            let smaller = self.old[old].words.len().min(self.new[new].words.len()).max(1);
            let share = chars as f32 / smaller as f32;
            if chars >= MIN_WITNESS_CHARS && share >= MIN_WITNESS_SHARE {
                links.push(Link { old, new, score: share.min(1.0), reason: Reason::SharedSentences });
            }
        }
    }

    fn witness(&self, side: &Side<'_>, mut found: impl FnMut(usize, usize, usize)) {
        let postings = Postings::new(side.into, self.weights.len());
        let mut shared = vec![0.0_f32; side.into.len()];
        for (at, body) in side.from.iter().enumerate() {
            let lonely = side.partner[at].is_none();
            for sentence in &body.sentences {
                shared.fill(0.0);
                for (id, _) in &sentence.pairs {
                    for (other, _) in postings.telling(*id) {
                        shared[*other as usize] += self.weights[*id as usize];
                    }
                }
                let whole = self.weight(&sentence.pairs).max(1.0);
                let cover = |body: &Body| self.common(&sentence.pairs, &body.pairs) / whole;
                let others = (0..side.into.len()).filter(|it| Some(*it) != side.partner[at] && shared[*it] > 0.0);
                let Some(best) = others.max_by(|a, b| shared[*a].total_cmp(&shared[*b]).then(b.cmp(a))) else {
                    continue;
                };
                let other = cover(&side.into[best]);
                let own = side.partner[at].map_or(0.0, |it| cover(&side.into[it]));
                let needed = if lonely { MIN_LONELY_COVER } else { MIN_SENTENCE_COVER };
                if other < needed || other - own < MIN_SENTENCE_LEAD {
                    continue;
                }
                // Words that also stayed where they were are a pattern that the drafter followed, not a move.
                let stayed = side.counterpart[best].map_or(0.0, |it| cover(&side.from[it]));
                if other - stayed >= MIN_SENTENCE_LEAD {
                    found(at, best, sentence.chars);
                }
            }
        }
    }
}

/// One direction in which sentences are looked for.
struct Side<'a> {
    from: &'a [Body],
    into: &'a [Body],
    /// The linked article of each article in `from`.
    partner: &'a [Option<usize>],
    /// The linked article of each article in `into`.
    counterpart: &'a [Option<usize>],
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;

    const PLAN: &str = "市人民政府应当编制公共停车设施专项规划，报市人民代表大会常务委员会备案。";
    const FEES: &str = "停车收费实行政府定价的，应当每三年评估一次收费标准，并向社会公开评估结果。";
    const NIGHT: &str = "医院周边道路可以设置夜间限时停车泊位，由公安机关交通管理部门公布开放时段。";
    const CHARGE: &str = "新建居住区应当按照不低于百分之三十的比例建设电动汽车充电桩。";
    const RECORD: &str = "停车场经营者应当在开业之日起十五日内，将平面布局图送区停车管理机构留存。";

    /// The pairs (old, new) of links between two texts of one paragraph per article.
    fn links(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
        let text = |articles: &[&str]| {
            let articles = articles.iter().enumerate();
            articles
                .map(|(n, words)| format!("第{}条　{words}\n", crate::law::number::to_chinese(n as u16 + 1)))
                .collect::<String>()
        };
        align(&parse(&text(old)).statute, &parse(&text(new)).statute).iter().map(|it| (it.old, it.new)).collect()
    }

    #[test]
    fn numbers_count_for_nothing() {
        assert_eq!(links(&[PLAN, FEES, NIGHT], &[CHARGE, PLAN, FEES, NIGHT]), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(links(&[PLAN, FEES, NIGHT], &[NIGHT, PLAN, FEES]), [(2, 0), (0, 1), (1, 2)]);
    }

    #[test]
    fn amended_articles_stay_linked_and_new_ones_alone() {
        let amended = "市人民政府应当每五年编制一次公共停车设施专项规划，报市人民代表大会常务委员会审议。";
        assert_eq!(links(&[PLAN, FEES], &[amended, RECORD, FEES]), [(0, 0), (1, 2)]);
    }

    #[test]
    fn splits_and_mergers_are_seen() {
        let both = format!("{PLAN}{FEES}");
        assert_eq!(links(&[&both, NIGHT], &[PLAN, FEES, NIGHT]), [(0, 0), (0, 1), (1, 2)]);
        assert_eq!(links(&[PLAN, FEES, NIGHT], &[&both, NIGHT]), [(0, 0), (1, 0), (2, 1)]);
    }

    #[test]
    fn equal_articles_are_linked_in_order_and_each_once() {
        assert_eq!(links(&[PLAN, PLAN, FEES], &[PLAN, PLAN, FEES]), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn references_that_were_renumbered_are_no_difference() {
        let old = format!("违反本条例第九条第二款规定的，{RECORD}");
        let new = format!("违反本条例第十二条第三款规定的，{RECORD}");
        let links = align(&parse(&format!("第一条　{old}")).statute, &parse(&format!("第一条　{new}")).statute);
        assert_eq!(links[0].reason, Reason::SameWords);
    }

    #[test]
    fn an_empty_text_has_no_links() {
        assert_eq!(links(&[], &[PLAN]), []);
        assert_eq!(links(&[PLAN], &[]), []);
    }
}
