//! What every handler shares.

use super::assets::{Bundle, MissingAssets};
use super::comparisons::Comparisons;
use super::texts::Texts;
use crate::clock::Clock;
use crate::store::Db;
use crate::view::Site;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a site is made of.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where bills and texts are.
    pub db: Db,
    /// What tells the day.
    pub clock: Clock,
    /// Whose site it is.
    pub site: Site,
}

/// The state of the site. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    db: Db,
    clock: Clock,
    site: Arc<Site>,
    bundle: Bundle,
    texts: Texts,
    comparisons: Comparisons,
    /// When this process began, in seconds; the first half of every request number.
    born: i64,
    requests: AtomicU64,
}

impl App {
    /// A site over this database.
    ///
    /// # Errors
    /// The program was built without its style sheets and scripts.
    pub fn new(setup: Setup) -> Result<Self, MissingAssets> {
        let born = setup.clock.now().as_second();
        Ok(Self(Arc::new(Shared {
            db: setup.db,
            clock: setup.clock,
            site: Arc::new(setup.site),
            bundle: Bundle::load()?,
            texts: Texts::default(),
            comparisons: Comparisons::default(),
            born,
            requests: AtomicU64::new(0),
        })))
    }

    pub(super) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(super) fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    pub(super) fn bundle(&self) -> &Bundle {
        &self.0.bundle
    }

    pub(super) fn texts(&self) -> &Texts {
        &self.0.texts
    }

    pub(super) fn comparisons(&self) -> &Comparisons {
        &self.0.comparisons
    }

    /// A number for a request, never given twice: start of the process and count.
    pub(super) fn next_request(&self) -> String {
        let count = self.0.requests.fetch_add(1, Ordering::Relaxed);
        format!("{:X}-{count:X}", self.0.born)
    }
}
