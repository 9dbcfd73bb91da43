//! A law in XML → plain lines: Akoma Ntoso, and the simple form `<law><unit type="article" number="第一条"><content>`.
//!
//! A number is put before the first words after it: 第一条　…, （一）…, and a heading after its number: 第一章　总则.
//! Absent on purpose: the metadata, which is about the text and not of it; but the status stands in the text itself.

use super::Unreadable;
use super::xml::{Attributes, Step, Visitor, walk};

/// The text of a law in XML.
///
/// # Errors
/// When the bytes are no well-formed XML in UTF-8, or declare a document type.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let Ok(xml) = std::str::from_utf8(bytes) else {
        return Err(Unreadable::new("不是 UTF-8 编码的 XML 文件", "请转换为 UTF-8 编码后再试"));
    };
    let mut reader = Law::default();
    walk(xml, &mut reader)?;
    reader.end_line();
    let mut blocks = reader.blocks;
    blocks.extend(reader.notes.into_iter().enumerate().map(|(at, words)| format!("[^{}]: {words}", at + 1)));
    let mut out = blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    Ok(out)
}

/// What the words being read are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Nothing,
    Number,
    Heading,
    /// A block whose white space means nothing.
    Block,
    /// The `content` of the simple form, whose line feeds separate paragraphs.
    Lines,
}

struct Law {
    blocks: Vec<String>,
    /// The number (and caption) that waits for its words.
    number: String,
    line: String,
    reading: Reading,
    /// Elements that hold a number, innermost last: whether each is an article.
    units: Vec<bool>,
    notes: Vec<String>,
    /// What was being written when a note began.
    outside: Option<(String, Reading)>,
    table: Option<Vec<Vec<String>>>,
}

impl Default for Law {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            number: String::new(),
            line: String::new(),
            reading: Reading::Nothing,
            units: Vec::new(),
            notes: Vec::new(),
            outside: None,
            table: None,
        }
    }
}

/// Elements with a number and a heading of their own line.
const DIVISIONS: [&str; 8] = ["book", "part", "title", "chapter", "subchapter", "section", "hcontainer", "attachment"];

impl Visitor for Law {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
        match name {
            "meta" | "toc" => return Step::Over,
            "unit" => self.open_unit(attributes),
            "content" if self.units.last() == Some(&true) && self.is_simple_unit() => self.reading = Reading::Lines,
            "article" => {
                self.end_line();
                self.units.push(true);
            }
            _ if DIVISIONS.contains(&name) => {
                self.end_line();
                self.units.push(false);
            }
            "num" => {
                self.end_line();
                self.reading = Reading::Number;
            }
            "heading" => self.reading = Reading::Heading,
            "p" if self.table.is_none() && self.outside.is_none() => {
                self.end_line();
                self.reading = Reading::Block;
            }
            "p" => self.reading = Reading::Block,
            "eol" | "br" => self.line.push('\n'),
            "authorialNote" => {
                let number = self.notes.len() + 1;
                self.line.push_str(&format!("[^{number}]"));
                self.outside = Some((std::mem::take(&mut self.line), self.reading));
            }
            "noteRef" => {
                if let Some(marker) = attributes.get("marker") {
                    self.line.push_str(&format!("[^{marker}]"));
                }
            }
            "table" => {
                self.end_line();
                self.table = Some(Vec::new());
            }
            "tr" => self.table.iter_mut().for_each(|rows| rows.push(Vec::new())),
            _ => {}
        }
        Step::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "num" => {
                self.number = squeeze(&std::mem::take(&mut self.line));
                self.reading = Reading::Nothing;
            }
            "heading" => self.end_heading(),
            "p" if self.table.is_some() || self.outside.is_some() => self.line.push(' '),
            "p" => self.end_line(),
            "content" if self.reading == Reading::Lines => self.end_lines(),
            "authorialNote" => {
                let words = squeeze(&self.line);
                self.notes.push(words);
                if let Some((line, reading)) = self.outside.take() {
                    self.line = line;
                    self.reading = reading;
                }
            }
            "th" | "td" => {
                let words = squeeze(&std::mem::take(&mut self.line)).replace('|', "\\|").replace('\n', " ");
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(words);
                }
            }
            "table" => self.end_table(),
            "unit" | "article" => {
                self.end_number();
                self.units.pop();
            }
            _ if DIVISIONS.contains(&name) => {
                self.end_number();
                self.units.pop();
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.reading != Reading::Nothing {
            self.line.push_str(words);
        }
    }
}

impl Law {
    /// In the simple form the number stands in an attribute, so that it waits when `content` opens.
    fn is_simple_unit(&self) -> bool {
        !self.number.is_empty() && self.line.is_empty()
    }

    fn open_unit(&mut self, attributes: &Attributes<'_>) {
        self.end_line();
        let is_article = attributes.get("type").is_none_or(|it| it == "article");
        self.units.push(is_article);
        self.number = attributes.get("number").unwrap_or_default();
        let heading = ["heading", "title", "name"].iter().find_map(|it| attributes.get(it)).unwrap_or_default();
        if !is_article {
            let number = std::mem::take(&mut self.number);
            let gap = if number.is_empty() || heading.is_empty() { "" } else { "\u{3000}" };
            self.block(&format!("{number}{gap}{heading}"));
        }
    }

    fn end_heading(&mut self) {
        let heading = squeeze(&std::mem::take(&mut self.line));
        self.reading = Reading::Nothing;
        if self.units.last() == Some(&true) {
            self.number.push_str(&format!("（{heading}）")); // 条旨
        } else {
            let number = std::mem::take(&mut self.number);
            let gap = match (number.is_empty() || heading.is_empty(), number.starts_with('第')) {
                (true, _) => "",
                (false, true) => "\u{3000}",
                (false, false) => "、",
            };
            self.block(&format!("{number}{gap}{heading}"));
        }
    }

