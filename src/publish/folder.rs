//! The output folder: where a site may be written, and the lock that keeps two builds apart.

use std::fs::{self, File, Metadata, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{disk, failure, home, manifest::Manifest, state};
use crate::problem::{Failure, Place, Problem, Rule};

/// The folder of the tool's own state, below the project's root.
pub const STATE: &str = ".causebook";
/// Folders of a project that hold what people wrote, or what the tool needs.
const SOURCES: [&str; 3] = ["content", "themes", STATE];
/// Folders in which other tools keep what no one else may touch.
const FOREIGN_STATES: [&str; 4] = [".git", ".hg", ".svn", ".jj"];

/// The output folder without symbolic links. Refuses one that is no folder, or in which a site
/// would do harm.
pub fn refuse_dangerous(out: &Path, root: &Path) -> Result<PathBuf, Failure> {
    // A path that ends with `/` would show what a link leads to.
    let there = fs::symlink_metadata(out.components().as_path());
    let why = match there {
        Ok(metadata) if metadata.is_symlink() => Some("it is a symbolic link".to_owned()),
        Ok(metadata) if !metadata.is_dir() => Some("it is a file".to_owned()),
        _ => blocked(&real_path(out)).or_else(|| danger(&real_path(out), root)),
    };
    let Some(why) = why else { return Ok(real_path(out)) };
    let message = format!("cannot write the site to {}: {why}", out.display());
    let problem = Problem::nowhere(Rule::OutputFolder, message);
    Err(Failure::refused(problem.help("name another folder with `--out DIR`")))
}

/// A file on the way to `real`, which need not be there yet.
fn blocked(real: &Path) -> Option<String> {
    let nearest = real.ancestors().find_map(|above| Some((above, fs::metadata(above).ok()?)));
    let file = nearest.filter(|(_, metadata)| !metadata.is_dir());
    file.map(|(path, _)| format!("{} is a file", path.display()))
}

/// What would come to harm if a site were written to `real`.
fn danger(real: &Path, root: &Path) -> Option<String> {
    if real.parent().is_none() {
        return Some("it is the root of the file system".to_owned());
    }
    for home in home::folders().map(|home| real_path(&home)) {
        if home == real {
            return Some("it is the home folder".to_owned());
        }
        if lies_in(&home, real) {
            return Some("it holds the home folder".to_owned());
        }
    }
    if lies_in(root, real) {
        return Some("it holds the project".to_owned());
    }
    let sources = SOURCES.map(|name| (name, real_path(&root.join(name))));
    for (name, source) in sources {
        if lies_in(real, &source) {
            return Some(format!("it lies inside {name}/"));
        }
        if lies_in(&source, real) {
            return Some(format!("it holds {name}/"));
        }
    }
    let foreign = FOREIGN_STATES.iter().find(|state| real.iter().any(|name| name == **state));
    foreign.map(|name| format!("it lies inside {name}/"))
}

/// Whether `path` is `folder` or lies in it, by name or, where the same folder has two names (a
/// bind mount), by what it is.
fn lies_in(path: &Path, folder: &Path) -> bool {
    let folder_itself = fs::metadata(folder);
    let is_folder =
        |other: Metadata| folder_itself.as_ref().is_ok_and(|folder| disk::same(folder, &other));
    path.starts_with(folder)
        || path.ancestors().any(|above| fs::metadata(above).is_ok_and(&is_folder))
}

/// Refuses a folder of somebody else's: it holds files, and none that an earlier build is known to
/// have written.
pub fn refuse_foreign_folder(out: &Path, root: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let own = !manifest.is_empty() || out == root.join("public");
    let entries = fs::read_dir(out).into_iter().flatten().flatten();
    let mut visible = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    if own || visible.next().is_none() {
        return Ok(());
    }
    let message = format!(
        "{} holds files, and nothing says that this project's site is among them",
        out.display()
    );
    let help = "name an empty folder, or take the files out of this one";
    Err(Failure::refused(Problem::nowhere(Rule::OutputFolder, message).help(help)))
}

/// Another program, or a person, made the output folder or took it away while its site was made.
pub fn changed_meanwhile(out: &Path) -> Failure {
    let message = format!("{} came or went while its site was made", out.display());
    let problem = Problem::nowhere(Rule::OutputFolder, message);
    Failure::refused(problem.help("nothing in it was changed; build again"))
}

/// The lock, if no other build runs.
pub fn lock_at_once(root: &Path) -> Option<File> {
    let path = lock_path(root);
    let is_other = path.symlink_metadata().is_ok_and(|there| !there.is_file());
    let opened = if is_other { None } else { open_lock(root, &path).ok() };
    opened.filter(|file| file.try_lock().is_ok())
}

/// Waits until no other build runs, and says so where it must; the lock ends with its owner.
pub fn lock(root: &Path, notice: &dyn Fn(&str)) -> Result<File, Failure> {
    let path = lock_path(root);
    refuse_foreign_state(root)?;
    state::heal_one(&disk::System, &path, Metadata::is_file)?;
    let file = open_lock(root, &path).map_err(|error| failure("open", &path, &error))?;
    let locked = match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            notice("waiting for another build of this project to end");
            file.lock()
        }
        Err(TryLockError::Error(error)) => Err(error),
        Ok(()) => Ok(()),
    };
    locked.map_err(|error| failure("lock", &path, &error))?;
    Ok(file)
}

fn lock_path(root: &Path) -> PathBuf {
    root.join(STATE).join("lock")
}

fn open_lock(root: &Path, path: &Path) -> io::Result<File> {
    fs::create_dir_all(root.join(STATE))?;
    File::options().create(true).truncate(false).write(true).open(path)
}

/// Refuses something other than a folder in the place of the tool's state.
fn refuse_foreign_state(root: &Path) -> Result<(), Failure> {
    let state = root.join(STATE);
    if state.is_dir() || state.symlink_metadata().is_err() {
        return Ok(());
    }
    let place = Place::path(state.display().to_string());
    let problem = Problem::at(place, Rule::Disk, "this is not a folder");
    let help = "take it away; nothing but the tool's own state may lie here";
    Err(Failure::refused(problem.help(help)))
}

/// The path without links, as far as it exists, step by step as the system walks it: `..` leads
/// out of where a link leads to.
pub fn real_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => drop(real.pop()),
            component => real.push(component),
        }
        real = real.canonicalize().unwrap_or(real);
    }
    real
}
