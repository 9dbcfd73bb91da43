//! The draft of a report of 法制委员会 on its changes to a text: 修改情况的汇报 before a further reading, 审议结果的报告
//! before the vote (domain handbook §2.2), as Markdown that [`crate::export::docx::paper_docx`] sets.
//!
//! The prose is fixed, the numbers come from the comparison, the reasons from what people wrote about its rows. What the
//! data does not know stands as a gap, `〔待填：…〕`: nothing is invented. Absent on purpose: the comparison itself, and
//! who may report.

use super::changes::sentences;
use super::comparison::Reasons;
use crate::law::compare::{Comparison, Op, Row, RowKind, Side};
use crate::law::number::to_chinese;
use crate::law::statute::DivisionKind;

/// The most changes of one row that are told where nobody wrote why: more would not be read.
const MAX_SENTENCES: usize = 4;

/// Which report it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReportKind {
    /// 修改情况的汇报: a further reading follows.
    #[default]
    Revision,
    /// 审议结果的报告: the vote follows.
    Result,
}

impl ReportKind {
    /// What it is called.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Revision => "修改情况的汇报",
            Self::Result => "审议结果的报告",
        }
    }

    /// What it calls itself in its last sentence.
    fn short(self) -> &'static str {
        match self {
            Self::Revision => "汇报",
            Self::Result => "报告",
        }
    }
}

/// What the report tells beside the changes. What is empty becomes a gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFacts {
    /// Which report it is.
    pub kind: ReportKind,
    /// ××市人民代表大会法制委员会.
    pub committee: String,
    /// The title of the ordinance, without marks.
    pub title: String,
    /// What the older text is called: 草案.
    pub old_label: String,
    /// What the newer text is called: 草案修改稿.
    pub new_label: String,
    /// The day on which the older text was deliberated: 2026年8月27日.
    pub read_on: String,
    /// The session that did: ××市第×届人民代表大会常务委员会第三十四次会议.
    pub read_by: String,
    /// How many times it had then been deliberated: 第一次审议.
    pub reading: String,
    /// From when to when the public was asked: 2026年8月28日至9月30日.
    pub consulted: String,
    /// The special committee whose opinion was heard: 财政经济委员会.
    pub special_committee: String,
    /// The day on which 法制委员会 met.
    pub met_on: String,
    /// The day on which 主任会议 heard it.
    pub heard_on: String,
    /// The day the report bears.
    pub dated: String,
    /// The session to which it is made.
    pub session: String,
}

/// A place that somebody has to fill in.
#[must_use]
pub fn gap(what: &str) -> String {
    format!("〔待填：{what}〕")
}

/// Whether words have gaps, for whoever counts them.
#[must_use]
pub fn gaps(words: &str) -> usize {
    words.matches("〔待填：").count()
}

fn known(words: &str, what: &str) -> String {
    if words.is_empty() { gap(what) } else { words.to_owned() }
}

/// How many articles were changed and how, for the report and for whoever checks it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// 修改: words differ in substance, articles of the newer text.
    pub changed: usize,
    /// Only wording, punctuation or the numbers of references differ.
    pub formal: usize,
    /// 增加: articles of the newer text.
    pub added: usize,
    /// 删去: articles of the older text.
    pub removed: usize,
    /// 拆分: articles of the older text.
    pub split: usize,
    /// 合并: articles of the newer text.
    pub merged: usize,
    /// 重新编排: articles of the newer text.
    pub regrouped: usize,
    /// 移动: rows that stand elsewhere.
    pub moved: usize,
}

impl Counts {
    /// Counts the rows of a comparison.
    #[must_use]
    pub fn of(comparison: &Comparison) -> Self {
        let mut counts = Self::default();
        for row in &comparison.rows {
            match row.kind {
                RowKind::Same => {}
                RowKind::Changed if row.is_substantial() => counts.changed += 1,
                RowKind::Changed => counts.formal += 1,
                RowKind::Added => counts.added += row.new.len(),
                RowKind::Removed => counts.removed += row.old.len(),
                RowKind::Split => counts.split += row.old.len(),
                RowKind::Merged => counts.merged += row.new.len(),
                RowKind::Regrouped => counts.regrouped += row.new.len(),
            }
            counts.moved += usize::from(row.moved);
        }
        counts
    }

