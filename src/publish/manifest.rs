//! The manifest: which files of an output folder an earlier build wrote, each with its hash. While
//! a build is about to change the folder, the manifest holds what lay there and what will lie
//! there; whenever the process dies, [`Manifest::load`] takes of the two what it finds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::disk::{self, Disk};
use super::{failure, folder::STATE};
use crate::model::OutputPath;
use crate::problem::Failure;

/// Output paths and the hashes of their bytes, in hexadecimal.
pub type Files = BTreeMap<String, String>;

/// The manifest of one output folder.
#[derive(Debug)]
pub struct Manifest {
    file: PathBuf,
    key: String,
    out: Option<String>,
    saved: Record,
    /// What earlier builds wrote, as far as it still lies there or was edited.
    pub files: Files,
    /// Files that may be a person's or an earlier build's; nothing tells. Before one is replaced it is
    /// kept beside, as `NAME.kept`.
    pub doubtful: BTreeSet<String>,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// The folder: below the root, or its whole path. Absent where it lies on another volume, which
    /// need not be mounted the next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    out: Option<String>,
    files: Files,
    /// What a build was about to leave behind; absent once it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<Files>,
}

/// What says whether a manifest is needed any more: there may be many.
#[derive(Debug, Default, Deserialize)]
struct Head {
    out: Option<String>,
    next: Option<IgnoredAny>,
}

/// A hash as the manifest writes it.
pub fn hex(hash: u128) -> String {
    format!("{hash:032x}")
}

/// What tells the state of an output folder from that of others.
pub fn key(root: &Path, out: &Path) -> String {
    format!("{:016x}", xxh3_64(inner(root, out).as_os_str().as_encoded_bytes()))
}

/// Where the manifest of an output folder lies.
pub fn path(root: &Path, out: &Path) -> PathBuf {
    path_of(root, &key(root, out))
}

/// Whether the folder with this key is gone, and no build died on the way to it.
pub fn is_abandoned(root: &Path, folder_key: &str) -> bool {
    let Head { out: Some(out), next: None } = read(&path_of(root, folder_key)) else {
        return false;
    };
    let out = root.join(out);
    let there = out.symlink_metadata();
    let gone = there.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound);
    gone && key(root, &out) == folder_key
}

fn inner<'a>(root: &Path, out: &'a Path) -> &'a Path {
    out.strip_prefix(root).unwrap_or(out)
}

fn path_of(root: &Path, key: &str) -> PathBuf {
    root.join(STATE).join(format!("manifest-{key}.json"))
}

/// What a file says; nothing where there is none, or none that can be read.
fn read<T: Default + DeserializeOwned>(file: &Path) -> T {
    serde_json::from_slice(&disk::read(file).unwrap_or_default()).unwrap_or_default()
}

/// The folder as its record names it.
fn named(root: &Path, out: &Path) -> Option<String> {
    let volume = out.ancestors().find_map(|above| disk::volume(above).ok())?;
    let near = disk::volume(&root.join(STATE)).is_ok_and(|state| state == volume);
    inner(root, out).to_str().filter(|_| near).map(str::to_owned)
}

impl Manifest {
    /// The manifest of `out`; empty where there is none, or none that can be read. Both paths
    /// are absolute and without symbolic links.
    pub fn load(root: &Path, out: &Path) -> Self {
        let (key, file) = (key(root, out), path(root, out));
        let saved: Record = read(&file);
        let files = match &saved.next {
            Some(next) => resolve(&saved.files, next, out),
            None => saved.files.clone(),
        };
        Self { file, key, out: named(root, out), saved, files, doubtful: BTreeSet::new() }
    }

    /// What tells the state of this output folder from that of others.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether no earlier build is known to have written there.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether an earlier build wrote `path`, or may have.
    pub fn may_replace(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.doubtful.contains(path)
    }

    /// Whether a build died between the announcement of its files and its end.
    pub fn is_pending(&self) -> bool {
        self.saved.next.is_some()
    }

