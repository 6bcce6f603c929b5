//! The output folder: where a site may be written, and the lock that keeps two builds apart.

use std::env;
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use super::{failure, manifest::Manifest};
use crate::problem::{Failure, Problem, Rule};
use crate::render::Site;

/// The folder of the tool's own state, below the project's root.
pub const STATE: &str = ".causebook";

/// Refuses a folder that is no folder, or in which a site would do harm.
pub fn refuse_dangerous(out: &Path, root: &Path) -> Result<(), Failure> {
    let refuse = |why: &str| {
        let message = format!("cannot write the site to {}: {why}", out.display());
        let problem = Problem::nowhere(Rule::OutputFolder, message);
        Err(Failure::refused(problem.help("name another folder with `--out DIR`")))
    };
    match fs::symlink_metadata(out) {
        Ok(metadata) if metadata.is_symlink() => return refuse("it is a symbolic link"),
        Ok(metadata) if !metadata.is_dir() => return refuse("it is a file"),
        _ => {}
    }
    let real = real_path(out);
    let root = real_path(root);
    let home = env::home_dir().map(|home| real_path(&home));
    if real.parent().is_none() {
        return refuse("it is the root of the file system");
    }
    if home.is_some_and(|home| home == real) {
        return refuse("it is the home folder");
    }
    if root.starts_with(&real) {
        return refuse("it holds the project");
    }
    for source in ["content", "themes", STATE] {
        if real.starts_with(root.join(source)) {
            return refuse(&format!("it lies inside {source}/"));
        }
    }
    Ok(())
}

/// Refuses a folder of somebody else's: it holds files, and none of an earlier build.
pub fn refuse_foreign_folder(out: &Path, root: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let own = !manifest.is_empty() || real_path(out) == real_path(&root.join("public"));
    let entries = fs::read_dir(out).into_iter().flatten().flatten();
    let mut visible = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    if own || visible.next().is_none() {
        return Ok(());
    }
    let message = format!("{} holds files that this tool did not write", out.display());
    let help = "name an empty folder, or one that an earlier build wrote";
    Err(Failure::refused(Problem::nowhere(Rule::OutputFolder, message).help(help)))
}

/// Whether a folder without a manifest holds an earlier site all the same: the state is safe to
/// delete.
pub fn looks_like_a_site(out: &Path, site: &Site) -> bool {
    let fixed = ["index.html", "404.html", "codes.json", "codes.schema.json", "_headers"];
    let has = |path: &&str| out.join(path).is_file();
    let known = site.outputs.keys().any(|path| fixed.contains(&path.as_str()));
    known && fixed.iter().all(has)
}

/// Waits until no other build runs; the lock ends with its owner.
pub fn lock(root: &Path) -> Result<File, Failure> {
    let path = root.join(STATE).join("lock");
    let opened = fs::create_dir_all(root.join(STATE))
        .and_then(|()| File::options().create(true).truncate(false).write(true).open(&path));
    let file = opened.map_err(|error| failure("open", &path, &error))?;
    file.lock().map_err(|error| failure("lock", &path, &error))?;
    Ok(file)
}

/// Removes the folders above `path` that became empty, up to `out`.
pub fn remove_empty_parents(path: &Path, out: &Path) {
    let parents =
        path.ancestors().skip(1).take_while(|parent| parent.starts_with(out) && *parent != out);
    for parent in parents {
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
}

/// The path without links, as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let absolute = without_dots(&absolute);
    for ancestor in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), absolute.strip_prefix(ancestor)) {
            return real.join(rest);
        }
    }
    absolute
}

/// The path with `..` taken out by name.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(clean.pop()),
            Component::CurDir => {}
            component => clean.push(component),
        }
    }
    clean
}
