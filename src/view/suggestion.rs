//! 来稿与修订建议: the working draft as a Word file, files that are brought, and what they suggest.
//!
//! | file | subject |
//! | --- | --- |
//! | `word.rs` | the page of Word files |
//! | `file.rs` | what a file would do |
//! | `list.rs` | the suggestions |
//! | `redline.rs` | the words of a suggestion, marked |

mod file;
mod list;
mod redline;
mod word;

pub use file::{WordFilePage, WordFileView};
pub use list::{Meets, SuggestionsPage, SuggestionsView};
pub use word::{BringForm, WordPage, WordView};

use super::draft::{Local, frame};
use super::{chinese_date, chinese_time};
use crate::procedure::suggestion::{NewSuggestion, WordFile};
use jiff::civil::DateTime;

/// 张三，2026年11月20日（来稿所记）.
fn signed(author: &str, dated: Option<DateTime>) -> String {
    let author = if author.is_empty() { "未署名" } else { author };
    match dated {
        Some(at) => format!("{author}，{}{:02}:{:02}", chinese_date(at.date()), at.hour(), at.minute()),
        None => author.to_owned(),
    }
}

/// 王某（法工委）于2026年11月23日14:03交来.
fn brought(file: &WordFile, local: Local<'_>) -> String {
    format!("{}（{}）于{}交来", file.by.name(), file.by.organ(), chinese_time(&local(file.at)))
}

/// 修改第三条.
fn headline(said: &NewSuggestion) -> String {
    format!("{}{}", said.kind.label(), said.unit)
}
