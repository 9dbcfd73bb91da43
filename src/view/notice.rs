//! A consultation in words: how long, and how to answer.

use super::{Dossier, chinese_date, chinese_date_with_weekday, link};
use crate::procedure::{Channel, ConsultationNotice, ConsultationStatus};
use jiff::civil::Date;

/// How long a consultation is open, in words; 朱砂 only while it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Whether one can speak today.
    pub open: bool,
    /// 还有12天, 今天截止, 已结束 …
    pub left: String,
    /// 2026年12月5日（星期六）截止.
    pub until: String,
}

impl Deadline {
    /// The words of `notice` on a day.
    pub fn of(notice: &ConsultationNotice, today: Date) -> Self {
        let until = format!("{}截止", chinese_date_with_weekday(notice.closes));
        let (open, left) = match notice.status_on(today) {
            ConsultationStatus::Upcoming { days_until } => (false, format!("{days_until}天后开始")),
            ConsultationStatus::Open { days_left: 0 } => (true, "今天截止".to_owned()),
            ConsultationStatus::Open { days_left } => (true, format!("还有{days_left}天")),
            ConsultationStatus::Closed => (false, "已结束".to_owned()),
        };
        Self { open, left, until }
    }
}

/// One way to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// 信函.
    pub label: &'static str,
    /// Lines of words.
    pub lines: Vec<String>,
    /// `tel:` or `mailto:`.
    pub href: Option<String>,
}

/// The ways to answer that are not this site.
pub fn ways(channels: &[Channel]) -> Vec<Way> {
    channels.iter().map(way).collect()
}

fn way(channel: &Channel) -> Way {
    let label = channel.label();
    match channel {
        Channel::Letter { address, postcode, envelope } => {
            let mut lines = vec![address.clone()];
            lines.extend(postcode.as_ref().map(|it| format!("邮政编码：{it}")));
            lines.extend(envelope.as_ref().map(|it| format!("信封上请注明“{it}”")));
            Way { label, lines, href: None }
        }
        Channel::Telephone(number) => Way { label, lines: vec![number.clone()], href: Some(format!("tel:{number}")) },
        Channel::Fax(number) => Way { label, lines: vec![number.clone()], href: None },
        Channel::Email(address) => Way { label, lines: vec![address.clone()], href: Some(format!("mailto:{address}")) },
    }
}

/// A consultation as a card or a line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeCard {
    /// The bill.
    pub bill: String,
    /// The text that is put to the public: 草案修改稿.
    pub label: String,
    /// Whether to mark it 示例.
    pub example: bool,
    /// How long.
    pub deadline: Deadline,
    /// 2026年11月5日至2026年12月31日.
    pub period: String,
    /// What it changes for people.
    pub summary: String,
    /// Up to three questions.
    pub questions: Vec<String>,
    /// The notice.
    pub href: String,
    /// 提意见.
    pub say_href: String,
    /// The text.
    pub text_href: String,
    /// The bill.
    pub bill_href: String,
}

impl NoticeCard {
    /// The card of `notice` of the bill in `dossier`.
    pub fn of(dossier: &Dossier, notice: &ConsultationNotice, today: Date) -> Self {
        let bill = &dossier.bill;
        Self {
            bill: bill.title.clone(),
            label: dossier.label_of(notice.id.version).to_owned(),
            example: bill.example,
            deadline: Deadline::of(notice, today),
            period: format!("{}至{}", chinese_date(notice.opens), chinese_date(notice.closes)),
            summary: bill.summary.clone(),
            questions: bill.questions.clone(),
            href: link::consultation(&notice.id),
            say_href: link::say(&notice.id, None),
            text_href: link::version(&bill.slug, notice.id.version),
            bill_href: link::bill(&bill.slug),
        }
    }
}

/// All consultations of all bills: those that are open, the nearest deadline first, and the others, newest first.
pub fn sorted(dossiers: &[Dossier], today: Date) -> (Vec<NoticeCard>, Vec<NoticeCard>) {
    let mut all: Vec<(&Dossier, &ConsultationNotice)> =
        dossiers.iter().flat_map(|it| it.notices.iter().map(move |notice| (it, notice))).collect();
    all.sort_by_key(|(_, notice)| notice.closes);
    let card = |(dossier, notice): &(&Dossier, &ConsultationNotice)| NoticeCard::of(dossier, notice, today);
    let (open, mut other): (Vec<_>, Vec<_>) = all.iter().map(card).partition(|it| it.deadline.open);
    other.reverse();
    (open, other)
}
