//! `kaimen verify`: are all texts those that were sealed, and is the record of what was done whole?

use super::app::App;
use super::{Done, Failure, Global, Outcome, out};
use crate::procedure::audit::Anchor;
use crate::store::verify::{Report, verify};

/// Arguments of `kaimen verify`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(
        long = "audit-anchor",
        value_name = "编号:校验值",
        help = "外部留存的审计记录末值（以前运行本命令时显示，或者启动日志中写有），可以写几次"
    )]
    anchors: Vec<String>,
}

/// Runs the command. Exit 1 when something does not agree.
///
/// # Errors
/// The database cannot be read, or an anchor is none.
pub fn run(args: &Args, global: &Global) -> Done {
    let read = |it: &String| it.parse::<Anchor>().map_err(|error| Failure::unable(error.to_string()));
    let anchors = args.anchors.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let app = App::load(global)?;
    let report = app.run(async |app| {
        let db = app.open_existing().await?;
        let report = verify(&mut db.read().await?, &anchors).await?;
        db.close().await;
        Ok(report)
    })?;
    texts(&report);
    record(&report);
    Ok(if report.is_whole() { Outcome::Done } else { Outcome::Found })
}

fn texts(report: &Report) {
    for broken in &report.broken {
        out::error(&format!("{} {}：{}", broken.bill, broken.part, broken.what));
    }
    for (bill, version, chain) in &report.ends {
        out::line(&format!("{bill} {version} 链末值 {chain}"));
    }
    if !report.guarded {
        out::error("数据库中保护已封存文本的触发器缺失或者被停用，请查明原因，并从备份中恢复");
    }
    let checked = format!("已核对{}个文本、{}份文件", report.versions, report.documents);
    if report.broken.is_empty() {
        out::line(&format!("{checked}，全部与封存时一致"));
    } else {
        out::error(&format!("{checked}，发现{}处不符；请停止使用这个数据库，从备份中恢复", report.broken.len()));
    }
}

fn record(report: &Report) {
    let audit = &report.audit;
    if !audit.guarded {
        out::error("数据库中保护审计记录的触发器缺失或者被停用，请查明原因，并从备份中恢复");
    }
    match (&audit.broken, audit.head) {
        (Some(found), _) => {
            out::error(&format!("审计记录：{found}；此前{}条与写入时一致。请查明原因，并与备份比较", audit.entries))
        }
        (None, Some(head)) => {
            out::line(&format!("审计记录末值 {head}"));
            out::line(&format!("已核对{}条审计记录，全部与写入时一致", audit.entries));
        }
        (None, None) => out::line("还没有审计记录"),
    }
}
