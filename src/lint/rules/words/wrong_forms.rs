//! K328: words written with a wrong character, or in a form that the standards on variant words do not recommend.
//!
//! Only forms that are certain are here: a pair of which both have a use (勘察 and 勘查, 截止 and 截至) is none.

use super::mention::is_mentioned;
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K328",
    name: "wrong_forms",
    title: "错别字和不规范的词形",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("wrong_forms.md"),
    triggers: &FORMS,
    guards: &[
        "既使用",
        "自己经",
        "天赋与",
        "部份额",
        "成份额",
        "水份额",
        "养份额",
        "过份额",
        "本身分",
        "自身分",
        "单身分",
        "抽签定",
        "终身分",
        "随身分",
        "复盖章",
        "签定期",
        "制订单",
        "认订单",
        "确订单",
        "指订单",
        "评订单",
        "规定立合同",
        "确定立合同",
        "约定立合同",
        "固定单",
        "规定单",
        "指定单",
        "确定单",
        "约定单",
        "特定单",
        "法定单",
        "评定单",
        "认定单",
        "核定单",
        "限定单",
        "决定单",
        "制定单",
        "设定单",
        "拟定单",
        "选定单",
        "审定单",
        "鉴定单",
        "一定单",
    ],
    check,
    ..Rule::PLAIN
};

/// The wrong form and the right one, by kind.
const PAIRS: &[(&str, &str)] = &[
    // 它, 份, 分
    ("其它", "其他"),
    ("部份", "部分"),
    ("成份", "成分"),
    ("水份", "水分"),
    ("养份", "养分"),
    ("过份", "过分"),
    ("身分", "身份"),
    // 定, 订
    ("签定", "签订"),
    ("定立合同", "订立合同"),
    ("定立协议", "订立协议"),
    ("规订", "规定"),
    ("约订", "约定"),
    ("认订", "认定"),
    ("确订", "确定"),
    ("指订", "指定"),
    ("核订", "核定"),
    ("评订", "评定"),
    ("定单", "订单"),
    ("修定本", "修订本"),
    // 象, 像
    ("图象", "图像"),
    ("录象", "录像"),
    ("影象", "影像"),
    ("音象", "音像"),
    ("摄象", "摄像"),
    // 复, 覆
    ("复盖", "覆盖"),
    ("颠复", "颠覆"),
    ("倾复", "倾覆"),
    ("覆核", "复核"),
    // 藉, 籍, 借
    ("户藉", "户籍"),
    ("国藉", "国籍"),
    ("学藉", "学籍"),
    ("书藉", "书籍"),
    ("藉贯", "籍贯"),
    ("凭藉", "凭借"),
    ("籍此", "借此"),
    // 侯, 候
    ("时侯", "时候"),
    ("气侯", "气候"),
    ("等侯", "等候"),
    ("侯补", "候补"),
    ("侯选", "候选"),
    ("侯审", "候审"),
    ("侯车", "候车"),
    // 竟, 竞
    ("竟争", "竞争"),
    ("竟赛", "竞赛"),
    ("竟价", "竞价"),
    ("竟买", "竞买"),
    ("竟拍", "竞拍"),
    // 拔, 拨
    ("拔款", "拨款"),
    ("拔付", "拨付"),
    ("划拔", "划拨"),
    ("调拔", "调拨"),
    // 椐, 据; 卷, 券
    ("根椐", "根据"),
    ("依椐", "依据"),
    ("证椐", "证据"),
    ("票椐", "票据"),
    ("单椐", "单据"),
    ("债卷", "债券"),
    ("证卷交易", "证券交易"),
    // 与, 予
    ("赋与", "赋予"),
    ("参预", "参与"),
    // 练, 炼; 植, 殖
    ("训炼", "训练"),
    ("锻练", "锻炼"),
    ("提练", "提炼"),
    ("养植场", "养殖场"),
    ("水产养植", "水产养殖"),
    ("繁植", "繁殖"),
    // 惟, 唯 and other variants that the standard decides
    ("惟一", "唯一"),
    ("撤消", "撤销"),
    ("报导", "报道"),
    ("人材", "人才"),
    ("关连", "关联"),
    ("联接", "连接"),
    ("暴光", "曝光"),
    ("会议纪录", "会议记录"),
    ("讨论纪录", "讨论记录"),
    ("违法纪录", "违法记录"),
    ("犯罪纪录", "犯罪记录"),
    ("信用纪录", "信用记录"),
    ("不良纪录", "不良记录"),
    ("会议记要", "会议纪要"),
    // single words
    ("座落", "坐落"),
    ("座标", "坐标"),
    ("做为", "作为"),
    ("做废", "作废"),
    ("制做", "制作"),
    ("既使", "即使"),
    ("布署", "部署"),
    ("按装", "安装"),
    ("渡假", "度假"),
    ("装璜", "装潢"),
    ("重迭", "重叠"),
    ("松驰", "松弛"),
    ("幅射", "辐射"),
    ("磨擦", "摩擦"),
    ("煤碳", "煤炭"),
    ("木碳", "木炭"),
    ("焦碳", "焦炭"),
    ("陶磁", "陶瓷"),
    ("帐蓬", "帐篷"),
    ("陷井", "陷阱"),
    ("缺限", "缺陷"),
    ("起迄", "起讫"),
    ("连系", "联系"),
    ("消毁", "销毁"),
    ("泻漏", "泄漏"),
    ("防碍", "妨碍"),
    ("防害", "妨害"),
    ("阻饶", "阻挠"),
    ("阻绕", "阻挠"),
    ("循私", "徇私"),
    ("舞蔽", "舞弊"),
    ("玩乎职守", "玩忽职守"),
    ("烂用", "滥用"),
    ("怡误", "贻误"),
    ("脏款", "赃款"),
    ("贪脏", "贪赃"),
    ("敲榨", "敲诈"),
    ("欺炸", "欺诈"),
    ("赔尝", "赔偿"),
    ("补尝", "补偿"),
    ("陪偿", "赔偿"),
    ("违返", "违反"),
    ("侵范", "侵犯"),
    ("危胁", "威胁"),
    ("剋扣", "克扣"),
    ("瞻养", "赡养"),
    ("慕捐", "募捐"),
    ("通迅", "通讯"),
    ("检查官", "检察官"),
    ("人民检查院", "人民检察院"),
    ("拖廷", "拖延"),
    ("己经", "已经"),
    ("末成年人", "未成年人"),
    ("另售", "零售"),
    ("兰图", "蓝图"),
    ("仃车", "停车"),
    ("仃业", "停业"),
    ("歺饮", "餐饮"),
    ("挖堀", "挖掘"),
    ("计画", "计划"),
    // Of these two, K308 and K312 speak in full; here they are told of, and weigh nothing more.
    ("制订", "制定"),
    ("帐簿", "账簿"),
];
/// What other rules judge.
const OF_OTHER_RULES: &[&str] = &["制订", "帐簿"];

