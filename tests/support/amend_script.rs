//! Made-up revisions of a draft as drafters make them: words, 款 and 项 change within articles, articles come, go, move,
//! split and merge, headings are renamed, a term is replaced throughout. Numbers and references may follow or not; the
//! decision must turn the one text into the other whatever was done.

use super::edit_script::{Dice, followed};
use kaimen::law::number::ArticleNumber;
use kaimen::law::parse::parse;
use kaimen::law::path::ProvisionPath;
use kaimen::law::print::print;
use kaimen::law::statute::{Article, Division, Item, ItemMark, Paragraph, Statute, Text, Unit};

/// Words that are put into sentences.
const PHRASES: [&str; 8] =
    ["依法", "、社会组织", "会同有关部门", "，并向社会公布", "按照国家有关规定", "以及其他单位", "或者备案", "及时"];
/// Names of headings.
const NAMES: [&str; 4] = ["一般规定", "保障措施", "监督检查", "服务与管理"];
const TERMS: [(&str, &str); 5] = [
    ("经营主体", "市场主体"),
    ("主管部门", "行政管理部门"),
    ("老年人", "长者"),
    ("企业", "公司"),
    ("学校", "教育机构"),
];

/// Revises `old` in one to ten steps. New articles and 款 are taken from `other`.
pub fn amended(old: &Statute, other: &Statute, seed: u64) -> Statute {
    let mut dice = Dice::new(seed);
    let mut new = old.clone();
    let foreign: Vec<Article> = other.articles().cloned().collect();
    let follows = dice.below(3) > 0;
    for at in 0..old.articles().count() {
        article(&mut new, at, |it| it.uid = Some(at.to_string()));
    }
    for _ in 0..=dice.below(10) {
        step(&mut new, &foreign, &mut dice);
    }
    if dice.below(4) == 0 {
        let (from, to) = TERMS[dice.below(TERMS.len())];
        for_each_text(&mut new, &mut |it| it.plain = it.plain.replace(from, to));
    }
    renumber(&mut new.body, &mut 0);
    if follows {
        follow(&mut new);
    }
    for at in 0..new.articles().count() {
        article(&mut new, at, |it| it.uid = None);
    }
    parse(&print(&new)).statute
}

fn step(statute: &mut Statute, foreign: &[Article], dice: &mut Dice) {
    let count = statute.articles().count();
    let at = dice.below(count);
    match dice.below(12) {
        0 => insert(statute, at, foreign[dice.below(foreign.len())].clone()),
        1 if count > 5 => drop(take(statute, at)),
        2 => {
            if let Some(article) = take(statute, at) {
                insert(statute, dice.below(count), article);
            }
        }
        3 => split(statute, at),
        4 if at + 1 < count => {
            if let Some(next) = take(statute, at + 1) {
                article(statute, at, |it| it.paragraphs.extend(next.paragraphs));
            }
        }
        5 => rename(statute, dice),
        6 => {
            let fresh = foreign[dice.below(foreign.len())].paragraphs[0].clone();
            let place = dice.below(4);
            article(statute, at, |it| it.paragraphs.insert(place.min(it.paragraphs.len()), fresh));
        }
        7 => article(statute, at, |it| {
            if it.paragraphs.len() > 1 {
                let gone = dice.below(it.paragraphs.len());
                it.paragraphs.remove(gone);
            }
        }),
        8 => article(statute, at, |it| items(it, dice)),
        _ => article(statute, at, |it| words(it, dice)),
    }
}

/// Runs `act` on article `at`.
fn article(statute: &mut Statute, at: usize, act: impl FnOnce(&mut Article)) {
    fn find<'a>(units: &'a mut [Unit], left: &mut usize) -> Option<&'a mut Article> {
        for unit in units {
            match unit {
                Unit::Article(article) if *left == 0 => return Some(article),
                Unit::Article(_) => *left -= 1,
                Unit::Division(division) => {
                    if let Some(found) = find(&mut division.units, left) {
                        return Some(found);
                    }
                }
            }
        }
        None
    }
    if let Some(found) = find(&mut statute.body, &mut { at }) {
        act(found);
    }
}

/// Takes article `at` out, unless its heading would be left without one.
fn take(statute: &mut Statute, at: usize) -> Option<Article> {
    fn find(units: &mut Vec<Unit>, left: &mut usize) -> Option<Option<Article>> {
        let mut place = 0;
        while place < units.len() {
            match &mut units[place] {
                Unit::Article(_) if *left == 0 => {
                    let only = units.iter().filter(|it| matches!(it, Unit::Article(_))).count() < 2;
                    let Unit::Article(article) = units[place].clone() else { return Some(None) };
                    if !only {
                        units.remove(place);
                    }
                    return Some((!only).then_some(article));
                }
                Unit::Article(_) => *left -= 1,
                Unit::Division(division) => {
                    if let Some(found) = find(&mut division.units, left) {
                        return Some(found);
                    }
                }
            }
            place += 1;
        }
        None
    }
    find(&mut statute.body, &mut { at }).flatten()
}

