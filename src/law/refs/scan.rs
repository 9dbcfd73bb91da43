//! The grammar of references: words → [`RawRef`]. Knows nothing of any statute.

use crate::law::chars::title_len;
use crate::law::number::{is_numeral_char, read_numeral};
use crate::law::span::Span;
use crate::law::statute::DivisionKind;

/// Most targets that one list may name; a longer list is cut.
const MAX_TARGETS: usize = 200;

/// One list of targets as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawRef {
    pub span: Span,
    pub scope: Scope,
    pub targets: Vec<RawTarget>,
}

impl RawRef {
    pub fn is_explicit(&self) -> bool {
        self.targets.iter().any(|it| matches!(it.kind, RawKind::Provision { article: Some(_), .. }))
    }

    /// 第三项, 前三项 in words outside a list: units without anything that says whose they are.
    pub fn is_bare(&self) -> bool {
        let bare = |it: &RawTarget| {
            matches!(it.kind, RawKind::Provision { article: None, .. } | RawKind::Before { unit: Unit::Item, .. })
        };
        self.scope == Scope::Unsaid && self.targets.first().is_some_and(bare)
    }

    pub fn is_unscoped(&self) -> bool {
        self.scope == Scope::Unsaid
    }
}

/// Which text the targets stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// Nothing said: this text.
    Unsaid,
    /// 本法, 本条例 …
    This,
    /// 《name》
    Named(String),
    /// 行政处罚法第…: a name without brackets.
    Other,
    /// 上述规定 and the like.
    Vague,
}

