//! Whether two texts have the same articles.

use kaimen::law::number::ArticleNumber;
use kaimen::law::statute::{Article, Statute};

/// An article as what must be equal: its paragraphs and items, without white space, all brackets of one width.
pub fn words(article: &Article) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in &article.paragraphs {
        lines.push(plain(&paragraph.text.plain));
        for item in &paragraph.items {
            lines.push(plain(&format!("{}{}", item.number_text(), item.text)));
            lines.extend(item.subitems.iter().map(|it| plain(&format!("{}{}", it.number_text(), it.text))));
        }
    }
    lines
}

/// Words without white space, brackets full-width.
pub fn plain(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}'))
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            _ => c,
        })
        .collect()
}

/// The articles that differ, by number, with both readings.
pub fn differences(ours: &Statute, theirs: &Statute) -> Vec<(ArticleNumber, String, String)> {
    let text = |statute: &Statute| -> Vec<(ArticleNumber, String)> {
        statute.articles().map(|it| (it.number(), words(it).join("\n"))).collect()
    };
    let (ours, theirs) = (text(ours), text(theirs));
    let mut found = Vec::new();
    for at in 0..ours.len().max(theirs.len()) {
        match (ours.get(at), theirs.get(at)) {
            (Some(our), Some(their)) if our == their => {}
            (our, their) => {
                let number = their.or(our).map_or(ArticleNumber::new(1), |it| it.0);
                let shown = |it: Option<&(ArticleNumber, String)>| {
                    it.map(|(number, words)| format!("{number}　{words}")).unwrap_or_default()
                };
                found.push((number, shown(our), shown(their)));
            }
        }
    }
    found
}

/// The two readings cut down to where they differ.
pub fn narrowed(our: &str, their: &str) -> (String, String) {
    let (a, b): (Vec<char>, Vec<char>) = (our.chars().collect(), their.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    let cut = |it: &[char]| -> String {
        let from = start.saturating_sub(12);
        let to = (it.len() - end + 12).min(it.len());
        it[from..to].iter().take(160).collect()
    };
    (cut(&a), cut(&b))
}
