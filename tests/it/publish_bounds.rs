//! What could go on for ever ends within seconds, as a problem.

use std::fs;
use std::time::{Duration, Instant};

use crate::project::Project;

/// The build is refused within ten seconds by a message that holds `why`.
#[track_caller]
fn check(project: &Project, why: &str) {
    let began = Instant::now();
    let run = project.run(&["check"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains(why), "{}", run.stderr);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[test]
fn a_loop_that_neither_writes_nor_ends_is_a_problem() {
    let project = Project::small();
    let template = "themes/plain/templates/code.html";
    let endless =
        "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}";
    let text = project.read(template);
    let open = text.find("{% block").and_then(|at| Some(at + text[at..].find("%}")? + 2)).unwrap();
    project.write(template, format!("{}{endless}{}", &text[..open], &text[open..]));
    check(&project, "takes longer than 2 seconds, while rendering /codes/404/ and 2 more pages");
}

#[test]
fn too_much_content_is_refused_before_it_is_read() {
    let project = Project::small();
    for code in 100..170 {
        let path = project.path(&format!("content/codes/{code}.md"));
        fs::File::create(path).unwrap().set_len(1 << 20).unwrap();
    }
    check(&project, "content has 70 MiB, more than 64 MiB");
}
