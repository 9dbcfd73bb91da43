//! File, environment and flags → one table → [`Config`]. Types and names are checked against the defaults, so that
//! every complaint can name the key and where it stood.

use super::{Accounts, Config, ConfigError, Lint, Server};
use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// No configuration comes near it.
const MAX_FILE_BYTES: u64 = 1024 * 1024;
const PREFIX: &str = "KAIMEN_";

/// What the command line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--config`; else `KAIMEN_CONFIG`; else no file is read.
    pub config: Option<PathBuf>,
    /// `--data`; else `KAIMEN_DATA`.
    pub data: Option<PathBuf>,
    /// `--bind` and the like.
    pub bind: Option<String>,
}

pub(super) fn load(
    flags: &Flags,
    variable: &dyn Fn(&str) -> Option<OsString>,
    names: impl Iterator<Item = OsString>,
) -> Result<Config, ConfigError> {
    let (accounts, lint, server) = (Accounts::sample(), Lint::sample(), Server::sample());
    let known = Table::try_from(Config { accounts, lint, server, ..Config::default() })
        .map_err(|error| ConfigError::new(error.to_string()))?;
    let mut table = Table::new();
    let file = flags.config.clone().or_else(|| variable("KAIMEN_CONFIG").map(PathBuf::from));
    if let Some(file) = &file {
        let found = read(file)?;
        compare(&found, &known, "", &format!("配置文件 {} 中的", file.display()))?;
        table = found;
    }
    environment(&mut table, &known, variable, names)?;
    if let Some(data) = &flags.data {
        table.insert("data".to_owned(), text("选项 --data", data.clone().into_os_string())?.into());
    }
    if let Some(bind) = &flags.bind {
        set(&mut table, &["server", "bind"], Value::from(bind.clone()));
    }
    let config: Config = table.try_into().map_err(|error: toml::de::Error| out_of_range(&error))?;
    config.check()?;
    Ok(config)
}

/// Names and types have been looked at: what is left is a number that does not fit, or a word that is not one of the
/// few. The library names the key on its last line; its sentence is for programmers.
fn out_of_range(error: &toml::de::Error) -> ConfigError {
    let whole = error.to_string();
    let key = whole.split('`').nth_back(1).unwrap_or_default();
    ConfigError::new(format!("{key} 的值不在允许的范围内"))
}

fn read(file: &Path) -> Result<Table, ConfigError> {
    let shown = file.display();
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).and_then(|it| it.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes));
    opened.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ConfigError::new(format!("没有找到配置文件 {shown}")),
        _ => ConfigError::new(format!("无法读取配置文件 {shown}，请检查权限，并确认它是文件")),
    })?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ConfigError::new(format!("配置文件 {shown} 超过1 MB，请核对是否写错了路径")));
    }
    let source = String::from_utf8(bytes)
        .map_err(|_| ConfigError::new(format!("配置文件 {shown} 不是 UTF-8 编码，请另存为 UTF-8 后再试")))?;
    source.parse::<Table>().map_err(|error| {
        let line = error.span().map_or(1, |it| source[..it.start.min(source.len())].matches('\n').count() + 1);
        ConfigError::new(format!("配置文件 {shown} 第{line}行不合 TOML 格式，请检查引号、等号和方括号"))
    })
}

/// Every key must be known, every value of the type of its default.
fn compare(found: &Table, known: &Table, path: &str, place: &str) -> Result<(), ConfigError> {
    for (key, value) in found {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let Some(expected) = known.get(key) else {
            let names: Vec<&str> = known.keys().map(String::as_str).collect();
            return Err(ConfigError::new(format!("{place} {path} 不是已知的配置项，这里可以用：{}", names.join("、"))));
        };
        match (value, expected) {
            (Value::Table(value), Value::Table(expected)) => compare(value, expected, &path, place)?,
            (Value::Array(values), Value::Array(expected)) => elements(values, expected.first(), &path, place)?,
            _ if value.same_type(expected) => {}
            _ => return Err(ConfigError::new(format!("{place} {path} 应为{}", type_name(expected)))),
        }
    }
    Ok(())
}

