//! References of the old words that follow a renumbered provision. Words that the decision quotes already speak in
//! new numbers and are never touched.

use super::Retargeted;
use super::numbers::Numbered;
use super::work::{Block, Work};
use crate::law::number::{ArticleNumber, is_numeral_char, read_numeral, to_chinese};
use crate::law::path::ProvisionPath;
use crate::law::refs::{Reference, Resolution, references};
use std::collections::HashMap;

/// Where every provision that stays has gone: old address → new address.
pub(super) struct Moves {
    to: HashMap<ProvisionPath, ProvisionPath>,
    /// Whether any number changed.
    any: bool,
}

impl Moves {
    pub fn new(work: &Work<'_>, numbered: &Numbered) -> Self {
        let mut to = HashMap::new();
        for (number, index) in numbered {
            let article = &work.articles[*index];
            let new = ProvisionPath::article(*number);
            if let Some(old) = article.old {
                to.insert(ProvisionPath::article(old), new);
            }
            for (n, paragraph) in (1_u16..).zip(article.paragraphs.iter().filter(|it| !it.dead)) {
                let new = new.with_paragraph(n);
                if let Some(old) = paragraph.origin {
                    to.insert(old, new);
                }
                for item in paragraph.items.iter().filter(|it| !it.dead) {
                    if let Some(old) = item.origin {
                        to.insert(old, new.with_item(item.number));
                    }
                }
            }
        }
        let any = to.iter().any(|(old, new)| old != new);
        Self { to, any }
    }
}

/// Rewrites the references of all old words.
pub(super) fn follow(work: &mut Work<'_>, moves: &Moves, numbered: &Numbered) -> Vec<Retargeted> {
    let mut done = Vec::new();
    if !moves.any {
        return done;
    }
    let mut found: HashMap<ProvisionPath, Vec<Reference>> = HashMap::new();
    for reference in references(work.base) {
        if matches!(reference.result, Resolution::Resolved(_)) {
            found.entry(reference.within).or_default().push(reference);
        }
    }
    let mut notes = Vec::new();
    for (number, index) in numbered {
        let new = ProvisionPath::article(*number);
        for (n, paragraph) in (1_u16..).zip(work.articles[*index].paragraphs.iter_mut().filter(|it| !it.dead)) {
            let place = new.with_paragraph(n);
            let mut blocks = vec![(place, &mut paragraph.block)];
            blocks.extend(paragraph.lines.iter_mut().map(|it| (place, it)));
            for item in paragraph.items.iter_mut().filter(|it| !it.dead) {
                let place = place.with_item(item.number);
                blocks.push((place, &mut item.block));
                blocks.extend(
                    item.subitems
                        .iter_mut()
                        .filter(|it| !it.dead)
                        .map(|it| (place.with_subitem(it.number), &mut it.block)),
                );
            }
            for (place, block) in blocks {
                let Some(list) = block.origin.and_then(|it| found.get(&it)) else { continue };
                for reference in list {
                    one(block, reference, moves, place, &mut done, &mut notes);
                }
            }
        }
    }
    work.notes.extend(notes);
    done
}

fn one(
    block: &mut Block,
    reference: &Reference,
    moves: &Moves,
    place: ProvisionPath,
    done: &mut Vec<Retargeted>,
    notes: &mut Vec<String>,
) {
    if block.is_edited(reference.span) || block.text.plain.get(reference.span.range()) != Some(reference.text.as_str())
    {
        return;
    }
    match rewritten(reference, moves) {
        Ok(new) if new != reference.text => {
            block.edits.push((reference.span, new.clone()));
            done.push(Retargeted { within: place.chinese(), old: reference.text.clone(), new });
        }
        Ok(_) => {}
        Err(gone) => notes.push(format!("{}引用的“{}”：{gone}，没有改动，请核对。", place.chinese(), reference.text)),
    }
}

/// The words of a reference with the new numbers. The error says what it points at that is not there any more.
fn rewritten(reference: &Reference, moves: &Moves) -> Result<String, String> {
    let words = reference.text.as_str();
    let mut out = String::with_capacity(words.len());
    // 第二款 without an article is of this article; 前款 says nothing that has a number.
    let mut at = (reference.explicit || words.starts_with('第') || words.starts_with("本条第"))
        .then(|| reference.within.whole_article());
    let mut rest = words;
    while let Some(start) = rest.find('第') {
        out.push_str(&rest[..start]);
        let Some((unit, number, inserted, size)) = token(&rest[start..]) else {
            out.push('第');
            rest = &rest[start + '第'.len_utf8()..];
            continue;
        };
        let old = match (unit, at) {
            ('条', _) => Some(ProvisionPath::article(ArticleNumber::with_inserted(number, inserted))),
            ('款', Some(path)) => Some(path.whole_article().with_paragraph(number)),
            ('项', Some(path)) => Some(ProvisionPath { item: Some(number), subitem: None, ..path }),
            _ => None,
        };
        out.push_str(&renumbered(old, unit, &rest[start..start + size], moves, reference)?);
        at = old.or(at);
        rest = &rest[start + size..];
    }
    out.push_str(rest);
    Ok(out)
}

fn renumbered(
    old: Option<ProvisionPath>,
    unit: char,
    words: &str,
    moves: &Moves,
    reference: &Reference,
) -> Result<String, String> {
    let Some(old) = old else { return Ok(words.to_owned()) };
    // 第五条第三项 where 第五条 has one 款: the resolver knows which.
    let full = match (unit, old.paragraph) {
        ('项', None) => {
            reference.result.targets().iter().copied().find(|it| it.article == old.article && it.item == old.item)
        }
        _ => Some(old),
    };
    let Some(new) = full.and_then(|it| moves.to.get(&it)) else {
        let whole = moves.to.contains_key(&old.whole_article());
        // A provision replaced as a whole keeps its inner numbers as far as anyone can tell.
        if whole && unit != '条' {
            return Ok(words.to_owned());
        }
        return Err(format!("原{}已经删去、合并或者拆分", old.chinese()));
    };
    Ok(match unit {
        '条' => new.article.to_string(),
        '款' => format!("第{}款", new.paragraph.map(to_chinese).unwrap_or_default()),
        _ if words.contains('（') => format!("第（{}）项", new.item.map(to_chinese).unwrap_or_default()),
        _ => format!("第{}项", new.item.map(to_chinese).unwrap_or_default()),
    })
}

/// 第十二条之一, 第二款, 第（三）项 at the start: unit, number, number after 之, length.
fn token(words: &str) -> Option<(char, u16, u16, usize)> {
    let mut rest = words.strip_prefix('第')?;
    let bracketed = rest.strip_prefix('（');
    rest = bracketed.unwrap_or(rest);
    let end = rest.find(|c| !is_numeral_char(c))?;
    let number = read_numeral(&rest[..end])?.value;
    rest = &rest[end..];
    if bracketed.is_some() {
        rest = rest.strip_prefix('）')?;
    }
    let unit = rest.chars().next().filter(|c| matches!(c, '条' | '款' | '项'))?;
    rest = &rest[unit.len_utf8()..];
    let mut inserted = 0;
    if unit == '条'
        && let Some(after) = rest.strip_prefix('之')
    {
        let end = after.find(|c| !is_numeral_char(c)).unwrap_or(after.len());
        if let Some(read) = read_numeral(&after[..end]) {
            inserted = read.value;
            rest = &after[end..];
        }
    }
    Some((unit, number, inserted, words.len() - rest.len()))
}
