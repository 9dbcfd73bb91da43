//! Tables as CSV that spreadsheets open: UTF-8 with its mark, lines ended as RFC 4180 says, and no cell that a
//! spreadsheet would take for a formula.

/// The table with these rows; the first is the head.
#[must_use]
pub fn csv<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    let mut out = String::from('\u{feff}');
    for row in rows {
        for (at, cell) in row.as_ref().iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            put(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out
}

/// A cell in quotes; one that begins like a formula, after whatever spreadsheets skip, begins with an apostrophe.
fn put(out: &mut String, cell: &str) {
    let first = cell.trim_start_matches([' ', '\u{3000}', '"', '\'']).chars().next();
    out.push('"');
    if first.is_some_and(|it| "=+-@＝＋－＠\t\r\n".contains(it)) {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_is_read_back() {
        let row = |cells: &[&str]| cells.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let made = csv([row(&["姓名", "说明"]), row(&["甲,乙", "说“\"好\"”\n再说"])]);
        assert_eq!(made, "\u{feff}\"姓名\",\"说明\"\r\n\"甲,乙\",\"说“\"\"好\"\"”\n再说\"\r\n");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "\"=1"] {
            assert!(csv([row(&[formula])]).starts_with("\u{feff}\"'"), "{formula:?}");
        }
        assert_eq!(csv([row(&["2026-11-23"])]), "\u{feff}\"2026-11-23\"\r\n");
        assert_eq!(csv(Vec::<Vec<String>>::new()), "\u{feff}");
    }
}
