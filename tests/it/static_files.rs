//! `content/static/`: what of it is copied, and what is refused before anything is written.

use crate::project::Project;

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
