//! Whole provisions: replaced, merged, split.

use super::super::resolve::{Node, node};
use super::super::work::{Block, Work, WorkArticle, WorkItem, WorkParagraph};
use super::super::{Reason, quoted, words};
use super::{annex, expand, one_paragraph};
use crate::law::amend::decision::{Locator, Portion, Quote, Target, UnitKind};
use crate::law::number::ArticleNumber;
use crate::law::path::ProvisionPath;
use crate::law::statute::Text;

/// 将第X条第Y款修改为：“…”
pub(super) fn replace(work: &mut Work<'_>, at: &[Locator], text: &Quote) -> Result<(), Reason> {
    match at {
        [Locator::Preamble { paragraph }] => preamble(work, *paragraph, text),
        [Locator::Annex { word, number }] => {
            let index = annex(work, word, *number)?;
            work.annexes[index].text = blocks(&text.paragraphs);
            Ok(())
        }
        [Locator::Provision { path, portion: Portion::Lead }] => lead(work, *path, text),
        _ => provisions(work, at, text),
    }
}

/// Quoted lines as blocks of Markdown; the rows of a table stay together.
fn blocks(lines: &[String]) -> String {
    let mut out = String::new();
    let mut row = false;
    for line in lines {
        let is_row = line.starts_with('|');
        if !out.is_empty() {
            out.push_str(if row && is_row { "\n" } else { "\n\n" });
        }
        out.push_str(line);
        row = is_row;
    }
    out
}

fn provisions(work: &mut Work<'_>, at: &[Locator], text: &Quote) -> Result<(), Reason> {
    let paths = expand(work, at)?;
    let nodes = paths.iter().map(|it| node(work, *it)).collect::<Result<Vec<_>, _>>()?;
    match nodes.as_slice() {
        [] => Err(Reason::new("没有写明修改哪一条。")),
        [Node::Article(a)] => {
            let paragraphs = quoted::paragraphs(text)?;
            replace_article(work, *a, paragraphs)
        }
        [Node::Article(_), ..] => several_articles(work, &nodes, text),
        [Node::Paragraph(..), ..] => paragraphs(work, &nodes, text),
        [Node::Item(..), ..] => items(work, &nodes, text),
        [Node::Subitem(a, p, i, s)] => {
            let words = one_paragraph(text)?;
            let words = crate::law::lex::list_mark(words).map_or(words, |it| it.rest);
            let item = &mut work.articles[*a].paragraphs[*p].items[*i];
            item.list_touched = true;
            item.subitems[*s].block = Block::fresh(Text::plain(words));
            Ok(())
        }
        [Node::Subitem(..), ..] => Err(Reason::new("请逐目写明修改后的文字。")),
    }
}

fn replace_article(work: &mut Work<'_>, a: usize, paragraphs: Vec<WorkParagraph>) -> Result<(), Reason> {
    let article = &mut work.articles[a];
    let handled = article.replaced || article.paragraphs.iter().any(|it| it.dead || it.stated.is_some());
    if handled {
        return Err(Reason::new("这一条的款已经由本决定前面的规定修改，又整条修改，前后不一致。"));
    }
    article.paragraphs = paragraphs;
    article.replaced = true;
    Ok(())
}

fn several_articles(work: &mut Work<'_>, nodes: &[Node], text: &Quote) -> Result<(), Reason> {
    let pieces = quoted::articles(text)?;
    if pieces.len() != nodes.len() {
        return Err(Reason::new(format!("写明修改{}条，引号内有{}条。", nodes.len(), pieces.len())));
    }
    for (node, piece) in nodes.iter().zip(pieces) {
        let Node::Article(a) = node else { return Err(Reason::new("条和款不能一并修改。")) };
        if let Some(number) = piece.number
            && ![work.articles[*a].old, work.articles[*a].stated].contains(&Some(number))
        {
            return Err(Reason::new(format!("引号内的{number}不是要修改的那一条。")));
        }
        replace_article(work, *a, piece.paragraphs)?;
    }
    Ok(())
}

