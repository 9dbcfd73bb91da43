//! A check that needs no labels: when an article is renumbered, the references to it are renumbered with it.
//!
//! Two linked articles, each with no other link, often hold the same clause with other numbers: 违反本法第十二条规定的 and
//! 违反本法第十三条规定的. Then the old 第十二条 must be linked with the new 第十三条. A clause that was rewritten, or that names
//! another number of articles, is left out; so are references of an article to itself. The aligner uses references as
//! one of its hints, so this is a check of consistency, not proof; `docs/alignment.md` gives the figure without the hint.

use crate::edges::Share;
use crate::pairs::Pair;
use kaimen::law::path::ProvisionPath;
use kaimen::law::refs::{Reference, references};
use kaimen::law::statute::Statute;
use std::collections::BTreeMap;

/// Where a clause ends.
const ENDS: [char; 4] = ['，', '。', '；', '：'];

/// A reference: the clause around it without numbers, and the articles it names.
struct Carried {
    clause: String,
    targets: Vec<usize>,
}

/// Prints the share of references that moved as the links say.
pub(crate) fn report(
    name: &str,
    pairs: &[Pair],
    aligner: impl Fn(&Statute, &Statute) -> Vec<(usize, usize)>,
    verbose: bool,
) {
    let mut total = Share::default();
    for pair in pairs {
        let links = aligner(&pair.old, &pair.new);
        let (olds, news) = (by_article(&pair.old), by_article(&pair.new));
        for (old, new) in links.iter().filter(|it| stands_alone(it, &links)) {
            let (Some(before), Some(after)) = (olds.get(old), news.get(new)) else { continue };
            for target in moved(before, after) {
                let agrees = links.contains(&target);
                total.count(agrees);
                if verbose && !agrees {
                    let show = |it: (usize, usize)| pair.show(&(Some(it.0), Some(it.1)));
                    println!("  {}: {} names {}", pair.name, show((*old, *new)), show(target));
                }
            }
        }
    }
    println!("{name:<45} {:.4} ({}/{})", total.share(), total.hits, total.of);
}

fn stands_alone(link: &(usize, usize), links: &[(usize, usize)]) -> bool {
    links.iter().all(|it| it == link || (it.0 != link.0 && it.1 != link.1))
}

/// The articles named at the same place of the same clause.
fn moved(before: &[Carried], after: &[Carried]) -> Vec<(usize, usize)> {
    let mut moved = Vec::new();
    for carried in before {
        let same = |it: &&Carried| it.clause == carried.clause;
        let (Some(only), true) = (after.iter().find(same), after.iter().filter(same).count() == 1) else { continue };
        if before.iter().filter(same).count() == 1 && only.targets.len() == carried.targets.len() {
            moved.extend(carried.targets.iter().copied().zip(only.targets.iter().copied()));
        }
    }
    moved
}

/// The references of a text to other articles of it, by the article they stand in.
fn by_article(statute: &Statute) -> BTreeMap<usize, Vec<Carried>> {
    let key = |it: ProvisionPath| (it.article, it.occurrence);
    let index: BTreeMap<_, usize> = statute.articles().enumerate().map(|(at, it)| (key(it.path), at)).collect();
    let mut by_article: BTreeMap<usize, Vec<Carried>> = BTreeMap::new();
    for reference in references(statute).iter().filter(|it| it.explicit) {
        let Some(&source) = index.get(&key(reference.within)) else { continue };
        let targets: Vec<usize> =
            reference.result.targets().iter().filter_map(|it| index.get(&key(*it))).copied().collect();
        if targets.is_empty() || targets.contains(&source) {
            continue;
        }
        let clause = clause(statute, reference);
        by_article.entry(source).or_default().push(Carried { clause, targets });
    }
    by_article
}

/// The clause around a reference, with a sign in the reference's place.
fn clause(statute: &Statute, reference: &Reference) -> String {
    let words = block(statute, reference.within).unwrap_or_default();
    let before = words.get(..reference.span.start).unwrap_or_default().rsplit(ENDS).next().unwrap_or_default();
    let after = words.get(reference.span.end..).unwrap_or_default().split(ENDS).next().unwrap_or_default();
    format!("{before}〇{after}")
}

/// The own words of a 款, 项 or 目.
fn block(statute: &Statute, path: ProvisionPath) -> Option<&str> {
    let paragraph = statute.article(path)?.paragraphs.get(usize::from(path.paragraph?).checked_sub(1)?)?;
    let Some(item) = path.item else { return Some(&paragraph.text.plain) };
    let item = paragraph.items.iter().find(|it| it.number == item)?;
    let Some(subitem) = path.subitem else { return Some(&item.text.plain) };
    item.subitems.iter().find(|it| it.number == subitem).map(|it| it.text.plain.as_str())
}
