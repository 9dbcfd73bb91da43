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
    // 农业、林业主管部门 before 林业主管部门, whichever comes first in the decision.
    let mut edits = edits.to_vec();
    edits.sort_by_key(|it| std::cmp::Reverse(sought(it).chars().count()));
    let edits = edits.as_slice();
    for locator in at {
        match locator {
            Locator::Everywhere | Locator::Division { .. } => {
                for edit in edits {
                    wide(work, locator, edit)?;
                }
            }
            Locator::Preamble { paragraph } => preamble(work, *paragraph, edits)?,
            Locator::Title => {
                let mut block = Block::fresh(work.title.clone());
                for edit in edits {
                    if in_blocks(&mut [&mut block], edit)? == 0 {
                        return Err(missing(work, "名称", edit));
                    }
                }
                work.title = block.finished();
            }
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
        if done == 0 {
            return Err(missing(work, &path.chinese(), edit));
        }
        if done > 1 {
            work.notes.push(format!("{}有{done}处“{}”，全部修改。", path.chinese(), sought(edit)));
        }
        if let (WordEdit::Delete { .. }, Node::Paragraph(a, p)) = (edit, at) {
            drop_if_empty(work, a, p);
        }
    }
    Ok(())
}

/// 删去第十六条第二款规定的“…”, all its words: the 款 goes.
fn drop_if_empty(work: &mut Work<'_>, a: usize, p: usize) {
    let paragraph = &mut work.articles[a].paragraphs[p];
    let nothing =
        paragraph.block.finished().plain.chars().all(|c| matches!(c, '。' | '；' | '，') || c.is_whitespace());
    if nothing && paragraph.items.is_empty() && paragraph.lines.is_empty() {
        paragraph.dead = true;
        work.articles[a].touched = true;
    }
}

/// The constitution quotes an 项 with its mark.
fn in_item(item: &mut WorkItem, edit: &WordEdit) -> Result<u16, Reason> {
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
        blocks.extend(&mut paragraph.lines);
        for item in paragraph.items.iter_mut().filter(|it| !it.dead) {
            blocks.push(&mut item.block);
            blocks.extend(item.subitems.iter_mut().filter(|it| !it.dead).map(|it| &mut it.block));
        }
    }
    blocks.retain(|it| it.origin.is_some());
    blocks
}

/// Carries out one edit in a unit. Gives at how many places: 0 where the words are not there.
fn in_blocks(blocks: &mut [&mut Block], edit: &WordEdit) -> Result<u16, Reason> {
    match edit {
        WordEdit::Append { words } => return append(blocks, words),
        WordEdit::Prepend { words } => {
            let Some(first) = blocks.first_mut() else { return Ok(0) };
            let mark = if words.ends_with(['。', '；', '，', '：']) { "" } else { "；" };
            first.edits.push((Span::new(0, 0), format!("{words}{mark}")));
            return Ok(1);
        }
        WordEdit::Paragraphs { .. } => return Err(Reason::new("整段修改应当写明是哪一条。")),
        _ => {}
    }
    let needle = Comparable::new(sought(edit));
    if needle.is_empty() {
        return Err(Reason::new("引号内没有文字。"));
    }
    let series = is_series(blocks, &needle, edit);
    let mut found = 0_u16;
    for block in blocks {
        for span in Comparable::new(&block.text.plain).find(&needle) {
            if block.is_edited(span) {
                continue;
            }
            found = found.saturating_add(1);
            let wanted = match edit {
                WordEdit::ReplaceNth { nth, .. } => *nth == found,
                _ => true,
            };
            if wanted {
                order(block, span, edit, series);
            }
        }
    }
    match edit {
        WordEdit::ReplaceNth { nth, .. } => Ok(u16::from(found >= *nth && *nth > 0)),
        _ => Ok(found),
    }
}

/// The words that an edit looks for.
fn sought(edit: &WordEdit) -> &str {
    match edit {
        WordEdit::Replace { from: words, .. }
        | WordEdit::ReplaceNth { from: words, .. }
        | WordEdit::InsertAfter { anchor: words, .. }
        | WordEdit::InsertBefore { anchor: words, .. }
        | WordEdit::Delete { words }
        | WordEdit::Append { words }
        | WordEdit::Prepend { words } => words,
        WordEdit::Paragraphs { .. } => "",
    }
}

fn order(block: &mut Block, span: Span, edit: &WordEdit, series: bool) {
    let plain = &block.text.plain;
    let edit = match edit {
        WordEdit::Replace { to, .. } | WordEdit::ReplaceNth { to, .. } => (span, to.clone()),
        WordEdit::InsertAfter { words, .. } => {
            let mark = joint(&plain[..span.end], &plain[span.end..], words, series);
            (Span::new(span.end, span.end), format!("{mark}{words}"))
        }
        WordEdit::InsertBefore { words, .. } => {
            let clause = plain[span.range()].contains('，') && !words.ends_with(['，', '、', '；', '。']);
            let mark = if clause { "，" } else { "" };
            (Span::new(span.start, span.start), format!("{words}{mark}"))
        }
        WordEdit::Delete { .. } => (deleted(plain, span), String::new()),
        _ => return,
    };
    block.edits.push(edit);
}

