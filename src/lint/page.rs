//! The page of a rule, as drafters read it, and the examples in it, which are its tests.
//!
//! Its shape is fixed: `# K301　用“必须”设定义务` (code and title), one paragraph that says the rule in a sentence, then the
//! sections 为什么, 依据, 示例 and 如何修改. Examples are fenced blocks under 示例: ```` ```不宜 ```` must be flagged,
//! ```` ```宜 ```` must not. Behind the word stands what else the example needs: `阶段：表决稿`, `标题：××市示例办法`,
//! `同时：K304` (another rule rightly flags it too), `全文` (the block is a whole text, nothing is put around it).
//! Blocks for all examples of the page: ```` ```名录 ```` (a register of laws: title, 现行 or 废止 or the present title),
//! ```` ```上位法 ```` (a superior text), ```` ```配置 ```` (the installation's words: avoid, instead, reason).

use super::rule::Stage;

/// The sections of a page, in their order.
pub const SECTIONS: [&str; 4] = ["为什么", "依据", "示例", "如何修改"];
/// How 如何修改 begins: where the fixes of the rule are safe, where they are offered, where there are none.
pub const FIXABLE: [&str; 3] = ["可以自动修改", "提供改法，由起草人决定", "需要起草人自行修改"];

/// A page, cut into its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<'a> {
    /// The first line, without its mark.
    pub heading: &'a str,
    /// The rule in a sentence.
    pub summary: &'a str,
    /// The sections, in the order of the page: heading and text.
    pub sections: Vec<(&'a str, &'a str)>,
    /// The examples.
    pub examples: Vec<Example<'a>>,
    /// 名录, 上位法 and 配置: their word and text.
    pub givens: Vec<(&'a str, &'a str)>,
}

/// An example of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'a> {
    /// 宜, in contrast to 不宜.
    pub good: bool,
    /// The text, or a part of one.
    pub text: &'a str,
    /// 阶段.
    pub stage: Stage,
    /// 标题.
    pub title: Option<&'a str>,
    /// 同时: codes of other rules that rightly flag it.
    pub also: Vec<&'a str>,
    /// 全文.
    pub whole: bool,
}

/// Reads a page. What does not fit the shape is left out; the tests of the rules see to it that all fits.
#[must_use]
pub fn read(source: &str) -> Page<'_> {
    let heading = source.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
    let body = source.split_once('\n').map_or("", |it| it.1);
    let mut parts = sections(body);
    let summary = if parts.is_empty() { "" } else { parts.remove(0).1 };
    let (mut examples, mut givens) = (Vec::new(), Vec::new());
    for (info, text) in blocks(body) {
        let (word, details) = info.split_once(' ').unwrap_or((info, ""));
        match word {
            "宜" | "不宜" => examples.push(example(word == "宜", details, text)),
            _ => givens.push((word, text)),
        }
    }
    Page { heading, summary, sections: parts, examples, givens }
}

/// The text before the first `## ` (under an empty heading), then each section.
fn sections(body: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let (mut heading, mut start, mut at, mut fenced) = ("", 0, 0, false);
    for line in body.split_inclusive('\n') {
        fenced ^= line.starts_with("```");
        if let Some(next) = line.strip_prefix("## ").filter(|_| !fenced) {
            parts.push((heading, body[start..at].trim()));
            heading = next.trim();
            start = at + line.len();
        }
        at += line.len();
    }
    parts.push((heading, body[start..].trim()));
    parts
}

/// The fenced blocks: what stands behind the fence, and the text.
fn blocks(body: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if let Some(info) = line.strip_prefix("```") {
            match open.take() {
                Some((info, start)) => found.push((info, body[start..at].trim_end())),
                None => open = Some((info.trim(), at + line.len())),
            }
        }
        at += line.len();
    }
    found
}

fn example<'a>(good: bool, details: &'a str, text: &'a str) -> Example<'a> {
    let mut example = Example { good, text, stage: Stage::Draft, title: None, also: Vec::new(), whole: false };
    for detail in details.split(' ').filter(|it| !it.is_empty()) {
        match detail.split_once('：').unwrap_or((detail, "")) {
            ("阶段", stage) if stage.contains("表决") => example.stage = Stage::Vote,
            ("标题", title) => example.title = Some(title),
            ("同时", codes) => example.also = codes.split('、').collect(),
            ("全文", _) => example.whole = true,
            _ => {}
        }
    }
    example
}
