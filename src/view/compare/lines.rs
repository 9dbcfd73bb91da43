//! The words of a row as lines of marked runs: what a cell of the 对照表 or a piece of the 花脸稿 shows.

use crate::law::compare::{Comparison, Entry, Hunk, LineKind, OldStart, Op, Part, Row, RowKind, Side};
use std::borrow::Cow;

/// What words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// They stay.
    Plain,
    /// They come.
    Added,
    /// They go.
    Deleted,
    /// The number of an article or the words of a heading.
    Number,
    /// A number that comes.
    NumberAdded,
    /// A number that goes.
    NumberDeleted,
    /// A word of the editor: 同左, （新增）.
    Note,
}

/// Words of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<'a> {
    /// What they are.
    pub mark: Mark,
    /// The words; no line feeds.
    pub text: Cow<'a, str>,
}

/// A 款, 项 or 目, or a note.
pub type Line<'a> = Vec<Run<'a>>;

/// Words in which nothing but this note stands.
pub fn note<'a>(words: impl Into<Cow<'a, str>>) -> Vec<Line<'a>> {
    vec![vec![run(Mark::Note, words)]]
}

pub fn run<'a>(mark: Mark, text: impl Into<Cow<'a, str>>) -> Run<'a> {
    Run { mark, text: text.into() }
}

/// Which of both texts is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    Old,
    New,
    Both,
}

/// The old words of a row, with what goes.
pub fn old<'a>(comparison: &'a Comparison, row: &'a Row) -> Vec<Line<'a>> {
    let mut setter = Setter::new(comparison, row, Show::Old);
    row.hunks.iter().for_each(|it| setter.hunk(it));
    setter.finish()
}

/// The new words of a hunk, with what comes.
pub fn new<'a>(comparison: &'a Comparison, row: &'a Row, hunk: &'a Hunk) -> Vec<Line<'a>> {
    let mut setter = Setter::new(comparison, row, Show::New);
    setter.hunk(hunk);
    setter.finish()
}

/// Both in one.
pub fn both<'a>(comparison: &'a Comparison, row: &'a Row, hunk: &'a Hunk) -> Vec<Line<'a>> {
    let mut setter = Setter::new(comparison, row, Show::Both);
    setter.hunk(hunk);
    setter.finish()
}

/// An article of one text, unmarked.
pub fn whole(entry: &Entry) -> Vec<Line<'_>> {
    let mut lines = Lines::default();
    let mut caption = entry.words.lines.first() == Some(&LineKind::Caption);
    lines.push(run(Mark::Number, entry.number.as_str()));
    if !caption {
        lines.push(run(Mark::Plain, "　"));
    }
    lines.words(Mark::Plain, &entry.words.text, &mut caption);
    lines.finish()
}

/// Words that stand in no article, both texts in one.
pub fn outside(parts: &[Part]) -> Vec<Line<'_>> {
    let mut lines = Lines::default();
    for part in parts {
        lines.part(mark(part.op), part, &part.text, &mut false);
    }
    lines.finish()
}

fn mark(op: Op) -> Mark {
    match op {
        Op::Equal => Mark::Plain,
        Op::Delete => Mark::Deleted,
        Op::Insert => Mark::Added,
    }
}

struct Setter<'a> {
    old: &'a Side,
    new: &'a Side,
    row: &'a Row,
    show: Show,
    lines: Lines<'a>,
    /// The next line feed ends a 条旨, after which the article goes on in the same line.
    caption: bool,
}

impl<'a> Setter<'a> {
    fn new(comparison: &'a Comparison, row: &'a Row, show: Show) -> Self {
        Self { old: &comparison.old, new: &comparison.new, row, show, lines: Lines::default(), caption: false }
    }