    /// The hashes of what builds wrote, or were about to write, to `path`.
    pub fn known(&self, path: &str) -> impl Iterator<Item = &String> {
        let next = self.saved.next.as_ref();
        self.saved.files.get(path).into_iter().chain(next.and_then(|next| next.get(path)))
    }

    /// Every path that builds wrote to, or were about to.
    pub fn known_paths(&self) -> impl Iterator<Item = &String> {
        self.saved.files.keys().chain(self.saved.next.iter().flat_map(Files::keys))
    }

    /// Whether a build is about to write `path`.
    pub fn announces(&self, path: &str) -> bool {
        self.saved.next.as_ref().is_some_and(|next| next.contains_key(path))
    }

    /// Whether a build is about to write something below `folder`.
    pub fn announces_below(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        let mut below =
            self.saved.next.iter().flat_map(|next| next.range(prefix.clone()..).take(1));
        below.any(|(path, _)| path.starts_with(&prefix))
    }

    /// Whether `path` was the tool's before, and is to be so again.
    pub fn writes_anew(&self, path: &str) -> bool {
        self.saved.files.contains_key(path) && self.announces(path)
    }

    /// Announces that the folder is about to hold `next`.
    pub fn announce(&mut self, disk: &dyn Disk, next: &Files) -> Result<(), Failure> {
        self.save(
            disk,
            Record { out: self.out.clone(), files: self.files.clone(), next: Some(next.clone()) },
        )
    }

    /// Notes that the folder holds `files`.
    pub fn settle(&mut self, disk: &dyn Disk, files: Files) -> Result<(), Failure> {
        self.files.clone_from(&files);
        self.save(disk, Record { out: self.out.clone(), files, next: None })
    }

    /// Takes away what a build left that was killed while it saved the manifest.
    pub fn clear(&self, disk: &dyn Disk) -> Result<(), Failure> {
        let staged = self.file.with_extension("new");
        match staged.symlink_metadata() {
            Ok(_) => disk.remove_file(&staged).map_err(|error| failure("remove", &staged, &error)),
            Err(_) => Ok(()),
        }
    }

    fn save(&mut self, disk: &dyn Disk, record: Record) -> Result<(), Failure> {
        if record == self.saved {
            return Ok(());
        }
        let text = serde_json::to_vec_pretty(&record).unwrap_or_default();
        let staged = self.file.with_extension("new");
        self.clear(disk)?;
        let saved = disk
            .write(&staged, &text)
            .and_then(|()| disk.sync(&staged))
            .and_then(|()| disk.rename(&staged, &self.file));
        saved.map_err(|error| failure("write", &self.file, &error))?;
        self.saved = record;
        Ok(())
    }
}

/// Of two accounts of a folder what is true, path by path: a build that could not exchange may
/// have died between two files. A file that neither explains is owned if it was before.
fn resolve(before: &Files, next: &Files, out: &Path) -> Files {
    let paths: BTreeSet<_> = before.keys().chain(next.keys()).collect();
    let mut files = Files::new();
    for path in paths {
        let (old, new) = (before.get(path), next.get(path));
        let target = out.join(path);
        let there = match target.symlink_metadata() {
            Ok(there) if there.is_file() => disk::hash(&target).map(hex).unwrap_or_default(),
            Ok(_) => String::new(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(_) => String::new(),
        };
        let known = [new, old].into_iter().flatten().find(|hash| **hash == there);
        if let Some(hash) = known.or(old) {
            files.insert(path.clone(), hash.clone());
        }
    }
    files
}

/// The files of an earlier build that `outputs` no longer holds.
pub fn obsolete<'a, T>(
    files: &'a Files,
    outputs: &'a BTreeMap<OutputPath, T>,
) -> impl Iterator<Item = (&'a String, &'a String)> {
    files.iter().filter(|(path, _)| !outputs.contains_key(&OutputPath::new(path.as_str())))
}
