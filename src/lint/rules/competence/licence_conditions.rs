//! K607: a licence without organ, conditions, procedure or term, and a condition on top of a licence of the law.

use super::hint::{hint, is_restraint, part, rests_on_law};
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K607",
    name: "licence_conditions",
    title: "行政许可的增设和要素",
    source: clause!(XK "十六条、第十八"),
    page: include_str!("licence_conditions.md"),
    triggers: &[
        "许可证",
        "许可",
        "部门批准",
        "部门审批",
        "部门核准",
        "部门同意",
        "部门许可",
        "机构批准",
        "机构同意",
        "公安机关批准",
    ],
    guards: &["行政许可事项", "许可事项", "许可证件", "许可使用", "许可机关", "许可审批", "许可人", "被许可"],
    check,
    ..Rule::PLAIN
};

/// What a provision that sets a licence must say, and the words that show it. 实施机关, 条件, 程序, 期限.
const ELEMENTS: [(&str, &[&str]); 4] = [
    ("实施机关", &["部门", "人民政府", "机关", "机构", "办事处", "局"]),
    ("条件", &["条件", "具备", "符合"]),
    ("程序", &["材料", "受理", "审查", "程序", "提交", "核发"]),
    ("期限", &["日内", "工作日", "期限", "有效期"]),
];
/// Articles after the one that sets a licence in which its elements may stand.
const NEAR: usize = 2;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    let mut last = None;
    for hit in ctx.hits(&RULE).filter(sets) {
        if last.replace(hit.unit.path) == Some(hit.unit.path) {
            continue;
        }
        if let Some(law) = superior(ctx, &hit) {
            if let Some(word) = ["还应当", "并提供", "同时应当", "另行"].iter().find(|it| hit.unit.text.contains(*it))
            {
                let what = format!("《{law}》已经规定这一许可，条文又用“{word}”增加要求");
                hint(out, hit.place(), &what, "是否增设了许可条件")
                    .suggest("删去增加的条件；只对上位法的条件作具体规定。")
                    .source(clause!(XK "十六"));
            }
            continue;
        }
        let missing = missing(ctx, &hit);
        if !missing.is_empty() {
            let what = format!("条文规定了许可，本条和相邻条文中没有看到许可的{}", missing.join("、"));
            hint(out, hit.place(), &what, "许可是否由上位法设定，要素是否齐全")
                .suggest("上位法已经设定的，写明“依法”；由本法规设定的，规定实施机关、条件、程序、期限。");
        }
    }
}

/// Licences that laws and administrative regulations have set, by the end of their names.
const KNOWN: [&str; 26] = [
    "规划",
    "施工",
    "预售",
    "食品经营",
    "食品生产",
    "食品流通",
    "生产经营",
    "卫生",
    "排污",
    "采矿",
    "勘查",
    "取水",
    "安全生产",
    "办学",
    "采伐",
    "运输",
    "业务",
    "危险废物经营",
    "执业",
    "出版物经营",
    "捕捞",
    "养殖",
    "驯养繁殖",
    "印刷经营",
    "消防",
    "相关",
];

/// Whether the text itself sets the licence: somebody must apply for it or hold it, and no law is named.
pub(super) fn sets(hit: &Hit<'_, '_>) -> bool {
    let before = hit.before();
    let clause = &before[before.rfind(['。', '；', '：', '，']).unwrap_or(0)..];
    let after = hit.after();
    // 取得许可证之日起, 取得许可证前, 许可证编号: the licence only dates or names something.
    let passing = ["之日", "前", "后", "号", "编号", "信息", "确定", "的", "或者", "、", "和"]
        .iter()
        .any(|it| after.starts_with(it));
    let penal = hit.unit.text.contains("罚款") || hit.unit.text.contains("责令");
    let asked = if hit.word.starts_with(['部', '机', '公']) { is_permitted(hit, clause) } else { is_asked(clause) };
    let open = asked && !clause.contains("的规定") && !passing && !penal && !hit.clause().contains("吊销");
    open && !is_restraint(hit) && !rests_on_law(hit)
}

