//! `<!-- km:allow K301 理由 -->`: a person has looked at a finding, lets it stand, and says why.
//!
//! At the end of a line it covers the 款 or 项 of that line. On a line of its own it covers what stands directly after
//! it (a heading, a whole article, a 款 or an 项) and the 款 before it, because the canonical print puts every comment
//! after its 款. Before the first unit it covers the head too. A waiver needs a reason, a known code and a finding; K090
//! to K092 tell what is missing.

use super::finding::Finding;
use super::registry;
use super::rule::Rule;
use crate::law::span::Span;
use crate::law::statute::{Directive, Paragraph, Statute, Unit};

/// Waivers of a text that are read; further ones are left out, and so waive nothing.
pub const MAX_WAIVERS: usize = 1_000;
/// Codes of one waiver that are read.
pub const MAX_CODES: usize = 20;

/// One `km:allow`.
#[derive(Debug, Clone)]
pub struct Waiver<'a> {
    /// The comment.
    pub span: Span,
    /// The codes or names as written.
    pub codes: Vec<&'a str>,
    /// Why; empty if nothing is said.
    pub reason: &'a str,
    /// The rules it names, as far as they exist.
    rules: Vec<&'static Rule>,
    /// What it covers, in the source.
    scopes: Vec<Span>,
}

impl Waiver<'_> {
    /// The rules it names, as far as they exist.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        self.rules.iter().copied()
    }

    /// Whether it lets a finding stand. Without a reason it does not.
    #[must_use]
    pub fn covers(&self, finding: &Finding) -> bool {
        let place = finding.span.start;
        !self.reason.is_empty()
            && self.rules().any(|it| it.code == finding.code)
            && self.scopes.iter().any(|it| it.start <= place && place <= it.end)
    }
}

/// All waivers of a text, in its order.
pub(super) fn waivers<'a>(source: &str, statute: &'a Statute) -> Vec<Waiver<'a>> {
    let mut directives: Vec<&Directive> = statute.directives.iter().collect();
    collect(&statute.preamble, &mut directives);
    walk(&statute.body, &mut directives);
    directives.retain(|it| it.word == "allow");
    directives.truncate(MAX_WAIVERS);
    if directives.is_empty() {
        return Vec::new();
    }
    directives.sort_by_key(|it| it.span);
    let places = places(statute);
    directives.into_iter().map(|it| read(it, source, &places)).collect()
}

fn walk<'a>(units: &'a [Unit], found: &mut Vec<&'a Directive>) {
    for unit in units {
        match unit {
            Unit::Division(division) => {
                found.extend(&division.directives);
                collect(&division.preamble, found);
                walk(&division.units, found);
            }
            Unit::Article(article) => {
                found.extend(&article.directives);
                collect(&article.paragraphs, found);
            }
        }
    }
}

fn collect<'a>(paragraphs: &'a [Paragraph], found: &mut Vec<&'a Directive>) {
    found.extend(paragraphs.iter().flat_map(|it| &it.directives));
}

fn read<'a>(directive: &'a Directive, source: &str, places: &Places) -> Waiver<'a> {
    let (codes, reason) = directive.text.split_once(char::is_whitespace).unwrap_or((&directive.text, ""));
    let codes: Vec<&str> = codes.split([',', '，', '、']).filter(|it| !it.is_empty()).take(MAX_CODES).collect();
    let rules = codes.iter().filter_map(|it| registry::find(it)).collect();
    let line = source[..directive.span.start].rfind('\n').map_or(0, |it| it + 1);
    let at_line_end = source[line..directive.span.start].chars().any(|c| !c.is_whitespace());
    let scopes = if at_line_end { places.of_line(line, directive.span.start) } else { places.around(directive.span) };
    Waiver { span: directive.span, codes, reason: reason.trim(), rules, scopes }
}

/// What waivers can cover, each list in the order of the text.
struct Places {
    /// Headings, articles, 款 and 项; of those that begin together the longest first.
    units: Vec<Span>,
    /// 款 (the first one with its article's number) and headings.
    blocks: Vec<Span>,
    /// 款, headings, 项: what one line can be.
    lines: Vec<Span>,
}

impl Places {
    fn of_line(&self, line: usize, end: usize) -> Vec<Span> {
        let mut own = self.lines.iter().filter(|it| line <= it.start && it.start < end);
        // The innermost one that begins on the line, and the line itself.
        own.next_back().copied().into_iter().chain([Span::new(line, end)]).collect()
    }

