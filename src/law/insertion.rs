//! A new article put into a source text, or one taken out: every number and every reference that moves with it, as edits.
//!
//! The same cutting that merges two texts ([`super::merge`]) says which printed numbers name which article. What cannot
//! be decided (a reference to an article that goes, a range that now holds the new one, an annex that speaks of numbers)
//! is told in notes and left alone. Absent on purpose: texts whose articles do not run 第一条, 第二条, 第三条 …; renumbering
//! them would be a guess, so they are refused.

use super::edit::{Edit, applied};
use super::merge::cut::{Source, Unit, UnitKind};
use super::merge::numbers::printed;
use super::number::{ArticleNumber, MAX_NUMBER, to_chinese};
use super::parse::parse;
use super::path::ProvisionPath;
use super::refs::{Reference, references};
use super::span::Span;

/// Notes that are told; further ones are counted in the last.
const MAX_NOTES: usize = 40;

/// Where a new article stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Before the first article.
    First,
    /// After this article.
    After(ProvisionPath),
    /// As the first article under the heading with this anchor: `c2`, `b1.c2.s1`.
    Under(String),
}

/// What happens to a source text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The edits, in the order of the text.
    pub edits: Vec<Edit>,
    /// Articles whose number changes: old and new.
    pub numbers: Vec<(String, String)>,
    /// References whose number changes.
    pub references: Vec<Moved>,
    /// What a person should look at, in Chinese.
    pub notes: Vec<String>,
    /// Where the words of the new article begin or end in the text after the edits, in bytes; where the removed one
    /// stood.
    pub cursor: usize,
}

/// A reference whose number changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The article in which it stands, by its number in the new text.
    pub within: String,
    /// What it said.
    pub from: String,
    /// What it says.
    pub to: String,
}

/// Why a text is not changed, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// Inserts a new article with these words (without its number; a line is a 款).
///
/// # Errors
/// The articles are not numbered without a gap, the place does not exist, or the words are not one article.
pub fn insert(source: &str, place: &Place, words: &str) -> Result<Change, Refused> {
    let text = Text::read(source)?;
    let spot = text.spot(place)?;
    if text.articles.len() >= usize::from(MAX_NUMBER) {
        return Err(Refused(format!("条文已经有{MAX_NUMBER}条，不能再增加。")));
    }
    let number = u16::try_from(spot.before + 1).unwrap_or(MAX_NUMBER);
    let mut change = Change::default();
    let (inserted, cursor) = text.new_article(&spot, number, words);
    change.edits.push(Edit::new(spot.at, spot.at, inserted));
    let shift = Shift { from: number, up: true };
    text.renumber(shift, None, &mut change);
    text.relative(shift, None, &mut change);
    text.widened(number, &mut change);
    text.elsewhere(shift, &mut change);
    finish(&mut change, spot.at, cursor);
    let after = applied(source, &change.edits);
    if Text::read(&after).map(|it| it.articles.len()).ok() != Some(text.articles.len() + 1) {
        return Err(Refused("新增的内容应当是一条的正文，不要带“第几条”的序号，也不要包含章节标题。".to_owned()));
    }
    Ok(change)
}

/// Takes an article out.
///
/// # Errors
/// The articles are not numbered without a gap, or there is no such article.
pub fn remove(source: &str, article: ProvisionPath) -> Result<Change, Refused> {
    let text = Text::read(source)?;
    let index = text.index(article)?;
    let unit = &text.cut.units[text.articles[index]];
    let number = article.article.base();
    let mut change = Change::default();
    let is_last = unit.tail.end == source.len();
    // The last one takes the blanks before it along, so that the text ends as it ended.
    let from = if is_last { source[..unit.body.start].trim_end().len() } else { unit.body.start };
    let to = if is_last { unit.body.end } else { unit.tail.end };
    change.edits.push(Edit::new(from, to, ""));
    let shift = Shift { from: number + 1, up: false };
    text.renumber(shift, Some(unit.body), &mut change);
    text.relative(shift, Some(unit.body), &mut change);
    text.gone(index, &mut change);
    text.elsewhere(shift, &mut change);
    finish(&mut change, from, from);
    Ok(change)
}

/// Puts edits and notes in order; the cursor moves with the edits before it.
fn finish(change: &mut Change, at: usize, cursor: usize) {
    change.edits.sort_by_key(|it| it.span);
    let before = change.edits.iter().filter(|it| it.span.end <= at && it.span != Span::new(at, at));
    let (came, went) = before.fold((0, 0), |(came, went), it| (came + it.replacement.len(), went + it.span.len()));
    change.cursor = cursor + came - went;
    if change.notes.len() > MAX_NOTES {
        let left = change.notes.len() - MAX_NOTES;
        change.notes.truncate(MAX_NOTES);
        change.notes.push(format!("还有{left}处需要核对，没有一一列出。"));
    }
}

