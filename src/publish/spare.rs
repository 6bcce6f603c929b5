//! What an earlier build left of its old tree: folders, and second names of files that did not
//! change. Whatever lies there, after [`prune`] it is part of the new tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::disk;
use super::plan::{Plan, Step};
use super::stage::discard;
use super::{Publication, failure};
use crate::problem::Failure;

/// What the new tree is to hold.
struct Wanted<'a> {
    steps: BTreeMap<&'a str, &'a Step<'a>>,
    folders: &'a BTreeSet<PathBuf>,
}

/// Removes everything from the spare tree except folders the new tree needs and hard links to files
/// it keeps. A half-written file of a killed build is neither.
///
/// # Errors
/// Where the disk refuses.
pub fn prune(
    place: &Publication<'_>,
    stage: &Path,
    plan: &Plan<'_>,
    folders: &BTreeSet<PathBuf>,
) -> Result<(), Failure> {
    let unchanged = plan.steps.iter().filter(|step| step.unchanged);
    let steps = unchanged.map(|step| (step.path, step)).collect();
    prune_folder(place, stage, Path::new(""), &Wanted { steps, folders })
}

fn prune_folder(
    place: &Publication<'_>,
    stage: &Path,
    inner: &Path,
    wanted: &Wanted<'_>,
) -> Result<(), Failure> {
    let folder = stage.join(inner);
    let refused = |error| failure("read", &folder, &error);
    if folder.symlink_metadata().map_err(refused)?.permissions().mode() & 0o700 != 0o700 {
        place.disk.set_mode(&folder, 0o700).map_err(refused)?;
    }
    for entry in fs::read_dir(&folder).map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let (path, inner) = (entry.path(), inner.join(entry.file_name()));
        if !entry.file_type().map_err(refused)?.is_dir() {
            if !is_taken_over(place, &path, &inner, wanted) {
                let removed = place.disk.remove_file(&path);
                removed.map_err(|error| failure("remove", &path, &error))?;
            }
        } else if wanted.folders.contains(&inner) {
            prune_folder(place, stage, &inner, wanted)?;
        } else {
            discard(place.disk, &path)?;
        }
    }
    Ok(())
}

/// Whether this is the very file that lies in the output folder, and stays there.
fn is_taken_over(place: &Publication<'_>, path: &Path, inner: &Path, wanted: &Wanted<'_>) -> bool {
    let step = inner.to_str().and_then(|name| wanted.steps.get(name));
    let there = path.symlink_metadata().and_then(|here| {
        let out = place.out.join(inner).symlink_metadata()?;
        Ok(disk::same(&here, &out))
    });
    step.is_some() && there.unwrap_or(false)
}
