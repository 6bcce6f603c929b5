//! `theme.toml`: the theme's name and version, and which style sheets and scripts are joined, in
//! which order.

use crate::document::{Fields, read_keys, required};
use crate::load::ThemeFiles;
use crate::problem::{Place, Problem, Problems, Rule};

/// Several source files that are published as one.
#[derive(Debug)]
pub struct Bundle {
    /// What templates call it: its name in `theme.toml` with the extension, such as `site.css`.
    pub name: String,
    /// What its parts are.
    pub kind: Kind,
    /// Paths below `assets/`, and where they are listed.
    pub parts: Vec<(String, Place)>,
}

/// What a bundle is joined from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Style sheets.
    Style,
    /// Script modules.
    Script,
}

impl Kind {
    /// The extension of the published file, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Style => "css",
            Self::Script => "js",
        }
    }
}

/// The bundles that `theme.toml` lists.
pub fn bundles(files: &ThemeFiles, problems: &Problems) -> Vec<Bundle> {
    let raw = required(&files.manifest, problems, || missing(files, "theme.toml"));
    raw.and_then(|raw| read_keys(raw, problems, listed)).unwrap_or_default()
}

/// A theme's file that is not there.
pub fn missing(files: &ThemeFiles, name: &str) -> Problem {
    let place = Place::path(format!("themes/{}/{name}", files.name));
    Problem::at(place, Rule::MissingFile, format!("the theme has no {name}"))
        .help("write it; the theme guide shows one")
}

fn listed(fields: Fields<'_>) -> Vec<Bundle> {
    fields.text("name");
    fields.text("version");
    let mut bundles = Vec::new();
    for (key, kind) in [("styles", Kind::Style), ("scripts", Kind::Script)] {
        for (name, parts) in fields.named_lists(key) {
            let parts = parts.into_iter().map(|text| (text.value, text.place));
            let twice = |part: &String| format!("`{part}` stands twice in `{name}`");
            let parts = fields.each_placed_once(parts, twice);
            let name = format!("{name}.{}", kind.extension());
            bundles.push(Bundle { name, kind, parts });
        }
    }
    fields.finish();
    bundles
}
