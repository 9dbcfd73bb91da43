//! Passwords: what is stored of one, and which are refused.
//!
//! Length is asked for, and that nobody guesses it at the tenth try; not capital letters or signs, which make passwords
//! that are written on paper. The measure of work is the one in docs/decisions (19 MiB, two passes).

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version};
use unicode_normalization::UnicodeNormalization as _;

/// The fewest characters.
pub const MIN_CHARS: usize = 12;
/// The most characters.
pub const MAX_CHARS: usize = 128;
/// Bytes of chance that make two equal passwords look different.
pub const SALT_BYTES: usize = 16;

/// Characters that must be left when everything guessable is taken out of a password.
const MIN_OWN_CHARS: usize = 6;
/// Different characters among those.
const MIN_DIFFERENT: usize = 5;

/// What people take when they do not think, in lower case: words of passwords, of this trade and of this program, and
/// walks over the keyboard. Years and runs (`1234`, `aaaa`) are found without a list.
const COMMON: &[&str] = &[
    "administrator",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "pass",
    "admin",
    "root",
    "guest",
    "user",
    "login",
    "test",
    "demo",
    "welcome",
    "letmein",
    "iloveyou",
    "hello",
    "master",
    "secret",
    "system",
    "manager",
    "default",
    "changeme",
    "qwertyuiop",
    "qwerty",
    "qwer",
    "asdfghjkl",
    "asdf",
    "zxcvbnm",
    "zxcv",
    "1qaz2wsx",
    "1q2w3e4r",
    "qazwsx",
    "5201314",
    "woaini",
    "nihao",
    "mima",
    "zhongguo",
    "china",
    "beijing",
    "kaimen",
    "renda",
    "changweihui",
    "fagongwei",
    "fazhiwei",
    "bangongting",
    "bangongshi",
    "lifa",
    "tiaoli",
    "fagui",
    "caoan",
    "daibiao",
    "lianluo",
    "lianxidian",
    "guanliyuan",
    "yonghu",
    "密码",
    "管理员",
    "用户",
    "人大",
    "常委会",
    "法工委",
    "法制委",
    "办公厅",
    "办公室",
    "立法",
    "开门",
    "条例",
    "草案",
    "代表",
    "联络员",
    "联系点",
    "我爱你",
    "你好",
    "中国",
];

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Too few characters.
    #[error("密码至少要有{MIN_CHARS}个字符；可以把几个互不相干的词的拼音连起来")]
    Short,
    /// Too many characters.
    #[error("密码不能超过{MAX_CHARS}个字符")]
    Long,
    /// It is little more than the name.
    #[error("密码主要由用户名或者姓名组成，容易被猜到，请换一个")]
    OwnName,
    /// It is little more than what everybody takes.
    #[error("这个密码由常用的词、年份或者连续的字符组成，容易被猜到，请换一个")]
    Common,
}

/// There was no memory for the work, or the password is beyond all bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a password could not be hashed")]
pub struct Unhashable;

/// Whether this may be the password of whoever has this login and name.
///
/// # Errors
/// Why not.
pub fn check(password: &str, login: &str, name: &str) -> Result<(), Weak> {
    let plain: String = normal(password).to_lowercase();
    let chars = plain.chars().count();
    if chars < MIN_CHARS {
        return Err(Weak::Short);
    }
    if password.chars().count() > MAX_CHARS || chars > MAX_CHARS {
        return Err(Weak::Long);
    }
    let (login, name) = (login.to_lowercase(), normal(name).to_lowercase());
    let without_name = without(&plain, &[&login, &name]);
    if without_name.chars().count() < MIN_OWN_CHARS {
        return Err(Weak::OwnName);
    }
    let own = without_runs(&without(&without_name, COMMON));
    let mut different: Vec<char> = own.chars().collect();
    different.sort_unstable();
    different.dedup();
    if own.chars().count() < MIN_OWN_CHARS || different.len() < MIN_DIFFERENT {
        return Err(Weak::Common);
    }
    Ok(())
}

