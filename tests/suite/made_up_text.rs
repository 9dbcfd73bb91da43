//! The made-up text that benches measure must be what it claims to be, or the measurements mean nothing.

use kaimen::law::refs::{Resolution, references};
use kaimen::law::{parse::parse, print::print};

#[path = "../support/long_text.rs"]
pub mod long_text;

#[test]
fn it_is_as_long_as_the_civil_code_and_has_no_fault() {
    let text = long_text::long_statute();
    let parsed = parse(&text);
    let counts = parsed.statute.counts();
    assert!((100_000..140_000).contains(&text.chars().count()));
    assert_eq!(counts.articles, usize::from(long_text::ARTICLES));
    assert!(counts.books == 7 && counts.chapters > 60 && counts.sections > 30, "{counts:?}");
    assert!(counts.paragraphs > 1700 && counts.items > 700 && counts.subitems > 100, "{counts:?}");
    assert_eq!(parsed.problems, []);
}

#[test]
fn its_canonical_print_reads_the_same() {
    let statute = parse(&long_text::long_statute()).statute;
    assert!(parse(&print(&statute)).statute.same_text(&statute));
}

#[test]
fn its_references_are_many_and_resolve() {
    let references = references(&parse(&long_text::long_statute()).statute);
    assert!(references.len() > 700, "{}", references.len());
    let unresolved =
        |it: &Resolution| matches!(it, Resolution::Dangling | Resolution::Ambiguous(_) | Resolution::Vague);
    let odd: Vec<_> = references.iter().filter(|it| unresolved(&it.result)).map(|it| &it.text).collect();
    assert!(odd.is_empty(), "{odd:?}");
}
