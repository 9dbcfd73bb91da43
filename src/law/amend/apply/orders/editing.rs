//! Edits of words.

use super::super::Reason;
use super::super::resolve::{Node, division, node};
use super::super::words::Comparable;
use super::super::work::{Block, Work, WorkItem, WorkParagraph};
use super::expand;
use crate::law::amend::decision::{Locator, Portion, Quote, WordEdit};
use crate::law::span::Span;
use crate::law::statute::Text;

/// Most candidates that a refusal names.
const MAX_CANDIDATES: usize = 5;

/// Carries out the edits at each of the places.
pub(super) fn edit(work: &mut Work<'_>, at: &[Locator], edits: &[WordEdit]) -> Result<(), Reason> {
    if at.is_empty() {
        return Err(Reason::new("没有写明修改哪一条。"));
    }
    for locator in at {
        match locator {
            Locator::Everywhere | Locator::Division { .. } => {
                for edit in edits {
                    wide(work, locator, edit)?;
                }
            }
            Locator::Preamble { paragraph } => preamble(work, *paragraph, edits)?,
            Locator::Annex { .. } | Locator::Heading { .. } => {
                return Err(Reason::new("附件和标题不能逐词修改，请整体修改。"));
            }
            Locator::Provision { portion, .. } => {
                for path in expand(work, std::slice::from_ref(locator))? {
                    one_place(work, path, *portion, edits)?;
                }
            }
            Locator::Range { .. } => {
                for path in expand(work, std::slice::from_ref(locator))? {
                    one_place(work, path, Portion::Whole, edits)?;
                }
            }
        }
    }
    Ok(())
}

fn one_place(
    work: &mut Work<'_>,
    path: crate::law::path::ProvisionPath,
    portion: Portion,
    edits: &[WordEdit],
) -> Result<(), Reason> {
    let at = node(work, path)?;
    for edit in edits {
        let done = match at {
            Node::Article(a) => {
                let article = &mut work.articles[a];
                if article.replaced {
                    return Err(Reason::new(format!("{}已经由本决定整条修改。", path.article)));
                }
                match edit {
                    WordEdit::Paragraphs { from, to } => whole_paragraphs(&mut article.paragraphs, from, to)?,
                    _ => in_blocks(&mut blocks_of(&mut article.paragraphs), edit)?,
                }
            }
            Node::Paragraph(a, p) => {
                let paragraphs = &mut work.articles[a].paragraphs;
                match (edit, portion) {
                    (WordEdit::Paragraphs { from, to }, _) => whole_paragraphs(paragraphs, from, to)?,
                    (_, Portion::Lead) => in_blocks(&mut [&mut paragraphs[p].block], edit)?,
                    _ => in_blocks(&mut blocks_of(&mut paragraphs[p..=p]), edit)?,
                }
            }
            Node::Item(a, p, i) => {
                let paragraph = &mut work.articles[a].paragraphs[p];
                in_item(&mut paragraph.items[i], edit)?
            }
            Node::Subitem(a, p, i, s) => {
                let item = &mut work.articles[a].paragraphs[p].items[i];
                in_blocks(&mut [&mut item.subitems[s].block], edit)?
            }
        };
        if !done {
            return Err(missing(work, &path.chinese(), edit));
        }
    }
    Ok(())
}

/// The constitution quotes an 项 with its mark.
fn in_item(item: &mut WorkItem, edit: &WordEdit) -> Result<bool, Reason> {
    let number = item.number;
    let bare = |words: &str| match crate::law::lex::list_mark(words) {
        Some(mark) if mark.number == number => mark.rest.to_owned(),
        _ => words.to_owned(),
    };
    let edit = match edit {
        WordEdit::Replace { from, to } => WordEdit::Replace { from: bare(from), to: bare(to) },
        other => other.clone(),
    };
    let mut blocks = vec![&mut item.block];
    blocks.extend(item.subitems.iter_mut().filter(|it| !it.dead).map(|it| &mut it.block));
    in_blocks(&mut blocks, &edit)
}

fn blocks_of(paragraphs: &mut [WorkParagraph]) -> Vec<&mut Block> {
    let mut blocks = Vec::new();
    for paragraph in paragraphs.iter_mut().filter(|it| !it.dead && it.origin.is_some()) {
        blocks.push(&mut paragraph.block);
        for item in paragraph.items.iter_mut().filter(|it| !it.dead) {
            blocks.push(&mut item.block);
            blocks.extend(item.subitems.iter_mut().filter(|it| !it.dead).map(|it| &mut it.block));
        }
    }
    blocks.retain(|it| it.origin.is_some());
    blocks
}