    fn finish(self) -> Vec<Line<'a>> {
        self.lines.finish()
    }

    fn hunk(&mut self, hunk: &'a Hunk) {
        if self.show != Show::Old {
            self.begin_new(hunk);
        }
        let mut starts = hunk.old.as_slice();
        let mut at = 0;
        for part in &hunk.parts {
            if part.op == Op::Insert {
                if self.show != Show::Old {
                    self.lines.part(Mark::Added, part, &part.text, &mut self.caption);
                }
                continue;
            }
            let mut rest = part.text.as_str();
            while let Some((first, others)) = starts.split_first().filter(|it| it.0.at < at + rest.len()) {
                let (before, after) = rest.split_at_checked(first.at.saturating_sub(at)).unwrap_or((rest, ""));
                self.old_words(part, before);
                (at, rest, starts) = (first.at, after, others);
                self.begin_old(*first, hunk);
            }
            self.old_words(part, rest);
            at += rest.len();
        }
        starts.iter().for_each(|it| self.begin_old(*it, hunk));
    }

    fn old_words(&mut self, part: &'a Part, words: &'a str) {
        let gone = part.op == Op::Delete;
        if words.is_empty() || (gone && self.show == Show::New) {
            return;
        }
        self.lines.part(mark(part.op), part, words, &mut self.caption);
    }

    fn begin_new(&mut self, hunk: &Hunk) {
        let Some(entry) = hunk.new.and_then(|it| self.new.articles.get(it)) else { return };
        let first = hunk.old.first().filter(|it| !it.continued && it.at == 0);
        let replaced = first.and_then(|it| self.old.articles.get(it.article)).map(|it| it.number.as_str());
        let known = self.old.numbers(&self.row.old).contains(&entry.number.as_str());
        let mut runs = Vec::new();
        match (self.show, replaced) {
            (Show::Both, Some(old)) if old != entry.number => {
                runs.push(run(Mark::NumberDeleted, old.to_owned()));
                runs.push(run(Mark::NumberAdded, entry.number.clone()));
            }
            (Show::Both, Some(_)) => runs.push(run(Mark::Number, entry.number.clone())),
            _ if known => runs.push(run(Mark::Number, entry.number.clone())),
            _ => runs.push(run(Mark::NumberAdded, entry.number.clone())),
        }
        let caption = entry.words.lines.first() == Some(&LineKind::Caption);
        self.begin(runs, caption);
    }

    /// An old article begins: always a line in the old text, in the 花脸稿 only the mark of a further number.
    fn begin_old(&mut self, start: OldStart, hunk: &Hunk) {
        let Some(entry) = self.old.articles.get(start.article).filter(|_| !start.continued) else { return };
        let gone = if self.row.kind == RowKind::Removed { Mark::NumberDeleted } else { Mark::Number };
        match self.show {
            Show::New => {}
            Show::Old => {
                let caption = entry.words.lines.first() == Some(&LineKind::Caption);
                self.begin(vec![run(gone, entry.number.clone())], caption);
            }
            Show::Both if hunk.new.is_none() => {
                let caption = entry.words.lines.first() == Some(&LineKind::Caption);
                self.begin(vec![run(Mark::NumberDeleted, entry.number.clone())], caption);
            }
            Show::Both if start.at > 0 => {
                self.lines.push(run(Mark::NumberDeleted, entry.number.clone()));
                self.lines.push(run(Mark::Plain, "　"));
            }
            Show::Both => {}
        }
    }

    fn begin(&mut self, number: Vec<Run<'a>>, caption: bool) {
        self.lines.end();
        number.into_iter().for_each(|it| self.lines.push(it));
        if !caption {
            self.lines.push(run(Mark::Plain, "　"));
        }
        self.caption = caption;
    }
}

/// Lines while they are being made.
#[derive(Default)]
struct Lines<'a> {
    done: Vec<Line<'a>>,
    current: Line<'a>,
}

impl<'a> Lines<'a> {
    fn push(&mut self, run: Run<'a>) {
        if run.text.is_empty() {
            return;
        }
        match self.current.last_mut() {
            Some(last) if last.mark == run.mark => last.text.to_mut().push_str(&run.text),
            _ => self.current.push(run),
        }
    }

    fn end(&mut self) {
        if !self.current.is_empty() {
            self.done.push(std::mem::take(&mut self.current));
        }
    }

    /// The words of a part, or a piece of them. Where nothing but a line feed goes or comes, that is said in words:
    /// no change is unmarked. `caption`: the first line feed ends a 条旨.
    fn part(&mut self, mark: Mark, part: &Part, words: &'a str, caption: &mut bool) {
        if part.op != Op::Equal && !part.classes.is_empty() && words == "\n" && part.text == "\n" && !*caption {
            self.push(run(mark, "（此处分段）"));
        }
        self.words(mark, words, caption);
    }

    fn words(&mut self, mark: Mark, words: &'a str, caption: &mut bool) {
        for (n, words) in words.split('\n').enumerate() {
            if n > 0 && std::mem::take(caption) {
                self.push(run(Mark::Plain, "　"));
            } else if n > 0 {
                self.end();
            }
            self.push(run(mark, words));
        }
    }

    fn finish(mut self) -> Vec<Line<'a>> {
        self.end();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::compare::compare;
    use crate::law::parse::parse;

    const PLAN: &str = "市人民政府应当编制公共停车设施专项规划，报市人民代表大会常务委员会备案。";
    const FEES: &str = "停车收费实行政府定价的，应当每三年评估一次收费标准，并向社会公开评估结果。";