    /// 修改十二条，增加三条，删去一条; nothing for what did not happen.
    #[must_use]
    pub fn chinese(self) -> String {
        let all = [
            ("修改", self.changed),
            ("增加", self.added),
            ("删去", self.removed),
            ("拆分", self.split),
            ("合并", self.merged),
            ("重新编排", self.regrouped),
            ("移动", self.moved),
        ];
        let said: Vec<String> =
            all.iter().filter(|it| it.1 > 0).map(|it| format!("{}{}条", it.0, number(it.1))).collect();
        said.join("，")
    }
}

fn number(n: usize) -> String {
    to_chinese(u16::try_from(n).unwrap_or(u16::MAX))
}

/// The report as Markdown.
#[must_use]
pub fn report(comparison: &Comparison, reasons: &Reasons, facts: &ReportFacts) -> String {
    let title = format!("{}关于《{}（{}）》{}", facts.committee, facts.title, facts.old_label, facts.kind.chinese());
    let mut lines =
        vec![format!("# {title}"), head(facts), "主任、副主任、秘书长、各位委员：".to_owned(), opening(facts)];
    let items = terms(comparison, facts).chain(items(comparison, reasons, facts));
    lines.extend((1..).zip(items).map(|(n, words)| format!("{}、{words}", number(n))));
    lines.push(not_taken());
    if facts.kind == ReportKind::Result {
        let new = &facts.new_label;
        lines.push(format!("法制委员会对{new}的合宪性、合法性进行了审查，认为{}。", gap("合宪性、合法性审查意见")));
    }
    lines.push(numbers(comparison, facts));
    lines.extend(closing(facts));
    lines.join("\n\n") + "\n"
}

/// （2026年10月29日在第三十五次会议上　法制委员会）
fn head(facts: &ReportFacts) -> String {
    let day = known(&facts.dated, "报告日期");
    let session = if facts.session.is_empty() { String::new() } else { format!("在{}上", facts.session) };
    format!("（{day}{session}\u{3000}{}）", facts.committee)
}

fn opening(facts: &ReportFacts) -> String {
    let old = &facts.old_label;
    let consulted = match facts.consulted.as_str() {
        "" => gap("公开征求意见的情况"),
        days => format!("于{days}将{old}向社会公开征求意见"),
    };
    let special = match facts.special_committee.as_str() {
        "" => String::new(),
        name => format!("、{name}的审议意见"),
    };
    let heard = format!("{}，主任会议听取了汇报。", known(&facts.heard_on, "主任会议日期"));
    let told = match facts.kind {
        ReportKind::Revision => format!("现将{old}主要修改情况汇报如下："),
        ReportKind::Result => "现将审议结果报告如下：".to_owned(),
    };
    format!(
        "{}，{}对《{}（{old}）》（以下简称{old}）进行了{}。常委会组成人员认为，{}，同时提出了一些修改意见。会后，法制工作委员会{consulted}，\
         {}。{}，法制委员会召开会议，根据常委会组成人员的审议意见{special}和各方面意见，对{old}进行了统一审议，{}的负责同志列席了会议。\
         {heard}{told}",
        known(&facts.read_on, "审议日期"),
        known(&facts.read_by, "常委会会议届次"),
        facts.title,
        known(&facts.reading, "第几次审议"),
        gap("总体评价"),
        gap("书面征求意见、调研、论证等情况"),
        known(&facts.met_on, "法制委员会会议日期"),
        gap("列席单位"),
    )
}

/// One point for each term that was replaced throughout.
fn terms(comparison: &Comparison, facts: &ReportFacts) -> impl Iterator<Item = String> {
    comparison.terms.iter().map(|it| {
        let (old, from, to) = (&facts.old_label, &it.from, &it.to);
        format!("{}。法制委员会建议将{old}中的“{from}”统一修改为“{to}”，共{}处。", gap("修改理由"), number(it.count))
    })
}

