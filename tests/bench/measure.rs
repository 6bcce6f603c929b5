//! Stages and whole builds, timed.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use causebook::check;
use causebook::inspect::{Guide, Looks, inspect};
use causebook::load::Sources;
use causebook::minify::Pages;
use causebook::pipeline::{self, Project, Told};
use causebook::problem::{Place, Problems};
use causebook::render::{Output, render};
use causebook::theme::Theme;

use crate::floor;

/// The median time of each stage, in ms.
pub struct Stages(Vec<(&'static str, f64)>);

/// Whole builds in their own processes, and the floor, in ms.
pub struct Row {
    pub cold: f64,
    pub unchanged: f64,
    pub one_changed: f64,
    pub checked: f64,
    pub floor: f64,
    pub read_and_hash: f64,
    pub start_up: f64,
    pub peak: f64,
}

impl Stages {
    pub fn measure(root: &Path, rounds: usize) -> Self {
        let names = ["load", "check", "theme", "render", "inspect"];
        let mut times = vec![Vec::new(); names.len()];
        for _ in 0..rounds {
            let problems = Problems::default();
            let (load, sources) = timed(|| Sources::load(root, None, &problems).expect("sources"));
            let (checked, base) = timed(|| {
                let site = check::site(&sources, None, &problems);
                Arc::new(check::check(&sources, site, &problems).expect("content"))
            });
            let files = sources.theme.as_ref().expect("a theme");
            let url = &base.settings.base_url;
            let (compiled, mut theme) = timed(|| {
                Arc::new(Theme::compile(files, url.path(), "en", &problems).expect("a theme"))
            });
            let pages = Pages::default();
            let finish = Arc::new(move |html: &[u8]| pages.minify(html));
            let (rendered, site) = timed(|| render(&base, &mut theme, finish, &problems));
            let guide =
                Guide { base_url: url, looks: &Looks::nothing(), find: &|_, _| Place::path("") };
            let (inspected, ()) = timed(|| inspect(&site, &guide, &problems));
            for (times, time) in
                times.iter_mut().zip([load, checked, compiled, rendered, inspected])
            {
                times.push(time);
            }
        }
        Self(names.into_iter().zip(times.into_iter().map(median)).collect())
    }

    pub fn print(&self) {
        for (name, time) in &self.0 {
            println!("  {name:<34}{time:>9.2}");
        }
    }
}

impl Row {
    pub fn measure(root: &Path, rounds: usize) -> Self {
        let out = |round: usize| root.join(format!("out-{round}"));
        let tree = tree(root);
        let build = |out: &Path| timed(|| run(&["build", "--quiet", "--out"], Some(out), root)).0;
        let changed = root.join("content/codes/486.md");
        let text = fs::read_to_string(&changed).expect("a page");
        let one_changed = |round: usize| {
            fs::write(&changed, format!("{text}\nRound {round}.\n")).expect("a page");
            build(&out(0))
        };
        Self {
            cold: median((0..rounds).map(|round| build(&out(round))).collect()),
            unchanged: median((0..rounds).map(|_| build(&out(0))).collect()),
            checked: median((0..rounds).map(|_| timed(|| run(&["check"], None, root)).0).collect()),
            one_changed: median((0..rounds).map(one_changed).collect()),
            floor: median((0..rounds).map(|round| floor_of(root, &tree, round)).collect()),
            read_and_hash: median(
                (0..rounds)
                    .map(|_| timed(|| this_program("CAUSEBOOK_BENCH_READ", root)).0)
                    .collect(),
            ),
            start_up: median(
                (0..rounds).map(|_| timed(|| run(&["--version"], None, root)).0).collect(),
            ),
            peak: peak(root),
        }
    }

    pub fn print(&self) {
        let line = |name: &str, time: f64, beside: &str, other: f64| {
            println!("  {name:<34}{time:>9.2}   {:.2}× {beside}", time / other);
        };
        println!("  {:<34}{:>9.2}", "floor: read, write, flush", self.floor);
        println!("  {:<34}{:>9.2}", "floor: read and hash, a process", self.read_and_hash);
        println!("  {:<34}{:>9.2}", "the program's start", self.start_up);
        line("cold build", self.cold, "the floor", self.floor);
        line(
            "build that changes nothing",
            self.unchanged,
            "reading and hashing",
            self.read_and_hash,
        );
        line("build after one change", self.one_changed, "the floor", self.floor);
        let beyond = self.checked - self.start_up;
        println!("  {:<34}{:>9.2}   {beyond:.2} beyond its start", "check", self.checked);
        println!("  {:<34}{:>9.2} MiB", "peak memory of a cold build", self.peak);
    }
}

/// The site's files in memory.
fn tree(root: &Path) -> Vec<(String, Vec<u8>)> {
    let project = Project { root: root.to_owned(), base_url: None, theme: None };
    let site = pipeline::site(&project, Told::default().stage).expect("a site");
    let bytes = |output: Output| match output {
        Output::Bytes(bytes) => bytes.into(),
        Output::Copy(path) => fs::read(path).expect("a file"),
    };
    site.outputs.into_iter().map(|(path, output)| (path.to_string(), bytes(output))).collect()
}

fn floor_of(root: &Path, tree: &[(String, Vec<u8>)], round: usize) -> f64 {
    let out = root.join(format!("floor-{round}"));
    timed(|| {
        black_box(floor::read(root));
        floor::write(tree, &out);
    })
    .0
}

/// The peak memory of a cold build, in MiB, measured in a process of its own.
fn peak(root: &Path) -> f64 {
    let printed = this_program("CAUSEBOOK_BENCH_PEAK", root);
    String::from_utf8_lossy(&printed).trim().parse().unwrap_or(f64::NAN)
}

/// What this program prints when it is run again for another task.
fn this_program(task: &str, root: &Path) -> Vec<u8> {
    let this = env::current_exe().expect("this program");
    Command::new(this).env(task, root).output().expect("a run").stdout
}

/// Builds the site at `root` in this process and prints its peak memory in MiB.
pub fn print_peak_of_a_build(root: &Path) {
    let project = Project { root: root.to_owned(), base_url: None, theme: None };
    pipeline::build(&project, &root.join("out-peak"), &Told::default()).expect("a build");
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    println!("{:.1}", kib.unwrap_or(f64::NAN) / 1024.0);
}

fn run(arguments: &[&str], out: Option<&Path>, root: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_causebook"));
    command.args(arguments).args(out).current_dir(root);
    assert!(command.output().expect("a run").status.success());
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64() * 1000.0, done)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// What the machine was doing meanwhile.
pub fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or("unknown").to_owned()
}
