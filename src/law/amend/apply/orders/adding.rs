//! New articles, 款, 项, 目 and headings.

use super::super::resolve::{Node, division, node};
use super::super::work::{Block, Work, WorkArticle, WorkDivision, WorkParagraph};
use super::super::{Reason, quoted};
use super::moving::state_article;
use super::replacing::disagree;
use crate::law::amend::decision::{Locator, Quote, Target, UnitKind};
use crate::law::number::{ArticleNumber, to_chinese};
use crate::law::path::ProvisionPath;
use crate::law::statute::{DivisionKind, Text};

/// 增加一条，作为第六条：“…”
pub(super) fn add(
    work: &mut Work<'_>,
    within: Option<&Locator>,
    after: Option<&Locator>,
    unit: UnitKind,
    to: &[Target],
    text: &Quote,
) -> Result<(), Reason> {
    if let Some(Locator::Preamble { .. }) = within {
        return add_preamble(work, text);
    }
    match unit {
        UnitKind::Article => {
            let home = match within {
                Some(it @ Locator::Division { .. }) => Some(division(work, it)?),
                _ => None,
            };
            let first = work.articles.len();
            add_articles(work, after, to, text)?;
            if home.is_some() {
                for article in &mut work.articles[first..] {
                    article.division = home;
                    article.placed = true;
                }
            }
            Ok(())
        }
        UnitKind::Paragraph => add_paragraphs(work, within, after, to, text),
        UnitKind::Item => add_items(work, within, after, to, text),
        UnitKind::Subitem => add_subitems(work, within, to, text),
    }
}

/// 增加引言：“…”
fn add_preamble(work: &mut Work<'_>, text: &Quote) -> Result<(), Reason> {
    if !work.preamble.is_empty() {
        return Err(Reason::new("原文第一条之前已有文字，不能再增加引言。"));
    }
    let fresh = text.paragraphs.iter().map(|it| WorkParagraph {
        block: Block::fresh(Text::plain(it.trim_matches(crate::law::lex::is_space))),
        ..WorkParagraph::default()
    });
    work.preamble = fresh.collect();
    Ok(())
}

fn add_articles(work: &mut Work<'_>, after: Option<&Locator>, to: &[Target], text: &Quote) -> Result<(), Reason> {
    let mut after = match after {
        Some(Locator::Provision { path, .. }) => match node(work, *path)? {
            Node::Article(a) => Some(a),
            _ => return Err(Reason::new("新增的条应当写明在哪一条之后。")),
        },
        Some(Locator::Division { .. }) | None => None,
        Some(_) => return Err(Reason::new("新增的条应当写明在哪一条之后。")),
    };
    let pieces = quoted::articles(text)?;
    if !to.is_empty() && to.len() != pieces.len() {
        return Err(Reason::new(format!("写明增加{}条，引号内有{}条。", to.len(), pieces.len())));
    }
    for (n, piece) in pieces.into_iter().enumerate() {
        let said = match to.get(n) {
            Some(Target::Provision { article: Some(number), paragraph: None, .. }) => Some(*number),
            None => piece.number,
            Some(_) => return Err(Reason::new("新增的是条，写明的序号不是条。")),
        };
        if piece.number.is_some() && piece.number != said {
            return Err(disagree(piece.number, said));
        }
        let next = next_inserted(work, after);
        let number = said.or(next).filter(|_| said.is_some() || work.keeps_numbers);
        let division = after.and_then(|it| work.articles[it].division);
        let fresh = WorkArticle { paragraphs: piece.paragraphs, division, ..WorkArticle::default() };
        let index = work.push_article(fresh, after);
        match number {
            Some(number) => state_article(work, index, number)?,
            None if after.is_none() => return Err(Reason::new("没有写明新增的条作为第几条。")),
            None => {}
        }
        if after.is_some() {
            after = Some(index);
        }
    }
    Ok(())
}

/// In a 修正案 without a number: the next 第X条之N.
fn next_inserted(work: &Work<'_>, after: Option<usize>) -> Option<ArticleNumber> {
    let it = &work.articles[after?];
    let number = it.stated.or(it.old)?;
    Some(ArticleNumber::with_inserted(number.base(), number.inserted() + 1))
}

