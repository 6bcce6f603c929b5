//! What is to be done: each output beside what lies in its place. Refuses what would run over
//! something that a person put there.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::disk;
use super::failure;
use super::manifest::{self, Files, Manifest};
use crate::model::OutputPath;
use crate::problem::{Exit, Failure, Place, Problem, Problems, Rule};
use crate::render::{Output, Site};
use crate::threads::on_all_processors;

/// One output.
pub struct Step<'a> {
    /// Its path below the output folder.
    pub path: &'a str,
    /// What must lie there.
    pub output: &'a Output,
    /// The XXH3 hash of its bytes, as the manifest writes it.
    pub hash: String,
    /// Whether it lies there already.
    pub unchanged: bool,
}

/// Everything that a publication does.
pub struct Plan<'a> {
    /// The outputs, assets first.
    pub steps: Vec<Step<'a>>,
    /// Files of an earlier build to take away, as that wrote them.
    pub removed: BTreeSet<String>,
    /// Files of an earlier build that are obsolete, but edited by hand.
    pub kept: Vec<String>,
}

impl<'a> Plan<'a> {
    /// Compares `site` with what lies in `out`.
    pub fn new(site: &'a Site, out: &Path, manifest: &Manifest) -> Result<Self, Failure> {
        let mut plan = Self { steps: Vec::new(), removed: BTreeSet::new(), kept: Vec::new() };
        for (path, hash) in manifest::obsolete(&manifest.files, &site.outputs) {
            plan.judge_obsolete(path, hash, &out.join(path))?;
        }
        let foreign = Problems::default();
        foreign.extend(plan.blocked_folders(site, out));
        let looks = site.outputs.par_iter().map(|(path, output)| Step::new(path, output, out));
        // Of several that cannot be read, the first is told: not the one that was met first.
        for look in on_all_processors(|| looks.collect::<Vec<_>>()) {
            let (step, there) = look?;
            let target = out.join(step.path);
            let own = step.unchanged || manifest.may_replace(step.path);
            match there {
                Some(there) if there.is_dir() && !plan.becomes_empty(&target, out) => {
                    foreign.push(in_the_way(step.path, &target));
                }
                Some(there) if !there.is_dir() && !own => {
                    foreign.push(in_the_way(step.path, &target));
                }
                _ => plan.steps.push(step),
            }
        }
        if !foreign.is_empty() {
            return Err(Failure { exit: Exit::Refused, problems: foreign.into_sorted() });
        }
        plan.steps.sort_by_key(|step| !step.path.starts_with("assets/"));
        Ok(plan)
    }

    /// Whether all that the site needs lies there, and nothing that it no longer needs.
    pub fn is_done(&self) -> bool {
        self.removed.is_empty() && self.steps.iter().all(|step| step.unchanged)
    }

    /// What the manifest says once the plan is carried out.
    pub fn files(&self) -> Files {
        self.steps.iter().map(|step| (step.path.to_owned(), step.hash.clone())).collect()
    }

    fn judge_obsolete(&mut self, path: &str, hash: &str, target: &Path) -> Result<(), Failure> {
        let there = target.symlink_metadata();
        if there.as_ref().is_ok_and(|there| !there.is_file()) {
            self.kept.push(path.to_owned());
            return Ok(());
        }
        match there.and_then(|_| disk::hash(target)) {
            Ok(there) if manifest::hex(there) == hash => {
                self.removed.insert(path.to_owned());
            }
            Ok(_) => self.kept.push(path.to_owned()),
            Err(error) if is_absent(&error) => {}
            Err(error) => return Err(failure("read", target, &error)),
        }
        Ok(())
    }

    /// What is no folder, and stays, and lies in the place of a folder.
    fn blocked_folders(&self, site: &Site, out: &Path) -> impl Iterator<Item = Problem> {
        let folders: BTreeSet<&str> =
            site.outputs.keys().flat_map(|path| parents(path.as_str())).collect();
        let blocked = folders.into_iter().filter(|folder| {
            let there = out.join(folder).symlink_metadata();
            there.is_ok_and(|there| !there.is_dir()) && !self.removed.contains(*folder)
        });
        blocked.map(|folder| in_the_way(&format!("{folder}/"), &out.join(folder)))
    }

    /// Whether a folder holds nothing but empty folders and what this plan takes away.
    fn becomes_empty(&self, folder: &Path, out: &Path) -> bool {
        let Ok(mut entries) = fs::read_dir(folder) else { return false };
        entries.all(|entry| {
            entry.is_ok_and(|entry| {
                let path = entry.path();
                let inner = path.strip_prefix(out).ok().and_then(Path::to_str);
                inner.is_some_and(|inner| self.removed.contains(inner))
                    || entry.file_type().is_ok_and(|kind| kind.is_dir())
                        && self.becomes_empty(&path, out)
            })
        })
    }
}

impl<'a> Step<'a> {
    /// The step beside what lies in its place below `out`.
    fn new(
        path: &'a OutputPath,
        output: &'a Output,
        out: &Path,
    ) -> Result<(Self, Option<Metadata>), Failure> {
        let path = path.as_str();
        let target = out.join(path);
        let there = target.symlink_metadata().ok();
        let file = there.as_ref().filter(|there| there.is_file());
        let (hash, unchanged) = match output {
            Output::Bytes(bytes) => {
                let same_size = file.is_some_and(|file| file.len() == bytes.len() as u64);
                let same = same_size && fs::read(&target).is_ok_and(|there| there == *bytes);
                (xxh3_128(bytes), same)
            }
            Output::Copy(source) => {
                compare(source, &target, file).map_err(|error| failure("read", source, &error))?
            }
        };
        Ok((Self { path, output, hash: manifest::hex(hash), unchanged }, there))
    }
}

/// The hash of `source`, and whether the file at `target` has the same bytes; reads each once.
fn compare(source: &Path, target: &Path, there: Option<&Metadata>) -> io::Result<(u128, bool)> {
    let mut ours = File::open(source)?;
    let size = ours.metadata()?.len();
    let mut theirs =
        there.filter(|there| there.len() == size).and_then(|_| File::open(target).ok());
    let (mut here, mut there) = (vec![0; disk::CHUNK], vec![0; disk::CHUNK]);
    let mut hasher = Xxh3::new();
    loop {
        let length = ours.read(&mut here)?;
        if length == 0 {
            let ends = theirs.is_some_and(|mut file| matches!(file.read(&mut there), Ok(0)));
            return Ok((hasher.digest128(), ends));
        }
        hasher.update(&here[..length]);
        theirs = theirs.filter(|mut file| {
            file.read_exact(&mut there[..length]).is_ok() && here[..length] == there[..length]
        });
    }
}

/// The folders above a path, the nearest last.
pub fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Whether nothing lies at a path.
pub fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn in_the_way(path: &str, target: &Path) -> Problem {
    let what = "something that is not this tool's, or was edited by hand";
    let message = format!("{what}, stands where /{path} must go");
    let place = Place::path(target.display().to_string());
    Problem::at(place, Rule::ForeignFile, message)
        .help("move it out of the way; files to publish belong into content/static/")
}
