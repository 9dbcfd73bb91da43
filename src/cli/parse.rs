//! `kaimen parse`: one text in, its tree in one of the forms out.

use super::{Done, Outcome, input, out};
use crate::export::{akn, json, page, text};
use crate::law::parse::parse;
use crate::law::print::print;
use crate::law::refs::references;
use std::path::PathBuf;

/// Arguments of `kaimen parse`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "文件", help = "法规文本：文本、Markdown、docx 或者 Akoma Ntoso；- 表示标准输入")]
    file: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Json, value_name = "格式", hide_possible_values = true,
          hide_default_value = true, help = "输出格式：json（默认）、md、text、html、akn")]
    format: Format,
    #[arg(long, value_name = "文件", help = "写入文件，不写则输出到屏幕")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Json,
    Md,
    Text,
    Html,
    Akn,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read as text or the output cannot be written.
pub fn run(args: &Args) -> Done {
    let source = input::text(&args.file)?;
    let parsed = parse(&source);
    let output = match args.format {
        Format::Md => print(&parsed.statute),
        Format::Text => text::statute_text(&parsed.statute),
        Format::Json => json::parsed_json(&source, &parsed, &references(&parsed.statute)),
        Format::Html => page::standalone_html(&parsed.statute, &references(&parsed.statute)),
        Format::Akn => akn::statute_akn(&parsed.statute, &references(&parsed.statute)),
    };
    out::deliver(args.out.as_deref(), output.as_bytes())?;
    Ok(Outcome::Done)
}
