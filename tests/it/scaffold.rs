//! What a writer begins with: `new` and `init`.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;

use crate::project::{Project, Run, tree};

#[test]
fn a_new_page_lacks_what_a_person_must_write_and_nothing_else() {
    for (code, unregistered) in [("606", false), ("299", true), ("404", false)] {
        let project = Project::small();
        let _ = fs::remove_file(project.path(&format!("content/codes/{code}.md")));
        let run = project.run(&["new", code]);
        let path = format!("content/codes/{code}.md");
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        let (wrote, named) = run.stderr.split_once("; write ").unwrap();
        assert_eq!(wrote, format!("wrote {path}"));
        let named = named.split_once(", then run `causebook check`").unwrap().0;
        let mut named: BTreeSet<&str> = named.split(", ").collect();
        assert_eq!(named.contains("reason"), unregistered);

        let problems = project.run(&["check", "--format", "json"]).problems();
        let missing = problems.iter().filter(|problem| problem["path"] == path.as_str());
        let text = project.read(&path);
        let mut asked = BTreeSet::new();
        for problem in missing {
            let line = text.lines().nth(problem["line"].as_u64().unwrap() as usize - 1).unwrap();
            asked.insert(line.split(" =").next().unwrap().to_owned());
        }
        // What stands in the last table is named as a whole; `retry` stands in both.
        assert!(named.remove("[verdict]") && asked.remove("side") && asked.remove("next"));
        assert_eq!(
            asked.iter().map(String::as_str).collect::<BTreeSet<_>>(),
            named,
            "{problems:#?}"
        );
        assert!(text.contains("#   \"later\": Retry later\n"), "{text}");
    }
}

#[test]
fn a_page_that_is_there_is_never_touched() {
    let project = Project::small();
    let before = tree(project.root());
    for code in ["404", "499"] {
        let run = project.run(&["new", code, "--format", "json"]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        let path = run.problems()[0]["path"].as_str().unwrap().to_owned();
        assert!(path.starts_with(&format!("content/codes/{code}.")), "{path}");
    }
    for wrong in ["99", "700", "0404", "4x4", "-1", "", "4294967700"] {
        assert_eq!(project.run(&["new", wrong]).status, 2, "{wrong}");
    }
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_new_knowledge_base_builds_wherever_it_lies() {
    let project = Project::small();
    for folder in ["fresh", "deep/er/still", "with blanks & ümlauts"] {
        let root = project.beside(folder);
        let run = project.run(&["init", root.to_str().unwrap()]);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        let run = Run::of(project.command(&["build"]).current_dir(root.join("content/codes")));
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(root.join("public/codes/404/index.html").is_file());
    }
}

#[test]
fn a_folder_that_holds_something_is_refused_and_left_as_it_was() {
    let project = Project::small();
    let busy = project.beside("busy");
    fs::create_dir(&busy).unwrap();
    fs::write(busy.join("mine.txt"), "mine").unwrap();
    let file = project.beside("file");
    fs::write(&file, "mine").unwrap();
    for folder in [&busy, &file, &file.join("inside")] {
        let run = project.run(&["init", folder.to_str().unwrap()]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains("is not an empty folder"), "{}", run.stderr);
    }
    assert_eq!(tree(&busy).len(), 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn version_control_may_be_there_first() {
    let project = Project::small();
    let folder = project.beside("versioned");
    fs::create_dir_all(folder.join(".git")).unwrap();
    let folder_name = folder.to_str().unwrap();
    assert_eq!(project.run(&["init", folder_name]).status, 0);
    assert_eq!(project.run(&["init", folder_name]).status, 2, "a second time");

    let ignoring = project.beside("ignoring");
    fs::create_dir(&ignoring).unwrap();
    fs::write(ignoring.join(".gitignore"), "mine\n").unwrap();
    assert_eq!(project.run(&["init", ignoring.to_str().unwrap()]).status, 0);
    let written = tree(&ignoring);
    assert!(written.contains_key("content/site.toml"));
    assert_eq!(written[".gitignore"], b"mine\n");
}

#[test]
fn a_link_that_leads_nowhere_is_no_new_folder() {
    let project = Project::small();
    let link = project.beside("link");
    symlink("nowhere", &link).unwrap();
    let run = project.run(&["init", link.to_str().unwrap()]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("link is not an empty folder"), "{}", run.stderr);
    let run = project.run(&["init", link.join("below").to_str().unwrap()]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("link/below/"), "{}", run.stderr);
}

#[test]
fn a_folder_named_like_an_option_is_said_so_that_it_can_be_built() {
    let project = Project::small();
    let run = project.run(&["init", "--", "-new"]);
    assert!(run.stderr.contains("`causebook build --root ./-new`"), "{}", run.stderr);
    project.build(&["--root", "./-new"]);
}

#[test]
fn a_new_page_does_not_leave_the_project_by_a_link() {
    let project = Project::small();
    let outside = project.beside("outside");
    fs::rename(project.path("content/codes"), &outside).unwrap();
    let before = tree(&outside);
    for leads_to in [outside.as_path(), std::path::Path::new("nowhere")] {
        symlink(leads_to, project.path("content/codes")).unwrap();
        let run = project.run(&["new", "606", "--format", "json"]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        let problem = run.problems().remove(0);
        assert_eq!(problem["rule"], "special-file", "{problem}");
        assert_eq!(problem["path"], "content/codes", "{problem}");
        fs::remove_file(project.path("content/codes")).unwrap();
    }
    assert_eq!(tree(&outside), before);
    assert_eq!(project.run(&["new", "606"]).status, 0, "without the folder");
}
