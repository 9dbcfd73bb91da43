//! Decision → canonical Chinese text. Parsed again it gives the same tree.
//!
//! Canonical trees have the edits of one place in one [`Act::Edit`], and nothing but an edit or a renumbering before
//! another operation of the same paragraph: a quotation ends its paragraph.

use super::decision::{
    Act, Clause, ClauseMark, Decision, DecisionForm, Line, Locator, Operation, Part, Portion, Quote, Target, UnitKind,
    WordEdit,
};
use crate::law::number::{ArticleNumber, to_chinese};
use crate::law::path::ProvisionPath;
use crate::law::statute::DivisionKind;

/// The text of a decision: paragraphs separated by one blank line, those of one quotation too.
#[must_use]
pub fn print(decision: &Decision) -> String {
    let mut printer = Printer::default();
    if !decision.title.is_empty() {
        printer.block(&decision.title);
    }
    if let Some(note) = &decision.note {
        printer.block(&format!("（{note}）"));
    }
    for words in &decision.lead {
        printer.block(words);
    }
    for (n, part) in (1_u16..).zip(&decision.parts) {
        printer.part(part, (decision.form == DecisionForm::Omnibus).then_some(n));
    }
    for tail in &decision.tail {
        printer.block(&tail.words);
    }
    printer.out
}

/// One clause as the decision prints it, for a report or a message.
#[must_use]
pub fn print_clause(clause: &Clause) -> String {
    let mut printer = Printer::default();
    printer.clause(clause);
    printer.out
}

/// What a clause has named so far, so that the next words may leave it out.
#[derive(Debug, Default)]
struct Named {
    article: Option<ArticleNumber>,
    paragraph: Option<u16>,
    /// The places of the last operation of this paragraph.
    subject: Vec<Locator>,
}

#[derive(Debug, Default)]
struct Printer {
    out: String,
}

impl Printer {
    fn block(&mut self, words: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(words);
        self.out.push('\n');
    }

    fn part(&mut self, part: &Part, number: Option<u16>) {
        if let (Some(number), Some(statute)) = (number, &part.statute) {
            self.block(&format!("{}、对《{statute}》作出修改", to_chinese(number)));
        }
        for clause in &part.clauses {
            self.clause(clause);
        }
    }

    fn clause(&mut self, clause: &Clause) {
        let mut mark = clause.mark.map(mark_text).unwrap_or_default();
        if let Some(intro) = &clause.intro {
            self.block(&format!("{mark}{intro}"));
            mark.clear();
        }
        let mut named = Named::default();
        for line in &clause.lines {
            let words = line_text(line, &mut named);
            let mut paragraphs = words.split('\n');
            self.block(&format!("{mark}{}", paragraphs.next().unwrap_or_default()));
            paragraphs.for_each(|it| self.block(it));
            mark.clear();
        }
        for sub in &clause.clauses {
            self.clause(sub);
        }
    }
}

pub(super) fn mark_text(mark: ClauseMark) -> String {
    match mark {
        ClauseMark::Comma(n) => format!("{}、", to_chinese(n)),
        ClauseMark::Bracket(n) => format!("（{}）", to_chinese(n)),
        ClauseMark::Arabic(n) => format!("{n}."),
        ClauseMark::Article(n) => format!("第{}条\u{3000}", to_chinese(n)),
    }
}

fn line_text(line: &Line, named: &mut Named) -> String {
    named.subject.clear();
    let mut out = String::new();
    for operation in &line.operations {
        let words = operation_text(operation, named);
        if !out.is_empty() && !out.ends_with(['。', '；', '：']) {
            out.push(if closes_sentence(&out) { '\n' } else { '，' });
        }
        out.push_str(&words);
    }
    if !closes_sentence(&out) {
        out.push('。');
    }
    out
}

/// Whether nothing is to follow: a sentence, or a quotation of one.
fn closes_sentence(words: &str) -> bool {
    ["。", "。”", "：”", "；”", "！”", "？”"].iter().any(|end| words.ends_with(end))
}

