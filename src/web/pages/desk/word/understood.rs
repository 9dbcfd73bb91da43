//! What a file says, and of which revision it was made.

use crate::export::docx::{Options, statute_docx};
use crate::intake::{self, Kind, Unreadable, docx, origin, sniff};
use crate::law::difference::difference;
use crate::law::edit::Edit;
use crate::law::parse::parse;
use crate::law::print::print;
use crate::procedure::suggestion::{Brought, MAX_FILE_BYTES, Remark, TrackedEdit};
use crate::procedure::working::{MAX_TEXT_BYTES, Revision, RevisionKind, RevisionNumber};
use crate::procedure::{Digest, Slug};
use crate::store::{self, Tx};
use crate::web::error::AppError;
use std::sync::Arc;

/// Revisions that a file without a mark is compared with, the newest first.
const MAX_GUESSED: usize = 8;
/// Revisions among which these are sought.
const MAX_SEEN: usize = 60;

/// What a file says.
pub struct Understood {
    /// Everything but what an untouched file of the base says.
    pub brought: Brought,
    /// 批注.
    pub remarks: Vec<Remark>,
    /// What was left out or not understood.
    pub notes: Vec<String>,
    is_word: bool,
    mark: Option<(String, u32)>,
}

/// Reads a file.
///
/// # Errors
/// It is none that is understood, a damaged or a harmful one, or too large.
pub fn understand(bytes: &[u8], author: &str) -> Result<Understood, Unreadable> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(refusal(format!("超过 {} MB", MAX_FILE_BYTES / 1024 / 1024)));
    }
    let understood = match sniff(bytes) {
        Kind::Docx => of_word(bytes, author)?,
        _ => of_text(&intake::text_of(bytes)?, author),
    };
    let longest = understood.brought.text.len().max(understood.brought.revised.len());
    match longest {
        0 => Err(refusal("里没有文字".to_owned())),
        n if n > MAX_TEXT_BYTES => Err(refusal(format!("里的文字超过 {} MB", MAX_TEXT_BYTES / 1024 / 1024))),
        _ => Ok(understood),
    }
}

fn refusal(what: String) -> Unreadable {
    Unreadable { what, remedy: "请检查是否选错了文件".to_owned() }
}

fn of_word(bytes: &[u8], author: &str) -> Result<Understood, Unreadable> {
    let imported = docx::import(bytes)?;
    let tracked = imported.suggestions.into_iter().map(|it| TrackedEdit {
        author: it.author,
        dated: it.dated,
        edit: Edit::new(it.range.start, it.range.end, it.inserted),
    });
    let mut remarks = Vec::new();
    for comment in imported.comments {
        let range = comment.range.clone();
        remarks.push(Remark {
            author: comment.author,
            dated: comment.dated,
            range: range.clone(),
            words: if comment.done { format!("（已标记为完成）{}", comment.words) } else { comment.words },
        });
        let reply =
            |it: docx::Reply| Remark { author: it.author, dated: it.dated, range: range.clone(), words: it.words };
        remarks.extend(comment.replies.into_iter().map(reply));
    }
    remarks.retain(|it| !it.words.trim().is_empty());
    let brought = Brought {
        sent: String::new(),
        text: imported.text,
        revised: imported.revised,
        tracked: tracked.collect(),
        author: author.to_owned(),
    };
    Ok(Understood { brought, remarks, notes: imported.notes, is_word: true, mark: origin::of_docx(bytes) })
}

/// A text is compared in its canonical form: how its headings are marked is no change.
fn of_text(text: &str, author: &str) -> Understood {
    let text = canonical(text);
    let brought = Brought { revised: text.clone(), text, author: author.to_owned(), ..Brought::default() };
    Understood { brought, remarks: Vec::new(), notes: Vec::new(), is_word: false, mark: None }
}

fn canonical(text: &str) -> String {
    print(&parse(text).statute)
}

impl Understood {
    /// The text with which a draft begins, and the file against it.
    pub fn begin(&self) -> String {
        canonical(&self.brought.text)
    }

    /// The file as it says more than an untouched file of this text.
    pub fn against(&self, base: &str, begins: bool) -> Brought {
        let sent = match () {
            () if begins => self.brought.text.clone(),
            () => sent(base, self.is_word),
        };
        Brought { sent, ..self.brought.clone() }
    }

    /// The revision that the file names, if it is one of this bill.
    pub fn named(&self, bill: &Slug) -> Option<RevisionNumber> {
        let (of, number) = self.mark.as_ref()?;
        RevisionNumber::new(*number).ok().filter(|_| of == bill.as_str())
    }

    /// How many changes lead from an untouched file of this text to the file.
    fn distance(&self, base: &str) -> usize {
        let found = difference(base, &sent(base, self.is_word), &self.brought.text, None);
        found.changes.len() + found.unplaced.len()
    }
}

/// What a file of a text says when nobody has touched it.
fn sent(base: &str, is_word: bool) -> String {
    if !is_word {
        return canonical(base);
    }
    let file = statute_docx(&parse(base).statute, Options::default());
    docx::import(&file).map_or_else(|_| canonical(base), |it| it.text)
}

/// The revision that the file is nearest to, among the newest.
pub async fn nearest(
    tx: &mut Tx,
    slug: &Slug,
    understood: &Arc<Understood>,
) -> Result<Option<RevisionNumber>, AppError> {
    let seen = store::working::before(tx, slug, u32::MAX, MAX_SEEN).await?;
    let mut texts: Vec<(RevisionNumber, Digest, String)> = Vec::new();
    for revision in seen.into_iter().filter(|it: &Revision| it.kind != RevisionKind::Aside) {
        if texts.len() < MAX_GUESSED && !texts.iter().any(|it| it.1 == revision.sha256) {
            let text = store::working::text(tx, slug, &revision).await?;
            texts.push((revision.number, revision.sha256, text));
        }
    }
    let understood = understood.clone();
    let work = move || {
        let near = texts.iter().map(|it| (understood.distance(&it.2), std::cmp::Reverse(it.0)));
        near.min().map(|it| it.1.0)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}
