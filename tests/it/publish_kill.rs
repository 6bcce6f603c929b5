//! The real program, killed at random moments while somebody reads: what lies in public/ is one
//! site in full each time. `CAUSEBOOK_LONG_TESTS=1` makes 60 rounds of a few.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::project::{PROGRAM, Project, Run, Tree};
use crate::publish_faults::no_leftovers;

const FOREIGN: &str = "public/codes/404/mine.txt";

/// A generator of numbers that are the same in each run (a linear congruence).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Stops the reader at the end of the rounds, be it a failure: a scope waits for its threads.
struct Stops<'a>(&'a AtomicBool);

impl Drop for Stops<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn is_long() -> bool {
    std::env::var_os("CAUSEBOOK_LONG_TESTS").is_some_and(|value| value == "1")
}

/// Two settings whose sites differ in every page.
fn turn(project: &Project, state: &str) {
    let other = if state == "one" { "two" } else { "one" };
    project.edit("content/site.toml", other, state);
}

/// A project with room for both states, and their sites.
fn scene() -> (Project, [Tree; 2]) {
    let project = Project::small();
    let settings = project.read("content/site.toml");
    let brand = settings.lines().find(|line| line.starts_with("brand")).unwrap().to_owned();
    project.edit("content/site.toml", &brand, "brand = \"Brand one\"");
    let sites = ["two", "one"].map(|state| {
        turn(&project, state);
        project.build(&[]);
        project.public()
    });
    project.write(FOREIGN, "mine");
    (project, sites)
}

/// The files of the site, without the person's.
#[track_caller]
fn site(project: &Project, when: &str) -> Tree {
    let mut files = project.public();
    let mine = files.remove(FOREIGN.trim_start_matches("public/"));
    assert_eq!(mine.as_deref(), Some(b"mine".as_slice()), "{when}");
    files
}

/// Reads all files; `None` where the folder was replaced under way.
fn snapshot(public: &Path) -> Option<Tree> {
    let before = fs::metadata(public).ok()?.ino();
    // Held open, the folder keeps its number, and no later one gets it.
    let held = fs::File::open(public).ok()?;
    let walk = walkdir::WalkDir::new(public).into_iter();
    let mut files = Tree::new();
    for entry in walk {
        let entry = entry.ok()?;
        if entry.file_type().is_file() {
            let inner = entry.path().strip_prefix(public).ok()?.to_str()?.to_owned();
            files.insert(inner, fs::read(entry.path()).ok()?);
        }
    }
    let same = fs::metadata(public).ok()?.ino() == before;
    drop(held);
    same.then_some(files)
}

fn kill_rounds(signal: &str, rounds: u64) {
    let (project, sites) = scene();
    let (stop, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    let public = project.path("public");
    let mut numbers = Numbers(5060);
    let mut source = "two";
    turn(&project, source);
    let began = Instant::now();
    project.build(&[]);
    let mut usual = began.elapsed().as_micros() as u64;
    // Which of the sites lies there, and how many builds were killed.
    let (mut there, mut killed) = (0, 0);
    thread::scope(|threads| {
        let _stops = Stops(&stop);
        threads.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                let Some(mut files) = snapshot(&public) else { continue };
                files.remove("codes/404/mine.txt");
                assert!(sites.contains(&files), "a reader saw a mixture");
                seen.fetch_add(1, Ordering::Relaxed);
            }
        });
        for round in 0..rounds {
            let other = ["one", "two"][there];
            if source != other {
                turn(&project, other);
                source = other;
            }
            // Where this runs in the background, programs may have been told to overlook an interrupt.
            let mut build = Command::new("env");
            build.args(["--default-signal=INT", PROGRAM, "build", "-q"]);
            let mut child = build.current_dir(project.root()).spawn().unwrap();
            thread::sleep(Duration::from_micros(usual / 2 + numbers.below(usual)));
            let id = child.id().to_string();
            Run::of(Command::new("kill").args([signal, &id]));
            let is_killed = child.wait().unwrap().code().is_none();
            killed += usize::from(is_killed);
            // So most kills come near the end of a build, where it writes.
            usual = if is_killed { usual * 5 / 4 } else { (usual * 3 / 4).max(1000) };
            let site = site(&project, &format!("round {round}"));
            let found = sites.iter().position(|whole| *whole == site);
            there = found.unwrap_or_else(|| panic!("round {round}: a mixture"));
        }
    });
    assert!(seen.load(Ordering::Relaxed) > 0, "the reader never saw a whole site");
    assert!(killed > 0, "no build was killed");
    project.build(&[]);
    let last = usize::from(source == "one");
    assert_eq!(site(&project, "at last"), sites[last]);
    no_leftovers(project.root());
}

#[test]
fn a_kill_leaves_one_site_in_full() {
    kill_rounds("-KILL", if is_long() { 60 } else { 6 });
}

#[test]
fn an_interrupt_leaves_one_site_in_full() {
    kill_rounds("-INT", if is_long() { 60 } else { 6 });
}

#[test]
fn a_build_that_waits_for_another_says_so() {
    let (project, _) = scene();
    let lock = fs::File::open(project.path(".causebook/lock")).unwrap();
    lock.lock().unwrap();
    let mut child =
        project.command(&["build"]).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    let first = lines.next().unwrap().unwrap();
    assert_eq!(first, "waiting for another build of this project to end");
    lock.unlock().unwrap();
    assert!(lines.next().unwrap().unwrap().contains("unchanged"));
    assert!(child.wait().unwrap().success());
}
