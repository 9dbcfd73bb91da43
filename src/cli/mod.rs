//! The command line: one file per command. Arguments come in, one [`Outcome`] or one [`Failure`] goes out.
//!
//! Exit codes: 0 done; 1 the work was done and found something wrong with the input; 2 the command could not do the
//! work; 3 refused. What people read here is Chinese; no panic text is ever shown.

pub mod accounts;
pub mod amend;
pub mod app;
pub mod compare;
pub mod demo;
pub mod directory;
mod doctor;
pub mod fonts;
pub mod import;
pub mod input;
pub mod lint;
pub mod migrate;
pub mod out;
pub mod parse;
mod procedure;
pub mod serve;
pub mod user;
pub mod verify;

use crate::config::Flags;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// What a command that did its work has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Done, and something is wrong with the input.
    Found,
}

/// Why a command did not do its work, in one clear line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    /// The command could not do the work. The message names the file and says what to do.
    pub fn unable(message: impl Into<String>) -> Self {
        Self { code: 2, message: message.into() }
    }

    /// The command may not do the work.
    pub fn refused(message: impl Into<String>) -> Self {
        Self { code: 3, message: message.into() }
    }

    /// What is printed.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// What every command does in the end.
pub type Done = Result<Outcome, Failure>;

#[derive(Parser)]
#[command(
    name = "kaimen",
    version,
    about = "开门：地方立法起草与公开征求意见平台",
    disable_help_subcommand = true,
    subcommand_required = true
)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "文件", help = "配置文件（TOML）")]
    /// The configuration file.
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "目录", help = "数据目录")]
    /// The data folder.
    pub data: Option<PathBuf>,
}

impl Global {
    /// As the configuration takes them.
    fn flags(&self) -> Flags {
        Flags { config: self.config.clone(), data: self.data.clone(), bind: None }
    }
}

#[derive(Subcommand)]
enum Command {
    #[command(about = "解析法规文本，输出结构、引用和问题")]
    Parse(parse::Args),
    #[command(about = "对照两件或者更多文本，列出修改")]
    Compare(compare::Args),
    #[command(about = "生成修改决定，或者把修改决定适用于文本", subcommand_required = true)]
    Amend(amend::Args),
    #[command(about = "按起草规则检查法规文本，说明问题和改法")]
    Lint(lint::Args),
    #[command(about = "导入法规文件夹和联系点名单")]
    Import(import::Args),
    #[command(about = "建立数据库，或者把数据库结构更新到最新")]
    Migrate,
    #[command(about = "核对全部文本是否与封存时一致，审计记录是否完整")]
    Verify(verify::Args),
    #[command(about = "检查配置、数据库、字体和 PDF")]
    Doctor,
    #[command(about = "添加、列出、停用人员，发出开通账号和重设密码的链接", subcommand_required = true)]
    User(user::Args),
    #[command(about = "启动网站")]
    Serve(serve::Args),
    #[command(about = "在本机启动带有示例数据的网站")]
    Demo(demo::Args),
}

/// Runs the command of this process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // The place helps whoever mends it; the words are for whoever sees it.
        let place = panic.location().map(|it| format!("（{}:{}）", it.file(), it.line())).unwrap_or_default();
        out::error(&format!("程序内部出现错误，未能完成，请将此信息告知维护人员{place}"));
    }));
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(arguments))) {
        Ok(Ok(Outcome::Done)) => ExitCode::SUCCESS,
        Ok(Ok(Outcome::Found)) => ExitCode::from(1),
        Ok(Err(failure)) => {
            out::error(&failure.message);
            ExitCode::from(failure.code)
        }
        Err(_) => ExitCode::from(2),
    }
}

fn run(arguments: Arguments) -> Done {
    let global = &arguments.global;
    match arguments.command {
        Command::Parse(args) => parse::run(&args),
        Command::Compare(args) => compare::run(&args, global),
        Command::Amend(args) => amend::run(&args),
        Command::Lint(args) => lint::run(&args, global),
        Command::Import(args) => import::run(&args, global),
        Command::Migrate => migrate::run(global),
        Command::Verify(args) => verify::run(&args, global),
        Command::Doctor => doctor::run(global),
        Command::User(args) => user::run(&args, global),
        Command::Serve(args) => serve::run(&args, global),
        Command::Demo(args) => demo::run(&args, global),
    }
}

/// The arguments, or the exit code after help or a complaint has been printed.
fn arguments() -> Result<Arguments, ExitCode> {
    let command = in_chinese(Arguments::command());
    let parsed = command.try_get_matches().and_then(|mut found| Arguments::from_arg_matches_mut(&mut found));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            out::text(&error.render().to_string().replace("[OPTIONS]", "[选项]"));
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            out::error(&error.render().to_string().replace("[OPTIONS]", "[选项]"));
            ExitCode::from(2)
        }
        _ => {
            out::error(&complaint(&error));
            ExitCode::from(2)
        }
    })
}

/// Help in Chinese, for the command and all below it.
fn in_chinese(command: clap::Command) -> clap::Command {
    let top = command.get_subcommands().next().is_some();
    let help = clap::Arg::new("help").short('h').long("help").action(clap::ArgAction::Help).help("显示帮助");
    let command = command
        .disable_help_flag(true)
        .arg(help)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .help_template(if top {
            "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n"
        } else {
            "{about}\n\n用法：{usage}\n\n参数和选项：\n{positionals}\n{options}\n"
        });
    let command = if command.get_version().is_some() {
        let version =
            clap::Arg::new("version").short('V').long("version").action(clap::ArgAction::Version).help("显示版本");
        command.disable_version_flag(true).arg(version)
    } else {
        command
    };
    command.mut_subcommands(in_chinese)
}

/// What is wrong with the arguments, in one Chinese line.
fn complaint(error: &clap::Error) -> String {
    let about = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = about(ContextKind::InvalidArg);
    let value = about(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的选项“{argument}”"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", about(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand => "没有写明要执行的命令".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => format!("选项 {argument} 后缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let possible = about(ContextKind::ValidValue);
            let possible = if possible.is_empty() { possible } else { format!("，可以用：{possible}") };
            format!("选项 {argument} 的值“{value}”不适用{possible}")
        }
        ErrorKind::ArgumentConflict => {
            format!("选项 {argument} 与 {} 不能同时使用", about(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("选项 {argument} 的值的个数不对")
        }
        _ => "命令行参数有误".to_owned(),
    };
    format!("{what}；请用 kaimen --help 查看用法")
}
