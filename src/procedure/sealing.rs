//! 定稿: what may be sealed as the next reading of a bill, under which facts, and what the drafting rules have to say.
//!
//! Absent on purpose: the rules themselves ([`crate::lint`]; their count comes in), the freezing (`store::versions`), and
//! whether the bill may take the next step ([`super::life`]).

use super::correction::one_line;
use super::{Bill, Digest, Reading, Stage, Version, VersionFacts, VersionId};
use jiff::civil::Date;

/// The longest name of a reading, in characters.
pub const MAX_LABEL_CHARS: usize = 20;
/// The longest name of a session, in characters.
pub const MAX_SESSION_CHARS: usize = 60;
/// The longest reason, in characters.
pub const MAX_REASON_CHARS: usize = 200;
/// How many days ahead a text may be dated: a session is called some weeks before.
pub const MAX_DAYS_AHEAD: i64 = 366;

/// The fields of 定稿, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SealForm {
    /// The code of the stage.
    pub stage: String,
    /// What the text is called in print.
    pub label: String,
    /// The number of the reading; empty for none.
    pub reading: String,
    /// The day it bears, `2026-11-23`.
    pub dated: String,
    /// The session it is for; empty for none.
    pub session: String,
    /// Why it is sealed although rules find errors.
    pub reason: String,
    /// Stands for the text and its predecessor as the page showed them.
    pub seen: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of SealForm")]
pub enum Field {
    Stage,
    Label,
    Reading,
    Dated,
    Session,
    Reason,
    Whole,
}

/// Why a text is not sealed, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The stage is none.
    #[error("请选择文本阶段")]
    StageMissing,
    /// The stage comes before that of the last text.
    #[error("上一稿已是{0}，不能再定稿为更早的阶段")]
    StageBefore(&'static str),
    /// There is no name.
    #[error("请填写文本名称，如草案修改稿")]
    LabelMissing,
    /// The name is too long.
    #[error("文本名称不能超过{MAX_LABEL_CHARS}个字")]
    LabelTooLong,
    /// The text says of itself that it is something else.
    #[error("文本标题下写的是“（{0}）”，与所填的名称不一致；请先改好工作文本，或者改这里的名称")]
    LabelDiffers(String),
    /// The reading is no number from one to nine.
    #[error("审议次数应为1至9，不是为审议准备的可以空着")]
    ReadingWrong,
    /// The reading comes before that of the last text.
    #[error("上一稿已是{0}的文本")]
    ReadingBefore(String),
    /// The day is none.
    #[error("请填写文本日期，如2026-11-23")]
    DatedWrong,
    /// The day is before that of the last text.
    #[error("文本日期早于上一稿的日期")]
    DatedBefore,
    /// The day is far ahead.
    #[error("文本日期太远，请核对年份")]
    DatedFar,
    /// The name of the session is too long.
    #[error("会议名称不能超过{MAX_SESSION_CHARS}个字")]
    SessionTooLong,
    /// The text has no articles.
    #[error("工作文本中没有条文，不能定稿")]
    NoArticles,
    /// The text is the last one, byte for byte.
    #[error("工作文本与上一稿完全相同，没有可以定稿的修改")]
    Unchanged,
    /// The last text is not sealed.
    #[error("上一稿还没有封存，不能在它后面定稿")]
    OpenBefore,
    /// There are as many texts as there may be.
    #[error("文本数量已到上限")]
    TooMany,
    /// The draft or the last text changed since the page was opened.
    #[error("您打开页面以后，工作文本又有了修改，没有定稿；请看过现在的情况再提交")]
    TextChanged,
    /// Rules find errors in a 表决稿.
    #[error("还有{0}处必须改的问题，草案表决稿不能定稿；改正以后再定稿，或者由法制委说明理由后定稿")]
    Errors(usize),
    /// They may be overridden, with a reason.
    #[error("还有{0}处必须改的问题。确需定稿的，请写明理由，理由记入审计记录")]
    ReasonMissing(usize),
    /// The reason is too long.
    #[error("理由不能超过{MAX_REASON_CHARS}个字")]
    ReasonTooLong,
}

impl Refusal {
    /// Where the message belongs.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::StageMissing | Self::StageBefore(_) => Field::Stage,
            Self::LabelMissing | Self::LabelTooLong | Self::LabelDiffers(_) => Field::Label,
            Self::ReadingWrong | Self::ReadingBefore(_) => Field::Reading,
            Self::DatedWrong | Self::DatedBefore | Self::DatedFar => Field::Dated,
            Self::SessionTooLong => Field::Session,
            Self::ReasonMissing(_) | Self::ReasonTooLong => Field::Reason,
            Self::NoArticles
            | Self::Unchanged
            | Self::OpenBefore
            | Self::TooMany
            | Self::TextChanged
            | Self::Errors(_) => Field::Whole,
        }
    }
}

