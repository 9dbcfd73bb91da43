//! `kaimen compare`: two texts or more in, what changed out.

use super::{Done, Failure, Global, Outcome, fonts, input, out};
use crate::config::Config;
use crate::export::comparison::{Marks, Rows, Table, Unchanged, chain_json, chain_sheet, chain_text, comparison_json};
use crate::export::docx::sheet_docx;
use crate::export::pdf::sheet_pdf;
use crate::export::sheet::html::sheet_html;
use crate::export::sheet::markdown::sheet_markdown;
use crate::export::sheet::{DeletedMark, Sheet};
use crate::export::xlsx::sheet_xlsx;
use crate::law::compare::{Chain, Comparison, chain};
use crate::law::parse::parse;
use crate::law::statute::Statute;
use std::path::PathBuf;

/// The most texts that are compared at once.
const MAX_TEXTS: usize = 12;

/// Arguments of `kaimen compare`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "文件", required = true, num_args = 2.., help = "两件或者更多文本，由旧到新；- 表示标准输入")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Json, value_name = "格式", hide_possible_values = true,
          hide_default_value = true, help = "输出格式：json（默认）、html、md、text、docx、xlsx、pdf")]
    format: Format,
    #[arg(long, help = "只列有修改的条文")]
    only_changed: bool,
    #[arg(long, help = "对照表末栏逐条说明修改内容")]
    explain: bool,
    #[arg(long, help = "未修改的条文在右栏全文列出，不写“同左”")]
    full: bool,
    #[arg(long, value_enum, default_value_t = Deleted::Shade, value_name = "标法", hide_possible_values = true,
          hide_default_value = true, help = "docx、pdf 中删去文字的标法：shade 阴影（默认）、box 加框、strike 删除线、underline 下划线")]
    deleted: Deleted,
    #[arg(long, value_name = "文件", help = "写入文件，不写则输出到屏幕")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Json,
    Html,
    Md,
    Text,
    Docx,
    Xlsx,
    Pdf,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Deleted {
    Shade,
    Box,
    Strike,
    Underline,
}

impl From<Deleted> for DeletedMark {
    fn from(mark: Deleted) -> Self {
        match mark {
            Deleted::Shade => Self::Shade,
            Deleted::Box => Self::Box,
            Deleted::Strike => Self::Strike,
            Deleted::Underline => Self::Underline,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read as text or the output cannot be written.
pub fn run(args: &Args, global: &Global) -> Done {
    let texts = read(args)?;
    let rows = if args.only_changed { Rows::Changed } else { Rows::All };
    let chain = chain(&texts.iter().collect::<Vec<_>>(), &[]);
    remarks(args, &texts, &chain).iter().for_each(|it| out::error(it));
    let deleted = DeletedMark::from(args.deleted);
    let sheet = |marks: Marks| sheet(args, &chain, marks);
    let output = match args.format {
        Format::Json => match chain.steps.as_slice() {
            [one] => comparison_json(one, rows).into_bytes(),
            _ => chain_json(&chain, rows).into_bytes(),
        },
        Format::Text => chain_text(&chain, rows).into_bytes(),
        Format::Md => sheet_markdown(&sheet(Marks::SCREEN)).into_bytes(),
        Format::Html => sheet_html(&sheet(Marks::SCREEN)).into_bytes(),
        Format::Docx => sheet_docx(&sheet(Marks::paper(deleted)), deleted),
        Format::Pdf => {
            let fonts =
                fonts::load(&Config::load(&global.flags()).map_err(|it| Failure::unable(it.to_string()))?.fonts)?;
            sheet_pdf(&sheet(Marks::paper(deleted)), deleted, &fonts)
                .map_err(|error| Failure::unable(format!("不能生成 PDF：{error}")))?
        }
        Format::Xlsx => sheet_xlsx(&sheet(Marks::WORKBOOK))
            .map_err(|_| Failure::unable("对照表的行数超过了 Excel 的上限；请改用 docx 或者 html 格式"))?,
    };
    out::deliver(args.out.as_deref(), &output)?;
    Ok(Outcome::Done)
}

fn sheet(args: &Args, chain: &Chain, marks: Marks) -> Sheet {
    let rows = if args.only_changed { Rows::Changed } else { Rows::All };
    let unchanged = if args.full { Unchanged::Full } else { Unchanged::SameAsLeft };
    chain_sheet(chain, &Table { rows, unchanged, marks, explain: args.explain, ..Table::default() })
}

fn read(args: &Args) -> Result<Vec<Statute>, Failure> {
    if args.files.len() > MAX_TEXTS {
        return Err(Failure::unable(format!("一次最多对照{MAX_TEXTS}件文本；请分几次对照")));
    }
    if args.files.iter().filter(|it| it.as_os_str() == "-").count() > 1 {
        return Err(Failure::unable("标准输入只能读一件文本；请把其他文本存成文件"));
    }
    args.files.iter().map(|it| Ok(parse(&input::text(it)?).statute)).collect()
}

/// What a reader should know before relying on the comparison; the comparison is made all the same.
fn remarks(args: &Args, texts: &[Statute], chain: &Chain) -> Vec<String> {
    let mut remarks = Vec::new();
    for (file, text) in args.files.iter().zip(texts) {
        if text.articles().next().is_none() {
            remarks.push(format!("注意：{}中没有条文，只对照了条文以外的文字", input::name(file)));
        }
    }
    for (step, files) in chain.steps.iter().zip(args.files.windows(2)) {
        remarks
            .extend(remark(step).map(|it| format!("注意：{}与{}{it}", input::name(&files[0]), input::name(&files[1]))));
    }
    remarks
}

fn remark(step: &Comparison) -> Option<&'static str> {
    if !step.related {
        Some("似乎不是同一部法规，仍按内容作了对照")
    } else if step.coarse {
        Some("篇幅过大，部分条文只作了粗略对照")
    } else {
        None
    }
}
