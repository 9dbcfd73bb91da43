//! 第五条第二款、第三款和第七条, 第三章, 引言: old places; 作为第六条、第七条: new ones.

use super::super::decision::{Locator, Portion, Target};
use super::cursor::Cursor;
use crate::law::number::ArticleNumber;
use crate::law::path::ProvisionPath;
use crate::law::statute::DivisionKind;

/// Most places that one list may name, ranges of 款 and 项 written out.
const MAX_PLACES: usize = 2_000;

/// What a clause has named so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    pub article: Option<ArticleNumber>,
    pub paragraph: Option<u16>,
    /// The article that was added last in this clause, for 增加一款 after it.
    pub added: Option<ArticleNumber>,
    /// Nothing was named after it.
    pub added_last: bool,
    /// The places that the last operation was about, for 其中的.
    pub subject: Vec<Locator>,
}

impl Named {
    pub fn remember(&mut self, at: &[Locator]) {
        if let Some(Locator::Provision { path, .. } | Locator::Range { last: path, .. }) = at.last() {
            self.article = Some(path.article);
            self.paragraph = path.paragraph;
            self.added_last = false;
        }
        self.subject = at.to_vec();
    }
}

const DIVISIONS: [(&str, DivisionKind); 4] = [
    ("分编", DivisionKind::SubBook),
    ("编", DivisionKind::Book),
    ("章", DivisionKind::Chapter),
    ("节", DivisionKind::Section),
];

const LEADS: [&str; 14] = [
    "的条首部分",
    "条首部分",
    "的导语",
    "导语",
    "的引言",
    "引言",
    "的首部",
    "首部",
    "第一自然段",
    "的引导语",
    "引导语",
    "的开头部分",
    "的序言部分",
    "前言部分",
];

/// A list of old places; `None` where none stands here. Names what it read.
pub(super) fn locators(cursor: &mut Cursor<'_>, named: &mut Named) -> Option<Vec<Locator>> {
    let mut list = Vec::new();
    let mut inner = Inherited { article: named.article, paragraph: named.paragraph, item: None, within_list: false };
    locator(cursor, &mut inner, &mut list)?;
    while list.len() < MAX_PLACES {
        let mut ahead = *cursor;
        let range = ahead.eat("至") || ahead.eat("到");
        if !range {
            let eaten = ahead.eat_any(&["、", "以及", "及", "和", "与", "，"]);
            // 第三条，第五条 is a list only if another place follows without a verb.
            if eaten.is_none() || (eaten == Some("，") && !is_listed(ahead)) {
                break;
            }
        }
        inner.within_list = true;
        let before = list.len();
        if locator(&mut ahead, &mut inner, &mut list).is_none() {
            break;
        }
        if range && !make_range(&mut list, before) {
            return None;
        }
        *cursor = ahead;
    }
    cursor.eat_any(&["分别", "均"]);
    named.remember(&list);
    Some(list)
}

/// After 第三条，: whether 第五条 goes on with the list (…中的), and is no sentence of its own.
fn is_listed(mut ahead: Cursor<'_>) -> bool {
    let mut inner = Inherited::default();
    let mut list = Vec::new();
    let whole_article = ahead.starts_with("第")
        && locator(&mut ahead, &mut inner, &mut list).is_some()
        && inner.article.is_some()
        && inner.paragraph.is_none();
    whole_article && ahead.starts_with("、")
}

