//! A 修改决定 as a Word file: title in 小标宋, 题注 in 楷体, all else in 仿宋 三号, each quoted paragraph on its own.

use super::runs::{Body, Font};
use super::{Options, package};
use crate::law::amend::{Decision, print};

/// The decision as a Word file.
#[must_use]
pub fn decision_docx(decision: &Decision, options: Options) -> Vec<u8> {
    let mut body = Body::default();
    if !decision.title.is_empty() {
        body.title(&decision.title);
    }
    if let Some(note) = &decision.note {
        body.open("Note", "");
        body.run(&format!("（{note}）"), Font::Style);
        body.close();
    }
    let rest = Decision { title: String::new(), note: None, ..decision.clone() };
    for line in print(&rest).lines().filter(|it| !it.is_empty()) {
        body.open("Body", "");
        body.run(line, Font::Style);
        body.close();
    }
    package::zip(&body, &decision.title, options)
}

#[cfg(test)]
mod tests {
    use super::super::tests::part;
    use super::*;
    use crate::law::amend::parse_decision;

    #[test]
    fn title_and_note_are_set_apart_and_every_paragraph_is_one() {
        let text = "××市人民代表大会常务委员会关于修改《××市停车条例》的决定\n\n（×年×月×日通过）\n\n\
                    ××市第×届人民代表大会常务委员会第×次会议决定对《××市停车条例》作如下修改：\n\n\
                    一、将第二条修改为：“停车场应当公示收费标准。\n\n“停车场不得强制搭售。”\n\n\
                    本决定自2027年1月1日起施行。\n";
        let decision = parse_decision(text).decision;
        let document = part(&decision_docx(&decision, Options::default()), "word/document.xml");
        assert!(document.contains("<w:pStyle w:val=\"DocumentTitle\"/>"));
        assert_eq!(document.matches("<w:pStyle w:val=\"Note\"/>").count(), 1);
        assert_eq!(document.matches("<w:pStyle w:val=\"Body\"/>").count(), 4, "{document}");
        for words in
            ["一、将第二条修改为：“停车场应当公示收费标准。", "“停车场不得强制搭售。”", "本决定自2027年1月1日起施行。"]
        {
            assert!(document.contains(words), "{words}");
        }
    }
}
