//! Statute → Akoma Ntoso 3.0 (OASIS LegalDocML), valid against the official schema.
//!
//! | text | element | eId |
//! | --- | --- | --- |
//! | 编 分编 章 节 | `book part chapter section` | `book_1__chp_2__sec_1` |
//! | 一、 between articles | `hcontainer name="heading"` | `hcontainer_1` |
//! | 条 | `article`, its caption a `heading` | `art_12`, 之一 `art_12-1` |
//! | 款 | `paragraph` | `art_12__para_2` |
//! | 项, 目 | `list` of `point`s | `art_12__para_2__list_1__point_3` |
//! | 附件 | `attachment` with a `doc` | `att_1` |
//! | footnote | `authorialNote` where it is first called | `authorialNote_1` |
//!
//! Articles are numbered through the whole text, so their eId does not name the chapter (naming convention, "local
//! uniqueness"). A draft is a `bill`, a text without a status an `act`. Absent on purpose: the 目录, which is generated
//! from the headings, and drafters' directives.

mod meta;
mod paper;

use super::xml::push_xml;
use crate::law::path::ProvisionPath;
use crate::law::refs::{Reference, Resolution};
use crate::law::statute::{
    Article, Division, DivisionKind, Item, Mark, MarkKind, Paragraph, Statute, Subitem, Text, Unit,
};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// The namespace of Akoma Ntoso 3.0.
pub const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The document, an XML file in UTF-8.
#[must_use]
pub fn statute_akn(statute: &Statute, references: &[Reference]) -> String {
    let meta = meta::Meta::of(statute);
    let mut writer = Writer {
        statute,
        references,
        by_place: HashMap::new(),
        taken: HashSet::new(),
        noted: HashSet::new(),
        out: String::new(),
    };
    for (at, reference) in references.iter().enumerate() {
        if matches!(reference.result, Resolution::Resolved(_)) {
            writer.by_place.entry(reference.within).or_default().push(at);
        }
    }
    writer.preface();
    writer.preamble();
    writer.body();
    writer.attachments(&meta);

    let element = if statute.status.is_some() { "bill" } else { "act" };
    let mut out =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"{NAMESPACE}\">\n<{element} name=\"");
    push_xml(&mut out, meta.kind_name());
    out.push_str("\">\n");
    meta.write(&mut out, &meta::Component::Main, &writer.uncalled_notes());
    out.push_str(&writer.out);
    let _ = writeln!(out, "</{element}>\n</akomaNtoso>");
    out
}

/// The eId of a provision: `art_12-1__para_2__list_1__point_3`.
#[must_use]
pub fn eid(path: ProvisionPath) -> String {
    let mut out = format!("art_{}", path.article.base());
    if path.article.inserted() > 0 {
        let _ = write!(out, "-{}", path.article.inserted());
    }
    if path.occurrence > 1 {
        let _ = write!(out, "_dup{}", path.occurrence);
    }
    if let Some(n) = path.paragraph {
        let _ = write!(out, "__para_{n}");
    }
    for n in [path.item, path.subitem].into_iter().flatten() {
        let _ = write!(out, "__list_1__point_{n}");
    }
    out
}

struct Writer<'a> {
    statute: &'a Statute,
    references: &'a [Reference],
    by_place: HashMap<ProvisionPath, Vec<usize>>,
    /// Every eId must be the only one of its kind, even in a faulty text.
    taken: HashSet<String>,
    /// Footnotes whose words stand already.
    noted: HashSet<usize>,
    out: String,
}

impl<'a> Writer<'a> {
    /// Writes ` eId="…"`, and gives the one that was free.
    fn id(&mut self, wanted: String) -> String {
        let mut free = wanted.clone();
        let mut n = 2;
        while self.taken.contains(&free) {
            free = format!("{wanted}_dup{n}");
            n += 1;
        }
        let _ = write!(self.out, " eId=\"{free}\"");
        self.taken.insert(free.clone());
        free
    }

