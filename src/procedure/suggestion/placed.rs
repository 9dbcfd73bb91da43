//! Edits of a text that came back from a word processor → the same edits of the text that was handed out.

use super::lines::{Line, lines, matching};
use crate::law::edit::Edit;

/// The edits of `imported` as edits of `base`, which says the same but may be written otherwise: with front matter,
/// directives, other marks. `None` for one whose place is not there.
#[must_use]
pub fn placed(base: &str, imported: &str, edits: &[Edit]) -> Vec<Option<Edit>> {
    let (old, new) = (lines(base), lines(imported));
    let pairs = matching(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>());
    let mut of_new = vec![None; new.len()];
    pairs.into_iter().for_each(|(a, b)| of_new[b] = Some(a));
    let places = Places { base, imported, old: &old, new: &new, of_new: &of_new };
    edits.iter().map(|it| places.edit(it)).collect()
}

struct Places<'a> {
    base: &'a str,
    imported: &'a str,
    old: &'a [Line],
    new: &'a [Line],
    /// The line of the base that says the same.
    of_new: &'a [Option<usize>],
}

impl Places<'_> {
    fn edit(&self, edit: &Edit) -> Option<Edit> {
        let (start, end) = (edit.span.start, edit.span.end);
        let gone = self.imported.get(edit.span.range())?;
        // Whole lines come or go: then what marks a line goes with it.
        let whole = gone.contains('\n') || edit.replacement.contains('\n');
        let from = self.place(start, whole, false)?;
        let to = if start == end { from } else { self.place(end, whole, true)? };
        let same = from <= to && says(self.old, from, to) == says(self.new, start, end);
        same.then(|| Edit::new(from, to, edit.replacement.clone()))
    }

    /// Where a place of the imported text is in the base; the end of an edit stands directly behind a character, so that
    /// it leaves a mark that closes there alone.
    fn place(&self, at: usize, whole: bool, ends: bool) -> Option<usize> {
        if at >= self.imported.len() {
            let end = self.base.trim_end().len();
            return Some((end + usize::from(self.imported.ends_with('\n'))).min(self.base.len()));
        }
        let next = self.new.partition_point(|it| it.span.start <= at);
        let Some(index) = next.checked_sub(1) else { return Some(0) };
        let (line, old) = (&self.new[index], &self.old[self.of_new[index]?]);
        if at <= line.first() {
            let is_start = whole && at == line.span.start;
            return Some(if is_start { old.span.start } else { old.first() });
        }
        if at >= line.end {
            return Some(old.end);
        }
        let inside = line.places.partition_point(|it| *it < at);
        match inside.checked_sub(1).filter(|_| ends) {
            Some(last) => old.places.get(last).map(|it| it + self.base[*it..].chars().next().map_or(0, char::len_utf8)),
            None => old.places.get(inside).copied(),
        }
    }
}

/// What stands between two places, blanks and marks aside.
fn says(lines: &[Line], start: usize, end: usize) -> Vec<char> {
    let first = lines.partition_point(|it| it.end <= start);
    let inside = lines[first..].iter().take_while(|it| it.span.start < end);
    let chars = inside.flat_map(|it| it.key.iter().zip(&it.places));
    chars.filter(|(_, at)| (start..end).contains(at)).map(|(c, _)| *c).collect()
}
