//! The default theme, as it is built into the program: an installed `causebook` works without
//! this repository. A theme of the project's own wins.

use bytes::Bytes;
use include_dir::{Dir, DirEntry, include_dir};

use super::theme::ThemeFiles;
use super::{RawFile, Slot, is_leftover};

/// The name under which a project may use the built-in theme.
pub const NAME: &str = "default";

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The files of the built-in theme, under the paths that they would have in a project.
pub fn default_theme() -> ThemeFiles {
    ThemeFiles {
        name: NAME.to_owned(),
        manifest: file("theme.toml"),
        words: file("words.toml"),
        templates: files_below("templates"),
        unread: Vec::new(),
        assets: files_below("assets"),
    }
}

fn file(path: &str) -> Slot {
    let file = DEFAULT.get_file(path);
    file.map_or(Slot::Missing, |file| Slot::File(raw(path, file.contents())))
}

fn files_below(folder: &str) -> Vec<RawFile> {
    let mut files = Vec::new();
    if let Some(folder) = DEFAULT.get_dir(folder) {
        collect(folder, &mut files);
    }
    files.sort_by(|a: &RawFile, b: &RawFile| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Dir<'static>, files: &mut Vec<RawFile>) {
    for entry in folder.entries() {
        let name = entry.path().file_name().unwrap_or_default().to_string_lossy();
        match entry {
            _ if is_leftover(&name) => {}
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                files.push(raw(&file.path().to_string_lossy(), file.contents()));
            }
        }
    }
}

fn raw(path: &str, bytes: &'static [u8]) -> RawFile {
    RawFile { path: format!("themes/{NAME}/{path}"), bytes: Bytes::from_static(bytes) }
}
