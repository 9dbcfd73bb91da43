//! Every operation of the table in the domain handbook §5, on a miniature ordinance of our own words.

use kaimen::law::amend::{Act, Applied, Refused, apply, parse_decision, print};
use kaimen::law::parse::parse;
use kaimen::law::print::print as print_statute;
use kaimen::law::statute::Statute;

const BASE: &str = "# ××市渡口管理条例

（2019年5月1日××市第九届人民代表大会常务委员会第十次会议通过）

## 第一章　总则

第一条　为了加强渡口管理，保障渡运安全，制定本条例。

第二条　本市行政区域内渡口的设置、使用和管理，适用本条例。

第三条　市交通主管部门负责渡口管理工作。

县（市、区）交通主管部门负责本区域的渡口管理工作。

## 第二章　设置

第四条　设置渡口应当具备下列条件：

（一）有稳定的渡运需求；

（二）水流平缓；

（三）有管理人员。

第五条　设置渡口，应当向县（市、区）交通主管部门提出申请。

交通主管部门应当在三十日内答复。

依照前款规定作出的答复应当公开。

第六条　渡口不得擅自迁移或者撤销。

## 第三章　法律责任

第七条　违反本条例第六条规定的，处一千元罚款。

第八条　交通主管部门工作人员玩忽职守的，依照本条例第五条第二款追究责任。

## 第四章　附则

第九条　本条例自2020年1月1日起施行。
";

fn base() -> Statute {
    parse(BASE).statute
}

fn outcome(clauses: &str) -> Result<Applied, Refused> {
    let decision =
        format!("××市人大常委会决定对《××市渡口管理条例》作如下修改：\n\n{clauses}\n\n本决定自公布之日起施行。");
    let parsed = parse_decision(&decision);
    // What is printed reads back as the same orders, so that a report can be trusted.
    let again = parse_decision(&print(&parsed.decision));
    assert_eq!(print(&again.decision), print(&parsed.decision));
    apply(&base(), &parsed.decision)
}

#[track_caller]
fn amended(clauses: &str) -> Statute {
    match outcome(clauses) {
        Ok(applied) => applied.statute,
        Err(refused) => panic!("refused: {:?}", refused.refusals),
    }
}

#[track_caller]
fn words(statute: &Statute, article: &str) -> String {
    let path = article.parse().expect(article);
    statute.words_at(path).unwrap_or_else(|| panic!("no {article} in\n{}", print_statute(statute)))
}

#[track_caller]
fn refusal(clauses: &str) -> (String, String) {
    let refused = outcome(clauses).expect_err(clauses);
    let first = refused.refusals.first().expect("a reason");
    (first.clause.clone(), first.reason.clone())
}

fn count(statute: &Statute) -> usize {
    statute.articles().count()
}

#[test]
fn articles_paragraphs_and_items_are_replaced() {
    let text = amended("一、将第二条修改为：“本市渡口适用本条例。\n“法律另有规定的除外。”");
    assert_eq!(words(&text, "a2"), "本市渡口适用本条例。\n法律另有规定的除外。");
    let text = amended("一、将第五条第二款修改为：“交通主管部门应当在二十日内答复。”");
    assert_eq!(words(&text, "a5.p2"), "交通主管部门应当在二十日内答复。");
    let text = amended("一、第四条第二项修改为：“（二）水流平缓，岸线稳定”。");
    assert_eq!(words(&text, "a4.p1.i2"), "（二）水流平缓，岸线稳定；");
    let text = amended("一、将第四条的导语修改为：“设置渡口应当同时具备下列条件：”");
    assert!(words(&text, "a4").starts_with("设置渡口应当同时具备下列条件：\n（一）"));
}

#[test]
fn renumbering_comes_with_replacement_or_edits() {
    let text = amended(
        "一、增加一条，作为第四条：“渡口分为公益渡口和营运渡口。”\n二、将第五条改为第六条，第二款中的“三十日”修改为“二十日”，“答复”修改为“书面答复”。",
    );
    assert_eq!(words(&text, "a4"), "渡口分为公益渡口和营运渡口。");
    assert_eq!(words(&text, "a6.p2"), "交通主管部门应当在二十日内书面答复。");
    assert_eq!(count(&text), 10);
    let text = amended("一、删去第二条。\n二、将第六条改为第五条，修改为：“渡口不得迁移。”");
    assert_eq!(words(&text, "a5"), "渡口不得迁移。");
}

