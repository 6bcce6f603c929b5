//! Broken sites: each folder of `tests/broken` holds one mistake in the small site, as lines that
//! change in its files (`EDIT`), files to lay over it and paths to take out of it (`DELETE`), and the
//! message that it earns (`expected.txt`). `UPDATE_BROKEN=1` writes the messages anew. What a folder
//! cannot hold stands in `odd_files`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::project::{Project, Run, Tree, is_asked_to_update, repository, tree};

/// The files of a folder that are no part of the site.
const NOTES: [&str; 3] = ["DELETE", "EDIT", "expected.txt"];

/// Rules that no folder can break, and the module whose tests break them.
const TESTED_ELSEWHERE: [(&str, &str); 6] = [
    ("disk", "formats"),
    ("foreign-file", "publish"),
    ("not-utf-8", "odd_files"),
    ("output-folder", "output_folder"),
    ("special-file", "odd_files"),
    ("usage", "formats"),
];

/// The folders of `tests/broken`, by name.
fn folders() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(repository().join("tests/broken")).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut folders: Vec<_> =
        folders.map(|entry| (entry.file_name().into_string().unwrap(), entry.path())).collect();
    folders.sort();
    folders
}

/// The small site with the mistake of a folder.
fn broken(folder: &Path) -> Project {
    let project = Project::small();
    let files: Tree = tree(folder);
    for (path, bytes) in files.iter().filter(|(path, _)| !NOTES.contains(&path.as_str())) {
        project.write(path, bytes);
    }
    let note = |name: &str| files.get(name).map_or("", |bytes| str::from_utf8(bytes).unwrap());
    for change in note("EDIT").split("\n\n").filter(|change| !change.is_empty()) {
        edit(&project, change);
    }
    for path in note("DELETE").lines() {
        fs::remove_file(project.path(path)).unwrap();
    }
    project
}

/// Makes a change of an `EDIT`: the path of a file, and below it lines as a diff has them, with a
/// blank before one that stays, `-` before one that goes and `+` before one that comes.
#[track_caller]
fn edit(project: &Project, change: &str) {
    let (path, lines) = change.split_once('\n').unwrap();
    let without = |mark: char| -> String {
        let lines = lines.lines().filter(|line| !line.starts_with(mark));
        lines.map(|line| format!("{}\n", &line[1..])).collect()
    };
    let (old, new) = (without('+'), without('-'));
    assert_eq!(project.read(path).matches(&old).count(), 1, "{path} holds this once:\n{old}");
    project.edit(path, &old, &new);
}

/// A broken site and what is said about it.
struct Case {
    name: String,
    /// What the folder says must be said.
    expected: String,
    build: Run,
    wrote: bool,
    check: Run,
}

/// All broken sites, each built and checked once a run.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| folders().into_iter().map(case).collect());

fn case((name, folder): (String, PathBuf)) -> Case {
    let project = broken(&folder);
    let build = project.run(&["build", "--color", "never"]);
    let wrote = project.path("public").exists();
    let check = project.run(&["check", "--format", "json"]);
    let message = folder.join("expected.txt");
    if is_asked_to_update("UPDATE_BROKEN") {
        fs::write(&message, &build.stderr).unwrap();
    }
    let expected = fs::read_to_string(&message).unwrap_or_default();
    Case { name, expected, build, wrote, check }
}

