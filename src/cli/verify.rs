//! `kaimen verify`: are all texts those that were sealed?

use super::app::App;
use super::{Done, Global, Outcome, out};
use crate::store::verify::verify;

/// Runs the command. Exit 1 when something does not agree.
///
/// # Errors
/// The database cannot be read.
pub fn run(global: &Global) -> Done {
    let app = App::load(global)?;
    let report = app.run(async |app| {
        let db = app.open_existing().await?;
        let report = verify(&mut db.read().await?).await?;
        db.close().await;
        Ok(report)
    })?;
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
        Ok(if report.guarded { Outcome::Done } else { Outcome::Found })
    } else {
        out::error(&format!("{checked}，发现{}处不符；请停止使用这个数据库，从备份中恢复", report.broken.len()));
        Ok(Outcome::Found)
    }
}