fn operation_text(operation: &Operation, named: &mut Named) -> String {
    match &operation.act {
        Act::Replace { at, text } => {
            let place = if *at == named.subject { String::new() } else { with_verb("将", at, named) };
            format!("{place}修改为：{}", quote_text(text))
        }
        Act::Edit { at, edits } => edit_text(at, edits, named),
        Act::Renumber { from, to } => {
            let place = with_verb("将", from, named);
            let each = if from.len() > 1 && matches!(to.first(), Some(it) if is_article(it)) { "分别" } else { "" };
            format!("{place}{each}改为{}", targets_text(to))
        }
        Act::Add { within, after, unit, to, text } => add_text(within.as_ref(), after.as_ref(), *unit, to, text, named),
        Act::AddDivision { within, kind, number, name, articles, text } => {
            let inside = within.as_ref().map(|it| format!("在{}中", locators_text(std::slice::from_ref(it), named)));
            let inside = inside.unwrap_or_default();
            let place = format!("{inside}增加一{}，作为{}", kind.unit(), kind.number(*number));
            add_division_text(&place, kind.number(*number), name.as_deref(), *articles, text.as_ref())
        }
        Act::Delete { at } => format!("删去{}", locators_text(at, named)),
        Act::Merge { from, to, text } => {
            let to = to.as_ref().map(|it| format!("，作为{}", target_text(it))).unwrap_or_default();
            let text = text.as_ref().map(|it| format!("，修改为：{}", quote_text(it))).unwrap_or_default();
            format!("将{}合并{to}{text}", locators_text(from, named))
        }
        Act::Split { from, unit, count, to, text } => {
            let place = with_verb("将", std::slice::from_ref(from), named);
            let to = if to.is_empty() { String::new() } else { format!("，作为{}", targets_text(to)) };
            format!("{place}改为{}{}{to}，修改为：{}", count_text(*count), unit.unit(), quote_text(text))
        }
        Act::RenameDivision { at, name } => rename_division_text(at, name, named),
        Act::MergeDivision { from, into } => {
            let mut words = format!("将{}", locators_text(std::slice::from_ref(from), named));
            words.push_str("并入");
            words.push_str(&locators_text(std::slice::from_ref(into), named));
            words
        }
        Act::Move { articles, into } if *articles == named.subject => format!("移至{}", target_text(into)),
        Act::Move { articles, into } => format!("将{}移至{}", locators_text(articles, named), target_text(into)),
        Act::Rename { title } => format!("将名称修改为“{}”", outward(title)),
        Act::Reorder => "对条文顺序作相应调整".to_owned(),
        Act::Extent { at, articles: (first, last) } => {
            format!("{}包括{first}至{last}", locators_text(std::slice::from_ref(at), named))
        }
        Act::Wording => "对个别文字作相应修改".to_owned(),
        Act::Unknown { words } => words.clone(),
    }
}

fn is_article(target: &Target) -> bool {
    matches!(target, Target::Provision { article: Some(_), paragraph: None, .. })
}

/// 将第三条 …; a 款 of the article named before needs no 将.
fn with_verb(verb: &str, at: &[Locator], named: &mut Named) -> String {
    let before = named.article;
    let words = locators_text(at, named);
    let inherited = before.is_some() && before == named.article && !words.contains('条');
    if inherited { words } else { format!("{verb}{words}") }
}

fn add_text(
    within: Option<&Locator>,
    after: Option<&Locator>,
    unit: UnitKind,
    to: &[Target],
    text: &Quote,
    named: &mut Named,
) -> String {
    let mut place = String::new();
    if let Some(Locator::Preamble { .. }) = within {
        return format!("增加引言：{}", quote_text(text));
    }
    if let Some(heading @ Locator::Division { .. }) = within {
        place = format!("在{}中", locators_text(std::slice::from_ref(heading), named));
    } else if let Some(after) = after {
        place = format!("在{}后", locators_text(std::slice::from_ref(after), named));
    } else if let Some(within) = within {
        let whole = matches!(within, Locator::Provision { path, portion: Portion::Whole }
            if path.paragraph.is_none() && path.item.is_none() && named.article == Some(path.article));
        if !whole {
            place = locators_text(std::slice::from_ref(within), named);
        }
    }
    let count = u16::try_from(to.len().max(1)).unwrap_or(u16::MAX);
    let to = if to.is_empty() { String::new() } else { format!("，作为{}", targets_text(to)) };
    format!("{place}增加{}{}{to}：{}", count_text(count), unit.unit(), quote_text(text))
}

