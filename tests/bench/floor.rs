//! The least that any build must do: read the inputs, write the outputs, sync them.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_128;

/// Reads every file below `root`'s content and themes and returns their bytes.
pub fn read(root: &Path) -> Vec<Vec<u8>> {
    let folders = ["content", "themes"].map(|name| root.join(name));
    let files =
        folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).into_iter().flatten());
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| fs::read(entry.path()).expect("a file"))
        .collect()
}

/// Reads and hashes every input: what a build that changes nothing cannot avoid.
pub fn read_and_hash(root: &Path) -> u128 {
    read(root).iter().fold(0, |all, bytes| all ^ xxh3_128(bytes))
}

/// Writes `tree` to a new folder and syncs each file and folder.
pub fn write(tree: &[(String, Vec<u8>)], out: &Path) {
    let mut folders = std::collections::BTreeSet::from([out.to_owned()]);
    for (path, bytes) in tree {
        let target = out.join(path);
        let folder = target.parent().expect("a folder").to_owned();
        if folders.insert(folder.clone()) {
            fs::create_dir_all(&folder).expect("a folder");
        }
        let mut file = File::create(&target).expect("a file");
        file.write_all(bytes).expect("a write");
    }
}
