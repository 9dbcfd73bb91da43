//! What a step asks for. Each guard says what it needs, whether it is there, and on which article it rests.
//!
//! Guards are asked twice: for an offer, without a form, they tell what the files lack; for a request they also look at
//! what was filled in. A guard never fills in what is missing.

use super::super::person::Role;
use super::super::{BillKind, BillState, Digest, DocumentKind, Stage, VersionId, words};
use super::act::Act;
use super::case::{Case, Other, SponsorKind, Venue};
use super::details::{Class, Details, Field, Request};
use super::history::{Consulted, History, REVISED, days_between, last_standing};
use super::refusal::Unmet;
use super::settings::{ReportOrder, Settings};
use super::table::Row;
use super::warning::{Warned, Warning};
use crate::law::number::to_chinese;
use jiff::civil::Date;

words!(
    /// A condition of a step.
    Guard, "条件", {
        /// The step starts where the bill stands.
        StateFits = "state_fits", "当前状态可以办理";
        /// Whoever records it may.
        RecorderFits = "recorder_fits", "由有权的单位登记";
        /// The day is not in the future, and not before the last step.
        DayFits = "day_fits", "日期合理";
        /// Lines and reasons are within bounds.
        FieldsFit = "fields_fit", "内容长度合理";
        /// Every warning has a reason.
        WarningsExplained = "warnings_explained", "对提醒事项作出说明";
        /// The log is not full.
        LogHasRoom = "log_has_room", "登记数量合理";
        /// A reason is given.
        ReasonGiven = "reason_given", "写明理由";
        /// The class of the project.
        ClassGiven = "class_given", "确定项目类别";
        /// 正式项目: sponsor and session.
        FormalProjectIsComplete = "formal_project_is_complete", "正式项目明确提案人和拟提请审议的会议";
        /// The drafting unit.
        UnitNamed = "unit_named", "明确起草单位";
        /// Whether business is affected and penalties are added.
        EffectsStated = "effects_stated", "说明是否影响经营者、是否新增处罚许可强制";
        /// 议案, 草案, 说明, 参阅资料, and 对照文本 where an ordinance is changed.
        PapersOfTheBill = "papers_of_the_bill", "议案、草案、说明和参阅资料齐备";
        /// 公平竞争审查结论.
        FairCompetition = "fair_competition", "公平竞争审查";
        /// 听证论证材料.
        Hearing = "hearing", "听证论证";
        /// The special committee is named.
        CommitteeNamed = "committee_named", "明确专门委员会";
        /// 审议意见, where the bill is with a committee.
        ReviewOpinion = "review_opinion", "专门委员会提出审议意见";
        /// The bill is one of members.
        MembersBill = "members_bill", "组成人员联名提出的法规案";
        /// The session.
        SessionNamed = "session_named", "写明会议名称";
        /// When the draft was sent.
        PapersSent = "papers_sent", "写明发送草案的日期";
        /// Early enough, or a special case.
        PapersSentInTime = "papers_sent_in_time", "按时发送草案";
        /// Text and days of a consultation.
        NoticeComplete = "notice_complete", "征求意见公告要素齐备";
        /// A new notice is long enough, or says why not.
        NoticeLongEnough = "notice_long_enough", "征求意见期限";
        /// There is another reading to come.
        MoreReadingsFollow = "more_readings_follow", "还需要再次审议";
        /// The draft was published, or it was decided not to.
        PublishedOrDecidedNotTo = "published_or_decided_not_to", "公布草案征求意见";
        /// A revised draft is sealed.
        RevisedDraft = "revised_draft", "草案修改稿定稿";
        /// 修改情况的汇报 or 审议结果的报告.
        ReportOfRevision = "report_of_revision", "法制委员会的报告";
        /// Committees whose opinions were not taken had an answer.
        CommitteesAnswered = "committees_answered", "向专门委员会反馈";
        /// The consultation is over.
        ConsultationClosed = "consultation_closed", "征求意见结束";
        /// It was long enough, or there is a reason.
        ConsultationLongEnough = "consultation_long_enough", "征求意见时间";
        /// All readings were held.
        EnoughReadings = "enough_readings", "审议次数";
        /// The vote draft is sealed.
        VoteDraftSealed = "vote_draft_sealed", "草案表决稿定稿";
        /// 审议结果的报告 or 修改意见的报告.
        ReportBeforeVote = "report_before_vote", "表决前的报告";
        /// The clauses that are voted alone.
        ClausesListed = "clauses_listed", "列明单独表决的条款";
        /// Each was counted.
        ClausesCounted = "clauses_counted", "逐条登记表决结果";
        /// Each got its votes, or it is said why the whole is put to the vote nevertheless.
        ClausesCarried = "clauses_carried", "单独表决的条款获得通过";
        /// Deputies had the draft a month before.
        DeputiesHadTheDraft = "deputies_had_the_draft", "提前将草案发给代表";
        /// The counts are possible.
        TallyAddsUp = "tally_adds_up", "表决人数相符";
        /// Enough were present.
        Quorum = "quorum", "出席人数";
        /// Enough said yes.
        Majority = "majority", "赞成票数";
        /// Not enough said yes.
        NoMajority = "no_majority", "赞成票未达到通过所需的数量";
        /// The years of a deferral are over.
        DeferredLongEnough = "deferred_long_enough", "暂缓届满";
        /// 主任会议 consented.
        ChairCouncilConsents = "chair_council_consents", "经主任会议同意";
        /// 通过文本 is sealed.
        PassedText = "passed_text", "通过文本";
        /// 报请批准的报告 with its papers.
        ApprovalPack = "approval_pack", "报请批准的文件";
        /// Receipt was not recorded yet.
        NotYetReceived = "not_yet_received", "尚未登记收到日期";
        /// The province received the report.
        Received = "received", "批准机关收到报告";
        /// The decision of the province.
        Decision = "decision", "批准机关的决定";
        /// 批准文本 is sealed.
        ApprovedText = "approved_text", "批准文本";
        /// It is the text that was passed, or there is a note.
        ApprovedAsPassed = "approved_as_passed", "批准文本与通过文本一致";
        /// 公告.
        AnnouncementPaper = "announcement_paper", "公布公告";
        /// Number and day of effect.
        AnnouncementComplete = "announcement_complete", "公告要素齐备";
        /// Who passed, when, who approved, when.
        FiveFactsKnown = "five_facts_known", "通过和批准的日期、机关";
        /// 施行日期 is not before 公布日期.
        EffectiveAfterPromulgation = "effective_after_promulgation", "施行日期不早于公布日期";
        /// 公布文本 is sealed.
        PromulgatedText = "promulgated_text", "公布文本";
        /// It is the text that was approved.
        PromulgatedAsApproved = "promulgated_as_approved", "公布文本与批准文本一致";
        /// The day has come.
        EffectiveDayReached = "effective_day_reached", "施行日期已到";
        /// Papers for filing were not sent yet.
        FilingNotSent = "filing_not_sent", "尚未报送备案";
        /// 备案报告.
        FilingPack = "filing_pack", "备案文件";
        /// New penalties are explained.
        PenaltiesExplained = "penalties_explained", "对新增行政处罚作出说明";
        /// Papers were sent, and it is not filed yet.
        FilingSent = "filing_sent", "已经报送备案";
        /// Another bill amends this ordinance.
        OtherAmends = "other_amends", "修改本法规的法规案已经施行";
        /// Another bill repeals it.
        OtherRepeals = "other_repeals", "废止本法规的法规案已经施行";
        /// There is an entry to undo.
        SomethingToUndo = "something_to_undo", "有可以更正的登记";
    }
);

