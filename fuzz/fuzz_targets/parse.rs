//! Any text at all: parsing ends, loses no byte, and printing what was read gives a text that reads the same.
#![no_main]

use kaimen::law::{parse::parse, print::print, refs::references};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let parsed = parse(source);

    let mut at = 0;
    for piece in &parsed.pieces {
        assert_eq!(piece.span.start, at, "the pieces have a gap or overlap");
        assert!(source.is_char_boundary(piece.span.end), "a piece ends within a character");
        at = piece.span.end;
    }
    assert_eq!(at, source.len(), "the pieces do not cover the source");

    let _ = references(&parsed.statute);

    let canonical = print(&parsed.statute);
    let again = parse(&canonical).statute;
    assert!(again.same_text(&parsed.statute), "the canonical text reads differently:\n{canonical}");
    assert_eq!(print(&again), canonical, "the canonical text is not stable");
});
