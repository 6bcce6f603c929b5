//! A hash of what stat(2) tells of some files, or of their bytes. While it is the same, none of them
//! changed, except within one tick of the disk's clock.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

/// Seconds and nanoseconds of a disk's clock.
pub type Time = (i64, i64);

/// What is told of some files, in the order in which they were added.
#[derive(Default)]
pub struct Stat {
    hasher: Xxh3,
    newest: Time,
}

impl Stat {
    /// Adds the path of a folder.
    pub fn add_name(&mut self, path: &Path) {
        let path = path.as_os_str().as_encoded_bytes();
        self.hasher.update(&path.len().to_le_bytes());
        self.hasher.update(path);
    }

    /// Adds a file by its path.
    pub fn add(&mut self, path: &Path, there: &Metadata) {
        self.add_at(path, there, (there.ctime(), there.ctime_nsec()));
    }

    /// Adds a folder for what lies in it. That changed when the folder was modified last: one that was
    /// moved or made accessible holds what it held.
    pub fn add_folder(&mut self, path: &Path, there: &Metadata) {
        self.add_at(path, there, (there.mtime(), there.mtime_nsec()));
    }

    /// Adds a file for its bytes alone.
    pub fn add_bytes(&mut self, path: &Path, bytes: &[u8]) {
        self.add_name(path);
        self.hasher.update(&bytes.len().to_le_bytes());
        self.hasher.update(bytes);
    }

    fn add_at(&mut self, path: &Path, there: &Metadata, changed: Time) {
        self.add_name(path);
        told(there).for_each(|part| self.hasher.update(&part));
        self.newest = self.newest.max(changed);
    }

    /// The XXH3 hash of all that was told.
    pub fn hash(&self) -> u128 {
        self.hasher.digest128()
    }

    /// When the youngest of the files changed, its names and rights included, or of the folders what
    /// lies in it; what was added by its bytes is left out.
    pub fn newest(&self) -> Time {
        self.newest
    }
}

/// What is told of a file and changes when anything of it does.
fn told(there: &Metadata) -> impl Iterator<Item = [u8; 8]> {
    let times = [there.mtime(), there.mtime_nsec(), there.ctime(), there.ctime_nsec()];
    let numbers = [there.dev(), there.ino(), there.size(), u64::from(there.mode())];
    times.map(i64::to_le_bytes).into_iter().chain(numbers.map(u64::to_le_bytes))
}