/// One point for each row that has a reason or changed in substance; rows of one reason stand together.
fn items(comparison: &Comparison, reasons: &Reasons, facts: &ReportFacts) -> Vec<String> {
    let mut items: Vec<(Option<&str>, Vec<&Row>)> = Vec::new();
    for (at, row) in comparison.rows.iter().enumerate() {
        let reason = reasons.get(&at).map(String::as_str).filter(|it| !it.trim().is_empty());
        if reason.is_none() && !row.is_substantial() {
            continue;
        }
        let same = items.iter_mut().find(|it| reason.is_some() && it.0 == reason);
        match same {
            Some(item) => item.1.push(row),
            None => items.push((reason, vec![row])),
        }
    }
    items.into_iter().map(|(reason, rows)| item(comparison, reason, &rows, facts)).collect()
}

fn item(comparison: &Comparison, reason: Option<&str>, rows: &[&Row], facts: &ReportFacts) -> String {
    let place = places(comparison, rows, facts);
    let Some(reason) = reason else {
        return rows.iter().map(|it| untold(comparison, it, facts)).collect();
    };
    // On one line: a paragraph of a report is a point.
    let reason = reason.lines().map(str::trim).collect::<Vec<_>>().join("");
    let ended = reason.strip_suffix('。').unwrap_or(&reason);
    format!("{ended}（{place}）。")
}

/// Where the rows stand in both texts: 草案第六条，草案修改稿第七条、第八条.
fn places(comparison: &Comparison, rows: &[&Row], facts: &ReportFacts) -> String {
    let listed = |side: &Side, mut articles: Vec<usize>| {
        articles.sort_unstable();
        side.numbers(&articles).join("、")
    };
    let old = listed(&comparison.old, rows.iter().flat_map(|it| it.old.iter().copied()).collect());
    let new = listed(&comparison.new, rows.iter().flat_map(|it| it.new.iter().copied()).collect());
    let sides = [(&facts.old_label, old), (&facts.new_label, new)];
    let said: Vec<String> =
        sides.iter().filter(|it| !it.1.is_empty()).map(|(label, numbers)| format!("{label}{numbers}")).collect();
    said.join("，")
}

/// A row about which nobody wrote: what changed is told, why is a gap.
fn untold(comparison: &Comparison, row: &Row, facts: &ReportFacts) -> String {
    let (old, new) = (comparison.old.numbers(&row.old).join("、"), comparison.new.numbers(&row.new).join("、"));
    let (before, after) = (&facts.old_label, &facts.new_label);
    match row.kind {
        RowKind::Added => {
            format!("{}。法制委员会建议增加一条，规定{}（{after}{new}）。", gap("修改理由"), gap("主要内容"))
        }
        RowKind::Removed => format!("关于{before}{old}，{}。法制委员会建议删去该条。", gap("修改理由")),
        _ => {
            let all = sentences(comparison, row);
            let more = if all.len() > MAX_SENTENCES { "等" } else { "" };
            let changes = all.into_iter().take(MAX_SENTENCES).collect::<Vec<_>>().join("；");
            format!(
                "关于{before}{old}，{}。法制委员会建议作如下修改：{changes}{more}（{after}{new}）。",
                gap("修改理由")
            )
        }
    }
}

fn not_taken() -> String {
    let (what, why) = (gap("未采纳的主要意见"), gap("未采纳的理由"));
    format!("有的意见建议{what}。法制委员会研究认为，{why}，未予采纳。")
}

