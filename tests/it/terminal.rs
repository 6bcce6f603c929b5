//! What a terminal shows while work takes long; `script` makes a terminal.

use std::fs::{self, File};
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::project::{PROGRAM, Project, not_here};
use crate::serve::preview::until;

/// Clears a line (ECMA-48 §8.3.41).
const CLEAR: &str = "\u{1b}[2K";

/// A program that runs on a terminal.
struct OnTerminal {
    child: Child,
    shown: Arc<Mutex<String>>,
}

impl OnTerminal {
    /// Runs the program in a project; `None` where there is no terminal to be had.
    fn run(project: &Project, args: &str) -> Option<Self> {
        let mut command = Command::new("script");
        // The end of the terminal ends the program, even where who runs the tests is spared by nohup.
        let program = format!("exec env --default-signal=HUP {PROGRAM} {args} --color never");
        command.args(["-qefc", &program, "/dev/null"]);
        command.current_dir(project.root()).env("TERM", "xterm").stdin(Stdio::null());
        let Ok(mut child) = command.stdout(Stdio::piped()).spawn() else {
            not_here("util-linux's script is not installed");
            return None;
        };
        let mut terminal = child.stdout.take().unwrap();
        let shown = Arc::new(Mutex::new(String::new()));
        let screen = shown.clone();
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(count @ 1..) = terminal.read(&mut piece) {
                *screen.lock().unwrap() += &String::from_utf8_lossy(&piece[..count]);
            }
        });
        Some(Self { child, shown })
    }

    /// Waits until the terminal has shown these words; all that it has shown by then.
    #[track_caller]
    fn until_shown(&self, words: &str) -> String {
        until(&format!("{words:?} is shown"), || {
            let shown = self.shown.lock().unwrap();
            shown.contains(words).then(|| shown.clone())
        })
    }
}

impl Drop for OnTerminal {
    fn drop(&mut self) {
        // Whoever runs on the terminal is told of its end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn long_work_says_what_it_does_and_leaves_no_trace() {
    for format in ["human", "json"] {
        let project = Project::small();
        fs::create_dir(project.path(".causebook")).unwrap();
        let lock = File::create(project.path(".causebook/lock")).unwrap();
        lock.lock().unwrap();
        let args = format!("build --format {format}");
        let Some(mut build) = OnTerminal::run(&project, &args) else { return };
        build.until_shown(" writing");
        drop(lock);
        let status = until("the build ends", || build.child.try_wait().unwrap());
        let summary = build.until_shown(" removed");
        assert!(status.success(), "{summary:?}");
        let (before, last) = summary.rsplit_once(CLEAR).unwrap();
        assert!(before.contains("waiting for another build of this project to end"), "{before:?}");
        assert!(last.trim().starts_with("3 codes, 5 pages in "), "{last}");
        assert!(!last.contains("writing"), "{last}");
    }
}

#[test]
fn the_preview_says_what_a_long_build_does_each_time() {
    let project = Project::small();
    let template = "themes/plain/templates/code.html";
    let loops = "{% for a in range(end=99999) %}{% for b in range(end=99999) %}";
    project.edit(template, "<h1>", &format!("{loops}{{% endfor %}}{{% endfor %}}<h1>"));
    let Some(preview) = OnTerminal::run(&project, "serve --port 0") else { return };
    preview.until_shown("preview at");
    for _ in 0..2 {
        let shown = preview.until_shown("the preview follows");
        let (before, last) = shown.rsplit_once(CLEAR).unwrap();
        assert!(before.contains(" rendering ") && last.starts_with("error: "), "{shown:?}");
        preview.shown.lock().unwrap().clear();
        project.edit(template, "<h1>", "<h1>again");
    }
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
