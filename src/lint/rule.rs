//! What a rule is: its code, its words for people, and its check.

use super::context::Context;
use super::finding::Findings;
use crate::law::problem::Severity;

/// How far the text has come; some rules differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stage {
    /// 草案, 修改稿, 征求意见稿: captions and notes may stand.
    #[default]
    Draft,
    /// 草案表决稿: what is voted on word by word.
    Vote,
}

impl Stage {
    /// The stage that the text's own status names: 草案表决稿 is [`Stage::Vote`], all else a draft.
    #[must_use]
    pub fn of_status(status: Option<&str>) -> Self {
        if status.is_some_and(|it| it.contains("表决稿")) { Self::Vote } else { Self::Draft }
    }

    /// draft or vote, as contracts.md has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Vote => "vote",
        }
    }
}

/// At which stages a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stages {
    /// At every stage.
    All,
    /// Only at this one.
    Only(Stage),
}

impl Stages {
    /// Whether the rule looks at this stage.
    #[must_use]
    pub fn include(self, stage: Stage) -> bool {
        match self {
            Self::All => true,
            Self::Only(only) => only == stage,
        }
    }
}

/// How sure we are of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Runs only where the installation asks for rules on trial.
    Preview,
    /// Runs everywhere since this version.
    Stable(&'static str),
}

/// One drafting rule.
#[derive(Debug)]
pub struct Rule {
    /// K301. Never used twice, not even after a rule is gone.
    pub code: &'static str,
    /// What is flagged, in English: `must_for_duty`. The two files of the rule have this name.
    pub name: &'static str,
    /// What is flagged, in Chinese, in a few characters.
    pub title: &'static str,
    /// What a finding weighs, unless the installation says otherwise.
    pub severity: Severity,
    /// When the rule looks.
    pub stages: Stages,
    /// How sure we are.
    pub status: Status,
    /// The clause it rests on, as findings cite it.
    pub source: &'static str,
    /// The page shown to drafters, in the shape of [`super::page`].
    pub page: &'static str,
    /// Words whose places [`Context::hits`] gives.
    pub triggers: &'static [&'static str],
    /// Longer or overlapping words in which a trigger is no hit: 对应 guards 应. Leftmost wins, then longest.
    pub guards: &'static [&'static str],
    /// Looks at a text and reports.
    pub check: fn(&Context<'_>, &mut Findings),
}

impl Rule {
    /// What most rules are; a rule names what is its own: `Rule { code: …, check, ..Rule::PLAIN }`.
    pub const PLAIN: Self = Self {
        code: "",
        name: "",
        title: "",
        severity: Severity::Warning,
        stages: Stages::All,
        status: Status::Stable("0.1"),
        source: "",
        page: "",
        triggers: &[],
        guards: &[],
        check: |_, _| {},
    };
}

/// A clause as findings cite it, by the short names of the handbook: `clause!(G1 "14")`, `clause!(LL "六十五")`.
macro_rules! clause {
    (G1 $item:literal) => {
        concat!("《立法技术规范（试行）（一）》第", $item, "项")
    };
    (G2 $item:literal) => {
        concat!("《立法技术规范（试行）（二）》第", $item, "项")
    };
    (LL $article:literal) => {
        concat!("《中华人民共和国立法法》第", $article, "条")
    };
    (CF $article:literal) => {
        concat!("《中华人民共和国行政处罚法》第", $article, "条")
    };
    (XK $article:literal) => {
        concat!("《中华人民共和国行政许可法》第", $article, "条")
    };
    (QZ $article:literal) => {
        concat!("《中华人民共和国行政强制法》第", $article, "条")
    };
    (PI $article:literal) => {
        concat!("《中华人民共和国个人信息保护法》第", $article, "条")
    };
    (GP $article:literal) => {
        concat!("《公平竞争审查条例》第", $article, "条")
    };
    (PUNCTUATION) => {
        "《标点符号用法》（GB/T 15834）"
    };
}
pub(crate) use clause;

/// The source of a rule that rests on habit alone.
pub const PRACTICE: &str = "地方立法通行做法";
/// The source of a rule that the platform itself makes.
pub const PLATFORM: &str = "开门平台的文本要求";
