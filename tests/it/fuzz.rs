//! The corpus of the fuzz targets, replayed: what once was found, and what the targets begin with,
//! holds its properties in every run of the tests.

use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crate::project::{repository, tree};
use crate::scene::Scene;

/// Few enough to be read by a person, and to be replayed in a moment.
const MOST_FILES: usize = 300;

thread_local! {
    static SCENE: RefCell<Scene> = RefCell::new(Scene::of(repository()));
}

fn folder(inner: &str) -> PathBuf {
    repository().join("tests/fuzz").join(inner)
}

/// Replays the corpus of a target.
#[track_caller]
fn replay(target: &str, mut hold: impl FnMut(&mut Scene, &[u8])) {
    let corpus = tree(&folder(&format!("corpus/{target}")));
    assert!((10..=MOST_FILES).contains(&corpus.len()), "{target}: {} files", corpus.len());
    for (name, bytes) in corpus {
        let held =
            SCENE.with_borrow_mut(|scene| catch_unwind(AssertUnwindSafe(|| hold(scene, &bytes))));
        assert!(held.is_ok(), "tests/fuzz/corpus/{target}/{name}: see above");
    }
}

#[test]
fn the_properties_of_files_hold() {
    replay("front_matter", Scene::file);
}

#[test]
fn the_properties_of_bodies_hold() {
    replay("body", Scene::body);
}

#[test]
fn the_properties_of_pages_hold() {
    replay("page", Scene::page);
}

#[test]
fn the_properties_of_answers_hold() {
    let mut statuses = Vec::new();
    replay("request", |scene, bytes| statuses.extend(scene.request(bytes)));
    for status in [200, 307, 308, 400, 403, 404] {
        assert!(statuses.contains(&status), "no request of the corpus earns {status}");
    }
}

#[test]
fn every_target_has_its_words_and_its_corpus() {
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    let targets = manifest.split("[[bin]]\nname = \"").skip(1);
    let targets: Vec<_> = targets.filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    assert_eq!(targets, ["front_matter", "body", "request", "page"]);
    let run = fs::read_to_string(folder("run")).unwrap();
    assert!(run.contains(&format!("targets=({})", targets.join(" "))));
    for target in targets {
        assert!(folder(&format!("{target}.dict")).is_file(), "{target}");
    }
}
