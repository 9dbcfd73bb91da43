//! A parsed text as JSON, in the shape that contracts.md ("Texts") promises.
//!
//! Beyond the contract: `notice`, `preamble` and `footnotes`, so that no words of the text are missing, and `at` in a
//! reference, the Latin address of the 款, 项 or 目 in whose words it stands.

use super::words::{lines, with_calls};
use crate::law::parse::Parsed;
use crate::law::refs::Reference;
use crate::law::span::LineIndex;
use crate::law::statute::{DivisionKind, Paragraph, Statute, Text, Unit};
use serde::Serialize;

/// The JSON of a text, ending in a line feed. `source` is what was parsed: lines and columns are counted in it.
#[must_use]
pub fn parsed_json(source: &str, parsed: &Parsed, references: &[Reference]) -> String {
    let index = LineIndex::new(source);
    let document = document(source, &index, parsed, references);
    // Strings, numbers and lists cannot fail to be written.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    status: Option<&'a str>,
    title_note: Option<String>,
    counts: CountsJson,
    notice: Vec<String>,
    preamble: Vec<String>,
    units: Vec<UnitJson>,
    annexes: Vec<AnnexJson<'a>>,
    footnotes: Vec<FootnoteJson<'a>>,
    references: Vec<ReferenceJson<'a>>,
    problems: Vec<ProblemJson<'a>>,
}

#[derive(Serialize)]
struct CountsJson {
    books: usize,
    subbooks: usize,
    chapters: usize,
    sections: usize,
    articles: usize,
    paragraphs: usize,
    items: usize,
    subitems: usize,
    annexes: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum UnitJson {
    Division { kind: &'static str, number: String, name: String, preamble: Vec<String>, units: Vec<UnitJson> },
    Article { kind: &'static str, number: String, caption: Option<String>, paragraphs: Vec<ParagraphJson> },
}

#[derive(Serialize)]
struct ParagraphJson {
    text: String,
    items: Vec<ItemJson>,
}

#[derive(Serialize)]
struct ItemJson {
    number: String,
    text: String,
    subitems: Vec<SubitemJson>,
}

#[derive(Serialize)]
struct SubitemJson {
    number: String,
    text: String,
}

#[derive(Serialize)]
struct AnnexJson<'a> {
    number: String,
    name: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct FootnoteJson<'a> {
    label: &'a str,
    text: String,
}

#[derive(Serialize)]
struct ReferenceJson<'a> {
    r#in: String,
    text: &'a str,
    line: usize,
    result: &'static str,
    targets: Vec<String>,
    at: String,
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    code: &'static str,
    severity: &'static str,
    line: usize,
    column: usize,
    message: &'a str,
}

fn document<'a>(source: &str, index: &LineIndex, parsed: &'a Parsed, references: &'a [Reference]) -> Document<'a> {
    let statute: &Statute = &parsed.statute;
    let annexes = statute.annexes.iter();
    let footnotes = statute.footnotes.iter();
    Document {
        title: &statute.title.plain,
        status: statute.status.as_deref(),
        title_note: statute.title_note.as_ref().map(words),
        counts: counts(statute),
        notice: loose(&statute.notice),
        preamble: loose(&statute.preamble),
        units: units(&statute.body),
        annexes: annexes.map(|it| AnnexJson { number: it.number_text(), name: &it.name, text: &it.text }).collect(),
        footnotes: footnotes.map(|it| FootnoteJson { label: &it.label, text: words(&it.text) }).collect(),
        references: references.iter().map(|it| reference(index, it)).collect(),
        problems: parsed
            .problems
            .iter()
            .map(|it| {
                let place = index.locate(source, it.span.start);
                ProblemJson {
                    code: it.code,
                    severity: it.severity.as_str(),
                    line: place.line,
                    column: place.column,
                    message: &it.message,
                }
            })
            .collect(),
    }
}

fn counts(statute: &Statute) -> CountsJson {
    let counts = statute.counts();
    CountsJson {
        books: counts.books,
        subbooks: counts.subbooks,
        chapters: counts.chapters,
        sections: counts.sections,
        articles: counts.articles,
        paragraphs: counts.paragraphs,
        items: counts.items,
        subitems: counts.subitems,
        annexes: counts.annexes,
    }
}

fn words(text: &Text) -> String {
    with_calls(text, |label| format!("[^{label}]"))
}

fn loose(paragraphs: &[Paragraph]) -> Vec<String> {
    paragraphs.iter().flat_map(|it| lines(it, words)).collect()
}

fn units(all: &[Unit]) -> Vec<UnitJson> {
    let one = |unit: &Unit| match unit {
        Unit::Division(it) => UnitJson::Division {
            kind: kind(it.kind),
            number: it.number_text(),
            name: words(&it.name),
            preamble: loose(&it.preamble),
            units: units(&it.units),
        },
        Unit::Article(it) => UnitJson::Article {
            kind: "article",
            number: it.number().to_string(),
            caption: it.caption.as_ref().map(|caption| caption.text.clone()),
            paragraphs: it.paragraphs.iter().map(paragraph).collect(),
        },
    };
    all.iter().map(one).collect()
}

fn kind(kind: DivisionKind) -> &'static str {
    match kind {
        DivisionKind::Book => "book",
        DivisionKind::SubBook => "subbook",
        DivisionKind::Chapter => "chapter",
        // The contract has no word for a heading 一、; it is counted among the sections too.
        DivisionKind::Section | DivisionKind::Heading => "section",
    }
}

