//! What the tests of rules share, and the test that every page's examples hold.
//!
//! `RULE.flags("…")` and `RULE.accepts("…")` run one rule over a fragment. A fragment that is no whole text is put into a
//! small ordinance first: words become 第三条, articles keep their numbers and get neighbours.

use super::context::{Context, Inputs, KnownTitles, Standing};
use super::finding::{Finding, Fix};
use super::fix;
use super::page::{self, Example, FIXABLE, Page, SECTIONS};
use super::registry;
use super::rule::{Rule, Stage, Status};
use super::run::{Report, run};
use super::settings::{Settings, WordPair};
use crate::law::number::to_chinese;
use crate::law::parse::parse;
use crate::law::problem::Severity;
use crate::law::statute::Statute;
use std::collections::BTreeSet;

const TITLE: &str = "××市示例管理条例";
const FIRST: &str = "为了规范示例活动，根据有关法律、行政法规的规定，结合本市实际，制定本条例。";
const SECOND: &str = "本市行政区域内的示例活动，适用本条例。";
const FILLER: &str = "本市建立示例工作制度。";

/// What the handbook (§6) lists: code and severity.
const HANDBOOK: &[&str] = &[
    "K101E K102E K103E K104E K105W K106W K107W K108W K109E K110W K111W K112W K113E",
    "K201E K202E K203W K204W K205W K206W K207W K208W K209W K210W K211W K212W K213I",
    "K301W K302W K303W K304W K305W K306W K307W K308W K309W K310I K311W K312W K313W K315W K316W K317W K318W K319I K320W K322W K323W K324W K325W K326E K327W K328W K329W K330W K331W K332W K333I K334W",
    "K401W K402W K403W K404W K405W K406W K407W K410I K411W",
    "K501W K502W K503E K504W K505W K506W K507W K508W",
    "K601W K602W K603W K604W K605W K606W K607W K608W K609W K610W K611W K612W K613W K614I",
];

impl Rule {
    /// Asserts that the rule finds something in a fragment of a draft.
    #[track_caller]
    pub(crate) fn flags(&self, fragment: &str) {
        assert!(!self.found(fragment, Stage::Draft).is_empty(), "{} does not flag: {fragment}", self.code);
    }

    /// Asserts that the rule finds nothing in a fragment of a draft.
    #[track_caller]
    pub(crate) fn accepts(&self, fragment: &str) {
        let found = self.found(fragment, Stage::Draft);
        assert!(found.is_empty(), "{} flags: {fragment}\n{found:?}", self.code);
    }

    /// What the rule finds in a fragment.
    pub(crate) fn found(&self, fragment: &str, stage: Stage) -> Vec<Finding> {
        let example = Example { good: true, text: fragment, stage, title: None, also: Vec::new(), whole: false };
        let mut found = Given::default().report(&wrapped(&example), stage, |it| it.code == self.code).findings;
        found.retain(|it| it.code == self.code);
        found
    }
}

/// What a rule finds in a draft that is given as it is.
pub(crate) fn found_in(rule: &Rule, text: &str) -> Vec<Finding> {
    Given::default().report(text, Stage::Draft, |it| it.code == rule.code).findings
}

/// The text of an example, with what a whole text needs around it.
pub(crate) fn wrapped(example: &Example<'_>) -> String {
    let text = example.text;
    if example.whole || text.starts_with("# ") {
        return format!("{text}\n");
    }
    let title = example.title.unwrap_or(TITLE);
    let own = ["条例", "规定", "办法", "决定"].into_iter().find(|it| title.ends_with(it)).unwrap_or("条例");
    let inside = parse(text).statute;
    let numbers: Vec<u16> = inside.articles().map(|it| it.number().base()).collect();
    let first = numbers.first().copied().unwrap_or(3);
    let last = numbers.last().copied().unwrap_or(3);
    let mut out = format!("# {title}\n");
    for n in 1..first {
        let words =
            [FIRST, SECOND].get(usize::from(n) - 1).copied().unwrap_or(FILLER).replace("本条例", &format!("本{own}"));
        out.push_str(&format!("\n第{}条　{words}\n", to_chinese(n)));
    }
    out.push_str(if numbers.is_empty() { "\n第三条　" } else { "\n" });
    out.push_str(text);
    let ends = inside.articles().last().is_some_and(|it| it.paragraphs.iter().any(|p| p.text.plain.contains("施行")));
    if !ends || numbers.is_empty() {
        out.push_str(&format!("\n\n第{}条　本{own}自2026年10月1日起施行。", to_chinese(last + 1)));
    }
    out.push('\n');
    out
}

