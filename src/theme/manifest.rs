//! `theme.toml`: the theme's name and version, and which style sheets and scripts are joined, in
//! which order.

use super::assets::{Bundle, Kind};
use crate::document::{Fields, read_keys};
use crate::load::{Slot, ThemeFiles};
use crate::problem::{Place, Problem, Problems, Rule};

/// The bundles that `theme.toml` lists.
pub fn bundles(files: &ThemeFiles, problems: &Problems) -> Vec<Bundle> {
    let raw = match &files.manifest {
        Slot::File(raw) => raw,
        Slot::Unreadable => return Vec::new(),
        Slot::Missing => {
            let place = Place::path(format!("themes/{}/theme.toml", files.name));
            let problem = Problem::at(place, Rule::MissingFile, "the theme has no theme.toml");
            problems.push(problem.help("write it; the theme guide shows one"));
            return Vec::new();
        }
    };
    read_keys(raw, problems, listed).unwrap_or_default()
}

fn listed(fields: Fields<'_>) -> Vec<Bundle> {
    fields.text("name");
    fields.text("version");
    let mut bundles = Vec::new();
    for (key, kind) in [("styles", Kind::Style), ("scripts", Kind::Script)] {
        for (name, parts) in fields.named_lists(key) {
            let name = format!("{name}.{}", kind.extension());
            let parts = parts.into_iter().map(|text| (text.value, text.place)).collect();
            bundles.push(Bundle { name, kind, parts });
        }
    }
    fields.finish();
    bundles
}
