//! What every handler shares.

use super::assets::{Bundle, MissingAssets};
use super::comparisons::Comparisons;
use super::tallies::Tallies;
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
pub struct App {
    shared: Arc<Shared>,
    desk: bool,
}

#[derive(Debug)]
struct Shared {
    db: Db,
    clock: Clock,
    site: Arc<Site>,
    bundle: Bundle,
    texts: Texts,
    comparisons: Comparisons,
    tallies: Tallies,
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
        let shared = Shared {
            db: setup.db,
            clock: setup.clock,
            site: Arc::new(setup.site),
            bundle: Bundle::load()?,
            texts: Texts::default(),
            comparisons: Comparisons::default(),
            tallies: Tallies::default(),
            born,
            requests: AtomicU64::new(0),
        };
        Ok(Self { shared: Arc::new(shared), desk: false })
    }

    /// The same site with `/desk`, where drafters check the comparison. There is no sign-in yet: only for a listener
    /// that this machine alone can reach.
    #[must_use]
    pub fn with_desk(&self) -> Self {
        Self { desk: true, ..self.clone() }
    }

    pub(super) fn has_desk(&self) -> bool {
        self.desk
    }

    pub(super) fn db(&self) -> &Db {
        &self.shared.db
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    pub(super) fn site(&self) -> &Arc<Site> {
        &self.shared.site
    }

    pub(super) fn bundle(&self) -> &Bundle {
        &self.shared.bundle
    }

    pub(super) fn texts(&self) -> &Texts {
        &self.shared.texts
    }

    pub(super) fn tallies(&self) -> &Tallies {
        &self.shared.tallies
    }

    pub(super) fn comparisons(&self) -> &Comparisons {
        &self.shared.comparisons
    }

    /// A number for a request, never given twice: start of the process and count.
    pub(super) fn next_request(&self) -> String {
        let count = self.shared.requests.fetch_add(1, Ordering::Relaxed);
        format!("{:X}-{count:X}", self.shared.born)
    }
}
