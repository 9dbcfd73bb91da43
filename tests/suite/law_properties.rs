//! Properties of the parser on arbitrary input: no panic, no byte without a node, and a canonical form that reads back
//! as the same tree.

use kaimen::law::parse::parse;
use kaimen::law::print::print;
use kaimen::law::refs::references;
use proptest::prelude::*;

/// Words that mean something to the parser, thrown together without sense.
const TOKENS: &[&str] = &[
    "第一条",
    "第二条",
    "第三条之一",
    "第十条",
    "第1条",
    "　",
    " ",
    "\n",
    "\n\n",
    "\n",
    "第一章",
    "第二章",
    "第一节",
    "第一编",
    "第三分编",
    "总则",
    "附 则",
    "（一）",
    "（二）",
    "（三）",
    "(一)",
    "1.",
    "2. ",
    "１．",
    "①",
    "（1）",
    "甲：",
    "乙；",
    "丙。",
    "为了",
    "规定的",
    "，",
    "、",
    "“",
    "”",
    "《",
    "》",
    "附件",
    "附件1：",
    "附：",
    "附录",
    "目录",
    "# ",
    "## ",
    "### ",
    "- ",
    "> ",
    "* ",
    "**",
    "*",
    "[",
    "]",
    "](http://a.b)",
    "[^1]",
    "[^1]: ",
    "\\",
    "<!-- km:cont -->",
    "<!-- km:uid u1 -->",
    "<!-- km:note x -->",
    "<!-- x -->",
    "<!--",
    "-->",
    "---\n",
    "| a | b |",
    "|",
    "- 3 -",
    "—12—",
    "第3页",
    "（草案）",
    "草案修改稿",
    "（2020年1月1日通过）",
    "2020年1月1日通过",
    "（",
    "）",
    "〖目的〗",
    "【目的】",
    "（目的）",
    "公告",
    "××市人民代表大会常务委员会公告",
    "条例",
    "关于修改的决定",
    "一、",
    "二、标题",
    "前款",
    "本条例第一条",
    "\u{FEFF}",
    "\u{200B}",
    "\r\n",
    "\t",
    "\u{3000}\u{3000}",
    "é",
    "e\u{301}",
    "\u{E010}",
    "👍",
    "\0",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TOKENS), 0..60).prop_map(|tokens| tokens.concat())
}

#[track_caller]
fn check(source: &str) {
    let parsed = parse(source);
    let rebuilt: String = parsed.pieces.iter().map(|it| &source[it.span.range()]).collect();
    assert_eq!(rebuilt, source, "every byte belongs to a node");
    for problem in &parsed.problems {
        assert!(source.is_char_boundary(problem.span.start) && source.is_char_boundary(problem.span.end));
    }
    for reference in references(&parsed.statute) {
        assert!(reference.source_span.end <= source.len());
    }
    let printed = print(&parsed.statute);
    let again = parse(&printed);
    assert!(
        again.statute.same_text(&parsed.statute),
        "source {source:?}\nprinted {printed:?}\nagain {:?}",
        print(&again.statute)
    );
    assert_eq!(print(&again.statute), printed);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, max_shrink_iters: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_means_something_thrown_together_without_sense(source in soup()) {
        check(&source);
    }

    #[test]
    fn any_text_at_all(source in any::<String>()) {
        check(&source);
    }
}

/// Inputs that once read back differently.
#[test]
fn inputs_that_once_failed() {
    for source in [
        "",
        "- 3 -二、标题<!-- km:note x --><!-- km:note x -->\n甲",
        "第一条1.\r\n<!-- km:cont -->第一章",
        "\\\\\u{1e01b}",
        "总则<!-- km:cont -->\u{3000}",
        "第一章规定的附录",
        "第一章第一章第一条第一条",
        "第1条[^1]: ",
        "第一章本条例第一条（2020年1月1日通过）",
        "第一章总则关于修改的决定第一条<!-- km:cont -->附件\u{3000}、- 3 -\u{3000}",
        "第一章[[^1]",
        "总则（草案）（草案）",
        "第一章<!--> \u{feff}",
        "总则\n## （目的）\u{3000}",
        "第一章\n<!-- km:cont -->第一章\r\n第一条",
        "第一章\\\u{3000}",
        "第一章# e\u{301}\u{3000}",
        "第一章\n本条例第一条第1条",
        "第三条之一\n条例",
        "A。",
        "**第一章**（草案）\u{3000}",
        "1.甲：\n<!-- km:cont -->乙；\n（二）",
        "# 第一章第一条第1条第一条第1条",
        "（一）\n1.第一条---\n①e\u{301}",
        "第一条\r\n附件1：<!-- km:uid u1 --><!-- km:uid u1 -->",
        "**- 第一章**\u{3000}",
        "---\n（目的）\n（草案）\u{3000}",
        "第一章[\u{feff}](http://a.b)",
        "\0\n(\n)",
        "<!--km: km:-->",
        "-<!--km:cont --->",
        "A<!--km:cont ?-->",
    ] {
        check(source);
    }
}

/// The occurrence of a repeated number and the suffix of a repeated heading stop counting; nothing breaks.
#[test]
fn a_number_repeated_more_often_than_can_be_counted() {
    let articles = format!("# 条例\n\n{}", "第一条　甲。\n\n".repeat(70_000));
    assert_eq!(parse(&articles).statute.articles().count(), 70_000);
    let chapters = format!("# 条例\n\n{}", "## 第一章　总则\n\n".repeat(70_000));
    assert_eq!(parse(&chapters).statute.body.len(), 70_000);
}

/// Lines that once took minutes, because each place in them was compared with each other.
#[test]
fn long_lines_of_one_kind_are_read_in_one_pass() {
    for source in ["第一条 ", "[", "[^", "**a", "（", "《", "第", "<!--"] {
        let line = source.repeat(30_000);
        check(&format!("# 条例\n\n## 第一章{line}\n\n第一条　{line}](http://a\n"));
    }
}