/// Articles from this number on count one more, or one less.
#[derive(Debug, Clone, Copy)]
struct Shift {
    from: u16,
    up: bool,
}

impl Shift {
    fn of(self, number: u16) -> u16 {
        match (number >= self.from, self.up) {
            (false, _) => number,
            (true, true) => number + 1,
            (true, false) => number - 1,
        }
    }
}

/// Where something is put in.
struct Spot {
    /// Byte of the source.
    at: usize,
    /// How many articles stand before it.
    before: usize,
    /// Whether the new article stands after words, and not before the first article.
    follows: bool,
}

struct Text<'a> {
    cut: Source<'a>,
    /// The units that are articles.
    articles: Vec<usize>,
    references: Vec<Reference>,
}

impl<'a> Text<'a> {
    fn read(source: &'a str) -> Result<Self, Refused> {
        let mut cut = Source::read(source);
        cut.identify((0..cut.units.len()).collect());
        let articles: Vec<usize> = (0..cut.units.len()).filter(|it| cut.units[*it].kind == UnitKind::Article).collect();
        for (n, at) in (1_u16..).zip(&articles) {
            if cut.units[*at].number != Some((n, 0)) {
                let expected = ArticleNumber::new(n);
                let found = &cut.units[*at].label;
                return Err(Refused(format!(
                    "条文序号不连续：应当是{expected}的地方是“{found}”。请先改正序号，再增删条文。"
                )));
            }
        }
        let references = references(&cut.statute);
        Ok(Self { cut, articles, references })
    }

    fn index(&self, article: ProvisionPath) -> Result<usize, Refused> {
        let missing = || Refused(format!("文本里没有{}。", article.whole_article().chinese()));
        let exists = article.article.inserted() == 0 && article.occurrence == 1;
        let index = usize::from(article.article.base()).checked_sub(1).filter(|it| exists && *it < self.articles.len());
        index.ok_or_else(missing)
    }

    fn unit(&self, index: usize) -> &Unit {
        &self.cut.units[self.articles[index]]
    }

    fn spot(&self, place: &Place) -> Result<Spot, Refused> {
        match place {
            Place::After(article) => {
                let index = self.index(*article)?;
                Ok(Spot { at: self.unit(index).body.end, before: index + 1, follows: true })
            }
            Place::First if self.articles.is_empty() => {
                let end = self.cut.text.trim_end().len();
                Ok(Spot { at: end, before: 0, follows: end > 0 })
            }
            Place::First => Ok(Spot { at: self.unit(0).body.start, before: 0, follows: false }),
            Place::Under(anchor) => {
                let at = self.cut.heading(anchor).ok_or_else(|| Refused("文本里没有这个章节。".to_owned()))?;
                let before = self.articles.partition_point(|it| *it < at);
                Ok(Spot { at: self.cut.units[at].body.end, before, follows: true })
            }
        }
    }

    /// The new article as the articles beside it are written, and where in it the cursor stands, from the spot.
    fn new_article(&self, spot: &Spot, number: u16, words: &str) -> (String, usize) {
        let source = self.cut.text;
        let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
        let gap = if source.contains("\n\n") || source.contains("\r\n\r\n") || !source.contains('\n') { 2 } else { 1 };
        let blank = line_end.repeat(gap);
        let beside = spot.before.checked_sub(1).or((!self.articles.is_empty()).then_some(0)).map(|it| self.unit(it));
        let strong = beside.is_some_and(|it| source[it.body.range()].starts_with("**第"));
        let number = ArticleNumber::new(number);
        let head = if strong { format!("**{number}**　") } else { format!("{number}　") };
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
        let body = lines.join(&blank);
        let (lead, tail) = match (spot.follows, spot.at == source.len()) {
            (true, _) => (blank.as_str(), ""),
            (false, true) => ("", ""),
            (false, false) => ("", blank.as_str()),
        };
        let text = format!("{lead}{head}{body}{tail}");
        let cursor = spot.at + lead.len() + head.len() + body.len();
        (text, cursor)
    }