/// What a guard looks at.
pub(super) struct Look<'a> {
    pub case: &'a Case,
    pub history: &'a History,
    pub settings: &'a Settings,
    pub row: &'static Row,
    pub today: Date,
    /// None for an offer.
    pub request: Option<&'a Request>,
    /// As whom; none for an offer to nobody in particular.
    pub role: Option<Role>,
}

/// What guards found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub unmet: Vec<Unmet>,
    pub warned: Vec<Warned>,
    pub papers: Vec<String>,
    pub version: Option<VersionId>,
}

impl Guard {
    /// The fields in which a person answers it.
    #[must_use]
    pub fn asks(self, case: &Case) -> &'static [Field] {
        match self {
            Self::ReasonGiven => &[Field::Reason],
            Self::ClassGiven => &[Field::Class],
            Self::FormalProjectIsComplete => &[Field::TargetSession],
            Self::UnitNamed => &[Field::Unit],
            Self::EffectsStated => &[Field::Operators, Field::Penalties],
            Self::CommitteeNamed if case.bill.committee.is_none() => &[Field::Committee],
            Self::SessionNamed => &[Field::Session],
            Self::PapersSent => &[Field::SentOn],
            Self::NoticeComplete => &[Field::Version, Field::Opens, Field::Closes],
            Self::CommitteesAnswered if has_opinion(case) => &[Field::OpinionsTaken],
            Self::ClausesListed | Self::ClausesCounted => &[Field::Clauses],
            Self::DeputiesHadTheDraft if case.venue() == Venue::Congress => &[Field::SentOn],
            Self::TallyAddsUp => &[Field::Tally],
            Self::ChairCouncilConsents => &[Field::ConsentOn],
            Self::Received | Self::NotYetReceived => &[Field::ReceivedOn],
            Self::AnnouncementComplete => &[Field::NoticeNumber, Field::EffectiveOn],
            Self::OtherAmends | Self::OtherRepeals => &[Field::Other],
            _ => &[],
        }
    }

    /// Whether it warns and asks why, rather than refuses.
    #[must_use]
    pub fn warns(self) -> bool {
        matches!(
            self,
            Self::PapersSentInTime
                | Self::NoticeLongEnough
                | Self::ConsultationLongEnough
                | Self::ClausesCarried
                | Self::ApprovedAsPassed
                | Self::PenaltiesExplained
        )
    }

    pub(super) fn check(self, look: &Look<'_>, found: &mut Found) {
        match self {
            Self::StateFits => {} // by choosing the row
            Self::RecorderFits => recorder(look, found),
            Self::DayFits => day(look, found),
            Self::FieldsFit => fields(look, found),
            Self::WarningsExplained => {} // after all others: `advance`
            Self::LogHasRoom => log_has_room(look, found),
            Self::ReasonGiven => reason(look, found),
            Self::ClassGiven => look.ask(found, self, Field::Class, |it| it.class.is_some(), "请选择项目类别"),
            Self::FormalProjectIsComplete => formal(look, found),
            Self::UnitNamed => unit(look, found),
            Self::EffectsStated => effects(look, found),
            Self::PapersOfTheBill => papers_of_the_bill(look, found),
            Self::FairCompetition => fair_competition(look, found),
            Self::Hearing => hearing(look, found),
            Self::CommitteeNamed => committee(look, found),
            Self::ReviewOpinion => review_opinion(look, found),
            Self::MembersBill => members_bill(look, found),
            Self::SessionNamed => {
                look.ask(
                    found,
                    self,
                    Field::Session,
                    |it| it.session.is_some(),
                    "请写明会议名称，如“市第×届人大常委会第三十六次会议”",
                );
            }
            Self::PapersSent => papers_sent(look, found),
            Self::PapersSentInTime => papers_in_time(look, found),
            Self::NoticeComplete => notice(look, found),
            Self::NoticeLongEnough => notice_length(look, found),
            Self::MoreReadingsFollow => more_readings(look, found),
            Self::PublishedOrDecidedNotTo => published(look, found),
            Self::RevisedDraft => revised_draft(look, found),
            Self::ReportOfRevision => report_of_revision(look, found),
            Self::CommitteesAnswered => committees_answered(look, found),
            Self::ConsultationClosed => consultation_closed(look, found),
            Self::ConsultationLongEnough => consultation_length(look, found),
            Self::EnoughReadings => enough_readings(look, found),
            Self::VoteDraftSealed => vote_draft(look, found),
            Self::ReportBeforeVote => report_before_vote(look, found),
            Self::ClausesListed => {
                look.ask(found, self, Field::Clauses, |it| !it.clauses.is_empty(), "请逐条列明单独表决的条款");
            }
            Self::ClausesCounted => clauses_counted(look, found),
            Self::ClausesCarried => clauses_carried(look, found),
            Self::DeputiesHadTheDraft => deputies(look, found),
            Self::TallyAddsUp => tally_adds_up(look, found),
            Self::Quorum => quorum(look, found),
            Self::Majority => majority(look, found, true),
            Self::NoMajority => majority(look, found, false),
            Self::DeferredLongEnough => deferred(look, found),
            Self::ChairCouncilConsents => consent(look, found),
            Self::PassedText => look.text(found, self, &[Stage::Passed], "立法法第八十一条"),
            Self::ApprovalPack => approval_pack(look, found),
            Self::NotYetReceived => not_yet_received(look, found),
            Self::Received => received(look, found),
            Self::Decision => {
                look.paper(found, self, DocumentKind::ApprovalDecision, look.history.sent_on, "立法法第八十一条")
            }
            Self::ApprovedText => look.text(found, self, &[Stage::Approved], "立法法第八十八条"),
            Self::ApprovedAsPassed => approved_as_passed(look, found),
            Self::AnnouncementPaper => {
                look.paper(found, self, DocumentKind::Announcement, look.history.approved_on, "立法法第八十八条");
            }
            Self::AnnouncementComplete => announcement(look, found),
            Self::FiveFactsKnown => five_facts(look, found),
            Self::EffectiveAfterPromulgation => effective_after(look, found),
            Self::PromulgatedText => look.text(found, self, &[Stage::Promulgated], "立法法第八十九条"),
            Self::PromulgatedAsApproved => promulgated_as_approved(look, found),
            Self::EffectiveDayReached => effective_day(look, found),
            Self::FilingNotSent => filing_not_sent(look, found),
            Self::FilingPack => look.paper(found, self, DocumentKind::FilingReport, None, "立法法第一百零九条"),
            Self::PenaltiesExplained => penalties_explained(look, found),
            Self::FilingSent => filing_sent(look, found),
            Self::OtherAmends => other_bill(look, found, self, amends),
            Self::OtherRepeals => other_bill(look, found, self, repeals),
            Self::SomethingToUndo => {
                if last_standing(&look.case.log).is_none() {
                    found.lack(self, None, "没有可以更正的登记；导入的事项请在导入文件中修改", "");
                }
            }
        }
    }
}