/// Every element must be like the one that is known.
fn elements(found: &[Value], known: Option<&Value>, path: &str, place: &str) -> Result<(), ConfigError> {
    let Some(known) = known else { return Ok(()) };
    for value in found {
        match (value, known) {
            (Value::Table(value), Value::Table(known)) => compare(value, known, path, place)?,
            _ if value.same_type(known) => {}
            _ => return Err(ConfigError::new(format!("{place} {path} 中的每一个值应为{}", type_name(known)))),
        }
    }
    Ok(())
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "带引号的文字",
        Value::Integer(_) => "整数",
        Value::Float(_) => "数字",
        Value::Boolean(_) => "true 或 false",
        Value::Datetime(_) => "日期",
        Value::Array(_) => "方括号中的列表",
        Value::Table(_) => "一个小节",
    }
}

/// `KAIMEN_DATA`, and `KAIMEN_SERVER_BIND` for `server.bind`. A variable that begins like a section of ours but names
/// no key of it is refused; others（`KAIMEN_TEST_POSTGRES`）are not ours to judge.
fn environment(
    table: &mut Table,
    known: &Table,
    variable: &dyn Fn(&str) -> Option<OsString>,
    names: impl Iterator<Item = OsString>,
) -> Result<(), ConfigError> {
    let names: Vec<String> = names.filter_map(|it| it.into_string().ok()).collect();
    for (section, keys) in known {
        let upper = format!("{PREFIX}{}", section.to_uppercase());
        let Value::Table(keys) = keys else {
            if let Some(value) = variable(&upper) {
                table.insert(section.clone(), text(&upper, value)?.into());
            }
            continue;
        };
        let prefix = format!("{upper}_");
        for name in names.iter().filter(|it| it.starts_with(&prefix)) {
            let key = name[prefix.len()..].to_lowercase();
            let Some((path, expected)) = place(keys, &key) else {
                return Err(ConfigError::new(format!("环境变量 {name} 对应的 {section}.{key} 不是已知的配置项")));
            };
            let value = text(name, variable(name).unwrap_or_default())?;
            let path: Vec<&str> = [section.as_str()].into_iter().chain(path).collect();
            set(table, &path, typed(name, value, expected)?);
        }
    }
    Ok(())
}

fn text(name: &str, value: OsString) -> Result<String, ConfigError> {
    value.into_string().map_err(|_| ConfigError::new(format!("{name} 的值不是 UTF-8 文字")))
}

fn typed(name: &str, value: String, expected: &Value) -> Result<Value, ConfigError> {
    let parsed = match expected {
        Value::Integer(_) => value.parse().map(Value::Integer).ok(),
        Value::Boolean(_) => value.parse().map(Value::Boolean).ok(),
        // K301,K304; a list of tables has no such form.
        Value::Array(known) if known.first().is_some_and(Value::is_str) => {
            let words = value.split(',').map(str::trim).filter(|it| !it.is_empty());
            Some(Value::Array(words.map(Value::from).collect()))
        }
        Value::Array(_) => None,
        _ => Some(Value::String(value)),
    };
    parsed.ok_or_else(|| ConfigError::new(format!("环境变量 {name} 应为{}", type_name(expected))))
}

/// Where a key of a section stands: in it, or in a section within it（`openid_issuer` is `openid.issuer`）.
fn place<'a>(keys: &'a Table, key: &'a str) -> Option<(Vec<&'a str>, &'a Value)> {
    if let Some(value) = keys.get(key).filter(|it| !it.is_table()) {
        return Some((vec![key], value));
    }
    keys.iter().find_map(|(section, value)| {
        let inner = key.strip_prefix(section.as_str())?.strip_prefix('_')?;
        Some((vec![section, inner], value.as_table()?.get(inner)?))
    })
}

