//! What lies in `.causebook/`, by type: a pipe, a link or a folder in the place of a file of the
//! tool's own is taken away unopened, so that no damage there makes a build hang or write elsewhere.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::folder::STATE;
use super::{Publication, failure, manifest, stage, stamp};
use crate::problem::Failure;

/// Takes away what is not of the type that it must have there; the next steps make it anew.
///
/// # Errors
/// Where the disk refuses.
pub fn heal(place: &Publication<'_>) -> Result<(), Failure> {
    let files = [manifest::path(&place.root, &place.out), stamp::path(&place.root, &place.out)];
    for file in files {
        heal_one(place.disk, &file.with_extension("new"), Metadata::is_file)?;
        heal_one(place.disk, &file, Metadata::is_file)?;
    }
    heal_one(place.disk, &place.stages[0], Metadata::is_dir)
}

/// [`heal`] for one path, which must be as `is_right` says where something lies there.
///
/// # Errors
/// Where the disk refuses.
pub fn heal_one(
    disk: &dyn Disk,
    path: &Path,
    is_right: fn(&Metadata) -> bool,
) -> Result<(), Failure> {
    let wrong = path.symlink_metadata().is_ok_and(|there| !is_right(&there));
    if wrong { stage::discard(disk, path) } else { Ok(()) }
}

/// Notes that the folder beside the output is the tool's, which its name alone does not tell.
///
/// # Errors
/// Where the disk refuses.
pub fn claim(place: &Publication<'_>) -> Result<(), Failure> {
    let note = claim_path(place);
    heal_one(place.disk, &note, |_| false)?;
    place.disk.write(&note, b"").map_err(|error| failure("write", &note, &error))
}

/// Whether a build that was killed may have left the folder beside the output.
pub fn is_claimed(place: &Publication<'_>) -> bool {
    claim_path(place).symlink_metadata().is_ok()
}

/// Takes the note of [`claim`] away, once the folder is gone.
///
/// # Errors
/// Where the disk refuses.
pub fn release(place: &Publication<'_>) -> Result<(), Failure> {
    heal_one(place.disk, &claim_path(place), |_| false)
}

fn claim_path(place: &Publication<'_>) -> PathBuf {
    let key = manifest::key(&place.root, &place.out);
    place.root.join(STATE).join(format!("beside-{key}"))
}