/// The numbers, from the comparison.
fn numbers(comparison: &Comparison, facts: &ReportFacts) -> String {
    let counts = Counts::of(comparison);
    let said = match counts.chinese() {
        none if none.is_empty() => String::new(),
        said => format!("与{}相比，{}{said}。", facts.old_label, facts.new_label),
    };
    let formal =
        if counts.formal > 0 { format!("还对{}条作了文字修改", number(counts.formal)) } else { String::new() };
    let renumbered = comparison.rows.iter().any(|it| it.renumbered || it.moved);
    let order = if renumbered { "对条文顺序作了相应调整" } else { "" };
    let also: Vec<&str> = [formal.as_str(), order].into_iter().filter(|it| !it.is_empty()).collect();
    let also = if also.is_empty() { String::new() } else { format!("此外，{}。", also.join("，")) };
    let chapter = |it: &&crate::law::compare::Heading| it.kind == DivisionKind::Chapter && it.op != Op::Delete;
    let chapters = comparison.headings.iter().filter(chapter).count();
    let chapters = if chapters > 0 { format!("{}章", number(chapters)) } else { String::new() };
    format!("{said}{also}{}共{chapters}{}条。", facts.new_label, number(comparison.new.articles.len()))
}

fn closing(facts: &ReportFacts) -> [String; 2] {
    let (new, short) = (&facts.new_label, facts.kind.short());
    let proposal = match facts.kind {
        ReportKind::Revision => format!("{new}已按上述意见作了修改，法制委员会建议提请本次常委会会议再次审议。"),
        ReportKind::Result => format!("法制委员会已按上述意见提出{new}，建议提请本次常委会会议表决。"),
    };
    [proposal, format!("{new}和以上{short}是否妥当，请审议。")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::compare::compare;
    use crate::law::parse::parse;

    const OLD: &str = "# ××市噪声防治条例\n\n（草案）\n\n## 第一章　总则\n\n第一条　为了防治噪声，制定本条例。\n\n\
                       第二条　夜间不得进行建筑施工作业。\n\n## 第二章　附则\n\n第三条　表彰奖励按照国家有关规定执行，每年举办一次。\n\n\
                       第四条　违反第二条规定的，处五百元罚款。\n\n第五条　本条例自2027年7月1日起施行。\n";
    const NEW: &str = "# ××市噪声防治条例\n\n（草案修改稿）\n\n## 第一章　总则\n\n第一条　为了防治噪声，制定本条例。\n\n\
                       第二条　市人民政府应当设置噪声监测站点并公布监测结果。\n\n第三条　夜间不得进行建筑施工作业，抢修除外。\n\n\
                       ## 第二章　附则\n\n第四条　违反第三条规定的，处五百元罚款。\n\n第五条　本条例自2027年7月1日起施行。\n";

    fn facts(kind: ReportKind) -> ReportFacts {
        ReportFacts {
            kind,
            committee: "××市人民代表大会法制委员会".to_owned(),
            title: "××市噪声防治条例".to_owned(),
            old_label: "草案".to_owned(),
            new_label: "草案修改稿".to_owned(),
            ..ReportFacts::default()
        }
    }

    fn made(kind: ReportKind, reasons: &[(usize, &str)]) -> (String, Comparison) {
        let comparison = compare(&parse(OLD).statute, &parse(NEW).statute);
        // Reasons by the place of the new article; the row is looked up.
        let reasons: Reasons =
            reasons.iter().map(|(new, words)| (comparison.row_of_new(*new).unwrap(), (*words).to_owned())).collect();
        (report(&comparison, &reasons, &facts(kind)), comparison)
    }

    #[test]
    fn the_numbers_are_those_of_the_comparison() {
        let (text, comparison) = made(ReportKind::Revision, &[]);
        let counts = Counts::of(&comparison);
        assert_eq!((counts.changed, counts.added, counts.removed, counts.formal), (1, 1, 1, 1), "{comparison:#?}");
        let told = "与草案相比，草案修改稿修改一条，增加一条，删去一条。此外，还对一条作了文字修改，对条文顺序作了相应调整。\
                    草案修改稿共二章五条。";
        assert!(text.contains(told), "{text}");
    }

    #[test]
    fn reasons_become_points_by_article_and_what_nobody_explained_is_a_gap() {
        let (text, _) = made(ReportKind::Revision, &[(2, "有的委员提出，抢修不宜禁止。\n建议增加例外。")]);
        assert!(
            text.contains("二、有的委员提出，抢修不宜禁止。建议增加例外（草案第二条，草案修改稿第三条）。"),
            "{text}"
        );
        assert!(
            text.contains(
                "一、〔待填：修改理由〕。法制委员会建议增加一条，规定〔待填：主要内容〕（草案修改稿第二条）。"
            ),
            "{text}"
        );
        assert!(text.contains("三、关于草案第三条，〔待填：修改理由〕。法制委员会建议删去该条。"), "{text}");
        assert!(!text.contains("四、"), "a reference that followed is no point: {text}");
    }

    #[test]
    fn rows_of_one_reason_are_one_point() {
        let same = "统一用语。";
        let (text, _) = made(ReportKind::Revision, &[(1, same), (2, same), (3, same)]);
        assert!(text.contains("一、统一用语（草案第二条、第四条，草案修改稿第二条、第三条、第四条）。"), "{text}");
    }

    #[test]
    fn places_stand_in_order_terms_are_one_point_and_long_lists_are_cut() {
        let old = "第一条　市场主体依法经营，市场主体应当守信。\n\n第二条　市场主体享有平等地位。\n\n第三条　甲应当一日内答复，乙应当二日内答复，\
                   丙应当三日内答复，丁应当四日内答复，戊应当五日内答复。\n";
        let new =
            old.replace("市场主体", "经营主体").replace("一日", "六日").replace("二日", "七日").replace("三日", "八日");
        let new = new.replace("四日", "九日").replace("五日", "十日");
        let comparison = compare(&parse(old).statute, &parse(&new).statute);
        let text = report(&comparison, &Reasons::new(), &facts(ReportKind::Revision));
        assert!(text.contains("建议将草案中的“市场主体”统一修改为“经营主体”，共三处。"), "{text}");
        assert!(text.contains("等（草案修改稿第三条）。"), "{text}");
        let all: Vec<&Row> = comparison.rows.iter().rev().collect();
        let places = places(&comparison, &all, &facts(ReportKind::Revision));
        assert_eq!(places, "草案第一条、第二条、第三条，草案修改稿第一条、第二条、第三条");
    }

    #[test]
    fn the_kind_says_how_it_is_called_and_what_is_proposed() {
        let revision = made(ReportKind::Revision, &[]).0;
        assert!(revision.starts_with("# ××市人民代表大会法制委员会关于《××市噪声防治条例（草案）》修改情况的汇报\n"));
        assert!(revision.contains("建议提请本次常委会会议再次审议。\n\n草案修改稿和以上汇报是否妥当，请审议。\n"));
        let result = made(ReportKind::Result, &[]).0;
        assert!(result.contains("》审议结果的报告\n") && result.contains("合宪性、合法性"));
        assert!(result.contains("建议提请本次常委会会议表决。\n\n草案修改稿和以上报告是否妥当，请审议。\n"));
    }

    #[test]
    fn what_is_known_fills_its_gap() {
        let comparison = compare(&parse(OLD).statute, &parse(NEW).statute);
        let empty = report(&comparison, &Reasons::new(), &facts(ReportKind::Revision));
        let full = ReportFacts {
            read_on: "2026年8月27日".to_owned(),
            read_by: "××市第×届人民代表大会常务委员会第三十四次会议".to_owned(),
            reading: "第一次审议".to_owned(),
            consulted: "2026年8月28日至9月30日".to_owned(),
            special_committee: "社会建设委员会".to_owned(),
            met_on: "2026年10月15日".to_owned(),
            heard_on: "2026年10月20日".to_owned(),
            dated: "2026年10月29日".to_owned(),
            session: "××市第×届人民代表大会常务委员会第三十五次会议".to_owned(),
            ..facts(ReportKind::Revision)
        };
        let filled = report(&comparison, &Reasons::new(), &full);
        assert_eq!(gaps(&empty) - gaps(&filled), 7, "{filled}");
        assert!(filled.contains(
            "2026年10月15日，法制委员会召开会议，根据常委会组成人员的审议意见、社会建设委员会的审议意见和各方面意见"
        ));
        assert!(filled.contains(
            "（2026年10月29日在××市第×届人民代表大会常务委员会第三十五次会议上　××市人民代表大会法制委员会）"
        ));
    }
}
