//! Text → [`Decision`]. Never fails: what is not understood becomes [`Act::Unknown`] and a problem with its place.
//!
//! `blocks` takes the quotations out, this file finds the frame, the parts and the clauses, and `operations` reads
//! the words of one paragraph with `places` (where), `edits` (which words) and `added` (what is new).

mod added;
mod blocks;
mod cursor;
mod edits;
mod operations;
mod places;

use super::decision::{Act, Clause, ClauseMark, Decision, DecisionForm, Line, Operation, Part, Tail, TailKind};
use crate::law::span::Span;
use blocks::Block;
use operations::operations;
use places::Named;

/// Most lines before the first clause.
const MAX_HEAD: usize = 60;

/// What [`parse_decision`] makes of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedDecision {
    /// The tree.
    pub decision: Decision,
    /// What was not understood, in the order of the text.
    pub problems: Vec<DecisionProblem>,
}

/// Something in a decision that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionProblem {
    /// Where.
    pub span: Span,
    /// What, in Chinese.
    pub message: String,
}

/// Reads a decision, or the passage of one that amends a single statute. Cost grows with its length.
#[must_use]
pub fn parse_decision(source: &str) -> ParsedDecision {
    let blocks = blocks::read(source);
    let start = first_clause(&blocks);
    let mut decision = Decision::default();
    head(&blocks[..start], &mut decision);
    let end = first_tail(&blocks, start);
    decision.tail = blocks[end..].iter().map(tail).collect();
    body(&blocks[start..end], &mut decision);
    decision.form = form(&decision);
    let problems = problems(&decision, source);
    ParsedDecision { decision, problems }
}

// ── the frame ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Words by which a paragraph shows that it orders something.
fn orders(block: &Block) -> bool {
    let words = [
        "修改为",
        "改为",
        "增加",
        "删去",
        "删除",
        "合并",
        "作为第",
        "修改《",
        "作出修改",
        "调整为",
        "作相应调整",
        "相应改为",
        "增写",
        "移至",
        "并入",
        "替换为",
        "统一修改",
    ];
    words.iter().any(|it| block.text.contains(it))
}

/// 决定对《…》作如下修改：
fn is_lead(block: &Block) -> bool {
    let says = [
        "如下修改",
        "以下修改",
        "修改如下",
        "如下决定",
        "决定如下",
        "如下修正",
        "如下补充修改",
        "作出修改",
        "修正如下",
        "如下补充",
    ];
    block.mark.is_none()
        && block.quotes.is_empty()
        && block.text.ends_with(['：', '。'])
        && (block.text.ends_with('：') || !block.text.contains("根据本决定"))
        && says.iter().any(|it| block.text.contains(it))
}

fn first_clause(blocks: &[Block]) -> usize {
    for (at, block) in blocks.iter().enumerate().take(MAX_HEAD) {
        if is_lead(block) {
            return at + 1;
        }
        let numbered = block.mark.is_some() && orders(block);
        let quoting = !block.quotes.is_empty() && orders(block);
        let bare = ["将第", "删去第", "增加一条", "删除第", "在第"].iter().any(|it| block.text.starts_with(it));
        if numbered || quoting || bare {
            return at;
        }
    }
    blocks.len().min(MAX_HEAD)
}

fn head(blocks: &[Block], decision: &mut Decision) {
    let mut at = 0;
    while at < blocks.len() && decision.note.is_none() {
        let words = blocks[at].words.trim();
        let titled = ends_title(&decision.title);
        if words.starts_with('（') && !decision.title.is_empty() {
            at += bracketed_note(&blocks[at..], decision);
        } else if titled && words.as_bytes().iter().take_while(|b| b.is_ascii_digit()).count() == 4 {
            at += bare_note(&blocks[at..], decision);
        } else if titled || is_lead(&blocks[at]) {
            break;
        } else {
            decision.title.push_str(words);
            at += 1;
        }
    }
    decision.lead = blocks[at..].iter().map(|it| it.words.trim().to_owned()).filter(|it| !it.is_empty()).collect();
    // Only a lead, no title: the passage was cut out of a decision.
    if !ends_title(&decision.title) && !decision.title.is_empty() {
        decision.lead.insert(0, std::mem::take(&mut decision.title));
    }
}

