//! From a [`Site`] to files: the old site or the new one, never a mixture. The only writer.
//!
//! 1. [`folder`] refuses where a site would do harm, and lets one build in at a time; [`state`] sees
//!    to it that the tool's own files are files.
//! 2. [`manifest`] says which files are the tool's, or else the [`earlier`] site itself does; what a
//!    killed build left is cleared away, and what is [`abandoned`].
//! 3. [`plan`] compares. If nothing differs, nothing is written. [`room`] takes empty folders from
//!    where files must go.
//! 4. [`survey`] finds what a person put there, and [`stage`] builds the new tree beside the old
//!    one: unchanged files and those of a person are linked, the others written, all flushed.
//! 5. The manifest announces what will lie there, and the two folders change places in one step.
//! 6. [`sweep`] takes the old tree away and saves what a person put into it meanwhile. Of a tree
//!    in `.causebook/` it leaves the folders and what did not change for the next build: [`spare`].
//! 7. [`stamp`] notes what led to what: while both are the same, a build has nothing to do.
//!
//! Where folders cannot change places, [`piecewise`] goes file by file, and the report says why.

mod abandoned;
pub mod disk;
mod earlier;
mod folder;
mod home;
mod manifest;
mod piecewise;
mod plan;
mod room;
mod spare;
mod stage;
mod stamp;
mod state;
mod sticky;
mod survey;
mod sweep;

use std::io;
use std::path::{Path, PathBuf};

use crate::problem::{Failure, reason};
use crate::render::Site;
pub use stamp::{Current, Inputs, LastBuild, last_build};

use disk::Disk;
use manifest::{Files, Manifest};
use plan::Plan;
use stage::Stop;
use survey::{Reason, Survey};
use sweep::{Rest, Sweep, When};

/// What a publication did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many files were written, new or changed.
    pub written: usize,
    /// How many files held the right bytes already and were left alone.
    pub unchanged: usize,
    /// How many files of an earlier build were taken away.
    pub removed: usize,
    /// Files of an earlier site that a person edited: they are obsolete and were kept. Paths below
    /// the output folder.
    pub kept: Vec<String>,
    /// Where files went that may be a person's and lay, or came during a build, where the site has
    /// one of its own.
    pub moved: Vec<String>,
    /// Why the site was published file by file, rather than in one step.
    pub piecewise: Option<String>,
}

/// What a publication is done with.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// The disk.
    pub disk: &'a dyn Disk,
    /// Told what it waits for, as it begins to wait.
    pub notice: &'a dyn Fn(&str),
    /// What the site was made of: noted for the next build.
    pub inputs: Option<&'a Inputs>,
}

/// From where to where a site is published; all paths are absolute and without symbolic links.
struct Publication<'a> {
    disk: &'a dyn Disk,
    root: PathBuf,
    out: PathBuf,
    /// Where new trees are staged: below the root, and beside the output.
    stages: [PathBuf; 2],
}

/// Brings `out` to hold `site`; `root` is the project's folder, which keeps the state.
///
/// # Errors
/// A [`Failure`] before anything is written where `out` is no place for a site or holds a foreign
/// file in the way, and where the disk refuses.
pub fn publish(site: &Site, out: &Path, root: &Path, means: Means<'_>) -> Result<Report, Failure> {
    let root = folder::real_path(root);
    let below = format!("{}/", root.display());
    publish_below(root, site, out, means).map_err(|failure| failure.without(&below))
}

/// [`publish`], where places have whole paths.
fn publish_below(
    root: PathBuf,
    site: &Site,
    out: &Path,
    means: Means<'_>,
) -> Result<Report, Failure> {
    let out = folder::refuse_dangerous(out, &root)?;
    let _lock = folder::lock(&root, means.notice)?;
    let mut manifest = Manifest::load(&root, &out);
    let stages = stage::places(&root, &out, manifest.key());
    let place = Publication { disk: means.disk, root, out, stages };
    let mut report = Report { moved: place.prepare(site, &mut manifest)?, ..Report::default() };
    let mut plan = Plan::new(site, &place.out, &manifest)?;
    let mut files = plan.files();
    if !plan.is_done() || !place.out.is_dir() {
        room::make(&place, &plan)?;
        match place.exchange(&mut plan, &mut manifest, &mut report) {
            Ok(new) => files = new,
            Err(Stop::Failed(failure)) => return Err(failure),
            Err(Stop::Unable(why)) => {
                report.piecewise = Some(why);
                stage::discard(place.disk, &place.stages[0])?;
                report.moved.extend(piecewise::keep(&place, &plan, &manifest)?);
                files = piecewise::publish(&place, &mut plan, &mut manifest)?;
            }
        }
    } else {
        place.tidy(&plan)?;
    }
    manifest.settle(place.disk, files)?;
    report.unchanged = plan.steps.iter().filter(|step| step.unchanged).count();
    report.written = plan.steps.len() - report.unchanged;
    report.removed = plan.removed.len();
    if let Some(inputs) = means.inputs.filter(|_| plan.kept.is_empty() && report.is_plain()) {
        // Without a note the next build only takes longer.
        let _ = stamp::leave(&place, site, &plan, inputs);
    }
    report.kept = plan.kept;
    Ok(report)
}

impl Report {
    /// Whether the next build need not say again what this one says.
    fn is_plain(&self) -> bool {
        self.moved.is_empty() && self.piecewise.is_none()
    }
}

