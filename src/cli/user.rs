//! `kaimen user`: accounts from the command line, for the first steps and for when nobody else can help.

use super::app::App;
use super::{Done, Failure, Global, Outcome, out};
use crate::procedure::Slug;
use crate::procedure::account::Purpose;
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::procedure::person::{Login, Person, PersonId, Post, Role, person_name};
use crate::store::{self, Db, Tx, accounts, audit, people};
use crate::view::link;
use crate::web::make_link;
use jiff::SignedDuration;
use std::net::SocketAddr;

/// Hours that the link for the first administrator is good.
const FIRST_HOURS: i64 = 24;

/// Arguments of `kaimen user`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    #[command(about = "添加人员和任职，输出开通账号的链接")]
    Add(Add),
    #[command(about = "列出人员和任职")]
    List,
    #[command(about = "再次输出开通账号的链接，原来的链接作废")]
    Invite(One),
    #[command(about = "停用账号，立即结束其全部登录")]
    Disable(One),
    #[command(about = "恢复停用的账号")]
    Enable(One),
    #[command(about = "输出重新设置密码的链接")]
    Reset(Reset),
}

#[derive(clap::Args)]
struct Add {
    #[arg(value_name = "用户名", help = "登录时填写的名称")]
    login: String,
    #[arg(long, value_name = "姓名", help = "显示在办理的事项旁边")]
    name: String,
    #[arg(long, value_name = "职务", help = "如 leg_commission、administrator；不认识的职务会列出全部职务")]
    role: String,
    #[arg(
        long,
        value_name = "单位",
        default_value = "",
        hide_default_value = true,
        help = "专门委员会、承办单位、联络员须写明"
    )]
    organ: String,
    #[arg(long, value_name = "联系点", help = "联络员所在联系点的地址")]
    point: Option<String>,
}

#[derive(clap::Args)]
struct One {
    #[arg(value_name = "用户名", help = "登录时填写的名称")]
    login: String,
}

#[derive(clap::Args)]
struct Reset {
    #[arg(value_name = "用户名", help = "登录时填写的名称")]
    login: String,
    #[arg(long, help = "动态验证码和恢复码也重新设置")]
    second_factor: bool,
}

/// Runs the command.
///
/// # Errors
/// The database cannot be opened, or there is no such person; exit 3 where it would leave nobody who keeps the accounts.
pub fn run(args: &Args, global: &Global) -> Done {
    let app = App::load(global)?;
    app.run(async |app| {
        let db = app.open().await?;
        let done = match &args.command {
            Command::Add(add_args) => add(app, &db, add_args).await,
            Command::List => list(app, &db).await,
            Command::Invite(one) => renew(app, &db, &one.login, |joined| (!joined).then_some(Purpose::Join)).await,
            Command::Disable(one) => disable(app, &db, &one.login).await,
            Command::Enable(one) => enable(app, &db, &one.login).await,
            Command::Reset(reset) => {
                let purpose = if reset.second_factor { Purpose::Renew } else { Purpose::NewPassword };
                renew(app, &db, &reset.login, |joined| joined.then_some(purpose)).await
            }
        };
        db.close().await;
        done
    })?;
    Ok(Outcome::Done)
}

async fn add(app: &App, db: &Db, args: &Add) -> Result<(), Failure> {
    let wrong = |error: crate::procedure::Invalid| Failure::unable(error.to_string());
    let login: Login = args.login.parse().map_err(wrong)?;
    let name = person_name(&args.name).map_err(wrong)?;
    let role: Role = args.role.parse().map_err(wrong)?;
    let point: Option<Slug> = args.point.as_deref().map(str::parse).transpose().map_err(wrong)?;
    let post = Post::new(role, &args.organ, point).map_err(wrong)?;
    let mut tx = db.write().await?;
    if people::by_login(&mut tx, &login).await?.is_some() {
        return Err(Failure::refused(format!("用户名 {login} 已经有人用了，请换一个")));
    }
    if let Some(point) = post.point()
        && store::contact_points::get(&mut tx, point).await?.is_none()
    {
        return Err(Failure::unable(format!("没有联系点 {point}，请先用 kaimen import 导入联系点名单")));
    }
    let now = app.clock.now();
    let id = people::add(&mut tx, &login, &name, now).await?;
    let appointed = people::appoint(&mut tx, id, &post, app.clock.today(), None).await?;
    let noted = NewEntry::new(Actor::operator(), Deed::Appointed).on(ObjectKind::Appointment, appointed);
    let token = invite(app, &mut tx, id, Purpose::Join).await?;
    audit::add(&mut tx, &noted.saying(format!("人员{id}：{}", post.label())), now).await?;
    tx.commit().await?;
    out::line(&format!("已添加 {login}（{name}，{}）", post.label()));
    tell(app, &token, Purpose::Join);
    Ok(())
}

