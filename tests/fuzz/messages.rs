//! What holds of every message.

use causebook::load::Sources;
use causebook::problem::{Place, Problem, github, human, json};
use serde_json::Value;

/// The keys of a message for programs.
const KEYS: [&str; 7] = ["path", "line", "column", "end_column", "rule", "message", "help"];

pub fn hold(problems: &[Problem], sources: &Sources) {
    assert!(!problems.is_empty());
    assert!(problems.windows(2).all(|two| two[0] != two[1]), "a mistake stands twice");
    for problem in problems {
        let Problem { message, help, place, .. } = problem;
        for text in help.iter().chain([message]) {
            assert!(!text.trim().is_empty(), "{problem:?}");
            assert!(!text.contains(char::is_control), "{problem:?}");
        }
        assert!(!message.ends_with('.') && !message.starts_with(char::is_uppercase), "{problem:?}");
        let place = place.as_ref().unwrap_or_else(|| panic!("no place: {problem:?}"));
        lies_in_a_file(place, sources);
        forms(problem);
    }
}

fn lies_in_a_file(place: &Place, sources: &Sources) {
    let path = place.file.path.as_str();
    let known = sources.codes.iter().any(|raw| raw.path == path);
    assert!(known || ["content/site.toml", "content/home.toml"].contains(&path), "{path}");
    let Some(at) = place.position() else { return };
    let lines: Vec<&str> = place.file.text.split('\n').collect();
    let line = lines.get(at.line - 1).unwrap_or_else(|| panic!("no such line: {at:?}"));
    let letters = line.chars().count();
    assert!(1 <= at.column && at.column <= letters + 1, "{at:?} in {line:?}");
    assert!(at.column < at.end_column && at.end_column <= letters + 2, "{at:?} in {line:?}");
}

fn forms(problem: &Problem) {
    let drawn = without_colours(&human::draw(problem, None));
    let raw = |letter: char| letter.is_control() && letter != '\n';
    assert!(drawn.starts_with("error: ") && !drawn.contains(raw), "{drawn:?}");
    let line = json::line(problem);
    let object: Value = serde_json::from_str(&line).unwrap();
    let keys: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert!(keys.len() == KEYS.len() && KEYS.iter().all(|key| keys.contains(key)), "{line}");
    assert!(!line.contains(char::is_control), "{line:?}");
    let command = github::command(problem);
    assert!(command.starts_with("::error ") && !command.contains(char::is_control), "{command:?}");
}

/// A drawn text without the sequences that colour it: ESC, `[`, digits and `;`, `m`.
fn without_colours(drawn: &str) -> String {
    let mut pieces = drawn.split('\u{1b}');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let inner = piece.strip_prefix('[').unwrap_or_else(|| panic!("{piece:?} after ESC"));
        let rest =
            inner.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ';');
        plain += rest.strip_prefix('m').unwrap_or_else(|| panic!("{piece:?} after ESC"));
    }
    plain
}
