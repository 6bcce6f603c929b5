//! The hash of all that was read: the same hash, the same site. Paths and bytes are told apart by
//! their lengths.

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::{LexiconFiles, RawFile, Slot, Sources, ThemeFiles};

/// Below so many files, another thread costs more than it brings.
const FILES_A_THREAD: usize = 64;

// Each struct is taken apart by name, so that what it grows by cannot be forgotten here.

impl Sources {
    /// The hash of every file that was read, of the names of static files, and of what the command
    /// line `says` besides.
    pub fn fingerprint(&self, says: &str) -> u128 {
        let Self { site, home, names, codes, lexicon, static_files, theme, theme_names } = self;
        let mut hasher = Xxh3::new();
        add(&mut hasher, says.as_bytes());
        [site, home].into_iter().for_each(|slot| add_slot(&mut hasher, slot));
        add_all(&mut hasher, codes);
        lexicon.add_to(&mut hasher);
        let theme = theme.as_ref().map(|theme| theme.fingerprint(""));
        hasher.update(&theme.unwrap_or_default().to_le_bytes());
        let static_files = static_files.iter().map(|file| &file.path);
        let all_names = names.iter().chain(theme_names).chain(static_files);
        all_names.for_each(|name| add(&mut hasher, name.as_bytes()));
        let lengths = [names.len(), theme_names.len()];
        lengths.iter().for_each(|length| hasher.update(&length.to_le_bytes()));
        hasher.digest128()
    }
}

impl LexiconFiles {
    fn add_to(&self, hasher: &mut Xxh3) {
        let Self { sources, causes, events, products } = self;
        [sources, causes, events].into_iter().for_each(|slot| add_slot(hasher, slot));
        add_all(hasher, products);
    }
}

impl ThemeFiles {
    /// The hash of its name, of every file, and of what a site `says` to it.
    pub fn fingerprint(&self, says: &str) -> u128 {
        // Of a theme with files that cannot be read, nothing is remembered.
        let Self { name, manifest, words, templates, assets, unread: _ } = self;
        let mut hasher = Xxh3::new();
        [says, name].into_iter().for_each(|text| add(&mut hasher, text.as_bytes()));
        [manifest, words].into_iter().for_each(|slot| add_slot(&mut hasher, slot));
        [templates, assets].into_iter().for_each(|files| add_all(&mut hasher, files));
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
