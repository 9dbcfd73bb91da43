//! 附件, 附表, 附录 and 附: everything after their heading is kept as Markdown blocks.

use super::{Builder, Owner};
use crate::law::lex::{self, Line};
use crate::law::statute::Annex;

impl<'a> Builder<'a> {
    pub(super) fn annex_heading(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some((word, number, name)) = lex::annex_head(line.words) else { return false };
        let nothing_before = self.last_number.is_none() && self.statute.preamble.is_empty();
        if nothing_before || line.directive.is_some() || self.sequence_goes_on(at) {
            return false;
        }
        self.open_annex(at, word, number, name, line);
        true
    }

    pub(super) fn open_annex(&mut self, at: usize, word: &str, number: Option<u16>, name: &str, line: &Line<'a>) {
        self.close_article();
        self.owners[at] = Owner::Annex(self.statute.annexes.len());
        self.statute.annexes.push(Annex {
            word: self.normal(word).into_owned(),
            number,
            name: self.normal(name).into_owned(),
            text: String::new(),
            span: line.words_span,
        });
        self.annex_open = true;
    }

    pub(super) fn annex_line(&mut self, at: usize) {
        let line = self.lines[at];
        let full = self.source[line.span.range()].trim_matches(lex::is_space);
        if let Some((word, number, name)) =
            lex::annex_head(line.words).filter(|_| !line.guarded && line.directive.is_none())
        {
            self.open_annex(at, word, number, name, &line);
            return;
        }
        if let Some((label, words)) = lex::footnote(line.words).filter(|_| !line.guarded) {
            self.footnote(at, label, words, line.words_span);
            return;
        }
        self.owners[at] = Owner::Annex(self.statute.annexes.len() - 1);
        let words = self.normal(full).into_owned();
        let adjacent = at > 0 && !lex::is_blank(&self.source[self.lines[at - 1].span.range()]);
        if let Some(annex) = self.statute.annexes.last_mut() {
            let table = lex::is_table_row(&words) && annex.text.rsplit('\n').next().is_some_and(lex::is_table_row);
            if !annex.text.is_empty() {
                annex.text.push_str(if table && adjacent { "\n" } else { "\n\n" });
            }
            annex.text.push_str(&words);
            annex.span = annex.span.hull(line.span);
        }
    }
}
