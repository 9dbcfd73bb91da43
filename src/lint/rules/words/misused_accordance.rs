//! K307: 依照 for law, 按照 for agreements, plans and ratios, 参照 by analogy (not 比照).

use super::near::{CLAUSE, begins, find, first, has, until};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K307",
    name: "misused_accordance",
    title: "“依照”“按照”“参照”用法不当",
    severity: Severity::Warning,
    source: clause!(G1 "18"),
    page: include_str!("misused_accordance.md"),
    triggers: &["按照", "依照", "比照"],
    guards: &["按照片", "比照片"],
    check,
    ..Rule::PLAIN
};

/// How this text names itself or another place in it.
const THIS_TEXT: &[&str] =
    &["本条例", "本法", "本办法", "本规定", "本决定", "本细则", "本规则", "前款", "前条", "前两款", "前两条", "宪法"];
/// How the law at large is named.
const THE_LAW: &[&str] = &["法律", "有关法律", "相关法律", "行政法规", "有关行政法规", "地方性法规", "法规"];
/// What a law can lay down without being the basis of an act: a procedure, a standard. 按照 is in place there.
const LAID_DOWN: &[&str] = &[
    "规定的",
    "确定的",
    "明确的",
    "载明的",
    "批准的",
    "程序",
    "期限",
    "方式",
    "要求",
    "条件",
    "标准",
    "规范",
    "规约",
    "规则",
];
/// What one follows by 按照.
const AGREED: &[&str] = &["约定", "章程", "合同", "协议", "规划", "计划", "方案", "比例", "份额"];
/// Words of a law; where one stands by, 依照 holds for it too.
const LEGAL: &[&str] = &["法", "规定", "条例", "《", "决定", "判决", "裁定", "第"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let object = until(hit.after(), CLAUSE);
        let (message, instead) = match hit.word {
            "按照" if is_law(object) => ("以法律、法规作为依据的，一般用“依照”，不用“按照”。", "依照"),
            "依照" if is_agreed(object) => ("以约定、章程、规划、比例等为准的，一般用“按照”，不用“依照”。", "按照"),
            "比照" if is_applied(&hit, object) => ("法规中表示类推适用的，一般用“参照”，不用“比照”。", "参照"),
            _ => continue,
        };
        out.report(hit.place(), message)
            .suggest(format!("将“{}”改为“{instead}”。", hit.word))
            .offer(hit.replace(instead));
    }
}

/// Whether the object is a law as a basis. Not 按照法律规定的程序, and not a list that goes on to standards or agreements.
fn is_law(object: &str) -> bool {
    let names_law = begins(object, THIS_TEXT).is_some()
        || begins(object, THE_LAW).is_some()
        || is_cited_law(object)
        || is_article(object);
    names_law && !has(object, LAID_DOWN) && !has(object, AGREED)
}

/// 《…条例》, not 《…规划》 or 《…标准》.
fn is_cited_law(object: &str) -> bool {
    let title = object.strip_prefix('《').and_then(|it| it.split_once('》')).map_or("", |it| it.0);
    ["法", "条例", "规定", "办法", "细则", "决定"].iter().any(|it| title.trim_end_matches(['）', ')']).ends_with(it))
}

/// 第十条第二款…
fn is_article(object: &str) -> bool {
    let number = object.strip_prefix('第').and_then(|it| it.split_once('条')).map(|it| it.0);
    number.is_some_and(|it| first(it, 7) == it && it.chars().all(crate::law::number::is_numeral_char))
}

/// Whether an agreement, a plan or a ratio follows, and no law comes before or right behind it.
fn is_agreed(object: &str) -> bool {
    let Some((at, word)) = find(first(object, 14), AGREED) else { return false };
    let (before, behind) = (&object[..at], &object[at + word.len()..]);
    !has(before, LEGAL) && !before.contains(['、', '的']) && !goes_on(word, behind)
}

/// 合同法, 规划许可, 章程或者本法…: the word is part of another, or a law follows.
fn goes_on(word: &str, behind: &str) -> bool {
    let other = ["法", "编制", "许可", "管理", "审批", "、"];
    let law = ["法", "条例", "规章", "国家", "《", "判决", "裁定"];
    begins(behind, &other).is_some() || has(behind, &law) || (word != "章程" && begins(behind, &["和", "及"]).is_some())
}

/// 比照 with a law that is to be applied; 比照 in the law of punishments and of facts is another word.
fn is_applied(hit: &Hit<'_, '_>, object: &str) -> bool {
    let law = begins(object, THIS_TEXT).is_some() || is_cited_law(object) || is_article(object);
    law && has(until(hit.after(), &['。', '；']), &["执行", "适用", "办理", "处理", "管理"])
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn a_law_that_lays_down_a_procedure_may_be_followed_by_either_word() {
        RULE.accepts("按照法律、法规规定的程序办理。");
        RULE.accepts("按照本条例规定的期限报送。");
        RULE.accepts("按照《××市城市总体规划》实施。");
        RULE.flags("按照《××市示例条例》的有关规定办理。");
    }

    #[test]
    fn a_list_with_a_law_in_it_keeps_its_word() {
        RULE.accepts("依照约定或者本法有关规定获得报酬。");
        RULE.accepts("依照合同法的规定承担责任。");
        RULE.flags("理事会成员依照章程的规定选举产生。");
    }
}
