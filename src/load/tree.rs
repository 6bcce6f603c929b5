//! The files below a project's root: walked in order, bounded, and never outside the root.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{FoundFile, MAX_FILE, RawFile, Slot, is_left_out};
use crate::problem::{Failure, Place, Problem, Problems, Rule};

/// Below so many files, another thread costs more than it brings.
const FILES_A_THREAD: usize = 64;

/// A project's folder.
pub struct Tree<'a> {
    root: PathBuf,
    problems: &'a Problems,
}

impl<'a> Tree<'a> {
    /// The project at `root`; a [`Failure`] where the disk does not show it. What is no file goes
    /// to `problems`.
    pub fn new(root: &Path, problems: &'a Problems) -> Result<Self, Failure> {
        let real = root.canonicalize();
        let root =
            real.map_err(|error| Failure::disk("read", root.display().to_string(), &error))?;
        Ok(Self { root, problems })
    }

    /// The file at `path`. What the disk refuses is reported.
    pub fn read(&self, path: &str) -> Slot {
        let source = self.root.join(path);
        match fs::metadata(&source) {
            Err(_) if source.is_symlink() => {
                self.leads_nowhere(path);
                Slot::Unreadable
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Slot::Missing,
            Err(error) => {
                self.refused(path, &error);
                Slot::Unreadable
            }
            Ok(metadata) => {
                let found = FoundFile { path: path.to_owned(), source, size: metadata.len() };
                if !self.is_file_of_ours(&found) {
                    return Slot::Unreadable;
                }
                self.read_all(&[found]).pop().map_or(Slot::Unreadable, Slot::File)
            }
        }
    }

    /// The bytes of each file that is not too large for content. What the disk refuses is reported.
    pub fn read_all(&self, files: &[FoundFile]) -> Vec<RawFile> {
        let small: Vec<_> = files.iter().filter(|file| self.is_small(file)).collect();
        let read = small.par_iter().with_min_len(FILES_A_THREAD).map(|file| fs::read(&file.source));
        let read: Vec<_> = read.collect();
        let files = small.into_iter().zip(read).filter_map(|(file, bytes)| {
            let bytes = bytes.inspect_err(|error| self.refused(&file.path, error)).ok()?;
            Some(RawFile { path: file.path.clone(), bytes: bytes.into() })
        });
        files.collect()
    }

    /// Reports files that are read only where they are copied, and could not be then: that is known
    /// before the rest is done, and by those who only check.
    pub fn try_to_open(&self, files: &[FoundFile]) {
        for file in files {
            if let Err(error) = File::open(&file.source) {
                self.refused(&file.path, &error);
            }
        }
    }

    /// All files below `folder`, by path; `left_out` says which names to pass over. A folder that
    /// is not there is empty.
    pub fn files(
        &self,
        folder: &str,
        left_out: fn(&str) -> bool,
    ) -> Result<Vec<FoundFile>, Failure> {
        if !self.has_folder(folder) {
            return Ok(Vec::new());
        }
        let start = self.root.join(folder);
        let keep = |entry: &DirEntry| {
            entry.depth() == 0 || !left_out(&entry.file_name().to_string_lossy())
        };
        let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name();
        let mut walk = walk.into_iter().filter_entry(keep);
        let mut files = Vec::new();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if !self.is_named(&entry) || !self.stays_inside(&entry) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) => files.extend(self.found(&entry)?),
                Err(error) => self.note_broken_entry(folder, error)?,
            }
        }
        Ok(files)
    }

    /// The names of the folders right below `folder`, sorted, leftovers of editors apart.
    pub fn folders(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let names = self.names(folder)?.into_iter();
        Ok(names.filter_map(|name| name.strip_suffix('/').map(str::to_owned)).collect())
    }

    /// What lies right below `folder`, by name, leftovers of editors apart; folders end with `/`.
    pub fn names(&self, folder: &str) -> Result<Vec<String>, Failure> {
        if !self.has_folder(folder) {
            return Ok(Vec::new());
        }
        let entries = fs::read_dir(self.root.join(folder))
            .map_err(|error| Failure::disk("read", folder, &error))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| Failure::disk("read", folder, &error))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !is_left_out(&name) {
                names.push(if entry.path().is_dir() { name + "/" } else { name });
            }
        }
        names.sort();
        Ok(names)
    }

    fn found(&self, entry: &DirEntry) -> Result<Option<FoundFile>, Failure> {
        let kind = entry.file_type();
        if kind.is_dir() {
            return Ok(None);
        }
        let path = self.relative(entry.path());
        if kind.is_file() {
            let size = entry.metadata().map_err(|error| walk_failure(&path, error))?.len();
            return Ok(Some(FoundFile { path, source: entry.path().to_owned(), size }));
        }
        self.special(&path, "this is neither a file nor a folder", "take it out of the project");
        Ok(None)
    }

    /// Only a link can lead out of a folder that lies inside.
    fn stays_inside(&self, entry: &DirEntry) -> bool {
        !entry.path_is_symlink() || self.is_inside(&self.relative(entry.path()), entry.path())
    }

    /// Whether the name of an entry can be told, and be part of an address; else it is reported.
    fn is_named(&self, entry: &DirEntry) -> bool {
        let is_named = entry.file_name().to_str().is_some();
        if !is_named {
            let path = self.relative(entry.path());
            self.special(&path, "this name is not UTF-8", "rename it: addresses are UTF-8");
        }
        is_named
    }

    /// Whether a path lies in the project, whatever links lead there.
    fn is_inside(&self, path: &str, source: &Path) -> bool {
        let inside = source.canonicalize().is_ok_and(|real| real.starts_with(&self.root));
        if !inside {
            let message = "this symbolic link leads out of the project";
            self.special(
                &self.link(path),
                message,
                "copy what it leads to into the project instead",
            );
        }
        inside
    }

    /// Whether a folder is there; what lies in its place is reported.
    pub fn has_folder(&self, path: &str) -> bool {
        let source = self.root.join(path);
        match fs::metadata(&source) {
            Ok(metadata) if metadata.is_dir() => return self.is_inside(path, &source),
            Ok(_) => self.special(path, "this is not a folder", "take it out of the project"),
            Err(_) if source.is_symlink() => self.leads_nowhere(path),
            Err(_) => {}
        }
        false
    }

    fn is_file_of_ours(&self, file: &FoundFile) -> bool {
        if !file.source.is_file() {
            self.special(&file.path, "this is not a file", "take it out of the project");
            return false;
        }
        self.is_inside(&file.path, &file.source)
    }

    fn is_small(&self, file: &FoundFile) -> bool {
        if file.size <= MAX_FILE {
            return true;
        }
        let message = format!("this file is larger than {} MiB", MAX_FILE >> 20);
        let problem = Problem::at(Place::path(&file.path), Rule::TooLarge, message);
        self.problems.push(problem.help("split it, or leave out what no visitor reads"));
        false
    }

    /// The first symbolic link on the way to a path that one leads astray: what it is told of once,
    /// whatever was looked for behind it.
    fn link(&self, path: &str) -> String {
        let all = Path::new(path).ancestors();
        let first = all.filter(|above| self.root.join(above).is_symlink()).last();
        first.and_then(Path::to_str).unwrap_or(path).to_owned()
    }

    fn refused(&self, path: &str, error: &io::Error) {
        self.problems.extend(Failure::disk("read", path, error).problems);
    }

    fn leads_nowhere(&self, path: &str) {
        self.special(path, "this symbolic link leads nowhere", "take it out, or fix it");
    }

    fn special(&self, path: &str, message: &str, help: &str) {
        let problem = Problem::at(Place::path(path), Rule::SpecialFile, message);
        self.problems.push(problem.help(help));
    }

    /// A link that loops or leads nowhere is a problem of the project, all else is the disk's.
    fn note_broken_entry(&self, folder: &str, error: walkdir::Error) -> Result<(), Failure> {
        let path = error.path().map_or_else(|| folder.to_owned(), |path| self.relative(path));
        let dangling = error.path().is_some_and(|path| path.is_symlink() && !path.exists());
        if error.loop_ancestor().is_some() {
            let message = "this symbolic link leads back to a folder that it lies in";
            self.special(&self.link(&path), message, "take it out");
        } else if dangling {
            self.leads_nowhere(&path);
        } else {
            return Err(walk_failure(&path, error));
        }
        Ok(())
    }

    fn relative(&self, path: &Path) -> String {
        let inner = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }
}

fn walk_failure(path: &str, error: walkdir::Error) -> Failure {
    // The error of the disk, without what the walk says besides.
    let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
    Failure::disk("read", path, &error)
}
