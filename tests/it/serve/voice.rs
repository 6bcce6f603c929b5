//! What the preview says, to whom, in which form.

use std::fs;
use std::net::TcpStream;

use serde_json::Value;

use super::preview::{Preview, free_address, until};
use crate::project::Project;

const PAGE: &str = "content/codes/404.md";

/// Breaks the page and mends it, and waits until the preview has followed.
fn break_and_mend(project: &Project, preview: &Preview) {
    let mut events = preview.events();
    save(project, "related = [486]", "related = [487]");
    events.until(|state| state["count"] == 1);
    save(project, "related = [487]", "related = [486]");
    events.until(|state| state["count"] == 0);
}

/// Saves by renaming: on a busy machine the preview may read a file that is only half written, and
/// tell of that too.
fn save(project: &Project, old: &str, new: &str) {
    let fresh = project.beside("fresh.md");
    fs::write(&fresh, project.read(PAGE).replace(old, new)).unwrap();
    fs::rename(&fresh, project.path(PAGE)).unwrap();
}

/// What was said, once it holds `words`: an open page may be told a moment earlier.
fn heard(listen: impl Fn() -> String, words: &str) -> String {
    until("it is said", || Some(listen()).filter(|said| said.contains(words)))
}

#[test]
fn problems_for_programs_go_to_standard_output() {
    let project = Project::small();
    for (format, start) in
        [("json", "{\"path\":"), ("github", "::error file=content/codes/404.md,")]
    {
        let preview = Preview::start(&project, &["serve", "--port", "0", "--format", format]);
        break_and_mend(&project, &preview);
        let output = heard(|| preview.output(), "\n");
        assert_eq!(output.lines().count(), 1, "{output}");
        assert!(output.starts_with(start), "{output}");
        if format == "json" {
            let problem: Value = serde_json::from_str(&output).unwrap();
            assert_eq!((&problem["rule"], &problem["line"]), (&"related-code".into(), &13.into()));
        }
        let said = heard(|| preview.said(), "1 problem, in ");
        assert!(!said.contains("error"), "{said}");
    }
}

#[test]
fn quiet_leaves_only_problems() {
    let project = Project::small();
    let address = free_address();
    let (host, port) = (address.ip().to_string(), address.port().to_string());
    let args = ["serve", "--quiet", "--color", "never", "--host", &host, "--port", &port];
    let mut preview = Preview::silent(&mut project.command(&args));
    preview.address = address.to_string();
    until("the preview listens", || TcpStream::connect(address).ok());
    assert_eq!(preview.said(), "");
    break_and_mend(&project, &preview);
    let said = heard(|| preview.said(), "or take 487 out");
    assert!(said.starts_with("error: related code 487 has no page\n"), "{said}");
    assert!(!said.contains("preview at") && !said.contains("1 problem"), "{said}");
    assert_eq!(said.matches("error").count(), 1, "{said}");
    assert_eq!((preview.end_by("INT"), preview.output()), (Some(0), String::new()));
}