impl Found {
    fn lack(&mut self, guard: Guard, field: Option<Field>, words: impl Into<String>, basis: &'static str) {
        self.unmet.push(Unmet { guard, field, words: words.into(), basis });
    }

    fn warn(&mut self, warning: Warning, words: String, basis: &'static str) {
        self.warned.push(Warned { warning, words, basis });
    }
}

impl Look<'_> {
    fn details(&self) -> Option<&Details> {
        self.request.map(|it| &it.details)
    }

    /// A field that must be filled in.
    fn ask(&self, found: &mut Found, guard: Guard, field: Field, filled: impl Fn(&Details) -> bool, words: &str) {
        if self.details().is_some_and(|it| !filled(it)) {
            found.lack(guard, Some(field), words, "");
        }
    }

    /// A paper that must be there.
    fn paper(&self, found: &mut Found, guard: Guard, kind: DocumentKind, since: Option<Date>, basis: &'static str) {
        match self.case.paper_since(kind, since) {
            Some(paper) => found.papers.push(paper.name.clone()),
            None => {
                let fresh = since.filter(|_| self.case.paper_since(kind, None).is_some());
                let words = match fresh {
                    Some(day) => format!("缺少{}（已有的文件早于{}，须另行提出）", kind.label(), chinese(day)),
                    None => format!("缺少{}", kind.label()),
                };
                found.lack(guard, None, words, basis);
            }
        }
    }

    /// A sealed text that must be there.
    fn text(&self, found: &mut Found, guard: Guard, stages: &[Stage], basis: &'static str) {
        match self.case.sealed_text(stages) {
            Some(text) => found.version = Some(text.facts.id),
            None => {
                let name = stages.first().map_or("文本", |it| it.label());
                found.lack(guard, None, format!("没有定稿的{name}"), basis);
            }
        }
    }
}

/// 2026年11月23日.
pub(super) fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn has_opinion(case: &Case) -> bool {
    case.paper_since(DocumentKind::ReviewOpinion, None).is_some()
}

fn recorder(look: &Look<'_>, found: &mut Found) {
    let Some(role) = look.role else { return };
    let recorders = recorders(look);
    if !recorders.contains(&role) {
        let names: Vec<&str> = recorders.iter().map(|it| it.label()).collect();
        let who = if names.is_empty() {
            "这一步由日期决定，不用登记".to_owned()
        } else {
            format!("这一步由{}登记", names.join("、"))
        };
        found.lack(Guard::RecorderFits, None, who, "");
    }
}

