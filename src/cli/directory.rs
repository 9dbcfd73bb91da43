//! The configuration of the city's directory (`[accounts.openid]`) as the site needs it.

use super::Failure;
use super::app::App;
use crate::web;

/// The site as it is: nobody signs in by a directory.
///
/// # Errors
/// One is configured, and this program was built without.
#[cfg(not(feature = "oidc"))]
pub fn joined(app: &App, site: web::App) -> Result<web::App, Failure> {
    described(app).map(|_| site)
}

/// What `kaimen doctor` says of the directory; nothing where none is configured.
///
/// # Errors
/// One is configured, and this program was built without.
#[cfg(not(feature = "oidc"))]
pub fn described(app: &App) -> Result<Option<String>, Failure> {
    match app.config.accounts.openid {
        None => Ok(None),
        Some(_) => Err(Failure::unable(
            "配置有误：accounts.openid：本程序没有编入统一身份认证，请换用以 --features oidc 编译的程序，或者删去这一节",
        )),
    }
}

#[cfg(feature = "oidc")]
pub use with::{described, joined};

#[cfg(feature = "oidc")]
mod with {
    use super::super::input::reason;
    use super::{App, Failure, web};
    use crate::config::OpenId;
    use std::fs::File;
    use std::io::Read as _;
    use std::path::Path;
    use web::{Directory, DirectorySetup};

    /// A secret is short.
    const MAX_SECRET_BYTES: u64 = 4096;

    /// The site, at which one signs in by the directory if one is configured.
    ///
    /// # Errors
    /// Its configuration makes no sense, or its secret cannot be read.
    pub fn joined(app: &App, site: web::App) -> Result<web::App, Failure> {
        Ok(match directory(app)? {
            Some(directory) => site.with_directory(directory.into()),
            None => site,
        })
    }

    /// What `kaimen doctor` says of the directory; nothing where none is configured. It is not asked.
    ///
    /// # Errors
    /// As [`joined`].
    pub fn described(app: &App) -> Result<Option<String>, Failure> {
        Ok(directory(app)?.map(|it| format!("{}，签发者 {}", it.name(), it.issuer())))
    }

    fn directory(app: &App) -> Result<Option<Directory>, Failure> {
        let Some(openid) = &app.config.accounts.openid else { return Ok(None) };
        let setup = DirectorySetup {
            issuer: openid.issuer.clone(),
            client_id: openid.client_id.clone(),
            secret: secret(&app.config.data, openid)?,
            name: openid.name.clone(),
            hosts: openid.hosts.clone(),
            trusted_second_factor: openid.trusted_second_factor.clone(),
            public_url: app.config.server.public_url.trim_end_matches('/').to_owned(),
        };
        let made = Directory::new(setup);
        made.map(Some).map_err(|error| Failure::unable(format!("配置有误：accounts.openid.{error}")))
    }

    /// The secret, from the configuration or from its file.
    fn secret(data: &Path, openid: &OpenId) -> Result<String, Failure> {
        if openid.client_secret_file.is_empty() {
            return Ok(openid.client_secret.clone());
        }
        let file = data.join(&openid.client_secret_file);
        let wrong = |why: &str| {
            Failure::unable(format!("配置有误：accounts.openid.client_secret_file：“{}”{why}", file.display()))
        };
        let mut text = String::new();
        let read = File::open(&file).and_then(|it| it.take(MAX_SECRET_BYTES).read_to_string(&mut text));
        read.map_err(|error| wrong(reason(&error)))?;
        let secret = text.trim();
        if secret.is_empty() { Err(wrong("是空的")) } else { Ok(secret.to_owned()) }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_secret_is_read_from_its_file_without_the_line_end() {
            let folder = tempfile::tempdir().unwrap();
            let openid = OpenId { client_secret_file: "openid.secret".to_owned(), ..OpenId::default() };
            let missing = secret(folder.path(), &openid).unwrap_err().message().to_owned();
            assert!(missing.contains("client_secret_file") && missing.contains("openid.secret"), "{missing}");
            std::fs::write(folder.path().join("openid.secret"), "hush-9\n").unwrap();
            assert_eq!(secret(folder.path(), &openid).unwrap(), "hush-9");
        }
    }
}
