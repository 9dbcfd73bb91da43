//! Which article of one text became which of another: links read off the content, never off the numbers.
//!
//! In real revisions half of the matching articles carry another number, a quarter of the revisions move articles and
//! a fifth split or merge some, so equal numbers count for nothing here. Three steps: articles with the same words are
//! linked; the others one to one, by what they share, their neighbours and the references between articles; then
//! sentences that went elsewhere add the links of splits and mergers. Pure, deterministic, and the same from either side:
//! `align(b, a)` is the mirror of `align(a, b)`. The method and its measured accuracy stand in `docs/alignment.md`. Absent
//! on purpose: what changed inside a linked pair.

mod assign;
mod candidates;
mod citations;
mod cover;
mod partners;
mod same;
mod sentences;
mod texts;
mod words;

use super::statute::Statute;
use citations::Citations;
use texts::Texts;
use words::Body;

/// A link between article `old` and article `new`, both counted from zero in their texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Index in the old text.
    pub old: usize,
    /// Index in the new text.
    pub new: usize,
    /// How alike the two are, 0 to 1; for [`Reason::SharedSentences`] which share of the smaller one went over.
    pub score: f32,
    /// Why these two.
    pub reason: Reason,
}

/// Why two articles are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The words are the same, but for punctuation and the numbers of references.
    SameWords,
    /// Of all articles these two are most alike.
    Alike,
    /// They share some words and stand between the same neighbours.
    Neighbours,
    /// They share some words, and references that named the one or stood in it moved along.
    References,
    /// Sentences of one stand in the other: a part of a split or a merger.
    SharedSentences,
}

impl Reason {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameWords => "same_words",
            Self::Alike => "alike",
            Self::Neighbours => "neighbours",
            Self::References => "references",
            Self::SharedSentences => "shared_sentences",
        }
    }

    /// As people are told it.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::SameWords => "文字相同",
            Self::Alike => "文字最为接近",
            Self::Neighbours => "前后条文相互对应，文字相近",
            Self::References => "引用关系相互对应，文字相近",
            Self::SharedSentences => "部分语句相同",
        }
    }
}

/// The links between two texts, in the order (old, new). An article without a link was added or removed; one with several
/// was split or merged.
#[must_use]
pub fn align(old: &Statute, new: &Statute) -> Vec<Link> {
    let (before, after) = (Side::read(old), Side::read(new));
    // One direction is computed, the other is its mirror. Where the words are the same, both are the same.
    let mut links = if before.words().le(after.words()) {
        run(before, after)
    } else {
        run(after, before).into_iter().map(|it| Link { old: it.new, new: it.old, ..it }).collect()
    };
    links.sort_unstable_by_key(|it| (it.old, it.new));
    links
}

struct Side {
    bodies: Vec<Body>,
    citations: Citations,
}

impl Side {
    fn read(statute: &Statute) -> Self {
        Self { bodies: words::read(statute), citations: Citations::of(statute) }
    }

    fn words(&self) -> impl Iterator<Item = &[char]> {
        self.bodies.iter().map(|it| it.words.as_slice())
    }
}

