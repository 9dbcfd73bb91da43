//! A small statute with every kind of unit, built by hand, for the tests of this folder.

use crate::law::number::ArticleNumber;
use crate::law::path::ProvisionPath;
use crate::law::refs::{Reference, Resolution};
use crate::law::span::Span;
use crate::law::statute::{
    Annex, Article, Division, DivisionKind, Footnote, FrontMatter, Item, ItemMark, Mark, MarkKind, Paragraph, Statute,
    Subitem, Text, Unit,
};

/// Words of one 款 without a list.
pub(crate) fn paragraph(words: &str) -> Paragraph {
    Paragraph { text: Text::plain(words), ..Paragraph::default() }
}

/// An 项 without 目.
pub(crate) fn item(number: u16, words: &str) -> Item {
    Item {
        number,
        mark: ItemMark::Chinese,
        text: Text::plain(words),
        subitems: Vec::new(),
        span: Span::default(),
        text_span: Span::default(),
    }
}

/// An article with these 款.
pub(crate) fn article(number: ArticleNumber, paragraphs: Vec<Paragraph>) -> Article {
    Article {
        path: ProvisionPath::article(number),
        uid: None,
        caption: None,
        paragraphs,
        directives: Vec::new(),
        span: Span::default(),
        number_span: Span::default(),
    }
}

/// A chapter.
pub(crate) fn chapter(number: u16, name: &str, units: Vec<Unit>) -> Unit {
    Unit::Division(Division {
        kind: DivisionKind::Chapter,
        number,
        name: Text::plain(name),
        anchor: format!("c{number}"),
        units,
        preamble: Vec::new(),
        directives: Vec::new(),
        span: Span::default(),
    })
}

/// Two chapters, four articles (one of them 之一), 项 and 目, a footnote, a link, an annex with a table.
pub(crate) fn statute() -> Statute {
    let mut listed = paragraph("有下列情形之一的，依照前款规定处理：");
    listed.items = vec![item(1, "未按照规定公示的；"), item(2, "有下列行为之一的：")];
    listed.items[1].subitems = vec![Subitem {
        number: 1,
        text: Text::plain("隐瞒<事实>。"),
        span: Span::default(),
        text_span: Span::default(),
    }];
    let mut marked = paragraph("本条例所称窗口[1]，见网站。");
    marked.text.plain = "本条例所称窗口，见网站。".to_owned();
    let call = "本条例所称窗口".len();
    let site = marked.text.plain.find("网站").unwrap_or_default();
    marked.text.marks = vec![
        Mark { span: Span::new(call, call), kind: MarkKind::FootnoteRef("注".to_owned()) },
        Mark {
            span: Span::new(site, site + "网站".len()),
            kind: MarkKind::Link("https://example.invalid/a?b=1&c=2".to_owned()),
        },
    ];
    let mut inserted = article(ArticleNumber::with_inserted(2, 1), vec![marked]);
    inserted.caption = Some(crate::law::statute::Caption { text: "名词".to_owned(), open: '（' });
    Statute {
        front_matter: Some(FrontMatter {
            raw: "type: 地方性法规\nstatus: 草案\njurisdiction: ××市\nenactor: ××市人民代表大会常务委员会\n".to_owned(),
            span: Span::default(),
        }),
        title: Text::plain("××市政务服务条例"),
        status: Some("草案".to_owned()),
        title_note: Some(Text::plain("2026年4月28日××市第×届人民代表大会常务委员会第三十二次会议通过")),
        body: vec![
            chapter(
                1,
                "总则",
                vec![
                    Unit::Article(article(ArticleNumber::new(1), vec![paragraph("为了优化政务服务，制定本条例。")])),
                    Unit::Article(article(ArticleNumber::new(2), vec![paragraph("本市实行首问负责。"), listed])),
                    Unit::Article(inserted),
                ],
            ),
            chapter(
                2,
                "法律责任",
                vec![Unit::Article(article(
                    ArticleNumber::new(3),
                    vec![paragraph("违反本条例第二条第二款第一项规定的，责令改正。")],
                ))],
            ),
        ],
        annexes: vec![Annex {
            word: "附件".to_owned(),
            number: Some(1),
            name: "事项目录".to_owned(),
            text: "| 序号 | 事项 |\n| --: | --- |\n| 1 | 企业开办 |".to_owned(),
            span: Span::default(),
        }],
        footnotes: vec![Footnote {
            label: "注".to_owned(), text: Text::plain("指综合窗口。"), span: Span::default()
        }],
        ..Statute::default()
    }
}

/// The references of [`statute`].
pub(crate) fn references() -> Vec<Reference> {
    let find = |within: &str, words: &str, whole: &str, targets: &[&str]| {
        let start = whole.find(words).unwrap_or_default();
        Reference {
            within: within.parse().unwrap_or_else(|_| ProvisionPath::article(ArticleNumber::new(1))),
            span: Span::new(start, start + words.len()),
            text: words.to_owned(),
            source_span: Span::default(),
            explicit: true,
            result: Resolution::Resolved(targets.iter().filter_map(|it| it.parse().ok()).collect()),
        }
    };
    vec![
        find("a2.p2", "前款", "有下列情形之一的，依照前款规定处理：", &["a2.p1"]),
        find("a3.p1", "本条例第二条第二款第一项", "违反本条例第二条第二款第一项规定的，责令改正。", &["a2.p2.i1"]),
    ]
}
