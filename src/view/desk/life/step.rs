//! A step that can be taken: what it still lacks, or its form with what was typed.

use super::LifeView;
use crate::procedure::Stage;
use crate::procedure::life::{Act, COUNTS, Class, Course, Field, Fields, Guard, History, Offer, Unmet};
use jiff::civil::Date;

/// A step that was asked for and not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedStep {
    /// Which.
    pub act: Act,
    /// What was typed, all of it.
    pub fields: Fields,
    /// What is unmet.
    pub unmet: Vec<Unmet>,
}

/// A step on the page.
pub struct StepView {
    pub act: &'static str,
    pub label: &'static str,
    /// Where it leads; nothing where the state stays.
    pub to: Option<String>,
    pub actor: &'static str,
    pub recorders: String,
    pub basis: &'static str,
    pub unmet: Vec<String>,
    pub warned: Vec<String>,
    /// The form, where this person may record the step and the files lack nothing (or it was just tried).
    pub form: Option<Vec<FieldView>>,
    /// Whether it was just tried.
    pub open: bool,
    /// What is wrong that no field would answer.
    pub errors: Vec<String>,
    pub button: &'static str,
}

/// A field of a form.
pub struct FieldView {
    pub id: String,
    pub name: String,
    pub label: String,
    pub hint: &'static str,
    pub error: Option<String>,
    pub input: Input,
}

/// How a field is filled in.
pub enum Input {
    Date(String),
    Line(String),
    Area(String),
    /// Value, words, chosen; the first is no choice.
    Choice(Vec<(String, String, bool)>),
    /// Name, label, value of each count, under an optional fixed text with its name.
    Counts {
        fixed: Option<(String, String)>,
        counts: Vec<(String, &'static str, String)>,
    },
}

pub(super) struct StepForm<'a> {
    view: &'a LifeView<'a>,
    history: &'a History,
    offer: &'a Offer,
    today: Date,
    typed: Option<&'a TypedStep>,
}

impl<'a> StepForm<'a> {
    pub fn new(view: &'a LifeView<'a>, history: &'a History, offer: &'a Offer, today: Date) -> Self {
        let typed = view.typed.filter(|it| it.act == offer.row.act);
        Self { view, history, offer, today, typed }
    }

    pub fn view(&self) -> StepView {
        let row = self.offer.row;
        let mine = self.view.may.advance && self.offer.recorders.contains(&self.view.role);
        let ready = self.offer.unmet.is_empty() || self.typed.is_some();
        let recorders: Vec<&str> = self.offer.recorders.iter().map(|it| it.label()).collect();
        StepView {
            act: row.act.code(),
            label: row.act.label(),
            to: self.leads_to(),
            actor: self.offer.actor.label(),
            recorders: recorders.join("、"),
            basis: row.basis,
            unmet: super::lacks(self.offer),
            warned: self.offer.warned.iter().map(|it| it.words.clone()).collect(),
            form: (mine && ready).then(|| self.fields()),
            open: self.typed.is_some(),
            errors: self.errors(),
            button: if row.course == Course::Beside { "登记" } else { "登记这一步" },
        }
    }

    /// Where the step leads, unless its own name says so.
    fn leads_to(&self) -> Option<String> {
        let label = self.offer.to.label();
        (self.offer.to != self.history.state && label != self.offer.row.act.label()).then_some(label)
    }

    fn errors(&self) -> Vec<String> {
        let unmet = self.typed.iter().flat_map(|it| &it.unmet);
        unmet.filter(|it| it.field.is_none()).map(ToString::to_string).collect()
    }

    fn fields(&self) -> Vec<FieldView> {
        let mut fields: Vec<FieldView> = self.offer.asks.iter().flat_map(|it| self.field(*it)).collect();
        if self.offer.row.guards.iter().any(|it| it.warns()) {
            fields.extend(self.field(Field::WarningReason));
        }
        fields
    }

    fn field(&self, field: Field) -> Vec<FieldView> {
        if field == Field::Clauses && !self.history.clauses.is_empty() {
            return self.counted_clauses();
        }
        let label = match field {
            Field::Reason if !self.offer.row.guards.contains(&Guard::ReasonGiven) => "说明（可不填）".to_owned(),
            Field::WarningReason => "对提醒事项的说明（没有提醒的不填）".to_owned(),
            _ => field.label().to_owned(),
        };
        vec![FieldView {
            id: format!("{}-{}", self.offer.row.act.code(), field.code()),
            name: field.code().to_owned(),
            label,
            hint: hint(field),
            error: self.error(field),
            input: self.input(field),
        }]
    }