/// As many paragraphs as 款: one for one. Otherwise all of them stand where the 款 stood.
fn paragraphs(work: &mut Work<'_>, nodes: &[Node], text: &Quote) -> Result<(), Reason> {
    let fresh = quoted::paragraphs(text)?;
    let mut spots = Vec::new();
    for node in nodes {
        match node {
            Node::Paragraph(a, p) => spots.push((*a, *p)),
            _ => return Err(Reason::new("款和项不能一并修改。")),
        }
    }
    let adjacent = spots.windows(2).all(|pair| pair[0].0 == pair[1].0 && pair[0].1 + 1 == pair[1].1);
    if fresh.len() == spots.len() {
        for ((a, p), paragraph) in spots.into_iter().zip(fresh) {
            put_paragraph(work, a, p, paragraph)?;
        }
        return Ok(());
    }
    if !adjacent {
        return Err(Reason::new(format!("写明修改{}款，引号内有{}款。", spots.len(), fresh.len())));
    }
    let Some((a, p)) = spots.first().copied() else { return Ok(()) };
    for (_, gone) in spots.iter().skip(1) {
        work.articles[a].paragraphs[*gone].dead = true;
    }
    work.articles[a].touched = true;
    let mut fresh = fresh.into_iter();
    if let Some(first) = fresh.next() {
        put_paragraph(work, a, p, first)?;
    }
    for (n, paragraph) in fresh.enumerate() {
        work.articles[a].paragraphs.insert(p + 1 + n, paragraph);
    }
    Ok(())
}

/// New words for a 款. It keeps its place and what is said of its number; its items are new.
fn put_paragraph(work: &mut Work<'_>, a: usize, p: usize, fresh: WorkParagraph) -> Result<(), Reason> {
    let old = &mut work.articles[a].paragraphs[p];
    let restated = !old.block.edits.is_empty();
    if restated && !words::same(&old.block.finished().plain, &fresh.block.text.plain) {
        return Err(Reason::new("这一款的词语修改后与整款修改的文字不一致。"));
    }
    if old.items.iter().any(|it| it.dead || it.stated.is_some()) {
        return Err(Reason::new("这一款的项已经由本决定前面的规定修改，又整款修改，前后不一致。"));
    }
    let only_lead = fresh.items.is_empty() && fresh.block.text.plain.ends_with('：') && !old.items.is_empty();
    if only_lead {
        return Err(Reason::new("引号内只有列项之前的文字，没有各项；请写明只修改导语，或者写出各项。"));
    }
    let end = old.block.text.plain.chars().next_back().filter(|c| matches!(c, '。' | '；'));
    old.block = fresh.block;
    old.lines = fresh.lines;
    old.items = fresh.items;
    if old.items.is_empty()
        && old.lines.is_empty()
        && let Some(end) = end
    {
        close_sentence(&mut old.block.text, end);
    }
    Ok(())
}

/// Words whose quotation left out the stop at their end.
fn close_sentence(text: &mut Text, end: char) {
    let open = text.plain.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '》' | '）'));
    if open {
        text.plain.push(end);
    }
}

fn items(work: &mut Work<'_>, nodes: &[Node], text: &Quote) -> Result<(), Reason> {
    let fresh = quoted::items(text)?;
    if fresh.len() != nodes.len() {
        return Err(Reason::new(format!("写明修改{}项，引号内有{}项。", nodes.len(), fresh.len())));
    }
    for (node, (number, item)) in nodes.iter().zip(fresh) {
        let Node::Item(a, p, i) = node else { return Err(Reason::new("项和款不能一并修改。")) };
        let paragraph = &mut work.articles[*a].paragraphs[*p];
        paragraph.list_touched = true;
        let old = &mut paragraph.items[*i];
        if let Some(number) = number {
            if old.stated.is_some_and(|it| it != number) {
                return Err(Reason::new(format!(
                    "引号内的序号是（{}），与写明的序号不一致。",
                    crate::law::number::to_chinese(number)
                )));
            }
            // The number in the quotation is the one of the new text.
            old.stated = Some(number);
        }
        put_item(old, item);
    }
    Ok(())
}

fn put_item(old: &mut WorkItem, fresh: WorkItem) {
    old.block = fresh.block;
    old.subitems = fresh.subitems;
    old.list_touched = true;
}

/// 导语, 条首部分
fn lead(work: &mut Work<'_>, path: ProvisionPath, text: &Quote) -> Result<(), Reason> {
    let path = ProvisionPath { paragraph: path.paragraph.or(Some(1)), ..path };
    let words = one_paragraph(text)?;
    let Node::Paragraph(a, p) = node(work, path)? else { return Err(Reason::new("这里应当写明款。")) };
    let paragraph = &mut work.articles[a].paragraphs[p];
    if paragraph.items.is_empty() {
        return Err(Reason::new(format!("{}没有列项，没有导语。", path.chinese())));
    }
    let colon = if words.ends_with(['：', '。', '；']) { "" } else { "：" };
    paragraph.block = Block::fresh(Text::plain(format!("{words}{colon}")));
    Ok(())
}

