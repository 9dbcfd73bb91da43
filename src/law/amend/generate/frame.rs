//! What stands around the clauses: title, 题注, lead-in and closing paragraphs.

use super::super::decision::{Tail, TailKind};
use crate::law::span::Span;

/// Who decides, when, and from when on. What is not known is printed as ×.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The deciding organ: ××市人民代表大会常务委员会. By default told from the name of the statute.
    pub organ: Option<String>,
    /// The meeting: ××市第×届人民代表大会常务委员会第×次会议.
    pub session: Option<String>,
    /// The day of the vote: 2026年3月1日.
    pub passed: Option<String>,
    /// From when the decision has force: 2026年5月1日, or 公布之日.
    pub effective: Option<String>,
}

const CONGRESS: &str = "人民代表大会";
/// How many characters the name of a place has at most.
const MAX_PLACE: usize = 12;

impl Frame {
    fn organ(&self, statute: &str) -> String {
        self.organ.clone().unwrap_or_else(|| match place(statute) {
            "中华人民共和国" => format!("全国{CONGRESS}常务委员会"),
            place => format!("{place}{CONGRESS}常务委员会"),
        })
    }

    fn session(&self, statute: &str) -> String {
        self.session.clone().unwrap_or_else(|| {
            let organ = self.organ(statute);
            let (place, body) = organ.split_at(organ.find(CONGRESS).unwrap_or(0));
            match place {
                "全国" => format!("第×届{place}{body}第×次会议"),
                _ => format!("{place}第×届{body}第×次会议"),
            }
        })
    }

    /// ××市人民代表大会常务委员会关于修改《××市××条例》的决定.
    #[must_use]
    pub fn title(&self, statute: &str) -> String {
        format!("{}关于修改《{}》的决定", self.organ(statute), inner(statute))
    }

    /// 题注, without brackets.
    pub(super) fn note(&self, statute: &str) -> String {
        let day = self.passed.as_deref().unwrap_or("×年×月×日");
        format!("{day}{}通过", self.session(statute))
    }

    pub(super) fn lead(&self, statute: &str) -> String {
        format!("{}决定对《{}》作如下修改：", self.session(statute), inner(statute))
    }

    pub(super) fn tail(&self, statute: &str, renumbered: bool) -> Vec<Tail> {
        let day = self.effective.as_deref().unwrap_or("×年×月×日");
        let order = if renumbered { "并对条文顺序作相应调整" } else { "" };
        let effect = format!("本决定自{day}起施行。");
        let again = format!("《{}》根据本决定作相应修改{order}，重新公布。", inner(statute));
        [(TailKind::Effect, effect), (TailKind::Republish, again)]
            .map(|(kind, words)| Tail { kind, words, span: Span::default() })
            .into()
    }
}

/// The place a statute is named after: ××市, 某某省; 中华人民共和国.
fn place(statute: &str) -> &str {
    const STATE: &str = "中华人民共和国";
    if statute.starts_with(STATE) {
        return STATE;
    }
    let ends = ["自治区", "自治州", "自治县", "省", "市", "县"];
    let found = statute.char_indices().take(MAX_PLACE).find_map(|(at, _)| {
        let rest = &statute[at..];
        ends.iter().find(|it| at > 0 && rest.starts_with(**it)).map(|it| &statute[..at + it.len()])
    });
    found.unwrap_or("××市")
}

/// A title within 《》: its own 《》 become 〈〉.
fn inner(title: &str) -> String {
    title.replace('《', "〈").replace('》', "〉")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_printed_as_crosses() {
        let frame = Frame::default();
        assert_eq!(frame.title("××市停车条例"), "××市人民代表大会常务委员会关于修改《××市停车条例》的决定");
        assert_eq!(
            frame.lead("××市停车条例"),
            "××市第×届人民代表大会常务委员会第×次会议决定对《××市停车条例》作如下修改："
        );
        assert_eq!(frame.tail("停车条例", false)[0].words, "本决定自×年×月×日起施行。");
        assert_eq!(frame.note("停车条例"), "×年×月×日××市第×届人民代表大会常务委员会第×次会议通过");
    }

    #[test]
    fn what_is_known_is_printed() {
        let frame = Frame {
            session: Some("甲市第九届人民代表大会第三次会议".to_owned()),
            effective: Some("公布之日".to_owned()),
            ..Frame::default()
        };
        assert_eq!(frame.lead("甲市停车条例"), "甲市第九届人民代表大会第三次会议决定对《甲市停车条例》作如下修改：");
        assert_eq!(frame.tail("甲市停车条例", true)[0].words, "本决定自公布之日起施行。");
        assert!(frame.tail("甲市停车条例", true)[1].words.contains("条文顺序"));
        assert!(frame.title("甲省停车条例").starts_with("甲省人民代表大会常务委员会"));
    }
}
