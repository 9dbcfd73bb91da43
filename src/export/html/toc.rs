//! The 目录, generated from the text itself.

use super::safe::{SafeHtml, push_escaped};
use super::{Options, clean_prefix};
use crate::law::statute::{Article, Statute, Unit};
use std::fmt::Write as _;

/// A line of the 目录.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocLine {
    /// Depth from 0.
    pub depth: usize,
    /// The fragment, without `#` and prefix: `c3`.
    pub anchor: String,
    /// 第三章　监督管理.
    pub heading: String,
    /// First and last article in it, as 第十条 and 第十八条; `None` for an annex or an empty chapter.
    pub articles: Option<(String, String)>,
}

/// The lines of the 目录: divisions and annexes, generated from the text itself.
#[must_use]
pub fn toc(statute: &Statute) -> Vec<TocLine> {
    let mut lines = Vec::new();
    toc_units(&statute.body, 0, &mut lines);
    lines.extend(statute.annexes.iter().enumerate().map(|(at, annex)| TocLine {
        depth: 0,
        anchor: annex_anchor(at),
        heading: annex.heading(),
        articles: None,
    }));
    lines
}

fn toc_units(units: &[Unit], depth: usize, lines: &mut Vec<TocLine>) {
    for unit in units {
        let Unit::Division(division) = unit else { continue };
        lines.push(TocLine {
            depth,
            anchor: division.anchor.clone(),
            heading: division.heading(),
            articles: first_and_last(&division.units),
        });
        toc_units(&division.units, depth + 1, lines);
    }
}

fn first_and_last(units: &[Unit]) -> Option<(String, String)> {
    fn edge<'a>(mut units: impl Iterator<Item = &'a Unit>, last: bool) -> Option<&'a Article> {
        units.find_map(|unit| match unit {
            Unit::Article(article) => Some(article),
            Unit::Division(division) if last => edge(division.units.iter().rev(), last),
            Unit::Division(division) => edge(division.units.iter(), last),
        })
    }
    let first = edge(units.iter(), false)?;
    let last = edge(units.iter().rev(), true)?;
    Some((first.number().to_string(), last.number().to_string()))
}

/// The 目录 as nested lists of links; empty if the text has neither divisions nor annexes.
#[must_use]
pub fn toc_html(statute: &Statute, options: &Options<'_>) -> SafeHtml {
    let prefix = clean_prefix(options.id_prefix);
    let mut out = String::new();
    let mut open = 0; // lists that are open
    for line in toc(statute) {
        if open <= line.depth {
            while open <= line.depth {
                let class = if open == 0 { "toc" } else { "toc-inner" };
                let _ = write!(out, "<ol class=\"{class}\">");
                open += 1;
                if open <= line.depth {
                    out.push_str("<li>"); // a level that the text leaves out
                }
            }
        } else {
            out.push_str("</li>");
            while open > line.depth + 1 {
                out.push_str("</ol></li>");
                open -= 1;
            }
        }
        out.push_str("<li><a href=\"#");
        push_escaped(&mut out, &prefix);
        push_escaped(&mut out, &line.anchor);
        out.push_str("\">");
        push_escaped(&mut out, &line.heading);
        out.push_str("</a>");
        if let Some((first, last)) = &line.articles {
            out.push_str(" <span class=\"toc-range\">");
            push_escaped(&mut out, first);
            if last != first {
                out.push('至');
                push_escaped(&mut out, last);
            }
            out.push_str("</span>");
        }
    }
    while open > 0 {
        out.push_str("</li></ol>");
        open -= 1;
    }
    SafeHtml::written(out)
}

/// The fragment of annex `at` (from 0): `x1`.
#[must_use]
pub fn annex_anchor(at: usize) -> String {
    format!("x{}", at + 1)
}
