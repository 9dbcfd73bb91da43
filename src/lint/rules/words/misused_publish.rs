//! K318: 公布 laws, results and lists; 发布 news, orders and information; 公告 notices.

use super::near::{CLAUSE, begins, ends, find, first, has, until};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K318",
    name: "misused_publish",
    title: "“公布”“发布”“公告”用法不当",
    severity: Severity::Warning,
    source: clause!(G2 "7"),
    page: include_str!("misused_publish.md"),
    triggers: &["发布", "公布", "公告之日起"],
    guards: &["发布会", "发布者", "发布人", "发布单位", "发布公告予以公布"],
    check,
    ..Rule::PLAIN
};

/// What is 公布.
const LAWS_AND_LISTS: &[&str] = &[
    "法律",
    "行政法规",
    "地方性法规",
    "法规",
    "规章",
    "名单",
    "名录",
    "目录",
    "评估结果",
    "考核结果",
    "检查结果",
    "评价结果",
    "检测结果",
    "监测结果",
    "调查结果",
    "审计结果",
    "处理结果",
    "结果",
];
/// What is 发布.
const NEWS_AND_ORDERS: &[&str] = &["新闻", "预警", "警报", "命令", "通缉令", "动员令"];

/// Beside these the words above are but attributes: 目录信息, 结果公告, 法律规定.
const OTHER: &[&str] = &["公告", "通知", "通告", "办法", "标准", "规定", "规范", "数据", "服务", "文书", "命令"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let (message, instead) = match hit.word {
            "发布" if takes_effect(&hit) => ("法规自公布之日起施行，不用“发布”。".to_owned(), "公布"),
            "公告之日起" if takes_effect(&hit) => ("法规自公布之日起施行，不用“公告”。".to_owned(), "公布之日起"),
            "发布" => match object(hit.after(), LAWS_AND_LISTS) {
                Some(word) if !hit.after().contains(&format!("{word}信息")) => {
                    (format!("与“{word}”搭配，一般用“公布”，不用“发布”。"), "公布")
                }
                _ => continue,
            },
            "公布" => match object(hit.after(), NEWS_AND_ORDERS) {
                Some(word) => (format!("与“{word}”搭配，一般用“发布”，不用“公布”。"), "发布"),
                None => continue,
            },
            _ => continue,
        };
        out.report(hit.place(), message)
            .suggest(format!("将“{}”改为“{}”。", first(hit.word, 2), first(instead, 2)))
            .offer(hit.replace(instead));
    }
}

/// 本条例自发布之日起施行.
fn takes_effect(hit: &Hit<'_, '_>) -> bool {
    ends(hit.before(), &["自"]).is_some()
        && begins(hit.after().trim_start_matches("之日起"), &["施行", "实施"]).is_some()
}

/// The word of the list that is what is made public: it ends the object, and nothing else is made public before it.
fn object(after: &str, words: &[&'static str]) -> Option<&'static str> {
    let object = first(until(until(after, CLAUSE), &['、', '（', '“', '”', '《']), 14);
    let (at, word) = find(object, words)?;
    // 发布的行政法规、决定、命令: 发布 is right for the last.
    if words == LAWS_AND_LISTS && has(until(after, CLAUSE), &["、命令", "和命令"]) {
        return None;
    }
    let (before, behind) = (&object[..at], &object[at + word.len()..]);
    let alone = !before.contains(['和', '与', '或', '及']) && find(before, OTHER).is_none();
    (alone && begins(behind, OTHER).is_none()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn what_is_made_public_decides() {
        RULE.accepts("定期发布目录信息、人才需求信息。");
        RULE.accepts("自产品名录发布之日起，不得使用过期标志。");
        RULE.accepts("国务院发布的行政法规、决定、命令，由市人民政府负责执行。");
        RULE.accepts("专利权自公告之日起生效。");
        RULE.accepts("用当地通用的文字发布法律文书。");
        RULE.flags("本办法自公告之日起施行。");
    }
}
