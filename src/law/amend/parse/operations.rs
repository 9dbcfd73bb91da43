//! The words of one paragraph → operations. What is not understood becomes [`Act::Unknown`], sentence by sentence.

use super::super::decision::{Act, Locator, Operation, Quote, Target, UnitKind, WordEdit};
use super::added::{Added, added};
use super::blocks::Block;
use super::cursor::Cursor;
use super::edits;
use super::places::{Named, locators, targets};
use crate::law::statute::DivisionKind;

/// Most operations of one paragraph.
const MAX_OPERATIONS: usize = 2_000;

/// Words for 改为 that a new number may follow.
const RENUMBER: [&str; 14] = [
    "相应地改为",
    "相应改为",
    "依次改为",
    "分别改为",
    "改为",
    "修改为",
    "调整为",
    "顺延为",
    "修改后作为",
    "调整后作为",
    "依次作为",
    "分别作为",
    "作为",
    "变更为",
];

/// Words for 修改为 that a quotation may follow.
const REPLACE: [&str; 12] = [
    "相应地修改为",
    "相应修改为",
    "修改为",
    "改为",
    "修改后为",
    "修订为",
    "修改如下",
    "修改成",
    "改写为",
    "变更为",
    "调整为",
    "替换为",
];

/// Words for 移至 that a heading may follow.
const MOVE: [&str; 5] = ["移至", "移入", "移到", "列入", "归入"];

/// What the grammar is in the middle of.
pub(super) struct Reading<'a, 'n> {
    pub cursor: Cursor<'a>,
    pub named: &'n mut Named,
    pub out: Vec<Operation>,
    /// The article(s) that this paragraph renumbers, for 将“A”修改为 without a place.
    pub whole: Vec<Locator>,
    /// The heading that this paragraph adds.
    pub division: Option<(DivisionKind, u16)>,
}

/// The operations of one paragraph.
pub(super) fn operations(block: &Block, named: &mut Named) -> Vec<Operation> {
    named.subject.clear();
    let mut reading = Reading { cursor: Cursor::new(block), named, out: Vec::new(), whole: Vec::new(), division: None };
    reading.skip_purpose();
    while reading.out.len() < MAX_OPERATIONS {
        reading.skip();
        if reading.cursor.is_done() {
            break;
        }
        let start = reading.cursor;
        let from = start.chars();
        let first = reading.out.len();
        if !reading.operation() || reading.cursor.at == start.at {
            reading.out.truncate(first);
            reading.cursor = start;
            let words = reading.cursor.eat_sentence();
            let words = spell_out(words, &start);
            reading.push(Act::Unknown { words });
        }
        let span = block.span_of(from, reading.cursor.chars());
        for operation in &mut reading.out[first..] {
            operation.span = span;
        }
        reading.merge_edits(first);
    }
    reading.out
}