fn ends_title(title: &str) -> bool {
    let bare = title.trim_end_matches('）');
    let bare = match bare.len() < title.len() {
        true => bare.rsplit_once('（').map_or(bare, |(before, _)| before),
        false => bare,
    };
    ["决定", "修正案", "议案", "修改案"].iter().any(|it| bare.ends_with(it))
}

/// （2021年4月29日…会议通过）, over several lines. Gives how many lines it took.
fn bracketed_note(blocks: &[Block], decision: &mut Decision) -> usize {
    let mut note = String::new();
    for (n, block) in blocks.iter().enumerate().take(8) {
        note.push_str(block.words.trim());
        if note.ends_with('）') {
            let inner = note.trim_start_matches('（').trim_end_matches('）');
            decision.note = Some(inner.to_owned());
            return n + 1;
        }
    }
    1
}

/// 1988年4月12日第七届全国人民代表大会 / 第一次会议通过, without brackets.
fn bare_note(blocks: &[Block], decision: &mut Decision) -> usize {
    let mut note = String::new();
    for (n, block) in blocks.iter().enumerate().take(4) {
        note.push_str(block.words.trim());
        if note.ends_with("通过") {
            decision.note = Some(note);
            return n + 1;
        }
    }
    decision.note = Some(blocks[0].words.trim().to_owned());
    1
}

fn first_tail(blocks: &[Block], start: usize) -> usize {
    let is_tail = |block: &Block| {
        let own = block.text.starts_with("本决定") || block.text.starts_with("本修正案");
        let effect = own && block.text.contains("施行");
        block.quotes.is_empty()
            && (effect || (block.mark.is_none() && (is_closing(block) || !(orders(block) || names_place(&block.text)))))
    };
    // 附：, 附件2: what follows a decision is not the decision.
    let annexes = ["附：", "附", "附件2", "附件：", "附件"];
    let annex = |it: &Block| it.mark.is_none() && it.quotes.is_empty() && annexes.contains(&it.text.as_str());
    if let Some(at) = (start + 1..blocks.len()).find(|at| annex(&blocks[*at])) {
        return first_tail(&blocks[..at], start);
    }
    let mut at = blocks.len();
    while at > start && is_tail(&blocks[at - 1]) {
        at -= 1;
    }
    at
}

/// Whether words name 第五条 or the like: then they may be an order, however they are put.
fn names_place(text: &str) -> bool {
    text.match_indices('第').any(|(at, it)| {
        let rest = text[at + it.len()..].trim_start_matches(crate::law::number::is_numeral_char);
        rest.starts_with(['条', '款', '项', '章', '节'])
    })
}

fn is_closing(block: &Block) -> bool {
    let text = &block.text;
    (text.starts_with("此外") && !names_place(text))
        || text.contains("根据本决定")
        || text.contains("重新公布")
        || text.contains("根据本修正案")
        || ((text.starts_with("本决定") || text.starts_with("本修正案") || text.starts_with('自'))
            && text.contains("施行"))
}

fn tail(block: &Block) -> Tail {
    let mark = block.mark.map(super::print::mark_text).unwrap_or_default();
    let words = format!("{mark}{}", block.words.trim());
    let text = &block.text;
    let kind = if text.contains("文字") && (text.contains("修改") || text.contains("调整")) {
        TailKind::Wording
    } else if (text.starts_with("本决定") || text.starts_with("本修正案")) && text.contains("施行") {
        TailKind::Effect
    } else if text.contains("重新公布") || text.contains("条文") || text.contains("本决定") {
        TailKind::Republish
    } else {
        TailKind::Other
    };
    Tail { kind, words, span: block.span }
}

