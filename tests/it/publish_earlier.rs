//! A site whose manifest is gone: the next build goes on with what the tool wrote, and overwrites
//! nothing that a person may have.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::project::{Project, Run, tree};

/// A project whose site has been built and whose state is gone.
fn forgotten(content: impl FnOnce(&Project)) -> Project {
    let project = Project::small();
    content(&project);
    project.build(&[]);
    fs::remove_dir_all(project.path(".causebook")).unwrap();
    project
}

/// A code that the site did not have, as a copy of one that it has.
fn add_480(project: &Project) {
    let source = project.read("content/codes/486.md");
    let source = source.replace("486", "480").replace("Busy Here", "Temporarily Unavailable");
    project.write("content/codes/480.md", source);
}

/// The next build refuses what stands at `path` and leaves all as it was.
#[track_caller]
fn check_refused(project: &Project, path: &str) {
    let before = project.public();
    let run = project.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let problems = run.problems();
    let paths: Vec<_> = problems.iter().map(|problem| problem["path"].as_str().unwrap()).collect();
    assert_eq!(paths, [path], "{problems:?}");
    assert!(project.public() == before, "the site changed");
}

#[test]
fn a_page_that_the_site_did_not_name_is_a_persons() {
    for name in ["index.html", "index.md"] {
        let project = forgotten(|_| ());
        let path = format!("public/codes/480/{name}");
        project.write(&path, "mine");
        add_480(&project);
        check_refused(&project, &path);
    }
}

#[test]
fn a_torn_manifest_hands_no_page_of_a_persons_over() {
    let project = Project::small();
    project.build(&[]);
    for entry in fs::read_dir(project.path(".causebook")).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("manifest-") {
            fs::write(entry.path(), "torn").unwrap();
        }
    }
    project.write("public/codes/480/index.html", "mine");
    add_480(&project);
    check_refused(&project, "public/codes/480/index.html");
}

#[test]
fn a_link_in_the_place_of_a_file_is_a_persons() {
    let project = forgotten(|_| ());
    let mine = project.beside("mine.txt");
    fs::write(&mine, "mine").unwrap();
    fs::remove_file(project.path("public/robots.txt")).unwrap();
    symlink(&mine, project.path("public/robots.txt")).unwrap();
    check_refused(&project, "public/robots.txt");
    assert_eq!(fs::read_to_string(mine).unwrap(), "mine");
}

#[test]
fn pages_that_the_site_named_are_written_anew() {
    let project = forgotten(|project| project.write("content/static/logo.svg", "logo"));
    project.write("public/codes/404/index.html", "edited");
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    let site =
        project.read("content/site.toml").replace("https://example.com", "https://a.example");
    project.write("content/site.toml", site);
    let before = project.public();
    let run = project.build(&[]);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(project.public().keys().eq(before.keys()), "{:?}", project.public().keys());
    assert!(project.read("public/codes/404/index.html").starts_with("<!doctype html>"));
}

#[test]
fn a_folder_of_another_name_that_holds_this_very_site_is_known_again() {
    let project = Project::small();
    project.build(&["--out", "elsewhere"]);
    fs::remove_dir_all(project.path(".causebook")).unwrap();
    project.write("elsewhere/mine.txt", "mine");
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    project.build(&["--out", "elsewhere"]);
    assert!(project.read("elsewhere/codes/486/index.html").contains("Keep the number."));
    assert_eq!(project.read("elsewhere/mine.txt"), "mine");
}

#[test]
fn a_folder_that_holds_the_site_of_another_project_is_not_taken_over() {
    let project = Project::small();
    project.build(&["--out", "elsewhere", "--base-url", "https://other.example"]);
    fs::remove_dir_all(project.path(".causebook")).unwrap();
    let before = tree(&project.path("elsewhere"));
    for args in [["build", "--out", "elsewhere"], ["build", "--out", "elsewhere/codes"]] {
        let run = project.run(&args);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains("nothing says that this project's site"), "{}", run.stderr);
        assert!(tree(&project.path("elsewhere")) == before, "{args:?}");
    }
}

#[test]
fn a_static_file_of_which_nothing_tells_stays_beside_the_new_one() {
    for in_one_step in [true, false] {
        let project = forgotten(|_| ());
        project.write("public/brand/logo.svg", "mine");
        project.write("content/static/brand/logo.svg", "the site's");
        if !in_one_step {
            let pipe = project.path("public/pipe");
            assert_eq!(Run::of(Command::new("mkfifo").arg(&pipe)).status, 0);
        }
        let run = project.build(&[]);
        assert_eq!(!run.stderr.contains("file by file"), in_one_step, "{}", run.stderr);
        assert!(run.stderr.contains("public/brand/logo.svg.kept: "), "{}", run.stderr);
        assert_eq!(project.read("public/brand/logo.svg"), "the site's");
        assert_eq!(project.read("public/brand/logo.svg.kept"), "mine");
        let again = project.build(&[]);
        assert!(again.summary().contains(": 0 files written, "), "{}", again.stderr);
        assert!(!project.path("public/brand/logo.svg.kept2").exists());
    }
}
