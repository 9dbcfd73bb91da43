//! The words of a suggestion, marked: the line in which it stands, what goes and what comes.

use crate::law::edit::Edit;
use crate::procedure::suggestion::{ChangeKind, NewSuggestion};
use crate::view::compare::lines::{Line, Mark, run};

/// Characters shown before and after.
const CONTEXT_CHARS: usize = 48;
/// Characters of a text that goes or comes that are shown.
const MAX_CHARS: usize = 4_000;

/// The lines of a suggestion to this text.
pub fn lines(base: &str, said: &NewSuggestion) -> Vec<Line<'static>> {
    let mut setter = Setter { lines: vec![Vec::new()] };
    for edit in &said.edits {
        let gone = base.get(edit.span.range()).unwrap_or_default();
        let within = said.kind == ChangeKind::Words;
        if within {
            setter.push(Mark::Plain, &before(base, edit));
        }
        setter.push(Mark::Deleted, if within { gone } else { gone.trim() });
        setter.push(Mark::Added, if within { &edit.replacement } else { edit.replacement.trim() });
        if within {
            setter.push(Mark::Plain, &after(base, edit));
        }
        setter.end();
    }
    setter.lines.retain(|it| !it.is_empty());
    setter.lines
}

/// The end of the line before an edit.
fn before(base: &str, edit: &Edit) -> String {
    let text = base.get(..edit.span.start).unwrap_or_default();
    let line = text.rsplit('\n').next().unwrap_or_default().trim_start_matches(['#', ' ']);
    let all = line.chars().count();
    let shown: String = line.chars().skip(all.saturating_sub(CONTEXT_CHARS)).collect();
    if all > CONTEXT_CHARS { format!("……{shown}") } else { shown }
}

/// The beginning of the line after an edit.
fn after(base: &str, edit: &Edit) -> String {
    let text = base.get(edit.span.end..).unwrap_or_default();
    let line = text.split('\n').next().unwrap_or_default();
    let shown: String = line.chars().take(CONTEXT_CHARS).collect();
    if shown.len() < line.len() { format!("{shown}……") } else { shown }
}

struct Setter {
    lines: Vec<Line<'static>>,
}

impl Setter {
    fn push(&mut self, mark: Mark, words: &str) {
        let cut: String = words.chars().take(MAX_CHARS).collect();
        for (at, line) in cut.split('\n').enumerate() {
            if at > 0 {
                self.end();
            }
            let line = line.trim_end_matches('\r');
            if let Some(last) = self.lines.last_mut().filter(|_| !line.is_empty()) {
                last.push(run(mark, line.to_owned()));
            }
        }
        if cut.len() < words.len()
            && let Some(last) = self.lines.last_mut()
        {
            last.push(run(Mark::Note, format!("（以下还有{}字）", words.chars().count() - MAX_CHARS)));
        }
    }

    fn end(&mut self) {
        if self.lines.last().is_some_and(|it| !it.is_empty()) {
            self.lines.push(Vec::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: ChangeKind, edit: Edit) -> NewSuggestion {
        NewSuggestion {
            kind,
            author: String::new(),
            dated: None,
            unit: "第一条".into(),
            edits: vec![edit],
            quoted: String::new(),
            renumbers: true,
        }
    }

    fn told(base: &str, said: &NewSuggestion) -> Vec<Vec<(Mark, String)>> {
        lines(base, said)
            .into_iter()
            .map(|it| it.into_iter().map(|it| (it.mark, it.text.into_owned())).collect())
            .collect()
    }

    #[test]
    fn a_change_stands_in_its_line() {
        let base = "第一条　甲乙丙。\n\n第二条　丁。\n";
        let at = base.find('乙').unwrap();
        let words = |mark, text: &str| (mark, text.to_owned());
        assert_eq!(
            told(base, &said(ChangeKind::Words, Edit::new(at, at + "乙".len(), "戊"))),
            [[
                words(Mark::Plain, "第一条　甲"),
                words(Mark::Deleted, "乙"),
                words(Mark::Added, "戊"),
                words(Mark::Plain, "丙。")
            ]]
        );
        let end = base.find("\n\n").unwrap();
        assert_eq!(
            told(base, &said(ChangeKind::Added, Edit::new(end, end, "\n\n第一条之一　己。\n\n庚。"))),
            [[words(Mark::Added, "第一条之一　己。")], [words(Mark::Added, "庚。")]]
        );
    }

    #[test]
    fn places_that_do_not_fit_show_nothing_and_long_words_are_cut() {
        assert_eq!(told("甲", &said(ChangeKind::Removed, Edit::new(1, 9, ""))), Vec::<Vec<_>>::new());
        let long = "字".repeat(MAX_CHARS + 5);
        let lines = told("", &said(ChangeKind::Added, Edit::new(0, 0, long)));
        assert_eq!(lines[0][1], (Mark::Note, "（以下还有5字）".to_owned()));
    }
}
