//! An entry of the log in words: all of it, for those inside.

use super::signed;
use crate::procedure::Event;
use crate::procedure::life::{Act, Case, Step, Transition};
use crate::view::desk::Local;
use crate::view::{chinese_date, chinese_time};

/// An entry.
pub struct Entry {
    pub number: u32,
    pub act: &'static str,
    pub on: String,
    pub actor: &'static str,
    /// 由“正在起草”到“已提请审议”; nothing where the state stays.
    pub moved: Option<String>,
    pub details: Vec<(&'static str, String)>,
    pub reason: Option<String>,
    pub warnings: Vec<(String, String)>,
    /// Who recorded it, and when.
    pub recorded: String,
    /// The number of the entry that undid it.
    pub undone_by: Option<u32>,
}

impl Entry {
    /// The log, the newest first.
    pub fn all(case: &Case, local: Local<'_>) -> Vec<Self> {
        case.log.iter().rev().map(|it| Self::of(case, it, local)).collect()
    }

    fn of(case: &Case, it: &Transition, local: Local<'_>) -> Self {
        let step = &it.step;
        let undone_by = case.log.iter().find(|later| later.step.undoes == Some(it.number)).map(|it| it.number);
        let moved = (step.from != step.to).then(|| format!("由“{}”到“{}”", step.from.label(), step.to.label()));
        let who = it.by.as_ref().map_or_else(|| "系统按日期登记".to_owned(), |it| signed(&it.signer));
        let mut details = details(case, step);
        details.extend(step.undoes.map(|number| ("更正", format!("第{number}号登记不再有效"))));
        Self {
            number: it.number,
            act: step.act.label(),
            on: chinese_date(step.on),
            actor: step.actor.label(),
            moved,
            details,
            reason: step.reason.clone(),
            warnings: step.warnings.iter().map(|it| (it.found.clone(), it.reason.clone())).collect(),
            recorded: format!("{who}　登记于{}", chinese_time(&local(it.recorded_at))),
            undone_by,
        }
    }
}

/// A step as the road shows it.
pub fn event(step: &Step) -> Event {
    Event { state: step.to, on: step.on, by: step.actor.label().to_owned(), version: None, note: None }
}

fn details(case: &Case, step: &Step) -> Vec<(&'static str, String)> {
    use crate::procedure::life::Field as F;
    let it = &step.details;
    let yes = |it: bool| if it { "是" } else { "否" }.to_owned();
    let text = |id| {
        case.texts
            .iter()
            .find(|it| it.facts.id == id)
            .map_or_else(|| format!("{id}"), |it| format!("{}（{id}）", it.facts.label))
    };
    let mut all: Vec<(F, Option<String>)> = vec![
        (F::Class, it.class.map(|it| it.label().to_owned())),
        (F::TargetSession, it.target_session.clone()),
        (F::Unit, it.unit.clone()),
        (F::Operators, it.operators.map(yes)),
        (F::Penalties, it.penalties.map(yes)),
        (F::Committee, it.committee.clone()),
        (F::Session, it.session.clone()),
        (F::SessionOn, it.session_on.map(chinese_date)),
        (F::SentOn, it.sent_on.map(chinese_date)),
        (F::Version, it.version.map(text)),
        (F::Opens, it.opens.map(chinese_date)),
        (F::Closes, it.closes.map(chinese_date)),
        (F::OpinionsTaken, it.opinions_taken.map(yes)),
        (F::Tally, it.tally.map(|it| it.words())),
        (F::ConsentOn, it.consent_on.map(chinese_date)),
        (F::ReceivedOn, it.received_on.map(chinese_date)),
        (F::NoticeNumber, it.notice_number.clone()),
        (F::EffectiveOn, it.effective_on.map(chinese_date)),
        (F::Other, it.other.as_ref().map(|slug| title(case, slug))),
    ];
    all.extend(it.clauses.iter().map(|clause| {
        let votes = clause.tally.map(|it| format!("：{}", it.words())).unwrap_or_default();
        (F::Clauses, Some(format!("{}{votes}", clause.words)))
    }));
    let mut lines: Vec<(&'static str, String)> =
        all.into_iter().filter_map(|(field, words)| Some((field.label(), words?))).collect();
    if !it.papers.is_empty() && step.act != Act::Correct {
        lines.push(("所附文件", papers(case, &it.papers)));
    }
    lines
}

fn title(case: &Case, slug: &crate::procedure::Slug) -> String {
    case.others.iter().find(|it| it.slug == *slug).map_or_else(|| slug.to_string(), |it| format!("《{}》", it.title))
}

fn papers(case: &Case, names: &[String]) -> String {
    let label = |name: &String| {
        let known = case.papers.iter().find(|it| it.name == *name);
        known.map_or_else(|| name.clone(), |it| it.kind.label().to_owned())
    };
    names.iter().map(label).collect::<Vec<_>>().join("、")
}
