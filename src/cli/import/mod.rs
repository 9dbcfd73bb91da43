//! `kaimen import`: folders of bills → the database. Everything is read and checked first; then one transaction.
//!
//! What the folders say replaces what the database has, except the text and the facts of a sealed version: a
//! difference there is refused, and nothing at all is imported. Running it again changes nothing.

mod apply;
mod bill_toml;
mod files;
mod folder;
mod points_toml;
mod toml_words;

pub use apply::{Changes, ImportError, apply};
pub use folder::{BillFolder, Package, Problems, VersionFile, read};

use super::app::App;
use super::{Done, Global, Outcome, out};
use std::path::PathBuf;

/// Arguments of `kaimen import`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "路径", help = "法规文件夹、含多个法规文件夹的文件夹，或 contact-points.toml")]
    paths: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// Exit 2 when a folder cannot be read or something in it is wrong, 3 when a sealed version would change.
pub fn run(args: &Args, global: &Global) -> Done {
    let app = App::load(global)?;
    let package = read(&args.paths)?;
    let changes = app.run(async |app| {
        let db = app.open().await?;
        let changes = apply(&db, &package, app.clock.now()).await;
        db.close().await;
        Ok(changes?)
    })?;
    out::text(&changes.report());
    Ok(Outcome::Done)
}

/// One complaint and what it means are one line; several complaints have a line each, and so has what they mean.
fn with_end(complaints: Vec<String>, end: &str) -> String {
    let between = if complaints.len() == 1 { "；" } else { "\n" };
    format!("{}{between}{end}", complaints.join("\n"))
}
