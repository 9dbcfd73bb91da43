//! `/admin/audit`: the record of what was done. Read by 审计员, changed by nobody.

mod download;
mod list;
mod query;

use crate::procedure::permission::Action;
use crate::web::App;
use crate::web::guard::Staff;

/// The addresses of the record.
pub fn routes(app: &App) -> Staff {
    Staff::new(app).get("/admin/audit", Action::ReadAudit, list::show).get(
        "/admin/audit.csv",
        Action::ReadAudit,
        download::send,
    )
}
