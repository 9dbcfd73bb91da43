//! Penalties of a text as values: the act, the kinds, the fine; and how like two acts are.

use crate::law::path::ProvisionPath;
use crate::law::refs::{self, Reference};
use crate::law::span::Span;
use crate::law::statute::Statute;
use crate::lint::rules::forms::amounts::{self, Band};
use crate::lint::unit::{TextUnit, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of penalty: the words in a text and the kind that they name. This family never says 违法, not even in a name.
const KINDS: [(&str, &str); 13] = [
    ("警告", "警告"),
    ("通报批评", "通报批评"),
    ("罚款", "罚款"),
    ("没收违法所得", "没收所得"),
    ("没收非法财物", "没收财物"),
    ("暂扣", "暂扣许可证件"),
    ("降低资质", "降低资质等级"),
    ("吊销", "吊销许可证件"),
    ("停产停业", "责令停产停业"),
    ("停业整顿", "责令停产停业"),
    ("责令关闭", "责令关闭"),
    ("责令停业", "责令停产停业"),
    ("拘留", "行政拘留"),
];
/// Bigrams that two acts must share, of the shorter one: parts of ten.
const ALIKE_TENTHS: usize = 6;
/// Bytes at the start of a 款 in which 前款 makes it go on with the one before.
const NEAR_START: usize = 18;
/// Bigrams that an act must have to be compared.
const SHORTEST: usize = 6;

/// Who pays a fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Payer {
    /// Whoever acts.
    Anyone,
    /// 对个人
    Person,
    /// 对单位
    Unit,
    /// 对直接负责的主管人员和其他直接责任人员
    Responsible,
}

/// A penalty for one act.
#[derive(Debug)]
pub(super) struct Penalty<'a> {
    /// The provision that says the act.
    pub path: ProvisionPath,
    /// Place of the 款 that says the penalty in the units.
    pub unit: usize,
    /// The act.
    pub act: BTreeSet<[char; 2]>,
    /// The kinds.
    pub kinds: BTreeSet<&'static str>,
    /// The fines in 元 over all their grades, by who pays: lower and upper bound in hundredths.
    pub fines: BTreeMap<Payer, (u64, u64)>,
    /// The words of the 款.
    pub text: &'a str,
}

