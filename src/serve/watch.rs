//! What changes below `content/` and `themes/`, and where links there lead: bursts of events become
//! one [`Changes`]. Whatever a save looks like (written in place, renamed over, deleted and made
//! anew), it ends in an event for a path of ours; a folder that comes back is watched again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::{DirEntry, WalkDir};

use super::{News, Tell};
use crate::load::is_left_out;

/// A burst is over when nothing happened for so long.
const QUIET: Duration = Duration::from_millis(10);
/// A burst that does not end is shown as it is after so long.
const LONGEST_BURST: Duration = Duration::from_millis(200);
/// How often to look where the system does not tell.
const POLL: Duration = Duration::from_millis(500);
/// The folders below the root that a build reads.
const FOLDERS: [&str; 2] = ["content", "themes"];

type Told = notify::Result<Event>;

/// The watched folders of a project.
pub struct Watch {
    root: PathBuf,
    /// Where links have led so far, within the root but outside of its watched folders.
    linked: BTreeSet<PathBuf>,
    watcher: Box<dyn Watcher + Send>,
    told: Receiver<Told>,
}

/// What changed in a burst.
#[derive(Debug, Default)]
pub struct Changes {
    /// Paths relative to the root, with `/`.
    pub paths: BTreeSet<String>,
    /// A watched folder went or came, or events were lost.
    lost: bool,
}

impl Watch {
    /// Begins to watch the project at `root`.
    ///
    /// # Errors
    /// Where the system can neither tell of changes nor let us look for them.
    pub fn start(root: &Path, tell: &Tell) -> notify::Result<Self> {
        Self::told_by_the_system(root).or_else(|_| {
            tell(&News::Polling);
            Self::looking_often(root)
        })
    }

    fn told_by_the_system(root: &Path) -> notify::Result<Self> {
        let (sender, told) = channel();
        let watcher = RecommendedWatcher::new(into(sender), Config::default())?;
        Self::with(root, Box::new(watcher), told)
    }

    fn looking_often(root: &Path) -> notify::Result<Self> {
        let (sender, told) = channel();
        // Times of files count in whole seconds there: a second save within one shows in the bytes alone.
        let often = Config::default().with_poll_interval(POLL).with_compare_contents(true);
        let watcher = PollWatcher::new(into(sender), often)?;
        Self::with(root, Box::new(watcher), told)
    }

    fn with(
        root: &Path,
        watcher: Box<dyn Watcher + Send>,
        told: Receiver<Told>,
    ) -> notify::Result<Self> {
        let linked = linked(root);
        let mut watch = Self { root: root.to_owned(), linked, watcher, told };
        watch.cover()?;
        Ok(watch)
    }

