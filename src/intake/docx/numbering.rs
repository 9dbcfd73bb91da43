//! The numbers that Word counts itself: what `numbering.xml` and `styles.xml` say, and the counters.

use super::super::Unreadable;
use super::super::xml::{Attributes, Step, Visitor, walk};
use super::flow::{Aligned, Listed};
use crate::law::number::to_chinese;
use std::collections::{HashMap, HashSet};

const LEVELS: usize = 9;
/// Styles that are followed from one to the one it is based on.
const MAX_STYLE_CHAIN: usize = 16;
/// Lists, levels and styles that one file may define; files that grew for twenty years have some thousands.
const MAX_DEFINITIONS: usize = 50_000;
/// The longest pattern of a number, in bytes.
const MAX_PATTERN_BYTES: usize = 200;

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
    /// The level, from one, that starts this one again; 0 for never. Without it every higher level does.
    restart: Option<u32>,
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
            restart: None,
        }
    }
}

/// The definition of a list: its levels, or the name of the style of lists that has them.
#[derive(Debug, Default)]
struct Scheme {
    levels: HashMap<usize, Level>,
    link: Option<String>,
}

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
    aligned: Option<Aligned>,
}

/// All lists of a file, and what its styles say of paragraphs.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    schemes: HashMap<String, Scheme>,
    /// The scheme that a style of lists has, by the name of the style.
    linked: HashMap<String, String>,
    instances: HashMap<String, Instance>,
    styles: HashMap<String, Style>,
    default_style: Option<String>,
    definitions: usize,
}

/// How far each list has counted in one reading of the text.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own start has been applied, with the level.
    started: HashSet<(String, usize)>,
}

impl Counters {
    /// The number before a paragraph, counted on; empty if it has none.
    pub(super) fn next(&mut self, all: &Numbering, listed: &Listed) -> String {
        let Some((list, level)) = all.resolve(listed.style.as_deref(), listed.list.as_deref(), listed.level) else {
            return String::new();
        };
        let Some((scheme, instance)) = all.scheme(&list) else { return String::new() };
        let none = Level::default();
        let of = |at: usize| all.level(&list, at).unwrap_or(&none);
        let start = |at: usize| instance.starts.get(&at).copied().unwrap_or_else(|| of(at).start);

        // All lists of one scheme count on together.
        let counters = self.counted.entry(scheme.to_owned()).or_default();
        let restarted = instance.starts.contains_key(&level) && self.started.insert((list.clone(), level));
        let counted = match counters[level] {
            Some(n) if !restarted => n.saturating_add(1),
            _ => start(level),
        };
        counters[level] = Some(counted);
        for (at, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            if of(at).restart.is_none_or(|it| level < it as usize) {
                *counter = None;
            }
        }
        let number = |at: usize| counters[at].unwrap_or_else(|| start(at));
        label(of(level), &|at| (number(at), of(at).format.as_str()))
    }
}