    fn compared(old: &str, new: &str) -> Comparison {
        compare(&parse(old).statute, &parse(new).statute)
    }

    /// Lines as words with marks: [-gone-] {+come+} #number#.
    fn shown(lines: &[Line<'_>]) -> Vec<String> {
        let show = |run: &Run<'_>| match run.mark {
            Mark::Plain => run.text.to_string(),
            Mark::Added => format!("{{+{}+}}", run.text),
            Mark::Deleted => format!("[-{}-]", run.text),
            Mark::Number => format!("#{}#", run.text),
            Mark::NumberAdded => format!("#+{}#", run.text),
            Mark::NumberDeleted => format!("#-{}#", run.text),
            Mark::Note => format!("<{}>", run.text),
        };
        lines.iter().map(|it| it.iter().map(show).collect()).collect()
    }

    #[test]
    fn each_side_shows_its_own_words_and_the_redline_both() {
        let it = compared("第一条　收费五百元。\n\n末款。\n", "第一条　收费一千元。\n\n末款。\n");
        let row = &it.rows[0];
        assert_eq!(shown(&old(&it, row)), ["#第一条#　收费[-五百-]元。", "末款。"]);
        assert_eq!(shown(&new(&it, row, &row.hunks[0])), ["#第一条#　收费{+一千+}元。", "末款。"]);
        assert_eq!(shown(&both(&it, row, &row.hunks[0])), ["#第一条#　收费[-五百-]{+一千+}元。", "末款。"]);
    }

    #[test]
    fn a_new_number_is_marked_where_it_is_new() {
        let it = compared(&format!("第一条　{PLAN}\n"), &format!("第一条　{FEES}\n第二条　{PLAN}\n"));
        let row = &it.rows[1];
        assert_eq!(shown(&old(&it, row)), [format!("#第一条#　{PLAN}")]);
        assert_eq!(shown(&new(&it, row, &row.hunks[0])), [format!("#+第二条#　{PLAN}")]);
        assert_eq!(shown(&both(&it, row, &row.hunks[0])), [format!("#-第一条##+第二条#　{PLAN}")]);
        let added = &it.rows[0];
        assert_eq!(shown(&new(&it, added, &added.hunks[0])), [format!("#+第一条#　{{+{FEES}+}}")]);
    }

    #[test]
    fn articles_that_were_merged_stand_one_below_the_other() {
        let it = compared(
            &format!("第一条　{PLAN}\n第二条　{FEES}\n"),
            &format!("第一条　{PLAN}\n\n{FEES}\n第二条　本条例自2027年1月1日起施行。\n"),
        );
        let row = &it.rows[0];
        assert_eq!(row.kind, RowKind::Merged);
        assert_eq!(shown(&old(&it, row)), [format!("#第一条#　{PLAN}"), format!("#第二条#　{FEES}")]);
        assert_eq!(shown(&both(&it, row, &row.hunks[0])), [format!("#第一条#　{PLAN}"), format!("#-第二条#　{FEES}")]);
    }

    #[test]
    fn an_article_that_was_split_has_its_old_words_whole() {
        let it = compared(&format!("第一条　{PLAN}{FEES}\n"), &format!("第一条　{PLAN}\n第二条　{FEES}\n"));
        let row = &it.rows[0];
        assert_eq!(row.kind, RowKind::Split);
        assert_eq!(shown(&old(&it, row)), [format!("#第一条#　{PLAN}{FEES}")]);
        assert_eq!(shown(&new(&it, row, &row.hunks[1])), [format!("#+第二条#　{FEES}")]);
    }

    #[test]
    fn a_paragraph_that_was_parted_is_said_in_words() {
        let it = compared(&format!("第一条　{PLAN}{FEES}\n"), &format!("第一条　{PLAN}\n\n{FEES}\n"));
        let row = &it.rows[0];
        assert_eq!(
            shown(&new(&it, row, &row.hunks[0])),
            [format!("#第一条#　{PLAN}{{+（此处分段）+}}"), FEES.to_owned()]
        );
        assert_eq!(shown(&old(&it, row)), [format!("#第一条#　{PLAN}{FEES}")]);
    }

    #[test]
    fn the_caption_stands_beside_the_number() {
        let it = compared("第一条（目的）　为了安静。\n", "第一条（目的）　为了城市安静。\n");
        let row = &it.rows[0];
        assert_eq!(shown(&both(&it, row, &row.hunks[0])), ["#第一条#（目的）　为了{+城市+}安静。"]);
    }
}