#[test]
fn references_of_old_words_follow_and_quoted_ones_do_not() {
    let clauses = "一、增加一条，作为第二条：“违反第六条的从其规定。”";
    let applied = outcome(clauses).expect("applies");
    assert_eq!(words(&applied.statute, "a8"), "违反本条例第七条规定的，处一千元罚款。");
    assert_eq!(words(&applied.statute, "a2"), "违反第六条的从其规定。");
    assert_eq!(applied.renumbered.len(), 8);
    assert!(applied.references.iter().any(|it| it.old == "本条例第六条" && it.new == "本条例第七条"));
    let text = amended("一、第五条增加一款，作为第一款：“设置渡口应当公示。”");
    assert_eq!(words(&text, "a8"), "交通主管部门工作人员玩忽职守的，依照本条例第五条第三款追究责任。");
}

#[test]
fn words_are_edited_at_several_places() {
    let text = amended("一、将第三条、第五条第二款中的“交通主管部门”修改为“交通运输部门”。");
    assert_eq!(words(&text, "a3.p2"), "县（市、区）交通运输部门负责本区域的渡口管理工作。");
    assert!(words(&text, "a5.p1").contains("交通主管部门"));
    let text = amended("一、将本条例中的“交通主管部门”修改为“交通运输部门”。");
    assert!(!print_statute(&text).contains("交通主管部门"));
    let text = amended("一、将第三条第一款中的“市交通”、第七条中的“一千元”，统一修改为“两千”。");
    assert_eq!(words(&text, "a7"), "违反本条例第六条规定的，处两千罚款。");
    let text = amended("一、在第二条中的“使用”后增加“维护”。");
    assert_eq!(words(&text, "a2"), "本市行政区域内渡口的设置、使用、维护和管理，适用本条例。");
    let text = amended("一、删去第二条中的“、使用”。\n二、删去第六条中的“或者撤销”。");
    assert_eq!(words(&text, "a2"), "本市行政区域内渡口的设置和管理，适用本条例。");
    assert_eq!(words(&text, "a6"), "渡口不得擅自迁移。");
    let text = amended("一、在第六条末尾增加“确需迁移的，应当申请。”");
    assert_eq!(words(&text, "a6"), "渡口不得擅自迁移或者撤销。确需迁移的，应当申请。");
}

#[test]
fn words_that_stand_twice_are_all_edited_and_it_is_said() {
    let applied = outcome("一、将第三条中的“渡口管理工作”修改为“渡口工作”。").expect("applies");
    assert!(!words(&applied.statute, "a3").contains("渡口管理工作"));
    assert!(applied.notes.iter().any(|it| it.contains("有2处")));
    let text = amended("一、将第三条中的第二处“渡口管理工作”修改为“渡口工作”。");
    assert_eq!(words(&text, "a3.p1"), "市交通主管部门负责渡口管理工作。");
    assert!(words(&text, "a3.p2").ends_with("渡口工作。"));
}

#[test]
fn paragraphs_and_items_are_added_shifted_and_deleted() {
    let text = amended("一、第三条增加二款，作为第二款、第四款：“海事机构协助。\n“公安机关协助。”");
    assert_eq!(words(&text, "a3.p2"), "海事机构协助。");
    assert_eq!(words(&text, "a3.p4"), "公安机关协助。");
    let text = amended(
        "一、将第四条增加一项，作为第二项：“（二）有符合标准的码头”。\n第三项改为第四项，修改为：“（四）有持证的管理人员”。",
    );
    assert_eq!(words(&text, "a4.p1.i2"), "（二）有符合标准的码头；");
    assert_eq!(words(&text, "a4.p1.i4"), "（四）有持证的管理人员。");
    let text = amended("一、第四条增加一项，作为第四项：“（四）有救生设备”。");
    assert_eq!(words(&text, "a4.p1.i3"), "（三）有管理人员；");
    assert_eq!(words(&text, "a4.p1.i4"), "（四）有救生设备。");
    let text = amended("一、删去第四条第三项。\n二、删去第三条第二款。");
    assert_eq!(words(&text, "a4.p1.i2"), "（二）水流平缓。");
    assert_eq!(words(&text, "a3"), "市交通主管部门负责渡口管理工作。");
}

#[test]
fn a_later_paragraph_of_a_clause_inherits_its_article() {
    let text = amended(
        "一、将第五条第一款修改为：“设置渡口，应当申请。”\n第二款修改为：“应当在十日内答复。”\n增加一款，作为第四款：“答复应当送达。”",
    );
    assert_eq!(
        words(&text, "a5"),
        "设置渡口，应当申请。\n应当在十日内答复。\n依照前款规定作出的答复应当公开。\n答复应当送达。"
    );
}

