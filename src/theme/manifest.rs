//! `theme.toml`: the theme's name and version, and which style sheets and scripts are joined, in
//! which order.

use super::assets::{Bundle, Kind};
use crate::check::{Fields, Source, decode, parse_toml};
use crate::load::ThemeFiles;
use crate::problem::{Place, Problem, Problems, Rule};

/// The bundles that `theme.toml` lists.
pub fn bundles(files: &ThemeFiles, problems: &Problems) -> Vec<Bundle> {
    let Some(raw) = &files.manifest else {
        let place = Place::path(format!("themes/{}/theme.toml", files.name));
        let problem = Problem::at(place, Rule::MissingFile, "the theme has no theme.toml");
        problems.push(problem.help("write it; the theme guide shows one"));
        return Vec::new();
    };
    let Some(file) = decode(raw, problems) else { return Vec::new() };
    let table = parse_toml(&file, &file.text, 0, problems);
    let source = Source { file: &file, offset: 0, problems };
    let fields = Fields::new(source, table.get_ref(), 0..0, "");
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