    /// Waits for the end of the next burst, or for `patience` to end, with what is known by then.
    /// `None`: there will be no more changes.
    pub fn next(&mut self, patience: Option<Duration>) -> Option<Changes> {
        let mut changes = Changes::default();
        let deadline = patience.map(|patience| Instant::now() + patience);
        while changes.is_empty() {
            match self.wait(deadline) {
                Ok(told) => changes.add(&told, &self.root, &self.linked),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let end = Instant::now() + LONGEST_BURST;
        while let Ok(told) = self.told.recv_timeout(QUIET) {
            changes.add(&told, &self.root, &self.linked);
            if Instant::now() > end {
                break;
            }
        }
        self.linked.extend(linked(&self.root));
        if changes.lost || patience.is_some() || !self.linked.is_empty() {
            // Before it is read, so that no change is missed. What is missing now is covered when it
            // comes: the root is watched, or looked for.
            let _ = self.cover();
        }
        Some(changes)
    }

    fn wait(&self, deadline: Option<Instant>) -> Result<Told, RecvTimeoutError> {
        match deadline {
            Some(end) => self.told.recv_timeout(end.saturating_duration_since(Instant::now())),
            None => self.told.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// Watches the root for folders that come and go, and the folders with all in them; and
    /// likewise what links lead to. To watch twice does no harm.
    fn cover(&mut self) -> notify::Result<()> {
        let above = self.linked.iter().flat_map(|place| place.ancestors().skip(1));
        let above: BTreeSet<_> = above.filter(|folder| folder.starts_with(&self.root)).collect();
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in above.into_iter().filter(|folder| folder.is_dir()) {
            self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        let folders = FOLDERS.map(|folder| self.root.join(folder));
        for folder in folders.iter().chain(&self.linked).filter(|folder| folder.is_dir()) {
            self.watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        Ok(())
    }
}

/// Where links in the watched folders lead, if it is elsewhere below `root`; no build reads what
/// lies beyond.
fn linked(root: &Path) -> BTreeSet<PathBuf> {
    let folders = FOLDERS.map(|folder| root.join(folder));
    let real = |entry: &DirEntry| {
        let real = entry.path_is_symlink().then(|| entry.path().canonicalize().ok())??;
        real.starts_with(root).then_some(real)
    };
    let walk = |folder| {
        let walk = WalkDir::new(folder).follow_links(true).into_iter();
        walk.filter_entry(|entry| !entry.path_is_symlink() || real(entry).is_some())
    };
    let places = folders.iter().flat_map(walk).filter_map(|entry| real(&entry.ok()?));
    places.filter(|place| !folders.iter().any(|folder| place.starts_with(folder))).collect()
}

fn into(sender: Sender<Told>) -> impl Fn(Told) + Send + 'static {
    move |told| {
        // Nobody listens any more when the program ends.
        let _ = sender.send(told);
    }
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.lost
    }

    fn add(&mut self, told: &Told, root: &Path, linked: &BTreeSet<PathBuf>) {
        let Ok(event) = told else {
            self.lost = true;
            return;
        };
        self.lost |= event.need_rescan();
        if is_a_look(event.kind) {
            return;
        }
        for path in &event.paths {
            let Ok(inner) = path.strip_prefix(root) else { continue };
            let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
            let Some((folder, inner)) = parts.split_first() else {
                self.lost = true;
                continue;
            };
            let is_read =
                FOLDERS.contains(&folder.as_ref()) && !inner.iter().any(|part| is_left_out(part));
            if !is_read && !linked.iter().any(|place| concerns(path, place)) {
                continue;
            }
            let folder_came = event.kind == EventKind::Create(CreateKind::Folder);
            self.lost |= parts.len() == 1 || folder_came;
            self.paths.insert(parts.join("/"));
        }
    }
}

/// Whether what happens at `path` changes what a build finds at `place`.
fn concerns(path: &Path, place: &Path) -> bool {
    match path.strip_prefix(place) {
        Ok(inner) => !inner.iter().any(|part| is_left_out(&part.to_string_lossy())),
        Err(_) => place.starts_with(path),
    }
}

/// Whether somebody only looked, such as our own build.
fn is_a_look(kind: EventKind) -> bool {
    let written = AccessKind::Close(AccessMode::Write);
    matches!(kind, EventKind::Access(access) if access != written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{ModifyKind, RenameMode};

    #[track_caller]
    fn check(kind: EventKind, paths: &[&str], expected: &[&str]) {
        let mut event = Event::new(kind);
        event.paths = paths.iter().map(PathBuf::from).collect();
        let mut changes = Changes::default();
        let linked = ["/p/store/404.md", "/p/deep/pics"].map(PathBuf::from);
        changes.add(&Ok(event), Path::new("/p"), &BTreeSet::from(linked));
        assert_eq!(changes.paths.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn saves_are_changes_and_looks_are_not() {
        let both = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        let codes = ["/p/content/codes/404.md"];
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), &codes, &[]);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), &codes, &[]);
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        check(written, &codes, &["content/codes/404.md"]);
        let renamed = ["/p/content/codes/.404.md.swp", "/p/content/codes/404.md"];
        check(both, &renamed, &["content/codes/404.md"]);
    }

    #[test]
    fn what_links_lead_to_changes_too() {
        check(EventKind::Any, &["/p/store/404.md"], &["store/404.md"]);
        check(EventKind::Any, &["/p/store"], &["store"]);
        check(EventKind::Any, &["/p/deep/pics/new/a.png"], &["deep/pics/new/a.png"]);
        for path in ["/p/store/486.md", "/p/deep/a.png", "/p/deep/pics/a.png~", "/p/stores"] {
            check(EventKind::Any, &[path], &[]);
        }
    }

    #[test]
    fn what_no_build_reads_is_no_change() {
        for path in [
            "/p/public/index.html",
            "/p/.causebook/lock",
            "/p/content/codes/.404.md.swp",
            "/p/content/codes/404.md~",
            "/p/content/codes/4913",
            "/elsewhere/content/site.toml",
        ] {
            check(EventKind::Any, &[path], &[]);
        }
        check(EventKind::Any, &["/p/content/static/.well-known"], &["content/static/.well-known"]);
    }
}
