//! The syntax tree of a decision. Locators are complete: the parser has already filled in what a clause inherits
//! from its earlier words, and the printer leaves it out again.
//!
//! Quoted words stand here as they will stand in the statute: with “ ” where the decision, itself quoting, has ‘ ’.

use crate::law::number::ArticleNumber;
use crate::law::path::ProvisionPath;
use crate::law::span::Span;
use crate::law::statute::DivisionKind;

/// A decision that amends one statute, or several (打包修改).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// Which of the three forms it has.
    pub form: DecisionForm,
    /// 标题, without line breaks; empty for a passage cut out of a decision.
    pub title: String,
    /// 题注, without its brackets.
    pub note: Option<String>,
    /// The paragraphs before the first clause: reasons, 第×次会议决定对《…》作如下修改：. The last one ends in a colon.
    pub lead: Vec<String>,
    /// What is ordered: one part for each amended statute, in the order of the text.
    pub parts: Vec<Part>,
    /// The closing paragraphs.
    pub tail: Vec<Tail>,
}

/// The forms of an amending text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum DecisionForm {
    /// 修改决定 of one statute: articles are renumbered.
    #[default]
    Decision,
    /// 修正案: numbers stay, new articles are 第X条之一 (unless the text says a number itself).
    Amendment,
    /// 打包修改: one decision, several statutes.
    Omnibus,
}

/// What a decision orders for one statute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The name of the amended statute, without 《》; `None` where the text does not say it.
    pub statute: Option<String>,
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// The whole part in the source.
    pub span: Span,
}

/// A numbered clause: 三、…, （三）…, 3.…, or one without a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clause {
    /// Its number, if it has one.
    pub mark: Option<ClauseMark>,
    /// Words before a list of sub-clauses: 对部分条文作以下修改：
    pub intro: Option<String>,
    /// The paragraphs of the clause. A later one inherits the article that an earlier one named last.
    pub lines: Vec<Line>,
    /// Sub-clauses.
    pub clauses: Vec<Clause>,
    /// The whole clause in the source.
    pub span: Span,
}

/// The number of a clause and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClauseMark {
    /// 三、
    Comma(u16),
    /// （三）
    Bracket(u16),
    /// 3.
    Arabic(u16),
    /// 第三条　, in a 修正案 of the constitution's manner.
    Article(u16),
}

/// One paragraph of a clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What it orders, in order.
    pub operations: Vec<Operation>,
    /// The paragraph in the source, quotation included.
    pub span: Span,
}

/// One order and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The order.
    pub act: Act,
    /// Its words in the source.
    pub span: Span,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 将第十四条修改为：“…” A whole 条, 款, 项, 目, preamble or annex. Several adjacent 款 may be replaced by one
    /// quotation (第一款、第二款修改为).
    Replace {
        /// What is replaced.
        at: Vec<Locator>,
        /// The new words. Of an 项 they may carry its mark; of an article they carry no number.
        text: Quote,
    },
    /// 第一条中的“A”修改为“B”, 在第二条中的“A”后增加“B”, 删去第三条中的“A”: small edits of words.
    Edit {
        /// Where. The edits apply to each of these places.
        at: Vec<Locator>,
        /// The edits, in order.
        edits: Vec<WordEdit>,
    },
    /// 将第三条改为第五条, 第一款、第二款改为第二款、第三款, 将第三章改为第四章: one number for one number.
    Renumber {
        /// The old numbers.
        from: Vec<Locator>,
        /// The new numbers, as many as `from` names. 条 may become 款 and 款 may become 条.
        to: Vec<Target>,
    },
    /// 增加一条，作为第六条：“…”, 第五条增加一款，作为第二款：“…”, 在第八条后增加一条，作为第八条之一：“…”.
    Add {
        /// The provision that is added to; for articles the heading under which they stand, if it is said.
        within: Option<Locator>,
        /// 在第八条后; the new units follow it.
        after: Option<Locator>,
        /// What is added: 条, 款, 项 or 目.
        unit: UnitKind,
        /// The new numbers; empty where the decision says none (then the unit is added at the end).
        to: Vec<Target>,
        /// The words.
        text: Quote,
    },
    /// 增加一章，作为第三章“监督管理”，包括第二十条至第二十五条.
    AddDivision {
        /// 在第三章后, or the 章 in which a 节 is added.
        within: Option<Locator>,
        /// What is added.
        kind: DivisionKind,
        /// Its number in the new text.
        number: u16,
        /// Its name; `None` where it stands only in `text`.
        name: Option<String>,
        /// The articles of the new text that stand in it, first and last, where the decision says so.
        articles: Option<(ArticleNumber, ArticleNumber)>,
        /// The articles, headed 第X条, where they are quoted here.
        text: Option<Quote>,
    },
    /// 删去第三条第二款.
    Delete {
        /// What is deleted.
        at: Vec<Locator>,
    },
    /// 将第二十三条、第四十五条合并，作为第二十四条，修改为：“…”.
    Merge {
        /// The old provisions.
        from: Vec<Locator>,
        /// The new number; `None` where it is the first of the old ones.
        to: Option<Target>,
        /// The words; `None` where the old paragraphs stand one after another.
        text: Option<Quote>,
    },
    /// 将第三条改为两条，作为第三条、第四条，修改为：“第三条　…”, 第二款分为两款，修改为.
    Split {
        /// The old provision.
        from: Locator,
        /// What it becomes several of.
        unit: UnitKind,
        /// How many.
        count: u16,
        /// The new numbers; empty where the decision says none.
        to: Vec<Target>,
        /// The words. Articles carry their numbers here.
        text: Quote,
    },
    /// 将第二章章名修改为“…”.
    RenameDivision {
        /// The heading.
        at: Locator,
        /// The new name; empty where the heading goes and its articles stay (删去第三章章名).
        name: String,
    },
    /// 将第三章并入第二章.
    MergeDivision {
        /// The heading that goes.
        from: Locator,
        /// The heading under which its articles then stand.
        into: Locator,
    },
    /// 将第三十条移至第四章, …列入本章.
    Move {
        /// The articles.
        articles: Vec<Locator>,
        /// The new division.
        into: Target,
    },
    /// 将条例名称修改为“××市××条例”.
    Rename {
        /// The new title, without 《》.
        title: String,
    },
    /// 条文顺序作相应调整: the numbers follow from the rest.
    Reorder,
    /// 第一章包括第一条至第六条: which articles of the new text stand under a heading that stays.
    Extent {
        /// The heading.
        at: Locator,
        /// The first and the last article.
        articles: (ArticleNumber, ArticleNumber),
    },
    /// 对个别文字作相应修改: edits that the decision does not name.
    Wording,
    /// A sentence that was not understood. The applier refuses it by its words.
    Unknown {
        /// The sentence.
        words: String,
    },
}

