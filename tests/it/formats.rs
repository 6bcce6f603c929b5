//! What the program says, on which stream, in which form, and the status that it ends with.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::project::{Project, Run, not_here};

/// A project with one mistake, in line 4 of a file.
fn mistaken() -> Project {
    let project = Project::small();
    project.edit("content/codes/486.md", "softphone", "related = [404, 606]\nsoftphone");
    project
}

const HELP: &str = "write content/codes/606.md (`causebook new 606`), or take 606 out of `related`";

#[track_caller]
fn check_refused(run: &Run, message: &str) {
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains(message), "{message:?} is not in:\n{}", run.stderr);
}

#[test]
fn a_problem_for_people_is_drawn_on_standard_error() {
    let run = mistaken().run(&["check", "--color", "never"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    let drawn = format!(
        "error: related code 606 has no page\n \
         --> content/codes/486.md:4:17\n  \
         |\n\
         4 | related = [404, 606]\n  \
         |                 ^^^\n  \
         |\n  \
         = help: {HELP}\n"
    );
    assert!(run.stderr.starts_with(&drawn), "{}", run.stderr);
}

#[test]
fn a_problem_as_json_is_one_object_on_a_line_of_standard_output() {
    let run = mistaken().run(&["check", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!(
        run.problems(),
        [json!({
            "path": "content/codes/486.md",
            "line": 4,
            "column": 17,
            "end_column": 20,
            "rule": "related-code",
            "message": "related code 606 has no page",
            "help": HELP,
        })]
    );
}

#[test]
fn where_there_is_no_place_json_says_null_and_leaves_no_key_out() {
    let project = Project::small();
    project.write("content/codes/notes.txt", "x");
    let whole_file = project.run(&["check", "--format", "json"]).problems().remove(0);
    let nowhere = project.run(&["check", "--theme", "none", "--format", "json"]);
    assert_eq!(nowhere.status, 2);
    let nowhere = nowhere.problems().remove(0);
    for problem in [&whole_file, &nowhere] {
        let keys: BTreeSet<_> = problem.as_object().unwrap().keys().map(String::as_str).collect();
        let expected = ["path", "line", "column", "end_column", "rule", "message", "help"];
        assert_eq!(keys, BTreeSet::from(expected));
        for key in ["line", "column", "end_column"] {
            assert_eq!(problem[key], Value::Null, "{key}");
        }
    }
    assert_eq!(whole_file["path"], "content/codes/notes.txt");
    assert_eq!(nowhere["path"], Value::Null);
}

#[test]
fn a_problem_for_github_is_a_workflow_annotation_on_standard_output() {
    let run = mistaken().run(&["check", "--format", "github"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert_eq!(
        run.stdout,
        format!(
            "::error file=content/codes/486.md,line=4,col=17,endColumn=19,title=related-code::\
             related code 606 has no page%0Ahelp: {HELP}\n"
        )
    );
}

#[test]
fn what_a_workflow_command_could_misread_is_escaped() {
    let project = Project::small();
    project.write("content/codes/50%,a:b.txt", "x");
    let run = project.run(&["check", "--format", "github"]);
    let start = "::error file=content/codes/50%25%2Ca%3Ab.txt,title=stray-file::";
    assert!(run.stdout.starts_with(start), "{}", run.stdout);
}

#[test]
fn a_finished_build_tells_people_and_leaves_standard_output_to_programs() {
    for format in ["human", "json", "github"] {
        let project = Project::small();
        let run = project.build(&["--format", format]);
        assert_eq!(run.stdout, "", "{format}");
        let summary = run.summary();
        assert!(summary.starts_with("3 codes, 5 pages in "), "{summary}");
        assert!(summary.ends_with(" files written, 0 unchanged, 0 removed"), "{summary}");
    }
    let run = Project::small().run(&["check"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.starts_with("3 codes, 5 pages: no problems"), "{}", run.stderr);
}

#[test]
fn check_writes_nothing() {
    let project = Project::small();
    project.run(&["check"]);
    assert!(!project.path("public").exists());
    assert!(!project.path(".causebook").exists());
}

#[test]
fn quiet_leaves_only_problems() {
    let run = Project::small().build(&["--quiet"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    let run = mistaken().run(&["build", "-q"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("related code 606 has no page"), "{}", run.stderr);
}

#[test]
fn colours_come_only_where_they_are_asked_for() {
    let project = mistaken();
    let colourful = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = project.command(&[&["check"], args].concat());
        Run::of(command.envs(variables.iter().copied())).stderr.contains('\u{1b}')
    };
    assert!(!colourful(&[], &[]), "into a pipe");
    assert!(colourful(&["--color", "always"], &[]), "always");
    assert!(!colourful(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]), "never");
    assert!(!colourful(&[], &[("NO_COLOR", "1")]), "NO_COLOR");
    assert!(!colourful(&[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]), "NO_COLOR wins");
}

#[test]
fn help_and_wrong_usage_have_colours_where_they_are_asked_for() {
    let project = Project::small();
    let forced = &[("CLICOLOR_FORCE", "1")][..];
    for (args, variables, expected) in [
        (&["--help"][..], &[][..], false),
        (&["--help", "--color", "always"], &[], true),
        (&["--color=always", "build", "-h"], &[], true),
        (&["--help", "--color", "never"], forced, false),
        (&["build", "--bogus"], &[], false),
        (&["build", "--bogus", "--color", "always"], &[], true),
        (&["build", "--bogus", "--color=never"], forced, false),
        (&["build", "--bogus", "--", "--color=never"], forced, true),
    ] {
        let run = Run::of(project.command(args).envs(variables.iter().copied()));
        let said = run.stdout + &run.stderr;
        assert_eq!(said.contains('\u{1b}'), expected, "{args:?}: {said}");
    }
}

#[test]
fn version_and_help_go_to_standard_output() {
    let project = Project::small();
    for args in [&["--version"][..], &["build", "--version"]] {
        let run = project.run(args);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.trim_end().ends_with(env!("CARGO_PKG_VERSION")), "{}", run.stdout);
    }
    let run = project.run(&["--help"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let (_, commands) = run.stdout.split_once("Commands:").unwrap();
    let commands = commands.lines().skip(1).take_while(|line| line.starts_with("  "));
    let names: Vec<_> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"build") && names.contains(&"check"), "{names:?}");
    for command in names.into_iter().chain(["--help"]).filter(|name| *name != "help") {
        let help = project.run(&[command, "--help"]).stdout;
        assert!(help.contains("Example"), "{command} has no example:\n{help}");
        assert!(help.contains("  causebook "), "{command}'s example can be copied:\n{help}");
    }
}

#[test]
fn an_unknown_command_is_corrected() {
    let run = Project::small().run(&["biuld"]);
    check_refused(&run, "'build'");
}

#[test]
fn outside_of_a_project_the_program_says_what_it_looked_for() {
    let project = Project::small();
    let elsewhere = project.beside("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let run = Run::of(project.command(&["build"]).current_dir(&elsewhere));
    check_refused(&run, "holds content/site.toml");
    let run = project.run(&["build", "--root", elsewhere.to_str().unwrap()]);
    check_refused(&run, "holds no content/site.toml");
    let run = project.run(&["build", "--root", "no-such-folder"]);
    check_refused(&run, "no-such-folder");
}

#[test]
fn wrong_usage_ends_with_status_2_and_names_the_value() {
    let project = Project::small();
    check_refused(&project.run(&["build", "--theme", "plian"]), "there is no theme `plian`");
    let run = project.run(&["build", "--base-url", "x", "--format", "json"]);
    assert_eq!((run.status, run.problems()[0]["rule"].as_str()), (2, Some("usage")));
    check_refused(&project.run(&["check", "--theme", "../plain"]), "`../plain`");
    let not_absolute = ["help.example.com", "ftp://example.com", "https://", ""];
    let not_absolute = not_absolute.map(|url| (url, format!("`{url}` is not an absolute web")));
    let parts = [("https://a b", "host"), ("https://a/%zz", "path"), ("https://a/:splat", "path")];
    let parts = parts.map(|(url, part)| (url, format!("the {part} of `{url}`")));
    for (url, said) in not_absolute.into_iter().chain(parts) {
        check_refused(&project.run(&["build", "--base-url", url]), &said);
    }
    check_refused(&project.run(&["build", "--format", "xml"]), "'xml'");
    assert!(!project.path("public").exists());
}

#[test]
fn wrong_usage_is_a_problem_in_the_form_that_is_asked_for() {
    let project = Project::small();
    for (args, value) in [
        (&["build", "--bogus"][..], "'--bogus'"),
        (&["build", "--out", ""], "'--out <DIR>'"),
        (&["serve", "--port", "99999"], "'99999'"),
        (&["completions", "tcsh"], "'tcsh'"),
        (&["biuld"], "'biuld'"),
        (&[], "subcommand"),
    ] {
        let run = project.run(&[args, &["--format", "json"]].concat());
        assert_eq!((run.status, run.stderr.as_str()), (2, ""), "{args:?}");
        let problem = run.problems().remove(0);
        assert_eq!((&problem["rule"], &problem["path"]), (&json!("usage"), &Value::Null));
        let message = problem["message"].as_str().unwrap();
        assert!(message.contains(value) && !message.contains('\n'), "{message}");
        assert!(!message.contains("error") && problem["help"].is_string(), "{problem}");
        let run = project.run(&[&["--format=github"], args].concat());
        let start = format!("::error title=usage::{message}");
        assert_eq!((run.status, run.stderr.as_str()), (2, ""), "{args:?}");
        assert!(run.stdout.starts_with(&start), "{}", run.stdout);
    }
    let help = project.run(&["--help", "--format", "json"]);
    assert!((help.status, help.stdout.contains("Usage:")) == (0, true), "{}", help.stdout);
}

#[test]
fn an_unknown_theme_in_the_settings_is_a_problem_of_the_content() {
    let project = Project::small();
    project.edit("content/site.toml", "\"plain\"", "\"none\"");
    assert_eq!(project.run(&["build"]).status, 1);
    assert_eq!(project.run(&["build", "--theme", "plain"]).status, 1, "the setting stays wrong");
}

#[test]
fn what_the_disk_refuses_ends_with_status_2() {
    let project = Project::small();
    let run = project.run(&["build", "--out", "/proc/causebook"]);
    check_refused(&run, "error: cannot ");
    assert!(!run.stderr.contains("os error"), "{}", run.stderr);
    let run = project.run(&["build", "--out", "/proc/causebook", "--format", "json"]);
    assert_eq!((run.status, run.problems()[0]["rule"].as_str()), (2, Some("disk")));
}

#[test]
fn an_unreadable_file_ends_with_status_2() {
    let project = Project::small();
    let file = project.path("content/codes/486.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        return not_here("this user may read a file without permissions, as root may");
    }
    let run = project.run(&["build", "--color", "never"]);
    check_refused(&run, "error: cannot read this: permission denied\n");
    assert!(run.stderr.contains("content/codes/486.md"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("error: ").count(), 1, "{}", run.stderr);
    project.edit("content/codes/404.md", "code = 404", "code = 405");
    let run = project.run(&["build", "--format", "json"]);
    let rules: Vec<_> = run.problems().iter().map(|it| it["rule"].clone()).collect();
    assert_eq!((run.status, rules), (2, vec!["file-name".into(), "disk".into()]));
}

#[test]
fn a_reader_that_goes_away_is_no_reason_to_complain() {
    let project = mistaken();
    let mut command = project.command(&["check", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(1), Vec::new()));
}