/// The mark between words that stay and words added after them. The decision quotes words and leaves the mark to the
/// text: 、 in a series, ， between clauses.
pub(in crate::law::amend) fn joint(before: &str, after: &str, words: &str, series: bool) -> &'static str {
    const LINKS: [&str; 22] = [
        "和", "或", "及", "以及", "并且", "与", "的", "等", "、", "，", "；", "。", "：", "（", "(", "》", "”", "）",
        "之", "中", "内", "上",
    ];
    if LINKS.iter().any(|it| words.starts_with(it)) || before.ends_with(['、', '，', '。', '；', '：', '（', '“', '《'])
    {
        return "";
    }
    if series || !after.starts_with(['，', '。', '；']) { "、" } else { "，" }
}

/// Whether an anchor is a member of a series and not a clause: somewhere the sentence goes on after it without a stop,
/// or what is added begins as it does.
fn is_series(blocks: &[&mut Block], needle: &Comparable, edit: &WordEdit) -> bool {
    let WordEdit::InsertAfter { anchor, words } = edit else {
        return false;
    };
    let alike = anchor.chars().zip(words.chars()).take_while(|(a, b)| a == b).count() >= 2;
    alike
        || blocks.iter().any(|block| {
            let plain = block.text.plain.as_str();
            Comparable::new(plain).find(needle).iter().any(|it| !plain[it.end..].starts_with(['，', '。', '；']))
        })
}

/// What goes with deleted words: nothing, unless marks would be left side by side or a series would lose its last member.
pub(in crate::law::amend) fn deleted(plain: &str, span: Span) -> Span {
    let before = plain[..span.start].chars().next_back();
    let after = plain[span.end..].chars().next();
    let gone = &plain[span.start..span.end];
    let mark = |c: char| matches!(c, '、' | '，' | '；' | '：' | '。');
    let links = gone.starts_with(mark)
        || gone.ends_with(mark)
        || ["和", "或", "或者", "及", "以及"].iter().any(|it| gone.ends_with(it));
    match (before, after) {
        // 第二十九条、【第三十条】、第三十一条, …；【情节严重的，…】。: the mark before goes too.
        (Some(b), Some(a)) if mark(b) && b != '。' && b != '：' && mark(a) => {
            Span::new(span.start - b.len_utf8(), span.end)
        }
        // 第二十九条、【第三十条】的规定
        (Some(b @ '、'), _) if !links => Span::new(span.start - b.len_utf8(), span.end),
        (Some('。' | '：' | '（' | '(') | None, Some(a @ ('、' | '，'))) => {
            Span::new(span.start, span.end + a.len_utf8())
        }
        _ => span,
    }
}

fn append(blocks: &mut [&mut Block], words: &str) -> Result<u16, Reason> {
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
    Ok(1)
}

/// “旧一”“旧二”修改为：“新一”“新二”: whole paragraphs, one after another.
fn whole_paragraphs(paragraphs: &mut Vec<WorkParagraph>, from: &Quote, to: &Quote) -> Result<u16, Reason> {
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
    let [start] = found.as_slice() else { return Ok(0) };
    let fresh = to.paragraphs.iter().map(|it| WorkParagraph {
        block: Block::fresh(Text::plain(it.trim_matches(crate::law::lex::is_space))),
        ..WorkParagraph::default()
    });
    let fresh: Vec<WorkParagraph> = fresh.collect();
    paragraphs.splice(*start..start + size, fresh);
    Ok(1)
}

fn preamble(work: &mut Work<'_>, paragraph: Option<u16>, edits: &[WordEdit]) -> Result<(), Reason> {
    let range = preamble_range(work, paragraph)?;
    for edit in edits {
        let mut blocks: Vec<&mut Block> = work.preamble[range.clone()].iter_mut().map(|it| &mut it.block).collect();
        if in_blocks(&mut blocks, edit)? == 0 {
            return Err(missing(work, "序言", edit));
        }
    }
    Ok(())
}

/// The paragraphs before the first article that are meant. The word 序言 above them is no paragraph.
pub(super) fn preamble_range(work: &Work<'_>, paragraph: Option<u16>) -> Result<std::ops::Range<usize>, Reason> {
    let titled = work.preamble.first().is_some_and(|it| {
        let words: String = it.block.text.plain.chars().filter(|c| !crate::law::lex::is_space(*c)).collect();
        matches!(words.as_str(), "序言" | "前言" | "引言")
    });
    let first = usize::from(titled);
    let count = work.preamble.len() - first;
    match paragraph.map(usize::from) {
        Some(n) if n >= 1 && n <= count => Ok(first + n - 1..first + n),
        None if count > 0 => Ok(first..work.preamble.len()),
        _ => Err(Reason::new(format!("原文第一条之前只有{count}段。"))),
    }
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
    let mut found = 0_u16;
    let indices: Vec<usize> = (0..work.articles.len())
        .filter(|it| !work.articles[*it].dead && inside(work, work.articles[*it].division))
        .collect();
    for index in indices {
        found = found.saturating_add(in_blocks(&mut blocks_of(&mut work.articles[index].paragraphs), edit)?);
    }
    if within.is_none() {
        let mut blocks: Vec<&mut Block> = work.preamble.iter_mut().map(|it| &mut it.block).collect();
        found = found.saturating_add(in_blocks(&mut blocks, edit)?);
        let mut names: Vec<&mut Block> =
            work.divisions.iter_mut().filter(|it| it.old.is_some()).map(|it| &mut it.name).collect();
        found = found.saturating_add(in_blocks(&mut names, edit)?);
    }
    if found > 0 { Ok(()) } else { Err(missing(work, "全文", edit)) }
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