fn add_division_text(
    place: &str,
    number: String,
    name: Option<&str>,
    articles: Option<(ArticleNumber, ArticleNumber)>,
    text: Option<&Quote>,
) -> String {
    let named = name.map(outward);
    let Some(text) = text else {
        let name = named.map(|it| format!("“{it}”")).unwrap_or_default();
        let range = articles.map(|(first, last)| match first == last {
            true => format!("，包括{first}"),
            false => format!("，包括{first}至{last}"),
        });
        let range = range.unwrap_or_default();
        return format!("{place}{name}{range}");
    };
    let heading = format!("{number}\u{3000}{}", named.unwrap_or_default());
    let body = text.paragraphs.iter().map(|it| format!("\n“{}", outward(it))).collect::<String>();
    format!("{place}：“{heading}{body}”")
}

fn rename_division_text(at: &Locator, name: &str, named: &mut Named) -> String {
    let words = locators_text(std::slice::from_ref(at), named);
    let what = match at {
        Locator::Division { kind, .. } => format!("{}名", kind.unit()),
        _ => String::new(),
    };
    if name.is_empty() {
        return format!("删去{words}{what}");
    }
    format!("将{words}{what}修改为“{}”", outward(name))
}

fn edit_text(at: &[Locator], edits: &[WordEdit], named: &mut Named) -> String {
    let same = !at.is_empty() && *at == named.subject;
    let mut out = String::new();
    for (n, edit) in edits.iter().enumerate() {
        let first = n == 0;
        if !first {
            out.push('，');
        }
        let place = match (first, same) {
            (true, true) => "其中的".to_owned(),
            (true, false) => format!("{}中的", locators_text(at, named)),
            _ => String::new(),
        };
        let bare = if first && !same { locators_text(at, &mut Named::default()) } else { String::new() };
        let after_replace = n > 0;
        out.push_str(&one_edit_text(edit, &place, &bare, after_replace || (first && same)));
    }
    out
}

fn one_edit_text(edit: &WordEdit, place: &str, bare: &str, no_verb: bool) -> String {
    match edit {
        WordEdit::Replace { from, to } => {
            let verb = if no_verb { "" } else { "将" };
            format!("{verb}{place}“{}”修改为“{}”", outward(from), outward(to))
        }
        WordEdit::ReplaceNth { from, to, nth } => {
            let verb = if no_verb { "" } else { "将" };
            format!("{verb}{place}第{}处“{}”修改为“{}”", to_chinese(*nth), outward(from), outward(to))
        }
        WordEdit::InsertAfter { anchor, words } => {
            format!("在{place}“{}”后增加“{}”", outward(anchor), outward(words))
        }
        WordEdit::InsertBefore { anchor, words } => {
            format!("在{place}“{}”前增加“{}”", outward(anchor), outward(words))
        }
        WordEdit::Delete { words } => format!("删去{place}“{}”", outward(words)),
        WordEdit::Append { words } => format!("在{bare}末尾增加“{}”", outward(words)),
        WordEdit::Prepend { words } => format!("在{bare}开头增加“{}”", outward(words)),
        WordEdit::Paragraphs { from, to } => {
            let each =
                |quote: &Quote| quote.paragraphs.iter().map(|it| format!("“{}”", outward(it))).collect::<String>();
            let verb = if no_verb { "" } else { "将" };
            format!("{verb}{place}{}修改为：{}", each(from), each(to))
        }
    }
}

/// 一, 两, 三 …
fn count_text(n: u16) -> String {
    if n == 2 { "两".to_owned() } else { to_chinese(n) }
}

fn quote_text(quote: &Quote) -> String {
    let mut out = String::new();
    for (n, paragraph) in quote.paragraphs.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        out.push('“');
        out.push_str(&outward(paragraph));
    }
    out.push('”');
    out
}