/// Carries out one edit in a unit. False where the words are not there.
fn in_blocks(blocks: &mut [&mut Block], edit: &WordEdit) -> Result<bool, Reason> {
    match edit {
        WordEdit::Append { words } => return append(blocks, words),
        WordEdit::Prepend { words } => {
            let Some(first) = blocks.first_mut() else { return Ok(false) };
            let mark = if words.ends_with(['。', '；', '，', '：']) { "" } else { "；" };
            first.edits.push((Span::new(0, 0), format!("{words}{mark}")));
            return Ok(true);
        }
        WordEdit::Paragraphs { .. } => return Err(Reason::new("整段修改应当写明是哪一条。")),
        _ => {}
    }
    let needle = Comparable::new(sought(edit));
    if needle.is_empty() {
        return Err(Reason::new("引号内没有文字。"));
    }
    let mut found = 0;
    for block in blocks {
        for span in Comparable::new(&block.text.plain).find(&needle) {
            if block.is_edited(span) {
                continue;
            }
            found += 1;
            order(block, span, edit);
        }
    }
    Ok(found > 0)
}

/// The words that an edit looks for.
fn sought(edit: &WordEdit) -> &str {
    match edit {
        WordEdit::Replace { from: words, .. }
        | WordEdit::InsertAfter { anchor: words, .. }
        | WordEdit::InsertBefore { anchor: words, .. }
        | WordEdit::Delete { words }
        | WordEdit::Append { words }
        | WordEdit::Prepend { words } => words,
        WordEdit::Paragraphs { .. } => "",
    }
}

fn order(block: &mut Block, span: Span, edit: &WordEdit) {
    let plain = &block.text.plain;
    let edit = match edit {
        WordEdit::Replace { to, .. } => (span, to.clone()),
        WordEdit::InsertAfter { words, .. } => {
            let mark = joint(&plain[..span.end], &plain[span.end..], words);
            (Span::new(span.end, span.end), format!("{mark}{words}"))
        }
        WordEdit::InsertBefore { words, .. } => {
            let mark = joint(words, &plain[span.start..], &plain[span.start..]);
            (Span::new(span.start, span.start), format!("{words}{mark}"))
        }
        WordEdit::Delete { .. } => (deleted(plain, span), String::new()),
        _ => return,
    };
    block.edits.push(edit);
}

/// The mark between words that stay and words added after them. The decision quotes words and leaves the mark to the
/// text: 、 in a series, ， between clauses.
pub(in crate::law::amend) fn joint(before: &str, after: &str, words: &str) -> &'static str {
    const LINKS: [&str; 22] = [
        "和", "或", "及", "以及", "并且", "与", "的", "等", "、", "，", "；", "。", "：", "（", "(", "》", "”", "）",
        "之", "中", "内", "上",
    ];
    if LINKS.iter().any(|it| words.starts_with(it)) || before.ends_with(['、', '，', '。', '；', '：', '（', '“', '《'])
    {
        return "";
    }
    let clause = after.starts_with(['，', '。', '；']);
    let series =
        before.rsplit(['，', '。', '；', '：']).next().is_some_and(|it| it.contains('、')) && after.starts_with('、');
    if clause && !series { "，" } else { "、" }
}

/// What goes with deleted words: nothing, unless marks would be left side by side.
pub(in crate::law::amend) fn deleted(plain: &str, span: Span) -> Span {
    let before = plain[..span.start].chars().next_back();
    let after = plain[span.end..].chars().next();
    let gone = &plain[span.start..span.end];
    let stop = |c: char| matches!(c, '，' | '。' | '；' | '：');
    match (before, after) {
        // 第二十九条、【第三十条】的: the mark before goes too.
        (Some(b @ ('、' | '，')), Some(a))
            if a == '、' || stop(a) || (b == '、' && !gone.starts_with(['、', '，'])) =>
        {
            Span::new(span.start - b.len_utf8(), span.end)
        }
        (Some(b), Some(a @ ('、' | '，'))) if stop(b) || b == '（' => Span::new(span.start, span.end + a.len_utf8()),
        (None, Some(a @ ('、' | '，'))) => Span::new(span.start, span.end + a.len_utf8()),
        _ => span,
    }
}

fn append(blocks: &mut [&mut Block], words: &str) -> Result<bool, Reason> {
    let [only] = blocks else {
        return Err(Reason::new("这一处有几款或者几项，没有写明在哪里增加。"));
    };
    let plain = &only.text.plain;
    let end = plain.len();
    let sentence = words.ends_with('。');
    let at = match plain.chars().next_back() {
        Some(last @ ('。' | '；')) if !sentence => end - last.len_utf8(),
        _ => end,
    };
    only.edits.push((Span::new(at, at), words.to_owned()));
    Ok(true)
}

