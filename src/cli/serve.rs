//! `kaimen serve`: the site, until it is told to stop.

use super::app::App;
use super::{Done, Failure, Global, Outcome, accounts, directory, out};
use crate::config::Config;
use crate::store::{self, Db};
use crate::view::Site;
use crate::web::{self, Sessions, Setup};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

/// How long requests may go on after the server was told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Arguments of `kaimen serve`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "地址", help = "监听地址和端口，如 127.0.0.1:8080")]
    bind: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// The configuration is wrong, the database cannot be opened, or the address is taken.
pub fn run(args: &Args, global: &Global) -> Done {
    let mut flags = global.flags();
    flags.bind.clone_from(&args.bind);
    let app = App::with(&flags)?;
    let address = app.config.server.address().map_err(|error| Failure::unable(format!("配置有误：{error}")))?;
    app.run(async |app| {
        let site = listen(address).await?;
        let db = app.open().await?;
        serve(app, db, site, Roles::ByAppointment).await
    })?;
    Ok(Outcome::Done)
}

/// How one comes by a role.
pub(super) enum Roles {
    /// By signing in and holding an appointment.
    ByAppointment,
    /// By choosing one: an example, on a listener that this machine alone reaches.
    Free,
}

/// Takes the address before anything else is done.
///
/// # Errors
/// One line: who has the address, or why it cannot be had.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::unable(match error.kind() {
            ErrorKind::AddrInUse => format!("{address} 已被其他程序占用，请停止那个程序，或者换一个端口"),
            ErrorKind::PermissionDenied => format!("没有权限监听 {address}，请换用1024以上的端口"),
            ErrorKind::AddrNotAvailable => format!("本机没有 {} 这个地址，请核对监听地址", address.ip()),
            _ => format!("无法监听 {address}{}", system_code(&error)),
        })
    })
}

/// The number of an error that has no words of ours, for whoever looks it up.
fn system_code(error: &std::io::Error) -> String {
    error.raw_os_error().map_or_else(String::new, |code| format!("（系统错误码{code}）"))
}

/// Answers requests until a signal; then finishes those that are under way, within [`FAREWELL`].
///
/// # Errors
/// The program has no style sheets in it, or the listener fails.
pub(super) async fn serve(app: &App, db: Db, listener: TcpListener, roles: Roles) -> Result<(), Failure> {
    log(&app.config.server.log)?;
    anchor(&db).await?;
    let address = local_address(&listener)?;
    let configured = app.config.fonts.clone();
    let fonts = web::FontLoader::new(move || super::fonts::load(&configured).ok());
    let site = web::App::new(Setup { db: db.clone(), clock: app.clock.clone(), site: site(&app.config), fonts })
        .map_err(|error| Failure::unable(error.to_string()))?
        .with_drafting(super::lint::inputs::drafting(&app.config.lint)?)
        .with_accounts(accounts::of(app)?)
        .with_sessions(match roles {
            Roles::ByAppointment => accounts::sessions(&app.config),
            Roles::Free => Sessions { secure: true, ..accounts::sessions(&app.config) },
        })
        .with_procedure(super::procedure::settings(&app.config.procedure)?);
    let site = directory::joined(app, site)?;
    let first = match roles {
        Roles::ByAppointment => super::user::first_administrator(app, &db, address).await?,
        Roles::Free => None,
    };
    let (stop, stopped) = watch::channel(false);
    let told = |mut stopped: watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|it| *it).await;
    };
    let site = match roles {
        Roles::ByAppointment => site,
        Roles::Free => site.with_roles(),
    };
    let server = web::serve(site, listener, told(stopped.clone()));
    let deadline = async {
        told(stopped).await;
        tokio::time::sleep(FAREWELL).await;
    };
    // Before the address is told: whoever reads it may send a signal at once.
    let signals =
        Signals::listen().map_err(|error| Failure::unable(format!("无法接收停止信号{}", system_code(&error))))?;
    tokio::spawn(async move {
        signals.wait().await;
        let _ = stop.send(true);
    });
    out::line(&format!("开门已启动：http://{address}/"));
    if let Some(words) = first {
        out::line(&words);
    }
    let ended = tokio::select! {
        ended = server => ended,
        () = deadline => Ok(()),
    };
    let _ = anchor(&db).await;
    db.close().await;
    ended.map_err(|error| Failure::unable(format!("服务中断{}", system_code(&error))))
}

/// Writes the last entry of the audit record to the log. The log is outside the database: whoever cuts off the tail of the
/// record, or computes its chain anew, does not reach what was written there (`kaimen verify --audit-anchor`).
async fn anchor(db: &Db) -> Result<(), Failure> {
    if let Some(last) = store::audit::head(&mut db.read().await?).await? {
        tracing::info!(anchor = %last, "the last entry of the audit record");
    }
    Ok(())
}

fn local_address(listener: &TcpListener) -> Result<SocketAddr, Failure> {
    listener.local_addr().map_err(|error| Failure::unable(format!("无法监听{}", system_code(&error))))
}

/// What the pages say about the installation.
fn site(config: &Config) -> Site {
    let url = config.server.public_url.trim_end_matches('/');
    let site = config.site.clone();
    Site {
        organ: site.organ,
        office: site.office,
        telephone: site.telephone,
        hours: site.hours,
        address: site.address,
        postcode: site.postcode,
        email: site.email,
        base_url: (!url.is_empty()).then(|| url.to_owned()),
    }
}

/// The log goes to standard error, one line an event.
fn log(filter: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(filter).map_err(|_| {
        Failure::unable(format!("配置有误：server.log：“{filter}”不是日志级别，可以写 warn、info 或 debug"))
    })?;
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    Ok(())
}

/// SIGTERM from the system, SIGINT from the keyboard.
#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// From now on the two do not end the process at once.
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Until one of them comes.
    async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Ctrl-C.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn wait(self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
