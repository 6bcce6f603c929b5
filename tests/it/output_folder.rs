//! Where a site may be written: not where it would do harm, nor among files of somebody else.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::project::{PROGRAM, Project, Run, tree};

/// `build --out OUT` is refused with status 2 for a reason that holds `why`.
#[track_caller]
fn check_refused_out(project: &Project, out: &Path, why: &str) {
    let sources = || ["content", "themes", "public"].map(|part| tree(&project.path(part)));
    let before = sources();
    let run = project.run(&["build", "--out", out.to_str().unwrap(), "--format", "json"]);
    assert_eq!(run.status, 2, "{}: {}{}", out.display(), run.stdout, run.stderr);
    let problem = run.problems().remove(0);
    assert_eq!(problem["rule"], "output-folder", "{}: {problem}", out.display());
    assert!(problem["message"].as_str().unwrap().contains(why), "{}: {problem}", out.display());
    assert!(problem["help"].is_string(), "{problem}");
    assert!(sources() == before, "something was written");
}

#[test]
fn a_folder_that_is_no_place_for_a_site_is_refused() {
    let project = Project::small();
    check_refused_out(&project, Path::new("/"), "root of the file system");
    check_refused_out(&project, project.root(), "holds the project");
    check_refused_out(&project, &project.beside("."), "holds the project");
    check_refused_out(&project, &project.path("content"), "inside content/");
    check_refused_out(&project, &project.path("content/static/site"), "inside content/");
    check_refused_out(&project, &project.path("themes/plain"), "inside themes/");
    check_refused_out(&project, &project.path("public/../themes"), "inside themes/");
    check_refused_out(&project, &project.path(".causebook/site"), "inside .causebook/");
}

#[test]
fn the_home_folder_is_refused() {
    let project = Project::small();
    let home = project.beside("home");
    fs::create_dir(&home).unwrap();
    let out = home.to_str().unwrap();
    let run = Run::of(project.command(&["build", "--out", out]).env("HOME", &home));
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("home folder"), "{}", run.stderr);
    assert_eq!(tree(&home).len(), 0);
}

#[test]
fn a_file_and_a_symbolic_link_are_refused() {
    let project = Project::small();
    let (file, link) = (project.beside("file"), project.beside("link"));
    fs::write(&file, "mine").unwrap();
    check_refused_out(&project, &file, "it is a file");
    check_refused_out(&project, &file.join("below/it"), "file is a file");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    let real = project.beside("real");
    fs::create_dir(&real).unwrap();
    symlink(&real, &link).unwrap();
    check_refused_out(&project, &link, "symbolic link");
    assert_eq!(tree(&real).len(), 0);
    let dressed = link.join("");
    check_refused_out(&project, &dressed, "symbolic link");
}

#[test]
fn a_link_to_the_project_does_not_hide_it() {
    let project = Project::small();
    let link = project.beside("link");
    symlink(project.root(), &link).unwrap();
    check_refused_out(&project, &link.join("content/out"), "inside content/");
}

#[test]
fn a_folder_with_files_of_somebody_else_is_refused() {
    let project = Project::small();
    let out = project.beside("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "mine").unwrap();
    check_refused_out(&project, &out, "holds files");
    assert_eq!(tree(&out).len(), 1);
}

#[test]
fn an_empty_folder_and_one_with_only_dot_files_are_fine() {
    let project = Project::small();
    project.build(&[]);
    let [empty, dotted] = ["empty", "dotted"].map(|name| project.beside(name));
    fs::create_dir(&empty).unwrap();
    fs::create_dir_all(dotted.join(".git")).unwrap();
    fs::write(dotted.join(".git/HEAD"), "ref").unwrap();
    for out in [&empty, &dotted] {
        project.build(&["--out", out.to_str().unwrap()]);
        let again = project.build(&["--out", out.to_str().unwrap()]);
        assert!(again.summary().contains(": 0 files written, "), "{}", again.summary());
    }
    assert_eq!(tree(&empty), project.public());
    assert_eq!(fs::read(dotted.join(".git/HEAD")).unwrap(), b"ref");
}

#[test]
fn a_relative_folder_counts_from_where_the_program_runs() {
    let project = Project::small();
    let elsewhere = project.beside("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let root = project.root().to_str().unwrap();
    let args = ["build", "--root", root, "--out", "site"];
    let run = Run::of(project.command(&args).current_dir(&elsewhere));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(elsewhere.join("site/index.html").exists());
    assert!(!project.path("public").exists());
}

#[test]
fn a_current_folder_that_is_gone_is_named_as_what_is_wrong() {
    let project = Project::small();
    let root = project.root().to_str().unwrap();
    let run_nowhere = |args: &str| {
        let line = format!("mkdir gone && cd gone && rmdir ../gone && exec '{PROGRAM}' {args}");
        Run::of(Command::new("sh").args(["-c", &line]).current_dir(project.root()))
    };
    let relative = format!("build --root '{root}' --out site");
    for args in ["build", "build --root .", &relative] {
        let run = run_nowhere(args);
        assert_eq!(run.status, 2, "{args}: {}", run.stderr);
        assert!(run.stderr.contains("the current folder is gone"), "{args}: {}", run.stderr);
    }
    let run = run_nowhere(&format!("build --root '{root}'"));
    assert_eq!(run.status, 0, "{}", run.stderr);
}
