//! What changed, in sentences: 第十二条：罚款下限由一万元改为五千元；删去“原则上”。

use crate::law::compare::{Comparison, Op, Row, RowKind};

/// What changed in a row, one sentence for each change, without the numbers of the articles and without full stops.
#[must_use]
pub fn sentences(_comparison: &Comparison, row: &Row) -> Vec<String> {
    let mut out = Vec::new();
    if row.kind == RowKind::Added {
        return vec!["新增本条".to_owned()];
    }
    for part in row.hunks.iter().flat_map(|it| &it.parts) {
        match part.op {
            Op::Equal => {}
            Op::Delete => out.push(format!("删去“{}”", part.text)),
            Op::Insert => out.push(format!("增加“{}”", part.text)),
        }
    }
    out
}
