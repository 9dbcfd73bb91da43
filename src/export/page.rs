//! A statute as one HTML file that needs nothing else: for keeping, mailing and printing.
//!
//! Absent on purpose: scripts, fonts and anything fetched from elsewhere.

use super::html::{Options, SafeHtml, body_html, head_html, toc_html};
use crate::law::refs::Reference;
use crate::law::statute::Statute;

const STYLE: &str = include_str!("page.css");

/// The whole file, from `<!DOCTYPE html>` on.
#[must_use]
pub fn standalone_html(statute: &Statute, references: &[Reference]) -> String {
    let options = Options::default();
    let title = if statute.title.is_empty() { "未命名文本" } else { &statute.title.plain };
    let title = SafeHtml::from_words(title);
    let toc = toc_html(statute, &options);
    let toc = if toc.is_empty() {
        String::new()
    } else {
        format!("<nav aria-label=\"目录\">\n<p class=\"toc-title\">目　录</p>\n{toc}\n</nav>\n")
    };
    let head = head_html(statute, &options);
    let text = body_html(statute, references, &options);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main class=\"law\">\n{head}{toc}{text}</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_file_is_complete_and_fetches_nothing() {
        let page = standalone_html(&sample::statute(), &sample::references());
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"));
        assert!(page.contains("<title>××市政务服务条例</title>") && page.contains("href=\"#c2\""));
        for outside in ["<script", "<link", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn a_text_without_a_title_still_has_a_title() {
        assert!(standalone_html(&Statute::default(), &[]).contains("<title>未命名文本</title>"));
    }
}
