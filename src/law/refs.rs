//! Cross-references in the words of a text and what they point at (domain handbook §3.3).
//!
//! `scan` reads the grammar and knows nothing of the statute; `resolve` looks the named provisions up. One
//! [`Reference`] is one list: 本条例第三条第一款、第四条 has two targets. References inside a text that amends another
//! point into that other text and are external here.

mod resolve;
mod scan;

use super::path::ProvisionPath;
use super::span::Span;
use super::statute::{Statute, Text};
use resolve::Resolver;

/// A reference found in the words of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The 款, 项 or 目 in whose words it stands.
    pub within: ProvisionPath,
    /// Bytes of that provision's own `Text::plain`.
    pub span: Span,
    /// The words of the reference.
    pub text: String,
    /// Bytes of the source, for line numbers.
    pub source_span: Span,
    /// What it points at.
    pub result: Resolution,
    /// Whether it names its article (第五条, 本条例第五条第二款), in contrast to 前款 or 第一款.
    pub explicit: bool,
}

/// What a reference points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Provisions of this text, in the order named, ranges written out.
    Resolved(Vec<ProvisionPath>),
    /// 编, 章 or 节 of this text.
    ResolvedDivisions(Vec<DivisionTarget>),
    /// Another law.
    External,
    /// A provision that this text does not have.
    Dangling,
    /// More than one provision would fit.
    Ambiguous(Vec<ProvisionPath>),
    /// 上述, 前述, 有关规定: nothing exact.
    Vague,
}

/// A heading that a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DivisionTarget {
    /// Its anchor in a page.
    pub anchor: String,
    /// 第三章.
    pub chinese: String,
    /// 第三章　监督管理.
    pub heading: String,
}

impl Resolution {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Resolved(_) | Self::ResolvedDivisions(_) => "resolved",
            Self::External => "external",
            Self::Dangling => "dangling",
            Self::Ambiguous(_) => "ambiguous",
            Self::Vague => "vague",
        }
    }

    /// The provisions named, if any were found.
    #[must_use]
    pub fn targets(&self) -> &[ProvisionPath] {
        match self {
            Self::Resolved(targets) | Self::Ambiguous(targets) => targets,
            _ => &[],
        }
    }

    /// The targets as people write them: 第五条第二款, 第三章.
    #[must_use]
    pub fn chinese_targets(&self) -> Vec<String> {
        match self {
            Self::ResolvedDivisions(targets) => targets.iter().map(|it| it.chinese.clone()).collect(),
            _ => self.targets().iter().map(ProvisionPath::chinese).collect(),
        }
    }
}

/// All references of a statute, in the order of the text. Cost grows with the length of the text.
#[must_use]
pub fn references(statute: &Statute) -> Vec<Reference> {
    let resolver = Resolver::new(statute);
    let mut found = Vec::new();
    for article in statute.articles() {
        for (p, paragraph) in (1_u16..).zip(&article.paragraphs) {
            let path = article.path.with_paragraph(p);
            let lead = read(&resolver, path, &paragraph.text, paragraph.text_span, None, &mut found);
            for item in &paragraph.items {
                let path = path.with_item(item.number);
                read(&resolver, path, &item.text, item.text_span, lead, &mut found);
                for subitem in &item.subitems {
                    let path = path.with_subitem(subitem.number);
                    read(&resolver, path, &subitem.text, subitem.text_span, lead, &mut found);
                }
            }
        }
    }
    found
}