    fn around(&self, waiver: Span) -> Vec<Span> {
        let after = self.units.iter().find(|it| it.start >= waiver.end);
        let before = self.blocks.iter().rfind(|it| it.start < waiver.start);
        let head = Span::new(0, waiver.start);
        after.into_iter().chain([before.unwrap_or(&head)]).copied().collect()
    }
}

fn places(statute: &Statute) -> Places {
    let mut places = Places { units: Vec::new(), blocks: Vec::new(), lines: Vec::new() };
    add(&statute.body, &mut places);
    places.units.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    places.blocks.sort();
    places.lines.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    places
}

fn add(units: &[Unit], places: &mut Places) {
    for unit in units {
        match unit {
            Unit::Division(division) => {
                for list in [&mut places.units, &mut places.blocks, &mut places.lines] {
                    list.push(division.span);
                }
                add_paragraphs(&division.preamble, None, places);
                add(&division.units, places);
            }
            Unit::Article(article) => {
                places.units.push(article.span);
                if article.paragraphs.is_empty() {
                    places.blocks.push(article.number_span);
                    places.lines.push(article.number_span);
                }
                add_paragraphs(&article.paragraphs, Some(article.number_span), places);
            }
        }
    }
}

fn add_paragraphs(paragraphs: &[Paragraph], number: Option<Span>, places: &mut Places) {
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let block = number.filter(|_| at == 0).map_or(paragraph.span, |it| it.hull(paragraph.span));
        places.blocks.push(block);
        places.lines.push(block);
        places.units.push(paragraph.span);
        for item in &paragraph.items {
            places.units.push(item.span);
            places.lines.push(item.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::law::parse::parse;
    use crate::law::print::print;
    use crate::lint::settings::Settings;
    use crate::lint::{Options, lint};

    /// Lines on which K301 still stands, and how many waivers are idle.
    fn standing(source: &str) -> (Vec<usize>, usize) {
        let settings = Settings::default();
        let findings = lint(source, &parse(source), &Options::new(&settings)).findings;
        let line = |at: usize| source[..at].matches('\n').count() + 1;
        let must = findings.iter().filter(|it| it.code == "K301").map(|it| line(it.span.start)).collect();
        (must, findings.iter().filter(|it| it.code == "K091").count())
    }

    const WAIVER: &str = "<!-- km:allow K301 理由 -->";

    #[test]
    fn a_waiver_covers_its_line_or_what_stands_beside_it() {
        for (text, left) in [
            (format!("第一条　必须甲。{WAIVER}\n\n必须乙。\n"), vec![3]),
            (format!("第一条　必须甲。\n\n必须乙。{WAIVER}\n"), vec![1]),
            (format!("{WAIVER}\n第一条　必须甲。\n\n必须乙。\n\n第二条　必须丙。\n"), vec![6]),
            (format!("第一条　必须甲。\n\n{WAIVER}\n\n第二条　必须乙。\n\n必须丙。\n\n第三条　必须丁。\n"), vec![9]),
            (format!("第一条　有下列情形的：\n\n（一）必须甲；{WAIVER}\n\n（二）必须乙。\n"), vec![5]),
            (format!("第一条　有下列情形的：\n\n（一）必须甲；\n\n{WAIVER}\n\n（二）必须乙。\n\n必须丙。\n"), vec![9]),
        ] {
            assert_eq!(standing(&text), (left, 0), "{text}");
        }
    }

    #[test]
    fn a_waiver_still_covers_its_paragraph_after_the_canonical_print() {
        let text = format!("# ××市示例条例\n\n第一条　必须甲。{WAIVER}\n\n乙。\n\n第二条　丙。\n");
        assert_eq!(standing(&text), (vec![], 0));
        assert_eq!(standing(&print(&parse(&text).statute)), (vec![], 0));
    }

    #[test]
    fn several_codes_and_names_may_stand_together() {
        let text = "第一条　必须甲。<!-- km:allow K113、must_for_duty 理由 -->\n";
        assert_eq!(standing(text).0, [0_usize; 0]);
        assert_eq!(standing("第一条　必须甲。<!-- km:allow K301 -->\n").0, [1], "no reason, no effect");
        assert_eq!(standing("第一条　甲。<!-- km:allow K301 理由 -->\n"), (vec![], 1));
    }
}
