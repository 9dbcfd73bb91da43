//! What the pages say: one typed context per page, made from plain values, and the addresses between them.
//!
//! A context chooses words; its template places them. Absent on purpose: requests and responses (`web`), storage, the
//! clock (the day comes in as a parameter), and HTML made by hand — markup comes from templates or as `SafeHtml`.

mod account;
mod admin;
mod amend;
mod article;
mod audit;
mod bill;
mod bills;
mod biography;
mod compare;
mod consultation;
mod consultations;
mod date;
mod demo;
mod desk;
mod display;
mod dossier;
mod draft;
mod error;
mod frame;
mod help;
mod home;
pub mod link;
mod notice;
mod opinion;
mod paper;
mod point;
mod points;
mod rows;
mod rules;
mod site;
mod suggestion;
mod version;

pub use account::{
    AccountPage, CodePage, ConnectionPage, DirectoryPage, DirectoryTrouble, FactorOffer, FactorPage, JoinPage,
    KeptFormPage, KeptWhy, NewCodesPage, NewFactorPage, PasswordPage, RecoveryCodesPage, SessionRow, SignInPage, Typed,
    waiting_words,
};
pub use admin::{LinkPage, NewPersonPage, Organs, PeoplePage, PersonPage};
pub use amend::{DecisionFrame, DecisionPage, DecisionView, KeptTrialPage, TrialForm, TrialOutcome, TrialPage};
pub use article::ArticlePage;
pub use audit::{AuditForm, AuditPage, AuditView, audit_csv};
pub use bill::BillPage;
pub use bills::BillsPage;
pub use biography::BiographyPage;
pub use compare::{ComparePage, Query as CompareQuery};
pub use consultation::ConsultationPage;
pub use consultations::ConsultationsPage;
pub use date::{chinese_date, chinese_date_with_weekday, chinese_time};
pub use demo::DemoPage;
pub use desk::{
    AddForm, DashboardPage, DeskCheckPage, DeskForm, DeskLifePage, DeskMay, DeskPage, DeskPairPage, DeskPairView,
    DeskShow, DeskTable, DeskUnit, Draft, ExplainForm, ExplainPage, ExplainView, LifeView, OUTSIDE_STAGES,
    ProposalPage, QueueTrouble, ReportForm, SealPage, SealView, Tally, TypedStep, Whence, suggested_report,
};
pub use display::{Display, DisplayPage, Size, Theme};
pub use dossier::Dossier;
pub use draft::{
    ArticlesForm, ArticlesPage, ComparedText, DraftCheck, DraftForm, DraftPage, DraftSide, NoDraftPage, NoteRow,
    Question, RevisionPage, RevisionPairPage, RevisionsPage, TermsForm, TermsPage,
};
use error::room;
pub use error::{ErrorPage, Trouble};
pub use frame::{Asking, Assets, Crumb, Frame, PageCtx, Section};
pub use help::{AboutPage, AccessibilityPage, OpinionHelpPage, PrivacyPage};
pub use home::HomePage;
pub use opinion::{AskReceiptPage, Opening, ReceiptAct, ReceiptPage, ReceiptView, SayForm, SayPage, Spoken};
pub use paper::PaperPage;
pub use point::PointPage;
pub use points::PointsPage;
pub use rules::{RulePage, RulesPage};
pub use site::Site;
pub use suggestion::{
    BringForm, Meets, SuggestionsPage, SuggestionsView, WordFilePage, WordFileView, WordPage, WordView,
};
pub use version::{ReadingText, VersionPage};
