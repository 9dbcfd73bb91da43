//! The `meta` block: what the document is as a work, as this version of it, and as this file (FRBR).
//!
//! Facts come from the front matter, failing that from the 题注. A date that nobody has told is [`UNKNOWN_DATE`],
//! named 未注明: the schema wants one, and a clock would make two exports of one text differ.

use super::super::xml::push_xml;
use crate::law::statute::{FrontMatter, Statute};
use std::fmt::Write as _;

/// Stands where the schema wants a date and the text has none.
pub(super) const UNKNOWN_DATE: &str = "0001-01-01";

/// Which part of the file is described.
pub(super) enum Component {
    /// The statute.
    Main,
    /// An annex, from one.
    Annex { number: usize, heading: String },
}

/// What is known about a statute.
pub(super) struct Meta {
    title: String,
    status: Option<String>,
    kind: Option<String>,
    enactor: Option<String>,
    approver: Option<String>,
    number: Option<String>,
    passed: Option<String>,
    approved: Option<String>,
    promulgated: Option<String>,
    effective: Option<String>,
    /// The date of this version.
    dated: Option<String>,
}

impl Meta {
    pub(super) fn of(statute: &Statute) -> Self {
        let front = statute.front_matter.as_ref();
        let word = |key: &str| front.and_then(|it: &FrontMatter| it.get(key)).map(str::to_owned);
        let date = |key: &str| word(key).and_then(|it| iso_date(&it));
        let passed = date("passed").or_else(|| {
            let note = statute.title_note.as_ref().filter(|_| statute.status.is_none())?;
            chinese_date(&note.plain)
        });
        let latest_in_note = statute.title_note.as_ref().and_then(|note| last_chinese_date(&note.plain));
        let dated = date("dated").or_else(|| date("date"));
        Self {
            title: if statute.title.is_empty() { "未命名文本".to_owned() } else { statute.title.plain.clone() },
            status: statute.status.clone(),
            kind: word("type"),
            enactor: word("enactor"),
            approver: word("approver"),
            number: word("notice_no"),
            dated: dated.or(latest_in_note).or_else(|| date("approved")).or_else(|| passed.clone()),
            passed,
            approved: date("approved"),
            promulgated: date("promulgated"),
            effective: date("effective"),
        }
    }

