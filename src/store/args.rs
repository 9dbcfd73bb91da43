//! Values that are bound to statements, in the few types that both databases have.

/// A value for `$n`.
#[derive(Debug, Clone)]
pub(super) enum Val {
    /// A whole number, or an instant in milliseconds.
    Int(Option<i64>),
    /// Yes or no.
    Bool(Option<bool>),
    /// Words, a code, a civil date, a digest.
    Text(Option<String>),
    /// A file.
    Bytes(Vec<u8>),
}

macro_rules! from {
    ($($type:ty => |$it:ident| $value:expr;)+) => {
        $(impl From<$type> for Val {
            fn from($it: $type) -> Self {
                $value
            }
        })+
    };
}

from! {
    i64 => |it| Self::Int(Some(it));
    Option<i64> => |it| Self::Int(it);
    bool => |it| Self::Bool(Some(it));
    Option<bool> => |it| Self::Bool(it);
    Vec<u8> => |it| Self::Bytes(it);
    &str => |it| Self::Text(Some(it.to_owned()));
    &String => |it| Self::Text(Some(it.clone()));
    String => |it| Self::Text(Some(it));
    Option<String> => |it| Self::Text(it);
    &Option<String> => |it| Self::Text(it.clone());
    &crate::procedure::Slug => |it| Self::Text(Some(it.to_string()));
    &crate::procedure::DocumentName => |it| Self::Text(Some(it.to_string()));
    crate::procedure::Digest => |it| Self::Text(Some(it.to_string()));
    Option<crate::procedure::Digest> => |it| Self::Text(it.map(|it| it.to_string()));
    crate::procedure::VersionId => |it| Self::Int(Some(i64::from(it.number())));
    Option<crate::procedure::VersionId> => |it| Self::Int(it.map(|it| i64::from(it.number())));
    crate::procedure::Reading => |it| Self::Int(Some(i64::from(it.get())));
    Option<crate::procedure::Reading> => |it| Self::Int(it.map(|it| i64::from(it.get())));
    jiff::civil::Date => |it| Self::Text(Some(it.to_string()));
    Option<jiff::civil::Date> => |it| Self::Text(it.map(|it| it.to_string()));
    Option<jiff::Timestamp> => |it| Self::Int(it.map(jiff::Timestamp::as_millisecond));
}

/// The values of `$1`, `$2` …
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::store::args::Val::from($value)),*]
    };
}

pub(super) use args;