impl Publication<'_> {
    /// Clears away what earlier builds left, and refuses a folder of somebody else's; returns where
    /// files of a person's went.
    fn prepare(&self, site: &Site, manifest: &mut Manifest) -> Result<Vec<String>, Failure> {
        state::heal(self)?;
        stamp::clear(self)?;
        abandoned::clear(self, manifest.key());
        let moved = self.recover(manifest)?;
        if self.out == self.root.join("public") || earlier::is_ours(&self.out, site) {
            earlier::adopt(&self.out, site, manifest);
        }
        folder::refuse_foreign_folder(&self.out, &self.root, manifest)?;
        Ok(moved)
    }

    /// Clears away what a killed build left; returns where files of a person's went.
    fn recover(&self, manifest: &mut Manifest) -> Result<Vec<String>, Failure> {
        let mut moved = Vec::new();
        manifest.clear(self.disk)?;
        let claimed = state::is_claimed(self);
        let [state, beside] = &self.stages;
        for old in [state].into_iter().chain(claimed.then_some(beside)) {
            if manifest.is_pending() && self.out.is_dir() {
                moved.extend(self.sweep(old, manifest, When::Before).run()?);
            } else if old == beside {
                stage::discard(self.disk, old)?;
            }
        }
        if claimed {
            state::release(self)?;
        }
        if manifest.is_pending() {
            piecewise::clear(self, manifest)?;
            let files = manifest.files.clone();
            manifest.settle(self.disk, files)?;
        }
        Ok(moved)
    }

    /// Where nothing is to be done: takes what a build that was killed while it staged left there.
    fn tidy(&self, plan: &Plan<'_>) -> Result<(), Failure> {
        let stage = &self.stages[0];
        if !stage.is_dir() {
            return Ok(());
        }
        spare::prune(self, stage, plan, &stage::folders(plan, &Survey::default()))
    }

    /// Stages the new tree and puts it in the place of the old one; returns what lies there then.
    fn exchange(
        &self,
        plan: &mut Plan<'_>,
        manifest: &mut Manifest,
        report: &mut Report,
    ) -> Result<Files, Stop> {
        let exists = self.out.is_dir();
        piecewise::make_folders(self, self.out.parent().unwrap_or(Path::new("/")))?;
        let stage = stage::choose(self)?;
        let is_beside = stage == self.stages[1];
        if is_beside {
            state::claim(self)?;
        }
        let survey = if exists { Survey::new(&self.out, plan)? } else { Survey::default() };
        let staged = stage::build(self, &stage, plan, &survey)
            .and_then(|()| self.swap(&stage, exists, plan, manifest));
        if let Err(stop) = staged {
            // What cannot go now, the next build takes away.
            let _ = stage::discard(self.disk, &stage);
            return Err(stop);
        }
        for folder in [&self.out, &stage].map(|folder| folder.parent().unwrap_or(folder)) {
            let synced = self.disk.sync(folder);
            synced.map_err(|error| failure("flush", folder, &error))?;
        }
        if exists {
            let sweep = self.sweep(&stage, manifest, When::AtOnce);
            sweep.follow_deletions(&survey)?;
            report.moved.extend(sweep.run()?);
        }
        if is_beside {
            state::release(self)?;
        }
        Ok(plan.files())
    }

    /// The one step, between two flushes: no name may outlive a power cut without its bytes. It
    /// fails where the output folder came or went since it was looked at, and so do its contents.
    fn swap(
        &self,
        stage: &Path,
        exists: bool,
        plan: &Plan<'_>,
        manifest: &mut Manifest,
    ) -> Result<(), Stop> {
        let refused = |error: io::Error| failure("flush", stage, &error);
        manifest.announce(self.disk, &plan.files())?;
        self.disk.sync_volume(stage).map_err(refused)?;
        let swapped = if exists {
            // Another project's build may have filled a folder that was empty.
            if let Err(failure) = folder::refuse_foreign_folder(&self.out, &self.root, manifest) {
                return self.give_up(manifest, failure);
            }
            self.disk.exchange(stage, &self.out)
        } else {
            self.disk.rename(stage, &self.out)
        };
        let Err(error) = swapped else { return Ok(()) };
        if exists != self.out.symlink_metadata().is_ok() {
            return self.give_up(manifest, folder::changed_meanwhile(&self.out));
        }
        if stage::is_closed(&error) {
            let why = format!("two folders cannot change places: {}", reason(&error));
            return Err(Stop::Unable(why));
        }
        Err(Stop::Failed(failure("exchange", &self.out, &error)))
    }

    /// Takes back what the manifest announced: the folder is as it was, or another's.
    fn give_up(&self, manifest: &mut Manifest, why: Failure) -> Result<(), Stop> {
        manifest.settle(self.disk, manifest.files.clone())?;
        Err(Stop::Failed(why))
    }

    fn sweep<'a>(&'a self, old: &'a Path, manifest: &'a Manifest, when: When) -> Sweep<'a> {
        let rest = if *old == self.stages[0] { Rest::Spare } else { Rest::Nothing };
        Sweep { disk: self.disk, old, new: &self.out, manifest, when, rest }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Reason> for Stop {
    fn from(why: Reason) -> Self {
        Self::Unable(why)
    }
}

fn failure(deed: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::disk(deed, path.display().to_string(), error)
}