    /// New numbers of articles and of the references to them; nothing within `but`.
    fn renumber(&self, shift: Shift, but: Option<Span>, change: &mut Change) {
        for symbol in &self.cut.symbols {
            let target = &self.cut.units[symbol.unit];
            let Some((number, _)) = target.number.filter(|_| target.kind == UnitKind::Article) else { continue };
            if shift.of(number) == number
                || but.is_some_and(|it| it.start <= symbol.span.start && symbol.span.end <= it.end)
            {
                continue;
            }
            let from = self.cut.text[symbol.span.range()].to_owned();
            let to = printed((shift.of(number), 0), &from);
            change.edits.push(Edit { span: symbol.span, replacement: to.clone() });
            if target.body.start <= symbol.span.start && self.cut.is_own_number(symbol) {
                change.numbers.push((from, to));
            } else {
                change.references.push(Moved { within: self.within(symbol.span.start, shift), from, to });
            }
        }
    }

    /// The article around a byte, by its new number.
    fn within(&self, at: usize, shift: Shift) -> String {
        let index = self.articles.partition_point(|it| self.cut.units[*it].body.start <= at);
        let unit = index.checked_sub(1).map(|it| self.unit(it));
        let number = unit.and_then(|it| it.number).map(|it| it.0);
        number.map_or_else(|| "条文前的文字".to_owned(), |it| ArticleNumber::new(shift.of(it)).to_string())
    }

    /// 前条 names whatever now stands before it: it is written out where that is another article than before.
    fn relative(&self, shift: Shift, but: Option<Span>, change: &mut Change) {
        for reference in self.references.iter().filter(|it| it.text.starts_with('前') && it.text.contains('条')) {
            let here = reference.within.article.base();
            let inside =
                but.is_some_and(|it| it.start <= reference.source_span.start && reference.source_span.end <= it.end);
            let targets: Vec<u16> = reference.result.targets().iter().map(|it| it.article.base()).collect();
            let (Some(first), false) = (targets.first(), inside) else { continue };
            // Nothing came or went between the first one named and here.
            if shift.of(here) - shift.of(*first) == here - first {
                continue;
            }
            let within = ArticleNumber::new(shift.of(here)).to_string();
            let rest = reference.text.find('条').map_or("", |it| &reference.text[it + '条'.len_utf8()..]);
            let names: Vec<String> = targets.iter().map(|it| ArticleNumber::new(shift.of(*it)).to_string()).collect();
            let is_there = self.cut.text.get(reference.source_span.range()) == Some(reference.text.as_str());
            if shift.up && is_there && (rest.is_empty() || names.len() == 1) {
                let to = format!("{}{rest}", names.join("、"));
                change.edits.push(Edit { span: reference.source_span, replacement: to.clone() });
                change.references.push(Moved { within, from: reference.text.clone(), to });
            } else if shift.up {
                change.notes.push(format!("{within}的“{}”现在指向另一条，请核对。", reference.text));
            }
        }
    }

    /// Ranges in which the new article now stands.
    fn widened(&self, number: u16, change: &mut Change) {
        for reference in self.references.iter().filter(|it| it.explicit && it.text.contains('至')) {
            let numbers: Vec<u16> = reference.result.targets().iter().map(|it| it.article.base()).collect();
            let holds = |it: &[u16]| it[0] + 1 == it[1] && it[1] == number;
            if numbers.windows(2).any(holds) {
                let here = Shift { from: number, up: true }.of(reference.within.article.base());
                let within = ArticleNumber::new(here);
                let new = ArticleNumber::new(number);
                change
                    .notes
                    .push(format!("{within}所引的“{}”现在包括新增的{new}，请核对是否符合本意。", reference.text));
            }
        }
    }

    /// References to the article that goes, and a heading that it leaves empty.
    fn gone(&self, index: usize, change: &mut Change) {
        let own = self.articles[index];
        let shift = Shift { from: u16::try_from(index + 2).unwrap_or(u16::MAX), up: false };
        let path = ProvisionPath::article(ArticleNumber::new(u16::try_from(index + 1).unwrap_or(MAX_NUMBER)));
        let article = path.chinese();
        for reference in &self.references {
            let names = reference.result.targets().iter().any(|it| it.whole_article() == path);
            // In 第三条至第六条 only the ends are printed.
            let ends = reference.text.contains(&article) || reference.text.starts_with('前');
            if names && ends && reference.within.whole_article() != path {
                let within = ArticleNumber::new(shift.of(reference.within.article.base()));
                change.notes.push(format!("{within}引用的“{}”指向删去的{article}，没有改动，请核对。", reference.text));
            }
        }
        let heading = |it: Option<&Unit>| it.is_none_or(|it| it.kind != UnitKind::Article);
        if let Some(before) = own.checked_sub(1).map(|it| &self.cut.units[it])
            && matches!(before.kind, UnitKind::Division(_))
            && heading(self.cut.units.get(own + 1))
        {
            change.notes.push(format!("{}没有条文了，请一并处理标题和目录。", before.label));
        }
    }