#[test]
fn articles_merge_split_and_change_rank() {
    let text = amended("一、将第二条、第六条合并，作为第二条，修改为：“渡口适用本条例，不得擅自迁移。”");
    assert_eq!((count(&text), words(&text, "a2").as_str()), (8, "渡口适用本条例，不得擅自迁移。"));
    let text = amended("一、将第三条改为两条，作为第三条、第四条，修改为：“第三条　市里负责。\n“第四条　县里负责。”");
    assert_eq!((count(&text), words(&text, "a4").as_str()), (10, "县里负责。"));
    let text = amended("一、将第五条第三款改为第六条，修改为：“答复应当公开。”");
    assert_eq!(
        (words(&text, "a6").as_str(), words(&text, "a7").as_str()),
        ("答复应当公开。", "渡口不得擅自迁移或者撤销。")
    );
    let text = amended("一、将第六条改为第五条第四款，修改为：“渡口不得迁移。”");
    assert_eq!((count(&text), words(&text, "a5.p4").as_str()), (8, "渡口不得迁移。"));
    let text = amended("一、将第六条改为第五条第四款。");
    assert_eq!((count(&text), words(&text, "a5.p4").as_str()), (8, "渡口不得擅自迁移或者撤销。"));
}

#[test]
fn an_amendment_keeps_numbers_and_inserts_between_them() {
    let source = "××市渡口管理条例修正案\n\n一、在第四条后增加一条，作为第四条之一：“渡口应当编号。”\n\n二、删去第六条。\n\n三、第二条增加一款作为第二款，将该条修改为：“甲。\n“乙。”";
    let parsed = parse_decision(source);
    let text = apply(&base(), &parsed.decision).expect("applies").statute;
    assert_eq!(words(&text, "a4-1"), "渡口应当编号。");
    assert_eq!(words(&text, "a6"), "（删去）");
    assert_eq!(words(&text, "a2"), "甲。\n乙。");
    assert_eq!(words(&text, "a7"), "违反本条例第六条规定的，处一千元罚款。");
}

#[test]
fn headings_are_renamed_added_merged_and_given_articles() {
    let text = amended("一、将第二章章名修改为“渡口设置”。");
    assert!(print_statute(&text).contains("## 第二章　渡口设置\n"));
    let text = amended(
        "一、增加一章，作为第三章“监督检查”，包括第七条和第八条。\n二、增加二条，作为第七条、第八条：“第七条　检查。\n“第八条　公布。”",
    );
    let printed = print_statute(&text);
    assert!(printed.contains("## 第三章　监督检查\n\n第七条　检查。"), "{printed}");
    assert!(printed.contains("## 第四章　法律责任\n\n第九条　"), "{printed}");
    let text = amended("一、将第三章并入第二章。");
    let printed = print_statute(&text);
    assert!(
        !printed.contains("法律责任") && printed.contains("## 第三章　附　则") || printed.contains("## 第三章　附则")
    );
    let text = amended("一、删去第二章。");
    assert_eq!(count(&text), 6);
}

#[test]
fn the_title_changes_and_the_title_note_grows() {
    let text = amended("一、将条例名称修改为“××市渡口条例”。");
    assert_eq!(text.title.plain, "××市渡口条例");
    let source = "××市人民代表大会常务委员会关于修改《××市渡口管理条例》的决定\n\n（2026年3月1日××市第十届人民代表大会常务委员会第二次会议通过　2026年5月1日××省第十四届人民代表大会常务委员会第九次会议批准）\n\n常务委员会决定对《××市渡口管理条例》作如下修改：\n\n一、删去第三条第二款。\n\n本决定自公布之日起施行。";
    let text = apply(&base(), &parse_decision(source).decision).expect("applies").statute;
    let note = text.title_note.expect("a note").plain;
    assert!(note.ends_with("通过并经2026年5月1日××省第十四届人民代表大会常务委员会第九次会议批准的《××市人民代表大会常务委员会关于修改〈××市渡口管理条例〉的决定》修正"), "{note}");
}

#[test]
fn one_decision_amends_several_statutes() {
    let source = "决定对下列法规作如下修改：\n\n一、对《××市码头条例》作出修改\n\n（一）删去第一条。\n\n二、对《××市渡口管理条例》作出修改\n\n（一）删去第三条第二款。\n\n（二）将第七条中的“一千元”修改为“两千元”。";
    let parsed = parse_decision(source);
    assert_eq!(parsed.decision.parts.len(), 2);
    let text = apply(&base(), &parsed.decision).expect("applies").statute;
    assert_eq!(words(&text, "a7"), "违反本条例第六条规定的，处两千元罚款。");
    let passage = parse_decision("四、删去《××市渡口管理条例》第二条中的“、使用”。\n\n将第七条修改为“处罚。”");
    let text = apply(&base(), &passage.decision).expect("applies").statute;
    assert_eq!(words(&text, "a7"), "处罚。");
    let mut other = base();
    other.title.plain = "××市公园条例".to_owned();
    assert!(apply(&other, &parsed.decision).is_err());
}