fn preamble(work: &mut Work<'_>, paragraph: Option<u16>, text: &Quote) -> Result<(), Reason> {
    let range = super::editing::preamble_range(work, paragraph)?;
    let fresh = text.paragraphs.iter().map(|it| WorkParagraph {
        block: Block::fresh(Text::plain(it.trim_matches(crate::law::lex::is_space))),
        ..WorkParagraph::default()
    });
    let old = &work.preamble[range.clone()];
    let restated = old.iter().any(|it| !it.block.edits.is_empty());
    let now: String = old.iter().map(|it| it.block.finished().plain).collect();
    if restated && !words::same(&now, &text.paragraphs.concat()) {
        return Err(Reason::new("这里的词语修改后与整段修改的文字不一致。"));
    }
    let fresh: Vec<WorkParagraph> = fresh.collect();
    work.preamble.splice(range, fresh);
    Ok(())
}

/// 将第二十三条、第四十五条合并，作为第二十四条，修改为：“…”
pub(super) fn merge(
    work: &mut Work<'_>,
    from: &[Locator],
    to: Option<&Target>,
    text: Option<&Quote>,
) -> Result<(), Reason> {
    let paths = expand(work, from)?;
    let nodes = paths.iter().map(|it| node(work, *it)).collect::<Result<Vec<_>, _>>()?;
    if nodes.len() < 2 {
        return Err(Reason::new("合并至少要写明两条。"));
    }
    match nodes.first() {
        Some(Node::Article(_)) => merge_articles(work, &nodes, to, text),
        Some(Node::Paragraph(..)) => merge_paragraphs(work, &nodes, to, text),
        _ => merge_items(work, &nodes, text),
    }
}

fn merge_articles(
    work: &mut Work<'_>,
    nodes: &[Node],
    to: Option<&Target>,
    text: Option<&Quote>,
) -> Result<(), Reason> {
    let indices: Vec<usize> =
        nodes.iter().filter_map(|it| if let Node::Article(a) = it { Some(*a) } else { None }).collect();
    let Some(first) = indices.first().copied().filter(|_| indices.len() == nodes.len()) else {
        return Err(Reason::new("条和款不能这样合并。"));
    };
    let paragraphs = match text {
        Some(text) => quoted::paragraphs(text)?,
        None => indices.iter().flat_map(|it| std::mem::take(&mut work.articles[*it].paragraphs)).collect(),
    };
    for index in &indices[1..] {
        work.articles[*index].dead = true;
    }
    work.articles_touched = true;
    work.articles[first].paragraphs = paragraphs;
    work.articles[first].replaced = true;
    match to {
        Some(Target::Provision { article: Some(number), paragraph: None, item: None, .. }) => {
            super::moving::state_article(work, first, *number)
        }
        None => Ok(()),
        Some(_) => Err(Reason::new("合并后的序号应当是条。")),
    }
}

fn merge_paragraphs(
    work: &mut Work<'_>,
    nodes: &[Node],
    to: Option<&Target>,
    text: Option<&Quote>,
) -> Result<(), Reason> {
    let Some(text) = text else { return Err(Reason::new("没有写明合并后的文字。")) };
    let fresh = quoted::paragraphs(text)?;
    let spots: Vec<(usize, usize)> =
        nodes.iter().filter_map(|it| if let Node::Paragraph(a, p) = it { Some((*a, *p)) } else { None }).collect();
    let same = spots.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let (Some((a, p)), [only]) = (spots.first().copied(), fresh.as_slice()) else {
        return Err(Reason::new("合并后的文字应当是一款。"));
    };
    if !same || spots.len() != nodes.len() {
        return Err(Reason::new("不同条的款不能这样合并。"));
    }
    for (_, gone) in &spots[1..] {
        work.articles[a].paragraphs[*gone].dead = true;
    }
    work.articles[a].touched = true;
    put_paragraph(work, a, p, only.clone())?;
    if let Some(Target::Provision { paragraph: Some(n), .. }) = to {
        work.articles[a].paragraphs[p].stated = Some(*n);
    }
    Ok(())
}

fn merge_items(work: &mut Work<'_>, nodes: &[Node], text: Option<&Quote>) -> Result<(), Reason> {
    let Some(text) = text else { return Err(Reason::new("没有写明合并后的文字。")) };
    let fresh = quoted::items(text)?;
    let (Some(Node::Item(a, p, i)), [(number, item)]) = (nodes.first(), fresh.as_slice()) else {
        return Err(Reason::new("合并后的文字应当是一项。"));
    };
    let paragraph = &mut work.articles[*a].paragraphs[*p];
    for node in &nodes[1..] {
        match node {
            Node::Item(b, q, j) if (b, q) == (a, p) => paragraph.items[*j].dead = true,
            _ => return Err(Reason::new("不同款的项不能这样合并。")),
        }
    }
    paragraph.list_touched = true;
    put_item(&mut paragraph.items[*i], item.clone());
    paragraph.items[*i].stated = *number;
    Ok(())
}

