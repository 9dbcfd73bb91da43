//! 回执: what was received, where it stands, and what its sender can still do; 查回执, where the code is asked for.

use crate::procedure::ConsultationNotice;
use crate::procedure::opinion::layer::{Layer, shown};
use crate::procedure::opinion::receipt::ReceiptCode;
use crate::procedure::opinion::standing::{OpinionEntry, Standing, standing};
use crate::procedure::opinion::{Opinion, Submission};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, chinese_date_with_weekday, chinese_time, link};
use jiff::Zoned;

/// What the sender did on the page of a receipt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptAct {
    /// What was done, in words.
    pub done: Option<String>,
    /// What was refused, in words.
    pub refused: Option<String>,
    /// The opinion whose words were to be corrected, and what was typed.
    pub typed: Option<(u32, String)>,
}

/// A submission with its receipt, as the page shows it.
#[derive(Debug)]
pub struct ReceiptView<'a> {
    /// The code.
    pub code: &'a ReceiptCode,
    /// What was sent.
    pub submission: &'a Submission,
    /// The layers over its opinions.
    pub layers: &'a [(u32, Layer)],
    /// What became of it.
    pub log: &'a [OpinionEntry],
    /// When it was received, as clocks on the wall show it.
    pub received: Zoned,
    /// Whether the page answers the sending itself.
    pub just_sent: bool,
    /// Whether names or contacts were given and are still kept.
    pub has_contact: bool,
}

struct Item {
    number: u32,
    place: String,
    href: Option<String>,
    words: String,
    first: Option<String>,
    reason: Option<String>,
    wording: Option<String>,
    standing: &'static str,
    typed: String,
}

/// 回执.
#[derive(askama::Template)]
#[template(path = "pages/receipt.html")]
pub struct ReceiptPage {
    frame: Frame,
    code: String,
    plain: String,
    bill: String,
    label: String,
    example: bool,
    received: String,
    until: String,
    just_sent: bool,
    has_contact: bool,
    items: Vec<Item>,
    withdrawn: bool,
    correctable: bool,
    say_href: String,
    text_href: String,
    act: ReceiptAct,
}

impl ReceiptPage {
    /// The page of a receipt.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        notice: Option<&ConsultationNotice>,
        it: &ReceiptView<'_>,
        act: ReceiptAct,
    ) -> Self {
        let id = &it.submission.consultation;
        let open = notice.is_some_and(|it| it.is_open_on(ctx.today));
        let items: Vec<Item> = it.submission.opinions.iter().map(|one| item(it, one, dossier, &act)).collect();
        let withdrawn = it.submission.opinions.iter().all(|one| standing(it.log, one.number) == Standing::Withdrawn);
        Self {
            frame: Frame::new(ctx, "回执").section(Section::Receipts).unlisted().passing(),
            code: it.code.grouped(),
            plain: it.code.plain().to_owned(),
            bill: dossier.bill.title.clone(),
            label: dossier.label_of(id.version).to_owned(),
            example: dossier.bill.example,
            received: chinese_time(&it.received),
            until: notice.map_or_else(String::new, |it| chinese_date_with_weekday(it.closes)),
            just_sent: it.just_sent,
            has_contact: it.has_contact,
            items,
            withdrawn,
            correctable: open && !withdrawn,
            say_href: link::say(id, None),
            text_href: link::version(&dossier.bill.slug, id.version),
            act,
        }
    }
}

fn item(it: &ReceiptView<'_>, one: &Opinion, dossier: &Dossier, act: &ReceiptAct) -> Item {
    let layers: Vec<Layer> = it.layers.iter().filter(|(of, _)| *of == one.number).map(|it| it.1.clone()).collect();
    let words = shown(&one.words, &layers).to_owned();
    let href = one
        .place
        .article()
        .map(|_| format!("{}/{}", link::version(&dossier.bill.slug, it.submission.consultation.version), one.place));
    let typed = act.typed.as_ref().filter(|(of, _)| *of == one.number).map_or_else(|| words.clone(), |it| it.1.clone());
    Item {
        number: one.number,
        place: one.place.chinese(),
        href,
        first: (words != one.words).then(|| one.words.clone()),
        words,
        reason: one.reason.clone(),
        wording: one.wording.clone(),
        standing: standing(it.log, one.number).label(),
        typed,
    }
}

/// 查回执.
#[derive(askama::Template)]
#[template(path = "pages/receipts.html")]
pub struct AskReceiptPage {
    frame: Frame,
    typed: String,
    wrong: Option<String>,
}

impl AskReceiptPage {
    /// The form, with what was typed and what is wrong with it.
    #[must_use]
    pub fn new(ctx: &PageCtx, typed: &str, wrong: Option<&str>) -> Self {
        const SHOWN_CHARS: usize = 60;
        Self {
            frame: Frame::new(ctx, "查回执").section(Section::Receipts).unlisted(),
            typed: typed.chars().take(SHOWN_CHARS).collect(),
            wrong: wrong.map(str::to_owned),
        }
    }
}