#[test]
fn wordings_may_vary() {
    for clauses in [
        "一、第七条的“一千元”改为“两千元”。",
        "一、将第七条中“一千元”修改为“两千元”。",
        "1.将第七条中的“一千元”替换为“两千元”。",
        "将第七条修改为：\n“违反本条例第六条规定的，处两千元罚款。”",
        "一、把第七条里的“一千元”修改成“两千元”。",
        "（一）相应地将第七条中的“一千元”修改为“两千元”，条文顺序作相应调整。",
        "一、将七条中的“一千元”修改为“两千元”。",
    ] {
        assert_eq!(words(&amended(clauses), "a7"), "违反本条例第六条规定的，处两千元罚款。", "{clauses}");
    }
}

#[test]
fn what_cannot_be_done_exactly_is_refused_with_the_reason() {
    let (clause, reason) = refusal("一、删去第三条第二款。\n二、将第三十条修改为：“甲。”");
    assert_eq!(clause, "二");
    assert!(reason.contains("原文没有第三十条"), "{reason}");
    assert!(refusal("一、将第三条第五款修改为：“甲。”").1.contains("只有2款"));
    assert!(refusal("一、删去第四条第九项。").1.contains("没有第九项"));
    assert!(refusal("一、将第六条中的“一千元”修改为“两千元”。").1.contains("这些文字在第七条"));
    assert!(refusal("一、将第六条中的“飞机”修改为“船”。").1.contains("全文也没有"));
    assert!(refusal("一、将第六条改为第三十条。").1.contains("放不下"));
    assert!(refusal("一、增加一条，作为第二条：“甲。”\n二、增加一条，作为第二条：“乙。”").1.contains("已经由本决定"));
    assert!(refusal("一、建议有关部门认真研究第六条增加的内容。").1.contains("没有读懂"));
    assert!(refusal("一、第四条增加一项，作为第二项：“（三）码头”。").1.contains("不一致"));
    assert!(refusal("一、第三条增加一款，作为第二款：“甲。\n“乙。”").1.contains("引号内有2款"));
    assert!(refusal("一、增加一章，作为第三章“监督”。").1.contains("没有写明包括哪些条"));
    assert!(refusal("一、删去第三条。\n二、将第三条第二款修改为：“甲。”").1.contains("已经由本决定前面的规定"));
}

#[test]
fn no_order_is_passed_over_silently() {
    assert_eq!(count(&amended("一、删去第六条，其他条文序号依次调整。")), 8);
    assert_eq!(count(&amended("一、删去第三条第二款。\n\n此外，删去第六条。")), 8);
    assert!(refusal("一、删去第三条第二款。\n\n第六条予以废止。").1.contains("没有读懂"));
    assert!(refusal("一、第三条增加一款，作为第二款，将第六条修改为：“甲。”").1.contains("没有读懂"));
}

#[test]
fn all_refusals_are_told_at_once() {
    let refused = outcome("一、删去第三十条。\n二、将第六条中的“一千元”修改为“两千元”。\n三、胡乱修改为好。")
        .expect_err("refused");
    assert_eq!(refused.refusals.len(), 3);
    assert_eq!(refused.refusals[1].candidates, ["第七条第一款"]);
}

#[test]
fn too_many_operations_are_refused_and_told_so() {
    let clauses = "删去第三条第二款。\n".repeat(10_001);
    let reason = refusal(&clauses).1;
    assert!(reason.contains("10000"), "{reason}");
}

#[test]
fn no_input_makes_it_panic() {
    let pieces = [
        "第",
        "条",
        "款",
        "修改为",
        "“",
        "”",
        "‘",
        "：",
        "一、",
        "（一）",
        "增加一条，作为",
        "第三条",
        "至",
        "将",
        "《",
        "》",
        "中的",
        "\n",
        "分别",
        "改为",
        "\u{FFFC}",
        "九千九百九十九",
    ];
    let mut seed = 7_usize;
    for _ in 0..400 {
        let mut source = String::new();
        for _ in 0..30 {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
            source.push_str(pieces[seed % pieces.len()]);
        }
        let parsed = parse_decision(&source);
        let _ = apply(&base(), &parsed.decision);
        let _ = print(&parsed.decision);
    }
}

#[test]
fn an_unnamed_wording_change_is_noted_and_not_made() {
    let source = "决定对《××市渡口管理条例》作如下修改：\n\n一、删去第三条第二款。\n\n此外，对条文顺序和个别文字作相应调整和修改。";
    let applied = apply(&base(), &parse_decision(source).decision).expect("applies");
    assert!(applied.notes.iter().any(|it| it.contains("没有列明")));
    assert!(
        parse_decision(source).decision.parts[0].clauses.iter().all(|it| {
            it.lines.iter().flat_map(|it| &it.operations).all(|it| !matches!(it.act, Act::Unknown { .. }))
        })
    );
}
