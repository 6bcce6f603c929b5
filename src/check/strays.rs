//! What lies right in `content/` and looks as if it were read, but is not: a file of a name that is
//! misspelt, a code's file outside of `codes/`. Whatever else lies there is a person's own.

use crate::document::nearest;
use crate::model::ResponseCode;
use crate::problem::{Place, Problem, Problems, Rule};

/// What is read, folders with a slash.
const READ: [&str; 8] = [
    "site.toml",
    "home.toml",
    "sources.toml",
    "causes.toml",
    "events.toml",
    "codes/",
    "static/",
    "translations/",
];

/// Reports each of `names` that somebody will miss on the site.
pub fn check(names: &[String], problems: &Problems) {
    for name in names.iter().filter(|name| !READ.contains(&name.as_str())) {
        let Some(help) = help_for(name) else { continue };
        let message = format!("nothing reads `{name}` here");
        let place = Place::path(format!("content/{}", name.trim_end_matches('/')));
        problems.push(Problem::at(place, Rule::StrayFile, message).help(help));
    }
}

/// What to do about a name that was meant to be read; `None` for any other.
fn help_for(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    if let Some(code) = ResponseCode::parse(stem).filter(|_| ["md", "toml"].contains(&extension)) {
        return Some(format!("move it to content/codes/{code}.{extension}"));
    }
    // A slash on both sides would make short names look alike.
    let bare = name.strip_suffix('/');
    let alike = READ.iter().filter(|known| known.ends_with('/') == bare.is_some());
    let known = nearest(bare.unwrap_or(name), alike.map(|known| known.trim_end_matches('/')));
    if let Some(known) = known {
        return Some(format!("did you mean `{known}`?"));
    }
    let is_settings = extension == "toml";
    is_settings.then(|| "take it out; `site.toml` holds the site's settings".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        assert_eq!(help_for(name).as_deref(), expected, "{name}");
    }

    #[test]
    fn what_was_meant_to_be_read_is_told_from_a_persons_own() {
        check("405.md", Some("move it to content/codes/405.md"));
        check("405.toml", Some("move it to content/codes/405.toml"));
        check("cause.toml", Some("did you mean `causes.toml`?"));
        check("Site.toml", Some("did you mean `site.toml`?"));
        check("code/", Some("did you mean `codes`?"));
        check("redirects.toml", Some("take it out; `site.toml` holds the site's settings"));
        check("LICENSE.md", None);
        check("notes/", None);
        check("2026.md", None);
    }
}
