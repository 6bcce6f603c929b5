//! Publishing: only its own files, only what changed, all or nothing.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};

use crate::project::{Project, lay_over, tree};

const PAGE: &str = "public/codes/404/index.html";

/// A project whose site has been built.
fn built() -> Project {
    let project = Project::small();
    project.build(&[]);
    project
}

/// Takes code 499 out, which no other file names.
fn take_out_499(project: &Project) {
    fs::remove_file(project.path("content/codes/499.toml")).unwrap();
}

#[test]
fn files_that_a_person_put_there_stay() {
    let project = built();
    project.write("public/CNAME", "codes.example.com");
    project.write("public/codes/404/notes.txt", "mine");
    project.write("public/.gitignore", "*");
    let run = project.build(&[]);
    assert!(run.summary().contains(": 0 files written, "), "{}", run.summary());
    take_out_499(&project);
    project.build(&[]);
    assert_eq!(project.read("public/CNAME"), "codes.example.com");
    assert_eq!(project.read("public/codes/404/notes.txt"), "mine");
    assert_eq!(project.read("public/.gitignore"), "*");
}

#[test]
fn foreign_files_in_the_way_refuse_the_build_and_change_nothing() {
    let project = Project::small();
    project.write("public/about.txt", "mine");
    project.write(PAGE, "mine too");
    project.write("public/assets", "a file where a folder goes");
    project.write("public/sitemap.xml/a.txt", "a folder where a file goes");
    let before = project.public();
    let run = project.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let problems = run.problems();
    assert!(problems.iter().all(|problem| problem["rule"] == "foreign-file"), "{problems:#?}");
    let paths: Vec<_> = problems.iter().map(|problem| problem["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["public/assets", PAGE, "public/sitemap.xml"]);
    assert!(project.public() == before, "the site changed");
}

#[test]
fn a_new_page_does_not_overwrite_a_foreign_file() {
    let project = built();
    let source = project.read("content/codes/486.md");
    let source = source.replace("486", "480").replace("Busy Here", "Temporarily Unavailable");
    project.write("content/codes/480.md", source);
    project.write("public/codes/480/index.html", "mine");
    let before = project.public();
    assert_eq!(project.run(&["build"]).status, 2);
    assert!(project.public() == before, "the site changed");
}

#[test]
fn a_foreign_folder_where_a_file_must_go_changes_nothing() {
    let project = Project::small();
    project.write("public/codes.json/mine.txt", "mine");
    let before = project.public();
    assert_eq!(project.run(&["build"]).status, 2);
    assert!(project.public() == before, "the site changed");
}

#[test]
fn a_foreign_file_where_a_folder_must_go_changes_nothing() {
    let project = Project::small();
    project.write("public/codes", "mine");
    let before = project.public();
    assert_eq!(project.run(&["build"]).status, 2);
    assert!(project.public() == before, "the site changed");
}

#[test]
fn a_link_in_the_output_does_not_lead_the_writer_astray() {
    let project = Project::small();
    let outside = project.beside("outside");
    fs::create_dir(&outside).unwrap();
    fs::create_dir(project.path("public")).unwrap();
    symlink(&outside, project.path("public/codes")).unwrap();
    assert_eq!(project.run(&["build"]).status, 2);
    assert_eq!(tree(&outside).len(), 0);
}

#[test]
fn an_own_file_that_was_edited_by_hand_is_written_anew() {
    let project = built();
    let page = project.read(PAGE);
    project.write(PAGE, "edited");
    let run = project.build(&[]);
    assert!(run.summary().contains(": 1 file written, "), "{}", run.summary());
    assert_eq!(project.read(PAGE), page);
}

#[test]
fn a_link_in_the_place_of_an_own_file_gives_way_and_what_it_leads_to_stays() {
    let project = built();
    let (robots, mine) = (project.path("public/robots.txt"), project.beside("mine.txt"));
    let before = project.public();
    fs::write(&mine, "mine").unwrap();
    fs::remove_file(&robots).unwrap();
    symlink(&mine, &robots).unwrap();
    let run = project.build(&[]);
    assert!(run.stderr.contains(": 1 file written, "), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert_eq!(project.public(), before);
    assert!(project.path("public/robots.txt.kept").symlink_metadata().is_err());
    assert_eq!(fs::read_to_string(mine).unwrap(), "mine");
}

#[test]
fn an_obsolete_file_goes_and_so_does_its_empty_folder() {
    let project = built();
    take_out_499(&project);
    let run = project.build(&[]);
    assert!(run.summary().ends_with(", 2 removed"), "page and twin: {}", run.summary());
    assert!(!project.path("public/codes/499").exists());
    assert!(project.path("public/codes").exists());
}

#[test]
fn an_obsolete_file_that_was_edited_by_hand_is_kept_and_reported() {
    let project = built();
    project.write("public/codes/499/index.html", "edited");
    take_out_499(&project);
    let run = project.build(&[]);
    assert!(run.summary().ends_with(", 1 removed"), "the twin alone: {}", run.summary());
    assert!(run.stderr.contains("public/codes/499/index.html"), "{}", run.stderr);
    assert!(run.stderr.contains("edited by hand"), "{}", run.stderr);
    assert_eq!(project.read("public/codes/499/index.html"), "edited");
    let again = project.build(&[]);
    assert_eq!(again.stderr.lines().count(), 1, "reported once: {}", again.stderr);
    assert_eq!(project.read("public/codes/499/index.html"), "edited");
}

#[test]
fn a_kept_file_is_in_the_way_of_its_code_when_that_comes_back() {
    let project = built();
    project.write("public/codes/499/index.html", "edited");
    let source = project.read("content/codes/499.toml");
    take_out_499(&project);
    project.build(&[]);
    project.write("content/codes/499.toml", source);
    let run = project.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let message = run.problems()[0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("or was edited by hand, stands where"), "{message}");
    assert_eq!(project.read("public/codes/499/index.html"), "edited");
}

#[test]
fn unchanged_files_keep_their_time_and_inode() {
    let project = built();
    let stamp = |path: &str| {
        let metadata = fs::metadata(project.path(path)).unwrap();
        (metadata.mtime(), metadata.mtime_nsec(), metadata.ino())
    };
    let others = ["public/codes/404/index.html", "public/404.html", "public/robots.txt"];
    let before = others.map(stamp);
    let changed = stamp("public/codes/486/index.html");
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    let run = project.build(&[]);
    // The page, its twin, and the field in codes.json and codes.csv.
    assert!(run.summary().contains(": 4 files written, "), "{}", run.summary());
    assert_eq!(others.map(stamp), before);
    assert_ne!(stamp("public/codes/486/index.html"), changed);
}

#[test]
fn a_refused_build_leaves_the_site_byte_for_byte() {
    let project = built();
    let before = project.public();
    project.edit("content/codes/404.md", "\"Not Found\"", "\"Not there\"");
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    assert_eq!(project.run(&["build"]).status, 1);
    assert!(project.public() == before, "the site changed");
}

#[test]
fn the_state_is_safe_to_delete() {
    let project = built();
    let before = project.public();
    fs::remove_dir_all(project.path(".causebook")).unwrap();
    let run = project.build(&[]);
    assert!(run.summary().contains(": 0 files written, "), "{}", run.summary());
    assert!(project.public() == before, "the site changed");

    fs::remove_dir_all(project.path(".causebook")).unwrap();
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    project.build(&[]);
    assert!(project.read("public/codes/486/index.html").contains("Keep the number."));
    assert!(project.public().keys().eq(before.keys()), "{:?}", project.public().keys());

    let state = fs::read_dir(project.path(".causebook")).unwrap().map(Result::unwrap);
    let names = state.map(|entry| entry.file_name().into_string().unwrap());
    let manifests: Vec<_> = names.filter(|name| name.starts_with("manifest-")).collect();
    assert_eq!(manifests.len(), 1);
    project.write(&format!(".causebook/{}", manifests[0]), "no manifest");
    project.edit("content/codes/486.md", "\"Keep the number.\"", "\"Keep it.\"");
    let run = project.build(&[]);
    assert!(project.public() == before, "{}", run.stderr);
}

#[test]
fn the_state_of_a_folder_that_is_gone_goes_with_it() {
    let project = built();
    let state = || -> Vec<_> {
        let state = fs::read_dir(project.path(".causebook")).unwrap().map(Result::unwrap);
        let mut names: Vec<_> =
            state.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let build_to = |folder: &str, text: &str| {
        let old = project.read("content/codes/486.md");
        let line = old.lines().find(|line| line.starts_with("next_step")).unwrap().to_owned();
        project.edit("content/codes/486.md", &line, &format!("next_step = \"{text}\""));
        project.build(&["--out", folder]);
    };
    for text in ["One.", "Two."] {
        build_to("public", text);
        build_to("kept", &format!("{text} Kept."));
    }
    let before = state();
    for text in ["Three.", "Four."] {
        build_to("gone", text);
    }
    assert_eq!(state().len(), before.len() + 3, "{:?}", state());

    fs::remove_dir_all(project.path("gone")).unwrap();

    // A record that says too little, and one of a build that died, stay.
    let mut names = state().into_iter().filter(|name| name.starts_with("manifest"));
    let name = names.find(|name| !before.contains(name)).unwrap();
    let file = format!(".causebook/{name}");
    let record = project.read(&file);
    let (old, pending) = ("\"out\": \"gone\",", "\"next\": {}, \"out\": \"gone\",");
    assert!(record.contains(old), "{record}");
    for (text, new) in [("Five.", ""), ("Six.", pending)] {
        project.write(&file, record.replace(old, new));
        build_to("public", text);
        assert!(state().contains(&name), "{new}: {:?}", state());
    }
    project.write(&file, record);
    build_to("public", "Seven.");
    assert_eq!(state(), before);
}

#[test]
fn nothing_but_the_site_is_left_in_the_output_folder() {
    let project = built();
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    project.build(&[]);
    let fresh = Project::small();
    fresh.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
    fresh.build(&[]);
    assert_eq!(project.public(), fresh.public());
}

#[test]
fn two_builds_at_once_do_not_harm_each_other() {
    let project = built();
    let expected = project.public();
    fs::remove_dir_all(project.path("public")).unwrap();
    fs::remove_dir_all(project.path(".causebook")).unwrap();
    let mut children: Vec<_> =
        (0..4).map(|_| project.command(&["build", "-q"]).spawn().unwrap()).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(project.public(), expected);
}

#[test]
fn a_copied_project_with_its_site_builds_on() {
    let project = built();
    let copy = Project::small();
    lay_over(&project.path("public"), &copy.path("public"));
    let run = copy.build(&[]);
    assert!(run.summary().contains(": 0 files written, "), "{}", run.summary());
}