/// As whom the step may be recorded; a correction by those who may record what it undoes.
pub(super) fn recorders(look: &Look<'_>) -> &'static [Role] {
    let undone = match look.row.act {
        Act::Correct => last_standing(&look.case.log).and_then(|it| super::table::row(it.step.act, it.step.from)),
        _ => None,
    };
    undone.filter(|it| !it.recorders.is_empty()).map_or(look.row.recorders, |it| it.recorders)
}

fn day(look: &Look<'_>, found: &mut Found) {
    let Some(request) = look.request else { return };
    if request.on > look.today {
        found.lack(Guard::DayFits, Some(Field::On), "日期晚于今天，请在事项发生以后登记", "");
    }
    // Filing is recorded whenever the papers come back, though the ordinance may be in force by then.
    let earliest = match look.row.act {
        Act::SendFiling => look.history.promulgated_on,
        Act::File => look.history.filing_sent_on,
        Act::Correct => None,
        _ => look.history.since,
    };
    if let Some(earliest) = earliest.filter(|it| request.on < *it) {
        found.lack(Guard::DayFits, Some(Field::On), format!("日期早于上一步的{}，请核对", chinese(earliest)), "");
    }
}

fn fields(look: &Look<'_>, found: &mut Found) {
    let Some(request) = look.request else { return };
    let long = |text: &str| text.chars().count() > super::details::MAX_REASON_CHARS;
    if long(&request.reason) {
        found.lack(Guard::FieldsFit, Some(Field::Reason), "理由太长，请不要超过2000字", "");
    }
    if long(&request.warning_reason) {
        found.lack(Guard::FieldsFit, Some(Field::WarningReason), "说明太长，请不要超过2000字", "");
    }
    if let Some(field) = request.details.trouble() {
        let words = match field {
            Field::Clauses => "条款最多50项，每项不超过120字，写在一行".to_owned(),
            _ => format!("{}不能超过120字，并须写在一行", field.label()),
        };
        found.lack(Guard::FieldsFit, Some(field), words, "");
    }
}

fn log_has_room(look: &Look<'_>, found: &mut Found) {
    if look.case.log.len() >= super::record::MAX_LOG {
        found.lack(Guard::LogHasRoom, None, "登记已经超过1000次，请联系系统管理员", "");
    }
}

fn reason(look: &Look<'_>, found: &mut Found) {
    if look.request.is_some_and(|it| it.reason.trim().is_empty()) {
        found.lack(Guard::ReasonGiven, Some(Field::Reason), "请写明理由", look.row.basis);
    }
}

const PLAN: &str = "本市立法条例关于立法计划的规定";

fn formal(look: &Look<'_>, found: &mut Found) {
    let Some(details) = look.details().filter(|it| it.class == Some(Class::Formal)) else { return };
    if look.case.bill.sponsor.trim().is_empty() {
        found.lack(Guard::FormalProjectIsComplete, None, "正式项目应当明确提案人，请先在基本情况中写明", PLAN);
    }
    if details.target_session.is_none() {
        let field = Some(Field::TargetSession);
        found.lack(Guard::FormalProjectIsComplete, field, "正式项目应当明确拟提请审议的会议或者月份", PLAN);
    }
}

fn unit(look: &Look<'_>, found: &mut Found) {
    let named = !look.case.bill.drafting_unit.trim().is_empty();
    if !named && look.details().is_some_and(|it| it.unit.is_none()) {
        found.lack(Guard::UnitNamed, Some(Field::Unit), "请写明起草单位", look.row.basis);
    }
}

fn effects(look: &Look<'_>, found: &mut Found) {
    look.ask(
        found,
        Guard::EffectsStated,
        Field::Operators,
        |it| it.operators.is_some(),
        "请选择是否涉及经营者的经济活动",
    );
    let words = "请选择是否新增行政处罚、行政许可或者行政强制";
    look.ask(found, Guard::EffectsStated, Field::Penalties, |it| it.penalties.is_some(), words);
}

fn papers_of_the_bill(look: &Look<'_>, found: &mut Found) {
    const BASIS: &str = "立法法第五十八条";
    let guard = Guard::PapersOfTheBill;
    if look.case.bill.kind != BillKind::Interpret {
        look.paper(found, guard, DocumentKind::Motion, None, BASIS);
    }
    // After a rejection or with a revised draft, the newest text is what is submitted.
    look.text(
        found,
        guard,
        &[Stage::Draft, Stage::ConsultationDraft, Stage::RevisedDraft, Stage::SecondRevisedDraft],
        BASIS,
    );
    look.paper(found, guard, DocumentKind::Explanation, None, BASIS);
    look.paper(found, guard, DocumentKind::Reference, None, BASIS);
    if look.case.bill.kind.changes_ordinance() {
        look.paper(found, guard, DocumentKind::ComparisonTable, None, BASIS);
    }
}

fn fair_competition(look: &Look<'_>, found: &mut Found) {
    if look.details().is_some_and(|it| it.operators == Some(true)) {
        let (guard, kind) = (Guard::FairCompetition, DocumentKind::FairCompetition);
        look.paper(found, guard, kind, None, "公平竞争审查条例第十四条");
    }
}

fn hearing(look: &Look<'_>, found: &mut Found) {
    if look.details().is_some_and(|it| it.penalties == Some(true)) {
        const BASIS: &str = "行政处罚法第十二条、行政许可法第十九条、行政强制法第十四条";
        look.paper(found, Guard::Hearing, DocumentKind::HearingRecord, None, BASIS);
    }
}

fn committee(look: &Look<'_>, found: &mut Found) {
    let named = look.case.bill.committee.is_some();
    if !named && look.details().is_some_and(|it| it.committee.is_none()) {
        found.lack(Guard::CommitteeNamed, Some(Field::Committee), "请写明有关的专门委员会", look.row.basis);
    }
}

fn review_opinion(look: &Look<'_>, found: &mut Found) {
    // From `submitted` 主任会议 may put a bill on the agenda directly.
    if look.history.state == BillState::CommitteeReview {
        look.paper(found, Guard::ReviewOpinion, DocumentKind::ReviewOpinion, None, "立法法第二十九条");
    }
}

fn members_bill(look: &Look<'_>, found: &mut Found) {
    if look.case.project.as_ref().is_none_or(|it| it.sponsor_kind != SponsorKind::Members) {
        let words = "只有常委会组成人员联名提出的法规案可以不列入会议议程；其他法规案可以退回完善";
        found.lack(Guard::MembersBill, None, words, "立法法第三十条");
    }
}

fn papers_sent(look: &Look<'_>, found: &mut Found) {
    look.ask(found, Guard::PapersSent, Field::SentOn, |it| it.sent_on.is_some(), "请写明将草案发给组成人员的日期");
    if let Some((request, sent)) = look.request.and_then(|it| Some((it, it.details.sent_on?)))
        && sent > request.on
    {
        found.lack(Guard::PapersSent, Some(Field::SentOn), "发送草案的日期晚于会议日期，请核对", "");
    }
    // The text that the session has before it.
    if found.version.is_none() {
        found.version = look.case.texts.iter().rev().find(|it| it.sealed).map(|it| it.facts.id);
    }
}

fn papers_in_time(look: &Look<'_>, found: &mut Found) {
    let Some((request, sent)) = look.request.and_then(|it| Some((it, it.details.sent_on?))) else { return };
    let days = days_between(sent, request.on);
    let wanted = look.settings.lead_days;
    if days >= 0 && u32::try_from(days).is_ok_and(|it| it < wanted) {
        let words = format!("草案于会议举行的{days}日前发送，不足{wanted}日；属于特殊情况的，请说明");
        found.warn(Warning::LateSending, words, "立法法第三十一条");
    }
}

fn notice(look: &Look<'_>, found: &mut Found) {
    let guard = Guard::NoticeComplete;
    if !look.case.texts.iter().any(|it| it.sealed) {
        found.lack(guard, None, "没有可以公布的定稿文本", look.row.basis);
    }
    let Some(details) = look.details() else { return };
    match details.version {
        None => found.lack(guard, Some(Field::Version), "请选择公布哪一个文本", ""),
        Some(id) if !look.case.texts.iter().any(|it| it.facts.id == id && it.sealed) => {
            found.lack(guard, Some(Field::Version), "这个文本还没有定稿，不能公布", look.row.basis);
        }
        Some(id) if look.history.consulted.iter().any(|it| it.version == id) => {
            found.lack(guard, Some(Field::Version), "这个文本已经公开征求过意见", "");
        }
        Some(_) => {}
    }
    match (details.opens, details.closes) {
        (Some(opens), Some(closes)) if closes < opens => {
            found.lack(guard, Some(Field::Closes), "截止日期早于开始日期，请核对", "");
        }
        (opens, closes) => {
            if opens.is_none() {
                found.lack(guard, Some(Field::Opens), "请写明征求意见的开始日期", "");
            }
            if closes.is_none() {
                found.lack(guard, Some(Field::Closes), "请写明征求意见的截止日期", "");
            }
        }
    }
}

fn notice_length(look: &Look<'_>, found: &mut Found) {
    let Some(details) = look.details() else { return };
    if let (Some(version), Some(opens), Some(closes)) = (details.version, details.opens, details.closes) {
        warn_if_short(look, found, Consulted { version, opens, closes });
    }
}

fn warn_if_short(look: &Look<'_>, found: &mut Found, it: Consulted) {
    let (days, usual) = (it.days(), look.settings.consultation_days);
    if u32::try_from(days).is_ok_and(|days| days < usual) {
        let words = format!("征求意见{days}天，一般不少于{usual}天，请说明理由");
        found.warn(Warning::ShortConsultation, words, "立法法第四十条");
    }
}

fn more_readings(look: &Look<'_>, found: &mut Found) {
    let required = look.case.readings_required();
    if look.history.readings_held >= required.get() {
        let words = format!("本法规案{}次审议后交付表决，已经审议完毕", to_chinese(u16::from(required.get())));
        found.lack(Guard::MoreReadingsFollow, None, words, "立法法第三十二条");
    }
    if look.history.next_reading().is_none() {
        found.lack(Guard::MoreReadingsFollow, None, "审议次数已达上限", "");
    }
}

fn published(look: &Look<'_>, found: &mut Found) {
    // Only the draft of the first reading must be published; later rounds are the city's choice.
    if look.history.readings_held != 1 || look.history.unpublished {
        return;
    }
    let read = look.history.read_version;
    if !look.history.consulted.iter().any(|it| read.is_none_or(|read| it.version >= read)) {
        let words = "尚未登记公开征求意见的公告；主任会议决定不公布草案的，请登记该决定";
        found.lack(Guard::PublishedOrDecidedNotTo, None, words, "立法法第四十条");
    }
}

fn revised_draft(look: &Look<'_>, found: &mut Found) {
    let newer = |id: VersionId| look.history.read_version.is_none_or(|read| id > read);
    match look.case.sealed_text(REVISED).filter(|it| newer(it.facts.id)) {
        Some(text) => found.version = Some(text.facts.id),
        None => found.lack(Guard::RevisedDraft, None, "没有上次审议以后定稿的草案修改稿", "立法法第三十六条"),
    }
    if look.history.next_reading().is_none() {
        found.lack(Guard::RevisedDraft, None, "审议次数已达上限", "");
    }
}

fn report_of_revision(look: &Look<'_>, found: &mut Found) {
    let last = look.history.readings_held + 1 >= look.case.readings_required().get();
    let kind = match look.settings.report_order {
        ReportOrder::WithRevisedDraft if last => DocumentKind::ResultReport,
        _ => DocumentKind::RevisionReport,
    };
    look.paper(found, Guard::ReportOfRevision, kind, look.history.read_on, "立法法第三十六条");
}

fn committees_answered(look: &Look<'_>, found: &mut Found) {
    if !has_opinion(look.case) {
        return;
    }
    let guard = Guard::CommitteesAnswered;
    let words = "请选择有关专门委员会的重要意见是否均已采纳";
    look.ask(found, guard, Field::OpinionsTaken, |it| it.opinions_taken.is_some(), words);
    if look.details().is_some_and(|it| it.opinions_taken == Some(false)) {
        look.paper(found, guard, DocumentKind::CommitteeReply, look.history.read_on, "立法法第三十六条");
    }
}

/// The consultation on the text that was read last, or on a newer one.
fn latest_consultation(look: &Look<'_>) -> Option<Consulted> {
    let read = look.history.read_version;
    look.history
        .consulted
        .iter()
        .filter(|it| read.is_none_or(|read| it.version >= read))
        .max_by_key(|it| it.closes)
        .copied()
}

fn consultation_closed(look: &Look<'_>, found: &mut Found) {
    let Some(it) = latest_consultation(look) else { return };
    let on = look.request.map_or(look.today, |it| it.on);
    if on <= it.closes {
        let words = format!("公开征求意见到{}截止，尚未结束", chinese(it.closes));
        found.lack(Guard::ConsultationClosed, None, words, "立法法第四十条");
    }
}

fn consultation_length(look: &Look<'_>, found: &mut Found) {
    // A short notice that was recorded here has its reason already; an imported one has none.
    let explained = |it: Consulted| {
        let reasons = super::record::standing(&look.case.log).filter(|entry| entry.step.act == Act::Consult);
        reasons.filter(|entry| entry.step.details.version == Some(it.version)).any(|it| !it.step.warnings.is_empty())
    };
    if let Some(it) = latest_consultation(look).filter(|it| !explained(*it)) {
        warn_if_short(look, found, it);
    }
}

fn enough_readings(look: &Look<'_>, found: &mut Found) {
    let (held, required) = (look.history.readings_held, look.case.readings_required().get());
    if held < required {
        let words = format!(
            "应当经过{}次审议才能交付表决，现在审议了{}次",
            to_chinese(u16::from(required)),
            to_chinese(u16::from(held))
        );
        found.lack(Guard::EnoughReadings, None, words, "立法法第三十二条");
    }
}

fn vote_draft(look: &Look<'_>, found: &mut Found) {
    let newer = |id: VersionId| look.history.vote_version.is_none_or(|before| id > before);
    match look.case.sealed_text(&[Stage::VoteDraft]).filter(|it| newer(it.facts.id)) {
        Some(text) => found.version = Some(text.facts.id),
        None => found.lack(Guard::VoteDraftSealed, None, "草案表决稿还没有定稿", "立法法第四十四条"),
    }
}

fn report_before_vote(look: &Look<'_>, found: &mut Found) {
    let once = look.case.readings_required().get() == 1;
    let kind = match look.settings.report_order {
        ReportOrder::WithRevisedDraft if !once => DocumentKind::AmendmentReport,
        _ => DocumentKind::ResultReport,
    };
    look.paper(found, Guard::ReportBeforeVote, kind, look.history.read_on, "立法法第三十六条、第四十四条");
}

fn clauses_counted(look: &Look<'_>, found: &mut Found) {
    let Some(details) = look.details() else { return };
    let guard = Guard::ClausesCounted;
    for words in &look.history.clauses {
        let tally = details.clauses.iter().find(|it| it.words == *words).and_then(|it| it.tally);
        let trouble = match tally {
            None => Some("还没有登记表决结果".to_owned()),
            Some(tally) => tally.check().err().map(|it| it.to_string()).or_else(|| {
                let enough = tally.has_quorum(look.settings.quorum);
                (!enough).then(|| "出席人数不足，不能表决".to_owned())
            }),
        };
        if let Some(trouble) = trouble {
            found.lack(guard, Some(Field::Clauses), format!("{words}：{trouble}"), "立法法第四十四条");
        }
    }
    if let Some(odd) = details.clauses.iter().find(|it| !look.history.clauses.contains(&it.words)) {
        let words = format!("{}不在单独表决的条款之中", odd.words);
        found.lack(guard, Some(Field::Clauses), words, "");
    }
}

/// What follows from a vote on a clause is for 主任会议 to decide; that the whole is voted on with a clause that failed is
/// asked about.
fn clauses_carried(look: &Look<'_>, found: &mut Found) {
    let Some(details) = look.details() else { return };
    let (share, basis) = (look.settings.separate, look.settings.separate_basis);
    for clause in &details.clauses {
        let Some(tally) = clause.tally.filter(|it| it.check().is_ok() && !it.carries(share, basis)) else { continue };
        let (words, yes, whole) = (&clause.words, tally.yes, voters(look.case.venue(), basis));
        let words = format!("{words}：赞成{yes}票，未达到{whole}的{}；交付表决的，请说明如何处理", share.label());
        found.warn(Warning::ClauseFailed, words, "立法法第四十四条");
    }
}

/// Of whom a share is taken, in words.
fn voters(venue: Venue, basis: super::settings::Basis) -> &'static str {
    match venue {
        Venue::Congress if basis == super::settings::Basis::All => "全体代表",
        _ => basis.label(),
    }
}