/// The words of a sentence with its quotations put back.
fn spell_out(words: &str, start: &Cursor<'_>) -> String {
    let mut at = *start;
    let mut out = String::new();
    for c in words.chars() {
        if c == super::blocks::QUOTE {
            if let Some(quote) = quote_at(&mut at) {
                out.push('“');
                out.push_str(&quote.paragraphs.join("\n“"));
                out.push('”');
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn quote_at<'a>(cursor: &mut Cursor<'a>) -> Option<&'a Quote> {
    let next = cursor.rest().find(super::blocks::QUOTE)?;
    cursor.at += next;
    cursor.eat_quote()
}

impl<'a> Reading<'a, '_> {
    pub fn push(&mut self, act: Act) {
        self.out.push(Operation { act, span: crate::law::span::Span::default() });
    }

    /// 为了惩治…的犯罪，将刑法第三百四十二条修改为
    fn skip_purpose(&mut self) {
        let rest = self.cursor.rest();
        if !["为了", "根据", "鉴于"].iter().any(|it| rest.starts_with(it)) {
            return;
        }
        let end = rest.find(['。', super::blocks::QUOTE]).unwrap_or(rest.len());
        let found = ["，将", "，在", "，增加", "，删去"].iter().filter_map(|it| rest[..end].find(it)).min();
        if let Some(at) = found {
            self.cursor.at += at + "，".len();
        }
    }

    fn skip(&mut self) {
        const BETWEEN: [&str; 16] = [
            "。",
            "；",
            "，",
            "、",
            "：",
            "同时",
            "并且",
            "此外",
            "另外",
            "相应地将",
            "相应将",
            "相应地",
            "并将其中的",
            "并将",
            "并在",
            "并",
        ];
        for _ in 0..64 {
            // 并将其中的 keeps its second half.
            if self.cursor.starts_with("并将") || self.cursor.starts_with("并在") {
                self.cursor.eat("并");
                return;
            }
            if self.cursor.starts_with("相应地将") || self.cursor.starts_with("相应将") {
                self.cursor.eat_any(&["相应地", "相应"]);
                return;
            }
            if self.cursor.eat_any(&BETWEEN).is_none() {
                return;
            }
        }
    }

    fn merge_edits(&mut self, first: usize) {
        if first == 0 || self.out.len() != first + 1 {
            return;
        }
        let [
            ..,
            Operation { act: Act::Edit { at, edits }, span },
            Operation { act: Act::Edit { at: next, edits: more }, span: end },
        ] = self.out.as_mut_slice()
        else {
            return;
        };
        if at == next {
            edits.append(more);
            *span = span.hull(*end);
            self.out.pop();
        }
    }

    fn operation(&mut self) -> bool {
        self.wording()
            || self.reorder()
            || self.extent()
            || self.rename()
            || self.delete()
            || self.add_here()
            || self.at_subject()
            || self.at_place()
    }

    /// 对个别文字作相应修改, 对条文顺序和个别文字作相应调整和修改.
    fn wording(&mut self) -> bool {
        let rest = self.cursor.rest();
        let end = rest.find(['。', '；']).unwrap_or(rest.len());
        let sentence = &rest[..end];
        let says = ["个别文字", "部分文字", "有关文字", "文字作"].iter().any(|it| sentence.contains(it));
        let own = !sentence.contains(super::blocks::QUOTE) && sentence.chars().count() <= 60;
        if !(says && own && !orders_more(sentence) && (sentence.contains("修改") || sentence.contains("调整"))) {
            return false;
        }
        self.cursor.at += end;
        if sentence.contains("顺序") || sentence.contains("序号") {
            self.push(Act::Reorder);
        }
        self.push(Act::Wording);
        true
    }

    /// 第一章“总则”分为六条，包括第一条至第六条; 第二章分为六节：第一节“…”，包括第七条至第九条；第二节 ….
    fn extent(&mut self) -> bool {
        let mut ahead = self.cursor;
        let mut names = Named::default();
        let Some(at) = locators(&mut ahead, &mut names) else { return false };
        let [at @ Locator::Division { .. }] = at.as_slice() else { return false };
        ahead.eat_quote();
        if ahead.eat("分为") {
            ahead.eat_number();
            if ahead.eat("节") {
                ahead.eat("：");
                return self.sections(ahead, at);
            }
            ahead.eat("条");
            ahead.eat("，");
        }
        if !ahead.eat("包括") {
            return false;
        }
        let Some(articles) = targets(&mut ahead, &names).and_then(|it| edits::span_of_articles(&it)) else {
            return false;
        };
        self.cursor = ahead;
        self.push(Act::Extent { at: at.clone(), articles });
        true
    }

    fn sections(&mut self, mut ahead: Cursor<'a>, chapter: &Locator) -> bool {
        let names = Named::default();
        let first = self.out.len();
        while self.out.len() < MAX_OPERATIONS {
            let mut next = ahead;
            next.eat_any(&["；", "，"]);
            let Some(Target::Division { kind, number }) = targets(&mut next, &names).and_then(|mut it| it.pop()) else {
                break;
            };
            let Some(name) = next.eat_quote().and_then(edits::one_line) else { break };
            next.eat("，");
            if !next.eat("包括") {
                break;
            }
            let Some(articles) = targets(&mut next, &names).and_then(|it| edits::span_of_articles(&it)) else { break };
            let within = Some(chapter.clone());
            self.push(Act::AddDivision {
                within,
                kind,
                number,
                name: Some(name),
                articles: Some(articles),
                text: None,
            });
            ahead = next;
        }
        self.cursor = ahead;
        self.out.len() > first
    }

    /// 条文顺序作相应调整. “第八条”调整为“第七条” after it are renumberings.
    fn reorder(&mut self) -> bool {
        let rest = self.cursor.rest();
        let end = rest.find(['。', '；', '：']).unwrap_or(rest.len());
        let sentence = &rest[..end];
        let numbers = sentence.contains("顺序") || sentence.contains("序号");
        let changes = sentence.contains("调整") || sentence.contains("顺延");
        let own = !sentence.contains("引用") && !sentence.contains(super::blocks::QUOTE) && !sentence.contains("根据");
        let short = sentence.chars().count() <= 60 && !sentence.contains("修改为") && !sentence.contains("文字");
        if !(numbers && changes && own && short) || orders_more(sentence) {
            return false;
        }
        self.cursor.at += end;
        self.push(Act::Reorder);
        if self.cursor.starts_with("：") {
            self.quoted_renumberings();
        }
        true
    }

    fn quoted_renumberings(&mut self) {
        let mut ahead = self.cursor;
        ahead.eat("：");
        while let Some(old) = ahead.eat_quote() {
            if ahead.eat_any(&["调整为", "改为", "修改为"]).is_none() {
                return;
            }
            let Some(new) = ahead.eat_quote() else { return };
            let (Some(from), Some(to)) = (one_article(old), one_article(new)) else { return };
            self.push(Act::Renumber { from: vec![Locator::article(from)], to: vec![Target::article(to)] });
            ahead.eat_any(&["，", "、", "；"]);
            self.cursor = ahead;
        }
    }

    /// 将条例名称修改为“…”.
    fn rename(&mut self) -> bool {
        let mut ahead = self.cursor;
        ahead.eat_any(&["将", "把"]);
        eat_title(&mut ahead);
        ahead.eat_any(&["的"]);
        ahead.eat_any(&[
            "本条例",
            "本法",
            "本办法",
            "本规定",
            "条例",
            "法律",
            "法规",
            "办法",
            "规定",
            "司法解释",
            "解释",
            "决定",
            "规则",
            "细则",
        ]);
        ahead.eat("的");
        if ahead.eat_any(&["名称", "标题", "题目", "题名"]).is_none() {
            return false;
        }
        ahead.eat_any(&["由"]);
        let mut old = ahead;
        if old.eat_quote().is_some() {
            ahead = old;
        }
        if ahead.eat_any(&REPLACE).is_none() {
            return false;
        }
        ahead.eat("：");
        let title = if let Some(quote) = ahead.eat_quote() {
            quote.paragraphs.join("")
        } else {
            let from = ahead.at;
            if !eat_title(&mut ahead) {
                return false;
            }
            self.cursor.block.text[from..ahead.at].to_owned()
        };
        let title = title.strip_prefix('《').and_then(|it| it.strip_suffix('》')).unwrap_or(&title).to_owned();
        self.cursor = ahead;
        self.push(Act::Rename { title });
        true
    }

    fn delete(&mut self) -> bool {
        let mut ahead = self.cursor;
        if ahead.eat_any(&["删去", "删除"]).is_none() {
            return false;
        }
        eat_title(&mut ahead);
        ahead.eat_any(&["中的", "中", "的"]);
        let at = if own_place(&mut ahead) || ahead.at_quote() {
            Some(self.subject())
        } else {
            locators(&mut ahead, self.named)
        };
        let Some(at) = at else { return false };
        let before = ahead;
        let mut heading = ahead;
        if let [only @ Locator::Division { .. }] = at.as_slice()
            && heading.eat_any(&["章名", "节名", "标题", "的章名", "的节名", "的标题"]).is_some()
            && (heading.is_done() || heading.rest().starts_with(['。', '；', '，']))
        {
            self.cursor = heading;
            self.push(Act::RenameDivision { at: only.clone(), name: String::new() });
            return true;
        }
        edits::eat_link(&mut ahead);
        if !ahead.at_quote() {
            // 删去第十二条 : the whole provision.
            let ends = before.is_done() || before.rest().starts_with(['。', '；', '，', '、', '：', '并']);
            if at.is_empty() || !ends {
                return false;
            }
            self.cursor = before;
            self.push(Act::Delete { at });
            return true;
        }
        self.cursor = ahead;
        self.delete_words(at)
    }

    fn delete_words(&mut self, mut at: Vec<Locator>) -> bool {
        loop {
            if at.is_empty() {
                return false;
            }
            let mut edits = Vec::new();
            for quote in edits::quote_list(&mut self.cursor) {
                let Some(words) = edits::one_line(&quote) else { return false };
                edits.push(WordEdit::Delete { words });
            }
            self.push(Act::Edit { at, edits });
            let mut ahead = self.cursor;
            if ahead.eat_any(&["和", "、", "以及", "及", "，"]).is_none() {
                return true;
            }
            let mut names = self.named.clone();
            let Some(next) = locators(&mut ahead, &mut names) else { return true };
            edits::eat_link(&mut ahead);
            let mut after = ahead;
            // 删去第一款中的“A”，第二款中的“B”修改为“C” is another matter.
            edits::quote_list(&mut after);
            if !ahead.at_quote() || !(after.is_done() || after.rest().starts_with(['。', '，', '；', '、', '和']))
            {
                return true;
            }
            *self.named = names;
            self.cursor = ahead;
            at = next;
        }
    }

    /// 增加一条，作为第六条：“…” without a place before it.
    fn add_here(&mut self) -> bool {
        let mut ahead = self.cursor;
        if ahead.eat("在") && !eat_title(&mut ahead) {
            return false;
        }
        ahead.eat_any(&["中"]);
        if ahead.eat_any(&["增加", "新增", "增写"]).is_none() {
            return false;
        }
        let mut preamble = ahead;
        if preamble.eat_any(&["引言", "序言"]).is_some()
            && preamble.eat("：")
            && let Some(text) = preamble.eat_quotes()
        {
            self.cursor = preamble;
            let within = Some(Locator::Preamble { paragraph: None });
            self.push(Act::Add { within, after: None, unit: UnitKind::Paragraph, to: Vec::new(), text });
            return true;
        }
        let Some(found) = added(&mut ahead, self.named) else { return false };
        self.cursor = ahead;
        self.push_added(found, None, None)
    }

    fn push_added(&mut self, found: Added, place: Option<Locator>, after: Option<Locator>) -> bool {
        match found {
            Added::Division { kind, number, name, articles, text } => {
                self.division = Some((kind, number));
                self.push(Act::AddDivision { within: place.or(after), kind, number, name, articles, text });
            }
            Added::Units { unit, to, text } => {
                // 在第三章中增加一条: the heading says where it stands.
                let heading = |it: &Locator| matches!(it, Locator::Division { .. });
                let within = if unit == UnitKind::Article {
                    place.filter(heading)
                } else {
                    place.or_else(|| self.within(unit, &to))
                };
                self.note_added(unit, &to);
                self.push_units(within, after, unit, to, text);
            }
            // 增加一款作为第二款，将该条修改为：“…”: the replacement says it all.
            Added::Announced { unit, to } => self.note_added(unit, &to),
        }
        true
    }

    fn push_units(
        &mut self,
        within: Option<Locator>,
        after: Option<Locator>,
        unit: UnitKind,
        to: Vec<Target>,
        mut text: Quote,
    ) {
        if unit == UnitKind::Article
            && let Some(Operation { act: Act::AddDivision { articles, text: None, .. }, .. }) = self.out.last_mut()
            && articles.is_none()
        {
            *articles = edits::span_of_articles(&to);
        }
        if unit == UnitKind::Article && text.paragraphs.first().is_some_and(|it| edits::is_heading(it)) {
            text.paragraphs.remove(0);
            self.quoted_renumbered(&to, &mut text);
        }
        self.push(Act::Add { within, after, unit, to, text });
    }

    /// 对第三十条进行修改，作为第七十条；增加四条，分别作为第七十一条至第七十四条。内容如下：“第八章　…”: the quotation holds
    /// the article that was renumbered, too.
    fn quoted_renumbered(&mut self, to: &[Target], text: &mut Quote) {
        let mut replaced = Vec::new();
        let mut extent = edits::span_of_articles(to);
        for operation in &self.out {
            let Act::Renumber { from, to: new } = &operation.act else { continue };
            for (from, new) in from.iter().zip(new) {
                let Target::Provision { article: Some(number), paragraph: None, .. } = new else { continue };
                let piece = if to.contains(new) { None } else { edits::take_article(text, *number) };
                let Some(piece) = piece else { continue };
                replaced.push(Act::Replace { at: vec![from.clone()], text: piece });
                extent = extent.map(|(first, last)| (first.min(*number), last.max(*number)));
            }
        }
        let added = self.out.iter_mut().rfind(|it| matches!(it.act, Act::AddDivision { .. }));
        if let Some(Operation { act: Act::AddDivision { articles, text: None, .. }, .. }) = added {
            *articles = extent;
        }
        replaced.into_iter().for_each(|act| self.push(act));
    }

    /// The provision that 增加一款 without a place adds to.
    fn within(&self, unit: UnitKind, to: &[Target]) -> Option<Locator> {
        if matches!(to.first(), Some(Target::Provision { article: Some(_), .. })) || self.named.added_last {
            return None;
        }
        let article = self.named.article?;
        let mut path = crate::law::path::ProvisionPath::article(article);
        if matches!(unit, UnitKind::Item | UnitKind::Subitem) {
            path.paragraph = self.named.paragraph;
        }
        Some(Locator::provision(path))
    }

    fn note_added(&mut self, unit: UnitKind, to: &[Target]) {
        if unit == UnitKind::Article
            && let Some(Target::Provision { article, .. }) = to.last()
        {
            self.named.added = *article;
            self.named.added_last = true;
        }
    }

    fn subject(&self) -> Vec<Locator> {
        if !self.named.subject.is_empty() {
            return self.named.subject.clone();
        }
        self.named.article.map(|it| vec![Locator::article(it)]).unwrap_or_default()
    }

    /// 其中的“A”修改为“B”, “C”修改为“D”, 修改为：“…”, 章名修改为“…”: what was named before.
    fn at_subject(&mut self) -> bool {
        let mut ahead = self.cursor;
        let verb = ahead.eat_any(&["将", "把", "在", "对"]);
        let own = own_place(&mut ahead);
        if ahead.at_quote() && (own || verb.is_some() || !self.subject().is_empty()) && !is_quoted_heading(ahead) {
            let whole = verb == Some("将") && !own && !self.whole.is_empty();
            let at = if whole { self.whole.clone() } else { self.subject() };
            self.cursor = ahead;
            return !at.is_empty() && edits::edits(self, at);
        }
        let mut renamed = ahead;
        if renamed.eat_any(&["章名", "节名", "标题"]).is_some() {
            self.cursor = renamed;
            return self.rename_division(self.subject());
        }
        let subject = self.subject();
        if verb.is_none() && !subject.is_empty() && ["分为", "拆分为", "分成"].iter().any(|it| ahead.starts_with(it))
        {
            return self.split(&subject);
        }
        if verb.is_none() && !subject.is_empty() && MOVE.iter().any(|it| self.cursor.starts_with(it)) {
            return self.move_into(&subject);
        }
        if own_unit(&mut ahead, &self.subject()) || verb.is_none() {
            return self.replace(ahead, self.subject());
        }
        false
    }

    fn at_place(&mut self) -> bool {
        let mut ahead = self.cursor;
        let verb = ahead.eat_any(&["将", "把", "在", "对"]);
        if eat_title(&mut ahead) {
            ahead.eat_any(&["中的", "中", "的"]);
        }
        if let Some(at) = everywhere(&mut ahead) {
            self.cursor = ahead;
            return edits::edits(self, at);
        }
        if is_quoted_heading(ahead)
            && let Some(quote) = ahead.eat_quote()
        {
            let at = vec![Locator::Heading { words: quote.paragraphs.join("") }];
            self.cursor = ahead;
            return self.rename_division(at);
        }
        let Some(at) = locators(&mut ahead, self.named) else { return false };
        self.cursor = ahead;
        self.after_place(at, verb)
    }

    fn after_place(&mut self, at: Vec<Locator>, verb: Option<&str>) -> bool {
        let start = self.cursor;
        if let [Locator::Division { .. }] = at.as_slice()
            && self.cursor.eat_any(&["章名", "节名", "的章名", "的节名", "标题", "的标题", "名称", "的名称"]).is_some()
        {
            return self.rename_division(at);
        }
        if edits::eat_link(&mut self.cursor) && (self.cursor.at_quote() || edits::nth(&mut { self.cursor }).is_some()) {
            return edits::edits(self, at);
        }
        self.cursor = start;
        if self.cursor.at_quote()
            || (self.cursor.starts_with("：") && {
                let mut ahead = self.cursor;
                ahead.eat("：");
                ahead.at_quote()
            })
        {
            self.cursor.eat("：");
            return edits::edits(self, at);
        }
        self.cursor = start;
        self.cursor.eat_any(&["的规定", "规定"]);
        self.cursor.eat("进行修改");
        if self.cursor.eat_any(&["删去", "删除"]).is_some() {
            self.push(Act::Delete { at });
            return true;
        }
        self.merge(&at)
            || self.split(&at)
            || self.single_out(&at)
            || self.append(&at)
            || self.add_at(&at, verb)
            || self.move_into(&at)
            || self.renumber(&at)
            || self.replace(self.cursor, at)
    }

    fn rename_division(&mut self, at: Vec<Locator>) -> bool {
        let mut ahead = self.cursor;
        let mut old = ahead;
        if old.eat_quote().is_some() && REPLACE.iter().any(|it| old.starts_with(it)) {
            ahead = old;
        }
        if ahead.eat_any(&REPLACE).is_none() {
            return false;
        }
        ahead.eat("：");
        let (Some(quote), [at]) = (ahead.eat_quote(), at.as_slice()) else { return false };
        self.cursor = ahead;
        self.push(Act::RenameDivision { at: at.clone(), name: quote.paragraphs.join("") });
        true
    }

    fn replace(&mut self, mut ahead: Cursor<'a>, at: Vec<Locator>) -> bool {
        if ahead.eat_any(&REPLACE).is_none() || at.is_empty() {
            return false;
        }
        ahead.eat_any(&["：", "，"]);
        let Some(text) = ahead.eat_provisions() else { return false };
        self.cursor = ahead;
        self.named.subject = at.clone();
        self.push(Act::Replace { at, text });
        true
    }

    fn renumber(&mut self, at: &[Locator]) -> bool {
        let mut ahead = self.cursor;
        ahead.eat("，");
        if ahead.eat_any(&RENUMBER).is_none() {
            return false;
        }
        ahead.eat_any(&["分别"]);
        let Some(to) = targets(&mut ahead, self.named) else { return false };
        let articles = |it: &Locator| matches!(it, Locator::Provision { path, .. } | Locator::Range { first: path, .. } if path.paragraph.is_none() && path.item.is_none());
        if at.iter().all(articles) {
            self.whole = at.to_vec();
        }
        self.push(Act::Renumber { from: at.to_vec(), to });
        self.cursor = ahead;
        // 将第八条改为第七条：“…”: replaced too.
        let mut quoted = ahead;
        if quoted.eat("：")
            && let Some(text) = quoted.eat_provisions()
        {
            self.cursor = quoted;
            self.push(Act::Replace { at: at.to_vec(), text });
        }
        true
    }

    fn merge(&mut self, at: &[Locator]) -> bool {
        let mut ahead = self.cursor;
        if ahead.eat_any(&["合并"]).is_none() {
            return false;
        }
        ahead.eat_any(&["为一条", "成一条", "为一款", "为一项"]);
        let mut numbered = ahead;
        numbered.eat("，");
        let to = if numbered.eat_any(&["作为", "为", "改为"]).is_some() {
            targets(&mut numbered, self.named).and_then(|mut it| it.pop())
        } else {
            None
        };
        if to.is_some() {
            ahead = numbered;
        }
        let text = replacement(&mut ahead);
        self.cursor = ahead;
        self.push(Act::Merge { from: at.to_vec(), to, text });
        true
    }

    fn split(&mut self, at: &[Locator]) -> bool {
        let mut ahead = self.cursor;
        if ahead.eat_any(&["改为", "分为", "拆分为", "分成", "修改为", "，分为"]).is_none() {
            return false;
        }
        let Some((count, unit)) = super::added::count_unit(&mut ahead) else { return false };
        let mut numbered = ahead;
        numbered.eat("，");
        numbered.eat("分别");
        let to = if numbered.eat("作为") { targets(&mut numbered, self.named) } else { None };
        if to.is_some() {
            ahead = numbered;
        }
        // 改为两条，第一款作为第八十条；…: the parts are told one by one.
        let apart = ahead.starts_with("，第");
        let [from] = at else { return false };
        let text = if apart { None } else { replacement(&mut ahead) };
        let Some(text) = text else {
            self.cursor = ahead;
            return apart;
        };
        self.cursor = ahead;
        self.push(Act::Split { from: from.clone(), unit, count, to: to.unwrap_or_default(), text });
        true
    }

    /// 将第八条第三款单列一条，作为第四十九条
    fn single_out(&mut self, at: &[Locator]) -> bool {
        let mut ahead = self.cursor;
        let words = [
            "单列一条",
            "单作一条",
            "单列为一条",
            "单独成条",
            "单独作为一条",
            "单独列为一条",
            "独立成条",
            "另列一条",
            "单列",
        ];
        if ahead.eat_any(&words).is_none() {
            return false;
        }
        ahead.eat("，");
        if ahead.eat_any(&RENUMBER).is_none() {
            return false;
        }
        let Some(to) = targets(&mut ahead, self.named) else { return false };
        self.cursor = ahead;
        self.push(Act::Renumber { from: at.to_vec(), to });
        true
    }

    /// 在第一款最后增加“…”, 第一款开始部分增加规定：“…”
    fn append(&mut self, at: &[Locator]) -> bool {
        let mut ahead = self.cursor;
        ahead.eat("的");
        let end = ahead.eat_any(&["最后", "末尾", "结尾", "句末", "之末", "尾部"]).is_some();
        let begin = !end && ahead.eat_any(&["开始部分", "开头部分", "开头", "开始", "最前", "句首", "之前"]).is_some();
        if !(end || begin) || ahead.eat_any(&["增加", "增写"]).is_none() {
            return false;
        }
        ahead.eat_any(&["规定", "一句", "内容", "文字"]);
        ahead.eat_any(&["：", "，内容为："]);
        let Some(words) = ahead.eat_quote().and_then(edits::one_line) else { return false };
        self.cursor = ahead;
        let edit = if end { WordEdit::Append { words } } else { WordEdit::Prepend { words } };
        self.push(Act::Edit { at: at.to_vec(), edits: vec![edit] });
        true
    }

    fn add_at(&mut self, at: &[Locator], verb: Option<&str>) -> bool {
        let mut ahead = self.cursor;
        ahead.eat("，");
        let after = ahead.eat_any(&["之后", "后"]).is_some();
        let _ = verb;
        if !after {
            ahead.eat_any(&["中", "里", "内"]);
        }
        if ahead.eat_any(&["增加", "新增", "各增加"]).is_none() {
            return false;
        }
        let [place] = at else { return false };
        let Some(found) = added(&mut ahead, self.named) else { return false };
        self.cursor = ahead;
        if !after {
            return self.push_added(found, Some(place.clone()), None);
        }
        self.push_added(found, None, Some(place.clone()))
    }

    /// 并入第二章, 移至第四章, 列入本章
    fn move_into(&mut self, at: &[Locator]) -> bool {
        let mut ahead = self.cursor;
        ahead.eat("，");
        if ahead.eat_any(&["并入", "合并到", "并到"]).is_some() {
            let mut names = self.named.clone();
            let (Some(into), [from]) = (locators(&mut ahead, &mut names), at) else { return false };
            let [into] = into.as_slice() else { return false };
            self.cursor = ahead;
            self.push(Act::MergeDivision { from: from.clone(), into: into.clone() });
            return true;
        }
        if ahead.eat_any(&MOVE).is_none() {
            return false;
        }
        let into = if ahead.eat("本章") || ahead.eat("本节") {
            self.division.map(|(kind, number)| Target::Division { kind, number })
        } else {
            targets(&mut ahead, self.named).and_then(|mut it| it.pop())
        };
        let Some(into) = into else { return false };
        self.cursor = ahead;
        self.push(Act::Move { articles: at.to_vec(), into });
        true
    }
}

/// Whether a sentence about numbers or wording orders something else as well, which must be read on its own.
fn orders_more(sentence: &str) -> bool {
    ["删去", "删除", "增加", "改为", "合并", "作为", "移至", "废止"].iter().any(|it| sentence.contains(it))
}

/// ，修改为：“…”
fn replacement(cursor: &mut Cursor<'_>) -> Option<Quote> {
    let mut ahead = *cursor;
    ahead.eat("，");
    if ahead.eat_any(&REPLACE).is_none() && !ahead.starts_with("：") {
        return None;
    }
    ahead.eat_any(&["：", "，"]);
    let text = ahead.eat_provisions()?;
    *cursor = ahead;
    Some(text)
}

/// 其中的, 该条中的
fn own_place(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let own = ahead.eat_any(&["其中", "该条", "该款", "该项", "本条", "本款", "该章"]);
    if own.is_none() {
        return false;
    }
    ahead.eat_any(&["中的", "中", "的"]);
    let found = ahead.at_quote();
    if found {
        *cursor = ahead;
    }
    found
}

/// 这一款相应地修改为 after words about a 款.
fn own_unit(cursor: &mut Cursor<'_>, subject: &[Locator]) -> bool {
    let mut ahead = *cursor;
    let own = ahead.eat_any(&["这一自然段", "这一条", "这一款", "这一项", "这一节", "该自然段"]);
    let found = own.is_some() && !subject.is_empty();
    if found {
        *cursor = ahead;
    }
    found
}

/// 本条例中的, 相关条文中的
fn everywhere(cursor: &mut Cursor<'_>) -> Option<Vec<Locator>> {
    let mut ahead = *cursor;
    let scope = [
        "相关条文",
        "有关条文",
        "部分条文",
        "其他条文",
        "条文",
        "全文",
        "本法",
        "本条例",
        "本办法",
        "本规定",
        "本细则",
        "本解释",
        "本规则",
        "条例",
        "办法",
        "规定",
        "细则",
        "规则",
        "解释",
        "相关条款",
        "有关条款",
        "全法",
        "全篇",
    ];
    ahead.eat_any(&scope)?;
    ahead.eat_any(&["各条", "全文", "条文", "相关条文", "有关条文"]);
    ahead.eat_any(&["里的", "中的", "内的", "中", "里", "的"])?;
    if !ahead.at_quote() {
        return None;
    }
    *cursor = ahead;
    Some(vec![Locator::Everywhere])
}

/// 将“一、买卖合同的效力”修改为: a heading named by its words, told by its number.
fn is_quoted_heading(mut cursor: Cursor<'_>) -> bool {
    let Some(quote) = cursor.eat_quote() else { return false };
    let [words] = quote.paragraphs.as_slice() else { return false };
    crate::law::lex::intertitle(words).is_some() || edits::is_heading(words)
}

/// 《…》 with nested titles, at the start.
pub(super) fn eat_title(cursor: &mut Cursor<'_>) -> bool {
    let rest = cursor.rest();
    if !rest.starts_with('《') || rest.starts_with("《解释》第") {
        return false;
    }
    let mut depth = 0_u32;
    for (at, c) in rest.char_indices().take(200) {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            cursor.at += at + c.len_utf8();
            return true;
        }
    }
    false
}

fn one_article(quote: &Quote) -> Option<crate::law::number::ArticleNumber> {
    let [words] = quote.paragraphs.as_slice() else { return None };
    words.trim().parse().ok()
}
