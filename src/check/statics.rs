//! `content/static/`: files that are copied as they are. None may lie where the site puts
//! something of its own.

use std::collections::BTreeSet;

use crate::load::FoundFile;
use crate::model::{EXPORTS, OutputPath, RESERVED, ResponseCode, Route, StaticFile};
use crate::problem::{Place, Problem, Problems, Rule};

/// The files to copy, with their output paths; a taken path is reported. `outputs` are paths that
/// come of causes and translations.
pub fn check(
    files: &[FoundFile],
    outputs: BTreeSet<String>,
    problems: &Problems,
) -> Vec<StaticFile> {
    let own = with_own(outputs);
    let mut copied: Vec<StaticFile> = Vec::new();
    for file in files {
        let output = file.inner_path();
        if let Some(taken) = taken(output, &own) {
            let message = format!("the site has something of its own at /{taken}");
            problems.push(
                Problem::at(Place::path(&file.path), Rule::DuplicateOutput, message)
                    .help("rename the file, or take it out"),
            );
        }
        copied.push(StaticFile { source: file.source.clone(), output: OutputPath::new(output) });
    }
    copied
}

/// `outputs` and all else that the site writes, but for what depends on a code.
fn with_own(mut outputs: BTreeSet<String>) -> BTreeSet<String> {
    let pages = [Route::home(), Route::cheat_sheet(), Route::not_found()];
    outputs.extend(pages.map(|page| page.output().as_str().to_owned()));
    outputs.extend(EXPORTS.into_iter().chain(RESERVED).map(str::to_owned));
    outputs
}

/// What of `output` is the site's: a file or folder on the way to it, or all of it.
fn taken<'a>(output: &'a str, own: &BTreeSet<String>) -> Option<&'a str> {
    let slashes = output.match_indices('/').map(|(at, _)| at);
    let mut paths = slashes.chain([output.len()]).map(|end| &output[..end]);
    let is_taken = |path: &str| {
        let folded = path.to_lowercase();
        is_own(&folded, own) || path == output && holds_own(&folded, own)
    };
    paths.find(|path| is_taken(path))
}

/// Whether the site writes a file `path`, or has the folder for itself.
fn is_own(path: &str, own: &BTreeSet<String>) -> bool {
    let parts: Vec<_> = path.split('/').collect();
    match parts.as_slice() {
        ["assets"] => true,
        // The short addresses of codes, and a route `/404/` would be the host's not-found page.
        [code] | ["sip", code] | ["codes", code, "index.html" | "index.md"]
            if ResponseCode::parse(code).is_some() =>
        {
            true
        }
        _ => own.contains(path),
    }
}

/// Whether the site writes files in a folder `path`.
fn holds_own(path: &str, own: &BTreeSet<String>) -> bool {
    let below = format!("{path}/");
    match path.strip_prefix("codes/") {
        Some(code) => ResponseCode::parse(code).is_some(),
        None if path == "codes" => true,
        None => own.range(below.clone()..).next().is_some_and(|file| file.starts_with(&below)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_taken(output: &str, expected: Option<&str>) {
        let own = with_own(BTreeSet::from(["causes/17/index.html".to_owned()]));
        assert_eq!(taken(output, &own), expected, "{output}");
    }

    #[test]
    fn no_static_file_lies_where_the_site_writes() {
        check_taken("index.html", Some("index.html"));
        check_taken("Codes.json", Some("Codes.json"));
        check_taken("_headers", Some("_headers"));
        check_taken("codes", Some("codes"));
        check_taken("codes/404", Some("codes/404"));
        check_taken("codes/404/index.html", Some("codes/404/index.html"));
        check_taken("codes/404/index.md/x", Some("codes/404/index.md"));
        check_taken("cheat-sheet", Some("cheat-sheet"));
        check_taken("cheat-sheet/index.html", Some("cheat-sheet/index.html"));
        check_taken("assets/a.css", Some("assets"));
        check_taken("robots.txt/x", Some("robots.txt"));
        check_taken("404/x", Some("404"));
        check_taken("sip/404", Some("sip/404"));
        check_taken("causes/17", Some("causes/17"));
    }

    #[test]
    fn all_else_is_free() {
        for output in ["favicon.ico", ".well-known/security.txt", "codes/notes.txt", "a/index.html"]
        {
            check_taken(output, None);
        }
        check_taken("cheat-sheet/x.txt", None);
        check_taken("codes/404/trace.png", None);
        check_taken("causes/17/trace.png", None);
        check_taken("robots.txt.asc", None);
    }
}
