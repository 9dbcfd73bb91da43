//! 条文身世: every wording of an article through all readings, the newest first, each marked against the one before.
//!
//! The newest comes first because whoever asks has the present words before them and wants to know what was last done
//! to them. Texts that left the article alone are one line.

use super::compare::lines::{self, Line, Mark};
use super::compare::{relation, row_id, row_kind};
use super::frame::{Frame, PageCtx, Section};
use super::{Dossier, chinese_date, link};
use crate::law::compare::{Chain, ChainRow, Comparison, Row, RowKind, Side};
use crate::law::path::ProvisionPath;
use crate::procedure::{Slug, Version};

/// 条文身世.
#[derive(askama::Template)]
#[template(path = "pages/biography.html")]
pub struct BiographyPage<'a> {
    frame: Frame,
    number: String,
    bill: String,
    label: String,
    example: bool,
    notes: Vec<String>,
    /// The words as they stand; none if the article is gone.
    current: Vec<Line<'a>>,
    current_label: String,
    entries: Vec<Entry<'a>>,
}

/// What one text made of it.
struct Entry<'a> {
    label: String,
    dated: String,
    reading: Option<String>,
    text_href: String,
    /// 修改, 新增, 没有改动 …
    what: String,
    /// Its numbers in this text, with their pages.
    numbers: Vec<(String, String)>,
    /// 第六条拆分为第二十九条、第三十一条.
    relations: Vec<String>,
    lines: Vec<Line<'a>>,
    compare_href: Option<String>,
}

impl<'a> BiographyPage<'a> {
    /// The biography of the article that `version` has at `path`. `texts` are those of the chain, oldest first.
    ///
    /// `None` if that text has no such article or is none of the chain.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        texts: &[&Version],
        chain: &'a Chain,
        version: &Version,
        path: ProvisionPath,
    ) -> Option<Self> {
        let at = texts.iter().position(|it| it.id() == version.id())?;
        let article = chain.texts().nth(at)?.articles.iter().position(|it| it.path == path)?;
        let row = chain.rows.iter().find(|it| it.texts.get(at).is_some_and(|it| it.contains(&article)))?;
        let slug = &dossier.bill.slug;
        let life = Life { slug, texts, chain, row };
        let last = texts.len() - 1;
        let number = path.chinese();
        let label = version.facts.label.clone();
        Some(Self {
            frame: Frame::new(ctx, format!("{number}的身世·{}（{label}）", dossier.bill.title))
                .section(Section::Bills)
                .crumb("法规草案", link::BILLS)
                .crumb(dossier.bill.title.clone(), link::bill(slug))
                .crumb(label.clone(), link::version(slug, version.id()))
                .crumb(number.clone(), link::provision(slug, version.id(), path)),
            bill: dossier.bill.title.clone(),
            example: dossier.bill.example,
            notes: life.notes(dossier),
            current: life.words(last),
            current_label: texts.last().map(|it| it.facts.label.clone()).unwrap_or_default(),
            entries: (0..texts.len()).rev().filter_map(|it| life.entry(it)).collect(),
            number,
            label,
        })
    }
}

struct Life<'a, 'b> {
    slug: &'b Slug,
    texts: &'b [&'b Version],
    chain: &'a Chain,
    row: &'a ChainRow,
}

impl<'a> Life<'a, '_> {
    fn notes(&self, dossier: &Dossier) -> Vec<String> {
        let mut notes = Vec::new();
        let distinct = self.texts.windows(2).any(|it| it[0].id() != it[1].id());
        if !distinct {
            notes.push("这部法规目前只公布了一稿。下一稿公布后，这里会列出这一条的改动。".to_owned());
        }
        if self.row.texts.last().is_some_and(Vec::is_empty) {
            notes.push("最新的文本里已经没有这一条。".to_owned());
        }
        if distinct && self.texts.len() < dossier.versions.len() {
            notes.push(format!("只列出最近的{}稿。", self.texts.len()));
        }
        notes
    }

    fn side(&self, text: usize) -> Option<&'a Side> {
        self.chain.texts().nth(text)
    }

    /// Its words in a text, unmarked.
    fn words(&self, text: usize) -> Vec<Line<'a>> {
        let Some(side) = self.side(text) else { return Vec::new() };
        self.row.texts[text].iter().filter_map(|it| side.articles.get(*it)).flat_map(lines::whole).collect()
    }

    fn entry(&self, text: usize) -> Option<Entry<'a>> {
        let version = self.texts[text];
        let Some(step) = text.checked_sub(1) else { return self.first() };
        if self.texts[step].id() == version.id() {
            return None;
        }
        let comparison = self.chain.steps.get(step)?;
        let rows: Vec<&'a Row> = self.row.steps[step].iter().filter_map(|it| comparison.rows.get(*it)).collect();
        let untouched = rows.iter().all(|it| it.kind == RowKind::Same && !it.renumbered && !it.moved);
        let mut entry = self.bare(text, what(&rows, untouched));
        if rows.is_empty() {
            return None;
        }
        if !untouched {
            entry.relations = relations(comparison, &rows);
            entry.lines = rows.iter().flat_map(|it| redline(comparison, it)).collect();
            let address = link::comparison(self.slug, &[self.texts[step].id(), version.id()]);
            entry.compare_href = rows.first().map(|it| format!("{address}#{}", row_id(comparison, it)));
        }
        Some(entry)
    }

    fn first(&self) -> Option<Entry<'a>> {
        let words = self.words(0);
        (!words.is_empty()).then(|| Entry { lines: words, ..self.bare(0, "最初的文字".to_owned()) })
    }

    fn bare(&self, text: usize, what: String) -> Entry<'a> {
        let version = self.texts[text];
        let entries = self.row.texts[text].iter().filter_map(|it| self.side(text)?.articles.get(*it));
        Entry {
            label: version.facts.label.clone(),
            dated: chinese_date(version.facts.dated),
            reading: version.facts.reading.map(|it| it.long_label()),
            text_href: link::version(self.slug, version.id()),
            what,
            numbers: entries.map(|it| (it.number.clone(), link::provision(self.slug, version.id(), it.path))).collect(),
            relations: Vec::new(),
            lines: Vec::new(),
            compare_href: None,
        }
    }
}

fn what(rows: &[&Row], untouched: bool) -> String {
    if untouched {
        return "没有改动".to_owned();
    }
    let mut kinds: Vec<String> = rows.iter().map(|it| row_kind(it)).collect();
    kinds.dedup();
    kinds.join("、")
}

/// What became of what, where that is not one article that stayed one.
fn relations(comparison: &Comparison, rows: &[&Row]) -> Vec<String> {
    let told = |it: &&&Row| {
        let one = matches!(it.kind, RowKind::Same | RowKind::Changed);
        !(it.kind == RowKind::Added || it.kind == RowKind::Removed || (one && !it.renumbered && !it.moved))
    };
    rows.iter().filter(told).map(|it| relation(comparison, it)).collect()
}

/// The words with what came and went; an article that was only renumbered or moved is not repeated.
fn redline<'a>(comparison: &'a Comparison, row: &'a Row) -> Vec<Line<'a>> {
    if row.kind == RowKind::Same {
        let number = comparison.new.numbers(&row.new).join("、");
        let mark = if row.renumbered { Mark::NumberAdded } else { Mark::Number };
        return vec![vec![
            lines::run(mark, number),
            lines::run(Mark::Plain, "　"),
            lines::run(Mark::Note, "（文字没有改动）"),
        ]];
    }
    row.hunks.iter().flat_map(|it| lines::both(comparison, row, it)).collect()
}
