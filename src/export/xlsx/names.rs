//! Names of worksheets: what follows the name of the law in the title, short, without what Excel refuses, none twice.

use super::super::sheet::Sheet;

/// The most UTF-16 units of a name; Excel takes 31, the rest is left for a number.
const MAX_UNITS: usize = 24;

/// The name of each sheet.
pub(super) fn names(sheets: &[&Sheet]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(sheets.len());
    for (at, sheet) in sheets.iter().enumerate() {
        let name = name(&sheet.title);
        let is_taken = name.is_empty() || names.iter().any(|it| it.to_lowercase() == name.to_lowercase());
        // The place is a number that no other sheet has.
        names.push(if is_taken { format!("{name}（{}）", at + 1) } else { name });
    }
    names
}

/// 《××市条例》修改前后对照表 → 修改前后对照表.
fn name(title: &str) -> String {
    let after_law = title.rsplit('》').next().unwrap_or_default().trim();
    let words = if after_law.is_empty() { title } else { after_law };
    // Excel refuses these, and an apostrophe at either end.
    let refused = |c: &char| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= MAX_UNITS
    };
    let name: String = words.chars().filter(refused).take_while(fits).collect();
    // A name that Excel keeps for itself.
    if name.eq_ignore_ascii_case("history") { String::new() } else { name.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_allowed_and_unlike() {
        let titled = |title: &str| Sheet { title: title.to_owned(), ..Sheet::default() };
        let long = "长".repeat(40);
        let sheets: Vec<Sheet> =
            ["《××市条例》修改前后对照表", "对照表", "对照表", "", "a[b]:*?/\\'", "《甲》", "history", &long, &long]
                .into_iter()
                .map(titled)
                .collect();
        let names = names(&sheets.iter().collect::<Vec<_>>());
        let cut = "长".repeat(MAX_UNITS);
        let expected =
            ["修改前后对照表", "对照表", "对照表（3）", "（4）", "ab", "《甲》", "（7）", &cut, &format!("{cut}（9）")];
        assert_eq!(names, expected);
    }
}
