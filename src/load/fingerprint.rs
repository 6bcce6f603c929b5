//! The hash of all that was read: the same hash, the same site. Paths and bytes are told apart by
//! their lengths.

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::{RawFile, Slot, Sources};

/// Below so many files, another thread costs more than it brings.
const FILES_A_THREAD: usize = 64;

impl Sources {
    /// The hash of every file that was read, of the names of static files, and of what the command
    /// line `says` besides.
    pub fn fingerprint(&self, says: &str) -> u128 {
        let mut hasher = Xxh3::new();
        add(&mut hasher, says.as_bytes());
        let slots = [&self.site, &self.home].into_iter();
        let theme = self.theme.as_ref();
        let slots =
            slots.chain(theme.into_iter().flat_map(|theme| [&theme.manifest, &theme.words]));
        slots.for_each(|slot| add_slot(&mut hasher, slot));
        add_all(&mut hasher, &self.codes);
        if let Some(theme) = theme {
            add(&mut hasher, theme.name.as_bytes());
            add_all(&mut hasher, &theme.templates);
            add_all(&mut hasher, &theme.assets);
        }
        self.theme_names.iter().for_each(|name| add(&mut hasher, name.as_bytes()));
        self.static_files.iter().for_each(|file| add(&mut hasher, file.path.as_bytes()));
        hasher.digest128()
    }
}

fn add_slot(hasher: &mut Xxh3, slot: &Slot) {
    match slot {
        Slot::File(file) => hasher.update(&hash(file).to_le_bytes()),
        Slot::Missing => hasher.update(b"missing"),
        Slot::Unreadable => hasher.update(b"unreadable"),
    }
}

fn add_all(hasher: &mut Xxh3, files: &[RawFile]) {
    let hashes = files.par_iter().with_min_len(FILES_A_THREAD).map(hash);
    for hash in hashes.collect::<Vec<_>>() {
        hasher.update(&hash.to_le_bytes());
    }
    hasher.update(&files.len().to_le_bytes());
}

fn add(hasher: &mut Xxh3, bytes: &[u8]) {
    hasher.update(&bytes.len().to_le_bytes());
    hasher.update(bytes);
}

fn hash(file: &RawFile) -> u128 {
    let mut hasher = Xxh3::new();
    add(&mut hasher, file.path.as_bytes());
    hasher.update(&xxh3_128(&file.bytes).to_le_bytes());
    hasher.digest128()
}
