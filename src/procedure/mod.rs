//! Bills and what happens to them: kinds, stages, states, versions, papers, consultations, contact points,
//! what people say about which articles of two texts belong together, texts that drafters try, the steps of a bill
//! from proposal to repeal ([`life`]); people, what they may do, and how they prove who they are.
//!
//! Pure decisions over plain values. Absent on purpose: storage, the clock (dates and instants come in as
//! parameters), pages.

pub mod account;
pub mod audit;
mod bill;
mod consultation;
mod contact_point;
pub mod correction;
mod digest;
mod document;
mod event;
pub mod explanation;
pub mod identity;
pub mod life;
pub mod opinion;
pub mod permission;
pub mod person;
pub mod sealing;
mod slug;
mod stage;
mod state;
pub mod suggestion;
mod timeline;
pub mod trial;
mod version;
pub mod working;

pub use bill::{Bill, BillKind, MAX_QUESTIONS, Reading};
pub use consultation::{
    Channel, ConsultationId, ConsultationNotice, ConsultationStatus, GRACE_MINUTES, USUAL_CONSULTATION_DAYS, may_send,
};
pub use contact_point::{ContactPoint, HostType, PointStatus, Tier};
pub use digest::Digest;
pub use document::{Document, DocumentKind, DocumentName};
pub use event::Event;
pub use slug::Slug;
pub use stage::Stage;
pub use state::BillState;
pub use timeline::{StepKind, StepState, TimelineStep, timeline};
pub use version::{Seal, Version, VersionFacts, VersionId, chain_hash};

/// A text from outside that is not one of the words or forms that a type allows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}”不是有效的{what}，{allowed}")]
pub struct Invalid {
    /// What was wanted, in Chinese: 版本号, 状态 …
    pub what: &'static str,
    /// What was given, shortened.
    pub given: String,
    /// What would do, in Chinese.
    pub allowed: String,
}

impl Invalid {
    fn new(what: &'static str, given: &str, allowed: impl Into<String>) -> Self {
        const SHOWN_CHARS: usize = 40;
        let mut shown: String = given.chars().take(SHOWN_CHARS).collect();
        if shown.len() < given.len() {
            shown.push('…');
        }
        Self { what, given: shown, allowed: allowed.into() }
    }
}

/// A closed list of words: `code()` for files, tables and addresses, `label()` in Chinese for people,
/// `FromStr` and serde through the code.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal, { $($(#[$doc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in files, tables and addresses.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The Chinese word that people see.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::procedure::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::procedure::Invalid::new($what, text, concat!("可以写：", $($code, " "),+).trim_end())),
                }
            }
        }

        $crate::procedure::serde_as_text!($name, |it: &$name| it.code());
    };
}

/// A number from one, in a type of its own so that none is taken for another: `numbered!(/// … Name(i64), "编号")`.
macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident($number:ty), $what:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name($number);

        impl $name {
            /// The one with this number.
            ///
            /// # Errors
            /// The number is not positive.
            pub fn new(number: $number) -> Result<Self, $crate::procedure::Invalid> {
                if number > 0 { Ok(Self(number)) } else { Err(Self::invalid(&number.to_string())) }
            }

            /// The number.
            #[must_use]
            pub fn get(self) -> $number {
                self.0
            }

            fn invalid(given: &str) -> $crate::procedure::Invalid {
                $crate::procedure::Invalid::new($what, given, "应为正整数")
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::procedure::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let digits = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
                Self::new(text.parse().ok().filter(|_| digits).ok_or_else(|| Self::invalid(text))?)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

/// Serde through `FromStr` and a text form.
macro_rules! serde_as_text {
    ($name:ty, $text:expr) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&$text(self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

use {numbered, serde_as_text, words};
