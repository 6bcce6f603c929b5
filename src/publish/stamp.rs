//! What a build leaves for the next one to see that nothing changed: hashes of all that decides a
//! site, and of what the system tells of each file that it consists of. It is believed only while
//! every one of those files is older than it: one that changed within the same tick of the disk's
//! clock may look the same.

use std::env;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::folder::{self, STATE};
use super::manifest::{self, text};
use super::plan::Plan;
use super::{Place, disk, failure};
use crate::problem::Failure;
use crate::render::{Output, Site};

/// Below so many files, another thread costs more than it brings.
const FILES_A_THREAD: usize = 128;

/// All that decides what a site consists of.
#[derive(Debug)]
pub struct Inputs {
    /// The hash of what was read and of what the command line says.
    pub texts: u128,
    /// The files that are copied as they are: their output paths, and where they lie.
    pub copies: Vec<(String, PathBuf)>,
}

/// The note itself.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    /// The program and the texts.
    inputs: String,
    /// Paths and bytes of the files that were copied.
    copies: String,
    codes: usize,
    pages: usize,
    /// The paths of the outputs.
    outputs: Vec<String>,
    /// What the system tells of the outputs and the manifest.
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

/// What lies in `out`, if it is what a build of `inputs` would write. `None` says nothing: it may
/// be so all the same, and another build may be busy there.
pub fn current(inputs: &Inputs, out: &Path, root: &Path) -> Option<Current> {
    let root = folder::real_path(root);
    let out = folder::refuse_dangerous(out, &root).ok()?;
    let path = path(&root, &out);
    let stamp: Stamp = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
    if stamp.inputs != program_and(inputs.texts)? {
        return None;
    }
    let _lock = folder::lock_at_once(&root)?;
    let hash = |(output, source): &(String, PathBuf)| {
        Some((output.clone(), text(disk::hash(source).ok()?)))
    };
    let copies: Option<Vec<_>> = inputs.copies.par_iter().map(hash).collect();
    let (state, newest) = state(&stamp.outputs, &out, &manifest::path(&root, &out)).ok()?;
    let written = modified(&path.symlink_metadata().ok()?);
    let same = stamp.copies == of_copies(copies?) && stamp.state == state && newest < written;
    let Stamp { codes, pages, outputs, .. } = stamp;
    same.then_some(Current { codes, pages, files: outputs.len() })
}

/// Leaves a note that `plan` is carried out, and that `texts` led to it.
///
/// # Errors
/// Where the disk refuses, or does not tell what lies there. No note is no harm.
pub fn leave(place: &Place<'_>, site: &Site, plan: &Plan<'_>, texts: u128) -> io::Result<()> {
    let Some(inputs) = program_and(texts) else { return Ok(()) };
    let path = path(&place.root, &place.out);
    let staged = path.with_extension("new");
    // What changes from now on is younger than the note.
    place.disk.write(&staged, b"")?;
    let now = staged.symlink_metadata()?;
    let outputs: Vec<_> = plan.steps.iter().map(|step| step.path.to_owned()).collect();
    let (state, _) = state(&outputs, &place.out, &manifest::path(&place.root, &place.out))?;
    let copies = plan.steps.iter().filter(|step| matches!(step.output, Output::Copy(_)));
    let copies = of_copies(copies.map(|step| (step.path.to_owned(), step.hash.clone())).collect());
    let stamp = Stamp { inputs, copies, codes: site.codes, pages: site.pages, outputs, state };
    place.disk.remove_file(&staged)?;
    place.disk.write(&staged, &serde_json::to_vec(&stamp)?)?;
    place.disk.set_modified(&staged, &now)?;
    place.disk.rename(&staged, &path)
}

/// Takes the note away, and what a killed build left of another: what it says is about to end.
///
/// # Errors
/// Where the disk refuses.
pub fn clear(place: &Place<'_>) -> Result<(), Failure> {
    let path = path(&place.root, &place.out);
    let there = |path: &PathBuf| path.symlink_metadata().is_ok();
    for path in [path.with_extension("new"), path].into_iter().filter(there) {
        let removed = place.disk.remove_file(&path);
        removed.map_err(|error| failure("remove", &path, &error))?;
    }
    Ok(())
}

/// Where the note of an output folder lies.
fn path(root: &Path, out: &Path) -> PathBuf {
    root.join(STATE).join(format!("stamp-{}.json", manifest::key(root, out)))
}

/// The hash of the texts and of which program reads them; `None` where that cannot be told.
fn program_and(texts: u128) -> Option<String> {
    let program = fs::metadata(env::current_exe().ok()?).ok()?;
    let mut hasher = Xxh3::new();
    hasher.update(&texts.to_le_bytes());
    hasher.update(&told(&program));
    Some(text(hasher.digest128()))
}

fn of_copies(mut copies: Vec<(String, String)>) -> String {
    copies.sort();
    let mut hasher = Xxh3::new();
    for part in copies.iter().flat_map(|(path, hash)| [path, hash]) {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    text(hasher.digest128())
}

/// The hash of what the system tells of the outputs and the manifest, and when the youngest of
/// them changed.
fn state(outputs: &[String], out: &Path, manifest: &Path) -> io::Result<(String, Time)> {
    let look = |path: PathBuf| path.symlink_metadata().map(|there| (told(&there), changed(&there)));
    let looks = outputs.par_iter().with_min_len(FILES_A_THREAD).map(|path| look(out.join(path)));
    let mut looks = looks.collect::<io::Result<Vec<_>>>()?;
    looks.push(look(manifest.to_owned())?);
    let mut hasher = Xxh3::new();
    looks.iter().for_each(|(told, _)| hasher.update(told));
    let newest = looks.iter().map(|(_, changed)| *changed).max().unwrap_or_default();
    Ok((text(hasher.digest128()), newest))
}

/// What the system tells of a file that changes when anything of it does.
fn told(there: &Metadata) -> Vec<u8> {
    let times = [there.mtime(), there.mtime_nsec(), there.ctime(), there.ctime_nsec()];
    let numbers = [there.dev(), there.ino(), there.size(), u64::from(there.mode())];
    let times = times.iter().flat_map(|time| time.to_le_bytes());
    times.chain(numbers.iter().flat_map(|number| number.to_le_bytes())).collect()
}

/// Seconds and nanoseconds of the disk's clock.
type Time = (i64, i64);

fn changed(there: &Metadata) -> Time {
    (there.ctime(), there.ctime_nsec())
}

fn modified(there: &Metadata) -> Time {
    (there.mtime(), there.mtime_nsec())
}
