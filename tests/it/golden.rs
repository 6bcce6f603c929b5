//! The golden site: `tests/sites/small` gives `tests/sites/small.expected`, byte for byte, whoever
//! builds it and wherever. `UPDATE_GOLDEN=1` writes what is expected anew.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::SystemTime;

use crate::project::{
    PROGRAM, Project, Run, Tree, inner_path, is_asked_to_update, lay_over, repository, tree,
};

/// What is expected; built anew first, once a run, where that is asked for.
static EXPECTED: LazyLock<Tree> = LazyLock::new(|| {
    let folder = repository().join("tests/sites/small.expected");
    if is_asked_to_update("UPDATE_GOLDEN") {
        let project = Project::small();
        project.build(&[]);
        let _ = fs::remove_dir_all(&folder);
        lay_over(&project.path("public"), &folder);
    }
    tree(&folder)
});

/// Compares file by file, so that a failure names the file and shows its text.
#[track_caller]
fn check(project: &Project) {
    let (built, expected) = (&project.public(), &*EXPECTED);
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(built), names(expected));
    for (path, bytes) in expected {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&built[path]), text(bytes), "{path}");
        assert_eq!(&built[path], bytes, "{path}");
    }
}

#[test]
fn the_small_site_comes_out_as_expected() {
    let project = Project::small();
    project.build(&[]);
    check(&project);
}

#[test]
fn a_second_build_writes_nothing() {
    let project = Project::small();
    let first = project.build(&[]);
    let count = project.public().len();
    assert!(
        first.summary().ends_with(&format!(": {count} files written, 0 unchanged, 0 removed")),
        "{}",
        first.summary()
    );
    let before = stamps(&project.path("public"));
    let state = tree(&project.path(".causebook"));
    let second = project.build(&[]);
    assert!(
        second.summary().ends_with(&format!(": 0 files written, {count} unchanged, 0 removed")),
        "{}",
        second.summary()
    );
    assert_eq!(stamps(&project.path("public")), before);
    assert_eq!(tree(&project.path(".causebook")), state);
}

/// The time of change and the inode of every file and folder.
fn stamps(folder: &Path) -> BTreeMap<String, (SystemTime, u64)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let stamp = |entry: walkdir::DirEntry| {
        let metadata = entry.metadata().unwrap();
        let stamp = (metadata.modified().unwrap(), metadata.ino());
        (inner_path(entry.path(), folder), stamp)
    };
    entries.map(stamp).collect()
}

#[test]
fn a_build_from_another_folder_gives_the_same_bytes() {
    let project = Project::small();
    let inside = project.path("content/codes");
    let run = Run::of(project.command(&["build"]).current_dir(inside));
    assert_eq!(run.status, 0, "{}", run.stderr);
    check(&project);

    let project = Project::small();
    let root = project.root().to_str().unwrap();
    let run = Run::of(project.command(&["build", "--root", root]).current_dir("/"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    check(&project);
}

#[test]
fn clock_zone_language_and_home_do_not_reach_the_output() {
    for (name, value) in [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "C"),
        ("HOME", "/nonexistent"),
        ("USER", "somebody"),
        ("SOURCE_DATE_EPOCH", "1"),
    ] {
        let project = Project::small();
        let run = Run::of(project.command(&["build"]).env(name, value));
        assert_eq!(run.status, 0, "{name}={value}: {}", run.stderr);
        check(&project);
    }
    let project = Project::small();
    let run = Run::of(project.command(&["build"]).env_clear());
    assert_eq!(run.status, 0, "without an environment: {}", run.stderr);
    check(&project);
}

#[test]
fn a_strict_umask_changes_no_byte() {
    let project = Project::small();
    let line = format!("umask 077 && exec '{PROGRAM}' build");
    let run = Run::of(Command::new("sh").args(["-c", &line]).current_dir(project.root()));
    assert_eq!(run.status, 0, "{}", run.stderr);
    check(&project);
}

#[test]
fn the_order_in_which_files_were_made_changes_no_byte() {
    let source = repository().join("tests/sites/small");
    let project = Project::small();
    for part in ["content", "themes"] {
        fs::remove_dir_all(project.path(part)).unwrap();
        for (path, bytes) in tree(&source.join(part)).iter().rev() {
            project.write(&format!("{part}/{path}"), bytes);
        }
    }
    project.build(&[]);
    check(&project);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_no_byte() {
    let project = Project::small();
    for part in ["content", "themes"] {
        for (path, bytes) in tree(&project.path(part)) {
            let text = path.ends_with(".md")
                || path.ends_with(".toml")
                || path.ends_with(".html")
                || path.ends_with(".css")
                || path.ends_with(".mjs");
            if text {
                let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
                project.write(&format!("{part}/{path}"), format!("\u{feff}{text}"));
            }
        }
    }
    project.build(&[]);
    check(&project);
}
