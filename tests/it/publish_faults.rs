//! Publishing on a disk that fails: at every single change of the disk it refuses, tears or dies,
//! and each time the folder holds the old site or the new one in full, a person's files are there,
//! and the next build heals what is left.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use causebook::model::OutputPath;
use causebook::problem::Failure;
use causebook::publish::{Means, Report, publish};
use causebook::render::{Output, Site};
use tempfile::TempDir;

use crate::faulty_disk::{EACCES, EIO, ENOSPC, Fault, Faulty, faulty, plain};
use crate::project::{Tree, tree};

/// A project's folder with an old site in it, and files of a person's.
struct Scene {
    folder: TempDir,
    root: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap().join("project");
        fs::create_dir_all(root.join("content")).unwrap();
        let scene = Self { folder, root };
        scene.publish(&site("old"), &plain()).unwrap();
        fs::create_dir(scene.root.join("public/mine")).unwrap();
        for (path, text) in FOREIGN {
            fs::write(scene.root.join("public").join(path), text).unwrap();
        }
        scene
    }

    fn publish(&self, site: &Site, disk: &Faulty<'_>) -> Result<Report, Failure> {
        let source = self.folder.path().join("static.bin");
        fs::write(&source, "static").unwrap();
        let mut outputs = site.outputs.clone();
        outputs.insert(OutputPath::new("static.bin"), Output::Copy(source));
        let site = Site { outputs, ..Site::default() };
        let out = self.root.join("public");
        publish(&site, &out, &self.root, Means { disk, notice: &|_| (), inputs: None })
    }

    /// What lies in public/ of the site, and that a person's files are there.
    #[track_caller]
    fn site(&self, when: &str) -> Tree {
        let mut files = tree(&self.root.join("public"));
        for (path, text) in FOREIGN {
            let there = files.remove(path);
            assert_eq!(there.as_deref(), Some(text.as_bytes()), "{path} {when}");
        }
        files
    }
}

const FOREIGN: [(&str, &str); 3] = [(".gitignore", "*"), ("codes/1/notes", "n"), ("mine/a", "a")];

fn site(state: &str) -> Site {
    let mut outputs = BTreeMap::new();
    let mut add = |path: &str, text: String| {
        outputs.insert(OutputPath::new(path), Output::Bytes(text.into()));
    };
    add("index.html", format!("the {state} landing page"));
    add("assets/a.css", "the same".to_owned());
    add("codes/1/index.html", format!("the {state} code 1"));
    add("codes/2/index.html", "the same code 2".to_owned());
    add(&format!("codes/{state}/index.html"), format!("only in {state}"));
    add(&format!("assets/a.{state}.css"), format!("style of {state}"));
    Site { outputs, ..Site::default() }
}

/// The two sites as they lie on the disk, and how many changes lead from one to the other.
fn sites(can_exchange: bool) -> (Tree, Tree, usize) {
    let scene = Scene::new();
    let old = scene.site("before");
    let disk = Faulty { can_exchange, ..plain() };
    let report = scene.publish(&site("new"), &disk).unwrap();
    assert_eq!(report.piecewise.is_none(), can_exchange);
    assert_eq!((report.written, report.unchanged, report.removed), (4, 3, 2));
    (old, scene.site("after"), disk.changes())
}

/// Besides lock and manifest, the state holds but second names of what the site consists of.
#[track_caller]
pub fn no_leftovers(root: &Path) {
    let state = root.join(".causebook");
    for path in tree(&state).into_keys() {
        let inner = path.strip_prefix("stage-").and_then(|path| path.split_once('/'));
        if let Some((_, inner)) = inner {
            let number = |path: PathBuf| fs::metadata(path).map(|metadata| metadata.ino()).ok();
            let site = number(root.join("public").join(inner));
            assert_eq!(number(state.join(&path)), site, "{path} is left over");
        } else {
            assert!(path == "lock" || path.ends_with(".json"), "{path} is left over");
        }
    }
}

#[track_caller]
fn heals(scene: &Scene, new: &Tree, when: &str) {
    let healed = scene.publish(&site("new"), &plain());
    assert!(healed.is_ok(), "{when}: {healed:?}");
    assert_eq!(&scene.site(when), new, "{when}: the next build");
    no_leftovers(&scene.root);
    let again = plain();
    let report = scene.publish(&site("new"), &again).unwrap();
    assert_eq!((report.written, again.changes()), (0, 0), "{when}: {:?}", again.steps);
}

#[test]
fn a_fault_at_any_change_of_the_disk_leaves_the_old_site_or_the_new_one() {
    let (old, new, count) = sites(true);
    assert!(count > 30, "{count}");
    let faults = [ENOSPC, EIO, EACCES].map(Fault::Refused);
    for fault in faults.into_iter().chain([Fault::Death]) {
        for at in 0..count {
            let scene = Scene::new();
            let disk = faulty(at, fault);
            let result = scene.publish(&site("new"), &disk);
            let name = disk.steps.lock().unwrap().get(at).cloned().unwrap_or_default();
            let when = format!("{at}: {name}");
            let there = scene.site(&when);
            assert!(there == old || there == new, "{when}: a mixture of {:?}", there.keys());
            assert!(result.is_err() || there == new, "{when}: done, yet the old site");
            heals(&scene, &new, &when);
        }
    }
}

