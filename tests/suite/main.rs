//! The integration tests: one binary, a module per subject. A further binary would cost a link each.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is meant")]

mod account_store;
mod accounts;
mod amend_apply;
mod amend_command;
mod amend_properties;
mod architecture;
mod audit;
mod cli;
mod compare_command;
mod compare_pages;
mod compare_properties;
mod corrections;
mod desk;
mod desk_amend;
mod desk_check;
mod drafts;
mod explanations;
mod import;
mod insertion;
mod intake;
mod kmd;
mod law_properties;
mod life;
mod lint_command;
mod lint_rules;
mod made_up_text;
mod merge_properties;
#[cfg(feature = "oidc")]
mod openid;
mod opinion_crash;
mod opinion_store;
mod opinions;
mod pages;
mod parse_command;
mod pdf;
mod permissions;
mod rules;
mod same_rows;
mod sealing;
mod sealing_draft;
mod store;
mod suggestion_properties;
mod suggestions;
mod terms_page;
mod tree;
mod trials;
mod typed_again;
mod user_command;
mod working_crash;
mod working_draft;
mod working_store;

#[path = "../support/mod.rs"]
mod support;
