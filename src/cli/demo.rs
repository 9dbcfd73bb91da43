//! `kaimen demo`: a filled example on this machine alone.

mod opinions;
mod roles;

use super::app::App;
use super::import::{self, ImportError};
use super::serve::{Roles, listen, serve};
use super::{Done, Failure, Global, Outcome, accounts, out};
use crate::store::Target;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// The database of the example, in the data folder. Whatever else is configured, the example stays in a file.
const DATABASE: &str = "kaimen.db";

/// Arguments of `kaimen demo`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(
        long,
        value_name = "目录",
        default_value = "drafts",
        hide_default_value = true,
        help = "示例法规所在的文件夹，默认为当前目录下的 drafts"
    )]
    drafts: PathBuf,
    #[arg(
        long,
        value_name = "端口",
        default_value_t = 8080,
        hide_default_value = true,
        help = "端口，默认8080；只有本机能够访问"
    )]
    port: u16,
}

/// Runs the command.
///
/// # Errors
/// There are no drafts, something in them is wrong, or the port is taken.
pub fn run(args: &Args, global: &Global) -> Done {
    let mut app = App::load(global)?;
    app.target = Target::Sqlite(app.config.data.join(DATABASE));
    let package = drafts(&args.drafts)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    app.run(async |app| {
        // First the port: a second demo should not wait for the database of the first.
        let listener = listen(address).await?;
        let db = app.open().await?;
        let changes = import::apply(&db, &package, app.clock.now()).await.map_err(|error| explain(error, app))?;
        out::text(&changes.report());
        roles::add(&db, &app.clock).await?;
        opinions::add(&db, &app.clock, &accounts::of(app)?.key).await?;
        serve(app, db, listener, Roles::Free).await
    })?;
    Ok(Outcome::Done)
}

fn drafts(folder: &Path) -> Result<import::Package, Failure> {
    if !folder.is_dir() {
        let shown = folder.display();
        return Err(Failure::unable(format!("没有找到示例法规文件夹 {shown}，请用 --drafts 指明它的位置")));
    }
    Ok(import::read(&[folder.to_owned()])?)
}

/// Who works on the drafts changes sealed ones all the time: the way out is to start the example anew.
fn explain(error: ImportError, app: &App) -> Failure {
    match error {
        ImportError::Sealed(mut lines) => {
            lines.push(format!("示例数据与示例法规不一致；要重新生成示例数据，请删除 {} 后再运行", app.target));
            Failure::refused(lines.join("\n"))
        }
        other => other.into(),
    }
}