// ── parts and clauses ────────────────────────────────────────────────────────────────────────────────────────────

fn body(blocks: &[Block], decision: &mut Decision) {
    let named = decision.lead.iter().rev().chain(std::iter::once(&decision.title)).find_map(|it| amended(it));
    let omnibus = is_omnibus(blocks, decision);
    let mut parts: Vec<Part> = Vec::new();
    let mut frame = Frame::default();
    for block in blocks {
        let heading =
            if omnibus && matches!(block.mark, Some(ClauseMark::Comma(_)) | None) { part_name(block) } else { None };
        let heading = heading.filter(|_| block.mark.is_some() || parts.is_empty());
        if let Some((statute, rest)) = heading {
            close(&mut parts, &mut frame);
            parts.push(Part { statute: Some(statute), clauses: Vec::new(), span: block.span });
            frame = Frame::default();
            if rest {
                let unmarked = Block { mark: None, ..block.clone() };
                frame.block(&unmarked);
            }
            continue;
        }
        if parts.is_empty() {
            parts.push(Part { statute: named.clone(), clauses: Vec::new(), span: block.span });
        }
        frame.block(block);
        if let Some(part) = parts.last_mut() {
            part.span = part.span.hull(block.span);
        }
    }
    close(&mut parts, &mut frame);
    decision.parts = parts;
}

fn close(parts: &mut [Part], frame: &mut Frame) {
    if let Some(part) = parts.last_mut() {
        part.clauses = std::mem::take(&mut frame.clauses);
    }
}

/// Whether clauses are grouped by statute: 一、对《…》作出修改, or one such passage without a lead.
fn is_omnibus(blocks: &[Block], decision: &Decision) -> bool {
    let tops: Vec<&Block> = blocks.iter().filter(|it| matches!(it.mark, Some(ClauseMark::Comma(_)))).collect();
    let heads = tops.iter().filter(|it| part_name(it).is_some()).count();
    let passage = decision.lead.is_empty() && decision.title.is_empty();
    let first = blocks.first().is_some_and(|it| part_name(it).is_some());
    (passage && first) || (heads >= 2 && heads * 2 > tops.len())
}

/// The statute that a part is about, and whether the same paragraph already orders something.
fn part_name(block: &Block) -> Option<(String, bool)> {
    let text = block.text.as_str();
    let rest = ["对", "修改", "将", "删去", "删除", "在", ""]
        .iter()
        .find_map(|it| text.strip_prefix(it).filter(|rest| rest.starts_with('《')))?;
    let mut depth = 0_i32;
    let mut end = None;
    for (at, c) in rest.char_indices().take(200) {
        depth += match c {
            '《' => 1,
            '》' => -1,
            _ => 0,
        };
        if depth == 0 {
            end = Some(at + c.len_utf8());
            break;
        }
    }
    let end = end?;
    let name = rest['《'.len_utf8()..end - '》'.len_utf8()].to_owned();
    let after = &rest[end..];
    let only = after.is_empty()
        || ["作出修改", "作如下修改", "作出如下修改", "作以下修改", "的修改", "进行修改"]
            .iter()
            .any(|it| after.starts_with(it));
    let goes_on =
        ["第", "中增加", "增加", "中的", "引言", "名称", "的名称", "中"].iter().any(|it| after.starts_with(it));
    (only || goes_on).then_some((name, !only))
}

/// 《…》 in 决定对《…》作如下修改, the outermost title.
fn amended(words: &str) -> Option<String> {
    let text: String = words.chars().filter(|c| !crate::law::lex::is_space(*c)).collect();
    let at = text.find("对《").map(|at| at + "对".len()).or_else(|| text.find("修改《").map(|at| at + "修改".len()))?;
    let inner = text[at..].strip_prefix('《')?;
    let mut depth = 1_i32;
    for (end, c) in inner.char_indices() {
        depth += match c {
            '《' => 1,
            '》' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(inner[..end].to_owned());
        }
    }
    None
}