/// Reads the references of one block. `lead` is the provision that the words before its list named last; a bare
/// 第三项 in an item may mean that one's. Gives the provision that this block named last.
fn read(
    resolver: &Resolver<'_>,
    within: ProvisionPath,
    text: &Text,
    text_span: Span,
    lead: Option<ProvisionPath>,
    found: &mut Vec<Reference>,
) -> Option<ProvisionPath> {
    let mut named = lead;
    // 构成刑法第二百二十一条规定的…罪，第二百七十八条规定的…: the other law's name carries on in the sentence.
    let mut other_law_until: Option<usize> = None;
    for raw in scan::scan(&text.plain) {
        let words = &text.plain[raw.span.range()];
        // Where marks or joined blocks shift the words, the start of the provision is the honest answer.
        let source_span = if text_span.len() == text.plain.len() {
            Span::new(text_span.start + raw.span.start, text_span.start + raw.span.end)
        } else {
            text_span
        };
        let mut result = resolver.resolve(within, &raw, named);
        let carried = other_law_until.is_some_and(|end| !text.plain[end..raw.span.start].contains('。'));
        if result == Resolution::Dangling && carried && raw.is_unscoped() {
            result = Resolution::External;
        }
        other_law_until = match result {
            Resolution::External => Some(raw.span.end),
            _ => other_law_until,
        };
        named = result.targets().last().copied().or(named);
        found.push(Reference {
            within,
            span: raw.span,
            text: words.to_owned(),
            source_span,
            explicit: raw.is_explicit(),
            result,
        });
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;

    /// Articles 1–12: article 3 has two 款, article 5 one list, article 10 two 款 of which the second has a list,
    /// article 11 two lists; the words under test become article 12.
    fn result_of(words: &str) -> (String, Vec<String>) {
        let source = format!(
            "# ××市示例条例\n\n## 第一章　总则\n\n第一条　甲。\n\n第二条　甲。\n\n第三条　甲。\n\n乙。\n\n第四条　甲。\n\n\
             第五条　有下列情形的：\n\n（一）甲；\n\n（二）乙；\n\n（三）丙。\n\n## 第二章　服务\n\n第六条　甲。\n\n第七条　甲。\n\n\
             第八条　甲。\n\n第八条之一　甲。\n\n第九条　甲。\n\n第十条　甲。\n\n乙：\n\n（一）甲；\n\n（二）乙；\n\n（三）丙：\n\n1. 丁；\n\n2. 戊。\n\n\
             第十一条　甲：\n\n（一）甲。\n\n乙：\n\n（一）甲。\n\n第十二条　首款。\n\n次款。\n\n{words}\n"
        );
        let parsed = parse(&source);
        let refs = references(&parsed.statute);
        let last = refs.last().unwrap_or_else(|| panic!("no reference in {words}"));
        (last.result.as_str().to_owned(), last.result.chinese_targets())
    }

    #[track_caller]
    fn assert_targets(words: &str, targets: &[&str]) {
        let (result, found) = result_of(words);
        assert_eq!(
            (result.as_str(), found),
            ("resolved", targets.iter().map(|it| (*it).to_owned()).collect()),
            "{words}"
        );
    }

    #[test]
    fn lists_inherit_what_they_leave_out() {
        assert_targets("依照本条例第十条第二款第三项的规定", &["第十条第二款第三项"]);
        assert_targets("违反第十条第二项、第三项规定", &["第十条第二款第二项", "第十条第二款第三项"]);
        assert_targets("违反第三条第一款、第四条规定", &["第三条第一款", "第四条"]);
        assert_targets("违反第三条第一款、第二款和第六条规定", &["第三条第一款", "第三条第二款", "第六条"]);
        assert_targets("第十条第二款第（三）项", &["第十条第二款第三项"]);
        assert_targets("第十条第二款第三项第二目", &["第十条第二款第三项第二目"]);
        assert_targets("第五条第一、三项", &["第五条第一款第一项", "第五条第一款第三项"]);
        assert_targets("第三条或者第四条", &["第三条", "第四条"]);
    }

    #[test]
    fn ranges_include_what_lies_between() {
        assert_targets("第七条至第九条", &["第七条", "第八条", "第八条之一", "第九条"]);
        assert_targets("第五条第一项至第三项", &["第五条第一款第一项", "第五条第一款第二项", "第五条第一款第三项"]);
        assert_targets("第三条第一款至第二款", &["第三条第一款", "第三条第二款"]);
        assert_eq!(result_of("第九条至第七条").0, "dangling");
    }

    #[test]
    fn relative_references_count_from_where_they_stand() {
        assert_targets("前款规定的", &["第十二条第二款"]);
        assert_targets("前两款规定的", &["第十二条第一款", "第十二条第二款"]);
        assert_targets("前条规定的", &["第十一条"]);
        assert_targets("本条第一款规定的", &["第十二条第一款"]);
        assert_targets("第二款规定的", &["第十二条第二款"]);
        assert_targets("本章规定的", &["第二章"]);
        assert_targets("本条例第一章", &["第一章"]);
        assert_eq!(result_of("前五款规定的").0, "dangling");
    }

    #[test]
    fn what_does_not_resolve_says_why() {
        assert_eq!(result_of("本条例第九十条").0, "dangling");
        assert_eq!(result_of("第三条第五款").0, "dangling");
        assert_eq!(result_of("第十一条第一项").0, "ambiguous");
        for external in [
            "依照《中华人民共和国行政处罚法》第三十三条",
            "依照行政处罚法第三十三条、第三十四条",
            "依照民法典第一千条",
            "《某条例》（以下简称某条例）第三条",
            "该法第三条",
        ] {
            assert_eq!(result_of(external).0, "external", "{external}");
        }
        assert_targets("《××市示例条例》第三条", &["第三条"]);
        assert_eq!(result_of("上述规定").0, "vague");
    }

    #[test]
    fn words_that_only_look_like_references_are_none() {
        let parsed = parse(
            "# 示例条例\n\n第一条　目前条件下提前项目的前款项，基本条件、文本条款、本条例、本章程、本项目，第一次、第三方。\n",
        );
        assert_eq!(references(&parsed.statute), []);
    }
}
