//! “第五条、第七条”, “5, 7”, “第五条至第七条”: articles as people type them → their places in a text.

use super::{Articles, Refusal, Side, article_label};
use crate::law::number::{ArticleNumber, read_numeral};
use crate::law::path::ProvisionPath;

/// The most articles on one side of a correction.
pub const MAX_ARTICLES: usize = 50;
/// The longest list that is read, in characters.
const MAX_LIST_CHARS: usize = 1_000;

/// Reads a list of articles. Empty words, or 无, are no articles.
///
/// # Errors
/// Something is no number, the text has no such article, an article is named twice, or there are too many.
pub fn article_list(text: &str, side: Side, articles: &Articles) -> Result<Vec<usize>, Refusal> {
    if text.chars().count() > MAX_LIST_CHARS {
        return Err(Refusal::TooMany(side));
    }
    let mut found = Vec::new();
    for part in text.split(is_separator).map(str::trim).filter(|it| !it.is_empty() && !is_none(it)) {
        match part.split_once(is_range) {
            Some((from, to)) => found.extend(range(from.trim(), to.trim(), part, side, articles)?),
            None => {
                for word in part.split_whitespace() {
                    found.push(place(word, side, articles)?);
                }
            }
        }
        if found.len() > MAX_ARTICLES {
            return Err(Refusal::TooMany(side));
        }
    }
    found.sort_unstable();
    match found.windows(2).find(|it| it[0] == it[1]) {
        Some(twice) => Err(Refusal::Twice(side, article_label(articles.list()[twice[0]].path()))),
        None => Ok(found),
    }
}

/// The list of these articles as [`article_list`] reads it back.
#[must_use]
pub fn shown_list(places: &[usize], articles: &Articles) -> String {
    let named = places.iter().filter_map(|it| articles.list().get(*it));
    named.map(|it| article_label(it.path())).collect::<Vec<_>>().join("、")
}

fn is_separator(c: char) -> bool {
    matches!(c, '、' | ',' | '，' | ';' | '；' | '。' | '/' | '和' | '及' | '与' | '\n' | '\r')
}

fn is_range(c: char) -> bool {
    matches!(c, '至' | '到' | '-' | '－' | '—' | '–' | '～' | '~')
}

fn is_none(part: &str) -> bool {
    matches!(part, "无" | "没有" | "空")
}

fn range(from: &str, to: &str, part: &str, side: Side, articles: &Articles) -> Result<Vec<usize>, Refusal> {
    let (from, to) = (place(from, side, articles)?, place(to, side, articles)?);
    if from > to {
        return Err(Refusal::NotANumber(side, part.to_owned()));
    }
    // One more than allowed is enough to be refused.
    Ok((from..=to).take(MAX_ARTICLES + 1).collect())
}

fn place(word: &str, side: Side, articles: &Articles) -> Result<usize, Refusal> {
    let path = path(word).ok_or_else(|| Refusal::NotANumber(side, word.chars().take(20).collect()))?;
    articles.at_path(path).ok_or_else(|| Refusal::NoSuchArticle(side, article_label(path)))
}

/// 第十二条之一, 十二条之一, 12之1, １２; 第十二条[2] for the second that carries the number.
fn path(word: &str) -> Option<ProvisionPath> {
    let (word, occurrence) = match word.strip_suffix([']', '］']) {
        Some(rest) => rest.split_once(['[', '［']).and_then(|(word, n)| Some((word, read_numeral(n)?.value)))?,
        None => (word, 1),
    };
    let plain: String = word.strip_prefix('第').unwrap_or(word).replacen('条', "", 1);
    let number = match plain.split_once('之') {
        Some((base, inserted)) => {
            ArticleNumber::with_inserted(read_numeral(base)?.value, read_numeral(inserted)?.value)
        }
        None => ArticleNumber::new(read_numeral(&plain)?.value),
    };
    Some(ProvisionPath { occurrence, ..ProvisionPath::article(number) })
}

#[cfg(test)]
mod tests {
    use super::super::sample::statute;
    use super::*;
    use crate::law::parse::parse;

    fn articles() -> Articles {
        Articles::of(&statute(&["一。"; 60]))
    }

    #[test]
    fn articles_are_read_however_they_are_typed() {
        for (text, expected) in [
            ("第五条、第七条", &[4, 6][..]),
            ("5, 7", &[4, 6]),
            ("７；５", &[4, 6]),
            ("五 七", &[4, 6]),
            ("第5条和第七条。", &[4, 6]),
            ("第五条至第七条", &[4, 5, 6]),
            ("5-7，十", &[4, 5, 6, 9]),
            ("5 至 7", &[4, 5, 6]),
            ("", &[]),
            (" \u{3000}\n", &[]),
            ("无", &[]),
        ] {
            assert_eq!(article_list(text, Side::Old, &articles()).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let side = Side::New;
        for (text, expected) in [
            ("第五款", Refusal::NotANumber(side, "第五款".to_owned())),
            ("第七条至第五条", Refusal::NotANumber(side, "第七条至第五条".to_owned())),
            ("<script>", Refusal::NotANumber(side, "<script>".to_owned())),
            ("第六十一条", Refusal::NoSuchArticle(side, "第六十一条".to_owned())),
            ("5之1", Refusal::NoSuchArticle(side, "第五条之一".to_owned())),
            ("5, 五", Refusal::Twice(side, "第五条".to_owned())),
            ("1-60", Refusal::TooMany(side)),
            (&"5、".repeat(501), Refusal::TooMany(side)),
            ("-", Refusal::NotANumber(side, String::new())),
            ("第条", Refusal::NotANumber(side, "第条".to_owned())),
        ] {
            assert_eq!(article_list(text, side, &articles()), Err(expected), "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_read_back() {
        let twice = Articles::of(&parse("第一条　甲。\n\n第一条　乙。\n\n第一条之一　丙。\n").statute);
        let all: Vec<usize> = (0..twice.list().len()).collect();
        assert_eq!(shown_list(&all, &twice), "第一条、第一条[2]、第一条之一");
        assert_eq!(article_list(&shown_list(&all, &twice), Side::Old, &twice), Ok(all));
    }
}
