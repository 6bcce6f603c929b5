//! The rules of the house, held over the source: what a file opens with, how long it may grow, what
//! it must not say, and which module may know which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::project::{repository, tree};

const MAX_LINES: usize = 300;

/// Names that say nothing.
const BANNED: [&str; 7] = ["util", "helper", "common", "misc", "manager", "handler", "processor"];

/// The modules in reading order, and which of the others each one may use.
const MAY_USE: [(&str, &[&str]); 23] = [
    ("source", &[]),
    ("problem", &["source"]),
    ("registry", &[]),
    ("memory", &[]),
    ("threads", &[]),
    ("markdown", &["source", "problem"]),
    ("exchange", &["source", "problem", "markdown"]),
    ("model", &["markdown", "registry"]),
    ("load", &["problem"]),
    ("markup", &[]),
    ("minify", &["source", "markup"]),
    ("document", &["source", "problem", "load"]),
    (
        "check",
        &["source", "problem", "registry", "markdown", "exchange", "model", "load", "document"],
    ),
    ("theme", &["source", "problem", "memory", "threads", "model", "load", "document", "minify"]),
    ("render", &["source", "problem", "registry", "threads", "markdown", "model", "theme"]),
    ("inspect", &["problem", "memory", "threads", "markup", "model", "render"]),
    ("publish", &["problem", "threads", "model", "load", "render"]),
    (
        "pipeline",
        &[
            "problem", "memory", "threads", "model", "load", "minify", "check", "theme", "render",
            "inspect", "publish",
        ],
    ),
    ("cli", &[]),
    ("progress", &[]),
    ("scaffold", &["problem", "registry", "model", "load", "check"]),
    ("serve", &["problem", "model", "load", "render", "pipeline"]),
    (
        "run",
        &["problem", "model", "load", "render", "publish", "pipeline", "cli", "scaffold", "serve"],
    ),
];

/// The files of `src/` by their paths, and their text.
fn sources() -> BTreeMap<String, String> {
    let files = tree(&repository().join("src")).into_iter();
    let files = files.filter(|(path, _)| path.ends_with(".rs"));
    let sources: BTreeMap<_, _> =
        files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
    assert!(sources.len() > 30, "{:?}", sources.keys());
    sources
}

/// The text of a file before its tests, without comments and the matter of strings.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().map(|line| {
        let comment = line.trim_start().starts_with("//");
        let pieces = line.split('"').step_by(2).collect::<Vec<_>>();
        if comment { String::new() } else { pieces.join("\"\"") }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The lines of all files in which `found` says so, tests apart.
fn lines_where(found: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code(&text).lines().enumerate() {
            if found(&path, line) {
                lines.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    lines
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for (path, text) in sources() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{path} opens with {first:?}");
    }
}

#[test]
fn no_file_grows_beyond_300_lines() {
    let tests = tree(&repository().join("tests/it")).into_iter();
    let tests = tests.filter(|(path, _)| path.ends_with(".rs"));
    let tests = tests.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()));
    let lengths = sources().into_iter().chain(tests);
    let lengths = lengths.map(|(path, text)| (path, text.lines().count()));
    let long: Vec<_> = lengths.filter(|(_, length)| *length > MAX_LINES).collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn a_module_is_a_file_beside_its_folder() {
    for path in sources().keys() {
        assert!(!path.ends_with("mod.rs"), "{path}");
        if let Some((folder, _)) = path.rsplit_once('/') {
            assert!(sources().contains_key(&format!("{folder}.rs")), "{folder}.rs is missing");
        }
    }
}

#[test]
fn nothing_panics_outside_of_tests() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!",
        "todo!",
        "unimplemented!",
        "unreachable!",
        "unsafe ",
        "dbg!",
    ];
    let found = lines_where(|_, line| words.iter().any(|word| line.contains(word)));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_is_left_to_do() {
    for (path, text) in sources() {
        for word in ["TODO", "FIXME", "XXX", "HACK"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}

#[test]
fn only_main_prints() {
    let words = ["println!", "eprintln!", "print!", "eprint!", "io::stdout", "io::stderr"];
    let found =
        lines_where(|path, line| path != "main.rs" && words.iter().any(|word| line.contains(word)));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn only_load_publish_and_scaffold_touch_the_disk() {
    let home = |path: &str| {
        let module = path.split(['/', '.']).next().unwrap_or_default();
        let preview = ["serve/files.rs", "serve/watch.rs"].contains(&path);
        ["load", "publish", "scaffold"].contains(&module) || preview
    };
    let words = [
        "fs::",
        "File::open",
        "File::create",
        "File::options",
        "WalkDir",
        ".exists()",
        ".canonicalize()",
        ".is_file()",
        ".is_dir()",
        "metadata()",
    ];
    let found =
        lines_where(|path, line| !home(path) && words.iter().any(|word| line.contains(word)));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_clock_and_no_hash_order_reaches_the_output() {
    // A glance at files only distrusts those that are too young.
    let clocks = lines_where(|path, line| line.contains("SystemTime") && path != "load/glance.rs");
    assert!(clocks.is_empty(), "{clocks:#?}");
    let found = lines_where(|path, line| {
        let pure = ["model", "markdown", "render", "theme"].iter().any(|it| path.starts_with(it));
        pure && ["HashMap", "HashSet", "env::"].iter().any(|word| line.contains(word))
    });
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn names_say_what_a_thing_is() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let mut names = vec![path.replace(['/', '.'], " ")];
        for line in code(&text).lines() {
            let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            if words.any(|word| ["struct", "enum", "trait", "mod", "type"].contains(&word)) {
                names.extend(words.next().map(str::to_owned));
            }
        }
        let bad = |name: &String| BANNED.iter().any(|word| name.to_lowercase().contains(word));
        found.extend(names.into_iter().filter(bad).map(|name| format!("{path}: {name}")));
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_module_uses_only_what_stands_before_it() {
    let known: BTreeMap<_, _> = MAY_USE.into_iter().collect();
    let mut wrong = BTreeSet::new();
    for (path, text) in sources() {
        let module = path.split(['/', '.']).next().unwrap().to_owned();
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let Some(allowed) = known.get(module.as_str()) else {
            wrong.insert(format!("{module} has no row in this test"));
            continue;
        };
        assert!(!code(&text).contains("super::super"), "{path} climbs out of its module");
        assert!(!code(&text).contains("crate::{"), "{path}: one `use` for each module");
        for used in used_modules(&code(&text)) {
            if used != module && !allowed.contains(&used.as_str()) {
                wrong.insert(format!("{path} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names that follow `crate::`.
fn used_modules(code: &str) -> BTreeSet<String> {
    let ends = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let names = code.split("crate::").skip(1).filter_map(|rest| rest.split(ends).next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_table_of_modules_has_no_circle() {
    for (at, (module, uses)) in MAY_USE.iter().enumerate() {
        for used in *uses {
            let before = MAY_USE[..at].iter().any(|(earlier, _)| earlier == used);
            assert!(before, "{module} uses {used}, which stands below it");
        }
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let mut before = "";
    let mut listed = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            listed = line.contains("dependencies");
        } else if listed && line.contains(" = ") {
            let told = before.starts_with("# ") && before.ends_with('.');
            // One reason may stand for crates that are released together.
            assert!(told || before.contains(" = "), "{line} has no reason");
        }
        before = line;
    }
}