/// A kind of provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    /// 条
    Article,
    /// 款
    Paragraph,
    /// 项
    Item,
    /// 目
    Subitem,
}

impl UnitKind {
    /// 条, 款, 项 or 目.
    #[must_use]
    pub fn unit(self) -> char {
        match self {
            Self::Article => '条',
            Self::Paragraph => '款',
            Self::Item => '项',
            Self::Subitem => '目',
        }
    }
}

/// A place in the text before the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Locator {
    /// 第五条第二款. An 项 may be named without its 款 (第五条第三项): then the article has only one list.
    Provision {
        /// The address. `paragraph` may be `None` although `item` is given.
        path: ProvisionPath,
        /// Which portion of it.
        portion: Portion,
    },
    /// 第四条至第六条, 第一款第二项至第五项: both ends included, articles 第X条之一 between them too.
    Range {
        /// The first.
        first: ProvisionPath,
        /// The last, of the same kind.
        last: ProvisionPath,
    },
    /// 第三章, 第二编第三章, 第三章第一节.
    Division {
        /// What it stands in, outermost first, as far as the decision says.
        inside: Vec<(DivisionKind, u16)>,
        /// Its kind.
        kind: DivisionKind,
        /// Its number.
        number: u16,
    },
    /// A heading named by its words: “一、买卖合同的效力”.
    Heading {
        /// The heading as it stands.
        words: String,
    },
    /// 引言, 序言, 正文, 序言第七自然段: the paragraphs before the first article.
    Preamble {
        /// One paragraph, counted from one; `None` is all of them.
        paragraph: Option<u16>,
    },
    /// 本条例, 相关条文: every provision in which the words stand.
    Everywhere,
    /// 名称: the title, for an edit of its words.
    Title,
    /// 附件一, 附表.
    Annex {
        /// 附件, 附表 or 附录.
        word: String,
        /// Its number, if it is said.
        number: Option<u16>,
    },
}

impl Locator {
    /// A whole provision.
    #[must_use]
    pub fn provision(path: ProvisionPath) -> Self {
        Self::Provision { path, portion: Portion::Whole }
    }

    /// A whole article.
    #[must_use]
    pub fn article(number: ArticleNumber) -> Self {
        Self::provision(ProvisionPath::article(number))
    }
}

/// Which portion of a provision is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Portion {
    /// All of it, with its list.
    Whole,
    /// 导语, 条首部分, 第一自然段: the words before its list.
    Lead,
}

/// A number in the text after the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// 第三十条, 第四十五条第一款, 第二款. Without an article it is the one that the operation is about.
    Provision {
        /// The article, if it is said.
        article: Option<ArticleNumber>,
        /// 款, from one.
        paragraph: Option<u16>,
        /// 项, from one.
        item: Option<u16>,
        /// 目, from one.
        subitem: Option<u16>,
    },
    /// 第四章.
    Division {
        /// Its kind.
        kind: DivisionKind,
        /// Its number.
        number: u16,
    },
}

