//! `kaimen lint`: texts in, what the drafting rules say out; `--fix` mends what can be mended without a person.

pub(super) mod inputs;

use super::{Done, Failure, Global, Outcome, input, out};
use crate::config::Config;
use crate::intake;
use crate::law::parse::parse;
use crate::law::problem::Severity;
use crate::lint::fix::{Fixed, fix};
use crate::lint::output::{Checked, json, rules_json, sarif, text};
use crate::lint::settings::Settings;
use crate::lint::{Options, Stage, lint, registry};
use inputs::Given;
use std::path::{Path, PathBuf};

/// Arguments of `kaimen lint`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "文件", required_unless_present_any = ["explain", "rules"], help = "一件或者更多法规文本；- 表示标准输入")]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_enum,
        value_name = "阶段",
        hide_possible_values = true,
        help = "文本所处阶段：draft 草案、vote 表决稿；不写则依文本标明的稿次"
    )]
    stage: Option<StageName>,
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "格式", hide_possible_values = true,
          hide_default_value = true, help = "输出格式：text（默认）、json、sarif")]
    format: Format,
    #[arg(long, help = "自动修改不改变含义的问题，写回文件；标准输入的，改后的文本写到标准输出")]
    fix: bool,
    #[arg(long, value_name = "文件", help = "法律名录，每行一部：名称、制表符、现行或者废止或者现名")]
    titles: Option<PathBuf>,
    #[arg(long, value_name = "文件", help = "上位法文本，可以重复写")]
    superior: Vec<PathBuf>,
    #[arg(long, value_name = "规则", conflicts_with_all = ["files", "rules"], help = "说明一条规则，如 K301")]
    explain: Option<String>,
    #[arg(long, conflicts_with = "files", help = "以 JSON 列出全部规则")]
    rules: bool,
    #[arg(long, value_name = "文件", help = "写入文件，不写则输出到屏幕")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum StageName {
    Draft,
    Vote,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read or written, a rule does not exist, or the configuration is wrong.
pub fn run(args: &Args, global: &Global) -> Done {
    if args.rules {
        out::deliver(args.out.as_deref(), rules_json().as_bytes())?;
        return Ok(Outcome::Done);
    }
    if let Some(code) = &args.explain {
        let rule = registry::find(code)
            .ok_or_else(|| Failure::unable(format!("没有规则“{code}”；用 kaimen lint --rules 可以列出全部规则")))?;
        out::deliver(args.out.as_deref(), rule.page.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let config = Config::load(&global.flags()).map_err(|it| Failure::unable(it.to_string()))?;
    let settings = inputs::settings(&config.lint)?;
    let given = Given::read(args.titles.as_deref(), &config.lint.titles, &args.superior)?;
    let checked = if args.fix { mend(args, &settings, &given)? } else { check(args, &settings, &given)? };
    tell(args, &checked)?;
    let errors = checked.iter().any(|it| it.report.count(Severity::Error) > 0);
    Ok(if errors { Outcome::Found } else { Outcome::Done })
}

fn options<'a>(args: &Args, settings: &'a Settings, given: &'a Given) -> Options<'a> {
    let stage = args.stage.map(|it| match it {
        StageName::Draft => Stage::Draft,
        StageName::Vote => Stage::Vote,
    });
    Options { stage, settings, inputs: given.inputs() }
}

fn check(args: &Args, settings: &Settings, given: &Given) -> Result<Vec<Checked>, Failure> {
    let options = options(args, settings, given);
    args.files
        .iter()
        .map(|file| {
            let source = input::text(file)?;
            let report = lint(&source, &parse(&source), &options);
            Ok(Checked { file: file.display().to_string(), source, report })
        })
        .collect()
}

/// All files are read and mended before the first is written, so that a bad one leaves all as they were.
fn mend(args: &Args, settings: &Settings, given: &Given) -> Result<Vec<Checked>, Failure> {
    let options = options(args, settings, given);
    let mut mended: Vec<(&Path, String, Fixed)> = Vec::new();
    for file in &args.files {
        let bytes = input::bytes(file)?;
        let source = intake::text_of(&bytes).map_err(|it| Failure::unable(format!("{}{it}", input::name(file))))?;
        if source.as_bytes() != bytes {
            let name = input::name(file);
            return Err(Failure::unable(format!(
                "{name}不是文本文件，不能自动修改；请先用 kaimen parse --format md 转成文本"
            )));
        }
        let fixed = fix(&source, &options);
        mended.push((file, source, fixed));
    }
    let mut checked = Vec::new();
    for (file, source, fixed) in mended {
        let stdin = file == Path::new("-");
        if stdin || fixed.text != source {
            out::deliver(Some(file), fixed.text.as_bytes())?;
        }
        out::error(&told(file, &fixed));
        checked.push(Checked { file: file.display().to_string(), source: fixed.text, report: fixed.report });
    }
    Ok(checked)
}

/// What was mended, in one line.
fn told(file: &Path, fixed: &Fixed) -> String {
    let name = input::name(file);
    let all: usize = fixed.applied.values().sum();
    if all == 0 {
        return format!("{name}没有可以自动修改的问题");
    }
    let each: Vec<String> = fixed.applied.iter().map(|(code, many)| format!("{code} {many}处")).collect();
    format!("{name}自动修改{all}处：{}", each.join("、"))
}

/// Hands over the report. Where the mended text went to standard output, the report goes to standard error.
fn tell(args: &Args, checked: &[Checked]) -> Result<(), Failure> {
    let report = match args.format {
        Format::Text => text(checked),
        Format::Json => json(checked),
        Format::Sarif => sarif(checked),
    };
    let taken = args.fix && args.files.iter().any(|it| it == Path::new("-"));
    if taken && args.out.is_none() {
        out::error(&report);
        return Ok(());
    }
    out::deliver(args.out.as_deref(), report.as_bytes())
}
