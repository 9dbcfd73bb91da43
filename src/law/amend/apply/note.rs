//! 题注: 根据…《关于修改〈…〉的决定》修正.

use crate::law::amend::decision::{Decision, Part};
use crate::law::number::to_chinese;
use crate::law::statute::{Statute, Text};

/// Adds the decision to the title note, where its own note says who passed it and when.
pub(super) fn update(statute: &mut Statute, decision: &Decision, _part: &Part) {
    let Some(clause) = clause(decision) else { return };
    let Some(note) = &statute.title_note else { return };
    let words = note.plain.trim_end();
    let earlier = words.matches("修正").count() - words.matches("修正案").count();
    let mut plain = words.to_owned();
    if earlier == 1
        && !plain.contains("第一次修正")
        && let Some(at) = plain.rfind("修正")
    {
        plain.insert_str(at, "第一次");
    }
    let count = match earlier {
        0 => String::new(),
        n => format!("第{}次", u16::try_from(n + 1).map(to_chinese).unwrap_or_default()),
    };
    let gap = if plain.is_empty() { "" } else { "\u{3000}" };
    statute.title_note = Some(Text::plain(format!("{plain}{gap}{clause}{count}修正")));
}

/// 根据2026年3月1日××市第十届人民代表大会常务委员会第二次会议通过的《…》
fn clause(decision: &Decision) -> Option<String> {
    let note = decision.note.as_deref()?;
    let parts: Vec<&str> = note.split(crate::law::lex::is_space).filter(|it| !it.is_empty()).collect();
    let joined: String = parts.concat();
    let (passed, rest) = joined.split_once("通过")?;
    let dated = passed.as_bytes().iter().take_while(|b| b.is_ascii_digit()).count() == 4;
    if !dated || decision.title.is_empty() {
        return None;
    }
    let title: String = decision.title.chars().filter(|c| !crate::law::lex::is_space(*c)).collect();
    let title = title.replace('《', "〈").replace('》', "〉");
    // The organ is left out where the meeting already says it.
    let title = match title.split_once("关于修改") {
        Some((organ, rest)) if !organ.is_empty() && passed.contains(organ) && !organ.contains("法院") => {
            format!("关于修改{rest}")
        }
        _ => title,
    };
    Some(match rest.split_once("批准") {
        Some((approved, _)) if !approved.is_empty() => {
            format!("根据{passed}通过并经{approved}批准的《{title}》")
        }
        _ => format!("根据{passed}《{title}》"),
    })
}
