//! The new tree, complete, beside the old one: what is unchanged is linked in, what is new is
//! written, what a person put there is carried over. Nothing in the output folder changes here.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{self, Disk};
use super::folder::STATE;
use super::manifest::hex;
use super::plan::{Plan, Step};
use super::survey::{Reason, Survey};
use super::{Publication, failure, spare};
use crate::problem::{Failure, reason};
use crate::render::Output;
use crate::threads::on_all_processors;

/// Why there is no new tree.
#[derive(Debug)]
pub enum Stop {
    /// It cannot be had here; file by file it may go.
    Unable(Reason),
    /// The disk refused.
    Failed(Failure),
}

/// Where a new tree of `out` may lie: in the tool's state, or beside the output where that is
/// another volume. A killed build may have left one in either place.
pub fn places(root: &Path, out: &Path, key: &str) -> [PathBuf; 2] {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let beside = out.with_file_name(format!(".{name}.causebook"));
    [root.join(STATE).join(format!("stage-{key}")), beside]
}

/// The place from which the output folder can be reached by a rename.
///
/// # Errors
/// The reason where there is none.
pub fn choose(place: &Publication<'_>) -> Result<PathBuf, Reason> {
    let parent = place.out.parent().unwrap_or(Path::new("/"));
    let above = disk::volume(parent).map_err(|_| format!("{} is not there", parent.display()))?;
    if disk::volume(&place.out).is_ok_and(|there| there != above) {
        return Err("the output folder is a mount point".to_owned());
    }
    let [state, beside] = &place.stages;
    let near = disk::volume(&place.root.join(STATE)).is_ok_and(|there| there == above);
    if near {
        return Ok(state.clone());
    }
    match beside.symlink_metadata() {
        Ok(_) => Err(format!("{} is in the way of the new site", beside.display())),
        Err(_) => Ok(beside.clone()),
    }
}

/// Builds the new tree at `stage`, from what an earlier build left there; corrects the hashes of
/// static files that changed meanwhile.
///
/// # Errors
/// See [`Stop`].
pub fn build(
    place: &Publication<'_>,
    stage: &Path,
    plan: &mut Plan<'_>,
    survey: &Survey,
) -> Result<(), Stop> {
    let folders = folders(plan, survey);
    if stage.is_dir() {
        spare::prune(place, stage, plan, &folders)?;
    } else {
        let made = place.disk.make_folder(stage);
        made.map_err(|error| stop(&error, "the folder beside the output", stage))?;
    }
    for path in folders.iter().map(|folder| stage.join(folder)).filter(|path| !path.is_dir()) {
        place.disk.make_folder(&path).map_err(|error| failed("make", &path, &error))?;
    }
    let steps = &mut plan.steps;
    on_all_processors(|| steps.par_iter_mut().try_for_each(|step| put(place, stage, step)))?;
    for file in &survey.files {
        let linked = place.disk.link(&place.out.join(file), &stage.join(file));
        linked.map_err(|error| stop(&error, &file.display().to_string(), &stage.join(file)))?;
    }
    for folder in folders.iter().rev().map(PathBuf::as_path).chain([Path::new("")]) {
        let foreign = survey.folders.contains(folder);
        let owner = if foreign { Owner::Person } else { Owner::Tool };
        dress(place, &stage.join(folder), &place.out.join(folder), owner)?;
    }
    Ok(())
}

/// Takes a tree away that holds nothing but our files and second names of others. In place of a
/// folder it may be a file or a link: what that leads to stays.
///
/// # Errors
/// Where the disk refuses.
pub fn discard(disk: &dyn Disk, folder: &Path) -> Result<(), Failure> {
    let refused = |path: &Path, error: &io::Error| failure("remove", path, error);
    if folder.symlink_metadata().is_ok_and(|there| !there.is_dir()) {
        return disk.remove_file(folder).map_err(|error| refused(folder, &error));
    }
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            disk.set_mode(folder, 0o700).map_err(|error| refused(folder, &error))?;
            std::fs::read_dir(folder)
        }
        entries => entries,
    };
    for entry in entries.map_err(|error| refused(folder, &error))? {
        let entry = entry.map_err(|error| refused(folder, &error))?;
        let path = entry.path();
        if entry.file_type().map_err(|error| refused(&path, &error))?.is_dir() {
            discard(disk, &path)?;
        } else if disk.remove_file(&path).is_err() {
            let opened = disk.set_mode(folder, 0o700);
            let removed = opened.and_then(|()| disk.remove_file(&path));
            removed.map_err(|error| refused(&path, &error))?;
        }
    }
    disk.remove_folder(folder).map_err(|error| refused(folder, &error))
}