/// The article that 款 or 项 are added to.
fn home(
    work: &mut Work<'_>,
    within: Option<&Locator>,
    to: &[Target],
) -> Result<(usize, Option<ProvisionPath>), Reason> {
    if let Some(Target::Provision { article: Some(number), .. }) = to.first() {
        let found =
            (0..work.articles.len()).find(|it| !work.articles[*it].dead && work.articles[*it].stated == Some(*number));
        if let Some(index) = found {
            return Ok((index, None));
        }
    }
    match within {
        Some(Locator::Provision { path, .. }) => match node(work, *path)? {
            Node::Article(a) | Node::Paragraph(a, _) | Node::Item(a, _, _) | Node::Subitem(a, ..) => {
                Ok((a, Some(*path)))
            }
        },
        Some(_) => Err(Reason::new("应当写明在哪一条增加。")),
        // The article that the clause has just added.
        None => match work.articles.iter().rposition(|it| it.old.is_none() && !it.dead) {
            Some(index) if !matches!(to.first(), Some(Target::Provision { article: Some(_), .. })) => Ok((index, None)),
            _ => Err(Reason::new("没有写明在哪一条增加。")),
        },
    }
}

fn add_paragraphs(
    work: &mut Work<'_>,
    within: Option<&Locator>,
    after: Option<&Locator>,
    to: &[Target],
    text: &Quote,
) -> Result<(), Reason> {
    let fresh = quoted::paragraphs(text)?;
    if !to.is_empty() && to.len() != fresh.len() {
        return Err(Reason::new(format!("写明增加{}款，引号内有{}款。", to.len(), fresh.len())));
    }
    let after = match after {
        Some(Locator::Provision { path, .. }) => match node(work, *path)? {
            Node::Paragraph(a, p) => Some((a, p)),
            _ => return Err(Reason::new("新增的款应当写明在哪一款之后。")),
        },
        _ => None,
    };
    let a = match after {
        Some((a, _)) => a,
        None => home(work, within, to)?.0,
    };
    let article = &mut work.articles[a];
    if article.replaced {
        return Err(Reason::new("这一条已经由本决定整条修改，又增加款，前后不一致。"));
    }
    article.touched = true;
    for (n, mut paragraph) in fresh.into_iter().enumerate() {
        if let Some(Target::Provision { paragraph: Some(number), .. }) = to.get(n) {
            paragraph.stated = Some(*number);
        }
        let at = after.map_or(article.paragraphs.len(), |(_, p)| p + 1 + n);
        article.paragraphs.insert(at, paragraph);
    }
    Ok(())
}

fn add_items(
    work: &mut Work<'_>,
    within: Option<&Locator>,
    after: Option<&Locator>,
    to: &[Target],
    text: &Quote,
) -> Result<(), Reason> {
    let fresh = quoted::items(text)?;
    if !to.is_empty() && to.len() != fresh.len() {
        return Err(Reason::new(format!("写明增加{}项，引号内有{}项。", to.len(), fresh.len())));
    }
    let (a, p) = match after {
        Some(Locator::Provision { path, .. }) => match node(work, *path)? {
            Node::Item(a, p, _) => (a, p),
            _ => return Err(Reason::new("新增的项应当写明在哪一项之后。")),
        },
        _ => {
            let (a, path) = home(work, within, to)?;
            (a, list_of(work, a, path, to)?)
        }
    };
    let paragraph = &mut work.articles[a].paragraphs[p];
    paragraph.list_touched = true;
    for (n, (marked, mut item)) in fresh.into_iter().enumerate() {
        let said = match to.get(n) {
            Some(Target::Provision { item: Some(number), .. }) => Some(*number),
            _ => marked,
        };
        if marked.is_some() && said != marked {
            let marked = marked.map(to_chinese).unwrap_or_default();
            return Err(Reason::new(format!("引号内的序号是（{marked}），与写明的序号不一致。")));
        }
        item.stated = said;
        item.list_touched = true;
        paragraph.items.push(item);
    }
    Ok(())
}

