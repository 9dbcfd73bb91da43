//! 提意见, and 查回执: the way of an opinion as its sender sees it.

mod receipt;
mod say;

pub use receipt::{AskReceiptPage, ReceiptAct, ReceiptPage, ReceiptView};
pub use say::{Opening, SayForm, SayPage, Spoken};
