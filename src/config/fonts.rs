//! `[fonts]`

use super::ConfigError;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Where systems keep the Noto fonts: Debian and Ubuntu, Fedora, Arch, Alpine, and what an operator puts there by hand.
const FOLDERS: &[&str] = &[
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/noto",
    "/usr/local/share/fonts",
];
/// Serif fonts, the best first.
const SERIF: &[&str] = &["NotoSerifCJK-Regular.ttc"];
/// Sans fonts, the best first: 黑体 is to be seen in black and white, so the bold one.
const SANS: &[&str] = &["NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc"];
/// 简体 in the collections of Noto.
const SIMPLIFIED: u32 = 2;
/// Collections of Noto have five languages in two widths; none has more than some dozens.
const MAX_INDEX: u32 = 255;

/// What PDFs are printed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fonts {
    /// The file of 宋体; empty: Noto Serif CJK where systems keep it.
    pub serif: String,
    /// Which font of the file, if it is a collection（.ttc）; from zero.
    pub serif_index: u32,
    /// The file of 黑体; empty: Noto Sans CJK where systems keep it.
    pub sans: String,
    /// Which font of the file, if it is a collection（.ttc）; from zero.
    pub sans_index: u32,
}

impl Default for Fonts {
    fn default() -> Self {
        Self { serif: String::new(), serif_index: SIMPLIFIED, sans: String::new(), sans_index: SIMPLIFIED }
    }
}

/// A font of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontFile {
    /// The file.
    pub path: PathBuf,
    /// Which font, if it is a collection.
    pub index: u32,
}

impl Fonts {
    /// The file of 宋体, if one is configured or found.
    #[must_use]
    pub fn serif_file(&self) -> Option<FontFile> {
        file(&self.serif, self.serif_index, SERIF)
    }

    /// The file of 黑体, if one is configured or found.
    #[must_use]
    pub fn sans_file(&self) -> Option<FontFile> {
        file(&self.sans, self.sans_index, SANS)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        for (key, index) in [("serif_index", self.serif_index), ("sans_index", self.sans_index)] {
            if index > MAX_INDEX {
                return Err(ConfigError::new(format!("fonts.{key}：请写字体在 .ttc 文件中的编号，从0开始")));
            }
        }
        Ok(())
    }
}

fn file(configured: &str, index: u32, names: &[&str]) -> Option<FontFile> {
    // The best name in any folder comes before the second best in the first.
    let in_folders = |name: &&str| FOLDERS.iter().map(|it| Path::new(it).join(name)).find(|it| it.is_file());
    let path = if configured.is_empty() { names.iter().find_map(in_folders)? } else { PathBuf::from(configured) };
    Some(FontFile { path, index })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_file_is_taken_as_it_is_written() {
        let fonts = Fonts { serif: "a/b.otf".to_owned(), serif_index: 0, ..Fonts::default() };
        assert_eq!(fonts.serif_file(), Some(FontFile { path: PathBuf::from("a/b.otf"), index: 0 }));
    }

    #[test]
    fn without_configuration_a_file_of_that_name_is_found_or_none() {
        assert!(file("", 0, &["no-such-font.ttc"]).is_none());
        if let Some(found) = Fonts::default().sans_file() {
            assert!(SANS.iter().any(|it| found.path.ends_with(it)) && found.index == SIMPLIFIED);
        }
    }
}
