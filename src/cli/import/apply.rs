//! A [`Package`] → the database, in one transaction.

use super::folder::{BillFolder, Package, VersionFile};
use crate::cli::Failure;
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::procedure::{Bill, ContactPoint, Digest, Document, Slug, Version, VersionId};
use crate::store::{
    Db, Lock, StoreError, Tx, audit, bills, consultations, contact_points, documents, events, identities, life, lock,
    versions,
};
use jiff::Timestamp;
use std::collections::HashSet;

/// Why nothing was imported.
#[derive(Debug)]
pub enum ImportError {
    /// A sealed version would change: one line each.
    Sealed(Vec<String>),
    /// The database.
    Store(StoreError),
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Sealed(lines) => Self::refused(super::with_end(lines, "没有导入任何内容")),
            ImportError::Store(error) => Self::unable(format!("没有导入任何内容：{error}")),
        }
    }
}

/// What an import changed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Changes {
    lines: Vec<String>,
    bills: usize,
    versions: usize,
    documents: usize,
    points: usize,
}

impl Changes {
    /// Whether the database already said what the folders say.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.lines.is_empty()
    }

    /// For people: a line for each bill that changed, and a sum.
    #[must_use]
    pub fn report(&self) -> String {
        let sum = format!(
            "{}件法规案、{}个文本、{}份文件、{}个联系点",
            self.bills, self.versions, self.documents, self.points
        );
        if self.is_nothing() {
            return format!("没有变化：{sum}与数据库中的一致\n");
        }
        format!("{}\n导入完成：共{sum}\n", self.lines.join("\n"))
    }
}

/// Imports all of it or nothing. Two importers at once take turns.
///
/// # Errors
/// [`ImportError::Sealed`] with every version that would change, or the database fails.
pub async fn apply(db: &Db, package: &Package, now: Timestamp) -> Result<Changes, ImportError> {
    let mut tx = db.write().await?;
    lock(&mut tx, Lock::Import).await?;
    let mut refused = Vec::new();
    for folder in &package.bills {
        refused.extend(refusals(&mut tx, folder).await?);
    }
    if !refused.is_empty() {
        return Err(ImportError::Sealed(refused));
    }
    let mut changes = Changes::default();
    for folder in &package.bills {
        let done = import_bill(&mut tx, folder, now).await?;
        identities::settle(&mut tx, &folder.bill.slug).await?;
        if !done.is_empty() {
            changes.lines.push(format!("《{}》：{}", folder.bill.title, done.join("，")));
        }
        changes.bills += 1;
        changes.versions += folder.versions.len();
        changes.documents += folder.documents.len();
    }
    if let Some(points) = &package.points {
        changes.lines.extend(import_points(&mut tx, points).await?);
        changes.points = points.len();
    }
    // Dropping the transaction would do as well; nothing has been written.
    if !changes.is_nothing() {
        tx.commit().await?;
    }
    Ok(changes)
}

/// Every change of something sealed that the folder asks for.
async fn refusals(tx: &mut Tx, folder: &BillFolder) -> Result<Vec<String>, StoreError> {
    let published = life::published(tx, &folder.bill.slug).await?;
    let recorded = versions::of_bill(tx, &folder.bill.slug).await?;
    let kind = bills::get(tx, &folder.bill.slug).await?.map(|it| it.kind);
    let next = recorded.last().map_or(1, |it| it.id().number() + 1);
    let mut lines = kept_here(tx, folder).await?;
    for version in recorded.iter().filter(|it| it.is_sealed()) {
        let name = format!("《{}》{}（{}）", folder.bill.title, version.id(), version.facts.label);
        match folder.versions.iter().find(|it| it.facts.id == version.id()) {
            // Sealed at the desk: no folder brought it, none has to have it.
            None if !published.contains(&version.id()) => {}
            None => lines.push(format!("{}：{name}已经封存，文件夹中却没有这一文本", folder.folder.display())),
            Some(file) => {
                let why = why_refused(version, file, next);
                lines.extend(why.map(|it| format!("{}：{name}已经封存，{it}", file.file.display())));
            }
        }
    }
    if recorded.iter().any(Version::is_sealed) && kind.is_some_and(|it| it != folder.bill.kind) {
        lines.push(format!("{}：文本封存后不能更改法规案的种类（kind）", folder.folder.display()));
    }
    Ok(lines)
}

/// What is kept at the desk is not an import's to change: a bill that was proposed there, and the past of a bill whose
/// life has been kept there since.
async fn kept_here(tx: &mut Tx, folder: &BillFolder) -> Result<Vec<String>, StoreError> {
    let slug = &folder.bill.slug;
    let name = format!("{}：《{}》", folder.folder.display(), folder.bill.title);
    if life::is_proposed_here(tx, slug).await? {
        return Ok(vec![format!("{name}是在工作台立项的，不能用导入覆盖；文件夹请改用别的代号（slug）")]);
    }
    let changed = !life::log(tx, slug).await?.is_empty() && folder.events != events::of_bill(tx, slug).await?;
    let words = "的审议进程已经在工作台登记，文件夹中的事项（events）不能再改；新的事项请在工作台登记";
    Ok(if changed { vec![format!("{name}{words}")] } else { Vec::new() })
}

fn why_refused(version: &Version, file: &VersionFile, next: u16) -> Option<String> {
    let now = Digest::of(file.text.as_bytes());
    if now != version.text_sha256 {
        return Some(format!(
            "文本不能更改：封存时的校验值 {}，文件现在的校验值 {}；如需修改，请恢复原文件，把新的文本作为 v{next} 导入",
            version.text_sha256.short(),
            now.short()
        ));
    }
    if file.facts != version.facts {
        return Some("它的阶段、名称、审议次数、日期和会议不能更改".to_owned());
    }
    (!file.sealed).then(|| "不能解除封存".to_owned())
}

