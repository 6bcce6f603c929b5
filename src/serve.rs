//! The live preview: the site in memory, built anew at each save and shown in the browser at once.
//!
//! ```text
//! files ─watch→ Changes ─rebuild→ Preview ─reload→ browser
//!                                   └─answer─────→ browser
//! ```
//!
//! One thread waits for changes and runs the pipeline; another answers requests from the last
//! [`preview::Preview`]. They share nothing but that. Nothing is written to the disk: neither
//! `public/` nor `.causebook/` are touched.

mod address;
mod answer;
pub mod door;
mod files;
mod gate;
mod host_rules;
mod http;
mod overlay;
pub mod path;
mod preview;
mod rebuild;
mod reload;
mod shelf;
mod watch;

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use memory_stats::memory_stats;
use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch::channel;

use crate::pipeline::{Kept, Project, Stage};
use crate::problem::{Failure, Problem, Rule};
use address::Address;
use preview::Preview;
use rebuild::Rebuilder;
use watch::Watch;

/// The most memory that the preview may take, in bytes.
const MAX_MEMORY: usize = 900 << 20;
/// How often that is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Where the preview listens, and who looks at it.
#[derive(Debug, Clone)]
pub struct Wishes {
    /// An IP address, or a name that stands for one.
    pub host: String,
    /// The port; `None` takes 3000 or the next free one, 0 any.
    pub port: Option<u16>,
    /// Who opens the first page.
    pub opening: Opening,
}

/// Who opens the first page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Nobody: the person follows the address.
    ByHand,
    /// The browser that the person has chosen.
    InBrowser,
}

/// What there is to say while the preview runs.
#[derive(Debug)]
pub enum News<'a> {
    /// The preview listens.
    Listening {
        /// Its first page.
        url: &'a str,
        /// The port that was taken by another program, where that is why it is not the usual one.
        taken: Option<u16>,
        /// Who can reach it.
        reach: Reach,
    },
    /// What a build does now; `None` at its end.
    Doing(Option<Stage>),
    /// A build succeeded.
    Built {
        /// Paths that changed, relative to the root; none at the first build.
        changed: &'a [String],
        /// How many codes have a page.
        codes: usize,
        /// How many pages there are.
        pages: usize,
        /// From the end of the burst of changes to the page that can be fetched.
        time: Duration,
    },
    /// A build failed; the last good site stays.
    Failed {
        /// Paths that changed, relative to the root; none at the first build.
        changed: &'a [String],
        /// Why.
        failure: &'a Failure,
        /// How long it took to find out.
        time: Duration,
    },
    /// The system does not tell of changes: they are looked for twice a second.
    Polling,
    /// The browser could not be started.
    NoBrowser,
    /// A build broke down by a fault of this program; the last good site stays.
    Broken,
    /// The person ended the preview.
    Stopped,
}

/// Who can reach the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Programs on this computer.
    ThisComputer,
    /// Whoever reaches this computer.
    Network,
}

/// Takes the news, from any thread.
pub type Tell = Arc<dyn Fn(&News<'_>) + Send + Sync>;

/// Shows `project` until a person ends it.
///
/// # Errors
/// A [`Failure`] where nothing can listen at the address, the system refuses threads or watches, or a
/// template takes all the memory.
/// Mistakes of the content are no errors: they are shown.
pub fn serve(project: &Project, wishes: &Wishes, tell: &Tell) -> Result<(), Failure> {
    let address = Address::bind(&wishes.host, wishes.port)?;
    let base_url = Some(address.base_url()?);
    let project = Project { base_url, ..project.clone() };
    let watch = Watch::start(&project.root, tell).map_err(|error| refused("watch", &error))?;
    let (sender, previews) = channel(Arc::new(Preview::default()));
    let kept = Kept::remembering();
    let mut rebuilder = Rebuilder { project, sender, tell: tell.clone(), kept };
    let next = rebuilder.build(&[]);
    let url = address.url();
    tell(&News::Listening { url: &url, taken: address.taken, reach: address.reach() });
    let rebuilding = thread::Builder::new().name("rebuild".to_owned());
    rebuilding
        .spawn(move || rebuilder.run(watch, next))
        .map_err(|error| refused("start", &error))?;
    if wishes.opening == Opening::InBrowser && open::that_detached(&url).is_err() {
        tell(&News::NoBrowser);
    }
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| refused("start", &error))?;
    let served = runtime.block_on(async {
        tokio::select! {
            served = http::listen(address, previews) => {
                served.map_err(|error| refused("listen", &error))
            }
            () = ended() => Ok(()),
            () = overgrown() => Err(too_large()),
        }
    });
    runtime.shutdown_background();
    tell(&News::Stopped);
    served
}

/// Waits until the program needs too much memory: a template that was given up cannot be stopped, and
/// may grow until the whole computer suffers.
async fn overgrown() {
    while memory_stats().is_none_or(|memory| memory.physical_mem < MAX_MEMORY) {
        tokio::time::sleep(LOOK).await;
    }
}

fn too_large() -> Failure {
    let message = "the preview ends, since a template or the site takes nearly 1 GiB of memory";
    let problem = Problem::nowhere(Rule::TooLarge, message);
    Failure::refused(problem.help("fix what was told last, and start the preview again"))
}

/// Waits for Ctrl-C, or for a polite end by another program.
async fn ended() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

fn refused(deed: &str, error: &impl std::fmt::Display) -> Failure {
    Failure::refused(Problem::nowhere(Rule::Usage, format!("the preview cannot {deed}: {error}")))
}
