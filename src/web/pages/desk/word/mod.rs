//! `/desk/bills/{bill}/word`: the working draft goes out as a Word file, and comes back changed.
//!
//! | file | subject |
//! | --- | --- |
//! | `show.rs` | the page: files to take away, the form for one that is brought, those that were brought |
//! | `bring.rs` | a file is brought and kept as it came |
//! | `understood.rs` | what a file says, and of which revision it was made |
//! | `preview.rs` | what will happen |
//! | `take.rs` | it happens: suggestions, notes, a draft that begins |
//! | `suggestions.rs` | the suggestions: shown, accepted, rejected |

mod bring;
mod preview;
mod show;
mod suggestions;
mod take;
mod understood;

use super::draft::{Drafted, bill, may_edit};
use crate::procedure::Slug;
use crate::procedure::permission::Action;
use crate::procedure::suggestion::MAX_FILE_BYTES;
use crate::procedure::working::Revision;
use crate::store::{self, Tx};
use crate::web::App;
use crate::web::error::AppError;
use crate::web::guard::Staff;

/// The most that a request with a file may carry: a file that is somewhat too large is still answered in the form.
const MAX_REQUEST_BYTES: usize = MAX_FILE_BYTES + 4 * 1024 * 1024;
/// How often something is decided anew because others wrote meanwhile.
const MAX_ROUNDS: usize = 5;

/// The addresses of Word files and suggestions.
pub fn routes(app: &App) -> Staff {
    use Action::{EditDraft, ReadDraft};
    Staff::new(app)
        .get("/desk/bills/{bill}/word", ReadDraft, show::show)
        .post_minding(MAX_REQUEST_BYTES, "/desk/bills/{bill}/word", EditDraft, bring::bring)
        .get("/desk/bills/{bill}/word/draft/{revision}", ReadDraft, show::export)
        .get("/desk/bills/{bill}/word/{file}", ReadDraft, preview::show)
        .get("/desk/bills/{bill}/word/{file}/original", ReadDraft, show::original)
        .post("/desk/bills/{bill}/word/{file}/take", EditDraft, take::take)
        .get("/desk/bills/{bill}/suggestions", ReadDraft, suggestions::show)
        .post("/desk/bills/{bill}/suggestions", EditDraft, suggestions::decide)
}

/// The draft as it stands, with its text; none before it was begun.
async fn head(tx: &mut Tx, slug: &Slug) -> Result<Option<(Revision, String)>, AppError> {
    let Some(head) = store::working::head(tx, slug).await? else { return Ok(None) };
    let text = store::working::text(tx, slug, &head).await?;
    Ok(Some((head, text)))
}
