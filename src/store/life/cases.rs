//! Bills with everything that a step depends on.

use super::{PAPERS, PROJECT_OF, PROJECTS, PUBLISHED, ProjectRow, log, logs, papers, published};
use crate::procedure::life::{Case, History, Other, PaperFact, Project, TextFact, Transition, body_digest};
use crate::procedure::{Bill, BillState, ConsultationNotice, Document, Event, Slug, Stage, Version, VersionId};
use crate::store::row::At;
use crate::store::{StoreResult, Tx, args, bills, consultations, documents, events, versions};
use std::collections::{HashMap, HashSet};

/// One bill. The other bills that could amend or repeal it are left out: [`cases`] has them.
///
/// # Errors
/// See [`bills::all`].
pub async fn case(tx: &mut Tx, slug: &Slug) -> StoreResult<Option<Case>> {
    let Some(bill) = bills::get(tx, slug).await? else { return Ok(None) };
    let project: Option<ProjectRow> = tx.optional(PROJECT_OF, args![slug]).await?;
    let parts = Parts {
        project: project.map(|it| it.read().map(|it| it.1)).transpose()?,
        imported: events::of_bill(tx, slug).await?,
        log: log(tx, slug).await?,
        documents: documents::of_bill(tx, slug).await?,
        added: papers(tx, slug).await?,
        versions: versions::of_bill(tx, slug).await?,
        published: published(tx, slug).await?.into_iter().collect(),
        notices: consultations::of_bill(tx, slug).await?,
    };
    let mut case = parts.case(bill);
    words(tx, &mut case).await?;
    Ok(Some(case))
}

/// All bills, each with the others that could amend or repeal it, in some queries however many there are.
///
/// # Errors
/// See [`bills::all`].
pub async fn cases(tx: &mut Tx) -> StoreResult<Vec<Case>> {
    let all = bills::all(tx).await?;
    let projects: Vec<ProjectRow> = tx.all(PROJECTS, args![]).await?;
    let mut projects: HashMap<Slug, Project> =
        projects.into_iter().map(ProjectRow::read).collect::<StoreResult<_>>()?;
    let mut imported = grouped(events::all(tx).await?);
    let mut logged = grouped(logs(tx).await?);
    let mut documents_of = grouped(documents::all(tx).await?);
    let mut added = grouped(documents::read(tx, PAPERS, args![]).await?);
    let mut versions_of = grouped(versions::all(tx).await?);
    let mut published = grouped(all_published(tx).await?);
    let notices = consultations::all(tx).await?;
    let mut notices = grouped(notices.into_iter().map(|it| (it.id.bill.clone(), it)).collect());
    let mut cases = Vec::with_capacity(all.len());
    for bill in all {
        let slug = bill.slug.clone();
        let parts = Parts {
            project: projects.remove(&slug),
            imported: imported.remove(&slug).unwrap_or_default(),
            log: logged.remove(&slug).unwrap_or_default(),
            documents: documents_of.remove(&slug).unwrap_or_default(),
            added: added.remove(&slug).unwrap_or_default(),
            versions: versions_of.remove(&slug).unwrap_or_default(),
            published: published.remove(&slug).unwrap_or_default().into_iter().collect(),
            notices: notices.remove(&slug).unwrap_or_default(),
        };
        let mut case = parts.case(bill);
        words(tx, &mut case).await?;
        cases.push(case);
    }
    let others: Vec<Other> = cases.iter().map(other).collect();
    for case in &mut cases {
        case.others = others.iter().filter(|it| it.slug != case.bill.slug).cloned().collect();
    }
    Ok(cases)
}

/// As a bill is seen from another one. Only what is in force counts, and that needs no clock: the step is in the log.
fn other(case: &Case) -> Other {
    let history = History::recorded(case);
    Other {
        slug: case.bill.slug.clone(),
        title: case.bill.title.clone(),
        kind: case.bill.kind,
        target: case.project.as_ref().and_then(|it| it.target.clone()),
        state: history.state,
        effective_on: history.effective_on,
    }
}

async fn all_published(tx: &mut Tx) -> StoreResult<Vec<(Slug, VersionId)>> {
    let rows: Vec<(String, i64)> = tx.all(PUBLISHED, args![]).await?;
    let read = |(bill, version): (String, i64)| {
        let at = At { table: "publication", row: &bill };
        Ok((at.parse(&bill)?, at.version(version)?))
    };
    rows.into_iter().map(read).collect()
}

struct Parts {
    project: Option<Project>,
    imported: Vec<Event>,
    log: Vec<Transition>,
    documents: Vec<Document>,
    added: Vec<Document>,
    versions: Vec<Version>,
    published: HashSet<VersionId>,
    notices: Vec<ConsultationNotice>,
}

impl Parts {
    fn case(self, bill: Bill) -> Case {
        let imported = self.documents.iter().map(|it| PaperFact::of(it, true));
        let text = |it: Version| TextFact {
            sealed: it.is_sealed(),
            imported: self.published.contains(&it.id()),
            words: it.text_sha256,
            facts: it.facts,
        };
        Case {
            project: self.project,
            imported: self.imported,
            log: self.log,
            papers: imported.chain(self.added.iter().map(|it| PaperFact::of(it, false))).collect(),
            texts: self.versions.into_iter().map(text).collect(),
            notices: self.notices,
            others: Vec::new(),
            bill,
        }
    }
}

/// 通过文本, 批准文本 and 公布文本 are held against each other only between approval and promulgation; then, and only
/// then, they are read.
async fn words(tx: &mut Tx, case: &mut Case) -> StoreResult<()> {
    const COMPARED: &[Stage] = &[Stage::Passed, Stage::Approved, Stage::Promulgated];
    if !matches!(History::recorded(case).state, BillState::ApprovalPending | BillState::Approved) {
        return Ok(());
    }
    for text in case.texts.iter_mut().filter(|it| COMPARED.contains(&it.facts.stage)) {
        let source = versions::text(tx, &case.bill.slug, text.facts.id).await?.unwrap_or_default();
        text.words = body_digest(&source);
    }
    Ok(())
}

fn grouped<T>(pairs: Vec<(Slug, T)>) -> HashMap<Slug, Vec<T>> {
    let mut groups: HashMap<Slug, Vec<T>> = HashMap::new();
    for (slug, value) in pairs {
        groups.entry(slug).or_default().push(value);
    }
    groups
}
