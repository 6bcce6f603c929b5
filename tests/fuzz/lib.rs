//! One scene for all the inputs of a target.

#[path = "scene.rs"]
pub mod scene;

use std::cell::RefCell;
use std::path::Path;

use scene::Scene;

/// The repository, seen from this crate.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

thread_local! {
    static SCENE: RefCell<Scene> = RefCell::new(Scene::of(Path::new(ROOT)));
}

/// Does this with the scene.
pub fn with(what: impl FnOnce(&mut Scene)) {
    SCENE.with_borrow_mut(what);
}
