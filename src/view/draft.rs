//! 工作文本: the draft that everyone writes in.
//!
//! | file | subject |
//! | --- | --- |
//! | `check.rs` | findings, outline and references of a text, for the editor and for the page |
//! | `page.rs` | the page with its form |
//! | `articles.rs` | an article put in or taken out, without a script |
//! | `terms.rs` | 统改用语 without a script |
//! | `revisions.rs` | the revisions: list, one, two compared |

mod articles;
mod check;
mod page;
mod revisions;
mod terms;

pub use articles::{ArticlesForm, ArticlesPage};
pub use check::DraftCheck;
pub use page::{DraftForm, DraftPage, DraftSide, NoDraftPage, NoteRow, Question};
pub use revisions::{ComparedText, RevisionPage, RevisionPairPage, RevisionsPage};
pub use terms::{TermsForm, TermsPage};

use super::frame::{Frame, PageCtx, Section};
use super::{Dossier, chinese_time, link};
use crate::procedure::working::Revision;
use jiff::{Timestamp, Zoned};

/// What tells an instant in the time zone of the installation.
pub(super) type Local<'a> = &'a dyn Fn(Timestamp) -> Zoned;

/// The frame of a page about the working draft: 修订记录, 统改用语.
pub(super) fn frame(ctx: &PageCtx, dossier: &Dossier, name: &str) -> Frame {
    Frame::new(ctx, format!("{}：{name}", dossier.bill.title))
        .section(Section::Desk)
        .crumb("工作台", link::DESK)
        .crumb("工作文本", link::draft(&dossier.bill.slug))
        .unlisted()
}

/// 第17次修订，张三（法工委）于2026年11月23日14时03分保存.
fn told(revision: &Revision, local: Local<'_>) -> String {
    format!(
        "第{}次修订，{}（{}）于{}保存",
        revision.number,
        revision.by.name(),
        revision.by.organ(),
        chinese_time(&local(revision.at))
    )
}