fn make_range(list: &mut Vec<Locator>, before: usize) -> bool {
    let Some(last) = list.pop() else { return false };
    if before + 1 != list.len() + 1 {
        return false;
    }
    match (list.pop(), last) {
        (
            Some(Locator::Provision { path: first, portion: Portion::Whole }),
            Locator::Provision { path: last, portion: Portion::Whole },
        ) => {
            list.push(Locator::Range { first, last });
            true
        }
        _ => false,
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Inherited {
    article: Option<ArticleNumber>,
    paragraph: Option<u16>,
    item: Option<u16>,
    within_list: bool,
}

/// One place (第二、三、四项 are several).
fn locator(cursor: &mut Cursor<'_>, inner: &mut Inherited, list: &mut Vec<Locator>) -> Option<()> {
    let mut ahead = *cursor;
    if ahead.starts_with("原第") {
        ahead.eat("原");
    }
    ahead.eat_any(&[
        "本法",
        "本条例",
        "本办法",
        "本规定",
        "该法",
        "本解释",
        "本细则",
        "本规则",
        "刑法",
        "宪法",
        "《解释》",
        "《规定》",
    ]);
    ahead.eat_any(&["该条例", "该办法", "该规定", "的"]);
    if let Some(found) = special(&mut ahead, list) {
        *cursor = ahead;
        return Some(found);
    }
    if let Some(division) = division(&mut ahead) {
        list.push(division);
        *cursor = ahead;
        return Some(());
    }
    if ahead.eat("该条") || ahead.eat("本条") {
        inner.paragraph = None;
        let article = inner.article?;
        if !ahead.starts_with("第") {
            list.push(Locator::article(article));
            *cursor = ahead;
            return Some(());
        }
    } else if ahead.eat("该款") {
        let path = ProvisionPath { paragraph: inner.paragraph, ..ProvisionPath::article(inner.article?) };
        list.push(Locator::provision(path));
        *cursor = ahead;
        return Some(());
    }
    provision(&mut ahead, inner, list)?;
    *cursor = ahead;
    Some(())
}

fn special(cursor: &mut Cursor<'_>, list: &mut Vec<Locator>) -> Option<()> {
    for word in ["引言", "序言", "前言", "正文", "答复内容", "导言"] {
        if !cursor.eat(word) {
            continue;
        }
        cursor.eat("部分");
        let mut ahead = *cursor;
        let paragraph = natural_paragraph(&mut ahead);
        if paragraph.is_some() {
            *cursor = ahead;
        }
        list.push(Locator::Preamble { paragraph });
        return Some(());
    }
    let mut ahead = *cursor;
    if let Some(n) = natural_paragraph(&mut ahead)
        && !ahead.starts_with("中有")
    {
        *cursor = ahead;
        list.push(Locator::Preamble { paragraph: Some(n) });
        return Some(());
    }
    for word in ["标题", "名称"] {
        let mut ahead = *cursor;
        if ahead.eat(word) && ahead.rest().starts_with(['、', '和', '中']) {
            *cursor = ahead;
            list.push(Locator::Title);
            return Some(());
        }
    }
    for word in ["附件", "附表", "附录"] {
        if cursor.eat(word) {
            let number = cursor.eat_number();
            list.push(Locator::Annex { word: word.to_owned(), number });
            return Some(());
        }
    }
    None
}

/// 第七自然段, 第二段
fn natural_paragraph(cursor: &mut Cursor<'_>) -> Option<u16> {
    cursor.eat("第").then_some(())?;
    let n = cursor.eat_number()?;
    cursor.eat_any(&["自然段", "段"]).map(|_| n)
}

fn division(cursor: &mut Cursor<'_>) -> Option<Locator> {
    let mut inside: Vec<(DivisionKind, u16)> = Vec::new();
    for _ in 0..4 {
        let mut ahead = *cursor;
        let Some(found) = one_division(&mut ahead) else { break };
        inside.push(found);
        *cursor = ahead;
        // 第三章“国家机构”中增加
        let mut named = ahead;
        if named.eat_quote().is_some() && named.starts_with("中") {
            *cursor = named;
        }
    }
    let (kind, number) = inside.pop()?;
    Some(Locator::Division { inside, kind, number })
}

fn one_division(cursor: &mut Cursor<'_>) -> Option<(DivisionKind, u16)> {
    cursor.eat("第").then_some(())?;
    let number = cursor.eat_number()?;
    if cursor.eat("部分") {
        return Some((DivisionKind::Heading, number));
    }
    DIVISIONS.iter().find(|(word, _)| cursor.eat(word)).map(|(_, kind)| (*kind, number))
}

fn provision(cursor: &mut Cursor<'_>, inner: &mut Inherited, list: &mut Vec<Locator>) -> Option<()> {
    let mut article = None;
    let mut ahead = *cursor;
    let ordinal = ahead.eat("第");
    // 将十一条修改为: the 第 was forgotten.
    if (ordinal || !inner.within_list)
        && let Some(n) = ahead.eat_number()
        && ahead.eat("条")
    {
        let inserted = if ahead.eat("之") { ahead.eat_number()? } else { 0 };
        article = Some(ArticleNumber::with_inserted(n, inserted));
        described(&mut ahead);
        *cursor = ahead;
    }
    let named_article = article.is_some();
    let article = article.or(inner.article)?;
    let paragraphs = numbers(cursor, "款");
    let items = numbers(cursor, "项");
    let subitems = numbers(cursor, "目");
    if !named_article && paragraphs.is_empty() && items.is_empty() && subitems.is_empty() {
        return None;
    }
    let portion = if cursor.eat_any(&LEADS).is_some() { Portion::Lead } else { Portion::Whole };
    let keeps = !named_article && paragraphs.is_empty();
    let paragraph = if keeps { inner.paragraph } else { paragraphs.last().copied() };
    let keeps_item = keeps && items.is_empty() && !subitems.is_empty();
    let item = if keeps_item { inner.item } else { items.last().copied() };
    let base = ProvisionPath { paragraph, item, ..ProvisionPath::article(article) };
    let several = [&subitems, &items, &paragraphs].into_iter().find(|it| !it.is_empty());
    for n in several.cloned().unwrap_or_else(|| vec![0]) {
        let path = match (subitems.is_empty(), items.is_empty(), paragraphs.is_empty()) {
            (false, _, _) => ProvisionPath { subitem: Some(n), ..base },
            (_, false, _) => ProvisionPath { item: Some(n), ..base },
            (_, _, false) => ProvisionPath { paragraph: Some(n), ..base },
            _ => base,
        };
        list.push(Locator::Provision { path, portion });
    }
    *inner = Inherited { article: Some(article), paragraph, item, within_list: inner.within_list };
    Some(())
}

/// 第六十二条“全国人民代表大会行使下列职权”中第七项: words that only describe the article.
fn described(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    if ahead.eat_quote().is_some() && ahead.eat("中") && (ahead.starts_with("第") || ahead.starts_with("增加")) {
        *cursor = ahead;
        return;
    }
    let rest = cursor.rest();
    let Some(at) = rest.find("职权第").filter(|at| *at <= 60) else { return };
    if !rest[..at].contains(['，', '。', '“', '：', '第', super::blocks::QUOTE]) {
        cursor.at += at + "职权".len();
    }
}

/// 第二款, or 第二、三、四项, or 第（四）项.
fn numbers(cursor: &mut Cursor<'_>, unit: &'static str) -> Vec<u16> {
    let mut ahead = *cursor;
    let mut list = Vec::new();
    if !ahead.eat("第") {
        return list;
    }
    loop {
        let bracketed = ahead.eat("（");
        let Some(n) = ahead.eat_number() else { return Vec::new() };
        if bracketed && !ahead.eat("）") {
            return Vec::new();
        }
        list.push(n);
        if ahead.eat(unit) {
            *cursor = ahead;
            return list;
        }
        if list.len() >= MAX_PLACES || ahead.eat_any(&["、", "和"]).is_none() {
            return Vec::new();
        }
    }
}

/// A list of new places: 第六条、第七条; 第二款至第五款; 第三章; 本条第一款.
pub(super) fn targets(cursor: &mut Cursor<'_>, named: &Named) -> Option<Vec<Target>> {
    let mut list: Vec<Target> = Vec::new();
    let mut ahead = *cursor;
    loop {
        let found = target(&mut ahead, list.last(), named)?;
        list.extend(found);
        *cursor = ahead;
        if ahead.eat("至") {
            let Some(end) = target(&mut ahead, list.last(), named).and_then(|mut it| it.pop()) else { break };
            fill(&mut list, end)?;
            *cursor = ahead;
        }
        if list.len() >= MAX_PLACES || ahead.eat_any(&["、", "和", "及"]).is_none() {
            break;
        }
        let mut next = ahead;
        if target(&mut next, list.last(), named).is_none() {
            break;
        }
    }
    Some(list)
}

fn target(cursor: &mut Cursor<'_>, before: Option<&Target>, named: &Named) -> Option<Vec<Target>> {
    let mut ahead = *cursor;
    let own = ahead.eat_any(&["本条", "该条", "刑法", "本法", "本条例", "宪法"]);
    let mut division = ahead;
    if let Some((kind, number)) = one_division(&mut division)
        && !(division.starts_with("第") && target(&mut { division }, None, named).is_some_and(|it| is_article(&it)))
    {
        *cursor = division;
        return Some(vec![Target::Division { kind, number }]);
    }
    // 第九章第六十三条: the article's number says it all.
    let mut placed = ahead;
    if one_division(&mut placed).is_some() {
        ahead = placed;
    }
    let mut article = None;
    let mut head = ahead;
    if head.eat("第")
        && let Some(n) = head.eat_number()
        && head.eat("条")
    {
        let inserted = if head.eat("之") { head.eat_number()? } else { 0 };
        article = Some(ArticleNumber::with_inserted(n, inserted));
        ahead = head;
    } else if own == Some("本条") {
        article = named.added;
    }
    let paragraphs = numbers(&mut ahead, "款");
    let items = numbers(&mut ahead, "项");
    let subitems = numbers(&mut ahead, "目");
    let (paragraph, item, subitem) = (paragraphs.first().copied(), items.first().copied(), subitems.first().copied());
    if article.is_none() && paragraph.is_none() && item.is_none() && subitem.is_none() {
        return None;
    }
    *cursor = ahead;
    // 第五十条第一款、第二款: the second is of the same article.
    let inherited = match before {
        Some(Target::Provision { article: Some(before), paragraph: Some(_), .. }) if paragraph.is_some() => {
            Some(*before)
        }
        _ => None,
    };
    let paragraph = match before {
        Some(Target::Provision { paragraph: before, item: Some(_), .. })
            if paragraph.is_none() && article.is_none() =>
        {
            *before
        }
        _ => paragraph,
    };
    let article = article.or(inherited);
    let one = Target::Provision { article, paragraph, item, subitem };
    let rest = match (subitem, item, paragraph) {
        (Some(_), _, _) => {
            subitems[1..].iter().map(|n| Target::Provision { article, paragraph, item, subitem: Some(*n) }).collect()
        }
        (_, Some(_), _) => {
            items[1..].iter().map(|n| Target::Provision { article, paragraph, item: Some(*n), subitem }).collect()
        }
        (_, _, Some(_)) => {
            paragraphs[1..].iter().map(|n| Target::Provision { article, paragraph: Some(*n), item, subitem }).collect()
        }
        _ => Vec::new(),
    };
    Some(std::iter::once(one).chain(rest).collect())
}

fn is_article(targets: &[Target]) -> bool {
    matches!(targets.first(), Some(Target::Provision { article: Some(_), .. }))
}

/// Writes out 第二款至第五款.
fn fill(list: &mut Vec<Target>, end: Target) -> Option<()> {
    let last = |it: &Target| match it {
        Target::Provision { subitem: Some(n), .. }
        | Target::Provision { item: Some(n), .. }
        | Target::Provision { paragraph: Some(n), .. } => Some(*n),
        Target::Provision { article: Some(n), .. } if n.inserted() == 0 => Some(n.base()),
        Target::Division { number, .. } => Some(*number),
        Target::Provision { .. } => None,
    };
    let start = list.last()?.clone();
    let (from, to) = (last(&start)?, last(&end)?);
    if from >= to || usize::from(to - from) > MAX_PLACES {
        return None;
    }
    for n in from + 1..=to {
        let next = match start.clone() {
            Target::Division { kind, .. } => Target::Division { kind, number: n },
            Target::Provision { article, paragraph, item, subitem: Some(_) } => {
                Target::Provision { article, paragraph, item, subitem: Some(n) }
            }
            Target::Provision { article, paragraph, item: Some(_), .. } => {
                Target::Provision { article, paragraph, item: Some(n), subitem: None }
            }
            Target::Provision { article, paragraph: Some(_), .. } => {
                Target::Provision { article, paragraph: Some(n), item: None, subitem: None }
            }
            Target::Provision { .. } => Target::article(ArticleNumber::new(n)),
        };
        list.push(next);
    }
    Some(())
}
