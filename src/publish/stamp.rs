//! What a build leaves for the next one to see that nothing changed: hashes of all that decides a
//! site, and of what the system tells of each file that it consists of. It is believed only while
//! those files, and what lies in their folders, are older than it: what changed within the same tick
//! of the disk's clock may look the same. The manifest, always written last, is known by its bytes.
//! Of what decides a site a glance may be enough; otherwise it is read.

use std::collections::BTreeSet;
use std::env;
use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::folder::{self, STATE};
use super::manifest::{self, hex};
use super::plan::{Plan, parents};
use super::{Publication, disk, failure};
use crate::load::Stat;
use crate::problem::Failure;
use crate::render::{Output, Site};
use crate::threads::on_all_processors;

/// Below so many files, another thread costs more than it brings.
const FILES_A_THREAD: usize = 128;

/// How long a build waits at a time for the disk's clock to tick, so that its note is younger than
/// what it speaks of; most clocks tick within 10 ms.
const WAIT: Duration = Duration::from_millis(2);
/// How often it waits at most. A note that is not younger is no harm: the next build does everything
/// anew.
const WAITS: usize = 5;

/// All that decides what a site consists of.
#[derive(Debug)]
pub struct Inputs {
    /// The hash of what a glance at the sources showed before they were read, and of what the
    /// command line says; `None` where a glance does not tell.
    pub glance: Option<u128>,
    /// The hash of what was read and of what the command line says.
    pub texts: u128,
    /// The files that are copied as they are: their output paths, and where they lie.
    pub copies: Vec<(String, PathBuf)>,
}

/// The note itself.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    /// The program and the glance, where that tells.
    glance: Option<String>,
    /// The program and the texts.
    inputs: String,
    /// Paths and bytes of the files that were copied.
    copies: String,
    codes: usize,
    pages: usize,
    /// The paths of the outputs.
    outputs: Vec<String>,
    /// What the system tells of the outputs, and what the manifest says.
    state: String,
}

/// What lies in an output folder already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// How many codes have a page.
    pub codes: usize,
    /// How many of the files are pages.
    pub pages: usize,
    /// How many files the site consists of.
    pub files: usize,
}

/// The last build's note about an output folder in which all lies as it says.
#[derive(Debug)]
pub struct LastBuild(Stamp);

/// The last build of `out`, if all lies there as it left it. `None` says nothing: it may be so all
/// the same, and another build may be busy there.
pub fn last_build(out: &Path, root: &Path) -> Option<LastBuild> {
    let root = folder::real_path(root);
    let out = folder::refuse_dangerous(out, &root).ok()?;
    let path = path(&root, &out);
    let stamp: Stamp = serde_json::from_slice(&disk::read(&path).ok()?).ok()?;
    let _lock = folder::lock_at_once(&root)?;
    let state = state(&stamp.outputs, &out, &manifest::path(&root, &out)).ok()?;
    let note = path.symlink_metadata().ok()?;
    let written = (note.mtime(), note.mtime_nsec());
    let same = stamp.state == hex(state.hash()) && state.newest() < written;
    same.then_some(LastBuild(stamp))
}

impl LastBuild {
    /// What lies there, if it is what a build would write whose sources show `glance`.
    pub fn saw(&self, glance: u128) -> Option<Current> {
        (self.0.glance == Some(program_and(glance)?)).then(|| self.current())
    }

    /// What lies there, if it is what a build of `inputs` would write.
    pub fn was_of(&self, inputs: &Inputs) -> Option<Current> {
        if self.0.inputs != program_and(inputs.texts)? {
            return None;
        }
        let hash = |(output, source): &(String, PathBuf)| {
            Some((output.clone(), hex(disk::hash(source).ok()?)))
        };
        let copies = inputs.copies.par_iter().map(hash);
        let copies = on_all_processors(|| copies.collect::<Option<Vec<_>>>())?;
        (self.0.copies == of_copies(copies)).then(|| self.current())
    }

    fn current(&self) -> Current {
        let Stamp { codes, pages, outputs, .. } = &self.0;
        Current { codes: *codes, pages: *pages, files: outputs.len() }
    }
}

