//! What kind of change an edit is, by rules on its words and the few words around it.
//!
//! The rules see words, not meaning. They decide what a reader may hide: only reference renumbering, punctuation and
//! terms replaced throughout; everything else, and whatever no rule knows, is shown.

use super::tokens::{Kind, Lexicon};
use crate::law::chars::{Beginnings, is_letter};
use crate::law::number::is_numeral_char;

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A reference whose target was renumbered (随改).
    Reference,
    /// The mark of an 项 or 目 that was shifted.
    Numbering,
    /// Punctuation only.
    Punctuation,
    /// A term that was replaced throughout.
    Term,
    /// Numbers: amounts, periods, ages, shares, dates.
    Amount,
    /// 应当, 可以, 不得, 禁止 and their kin.
    Modal,
    /// Who acts: the name of an organ or of a kind of organ.
    Body,
    /// A sentence with a duty, a ban or a power was added or removed.
    Duty,
    /// Any other words.
    Wording,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Reference,
        Self::Numbering,
        Self::Punctuation,
        Self::Term,
        Self::Amount,
        Self::Modal,
        Self::Body,
        Self::Duty,
        Self::Wording,
    ];

    /// The word in JSON and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Numbering => "numbering",
            Self::Punctuation => "punctuation",
            Self::Term => "term",
            Self::Amount => "amount",
            Self::Modal => "modal",
            Self::Body => "body",
            Self::Duty => "duty",
            Self::Wording => "wording",
        }
    }

    /// As people call it.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Reference => "引用条文序号随改",
            Self::Numbering => "项目序号顺延",
            Self::Punctuation => "标点",
            Self::Term => "用语统一替换",
            Self::Amount => "数额、期限、日期",
            Self::Modal => "应当、可以、不得等",
            Self::Body => "行为主体",
            Self::Duty => "增减义务或者权力",
            Self::Wording => "其他文字",
        }
    }

    /// Whether it is hidden where only changes of substance are shown.
    #[must_use]
    pub fn is_formal(self) -> bool {
        matches!(self, Self::Reference | Self::Punctuation | Self::Term)
    }
}

/// A set of kinds of change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Classes(u16);

impl Classes {
    /// Only this kind.
    #[must_use]
    pub fn of(class: Class) -> Self {
        Self(1 << class as u16)
    }

    /// Adds a kind.
    pub fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u16;
    }

    /// Both together.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the kind is in it.
    #[must_use]
    pub fn contains(self, class: Class) -> bool {
        self.0 & (1 << class as u16) != 0
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in it, in order.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |it| self.contains(*it))
    }

    /// Whether there is something in it, and all of it is hidden where only changes of substance are shown.
    #[must_use]
    pub fn is_formal(self) -> bool {
        !self.is_empty() && self.iter().all(Class::is_formal)
    }
}

/// An edit and the words of the same text around it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Edit<'a> {
    pub deleted: &'a str,
    pub inserted: &'a str,
    pub before: &'a str,
    pub after: &'a str,
}

/// Words that say what must, may or must not be done; the longer before the shorter.
const MODALS: [&str; 17] = [
    "应当", "必须", "可以", "不得", "禁止", "严禁", "不准", "不能", "不予", "不再", "方可", "无权", "有权", "免除",
    "免予", "应", "可",
];
/// Where 应 and 可 are parts of other words.
const NO_MODALS: [&str; 32] = [
    "相应",
    "对应",
    "供应",
    "应急",
    "应用",
    "反应",
    "响应",
    "适应",
    "应对",
    "应诉",
    "应收",
    "应付",
    "应税",
    "应纳",
    "应届",
    "回应",
    "必应",
    "许可",
    "认可",
    "可能",
    "可靠",
    "可持续",
    "可预期",
    "可行",
    "可再生",
    "可追溯",
    "可操作",
    "可回收",
    "可燃",
    "可读",
    "不可",
    "宁可",
];
/// How names of organs end.
const ORGANS: [&str; 22] = [
    "部门",
    "机关",
    "人民政府",
    "政府",
    "委员会",
    "常委会",
    "代表大会",
    "法院",
    "检察院",
    "机构",
    "单位",
    "办事处",
    "委托人",
    "协会",
    "主席团",
    "主任会议",
    "工会",
    "组织",
    "企业",
    "监察委",
    "会议",
    "中心",
];
/// How far from an edit the end of an organ's name may be.
const ORGAN_REACH: usize = 4;
/// The shortest sentence that can be a duty, in characters.
const MIN_DUTY_CHARS: usize = 8;
/// Units that make the numeral before them an amount.
const UNITS: [char; 30] = [
    '元', '万', '亿', '日', '天', '月', '年', '周', '个', '名', '人', '倍', '次', '岁', '小', '分', '成', '级', '吨',
    '米', '公', '平', '件', '户', '辆', '份', '届', '时', '类', '种',
];

