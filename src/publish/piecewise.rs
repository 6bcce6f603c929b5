//! The way to publish where two folders cannot change places: file by file, each by an atomic
//! rename, assets first, pages next, removals last. All new files are written before the first
//! rename, so that a full disk changes nothing, but for an obsolete file in the place of a folder,
//! which goes before; a crash between two renames leaves a mixture that the next build heals.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{Files, Manifest};
use super::plan::{Plan, parents};
use super::stage::{carry, write};
use super::sweep::free_name;
use super::{Publication, failure, sticky};
use crate::problem::Failure;

/// Carries out `plan`; returns what lies there in the end.
///
/// # Errors
/// Where the disk refuses.
pub fn publish(
    place: &Publication<'_>,
    plan: &mut Plan<'_>,
    manifest: &mut Manifest,
) -> Result<Files, Failure> {
    sticky::refuse(place, plan)?;
    make_folders(place, &place.out)?;
    manifest.announce(place.disk, &plan.files())?;
    clear(place, manifest)?;
    remove_in_the_way(place, plan)?;
    let done = stage(place, plan).and_then(|()| bring(place, plan, manifest));
    if done.is_err() {
        // Leftovers that cannot go are for the next build.
        let _ = clear(place, manifest);
    }
    done
}

/// Renames what is staged to its places, and takes away what is obsolete.
fn bring(
    place: &Publication<'_>,
    plan: &Plan<'_>,
    manifest: &mut Manifest,
) -> Result<Files, Failure> {
    let files = plan.files();
    manifest.announce(place.disk, &files)?;
    let synced = place.disk.sync_volume(&place.out);
    synced.map_err(|error| failure("flush", &place.out, &error))?;
    for step in plan.steps.iter().filter(|step| !step.unchanged) {
        let target = place.out.join(step.path);
        let renamed = place.disk.rename(&beside(&target), &target);
        renamed.map_err(|error| failure("write", &target, &error))?;
    }
    for path in &plan.removed {
        remove(place, path)?;
    }
    Ok(files)
}

/// Gives what is replaced and may be a person's a second name, such as `logo.svg.kept`; returns
/// these names.
///
/// # Errors
/// Where the disk refuses.
pub fn keep(
    place: &Publication<'_>,
    plan: &Plan<'_>,
    manifest: &Manifest,
) -> Result<Vec<String>, Failure> {
    let changed = plan.steps.iter().filter(|step| !step.unchanged);
    let doubtful = changed.filter(|step| manifest.doubtful.contains(step.path));
    let kept = doubtful.map(|step| {
        let name = free_name(&place.out, Path::new(step.path));
        let carried = carry(place.disk, &place.out.join(step.path), &name);
        carried.map_err(|error| failure("write", &name, &error))?;
        Ok(name.display().to_string())
    });
    kept.collect()
}

/// Takes away what a killed build left beside its targets.
///
/// # Errors
/// Where the disk refuses.
pub fn clear(place: &Publication<'_>, manifest: &Manifest) -> Result<(), Failure> {
    for path in manifest.known_paths() {
        let leftover = beside(&place.out.join(path));
        if leftover.symlink_metadata().is_ok_and(|there| there.is_file()) {
            let removed = place.disk.remove_file(&leftover);
            removed.map_err(|error| failure("remove", &leftover, &error))?;
        }
    }
    Ok(())
}

/// Where a file lies until it is renamed to `target`.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.causebook"))
}

fn stage(place: &Publication<'_>, plan: &mut Plan<'_>) -> Result<(), Failure> {
    for step in plan.steps.iter_mut().filter(|step| !step.unchanged) {
        let target = place.out.join(step.path);
        make_folders(place, target.parent().unwrap_or(&place.out))?;
        let written = write(place.disk, step, &beside(&target));
        written.map_err(|error| failure("write", &target, &error))?;
    }
    Ok(())
}

/// An obsolete file where a folder must be, or the other way round, goes first.
fn remove_in_the_way(place: &Publication<'_>, plan: &Plan<'_>) -> Result<(), Failure> {
    let outputs: HashSet<&str> = plan.steps.iter().map(|step| step.path).collect();
    let folders: HashSet<&str> = outputs.iter().flat_map(|output| parents(output)).collect();
    let in_the_way = |removed: &&String| {
        folders.contains(removed.as_str())
            || parents(removed).any(|folder| outputs.contains(folder))
    };
    let first: Vec<String> = plan.removed.iter().filter(in_the_way).cloned().collect();
    for path in first {
        remove(place, &path)?;
    }
    Ok(())
}

/// Removes a file and the folders above it that became empty.
fn remove(place: &Publication<'_>, path: &str) -> Result<(), Failure> {
    let target = place.out.join(path);
    match place.disk.remove_file(&target) {
        Err(error) if super::plan::is_absent(&error) => return Ok(()),
        removed => removed.map_err(|error| failure("remove", &target, &error))?,
    }
    for folder in parents(path).collect::<Vec<_>>().into_iter().rev() {
        let folder = place.out.join(folder);
        let empty = fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_none());
        if !empty || place.disk.remove_folder(&folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Makes a folder and those above it.
///
/// # Errors
/// Where the disk refuses.
pub fn make_folders(place: &Publication<'_>, folder: &Path) -> Result<(), Failure> {
    let mut missing: Vec<_> = folder.ancestors().take_while(|above| !above.is_dir()).collect();
    missing.reverse();
    for folder in missing {
        match place.disk.make_folder(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            made => made.map_err(|error| failure("make", folder, &error))?,
        }
    }
    Ok(())
}
