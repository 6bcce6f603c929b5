//! The small knowledge base that `init` writes: three codes, every section of the landing page.

use include_dir::{Dir, DirEntry, include_dir};

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter");

/// The writers' guide of this project serves every other.
const GUIDE: &str = include_str!("../../content/README.md");

/// What no repository of a knowledge base should hold.
const IGNORED: &str = "/.causebook/\n";

/// Only the build writes to `public/`.
const IGNORED_IN_PUBLIC: &str = "*\n!.gitignore\n";

/// Every file of the starter: path and bytes.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        (".gitignore".to_owned(), IGNORED.as_bytes().to_vec()),
        ("content/README.md".to_owned(), GUIDE.as_bytes().to_vec()),
        ("public/.gitignore".to_owned(), IGNORED_IN_PUBLIC.as_bytes().to_vec()),
    ];
    collect(&STARTER, &mut files);
    files.sort();
    files
}

fn collect(folder: &Dir<'_>, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().into_owned();
                files.push((path, file.contents().to_vec()));
            }
        }
    }
}
