//! Who may do what: one table of role × action. Permissions belong to the organ and the object (domain handbook §1).
//!
//! What an action may do to a bill in its present state is not said here: that is the state machine's.

use super::person::{Post, Role};
use super::{Bill, Slug, words};

words!(
    /// What is done behind sign-in. Every guarded address has one of these.
    Action, "操作", {
        /// One's own account: password, second factor, sessions, as which organ one acts. Needs no appointment.
        OwnAccount = "own_account", "管理本人账号";
        /// 工作台: what waits, and which clocks run.
        SeeDesk = "see_desk", "查看工作台";
        /// 立项建议.
        ProposeBill = "propose_bill", "提出立项建议";
        /// Reading the log and the papers of a bill.
        ReadBill = "read_bill", "查看法规案办理情况";
        /// Recording a step in the life of a bill.
        AdvanceBill = "advance_bill", "办理法规案流转";
        /// Adding papers to a bill.
        AddPaper = "add_paper", "添加文件";
        /// Reading the working draft and its revisions.
        ReadDraft = "read_draft", "查看工作文本";
        /// Changing the working draft, deciding suggestions, importing a Word file into it.
        EditDraft = "edit_draft", "编辑工作文本";
        /// Notes to colleagues on the working draft.
        AnnotateDraft = "annotate_draft", "批注工作文本";
        /// 定稿.
        SealReading = "seal_reading", "定稿";
        /// 定稿 although the drafting rules find errors in a 表决稿.
        OverrideFindings = "override_findings", "带错定稿";
        /// 条文核对.
        CorrectAlignment = "correct_alignment", "核对条文对应关系";
        /// 修改说明.
        ExplainChange = "explain_change", "填写修改说明";
        /// 生成修改决定, 试行修改.
        MakeDecision = "make_decision", "生成和试行修改决定";
        /// 征求意见: its summary, questions, points, and what of it is shown.
        RunConsultation = "run_consultation", "组织征求意见";
        /// Reading what people say, without names and contacts.
        ReadOpinions = "read_opinions", "查看意见建议";
        /// Keying in what came by letter, telephone or in a meeting.
        KeyOpinions = "key_opinions", "录入意见建议";
        /// Saying what may be shown, covering personal data, tidying words.
        ScreenOpinions = "screen_opinions", "整理意见建议";
        /// Seeing names and contacts in full; each time is recorded.
        RevealContact = "reveal_contact", "查看联系方式";
        /// The work of a contact point: its tasks, its occasions, what it hands in.
        PointWork = "point_work", "联系点工作";
        /// Accounts and appointments.
        ManagePeople = "manage_people", "管理人员和任职";
        /// The record of what was done.
        ReadAudit = "read_audit", "查看审计记录";
    }
);

/// How far a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    No,
    /// Objects that belong to the organ: bills it drafts, sponsors or reviews, its own contact point.
    Own,
    /// All.
    Any,
}

/// What a permission is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object<'a> {
    /// Nothing in particular: a list, a form for something new.
    Whole,
    /// A bill and everything of it.
    Bill(&'a Bill),
    /// A contact point.
    Point(&'a Slug),
}

/// The table. A line is a role, in it the actions that are not [`Reach::No`].
#[must_use]
pub fn reach(role: Role, action: Action) -> Reach {
    use Action as A;
    use Reach::{Any, No, Own};
    if action == A::OwnAccount {
        return Any;
    }
    match role {
        Role::LegCommission => match action {
            A::OverrideFindings | A::ManagePeople | A::ReadAudit | A::PointWork => No,
            _ => Any,
        },
        Role::LegCommittee => match action {
            A::ManagePeople | A::ReadAudit | A::PointWork | A::RunConsultation | A::KeyOpinions | A::RevealContact => {
                No
            }
            _ => Any,
        },
        Role::GeneralOffice => match action {
            A::SeeDesk | A::ProposeBill | A::ReadBill | A::AdvanceBill | A::AddPaper | A::ReadDraft => Any,
            _ => No,
        },
        Role::SpecialCommittee => match action {
            A::SeeDesk | A::ProposeBill | A::ReadBill => Any,
            A::AdvanceBill | A::AddPaper | A::ReadDraft | A::AnnotateDraft | A::ReadOpinions => Own,
            _ => No,
        },
        Role::Member => match action {
            A::SeeDesk | A::ReadBill | A::ReadOpinions => Any,
            _ => No,
        },
        Role::HandlingUnit => match action {
            A::SeeDesk => Any,
            A::ReadBill | A::AdvanceBill | A::AddPaper | A::ReadDraft | A::EditDraft | A::AnnotateDraft => Own,
            _ => No,
        },
        Role::Administrator => match action {
            A::ManagePeople => Any,
            _ => No,
        },
        Role::Auditor => match action {
            A::ReadAudit => Any,
            _ => No,
        },
        Role::Liaison => match action {
            A::PointWork => Own,
            _ => No,
        },
        Role::Deputy => No,
    }
}

/// Whether a post may do this to that.
#[must_use]
pub fn may(post: &Post, action: Action, object: Object<'_>) -> bool {
    match reach(post.role(), action) {
        Reach::No => false,
        Reach::Any => true,
        Reach::Own => match object {
            Object::Whole => true,
            Object::Bill(bill) => owns_bill(post, bill),
            Object::Point(point) => post.point() == Some(point),
        },
    }
}

fn owns_bill(post: &Post, bill: &Bill) -> bool {
    let organ = post.organ();
    match post.role() {
        Role::SpecialCommittee => bill.committee.as_deref() == Some(organ),
        Role::HandlingUnit => bill.drafting_unit == organ || bill.sponsor == organ,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeping_accounts_and_reading_texts_never_meet_in_one_role() {
        for role in Role::ALL {
            let can = |action| reach(*role, action) != Reach::No;
            let texts = [Action::ReadDraft, Action::EditDraft, Action::AdvanceBill, Action::SealReading];
            assert!(!can(Action::ManagePeople) || !texts.into_iter().any(can), "{}", role.code());
            let changes = |it: &&Action| !matches!(it, Action::ReadAudit | Action::OwnAccount);
            assert!(
                !can(Action::ReadAudit) || !Action::ALL.iter().filter(changes).any(|it| can(*it)),
                "{}",
                role.code()
            );
        }
    }

    #[test]
    fn only_the_legislative_committee_seals_in_spite_of_errors() {
        let may = |it: &&Role| reach(**it, Action::OverrideFindings) != Reach::No;
        assert_eq!(Role::ALL.iter().filter(may).collect::<Vec<_>>(), [&Role::LegCommittee]);
    }
}