/// Words of a statute as they stand inside quotation marks: the inner marks change their kind.
fn outward(words: &str) -> String {
    words
        .chars()
        .map(|c| match c {
            '“' => '‘',
            '”' => '’',
            '‘' => '“',
            '’' => '”',
            _ => c,
        })
        .collect()
}

/// A list of places. What the clause, or the list, has named before is left out.
fn locators_text(at: &[Locator], named: &mut Named) -> String {
    let mut out = String::new();
    for (n, locator) in at.iter().enumerate() {
        if n > 0 {
            out.push('、');
        }
        out.push_str(&locator_text(locator, named, n > 0));
    }
    named.subject = at.to_vec();
    out
}

fn locator_text(locator: &Locator, named: &mut Named, in_list: bool) -> String {
    match locator {
        Locator::Provision { path, portion } => {
            let lead = if *portion == Portion::Lead { "导语" } else { "" };
            format!("{}{lead}", path_text(*path, named, in_list))
        }
        Locator::Range { first, last } => {
            let start = path_text(*first, named, in_list);
            let end = path_text(*last, named, true);
            format!("{start}至{end}")
        }
        Locator::Division { inside, kind, number } => {
            let inside = inside.iter().map(|(kind, n)| kind.number(*n)).collect::<String>();
            format!("{inside}{}", division_number(*kind, *number))
        }
        Locator::Heading { words } => format!("“{}”", outward(words)),
        Locator::Preamble { paragraph: None } => "引言".to_owned(),
        Locator::Preamble { paragraph: Some(n) } => format!("引言第{}自然段", to_chinese(*n)),
        Locator::Everywhere => "相关条文".to_owned(),
        Locator::Title => "名称".to_owned(),
        Locator::Annex { word, number } => {
            format!("{word}{}", number.map(to_chinese).unwrap_or_default())
        }
    }
}

fn division_number(kind: DivisionKind, number: u16) -> String {
    if kind == DivisionKind::Heading { format!("第{}部分", to_chinese(number)) } else { kind.number(number) }
}

/// An address without what was named before: 第二款 of the article just named.
fn path_text(path: ProvisionPath, named: &mut Named, in_list: bool) -> String {
    let same_article = named.article == Some(path.article);
    let same_paragraph = same_article && named.paragraph == path.paragraph;
    let known = same_article && (path.paragraph.is_some() || path.item.is_some());
    let item_only = in_list && same_paragraph && path.item.is_some();
    let shown = match (item_only, known) {
        (true, _) => path.chinese().split_once(paragraph_end(path)).map(|(_, rest)| rest.to_owned()),
        (false, true) => path.chinese().split_once(&path.article.to_string()).map(|(_, rest)| rest.to_owned()),
        _ => None,
    };
    named.article = Some(path.article);
    named.paragraph = path.paragraph;
    shown.unwrap_or_else(|| path.chinese())
}

fn paragraph_end(path: ProvisionPath) -> &'static str {
    if path.paragraph.is_some() { "款" } else { "条" }
}

fn targets_text(to: &[Target]) -> String {
    to.iter().map(target_text).collect::<Vec<_>>().join("、")
}

fn target_text(target: &Target) -> String {
    match target {
        Target::Division { kind, number } => division_number(*kind, *number),
        Target::Provision { article, paragraph, item, subitem } => {
            let mut out = article.map(|it| it.to_string()).unwrap_or_default();
            for (part, unit) in [(paragraph, '款'), (item, '项'), (subitem, '目')] {
                if let Some(n) = part {
                    out.push('第');
                    out.push_str(&to_chinese(*n));
                    out.push(unit);
                }
            }
            out
        }
    }
}

/// One operation in canonical words, for a message.
pub(super) fn describe(act: &Act) -> String {
    operation_text(&Operation { act: act.clone(), span: crate::law::span::Span::default() }, &mut Named::default())
        .replace('\n', "")
}

/// One place in canonical words, for a message.
pub(super) fn place(locator: &Locator) -> String {
    locator_text(locator, &mut Named::default(), false)
}
