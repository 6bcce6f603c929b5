//! The least that any build must do: read the inputs, write the outputs, flush them as often as
//! publishing does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use causebook::publish::disk::{Disk, System};
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

/// Writes `tree` to a new folder. As publishing does, it flushes the volume once, the folder that
/// holds the new one twice, and a list of the files before and after.
pub fn write(tree: &[(String, Vec<u8>)], out: &Path) {
    let mut folders = BTreeSet::from([out.to_owned()]);
    fs::create_dir(out).expect("a folder");
    for (path, bytes) in tree {
        let target = out.join(path);
        let folder = target.parent().expect("a folder");
        if folders.insert(folder.to_owned()) {
            fs::create_dir_all(folder).expect("a folder");
        }
        fs::write(&target, bytes).expect("a file");
    }
    let list: String = tree.iter().map(|(path, _)| format!("{path}\n")).collect();
    let above = out.parent().expect("a folder");
    let (before, after) = (out.with_extension("before"), out.with_extension("after"));
    flushed(&before, &list);
    System.sync_volume(out).expect("a flush");
    System.sync(above).expect("a flush");
    System.sync(above).expect("a flush");
    flushed(&after, &list);
}

fn flushed(path: &Path, text: &str) {
    fs::write(path, text).expect("a file");
    System.sync(path).expect("a flush");
}
