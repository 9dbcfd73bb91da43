//! K306: 除 without its 外, or 外 without the comma behind it.

use super::near::{SENTENCE, at_clause_start, begins, until};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K306",
    name: "open_except",
    title: "“除……外”搭配不完整",
    severity: Severity::Warning,
    source: clause!(G1 "17"),
    page: include_str!("open_except.md"),
    triggers: &["除", "除了"],
    guards: &[
        "除外",
        "除非",
        "除名",
        "除去",
        "除尘",
        "除草",
        "除雪",
        "除冰",
        "除害",
        "除四害",
        "除臭",
        "除虫",
        "除锈",
        "除湿",
        "除夕",
        "除权",
        "除斥",
        "除法",
        "除菌",
        "除污",
        "除恶",
        "除险",
        "除以",
        "除息",
        "除油",
        "除渣",
        "除霜",
        "除颤",
        "扫黑除恶",
        "消除",
        "解除",
        "拆除",
        "免除",
        "删除",
        "清除",
        "排除",
        "扣除",
        "开除",
        "废除",
        "铲除",
        "撤除",
        "革除",
        "根除",
        "剔除",
        "移除",
        "破除",
        "割除",
        "切除",
        "驱除",
        "卸除",
        "屏除",
        "摒除",
        "冲除",
        "减除",
        "整除",
        "核除",
        "涤除",
        "除得",
        "罢除",
        "祛除",
        "摘除",
        "捕除",
        "灭除",
        "化除",
        "注除",
        "取除",
    ],
    check,
    ..Rule::PLAIN
};

/// What stands before 外 in words of their own that close no exception; not 领域外, 一致同意外, 欠缴数额外.
const BEFORE_OTHER: &[&str] =
    &["境", "国", "户", "对", "涉", "野", "室", "校", "院", "海", "内", "例", "编", "格", "红", "紫", "此", "另", "除"];
/// Words that begin with 外 and close no exception.
const BEHIND_OTHER: &[&str] = &[
    "国", "商", "币", "汇", "资", "籍", "包", "出", "来", "部", "交", "贸", "墙", "埠", "力", "省", "地", "语", "侨",
    "文", "观", "层", "围", "援", "宾", "销", "债", "露", "溢", "泄", "形", "立面", "派", "卖", "方", "界", "聘",
];
/// What goes on after an exception; there a comma is due.
const MAIN_CLAUSE: &[&str] = &[
    "应当", "必须", "不得", "可以", "由", "还", "也", "均", "都", "一律", "任何", "无需", "需", "禁止", "享有", "其他",
    "其余", "适用", "依照", "按照", "不", "向", "在", "自", "并", "同时", "本", "各", "每", "有", "经", "对", "未",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let opens = at_clause_start(hit.before()) || (hit.is_word() && hit.word == "除");
        if !opens {
            continue;
        }
        match closed(until(hit.after(), SENTENCE)) {
            None if at_clause_start(hit.before()) => {
                out.report(hit.place(), "“除”字引出的例外没有“外”字收束。")
                    .suggest("在例外内容之后加“外，”，写作“除……外，……”；句末表示例外的，写作“但是……除外”。");
            }
            Some(at) => no_comma(ctx, &hit, hit.span.end + at, out),
            None => {}
        }
    }
}

/// Where (bytes of the rest) the 外 that closes the exception ends.
fn closed(rest: &str) -> Option<usize> {
    let mut ends = rest.match_indices('外').map(|(at, it)| (at, at + it.len()));
    ends.find(|(start, end)| {
        let (before, behind) = (&rest[..*start], &rest[*end..]);
        before.ends_with(['以', '之']) || (!is_other(before, BEFORE_OTHER) && begins(behind, BEHIND_OTHER).is_none())
    })
    .map(|it| it.1)
}

fn is_other(before: &str, words: &[&str]) -> bool {
    words.iter().any(|it| before.ends_with(it))
}

fn no_comma(ctx: &Context<'_>, hit: &Hit<'_, '_>, end: usize, out: &mut Findings) {
    if begins(&hit.unit.text[end..], MAIN_CLAUSE).is_none() {
        return;
    }
    let close = Span::new(end - '外'.len_utf8(), end);
    out.report(hit.unit.place(close), "“除……外”之后应当用逗号与主句隔开。")
        .suggest("在“外”字之后加逗号。")
        .safe(hit.unit.edit(ctx.source, close, "外，"));
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn other_words_with_the_same_characters_are_not_taken_for_an_exception() {
        RULE.accepts("除夕至正月十五，可以在规定的地点燃放。");
        RULE.accepts("除尘设施应当保持正常运行，除名的会员不得使用会员标志。");
        RULE.accepts("除非经权利人同意，不得查阅。");
        RULE.accepts("有权拆除违法建筑，但是情况紧急的除外。");
    }

    #[test]
    fn words_that_hold_the_closing_character_do_not_close() {
        RULE.flags("除境外组织设立的代表机构，应当向市人民政府备案。");
        RULE.accepts("除经全体业主一致同意外，不得改变用途。");
        RULE.accepts("除重点领域外，实行随机抽查。");
        RULE.accepts("除境外组织设立的代表机构以外，应当向市人民政府备案。");
        RULE.accepts("除前两款规定的情形外的其他情形，由市人民政府规定。");
    }
}