/// 应当经……部门批准: a citizen or a firm must ask an organ. What an organ must ask another one (plans, rules, budgets) is
/// no licence.
fn is_permitted(hit: &Hit<'_, '_>, clause: &str) -> bool {
    const PUBLIC: [&str; 22] = [
        "规划",
        "方案",
        "标准",
        "预算",
        "编制",
        "目录",
        "名录",
        "国务院",
        "上级",
        "上一级",
        "省",
        "原批准",
        "原审批",
        "人民政府应当",
        "办案",
        "时限",
        "期限",
        "业主大会",
        "法律援助",
        "国家秘密",
        "依照",
        "收费",
    ];
    let ordered = ["应当", "必须", "须", "方可"].iter().any(|it| clause.contains(it)) || hit.after().contains("方可");
    let asked = clause.contains('经') || clause.contains('报');
    let part = part(hit);
    ordered && asked && !PUBLIC.iter().any(|it| part.contains(it))
}

/// 应当取得……许可, 方可……申请……许可: the last verb stands behind the order and takes the licence as its object.
fn is_asked(clause: &str) -> bool {
    const VERBS: [&str; 5] = ["申请", "取得", "办理", "领取", "申领"];
    let order = ["应当", "必须", "方可", "须"].iter().filter_map(|it| clause.rfind(it).map(|at| at + it.len())).max();
    let Some(order) = order else { return false };
    let verb = VERBS.iter().filter_map(|it| clause[order..].rfind(it).map(|at| order + at + it.len())).max();
    let Some(verb) = verb else { return false };
    let name = clause[verb..].trim_end_matches("经营").trim_end_matches("行政");
    let own = !KNOWN.iter().any(|it| name.ends_with(it) || clause[verb..].ends_with(it));
    own && !["的", "前", "后", "有关", "相应", "已", "由"].iter().any(|it| clause[verb..].contains(it))
        && !clause[order..verb].contains('由')
}

/// The superior text that knows the licence by its name.
fn superior<'a>(ctx: &Context<'a>, hit: &Hit<'_, '_>) -> Option<&'a str> {
    let before = hit.before();
    let name: Vec<char> = before.chars().rev().take(4).collect();
    let name: String = name.into_iter().rev().chain(hit.word.chars()).collect();
    let knows = |words: &str| words.contains(&name);
    let texts = |it: &crate::law::statute::Article| {
        it.paragraphs.iter().any(|p| knows(p.text.as_str()) || p.items.iter().any(|i| knows(i.text.as_str())))
    };
    ctx.inputs.superior.iter().find(|it| it.articles().any(texts)).map(|it| it.title.as_str())
}

/// The elements that neither this article nor the next ones say.
fn missing(ctx: &Context<'_>, hit: &Hit<'_, '_>) -> Vec<&'static str> {
    let articles = hit.unit.article_index..=hit.unit.article_index + NEAR;
    let from = ctx.units.partition_point(|it| it.article_index < *articles.start());
    let near = || ctx.units[from..].iter().take_while(|it| articles.contains(&it.article_index));
    let own = || near().take_while(|it| it.article_index == *articles.start());
    let said = |(name, words): &(&str, &[&str])| {
        let has = |it: &crate::lint::unit::TextUnit<'_>| words.iter().any(|word| it.text.contains(word));
        // Any article names some organ; the one that grants must stand in the article itself.
        if *name == "实施机关" { own().any(has) } else { near().any(has) }
    };
    ELEMENTS.iter().filter(|it| !said(it)).map(|it| it.0).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "应当依法取得排污许可证。",
            "建设单位应当自取得促销许可证之日起三十日内备案。",
            "经营者应当公示许可证编号。",
            "建设单位应当办理建设工程规划许可证。",
            "未取得许可证的，处一千元罚款。",
            "不得增设许可。",
            "从事该活动，应当经权利人许可。申请材料、条件和期限由双方约定，有关部门给予指导。",
        ] {
            RULE.accepts(text);
        }
    }
}