    /// The `name` of the document element.
    pub(super) fn kind_name(&self) -> &'static str {
        match self.kind.as_deref() {
            Some("地方性法规") => "local-ordinance",
            Some("法律") => "law",
            Some("行政法规") => "administrative-regulation",
            Some("监察法规") => "supervisory-regulation",
            Some("规章" | "地方政府规章" | "部门规章") => "rule",
            Some("司法解释") => "judicial-interpretation",
            _ => "statute",
        }
    }

    fn subtype(&self) -> Option<&'static str> {
        Some(self.kind_name()).filter(|it| *it != "statute")
    }

    fn work_date(&self) -> (&str, &str) {
        let known = [
            (self.passed.as_deref(), "通过"),
            (self.approved.as_deref(), "批准"),
            (self.promulgated.as_deref(), "公布"),
            (self.dated.as_deref(), "提出"),
        ];
        let first = known.into_iter().find_map(|(date, name)| Some((date?, name)));
        first.unwrap_or((UNKNOWN_DATE, "未注明"))
    }

    fn version_date(&self) -> (&str, &str) {
        self.dated.as_deref().map_or((UNKNOWN_DATE, "未注明"), |date| (date, "本文本"))
    }

    pub(super) fn write(&self, out: &mut String, component: &Component, notes: &[(usize, &str)]) {
        let (part, prefix) = match component {
            Component::Main => ("!main".to_owned(), String::new()),
            Component::Annex { number, .. } => (format!("!annex_{number}"), format!("att_{number}__")),
        };
        let name = if let Component::Annex { heading, .. } = component { heading } else { &self.title };
        let document = if self.status.is_some() { "bill" } else { "act" };
        let (work_date, work_date_name) = self.work_date();
        let (date, date_name) = self.version_date();
        let mut work = format!("/akn/cn/{document}/");
        if let Some(subtype) = self.subtype() {
            let _ = write!(work, "{subtype}/");
        }
        let _ = write!(work, "{work_date}/{}", uri_part(&self.title));
        let expression = format!("{work}/zho@{date}");
        let author = format!("#{prefix}author");
        let source = format!("#{prefix}editor");

        out.push_str("<meta>\n<identification source=\"");
        out.push_str(&source);
        out.push_str("\">\n<FRBRWork>\n");
        self.core(out, &format!("{work}/{part}"), &work, (work_date, work_date_name), &author);
        out.push_str("<FRBRcountry value=\"cn\"/>\n");
        if let Some(subtype) = self.subtype() {
            let _ = writeln!(out, "<FRBRsubtype value=\"{subtype}\"/>");
        }
        if let Some(number) = &self.number {
            value(out, "FRBRnumber", number);
        }
        value(out, "FRBRname", name);
        let _ = writeln!(out, "<FRBRprescriptive value=\"{}\"/>", self.status.is_none());
        // Only the text in the gazette is authoritative (立法法).
        out.push_str("<FRBRauthoritative value=\"false\"/>\n</FRBRWork>\n<FRBRExpression>\n");
        self.core(out, &format!("{expression}/{part}"), &expression, (date, date_name), &author);
        if let Some(status) = &self.status {
            value(out, "FRBRversionNumber", status);
        }
        out.push_str("<FRBRlanguage language=\"zho\"/>\n</FRBRExpression>\n<FRBRManifestation>\n");
        self.core(out, &format!("{expression}/{part}.xml"), &format!("{expression}.xml"), (date, date_name), &source);
        out.push_str("<FRBRformat value=\"application/akn+xml\"/>\n</FRBRManifestation>\n</identification>\n");
        if matches!(component, Component::Main) {
            self.publication(out);
            self.lifecycle(out, &source);
            self.workflow(out, &source);
        }
        self.references(out, &prefix, matches!(component, Component::Main));
        if !notes.is_empty() {
            let _ = writeln!(out, "<notes source=\"{source}\">");
            for (number, words) in notes {
                let _ = write!(out, "<note eId=\"note_{number}\"><p>");
                push_xml(out, words);
                out.push_str("</p></note>\n");
            }
            out.push_str("</notes>\n");
        }
        out.push_str("</meta>\n");
    }

    fn core(&self, out: &mut String, this: &str, uri: &str, date: (&str, &str), author: &str) {
        value(out, "FRBRthis", this);
        value(out, "FRBRuri", uri);
        let _ = writeln!(out, "<FRBRdate date=\"{}\" name=\"{}\"/>", date.0, date.1);
        let _ = writeln!(out, "<FRBRauthor href=\"{author}\"/>");
    }

    fn publication(&self, out: &mut String) {
        let Some(date) = &self.promulgated else { return };
        let _ = write!(out, "<publication date=\"{date}\" name=\"公告\" showAs=\"公告\"");
        if let Some(number) = &self.number {
            out.push_str(" number=\"");
            push_xml(out, number);
            out.push('"');
        }
        out.push_str("/>\n");
    }

    fn lifecycle(&self, out: &mut String, source: &str) {
        let events = [
            (&self.passed, "passed", "generation"),
            (&self.approved, "approved", "generation"),
            (&self.promulgated, "promulgated", "generation"),
            (&self.effective, "effective", "generation"),
        ];
        if events.iter().all(|(date, ..)| date.is_none()) {
            return;
        }
        let _ = writeln!(out, "<lifecycle source=\"{source}\">");
        for (date, name, kind) in events {
            if let Some(date) = date {
                let _ = writeln!(
                    out,
                    "<eventRef eId=\"event_{name}\" date=\"{date}\" source=\"#this\" type=\"{kind}\" refersTo=\"#{name}\"/>"
                );
            }
        }
        out.push_str("</lifecycle>\n");
    }

    fn workflow(&self, out: &mut String, source: &str) {
        if self.status.is_none() {
            return;
        }
        let (date, _) = self.version_date();
        let _ = writeln!(
            out,
            "<workflow source=\"{source}\">\n<step eId=\"step_1\" date=\"{date}\" by=\"#author\" href=\"#this\" \
             refersTo=\"#status\"/>\n</workflow>"
        );
    }

    fn references(&self, out: &mut String, prefix: &str, main: bool) {
        let _ = writeln!(out, "<references source=\"#{prefix}editor\">");
        if main {
            let (work_date, _) = self.work_date();
            out.push_str("<original eId=\"this\" href=\"");
            let document = if self.status.is_some() { "bill" } else { "act" };
            push_xml(out, &format!("/akn/cn/{document}/{work_date}/{}", uri_part(&self.title)));
            out.push_str("\" showAs=\"");
            push_xml(out, &self.title);
            out.push_str("\"/>\n");
        }
        let enactor = self.enactor.as_deref().unwrap_or("未注明");
        let organization = |out: &mut String, id: &str, words: &str| {
            let _ = write!(out, "<TLCOrganization eId=\"{prefix}{id}\" href=\"/akn/ontology/organization/cn/");
            push_xml(out, &uri_part(words));
            out.push_str("\" showAs=\"");
            push_xml(out, words);
            out.push_str("\"/>\n");
        };
        organization(out, "author", enactor);
        if main && let Some(approver) = &self.approver {
            organization(out, "approver", approver);
        }
        organization(out, "editor", "开门");
        if main {
            let concept = |out: &mut String, id: &str, words: &str| {
                let _ = write!(out, "<TLCConcept eId=\"{id}\" href=\"/akn/ontology/concept/cn/");
                push_xml(out, &uri_part(words));
                out.push_str("\" showAs=\"");
                push_xml(out, words);
                out.push_str("\"/>\n");
            };
            if let Some(status) = &self.status {
                concept(out, "status", status);
            }
            for (date, id, words) in [
                (&self.passed, "passed", "通过"),
                (&self.approved, "approved", "批准"),
                (&self.promulgated, "promulgated", "公布"),
                (&self.effective, "effective", "施行"),
            ] {
                if date.is_some() {
                    concept(out, id, words);
                }
            }
        }
        out.push_str("</references>\n");
    }
}