/// What is stored: the salt and the result of the work, in the usual notation (`$argon2id$…`).
///
/// # Errors
/// No memory.
pub fn hash(password: &str, salt: [u8; SALT_BYTES]) -> Result<String, Unhashable> {
    let made = argon2().hash_password_with_salt(normal(password).as_bytes(), &salt);
    made.map(|it: PasswordHash| it.to_string()).map_err(|_| Unhashable)
}

/// Whether this is the password of which that is stored. Without anything stored it works as long and says no, so that
/// the time does not tell whether there is an account.
#[must_use]
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    let stored = stored.and_then(|it| PasswordHash::new(it).ok());
    let given = normal(password);
    match stored {
        Some(stored) => argon2().verify_password(given.as_bytes(), &stored).is_ok(),
        None => {
            let _ = hash(&given, [0; SALT_BYTES]);
            false
        }
    }
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// Full-width letters, and letters put together from parts, are what they look like: another keyboard, same password.
fn normal(text: &str) -> String {
    text.nfkc().collect()
}

/// The text without these words; blanks go too.
fn without(text: &str, words: &[&str]) -> String {
    let mut rest = text.split_whitespace().collect::<String>();
    for word in words.iter().filter(|it| it.chars().count() >= 2) {
        rest = rest.replace(word, "");
    }
    rest
}

/// The text without characters that go on from the one before: the same, the next, the previous one; and without years.
fn without_runs(text: &str) -> String {
    let mut rest = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        if before.is_none_or(|it| (it as u32).abs_diff(c as u32) > 1) {
            rest.push(c);
        }
        before = Some(c);
    }
    for year in ["19", "20"] {
        while let Some(at) = rest.find(year) {
            let tail = rest[at + 2..].chars().take_while(char::is_ascii_digit).take(2).count();
            rest.replace_range(at..at + 2 + tail, "");
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_own_is_good_whatever_its_letters() {
        for good in
            ["correct horse battery", "小区门口的梧桐树今年又开花了", "K7-vm2 Rdpx93w", "tea at the fourth bridge"]
        {
            assert_eq!(check(good, "liming", "李明"), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_anybody_would_try_is_refused() {
        for (bad, why) in [
            ("", Weak::Short),
            ("elevenchars", Weak::Short),
            (&"长".repeat(129), Weak::Long),
            ("liming-liming-1", Weak::OwnName),
            ("ＬＩＭＩＮＧ李明liming", Weak::OwnName),
            ("Password1234", Weak::Common),
            ("admin@2026!!!!", Weak::Common),
            ("123456789012345", Weak::Common),
            ("aaaaaaaaaaaaaa", Weak::Common),
            ("abcdefghijklmn", Weak::Common),
            ("Qwertyuiop123", Weak::Common),
            ("renda2026fagongwei", Weak::Common),
            ("人大常委会法工委管理员密码", Weak::Common),
        ] {
            assert_eq!(check(bad, "liming", "李明"), Err(why), "{bad}");
        }
    }

    #[test]
    fn a_password_is_known_again_and_nothing_else_is() {
        let stored = hash("小区门口的梧桐树 Abc", [7; SALT_BYTES]).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("小区门口的梧桐树 Abc", Some(&stored)));
        assert!(verify("小区门口的梧桐树 Ａｂｃ", Some(&stored)), "typed full-width");
        for other in ["小区门口的梧桐树 abc", "", "小区门口的梧桐树 Abc "] {
            assert!(!verify(other, Some(&stored)), "{other}");
        }
        assert!(!verify("小区门口的梧桐树 Abc", None) && !verify("", None) && !verify("x", Some("no hash")));
        assert_ne!(stored, hash("小区门口的梧桐树 Abc", [8; SALT_BYTES]).unwrap());
    }
}
