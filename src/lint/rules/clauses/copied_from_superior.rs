//! K508: an article copied from a superior law. Nine characters in ten stand there too, in runs of at least eight.

use super::clause;
use crate::law::problem::Severity;
use crate::law::statute::{Article, Statute};
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    code: "K508",
    name: "copied_from_superior",
    title: "条文照抄上位法",
    severity: Severity::Warning,
    source: clause!(LL "八十二"),
    page: include_str!("copied_from_superior.md"),
    check,
    ..Rule::PLAIN
};

/// Characters of one run that count as copied.
const RUN: usize = 8;
/// Articles with fewer characters say too little to tell.
const MIN_CHARACTERS: usize = 30;
/// Share of copied characters, in hundredths, from which on an article counts as copied.
const COPIED: usize = 90;
/// Characters of superior laws that are read; further ones are left out.
const MAX_CHARACTERS: usize = 1_000_000;

/// Where a run stands: which superior law, which of its articles.
type Runs = HashMap<[char; RUN], (usize, usize)>;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if ctx.inputs.superior.is_empty() || clause::rules_of(ctx).is_none() {
        return;
    }
    let runs = runs(ctx.inputs.superior);
    let last = clause::last_index(ctx);
    for article in ctx.articles.iter().take(last) {
        let words = words(article);
        let Some((share, (law, of))) = copied(&words, &runs).filter(|_| words.len() >= MIN_CHARACTERS) else {
            continue;
        };
        let Some(superior) = ctx.inputs.superior.get(law).filter(|_| share >= COPIED) else { continue };
        let number = superior.articles().nth(of).map_or_else(String::new, |it| it.number().to_string());
        let message = format!("与《{}》{number}相同的文字占{share}%。", superior.title);
        out.report(article.number_span, message)
            .suggest("上位法已有明确规定的，一般不作重复性规定；保留的，结合本市实际细化。");
    }
}

/// The words of an article without punctuation; 本条例 and 本法 are alike.
fn words(article: &Article) -> Vec<char> {
    let mut text = String::new();
    for paragraph in &article.paragraphs {
        text.push_str(&paragraph.text.plain);
        for item in &paragraph.items {
            text.push_str(&item.text.plain);
            item.subitems.iter().for_each(|it| text.push_str(&it.text.plain));
        }
    }
    for own in ["本条例", "本办法", "本规定"] {
        text = text.replace(own, "本法");
    }
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn runs(superior: &[Statute]) -> Runs {
    let mut runs = Runs::new();
    let mut read = 0;
    for (law, statute) in superior.iter().enumerate() {
        for (of, article) in statute.articles().enumerate() {
            let words = words(article);
            read += words.len();
            if read > MAX_CHARACTERS {
                return runs;
            }
            for run in words.windows(RUN).filter_map(|it| it.try_into().ok()) {
                runs.entry(run).or_insert((law, of));
            }
        }
    }
    runs
}

/// The share of copied characters in hundredths, and the article that most of them stand in.
fn copied(words: &[char], runs: &Runs) -> Option<(usize, (usize, usize))> {
    let mut covered = 0;
    let mut to = 0;
    let mut from: HashMap<(usize, usize), usize> = HashMap::new();
    for (at, run) in words.windows(RUN).enumerate() {
        let Some(place) = <[char; RUN]>::try_from(run).ok().and_then(|it| runs.get(&it)) else { continue };
        covered += at + RUN - to.max(at);
        to = at + RUN;
        *from.entry(*place).or_insert(0) += 1;
    }
    let most = from.into_iter().max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)))?;
    Some((covered * 100 / words.len().max(1), most.0))
}

#[cfg(test)]
mod tests {
    use super::{Runs, copied, runs, words};
    use crate::law::parse::parse;

    #[test]
    fn what_is_copied_is_measured_by_characters() {
        let superior =
            parse("# 示例法\n\n第一条　国家建立示例工作协调机制，统筹研究解决重大问题，督促落实有关规定。\n").statute;
        let runs = runs(&[superior]);
        let share = |text: &str| {
            let parsed = parse(&format!("第一条　{text}\n"));
            parsed.statute.articles().next().and_then(|it| copied(&words(it), &runs)).map(|it| it.0)
        };
        assert_eq!(share("国家建立示例工作协调机制，统筹研究解决重大问题，督促落实有关规定。"), Some(100));
        assert_eq!(share("市人民政府每年公布一次结果，接受社会各方面监督。"), None);
        let half = share("国家建立示例工作协调机制，市人民政府每年公布结果。").unwrap_or_default();
        assert!((40..70).contains(&half), "{half}");
        assert_eq!(copied(&[], &Runs::new()), None);
    }
}
