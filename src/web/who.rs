//! Who does what is being done: on every guarded address, after the guard has let the request pass. On those of one's own
//! account also who holds no appointment ([`Own`]).

use super::app::App;
use super::error::AppError;
use crate::procedure::audit::{Actor, Deed, NewEntry};
use crate::procedure::correction::Signer;
use crate::procedure::permission::{Action, Object, may};
use crate::procedure::person::{Appointment, Person};
use crate::procedure::{Bill, Digest};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// A person, acting under an appointment, about to do what the address is for.
#[derive(Debug, Clone)]
pub struct Who {
    /// The person.
    pub person: Person,
    /// As what the person acts; permissions and signatures are its.
    pub acting: Appointment,
    /// What the address is for.
    pub action: Action,
}

impl Who {
    /// Refuses unless this post may do the address's action on this bill. Every handler that has a bill asks.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn on_bill(&self, bill: &Bill) -> Result<(), AppError> {
        self.on(Object::Bill(bill))
    }

    /// The same for any object.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn on(&self, object: Object<'_>) -> Result<(), AppError> {
        if may(&self.acting.post, self.action, object) { Ok(()) } else { Err(AppError::Forbidden) }
    }

    /// Whether the post may do something else here: for buttons that are shown or not.
    #[must_use]
    pub fn may(&self, action: Action, object: Object<'_>) -> bool {
        may(&self.acting.post, action, object)
    }

    /// Who it is, for the record of what was done.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::acting(&self.person, &self.acting.post)
    }

    /// An entry of the record: this person did this, as this organ. Say on what, and hand it to
    /// [`crate::store::audit::add`] in the transaction in which it is done.
    #[must_use]
    pub fn did(&self, deed: Deed) -> NewEntry {
        NewEntry::new(self.actor(), deed)
    }

    /// Name and organ, as they stand beside what was done.
    ///
    /// # Errors
    /// Never for a person and a post that were made by their constructors.
    pub fn signer(&self) -> Result<Signer, AppError> {
        let made = Signer::new(&self.person.name, self.acting.post.organ());
        made.map_err(|refusal| AppError::Internal(refusal.to_string().into()))
    }
}

/// Whoever looks after the own account, with an appointment or without.
#[derive(Debug, Clone)]
pub struct Own {
    /// The digest of the session's token.
    pub session: Digest,
    /// The person.
    pub person: Person,
    /// As what the person acts elsewhere, if any appointment holds.
    pub acting: Option<Appointment>,
    /// Every appointment that holds today.
    pub held: Vec<Appointment>,
}

impl Own {
    /// An entry of the record; see [`Who::did`].
    #[must_use]
    pub fn did(&self, deed: Deed) -> NewEntry {
        let actor = match &self.acting {
            Some(acting) => Actor::acting(&self.person, &acting.post),
            None => Actor::person(&self.person),
        };
        NewEntry::new(actor, deed)
    }
}

impl FromRequestParts<App> for Own {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, AppError> {
        let unguarded = || AppError::Internal("a handler asks for an account on an address without a guard".into());
        parts.extensions.get::<Self>().cloned().ok_or_else(unguarded)
    }
}

impl FromRequestParts<App> for Who {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, AppError> {
        let unguarded = || AppError::Internal("a handler asks who on an address without a guard".into());
        parts.extensions.get::<Self>().cloned().ok_or_else(unguarded)
    }
}
