//! Files of little but links or mistakes, each within its bounds: told about within seconds, since
//! a run that takes much longer is ended as a failure.

use crate::project::{Project, Run};

/// What `check` says of the small site with `text` as its page of 486.
#[track_caller]
fn check(text: impl AsRef<[u8]>) -> Run {
    let text = text.as_ref();
    assert!(text.len() < 1 << 20, "{}", text.len());
    let project = Project::small();
    project.write("content/codes/486.md", text);
    project.run(&["check", "--format", "json"])
}

/// The page of 486 with `text` in each field that may hold as much.
fn page(text: &str) -> String {
    let causes = vec![format!("\"{text}\""); 8].join(", ");
    format!(
        "+++\ncode = 486\nreason = \"Busy Here\"\nbadges = [\"later\"]\ntypes = [\"data\"]\n\
         meaning = \"{text}\"\ntypical_causes = [{causes}]\nretry = \"{text}\"\n\
         next_step = \"{text}\"\nverdict = {{ retry = \"a\", side = \"b\", next = \"c\" }}\n+++\n"
    )
}

#[test]
fn thousands_of_links_in_each_field_are_looked_up() {
    let run = check(page(&"[a](/?186a0)".repeat(4900)));
    assert_eq!(run.status, 0, "{:.2000}", run.stdout);
}

/// Of `count` mistakes of `rule`, 500 are told one by one, and of the others how many there are.
#[track_caller]
fn check_alike(text: &str, rule: &str, count: usize) {
    let run = check(text);
    let problems = run.problems();
    let alike = problems.iter().filter(|problem| problem["rule"] == rule);
    let messages: Vec<_> = alike.map(|problem| problem["message"].as_str().unwrap()).collect();
    assert_eq!(messages.len(), 501, "{:?}", messages.first());
    let more = format!("there are {} more mistakes of this kind in this file", count - 500);
    assert_eq!(messages[0], more);
}

#[test]
fn thousands_of_mistakes_of_one_kind_are_counted() {
    let page = page("Busy.");
    check_alike(&(page.clone() + &"\u{1}\n".repeat(400_000)), "control-character", 400_000);
    check_alike(&(page.clone() + &"\u{1}".repeat(400_000)), "control-character", 400_000);
    let badges = format!("\"later\", {}", "\"nope\", ".repeat(100_000));
    check_alike(&page.replace("\"later\"", &badges), "unknown-badge", 100_000);
    let causes = format!("q850 = [{}]\nmeaning", "17, ".repeat(200_000));
    check_alike(&page.replace("meaning", &causes), "repeated", 199_999);
}

#[test]
fn of_bytes_that_are_not_utf_8_it_is_told_how_many_there_are() {
    let run = check(b"+++\n+++\ncaf\xe9, caf\xe9s");
    let [problem] = run.problems().try_into().unwrap();
    assert_eq!(problem["help"], "save the file as UTF-8; 2 places of it are not");
}
