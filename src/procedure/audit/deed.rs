//! The deeds that are recorded.

use crate::procedure::words;

words!(
    /// Something that is recorded.
    Deed, "审计事项", {
        /// Someone signed in, with all that was asked for.
        SignedIn = "signed_in", "登录";
        /// An attempt failed: a wrong password, a wrong or used code, a closed account.
        SignInFailed = "sign_in_failed", "登录失败";
        /// Attempts are refused for a while.
        LockedOut = "locked_out", "暂停登录";
        /// Someone signed out.
        SignedOut = "signed_out", "退出";
        /// Sessions were ended, one's own elsewhere or another person's.
        SessionsEnded = "sessions_ended", "结束会话";
        /// Someone chose as which organ to act.
        ActedAs = "acted_as", "切换身份";
        /// A role of the example was taken without a password.
        DemoRoleTaken = "demo_role_taken", "使用示例身份";
        /// A password was set or changed.
        PasswordChanged = "password_changed", "更改密码";
        /// A second factor was set up, changed or taken away.
        SecondFactorChanged = "second_factor_changed", "更改二次验证";
        /// A recovery code was used, or new ones were made.
        RecoveryCodes = "recovery_codes", "使用或者更换恢复码";
        /// An account of the city's directory was tied to one's own.
        DirectoryConnected = "directory_connected", "连接统一身份认证";
        /// It was untied.
        DirectoryDisconnected = "directory_disconnected", "断开统一身份认证";
        /// A link to join or to set a new password was made.
        Invited = "invited", "发出邀请";
        /// Such a link was used.
        InvitationUsed = "invitation_used", "使用邀请";
        /// Someone was given an appointment.
        Appointed = "appointed", "任职";
        /// An appointment was ended.
        AppointmentEnded = "appointment_ended", "免去任职";
        /// An account was closed.
        Disabled = "disabled", "停用账号";
        /// An account was opened again.
        Enabled = "enabled", "启用账号";
        /// Personal data of others was shown: contact data, the list of accounts.
        PersonalDataSeen = "personal_data_seen", "查看个人信息";
        /// A bill was entered.
        BillProposed = "bill_proposed", "提出立项";
        /// A bill took a step in its life.
        BillAdvanced = "bill_advanced", "法规案流转";
        /// A paper was added to a bill.
        PaperAdded = "paper_added", "添加文件";
        /// A reading was sealed.
        ReadingSealed = "reading_sealed", "定稿";
        /// A 表决稿 was sealed although the drafting rules found errors; the reason stands in the details.
        SealedDespiteFindings = "sealed_despite_findings", "带错定稿";
        /// It was said which articles of two texts belong together.
        AlignmentCorrected = "alignment_corrected", "核对条文对应";
        /// Why an article was changed was written or written anew.
        ChangeExplained = "change_explained", "填写修改说明";
        /// An earlier revision became the working draft again.
        DraftRestored = "draft_restored", "恢复工作文本";
        /// A file was brought into the working draft.
        DraftImported = "draft_imported", "导入工作文本";
        /// A suggestion was taken or declined.
        SuggestionDecided = "suggestion_decided", "处理修改建议";
        /// What a decision made of a reading was kept.
        TrialKept = "trial_kept", "保存试改文本";
        /// A file was taken out of the place of work.
        Exported = "exported", "导出";
    }
);
