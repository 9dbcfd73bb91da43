//! The configuration of accounts as the site needs it, and the file with the key.

use super::app::App;
use super::input::reason;
use super::{Failure, out};
use crate::clock;
use crate::config::Config;
use crate::procedure::account::SealKey;
use crate::procedure::person::Role;
use crate::web::{Accounts, Network, Sessions};
use jiff::SignedDuration;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// A key file is short.
const MAX_KEY_BYTES: u64 = 1024;

/// How this installation keeps accounts. Makes the key at the first call.
///
/// # Errors
/// A role or an address makes no sense, or the key cannot be read.
pub fn of(app: &App) -> Result<Accounts, Failure> {
    let config = &app.config;
    Ok(Accounts {
        key: key(&key_file(config))?,
        second_factor: roles(&config.accounts.second_factor)?,
        link_life: SignedDuration::from_hours(config.accounts.link_hours),
        allow_http: config.accounts.allow_http,
        reached_plainly: reached_plainly(config)?,
        trusted_proxies: proxies(&config.server.trusted_proxies)?,
    })
}

/// How this installation keeps sessions.
#[must_use]
pub fn sessions(config: &Config) -> Sessions {
    Sessions {
        secure: !config.accounts.allow_http,
        idle: SignedDuration::from_mins(config.accounts.idle_minutes),
        longest: SignedDuration::from_hours(config.accounts.longest_hours),
    }
}

/// Whether other machines reach the site without encryption, as far as the configuration says: the listener is open to
/// them, and nothing tells of a proxy that speaks TLS before it.
///
/// # Errors
/// The address of the listener makes no sense.
pub fn reached_plainly(config: &Config) -> Result<bool, Failure> {
    let address = config.server.address().map_err(|error| Failure::unable(format!("配置有误：{error}")))?;
    let server = &config.server;
    let behind = server.public_url.starts_with("https://") || !server.trusted_proxies.is_empty();
    Ok(server.public_url.starts_with("http://") || (!address.ip().is_loopback() && !behind))
}

/// Proxies, read.
///
/// # Errors
/// One of them is no address.
pub fn proxies(words: &[String]) -> Result<Vec<Network>, Failure> {
    let read =
        |it: &String| it.parse().map_err(|error| Failure::unable(format!("配置有误：server.trusted_proxies：{error}")));
    words.iter().map(read).collect()
}

fn roles(words: &[String]) -> Result<Vec<Role>, Failure> {
    let read =
        |it: &String| it.parse().map_err(|error| Failure::unable(format!("配置有误：accounts.second_factor：{error}")));
    words.iter().map(read).collect()
}

/// Where the key is.
#[must_use]
pub fn key_file(config: &Config) -> PathBuf {
    config.data.join(&config.accounts.key_file)
}

/// The key in this file; if there is none, a new one is written, for the owner alone. Of two processes that start at
/// once one writes, the other reads.
fn key(file: &Path) -> Result<SealKey, Failure> {
    for _ in 0..2 {
        match read(file)? {
            Some(key) => return Ok(key),
            None => write(file, &SealKey::new(clock::random()))?,
        }
    }
    Err(unusable(file, "不是密钥文件"))
}

fn read(file: &Path) -> Result<Option<SealKey>, Failure> {
    let mut text = String::new();
    match File::open(file).and_then(|it| it.take(MAX_KEY_BYTES).read_to_string(&mut text)) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(file, reason(&error))),
    }
    warn_if_open(file);
    SealKey::read(&text).map(Some).ok_or_else(|| unusable(file, "不是密钥文件"))
}

/// A temporary neighbour, then a link: nobody reads half a key, and nobody's key is overwritten.
fn write(file: &Path, key: &SealKey) -> Result<(), Failure> {
    let mut temporary = file.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let made = file.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| {
        let _ = std::fs::remove_file(&temporary);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut opened = options.open(&temporary)?;
        opened.write_all(format!("{}\n", key.written()).as_bytes())?;
        opened.sync_all()?;
        match std::fs::hard_link(&temporary, file) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    });
    let _ = std::fs::remove_file(&temporary);
    made.map_err(|error| unusable(file, reason(&error)))
}

fn unusable(file: &Path, why: &str) -> Failure {
    Failure::unable(format!("密钥文件“{}”{why}；已经设置的动态验证码要用它才能核对，请从备份中恢复", file.display()))
}

#[cfg(unix)]
fn warn_if_open(file: &Path) {
    if is_open(file) {
        out::error(&format!("密钥文件 {} 可以被其他用户读取，请把权限改为 0600", file.display()));
    }
}

#[cfg(not(unix))]
fn warn_if_open(_: &Path) {}

/// Whether others than its owner may read this file.
#[cfg(unix)]
#[must_use]
pub fn is_open(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|it| it.permissions().mode() & 0o077 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("var/secret.key");
        let made = key(&file).unwrap();
        #[cfg(unix)]
        assert!(!is_open(&file));
        assert_eq!(key(&file).unwrap().written(), made.written());
        assert_eq!(std::fs::read_dir(folder.path().join("var")).unwrap().count(), 1, "no temporary file stays");
        std::fs::write(&file, "nonsense").unwrap();
        let message = key(&file).unwrap_err().message().to_owned();
        assert!(message.contains("secret.key") && message.contains("备份"), "{message}");
    }

    #[test]
    fn the_roles_that_need_a_second_factor_are_the_same_here_and_there() {
        let configured = roles(&Config::default().accounts.second_factor).unwrap();
        assert_eq!(configured, Accounts::SECOND_FACTOR);
    }

    #[test]
    fn a_site_is_reached_plainly_when_nothing_says_otherwise() {
        let mut config = Config::default();
        assert!(!reached_plainly(&config).unwrap(), "loopback");
        config.server.bind = "0.0.0.0:80".to_owned();
        assert!(reached_plainly(&config).unwrap());
        config.server.public_url = "https://law.example".to_owned();
        assert!(!reached_plainly(&config).unwrap());
        config.server.public_url = "http://law.example".to_owned();
        assert!(reached_plainly(&config).unwrap());
    }
}
