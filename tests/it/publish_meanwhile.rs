//! The output folder comes or goes while its site is made: the build says so, and nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};

use causebook::model::OutputPath;
use causebook::problem::{Exit, Failure};
use causebook::publish::{Means, Report, publish};
use causebook::render::{Output, Site};
use tempfile::TempDir;

use crate::faulty_disk::{Faulty, plain};
use crate::project::tree;

/// Folders of two projects, and one output folder for both.
struct Scene {
    _folder: TempDir,
    roots: [PathBuf; 2],
    out: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let real = folder.path().canonicalize().unwrap();
        let roots = ["one", "other"].map(|name| real.join(name));
        roots.iter().for_each(|root| fs::create_dir(root).unwrap());
        Self { out: real.join("out"), roots, _folder: folder }
    }

    fn publish(&self, page: &str, meanwhile: &(dyn Fn() + Sync)) -> Result<Report, Failure> {
        publish_page(page, &self.out, &self.roots[0], meanwhile)
    }
}

fn publish_page(
    page: &str,
    out: &Path,
    root: &Path,
    meanwhile: &(dyn Fn() + Sync),
) -> Result<Report, Failure> {
    let bytes = |text: &str| Output::Bytes(text.to_owned().into());
    let outputs = [("index.html", bytes(page)), ("robots.txt", bytes("the same"))];
    let outputs = outputs.map(|(path, output)| (OutputPath::new(path), output)).into();
    let site = Site { outputs, ..Site::default() };
    let disk = &Faulty { meanwhile, ..plain() };
    publish(&site, out, root, Means { disk, notice: &|_| (), inputs: None })
}

/// The build ends with status 2, and says that the folder changed.
#[track_caller]
fn check_refused(result: Result<Report, Failure>) {
    let failure = result.unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);
    let message = &failure.problems[0].message;
    assert!(message.ends_with("came or went while its site was made"), "{message}");
}

#[test]
fn a_file_in_a_folder_that_came_meanwhile_is_not_lost() {
    let scene = Scene::new();
    let mine = scene.out.join("mine.txt");
    let come = || {
        fs::create_dir(&scene.out).unwrap();
        fs::write(&mine, "mine").unwrap();
    };
    check_refused(scene.publish("page", &come));
    assert_eq!(tree(&scene.out).len(), 1);
    fs::rename(&mine, scene.roots[0].join("mine.txt")).unwrap();
    scene.publish("page", &|| ()).unwrap();
    assert_eq!(tree(&scene.out).len(), 2);
}

#[test]
fn an_empty_folder_that_came_meanwhile_is_filled() {
    let scene = Scene::new();
    scene.publish("page", &|| fs::create_dir(&scene.out).unwrap()).unwrap();
    assert_eq!(tree(&scene.out).len(), 2);
}

#[test]
fn a_site_of_another_project_that_came_meanwhile_stays() {
    let scene = Scene::new();
    let come = || {
        publish_page("of the other", &scene.out, &scene.roots[1], &|| ()).unwrap();
    };
    check_refused(scene.publish("page", &come));
    assert_eq!(tree(&scene.out)["index.html"], b"of the other");
    let again = scene.publish("page", &|| ()).unwrap_err();
    assert!(again.problems[0].message.contains("holds files, and nothing says"), "{again:?}");
    publish_page("a later one", &scene.out, &scene.roots[1], &|| ()).unwrap();
    assert_eq!(tree(&scene.out)["index.html"], b"a later one");
}

#[test]
fn an_empty_folder_that_another_project_filled_meanwhile_stays_so() {
    let scene = Scene::new();
    fs::create_dir(&scene.out).unwrap();
    let fill = || {
        publish_page("of the other", &scene.out, &scene.roots[1], &|| ()).unwrap();
    };
    let failure = scene.publish("page", &fill).unwrap_err();
    assert!(failure.problems[0].message.contains("holds files, and nothing says"), "{failure:?}");
    assert_eq!(tree(&scene.out).len(), 2);
    assert_eq!(tree(&scene.out)["index.html"], b"of the other");
}

#[test]
fn a_folder_that_went_meanwhile_takes_nothing_with_it() {
    let scene = Scene::new();
    scene.publish("old", &|| ()).unwrap();
    fs::write(scene.out.join("mine.txt"), "mine").unwrap();
    let elsewhere = scene.roots[1].join("elsewhere");
    check_refused(scene.publish("new", &|| fs::rename(&scene.out, &elsewhere).unwrap()));
    assert_eq!(tree(&elsewhere)["mine.txt"], b"mine");
    scene.publish("new", &|| ()).unwrap();
    assert_eq!(tree(&scene.out).len(), 2);
}