async fn list(app: &App, db: &Db) -> Result<(), Failure> {
    let mut tx = db.read().await?;
    let everybody = people::all(&mut tx).await?;
    let appointments = people::all_appointments(&mut tx).await?;
    let today = app.clock.today();
    for person in &everybody {
        let joined = accounts::get(&mut tx, person.id).await?.is_some_and(|it| it.password.is_some());
        let held = appointments.iter().filter(|it| it.person == person.id && it.holds_on(today));
        let posts = held.map(|it| it.post.label()).collect::<Vec<_>>().join("、");
        let state = match (person.active, joined) {
            (false, _) => "已停用",
            (true, true) => "正常",
            (true, false) => "尚未开通",
        };
        out::line(&format!("{}\t{}\t{state}\t{posts}", person.login, person.name));
    }
    if everybody.is_empty() {
        out::error("还没有人员；可以用 kaimen user add 添加");
    }
    Ok(())
}

async fn renew(app: &App, db: &Db, login: &str, purpose: impl Fn(bool) -> Option<Purpose>) -> Result<(), Failure> {
    let mut tx = db.write().await?;
    let person = find(&mut tx, login).await?;
    if !person.active {
        return Err(Failure::refused(format!("{login} 的账号已经停用，请先用 kaimen user enable {login} 恢复")));
    }
    let joined = accounts::get(&mut tx, person.id).await?.is_some_and(|it| it.password.is_some());
    let Some(purpose) = purpose(joined) else {
        let other = if joined { "reset" } else { "invite" };
        let state = if joined { "已经开通" } else { "还没有开通" };
        return Err(Failure::refused(format!("{login} 的账号{state}，请用 kaimen user {other} {login}")));
    };
    let token = invite(app, &mut tx, person.id, purpose).await?;
    tx.commit().await?;
    tell(app, &token, purpose);
    Ok(())
}

async fn disable(app: &App, db: &Db, login: &str) -> Result<(), Failure> {
    let mut tx = db.write().await?;
    people::hold(&mut tx).await?;
    let person = find(&mut tx, login).await?;
    let today = app.clock.today();
    let before = accounts::holders(&mut tx, Role::Administrator, today).await?;
    let changed = accounts::close(&mut tx, person.id).await?;
    if !before.is_empty() && accounts::holders(&mut tx, Role::Administrator, today).await?.is_empty() {
        return Err(Failure::refused(format!("{login} 是最后一个可以登录的系统管理员，请先设立另一个系统管理员")));
    }
    if changed {
        let noted = NewEntry::new(Actor::operator(), Deed::Disabled).on(ObjectKind::Person, person.id);
        audit::add(&mut tx, &noted, app.clock.now()).await?;
    }
    tx.commit().await?;
    out::line(&format!("{login} 的账号{}停用", if changed { "已经" } else { "原来就已" }));
    Ok(())
}

async fn enable(app: &App, db: &Db, login: &str) -> Result<(), Failure> {
    let mut tx = db.write().await?;
    let person = find(&mut tx, login).await?;
    let changed = accounts::open(&mut tx, person.id).await?;
    if changed {
        let noted = NewEntry::new(Actor::operator(), Deed::Enabled).on(ObjectKind::Person, person.id);
        audit::add(&mut tx, &noted, app.clock.now()).await?;
    }
    tx.commit().await?;
    out::line(&format!("{login} 的账号{}", if changed { "已经恢复" } else { "没有停用，不用恢复" }));
    Ok(())
}

async fn find(tx: &mut Tx, login: &str) -> Result<Person, Failure> {
    let missing = || Failure::unable(format!("没有用户名为“{login}”的人员，可以用 kaimen user list 查看"));
    let read: Login = login.parse().map_err(|_| missing())?;
    people::by_login(tx, &read).await?.ok_or_else(missing)
}

async fn invite(app: &App, tx: &mut Tx, person: PersonId, purpose: Purpose) -> Result<String, Failure> {
    let life = SignedDuration::from_hours(app.config.accounts.link_hours);
    Ok(make_link(tx, purpose, Some(person), Actor::operator(), app.clock.now(), life).await?)
}

/// Prints the link, this once.
fn tell(app: &App, token: &str, purpose: Purpose) {
    let hours = app.config.accounts.link_hours;
    out::line(&format!("请转交本人，用于{}，只能用一次，{hours}小时内有效：", purpose.label()));
    out::line(&address(app, token, &app.config.server.bind));
}

/// A link for someone to become the first administrator, while there is none. Earlier ones are good no longer.
///
/// # Errors
/// The database fails.
pub async fn first_administrator(app: &App, db: &Db, listening: SocketAddr) -> Result<Option<String>, Failure> {
    let mut tx = db.write().await?;
    if !accounts::holders(&mut tx, Role::Administrator, app.clock.today()).await?.is_empty() {
        return Ok(None);
    }
    let (now, life) = (app.clock.now(), SignedDuration::from_hours(FIRST_HOURS));
    let token = make_link(&mut tx, Purpose::FirstAdministrator, None, Actor::operator(), now, life).await?;
    tx.commit().await?;
    let address = address(app, &token, &listening.to_string());
    Ok(Some(format!("还没有系统管理员。请用下面的链接设立第一个，只能用一次，{FIRST_HOURS}小时内有效：\n{address}")))
}

fn address(app: &App, token: &str, listening: &str) -> String {
    let server = &app.config.server;
    let base = server.public_url.trim_end_matches('/');
    let base = if base.is_empty() { format!("http://{listening}") } else { base.to_owned() };
    format!("{base}{}", link::join(token))
}