    fn preface(&mut self) {
        let statute = self.statute;
        if statute.title.is_empty()
            && statute.status.is_none()
            && statute.title_note.is_none()
            && statute.notice.is_empty()
        {
            return;
        }
        self.out.push_str("<preface>\n");
        if !statute.notice.is_empty() {
            self.out.push_str("<container name=\"notice\">");
            statute.notice.iter().for_each(|it| self.loose(it));
            self.out.push_str("</container>\n");
        }
        if !statute.title.is_empty() {
            self.out.push_str("<p><docTitle>");
            self.text(&statute.title, None);
            self.out.push_str("</docTitle></p>\n");
        }
        if let Some(status) = &statute.status {
            self.out.push_str("<p>（<docStage refersTo=\"#status\">");
            push_xml(&mut self.out, status);
            self.out.push_str("</docStage>）</p>\n");
        }
        if let Some(note) = &statute.title_note {
            self.out.push_str("<container name=\"titleNote\"><p>（");
            self.text(note, None);
            self.out.push_str("）</p></container>\n");
        }
        self.out.push_str("</preface>\n");
    }

    fn preamble(&mut self) {
        if self.statute.preamble.is_empty() {
            return;
        }
        self.out.push_str("<preamble>\n");
        self.statute.preamble.iter().for_each(|it| self.loose(it));
        self.out.push_str("</preamble>\n");
    }

    fn body(&mut self) {
        self.out.push_str("<body>\n");
        if self.statute.body.is_empty() {
            // The schema asks for a body with something in it.
            self.out.push_str("<hcontainer name=\"empty\" eId=\"hcontainer_empty\"/>\n");
        }
        self.units(&self.statute.body, "");
        self.out.push_str("</body>\n");
    }

    fn units(&mut self, units: &'a [Unit], prefix: &str) {
        for unit in units {
            match unit {
                Unit::Division(division) => self.division(division, prefix),
                Unit::Article(article) => self.article(article),
            }
        }
    }

    fn division(&mut self, division: &'a Division, prefix: &str) {
        let (element, short) = match division.kind {
            DivisionKind::Book => ("book", "book"),
            DivisionKind::SubBook => ("part", "part"),
            DivisionKind::Chapter => ("chapter", "chp"),
            DivisionKind::Section => ("section", "sec"),
            DivisionKind::Heading => ("hcontainer", "hcontainer"),
        };
        let _ = write!(self.out, "<{element}");
        if division.kind == DivisionKind::Heading {
            self.out.push_str(" name=\"heading\"");
        }
        let id = self.id(format!("{prefix}{short}_{}", division.number));
        let _ = write!(self.out, "><num>{}</num>", division.number_text());
        if !division.name.is_empty() {
            self.out.push_str("<heading>");
            self.text(&division.name, None);
            self.out.push_str("</heading>");
        }
        self.out.push('\n');
        if !division.preamble.is_empty() {
            self.out.push_str("<intro>");
            division.preamble.iter().for_each(|it| self.loose(it));
            self.out.push_str("</intro>\n");
        }
        self.units(&division.units, &format!("{id}__"));
        let _ = writeln!(self.out, "</{element}>");
    }

    fn article(&mut self, article: &'a Article) {
        self.out.push_str("<article");
        self.id(eid(article.path));
        let _ = write!(self.out, "><num>{}</num>", article.number());
        if let Some(caption) = &article.caption {
            self.out.push_str("<heading>");
            push_xml(&mut self.out, &caption.text);
            self.out.push_str("</heading>");
        }
        self.out.push('\n');
        for (at, paragraph) in article.paragraphs.iter().enumerate() {
            let path = article.path.with_paragraph(u16::try_from(at + 1).unwrap_or(u16::MAX));
            self.paragraph(paragraph, path);
        }
        self.out.push_str("</article>\n");
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, path: ProvisionPath) {
        self.out.push_str("<paragraph");
        let id = self.id(eid(path));
        self.out.push('>');
        if paragraph.items.is_empty() {
            self.content(&paragraph.text, path);
        } else {
            self.out.push_str("<list");
            let list = self.id(format!("{id}__list_1"));
            self.out.push('>');
            self.intro(&paragraph.text, path);
            for item in &paragraph.items {
                self.point(item, path.with_item(item.number), &list);
            }
            self.out.push_str("</list>");
        }
        self.out.push_str("</paragraph>\n");
    }

