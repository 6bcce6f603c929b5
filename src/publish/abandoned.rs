//! What `.causebook/` keeps of an output folder that is gone: it goes too, so that the state does
//! not grow with every `--out` that was ever named.

use std::fs;
use std::path::Path;

use super::folder::STATE;
use super::{Publication, manifest, stage};

/// Takes away the notes, the spare trees and the manifests of folders that are gone, but for those
/// of the folder that is published now, whose state is called `own`. What cannot go now goes with
/// a later build.
pub fn clear(place: &Publication<'_>, own: &str) {
    let state = place.root.join(STATE);
    for entry in fs::read_dir(&state).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_str().and_then(|name| name.strip_prefix("manifest-"));
        let key = name.and_then(|name| name.strip_suffix(".json"));
        if let Some(key) = key.filter(|key| *key != own)
            && manifest::is_abandoned(&place.root, key)
        {
            clear_folder(place, &state, key);
        }
    }
}

/// The manifest goes last: while it is there, a build that was killed here is followed by another.
fn clear_folder(place: &Publication<'_>, state: &Path, key: &str) {
    let notes = ["stamp", "manifest"].map(|name| state.join(format!("{name}-{key}.new")));
    let notes = notes.into_iter().chain([state.join(format!("stamp-{key}.json"))]);
    let mut removed = stage::discard(place.disk, &state.join(format!("stage-{key}"))).is_ok();
    for note in notes.filter(|note| note.symlink_metadata().is_ok()) {
        removed &= place.disk.remove_file(&note).is_ok();
    }
    if removed {
        let _ = place.disk.remove_file(&state.join(format!("manifest-{key}.json")));
    }
}
