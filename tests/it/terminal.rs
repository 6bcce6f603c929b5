//! What a terminal shows while work takes long; `script` makes a terminal.

use std::fs::{self, File};
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::project::{PROGRAM, Project, not_here};
use crate::serve::preview::until;

/// Clears a line (ECMA-48 §8.3.41).
const CLEAR: &str = "\u{1b}[2K";

#[test]
fn long_work_says_what_it_does_and_leaves_no_trace() {
    let project = Project::small();
    fs::create_dir(project.path(".causebook")).unwrap();
    let lock = File::create(project.path(".causebook/lock")).unwrap();
    lock.lock().unwrap();
    let mut command = Command::new("script");
    command.args(["-qefc", &format!("{PROGRAM} build --color never"), "/dev/null"]);
    command.current_dir(project.root()).env("TERM", "xterm").stdin(Stdio::null());
    let Ok(mut build) = command.stdout(Stdio::piped()).spawn() else {
        return not_here("util-linux's script is not installed");
    };
    let mut terminal = build.stdout.take().unwrap();
    let shown = Arc::new(Mutex::new(String::new()));
    let screen = shown.clone();
    thread::spawn(move || {
        let mut piece = [0; 4096];
        while let Ok(count @ 1..) = terminal.read(&mut piece) {
            *screen.lock().unwrap() += &String::from_utf8_lossy(&piece[..count]);
        }
    });
    until("the line comes", || shown.lock().unwrap().contains(" writing").then_some(()));
    drop(lock);
    let status = until("the build ends", || build.try_wait().unwrap());
    let summary = until("it is shown", || {
        let shown = shown.lock().unwrap();
        shown.contains(" removed").then(|| shown.clone())
    });
    assert!(status.success(), "{summary:?}");
    let (before, last) = summary.rsplit_once(CLEAR).unwrap();
    assert!(before.contains("waiting for another build of this project to end"), "{summary:?}");
    assert!(last.trim().starts_with("3 codes, 5 pages in ") && !last.contains("writing"), "{last}");
}

#[test]
fn a_long_line_is_shown_around_the_mistake() {
    let project = Project::small();
    let words = "word ".repeat(60);
    let codes = fs::read_to_string(project.path("content/codes/404.md")).unwrap();
    let broken = format!("{codes}\n{words}[a](link:nowhere) {words}\n");
    project.write("content/codes/404.md", broken.as_bytes());
    let mut command = Command::new("script");
    let check = format!("stty rows 24 columns 60; {PROGRAM} check --color never");
    command.args(["-qefc", &check, "/dev/null"]);
    command.current_dir(project.root()).env("TERM", "xterm").stdin(Stdio::null());
    let Ok(shown) = command.output() else {
        return not_here("util-linux's script is not installed");
    };
    let shown = String::from_utf8(shown.stdout).unwrap();
    let longest = shown.lines().filter(|line| line.contains(" | ")).map(str::len).max();
    assert!(longest.is_some_and(|length| length <= 60), "{shown}");
    assert!(shown.contains("](link:nowhere)"), "{shown}");
}