    fn point(&mut self, item: &'a Item, path: ProvisionPath, list: &str) {
        self.out.push_str("<point");
        let id = self.id(format!("{list}__point_{}", item.number));
        let _ = write!(self.out, "><num>{}</num>", item.number_text());
        if item.subitems.is_empty() {
            self.content(&item.text, path);
        } else {
            self.out.push_str("<list");
            let inner = self.id(format!("{id}__list_1"));
            self.out.push('>');
            self.intro(&item.text, path);
            for subitem in &item.subitems {
                self.subpoint(subitem, path.with_subitem(subitem.number), &inner);
            }
            self.out.push_str("</list>");
        }
        self.out.push_str("</point>\n");
    }

    fn subpoint(&mut self, subitem: &'a Subitem, path: ProvisionPath, list: &str) {
        self.out.push_str("<point");
        self.id(format!("{list}__point_{}", subitem.number));
        let _ = write!(self.out, "><num>{}</num>", subitem.number_text());
        self.content(&subitem.text, path);
        self.out.push_str("</point>\n");
    }

    fn content(&mut self, text: &Text, path: ProvisionPath) {
        self.out.push_str("<content><p>");
        self.text(text, Some(path));
        self.out.push_str("</p></content>");
    }

    fn intro(&mut self, text: &Text, path: ProvisionPath) {
        if !text.is_empty() {
            self.out.push_str("<intro><p>");
            self.text(text, Some(path));
            self.out.push_str("</p></intro>");
        }
    }

    /// A paragraph outside the articles; its list, if it has one, becomes lines.
    fn loose(&mut self, paragraph: &Paragraph) {
        if !paragraph.text.is_empty() {
            self.out.push_str("<p>");
            self.text(&paragraph.text, None);
            self.out.push_str("</p>");
        }
        for item in &paragraph.items {
            let _ = write!(self.out, "<p>{}", item.number_text());
            self.text(&item.text, None);
            self.out.push_str("</p>");
            for subitem in &item.subitems {
                let _ = write!(self.out, "<p>{}", subitem.number_text());
                self.text(&subitem.text, None);
                self.out.push_str("</p>");
            }
        }
    }

    fn attachments(&mut self, meta: &meta::Meta) {
        if self.statute.annexes.is_empty() {
            return;
        }
        self.out.push_str("<attachments>\n");
        for (at, annex) in self.statute.annexes.iter().enumerate() {
            let number = at + 1;
            self.out.push_str("<attachment");
            self.id(format!("att_{number}"));
            self.out.push_str("><heading>");
            push_xml(&mut self.out, &annex.heading());
            self.out.push_str("</heading>\n<doc name=\"annex\">\n");
            meta.write(&mut self.out, &meta::Component::Annex { number, heading: annex.heading() }, &[]);
            self.out.push_str("<mainBody>\n");
            paper::write(&mut self.out, &annex.text, &format!("att_{number}"));
            self.out.push_str("</mainBody>\n</doc>\n</attachment>\n");
        }
        self.out.push_str("</attachments>\n");
    }

    /// Footnotes that no text calls, with their numbers: their words stand among the metadata.
    fn uncalled_notes(&self) -> Vec<(usize, &'a str)> {
        let notes = self.statute.footnotes.iter().enumerate();
        notes.filter(|(at, _)| !self.noted.contains(at)).map(|(at, note)| (at + 1, note.text.as_str())).collect()
    }

