//! A project to build and to break: a copy of a site in a folder of its own, which is gone with
//! its test, and runs of the program on it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_causebook");

/// What a project consists of; state and output stay behind when one is copied.
const SOURCES: [&str; 2] = ["content", "themes"];

/// The variables that change how a program speaks.
const VOICE: [&str; 6] =
    ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "GITHUB_ACTIONS", "RUST_BACKTRACE"];

/// How long a run may take: far more than any needs, far less than for ever.
const PATIENCE: Duration = Duration::from_secs(20);

/// Files by their paths below a folder, with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A project in a temporary folder, with room beside it.
pub struct Project {
    folder: TempDir,
    root: PathBuf,
}

/// What a run of the program said, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    /// A copy of `tests/sites/small`.
    pub fn small() -> Self {
        Self::copy_of(&repository().join("tests/sites/small"))
    }

    /// A copy of the project at `source`.
    pub fn copy_of(source: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap().join("project");
        for part in SOURCES {
            lay_over(&source.join(part), &root.join(part));
        }
        Self { folder, root }
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path in the project.
    pub fn path(&self, inner: &str) -> PathBuf {
        self.root.join(inner)
    }

    /// A path next to the project, outside of it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub fn write(&self, inner: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(inner);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, inner: &str) -> String {
        fs::read_to_string(self.path(inner)).unwrap()
    }

    /// Changes the first `old` in a file into `new`.
    #[track_caller]
    pub fn edit(&self, inner: &str, old: &str, new: &str) {
        let text = self.read(inner);
        assert!(text.contains(old), "{inner} holds no {old:?}");
        self.write(inner, text.replacen(old, new, 1));
    }

    /// What lies in `public/`.
    pub fn public(&self) -> Tree {
        tree(&self.path("public"))
    }

    /// The program, about to run in the project's folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(args).current_dir(&self.root).stdin(Stdio::null());
        for name in VOICE {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program in the project's folder.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(&mut self.command(args))
    }

    /// Builds the site, which must succeed.
    #[track_caller]
    pub fn build(&self, args: &[&str]) -> Run {
        let run = self.run(&[&["build"], args].concat());
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        run
    }
}

impl Run {
    /// Runs `command`; one that does not end is ended, and its test fails.
    #[track_caller]
    pub fn of(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = text_of(child.stdout.take().unwrap());
        let stderr = text_of(child.stderr.take().unwrap());
        let texts = (stdout.recv_timeout(PATIENCE), stderr.recv_timeout(PATIENCE));
        let (Ok(stdout), Ok(stderr)) = texts else {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("no end after {PATIENCE:?}: {command:?}");
        };
        Self { status: child.wait().unwrap().code().unwrap_or(-1), stdout, stderr }
    }

    /// The problems that `--format json` printed.
    pub fn problems(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The last line for people: what the run did.
    pub fn summary(&self) -> &str {
        self.stderr.lines().last().unwrap_or_default()
    }
}

/// All that a stream says, once it has ended.
fn text_of(mut stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let _ = sender.send(text);
    });
    receiver
}

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies every file below `source` to the same place below `target`.
pub fn lay_over(source: &Path, target: &Path) {
    for (path, bytes) in tree(source) {
        let path = target.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Every file below `folder`; none where there is no folder.
pub fn tree(folder: &Path) -> Tree {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.map(|file| (inner_path(file.path(), folder), fs::read(file.path()).unwrap())).collect()
}

/// The path of `file` below `folder`, with `/`.
pub fn inner_path(file: &Path, folder: &Path) -> String {
    let inner = file.strip_prefix(folder).unwrap();
    let parts: Vec<_> = inner.iter().map(|part| part.to_str().unwrap()).collect();
    parts.join("/")
}

/// Whether a variable asks to write what is expected anew.
pub fn is_asked_to_update(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| value == "1")
}

/// Says why a test cannot run here; what a test prints in the usual way is shown only if it fails.
pub fn not_here(reason: &str) {
    let mut stderr = io::stderr();
    writeln!(stderr, "not run here: {reason}").unwrap();
}
