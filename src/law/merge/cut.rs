//! A text cut into units, and in it the numbers that name one of them.

use crate::law::compare::{Kind, Lexicon, Token, ordinal_len};
use crate::law::number::{ArticleNumber, read_numeral};
use crate::law::parse::{Owner, parse};
use crate::law::path::ProvisionPath;
use crate::law::refs::{Resolution, references};
use crate::law::span::Span;
use crate::law::statute::{Division, DivisionKind, Statute, Unit as Node};
use std::collections::HashMap;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::law) enum UnitKind {
    /// Everything before the first heading or article.
    Head,
    /// A heading with what stands directly under it.
    Division(DivisionKind),
    /// An article.
    Article,
    /// An annex.
    Annex,
}

/// What a unit counts as: number and number after 之.
pub(in crate::law) type Number = (u16, u16);

/// A unit of a text: its words, and the blanks up to the next unit.
#[derive(Debug, Clone)]
pub(in crate::law) struct Unit {
    pub kind: UnitKind,
    /// The words.
    pub body: Span,
    /// Blanks after them.
    pub tail: Span,
    /// The printed number, where it can be told anew.
    pub number: Option<Number>,
    /// 第三条, 第一章, 附件1.
    pub label: String,
    /// Which articles, headings or annexes of the tree, by index.
    pub index: usize,
}

/// A printed number that names a unit of the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::law) struct Symbol {
    /// 第三条.
    pub span: Span,
    /// The unit, by index.
    pub unit: usize,
}

/// A text ready to be merged.
pub(in crate::law) struct Source<'a> {
    pub text: &'a str,
    pub statute: Statute,
    pub units: Vec<Unit>,
    /// In the order of the text.
    pub symbols: Vec<Symbol>,
    /// For each unit, what it is in all three texts: equal identities are one unit.
    pub ids: Vec<usize>,
}

/// Ids of tokens from here on are identities of units.
const FIRST_IDENTITY: u32 = 0x8000_0000;

/// Blanks that belong to no words. U+3000 is among them.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

impl<'a> Source<'a> {
    pub fn read(text: &'a str) -> Self {
        let parsed = parse(text);
        let mut source =
            Self { text, statute: parsed.statute, units: Vec::new(), symbols: Vec::new(), ids: Vec::new() };
        let headings = headings(&source.statute);
        let articles: HashMap<ProvisionPath, usize> =
            source.statute.articles().enumerate().map(|(at, it)| (it.path, at)).collect();
        source.push(UnitKind::Head, 0, 0);
        let mut open = None;
        for piece in &parsed.pieces {
            let (kind, index) = match piece.owner {
                Owner::Division(at) => {
                    (UnitKind::Division(headings.get(at).map_or(DivisionKind::Chapter, |it| it.0)), at)
                }
                Owner::Article(path) => (UnitKind::Article, articles.get(&path).copied().unwrap_or(usize::MAX)),
                Owner::Annex(at) => (UnitKind::Annex, at),
                _ => continue,
            };
            if open.replace((kind, index)) != Some((kind, index)) {
                source.push(kind, index, piece.span.start);
            }
        }
        source.close(text.len());
        source.number(&headings);
        source
    }

    fn push(&mut self, kind: UnitKind, index: usize, start: usize) {
        self.close(start);
        let here = Span::new(start, start);
        self.units.push(Unit { kind, body: here, tail: here, number: None, label: String::new(), index });
    }

    /// Ends the last unit.
    fn close(&mut self, end: usize) {
        if let Some(unit) = self.units.last_mut() {
            let start = unit.body.start;
            let words = start + self.text[start..end].trim_end_matches(is_blank).len();
            (unit.body, unit.tail) = (Span::new(start, words), Span::new(words, end));
        }
    }

    /// Finds the numbers that name units: their own, and those of references.
    fn number(&mut self, headings: &[(DivisionKind, String, Span)]) {
        let numbers: Vec<Span> = self.statute.articles().map(|it| it.number_span).collect();
        let (mut of_article, mut of_heading) = (HashMap::new(), HashMap::new());
        for (at, unit) in self.units.iter_mut().enumerate() {
            let span = match unit.kind {
                UnitKind::Article => numbers.get(unit.index).copied(),
                UnitKind::Division(_) => headings.get(unit.index).map(|it| it.2),
                UnitKind::Head | UnitKind::Annex => None,
            };
            match unit.kind {
                UnitKind::Head => "条文前的文字".clone_into(&mut unit.label),
                UnitKind::Annex => unit.label = self.statute.annexes[unit.index].number_text(),
                UnitKind::Division(_) => {
                    headings.get(unit.index).inspect(|it| {
                        of_heading.insert(it.1.as_str(), at);
                    });
                }
                UnitKind::Article => {}
            }
            let Some(token) = span.and_then(|it| first_ordinal(self.text, it)) else { continue };
            let words = &self.text[token.range()];
            unit.number = read_number(words);
            words.clone_into(&mut unit.label);
            self.symbols.push(Symbol { span: token, unit: at });
            if let (UnitKind::Article, Some(number)) = (unit.kind, unit.number) {
                of_article.entry(number).or_insert(at);
            }
        }
        for reference in references(&self.statute) {
            if self.text.get(reference.source_span.range()) != Some(reference.text.as_str()) {
                continue;
            }
            for token in ordinals(self.text, reference.source_span) {
                let words = &self.text[token.range()];
                let unit = match &reference.result {
                    // Of 第三条第九款 the article is known, even if it has no such 款.
                    Resolution::Resolved(_) | Resolution::Ambiguous(_) | Resolution::Dangling
                        if words.contains('条') =>
                    {
                        read_number(words).and_then(|it| of_article.get(&it))
                    }
                    Resolution::ResolvedDivisions(targets) => {
                        targets.iter().find(|it| it.chinese == words).and_then(|it| of_heading.get(it.anchor.as_str()))
                    }
                    _ => None,
                };
                self.symbols.extend(unit.map(|unit| Symbol { span: token, unit: *unit }));
            }
        }
        self.symbols.sort_unstable_by_key(|it| it.span);
        self.symbols.dedup_by_key(|it| it.span.start);
    }

