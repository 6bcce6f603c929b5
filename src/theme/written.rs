//! Where the theme's templates hold a text that a rendered page shows: the way back from a page to
//! its source.

use std::sync::Arc;

use crate::load::ThemeFiles;
use crate::problem::Place;
use crate::source::SourceFile;

/// Where a text comes from that stands on a page of `template`: its place in a template, or else
/// that template as a whole.
pub fn place(files: &ThemeFiles, text: &str, template: &str) -> Place {
    attribute(files, text).unwrap_or_else(|| Place::path(files.template_path(template)))
}

/// The value of an attribute as it is written in a template, or what stands there behind an
/// expression, as in `{{ site.root }}codes/`; `None` where it is put together otherwise, or stands
/// in several templates.
fn attribute(files: &ThemeFiles, value: &str) -> Option<Place> {
    let behind = value.match_indices('/').map(|(slash, _)| &value[slash + 1..]);
    let behind = behind.filter(|end| !end.is_empty()).map(|end| ("}}", end));
    [("=", value)].into_iter().chain(behind).find_map(|(before, text)| only(files, before, text))
}

/// The one template that holds `text` behind `before`, where a value ends.
fn only(files: &ThemeFiles, before: &str, text: &str) -> Option<Place> {
    let mut places = files.templates.iter().filter_map(|raw| {
        let file = SourceFile::decode(&raw.path, &raw.bytes).ok()?;
        let at = last(&file.text, before, text)?;
        Some(Place::span(&Arc::new(file), at..at + text.len()))
    });
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

/// Where `text` last stands between `before`, perhaps with a quote, and the end of a value.
fn last(template: &str, before: &str, text: &str) -> Option<usize> {
    let found = template.rmatch_indices(text).map(|(at, _)| at);
    let mut found = found.filter(|at| {
        let front = &template[..*at];
        let front = front.strip_suffix(['"', '\'']).unwrap_or(front);
        let end = template[at + text.len()..].chars().next();
        front.ends_with(before) && end.is_none_or(|end| "\"'> \t\n".contains(end))
    });
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{RawFile, Slot};

    #[track_caller]
    fn check(value: &str, expected: Option<&str>) {
        let file = |name: &str, text: &str| RawFile {
            path: format!("themes/a/templates/{name}"),
            bytes: text.to_owned().into(),
        };
        let files = ThemeFiles {
            name: "a".to_owned(),
            manifest: Slot::Missing,
            words: Slot::Missing,
            templates: vec![
                file("b.html", "<a\nhref=\"/b/\"><i id='c'><a href=\"/d/\"><i id=\"c\">"),
                file("e.html", "<a href=\"/d/\"><a href=\"{{ f }}\"><a href=/g/>"),
                file("h.html", "<a href=\"{{ site.root }}h/i/\"><a href=/h/i/j/>"),
            ],
            unread: Vec::new(),
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
        check("/g/", Some("themes/a/templates/e.html:1:41"));
    }

    #[test]
    fn what_stands_behind_an_expression_is_found_too() {
        check("/h/i/", Some("themes/a/templates/h.html:1:25"));
        check("/kb/h/i/", Some("themes/a/templates/h.html:1:25"));
        check("/kb/h/", None);
        check("/kb/", None);
    }
}