/// The number as it is printed, with the gap behind it.
fn label<'a>(level: &Level, number: &dyn Fn(usize) -> (u32, &'a str)) -> String {
    if level.format == "bullet" {
        return String::new(); // a mark of the font, no number
    }
    let mut label = String::new();
    let mut rest = level.pattern.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        label.push_str(before);
        let digit = after.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
        if (1..=LEVELS).contains(&digit) {
            let (n, format) = number(digit - 1);
            label.push_str(&written(n, if level.legal { "decimal" } else { format }));
            rest = &after[1..];
        } else {
            label.push('%');
            rest = after;
        }
    }
    label.push_str(rest);
    let is_unit = label.starts_with('第') && label.ends_with(['条', '章', '节', '编']);
    match level.suffix {
        // Set close, 第一条为了 would be read as words.
        _ if is_unit => label.push('\u{3000}'),
        // A tab after （一） or 1. is an indent; after a letter it is the space before the words.
        Suffix::Tab if label.chars().last().is_some_and(char::is_alphabetic) => label.push('\u{3000}'),
        Suffix::Space => label.push(' '),
        Suffix::Tab | Suffix::Nothing => {}
    }
    label
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

    /// Whether more was defined than is kept.
    fn is_full(&self) -> bool {
        self.definitions > MAX_DEFINITIONS
    }

    /// The scheme of a list, with its name, through the style of lists that it may name.
    fn scheme(&self, list: &str) -> Option<(&str, &Instance)> {
        let instance = self.instances.get(list)?;
        let own = self.schemes.get_key_value(&instance.scheme)?;
        let linked = own.1.link.as_ref().and_then(|it| self.linked.get(it));
        let (name, _) = linked.and_then(|it| self.schemes.get_key_value(it)).unwrap_or(own);
        Some((name, instance))
    }

    fn level(&self, list: &str, at: usize) -> Option<&Level> {
        let (scheme, instance) = self.scheme(list)?;
        instance.levels.get(&at).or_else(|| self.schemes.get(scheme)?.levels.get(&at))
    }

    /// How a paragraph stands that does not say so itself.
    pub(super) fn aligned(&self, style: Option<&str>) -> Aligned {
        let mut name = style.map(str::to_owned).or_else(|| self.default_style.clone());
        for _ in 0..MAX_STYLE_CHAIN {
            let Some(style) = name.as_ref().and_then(|it| self.styles.get(it)) else { break };
            if let Some(aligned) = style.aligned {
                return aligned;
            }
            name.clone_from(&style.based_on);
        }
        Aligned::Left
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
        (0..LEVELS).find(|at| self.level(list, *at).is_some_and(|it| it.style.as_deref() == Some(style)))
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
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&n) => sign('①', n),
        "decimalEnclosedParen" if (1..=20).contains(&n) => sign('⑴', n),
        "decimalEnclosedFullstop" if (1..=20).contains(&n) => sign('⒈', n),
        "ideographEnclosedCircle" if (1..=10).contains(&n) => sign('㊀', n),
        "ideographParenthesized" if (1..=10).contains(&n) => sign('㈠', n),
        "numberInDash" => format!("- {n} -"),
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

/// The n-th of the signs that begin with this one.
fn sign(first: char, n: u32) -> String {
    char::from_u32(first as u32 + n - 1).map(String::from).unwrap_or_default()
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
                self.all.definitions += 1;
                self.all.schemes.insert(id.clone(), Scheme::default());
                self.place = Place::Scheme(id);
            }
            "num" => {
                let id = attributes.get("numId").unwrap_or_default();
                self.all.definitions += 1;
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
            "numStyleLink" | "styleLink" => {
                if let Place::Scheme(id) = &self.place {
                    if name == "styleLink" {
                        self.all.linked.insert(value(), id.clone());
                    } else if let Some(scheme) = self.all.schemes.get_mut(id) {
                        scheme.link = Some(value());
                    }
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
                        "lvlText" => level.pattern = value().chars().take(MAX_PATTERN_BYTES / 4).collect(),
                        "lvlRestart" => level.restart = attributes.number("val"),
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
                self.all.definitions += 1;
                match &self.place {
                    Place::Scheme(id) => {
                        if let Some(scheme) = self.all.schemes.get_mut(id) {
                            scheme.levels.insert(at, level);
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

    fn refusal(&self) -> Option<Unreadable> {
        self.all.is_full().then(too_many)
    }
}

fn too_many() -> Unreadable {
    Unreadable::new("编号和样式的定义过多", "请用 Word 或者 WPS 打开，把正文复制到新文件中另存为 .docx 再试")
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
            "basedOn" | "numId" | "ilvl" | "jc" => {
                if let Some((_, style)) = &mut self.style {
                    match name {
                        "basedOn" => style.based_on = attributes.get("val"),
                        "numId" => style.list = attributes.get("val"),
                        "jc" => style.aligned = Some(Aligned::read(attributes.get("val").as_deref())),
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
            self.all.definitions += 1;
            self.all.styles.insert(id, style);
        }
    }

    fn words(&mut self, _words: &str) {}

    fn refusal(&self) -> Option<Unreadable> {
        self.all.is_full().then(too_many)
    }
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
