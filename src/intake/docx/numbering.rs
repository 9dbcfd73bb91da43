//! The numbers that Word counts itself: what `numbering.xml` and `styles.xml` say, and the counters.

use super::super::Unreadable;
use super::super::xml::{Attributes, Step, Visitor, walk};
use crate::law::number::to_chinese;
use std::collections::HashMap;

const LEVELS: usize = 9;
/// Styles that are followed from one to the one it is based on.
const MAX_STYLE_CHAIN: usize = 16;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// 第%1条; `%1` is the number of the first level.
    pattern: String,
    suffix: Suffix,
    /// All numbers of the pattern in Arabic digits.
    legal: bool,
    style: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suffix {
    Tab,
    Space,
    Nothing,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            pattern: String::new(),
            suffix: Suffix::Tab,
            legal: false,
            style: None,
        }
    }
}

type Levels = Vec<Level>;

#[derive(Debug, Default)]
struct Instance {
    scheme: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

/// All lists of a file and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    schemes: HashMap<String, Levels>,
    instances: HashMap<String, Instance>,
    styles: HashMap<String, Style>,
    default_style: Option<String>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own start has been applied, with the level.
    started: Vec<(String, usize)>,
}

impl Numbering {
    /// Reads both parts; an empty text is a part that the file does not have.
    pub(super) fn read(numbering: &str, styles: &str) -> Result<Self, Unreadable> {
        let mut all = Self::default();
        if !numbering.trim().is_empty() {
            walk(numbering, &mut ListReader { all: &mut all, place: Place::None, level: None })?;
        }
        if !styles.trim().is_empty() {
            walk(styles, &mut StyleReader { all: &mut all, style: None })?;
        }
        Ok(all)
    }

    /// The number before a paragraph, counted on; empty if it has none.
    pub(super) fn next(&mut self, style: Option<&str>, list: Option<&str>, level: Option<usize>) -> String {
        let Some((list, level)) = self.resolve(style, list, level) else { return String::new() };
        let Some(instance) = self.instances.get(&list) else { return String::new() };
        let empty = Vec::new();
        let scheme = self.schemes.get(&instance.scheme).unwrap_or(&empty);
        let of = |at: usize| instance.levels.get(&at).or_else(|| scheme.get(at)).cloned().unwrap_or_default();
        let start = |at: usize| instance.starts.get(&at).copied().unwrap_or_else(|| of(at).start);

        let counters = self.counters.entry(instance.scheme.clone()).or_default();
        let restarted = instance.starts.contains_key(&level) && !self.started.contains(&(list.clone(), level));
        let counted = match counters[level] {
            Some(n) if !restarted => n.saturating_add(1),
            _ => start(level),
        };
        if restarted {
            self.started.push((list.clone(), level));
        }
        counters[level] = Some(counted);
        counters[level + 1..].fill(None);

        let this = of(level);
        let mut label = String::new();
        let mut rest = this.pattern.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            label.push_str(before);
            let digit = after.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
            if (1..=LEVELS).contains(&digit) {
                let at = digit - 1;
                let n = counters[at].unwrap_or_else(|| start(at));
                let format = of(at).format;
                label.push_str(&written(n, if this.legal { "decimal" } else { &format }));
                rest = &after[1..];
            } else {
                label.push('%');
                rest = after;
            }
        }
        label.push_str(rest);
        if this.format == "bullet" {
            return String::new(); // a mark of the font, no number
        }
        match this.suffix {
            // A tab after （一） or 1. is an indent; after 第一条 it is the space before the words.
            Suffix::Tab if label.chars().last().is_some_and(char::is_alphabetic) => label.push('\u{3000}'),
            Suffix::Space => label.push(' '),
            Suffix::Tab | Suffix::Nothing => {}
        }
        label
    }

    /// The list and level of a paragraph: its own, or those of its style.
    fn resolve(&self, style: Option<&str>, list: Option<&str>, level: Option<usize>) -> Option<(String, usize)> {
        let clamp = |level: usize| level.min(LEVELS - 1);
        if list == Some("0") {
            return None; // numbering taken away
        }
        if let Some(list) = list
            && let Some(level) = level
        {
            return Some((list.to_owned(), clamp(level)));
        }
        let first = style.map(str::to_owned).or_else(|| self.default_style.clone());
        let (mut list, mut level) = (list.map(str::to_owned), level);
        let mut name = first;
        for _ in 0..MAX_STYLE_CHAIN {
            let Some(style) = name.as_ref().and_then(|it| self.styles.get(it)) else { break };
            if list.is_none() {
                list.clone_from(&style.list);
                if style.list.is_some() && level.is_none() {
                    level = style.level.or_else(|| self.level_of_style(style.list.as_deref()?, name.as_deref()?));
                }
            }
            name.clone_from(&style.based_on);
        }
        let list = list.filter(|it| it != "0")?;
        Some((list, clamp(level.unwrap_or(0))))
    }

    fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let scheme = self.schemes.get(&self.instances.get(list)?.scheme)?;
        scheme.iter().position(|level| level.style.as_deref() == Some(style))
    }
}

/// A number in one of Word's formats.
fn written(n: u32, format: &str) -> String {
    let small = u16::try_from(n).unwrap_or(u16::MAX);
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "japaneseDigitalTenThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "taiwaneseDigital"
        | "koreanDigital2" => to_chinese(small),
        "chineseLegalSimplified" | "ideographLegalTraditional" => to_chinese(small)
            .chars()
            .map(|c| match "零一二三四五六七八九十百千".chars().position(|it| it == c) {
                Some(at) => "零壹贰叁肆伍陆柒捌玖拾佰仟".chars().nth(at).unwrap_or(c),
                None => c,
            })
            .collect(),
        "decimalFullWidth" | "decimalFullWidth2" => {
            n.to_string().chars().map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c)).collect()
        }
        "decimalZero" => format!("{n:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&n) => {
            char::from_u32('①' as u32 + n - 1).map(String::from).unwrap_or_default()
        }
        "lowerLetter" => letters(n, 'a'),
        "upperLetter" => letters(n, 'A'),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "ideographTraditional" => cycle(n, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(n, "子丑寅卯辰巳午未申酉戌亥"),
        "none" | "bullet" => String::new(),
        _ => n.to_string(),
    }
}