fn value(out: &mut String, element: &str, words: &str) {
    let _ = write!(out, "<{element} value=\"");
    push_xml(out, words);
    out.push_str("\"/>\n");
}

/// A name as a part of an IRI: letters of any script stay, everything that has a meaning there becomes `-`.
fn uri_part(words: &str) -> String {
    words.chars().map(|c| if c.is_alphanumeric() || c == '×' || c == '-' { c } else { '-' }).collect()
}

/// `2026-04-28` or 2026年4月28日 as `2026-04-28`.
fn iso_date(text: &str) -> Option<String> {
    let mut parts = text.trim().splitn(3, '-');
    let numbers = (
        parts.next()?.parse().ok(),
        parts.next().and_then(|it| it.parse().ok()),
        parts.next().and_then(|it| it.parse().ok()),
    );
    match numbers {
        (Some(year), Some(month), Some(day)) => checked(year, month, day),
        _ => chinese_date(text),
    }
}

/// The first date of the form 2026年4月28日.
fn chinese_date(text: &str) -> Option<String> {
    chinese_dates(text).next()
}

/// The last date of the form 2026年4月28日.
fn last_chinese_date(text: &str) -> Option<String> {
    chinese_dates(text).last()
}

fn chinese_dates(text: &str) -> impl Iterator<Item = String> {
    text.match_indices('年').filter_map(|(at, _)| {
        let before = &text[..at];
        let digits = before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
        let year = before[before.len() - digits..].parse().ok()?;
        let (month, rest) = text[at + '年'.len_utf8()..].split_once('月')?;
        let (day, _) = rest.split_once('日')?;
        checked(year, month.trim().parse().ok()?, day.trim().parse().ok()?)
    })
}

fn checked(year: u16, month: u8, day: u8) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=9999).contains(&year) && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_both_spellings_and_checked() {
        assert_eq!(iso_date("2026-04-28").as_deref(), Some("2026-04-28"));
        assert_eq!(iso_date("2026年4月8日").as_deref(), Some("2026-04-08"));
        assert_eq!(iso_date("2024-02-29").as_deref(), Some("2024-02-29"));
        for wrong in ["", "2026", "2026-13-01", "2025-02-29", "2026-04-31", "××年×月×日", "年月日"] {
            assert_eq!(iso_date(wrong), None, "{wrong}");
        }
        let note = "2016年2月5日第六次会议通过　2016年3月31日第二十八次会议批准";
        assert_eq!(chinese_date(note).as_deref(), Some("2016-02-05"));
        assert_eq!(last_chinese_date(note).as_deref(), Some("2016-03-31"));
    }

    #[test]
    fn a_name_in_an_iri_has_no_character_with_a_meaning() {
        assert_eq!(uri_part("××市“示例”条例/1?#"), "××市-示例-条例-1--");
    }
}