/// The 款 whose list grows.
fn list_of(work: &Work<'_>, a: usize, path: Option<ProvisionPath>, to: &[Target]) -> Result<usize, Reason> {
    if let Some(path) = path.filter(|it| it.paragraph.is_some()) {
        return match node(work, path)? {
            Node::Paragraph(_, p) | Node::Item(_, p, _) | Node::Subitem(_, p, _, _) => Ok(p),
            Node::Article(_) => Err(Reason::new("应当写明在哪一款增加。")),
        };
    }
    let paragraphs = &work.articles[a].paragraphs;
    let alive = |it: &usize| !paragraphs[*it].dead;
    if let Some(Target::Provision { paragraph: Some(n), .. }) = to.first() {
        let stated = (0..paragraphs.len()).filter(alive).find(|it| paragraphs[*it].stated == Some(*n));
        return stated.ok_or_else(|| Reason::new("没有写明在哪一款增加项。"));
    }
    let lists: Vec<usize> =
        (0..paragraphs.len()).filter(alive).filter(|it| !paragraphs[*it].items.is_empty()).collect();
    // 作为第十项: only a list that is long enough.
    let last = to.iter().filter_map(|it| if let Target::Provision { item, .. } = it { *item } else { None }).max();
    let long_enough = |it: &usize| {
        let count = paragraphs[*it].items.iter().filter(|it| !it.dead).count() + to.len();
        last.is_none_or(|last| usize::from(last) <= count)
    };
    let lists: Vec<usize> = lists.into_iter().filter(long_enough).collect();
    match (lists.as_slice(), paragraphs.len()) {
        ([only], _) => Ok(*only),
        ([], 1) => Ok(0),
        _ => Err(Reason::new("这一条不止一款有项，或者没有项，应当写明在哪一款增加。")),
    }
}

fn add_subitems(work: &mut Work<'_>, within: Option<&Locator>, to: &[Target], text: &Quote) -> Result<(), Reason> {
    let Some(Locator::Provision { path, .. }) = within else {
        return Err(Reason::new("应当写明在哪一项增加目。"));
    };
    let Node::Item(a, p, i) = node(work, *path)? else {
        return Err(Reason::new("应当写明在哪一项增加目。"));
    };
    let item = &mut work.articles[a].paragraphs[p].items[i];
    item.list_touched = true;
    for (n, words) in text.paragraphs.iter().enumerate() {
        let mark = crate::law::lex::list_mark(words.trim());
        let stated = match to.get(n) {
            Some(Target::Provision { subitem: Some(number), .. }) => Some(*number),
            _ => mark.map(|it| it.number),
        };
        let rest = mark.map_or(words.trim(), |it| it.rest);
        item.subitems.push(super::super::work::WorkSubitem {
            stated,
            block: Block::fresh(Text::plain(rest)),
            ..super::super::work::WorkSubitem::default()
        });
    }
    Ok(())
}

/// 增加一章，作为第八章“公布”
pub(super) fn add_division(
    work: &mut Work<'_>,
    within: Option<&Locator>,
    (kind, number): (DivisionKind, u16),
    name: &str,
    articles: Option<(ArticleNumber, ArticleNumber)>,
) -> Result<(), Reason> {
    let parent = match within {
        Some(it @ (Locator::Division { .. } | Locator::Heading { .. })) => {
            let found = division(work, it)?;
            if work.divisions[found].kind < kind { Some(found) } else { work.divisions[found].parent }
        }
        _ => match new_parent(work, kind, articles) {
            Some(parent) => Some(parent),
            None => single_parent(work, kind)?,
        },
    };
    let index = work.divisions.len();
    let name: String = name.chars().filter(|c| !crate::law::lex::is_space(*c)).collect();
    work.divisions.push(WorkDivision {
        kind,
        old: None,
        stated: Some(number),
        dead: false,
        parent,
        name: Block::fresh(Text::plain(name)),
        division: None,
        preamble: Vec::new(),
        articles,
    });
    work.division_order.push(index);
    Ok(())
}

/// The heading added before in which all the articles of this one stand: a 节 of a new 章.
fn new_parent(work: &Work<'_>, kind: DivisionKind, articles: Option<(ArticleNumber, ArticleNumber)>) -> Option<usize> {
    let (first, last) = articles?;
    let holds = |it: &WorkDivision| {
        it.old.is_none() && it.kind < kind && it.articles.is_some_and(|(from, to)| from <= first && last <= to)
    };
    work.divisions.iter().rposition(holds)
}

/// The heading under which all headings of this kind stand.
fn single_parent(work: &Work<'_>, kind: DivisionKind) -> Result<Option<usize>, Reason> {
    let mut parents: Vec<Option<usize>> =
        work.divisions.iter().filter(|it| it.kind == kind).map(|it| it.parent).collect();
    parents.dedup();
    match parents.as_slice() {
        [] => Ok(None),
        [only] => Ok(*only),
        _ => Err(Reason::new(format!("没有写明在哪里增加{}。", kind.unit()))),
    }
}

