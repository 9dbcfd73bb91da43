//! The parts of a Word file around its body: styles, page, page numbers, notes; zipped with a fixed time.

use super::super::xml::push_xml;
use super::runs::Body;
use super::{Lines, Options};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                  xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The number of the relation to the first footer.
const FIRST_FOOTER: usize = 5;
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a kind of document has of its own.
pub(super) struct Page {
    /// The section's properties after its footers: paper, margins, grid.
    pub(super) section: String,
    /// The settings before those of all documents: how pages face each other.
    pub(super) facing: &'static str,
    /// All styles.
    pub(super) styles: String,
    /// The footer of every page, or those of odd and even pages.
    pub(super) footers: Vec<String>,
}

/// A statute or a paper.
pub(super) fn zip(body: &Body, title: &str, options: Options) -> Vec<u8> {
    zip_with(body, title, options, "")
}

/// The same with words in the file's properties, for a program to find them again.
pub(super) fn zip_with(body: &Body, title: &str, options: Options, keywords: &str) -> Vec<u8> {
    let page = Page {
        section: section(options),
        facing: "<w:mirrorMargins/>",
        styles: styles(options, &[]),
        footers: vec![footer("right", "rightChars", "right"), footer("left", "leftChars", "left")],
    };
    pack_with(body, title, &page, keywords)
}

/// The whole file.
pub(super) fn pack(body: &Body, title: &str, page: &Page) -> Vec<u8> {
    pack_with(body, title, page, "")
}

fn pack_with(body: &Body, title: &str, page: &Page, keywords: &str) -> Vec<u8> {
    let footers = page.footers.len();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(footers)),
        ("_rels/.rels".to_owned(), package_relations()),
        ("docProps/core.xml".to_owned(), core(title, keywords)),
        ("word/document.xml".to_owned(), document(body, page)),
        ("word/_rels/document.xml.rels".to_owned(), document_relations(body, footers)),
        ("word/styles.xml".to_owned(), page.styles.clone()),
        ("word/settings.xml".to_owned(), settings(page)),
        ("word/fontTable.xml".to_owned(), fonts()),
        ("word/footnotes.xml".to_owned(), footnotes(body)),
    ];
    let footer = |(at, words): (usize, &String)| (format!("word/footer{}.xml", at + 1), words.clone());
    parts.extend(page.footers.iter().enumerate().map(footer));
    let how = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        // Writing into memory cannot fail for names and sizes like these.
        let _ = zip.start_file(name, how).map(|()| zip.write_all(words.as_bytes()));
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn content_types(footers: usize) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footnotes", "footnotes"),
    ] {
        let _ = write!(out, "<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>");
    }
    for at in 1..=footers {
        let _ = write!(out, "<Override PartName=\"/word/footer{at}.xml\" ContentType=\"{WORD}.footer+xml\"/>");
    }
    out.push_str("</Types>");
    out
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATION}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn core(title: &str, keywords: &str) -> String {
    let mut out = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
    );
    push_xml(&mut out, title);
    out.push_str("</dc:title><dc:language>zh-CN</dc:language>");
    if !keywords.is_empty() {
        out.push_str("<cp:keywords>");
        push_xml(&mut out, keywords);
        out.push_str("</cp:keywords>");
    }
    out.push_str("</cp:coreProperties>");
    out
}

fn document_relations(body: &Body, footers: usize) -> String {
    let mut out =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (id, kind, target) in [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        ("rId3", "fontTable", "fontTable.xml"),
        ("rId4", "footnotes", "footnotes.xml"),
    ] {
        let _ = write!(out, "<Relationship Id=\"{id}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>");
    }
    for at in 1..=footers {
        let id = FIRST_FOOTER + at - 1;
        let _ = write!(out, "<Relationship Id=\"rId{id}\" Type=\"{RELATION}/footer\" Target=\"footer{at}.xml\"/>");
    }
    for (at, address) in body.links.iter().enumerate() {
        let _ = write!(
            out,
            "<Relationship Id=\"link{}\" Type=\"{RELATION}/hyperlink\" TargetMode=\"External\" Target=\"",
            at + 1
        );
        push_xml(&mut out, address);
        out.push_str("\"/>");
    }
    out.push_str("</Relationships>");
    out
}

fn document(body: &Body, page: &Page) -> String {
    let mut out = format!("{HEAD}<w:document {NS}><w:body>\n{}<w:sectPr>", body.xml);
    for (at, kind) in ["default", "even"].into_iter().take(page.footers.len()).enumerate() {
        let _ = write!(out, "<w:footerReference w:type=\"{kind}\" r:id=\"rId{}\"/>", FIRST_FOOTER + at);
    }
    let _ = write!(out, "{}</w:sectPr></w:body></w:document>", page.section);
    out
}

/// A4; the block of text is 156 × 225 mm, the page number stands 7 mm under it.
fn section(options: Options) -> String {
    let pitch = match options.lines {
        Lines::Exact28 => 560,
        // 22 lines of 580 would be four twips too high for the block.
        Lines::Grid22 => 579,
    };
    format!(
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"851\" w:footer=\"1275\" \
         w:gutter=\"0\"/><w:docGrid w:type=\"lines\" w:linePitch=\"{pitch}\"/>"
    )
}

fn settings(page: &Page) -> String {
    let even = if page.footers.len() > 1 { "<w:evenAndOddHeaders/>" } else { "" };
    format!(
        "{HEAD}<w:settings {NS}>{}<w:defaultTabStop w:val=\"640\"/>{even}\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:footnotePr><w:footnote w:id=\"-1\"/>\
         <w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>",
        page.facing
    )
}