/// What a text to be sealed is held against.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The texts of the bill so far, in order.
    pub versions: &'a [Version],
    /// The SHA-256 of the text to be sealed.
    pub text_sha256: Digest,
    /// How many articles it has.
    pub articles: usize,
    /// What it says of itself under its title.
    pub status: Option<&'a str>,
    /// Findings that must be mended, at the stage that was chosen.
    pub errors: usize,
    /// Whether whoever asks may seal in spite of them.
    pub may_override: bool,
    /// The day.
    pub today: Date,
}

/// A text that may be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// Under these facts.
    pub facts: VersionFacts,
    /// In spite of so many errors, for this reason.
    pub despite: Option<(usize, String)>,
}

impl Standing<'_> {
    /// Stands for the text and its predecessor: a form that was opened over others is not accepted.
    #[must_use]
    pub fn seen(&self) -> String {
        let last = self.versions.last();
        format!("{}-{}", self.text_sha256.short(), last.map_or_else(|| "v0".to_owned(), |it| it.id().to_string()))
    }
}

/// What one would most likely fill in: the next stage, the next reading.
#[must_use]
pub fn proposal(bill: &Bill, standing: &Standing<'_>) -> SealForm {
    let last = standing.versions.last();
    let stage = next_stage(bill, last);
    let reading = match (last.and_then(|it| it.facts.reading), stage) {
        (Some(last), Stage::VoteDraft) => Some(last),
        (Some(last), _) => last.next(),
        (None, _) => Some(Reading::FIRST),
    };
    // A text that still calls itself what the last one was called has to be mended first.
    let stale = |it: &str| last.is_some_and(|last| last.facts.label == it);
    let named = standing.status.filter(|it| !it.is_empty() && it.chars().count() <= MAX_LABEL_CHARS && !stale(it));
    SealForm {
        stage: stage.code().to_owned(),
        label: named.unwrap_or(stage.label()).to_owned(),
        reading: reading.map(|it| it.get().to_string()).unwrap_or_default(),
        dated: standing.today.to_string(),
        seen: standing.seen(),
        ..SealForm::default()
    }
}

fn next_stage(bill: &Bill, last: Option<&Version>) -> Stage {
    let Some(last) = last else { return Stage::Draft };
    let read = last.facts.reading.is_some_and(|it| it >= bill.readings_required);
    match last.facts.stage {
        Stage::Draft | Stage::ConsultationDraft if read => Stage::VoteDraft,
        Stage::Draft | Stage::ConsultationDraft => Stage::RevisedDraft,
        Stage::RevisedDraft | Stage::SecondRevisedDraft if read => Stage::VoteDraft,
        Stage::RevisedDraft | Stage::SecondRevisedDraft => Stage::SecondRevisedDraft,
        Stage::VoteDraft => Stage::Passed,
        Stage::Passed => Stage::Approved,
        Stage::Approved | Stage::Promulgated => Stage::Promulgated,
    }
}

/// Whether the text may be sealed as the form says.
///
/// # Errors
/// Everything that is wrong, each once.
pub fn seal(standing: &Standing<'_>, form: &SealForm) -> Result<Sealing, Vec<Refusal>> {
    let mut refusals = whole(standing, form);
    let last = standing.versions.last().map(|it| &it.facts);
    let stage = kept(read_stage(form, last), &mut refusals);
    let label = kept(read_label(form, standing.status), &mut refusals);
    let reading = kept(read_reading(form, last), &mut refusals);
    let dated = kept(read_dated(form, last, standing.today), &mut refusals);
    let session = kept(read_session(form), &mut refusals);
    let despite = kept(read_reason(form, standing, stage), &mut refusals);
    let id = VersionId::new(last.map_or(1, |it| it.id.number() + 1)).map_err(|_| Refusal::TooMany);
    let id = kept(id, &mut refusals);
    match (id, stage, label, reading, dated, session, despite) {
        (Some(id), Some(stage), Some(label), Some(reading), Some(dated), Some(session), Some(despite))
            if refusals.is_empty() =>
        {
            Ok(Sealing { facts: VersionFacts { id, stage, label, reading, dated, session }, despite })
        }
        _ => Err(refusals),
    }
}

fn kept<T>(read: Result<T, Refusal>, refusals: &mut Vec<Refusal>) -> Option<T> {
    read.map_err(|it| refusals.push(it)).ok()
}

