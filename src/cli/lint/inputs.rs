//! What the rules are given besides the text: settings, a register of laws, superior texts.

use crate::cli::{Failure, input};
use crate::config::Lint;
use crate::law::parse::parse;
use crate::law::problem::Severity;
use crate::law::statute::Statute;
use crate::lint::context::{Inputs, KnownTitles, Standing};
use crate::lint::registry;
use crate::lint::settings::{Settings, WordPair};
use std::path::{Path, PathBuf};

/// `[lint]` as the rules take it.
///
/// # Errors
/// A code that no rule has.
pub fn settings(config: &Lint) -> Result<Settings, Failure> {
    let mut settings = Settings { preview: config.preview, ..Settings::default() };
    for code in &config.off {
        settings.off.insert(known(code, "off")?);
    }
    let lists = [
        ("error", &config.error, Severity::Error),
        ("warning", &config.warning, Severity::Warning),
        ("info", &config.info, Severity::Info),
    ];
    for (key, codes, severity) in lists {
        for code in codes {
            settings.severities.insert(known(code, key)?, severity);
        }
    }
    settings.words = config.words.iter().map(pair).collect();
    Ok(settings)
}

fn pair(pair: &crate::config::LintWords) -> WordPair {
    WordPair { avoid: pair.avoid.clone(), instead: pair.instead.clone(), reason: pair.reason.clone() }
}

fn known(code: &str, key: &str) -> Result<String, Failure> {
    let rule = registry::find(code).ok_or_else(|| {
        Failure::unable(format!("lint.{key}：没有规则“{code}”；用 kaimen lint --rules 可以列出全部规则"))
    })?;
    Ok(rule.code.to_owned())
}

/// How the desk of this installation looks at drafts.
///
/// # Errors
/// As [`settings`], and when the register cannot be read.
pub fn drafting(config: &Lint) -> Result<crate::web::Drafting, Failure> {
    let given = Given::read(None, &config.titles, &[])?;
    Ok(crate::web::Drafting { settings: settings(config)?, titles: given.titles })
}

/// The register and the superior texts.
#[derive(Default)]
pub struct Given {
    titles: Option<KnownTitles>,
    superior: Vec<Statute>,
}

impl Given {
    /// Reads them. The register of the command line comes before that of the configuration.
    ///
    /// # Errors
    /// A file that cannot be read, or a line of the register that is none.
    pub fn read(titles: Option<&Path>, configured: &str, superior: &[PathBuf]) -> Result<Self, Failure> {
        let configured = Some(Path::new(configured)).filter(|it| !it.as_os_str().is_empty());
        let titles = titles.or(configured).map(register).transpose()?;
        let superior =
            superior.iter().map(|it| Ok(parse(&input::text(it)?).statute)).collect::<Result<_, Failure>>()?;
        Ok(Self { titles, superior })
    }

    /// As the rules take them.
    #[must_use]
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs { known_titles: self.titles.as_ref(), superior: &self.superior }
    }
}

/// One law a line: title, a tab, 现行, 废止 or the present title. `#` begins a comment.
fn register(file: &Path) -> Result<KnownTitles, Failure> {
    let words = input::text(file)?;
    let lines = words.lines().zip(1_usize..).map(|(line, n)| (line.trim(), n));
    lines
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, n)| {
            let wrong = || {
                let name = input::name(file);
                Failure::unable(format!(
                    "{name}第{n}行不合格式；每行写法律名称、制表符，以及“现行”“废止”或者现在的名称"
                ))
            };
            let (title, standing) = line.split_once('\t').ok_or_else(wrong)?;
            let standing = match standing.trim() {
                "" => return Err(wrong()),
                "现行" => Standing::InForce,
                "废止" => Standing::Repealed,
                now => Standing::Now(now.to_owned()),
            };
            Ok((title.trim().to_owned(), standing))
        })
        .collect()
}