    fn error(&self, field: Field) -> Option<String> {
        let own = self.typed?.unmet.iter().filter(|it| it.field == Some(field));
        let words: Vec<String> = own.map(ToString::to_string).collect();
        (!words.is_empty()).then(|| words.join("；"))
    }

    fn input(&self, field: Field) -> Input {
        let value = self.value(field);
        match field {
            Field::On
            | Field::SessionOn
            | Field::SentOn
            | Field::Opens
            | Field::Closes
            | Field::ConsentOn
            | Field::ReceivedOn
            | Field::EffectiveOn => Input::Date(value),
            Field::Reason | Field::WarningReason | Field::Clauses => Input::Area(value),
            Field::Class => {
                Input::Choice(chosen(Class::ALL.iter().map(|it| (it.code().to_owned(), it.label().to_owned())), &value))
            }
            Field::Operators | Field::Penalties | Field::OpinionsTaken => {
                let options = [("yes", "是"), ("no", "否")].map(|it| (it.0.to_owned(), it.1.to_owned()));
                Input::Choice(chosen(options.into_iter(), &value))
            }
            Field::Version => {
                let texts = self.view.case.texts.iter().rev().filter(|it| it.sealed);
                Input::Choice(chosen(texts.map(|it| (it.facts.id.to_string(), it.facts.label.clone())), &value))
            }
            Field::Other => {
                let others = self.offer.others.iter().map(|it| (it.0.to_string(), format!("《{}》", it.1)));
                Input::Choice(chosen(others, &value))
            }
            Field::Tally => Input::Counts { fixed: None, counts: self.counts("tally") },
            _ => Input::Line(value),
        }
    }

    /// What was typed, or what is likely.
    fn value(&self, field: Field) -> String {
        if let Some(typed) = self.typed {
            return typed.fields.get(field.code()).to_owned();
        }
        let bill = &self.view.case.bill;
        match field {
            Field::On => self.today.to_string(),
            Field::Unit => bill.drafting_unit.clone(),
            Field::Class => self.view.case.project.as_ref().map(|it| it.class.code().to_owned()).unwrap_or_default(),
            Field::TargetSession => {
                self.view.case.project.as_ref().and_then(|it| it.target_session.clone()).unwrap_or_default()
            }
            Field::Session if matches!(self.offer.row.act, Act::Read) => {
                self.history.session.clone().unwrap_or_default()
            }
            Field::Opens => self.today.to_string(),
            Field::Version => {
                let drafts = [Stage::Draft, Stage::ConsultationDraft, Stage::RevisedDraft, Stage::SecondRevisedDraft];
                self.view.case.sealed_text(&drafts).map(|it| it.facts.id.to_string()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    fn counts(&self, name: &str) -> Vec<(String, &'static str, String)> {
        let members = self.view.settings.members;
        let value = |ending: &str, full: &str| match self.typed {
            Some(typed) => typed.fields.get(full).to_owned(),
            None if ending == "all" && members > 0 => members.to_string(),
            None => String::new(),
        };
        let count = |(ending, label): (&str, &'static str)| {
            let full = format!("{name}_{ending}");
            let value = value(ending, &full);
            (full, label, value)
        };
        COUNTS.into_iter().map(count).collect()
    }

    /// One group of counts for each clause that was listed.
    fn counted_clauses(&self) -> Vec<FieldView> {
        let group = |(number, words): (usize, &String)| {
            let name = format!("clause{number}");
            FieldView {
                id: format!("{}-{name}", self.offer.row.act.code()),
                label: format!("单独表决：{words}"),
                hint: "",
                error: if number == 1 { self.error(Field::Clauses) } else { None },
                input: Input::Counts { fixed: Some((name.clone(), words.clone())), counts: self.counts(&name) },
                name,
            }
        };
        (1..).zip(&self.history.clauses).map(group).collect()
    }
}

fn chosen(options: impl Iterator<Item = (String, String)>, value: &str) -> Vec<(String, String, bool)> {
    let none = (String::new(), "请选择".to_owned(), value.is_empty());
    std::iter::once(none)
        .chain(options.map(|(code, label)| {
            let own = code == value;
            (code, label, own)
        }))
        .collect()
}

fn hint(field: Field) -> &'static str {
    match field {
        Field::On => "事项发生的日期，不是登记的日期",
        Field::Session => "如“××市第×届人民代表大会常务委员会第三十六次会议”",
        Field::SessionOn => "已经确定的，请填写，以便提醒发送草案的期限",
        Field::Clauses => "每行一条，如“第十二条第二款”",
        Field::NoticeNumber => "如“第12号”",
        Field::ReceivedOn => "四个月自收到之日起算；还没有收到回执的，以后再登记",
        Field::Tally => "赞成、反对、弃权和未按表决器的合计应与出席人数一致",
        _ => "",
    }
}
