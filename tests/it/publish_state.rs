//! `.causebook/` in disorder, and what has a name as if it were the tool's: a build neither hangs nor
//! deletes anything else, and heals what is its own.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, Run, tree};
use crate::publish_places::Mount;

/// What a build keeps for itself, by the beginnings of names.
const OWN: [&str; 4] = ["lock", "manifest-", "stamp-", "stage-"];

/// A project that was built twice, so that all of its state is there, and is about to be again.
fn built() -> Project {
    let project = Project::small();
    project.build(&[]);
    change(&project);
    project.build(&[]);
    change(&project);
    project
}

fn change(project: &Project) {
    let [old, new] = ["\"Keep it.\"", "\"Keep the number.\""];
    let is_old = project.read("content/codes/486.md").contains(old);
    let (from, to) = if is_old { (old, new) } else { (new, old) };
    project.edit("content/codes/486.md", from, to);
}

/// The one path in the state whose name begins so.
fn find(project: &Project, name: &str) -> PathBuf {
    let entries = fs::read_dir(project.path(".causebook")).unwrap().flatten();
    let mut found = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(name));
    found.next().unwrap().path()
}

/// The same, taken away.
fn take_out(project: &Project, name: &str) -> PathBuf {
    let path = find(project, name);
    if path.is_dir() {
        fs::remove_dir_all(&path).unwrap()
    } else {
        fs::remove_file(&path).unwrap()
    }
    path
}

/// With `put` in the place of all parts of the state, builds succeed and touch nothing else.
#[track_caller]
fn check(put: impl Fn(&Project, &Path)) {
    for is_changed in [true, false] {
        let project = built();
        if !is_changed {
            project.build(&[]);
        }
        OWN.map(|name| take_out(&project, name)).iter().for_each(|path| put(&project, path));
        let before = tree(&project.path("content"));
        project.build(&[]);
        assert!(tree(&project.path("content")) == before, "the content changed");
        assert!(project.public().contains_key("codes/486/index.html"));
        let again = project.build(&[]);
        assert!(again.summary().contains(": 0 files written, "), "{}", again.stderr);
    }
}

#[test]
fn a_pipe_in_the_state_is_never_opened() {
    check(|_, path| assert_eq!(Run::of(Command::new("mkfifo").arg(path)).status, 0));
}

#[test]
fn a_link_in_the_state_leads_nowhere() {
    check(|_, path| symlink("../content", path).unwrap());
    check(|project, path| symlink(project.path("content/site.toml"), path).unwrap());
    check(|_, path| symlink("../content/nothing", path).unwrap());
}

#[test]
fn a_folder_or_a_file_in_the_place_of_the_other_is_healed() {
    check(|_, path| {
        fs::create_dir(path).unwrap();
        fs::write(path.join("junk"), "junk").unwrap();
    });
    check(|_, path| fs::write(path, "junk").unwrap());
}

#[test]
fn a_file_in_the_place_of_the_whole_state_is_refused_with_a_way_out() {
    let project = Project::small();
    project.write(".causebook", "whose?");
    let run = project.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let problem = run.problems().remove(0);
    assert_eq!(problem["path"], ".causebook");
    assert!(problem["help"].as_str().unwrap().starts_with("take it away"), "{problem}");
}

#[test]
fn what_only_has_a_name_like_a_staged_site_stays() {
    let project = built();
    let mine = project.path(".public.causebook");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("mine.txt"), "mine").unwrap();
    project.build(&[]);
    assert_eq!(tree(&mine).len(), 1);

    let linked = project.beside("linked");
    fs::rename(&mine, &linked).unwrap();
    symlink(&linked, &mine).unwrap();
    change(&project);
    project.build(&[]);
    assert_eq!(tree(&linked).len(), 1);
}

#[test]
fn on_another_volume_only_what_is_known_to_be_staged_goes() {
    let project = Project::small();
    let volume = project.beside("volume");
    let options = ["-t", "tmpfs", "-o", "size=8m", "causebook-test"];
    let Some(_mount) = Mount::new(&volume, &options) else { return };
    let (out, beside) = (volume.join("site"), volume.join(".site.causebook"));
    let args = ["--out", out.to_str().unwrap()];
    let build_anew = || {
        change(&project);
        project.build(&args)
    };
    project.build(&args);
    fs::create_dir(&beside).unwrap();
    fs::write(beside.join("mine.txt"), "mine").unwrap();
    for _ in 0..2 {
        let run = build_anew();
        assert!(run.stderr.contains(".site.causebook is in the way"), "{}", run.stderr);
        assert_eq!(tree(&beside).len(), 1);
    }
    // As a build leaves it that is killed while it stages.
    let manifest = find(&project, "manifest-").display().to_string();
    let claim = manifest.replace("manifest-", "beside-").replace(".json", "");
    fs::write(claim, "").unwrap();
    let run = build_anew();
    assert!(!run.stderr.contains("file by file"), "{}", run.stderr);
    assert_eq!(fs::read_dir(&volume).unwrap().count(), 1);
    assert!(tree(&project.path(".causebook")).keys().all(|path| !path.starts_with("beside-")));
}