fn deputies(look: &Look<'_>, found: &mut Found) {
    let Some(request) = look.request.filter(|_| look.case.venue() == Venue::Congress) else { return };
    let months = look.settings.congress_lead_months;
    let lead = jiff::Span::new().try_months(i64::from(months)).ok();
    let latest = lead.and_then(|lead| request.on.checked_sub(lead).ok());
    let (guard, field) = (Guard::DeputiesHadTheDraft, Some(Field::SentOn));
    match (request.details.sent_on, latest) {
        (None, _) => found.lack(guard, field, "请写明将草案发给代表的日期", "立法法第二十条"),
        (Some(sent), Some(latest)) if sent <= latest => {}
        _ => {
            let words = format!(
                "应当在会议举行的{}个月前将草案发给代表",
                to_chinese(u16::try_from(months).unwrap_or(u16::MAX))
            );
            found.lack(guard, field, words, "立法法第二十条");
        }
    }
}

fn tally_adds_up(look: &Look<'_>, found: &mut Found) {
    let Some(details) = look.details() else { return };
    let (guard, field) = (Guard::TallyAddsUp, Some(Field::Tally));
    match details.tally {
        None => found.lack(guard, field, "请填写表决结果", ""),
        Some(tally) => {
            if let Err(miscount) = tally.check() {
                found.lack(guard, field, miscount.to_string(), "");
            }
        }
    }
}