fn run(old: Side, new: Side) -> Vec<Link> {
    let texts = Texts::new(old.bodies, new.bodies);
    let (same, mut links) = same::same_words(&texts);
    let candidates = candidates::candidates(&texts, &same);
    let (mut partners, alike) = assign::one_to_one(&texts, &candidates, [&old.citations, &new.citations], &same);
    links.extend(alike);
    same::join_the_rest(&texts, &mut partners, &mut links);
    sentences::shared_sentences(&texts, &candidates, &partners, &mut links);
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::number::to_chinese;
    use crate::law::parse::parse;

    const PLAN: &str = "市人民政府应当编制公共停车设施专项规划，报市人民代表大会常务委员会备案。";
    const FEES: &str = "停车收费实行政府定价的，应当每三年评估一次收费标准，并向社会公开评估结果。";
    const NIGHT: &str = "医院周边道路可以设置夜间限时停车泊位，由公安机关交通管理部门公布开放时段。";
    const CHARGE: &str = "新建居住区应当按照不低于百分之三十的比例建设电动汽车充电桩。";
    const RECORD: &str = "停车场经营者应当在开业之日起十五日内，将平面布局图送区停车管理机构留存。";

    /// A text of one paragraph per article.
    fn statute(articles: &[&str]) -> Statute {
        let articles = articles.iter().zip(1..);
        parse(&articles.map(|(words, n)| format!("第{}条　{words}\n", to_chinese(n))).collect::<String>()).statute
    }

    /// The pairs (old, new) of links between two such texts.
    fn links(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
        align(&statute(old), &statute(new)).iter().map(|it| (it.old, it.new)).collect()
    }

    #[test]
    fn numbers_count_for_nothing() {
        assert_eq!(links(&[PLAN, FEES, NIGHT], &[CHARGE, PLAN, FEES, NIGHT]), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(links(&[PLAN, FEES, NIGHT], &[NIGHT, PLAN, FEES]), [(0, 1), (1, 2), (2, 0)]);
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
    fn an_added_article_with_the_words_of_another_leaves_the_others_where_they_are() {
        assert_eq!(links(&[FEES, PLAN, NIGHT], &[PLAN, CHARGE, RECORD, FEES, PLAN, NIGHT]), [(0, 3), (1, 4), (2, 5)]);
    }

    #[test]
    fn references_tell_which_of_two_like_articles_is_meant() {
        let penalty = |n: u16, sum: &str| {
            let number = to_chinese(n);
            format!("违反本条例第{number}条规定的，由城市管理部门责令改正，处{sum}以下的罚款。")
        };
        let old = [PLAN, FEES, &penalty(2, "三千元")];
        let new = [PLAN, NIGHT, FEES, &penalty(2, "五千元"), &penalty(3, "二千元")];
        assert_eq!(links(&old, &new), [(0, 0), (1, 2), (2, 4)]);
    }

    #[test]
    fn words_that_also_stayed_are_a_pattern_and_no_split() {
        let record = format!("{FEES}{RECORD}");
        let modelled = format!("{CHARGE}{RECORD}");
        assert_eq!(links(&[PLAN, &record], &[PLAN, &record, &modelled]), [(0, 0), (1, 1)]);
    }

    #[test]
    fn each_link_tells_why() {
        let amended = "市人民政府应当每五年编制一次公共停车设施专项规划，报市人民代表大会常务委员会审议。";
        let both = format!("{FEES}{NIGHT}");
        let links = align(&statute(&[PLAN, &both, RECORD]), &statute(&[amended, FEES, NIGHT, RECORD]));
        let reasons: Vec<Reason> = links.iter().map(|it| it.reason).collect();
        assert_eq!(reasons, [Reason::Alike, Reason::SharedSentences, Reason::Alike, Reason::SameWords]);
        assert!(links.iter().all(|it| (0.0..=1.0).contains(&it.score)));
    }

    /// Texts made of the same few sentences in every mixture, the same in every run.
    fn mixtures() -> impl Iterator<Item = (Statute, Statute)> {
        let sentences = [PLAN, FEES, NIGHT, CHARGE, RECORD, "本条例自公布之日起施行。", ""];
        let mut state = 17_u32;
        let mut next = move |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        };
        let mut text = move || {
            let article = |next: &mut dyn FnMut(usize) -> usize| {
                (0..next(3)).map(|_| sentences[next(sentences.len())]).collect::<String>()
            };
            let articles: Vec<String> = (0..next(9)).map(|_| article(&mut next)).collect();
            statute(&articles.iter().map(String::as_str).collect::<Vec<_>>())
        };
        (0..400).map(move |_| (text(), text()))
    }

    #[test]
    fn the_links_of_the_other_direction_are_the_mirror() {
        for (old, new) in mixtures() {
            let mut mirrored: Vec<Link> =
                align(&new, &old).into_iter().map(|it| Link { old: it.new, new: it.old, ..it }).collect();
            mirrored.sort_by_key(|it| (it.old, it.new));
            assert_eq!(align(&old, &new), mirrored);
        }
    }

    #[test]
    fn a_text_is_the_same_as_itself() {
        for (text, _) in mixtures() {
            let same: Vec<(usize, usize)> = (0..text.articles().count()).map(|it| (it, it)).collect();
            assert_eq!(align(&text, &text).iter().map(|it| (it.old, it.new)).collect::<Vec<_>>(), same);
        }
    }

    #[test]
    fn links_stand_in_order_and_once() {
        for (old, new) in mixtures() {
            let links: Vec<(usize, usize)> = align(&old, &new).iter().map(|it| (it.old, it.new)).collect();
            assert!(links.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn thousands_of_equal_articles_are_linked_in_order() {
        let (many, fewer) = (statute(&[PLAN; 2_000]), statute(&[PLAN; 1_900]));
        assert!(align(&many, &many).iter().all(|it| it.old == it.new));
        assert_eq!(align(&many, &fewer).len(), 1_900);
    }

    #[test]
    fn an_article_as_long_as_a_book_is_still_the_same() {
        let long: String = (0..3_000).map(|n| format!("第{n}号停车场应当在{}日内开放。", n * 7)).collect();
        let longer = format!("{long}{CHARGE}");
        assert_eq!(links(&[PLAN, &long, FEES], &[FEES, &longer, PLAN]), [(0, 2), (1, 1), (2, 0)]);
    }

    #[test]
    fn articles_without_words_are_linked_in_order() {
        assert_eq!(links(&["", "", PLAN], &["", PLAN, ""]), [(0, 0), (1, 2), (2, 1)]);
    }

    #[test]
    fn an_empty_text_has_no_links() {
        assert_eq!(links(&[], &[PLAN]), []);
        assert_eq!(links(&[PLAN], &[]), []);
    }
}
