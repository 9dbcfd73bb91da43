//! Whose site it is, as configured.

/// What the header and footer of every page say about the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The Standing Committee: ××市人民代表大会常务委员会.
    pub organ: String,
    /// The office that answers: 法制工作委员会.
    pub office: String,
    /// Its telephone.
    pub telephone: String,
    /// When somebody answers.
    pub hours: String,
    /// Where letters go and visitors come.
    pub address: String,
    /// 邮政编码.
    pub postcode: String,
    /// Where e-mail goes.
    pub email: String,
    /// `https://…` without a slash at the end, if the site knows its public address.
    pub base_url: Option<String>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            organ: "××市人民代表大会常务委员会".to_owned(),
            office: "××市人大常委会法制工作委员会".to_owned(),
            telephone: "0000-12345678".to_owned(),
            hours: "工作日9:00至12:00，14:00至17:30".to_owned(),
            address: "××市××区人民路1号".to_owned(),
            postcode: "000000".to_owned(),
            email: "fagongwei@example.invalid".to_owned(),
            base_url: None,
        }
    }
}