fn cycle(n: u32, signs: &str) -> String {
    let all: Vec<char> = signs.chars().collect();
    let at = n.saturating_sub(1) as usize % all.len();
    all[at].to_string()
}

/// a … z, aa, bb … as Word counts.
fn letters(n: u32, first: char) -> String {
    let n = n.saturating_sub(1);
    let letter = char::from_u32(first as u32 + n % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (n / 26 + 1).min(8) as usize).collect()
}

fn roman(n: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = n.min(3_999);
    let mut out = String::new();
    for (value, sign) in PARTS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

enum Place {
    None,
    Scheme(String),
    Instance(String, Option<usize>),
}

struct ListReader<'a> {
    all: &'a mut Numbering,
    place: Place,
    level: Option<(usize, Level)>,
}

impl Visitor for ListReader<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
        let value = || attributes.get("val").unwrap_or_default();
        match name {
            "abstractNum" => {
                let id = attributes.get("abstractNumId").unwrap_or_default();
                self.all.schemes.insert(id.clone(), vec![Level::default(); LEVELS]);
                self.place = Place::Scheme(id);
            }
            "num" => {
                let id = attributes.get("numId").unwrap_or_default();
                self.all.instances.insert(id.clone(), Instance::default());
                self.place = Place::Instance(id, None);
            }
            "abstractNumId" => {
                if let Place::Instance(id, _) = &self.place
                    && let Some(instance) = self.all.instances.get_mut(id)
                {
                    instance.scheme = value();
                }
            }
            "lvlOverride" => {
                if let Place::Instance(_, level) = &mut self.place {
                    *level = level_of(attributes);
                }
            }
            "startOverride" => {
                if let Place::Instance(id, Some(level)) = &self.place
                    && let Some(instance) = self.all.instances.get_mut(id)
                {
                    instance.starts.insert(*level, attributes.number("val").unwrap_or(1));
                }
            }
            "lvl" => self.level = level_of(attributes).map(|at| (at, Level::default())),
            _ => {
                if let Some((_, level)) = &mut self.level {
                    match name {
                        "start" => level.start = attributes.number("val").unwrap_or(1),
                        "numFmt" => level.format = value(),
                        "lvlText" => level.pattern = value(),
                        "isLgl" => level.legal = attributes.is_on(),
                        "pStyle" => level.style = Some(value()),
                        "suff" => {
                            level.suffix = match value().as_str() {
                                "nothing" => Suffix::Nothing,
                                "space" => Suffix::Space,
                                _ => Suffix::Tab,
                            };
                        }
                        _ => {}
                    }
                }
            }
        }
        Step::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "lvl" => {
                let Some((at, level)) = self.level.take() else { return };
                match &self.place {
                    Place::Scheme(id) => {
                        if let Some(slot) = self.all.schemes.get_mut(id).and_then(|levels| levels.get_mut(at)) {
                            *slot = level;
                        }
                    }
                    Place::Instance(id, _) => {
                        if let Some(instance) = self.all.instances.get_mut(id) {
                            instance.levels.insert(at, level);
                        }
                    }
                    Place::None => {}
                }
            }
            "abstractNum" | "num" => self.place = Place::None,
            _ => {}
        }
    }

    fn words(&mut self, _words: &str) {}
}

fn level_of(attributes: &Attributes<'_>) -> Option<usize> {
    attributes.number("ilvl").map(|it| it as usize).filter(|it| *it < LEVELS)
}

struct StyleReader<'a> {
    all: &'a mut Numbering,
    style: Option<(String, Style)>,
}

impl Visitor for StyleReader<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step {
        match name {
            "style" => {
                let is_default = attributes.get("default").is_some_and(|it| it == "1" || it == "true");
                if attributes.get("type").as_deref() != Some("paragraph") {
                    return Step::Over;
                }
                let id = attributes.get("styleId").unwrap_or_default();
                if is_default {
                    self.all.default_style = Some(id.clone());
                }
                self.style = Some((id, Style::default()));
            }
            "basedOn" | "numId" | "ilvl" => {
                if let Some((_, style)) = &mut self.style {
                    match name {
                        "basedOn" => style.based_on = attributes.get("val"),
                        "numId" => style.list = attributes.get("val"),
                        _ => style.level = attributes.number("val").map(|it| it as usize),
                    }
                }
            }
            _ => {}
        }
        Step::Into
    }

    fn close(&mut self, name: &str) {
        if name == "style"
            && let Some((id, style)) = self.style.take()
        {
            self.all.styles.insert(id, style);
        }
    }

    fn words(&mut self, _words: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_formats_of_word() {
        for (n, format, text) in [
            (12, "chineseCounting", "十二"),
            (21, "chineseCountingThousand", "二十一"),
            (3, "decimal", "3"),
            (3, "decimalZero", "03"),
            (12, "decimalFullWidth", "１２"),
            (3, "decimalEnclosedCircle", "③"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (13, "ideographTraditional", "丙"),
            (12, "chineseLegalSimplified", "拾贰"),
            (5, "none", ""),
            (0, "upperLetter", "A"),
        ] {
            assert_eq!(written(n, format), text, "{n} {format}");
        }
    }
}
