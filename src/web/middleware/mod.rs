//! What happens around every handler.

pub mod headers;
pub mod number;
pub mod session;
pub mod trouble;
pub mod validator;
