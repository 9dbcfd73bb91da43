//! 编, 章 and 节 of both texts, compared by name and by the articles that stand in them.

use super::Row;
use super::hunks::Op;
use crate::law::statute::{Division, DivisionKind, Statute, Unit};

/// A heading of one or both texts. It stands before a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The row before which it stands; the number of rows for one after all.
    pub before: usize,
    /// The old heading: 第三章　监督.
    pub old: Option<String>,
    /// The new heading.
    pub new: Option<String>,
    /// 编, 分编, 章, 节.
    pub kind: DivisionKind,
    /// Whether the names differ; a number alone is only renumbered.
    pub renamed: bool,
    /// What happened to the heading as a whole: it came, went or stayed.
    pub op: Op,
}

struct Place {
    kind: DivisionKind,
    heading: String,
    name: String,
    /// Articles in it: from, to.
    from: usize,
    to: usize,
}

/// The headings of both texts in the order of the rows.
pub(super) fn headings(old: &Statute, new: &Statute, rows: &[Row]) -> Vec<Heading> {
    let (old, new) = (places(old), places(new));
    let (row_of_old, row_of_new) = rows_of_articles(rows);
    let partner = partners(&old, &new, &row_of_old, &row_of_new);
    let first = |rows: &[(usize, usize)], place: &Place, end: usize| {
        rows.get(place.from..place.to).and_then(|it| it.first()).map_or(end, |it| it.1)
    };
    let mut found: Vec<Heading> = Vec::new();
    for (n, place) in new.iter().enumerate() {
        let own = partner.iter().position(|it| *it == Some(n)).map(|it| &old[it]);
        let mut before = first(&row_of_new, place, rows.len());
        // What was removed from the head of the chapter stands in it, not above it.
        while let Some(above) = before.checked_sub(1).map(|it| &rows[it])
            && above.new.is_empty()
            && own.is_some_and(|it| above.old.first().is_some_and(|a| (it.from..it.to).contains(a)))
        {
            before -= 1;
        }
        found.push(Heading {
            before,
            old: own.map(|it| it.heading.clone()),
            new: Some(place.heading.clone()),
            kind: place.kind,
            renamed: own.is_some_and(|it| it.name != place.name),
            op: if own.is_some() { Op::Equal } else { Op::Insert },
        });
    }
    for (place, _) in old.iter().zip(&partner).filter(|it| it.1.is_none()) {
        found.push(Heading {
            before: first(&row_of_old, place, rows.len()),
            old: Some(place.heading.clone()),
            new: None,
            kind: place.kind,
            renamed: false,
            op: Op::Delete,
        });
    }
    // A stable order: headings that went stand above those that came at the same row.
    found.sort_by_key(|it| (it.before, it.op != Op::Delete));
    found
}

/// For each old heading, in the order of the text, which new heading it became.
pub(in crate::law) fn successors(old: &Statute, new: &Statute, rows: &[Row]) -> Vec<Option<usize>> {
    let (row_of_old, row_of_new) = rows_of_articles(rows);
    partners(&places(old), &places(new), &row_of_old, &row_of_new)
}

/// Articles of one text, in order, with their rows.
type RowOf = Vec<(usize, usize)>;

/// The row of each article, old and new.
fn rows_of_articles(rows: &[Row]) -> (RowOf, RowOf) {
    let (mut of_old, mut of_new) = (RowOf::new(), RowOf::new());
    for (n, row) in rows.iter().enumerate() {
        of_old.extend(row.old.iter().map(|it| (*it, n)));
        of_new.extend(row.new.iter().map(|it| (*it, n)));
    }
    of_old.sort_unstable();
    of_new.sort_unstable();
    (of_old, of_new)
}

/// For each old heading the new one it became: of equal name, or with most of its articles.
fn partners(
    old: &[Place],
    new: &[Place],
    row_of_old: &[(usize, usize)],
    row_of_new: &[(usize, usize)],
) -> Vec<Option<usize>> {
    let rows = |of: &[(usize, usize)], place: &Place| {
        let mut rows: Vec<usize> = of.get(place.from..place.to).unwrap_or_default().iter().map(|it| it.1).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    };
    let old_rows: Vec<Vec<usize>> = old.iter().map(|it| rows(row_of_old, it)).collect();
    let new_rows: Vec<Vec<usize>> = new.iter().map(|it| rows(row_of_new, it)).collect();
    let mut scored: Vec<(usize, usize, usize)> = Vec::new();
    for (a, place) in old.iter().enumerate() {
        for (b, other) in new.iter().enumerate().filter(|it| it.1.kind == place.kind) {
            let shared = old_rows[a].iter().filter(|it| new_rows[b].binary_search(it).is_ok()).count();
            let least = old_rows[a].len().min(new_rows[b].len()).max(1);
            // In percent of the smaller one; an equal name counts as half of the articles.
            let score = shared * 100 / least + if place.name == other.name { 50 } else { 0 };
            if score >= 50 {
                scored.push((score, a, b));
            }
        }
    }
    scored.sort_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut partner = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    for (_, a, b) in scored {
        if partner[a].is_none() && !taken[b] {
            partner[a] = Some(b);
            taken[b] = true;
        }
    }
    partner
}

fn places(statute: &Statute) -> Vec<Place> {
    let mut found = Vec::new();
    walk(&statute.body, &mut 0, &mut found);
    found
}

fn walk(units: &[Unit], articles: &mut usize, found: &mut Vec<Place>) {
    for unit in units {
        match unit {
            Unit::Article(_) => *articles += 1,
            Unit::Division(division) => {
                let at = found.len();
                found.push(place(division, *articles));
                walk(&division.units, articles, found);
                found[at].to = *articles;
            }
        }
    }
}

fn place(division: &Division, from: usize) -> Place {
    Place { kind: division.kind, heading: division.heading(), name: division.name.plain.clone(), from, to: from }
}
