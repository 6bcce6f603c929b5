//! How long from a save to the new page: a running preview of 75 and of 600 codes, saved to as
//! editors do, beside the time of a plain build in memory in the same run. Run with
//! `cargo bench --bench preview`; nothing is asserted.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement ends where it cannot go on, and prints"
)]

mod generated;

use std::fs;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use causebook::pipeline::{self, Kept, Project};
use causebook::render::Finish;

/// How many saves are timed.
const SAVES: usize = 50;
/// The page that is saved; the landing page shows its meaning too.
const PAGE: &str = "content/codes/404.md";
/// How long to wait for a page before the run is given up.
const DEADLINE: Duration = Duration::from_secs(30);

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the sites");
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("{SAVES} saves each, in ms; load {}", load.split(' ').next().unwrap_or("unknown"));
    println!("{:>6}  {:<14}{:>9}{:>9}{:>9}", "codes", "", "p50", "p95", "most");
    for codes in [75, 600] {
        let root = folder.path().join(format!("site-{codes}"));
        generated::write(&root, codes);
        report(codes, "build, plain", builds(&root, Arc::new(<[u8]>::to_vec)));
        report(codes, "build, small", builds(&root, Arc::new(causebook::minify::page)));
        let (mut child, address) = serve(&root);
        report(codes, "code's page", saves(&root, &address, "/codes/404/"));
        report(codes, "landing page", saves(&root, &address, "/"));
        child.kill().and_then(|()| child.wait()).expect("an end");
    }
}

/// Builds in memory, as the preview and as `causebook check` do.
fn builds(root: &Path, finish: Finish) -> Vec<f64> {
    let project = Project { root: root.to_owned(), base_url: None, theme: None };
    let build = || pipeline::site_again(&project, finish.clone(), &mut Kept::nothing(), &|_| ());
    (0..SAVES / 5).map(|_| timed(|| drop(black_box(build().expect("a site"))))).collect()
}

fn serve(root: &Path) -> (Child, String) {
    let mut serve = Command::new(env!("CARGO_BIN_EXE_causebook"));
    serve.args(["serve", "--port", "0", "--root"]).arg(root).stderr(Stdio::piped());
    let mut child = serve.spawn().expect("the program");
    let mut lines = BufReader::new(child.stderr.take().expect("its messages")).lines();
    let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, address) = line.split_once("preview at http://")?;
        address.split_once('/').map(|(address, _)| address.to_owned())
    });
    std::thread::spawn(move || lines.for_each(drop));
    (child, address.expect("an address"))
}

/// From before each save until the page with its words has been fetched.
fn saves(root: &Path, address: &str, path: &str) -> Vec<f64> {
    let (file, new) = (root.join(PAGE), root.join("content/codes/.404.md.new"));
    let text = fs::read_to_string(&file).expect("a page");
    let save = |number: usize| {
        let words = format!("Save {number} at {path}");
        let text = text.replacen("meaning = \"The ", &format!("meaning = \"{words}, the "), 1);
        match number % 3 {
            0 => fs::write(&file, text),
            1 => fs::write(&new, text).and_then(|()| fs::rename(&new, &file)),
            _ => fs::remove_file(&file).and_then(|()| fs::write(&file, text)),
        }
        .expect("a save");
        let end = Instant::now() + DEADLINE;
        while !fetch(address, path).contains(&words) {
            assert!(Instant::now() < end, "the page never came");
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    let times = (0..SAVES).map(|number| timed(|| save(number))).collect();
    fs::write(&file, text).expect("the page as it was");
    times
}

fn fetch(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut page = String::new();
    stream.write_all(head.as_bytes()).expect("a request");
    stream.read_to_string(&mut page).expect("a page");
    page
}

fn timed(deed: impl FnOnce()) -> f64 {
    let start = Instant::now();
    deed();
    start.elapsed().as_secs_f64() * 1000.0
}

fn report(codes: usize, what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!("{codes:>6}  {what:<14}{:>9.1}{:>9.1}{:>9.1}", at(0.5), at(0.95), at(1.0));
}