    /// Says what each unit is.
    pub fn identify(&mut self, ids: Vec<usize>) {
        self.ids = ids;
    }

    /// From now on a number is a word like others, and names nothing.
    pub fn forget_numbers(&mut self) {
        self.symbols.clear();
    }

    /// The numbers within a stretch of the text.
    pub fn symbols_in(&self, span: Span) -> &[Symbol] {
        let from = self.symbols.partition_point(|it| it.span.start < span.start);
        let to = self.symbols.partition_point(|it| it.span.start < span.end);
        &self.symbols[from..to.max(from)]
    }

    /// The words of a unit as tokens; numbers that name a unit have its identity. Places are those of the text.
    pub fn tokens(&self, unit: usize, lexicon: &mut Lexicon) -> Vec<Token> {
        let body = self.units[unit].body;
        let mut tokens = lexicon.cut(&self.text[body.range()]);
        let mut symbols = self.symbols_in(body).iter().peekable();
        for token in &mut tokens {
            token.start += body.start;
            token.end += body.start;
            while symbols.next_if(|it| it.span.start < token.start).is_some() {}
            if let Some(symbol) = symbols.next_if(|it| it.span == Span::new(token.start, token.end)) {
                token.id = self.token_id(*symbol);
            }
        }
        tokens
    }

    /// The numbers within a stretch of the text, as tokens.
    pub fn numbers(&self, span: Span) -> Vec<Token> {
        let token = |it: &Symbol| {
            let Span { start, end } = it.span;
            Token { start, end, id: self.token_id(*it), kind: Kind::Ordinal, chars: 1 }
        };
        self.symbols_in(span).iter().map(token).collect()
    }

    fn token_id(&self, symbol: Symbol) -> u32 {
        FIRST_IDENTITY.saturating_add(u32::try_from(self.ids[symbol.unit]).unwrap_or(u32::MAX))
    }

    /// The unit that a token names, as identity.
    pub fn identity(token: &Token) -> Option<usize> {
        token.id.checked_sub(FIRST_IDENTITY).map(|it| it as usize)
    }

    /// The blanks of a unit, as text.
    pub fn tail(&self, unit: usize) -> &'a str {
        &self.text[self.units[unit].tail.range()]
    }

    /// The words and blanks of a unit, as text.
    pub fn whole(&self, unit: usize) -> &'a str {
        let unit = &self.units[unit];
        &self.text[unit.body.start..unit.tail.end]
    }

    /// The unit that is the heading with this anchor.
    pub fn heading(&self, anchor: &str) -> Option<usize> {
        let index = headings(&self.statute).iter().position(|it| it.1 == anchor)?;
        let is_it = |it: &Unit| matches!(it.kind, UnitKind::Division(_)) && it.index == index;
        self.units.iter().position(is_it)
    }

    /// Whether the number is the printed one of the unit itself.
    pub fn is_own_number(&self, symbol: &Symbol) -> bool {
        let unit = &self.units[symbol.unit];
        unit.body.start <= symbol.span.start
            && symbol.span.end <= unit.body.end
            && self.symbols_in(unit.body).iter().find(|it| it.unit == symbol.unit) == Some(symbol)
    }

    /// Whether the articles run 第一条, 第二条, 第三条 … without a gap, and the headings within their scope.
    pub fn counts_on(&self) -> bool {
        let mut counter = super::numbers::Counter::default();
        self.units.iter().all(|unit| match unit.kind {
            UnitKind::Head | UnitKind::Annex => true,
            kind => unit.number == Some(counter.next(kind)),
        })
    }
}

/// Kind, anchor and place of each heading, in the order of the text.
fn headings(statute: &Statute) -> Vec<(DivisionKind, String, Span)> {
    fn collect(units: &[Node], found: &mut Vec<(DivisionKind, String, Span)>) {
        for unit in units {
            if let Node::Division(Division { kind, anchor, span, units, .. }) = unit {
                found.push((*kind, anchor.clone(), *span));
                collect(units, found);
            }
        }
    }
    let mut found = Vec::new();
    collect(&statute.body, &mut found);
    found
}

/// 第十二条之一 → 12, 1; 第三章 → 3, 0.
pub(in crate::law) fn read_number(words: &str) -> Option<Number> {
    if words.contains('条') {
        return words.parse::<ArticleNumber>().ok().map(|it| (it.base(), it.inserted()));
    }
    let digits = words.strip_prefix('第')?.trim_end_matches(['章', '节', '编', '分']);
    read_numeral(digits).map(|it| (it.value, 0))
}

/// 第…条, 第…章 and their kin within a stretch of a text.
fn ordinals(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = within.start;
    std::iter::from_fn(move || {
        while let Some(found) = text.get(at..within.end).and_then(|it| it.find('第')) {
            let start = at + found;
            let len = ordinal_len(&text[start..within.end]).unwrap_or('第'.len_utf8());
            at = start + len;
            let words = &text[start..at];
            if ['条', '章', '节', '编'].iter().any(|it| words.contains(*it)) {
                return Some(Span::new(start, at));
            }
        }
        None
    })
}

fn first_ordinal(text: &str, within: Span) -> Option<Span> {
    ordinals(text, within).next()
}

/// Whether a token is a number with a unit: 第三条, 第二款.
pub(in crate::law) fn is_ordinal(token: &Token) -> bool {
    token.kind == Kind::Ordinal
}
