//! `/display`: size of type and colours.

mod change;
mod show;

pub use change::change;
pub use show::show;

use crate::view::link;

/// A path of this site to go back to; anything else is the home page. `//host` and `/\host` are other sites.
fn local(back: &str) -> &str {
    let plain = back.starts_with('/') && back.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if plain && !back.starts_with("//") { back } else { link::HOME }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn one_is_never_sent_to_another_site() {
        for own in ["/", "/bills", "/bills/a/v1?x=1#a2", "/points/"] {
            assert_eq!(local(own), own);
        }
        for other in
            ["", "bills", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/条", "javascript:1"]
        {
            assert_eq!(local(other), "/", "{other}");
        }
    }
}
