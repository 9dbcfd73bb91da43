//! What every handler shares.

use super::accounts::Accounts;
use super::assets::{Bundle, MissingAssets};
use super::comparisons::Comparisons;
#[cfg(feature = "oidc")]
use super::directory::Directory;
use super::error::AppError;
use super::limits::Limits;
use super::middleware::session::Sessions;
use super::receiving::Receiving;
use super::tallies::Tallies;
use super::texts::Texts;
use crate::clock::Clock;
use crate::export::pdf::Fonts;
use crate::lint::context::KnownTitles;
use crate::lint::settings::Settings;
use crate::procedure::life;
use crate::store::Db;
use crate::view::Site;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Passwords that are worked on at once: each takes 19 MiB and a processor for some ten milliseconds.
const HASHING: usize = 4;

/// Reads the fonts of PDFs from where the operator keeps them; `None` where there are none.
#[derive(Clone)]
pub struct FontLoader(Arc<dyn Fn() -> Option<Fonts> + Send + Sync>);

impl FontLoader {
    /// Called once, when the first PDF is asked for.
    #[must_use]
    pub fn new(load: impl Fn() -> Option<Fonts> + Send + Sync + 'static) -> Self {
        Self(Arc::new(load))
    }

    /// A site without PDFs.
    #[must_use]
    pub fn none() -> Self {
        Self::new(|| None)
    }
}

impl std::fmt::Debug for FontLoader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FontLoader")
    }
}

/// What a site is made of.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where bills and texts are.
    pub db: Db,
    /// What tells the day.
    pub clock: Clock,
    /// Whose site it is.
    pub site: Site,
    /// What PDFs are printed with.
    pub fonts: FontLoader,
}

/// How the desk looks at drafts.
#[derive(Debug, Default)]
pub struct Drafting {
    /// Which rules run, and how much they weigh.
    pub settings: Settings,
    /// The register of laws, where the installation has one.
    pub titles: Option<KnownTitles>,
}

/// The state of the site. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    shared: Arc<Shared>,
    sessions: Sessions,
    accounts: Arc<Accounts>,
    #[cfg(feature = "oidc")]
    directory: Option<Arc<Directory>>,
    demo: bool,
    drafting: Arc<Drafting>,
    procedure: Arc<life::Settings>,
}

#[derive(Debug)]
struct Shared {
    db: Db,
    clock: Clock,
    site: Arc<Site>,
    bundle: Bundle,
    texts: Texts,
    comparisons: Comparisons,
    font_loader: FontLoader,
    fonts: OnceLock<Option<Fonts>>,
    tallies: Tallies,
    receiving: Receiving,
    limits: Limits,
    hashing: Arc<Semaphore>,
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
            font_loader: setup.fonts,
            fonts: OnceLock::new(),
            tallies: Tallies::default(),
            receiving: Receiving::default(),
            limits: Limits::default(),
            hashing: Arc::new(Semaphore::new(HASHING)),
            born,
            requests: AtomicU64::new(0),
        };
        Ok(Self {
            shared: Arc::new(shared),
            sessions: Sessions::default(),
            accounts: Arc::default(),
            #[cfg(feature = "oidc")]
            directory: None,
            demo: false,
            drafting: Arc::default(),
            procedure: Arc::default(),
        })
    }

    /// The same site as an example, where one may take any of its roles without a password. Only for a listener that
    /// this machine alone can reach.
    #[must_use]
    pub fn with_roles(&self) -> Self {
        Self { demo: true, ..self.clone() }
    }

    /// The same site, which keeps sessions like this.
    #[must_use]
    pub fn with_sessions(&self, sessions: Sessions) -> Self {
        Self { sessions, ..self.clone() }
    }

    /// The same site, which keeps accounts like this.
    #[must_use]
    pub fn with_accounts(&self, accounts: Accounts) -> Self {
        Self { accounts: Arc::new(accounts), ..self.clone() }
    }

    /// The same site, at which one signs in by this directory, too.
    #[cfg(feature = "oidc")]
    #[must_use]
    pub fn with_directory(&self, directory: Arc<Directory>) -> Self {
        Self { directory: Some(directory), ..self.clone() }
    }

    #[cfg(feature = "oidc")]
    pub(super) fn directory(&self) -> Option<&Directory> {
        self.directory.as_deref()
    }

    /// What people call the directory by which one signs in, if there is one.
    #[cfg(feature = "oidc")]
    pub(super) fn directory_name(&self) -> Option<&str> {
        self.directory().map(Directory::name)
    }

    /// Who vouches for people there.
    #[cfg(feature = "oidc")]
    pub(super) fn directory_issuer(&self) -> Option<&str> {
        self.directory().map(Directory::issuer)
    }

    /// None: this program was built without.
    #[cfg(not(feature = "oidc"))]
    #[expect(clippy::unused_self, reason = "with the feature it is a question to the site")]
    pub(super) fn directory_name(&self) -> Option<&str> {
        None
    }

    /// None: this program was built without.
    #[cfg(not(feature = "oidc"))]
    #[expect(clippy::unused_self, reason = "with the feature it is a question to the site")]
    pub(super) fn directory_issuer(&self) -> Option<&str> {
        None
    }

    /// The same site, whose desk looks at drafts by these rules.
    #[must_use]
    pub fn with_drafting(&self, drafting: Drafting) -> Self {
        Self { drafting: Arc::new(drafting), ..self.clone() }
    }

    /// The same site in a city with this procedure.
    #[must_use]
    pub fn with_procedure(&self, procedure: life::Settings) -> Self {
        Self { procedure: Arc::new(procedure), ..self.clone() }
    }

    pub(super) fn procedure(&self) -> &life::Settings {
        &self.procedure
    }

    pub(super) fn drafting(&self) -> &Drafting {
        &self.drafting
    }

    pub(super) fn sessions(&self) -> Sessions {
        self.sessions
    }

    pub(super) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Leave to work on a password; waits until there is room.
    pub(super) async fn hashing(&self) -> Result<OwnedSemaphorePermit, AppError> {
        self.shared.hashing.clone().acquire_owned().await.map_err(|error| AppError::Internal(Box::new(error)))
    }

    pub(super) fn is_demo(&self) -> bool {
        self.demo
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

    pub(super) fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    pub(super) fn receiving(&self) -> &Receiving {
        &self.shared.receiving
    }

    pub(super) fn tallies(&self) -> &Tallies {
        &self.shared.tallies
    }

    /// The fonts of PDFs. The first call reads some tens of megabytes: not on a thread that answers requests.
    pub(super) fn fonts(&self) -> Option<&Fonts> {
        self.shared.fonts.get_or_init(|| (self.shared.font_loader.0)()).as_ref()
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
