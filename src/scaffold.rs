//! New files for writers: a code's file from what the registry knows, and a small knowledge base
//! for another provider. Nothing that is there is ever touched.

mod code_file;
mod starter;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::check::vocabulary;
use crate::load::Sources;
use crate::model::ResponseCode;
use crate::problem::{Failure, Place, Problem, Problems, Rule};

/// The keys of a new code's file that a person must write.
pub use code_file::keys_to_write;

/// Writes `content/codes/CODE.md` below `root` and returns its path there.
///
/// # Errors
/// A [`Failure`] where the code has a file already, or the disk refuses.
pub fn new_code(root: &Path, code: ResponseCode) -> Result<String, Failure> {
    let problems = Problems::default();
    let sources = Sources::load(root, None, &problems)?;
    for extension in ["md", "toml"] {
        let path = format!("content/codes/{code}.{extension}");
        if root.join(&path).symlink_metadata().is_ok() {
            let message = format!("code {code} has a file already");
            let problem = Problem::at(Place::path(path), Rule::Usage, message);
            return Err(Failure::refused(problem.help("edit that file, or name another code")));
        }
    }
    let path = format!("content/codes/{code}.md");
    let text = code_file::text(code, &vocabulary(&sources.site, &problems));
    create(root, &path, text.as_bytes())?;
    Ok(path)
}

/// Writes a small knowledge base to `folder`, which must be missing or hold dot-files alone, such as
/// those of version control, and returns the paths of its files.
///
/// # Errors
/// A [`Failure`] where the folder holds something, or the disk refuses.
pub fn init(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut files = starter::files();
    // A clone of an empty repository may have one.
    files.retain(|(path, _)| path != ".gitignore" || !folder.join(path).exists());
    let mut paths = files.iter().map(|(path, _)| path);
    let taken = paths.find(|path| folder.join(path).symlink_metadata().is_ok());
    let why = match taken {
        _ if !is_free(folder) => Some("is not an empty folder".to_owned()),
        taken => taken.map(|path| format!("holds a file {path} already")),
    };
    if let Some(why) = why {
        let problem = Problem::nowhere(Rule::Usage, format!("{} {why}", folder.display()));
        let help = "name a new folder, such as `causebook init codes`";
        return Err(Failure::refused(problem.help(help)));
    }
    for (path, bytes) in &files {
        create(folder, path, bytes)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Whether a folder is not there, or holds nothing but dot-files.
fn is_free(folder: &Path) -> bool {
    let is_hidden = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name().as_encoded_bytes().starts_with(b"."))
    };
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.all(is_hidden),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Creates a file that is not there yet.
fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let target = root.join(path);
    let folder = target.parent().unwrap_or(root);
    let created = fs::create_dir_all(folder)
        .and_then(|()| File::create_new(&target))
        .and_then(|mut file| file.write_all(bytes));
    created.map_err(|error| Failure::disk("write", path, &error))
}