/// What a page gives to all its examples.
#[derive(Default)]
struct Given {
    titles: Option<KnownTitles>,
    superior: Vec<Statute>,
    settings: Settings,
}

impl Given {
    fn of(page: &Page<'_>) -> Self {
        let mut given = Self { settings: Settings { preview: true, ..Settings::default() }, ..Self::default() };
        for (word, text) in &page.givens {
            match *word {
                "名录" => given.titles = Some(text.lines().filter_map(known_title).collect()),
                "上位法" => given.superior.push(parse(text).statute),
                "配置" => given.settings.words = text.lines().map(word_pair).collect(),
                other => panic!("a block of the unknown kind {other}"),
            }
        }
        given
    }

    fn report(&self, text: &str, stage: Stage, wanted: impl Fn(&Rule) -> bool) -> Report {
        let parsed = parse(text);
        let inputs = Inputs { known_titles: self.titles.as_ref(), superior: &self.superior };
        run(&Context::new(text, &parsed, stage, &self.settings, inputs), wanted)
    }

    /// All rules over an example, those on trial too.
    fn findings(&self, example: &Example<'_>) -> Vec<Finding> {
        self.report(&wrapped(example), example.stage, |_| true).findings
    }
}

fn known_title(line: &str) -> Option<(String, Standing)> {
    let (title, standing) = line.split_once(' ')?;
    let standing = match standing {
        "现行" => Standing::InForce,
        "废止" => Standing::Repealed,
        now => Standing::Now(now.to_owned()),
    };
    Some((title.to_owned(), standing))
}

fn word_pair(line: &str) -> WordPair {
    let mut words = line.split(' ').map(str::to_owned);
    let mut next = || words.next().unwrap_or_default();
    WordPair { avoid: next(), instead: next(), reason: next() }
}

fn pages() -> impl Iterator<Item = (&'static Rule, Page<'static>)> {
    registry::rules().iter().map(|it| (*it, page::read(it.page)))
}

fn handbook() -> impl Iterator<Item = (&'static str, Severity)> {
    HANDBOOK.iter().flat_map(|it| it.split(' ')).map(|it| {
        let severity = match &it[4..] {
            "E" => Severity::Error,
            "W" => Severity::Warning,
            _ => Severity::Info,
        };
        (&it[..4], severity)
    })
}

#[test]
fn the_rules_are_those_of_the_handbook() {
    let rules = registry::rules();
    assert!(rules.is_sorted_by(|a, b| a.code < b.code), "a code is used twice");
    let names: BTreeSet<&str> = rules.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), rules.len(), "a name is used twice");
    let mut to_come: BTreeSet<&str> = registry::families().iter().flat_map(|it| it.to_come).copied().collect();
    for (code, severity) in handbook() {
        match registry::find(code) {
            Some(rule) => {
                assert!(rule.severity <= severity, "{code} weighs more than in the handbook");
                assert!(!to_come.contains(code), "{code} is there and need not come");
            }
            None => assert!(to_come.remove(code), "{code} is missing"),
        }
    }
    assert!(to_come.is_empty(), "not in the handbook: {to_come:?}");
}

#[test]
fn every_rule_is_complete() {
    for rule in registry::rules() {
        let code = rule.code;
        assert!(code.len() == 4 && code.starts_with('K') && code[1..].bytes().all(|it| it.is_ascii_digit()), "{code}");
        let snake =
            |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit());
        assert!(snake(rule.name), "{code}: {}", rule.name);
        assert!(!rule.title.is_empty() && !rule.title.ends_with('。') && !rule.source.is_empty(), "{code}");
        if let Status::Stable(since) = rule.status {
            assert!(since.starts_with("0."), "{code}");
        }
        let both: Vec<_> = rule.triggers.iter().filter(|it| rule.guards.contains(it)).collect();
        assert!(both.is_empty(), "{code}: {both:?} are triggers and guards");
        for guard in rule.guards {
            let near = rule.triggers.iter().any(|it| touches(guard, it));
            assert!(near, "{code}: the guard {guard} can hide no trigger");
        }
    }
}

