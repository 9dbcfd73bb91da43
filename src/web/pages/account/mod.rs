//! Coming and going: `/sign-in`, `/sign-out`, `/account`, and the roles of an example.

pub mod demo;
pub mod sign_in;
pub mod sign_out;
