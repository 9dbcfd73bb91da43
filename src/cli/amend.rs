//! `kaimen amend`: two texts in, the decision that turns one into the other out; or a text and a decision in, the
//! amended text out. Neither prints anything that was not proved.

use super::{Done, Failure, Outcome, input, out};
use crate::export::amend::{decision_json, report_json};
use crate::export::docx::{Options, decision_docx};
use crate::law::amend::{Frame, Generated, NotProvable, Refusal, Refused, apply, generate, parse_decision};
use crate::law::parse::parse;
use crate::law::print::print;
use std::path::{Path, PathBuf};

/// Arguments of `kaimen amend`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    #[command(about = "由修改前后的两件文本生成修改决定，并验证适用后与修改后的文本一致")]
    Make(Make),
    #[command(about = "把修改决定适用于文本，输出修改后的文本")]
    Apply(Apply),
}

#[derive(clap::Args)]
struct Make {
    #[arg(value_name = "修改前", help = "修改前的文本；- 表示标准输入")]
    old: PathBuf,
    #[arg(value_name = "修改后", help = "修改后的文本；- 表示标准输入")]
    new: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "格式", hide_possible_values = true,
          hide_default_value = true, help = "输出格式：text（默认）、md、docx、json")]
    format: Format,
    #[arg(long, value_name = "机关", help = "作出决定的机关，例如“××市人民代表大会常务委员会”")]
    organ: Option<String>,
    #[arg(long, value_name = "会议", help = "会议届次，例如“××市第×届人民代表大会常务委员会第×次会议”")]
    session: Option<String>,
    #[arg(long, value_name = "日期", help = "通过日期，例如“2026年3月1日”")]
    passed: Option<String>,
    #[arg(long, value_name = "日期", help = "决定的施行日期，例如“2026年5月1日”或者“公布之日”")]
    effective: Option<String>,
    #[arg(long, value_name = "文件", help = "写入文件，不写则输出到屏幕")]
    out: Option<PathBuf>,
}

#[derive(clap::Args)]
struct Apply {
    #[arg(value_name = "文本", help = "修改前的文本；- 表示标准输入")]
    base: PathBuf,
    #[arg(value_name = "修改决定", help = "修改决定、修正案或者打包修改的决定；- 表示标准输入")]
    decision: PathBuf,
    #[arg(long, value_name = "文件", help = "写入文件，不写则输出到屏幕")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "文件", help = "把各项修改、顺延的条文序号和随改的引用写入文件（JSON）")]
    report: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Md,
    Docx,
    Json,
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read as text or the output cannot be written; refused when the decision cannot be proved or
/// applied exactly.
pub fn run(args: &Args) -> Done {
    match &args.command {
        Command::Make(args) => make(args),
        Command::Apply(args) => apply_decision(args),
    }
}

fn make(args: &Make) -> Done {
    let (old, new) = two(&args.old, &args.new)?;
    let frame = Frame {
        organ: args.organ.clone(),
        session: args.session.clone(),
        passed: args.passed.clone(),
        effective: args.effective.clone(),
    };
    let generated = generate(&parse(&old).statute, &parse(&new).statute, &frame).map_err(|it| not_provable(&it))?;
    out::deliver(args.out.as_deref(), &formatted(&generated, args.format))?;
    Ok(Outcome::Done)
}

fn formatted(generated: &Generated, format: Format) -> Vec<u8> {
    match format {
        Format::Text => generated.text.clone().into_bytes(),
        Format::Md => format!("# {}", generated.text).into_bytes(),
        Format::Docx => decision_docx(&generated.decision, Options::default()),
        Format::Json => decision_json(generated).into_bytes(),
    }
}

fn not_provable(refused: &NotProvable) -> Failure {
    let mut lines = vec!["不能生成修改决定：适用后不能得到修改后的文本，没有输出。不一致之处：".to_owned()];
    for it in &refused.obstacles {
        lines.push(match &it.clause {
            Some(clause) => format!("{}（{clause}）", it.differs),
            None => it.differs.clone(),
        });
    }
    Failure::refused(lines.join("\n"))
}

fn apply_decision(args: &Apply) -> Done {
    let (base, decision) = two(&args.base, &args.decision)?;
    let decision = parse_decision(&decision).decision;
    let applied = apply(&parse(&base).statute, &decision).map_err(|it| refused(&it))?;
    out::deliver(args.out.as_deref(), print(&applied.statute).as_bytes())?;
    if let Some(report) = &args.report {
        out::deliver(Some(report), report_json(&applied).as_bytes())?;
    }
    applied.notes.iter().for_each(|it| out::error(&format!("注意：{it}")));
    Ok(Outcome::Done)
}

fn refused(refused: &Refused) -> Failure {
    let mut lines = vec![format!("{refused}，没有输出：")];
    lines.extend(refused.refusals.iter().map(refusal));
    Failure::refused(lines.join("\n"))
}

fn refusal(it: &Refusal) -> String {
    let clause = if it.clause.is_empty() { String::new() } else { format!("第{}项", it.clause) };
    let words = if it.words.is_empty() { String::new() } else { format!("“{}”", it.words) };
    let near = match it.candidates.as_slice() {
        [] => String::new(),
        some => format!("相近的有：{}", some.join("；")),
    };
    format!("{clause}{words}：{}{near}", it.reason)
}

/// Two texts, of which at most one comes from standard input.
fn two(first: &Path, second: &Path) -> Result<(String, String), Failure> {
    if first == Path::new("-") && second == Path::new("-") {
        return Err(Failure::unable("标准输入只能读一件文本；请把另一件存成文件"));
    }
    Ok((input::text(first)?, input::text(second)?))
}
