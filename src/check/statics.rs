//! `content/static/`: files that are copied as they are. None may lie where the site puts
//! something of its own.

use std::collections::BTreeSet;

use super::links::GENERATED;
use crate::load::FoundFile;
use crate::model::{OutputPath, ResponseCode, StaticFile};
use crate::problem::{Place, Problem, Problems, Rule};

/// Output paths of the site besides the pages and [`GENERATED`].
const OWN: [&str; 3] = ["index.html", "_headers", "_redirects"];

/// The files to copy, with their output paths; a taken path is reported. `outputs` are paths that
/// the site writes besides its codes' pages and [`GENERATED`].
pub fn check(
    files: &[FoundFile],
    outputs: &BTreeSet<String>,
    problems: &Problems,
) -> Vec<StaticFile> {
    let mut copied: Vec<StaticFile> = Vec::new();
    for file in files {
        let output = file.inner_path();
        if is_taken(output) || is_in_the_way(output, outputs) {
            let message = format!("the site has something of its own at /{output}");
            problems.push(
                Problem::at(Place::path(&file.path), Rule::DuplicateOutput, message)
                    .help("rename the file, or take it out"),
            );
        }
        copied.push(StaticFile { source: file.source.clone(), output: OutputPath::new(output) });
    }
    copied
}

/// Whether the site writes `output`, or needs a folder of that name, or a file where a folder of
/// `output` would lie.
fn is_taken(output: &str) -> bool {
    let folded = output.to_lowercase();
    let parts: Vec<_> = folded.split('/').collect();
    let top_file = |name: &str| {
        OWN.contains(&name) || GENERATED.iter().any(|path| path.trim_matches('/') == name)
    };
    match parts.as_slice() {
        ["codes" | "assets"] | ["assets", ..] => true,
        ["codes", code] => ResponseCode::parse(code).is_some(),
        ["codes", code, "index.html" | "index.md", ..] => ResponseCode::parse(code).is_some(),
        // The short addresses of codes, and a route `/404/` would be the host's not-found page.
        [code, ..] | ["sip", code, ..] if ResponseCode::parse(code).is_some() => true,
        [top, ..] => top_file(top),
        [] => false,
    }
}

/// Whether `output` is one of `outputs`, or one of the two would lie in the other as in a folder.
fn is_in_the_way(output: &str, outputs: &BTreeSet<String>) -> bool {
    let folded = output.to_lowercase();
    let lies_in = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
    };
    outputs.iter().any(|own| *own == folded || lies_in(own, &folded) || lies_in(&folded, own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_static_file_lies_where_the_site_writes() {
        for taken in [
            "index.html",
            "Codes.json",
            "_headers",
            "codes",
            "codes/404/index.html",
            "codes/404/index.md",
            "cheat-sheet/index.html",
            "assets/a.css",
        ] {
            assert!(is_taken(taken), "{taken}");
        }
        for free in ["favicon.ico", ".well-known/security.txt", "codes/notes.txt", "a/index.html"] {
            assert!(!is_taken(free), "{free}");
        }
    }
}
