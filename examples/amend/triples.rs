//! Base, decision, result.

use super::clauses;
use super::compare::{differences, narrowed};
use kaimen::law::amend::{Applied, Decision, Refusal, apply, parse_decision};
use kaimen::law::number::ArticleNumber;
use kaimen::law::parse::parse;
use kaimen::law::statute::Statute;
use std::collections::BTreeSet;
use std::path::Path;

/// One triple of the data.
pub struct Triple {
    pub slug: String,
    pub tier: String,
    pub base: Statute,
    pub decision: Decision,
    pub result: Statute,
}

/// What came of one triple.
pub struct Measured {
    pub slug: String,
    pub tier: String,
    pub refusals: Vec<Refusal>,
    pub differences: Vec<(ArticleNumber, String, String)>,
    pub clauses: usize,
    pub exact: usize,
    pub wrong: Vec<String>,
    pub headings: bool,
    pub preamble: bool,
}

impl Measured {
    pub fn is_whole(&self) -> bool {
        self.refusals.is_empty() && self.differences.is_empty()
    }

    pub fn print_all(&self) {
        println!("{} ({}): {} of {} clauses", self.slug, self.tier, self.exact, self.clauses);
        for it in &self.refusals {
            println!("  refused {}: {} | {} | {}", it.clause, it.words, it.reason, it.candidates.join("、"));
        }
        for (number, our, their) in &self.differences {
            let (our, their) = narrowed(our, their);
            println!("  {number}\n    ours   {our}\n    theirs {their}");
        }
        for it in &self.wrong {
            println!("  clause {it}");
        }
        if !self.headings {
            println!("  headings differ");
        }
        if !self.preamble {
            println!("  preamble differs");
        }
    }
}

/// Reads all triples that the index names.
pub fn read(folder: &Path) -> std::io::Result<Vec<Triple>> {
    let index = std::fs::read_to_string(folder.join("index.dev.tsv"))?;
    let mut triples = Vec::new();
    for line in index.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (Some(slug), Some(tier)) = (fields.first(), fields.get(2)) else { continue };
        let text = |name: &str| std::fs::read_to_string(folder.join(slug).join(name));
        triples.push(Triple {
            slug: (*slug).to_owned(),
            tier: (*tier).to_owned(),
            base: parse(&text("base.md")?).statute,
            decision: parse_decision(&text("decision.md")?).decision,
            result: parse(&text("result.md")?).statute,
        });
    }
    Ok(triples)
}

/// Applies one decision and compares. Clauses are counted even where one of them is refused.
pub fn measure(triple: &Triple) -> Measured {
    let whole = apply(&triple.base, &triple.decision);
    let refusals = whole.as_ref().err().map(|it| it.refusals.clone()).unwrap_or_default();
    let (applied, kept) = match whole {
        Ok(applied) => (Some(applied), triple.decision.clone()),
        Err(refused) => clauses::without(&triple.base, &triple.decision, refused.refusals),
    };
    let differences = applied.as_ref().map(|it| differences(&it.statute, &triple.result)).unwrap_or_default();
    let (clauses, wrong) = match &applied {
        Some(applied) => judge(triple, &kept, applied, &differences),
        None => {
            let all = clauses::names(&triple.decision);
            (all.len(), all)
        }
    };
    Measured {
        slug: triple.slug.clone(),
        tier: triple.tier.clone(),
        exact: clauses - wrong.len(),
        clauses,
        wrong,
        refusals,
        headings: applied.as_ref().is_none_or(|it| headings(&it.statute) == headings(&triple.result)),
        preamble: applied.as_ref().is_none_or(|it| preamble(&it.statute) == preamble(&triple.result)),
        differences,
    }
}

fn preamble(statute: &Statute) -> String {
    super::compare::plain(&statute.preamble.iter().map(|it| it.text.plain.clone()).collect::<String>())
}

fn judge(
    triple: &Triple,
    kept: &Decision,
    applied: &Applied,
    differences: &[(ArticleNumber, String, String)],
) -> (usize, Vec<String>) {
    let differing: BTreeSet<ArticleNumber> = differences.iter().map(|it| it.0).collect();
    let all = clauses::touched(&triple.decision, applied);
    let alive = clauses::touched(kept, applied);
    let mut wrong = Vec::new();
    for (name, articles) in &all {
        let refused = !alive.iter().any(|(other, _)| other == name);
        let hit: Vec<String> = articles.intersection(&differing).map(ToString::to_string).collect();
        if refused {
            wrong.push(format!("{name}: refused"));
        } else if !hit.is_empty() {
            wrong.push(format!("{name}: {}", hit.join("、")));
        }
    }
    (all.len(), wrong)
}

/// The headings with the number of their first article.
fn headings(statute: &Statute) -> Vec<String> {
    use kaimen::law::statute::Unit;
    let mut out = Vec::new();
    let mut open = vec![statute.body.iter()];
    while let Some(level) = open.last_mut() {
        match level.next() {
            Some(Unit::Article(article)) => {
                if let Some(last) = out.last_mut() {
                    let last: &mut String = last;
                    if !last.contains('第') || !last.ends_with('|') {
                        continue;
                    }
                    last.push_str(&article.number().to_string());
                }
            }
            Some(Unit::Division(division)) => {
                out.push(format!("{}|", super::compare::plain(&division.heading())));
                open.push(division.units.iter());
            }
            None => {
                open.pop();
            }
        }
    }
    out
}

/// Prints the summary. Gives the checks, each with its name and whether it passed.
pub fn report(all: &[Measured], explained: &str) -> Vec<(String, bool)> {
    let mut checks = Vec::new();
    for it in all.iter().filter(|it| !it.is_whole()) {
        it.print_all();
        checks.push((format!("{} is explained", it.slug), explained.contains(&it.slug)));
    }
    let mut tier_a = 0.0;
    for tier in ["A", "B", "C"] {
        let of: Vec<&Measured> = all.iter().filter(|it| it.tier == tier).collect();
        let whole = of.iter().filter(|it| it.is_whole()).count();
        let refused = of.iter().filter(|it| !it.refusals.is_empty()).count();
        println!("tier {tier}: {whole} of {} whole, {refused} refused", of.len());
        if tier == "A" && !of.is_empty() {
            tier_a = share(whole, of.len());
        }
    }
    let clauses: usize = all.iter().map(|it| it.clauses).sum();
    let exact: usize = all.iter().map(|it| it.exact).sum();
    let headings = all.iter().filter(|it| !it.headings).count();
    let preamble = all.iter().filter(|it| !it.preamble).count();
    println!("clauses: {exact} of {clauses} exact ({:.2} %)", 100.0 * share(exact, clauses));
    println!("headings differ in {headings} triples, words before the first article in {preamble}");
    checks.push((format!("tier A whole {:.3}", tier_a), tier_a >= super::WHOLE_OF_TIER_A));
    checks.push((format!("clauses {:.3}", share(exact, clauses)), share(exact, clauses) >= super::CLAUSES));
    checks
}

#[expect(clippy::cast_precision_loss, reason = "counts of some thousands")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