/// The penalties of a text.
pub(super) fn penalties<'a>(units: &'a [TextUnit<'_>], references: &[Reference]) -> Vec<Penalty<'a>> {
    let mut found = Vec::new();
    for (index, unit) in units.iter().enumerate().filter(|(_, it)| is_penal(it.text)) {
        let kinds: BTreeSet<_> = KINDS.iter().filter(|it| unit.text.contains(it.0)).map(|it| it.1).collect();
        // 有前款第二项情形的，可以并处…: more for the acts just told.
        if unit.text.find("前款").is_some_and(|at| at < NEAR_START) {
            let own = |it: &&mut Penalty<'_>| it.path.whole_article() == unit.path.whole_article();
            found.iter_mut().filter(own).for_each(|it| it.kinds.extend(&kinds));
            continue;
        }
        let acts = acts(units, index, references);
        for (path, act) in acts {
            let act = bigrams(&act);
            found.push(Penalty {
                path,
                unit: index,
                act,
                kinds: kinds.clone(),
                fines: fines(unit.text),
                text: unit.text,
            });
        }
    }
    found
}

/// The penalties of another text, whose references are looked up first.
pub(super) fn penalties_of<T>(statute: &Statute, read: impl FnOnce(&[Penalty<'_>]) -> T) -> T {
    let units = crate::lint::unit::units(statute, "");
    read(&penalties(&units, &refs::references(statute)))
}

/// Whether the words order a penalty: 处…罚款, 给予警告, 没收违法所得 and their like.
pub(super) fn is_penal(text: &str) -> bool {
    const ORDERS: [&str; 9] = [
        "给予警告",
        "给予通报批评",
        "没收违法所得",
        "没收非法",
        "可以吊销",
        "并处吊销",
        "责令停产停业",
        "责令停业",
        "责令关闭",
    ];
    let fined = |at: usize| {
        let clause = text[..at].rfind(['，', '。', '；', '：']).map_or(&text[..at], |start| &text[start..at]);
        clause.match_indices('处').any(|(at, it)| !clause[at + it.len()..].starts_with(['罚', '分', '理', '置', '于']))
    };
    let ordered = text.match_indices("罚款").any(|(at, _)| fined(at)) || ORDERS.iter().any(|it| text.contains(it));
    ordered && !text.contains("从其规定") && !text.contains("不得")
}

/// The acts that the 款 or 项 punishes, each with its provision.
fn acts(units: &[TextUnit<'_>], index: usize, references: &[Reference]) -> Vec<(ProvisionPath, String)> {
    let unit = &units[index];
    let listed = unit.kind == UnitKind::Paragraph && unit.text.contains("下列") && !unit.paragraph.items.is_empty();
    if listed {
        let items = units[index + 1..].iter().take_while(|it| std::ptr::eq(it.paragraph, unit.paragraph));
        return items.filter(|it| it.kind == UnitKind::Item).map(|it| (it.path, own(it.text))).collect();
    }
    let end = unit.text.find("的，").unwrap_or(unit.text.len());
    let mut act = own(&unit.text[..end]);
    if act.chars().count() < SHORTEST + 1 {
        // 违反本条例第十条规定的: the act is what 第十条 says.
        let cited = references.iter().filter(|it| it.within == unit.path && it.span.start < end);
        for target in cited.flat_map(|it| it.result.targets().to_vec()).take(3) {
            let named = units.iter().filter(|it| it.path == target || it.path.whole_article() == target);
            act.extend(named.map(|it| it.text));
        }
    }
    vec![(unit.path, act)]
}

/// The act without 违反本条例第十条第一款规定，, also where the one who acts stands before it.
fn own(text: &str) -> String {
    let cut = text.split_once("规定，").filter(|it| it.0.contains("违反"));
    let after = cut.map_or(text, |it| it.1);
    if after.starts_with("违反") && after.ends_with("规定") {
        return String::new();
    }
    after.trim_end_matches(['；', '。', '的']).to_owned()
}

fn bigrams(text: &str) -> BTreeSet<[char; 2]> {
    let words = text.replace("或者", "").replace("违反规定", "").replace("有关", "");
    let chars: Vec<char> = words.chars().filter(|it| matches!(it, '\u{4E00}'..='\u{9FFF}')).collect();
    chars.windows(2).map(|it| [it[0], it[1]]).collect()
}

/// The lowest and the highest fine in 元, by who pays.
fn fines(text: &str) -> BTreeMap<Payer, (u64, u64)> {
    let fined = |it: &Band| it.unit == '元' && text[it.span.end..].trim_start_matches('的').starts_with("罚款");
    let mut found = BTreeMap::new();
    for band in amounts::bands(text).into_iter().filter(fined) {
        let Some(high) = band.high else { continue };
        let bounds = found.entry(payer(&text[..band.span.start])).or_insert((u64::MAX, 0));
        *bounds = (bounds.0.min(band.low.unwrap_or(0)), bounds.1.max(high));
    }
    found
}

/// Who pays what stands behind these words: who was named last.
fn payer(before: &str) -> Payer {
    let named = [("个人", Payer::Person), ("单位", Payer::Unit), ("责任人员", Payer::Responsible)];
    let since = before.rfind(['。', '；']).map_or(before, |at| &before[at..]);
    let last = named.iter().filter_map(|(word, payer)| since.rfind(&format!("对{word}")).map(|at| (at, *payer)));
    let responsible = since.rfind("责任人员").map(|at| (at, Payer::Responsible));
    last.chain(responsible).max_by_key(|it| it.0).map_or(Payer::Anyone, |it| it.1)
}

/// The bounds that a law sets for this payer; None where it says nothing that can be compared.
pub(super) fn bounds(law: &Penalty<'_>, payer: Payer) -> Option<(u64, u64)> {
    let own = law.fines.get(&payer).or_else(|| law.fines.get(&Payer::Anyone)).copied();
    let all = || law.fines.values().copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    own.or_else(|| all().filter(|_| payer == Payer::Anyone))
}

/// The penalty for the act most like this one, if it is like enough.
pub(super) fn partner<'s, 'a>(penalty: &Penalty<'_>, others: &'s [Penalty<'a>]) -> Option<&'s Penalty<'a>> {
    let shared = |it: &Penalty<'_>| penalty.act.intersection(&it.act).count();
    let best = others.iter().filter(|it| it.act.len() >= SHORTEST).max_by_key(|it| shared(it))?;
    let shorter = best.act.len().min(penalty.act.len());
    (penalty.act.len() >= SHORTEST && shared(best) * 10 >= shorter * ALIKE_TENTHS).then_some(best)
}

/// Where the penalty stands in its 款: the fine, or the first kind.
pub(super) fn place(penalty: &Penalty<'_>) -> Span {
    let word = KINDS.iter().find_map(|it| penalty.text.find(it.0).map(|at| Span::new(at, at + it.0.len())));
    let fine = penalty.text.find("罚款").map(|at| Span::new(at, at + "罚款".len()));
    fine.or(word).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;

    fn read<T>(source: &str, seen: impl FnOnce(&[Penalty<'_>]) -> T) -> T {
        penalties_of(&parse(source).statute, seen)
    }

    #[test]
    fn fines_are_kept_apart_by_who_pays() {
        let text =
            "第一条　违反本条例规定，乱扔垃圾的，对单位处一万元以上五万元以下罚款，对个人处五十元以上二百元以下罚款。";
        let fines = read(text, |all| all[0].fines.clone());
        assert_eq!(fines.get(&Payer::Person), Some(&(5_000, 20_000)));
        assert_eq!(fines.get(&Payer::Unit), Some(&(1_000_000, 5_000_000)));
    }

    #[test]
    fn lists_references_and_the_next_paragraph_belong_to_the_act() {
        let listed = "第一条　有下列行为之一的，处二百元以下罚款：\n\n（一）乱扔果皮、纸屑的；\n\n（二）随地便溺的。\n\n有前款第一项行为的，没收违法所得。";
        let (count, kinds) = read(listed, |all| (all.len(), all[0].kinds.clone()));
        assert_eq!(count, 2);
        assert!(kinds.contains("没收所得"));
        let cited = "第一条　不得在人行道上堆放建筑材料。\n\n第二条　违反本条例第一条规定的，处二百元以下罚款。";
        assert!(read(cited, |all| all[0].act.contains(&['堆', '放'])));
    }

    #[test]
    fn telling_of_penalties_orders_none() {
        for text in ["实施罚款的，应当出具票据。", "有关法律、法规已有处罚规定的，从其规定。", "依法给予处分。"]
        {
            assert!(!is_penal(text), "{text}");
        }
        assert!(is_penal("乱扔果皮的，处二百元以下罚款。"));
    }
}