fn paragraph(it: &Paragraph) -> ParagraphJson {
    let items = it.items.iter().map(|item| ItemJson {
        number: item.number_text(),
        text: words(&item.text),
        subitems: item
            .subitems
            .iter()
            .map(|it| SubitemJson { number: it.number_text(), text: words(&it.text) })
            .collect(),
    });
    ParagraphJson { text: words(&it.text), items: items.collect() }
}

fn reference<'a>(index: &LineIndex, it: &'a Reference) -> ReferenceJson<'a> {
    ReferenceJson {
        r#in: it.within.article.to_string(),
        text: &it.text,
        line: index.line(it.source_span.start),
        result: it.result.as_str(),
        targets: it.result.targets().iter().map(|target| target.chinese()).collect(),
        at: it.within.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::law::problem::{Problem, Severity};
    use crate::law::span::Span;
    use serde_json::{Value, json};

    fn sample_json() -> String {
        let source = "第一行\n第二行\n";
        let problem = Problem {
            code: "K101",
            severity: Severity::Error,
            span: Span::new("第一行\n第".len(), source.len()),
            message: "条文序号不连续".to_owned(),
        };
        let parsed = Parsed { statute: sample::statute(), problems: vec![problem], pieces: Vec::new() };
        parsed_json(source, &parsed, &sample::references())
    }

    fn value() -> Value {
        serde_json::from_str(&sample_json()).expect("the output is JSON")
    }

    #[test]
    fn the_units_have_the_shape_of_the_contract() {
        let value = value();
        assert_eq!(value["title"], "××市政务服务条例");
        assert_eq!(value["status"], "草案");
        assert_eq!(
            value["counts"],
            json!({"books":0,"subbooks":0,"chapters":2,"sections":0,"articles":4,"paragraphs":5,"items":2,
                   "subitems":1,"annexes":1})
        );
        let chapter = &value["units"][0];
        assert_eq!(
            (&chapter["kind"], &chapter["number"], &chapter["name"]),
            (&json!("chapter"), &json!("第一章"), &json!("总则"))
        );
        let article = &chapter["units"][1];
        assert_eq!(article["caption"], Value::Null);
        assert_eq!(article["paragraphs"][0], json!({"text":"本市实行首问负责。","items":[]}));
        assert_eq!(
            article["paragraphs"][1]["items"][1],
            json!({"number":"（二）","text":"有下列行为之一的：","subitems":[{"number":"1.","text":"隐瞒<事实>。"}]})
        );
        assert_eq!(chapter["units"][2]["number"], "第二条之一");
        assert_eq!(chapter["units"][2]["caption"], "名词");
        assert_eq!(chapter["units"][2]["paragraphs"][0]["text"], "本条例所称窗口[^注]，见网站。");
        assert_eq!(value["annexes"][0]["number"], "附件1");
    }

    #[test]
    fn references_and_problems_say_where_in_chinese_and_in_lines() {
        let value = value();
        assert_eq!(
            value["references"][1],
            json!({"in":"第三条","text":"本条例第二条第二款第一项","line":1,"result":"resolved",
                   "targets":["第二条第二款第一项"],"at":"a3.p1"})
        );
        assert_eq!(
            value["problems"][0],
            json!({"code":"K101","severity":"error","line":2,"column":2,"message":"条文序号不连续"})
        );
    }

    #[test]
    fn keys_come_in_the_order_of_the_contract() {
        let json = sample_json();
        let keys = ["title", "status", "title_note", "counts", "units", "annexes", "references", "problems"];
        let places: Vec<_> = keys.iter().map(|key| json.find(&format!("\n  \"{key}\":"))).collect();
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
    }

    #[test]
    fn a_text_of_nothing_is_a_document_of_empty_lists() {
        let value: Value = serde_json::from_str(&parsed_json("", &Parsed::default(), &[])).expect("the output is JSON");
        assert_eq!(value["title"], "");
        assert_eq!(value["title_note"], Value::Null);
        for key in ["notice", "preamble", "units", "annexes", "references", "problems"] {
            assert_eq!(value[key], json!([]), "{key}");
        }
    }
}
