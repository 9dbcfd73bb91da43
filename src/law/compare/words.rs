//! The words of an article as the comparison reads them: one line per 款, 项 and 目, without the article's number.

use crate::law::statute::{Article, Paragraph};

/// What a line of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// 条旨, in its brackets.
    Caption,
    /// 款: the words before its list.
    Paragraph,
    /// 项, with its mark.
    Item,
    /// 目, with its mark.
    Subitem,
    /// What follows a joint of two blocks inside one of the others.
    Continued,
}

/// The words of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The lines, separated by one line feed.
    pub text: String,
    /// What each line is; a text without words has one line of no length, or none.
    pub lines: Vec<LineKind>,
}

impl Words {
    /// Reads an article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let mut words = Self::default();
        if let Some(caption) = &article.caption {
            words.push(
                LineKind::Caption,
                &[caption.open.to_string().as_str(), &caption.text, &caption.close().to_string()],
            );
        }
        for paragraph in &article.paragraphs {
            words.paragraph(paragraph);
        }
        words
    }

    /// Reads paragraphs that stand in no article.
    #[must_use]
    pub fn of_paragraphs(paragraphs: &[Paragraph]) -> Self {
        let mut words = Self::default();
        paragraphs.iter().for_each(|it| words.paragraph(it));
        words
    }

    /// Reads lines that are no statute.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let mut words = Self::default();
        text.lines().filter(|it| !it.trim().is_empty()).for_each(|it| words.push(LineKind::Paragraph, &[it]));
        words
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        if !paragraph.text.plain.is_empty() || paragraph.items.is_empty() {
            self.push(LineKind::Paragraph, &[&paragraph.text.plain]);
        }
        for item in &paragraph.items {
            self.push(LineKind::Item, &[&item.number_text(), &item.text.plain]);
            for subitem in &item.subitems {
                self.push(LineKind::Subitem, &[&subitem.number_text(), &subitem.text.plain]);
            }
        }
    }

    fn push(&mut self, kind: LineKind, parts: &[&str]) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        parts.iter().for_each(|it| self.text.push_str(it));
        self.lines.push(kind);
        // Blocks that were joined inside one unit stay two lines.
        let joints = self.text[start..].matches('\n').count();
        self.lines.extend(std::iter::repeat_n(LineKind::Continued, joints));
    }

    /// How many characters, line feeds aside.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.text.chars().filter(|it| *it != '\n').count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;

    #[test]
    fn every_unit_is_a_line_and_the_number_of_the_article_is_none() {
        let statute = parse("第一条（定义）　下列：\n\n（一）甲：\n\n1. 乙；\n\n（二）丙。\n\n末款。\n").statute;
        let words = statute.articles().map(Words::of).next().expect("an article");
        assert_eq!(words.text, "（定义）\n下列：\n（一）甲：\n1.乙；\n（二）丙。\n末款。");
        use LineKind::{Caption, Item, Paragraph, Subitem};
        assert_eq!(words.lines, [Caption, Paragraph, Item, Subitem, Item, Paragraph]);
    }
}
