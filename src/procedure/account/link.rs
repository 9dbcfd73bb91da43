//! Links that are good once.

use crate::procedure::words;

words!(
    /// What a link is for.
    Purpose, "链接用途", {
        /// A new person sets the first password.
        Join = "join", "设置密码，开通账号";
        /// Someone who forgot the password sets a new one.
        NewPassword = "new_password", "重新设置密码";
        /// The same for someone who also lost the telephone: the second factor and the recovery codes go as well.
        Renew = "renew", "重新设置密码和动态验证码";
        /// An installation without an administrator gets its first.
        FirstAdministrator = "first_administrator", "设立第一个系统管理员";
    }
);