fn quorum(look: &Look<'_>, found: &mut Found) {
    let Some(tally) = look.details().and_then(|it| it.tally) else { return };
    if !tally.has_quorum(look.settings.quorum) {
        let words = format!("出席人数应当{}全体人数，才能举行会议", exceed(look.settings.quorum));
        found.lack(Guard::Quorum, Some(Field::Tally), words, "地方组织法第五十一条");
    }
}

/// 超过半数的 reads oddly before 全体; 超过 with a share reads well.
fn exceed(share: super::settings::Share) -> String {
    if share == super::settings::Share::HALF { "超过半数的".to_owned() } else { format!("{}的", share.label()) }
}

fn majority(look: &Look<'_>, found: &mut Found, wanted: bool) {
    let Some(tally) = look.details().and_then(|it| it.tally) else { return };
    let (share, basis) = (look.settings.pass, look.settings.pass_basis);
    if tally.carries(share, basis) == wanted {
        return;
    }
    let whole = voters(look.case.venue(), basis);
    let (guard, words) = if wanted {
        (Guard::Majority, format!("赞成{}票，未达到{whole}的{}，不能登记为通过", tally.yes, share.label()))
    } else {
        (Guard::NoMajority, format!("赞成{}票，已达到{whole}的{}，不能登记为未获通过", tally.yes, share.label()))
    };
    found.lack(guard, Some(Field::Tally), words, "立法法第四十四条");
}