/// Whether the two words can overlap in a text.
fn touches(guard: &str, trigger: &str) -> bool {
    let tail = |a: &str, b: &str| a.char_indices().any(|(at, _)| b.starts_with(&a[at..]) || a[at..].starts_with(b));
    tail(guard, trigger) || tail(trigger, guard)
}

#[test]
fn every_page_has_the_shape_of_pages() {
    for (rule, page) in pages() {
        let code = rule.code;
        assert_eq!(page.heading, format!("{code}　{}", rule.title));
        assert!(!page.summary.is_empty() && !page.summary.contains("\n\n"), "{code}: one paragraph says the rule");
        assert_eq!(page.sections.iter().map(|it| it.0).collect::<Vec<_>>(), SECTIONS, "{code}");
        assert!(page.sections.iter().all(|it| !it.1.is_empty()), "{code}: an empty section");
        assert!(page.examples.iter().any(|it| it.good), "{code}: 宜 is missing");
        assert!(page.examples.iter().any(|it| !it.good), "{code}: 不宜 is missing");
        let prose = [page.summary, page.sections[0].1, page.sections[1].1, page.sections[3].1].concat();
        assert!(!prose.replace("<!--", "").contains(['！', '!']), "{code}: exclamation marks");
        let how = page.sections[3].1;
        assert_eq!(
            FIXABLE.iter().filter(|it| how.starts_with(**it)).count(),
            1,
            "{code}: 如何修改 begins like one of {FIXABLE:?}"
        );
    }
}

#[test]
fn examples_are_flagged_or_accepted_as_they_say() {
    let mut wrong = Vec::new();
    for (rule, page) in pages() {
        let given = Given::of(&page);
        for example in &page.examples {
            let flagged = given.findings(example).iter().any(|it| it.code == rule.code);
            if flagged == example.good {
                wrong.push(format!(
                    "{}: {}\n{}",
                    rule.code,
                    if flagged { "is flagged" } else { "is not flagged" },
                    example.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn examples_are_flagged_by_no_other_rule() {
    let mut wrong = Vec::new();
    for (rule, page) in pages() {
        let given = Given::of(&page);
        for example in page.examples.iter().filter(|it| !it.whole) {
            for found in given.findings(example) {
                let other = found.code != rule.code && !example.also.contains(&found.code);
                if other && found.severity > Severity::Info {
                    wrong.push(format!("{}: {} {}\n{}", rule.code, found.code, found.message, wrapped(example)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn pages_tell_what_fixes_their_rules_make_and_safe_ones_mend() {
    for (rule, page) in pages() {
        let given = Given::of(&page);
        let bad = page.examples.iter().filter(|it| !it.good);
        let all: Vec<(Finding, &Example<'_>)> = bad
            .flat_map(|it| given.findings(it).into_iter().map(move |found| (found, it)))
            .filter(|(found, _)| found.code == rule.code)
            .collect();
        let safe = all.iter().any(|(it, _)| it.fix.as_ref().is_some_and(Fix::is_safe));
        let offered = all.iter().any(|(it, _)| it.fix.as_ref().is_some_and(|it| !it.is_safe()));
        let says = FIXABLE.iter().position(|it| page.sections[3].1.starts_with(it));
        let does = if safe {
            0
        } else if offered {
            1
        } else {
            2
        };
        assert_eq!(says, Some(does), "{}: 如何修改 should begin with {}", rule.code, FIXABLE[does]);
        for (found, example) in all {
            let text = wrapped(example);
            let Some(change) = found.fix else { continue };
            let mended = fix::apply(&text, change.edits());
            let again = given.report(&mended, example.stage, |_| true).findings;
            let before = given.findings(example).iter().filter(|it| it.code == rule.code).count();
            let after = again.iter().filter(|it| it.code == rule.code).count();
            assert!(after < before, "{}: the fix does not mend\n{text}\n→\n{mended}", rule.code);
        }
    }
}

#[test]
fn the_frame_around_fragments_is_clean() {
    for title in [TITLE, "××市示例管理办法", "××市示例管理规定"] {
        for stage in [Stage::Draft, Stage::Vote] {
            let example =
                Example { good: true, text: FILLER, stage, title: Some(title), also: Vec::new(), whole: false };
            let found = Given::default().findings(&example);
            assert_eq!(found, [], "{}", wrapped(&example));
        }
    }
}
