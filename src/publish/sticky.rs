//! Sticky folders, such as `/tmp`: everyone may write new files there, but only the owner of a file or
//! of the folder may take a file's place (unlink(2), `EPERM`). Staging would not notice.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::Publication;
use super::plan::Plan;
use crate::problem::{self, Failure, Problem, Rule};

/// The sticky bit of a folder's mode (inode(7)).
const STICKY: u32 = 0o1000;

/// Refuses, before anything is written, what could not be replaced or removed file by file.
pub fn refuse(place: &Publication<'_>, plan: &Plan<'_>) -> Result<(), Failure> {
    let user = rustix::process::geteuid();
    let changed = plan.steps.iter().filter(|step| !step.unchanged).map(|step| step.path);
    let mut targets =
        changed.chain(plan.removed.iter().map(String::as_str)).map(|path| place.out.join(path));
    match targets.find(|target| !user.is_root() && is_held(target, user.as_raw())) {
        Some(target) => Err(Failure::refused(held(&target))),
        None => Ok(()),
    }
}

/// Whether a file lies there that the user with this number may not replace.
fn is_held(target: &Path, user: u32) -> bool {
    let folder = target.parent().and_then(|folder| folder.metadata().ok());
    let (Some(folder), Ok(file)) = (folder, target.symlink_metadata()) else { return false };
    folder.mode() & STICKY != 0 && ![file.uid(), folder.uid()].contains(&user)
}

fn held(target: &Path) -> Problem {
    let place = problem::Place::path(target.display().to_string());
    let message = "cannot write this: its folder is sticky, and both belong to somebody else";
    Problem::at(place, Rule::Disk, message)
        .help("build as the owner of one of them, or take the bit off with `chmod -t`")
}
