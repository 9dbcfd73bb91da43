//! Every file of a rule is registered and has its neighbour. What the pages must hold is tested beside the rules
//! (`src/lint/testing.rs`); this test alone looks at the folder.

use kaimen::lint::registry::families;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Names of the files with this extension in a folder, without it.
fn names(folder: &Path, extension: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder).expect("a folder of rules").map(|it| it.expect("an entry").path());
    let files = files.filter(|it| it.extension().is_some_and(|it| it == extension));
    files.map(|it| it.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

#[test]
fn every_page_has_a_registered_rule_beside_it() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    for family in families() {
        let folder = root.join(family.name);
        let registered: BTreeSet<String> = family.rules.iter().map(|it| it.name.to_owned()).collect();
        assert_eq!(names(&folder, "md"), registered, "pages and rules of {}", family.name);
        let code = names(&folder, "rs");
        assert!(registered.is_subset(&code), "{}: {:?}", family.name, registered.difference(&code));
        for name in &registered {
            let source = fs::read_to_string(folder.join(format!("{name}.rs"))).expect("a rule");
            assert!(source.contains(&format!("include_str!(\"{name}.md\")")), "{name} shows another rule's page");
        }
    }
    let folders = fs::read_dir(&root).expect("the folder").filter(|it| it.as_ref().expect("an entry").path().is_dir());
    assert_eq!(folders.count(), families().len(), "a folder of rules is no family");
}