fn set(table: &mut Table, path: &[&str], value: Value) {
    let [section, rest @ ..] = path else { return };
    if rest.is_empty() {
        table.insert((*section).to_owned(), value);
    } else if let Value::Table(inner) = table.entry(*section).or_insert_with(|| Value::Table(Table::new())) {
        set(inner, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_with(file: Option<&str>, variables: &[(&str, &str)], flags: Flags) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let mut flags = flags;
        if let Some(words) = file {
            let path = folder.path().join("kaimen.toml");
            std::fs::write(&path, words).unwrap();
            flags.config = Some(path);
        }
        let variable = |name: &str| variables.iter().find(|it| it.0 == name).map(|it| OsString::from(it.1));
        load(&flags, &variable, variables.iter().map(|it| OsString::from(it.0))).map_err(|it| it.to_string())
    }

    #[test]
    fn without_anything_the_defaults_are_good() {
        assert_eq!(load_with(None, &[], Flags::default()), Ok(Config::default()));
        assert_eq!(load_with(Some(""), &[], Flags::default()), Ok(Config::default()));
    }

    #[test]
    fn flags_override_variables_and_those_the_file() {
        let file = "data = \"a\"\n[server]\nbind = \"127.0.0.1:1\"\n[site]\norgan = \"甲市人大常委会\"\n";
        let from_file = load_with(Some(file), &[], Flags::default()).unwrap();
        assert_eq!((from_file.server.bind.as_str(), from_file.site.organ.as_str()), ("127.0.0.1:1", "甲市人大常委会"));
        let variables = [("KAIMEN_SERVER_BIND", "127.0.0.1:2"), ("KAIMEN_DATA", "b"), ("KAIMEN_TEST_POSTGRES", "x")];
        let both = load_with(Some(file), &variables, Flags::default()).unwrap();
        assert_eq!((both.server.bind.as_str(), both.data.as_path()), ("127.0.0.1:2", Path::new("b")));
        let flags = Flags { data: Some("c".into()), bind: Some("127.0.0.1:3".to_owned()), ..Flags::default() };
        let all = load_with(Some(file), &variables, flags).unwrap();
        assert_eq!((all.server.bind.as_str(), all.data.as_path()), ("127.0.0.1:3", Path::new("c")));
    }

    #[test]
    fn rules_are_switched_by_lists() {
        let file = "[lint]\noff = [\"K410\"]\n[[lint.words]]\navoid = \"商户\"\nuse = \"经营者\"\n";
        let lint = load_with(Some(file), &[("KAIMEN_LINT_INFO", "K301, K304")], Flags::default()).unwrap().lint;
        assert_eq!((lint.off, lint.info), (vec!["K410".to_owned()], vec!["K301".to_owned(), "K304".to_owned()]));
        assert_eq!((lint.words[0].avoid.as_str(), lint.words[0].instead.as_str()), ("商户", "经营者"));
    }

    #[test]
    fn the_database_comes_from_its_variable_and_is_not_shown() {
        let url = "postgres://kaimen:hush-9@db/law";
        let config = load_with(None, &[("KAIMEN_DATABASE_URL", url)], Flags::default()).unwrap();
        assert_eq!(config.database.url, url);
        assert!(!format!("{config:?}").contains("hush-9"));
    }

    const OPENID: &str = "[accounts.openid]\nissuer = \"https://id.example\"\nclient_id = \"kaimen\"\n\
                          client_secret = \"hush-9\"\n";

    #[test]
    fn the_directory_comes_from_a_file_or_from_variables_and_its_secret_is_not_shown() {
        let url = ("KAIMEN_SERVER_PUBLIC_URL", "https://law.example");
        let from_file = load_with(Some(OPENID), &[url], Flags::default()).unwrap().accounts.openid.unwrap();
        let variables = [
            url,
            ("KAIMEN_ACCOUNTS_OPENID_ISSUER", "https://id.example"),
            ("KAIMEN_ACCOUNTS_OPENID_CLIENT_ID", "kaimen"),
            ("KAIMEN_ACCOUNTS_OPENID_CLIENT_SECRET", "hush-9"),
        ];
        let from_variables = load_with(None, &variables, Flags::default()).unwrap().accounts.openid.unwrap();
        assert_eq!(from_file, from_variables);
        assert_eq!(from_file.client_secret, "hush-9");
        assert!(!format!("{from_file:?}").contains("hush-9"));
        let trusted = [url, ("KAIMEN_ACCOUNTS_OPENID_TRUSTED_SECOND_FACTOR", "mfa, otp")];
        let trusted = load_with(Some(OPENID), &trusted, Flags::default()).unwrap().accounts.openid.unwrap();
        assert_eq!(trusted.trusted_second_factor, ["mfa", "otp"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (file, variables, expected) in [
            ("[server]\nbnid = \"x\"", &[][..], "server.bnid"),
            ("[serve]\nbind = \"x\"", &[], "serve "),
            ("bind = 1", &[], "bind"),
            ("[server]\nbind = 8080", &[], "server.bind 应为"),
            ("[server]\ntrusted_proxies = [1]", &[], "server.trusted_proxies 中的每一个值应为"),
            ("[accounts]\nidle_minutes = 0", &[], "accounts.idle_minutes"),
            ("[accounts]\nlongest_hours = 1\nidle_minutes = 90", &[], "accounts.longest_hours"),
            ("[accounts]\nlink_hours = 10000", &[], "accounts.link_hours"),
            ("[accounts.openid]", &[], "accounts.openid.issuer"),
            ("[accounts.openid]\nisuer = \"x\"", &[], "accounts.openid.isuer"),
            ("[accounts.openid]\nhosts = [1]", &[], "accounts.openid.hosts"),
            ("[accounts.openid]\nissuer = \"https://id.example\"", &[], "accounts.openid.client_id"),
            (OPENID, &[], "server.public_url"),
            (OPENID, &[("KAIMEN_ACCOUNTS_OPENID_CLIENT_SECRET_FILE", "f")], "accounts.openid.client_secret"),
            ("", &[("KAIMEN_ACCOUNTS_OPENID_ISUER", "x")], "KAIMEN_ACCOUNTS_OPENID_ISUER"),
            ("", &[("KAIMEN_ACCOUNTS_OPENID", "x")], "KAIMEN_ACCOUNTS_OPENID"),
            ("[server]\nbind = \"8080\"", &[], "server.bind：“8080”"),
            ("server = 1", &[], "server 应为"),
            ("[site]\norgan = \"\"", &[], "site.organ"),
            ("[procedure]\nreadings_enact = 0", &[], "procedure.readings_enact"),
            ("[procedure]\npass = \"60%\"", &[], "procedure.pass：“60%”"),
            ("[procedure]\nreport_order = \"later\"", &[], "procedure.report_order"),
            ("[procedure]\nlead_days = -1", &[], "procedure.lead_days"),
            ("[procedure]\nlead_day = 7", &[], "procedure.lead_day "),
            ("", &[("KAIMEN_PROCEDURE_MEMBERS", "many")], "KAIMEN_PROCEDURE_MEMBERS"),
            ("[database]\nurl = \"mysql://u:hush-9@h/d\"", &[], "database.url"),
            ("a = 1\nb = ", &[], "第2行"),
            ("[lint]\noff = \"K301\"", &[], "lint.off 应为"),
            ("[lint]\noff = [301]", &[], "lint.off 中的每一个值应为"),
            ("[[lint.words]]\navoid = \"甲\"\nues = \"乙\"", &[], "lint.words.ues"),
            ("[[lint.words]]\nuse = \"乙\"", &[], "lint.words：avoid"),
            ("[lint]\nerror = [\"K301\"]\ninfo = [\"K301\"]", &[], "写了两次"),
            ("", &[("KAIMEN_LINT_WORDS", "x")], "KAIMEN_LINT_WORDS"),
            ("", &[("KAIMEN_SERVER_BNID", "x")], "KAIMEN_SERVER_BNID"),
        ] {
            let error = load_with(Some(file), variables, Flags::default()).unwrap_err();
            assert!(error.contains(expected), "{file}: {error}");
            assert!(!error.contains("hush-9") && !error.contains('\n'), "{error}");
        }
        let missing = Flags { config: Some("/nowhere/kaimen.toml".into()), ..Flags::default() };
        assert!(load_with(None, &[], missing).unwrap_err().contains("/nowhere/kaimen.toml"));
    }
}