/// A target, and whether a range runs from it to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawTarget {
    pub kind: RawKind,
    pub range_to_next: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawKind {
    /// Units left out are `None`: the resolver lets them inherit.
    Provision { article: Option<(u16, u16)>, paragraph: Option<u16>, item: Option<u16>, subitem: Option<u16> },
    /// 第三章, with the heading named before it: 第二编第六章
    Division { kind: DivisionKind, number: u16, inside: Option<(DivisionKind, u16)> },
    /// 本章, with a heading named in it: 本章第二节
    OwnDivision { kind: DivisionKind, inner: Option<(DivisionKind, u16)> },
    /// 本条, 本款, 本项, with what follows
    Own { unit: Unit, paragraph: Option<u16>, item: Option<u16> },
    /// 前条, 前两款, 前款第三项
    Before { unit: Unit, count: u16, paragraph: Option<u16>, item: Option<u16> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Article,
    Paragraph,
    Item,
}

/// The words that name this very text.
const SELF_NAMES: [&str; 14] = [
    "本条例",
    "本办法",
    "本规定",
    "本决定",
    "本细则",
    "本规则",
    "本解释",
    "本章程",
    "本通则",
    "本准则",
    "本规范",
    "本方案",
    "本公约",
    "本法",
];

/// Ends of the names of other texts that stand directly before 第…条.
const OTHER_NAMES: [&str; 33] = [
    "法",
    "条例",
    "规定",
    "办法",
    "法典",
    "解释",
    "决定",
    "公约",
    "章程",
    "细则",
    "规则",
    "协定",
    "议定书",
    "准则",
    "修正案",
    "通则",
    "意见",
    "批复",
    "纪要",
    "方案",
    "守则",
    "合同",
    "协议",
    "声明",
    "宣言",
    "通知",
    "附件",
    "原则",
    "条约",
    "宪章",
    "分则",
    "总则",
    "》",
];

/// Words that may follow a bare 第X项 or 第X款 when it is a reference.
const AFTER_BARE: [&str; 9] = ["规定", "所列", "所称", "情形", "的规定", "所规定", "行为", "中的", "、第"];

/// Finds every reference in `words`.
pub(super) fn scan(words: &str) -> Vec<RawRef> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = words[at..].find(['第', '本', '前', '《', '上', '有']) {
        at += next;
        match reference_at(words, at) {
            Some(raw) => {
                at = raw.span.end;
                found.push(raw);
            }
            None if words[at..].starts_with('《') => at += title_len(&words[at..]).unwrap_or('《'.len_utf8()),
            None => at += words[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn reference_at(words: &str, at: usize) -> Option<RawRef> {
    let rest = &words[at..];
    if let Some(vague) = ["上述规定", "前述规定", "上述条款", "前述条款", "上述条文", "有关规定"]
        .iter()
        .find(|it| rest.starts_with(**it))
    {
        return Some(RawRef { span: Span::new(at, at + vague.len()), scope: Scope::Vague, targets: Vec::new() });
    }
    let (mut scope, scope_len) = scope_at(words, at);
    let (mut targets, mut len) = targets_at(words, at + scope_len, at)?;
    if scope == Scope::Unsaid && follows_other_name(&words[..at]) {
        scope = Scope::Other;
    }
    // A bare 第二款 or 第三项 is a reference only where the words around it say so.
    if scope == Scope::Unsaid
        && let Some(RawTarget { kind: RawKind::Provision { article: None, .. }, .. }) = targets.first()
    {
        let after = &words[at + len..];
        let named = words[..at].ends_with(['该', '条', '其']);
        if named || !AFTER_BARE.iter().any(|it| after.starts_with(it)) && targets.len() == 1 {
            return None;
        }
    }
    // 本条例第三条、《…》第四条: the list goes on only with targets of the same text.
    targets.truncate(MAX_TARGETS);
    len += scope_len;
    Some(RawRef { span: Span::new(at, at + len), scope, targets })
}

/// 本条例 or 《…》 directly before a target.
fn scope_at(words: &str, at: usize) -> (Scope, usize) {
    let rest = &words[at..];
    if let Some(name) = SELF_NAMES.iter().find(|it| rest.starts_with(**it))
        && rest[name.len()..].starts_with('第')
        && !ends_with_any(&words[..at], &["基", "根", "资", "成"])
    {
        return (Scope::This, name.len());
    }
    if let Some(len) = title_len(rest) {
        let after = &rest[len..];
        let noted = bracket_len(after).unwrap_or(0);
        if after[noted..].starts_with('第') {
            let name = &rest['《'.len_utf8()..len - '》'.len_utf8()];
            return (Scope::Named(name.to_owned()), len + noted);
        }
    }
    (Scope::Unsaid, 0)
}

fn bracket_len(rest: &str) -> Option<usize> {
    rest.strip_prefix('（')?;
    rest.char_indices().take(60).find(|(_, c)| *c == '）').map(|(at, c)| at + c.len_utf8())
}

/// Whether the words before a bare 第…条 end with the name of another text, or with such a name and a bracket.
fn follows_other_name(before: &str) -> bool {
    let before = match before.strip_suffix('）') {
        Some(inner) => match inner.rfind('（') {
            Some(open) => &before[..open],
            None => before,
        },
        None => before,
    };
    OTHER_NAMES.iter().any(|end| before.ends_with(end)) && !SELF_NAMES.iter().any(|name| before.ends_with(name))
}

fn ends_with_any(words: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| words.ends_with(end))
}

/// A list of targets from byte `from`; the whole reference begins at `start`. Gives the length of the list.
fn targets_at(words: &str, from: usize, start: usize) -> Option<(Vec<RawTarget>, usize)> {
    let mut targets: Vec<RawTarget> = Vec::new();
    let mut at = from;
    let mut end = from;
    let mut relative_allowed = from == start;
    loop {
        let before = &words[..at];
        let Some((kinds, len)) = target(&words[at..], before, relative_allowed) else { break };
        targets.extend(kinds);
        at += len;
        end = at;
        relative_allowed = true;
        let Some((sep_len, is_range)) = separator(&words[at..]) else { break };
        if targets.len() >= MAX_TARGETS || !continues(&words[at + sep_len..], &targets) {
            break;
        }
        if let Some(last) = targets.last_mut() {
            last.range_to_next = is_range;
        }
        at += sep_len;
    }
    if let Some(last) = targets.last_mut() {
        last.range_to_next = false;
    }
    (!targets.is_empty()).then_some((targets, end - from))
}

/// Whether a further target stands behind a separator.
fn continues(rest: &str, targets: &[RawTarget]) -> bool {
    let Some((kinds, len)) = target(rest, "、", true) else { return false };
    // 第三条、第二批: only units that a list can go on with. A bare 款 after 前款 would be of another article.
    let after = &rest[len..];
    let bare = matches!(kinds.first(), Some(RawTarget { kind: RawKind::Provision { article: None, .. }, .. }));
    let can_inherit = targets
        .iter()
        .any(|it| matches!(it.kind, RawKind::Provision { .. } | RawKind::Own { .. } | RawKind::Before { .. }));
    (can_inherit || !bare) && !after.starts_with("目的")
}

fn separator(rest: &str) -> Option<(usize, bool)> {
    [
        ("、", false),
        ("以及", false),
        ("或者", false),
        ("和", false),
        ("及", false),
        ("或", false),
        ("与", false),
        ("至", true),
    ]
    .iter()
    .find(|(word, _)| rest.starts_with(word))
    .map(|(word, range)| (word.len(), *range))
}

/// One target, or several where the numbers are a list (第一、三项).
fn target(rest: &str, before: &str, relative_allowed: bool) -> Option<(Vec<RawTarget>, usize)> {
    if rest.starts_with('第') {
        return numbered(rest);
    }
    if !relative_allowed {
        return None;
    }
    let (kind, len) = if rest.starts_with('前') { before_target(rest, before)? } else { own_target(rest, before)? };
    Some((vec![RawTarget { kind, range_to_next: false }], len))
}

/// 第十二条之一第二款第三项, 第三章, 第一、三项.
fn numbered(rest: &str) -> Option<(Vec<RawTarget>, usize)> {
    let (numbers, unit, len) = numbers_and_unit(rest)?;
    let mut at = len;
    let mut kinds = Vec::with_capacity(numbers.len());
    for &(n, range) in &numbers {
        let kind = match unit {
            "条" => RawKind::Provision { article: Some((n, 0)), paragraph: None, item: None, subitem: None },
            "款" => RawKind::Provision { article: None, paragraph: Some(n), item: None, subitem: None },
            "项" => RawKind::Provision { article: None, paragraph: None, item: Some(n), subitem: None },
            "目" => RawKind::Provision { article: None, paragraph: None, item: None, subitem: Some(n) },
            _ => match division_kind(unit) {
                Some(kind) => RawKind::Division { kind, number: n, inside: None },
                None => continue,
            },
        };
        kinds.push(RawTarget { kind, range_to_next: range });
    }
    if division_kind(unit).is_some() {
        // 第二编第六章第一节: the last one is meant, the others say where it stands.
        while let Some((inner_kind, number, len)) = nested_division(&rest[at..]) {
            let Some(RawTarget { kind: RawKind::Division { kind, number: outer, .. }, .. }) = kinds.last().copied()
            else {
                break;
            };
            kinds = vec![RawTarget {
                kind: RawKind::Division { kind: inner_kind, number, inside: Some((kind, outer)) },
                range_to_next: false,
            }];
            at += len;
        }
        let is_word = rest[at..].starts_with(['课', '目', '程', '鱼', '车']);
        return (!is_word).then_some((kinds, at));
    }
    // 之一 and the smaller units belong to the last number.
    if let Some(RawTarget { kind: RawKind::Provision { article, paragraph, item, subitem }, .. }) = kinds.last_mut() {
        if let (Some((_, inserted)), Some(suffix)) = (article.as_mut(), rest[at..].strip_prefix('之'))
            && let Some((n, len)) = plain_number(suffix)
        {
            *inserted = n;
            at += '之'.len_utf8() + len;
        }
        at += tail(&rest[at..], unit, paragraph, item, subitem);
    }
    at += listed_tail(&rest[at..], &mut kinds);
    let rest_after = &rest[at..];
    let word = match unit {
        "项" => rest_after.starts_with(['目', '技', '工']),
        "款" => rest_after.starts_with(['项', '式']),
        "条" => rest_after.starts_with(['件', '例', '约', '理']),
        _ => false,
    };
    (!word).then_some((kinds, at))
}

fn division_kind(unit: &str) -> Option<DivisionKind> {
    Some(match unit {
        "编" => DivisionKind::Book,
        "分编" => DivisionKind::SubBook,
        "章" => DivisionKind::Chapter,
        "节" => DivisionKind::Section,
        _ => return None,
    })
}

/// One numbered heading directly behind another.
fn nested_division(rest: &str) -> Option<(DivisionKind, u16, usize)> {
    let (numbers, unit, len) = numbers_and_unit(rest).filter(|_| rest.starts_with('第'))?;
    match numbers[..] {
        [(n, _)] => division_kind(unit).map(|kind| (kind, n, len)),
        _ => None,
    }
}

/// 第十条第一、三项: the first number belongs to the article before it, the others are targets that inherit from it.
fn listed_tail(rest: &str, kinds: &mut Vec<RawTarget>) -> usize {
    let Some((numbers, unit, len)) = numbers_and_unit(rest).filter(|(numbers, ..)| numbers.len() > 1) else { return 0 };
    let part = |kind: &mut RawKind, n: u16| {
        let RawKind::Provision { paragraph, item, subitem, .. } = kind else { return false };
        match unit {
            "款" => *paragraph = Some(n),
            "项" => *item = Some(n),
            "目" => *subitem = Some(n),
            _ => return false,
        }
        true
    };
    for (at, &(n, range_to_next)) in numbers.iter().enumerate() {
        if at == 0 {
            let Some(last) = kinds.last_mut() else { return 0 };
            if !part(&mut last.kind, n) {
                return 0;
            }
            last.range_to_next = range_to_next;
            continue;
        }
        let mut kind = RawKind::Provision { article: None, paragraph: None, item: None, subitem: None };
        part(&mut kind, n);
        kinds.push(RawTarget { kind, range_to_next });
    }
    len
}

/// What follows a number in one target: 第二款第三项第一目. A list in the last unit (第一、三项) is left to the caller.
fn tail(
    rest: &str,
    unit: &str,
    paragraph: &mut Option<u16>,
    item: &mut Option<u16>,
    subitem: &mut Option<u16>,
) -> usize {
    let mut at = 0;
    let mut level = match unit {
        "条" => 0,
        "款" => 1,
        "项" => 2,
        _ => 3,
    };
    while level < 3 {
        let Some((numbers, next, len)) = numbers_and_unit(&rest[at..]) else { break };
        let [(n, _)] = numbers[..] else {
            // 第十条第一、三项: the list inherits the article, so it stands as targets of its own.
            break;
        };
        match next {
            "款" if level < 1 => (*paragraph, level) = (Some(n), 1),
            "项" if level < 2 => (*item, level) = (Some(n), 2),
            "目" if level == 2 => (*subitem, level) = (Some(n), 3),
            _ => break,
        }
        at += len;
    }
    at
}

/// Numbers of one unit; each tells whether a range runs from it to the next.
type Numbers = Vec<(u16, bool)>;

/// 第 num { sep num } unit: the numbers (each with whether a range runs to the next), the unit, the length.
fn numbers_and_unit(rest: &str) -> Option<(Numbers, &'static str, usize)> {
    let body = match rest.strip_prefix('第') {
        Some(body) => body,
        None if rest.starts_with(['（', '(']) => rest,
        None => return None,
    };
    let mut at = rest.len() - body.len();
    let mut numbers = Vec::new();
    loop {
        let (n, len) = bracketed_number(&rest[at..]).or_else(|| plain_number(&rest[at..]))?;
        numbers.push((n, false));
        at += len;
        let after = &rest[at..];
        let unit = ["条", "款", "项", "目", "分编", "编", "章", "节"].into_iter().find(|unit| after.starts_with(unit));
        if let Some(unit) = unit {
            return Some((numbers, unit, at + unit.len()));
        }
        let (sep, is_range) = separator(after)?;
        if numbers.len() >= MAX_TARGETS {
            return None;
        }
        if let Some(last) = numbers.last_mut() {
            last.1 = is_range;
        }
        at += sep;
    }
}

fn plain_number(rest: &str) -> Option<(u16, usize)> {
    let end = rest.find(|c| !is_numeral_char(c)).unwrap_or(rest.len());
    read_numeral(&rest[..end]).map(|it| (it.value, end))
}

fn bracketed_number(rest: &str) -> Option<(u16, usize)> {
    let open = rest.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let inner = &rest[open.len_utf8()..];
    let (n, len) = plain_number(inner)?;
    let close = inner[len..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    Some((n, open.len_utf8() + len + close.len_utf8()))
}

/// 前款, 前两款, 前款第三项, 前条第一款, 前项.
fn before_target(rest: &str, before: &str) -> Option<(RawKind, usize)> {
    // 目前, 提前, 以前, 之前 … are words.
    if before.ends_with([
        '目', '提', '以', '之', '事', '此', '先', '当', '生', '年', '日', '月', '婚', '产', '战', '面', '空',
    ]) {
        return None;
    }
    let after = rest.strip_prefix('前')?;
    let (count, len) = match plain_number(after) {
        Some((n, len)) => (n, len),
        None => (1, 0),
    };
    let behind = &after[len..];
    let (unit, word) = unit_word(behind)?;
    let tail_at = '前'.len_utf8() + len + word.len();
    let next = &rest[tail_at..];
    let is_word = match unit {
        Unit::Article => next.starts_with(['件', '例', '约', '款', '理']),
        Unit::Paragraph => next.starts_with(['项', '式']),
        Unit::Item => next.starts_with(['目', '工', '技']),
    };
    if is_word || count > 30 {
        return None;
    }
    let (mut paragraph, mut item, mut subitem) = (None, None, None);
    let used = tail(next, word, &mut paragraph, &mut item, &mut subitem);
    Some((RawKind::Before { unit, count, paragraph, item }, tail_at + used))
}

/// 本条第一款, 本款, 本项, 本章.
fn own_target(rest: &str, before: &str) -> Option<(RawKind, usize)> {
    if before.ends_with(['基', '根', '日', '资', '成', '样', '文', '版', '课', '原', '标', '副', '蓝', '剧', '书'])
    {
        return None;
    }
    let after = rest.strip_prefix('本')?;
    let start = '本'.len_utf8();
    for (word, kind, not) in [
        ("编", DivisionKind::Book, ['制', '号', '码', '委']),
        ("章", DivisionKind::Chapter, ['程', '制', '戳', '鱼']),
        ("节", DivisionKind::Section, ['目', '约', '能', '日']),
    ] {
        if let Some(next) = after.strip_prefix(word) {
            let inner = nested_division(next);
            let used = start + word.len() + inner.map_or(0, |it| it.2);
            let inner = inner.map(|(kind, n, _)| (kind, n));
            return (!next.starts_with(not)).then_some((RawKind::OwnDivision { kind, inner }, used));
        }
    }
    let (unit, word) = unit_word(after)?;
    let next = &after[word.len()..];
    let is_word = match unit {
        Unit::Article => next.starts_with(['件', '例', '约', '款', '文']),
        Unit::Paragraph => next.starts_with(['项', '式', '额']),
        Unit::Item => next.starts_with(['目', '工', '技']),
    };
    if is_word {
        return None;
    }
    let (mut paragraph, mut item, mut subitem) = (None, None, None);
    let used = tail(next, word, &mut paragraph, &mut item, &mut subitem);
    Some((RawKind::Own { unit, paragraph, item }, start + word.len() + used))
}

fn unit_word(rest: &str) -> Option<(Unit, &'static str)> {
    [("条", Unit::Article), ("款", Unit::Paragraph), ("项", Unit::Item)]
        .into_iter()
        .find(|(word, _)| rest.starts_with(word))
        .map(|(word, unit)| (unit, word))
}
