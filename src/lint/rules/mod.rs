//! The rules themselves: one family a folder, one rule two files.

mod clauses;
mod competence;
mod file;
mod forms;
mod installation;
mod references;
mod structure;
pub(super) mod waivers;
mod words;

use super::registry::Family;
use super::rule::Rule;

/// The families, in the order of their codes.
pub(super) const FAMILIES: &[Family] = &[
    family("file", "文件", file::RULES, file::TO_COME),
    family("waivers", "理由标注", waivers::RULES, waivers::TO_COME),
    family("structure", "结构", structure::RULES, structure::TO_COME),
    family("references", "引用", references::RULES, references::TO_COME),
    family("words", "用语", words::RULES, words::TO_COME),
    family("installation", "本机构用语", installation::RULES, installation::TO_COME),
    family("forms", "数字和标点", forms::RULES, forms::TO_COME),
    family("clauses", "必备条款", clauses::RULES, clauses::TO_COME),
    family("competence", "立法权限", competence::RULES, competence::TO_COME),
];

const fn family(
    name: &'static str,
    title: &'static str,
    rules: &'static [&'static Rule],
    to_come: &'static [&'static str],
) -> Family {
    Family { name, title, rules, to_come }
}
