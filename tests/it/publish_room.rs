//! An empty folder where a file of the site must go: nothing is lost with it, whichever way the site
//! is published.

use std::fs;
use std::process::Command;

use crate::project::{Project, Run};

/// A built project with a change, to be published in one step or, for the pipe in its folder, not.
fn changed(content: impl FnOnce(&Project), in_one_step: bool) -> Project {
    let project = Project::small();
    content(&project);
    project.build(&[]);
    if !in_one_step {
        let pipe = project.path("public/pipe");
        assert_eq!(Run::of(Command::new("mkfifo").arg(pipe)).status, 0);
    }
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    project
}

/// Builds, which must go the way that was meant.
#[track_caller]
fn build(project: &Project, in_one_step: bool) {
    let run = project.build(&[]);
    assert_eq!(!run.stderr.contains("file by file"), in_one_step, "{}", run.stderr);
    assert!(project.read("public/codes/486/index.html").contains("Keep the number."));
}

#[test]
fn an_empty_folder_gives_way_to_a_file() {
    let folders = ["robots.txt", "robots.txt/a/b"];
    for (folder, in_one_step) in folders.into_iter().flat_map(|it| [(it, true), (it, false)]) {
        let project = changed(|_| (), in_one_step);
        let robots = project.read("public/robots.txt");
        fs::remove_file(project.path("public/robots.txt")).unwrap();
        fs::create_dir_all(project.path("public").join(folder)).unwrap();
        build(&project, in_one_step);
        assert_eq!(project.read("public/robots.txt"), robots);
        assert!(!project.public().keys().any(|path| path.contains(".kept")), "{folder}");
    }
}

#[test]
fn empty_folders_beside_an_obsolete_page_give_way_to_a_file() {
    for in_one_step in [true, false] {
        let old = |project: &Project| project.write("content/static/help/index.html", "old");
        let project = changed(old, in_one_step);
        fs::create_dir_all(project.path("public/help/a/b")).unwrap();
        fs::remove_dir_all(project.path("content/static/help")).unwrap();
        project.write("content/static/help", "new");
        build(&project, in_one_step);
        assert_eq!(project.read("public/help"), "new");
    }
}

#[test]
fn a_folder_that_holds_something_is_refused_before_anything_is_written() {
    for in_one_step in [true, false] {
        let project = changed(|_| (), in_one_step);
        fs::remove_file(project.path("public/robots.txt")).unwrap();
        project.write("public/robots.txt/a/mine", "mine");
        fs::create_dir(project.path("public/robots.txt/empty")).unwrap();
        let before = project.public();
        let run = project.run(&["build", "--format", "json"]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert_eq!(run.problems()[0]["rule"], "foreign-file");
        assert!(project.public() == before, "the site changed");
        assert!(project.path("public/robots.txt/empty").is_dir());
    }
}