/// The kinds of an edit that is neither a renumbered reference nor a replaced term.
pub(super) fn classify(edit: Edit<'_>) -> Classes {
    let mut classes = Classes::default();
    if is_numbering(edit) {
        return Classes::of(Class::Numbering);
    }
    if is_punctuation(edit) {
        return Classes::of(Class::Punctuation);
    }
    if amounts(edit.deleted, edit.after) != amounts(edit.inserted, edit.after) {
        classes.insert(Class::Amount);
    }
    let one_sided = edit.deleted.is_empty() || edit.inserted.is_empty();
    let words = if edit.deleted.is_empty() { edit.inserted } else { edit.deleted };
    let sentence = one_sided && words.chars().filter(|it| is_letter(*it)).count() >= MIN_DUTY_CHARS;
    let near = |words: &str| modals(&format!("{}{words}{}", last(edit.before, 1), first(edit.after, 1)));
    if sentence && !modals(words).is_empty() {
        classes.insert(Class::Duty);
    } else if near(edit.deleted) != near(edit.inserted) {
        classes.insert(Class::Modal);
    }
    if !sentence && touches_organ(edit) {
        classes.insert(Class::Body);
    }
    if classes.is_empty() {
        classes.insert(Class::Wording);
    }
    classes
}

/// （二） → （三）, and nothing else.
fn is_numbering(edit: Edit<'_>) -> bool {
    let mark = |words: &str| {
        let bare: String = words.chars().filter(|it| !matches!(it, '（' | '）' | '.')).collect();
        words.starts_with('（') == words.ends_with('）') && crate::law::number::read_numeral(&bare).is_some()
    };
    let starts_line = edit.before.is_empty() || edit.before.ends_with('\n');
    starts_line && mark(edit.deleted) && mark(edit.inserted)
}

fn is_punctuation<'a>(edit: Edit<'a>) -> bool {
    let letters = |words: &'a str| words.chars().filter(|it| is_letter(*it));
    let breaks = |words: &str| words.matches('\n').count();
    letters(edit.deleted).eq(letters(edit.inserted)) && breaks(edit.deleted) == breaks(edit.inserted)
}

/// The numerals that are amounts: of several signs, or before a unit.
fn amounts(words: &str, after: &str) -> Vec<String> {
    if !words.chars().any(is_numeral_char) {
        return Vec::new();
    }
    let text = format!("{words}{}", first(after, 1));
    let tokens = Lexicon::default().cut(&text);
    let numerals = tokens.iter().enumerate().filter(|(_, it)| it.kind == Kind::Number && it.end <= words.len());
    let counted = numerals.filter(|(at, it)| {
        let next = tokens.get(at + 1).and_then(|it| text[it.start..].chars().next());
        it.chars > 1 || next.is_some_and(|c| UNITS.contains(&c))
    });
    counted.map(|(_, it)| text[it.start..it.end].to_owned()).collect()
}

