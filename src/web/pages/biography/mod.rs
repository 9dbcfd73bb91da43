//! The life of an article.

mod show;

pub use show::show;
