//! Items whose marks were lost, because Word had numbered the list by itself (edge case 19).

use crate::law::span::Span;
use crate::law::statute::{Item, ItemMark, Paragraph, Text};

/// Shortest list whose lost marks are recognised, in items.
const MIN_LOST_ITEMS: usize = 2;

/// The length of the list without marks that follows paragraph `lead`, if there is one: after a lead-in that ends
/// with ：, at least two paragraphs of which all but the last end with ； and the last with 。 (edge case 19).
pub(in crate::law) fn lost_list_len(paragraphs: &[Paragraph], lead: usize) -> Option<usize> {
    list_len_after(&paragraphs[lead], &paragraphs[lead + 1..])
}

fn list_len_after(lead: &Paragraph, rest: &[Paragraph]) -> Option<usize> {
    if !lead.items.is_empty() || !lead.text.plain.ends_with('：') {
        return None;
    }
    let bare = |it: &Paragraph| it.items.is_empty() && is_one_plain_line(&it.text);
    let open = rest.iter().take_while(|it| bare(it) && it.text.plain.ends_with('；')).count();
    let closed = rest.get(open).is_some_and(|it| bare(it) && it.text.plain.ends_with('。'));
    (closed && open + 1 >= MIN_LOST_ITEMS).then_some(open + 1)
}

/// Whether `next` is an item whose mark was lost in the midst of a list: （一）…；  …；  （三）….
pub(in crate::law) fn is_lost_item(list: &Paragraph, next: &Paragraph) -> bool {
    let last = match list.items.last() {
        Some(item) => item.number,
        None if list.text.plain.ends_with('：') => 0,
        None => return false,
    };
    let goes_on =
        next.items.first().is_some_and(|it| it.mark == ItemMark::Chinese && Some(it.number) == last.checked_add(2));
    goes_on && next.text.plain.ends_with('；') && is_one_plain_line(&next.text)
}

/// One line that is printed without an escape at its start, which would guard it as a paragraph.
fn is_one_plain_line(text: &Text) -> bool {
    !text.plain.contains('\n') && !text.plain.starts_with(['*', '[', '<', '\\'])
}

/// Makes the words of `rest` an item of `list`, followed by the items of `rest`.
fn absorb(list: &mut Paragraph, rest: Paragraph) {
    let number = list.items.last().map_or(1, |it| it.number.saturating_add(1));
    list.span = list.span.hull(rest.span);
    list.directives.extend(rest.directives);
    let span = rest.text_span;
    list.items.push(Item {
        number,
        mark: ItemMark::Lost,
        text: rest.text,
        subitems: Vec::new(),
        span,
        text_span: span,
    });
    list.items.extend(rest.items);
}

/// Turns lists that lost their marks into items; tells where the first one stands. `guarded` are the indices, in
/// order, of paragraphs that a backslash keeps as they are. One pass over the paragraphs.
pub(super) fn find_lost_items(paragraphs: &mut Vec<Paragraph>, guarded: &[usize]) -> Option<Span> {
    let mut old = std::mem::take(paragraphs);
    let mut first = None;
    let mut at = 0;
    while at < old.len() {
        let mut lead = std::mem::take(&mut old[at]);
        at += 1;
        let is_guarded = |at: usize| guarded.binary_search(&at).is_ok();
        // A list may have lost more than one mark.
        while at < old.len() && !is_guarded(at) && is_lost_item(&lead, &old[at]) {
            first = first.or(Some(old[at].text_span));
            absorb(&mut lead, std::mem::take(&mut old[at]));
            at += 1;
        }
        let len = list_len_after(&lead, &old[at..]).filter(|len| !(at..at + len).any(is_guarded));
        for paragraph in old.iter_mut().skip(at).take(len.unwrap_or(0)) {
            first = first.or(Some(paragraph.span));
            absorb(&mut lead, std::mem::take(paragraph));
        }
        at += len.unwrap_or(0);
        paragraphs.push(lead);
    }
    first
}
