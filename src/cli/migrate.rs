//! `kaimen migrate`: the tables of the database become those of this program.

use super::app::App;
use super::{Done, Global, Outcome, out};
use crate::store::migrate;

/// Runs the command.
///
/// # Errors
/// The database cannot be reached, is busy, or belongs to a newer program.
pub fn run(global: &Global) -> Done {
    let app = App::load(global)?;
    let line = app.run(async |app| {
        let before = app.open_as_is().await;
        let db = match before {
            // There is nothing to keep: `open` makes the file and its tables.
            Err(_) => {
                app.open().await?.close().await;
                return Ok(format!("数据库已建立：{}", app.target));
            }
            Ok(db) => db,
        };
        let done = migrate(&db, app.clock.now()).await?;
        db.close().await;
        Ok(match done.applied {
            0 => format!("数据库结构已是最新（第{}号），没有改动", done.version),
            applied => format!("数据库结构已更新{applied}步，现为第{}号", done.version),
        })
    })?;
    out::line(&line);
    Ok(Outcome::Done)
}
