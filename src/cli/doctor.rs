//! `kaimen doctor`: what this installation has, and what it lacks.

use super::app::App;
use super::{Done, Failure, Global, Outcome, accounts, directory, out};
use crate::config::{FontFile, Fonts};
use crate::store::{Backend, SchemaState, locale_fault, schema_state};
use std::path::Path;

/// Folders in which systems keep fonts.
const FONT_FOLDERS: &[&str] =
    &["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"];
/// Parts of the names of Chinese fonts, in lower case.
const FONT_NAMES: &[&str] =
    &["cjk", "sourcehan", "source-han", "wqy", "fangsong", "simsun", "simhei", "kaiti", "pingfang"];
/// Files that are looked at before giving up.
const MAX_FONT_FILES: usize = 20_000;

/// Runs the command. Exit 1 when something must be mended.
///
/// # Errors
/// Never: what is wrong is what it tells.
pub fn run(global: &Global) -> Done {
    let mut sound = true;
    let mut tell = |what: &str, found: Result<String, String>| match found {
        Ok(good) => out::line(&format!("正常　{what}：{good}")),
        Err(bad) => {
            sound = false;
            out::line(&format!("有误　{what}：{bad}"));
        }
    };
    match App::load(global) {
        Err(failure) => tell("配置", Err(failure.message().to_owned())),
        Ok(app) => {
            tell("配置", Ok(format!("监听 {}，时区 {}", app.config.server.bind, app.config.site.time_zone)));
            tell("审议程序", super::procedure::described(&app.config.procedure));
            tell("数据目录", data_folder(&app.config.data));
            let found = app.run(async |app| Ok(database(app).await));
            for (what, found) in found.unwrap_or_else(|failure| vec![("数据库", Err(failure.message().to_owned()))])
            {
                tell(what, found);
            }
            match directory::described(&app) {
                Ok(None) => {}
                Ok(Some(good)) => tell("统一身份认证", Ok(good)),
                Err(failure) => tell("统一身份认证", Err(failure.message().to_owned())),
            }
            for words in accounts_hints(&app) {
                out::line(&format!("提示　账号：{words}"));
            }
            match pdf_fonts(&app.config.fonts) {
                Ok(good) => tell("PDF", Ok(good)),
                // Without fonts everything else works; but who configured a font meant it.
                Err(bad) if is_configured(&app.config.fonts) => tell("PDF", Err(bad)),
                Err(bad) => out::line(&format!("提示　PDF：{bad}")),
            }
        }
    }
    if has_chinese_font() {
        tell("字体", Ok("已安装中文字体".to_owned()));
    } else {
        out::line("提示　字体：没有找到中文字体；网页不受影响，截图可能缺字，可安装 fonts-noto-cjk");
    }
    Ok(if sound { Outcome::Done } else { Outcome::Found })
}

fn data_folder(folder: &Path) -> Result<String, String> {
    let shown = folder.display();
    match std::fs::metadata(folder) {
        Ok(it) if !it.is_dir() => Err(format!("{shown} 不是目录")),
        Ok(it) if it.permissions().readonly() => Err(format!("{shown} 不可写")),
        Ok(_) => Ok(shown.to_string()),
        Err(_) => Ok(format!("{shown}（尚未建立，首次导入或启动时自动建立）")),
    }
}

async fn database(app: &App) -> Vec<(&'static str, Result<String, String>)> {
    let told = |failure: Failure| vec![("数据库", Err(failure.message().to_owned()))];
    let db = match app.open_as_is().await {
        Ok(db) => db,
        Err(failure) => return told(failure),
    };
    let kind = match db.backend() {
        Backend::Sqlite => "SQLite",
        Backend::Postgres => "PostgreSQL",
    };
    let mut found = vec![("数据库", Ok(format!("{kind} {}", app.target)))];
    let mut tx = match db.read().await {
        Ok(tx) => tx,
        Err(error) => return told(error.into()),
    };
    found.push((
        "数据库结构",
        match schema_state(&mut tx).await {
            Ok(SchemaState::Current) => Ok("最新".to_owned()),
            Ok(SchemaState::Behind(due)) => Err(format!("落后{due}步，请运行 kaimen migrate")),
            Err(error) => Err(error.to_string()),
        },
    ));
    match locale_fault(&mut tx).await {
        Ok(None) => {}
        Ok(Some(fault)) => found.push(("数据库排序", Err(fault))),
        Err(error) => found.push(("数据库排序", Err(error.to_string()))),
    }
    drop(tx);
    db.close().await;
    found
}

/// What an operator should know of how passwords travel and of what they are sealed with.
fn accounts_hints(app: &App) -> Vec<String> {
    let (config, mut found) = (&app.config, Vec::new());
    if config.accounts.allow_http {
        found.push(
            "accounts.allow_http 已打开，密码在网络上不加密；正式使用前请关闭，由代理服务器提供 https".to_owned(),
        );
    } else if accounts::reached_plainly(config).unwrap_or(false) {
        found.push(
            "其他机器只能用 http 访问本站，不能登录；请由代理服务器提供 https，并写明 server.public_url".to_owned(),
        );
    }
    if !config.server.public_url.is_empty() && config.server.trusted_proxies.is_empty() {
        found.push("没有写明 server.trusted_proxies，登录次数不能按来访地址限制，只按用户名限制".to_owned());
    }
    if let Err(failure) = accounts::proxies(&config.server.trusted_proxies) {
        found.push(failure.message().to_owned());
    }
    let key = accounts::key_file(config);
    #[cfg(unix)]
    if accounts::is_open(&key) {
        found.push(format!("密钥文件 {} 可以被其他用户读取，请把权限改为 0600", key.display()));
    }
    if key.is_file() {
        found.push(format!("请单独备份密钥文件 {}；没有它，已经设置的动态验证码都要重新设置", key.display()));
    }
    found
}

fn pdf_fonts(fonts: &Fonts) -> Result<String, String> {
    let shown = |file: Option<FontFile>| file.map(|it| it.path.display().to_string()).unwrap_or_default();
    super::fonts::load(fonts).map_err(|failure| failure.message().to_owned())?;
    Ok(format!("可以生成，宋体 {}，黑体 {}", shown(fonts.serif_file()), shown(fonts.sans_file())))
}

fn is_configured(fonts: &Fonts) -> bool {
    !fonts.serif.is_empty() || !fonts.sans.is_empty()
}

fn has_chinese_font() -> bool {
    let mut folders: Vec<_> = FONT_FOLDERS.iter().map(std::path::PathBuf::from).collect();
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            seen += 1;
            if seen > MAX_FONT_FILES {
                return false;
            }
            let name = entry.file_name().to_string_lossy().to_lowercase();
            match entry.file_type() {
                Ok(it) if it.is_dir() => folders.push(entry.path()),
                _ if FONT_NAMES.iter().any(|it| name.contains(it)) => return true,
                _ => {}
            }
        }
    }
    false
}