/// What is wrong with the text as such.
fn whole(standing: &Standing<'_>, form: &SealForm) -> Vec<Refusal> {
    if form.seen != standing.seen() {
        return vec![Refusal::TextChanged];
    }
    let last = standing.versions.last();
    let checks = [
        (standing.articles == 0, Refusal::NoArticles),
        (last.is_some_and(|it| it.text_sha256 == standing.text_sha256), Refusal::Unchanged),
        (last.is_some_and(|it| !it.is_sealed()), Refusal::OpenBefore),
    ];
    checks.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

fn read_stage(form: &SealForm, last: Option<&VersionFacts>) -> Result<Stage, Refusal> {
    let stage: Stage = form.stage.parse().map_err(|_| Refusal::StageMissing)?;
    match last {
        Some(last) if stage < last.stage => Err(Refusal::StageBefore(last.stage.label())),
        _ => Ok(stage),
    }
}

fn read_label(form: &SealForm, status: Option<&str>) -> Result<String, Refusal> {
    let label = one_line(&form.label);
    match (label.chars().count(), status) {
        (0, _) => Err(Refusal::LabelMissing),
        (length, _) if length > MAX_LABEL_CHARS => Err(Refusal::LabelTooLong),
        (_, Some(status)) if status != label => Err(Refusal::LabelDiffers(status.to_owned())),
        _ => Ok(label),
    }
}

fn read_reading(form: &SealForm, last: Option<&VersionFacts>) -> Result<Option<Reading>, Refusal> {
    let text = form.reading.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let reading = text.parse().ok().and_then(|it| Reading::new(it).ok()).ok_or(Refusal::ReadingWrong)?;
    match last.and_then(|it| it.reading) {
        Some(before) if reading < before => Err(Refusal::ReadingBefore(before.label())),
        _ => Ok(Some(reading)),
    }
}

fn read_dated(form: &SealForm, last: Option<&VersionFacts>, today: Date) -> Result<Date, Refusal> {
    let dated: Date = form.dated.trim().parse().map_err(|_| Refusal::DatedWrong)?;
    if last.is_some_and(|it| dated < it.dated) {
        return Err(Refusal::DatedBefore);
    }
    let ahead = today.until(dated).map_or(i64::MAX, |it| i64::from(it.get_days()));
    if ahead > MAX_DAYS_AHEAD { Err(Refusal::DatedFar) } else { Ok(dated) }
}

fn read_session(form: &SealForm) -> Result<Option<String>, Refusal> {
    let session = one_line(&form.session);
    if session.chars().count() > MAX_SESSION_CHARS {
        return Err(Refusal::SessionTooLong);
    }
    Ok((!session.is_empty()).then_some(session))
}

/// Errors block a 表决稿 and nothing else; whoever may override them gives a reason.
fn read_reason(
    form: &SealForm,
    standing: &Standing<'_>,
    stage: Option<Stage>,
) -> Result<Option<(usize, String)>, Refusal> {
    if standing.errors == 0 || stage != Some(Stage::VoteDraft) {
        return Ok(None);
    }
    if !standing.may_override {
        return Err(Refusal::Errors(standing.errors));
    }
    let reason = one_line(&form.reason);
    match reason.chars().count() {
        0 => Err(Refusal::ReasonMissing(standing.errors)),
        length if length > MAX_REASON_CHARS => Err(Refusal::ReasonTooLong),
        _ => Ok(Some((standing.errors, reason))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::{BillKind, Seal};
    use jiff::Timestamp;
    use jiff::civil::date;

    fn bill() -> Bill {
        Bill {
            slug: "noise".parse().unwrap(),
            title: "××市噪声防治条例".to_owned(),
            kind: BillKind::Enact,
            example: true,
            jurisdiction: "××市".to_owned(),
            enactor: "××市人民代表大会常务委员会".to_owned(),
            sponsor: "××市人民政府".to_owned(),
            drafting_unit: "××市生态环境局".to_owned(),
            committee: None,
            summary: String::new(),
            questions: Vec::new(),
            readings_required: Reading::new(2).unwrap(),
        }
    }

    fn version(number: u16, stage: Stage, reading: u8) -> Version {
        let facts = VersionFacts {
            id: VersionId::new(number).unwrap(),
            stage,
            label: stage.label().to_owned(),
            reading: Reading::new(reading).ok(),
            dated: date(2026, 8, 27),
            session: None,
        };
        let chain = Digest::of(b"chain");
        let seal = Seal { sealed_at: Timestamp::UNIX_EPOCH, predecessor: None, chain };
        Version { facts, text_sha256: Digest::of(b"text"), seal: Some(seal) }
    }

    fn standing(versions: &[Version]) -> Standing<'_> {
        Standing {
            versions,
            text_sha256: Digest::of(b"draft"),
            articles: 4,
            status: None,
            errors: 0,
            may_override: false,
            today: date(2026, 11, 23),
        }
    }

    #[test]
    fn the_next_stage_and_reading_are_proposed_and_may_be_sealed_as_they_are() {
        let all = [
            version(1, Stage::Draft, 1),
            version(2, Stage::RevisedDraft, 2),
            version(3, Stage::VoteDraft, 2),
            version(4, Stage::Passed, 2),
        ];
        let expected = ["草案 1", "草案修改稿 2", "草案表决稿 2", "通过文本 3", "批准文本 3"];
        for (so_far, expected) in expected.iter().enumerate() {
            let standing = standing(&all[..so_far]);
            let form = proposal(&bill(), &standing);
            assert_eq!(format!("{} {}", form.label, form.reading), *expected);
            let sealing = seal(&standing, &form).unwrap();
            assert_eq!(usize::from(sealing.facts.id.number()), so_far + 1);
        }
        let stale = Standing { status: Some("草案"), ..standing(&all[..1]) };
        let form = proposal(&bill(), &stale);
        assert_eq!(form.label, "草案修改稿");
        assert_eq!(
            seal(&stale, &form),
            Err(vec![Refusal::LabelDiffers("草案".to_owned())]),
            "the text has to say so too"
        );
        let mut once = bill();
        once.readings_required = Reading::FIRST;
        assert_eq!(proposal(&once, &standing(&all[..1])).stage, "vote_draft", "one reading is enough");
    }

    #[test]
    fn errors_block_a_vote_draft_and_only_a_reason_of_those_who_may_lets_it_pass() {
        let all = [version(1, Stage::Draft, 1), version(2, Stage::RevisedDraft, 2)];
        let mut standing = Standing { errors: 3, ..standing(&all) };
        let mut form = proposal(&bill(), &standing);
        form.reason = "会议要求照此表决".to_owned();
        assert_eq!(seal(&standing, &form), Err(vec![Refusal::Errors(3)]));
        standing.may_override = true;
        let sealing = seal(&standing, &form).unwrap();
        assert_eq!(sealing.despite, Some((3, "会议要求照此表决".to_owned())));
        form.reason = " ".to_owned();
        assert_eq!(seal(&standing, &form), Err(vec![Refusal::ReasonMissing(3)]));
        form.reason = "长".repeat(MAX_REASON_CHARS + 1);
        assert_eq!(seal(&standing, &form), Err(vec![Refusal::ReasonTooLong]));
        let revised = SealForm { stage: "revised_draft".to_owned(), label: "草案修改稿".to_owned(), ..form };
        assert_eq!(seal(&standing, &revised).unwrap().despite, None, "a text that is read again may have errors");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let all = [version(1, Stage::RevisedDraft, 2)];
        let standing = Standing { status: Some("草案修改二稿"), ..standing(&all) };
        let form = SealForm {
            stage: "draft".to_owned(),
            label: "草案".to_owned(),
            reading: "1".to_owned(),
            dated: "2026-08-26".to_owned(),
            session: "会".repeat(MAX_SESSION_CHARS + 1),
            reason: String::new(),
            seen: standing.seen(),
        };
        let expected = vec![
            Refusal::StageBefore("草案修改稿"),
            Refusal::LabelDiffers("草案修改二稿".to_owned()),
            Refusal::ReadingBefore("二审".to_owned()),
            Refusal::DatedBefore,
            Refusal::SessionTooLong,
        ];
        assert_eq!(seal(&standing, &form), Err(expected));
        let odd = SealForm { stage: "x".into(), label: " ".into(), reading: "0".into(), dated: "x".into(), ..form };
        let expected = [
            Refusal::StageMissing,
            Refusal::LabelMissing,
            Refusal::ReadingWrong,
            Refusal::DatedWrong,
            Refusal::SessionTooLong,
        ];
        assert_eq!(seal(&standing, &odd), Err(expected.to_vec()));
        let far = SealForm { dated: "2028-01-01".to_owned(), ..proposal(&bill(), &standing) };
        assert_eq!(seal(&standing, &far), Err(vec![Refusal::DatedFar]));
    }

    #[test]
    fn a_text_is_sealed_once_with_articles_and_as_it_was_seen() {
        let all = [version(1, Stage::Draft, 1)];
        let good = standing(&all);
        let refused =
            |it: Standing<'_>| seal(&it, &SealForm { seen: it.seen(), ..proposal(&bill(), &it) }).unwrap_err();
        assert_eq!(refused(Standing { articles: 0, ..good }), [Refusal::NoArticles]);
        assert_eq!(refused(Standing { text_sha256: Digest::of(b"text"), ..good }), [Refusal::Unchanged]);
        let open = [Version { seal: None, ..version(1, Stage::Draft, 1) }];
        assert_eq!(refused(standing(&open)), [Refusal::OpenBefore]);
        let earlier = proposal(&bill(), &good);
        let changed = Standing { text_sha256: Digest::of(b"changed"), ..good };
        assert_eq!(seal(&changed, &earlier), Err(vec![Refusal::TextChanged]));
        let last = [version(VersionId::MAX, Stage::Draft, 1)];
        assert_eq!(refused(standing(&last)), [Refusal::TooMany]);
    }
}