/// Makes the database say what the folder says; gives what changed, in words.
async fn import_bill(tx: &mut Tx, folder: &BillFolder, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let slug = &folder.bill.slug;
    let mut done = Vec::new();
    match bills::get(tx, slug).await? {
        None => done.push("新增法规案".to_owned()),
        Some(recorded) if recorded != folder.bill => done.push("更新基本情况".to_owned()),
        Some(_) => {}
    }
    if !done.is_empty() {
        bills::put(tx, &folder.bill).await?;
    }
    let changed_documents = papers(folder) != documents::of_bill(tx, slug).await?;
    let changed_events = folder.events != events::of_bill(tx, slug).await?;
    let changed_notices = folder.consultations != consultations::of_bill(tx, slug).await?;
    let gone = gone(tx, folder).await?;
    if !gone.is_empty() {
        // Papers, events and notices may name what goes; they are written anew below.
        documents::replace_all(tx, slug, &[]).await?;
        events::replace_all(tx, slug, &[]).await?;
        consultations::replace_all(tx, slug, &[]).await?;
        // From the last to the first, so that what remains always begins with v1.
        for id in gone.iter().rev() {
            versions::remove(tx, slug, *id).await?;
        }
        done.push(format!("删去未封存的文本{}", list(&gone)));
    }
    done.extend(import_versions(tx, &folder.bill, &folder.versions, now).await?);
    if changed_documents || !gone.is_empty() {
        documents::replace_all(tx, slug, &folder.documents).await?;
    }
    if changed_events || !gone.is_empty() {
        events::replace_all(tx, slug, &folder.events).await?;
    }
    if changed_notices || !gone.is_empty() {
        consultations::replace_all(tx, slug, &folder.consultations).await?;
    }
    for (changed, words) in [
        (changed_documents, format!("文件{}份", folder.documents.len())),
        (changed_events, format!("事项{}个", folder.events.len())),
        (changed_notices, format!("征求意见公告{}则", folder.consultations.len())),
    ] {
        if changed {
            done.push(words);
        }
    }
    Ok(done)
}

fn papers(folder: &BillFolder) -> Vec<Document> {
    folder.documents.iter().map(|it| it.0.clone()).collect()
}

/// The open versions that the folder no longer has.
async fn gone(tx: &mut Tx, folder: &BillFolder) -> Result<Vec<VersionId>, StoreError> {
    let recorded = versions::of_bill(tx, &folder.bill.slug).await?;
    let kept: HashSet<VersionId> = folder.versions.iter().map(|it| it.facts.id).collect();
    let published = life::published(tx, &folder.bill.slug).await?;
    let gone = |it: &VersionId| !kept.contains(it) && published.contains(it);
    Ok(recorded.iter().map(Version::id).filter(gone).collect())
}

async fn import_versions(
    tx: &mut Tx,
    bill: &Bill,
    files: &[VersionFile],
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let (mut added, mut replaced, mut sealed) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        let id = file.facts.id;
        let recorded = versions::get(tx, &bill.slug, id).await?;
        match &recorded {
            None => {
                versions::add(tx, &bill.slug, &file.facts, &file.text).await?;
                life::publish(tx, &bill.slug, id).await?;
                added.push(id);
            }
            Some(it) if it.facts == file.facts && it.text_sha256 == Digest::of(file.text.as_bytes()) => {}
            Some(_) => {
                versions::replace(tx, &bill.slug, &file.facts, &file.text).await?;
                replaced.push(id);
            }
        }
        if file.sealed && !recorded.as_ref().is_some_and(Version::is_sealed) {
            versions::seal(tx, bill, id, now).await?;
            let noted = NewEntry::new(Actor::operator(), Deed::ReadingSealed);
            audit::add(tx, &noted.on(ObjectKind::Version, format!("{}/{id}", bill.slug)).saying("导入"), now).await?;
            if recorded.is_some() {
                sealed.push(id);
            }
        }
    }
    let mut done = Vec::new();
    for (words, ids) in [("新增文本", added), ("更新未封存的文本", replaced), ("封存文本", sealed)] {
        if !ids.is_empty() {
            done.push(format!("{words}{}", list(&ids)));
        }
    }
    Ok(done)
}

fn list(ids: &[VersionId]) -> String {
    let names: Vec<String> = ids.iter().map(VersionId::to_string).collect();
    format!(" {} ", names.join("、")).trim_end().to_owned()
}

/// Adds and updates the points of the list; those that it does not name stay.
async fn import_points(tx: &mut Tx, points: &[ContactPoint]) -> Result<Option<String>, StoreError> {
    let named: HashSet<&Slug> = points.iter().map(|it| &it.slug).collect();
    let mut recorded = contact_points::all(tx).await?;
    let all = recorded.len();
    recorded.retain(|it| named.contains(&it.slug));
    if recorded == points {
        return Ok(None);
    }
    // All of them, because the order may have changed.
    for (position, point) in (0_i64..).zip(points) {
        contact_points::put(tx, point, position).await?;
    }
    let added = points.len() - recorded.len();
    let updated = recorded.iter().filter(|it| !points.contains(it)).count();
    let kept = all - recorded.len();
    let mut words = format!("联系点名单：新增{added}个，更新{updated}个");
    if kept > 0 {
        words.push_str(&format!("，名单中没有的{kept}个保留不变"));
    }
    Ok(Some(words))
}
