//! The manifest: which files of an output folder an earlier build wrote, each with its hash.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{failure, folder::STATE};
use crate::model::OutputPath;
use crate::problem::Failure;
use crate::render::Site;

/// The manifest of one output folder.
#[derive(Debug)]
pub struct Manifest {
    file: PathBuf,
    record: Record,
    changed: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Record {
    /// Output paths and the hashes of their bytes, in hexadecimal.
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of `out`; empty where there is none, or none that can be read.
    pub fn load(root: &Path, out: &Path) -> Self {
        let absolute = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let inside = absolute.strip_prefix(root).unwrap_or(&absolute);
        let name = xxh3_64(inside.as_os_str().as_encoded_bytes());
        let file = root.join(STATE).join(format!("manifest-{name:016x}.json"));
        let text = fs::read(&file).unwrap_or_default();
        let record = serde_json::from_slice(&text).unwrap_or_default();
        Self { file, record, changed: false }
    }

    /// Whether no earlier build is known to have written there.
    pub fn is_empty(&self) -> bool {
        self.record.files.is_empty()
    }

    /// Whether an earlier build wrote `path`.
    pub fn owns(&self, path: &OutputPath) -> bool {
        self.record.files.contains_key(path.as_str())
    }

    /// Notes that `path` now holds bytes with this XXH3 hash.
    pub fn set(&mut self, path: &OutputPath, hash: u128) {
        let hash = format!("{hash:032x}");
        if self.record.files.get(path.as_str()) != Some(&hash) {
            self.record.files.insert(path.as_str().to_owned(), hash);
            self.changed = true;
        }
    }

    /// Notes that the tool no longer answers for `path`.
    pub fn forget(&mut self, path: &str) {
        self.changed |= self.record.files.remove(path).is_some();
    }

    /// The files that `site` no longer has, with the hashes of what was written.
    pub fn obsolete(&self, site: &Site) -> Vec<(String, u128)> {
        let gone = |path: &str| !site.outputs.contains_key(&OutputPath::new(path));
        let files = self.record.files.iter().filter(|(path, _)| gone(path));
        files
            .map(|(path, hash)| (path.clone(), u128::from_str_radix(hash, 16).unwrap_or_default()))
            .collect()
    }

    /// Writes the manifest, if it changed.
    pub fn save(&self) -> Result<(), Failure> {
        if !self.changed {
            return Ok(());
        }
        let text = serde_json::to_vec_pretty(&self.record).unwrap_or_default();
        let staged = self.file.with_extension("new");
        let saved = fs::write(&staged, text).and_then(|()| fs::rename(&staged, &self.file));
        saved.map_err(|error| failure("write", &self.file, &error))
    }
}
