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
    refuse_way_out(root, "content/codes")?;
    let path = format!("content/codes/{code}.md");
    let text = code_file::text(code, &vocabulary(&sources.site, &problems));
    let created = create(&root.join(&path), text.as_bytes());
    created.map_err(|error| Failure::disk("write", &path, &error))?;
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
        let message = format!("{} {why}", folder.display());
        let help = "name a new folder, such as `causebook init codes`";
        return Err(Failure::usage(message, help));
    }
    for (path, bytes) in &files {
        let target = folder.join(path);
        let created = create(&target, bytes);
        created.map_err(|error| Failure::disk("write", target.display().to_string(), &error))?;
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
        // A link that leads nowhere is there all the same.
        Err(error) => error.kind() == io::ErrorKind::NotFound && folder.symlink_metadata().is_err(),
    }
}

/// Creates a file that is not there yet, and its folders.
fn create(target: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(target.parent().unwrap_or(target))?;
    File::create_new(target)?.write_all(bytes)
}

/// Refuses a folder that is, or lies in, a symbolic link to somewhere outside of the project.
fn refuse_way_out(root: &Path, folder: &str) -> Result<(), Failure> {
    let is_there = |folder: &&Path| root.join(folder).symlink_metadata().is_ok();
    let Some(nearest) = Path::new(folder).ancestors().find(is_there) else { return Ok(()) };
    let real = root.join(nearest).canonicalize().and_then(|real| Ok((real, root.canonicalize()?)));
    if real.is_ok_and(|(real, root)| real.starts_with(root)) {
        return Ok(());
    }
    let message = "this symbolic link leads out of the project, or nowhere";
    let place = Place::path(nearest.display().to_string());
    let problem = Problem::at(place, Rule::SpecialFile, message);
    Err(Failure::refused(problem.help("put a folder in its place")))
}
