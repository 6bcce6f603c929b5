//! What a build costs, stage by stage and as a whole, beside a floor that is measured in the same
//! run: reading the same files and writing the same tree from memory, with the same care for the
//! disk. Absolute times say little, the ratios stay. Run with `cargo bench`; nothing is asserted.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement ends where it cannot go on, and prints"
)]

mod floor;
mod generated;
mod measure;

use std::env;
use std::hint;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use measure::{Row, Stages};

/// How often each thing is measured; the table shows the median.
const ROUNDS: usize = 9;
/// How long sources are left alone before they are measured: longer than `load::glance` wants.
const REST: Duration = Duration::from_secs(5);

fn main() {
    if let Some(root) = env::var_os("CAUSEBOOK_BENCH_PEAK") {
        return measure::print_peak_of_a_build(Path::new(&root));
    }
    if let Some(root) = env::var_os("CAUSEBOOK_BENCH_READ") {
        hint::black_box(floor::read_and_hash(Path::new(&root)));
        return;
    }
    let folder = tempfile::tempdir().expect("a folder for the sites");
    println!("median of {ROUNDS} rounds, in ms; load {}", measure::load());
    let small = report(folder.path(), 75);
    let large = report(folder.path(), 600);
    let per_page = |row: &Row, codes: f64| row.cold / codes;
    println!(
        "\ncold build per page: {:.3} ms at 75 codes, {:.3} ms at 600 ({:.2}×)",
        per_page(&small, 75.0),
        per_page(&large, 600.0),
        per_page(&large, 600.0) / per_page(&small, 75.0)
    );
}

/// Measures a site of `codes` codes and prints its table.
fn report(folder: &Path, codes: usize) -> Row {
    let root: PathBuf = folder.join(format!("site-{codes}"));
    generated::write(&root, codes);
    // What was written just now is not known by a glance yet.
    thread::sleep(REST);
    let stages = Stages::measure(&root, ROUNDS);
    let row = Row::measure(&root, ROUNDS);
    println!("\n{codes} codes");
    stages.print();
    row.print();
    row
}