    fn text(&mut self, text: &Text, place: Option<ProvisionPath>) {
        let references = self.references;
        let here = place.and_then(|path| self.by_place.remove(&path)).unwrap_or_default();
        let mut at = 0;
        for reference in here.into_iter().map(|index| &references[index]) {
            let span = reference.span;
            let crosses = |mark: &Mark| mark.span.start < span.end && mark.span.end > span.start;
            if span.start < at || text.plain.get(span.range()).is_none() || text.marks.iter().any(crosses) {
                continue;
            }
            self.marked(text, at, span.start);
            self.reference(reference, &text.plain[span.range()]);
            at = span.end;
        }
        self.marked(text, at, text.plain.len());
    }

    fn reference(&mut self, reference: &Reference, words: &str) {
        let targets = reference.result.targets();
        let (Some(first), Some(last)) = (targets.first(), targets.last()) else {
            push_xml(&mut self.out, words);
            return;
        };
        // A range names its ends; a list names its first, because one element has one address.
        if first != last && words.contains('至') && !words.contains(['、', '和', '及', '或']) {
            let _ = write!(self.out, "<rref from=\"#{}\" upTo=\"#{}\">", eid(*first), eid(*last));
            push_xml(&mut self.out, words);
            self.out.push_str("</rref>");
        } else {
            let _ = write!(self.out, "<ref href=\"#{}\">", eid(*first));
            push_xml(&mut self.out, words);
            self.out.push_str("</ref>");
        }
    }

    fn marked(&mut self, text: &Text, from: usize, to: usize) {
        let mut at = from;
        for mark in &text.marks {
            let (start, end) = (mark.span.start.max(at), mark.span.end.min(to));
            let here = matches!(mark.kind, MarkKind::FootnoteRef(_))
                && mark.span.start >= at
                && (mark.span.start < to || to == text.plain.len() && mark.span.start == to);
            if start >= end && !here {
                continue;
            }
            self.words(text, at, start);
            self.mark(text, &mark.kind, start, end);
            at = end;
        }
        self.words(text, at, to);
    }

    fn mark(&mut self, text: &Text, kind: &MarkKind, start: usize, end: usize) {
        match kind {
            MarkKind::Strong => {
                self.out.push_str("<b>");
                self.words(text, start, end);
                self.out.push_str("</b>");
            }
            MarkKind::Link(address) if crate::law::is_safe_address(address) => {
                self.out.push_str("<a href=\"");
                push_xml(&mut self.out, address);
                self.out.push_str("\">");
                self.words(text, start, end);
                self.out.push_str("</a>");
            }
            MarkKind::Link(_) => self.words(text, start, end),
            MarkKind::FootnoteRef(label) => self.footnote(label),
        }
    }

    fn footnote(&mut self, label: &str) {
        let statute = self.statute;
        let Some(at) = statute.footnotes.iter().position(|note| note.label == label) else {
            self.out.push_str("[^");
            push_xml(&mut self.out, label);
            self.out.push(']');
            return;
        };
        let number = at + 1;
        if self.noted.insert(at) {
            let _ = write!(
                self.out,
                "<authorialNote marker=\"{number}\" placement=\"bottom\" eId=\"authorialNote_{number}\"><p>"
            );
            // A note that calls itself or another is written without its calls: notes do not nest.
            push_xml(&mut self.out, &statute.footnotes[at].text.plain);
            self.out.push_str("</p></authorialNote>");
        } else {
            let _ = write!(self.out, "<noteRef href=\"#authorialNote_{number}\" marker=\"{number}\"/>");
        }
    }

    fn words(&mut self, text: &Text, from: usize, to: usize) {
        for (at, line) in text.plain.get(from..to).unwrap_or_default().split('\n').enumerate() {
            if at > 0 {
                self.out.push_str("<eol/>");
            }
            push_xml(&mut self.out, line);
        }
    }
}

#[cfg(test)]
mod tests;
