//! The names a text bears in time.

use super::words;

words!(
    /// What a text is called at its point of the procedure (domain handbook §2.2, "Names of a text in time").
    Stage, "文本阶段", {
        /// 草案: as submitted, for the first reading.
        Draft = "draft", "草案";
        /// 征求意见稿: shown to the public before or between the readings.
        ConsultationDraft = "consultation_draft", "征求意见稿";
        /// 草案修改稿: revised by 法制委员会, for the second reading.
        RevisedDraft = "revised_draft", "草案修改稿";
        /// 草案修改二稿: revised once more.
        SecondRevisedDraft = "second_revised_draft", "草案修改二稿";
        /// 草案表决稿: frozen for the vote.
        VoteDraft = "vote_draft", "草案表决稿";
        /// 通过文本: as the Standing Committee passed it.
        Passed = "passed_text", "通过文本";
        /// 批准文本: as the province approved it.
        Approved = "approved_text", "批准文本";
        /// 公布文本: as published.
        Promulgated = "promulgated_text", "公布文本";
    }
);