/// The modal words of a text in order.
fn modals(words: &str) -> Vec<&'static str> {
    const BEGINNINGS: [Beginnings; 2] = [Beginnings::of(&MODALS), Beginnings::of(&NO_MODALS)];
    let mut found = Vec::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        if !BEGINNINGS.iter().any(|it| it.may_be(c)) {
            rest = &rest[c.len_utf8()..];
        } else if let Some(other) = NO_MODALS.iter().find(|it| rest.starts_with(**it)) {
            rest = &rest[other.len()..];
        } else if let Some(modal) = MODALS.iter().find(|it| rest.starts_with(**it)) {
            found.push(*modal);
            rest = &rest[modal.len()..];
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// Whether the name of an organ begins, ends or differs in the edit.
fn touches_organ(edit: Edit<'_>) -> bool {
    let reach: String = edit.after.chars().take_while(|it| is_letter(*it)).take(ORGAN_REACH).collect();
    let ends_with_letter = |words: &str| words.chars().next_back().is_some_and(is_letter);
    let named = |words: &str| {
        if ends_with_letter(words) { names_organ(&format!("{words}{reach}")) } else { names_organ(words) }
    };
    named(edit.deleted) || named(edit.inserted)
}

fn names_organ(words: &str) -> bool {
    const BEGINNINGS: Beginnings = Beginnings::of(&ORGANS);
    let mut may_begin = words.char_indices().filter(|it| BEGINNINGS.may_be(it.1));
    may_begin.any(|(at, _)| ORGANS.iter().any(|it| words[at..].starts_with(it)))
}

/// The first `n` characters.
fn first(words: &str, n: usize) -> &str {
    words.char_indices().nth(n).map_or(words, |(at, _)| &words[..at])
}

/// The last `n` characters.
fn last(words: &str, n: usize) -> &str {
    words.char_indices().rev().nth(n.saturating_sub(1)).map_or(words, |(at, _)| &words[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(before: &str, deleted: &str, inserted: &str, after: &str) -> Vec<Class> {
        classify(Edit { deleted, inserted, before, after }).iter().collect()
    }

    #[test]
    fn each_rule_knows_its_own() {
        use Class::{Amount, Body, Duty, Modal, Numbering, Punctuation, Wording};
        assert_eq!(classes("处", "一万", "五千", "元以上罚款"), [Amount]);
        assert_eq!(classes("应当在", "三十", "十五", "日内办结"), [Amount]);
        assert_eq!(classes("经营者", "应当", "可以", "公示价格"), [Modal]);
        assert_eq!(classes("经营者", "可", "应", "以公示"), [Modal]);
        assert_eq!(classes("由", "公安机关", "民政部门", "负责"), [Body]);
        assert_eq!(classes("由", "城乡规划", "自然资源", "主管部门负责"), [Body]);
        assert_eq!(classes("公开。", "", "经营者不得强制搭售其他商品。", ""), [Duty]);
        assert_eq!(classes("公开", "，", "；", "并"), [Punctuation]);
        assert_eq!(classes("甲；\n", "（二）", "（三）", "乙"), [Numbering]);
        assert_eq!(classes("推动", "发展", "提升", "质量"), [Wording]);
    }

    #[test]
    fn words_that_only_look_alike_are_not_taken_for_it() {
        assert_eq!(classes("采取", "相应", "必要", "措施"), [Class::Wording]);
        assert_eq!(classes("", "一般", "通常", "情况"), [Class::Wording]);
        assert_eq!(classes("申请", "许可", "备案", "，"), [Class::Wording]);
    }

    #[test]
    fn a_paragraph_that_was_parted_is_no_punctuation() {
        assert_eq!(classes("公开。", "", "\n", "市人民政府"), [Class::Wording]);
    }

    #[test]
    fn only_formal_changes_can_be_hidden() {
        let mut classes = Classes::of(Class::Reference);
        classes.insert(Class::Punctuation);
        assert!(classes.is_formal());
        classes.insert(Class::Amount);
        assert!(!classes.is_formal() && !Classes::default().is_formal());
    }
}
