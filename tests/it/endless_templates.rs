//! Templates that come to no end: each is a problem within seconds, with the memory of a few pages.

use serde_json::Value;

use crate::project::Project;

/// `inner` in two loops that do not end.
fn endless(inner: &str) -> String {
    let loops = "{% for a in range(end=99999) %}{% for b in range(end=99999) %}";
    format!("{loops}{inner}{{% endfor %}}{{% endfor %}}")
}

/// A template that does not end, once `endless` stands in it, is refused within seconds.
#[track_caller]
fn check_endless(endless: &str, message: &str) {
    let project = Project::small();
    let path = "themes/plain/templates/code.html";
    project.edit(path, "<h1>", &format!("{endless}<h1>"));
    check_refused(&project, path, message);
}

/// What is wrong with `project` is told in one message, of the template at `path`.
#[track_caller]
fn check_refused(project: &Project, path: &str, message: &str) {
    let run = project.run(&["check", "--format", "json"]);
    let problems = run.problems();
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    assert_eq!((run.status, &problem["rule"]), (1, &"template".into()));
    assert_eq!(problem["path"], path);
    assert!(problem["message"].as_str().unwrap().contains(message), "{problem}");
    assert!(problem["help"].is_string(), "{problem}");
}

#[test]
fn a_template_that_writes_without_end_is_refused() {
    let message = "grows beyond 8 MiB, while rendering /codes/404/ and 2 more pages";
    check_endless(&endless(&"x".repeat(1000)), message);
}

#[test]
fn a_template_that_loops_without_a_word_is_refused() {
    let message = "takes longer than 2 seconds, while rendering /codes/404/ and 2 more pages";
    check_endless(&endless(""), message);
}

#[test]
fn what_the_pages_of_a_class_share_is_refused_where_it_is_made() {
    let path = "themes/plain/templates/class-index.html";
    for (endless, message) in [
        (endless(""), "takes longer than 2 seconds, while rendering /codes/404/ and 2 more pages"),
        (
            endless(&"x".repeat(1000)),
            "grows beyond 8 MiB, while rendering /codes/404/ and 2 more pages",
        ),
        ("<div>".repeat(200), "more than 128 deep, while rendering /codes/404/ and 2 more pages"),
        (DOUBLED.to_owned(), "takes more than 256 MiB of memory, while rendering /codes/404/"),
    ] {
        let project = Project::small();
        project.write(path, endless);
        check_refused(&project, path, message);
    }
}

/// A value that doubles again and again.
const DOUBLED: &str =
    "{% set a = 'a' %}{% for n in range(end=64) %}{% set_global a = a ~ a %}{% endfor %}";

#[test]
fn a_template_whose_values_grow_without_end_is_refused() {
    let message = "takes more than 256 MiB of memory, while rendering /codes/404/ and 2 more pages";
    check_endless(DOUBLED, message);
}

#[test]
fn a_template_that_takes_all_memory_ends_the_rendering_at_once() {
    let project = Project::small();
    let templates = "themes/plain/templates";
    project.edit(&format!("{templates}/home.html"), "<h1>", &format!("{DOUBLED}<h1>"));
    project.edit(&format!("{templates}/code.html"), "<h1>", &format!("{}<h1>", endless("")));
    let problems = project.run(&["check", "--format", "json"]).problems();
    let is_told = |name: &str| {
        problems.iter().any(|problem| problem["path"] == format!("{templates}/{name}"))
    };
    assert!(is_told("home.html"), "{problems:#?}");
    // Nobody waited for the other, though what began at the same moment may be named too.
    let message = |problem: &Value| problem["message"].as_str().unwrap().to_owned();
    assert!(problems.iter().all(|it| message(it).contains("256 MiB")), "{problems:#?}");
}

#[test]
fn the_pages_before_one_that_does_not_end_are_not_blamed() {
    let message = "takes longer than 2 seconds, while rendering /codes/486/ and 1 more page";
    for inner in ["", "{% for c in range(end=9999) %}{% endfor %}x"] {
        let inner = endless(inner);
        check_endless(&format!("{{% if entry.code == 486 %}}{inner}{{% endif %}}"), message);
    }
}

#[test]
fn a_value_that_goes_into_itself_again_and_again_can_be_taken_apart() {
    let project = Project::small();
    let nested = "{% for a in range(end=99999) %}{% set_global b = [b] %}{% endfor %}".repeat(2);
    let page = format!("{{% set b = [] %}}{nested}<h1>");
    project.edit("themes/plain/templates/code.html", "<h1>", &page);
    let run = project.run(&["check"]);
    // On a busy machine it may take too long, and that is said.
    assert!(matches!(run.status, 0 | 1), "{}", run.stderr);
}
