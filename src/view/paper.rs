//! A paper that goes with a bill: 说明, 汇报, 报告.

use super::frame::{Frame, PageCtx, Section};
use super::rows::PaperRow;
use super::{Dossier, link};
use crate::export::html::SafeHtml;
use crate::export::markdown::markdown_html;
use crate::procedure::Document;

/// The longest 一、… that is a heading and not a sentence, in characters.
const HEADING_CHARS: usize = 30;

/// A paper.
#[derive(askama::Template)]
#[template(path = "pages/paper.html")]
pub struct PaperPage {
    frame: Frame,
    title: String,
    example: bool,
    byline: String,
    blocks: Vec<Block>,
    download: String,
    text: Option<(String, String)>,
    others: Vec<PaperRow>,
}

/// A block of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    /// 一、制定的必要性.
    Heading(String),
    /// （一）关于……
    Subheading(String),
    /// 主任、副主任、秘书长、各位委员：
    Salutation(String),
    /// Anything else, as written.
    Words(SafeHtml),
}

impl PaperPage {
    /// The page of `paper`, whose Markdown is `source`.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier, paper: &Document, source: &str) -> Self {
        let slug = &dossier.bill.slug;
        let (byline, blocks) = read(source);
        let others = dossier.documents.iter().filter(|it| it.name != paper.name);
        let text = paper
            .version
            .map(|it| (format!("{}（{}）", dossier.bill.title, dossier.label_of(it)), link::version(slug, it)));
        Self {
            frame: Frame::new(ctx, paper.title.clone())
                .section(Section::Bills)
                .crumb("法规草案", link::BILLS)
                .crumb(dossier.bill.title.clone(), link::bill(slug)),
            title: paper.title.clone(),
            example: dossier.bill.example,
            byline: byline.unwrap_or_else(|| format!("{}　{}", super::chinese_date(paper.dated), paper.author)),
            blocks,
            download: link::paper_download(slug, &paper.name),
            text,
            others: others.map(|it| PaperRow::of(slug, it)).collect(),
        }
    }
}

impl PaperPage {
    /// The same page on the desk, where the paper need not be public.
    #[must_use]
    pub fn on_desk(self, ctx: &PageCtx, dossier: &Dossier, paper: &Document) -> Self {
        let slug = &dossier.bill.slug;
        let others = dossier.documents.iter().filter(|it| it.name != paper.name);
        let row = |it: &Document| PaperRow { href: link::desk_paper(slug, &it.name), ..PaperRow::of(slug, it) };
        let frame = Frame::new(ctx, paper.title.clone())
            .section(Section::Desk)
            .crumb("工作台", link::DESK)
            .crumb(dossier.bill.title.clone(), link::desk_bill(slug))
            .unlisted();
        Self { frame, download: String::new(), text: None, others: others.map(row).collect(), ..self }
    }
}

/// The line of date and author, and the blocks after it. The title of the paper is known and left out.
fn read(source: &str) -> (Option<String>, Vec<Block>) {
    let source = source.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut byline = None;
    let mut blocks = Vec::new();
    for block in source.split("\n\n").map(str::trim).filter(|it| !it.is_empty()) {
        if block.starts_with("# ") && blocks.is_empty() && byline.is_none() {
            continue;
        }
        if blocks.is_empty() && byline.is_none() && block.starts_with('（') && block.ends_with('）') {
            byline = Some(block.trim_start_matches('（').trim_end_matches('）').to_owned());
            continue;
        }
        blocks.push(classify(block, blocks.is_empty()));
    }
    (byline, blocks)
}

fn classify(block: &str, first: bool) -> Block {
    let one_line = !block.contains('\n');
    let short = one_line && block.chars().count() <= HEADING_CHARS && !block.ends_with(['。', '；', '：']);
    if one_line && first && block.ends_with('：') {
        return Block::Salutation(block.to_owned());
    }
    if short && starts_with_numeral(block, "", "、") {
        return Block::Heading(block.to_owned());
    }
    if short && starts_with_numeral(block, "（", "）") {
        return Block::Subheading(block.to_owned());
    }
    Block::Words(markdown_html(block, 1))
}

/// Whether `text` begins with a Chinese numeral between these marks.
fn starts_with_numeral(text: &str, open: &str, close: &str) -> bool {
    let Some((numeral, _)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) else { return false };
    !numeral.is_empty() && numeral.chars().all(|c| "一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_read_into_its_parts() {
        let source = "# 关于草案的说明\n\n（2026年6月30日　××市司法局）\n\n主任、各位委员：\n\n受委托，现作说明。\n\n\
                      一、制定的必要性\n\n（一）关于范围\n\n一、有的意见提出，草案第三条口号性表述较多。\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n";
        let (byline, blocks) = read(source);
        assert_eq!(byline.as_deref(), Some("2026年6月30日　××市司法局"));
        assert_eq!(blocks[0], Block::Salutation("主任、各位委员：".to_owned()));
        assert!(matches!(&blocks[1], Block::Words(html) if html.as_str().contains("受委托")));
        assert_eq!(blocks[2], Block::Heading("一、制定的必要性".to_owned()));
        assert_eq!(blocks[3], Block::Subheading("（一）关于范围".to_owned()));
        assert!(matches!(&blocks[4], Block::Words(_)), "a sentence is no heading");
        assert!(matches!(&blocks[5], Block::Words(html) if html.as_str().contains("<table")));
    }

    #[test]
    fn an_empty_paper_is_an_empty_page() {
        assert_eq!(read(""), (None, Vec::new()));
        assert_eq!(read("# 标题\n"), (None, Vec::new()));
    }
}