impl Target {
    /// A whole article.
    #[must_use]
    pub fn article(number: ArticleNumber) -> Self {
        Self::Provision { article: Some(number), paragraph: None, item: None, subitem: None }
    }

    /// A 款 of the article that the operation is about.
    #[must_use]
    pub fn paragraph(n: u16) -> Self {
        Self::Provision { article: None, paragraph: Some(n), item: None, subitem: None }
    }

    /// An 项 of the 款 that the operation is about.
    #[must_use]
    pub fn item(n: u16) -> Self {
        Self::Provision { article: None, paragraph: None, item: Some(n), subitem: None }
    }
}

/// Quoted paragraphs, as they will stand in the statute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quote {
    /// One string a paragraph, without the outer quotation marks. Items carry their marks.
    pub paragraphs: Vec<String>,
    /// The quotation in the source.
    pub span: Span,
}

impl Quote {
    /// A quotation of these paragraphs.
    #[must_use]
    pub fn new(paragraphs: Vec<String>) -> Self {
        Self { paragraphs, span: Span::default() }
    }
}

/// An edit of a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordEdit {
    /// “A”修改为“B”
    Replace {
        /// The old words.
        from: String,
        /// The new words.
        to: String,
    },
    /// 第一处“A”修改为“B”
    ReplaceNth {
        /// The old words.
        from: String,
        /// The new words.
        to: String,
        /// Which of the places where they stand, from one.
        nth: u16,
    },
    /// 在“A”后增加“B”
    InsertAfter {
        /// The words that stay.
        anchor: String,
        /// The words that are added.
        words: String,
    },
    /// 在“A”前增加“B”
    InsertBefore {
        /// The words that stay.
        anchor: String,
        /// The words that are added.
        words: String,
    },
    /// 删去“A”
    Delete {
        /// The words that go.
        words: String,
    },
    /// 在第一款最后增加“B”
    Append {
        /// The words that are added.
        words: String,
    },
    /// 第一款开始部分增加“B”
    Prepend {
        /// The words that are added.
        words: String,
    },
    /// “A1” “A2”修改为：“B1” “B2”: whole paragraphs for whole paragraphs, in the constitution's manner.
    Paragraphs {
        /// The old paragraphs, or sentences of them.
        from: Quote,
        /// The new paragraphs.
        to: Quote,
    },
}

/// A closing paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// What it says.
    pub kind: TailKind,
    /// Its words, with the full stop.
    pub words: String,
    /// Where it stands.
    pub span: Span,
}

/// What a closing paragraph says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TailKind {
    /// 本决定自×年×月×日起施行。
    Effect,
    /// 《…》根据本决定作相应修改…，重新公布。 Also 此外，对条文顺序作相应调整。
    Republish,
    /// 对个别文字作相应修改: edits outside the clauses, which nobody but the organ knows.
    Wording,
    /// Anything else, such as a sentence that has force of its own.
    Other,
}

impl Decision {
    /// The part for the statute of this name, or the only part.
    #[must_use]
    pub fn part_for(&self, title: &str) -> Option<&Part> {
        match self.parts.as_slice() {
            [only] => Some(only),
            parts => parts.iter().find(|part| part.statute.as_deref().is_some_and(|it| same_name(it, title))),
        }
    }

    /// Sets every span to nothing, so that trees of different sources can be compared.
    pub fn forget_spans(&mut self) {
        for part in &mut self.parts {
            part.span = Span::default();
            part.clauses.iter_mut().for_each(forget_clause);
        }
        self.tail.iter_mut().for_each(|it| it.span = Span::default());
    }
}

/// Whether two names mean the same statute: white space and the nesting of titles aside.
fn same_name(left: &str, right: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '《' | '》' | '〈' | '〉' | '<' | '>')).collect()
    };
    plain(left) == plain(right)
}

/// How deep clauses may nest; the parser makes two levels.
const MAX_DEPTH: usize = 8;

fn forget_clause(clause: &mut Clause) {
    let mut open = vec![(clause, 0)];
    while let Some((clause, depth)) = open.pop() {
        clause.span = Span::default();
        for line in &mut clause.lines {
            line.span = Span::default();
            for operation in &mut line.operations {
                operation.span = Span::default();
                operation.act.forget_spans();
            }
        }
        if depth < MAX_DEPTH {
            open.extend(clause.clauses.iter_mut().map(|it| (it, depth + 1)));
        }
    }
}

impl Act {
    fn forget_spans(&mut self) {
        match self {
            Self::Replace { text, .. } | Self::Add { text, .. } | Self::Split { text, .. } => {
                text.span = Span::default();
            }
            Self::AddDivision { text: Some(text), .. } | Self::Merge { text: Some(text), .. } => {
                text.span = Span::default();
            }
            Self::Edit { edits, .. } => {
                for edit in edits {
                    if let WordEdit::Paragraphs { from, to } = edit {
                        from.span = Span::default();
                        to.span = Span::default();
                    }
                }
            }
            _ => {}
        }
    }
}