/// The official typefaces may not be handed on; where one is missing, Word takes the one named beside it.
fn fonts() -> String {
    let mut out = format!("{HEAD}<w:fonts {NS}>");
    for (name, other) in [
        ("方正小标宋简体", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,SimSun,宋体,Noto Serif CJK SC"),
        ("仿宋_GB2312", "仿宋,FangSong,STFangsong,Noto Serif CJK SC"),
        ("楷体_GB2312", "楷体,KaiTi,STKaiti,Noto Serif CJK SC"),
        ("黑体", "SimHei,STHeiti,Noto Sans CJK SC"),
        ("宋体", "SimSun,STSong,Noto Serif CJK SC"),
    ] {
        let _ = write!(
            out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/>\
             <w:pitch w:val=\"default\"/></w:font>"
        );
    }
    out.push_str("</w:fonts>");
    out
}

fn footnotes(body: &Body) -> String {
    let mut out = format!(
        "{HEAD}<w:footnotes {NS}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
         <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    );
    for (at, words) in body.notes.iter().enumerate() {
        let _ = write!(
            out,
            "<w:footnote w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr>\
             <w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:rPr>\
             <w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\"> ",
            at + 1
        );
        push_xml(&mut out, words);
        out.push_str("</w:t></w:r></w:p></w:footnote>");
    }
    out.push_str("</w:footnotes>");
    out
}

/// — 1 — on the outer side, one character in.
fn footer(side: &str, chars: &str, twips: &str) -> String {
    let place = format!("<w:ind w:{chars}=\"100\" w:{twips}=\"280\"/><w:jc w:val=\"{side}\"/>");
    footer_of("PageNumber", &place, &["— ", " —"], &["PAGE"])
}

/// A footer of words with a field after each but the last.
pub(super) fn footer_of(style: &str, properties: &str, words: &[&str], fields: &[&str]) -> String {
    let mut out = format!("{HEAD}<w:ftr {NS}><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
    for (at, words) in words.iter().enumerate() {
        let _ = write!(
            out,
            "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>"
        );
        if let Some(field) = fields.get(at) {
            let _ = write!(
                out,
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
                 <w:r><w:instrText xml:space=\"preserve\"> {field} </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            );
        }
    }
    out.push_str("</w:p></w:ftr>");
    out
}

/// A style of paragraphs: its identifier, its name, what it says of paragraphs and of words.
pub(super) type Style = (&'static str, &'static str, String, String);

/// The typeface of Chinese words; Latin ones and figures are Times.
pub(super) fn typeface(name: &str) -> String {
    format!(
        "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{name}\" w:cs=\"Times New Roman\"/>"
    )
}

/// A size in half points.
pub(super) fn size(half_points: u16) -> String {
    format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}

/// The styles of all documents, and more.
pub(super) fn styles(options: Options, more: &[Style]) -> String {
    let lines = match options.lines {
        Lines::Exact28 => "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"560\" w:lineRule=\"exact\"/>",
        Lines::Grid22 => "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
    };
    let hei = "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"黑体\" w:hAnsi=\"黑体\" w:eastAsia=\"黑体\"/>";
    let mut out = format!(
        "{HEAD}<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:color w:val=\"000000\"/><w:kern w:val=\"0\"/>\
         <w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr>\
         <w:widowControl w:val=\"0\"/><w:overflowPunct w:val=\"0\"/><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>{lines}<w:jc w:val=\"both\"/>\
         </w:pPr></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr>\
         <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
         <w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>",
        typeface("仿宋_GB2312")
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
    }
    out.push_str("</w:tblBorders></w:tblPr></w:style>");
    let centred = "<w:jc w:val=\"center\"/>";
    let kept = "<w:keepNext/><w:keepLines/>";
    let single = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"400\" w:lineRule=\"exact\"/>";
    let around = |before: u16, after: u16| {
        let (line, rule) = match options.lines {
            Lines::Exact28 => (560, "exact"),
            Lines::Grid22 => (240, "auto"),
        };
        format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"{rule}\"/>")
    };
    let two_in = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";
    let own = [
        // A quarter of a point less between characters: so 28 of them fill the 156 mm, in every program.
        ("Body", "条文正文", two_in.to_owned(), "<w:spacing w:val=\"-5\"/>".to_owned()),
        (
            "DocumentTitle",
            "Title",
            format!(
                "{kept}<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"280\" w:line=\"680\" w:lineRule=\"exact\"/>{centred}"
            ),
            typeface("方正小标宋简体") + &size(44),
        ),
        ("Note", "题注", format!("{}{centred}", around(0, 0)), typeface("楷体_GB2312")),
        ("ContentsTitle", "目录标题", format!("{kept}{}{centred}", around(560, 280)), hei.to_owned()),
        ("Contents", "目录", String::new(), String::new()),
        ("BookHeading", "编", format!("{kept}{}{centred}", around(560, 280)), hei.to_owned() + &size(36)),
        ("ChapterHeading", "章", format!("{kept}{}{centred}", around(280, 280)), hei.to_owned()),
        ("SectionHeading", "节", format!("{kept}{}{centred}", around(140, 140)), hei.to_owned()),
        ("AnnexNumber", "附件序号", kept.to_owned(), hei.to_owned()),
        ("Cell", "表格文字", format!("<w:snapToGrid w:val=\"0\"/>{single}"), size(24)),
        ("FootnoteText", "footnote text", format!("<w:snapToGrid w:val=\"0\"/>{single}"), size(21)),
        (
            "PageNumber",
            "footer",
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/>".to_owned(),
            "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>".to_owned()
                + &size(28),
        ),
    ];
    for (id, name, paragraph, run) in own.iter().chain(more) {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    }
    out.push_str("</w:styles>");
    out
}
