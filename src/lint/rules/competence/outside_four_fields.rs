//! K601: a city's ordinance whose title names a matter outside the four fields. 等方面 is read broadly, so only matters
//! that laws keep for the nation are named; a word of the four fields in the title silences the rule.

use super::hint::hint;
use super::maker::{Maker, maker};
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K601",
    name: "outside_four_fields",
    title: "调整事项是否属于设区的市立法权限",
    source: clause!(LL "八十一"),
    page: include_str!("outside_four_fields.md"),
    check,
    ..Rule::PLAIN
};

/// Matters that are not a city's.
const OUTSIDE: [&str; 44] = [
    "票据",
    "证券",
    "期货",
    "银行",
    "外汇",
    "货币",
    "信托",
    "金融",
    "税收",
    "关税",
    "海关",
    "进出口",
    "对外贸易",
    "国防",
    "兵役",
    "征兵",
    "民兵",
    "预备役",
    "外交",
    "国籍",
    "出入境",
    "护照",
    "婚姻",
    "继承",
    "收养",
    "合同",
    "公司",
    "破产",
    "刑事",
    "诉讼",
    "仲裁",
    "公证",
    "律师",
    "检察",
    "审判",
    "监狱",
    "商标",
    "著作权",
    "民用航空",
    "烟草",
    "审计",
    "会计",
    "社会保险",
    "养老保险",
];
/// Words of the four fields.
const INSIDE: [&str; 34] = [
    "城市",
    "城乡",
    "市容",
    "规划",
    "建设",
    "绿化",
    "物业",
    "停车",
    "垃圾",
    "污染",
    "环境",
    "生态",
    "绿色",
    "湿地",
    "森林",
    "河道",
    "饮用水",
    "大气",
    "文物",
    "历史",
    "文化",
    "遗产",
    "名城",
    "名镇",
    "街区",
    "遗址",
    "古",
    "基层",
    "社区",
    "村",
    "文明",
    "志愿",
    "矛盾",
    "治理",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let title = ctx.statute.title.as_str();
    if maker(ctx) != Maker::City || INSIDE.iter().any(|it| title.contains(it)) {
        return;
    }
    let Some(word) = OUTSIDE.iter().find(|it| title.contains(*it)) else { return };
    hint(out, ctx.title_place(), &format!("题目中的“{word}”一般不属于设区的市地方性法规的调整范围"), "立法权限")
        .suggest("设区的市可以就城乡建设与管理、生态文明建设、历史文化保护、基层治理等方面的事项立法；在说明中写明本法规属于哪一方面。");
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn only_cities_are_asked() {
        let text = |title: &str| format!("# {title}\n\n第一条　为了规范管理，制定本条例。");
        RULE.flags(&text("某某市票据管理条例"));
        RULE.accepts(&text("某某省票据管理条例"));
        RULE.accepts(&text("票据管理实施办法"));
        RULE.accepts(&text("某某市城市建设投资公司管理条例"));
    }
}