const FORMS: [&str; PAIRS.len()] = forms();

const fn forms() -> [&'static str; PAIRS.len()] {
    let mut forms = [""; PAIRS.len()];
    let mut at = 0;
    while at < PAIRS.len() {
        forms[at] = PAIRS[at].0;
        at += 1;
    }
    forms
}

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        let Some((wrong, right)) = PAIRS.iter().find(|it| it.0 == hit.word) else { continue };
        let entry = out
            .report(hit.place(), format!("“{wrong}”应当写作“{right}”。"))
            .suggest(format!("将“{wrong}”改为“{right}”。"));
        if OF_OTHER_RULES.contains(wrong) {
            entry.offer(hit.replace(right)).at_most(Severity::Info);
        } else {
            entry.safe(hit.replace(right));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, RULE};
    use std::collections::BTreeSet;

    #[test]
    fn every_form_has_another_one_that_is_right() {
        let wrong: BTreeSet<&str> = PAIRS.iter().map(|it| it.0).collect();
        assert_eq!(wrong.len(), PAIRS.len());
        assert!(PAIRS.iter().all(|(a, b)| a != b && !wrong.contains(b)));
    }

    #[test]
    fn words_that_only_touch_stand() {
        RULE.accepts("业主按照专有部分面积占全部份额的比例分担。");
        RULE.accepts("规定单位的职责，确定单次检查的时间。");
        RULE.accepts("将第五条中的“其它”修改为“其他”。");
        RULE.flags("与业主签定协议。");
    }
}
