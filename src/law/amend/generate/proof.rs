//! Where the result of a decision differs from the text that was wanted.

use crate::law::compare::Words;
use crate::law::statute::{Annex, Article, DivisionKind, Paragraph, Statute, Unit};

/// A difference between the result of a decision and the wanted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: DifferencePlace,
    /// 第三十条：…, for people.
    pub words: String,
}

/// Where a difference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferencePlace {
    /// 标题.
    Title,
    /// The paragraphs before the first article.
    Preamble,
    /// The words or the number of an article, by its index in the wanted text.
    Article(usize),
    /// The division in which an article stands, by the index of the article in the wanted text.
    Membership(usize),
    /// A heading, by its index in the wanted text.
    Heading(usize),
    /// 附件.
    Annexes,
    /// More or fewer articles or headings than wanted.
    Count,
}

/// A heading and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub kind: DivisionKind,
    pub number: u16,
    pub name: String,
    /// What it stands in, outermost first, as indices of places.
    pub inside: Vec<usize>,
    /// The paragraphs between it and the first article.
    pub preamble: Vec<String>,
    /// Articles in it: from, to.
    pub from: usize,
    pub to: usize,
}

/// The headings of a text, in order.
pub(super) fn places(statute: &Statute) -> Vec<Place> {
    let mut found = Vec::new();
    walk(&statute.body, &mut 0, &[], &mut found);
    found
}

fn walk(units: &[Unit], articles: &mut usize, inside: &[usize], found: &mut Vec<Place>) {
    for unit in units {
        let Unit::Division(division) = unit else {
            *articles += 1;
            continue;
        };
        let at = found.len();
        found.push(Place {
            kind: division.kind,
            number: division.number,
            name: division.name.plain.clone(),
            inside: inside.to_vec(),
            preamble: super::quote::paragraphs(&division.preamble),
            from: *articles,
            to: *articles,
        });
        let within: Vec<usize> = inside.iter().copied().chain([at]).collect();
        walk(&division.units, articles, &within, found);
        found[at].to = *articles;
    }
}

/// For each article the innermost heading above it.
pub(super) fn homes(places: &[Place], articles: usize) -> Vec<Option<usize>> {
    let mut homes = vec![None; articles];
    for (at, place) in places.iter().enumerate() {
        homes.iter_mut().take(place.to).skip(place.from).for_each(|it| *it = Some(at));
    }
    homes
}

/// All differences in title, preamble, headings, articles and annexes; spans, 题注 and marks aside.
#[must_use]
pub fn differences(result: &Statute, wanted: &Statute) -> Vec<Difference> {
    let mut found = Vec::new();
    if result.title.plain != wanted.title.plain {
        found.push(difference(DifferencePlace::Title, format!("标题：应为“{}”", wanted.title.plain)));
    }
    if !same_paragraphs(&result.preamble, &wanted.preamble) {
        found.push(difference(DifferencePlace::Preamble, "条文前的文字不同".to_owned()));
    }
    articles(result, wanted, &mut found);
    headings(result, wanted, &mut found);
    if !same_annexes(&result.annexes, &wanted.annexes) {
        found.push(difference(DifferencePlace::Annexes, "附件不同".to_owned()));
    }
    found
}

fn difference(place: DifferencePlace, words: String) -> Difference {
    Difference { place, words }
}

fn articles(result: &Statute, wanted: &Statute, found: &mut Vec<Difference>) {
    let (got, want): (Vec<&Article>, Vec<&Article>) = (result.articles().collect(), wanted.articles().collect());
    if got.len() != want.len() {
        let words = format!("修改后应有{}条，得到{}条", want.len(), got.len());
        found.push(difference(DifferencePlace::Count, words));
    }
    for (at, want) in want.iter().enumerate() {
        let number = want.number();
        let Some(own) = got.get(at) else {
            found.push(difference(DifferencePlace::Article(at), format!("{number}：没有得到这一条")));
            continue;
        };
        if own.number() != number {
            let words = format!("{number}：序号成了{}", own.number());
            found.push(difference(DifferencePlace::Article(at), words));
        } else if own.caption != want.caption || !same_paragraphs(&own.paragraphs, &want.paragraphs) {
            let (a, b) = (Words::of(own).text, Words::of(want).text);
            found.push(difference(DifferencePlace::Article(at), format!("{number}：{}", first_difference(&a, &b))));
        }
    }
}

/// How many characters of either side a message shows.
const SHOWN: usize = 30;

fn first_difference(got: &str, want: &str) -> String {
    let same = got.chars().zip(want.chars()).take_while(|it| it.0 == it.1).count();
    let from = same.saturating_sub(SHOWN / 3);
    let shown = |it: &str| it.chars().skip(from).take(SHOWN).collect::<String>().replace('\n', "／");
    if got == want {
        "款、项的划分不同".to_owned()
    } else {
        format!("应为“{}”，得到“{}”", shown(want), shown(got))
    }
}

fn same_paragraphs(a: &[Paragraph], b: &[Paragraph]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_paragraph(a, b))
}

fn same_paragraph(a: &Paragraph, b: &Paragraph) -> bool {
    let subitems = |a: &crate::law::statute::Item, b: &crate::law::statute::Item| {
        a.subitems.len() == b.subitems.len()
            && a.subitems.iter().zip(&b.subitems).all(|(a, b)| a.number == b.number && a.text.plain == b.text.plain)
    };
    a.text.plain == b.text.plain
        && a.items.len() == b.items.len()
        && a.items
            .iter()
            .zip(&b.items)
            .all(|(a, b)| (a.number, a.mark, &a.text.plain) == (b.number, b.mark, &b.text.plain) && subitems(a, b))
}

fn same_annexes(a: &[Annex], b: &[Annex]) -> bool {
    let same = |(a, b): (&Annex, &Annex)| a.heading() == b.heading() && a.text == b.text;
    a.len() == b.len() && a.iter().zip(b).all(same)
}

fn headings(result: &Statute, wanted: &Statute, found: &mut Vec<Difference>) {
    let (got, want) = (places(result), places(wanted));
    if got.len() != want.len() {
        let words = format!("修改后应有{}个章节标题，得到{}个", want.len(), got.len());
        found.push(difference(DifferencePlace::Count, words));
    }
    let label = |it: &Place| format!("{}{}", it.kind.number(it.number), it.name);
    for (at, want) in want.iter().enumerate() {
        let same = |it: &&Place| {
            (it.kind, it.number, &it.name, &it.inside, &it.preamble)
                == (want.kind, want.number, &want.name, &want.inside, &want.preamble)
        };
        if got.get(at).filter(same).is_none() {
            let words = match got.get(at) {
                Some(own) => format!("{}：得到的是{}", label(want), label(own)),
                None => format!("{}：没有得到这一标题", label(want)),
            };
            found.push(difference(DifferencePlace::Heading(at), words));
        }
    }
    let articles: Vec<&Article> = wanted.articles().collect();
    let (own, home) = (homes(&got, articles.len()), homes(&want, articles.len()));
    for (at, article) in articles.iter().enumerate().filter(|it| own[it.0] != home[it.0]) {
        let there = home[at].map_or("章节之外".to_owned(), |it| label(&want[it]));
        let words = format!("{}：应当列入{there}", article.number());
        found.push(difference(DifferencePlace::Membership(at), words));
    }
}