    /// The end of a block: its number, the gap that it needs, its words.
    fn end_line(&mut self) {
        let words = squeeze(&std::mem::take(&mut self.line));
        self.reading = Reading::Nothing;
        if words.is_empty() {
            return;
        }
        let number = std::mem::take(&mut self.number);
        let gap = if number.starts_with('第') { "\u{3000}" } else { "" };
        self.block(&format!("{number}{gap}{words}"));
    }

    /// The paragraphs of a `content` of the simple form.
    fn end_lines(&mut self) {
        let all = std::mem::take(&mut self.line);
        self.reading = Reading::Nothing;
        let mut number = std::mem::take(&mut self.number);
        // 依照 / 《…法》 / 的规定 on three lines, or a date on seven: the file broke a sentence at its links and numbers.
        let is_number = |line: &str| line.bytes().all(|byte| byte.is_ascii_digit());
        let mut paragraphs: Vec<String> = Vec::new();
        for line in all.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match paragraphs.last_mut() {
                Some(before)
                    if (line.starts_with('《')
                        || before.ends_with('》')
                        || is_number(line)
                        || before.ends_with(|c: char| c.is_ascii_digit()))
                        && !before.ends_with(['。', '；', '：', '！', '？', '”']) =>
                {
                    before.push_str(line);
                }
                _ => paragraphs.push(line.to_owned()),
            }
        }
        for line in paragraphs {
            let gap = if number.is_empty() { "" } else { "\u{3000}" };
            self.block(&format!("{}{gap}{line}", std::mem::take(&mut number)));
        }
        self.number = number;
    }

    /// A number that never found words stands alone.
    fn end_number(&mut self) {
        self.end_line();
        let number = std::mem::take(&mut self.number);
        self.block(&number);
    }

    fn end_table(&mut self) {
        let rows = self.table.take().unwrap_or_default();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            lines.push(format!("| {} |", row.join(" | ")));
            if at == 0 {
                lines.push(format!("|{}", " --- |".repeat(width)));
            }
        }
        self.block(&lines.join("\n"));
    }

    fn block(&mut self, words: &str) {
        if !words.is_empty() {
            self.blocks.push(words.to_owned());
        }
    }
}

/// White space of the file's layout is none of the text's: it goes at the edges and between Chinese characters, and
/// is one space between Latin words. A line feed that `eol` wrote stays.
fn squeeze(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    let mut fed = false;
    for c in words.trim_matches(|c: char| c.is_ascii_whitespace()).chars() {
        if c.is_ascii_whitespace() {
            gap = true;
            fed |= c == '\n';
            continue;
        }
        if gap {
            let narrow = out.chars().last().is_some_and(|it| it.is_ascii_graphic()) && c.is_ascii_graphic();
            if narrow || !fed {
                out.push(' ');
            }
            (gap, fed) = (false, false);
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn akoma_ntoso_becomes_the_lines_of_a_statute() {
        let xml = "<akomaNtoso><act><meta><x>不是正文</x></meta><preface><p><docTitle>××市条例</docTitle></p>\
                   <p>（<docStage>草案</docStage>）</p></preface><body><chapter eId=\"chp_1\"><num>第一章</num>\
                   <heading>总则</heading><article><num>第一条</num><heading>目的</heading><paragraph><content>\n\
                   <p>为了 <b>规范</b>\n   管理&amp;服务。</p>\n</content></paragraph><paragraph><list><intro><p>下列：</p>\
                   </intro><point><num>（一）</num><content><p>甲<authorialNote marker=\"1\"><p>注文。</p></authorialNote>；</p>\
                   </content></point></list></paragraph></article></chapter></body></act></akomaNtoso>";
        assert_eq!(
            text(xml.as_bytes()).expect("a law"),
            "××市条例\n\n（草案）\n\n第一章　总则\n\n第一条（目的）　为了 规范管理&服务。\n\n下列：\n\n（一）甲[^1]；\n\n[^1]: 注文。\n"
        );
    }

    #[test]
    fn the_simple_form_has_its_numbers_in_attributes_and_a_line_a_paragraph() {
        let xml = "<?xml version=\"1.0\"?>\n<law slug=\"x\">\n  <unit type=\"chapter\" number=\"第一章\" heading=\"总则\"/>\n  \
                   <unit type=\"article\" number=\"第一条\">\n    <content>第一款：\n（一）甲；\n（二）乙。\n第二款。</content>\n  </unit>\n</law>";
        assert_eq!(
            text(xml.as_bytes()).expect("a law"),
            "第一章　总则\n\n第一条　第一款：\n\n（一）甲；\n\n（二）乙。\n\n第二款。\n"
        );
    }

    #[test]
    fn a_sentence_broken_at_a_link_is_one_again() {
        let xml = "<law><unit type=\"article\" number=\"第一条\"><content>依照\n《××法》\n的规定处罚。\n本法自\n2024\n年\n7\n月\n1\n日起施行。\n第二章　附则</content></unit></law>";
        assert_eq!(
            text(xml.as_bytes()).expect("a law"),
            "第一条　依照《××法》的规定处罚。\n\n本法自2024年7月1日起施行。\n\n第二章　附则\n"
        );
    }

    #[test]
    fn broken_files_are_refused() {
        for xml in [
            "<law>",
            "<law></unit></law>",
            "<!DOCTYPE law [<!ENTITY a 'b'>]><law/>",
            "<law><unit><content>&a;</content></unit></law>",
        ] {
            assert!(text(xml.as_bytes()).is_err(), "{xml}");
        }
        assert!(text(b"<law>\xff</law>").is_err());
    }
}
