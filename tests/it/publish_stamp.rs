//! A build that changes nothing only reads and compares; whatever has changed, it is seen.

use std::fs::{self, FileTimes};
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

use causebook::publish::disk::System;
use causebook::publish::{Inputs, Means, last_build, publish};
use causebook::render::{Output, Site};

use crate::project::{Project, tree};

const PAGE: &str = "public/codes/404/index.html";

/// A project with a note that the next build believes: what lies in `public/` is older.
fn noted() -> Project {
    let project = Project::small();
    project.write("content/static/about.txt", "about one");
    project.build(&[]);
    project
}

/// Which file the note is: one that is written anew is another.
fn note(project: &Project) -> Option<u64> {
    let state = fs::read_dir(project.path(".causebook")).unwrap().flatten();
    let mut notes = state.filter(|entry| entry.file_name().to_string_lossy().starts_with("stamp-"));
    notes.next().map(|entry| entry.metadata().unwrap().ino())
}

/// After `change`, a build leaves what an untouched folder gets.
#[track_caller]
fn check(change: impl FnOnce(&Project), args: &[&str]) -> Project {
    let project = noted();
    change(&project);
    project.build(args);
    let elsewhere = project.beside("elsewhere");
    project.build(&[args, &["--out", elsewhere.to_str().unwrap()]].concat());
    assert!(project.public() == tree(&elsewhere), "the site is another");
    project
}

/// `change` makes another site, and a build sees it.
#[track_caller]
fn check_input(change: impl FnOnce(&Project), args: &[&str]) {
    let before = noted().public();
    assert!(check(change, args).public() != before, "nothing changed");
}

#[test]
fn a_build_that_changes_nothing_leaves_even_its_note() {
    let project = noted();
    let before = note(&project);
    assert!(before.is_some());
    let run = project.build(&[]);
    assert!(run.summary().contains(": 0 files written, "), "{}", run.summary());
    assert_eq!(note(&project), before);
}

#[test]
fn a_change_of_anything_that_is_read_is_seen() {
    let template = "themes/plain/templates/base.html";
    check_input(|project| project.edit("content/codes/404.md", "number", "digits"), &[]);
    check_input(|project| project.edit(template, "<main", "<main id=m"), &[]);
    check_input(|project| project.write("content/static/about.txt", "about two"), &[]);
    check_input(|project| project.write("content/static/more.txt", "more"), &[]);
    check_input(|_| (), &["--base-url", "https://example.org/elsewhere/"]);
}

#[test]
fn an_output_that_was_touched_is_written_anew() {
    check(|project| fs::remove_file(project.path(PAGE)).unwrap(), &[]);
    // Of the same size, and with the old time.
    let disguise = |project: &Project| {
        let path = project.path(PAGE);
        let times = fs::metadata(&path).unwrap().modified().unwrap();
        let page = project.read(PAGE).replace("404", "405");
        project.write(PAGE, page);
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_times(FileTimes::new().set_modified(times)).unwrap();
    };
    check(disguise, &[]);
}

#[test]
fn a_folder_that_became_a_link_is_seen() {
    for folder in ["public/codes", "public/codes/404"] {
        let project = noted();
        // With all its times, as it was.
        let elsewhere = project.beside("elsewhere");
        fs::rename(project.path(folder), &elsewhere).unwrap();
        symlink(&elsewhere, project.path(folder)).unwrap();
        let run = project.run(&["build"]);
        assert_eq!(run.status, 2, "{folder}: {}", run.stderr);
    }
}

#[test]
fn a_note_that_is_torn_or_of_another_folder_is_not_believed() {
    let tear = |project: &Project| {
        for entry in fs::read_dir(project.path(".causebook")).unwrap().flatten() {
            if entry.file_name().to_string_lossy().starts_with("stamp-") {
                let text = fs::read(entry.path()).unwrap();
                fs::write(entry.path(), &text[..text.len() / 2]).unwrap();
            }
        }
        fs::remove_file(project.path(PAGE)).unwrap();
    };
    check(tear, &[]);
    let forget = |project: &Project| fs::remove_dir_all(project.path(".causebook")).unwrap();
    check(forget, &[]);
}

#[test]
fn a_build_that_has_more_to_say_leaves_no_note() {
    let project = noted();
    fs::remove_file(project.path("content/codes/499.toml")).unwrap();
    project.write("public/codes/499/index.html", "mine");
    let run = project.build(&[]);
    assert!(run.stderr.contains("obsolete, but edited by hand"), "{}", run.stderr);
    assert_eq!(note(&project), None);
}

#[test]
fn a_glance_is_enough_while_the_same_sources_led_to_what_lies_there() {
    let project = Project::small();
    let (root, out) = (project.root(), project.path("public"));
    let page = (causebook::model::OutputPath::new("index.html"), Output::Bytes(b"page"[..].into()));
    let site = Site { outputs: [page].into(), ..Site::default() };
    let inputs = Inputs { glance: Some(7), texts: 0, copies: Vec::new() };
    let means = Means { disk: &System, notice: &|_| (), inputs: Some(&inputs) };
    publish(&site, &out, root, means).unwrap();
    let saw = |glance, out: &Path| last_build(out, root).and_then(|last| last.saw(glance));
    assert_eq!(saw(7, &out).map(|current| current.files), Some(1));
    assert!(saw(8, &out).is_none(), "other sources");
    assert!(saw(7, &project.path("elsewhere")).is_none(), "another folder");
    fs::write(out.join("index.html"), "mine").unwrap();
    assert!(saw(7, &out).is_none(), "an output that was touched");
}