    /// Annexes speak of numbers too; who reads them knows whether of ours.
    fn elsewhere(&self, shift: Shift, change: &mut Change) {
        for unit in self.cut.units.iter().filter(|it| it.kind == UnitKind::Annex) {
            let words = &self.cut.text[unit.body.range()];
            let named = (shift.from..=u16::try_from(self.articles.len()).unwrap_or(MAX_NUMBER))
                .map(|it| format!("第{}条", to_chinese(it)))
                .find(|it| words.contains(it.as_str()));
            if let Some(named) = named {
                change.notes.push(format!("{}提到“{named}”等条文，没有改动，请核对。", unit.label));
            }
        }
    }
}

/// Whether the text has articles and they run without a gap, so that one can be put in or taken out.
#[must_use]
pub fn is_possible(source: &str) -> bool {
    parse(source).statute.articles().zip(1_u16..).all(|(article, n)| article.number() == ArticleNumber::new(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# ××市示例条例\n\n## 第一章　总则\n\n第一条　甲。\n\n第二条　违反前条规定的，依照第三条至第四条、第一条第一款处理。\n\n\
        ## 第二章　责任\n\n第三条　乙。\n\n第四条　丙，依照《某法》第三条和本章。\n\n附件1：名单\n\n见第四条。\n";

    fn inserted(place: &Place) -> (String, Change) {
        let change = insert(TEXT, place, "丁。\n戊。").expect("it can be put in");
        (applied(TEXT, &change.edits), change)
    }

    fn article(n: u16) -> ProvisionPath {
        ProvisionPath::article(ArticleNumber::new(n))
    }

    #[test]
    fn numbers_and_references_follow_a_new_article() {
        let (text, change) = inserted(&Place::After(article(1)));
        assert!(text.contains("第一条　甲。\n\n第二条　丁。\n\n戊。\n\n第三条　违反第一条规定的，依照第四条至第五条、第一条第一款处理。"), "{text}");
        assert!(text.contains("第四条　乙") && text.contains("第五条　丙，依照《某法》第三条和本章"));
        assert!(text[..change.cursor].ends_with("戊。"));
        assert_eq!(change.numbers.len(), 3);
        assert_eq!(change.references.len(), 3);
        assert_eq!(change.notes, ["附件1提到“第二条”等条文，没有改动，请核对。".replace("第二条", "第四条")]);
    }

    #[test]
    fn a_range_that_holds_the_new_article_is_told() {
        let (text, change) = inserted(&Place::After(article(3)));
        assert!(text.contains("依照第三条至第五条"));
        assert_eq!(
            change.notes[0],
            "第二条所引的“第三条至第四条、第一条第一款”现在包括新增的第四条，请核对是否符合本意。"
        );
    }

    #[test]
    fn the_first_of_a_chapter_and_of_the_text() {
        let (text, _) = inserted(&Place::Under("c2".to_owned()));
        assert!(text.contains("## 第二章　责任\n\n第三条　丁。\n\n戊。\n\n第四条　乙。"), "{text}");
        let (text, change) = inserted(&Place::First);
        assert!(text.contains("## 第一章　总则\n\n第一条　丁。\n\n戊。\n\n第二条　甲。"), "{text}");
        assert!(text[..change.cursor].ends_with("戊。"));
        let first = insert("", &Place::First, "甲。").expect("an empty text");
        assert_eq!(applied("", &first.edits), "第一条　甲。");
    }

    #[test]
    fn a_removed_article_leaves_a_note_where_it_was_named() {
        let change = remove(TEXT, article(3)).expect("it can be taken out");
        let text = applied(TEXT, &change.edits);
        assert!(text.contains("依照第三条至第三条") && text.contains("## 第二章　责任\n\n第三条　丙"), "{text}");
        assert_eq!(change.notes[0], "第二条引用的“第三条至第四条、第一条第一款”指向删去的第三条，没有改动，请核对。");
        let change = remove(TEXT, article(1)).expect("it can be taken out");
        assert_eq!(change.notes.len(), 3, "{:?}", change.notes);
    }

    #[test]
    fn what_cannot_be_done_is_refused_in_words() {
        for (source, place, words) in [
            ("第一条　甲。\n\n第三条　乙。\n", Place::First, "丙。"),
            (TEXT, Place::After(article(9)), "丙。"),
            (TEXT, Place::Under("c9".to_owned()), "丙。"),
            (TEXT, Place::First, "丙。\n第二条　丁。"),
            (TEXT, Place::First, "丙。\n第九章　丁\n\n第二条　丁。"),
        ] {
            assert!(insert(source, &place, words).is_err_and(|it| it.0.ends_with('。')), "{words}");
        }
        assert!(remove(TEXT, article(5)).is_err());
    }
}