#[test]
fn every_mistake_earns_its_message() {
    let mut wrong = Vec::new();
    for Case { name, expected, build, .. } in CASES.iter() {
        let Run { status, stdout, stderr } = build;
        if (*status, stdout.as_str(), stderr) != (1, "", expected) {
            wrong.push(format!("{name}: status {status}\n{stdout}{stderr}\nexpected:\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} folders\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn a_refused_build_writes_nothing() {
    for Case { name, wrote, .. } in CASES.iter() {
        assert!(!wrote, "{name}: something was written");
    }
}

#[test]
fn check_refuses_what_build_refuses() {
    for Case { name, build, check, .. } in CASES.iter() {
        assert_eq!(check.status, build.status, "{name}");
        for problem in check.problems() {
            let message = problem["message"].as_str().unwrap();
            assert!(build.stderr.contains(message), "{name}: build does not say {message:?}");
        }
        let drawn = build.stderr.matches("error: ").count();
        assert_eq!(check.problems().len(), drawn, "{name}");
    }
}

#[test]
fn messages_are_lower_case_without_a_full_stop_and_without_words_of_rust() {
    let mut wrong = Vec::new();
    for problem in CASES.iter().flat_map(|case| case.check.problems()) {
        let message = problem["message"].as_str().unwrap();
        let first = message.chars().next().unwrap_or('A');
        let form =
            !first.is_uppercase() && !message.ends_with(['.', ' ']) && !message.contains(". ");
        if !form || speaks_rust(message) {
            wrong.push(message.to_owned());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a message shows a type or a value as Rust's `Debug` would.
fn speaks_rust(message: &str) -> bool {
    let calls = message.match_indices('(').map(|(at, _)| {
        let before = &message[..at];
        let start = before.rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
        &before[start..]
    });
    let mut calls = calls.map(|name| (name.starts_with(char::is_uppercase), name));
    calls.any(|(upper, name)| upper && name.contains(char::is_lowercase))
        || ["&str", "usize", "u8", "Vec<", "panicked"].iter().any(|word| message.contains(word))
}

#[test]
fn every_rule_is_earned_by_a_broken_site() {
    let rules = rules();
    let elsewhere = TESTED_ELSEWHERE.map(|(rule, _)| rule.to_owned());
    let mut earned = BTreeSet::from(elsewhere.clone());
    for Case { name, check, .. } in CASES.iter() {
        for problem in check.problems() {
            let rule = problem["rule"].as_str().unwrap().to_owned();
            assert!(!elsewhere.contains(&rule), "{name} earns {rule}: take it off the list");
            earned.insert(rule);
        }
    }
    let unearned: Vec<_> = rules.difference(&earned).collect();
    assert!(unearned.is_empty(), "no broken site earns {unearned:?}");
    let unknown: Vec<_> = earned.difference(&rules).collect();
    assert!(unknown.is_empty(), "no rule is called {unknown:?}");
}

#[test]
fn rules_that_no_folder_can_break_are_broken_by_test_code() {
    for (rule, module) in TESTED_ELSEWHERE {
        let path = repository().join("tests/it").join(module).with_extension("rs");
        let source = fs::read_to_string(&path).unwrap();
        assert!(source.contains(&format!("\"{rule}\"")), "{module} does not name {rule}");
    }
}

/// The ids of all rules, as the source lists them.
fn rules() -> BTreeSet<String> {
    let source = fs::read_to_string(repository().join("src/problem/rule.rs")).unwrap();
    let arms = source.lines().filter_map(|line| line.split_once(" => \""));
    let rules: BTreeSet<_> =
        arms.filter_map(|(_, rest)| Some(rest.split_once('"')?.0.to_owned())).collect();
    assert!(rules.len() > 40, "{rules:?}");
    rules
}

#[test]
fn problems_are_sorted_by_place_and_stand_once() {
    let case = CASES.iter().find(|case| case.name == "several-in-several-files").unwrap();
    let places: Vec<_> = case
        .check
        .problems()
        .iter()
        .map(|it| {
            let number = |key: &str| it[key].as_u64().unwrap_or_default();
            let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
            (text("path"), number("line"), number("column"), text("message"))
        })
        .collect();
    assert!(places.is_sorted_by(|a, b| a < b), "{places:#?}");
    let files: BTreeSet<_> = places.iter().map(|place| place.0.as_str()).collect();
    for file in [
        "content/codes/404.md",
        "content/codes/486.md",
        "content/codes/notes.txt",
        "content/home.toml",
        "content/site.toml",
        "themes/plain/templates/404.html",
    ] {
        assert!(files.contains(file), "{file} is not among {files:?}");
    }
}
