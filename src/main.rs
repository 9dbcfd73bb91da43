//! Arguments → configuration → cli; nothing else.

fn main() {}
