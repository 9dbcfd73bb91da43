//! The lists of a text: the words before 项 or 目, and these.

use crate::lint::context::Context;
use crate::lint::unit::{TextUnit, UnitKind};

/// 项 with the words before them, or 目 with the words before them.
#[derive(Debug)]
pub(super) struct List<'s, 'a> {
    /// The words before the list; None where the list begins an article.
    pub lead: Option<&'s TextUnit<'a>>,
    /// The members that have words.
    pub members: Vec<&'s TextUnit<'a>>,
    /// Whether the last member ends a 款; a list of 目 may be followed by another 项.
    pub ends_paragraph: bool,
}

/// All lists of the text, in its order.
pub(super) fn lists<'s, 'a>(ctx: &'s Context<'a>) -> Vec<List<'s, 'a>> {
    let mut found = Vec::new();
    for paragraph in ctx.units.chunk_by(|a, b| std::ptr::eq(a.paragraph, b.paragraph)) {
        let lead = paragraph.first().filter(|it| it.kind == UnitKind::Paragraph);
        let members: Vec<_> = paragraph.iter().filter(|it| it.kind == UnitKind::Item).collect();
        if !members.is_empty() {
            found.push(List { lead, members, ends_paragraph: true });
        }
        let last = paragraph.last().and_then(|it| it.path.item);
        for item in paragraph.chunk_by(|a, b| a.path.item == b.path.item) {
            let lead = item.first().filter(|it| it.kind == UnitKind::Item);
            let members: Vec<_> = item.iter().filter(|it| it.kind == UnitKind::Subitem).collect();
            if !members.is_empty() {
                found.push(List { lead, members, ends_paragraph: item[0].path.item == last });
            }
        }
    }
    found
}

/// Whether 目 follow the words of this 项, or a table or formula may.
pub(super) fn leads(unit: &TextUnit<'_>) -> bool {
    unit.text.trim_end().ends_with(['：', ':'])
}
