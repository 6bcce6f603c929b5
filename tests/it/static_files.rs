//! `content/static/`: what of it is copied, and what is refused before anything is written.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::project::Project;
use crate::publish_places::{is_root, run_as_nobody};

#[test]
fn what_an_editor_leaves_behind_is_not_copied() {
    let project = Project::small();
    for name in ["draft.txt~", "#draft.txt#", "4913", ".draft.txt.swp", "README.md", "draft.txt"] {
        project.write(&format!("content/static/notes/{name}"), "x");
    }
    project.build(&[]);
    let public = project.public();
    let copied: Vec<_> = public.keys().filter_map(|path| path.strip_prefix("notes/")).collect();
    assert_eq!(copied, ["README.md", "draft.txt"]);
}

#[test]
fn a_static_file_that_cannot_be_read_is_refused_by_check_as_by_build() {
    let project = Project::small();
    if !is_root() {
        return;
    }
    project.write("content/static/secret.txt", "x");
    let secret = project.path("content/static/secret.txt");
    fs::set_permissions(secret, fs::Permissions::from_mode(0o000)).unwrap();
    for command in ["check", "build"] {
        let Some(run) = run_as_nobody(&project, command) else { return };
        assert_eq!(run.status, 2, "{command}: {}", run.stderr);
        assert!(run.stderr.contains("content/static/secret.txt"), "{command}: {}", run.stderr);
        assert!(run.stderr.contains("cannot read this: permission denied"), "{}", run.stderr);
    }
}
