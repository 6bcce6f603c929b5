//! The preview builds again with what it kept, and gets what a build from nothing gets, whatever
//! was changed in between, and however often it was broken.

use std::sync::Arc;

use causebook::pipeline::{self, Kept, Project as Source};
use causebook::problem::Failure;
use causebook::render::Site;

use crate::project::Project;

/// What can be changed: a file, a text in it, and what takes its place. Half of them break it.
const EDITS: [(&str, &str, &str); 12] = [
    ("content/codes/404.md", "number", "digits"),
    ("content/codes/404.md", "related", "relatives"),
    ("content/codes/486.md", "code = 486", "code = 487"),
    ("content/codes/486.md", "Busy Here", "Busy There"),
    ("content/site.toml", "title = \"", "title = \"New "),
    ("content/site.toml", "base_url = \"https://", "base_url = \"http://"),
    ("content/home.toml", "heading = \"", "heading = \"Other "),
    ("themes/plain/templates/base.html", "<main", "<main id=\"m\""),
    ("themes/plain/templates/code.html", "{{ ", "{{ nothing."),
    ("themes/plain/templates/home.html", "{% block", "{% blick"),
    ("themes/plain/words.toml", " = \"", " = \"Word "),
    ("themes/plain/theme.toml", "version", "versions"),
];

/// A site in words, or what is wrong with it.
fn told(built: Result<Site, Failure>) -> String {
    match built {
        Ok(site) => format!("{:?}", site.outputs),
        Err(failure) => format!("{:?}", failure.problems),
    }
}

/// Puts a new text in the place of an old one, or that back in its place.
fn turn(project: &Project, (path, old, new): (&str, &str, &str)) {
    let text = project.read(path);
    let turned =
        if text.contains(new) { text.replace(new, old) } else { text.replacen(old, new, 1) };
    assert!(turned != text, "{path} does not hold {old}");
    project.write(path, turned);
}

#[test]
fn what_is_kept_changes_nothing_of_what_is_built() {
    let project = Project::small();
    let source = Source { root: project.root().to_owned(), base_url: None, theme: None };
    let mut kept = Kept::remembering();
    let (mut good, mut bad) = (0, 0);
    let mut is_built_alike = |path: &str| {
        let again = pipeline::site_again(&source, Arc::new(<[u8]>::to_vec), &mut kept, &|_| ());
        let anew =
            pipeline::site_again(&source, Arc::new(<[u8]>::to_vec), &mut Kept::nothing(), &|_| ());
        let is_good = anew.is_ok();
        *(if is_good { &mut good } else { &mut bad }) += 1;
        assert!(told(again) == told(anew), "after an edit of {path}");
        is_good
    };
    // Knuth's linear congruence: the same edits in each run.
    let mut number = 1_u64;
    for _ in 0..80 {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let edit = EDITS[(number >> 33) as usize % EDITS.len()];
        turn(&project, edit);
        if !is_built_alike(edit.0) {
            turn(&project, edit);
            is_built_alike(edit.0);
        }
    }
    assert!(good > 10 && bad > 10, "{good} good sites, {bad} broken ones");
}
