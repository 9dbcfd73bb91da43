//! What is done with accounts, for the record.

use crate::procedure::words;

words!(
    /// What was done.
    Deed, "账号事项", {
        /// Someone signed in.
        SignIn = "sign_in", "登录";
        /// A sign-in failed.
        Failure = "failure", "登录失败";
        /// Someone signed out, or ended sessions.
        SignOut = "sign_out", "退出登录";
        /// The password changed.
        Password = "password", "修改密码";
        /// The second factor was set up or changed.
        SecondFactor = "second_factor", "设置动态验证码";
        /// The second factor was taken away.
        NoSecondFactor = "no_second_factor", "取消动态验证码";
        /// New recovery codes.
        RecoveryCodes = "recovery_codes", "生成恢复码";
        /// A recovery code was used.
        Recovered = "recovered", "使用恢复码";
        /// Someone acts as another organ.
        ActAs = "act_as", "切换身份";
        /// A person was added.
        Add = "add", "添加人员";
        /// A link was made.
        Link = "link", "生成链接";
        /// A link was used.
        LinkUsed = "link_used", "使用链接";
        /// Someone was appointed.
        Appoint = "appoint", "任职";
        /// An appointment ended.
        EndAppointment = "end_appointment", "结束任职";
        /// An account was closed.
        Close = "close", "停用账号";
        /// An account was opened again.
        Open = "open", "恢复账号";
    }
);
