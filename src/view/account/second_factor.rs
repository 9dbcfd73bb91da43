//! 动态验证码: setting it up, and the codes for the day on which the telephone is lost.

use super::Typed;
use super::sign_in::frame;
use crate::view::frame::{Frame, PageCtx};
use crate::view::link;
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white around a QR code.
const QUIET: usize = 4;

/// A second factor that is offered.
#[derive(Debug, Clone)]
pub struct FactorOffer {
    sealed: String,
    words: String,
    /// The side of the picture in modules, and its dark modules as a path; nothing if it could not be drawn.
    picture: Option<(usize, String)>,
}

impl FactorOffer {
    /// `sealed` comes back with the form; `words` is what one types by hand; `address` is what the picture says.
    #[must_use]
    pub fn new(sealed: String, words: &str, address: &str) -> Self {
        let chars: Vec<char> = words.chars().collect();
        let groups: Vec<String> = chars.chunks(4).map(|it| it.iter().collect()).collect();
        Self { sealed, words: groups.join(" "), picture: picture(address) }
    }
}

/// The dark modules, one `M…` for each run in a line.
fn picture(address: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, line) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = line[x..].iter().take_while(|it| **it == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Some((width + 2 * QUIET, path))
}

/// The picture, the secret in words, and the field for the first number.
#[derive(askama::Template)]
#[template(path = "pages/factor_new.html")]
pub struct NewFactorPage {
    frame: Frame,
    offer: FactorOffer,
    /// Where the form goes.
    action: String,
    /// Where one goes afterwards; nowhere in one's account.
    then: Option<String>,
    form: Typed,
}

impl NewFactorPage {
    /// What stands at a number that does not fit.
    pub const WRONG: &str = "验证码不对。请确认手机的时间准确，等换了新的验证码再填";

    /// On the way in.
    #[must_use]
    pub fn at_sign_in(ctx: &PageCtx, offer: FactorOffer, then: &str, form: Typed) -> Self {
        let (frame, action) = (frame(ctx, "设置动态验证码"), link::SIGN_IN_FACTOR.to_owned());
        Self { frame, offer, action, then: Some(then.to_owned()), form }
    }

    /// In one's account.
    #[must_use]
    pub fn in_account(ctx: &PageCtx, offer: FactorOffer, form: Typed) -> Self {
        let mut frame = frame(ctx, "设置动态验证码").crumb("我的账号", link::ACCOUNT);
        link::ACCOUNT_FACTOR.clone_into(&mut frame.here);
        Self { frame, offer, action: format!("{}/confirm", link::ACCOUNT_FACTOR), then: None, form }
    }
}

/// The recovery codes, shown this once.
#[derive(askama::Template)]
#[template(path = "pages/recovery_codes.html")]
pub struct RecoveryCodesPage {
    frame: Frame,
    codes: Vec<String>,
    next: String,
}

impl RecoveryCodesPage {
    /// The page; one goes on to `next`.
    #[must_use]
    pub fn new(ctx: &PageCtx, codes: Vec<String>, next: &str) -> Self {
        let mut frame = frame(ctx, "恢复码");
        // To change how it is shown would lose the codes; one comes back to the account.
        link::ACCOUNT.clone_into(&mut frame.here);
        Self { frame, codes, next: next.to_owned() }
    }
}

/// What there is of a second factor, and what can be done with it.
#[derive(askama::Template)]
#[template(path = "pages/account_factor.html")]
pub struct FactorPage {
    frame: Frame,
    has: bool,
    demanded: bool,
    form: Typed,
}

impl FactorPage {
    /// The page: whether there `has` been one set up, and whether it is `demanded`.
    #[must_use]
    pub fn new(ctx: &PageCtx, has: bool, demanded: bool, form: Typed) -> Self {
        let mut frame = frame(ctx, "动态验证码").crumb("我的账号", link::ACCOUNT);
        link::ACCOUNT_FACTOR.clone_into(&mut frame.here);
        Self { frame, has, demanded, form }
    }
}

/// New recovery codes, after the password.
#[derive(askama::Template)]
#[template(path = "pages/account_codes.html")]
pub struct NewCodesPage {
    frame: Frame,
    form: Typed,
}

impl NewCodesPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, form: Typed) -> Self {
        Self { frame: frame(ctx, "重新生成恢复码").crumb("我的账号", link::ACCOUNT), form }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_each_dark_module_once() {
        let address = "otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ";
        let (side, path) = picture(address).unwrap();
        let code = QrCode::with_error_correction_level(address, EcLevel::M).unwrap();
        assert_eq!(side, code.width() + 8);
        let mut dark = 0;
        for run in path.split('M').skip(1) {
            let length: usize = run.split('h').nth(1).and_then(|it| it.split('v').next()).unwrap().parse().unwrap();
            dark += length;
        }
        assert_eq!(dark, code.to_colors().iter().filter(|it| **it == Color::Dark).count());
        assert!(picture(&"长".repeat(5000)).is_none(), "too long for any code");
    }

    #[test]
    fn the_secret_is_grouped_for_typing() {
        assert_eq!(FactorOffer::new(String::new(), "ABCDEFGHIJ", "x").words, "ABCD EFGH IJ");
    }
}