/// Whether a folder is one of ours, made anew each time, or one that a person made.
#[derive(PartialEq, Eq)]
enum Owner {
    Tool,
    Person,
}

/// Every folder of the new tree, each after the one that it lies in.
pub fn folders(plan: &Plan<'_>, survey: &Survey) -> BTreeSet<PathBuf> {
    let outputs = plan.steps.iter().map(|step| Path::new(step.path));
    let files = outputs.chain(survey.files.iter().map(PathBuf::as_path));
    let above = files.flat_map(|file| file.ancestors().skip(1));
    let all = above.chain(survey.folders.iter().flat_map(|folder| folder.ancestors()));
    all.filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned).collect()
}

fn put(place: &Publication<'_>, stage: &Path, step: &mut Step<'_>) -> Result<(), Stop> {
    let (here, there) = (stage.join(step.path), place.out.join(step.path));
    if step.unchanged && here.symlink_metadata().is_ok() {
        return Ok(());
    }
    let done = if step.unchanged {
        carry(place.disk, &there, &here)
    } else {
        write(place.disk, step, &here)
    };
    done.map_err(|error| failed("write", &there, &error))
}

/// Writes an output to a new file.
///
/// # Errors
/// Those of [`Disk::write`] and [`Disk::copy`].
pub fn write(disk: &dyn Disk, step: &mut Step<'_>, to: &Path) -> io::Result<()> {
    match step.output {
        Output::Bytes(bytes) => disk.write(to, bytes),
        Output::Copy(source) => disk.copy(source, to).map(|hash| step.hash = hex(hash)),
    }
}

/// Links an unchanged file; where the file system has no links, or no more, copies it.
///
/// # Errors
/// Those of [`Disk::link`] and [`Disk::copy`].
pub fn carry(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    match disk.link(from, to) {
        Err(error) if has_no_links(&error) => {
            disk.copy(from, to)?;
            disk.set_modified(to, &from.metadata()?)
        }
        linked => linked,
    }
}

fn has_no_links(error: &io::Error) -> bool {
    use ErrorKind::{CrossesDevices, PermissionDenied, TooManyLinks, Unsupported};
    matches!(error.kind(), CrossesDevices | PermissionDenied | TooManyLinks | Unsupported)
}

/// Gives a new folder what its forerunner had: permission bits, and, where it is a person's, time.
fn dress(place: &Publication<'_>, new: &Path, old: &Path, owner: Owner) -> Result<(), Stop> {
    let Some(like) = old.symlink_metadata().ok().filter(Metadata::is_dir) else { return Ok(()) };
    let made = new.symlink_metadata().map_err(|error| failed("read", new, &error))?;
    if (made.uid(), made.gid()) != (like.uid(), like.gid()) {
        return Err(Stop::Unable(format!("{} belongs to another user or group", old.display())));
    }
    let special = owner == Owner::Person || *old == place.out;
    if special && disk::marks(new) != disk::marks(old) {
        return Err(Stop::Unable(format!("{} has access rules of its own", old.display())));
    }
    let refused = |error: io::Error| failed("set the mode of", new, &error);
    if owner == Owner::Person {
        place.disk.set_modified(new, &like).map_err(refused)?;
    }
    if made.mode() != like.mode() {
        place.disk.set_mode(new, like.permissions().mode() & 0o7777).map_err(refused)?;
    }
    Ok(())
}

/// Whether an error says that this way is closed, rather than that the disk is broken or full.
pub fn is_closed(error: &io::Error) -> bool {
    has_no_links(error) || matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::ResourceBusy)
}

fn stop(error: &io::Error, what: &str, path: &Path) -> Stop {
    if is_closed(error) {
        return Stop::Unable(format!("{what} cannot be made or linked: {}", reason(error)));
    }
    failed("write", path, error)
}

fn failed(deed: &str, path: &Path, error: &io::Error) -> Stop {
    Stop::Failed(failure(deed, path, error))
}