/// Leaves a note that `plan` is carried out, and that `inputs` led to it.
///
/// # Errors
/// Where the disk refuses, or does not tell what lies there. No note is no harm.
pub fn leave(
    place: &Publication<'_>,
    site: &Site,
    plan: &Plan<'_>,
    inputs: &Inputs,
) -> io::Result<()> {
    let glance = inputs.glance.and_then(program_and);
    let Some(inputs) = program_and(inputs.texts) else { return Ok(()) };
    let path = path(&place.root, &place.out);
    let staged = path.with_extension("new");
    let outputs: Vec<_> = plan.steps.iter().map(|step| step.path.to_owned()).collect();
    let (now, state) = rested(place, &staged, &outputs)?;
    let copies = plan.steps.iter().filter(|step| matches!(step.output, Output::Copy(_)));
    let copies = of_copies(copies.map(|step| (step.path.to_owned(), step.hash.clone())).collect());
    let (codes, pages, state) = (site.codes, site.pages.len(), hex(state.hash()));
    let stamp = Stamp { glance, inputs, copies, codes, pages, outputs, state };
    place.disk.remove_file(&staged)?;
    place.disk.write(&staged, &serde_json::to_vec(&stamp)?)?;
    place.disk.set_modified(&staged, &now)?;
    place.disk.rename(&staged, &path)
}

/// What the system tells of the outputs, and of `staged`, which is younger where the disk's clock
/// ticks soon: what changes from then on is younger than the note.
fn rested(
    place: &Publication<'_>,
    staged: &Path,
    outputs: &[String],
) -> io::Result<(Metadata, Stat)> {
    let manifest = manifest::path(&place.root, &place.out);
    let mut waits = 0..WAITS;
    loop {
        place.disk.write(staged, b"")?;
        let now = staged.symlink_metadata()?;
        let state = state(outputs, &place.out, &manifest)?;
        if state.newest() < (now.mtime(), now.mtime_nsec()) || waits.next().is_none() {
            return Ok((now, state));
        }
        thread::sleep(WAIT);
        place.disk.remove_file(staged)?;
    }
}

/// Takes the note away, and what a killed build left of another: what it says is about to end.
///
/// # Errors
/// Where the disk refuses.
pub fn clear(place: &Publication<'_>) -> Result<(), Failure> {
    let path = path(&place.root, &place.out);
    let there = |path: &PathBuf| path.symlink_metadata().is_ok();
    for path in [path.with_extension("new"), path].into_iter().filter(there) {
        let removed = place.disk.remove_file(&path);
        removed.map_err(|error| failure("remove", &path, &error))?;
    }
    Ok(())
}

/// Where the note of an output folder lies.
pub fn path(root: &Path, out: &Path) -> PathBuf {
    root.join(STATE).join(format!("stamp-{}.json", manifest::key(root, out)))
}

/// A hash together with which program runs; `None` where that cannot be told.
fn program_and(hash: u128) -> Option<String> {
    let program = env::current_exe().ok()?;
    let mut stat = Stat::default();
    stat.add(&program, &program.metadata().ok()?);
    Some(hex(hash ^ stat.hash()))
}

fn of_copies(mut copies: Vec<(String, String)>) -> String {
    copies.sort();
    let mut hasher = Xxh3::new();
    for part in copies.iter().flat_map(|(path, hash)| [path, hash]) {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hex(hasher.digest128())
}

/// Folders that contain folders: their times change when one of those is replaced by a link.
fn crossings(outputs: &[String]) -> BTreeSet<&str> {
    let folders = outputs.iter().filter_map(|path| path.rsplit_once('/'));
    let mut above: Vec<_> =
        folders.map(|(folder, _)| folder.rsplit_once('/').map_or("", |(above, _)| above)).collect();
    // Most neighbours lie in the same folder.
    above.dedup();
    above.into_iter().flat_map(|folder| parents(folder).chain(["", folder])).collect()
}

/// What the system tells of the outputs and of the folders on the way to them, and the manifest.
fn state(outputs: &[String], out: &Path, manifest: &Path) -> io::Result<Stat> {
    let look = |path: &String| out.join(path).symlink_metadata();
    let looks = outputs.par_iter().with_min_len(FILES_A_THREAD).map(look);
    let looks = on_all_processors(|| looks.collect::<io::Result<Vec<_>>>())?;
    let mut stat = Stat::default();
    outputs.iter().zip(&looks).for_each(|(path, there)| stat.add(Path::new(path), there));
    for folder in crossings(outputs).into_iter().map(|folder| out.join(folder)) {
        stat.add_folder(&folder, &folder.symlink_metadata()?);
    }
    // It was written just now; by its bytes it is known at once.
    stat.add_bytes(manifest, &disk::read(manifest)?);
    Ok(stat)
}
