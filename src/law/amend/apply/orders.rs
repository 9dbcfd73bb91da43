//! One operation, carried out on the working tree.

mod adding;
mod editing;
mod moving;
mod replacing;

pub(in crate::law::amend) use editing::{deleted, joint};

use super::Reason;
use super::resolve::{Node, division, node, paths};
use super::work::Work;
use crate::law::amend::decision::{Act, Locator, Portion, Quote};

/// Most places that one operation may name, ranges written out.
const MAX_PLACES: usize = 20_000;

/// What is said where a decision orders edits that it does not name.
pub(super) const WORDING: &str = "决定说明对个别文字另作修改，但没有列明，适用时没有改动。请对照公布的文本核对。";

/// Carries out one operation.
pub(super) fn carry_out(work: &mut Work<'_>, act: &Act) -> Result<(), Reason> {
    match act {
        Act::Replace { at, text } => replacing::replace(work, at, text),
        Act::Edit { at, edits } => editing::edit(work, at, edits),
        Act::Renumber { from, to } => moving::renumber(work, from, to),
        Act::Add { within, after, unit, to, text } => {
            adding::add(work, within.as_ref(), after.as_ref(), *unit, to, text)
        }
        Act::AddDivision { within, kind, number, name, articles, text } => {
            let name = name.as_deref().ok_or_else(|| Reason::new("没有写明新增章节的名称。"))?;
            adding::add_division(work, within.as_ref(), (*kind, *number), name, *articles)?;
            match text {
                Some(text) => adding::add_articles_of(work, text),
                None => Ok(()),
            }
        }
        Act::Delete { at } => at.iter().try_for_each(|it| delete(work, it)),
        Act::Merge { from, to, text } => replacing::merge(work, from, to.as_ref(), text.as_ref()),
        Act::Split { from, unit, count, to, text } => replacing::split(work, from, *unit, *count, to, text),
        Act::RenameDivision { at, name } => rename_division(work, at, name),
        Act::MergeDivision { from, into } => moving::merge_division(work, from, into),
        Act::Move { articles, into } => moving::move_into(work, articles, into),
        Act::Rename { title } => {
            work.title = crate::law::statute::Text::plain(title.clone());
            Ok(())
        }
        Act::Reorder => {
            work.reorders = true;
            Ok(())
        }
        Act::Extent { at, articles } => {
            let index = division(work, at)?;
            work.divisions[index].articles = Some(*articles);
            Ok(())
        }
        Act::Wording => {
            work.notes.push(WORDING.to_owned());
            Ok(())
        }
        Act::Unknown { words } if words.contains("引用") && words.contains("调整") => {
            Err(Reason::new("决定没有列明引用的序号怎样调整，不能适用。"))
        }
        Act::Unknown { .. } => Err(Reason::new("没有读懂这句话，不能适用。")),
    }
}

fn delete(work: &mut Work<'_>, locator: &Locator) -> Result<(), Reason> {
    if matches!(locator, Locator::Division { .. } | Locator::Heading { .. }) {
        let index = division(work, locator)?;
        moving::drop_division(work, index, true);
        return Ok(());
    }
    if matches!(locator, Locator::Preamble { paragraph: None }) && !work.preamble.is_empty() {
        work.preamble.iter_mut().for_each(|it| it.dead = true);
        return Ok(());
    }
    if let Locator::Annex { word, number } = locator {
        let index = annex(work, word, *number)?;
        work.annexes.remove(index);
        return Ok(());
    }
    if matches!(locator, Locator::Provision { portion: Portion::Lead, .. }) {
        return Err(Reason::new("不能只删去列项之前的文字，请写明删去的词语。"));
    }
    for path in expand(work, std::slice::from_ref(locator))? {
        match node(work, path)? {
            Node::Article(a) if work.keeps_numbers => {
                // The number stays, and says that nothing stands there any more.
                let article = &mut work.articles[a];
                let gone = super::work::Block::fresh(crate::law::statute::Text::plain("（删去）"));
                article.paragraphs =
                    vec![super::work::WorkParagraph { block: gone, ..super::work::WorkParagraph::default() }];
                article.replaced = true;
            }
            Node::Article(a) => {
                work.articles[a].dead = true;
                work.articles_touched = true;
            }
            Node::Paragraph(a, p) => {
                work.articles[a].paragraphs[p].dead = true;
                work.articles[a].touched = true;
            }
            Node::Item(a, p, i) => {
                let paragraph = &mut work.articles[a].paragraphs[p];
                paragraph.items[i].dead = true;
                paragraph.list_touched = true;
            }
            Node::Subitem(a, p, i, s) => {
                let item = &mut work.articles[a].paragraphs[p].items[i];
                item.subitems[s].dead = true;
                item.list_touched = true;
            }
        }
    }
    Ok(())
}

fn rename_division(work: &mut Work<'_>, at: &Locator, name: &str) -> Result<(), Reason> {
    let index = division(work, at)?;
    if name.is_empty() {
        let parent = work.divisions[index].parent;
        for article in work.articles.iter_mut().filter(|it| it.division == Some(index)) {
            article.division = parent;
        }
        moving::drop_division(work, index, false);
        return Ok(());
    }
    let bare = match (at, crate::law::lex::intertitle(name), crate::law::lex::heading_head(name, true)) {
        (Locator::Heading { .. }, Some((_, bare)), _) | (Locator::Division { .. }, Some((_, bare)), _) => bare,
        (_, _, Some(head)) if !head.name.is_empty() => head.name,
        _ => name,
    };
    let plain: String = bare.chars().filter(|c| !crate::law::lex::is_space(*c)).collect();
    let division = &mut work.divisions[index];
    division.name = super::work::Block::fresh(crate::law::statute::Text::plain(plain));
    Ok(())
}

/// The index of the annex that is named.
fn annex(work: &Work<'_>, word: &str, number: Option<u16>) -> Result<usize, Reason> {
    let fits = |it: &crate::law::statute::Annex| it.word == word && (number.is_none() || it.number == number);
    let found: Vec<usize> = (0..work.annexes.len()).filter(|it| fits(&work.annexes[*it])).collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(Reason::new(format!("原文没有这个{word}。"))),
        _ => Err(Reason::new(format!("原文不止一个{word}，没有写明是哪一个。"))),
    }
}

/// The addresses of a list of places.
fn expand(work: &Work<'_>, at: &[Locator]) -> Result<Vec<crate::law::path::ProvisionPath>, Reason> {
    let mut list = Vec::new();
    for locator in at {
        list.extend(paths(work, locator)?);
        if list.len() > MAX_PLACES {
            return Err(Reason::new("一句话写明的条款太多。"));
        }
    }
    Ok(list)
}

/// The one paragraph of a quotation that must be one.
fn one_paragraph(text: &Quote) -> Result<&str, Reason> {
    match text.paragraphs.as_slice() {
        [only] => Ok(only.trim_matches(crate::law::lex::is_space)),
        _ => Err(Reason::new("引号内应当只有一段。")),
    }
}
