//! What can be done to a bill, and the organs that do it.

use super::super::words;

words!(
    /// One step in the life of a bill.
    Act, "流转事项", {
        /// 列入立法计划.
        Plan = "plan", "列入立法计划";
        /// 组织起草.
        Draft = "draft", "组织起草";
        /// 提请审议.
        Submit = "submit", "提请审议";
        /// 退回完善: advice to improve the bill before it comes again.
        Return = "return", "退回完善";
        /// 交专门委员会审议.
        Refer = "refer", "交有关的专门委员会审议";
        /// 列入会议议程.
        Schedule = "schedule", "列入会议议程";
        /// 不列入议程.
        Decline = "decline", "不列入会议议程";
        /// 会议审议: the first reading, or the first after a deferral.
        Read = "read", "常委会会议审议";
        /// 转入修改, with the consultation beside it.
        Revise = "revise", "转入征求意见和修改";
        /// 再次审议.
        ReadAgain = "read_again", "再次审议";
        /// 提出表决稿.
        PutToVote = "put_to_vote", "提出草案表决稿";
        /// 重要条款单独表决.
        SplitVote = "split_vote", "重要条款单独表决";
        /// 单独表决后交付表决.
        ResumeVote = "resume_vote", "单独表决后交付表决";
        /// 表决通过.
        Pass = "pass", "表决通过";
        /// 表决未获通过.
        Reject = "reject", "表决未获通过";
        /// 暂不付表决.
        Defer = "defer", "暂不付表决";
        /// 搁置审议.
        Shelve = "shelve", "搁置审议";
        /// 再次列入议程.
        Reopen = "reopen", "再次列入会议议程";
        /// 延期审议.
        Extend = "extend", "延期审议";
        /// 终止审议.
        Terminate = "terminate", "终止审议";
        /// 撤回, before the agenda.
        Withdraw = "withdraw", "撤回";
        /// 撤回, after the agenda, by consent.
        WithdrawByConsent = "withdraw_by_consent", "经同意撤回";
        /// 重新提出.
        Resubmit = "resubmit", "重新提出";
        /// 报请批准.
        SendForApproval = "send_for_approval", "报请批准";
        /// 省人大常委会收到报请批准的报告.
        Receive = "receive", "登记批准机关收到";
        /// 批准.
        Approve = "approve", "批准";
        /// 不予批准.
        Disapprove = "disapprove", "不予批准";
        /// 撤回报批.
        Recall = "recall", "撤回报批";
        /// 公布.
        Promulgate = "promulgate", "公布";
        /// 施行: the day has come.
        TakeEffect = "take_effect", "施行";
        /// 报送备案.
        SendFiling = "send_filing", "报送备案";
        /// 备案.
        File = "file", "登记已备案";
        /// 被修改.
        Amend = "amend", "登记已被修改";
        /// 被废止.
        Repeal = "repeal", "登记已被废止";
        /// 公开征求意见.
        Consult = "consult", "公开征求意见";
        /// 不公布草案.
        KeepUnpublished = "keep_unpublished", "决定不公布草案";
        /// 更正: the entry before is undone. Nothing is deleted.
        Correct = "correct", "更正";
    }
);

words!(
    /// The organ that acts.
    Actor, "办理机关", {
        /// 市人民代表大会.
        Congress = "congress", "市人民代表大会";
        /// 市人大常委会.
        StandingCommittee = "standing_committee", "市人大常委会";
        /// 主任会议.
        ChairCouncil = "chair_council", "主任会议";
        /// 法制委员会.
        LegCommittee = "leg_committee", "法制委员会";
        /// 法制工作委员会.
        LegCommission = "leg_commission", "法制工作委员会";
        /// 有关的专门委员会.
        SpecialCommittee = "special_committee", "有关的专门委员会";
        /// 提案人.
        Sponsor = "sponsor", "提案人";
        /// 省人大常委会.
        ProvincialSc = "provincial_sc", "省人大常委会";
        /// No organ: a day has come.
        Date = "date", "期日届至";
    }
);
