//! How accounts are kept: what the operator configured of them.

use super::client::Network;
use crate::clock;
use crate::procedure::account::SealKey;
use crate::procedure::person::{Appointment, Role};
use jiff::SignedDuration;
use jiff::civil::Date;

/// How accounts are kept.
#[derive(Debug, Clone)]
pub struct Accounts {
    /// What second factors are sealed with. All processes of an installation have the same.
    pub key: SealKey,
    /// Who cannot sign in without a second factor.
    pub second_factor: Vec<Role>,
    /// How long a link is good.
    pub link_life: SignedDuration,
    /// Whether passwords may travel unencrypted.
    pub allow_http: bool,
    /// Whether, as far as the configuration says, the site is reached from other machines without encryption.
    pub reached_plainly: bool,
    /// Proxies that are believed when they say from where a request comes.
    pub trusted_proxies: Vec<Network>,
}

impl Default for Accounts {
    /// With a key of its own: what is sealed with it is lost with the process.
    fn default() -> Self {
        Self {
            key: SealKey::new(clock::random()),
            second_factor: Self::SECOND_FACTOR.to_vec(),
            link_life: SignedDuration::from_hours(72),
            allow_http: false,
            reached_plainly: false,
            trusted_proxies: Vec::new(),
        }
    }
}

impl Accounts {
    /// Who cannot sign in without a second factor unless configured otherwise: those who can change every text, put
    /// decisions on record, change accounts, or read who did what.
    pub const SECOND_FACTOR: [Role; 5] =
        [Role::LegCommission, Role::LegCommittee, Role::GeneralOffice, Role::Administrator, Role::Auditor];

    /// Whether someone with these appointments needs a second factor. What counts is what one may become by a click,
    /// not as what one acts.
    #[must_use]
    pub fn demand(&self, appointments: &[Appointment], today: Date) -> bool {
        appointments.iter().any(|it| it.holds_on(today) && self.second_factor.contains(&it.post.role()))
    }
}