/// The clauses of one part as they are put together.
#[derive(Default)]
struct Frame {
    clauses: Vec<Clause>,
    named: Named,
}

impl Frame {
    fn block(&mut self, block: &Block) {
        let sub = self.is_sub_clause(block.mark);
        if block.mark.is_some() {
            self.named = Named::default();
            let clause = Clause { mark: block.mark, span: block.span, ..Clause::default() };
            match self.clauses.last_mut().filter(|_| sub) {
                Some(parent) => parent.clauses.push(clause),
                None => self.clauses.push(clause),
            }
        } else if self.clauses.is_empty() {
            self.clauses.push(Clause { span: block.span, ..Clause::default() });
        }
        if let Some(parent) = self.clauses.last_mut() {
            parent.span = parent.span.hull(block.span);
        }
        let intro = block.mark.is_some() && block.quotes.is_empty() && is_intro(&block.text);
        if intro {
            if let Some(clause) = self.open() {
                clause.intro = Some(block.text.clone());
            }
            return;
        }
        let operations = operations(block, &mut self.named);
        if let Some(clause) = self.open() {
            clause.span = clause.span.hull(block.span);
            clause.lines.push(Line { operations, span: block.span });
        }
    }

    fn open(&mut self) -> Option<&mut Clause> {
        let last = self.clauses.last_mut()?;
        if last.clauses.is_empty() { Some(last) } else { last.clauses.last_mut() }
    }

    /// （一） under 一、, 1. under either.
    fn is_sub_clause(&self, mark: Option<ClauseMark>) -> bool {
        let level = |mark: ClauseMark| match mark {
            ClauseMark::Comma(_) | ClauseMark::Article(_) => 0,
            ClauseMark::Bracket(_) => 1,
            ClauseMark::Arabic(_) => 2,
        };
        match (self.clauses.last().and_then(|it| it.mark), mark) {
            (Some(parent), Some(mark)) => level(mark) > level(parent),
            _ => false,
        }
    }
}

/// 对部分条文作以下修改：
fn is_intro(text: &str) -> bool {
    text.ends_with('：')
        && ["以下修改", "如下修改", "作出修改", "下列修改", "修改如下"].iter().any(|it| text.contains(it))
}

fn form(decision: &Decision) -> DecisionForm {
    let article = |it: &Clause| matches!(it.mark, Some(ClauseMark::Article(_)));
    let clauses = || decision.parts.iter().flat_map(|it| &it.clauses);
    if decision.title.contains("修正案") || (clauses().any(article) && decision.lead.is_empty()) {
        return DecisionForm::Amendment;
    }
    let headed = decision.parts.len() > 1 || (decision.title.is_empty() && decision.lead.is_empty());
    match headed && decision.parts.first().is_some_and(|it| it.statute.is_some()) {
        true => DecisionForm::Omnibus,
        false => DecisionForm::Decision,
    }
}

fn problems(decision: &Decision, source: &str) -> Vec<DecisionProblem> {
    let mut found = Vec::new();
    let tops = decision.parts.iter().flat_map(|it| &it.clauses);
    for clause in tops.flat_map(|it| std::iter::once(it).chain(&it.clauses)) {
        let lines = clause.lines.iter().flat_map(|it| &it.operations);
        found.extend(lines.filter_map(unknown));
    }
    if found.is_empty() && decision.parts.iter().all(|it| it.clauses.is_empty()) {
        let span = Span::new(0, source.len());
        found.push(DecisionProblem { span, message: "没有找到任何修改内容。".to_owned() });
    }
    found
}

fn unknown(operation: &Operation) -> Option<DecisionProblem> {
    let Act::Unknown { words } = &operation.act else { return None };
    let message = format!("没有读懂这句话：“{}”", shortened(words));
    Some(DecisionProblem { span: operation.span, message })
}

/// The first characters of long words.
pub(super) fn shortened(words: &str) -> String {
    const SHOWN: usize = 60;
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}……", &words[..at]),
        None => words.to_owned(),
    }
}
