//! What every comparison of two texts promises, whatever the texts are.

use kaimen::law::compare::{Comparison, Op, Row, Side};

/// The promise that a comparison breaks, if any.
pub fn broken(comparison: &Comparison) -> Option<&'static str> {
    let broken = [
        ("every article stands in exactly one row", once(comparison)),
        ("hunks give both texts back", comparison.rows.iter().all(|it| gives_back(comparison, it))),
    ];
    broken.into_iter().find(|it| !it.1).map(|it| it.0)
}

fn once(comparison: &Comparison) -> bool {
    let each = |of: &dyn Fn(&Row) -> Vec<usize>, side: &Side| {
        let mut seen: Vec<usize> = comparison.rows.iter().flat_map(of).collect();
        seen.sort_unstable();
        seen == (0..side.articles.len()).collect::<Vec<_>>()
    };
    each(&|it| it.old.clone(), &comparison.old) && each(&|it| it.new.clone(), &comparison.new)
}

/// The words of some articles without what parts their lines.
pub fn words(side: &Side, articles: &[usize]) -> String {
    articles.iter().map(|it| side.articles[*it].words.text.replace('\n', "")).collect()
}

fn gives_back(comparison: &Comparison, row: &Row) -> bool {
    let of_row = |gone: Op| row.hunks.iter().map(|it| it.words(gone)).collect::<String>().replace('\n', "");
    let mut each = row.hunks.iter().filter_map(|it| Some((it.new?, it.words(Op::Insert))));
    of_row(Op::Delete) == words(&comparison.old, &row.old)
        && of_row(Op::Insert) == words(&comparison.new, &row.new)
        && each.all(|(new, words)| words == comparison.new.articles[new].words.text)
}
