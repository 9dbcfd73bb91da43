//! The words of provisions as a decision quotes them.

use super::super::decision::Quote;
use crate::law::number::to_chinese;
use crate::law::statute::{Article, Item, ItemMark, Paragraph};

/// The lines of an article, without its number.
pub(super) fn article(article: &Article) -> Quote {
    let mut lines = paragraphs(&article.paragraphs);
    if let (Some(caption), Some(first)) = (&article.caption, lines.first_mut()) {
        first.insert_str(0, &format!("{}{}{}", caption.open, caption.text, caption.close()));
    }
    Quote::new(lines)
}

/// The lines of articles, each headed by its number.
pub(super) fn numbered<'a>(articles: impl Iterator<Item = &'a Article>) -> Quote {
    let mut lines = Vec::new();
    for it in articles {
        let mut own = article(it).paragraphs;
        match own.first_mut() {
            Some(first) => first.insert_str(0, &format!("{}\u{3000}", it.number())),
            None => own.push(it.number().to_string()),
        }
        lines.append(&mut own);
    }
    Quote::new(lines)
}

/// The lines of 款 with their lists.
pub(super) fn paragraphs(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        if !paragraph.text.plain.is_empty() {
            lines.push(paragraph.text.plain.clone());
        }
        paragraph.items.iter().for_each(|it| lines.extend(item(it, it.number, false)));
    }
    lines
}

/// The lines of an 项 under this number. `bare` leaves out what ends it: the list supplies ； or 。.
pub(super) fn item(item: &Item, number: u16, bare: bool) -> Vec<String> {
    let mark = match item.mark {
        ItemMark::Lost => String::new(),
        ItemMark::Chinese => format!("（{}）", to_chinese(number)),
        ItemMark::Arabic => format!("{number}."),
        ItemMark::Comma => format!("{}、", to_chinese(number)),
    };
    let mut lines = vec![format!("{mark}{}", item.text.plain)];
    lines.extend(item.subitems.iter().map(|it| format!("{}{}", it.number_text(), it.text.plain)));
    if bare && let Some(last) = lines.last_mut() {
        *last = without_end(last).to_owned();
    }
    lines
}

/// Words without the ； or 。 that ends an 项.
pub(super) fn without_end(words: &str) -> &str {
    words.strip_suffix(['；', '。', '，']).unwrap_or(words)
}