/// The articles that the quotation of a new chapter holds.
pub(super) fn add_articles_of(work: &mut Work<'_>, text: &Quote) -> Result<(), Reason> {
    let Some(division) = work.divisions.len().checked_sub(1) else { return Ok(()) };
    let first = work.articles.len();
    add_articles(work, None, &[], text)?;
    let numbers: Vec<ArticleNumber> = work.articles[first..].iter().filter_map(|it| it.stated).collect();
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        work.divisions[division].articles = Some((*first, *last));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::law::amend::{apply, parse_decision};
    use crate::law::parse::parse;
    use crate::law::print::print;

    const BASE: &str = "# ××市停车条例\n\n## 第一章　总则\n\n第一条　甲。\n\n第二条　乙。\n\n## 第二章　管理\n\n第三条　丙。\n\n第四条　丁。\n\n\
                        ## 附件1：车位表\n\n| 区 | 数 |\n| --- | --- |\n| 东 | 3 |\n";

    /// The text after these clauses; the error is the first reason.
    fn amended(clauses: &str) -> Result<String, String> {
        let text = format!(
            "××市人民代表大会常务委员会关于修改《××市停车条例》的决定\n\n\
             ××市第×届人民代表大会常务委员会第×次会议决定对《××市停车条例》作如下修改：\n\n{clauses}\n\n本决定自公布之日起施行。\n"
        );
        let applied = apply(&parse(BASE).statute, &parse_decision(&text).decision);
        applied.map(|it| print(&it.statute)).map_err(|it| it.refusals[0].reason.clone())
    }

    fn has(text: &Result<String, String>, words: &str) -> bool {
        text.as_ref().is_ok_and(|it| it.replace("\n\n", " ").contains(words))
    }

    #[test]
    fn an_article_may_be_added_under_a_named_heading() {
        let text = amended("在第二章中增加一条，作为第三条：“戊。”");
        assert!(has(&text, "第二条　乙。 ## 第二章　管\u{3000}理 第三条　戊。 第四条　丙。"), "{text:?}");
        let text = amended("增加一条，作为第三条：“戊。”");
        assert!(has(&text, "第二条　乙。 第三条　戊。 ## 第二章"), "{text:?}");
    }

    #[test]
    fn words_before_the_articles_may_be_added_once() {
        let text = amended("增加引言：“为了停车。”");
        assert!(has(&text, "为了停车。 ## 第一章"), "{text:?}");
        assert!(amended("一、增加引言：“为了停车。”\n\n二、增加引言：“又。”").is_err());
    }

    #[test]
    fn a_section_of_a_new_chapter_stands_in_it() {
        let text = amended(
            "一、增加一章，作为第二章“服务”，包括第三条至第四条。\n\n增加一节，作为第一节“一般规定”，包括第三条至第四条。\n\n\
             二、增加一条，作为第三条：“戊。”\n\n三、增加一条，作为第四条：“己。”",
        );
        assert!(
            has(&text, "## 第二章　服\u{3000}务 ### 第一节　一般规定 第三条　戊。 第四条　己。 ## 第三章"),
            "{text:?}"
        );
    }

    #[test]
    fn a_heading_may_go_while_its_articles_stay() {
        let text = amended("一、删去第一章章名。\n\n二、删去第二章章名。");
        assert!(has(&text, "第一条　甲。 第二条　乙。 第三条　丙。 第四条　丁。"), "{text:?}");
    }

    #[test]
    fn an_article_moves_to_the_heading_with_the_new_number() {
        let clauses = "一、增加一章，作为第一章“服务”，包括第一条。\n\n二、增加一条，作为第一条：“戊。”\n\n三、将第二条移至第三章。";
        let text = amended(clauses);
        assert!(has(&text, "## 第三章　管\u{3000}理 第三条　乙。 第四条　丙。"), "{text:?}");
        assert!(amended("将第二条移至第九章。").is_err_and(|it| it.contains("第九章")));
    }

    #[test]
    fn the_rows_of_a_table_stay_together() {
        let text = amended("将附件一修改为：“| 区 | 数 |\n\n“| --- | --- |\n\n“| 东 | 5 |\n\n“注：按年调整。”");
        assert!(
            text.as_ref().is_ok_and(|it| it.ends_with("| --- | --- |\n| 东 | 5 |\n\n注：按年调整。\n")),
            "{text:?}"
        );
    }
}
