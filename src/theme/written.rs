//! Where the theme's templates hold a text that a rendered page shows: the way back from a page to
//! its source.

use std::sync::Arc;

use crate::load::ThemeFiles;
use crate::problem::Place;
use crate::source::SourceFile;

/// The value of an attribute as it is written in a template, between quotes; `None` where it is put
/// together from parts, or stands in several templates.
pub fn attribute(files: &ThemeFiles, value: &str) -> Option<Place> {
    let quoted = ['"', '\''].map(|quote| format!("={quote}{value}{quote}"));
    let mut places = files.templates.iter().filter_map(|raw| {
        let file = SourceFile::decode(&raw.path, &raw.bytes).ok()?;
        let at = quoted.iter().filter_map(|quoted| file.text.rfind(quoted)).max()? + "=\"".len();
        Some(Place::span(&Arc::new(file), at..at + value.len()))
    });
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{RawFile, Slot};

    #[track_caller]
    fn check(value: &str, expected: Option<&str>) {
        let file = |name: &str, text: &str| RawFile {
            path: format!("themes/a/templates/{name}"),
            bytes: text.as_bytes().to_vec(),
        };
        let files = ThemeFiles {
            name: "a".to_owned(),
            manifest: Slot::Missing,
            words: Slot::Missing,
            templates: vec![
                file("b.html", "<a\nhref=\"/b/\"><i id='c'><a href=\"/d/\"><i id=\"c\">"),
                file("e.html", "<a href=\"/d/\"><a href=\"{{ f }}\">"),
            ],
            assets: Vec::new(),
        };
        let label = attribute(&files, value).map(|place| place.label());
        assert_eq!(label.as_deref(), expected, "{value}");
    }

    #[test]
    fn what_one_template_holds_is_found_there() {
        check("/b/", Some("themes/a/templates/b.html:2:7"));
        check("c", Some("themes/a/templates/b.html:2:43"));
        check("/d/", None);
        check("/f/", None);
    }
}
