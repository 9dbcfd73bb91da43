//! A statute in other forms. Pure: no input or output, no clock; everything here is a function of values.
//!
//! Absent on purpose: canonical Markdown, which is [`crate::law::print`], and everything about pages around a text.

pub mod akn;
pub mod amend;
pub mod changes;
pub mod comparison;
pub mod csv;
pub mod docx;
pub mod html;
pub mod json;
pub mod markdown;
pub mod page;
pub mod pdf;
pub mod report;
#[cfg(test)]
pub(crate) mod sample;
pub mod sheet;
pub mod text;
mod words;
pub mod xlsx;
mod xml;