fn deferred(look: &Look<'_>, found: &mut Found) {
    let on = look.request.map_or(look.today, |it| it.on);
    let due = look.history.deferred_on.and_then(|day| after_years(day, look.settings.deferral_years));
    if due.is_none_or(|due| on < due) {
        let when = due.map(|it| format!("，到{}届满", chinese(it))).unwrap_or_default();
        let years = to_chinese(u16::try_from(look.settings.deferral_years).unwrap_or(u16::MAX));
        found.lack(
            Guard::DeferredLongEnough,
            None,
            format!("搁置或者暂不付表决未满{years}年{when}"),
            "立法法第四十五条",
        );
    }
}

/// The same day so many years later; the last of February where there is no 29th.
pub(super) fn after_years(day: Date, years: u32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_years(i64::from(years)).ok()?).ok()
}

/// The same day so many months later, or the last of that month.
pub(super) fn after_months(day: Date, months: u32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(i64::from(months)).ok()?).ok()
}

/// So many days later.
pub(super) fn after_days(day: Date, days: u32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()
}

fn consent(look: &Look<'_>, found: &mut Found) {
    let Some(request) = look.request else { return };
    let (guard, field) = (Guard::ChairCouncilConsents, Some(Field::ConsentOn));
    match request.details.consent_on {
        None => found.lack(guard, field, "请写明主任会议同意撤回的日期", "立法法第四十三条"),
        Some(day) if day > request.on => {
            found.lack(guard, field, "主任会议同意的日期晚于撤回的日期，请核对", "立法法第四十三条");
        }
        Some(_) => {}
    }
}

fn approval_pack(look: &Look<'_>, found: &mut Found) {
    const BASIS: &str = "本省关于报请批准的规定";
    for kind in [DocumentKind::ApprovalRequest, DocumentKind::Explanation, DocumentKind::Reference] {
        let since = (kind == DocumentKind::ApprovalRequest).then_some(look.history.passed_on).flatten();
        look.paper(found, Guard::ApprovalPack, kind, since, BASIS);
    }
}

fn not_yet_received(look: &Look<'_>, found: &mut Found) {
    if let Some(day) = look.history.received_on {
        found.lack(Guard::NotYetReceived, None, format!("已登记于{}收到", chinese(day)), "");
    }
    receipt(look, found, Guard::NotYetReceived);
}

fn received(look: &Look<'_>, found: &mut Found) {
    if look.history.received_on.is_none() {
        receipt(look, found, Guard::Received);
    }
}

fn receipt(look: &Look<'_>, found: &mut Found, guard: Guard) {
    let Some(request) = look.request else { return };
    let field = Some(Field::ReceivedOn);
    match request.details.received_on {
        None => found.lack(guard, field, "请写明批准机关收到报告的日期", "立法法第八十一条"),
        Some(day) if day > request.on || look.history.sent_on.is_some_and(|sent| day < sent) => {
            found.lack(guard, field, "收到的日期应当在报请以后、本次登记的日期以前", "");
        }
        Some(_) => {}
    }
}

/// The words of the newest sealed text of a stage.
fn words_of(look: &Look<'_>, stage: Stage) -> Option<Digest> {
    look.case.sealed_text(&[stage]).map(|it| it.words)
}

fn approved_as_passed(look: &Look<'_>, found: &mut Found) {
    let (passed, approved) = (words_of(look, Stage::Passed), words_of(look, Stage::Approved));
    if passed.is_some() && approved.is_some() && passed != approved {
        let words = "批准文本与通过文本不一致，请说明批准时修改的情况（可用条文对照逐条列出）".to_owned();
        found.warn(Warning::ApprovedDiffers, words, "立法法第八十一条");
    }
}