fn insert(statute: &mut Statute, at: usize, fresh: Article) {
    fn find(units: &mut Vec<Unit>, left: &mut usize, fresh: &Article) -> bool {
        for place in 0..units.len() {
            match &mut units[place] {
                Unit::Article(_) if *left == 0 => {
                    units.insert(place, Unit::Article(fresh.clone()));
                    return true;
                }
                Unit::Article(_) => *left -= 1,
                Unit::Division(division) => {
                    if find(&mut division.units, left, fresh) {
                        return true;
                    }
                }
            }
        }
        false
    }
    find(&mut statute.body, &mut { at }, &fresh);
}

fn split(statute: &mut Statute, at: usize) {
    let mut tail = None;
    article(statute, at, |it| {
        if it.paragraphs.len() > 1 {
            let paragraphs = it.paragraphs.split_off(1);
            tail = Some(Article { paragraphs, ..it.clone() });
        }
    });
    if let Some(tail) = tail {
        let mut head = None;
        article(statute, at, |it| head = Some(std::mem::replace(it, tail)));
        if let Some(head) = head {
            insert(statute, at, head);
        }
    }
}

fn rename(statute: &mut Statute, dice: &mut Dice) {
    let mut names: Vec<&mut Division> =
        statute.body.iter_mut().filter_map(|it| if let Unit::Division(it) = it { Some(it) } else { None }).collect();
    if !names.is_empty() {
        let at = dice.below(names.len());
        names[at].name = Text::plain(NAMES[dice.below(NAMES.len())]);
    }
}

fn items(article: &mut Article, dice: &mut Dice) {
    let Some(list) = article.paragraphs.iter_mut().map(|it| &mut it.items).find(|it| it.len() > 2) else { return };
    let at = dice.below(list.len());
    match dice.below(3) {
        0 => {
            list.remove(at);
        }
        1 => {
            let text = Text::plain("市人民政府规定的其他情形；");
            let fresh = Item { text, mark: ItemMark::Chinese, subitems: Vec::new(), ..list[at].clone() };
            list.insert(at, fresh);
        }
        _ => list[at].text = Text::plain("按照规定公布有关信息；"),
    }
    let last = list.len() - 1;
    for (n, item) in list.iter_mut().enumerate() {
        item.number = n as u16 + 1;
        let words = item.text.plain.trim_end_matches(['；', '。']).to_owned();
        if item.subitems.is_empty() {
            item.text = Text::plain(format!("{words}{}", if n == last { '。' } else { '；' }));
        }
    }
}

/// Changes some words of one 款: puts a phrase in, takes some out, or both.
fn words(article: &mut Article, dice: &mut Dice) {
    let at = dice.below(article.paragraphs.len());
    let Paragraph { text, .. } = &mut article.paragraphs[at];
    let chars: Vec<char> = text.plain.chars().collect();
    if chars.len() < 12 {
        return;
    }
    let place = 2 + dice.below(chars.len() - 6);
    let gone = [0, 0, 1, 2, 4][dice.below(5)].min(chars.len() - place - 2);
    let phrase = if dice.below(4) == 0 { "" } else { PHRASES[dice.below(PHRASES.len())] };
    let whole: String =
        chars[..place].iter().chain(&phrase.chars().collect::<Vec<_>>()).chain(&chars[place + gone..]).collect();
    *text = Text::plain(whole);
}

fn for_each_text(statute: &mut Statute, act: &mut dyn FnMut(&mut Text)) {
    fn walk(units: &mut [Unit], act: &mut dyn FnMut(&mut Text)) {
        for unit in units {
            match unit {
                Unit::Division(division) => walk(&mut division.units, act),
                Unit::Article(article) => {
                    for paragraph in &mut article.paragraphs {
                        act(&mut paragraph.text);
                        paragraph.items.iter_mut().for_each(|it| act(&mut it.text));
                    }
                }
            }
        }
    }
    walk(&mut statute.body, act);
}

/// References in articles of the old text name their targets by the new numbers.
fn follow(statute: &mut Statute) {
    let uids: Vec<Option<String>> = statute.articles().map(|it| it.uid.clone()).collect();
    let place = |old: usize| uids.iter().position(|it| it.as_deref() == Some(old.to_string().as_str()));
    for (at, _) in uids.iter().enumerate().filter(|it| it.1.is_some()) {
        article(statute, at, |it| {
            for paragraph in &mut it.paragraphs {
                paragraph.text.plain = followed(&paragraph.text.plain, &place);
                paragraph.items.iter_mut().for_each(|it| it.text.plain = followed(&it.text.plain, &place));
            }
        });
    }
}

fn renumber(units: &mut [Unit], last: &mut u16) {
    for unit in units {
        match unit {
            Unit::Division(division) => renumber(&mut division.units, last),
            Unit::Article(article) => {
                *last += 1;
                article.path = ProvisionPath::article(ArticleNumber::new(*last));
            }
        }
    }
}