/// “旧一”“旧二”修改为：“新一”“新二”: whole paragraphs, one after another.
fn whole_paragraphs(paragraphs: &mut Vec<WorkParagraph>, from: &Quote, to: &Quote) -> Result<bool, Reason> {
    let wanted: Vec<Comparable> = from.paragraphs.iter().map(|it| Comparable::new(it)).collect();
    let size = wanted.len();
    let fits = |start: usize| {
        wanted.iter().zip(&paragraphs[start..]).all(|(wanted, it)| {
            !it.dead
                && it.items.is_empty()
                && it.block.edits.is_empty()
                && Comparable::new(&it.block.text.plain).same(wanted)
        })
    };
    let starts = paragraphs.len().checked_sub(size).map_or(0..0, |last| 0..last + 1);
    let found: Vec<usize> = starts.filter(|it| size > 0 && fits(*it)).collect();
    let [start] = found.as_slice() else { return Ok(false) };
    let fresh = to.paragraphs.iter().map(|it| WorkParagraph {
        block: Block::fresh(Text::plain(it.trim_matches(crate::law::lex::is_space))),
        ..WorkParagraph::default()
    });
    let fresh: Vec<WorkParagraph> = fresh.collect();
    paragraphs.splice(*start..start + size, fresh);
    Ok(true)
}

fn preamble(work: &mut Work<'_>, paragraph: Option<u16>, edits: &[WordEdit]) -> Result<(), Reason> {
    let range = match paragraph.map(|n| usize::from(n).saturating_sub(1)) {
        Some(at) if at < work.preamble.len() => at..at + 1,
        None if !work.preamble.is_empty() => 0..work.preamble.len(),
        _ => return Err(Reason::new(format!("原文第一条之前只有{}段。", work.preamble.len()))),
    };
    for edit in edits {
        let mut blocks: Vec<&mut Block> = work.preamble[range.clone()].iter_mut().map(|it| &mut it.block).collect();
        if !in_blocks(&mut blocks, edit)? {
            return Err(missing(work, "序言", edit));
        }
    }
    Ok(())
}

/// 本条例中的, 第四章中的: wherever the words stand.
fn wide(work: &mut Work<'_>, locator: &Locator, edit: &WordEdit) -> Result<(), Reason> {
    let within = match locator {
        Locator::Division { .. } => Some(division(work, locator)?),
        _ => None,
    };
    let inside = |work: &Work<'_>, mut at: Option<usize>| {
        let Some(wanted) = within else { return true };
        for _ in 0..8 {
            match at {
                Some(index) if index == wanted => return true,
                Some(index) => at = work.divisions[index].parent,
                None => return false,
            }
        }
        false
    };
    let mut found = false;
    let indices: Vec<usize> = (0..work.articles.len())
        .filter(|it| !work.articles[*it].dead && inside(work, work.articles[*it].division))
        .collect();
    for index in indices {
        found |= in_blocks(&mut blocks_of(&mut work.articles[index].paragraphs), edit)?;
    }
    if within.is_none() {
        let mut blocks: Vec<&mut Block> = work.preamble.iter_mut().map(|it| &mut it.block).collect();
        found |= in_blocks(&mut blocks, edit)?;
        let mut names: Vec<&mut Block> =
            work.divisions.iter_mut().filter(|it| it.old.is_some()).map(|it| &mut it.name).collect();
        found |= in_blocks(&mut names, edit)?;
    }
    if found { Ok(()) } else { Err(missing(work, "全文", edit)) }
}

/// The words are not where the decision says: where they are instead.
fn missing(work: &Work<'_>, place: &str, edit: &WordEdit) -> Reason {
    if let WordEdit::Paragraphs { from, .. } = edit {
        let first = from.paragraphs.first().map(|it| super::super::shortened(it)).unwrap_or_default();
        return Reason::new(format!("{place}没有这样的整段文字：“{first}”。"));
    }
    let words = sought(edit);
    let needle = Comparable::new(words);
    let elsewhere: Vec<String> = work
        .base
        .articles()
        .flat_map(|article| {
            (1_u16..).zip(&article.paragraphs).map(|(n, paragraph)| (article.path.with_paragraph(n), paragraph))
        })
        .filter(|(path, _)| work.base.words_at(*path).is_some_and(|it| !Comparable::new(&it).find(&needle).is_empty()))
        .map(|(path, _)| path.chinese())
        .take(MAX_CANDIDATES)
        .collect();
    let shown = super::super::shortened(words);
    if elsewhere.is_empty() {
        return Reason::new(format!("{place}没有“{shown}”，全文也没有。"));
    }
    Reason::with(format!("{place}没有“{shown}”，这些文字在{}。", elsewhere.join("、")), elsewhere)
}
