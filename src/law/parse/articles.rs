//! Articles: where one begins, and where a line only looks as if one began.

use super::lost::find_lost_items;
use super::{Builder, Owner};
use crate::law::lex::{self, Line, MarkStyle};
use crate::law::path::ProvisionPath;
use crate::law::problem::Severity;
use crate::law::statute::{Article, Caption, Unit};

impl<'a> Builder<'a> {
    pub(super) fn article_line(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some((number, gap)) = self.heads[at] else { return false };
        let expected = self.expects(number);
        if !gap {
            // 第三条第二款规定的… is a sentence, unless no other line could be article three (a PDF lost the space).
            let later = self.last_gap_line.get(&number).is_some_and(|&line| line > at);
            if !expected || later {
                return false;
            }
        }
        let Some(head) = lex::article_head(line.words) else { return false };
        if !gap && !may_lose_its_gap(head.rest) {
            return false;
        }
        let number_span = line.span_of(head.head);
        if !gap {
            let message = format!("{number}后面没有空格，按序号连续认定为条文开头。");
            self.report("K003", Severity::Warning, number_span, message);
        }
        self.open_article(at, line, &head);
        true
    }

    pub(super) fn open_article(&mut self, at: usize, line: &Line<'a>, head: &lex::ArticleHead<'a>) {
        let number = head.number;
        let number_span = line.span_of(head.head);
        if !head.canonical {
            self.report("K106", Severity::Warning, number_span, format!("条的序号宜写作“{number}”。"));
        }
        self.close_article();
        let occurrence = self.occurrences.entry(number).or_insert(0);
        *occurrence = occurrence.saturating_add(1);
        let path = ProvisionPath { occurrence: *occurrence, ..ProvisionPath::article(number) };
        let caption = head.caption.map(|(open, text)| Caption { text: self.normal(text).into_owned(), open });
        self.last_number = Some(number);
        self.article = Some(Article {
            path,
            uid: None,
            caption,
            paragraphs: Vec::new(),
            directives: Vec::new(),
            span: number_span.hull(line.span_of(head.rest)),
            number_span,
        });
        self.reset_container();
        self.owners[at] = Owner::Article(path);
        if !head.rest.is_empty() {
            self.article_words(at, line, head.rest);
        }
    }

    /// What stands on the line of the number: usually the first 款, sometimes the first 项.
    pub(super) fn article_words(&mut self, at: usize, line: &Line<'a>, rest: &'a str) {
        match lex::list_mark(rest) {
            Some(mark) if matches!(mark.style, MarkStyle::Chinese | MarkStyle::ChineseHalfWidth) => {
                self.item(line, &mark, line.span_of(rest));
            }
            _ => self.paragraph(at, line, rest),
        }
    }

    pub(super) fn close_article(&mut self) {
        let Some(mut article) = self.article.take() else { return };
        let guarded = std::mem::take(&mut self.guarded);
        if let Some(span) = find_lost_items(&mut article.paragraphs, &guarded) {
            let message =
                format!("{}的项没有序号，可能在粘贴时丢失，按顺序计数。建议补上（一）（二）等序号。", article.number());
            self.report("K005", Severity::Warning, span, message);
        }
        if let Some(last) = article.paragraphs.last() {
            article.span = article.span.hull(last.span);
        }
        self.units().push(Unit::Article(article));
    }
}

/// After 第X条 without a gap: words that could begin an article, not ones that go on with a citation.
fn may_lose_its_gap(rest: &str) -> bool {
    !rest.starts_with([
        '第', '、', '和', '至', '及', '或', '以', '规', '所', '的', '之', '中', '，', '）', '修', '改', '后', '前',
        '适', '”',
    ])
}
