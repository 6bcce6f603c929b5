//! Templates that go down without an end, or far: each is a problem at its place or a page, and
//! never the end of the program.

use crate::project::Project;

const TEMPLATES: &str = "themes/plain/templates";

/// A small site with more templates, the first of which `code.html` includes.
#[track_caller]
fn with_templates(templates: &[(&str, String)]) -> Project {
    let project = Project::small();
    for (name, text) in templates {
        project.write(&format!("{TEMPLATES}/{name}"), text);
    }
    if let Some((name, _)) = templates.first() {
        let include = format!("{{% include \"{name}\" %}}<h1>");
        project.edit(&format!("{TEMPLATES}/code.html"), "<h1>", &include);
    }
    project
}

/// `check` reports exactly one problem, at `place` in the templates: `NAME:LINE:COLUMN`.
#[track_caller]
fn check_refused(project: &Project, place: &str, message: &str) {
    let run = project.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    let problems = run.problems();
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    let path = problem["path"].as_str().unwrap();
    let found = format!("{path}:{}:{}", problem["line"], problem["column"]);
    let text = problem["message"].as_str().unwrap();
    assert_eq!((found, text), (format!("{TEMPLATES}/{place}"), message), "{problem}");
    assert!(problem["help"].is_string(), "{problem}");
}

#[track_caller]
fn check_accepted(project: &Project) {
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_condition_may_have_64_branches_and_not_thousands() {
    let branches = |count: usize| {
        let text = format!("{{% if 1 %}}\n{}{{% endif %}}", "{% elif 1 %}\n".repeat(count));
        with_templates(&[("branches.html", text)])
    };
    check_accepted(&branches(63));
    let message = "tags stand in each other more than 64 deep; each `elif` goes one deeper";
    check_refused(&branches(64), "branches.html:65:1", message);
    check_refused(&branches(20_000), "branches.html:65:1", message);
}

#[test]
fn the_longest_expression_that_the_engine_takes_is_compiled() {
    let deep = format!("{}1{}{}", "(".repeat(38), " + 1".repeat(200), ")".repeat(38));
    let deep = format!("{}{{{{ {deep} }}}}", "{% if 1 %}".repeat(38));
    let deep = deep + &"{% endif %}".repeat(38);
    let long = format!("{{{{ 1{} }}}}", " + 1".repeat(254));
    check_accepted(&with_templates(&[("deep.html", deep), ("long.html", long)]));
}
