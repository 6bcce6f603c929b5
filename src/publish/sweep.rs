//! After the exchange: the old tree is taken away, and what a person put into it while the new one
//! was staged moves over. Every file is looked at before it goes, so that none is lost, and so that
//! a later build can end what a killed one began.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, Disk};
use super::failure;
use super::manifest::{Manifest, hex};
use super::plan::is_absent;
use super::survey::Survey;
use crate::problem::Failure;

/// An old tree and the new one in its place.
pub struct Sweep<'a> {
    /// The disk.
    pub disk: &'a dyn Disk,
    /// The folder that is taken away.
    pub old: &'a Path,
    /// The output folder.
    pub new: &'a Path,
    /// What the tool wrote to either.
    pub manifest: &'a Manifest,
    /// How long ago the folders changed places.
    pub when: When,
    /// What stays of the old tree.
    pub rest: Rest,
}

/// What stays of an old tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Its folders, and second names of what is unchanged: the next build starts from them. On
    /// ext4 a folder costs a hundred times more to take away and make again than to keep.
    Spare,
    /// Nothing.
    Nothing,
}

/// How long ago two folders changed places, if they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Right now.
    AtOnce,
    /// In a build that was killed.
    Before,
}

impl Sweep<'_> {
    /// What a person deleted while the new tree was staged is deleted there too.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn follow_deletions(&self, survey: &Survey) -> Result<(), Failure> {
        for file in &survey.files {
            let gone = self.old.join(file).symlink_metadata().is_err_and(|error| is_absent(&error));
            if gone {
                self.allow(&self.new.join(file), self.disk.remove_file(&self.new.join(file)))?;
            }
        }
        Ok(())
    }

    /// Takes the old tree away. Returns the new paths of a person's files whose names the site now uses.
    ///
    /// # Errors
    /// Where the disk refuses; calling it again goes on.
    pub fn run(&self) -> Result<Vec<String>, Failure> {
        let mut moved = Vec::new();
        if self.old.symlink_metadata().is_ok_and(|there| there.is_dir()) {
            self.folder(Path::new(""), &mut moved)?;
        }
        Ok(moved)
    }

    fn folder(&self, inner: &Path, moved: &mut Vec<String>) -> Result<(), Failure> {
        let path = self.old.join(inner);
        if !path.symlink_metadata().is_ok_and(|there| is_open(&there)) {
            self.allow(&path, self.disk.set_mode(&path, 0o700))?;
        }
        for entry in fs::read_dir(&path).map_err(|error| failure("read", &path, &error))? {
            let entry = entry.map_err(|error| failure("read", &path, &error))?;
            self.entry(&entry, &inner.join(entry.file_name()), moved)?;
        }
        if self.stays(inner) { Ok(()) } else { self.allow(&path, self.disk.remove_folder(&path)) }
    }

    /// Whether a folder is part of what the next build starts from.
    fn stays(&self, folder: &Path) -> bool {
        let name = folder.to_str();
        self.rest == Rest::Spare
            && name.is_some_and(|name| name.is_empty() || self.manifest.announces_below(name))
    }

    fn entry(
        &self,
        entry: &DirEntry,
        inner: &Path,
        moved: &mut Vec<String>,
    ) -> Result<(), Failure> {
        let (old, new) = (entry.path(), self.new.join(inner));
        let there = entry.metadata().map_err(|error| failure("read", &old, &error))?;
        let twin = new.symlink_metadata().ok();
        if there.is_dir() {
            if twin.is_none() && !self.has_own_files(inner) {
                return self.rescue(&old, inner, moved);
            }
            return self.folder(inner, moved);
        }
        let carried = twin.is_some_and(|twin| disk::same(&there, &twin));
        let own = inner.to_str().is_some_and(|name| self.manifest.announces(name));
        if carried && own && self.rest == Rest::Spare {
            return Ok(());
        }
        if carried || self.is_ours(&there, &old, inner) {
            return self.allow(&old, self.disk.remove_file(&old));
        }
        self.rescue(&old, inner, moved)
    }

    /// Whether the tool wrote this, or writes it anew whatever a person made of it.
    fn is_ours(&self, there: &fs::Metadata, old: &Path, inner: &Path) -> bool {
        let Some(name) = inner.to_str() else { return false };
        if self.manifest.writes_anew(name) {
            return true;
        }
        let mut known = self.manifest.known(name).peekable();
        let is_known = there.is_file() && known.peek().is_some();
        is_known && disk::hash(old).is_ok_and(|hash| known.any(|one| *one == hex(hash)))
    }

    fn has_own_files(&self, folder: &Path) -> bool {
        self.manifest.known_paths().any(|path| Path::new(path).starts_with(folder))
    }

    /// Moves something of a person's to where it was, in the new tree, or beside that.
    fn rescue(&self, old: &Path, inner: &Path, moved: &mut Vec<String>) -> Result<(), Failure> {
        let mut target = self.new.join(inner);
        self.make_folders(inner.parent().unwrap_or(Path::new("")))?;
        let taken = inner.to_str().is_some_and(|name| self.manifest.announces(name));
        // What lies there now is an older state of the same file, unless time has passed.
        let replaces = self.when == When::AtOnce
            && target.symlink_metadata().is_ok_and(|there| !there.is_dir());
        let free = target.symlink_metadata().is_err() && target.parent().is_some_and(Path::is_dir);
        if taken || !free && !replaces {
            target = free_name(self.new, inner);
            moved.push(target.display().to_string());
        }
        self.allow(&target, self.disk.rename(old, &target))
    }

    fn make_folders(&self, inner: &Path) -> Result<(), Failure> {
        let mut folders: Vec<_> = inner.ancestors().collect();
        folders.reverse();
        for folder in folders.into_iter().map(|folder| self.new.join(folder)) {
            if folder.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
            {
                self.allow(&folder, self.disk.make_folder(&folder))?;
            }
        }
        Ok(())
    }

    fn allow(&self, path: &Path, done: io::Result<()>) -> Result<(), Failure> {
        done.map_err(|error| failure("clear away", path, &error))
    }
}

/// A name that nothing has, such as `index.html.kept`, in the folder of `inner` or above it.
pub fn free_name(new: &Path, inner: &Path) -> PathBuf {
    let folder =
        inner.ancestors().skip(1).map(|folder| new.join(folder)).find(|path| path.is_dir());
    let folder = folder.unwrap_or_else(|| new.to_owned());
    let name = inner.file_name().unwrap_or_default().to_string_lossy();
    let names = (1..).map(|count| match count {
        1 => format!("{name}.kept"),
        count => format!("{name}.kept{count}"),
    });
    let mut free = names.map(|name| folder.join(name));
    free.find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| folder.join("kept"))
}

fn is_open(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o700 == 0o700
}