#[test]
fn what_a_dead_build_staged_is_cleared_away_even_if_the_old_site_stays() {
    let (old, _, count) = sites(true);
    for at in 0..count {
        let scene = Scene::new();
        let _ = scene.publish(&site("new"), &faulty(at, Fault::Death));
        scene.publish(&site("old"), &plain()).unwrap();
        assert_eq!(scene.site("after"), old, "{at}");
        no_leftovers(&scene.root);
    }
}

#[test]
fn file_by_file_a_full_disk_replaces_nothing_and_the_next_build_heals_a_death() {
    let (old, new, count) = sites(false);
    for fault in [Fault::Refused(ENOSPC), Fault::Death] {
        for at in 0..count {
            let scene = Scene::new();
            let disk = Faulty { can_exchange: false, ..faulty(at, fault) };
            let result = scene.publish(&site("new"), &disk);
            let name = disk.steps.lock().unwrap().get(at).cloned().unwrap_or_default();
            let when = format!("{at}: {name}");
            let there = scene.site(&when);
            let write = name.starts_with("write") || name.starts_with("copy");
            if fault != Fault::Death && write && result.is_err() && !name.contains("/.causebook/") {
                assert_eq!(there, old, "{when}");
            }
            heals(&scene, &new, &when);
        }
    }
}

#[test]
fn why_it_goes_file_by_file_is_told_in_the_words_of_other_messages() {
    let disk = Faulty { can_exchange: false, ..plain() };
    let why = Scene::new().publish(&site("new"), &disk).unwrap().piecewise.unwrap();
    assert_eq!(why, "two folders cannot change places: invalid cross-device link");
}

#[test]
fn all_is_flushed_before_the_exchange_and_the_exchange_after_it() {
    let scene = Scene::new();
    let disk = plain();
    scene.publish(&site("new"), &disk).unwrap();
    let steps = disk.steps.lock().unwrap();
    let place = |name: &str| steps.iter().position(|step| step.starts_with(name)).unwrap();
    let exchange = place("exchange");
    let (before, after) = steps.split_at(exchange);
    let flush = place("syncfs");
    assert!(flush < exchange, "{steps:#?}");
    let writes = |step: &&String| !step.starts_with("exchange");
    assert_eq!(before[flush + 1..].iter().filter(writes).count(), 0, "{steps:#?}");
    assert!(after[1].starts_with("fsync") && after[2].starts_with("fsync"), "{steps:#?}");
}

#[test]
fn what_a_person_does_during_a_build_is_not_lost() {
    let scene = Scene::new();
    let public = scene.root.join("public");
    let meanwhile = || {
        fs::create_dir_all(public.join("late/er")).unwrap();
        fs::write(public.join("late/er/a"), "late").unwrap();
        fs::write(public.join("codes/2/late"), "late").unwrap();
        fs::create_dir_all(public.join("codes/new")).unwrap();
        fs::write(public.join("codes/new/index.html"), "mine").unwrap();
        fs::write(public.join("swap"), "saved by rename").unwrap();
        fs::rename(public.join("swap"), public.join("mine/a")).unwrap();
        fs::remove_file(public.join("codes/1/notes")).unwrap();
    };
    let disk = Faulty { meanwhile: &meanwhile, ..plain() };
    let report = scene.publish(&site("new"), &disk).unwrap();
    let files = tree(&public);
    let text =
        |path: &str| files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(text("late/er/a").as_deref(), Some("late"));
    assert_eq!(text("codes/2/late").as_deref(), Some("late"));
    assert_eq!(text("mine/a").as_deref(), Some("saved by rename"));
    assert_eq!(text("codes/1/notes"), None);
    assert_eq!(text("codes/new/index.html").as_deref(), Some("only in new"));
    assert_eq!(text("codes/new/index.html.kept").as_deref(), Some("mine"));
    assert_eq!(report.moved.len(), 1, "{report:?}");
}

#[test]
fn what_a_person_does_during_a_build_that_dies_is_not_lost() {
    let (_, _, count) = sites(true);
    for at in 0..count + 4 {
        let scene = Scene::new();
        let public = scene.root.join("public");
        let meanwhile = || fs::write(public.join("codes/2/late"), "late").unwrap();
        let disk = Faulty { meanwhile: &meanwhile, ..faulty(at, Fault::Death) };
        let _ = scene.publish(&site("new"), &disk);
        let came = disk.steps.lock().unwrap().iter().any(|step| step.starts_with("exchange"));
        scene.publish(&site("new"), &plain()).unwrap();
        let late = fs::read_to_string(public.join("codes/2/late")).ok();
        assert_eq!(late.is_some(), came, "{at}: {:?}", disk.steps.lock().unwrap().get(at));
    }
}

#[test]
fn two_deaths_in_a_row_leave_nothing_torn_behind() {
    let (_, _, count) = sites(true);
    let expected = {
        let scene = Scene::new();
        scene.publish(&site("third"), &plain()).unwrap();
        scene.site("after")
    };
    let long = std::env::var_os("CAUSEBOOK_LONG_TESTS").is_some_and(|value| value == "1");
    let (firsts, seconds) = if long { (2, 3) } else { (7, 11) };
    for first in (0..count).step_by(firsts) {
        for second in (0..count + 30).step_by(seconds) {
            let scene = Scene::new();
            let _ = scene.publish(&site("new"), &faulty(first, Fault::Death));
            let _ = scene.publish(&site("third"), &faulty(second, Fault::Death));
            let when = format!("{first}, {second}");
            scene.publish(&site("third"), &plain()).unwrap();
            assert_eq!(scene.site(&when), expected, "{when}");
        }
    }
}
