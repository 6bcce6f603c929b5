//! A glance at all that a build may read: what the system tells of each file, and the names of
//! folders; nothing is opened. If the result is the same as before, so are the files. What a link
//! outside of the project leads to no build reads: of it, the link alone is looked at.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::{Stat, is_left_out};

/// How long a file must have been left alone to be known by a glance, in seconds: one that changes
/// twice within a tick of its disk's clock looks the same both times, and some clocks tick slowly.
const REST: i64 = 3;

/// The hash of what the system tells of every file of content and themes. `None` where it does not
/// tell, or where a file changed just now.
pub fn glance(root: &Path) -> Option<u128> {
    glance_at(SystemTime::now(), root)
}

fn glance_at(now: SystemTime, root: &Path) -> Option<u128> {
    let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let real = root.canonicalize().ok()?;
    let mut stat = Stat::default();
    for folder in ["content", "themes"] {
        // A project may do without themes of its own.
        let walk = WalkDir::new(root.join(folder)).follow_links(true).sort_by_file_name();
        let keep = |entry: &DirEntry| {
            entry.depth() == 0 || !is_left_out(&entry.file_name().to_string_lossy())
        };
        let mut walk = walk.into_iter().filter_entry(keep);
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if leads_out(&entry, &real) => {
                    stat.add(entry.path(), &entry.path().symlink_metadata().ok()?);
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                // An empty folder is a theme, or is none, by its name alone.
                Ok(entry) if entry.file_type().is_dir() => stat.add_name(entry.path()),
                Ok(entry) => stat.add(entry.path(), &entry.metadata().ok()?),
                Err(error) if error.depth() == 0 => {}
                Err(_) => return None,
            }
        }
    }
    let rested = stat.newest().0 + REST < i64::try_from(now.as_secs()).ok()?;
    rested.then(|| stat.hash())
}

/// Whether an entry is a link to what does not lie below `root`.
fn leads_out(entry: &DirEntry, root: &Path) -> bool {
    let stays = |path: PathBuf| path.starts_with(root);
    entry.path_is_symlink() && !entry.path().canonicalize().is_ok_and(stays)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, FileTimes};
    use std::os::unix::fs::symlink;
    use std::time::Duration;

    use super::*;

    /// The glance of an hour from now, when all has rested.
    fn later(root: &Path) -> Option<u128> {
        glance_at(SystemTime::now() + Duration::from_secs(3600), root)
    }

    fn project() -> tempfile::TempDir {
        let project = tempfile::tempdir().unwrap();
        let codes = project.path().join("content/codes");
        fs::create_dir_all(&codes).unwrap();
        fs::write(codes.join("404.md"), "one").unwrap();
        fs::write(codes.join("486.md"), "two").unwrap();
        symlink("404.md", codes.join("499.md")).unwrap();
        project
    }

    /// Whether a glance sees `change`, a deed in the folder of codes.
    #[track_caller]
    fn check(change: impl FnOnce(&Path), seen: bool) {
        let project = project();
        let before = later(project.path());
        assert!(before.is_some());
        change(&project.path().join("content/codes"));
        assert_eq!(later(project.path()) != before, seen);
    }

    #[test]
    fn a_glance_sees_whatever_a_build_would_read() {
        check(|codes| fs::write(codes.join("404.md"), "longer").unwrap(), true);
        check(|codes| fs::write(codes.join("500.md"), "new").unwrap(), true);
        check(|codes| fs::remove_file(codes.join("486.md")).unwrap(), true);
        check(|codes| fs::rename(codes.join("486.md"), codes.join("487.md")).unwrap(), true);
        check(|codes| fs::create_dir(codes.join("new")).unwrap(), true);
        let disguise = |codes: &Path| {
            let path = codes.join("404.md");
            let times = path.metadata().unwrap().modified().unwrap();
            fs::remove_file(&path).unwrap();
            fs::write(&path, "six").unwrap();
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.set_times(FileTimes::new().set_modified(times)).unwrap();
        };
        check(disguise, true);
        let lead_elsewhere = |codes: &Path| {
            fs::remove_file(codes.join("499.md")).unwrap();
            symlink("486.md", codes.join("499.md")).unwrap();
        };
        check(lead_elsewhere, true);
        check(|codes| fs::write(codes.join(".404.md.swp"), "").unwrap(), false);
        check(|_| (), false);
    }

    #[test]
    fn a_glance_does_not_follow_what_leads_out() {
        let (project, outside) = (project(), tempfile::tempdir().unwrap());
        let link = project.path().join("content/static");
        fs::create_dir(&link).unwrap();
        let empty = later(project.path());
        fs::remove_dir(&link).unwrap();
        symlink(outside.path(), &link).unwrap();
        let before = later(project.path());
        assert!(before.is_some() && before != empty);
        fs::write(outside.path().join("a"), "").unwrap();
        fs::create_dir(outside.path().join("b")).unwrap();
        assert_eq!(later(project.path()), before);
    }

    #[test]
    fn what_changed_just_now_or_leads_nowhere_is_not_known_by_a_glance() {
        let project = project();
        assert_eq!(glance(project.path()), None);
        symlink("nowhere", project.path().join("content/codes/500.md")).unwrap();
        assert_eq!(later(project.path()), None);
    }
}