fn announcement(look: &Look<'_>, found: &mut Found) {
    let guard = Guard::AnnouncementComplete;
    look.ask(found, guard, Field::NoticeNumber, |it| it.notice_number.is_some(), "请写明公告编号");
    look.ask(found, guard, Field::EffectiveOn, |it| it.effective_on.is_some(), "请写明施行日期");
}

fn five_facts(look: &Look<'_>, found: &mut Found) {
    let facts = [
        ("制定机关", !look.case.bill.enactor.trim().is_empty()),
        ("通过日期", look.history.passed_on.is_some()),
        ("批准机关", look.history.approved_by.is_some()),
        ("批准日期", look.history.approved_on.is_some()),
    ];
    for (name, known) in facts {
        if !known {
            found.lack(Guard::FiveFactsKnown, None, format!("公告应当载明{name}，现在没有登记"), "立法法第八十八条");
        }
    }
}

fn effective_after(look: &Look<'_>, found: &mut Found) {
    let Some(request) = look.request else { return };
    if request.details.effective_on.is_some_and(|it| it < request.on) {
        let (guard, field) = (Guard::EffectiveAfterPromulgation, Some(Field::EffectiveOn));
        found.lack(guard, field, "施行日期不得早于公布日期", "立法法第六十一条");
    }
}

fn promulgated_as_approved(look: &Look<'_>, found: &mut Found) {
    let (approved, published) = (words_of(look, Stage::Approved), words_of(look, Stage::Promulgated));
    if approved.is_none() || (published.is_some() && approved != published) {
        let words = "公布的文本应当是批准的文本，两者的条文不一致";
        found.lack(Guard::PromulgatedAsApproved, None, words, "立法法第八十八条");
    }
}

fn effective_day(look: &Look<'_>, found: &mut Found) {
    let due = look.history.due_by_date(look.today);
    let on = look.request.map(|it| it.on);
    if due.is_none_or(|due| on.is_some_and(|on| on != due.on)) {
        found.lack(Guard::EffectiveDayReached, None, "施行日期还没有到", "立法法第六十一条");
    }
}

fn filing_not_sent(look: &Look<'_>, found: &mut Found) {
    if let Some(day) = look.history.filing_sent_on {
        found.lack(Guard::FilingNotSent, None, format!("已登记于{}报送备案", chinese(day)), "");
    }
}

fn penalties_explained(look: &Look<'_>, found: &mut Found) {
    if look.history.penalties == Some(true) {
        let words = "本法规新增了行政处罚、行政许可或者行政强制；新增行政处罚的，备案时应当说明情况".to_owned();
        found.warn(Warning::NewPenalties, words, "行政处罚法第十二条");
    }
}

fn filing_sent(look: &Look<'_>, found: &mut Found) {
    if look.history.filing_sent_on.is_none() {
        found.lack(Guard::FilingSent, None, "还没有登记报送备案", "立法法第一百零九条");
    } else if let Some(day) = look.history.filed_on {
        found.lack(Guard::FilingSent, None, format!("已登记于{}备案", chinese(day)), "");
    }
}

/// 修正, 修订 or 打包修改 of this ordinance.
fn amends(case: &Case, other: &Other) -> bool {
    other.kind.changes_ordinance() && other.target.as_ref() == Some(&case.bill.slug)
}

/// 废止 of this ordinance, or a new ordinance whose 附则 ends it.
fn repeals(case: &Case, other: &Other) -> bool {
    match other.kind {
        BillKind::Repeal => other.target.as_ref() == Some(&case.bill.slug),
        BillKind::Enact | BillKind::Revise => other.slug != case.bill.slug,
        _ => false,
    }
}

/// The bills that could be named for amending or repealing this one.
pub(super) fn candidates(act: Act, case: &Case) -> impl Iterator<Item = &Other> {
    let fits = if act == Act::Amend { amends } else { repeals };
    case.others.iter().filter(move |it| matches!(act, Act::Amend | Act::Repeal) && fits(case, it) && in_force(it))
}

/// In force, or promulgated with a day: the step is recorded for that very day, which may not be in the future.
fn in_force(other: &Other) -> bool {
    match other.state {
        BillState::InForce | BillState::Amended | BillState::Repealed => true,
        BillState::Promulgated => other.effective_on.is_some(),
        _ => false,
    }
}

fn other_bill(look: &Look<'_>, found: &mut Found, guard: Guard, fits: fn(&Case, &Other) -> bool) {
    let case = look.case;
    let mut known = case.others.iter().filter(|it| fits(case, it) && in_force(it));
    let Some(request) = look.request else {
        if known.next().is_none() {
            found.lack(guard, None, format!("没有已经施行的、{}的法规案", what(guard)), look.row.basis);
        }
        return;
    };
    let Some(named) = &request.details.other else {
        found.lack(guard, Some(Field::Other), format!("请选择{}的法规案", what(guard)), look.row.basis);
        return;
    };
    match known.find(|it| it.slug == *named) {
        None => {
            let words = format!("所选的法规案没有施行，或者不是{}的法规案", what(guard));
            found.lack(guard, Some(Field::Other), words, look.row.basis);
        }
        Some(it) if it.effective_on.is_some_and(|day| day != request.on) => {
            let day = it.effective_on.map(chinese).unwrap_or_default();
            let words = format!("日期应当是《{}》的施行日期{day}", it.title);
            found.lack(guard, Some(Field::On), words, look.row.basis);
        }
        Some(_) => {}
    }
}

fn what(guard: Guard) -> &'static str {
    if guard == Guard::OtherAmends { "修改本法规" } else { "废止本法规" }
}
