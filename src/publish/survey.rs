//! What lies in the output folder besides the tool's own files, and whether all of it can be
//! carried over to another folder unchanged.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{self, Volume};
use super::plan::{Plan, parents};

/// What a person put into the output folder, by paths below it.
#[derive(Debug, Default)]
pub struct Survey {
    /// Files and symbolic links.
    pub files: Vec<PathBuf>,
    /// Folders, each after the one that it lies in.
    pub folders: BTreeSet<PathBuf>,
}

/// The paths below an output folder that belong to the tool.
struct Own<'a> {
    files: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
    volume: Volume,
}

/// Why something cannot be carried over, in words for the build's output.
pub type Reason = String;

impl Survey {
    /// Walks over `out`.
    ///
    /// # Errors
    /// The reason where something can neither be carried over nor passed by.
    pub fn new(out: &Path, plan: &Plan<'_>) -> Result<Self, Reason> {
        let steps = plan.steps.iter().map(|step| step.path);
        let files: BTreeSet<&str> = steps.chain(plan.removed.iter().map(String::as_str)).collect();
        let folders = files.iter().flat_map(|path| parents(path)).collect();
        let mut survey = Self::default();
        let own = Own { files, folders, volume: disk::volume(out).map_err(|_| unreadable(out))? };
        survey.walk(out, Path::new(""), &own)?;
        Ok(survey)
    }

    fn walk(&mut self, out: &Path, folder: &Path, own: &Own<'_>) -> Result<(), Reason> {
        let path = out.join(folder);
        for entry in fs::read_dir(&path).map_err(|_| unreadable(&path))? {
            let entry = entry.map_err(|_| unreadable(&path))?;
            let inner = folder.join(entry.file_name());
            let name = inner.to_str().unwrap_or_default();
            let kind = entry.file_type().map_err(|_| unreadable(&inner))?;
            if kind.is_dir() {
                let volume = disk::volume(&entry.path()).map_err(|_| unreadable(&inner))?;
                if volume != own.volume {
                    return Err(format!("{} is a mount point", inner.display()));
                }
                if !own.folders.contains(name) && !own.files.contains(name) {
                    self.folders.insert(inner.clone());
                }
                self.walk(out, &inner, own)?;
            } else if !kind.is_file() && !kind.is_symlink() {
                return Err(format!("{} is neither a file nor a folder", inner.display()));
            } else if !own.files.contains(name) {
                self.files.push(inner);
            }
        }
        Ok(())
    }
}

fn unreadable(path: &Path) -> Reason {
    format!("{} cannot be read", path.display())
}
