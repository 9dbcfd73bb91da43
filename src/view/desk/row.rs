//! A row of two texts: its articles, why the engine or a person put them together, and the form that says otherwise.

use super::Local;
use super::form::DeskForm;
use super::table::DeskTable;
use crate::law::compare::{Row, RowLink};
use crate::procedure::VersionId;
use crate::procedure::correction::{Articles, Correction, Named, article_label, is_unsure, shown_list};
use crate::view::{chinese_time, link};

/// How many characters of an article are shown in a long list.
const OPENING_CHARS: usize = 60;
/// How many where one looks closely.
const CLOSE_CHARS: usize = 1_500;

pub(super) struct DeskRow {
    pub(super) anchor: String,
    /// 第五条 → 第七条, for the names of buttons.
    pub(super) name: String,
    /// 修改, 拆分 …
    pub(super) kind: &'static str,
    /// 移动, 序号变化 …
    pub(super) marks: Vec<&'static str>,
    pub(super) old: Vec<DeskArticle>,
    pub(super) new: Vec<DeskArticle>,
    pub(super) links: Vec<String>,
    pub(super) unsure: bool,
    /// What a person said, if that is why the row is as it is.
    pub(super) said: Option<RowSaid>,
    pub(super) form: DeskForm,
    /// Whether the form is shown open.
    pub(super) open: bool,
    /// The anchor of the row after it in the list, to go on with.
    pub(super) next: String,
}

pub(super) struct DeskArticle {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) words: String,
}

pub(super) struct RowSaid {
    pub(super) id: i64,
    pub(super) by: String,
    pub(super) on: String,
    pub(super) note: Option<String>,
}

impl RowSaid {
    fn of(correction: &Correction, local: Local<'_>) -> Self {
        Self {
            id: correction.id.get(),
            by: format!("{}（{}）", correction.by.name(), correction.by.organ()),
            on: chinese_time(&local(correction.made_at)),
            note: correction.note.clone(),
        }
    }
}

/// What the rows of a pair share.
pub(super) struct RowContext<'a> {
    pub(super) table: &'a DeskTable,
    /// What was sent and not accepted.
    pub(super) typed: Option<&'a DeskForm>,
    /// Whether whole articles are shown.
    pub(super) close: bool,
    pub(super) local: Local<'a>,
}

impl DeskRow {
    pub(super) fn of(row: &Row, said: Option<&Correction>, ctx: &RowContext<'_>) -> Self {
        let table = ctx.table;
        let anchor = table.anchor(&row.old, &row.new);
        let typed = ctx.typed.filter(|it| it.row == anchor);
        let (old, new) = (shown_list(&row.old, &table.old), shown_list(&row.new, &table.new));
        let none = |list: &str| if list.is_empty() { "无".to_owned() } else { list.to_owned() };
        Self {
            name: format!("{} → {}", none(&old), none(&new)),
            kind: row.kind.chinese(),
            marks: marks(row),
            old: articles(&row.old, &table.old, table.pair.old(), ctx),
            new: articles(&row.new, &table.new, table.pair.new_version(), ctx),
            links: row.links.iter().filter_map(|it| why(it, row, table)).collect(),
            unsure: is_unsure(row),
            said: said.map(|it| RowSaid::of(it, ctx.local)),
            open: typed.is_some(),
            form: typed.cloned().unwrap_or_else(|| DeskForm { old, new, row: anchor.clone(), ..DeskForm::default() }),
            anchor,
            next: String::new(),
        }
    }
}

fn marks(row: &Row) -> Vec<&'static str> {
    let all = [(row.moved, "移动"), (row.renumbered, "序号变化"), (row.consequential, "仅引用随序号变化")];
    all.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

fn articles(places: &[usize], articles: &Articles, version: VersionId, ctx: &RowContext<'_>) -> Vec<DeskArticle> {
    let bill = ctx.table.pair.bill();
    let limit = if ctx.close { CLOSE_CHARS } else { OPENING_CHARS };
    let article = |it: &Named| DeskArticle {
        label: article_label(it.path()),
        href: link::provision(bill, version, it.path()),
        words: opening(it.words(), limit),
    };
    places.iter().filter_map(|it| articles.list().get(*it)).map(article).collect()
}

/// The first words. Where whole articles are shown their lines stay.
fn opening(words: &str, limit: usize) -> String {
    let words = if limit == OPENING_CHARS { words.replace('\n', "") } else { words.to_owned() };
    match words.char_indices().nth(limit) {
        Some((end, _)) => format!("{}……", &words[..end]),
        None => words,
    }
}

/// 相似度82%，文字最相近. In a row of several articles with their numbers.
fn why(found: &RowLink, row: &Row, table: &DeskTable) -> Option<String> {
    let reason = found.reason?.chinese();
    let percent = (found.score * 100.0).round().clamp(0.0, 100.0);
    let words = format!("相似度{percent}%，{reason}");
    if row.old.len() + row.new.len() == 2 {
        return Some(words);
    }
    let label = |articles: &Articles, at: usize| articles.list().get(at).map(|it| article_label(it.path()));
    Some(format!("{}与{}：{words}", label(&table.old, found.old)?, label(&table.new, found.new)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_end_with_dots_and_whole_ones_keep_their_lines() {
        assert_eq!(opening("一\n二", OPENING_CHARS), "一二");
        assert_eq!(opening("一\n二", CLOSE_CHARS), "一\n二");
        let long = "长".repeat(OPENING_CHARS + 1);
        assert_eq!(opening(&long, OPENING_CHARS), format!("{}……", "长".repeat(OPENING_CHARS)));
    }
}