/// 将第三条改为两条，作为第三条、第四条，修改为：“第三条　…”
pub(super) fn split(
    work: &mut Work<'_>,
    from: &Locator,
    unit: UnitKind,
    count: u16,
    to: &[Target],
    text: &Quote,
) -> Result<(), Reason> {
    if !to.is_empty() && to.len() != usize::from(count) {
        return Err(Reason::new(format!("写明改为{count}{}，新的序号有{}个。", unit.unit(), to.len())));
    }
    let path = match expand(work, std::slice::from_ref(from))?.as_slice() {
        [only] => *only,
        _ => return Err(Reason::new("只能写明一条。")),
    };
    match (node(work, path)?, unit) {
        (Node::Article(a), UnitKind::Article) => split_article(work, a, count, to, text),
        (Node::Article(a), UnitKind::Paragraph) => {
            let fresh = quoted::paragraphs(text)?;
            counted(fresh.len(), count, unit)?;
            replace_article(work, a, fresh)
        }
        (Node::Paragraph(a, p), UnitKind::Paragraph) => split_paragraph(work, a, p, count, to, text),
        (Node::Item(a, p, i), UnitKind::Item) => split_item(work, a, p, i, count, text),
        _ => Err(Reason::new("不能这样拆分。")),
    }
}

fn counted(found: usize, count: u16, unit: UnitKind) -> Result<(), Reason> {
    if found == usize::from(count) {
        return Ok(());
    }
    Err(Reason::new(format!("写明{count}{}，引号内有{found}{}。", unit.unit(), unit.unit())))
}

fn split_article(work: &mut Work<'_>, a: usize, count: u16, to: &[Target], text: &Quote) -> Result<(), Reason> {
    let pieces = quoted::articles(text)?;
    counted(pieces.len(), count, UnitKind::Article)?;
    let mut last = a;
    for (n, piece) in pieces.into_iter().enumerate() {
        let said = match to.get(n) {
            Some(Target::Provision { article: Some(number), .. }) => Some(*number),
            _ => piece.number,
        };
        if piece.number.is_some() && said != piece.number {
            return Err(disagree(piece.number, said));
        }
        if n == 0 {
            work.articles[a].replaced = false;
            replace_article(work, a, piece.paragraphs)?;
        } else {
            let fresh = WorkArticle {
                paragraphs: piece.paragraphs,
                division: work.articles[a].division,
                placed: true,
                ..WorkArticle::default()
            };
            last = work.push_article(fresh, Some(last));
        }
        if let Some(number) = said {
            super::moving::state_article(work, last, number)?;
        }
    }
    Ok(())
}

pub(super) fn disagree(quoted: Option<ArticleNumber>, said: Option<ArticleNumber>) -> Reason {
    let text = |it: Option<ArticleNumber>| it.map(|it| it.to_string()).unwrap_or_default();
    Reason::new(format!("引号内的序号是{}，与写明的{}不一致。", text(quoted), text(said)))
}

fn split_paragraph(
    work: &mut Work<'_>,
    a: usize,
    p: usize,
    count: u16,
    to: &[Target],
    text: &Quote,
) -> Result<(), Reason> {
    let fresh = quoted::paragraphs(text)?;
    counted(fresh.len(), count, UnitKind::Paragraph)?;
    work.articles[a].touched = true;
    for (n, mut paragraph) in fresh.into_iter().enumerate() {
        if let Some(Target::Provision { paragraph: Some(stated), .. }) = to.get(n) {
            paragraph.stated = Some(*stated);
        }
        if n == 0 {
            let stated = paragraph.stated;
            put_paragraph(work, a, p, paragraph)?;
            work.articles[a].paragraphs[p].stated = stated;
        } else {
            work.articles[a].paragraphs.insert(p + n, paragraph);
        }
    }
    Ok(())
}

fn split_item(work: &mut Work<'_>, a: usize, p: usize, i: usize, count: u16, text: &Quote) -> Result<(), Reason> {
    let fresh = quoted::items(text)?;
    counted(fresh.len(), count, UnitKind::Item)?;
    let paragraph = &mut work.articles[a].paragraphs[p];
    paragraph.list_touched = true;
    for (n, (number, mut item)) in fresh.into_iter().enumerate() {
        item.stated = number;
        item.list_touched = true;
        if n == 0 {
            put_item(&mut paragraph.items[i], item);
            paragraph.items[i].stated = number;
        } else {
            paragraph.items.insert(i + n, item);
        }
    }
    Ok(())
}
