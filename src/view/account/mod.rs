//! Coming in, and one's own account.

mod directory;
mod join;
mod kept;
mod own;
mod second_factor;
mod sign_in;
mod typed;

pub use directory::{ConnectionPage, DirectoryPage, DirectoryTrouble};
pub use join::JoinPage;
pub use kept::{KeptFormPage, KeptWhy};
pub use own::{AccountPage, PasswordPage, SessionRow};
pub use second_factor::{FactorOffer, FactorPage, NewCodesPage, NewFactorPage, RecoveryCodesPage};
pub use sign_in::{CodePage, SignInPage};
pub use typed::{Typed, waiting_words};
