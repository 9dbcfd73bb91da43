//! K332: one concept under two names. Seen are everyday words beside the term of law, and a department under two names.

use super::mention::is_mentioned;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: "K332",
    name: "two_terms",
    title: "同一概念使用两种用语",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("two_terms.md"),
    triggers: &[
        "经营者",
        "商户",
        "商家",
        "老年人",
        "老人",
        "残疾人",
        "残障人士",
        "消费者",
        "顾客",
        "居民委员会",
        "居委会",
        "村民委员会",
        "村委会",
        "业主委员会",
        "业委会",
        "街道办事处",
        "街道办",
        "物业服务企业",
        "物业公司",
        "物业管理公司",
        "物业管理企业",
        "出租人",
        "房东",
        "承租人",
        "租户",
        "房客",
        "养犬人",
        "犬主",
        "未成年人",
        "小孩",
        "驾驶人",
        "司机",
        "部门",
    ],
    guards: &[
        "工商户",
        "约商户",
        "文明商户",
        "冒充顾客",
        "商户名",
        "揽顾客",
        "空巢老人",
        "孤寡老人",
        "独居老人",
        "留守老人",
        "敬老人",
        "尊重老人",
        "养老人",
        "退役老人",
        "老人员",
        "部门规章",
        "部门之间",
        "商家庭",
        "敬老人员",
        "农商户",
        "房东侧",
        "楼房东",
    ],
    check,
    ..Rule::PLAIN
};

/// The term of law, and words of the street for the same.
const PAIRS: &[(&str, &[&str])] = &[
    ("经营者", &["商户", "商家"]),
    ("老年人", &["老人"]),
    ("残疾人", &["残障人士"]),
    ("消费者", &["顾客"]),
    ("居民委员会", &["居委会"]),
    ("村民委员会", &["村委会"]),
    ("业主委员会", &["业委会"]),
    ("街道办事处", &["街道办"]),
    ("物业服务企业", &["物业公司", "物业管理公司", "物业管理企业"]),
    ("出租人", &["房东"]),
    ("承租人", &["租户", "房客"]),
    ("养犬人", &["犬主"]),
    ("未成年人", &["小孩"]),
    ("驾驶人", &["司机"]),
];
/// What departments do, as their names begin.
const FUNCTIONS: &[&str] = &[
    "教育",
    "民政",
    "财政",
    "城市管理",
    "城市管理执法",
    "住房和城乡建设",
    "住房城乡建设",
    "交通运输",
    "文化和旅游",
    "文化",
    "卫生健康",
    "卫生",
    "生态环境",
    "环境保护",
    "自然资源",
    "规划和自然资源",
    "农业农村",
    "农业",
    "林业",
    "商务",
    "科学技术",
    "科技",
    "应急管理",
    "医疗保障",
    "体育",
    "价格",
    "旅游",
    "建设",
    "城乡规划",
    "房产",
    "房地产",
    "园林绿化",
    "水利",
    "水务",
    "人力资源社会保障",
    "人力资源和社会保障",
    "劳动保障",
    "物业",
    "民族宗教事务",
    "工业和信息化",
    "文物",
    "档案",
    "渔业",
    "知识产权",
    "发展改革",
    "发展和改革",
    "市容环境卫生",
];
/// What stands between the function and 部门.
const MIDDLES: &[&str] = &["行政主管", "行政管理", "主管", "行政"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let hits: Vec<Hit<'_, '_>> = ctx.hits(&RULE).filter(|it| !is_mentioned(it)).collect();
    for (term, others) in PAIRS {
        let both = hits.iter().any(|it| it.word == *term);
        for hit in hits.iter().filter(|it| both && others.contains(&it.word)) {
            out.report(hit.place(), format!("“{}”与“{term}”并用；指同一对象的，用同一个词。", hit.word))
                .suggest(format!("核对后统一用“{term}”。"))
                .offer(hit.replace(term));
        }
    }
    departments(&hits, out);
}

/// What stands between function and 部门, and where it does: the place in the list of hits, and the hit.
type Names<'h, 's, 'a> = BTreeMap<&'static str, Vec<(usize, &'h Hit<'s, 'a>)>>;

/// Reports the departments that have several names.
fn departments(hits: &[Hit<'_, '_>], out: &mut Findings) {
    let mut named: BTreeMap<&str, Names<'_, '_, '_>> = BTreeMap::new();
    for (at, hit) in hits.iter().enumerate().filter(|it| it.1.word == "部门") {
        if let Some((function, middle)) = department(hit) {
            named.entry(function).or_default().entry(middle).or_default().push((at, hit));
        }
    }
    for (function, names) in named.iter().filter(|it| it.1.len() > 1) {
        // The commoner name stays; of two as common the one that came first.
        let usual = names.iter().max_by_key(|it| (it.1.len(), std::cmp::Reverse(it.1.first().map(|first| first.0))));
        let Some((usual, _)) = usual else { continue };
        for (middle, places) in names.iter().filter(|it| it.0 != usual) {
            for (_, hit) in places {
                name(hit, function, middle, usual, out);
            }
        }
    }
}

fn name(hit: &Hit<'_, '_>, function: &str, middle: &str, usual: &str, out: &mut Findings) {
    let span = Span::new(hit.span.start - middle.len() - function.len(), hit.span.end);
    out.report(
        hit.unit.place(span),
        format!("“{function}{middle}部门”与“{function}{usual}部门”并用；指同一部门的，用同一个名称。"),
    )
    .suggest(format!("核对后统一用“{function}{usual}部门”。"));
}

/// The function and the middle of a department's name. In a list (教育、民政部门), and of the State Council, names are
/// another matter.
fn department(hit: &Hit<'_, '_>) -> Option<(&'static str, &'static str)> {
    let before = hit.before();
    let middle = MIDDLES.iter().find(|it| before.ends_with(**it)).copied().unwrap_or_default();
    let before = &before[..before.len() - middle.len()];
    let function = FUNCTIONS.iter().filter(|it| before.ends_with(**it)).max_by_key(|it| it.len())?;
    let before = &before[..before.len() - function.len()];
    let starts = before.is_empty()
        || [
            "市",
            "县",
            "区",
            "省",
            "人民政府",
            "级",
            "由",
            "向",
            "经",
            "，",
            "。",
            "；",
            "）",
            "应当",
            "地",
            "州",
            "旗",
        ]
        .iter()
        .any(|it| before.ends_with(it));
    (starts && !before.ends_with("、市") && !before.ends_with("国务院")).then_some((function, middle))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn one_name_alone_stands() {
        RULE.accepts("商户应当公示价格。商户应当守法。");
        RULE.accepts("市教育主管部门会同财政、教育部门制定标准。");
        RULE.accepts("经营者和个体工商户应当公示价格，老年人和养老人才受尊重。");
        RULE.flags("市教育主管部门负责督导。\n\n区教育行政部门负责检查，区教育主管部门报告结果。");
    }
}
