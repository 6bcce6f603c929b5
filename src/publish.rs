//! From a [`Site`] to files. The only writer: assets first, pages next, removals last, each file by
//! an atomic rename, and only where its bytes differ. What a person put into the folder stays.

mod folder;
mod manifest;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_128;

use crate::model::OutputPath;
use crate::problem::{Failure, Place, Problem, Rule};
use crate::render::{Output, Site};
use manifest::Manifest;

/// What a publication did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many files were written, new or changed.
    pub written: usize,
    /// How many files held the right bytes already and were left alone.
    pub unchanged: usize,
    /// How many files of an earlier build were taken away.
    pub removed: usize,
    /// Files of an earlier site that a person edited: they are obsolete and were kept.
    pub kept: Vec<String>,
}

/// What is to be done with one output.
struct Step<'a> {
    path: &'a OutputPath,
    target: PathBuf,
    output: &'a Output,
    hash: u128,
    unchanged: bool,
}

/// Brings `out` to hold `site`; `root` is the project's folder, which keeps the state.
///
/// # Errors
/// A [`Failure`] before anything is written where `out` is no place for a site or holds a foreign
/// file in the way, and where the disk refuses.
pub fn publish(site: &Site, out: &Path, root: &Path) -> Result<Report, Failure> {
    folder::refuse_dangerous(out, root)?;
    let _lock = folder::lock(root)?;
    let mut manifest = Manifest::load(root, out);
    folder::refuse_foreign_folder(out, root, &manifest)?;
    let adopted = manifest.is_empty() && folder::looks_like_a_site(out, site);
    let steps = plan(site, out)?;
    for step in steps.iter().filter(|step| !step.unchanged && !adopted) {
        if !manifest.owns(step.path) && step.target.symlink_metadata().is_ok() {
            return Err(foreign(step));
        }
    }
    let mut report = Report::default();
    for step in steps {
        if step.unchanged {
            report.unchanged += 1;
        } else {
            write(&step)?;
            report.written += 1;
        }
        manifest.set(step.path, step.hash);
    }
    remove_obsolete(site, out, &mut manifest, &mut report)?;
    manifest.save()?;
    Ok(report)
}

/// Every output with what is there now; assets first, so that no page names one that is missing.
fn plan<'a>(site: &'a Site, out: &Path) -> Result<Vec<Step<'a>>, Failure> {
    let mut steps = Vec::new();
    for (path, output) in &site.outputs {
        let target = out.join(path.as_str());
        let bytes = bytes_of(output)?;
        let is_file = target.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let unchanged = is_file && fs::read(&target).is_ok_and(|there| there == *bytes);
        steps.push(Step { path, target, output, hash: xxh3_128(&bytes), unchanged });
    }
    steps.sort_by_key(|step| !step.path.as_str().starts_with("assets/"));
    Ok(steps)
}

fn bytes_of(output: &Output) -> Result<std::borrow::Cow<'_, [u8]>, Failure> {
    match output {
        Output::Bytes(bytes) => Ok(bytes.into()),
        Output::Copy(source) => {
            let bytes = fs::read(source);
            Ok(bytes.map_err(|error| failure("read", source, &error))?.into())
        }
    }
}

/// Writes beside the target, then renames over it.
fn write(step: &Step<'_>) -> Result<(), Failure> {
    let folder = step.target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .map_err(|error| failure("make the folder of", &step.target, &error))?;
    let name = step.target.file_name().unwrap_or_default().to_string_lossy();
    let staged = folder.join(format!(".{name}.causebook"));
    let written = match step.output {
        Output::Bytes(bytes) => fs::write(&staged, bytes),
        Output::Copy(source) => fs::copy(source, &staged).map(|_| ()),
    };
    written.and_then(|()| fs::rename(&staged, &step.target)).map_err(|error| {
        let _ = fs::remove_file(&staged);
        failure("write", &step.target, &error)
    })
}

/// Takes away what an earlier build wrote and this one does not, unless a person changed it.
fn remove_obsolete(
    site: &Site,
    out: &Path,
    manifest: &mut Manifest,
    report: &mut Report,
) -> Result<(), Failure> {
    for (path, hash) in manifest.obsolete(site) {
        let target = out.join(&path);
        match fs::read(&target) {
            Ok(bytes) if xxh3_128(&bytes) == hash => {
                fs::remove_file(&target).map_err(|error| failure("remove", &target, &error))?;
                folder::remove_empty_parents(&target, out);
                report.removed += 1;
            }
            Ok(_) => report.kept.push(path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failure("read", &target, &error)),
        }
        manifest.forget(&path);
    }
    Ok(())
}

fn foreign(step: &Step<'_>) -> Failure {
    let message =
        format!("a file that this tool did not write stands where /{} must go", step.path);
    let place = Place::path(step.target.display().to_string());
    Failure::refused(
        Problem::at(place, Rule::ForeignFile, message)
            .help("move it out of the way; files to publish belong into content/static/"),
    )
}

fn failure(deed: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::disk(deed, path.display().to_string(), error)
}
