//! Room for new files: an empty folder where one must go holds nothing to lose, so it is taken away
//! before either way of publishing begins. Neither way could put a file in its place.

use std::fs;
use std::path::Path;

use super::plan::Plan;
use super::{Publication, failure};
use crate::problem::Failure;

/// Takes empty folders, and those that hold nothing but empty ones, from where outputs must go. One
/// in which an obsolete file lies stays until that goes.
///
/// # Errors
/// Where the disk refuses; no file has changed then.
pub fn make(place: &Publication<'_>, plan: &Plan<'_>) -> Result<(), Failure> {
    let targets = plan.steps.iter().map(|step| place.out.join(step.path));
    for folder in targets.filter(|target| is_folder(target)) {
        clear(place, &folder)?;
    }
    Ok(())
}

fn clear(place: &Publication<'_>, folder: &Path) -> Result<(), Failure> {
    let entries = || fs::read_dir(folder).map_err(|error| failure("read", folder, &error));
    for entry in entries()? {
        let path = entry.map_err(|error| failure("read", folder, &error))?.path();
        if is_folder(&path) {
            clear(place, &path)?;
        }
    }
    if entries()?.next().is_some() {
        return Ok(());
    }
    place.disk.remove_folder(folder).map_err(|error| failure("remove", folder, &error))
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|there| there.is_dir())
}
