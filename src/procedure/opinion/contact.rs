//! 姓名、单位、联系方式: given freely, kept apart from the opinion, sealed, shown masked (个人信息保护法§6, §34).

use crate::procedure::Invalid;
use serde::{Deserialize, Serialize};

/// The longest name of a person or an organisation, in characters.
pub const MAX_NAME_CHARS: usize = 60;
/// The longest telephone number or mail address, in characters.
pub const MAX_REACH_CHARS: usize = 100;

/// Who someone is and how to reach them. Any part may be empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// 姓名.
    pub name: String,
    /// 单位.
    pub unit: String,
    /// 电话.
    pub telephone: String,
    /// 电子邮箱.
    pub email: String,
}

impl Contact {
    /// What a person typed, trimmed; `None` where nothing was given.
    ///
    /// # Errors
    /// A part is too long or not what it should be; the first such.
    pub fn read(name: &str, unit: &str, telephone: &str, email: &str) -> Result<Option<Self>, Invalid> {
        let contact = Self {
            name: line("姓名", name, MAX_NAME_CHARS)?,
            unit: line("单位", unit, MAX_NAME_CHARS)?,
            telephone: line("电话", telephone, MAX_REACH_CHARS)?,
            email: line("电子邮箱", email, MAX_REACH_CHARS)?,
        };
        let (local, domain) = contact.email.split_once('@').unwrap_or(("", ""));
        if !contact.email.is_empty() && (local.is_empty() || !domain.contains('.') || contact.email.contains(' ')) {
            return Err(Invalid::new("电子邮箱", email, "应为 name@example.com 这样的地址，也可以不填"));
        }
        Ok((contact != Self::default()).then_some(contact))
    }

    /// As it is shown until somebody asks to see all of it, which is recorded: 王＊＊, 138＊＊＊＊5678, w＊＊＊@example.com.
    #[must_use]
    pub fn masked(&self) -> Self {
        let email = self
            .email
            .split_once('@')
            .map_or_else(String::new, |(local, domain)| format!("{}@{domain}", covered(local, 1, 0)));
        Self {
            name: covered(&self.name, 1, 0),
            unit: self.unit.clone(),
            telephone: covered(&self.telephone, 3, 2),
            email,
        }
    }
}

/// Without what it holds.
impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(…)")
    }
}

fn line(what: &'static str, text: &str, most: usize) -> Result<String, Invalid> {
    let text = text.trim();
    if text.chars().count() > most || text.contains(char::is_control) {
        return Err(Invalid::new(what, text, format!("不超过{most}个字，不能换行")));
    }
    Ok(text.to_owned())
}

/// Leaves so many characters at the two ends, but never more than a third at each: a short one is not given away whole.
fn covered(text: &str, head: usize, tail: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (head, tail) = (head.min(chars.len().div_ceil(3)), tail.min(chars.len() / 3));
    let hidden = chars.len() - head - tail;
    let shown = |range: &[char]| range.iter().collect::<String>();
    format!("{}{}{}", shown(&chars[..head]), "＊".repeat(hidden), shown(&chars[chars.len() - tail..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_to_be_given() {
        assert_eq!(Contact::read(" ", "", "\u{3000}", ""), Ok(None));
        let given = Contact::read(" 王某 ", "", "", "").expect("a name").expect("something");
        assert_eq!((given.name.as_str(), given.email.as_str()), ("王某", ""));
    }

    #[test]
    fn what_cannot_be_reached_is_told() {
        for (email, good) in [("a@b.cn", true), ("a@b", false), ("@b.cn", false), ("a b@c.cn", false), ("abc", false)] {
            assert_eq!(Contact::read("", "", "", email).is_ok(), good, "{email}");
        }
        assert!(Contact::read("王\n某", "", "", "").is_err());
        assert!(Contact::read(&"王".repeat(MAX_NAME_CHARS + 1), "", "", "").is_err());
    }

    #[test]
    fn masked_it_gives_nobody_away() {
        let given = Contact::read("王某某", "某某公司", "13800005678", "wang.mou@example.com").expect("fine");
        let masked = given.expect("something").masked();
        assert_eq!(masked.name, "王＊＊");
        assert_eq!(masked.telephone, "138＊＊＊＊＊＊78");
        assert_eq!(masked.email, "w＊＊＊＊＊＊＊@example.com");
        assert_eq!(Contact { name: "王".into(), ..Contact::default() }.masked().name, "王");
        assert_eq!(Contact { telephone: "12".into(), ..Contact::default() }.masked().telephone, "1＊");
    }

    #[test]
    fn nothing_prints_it_by_accident() {
        let given = Contact { name: "王某".into(), ..Contact::default() };
        assert!(!format!("{given:?}").contains("王某"));
    }
}
