//! Why a link leads nowhere, and what to do about it.

use super::forms::SCHEMES;
use crate::document::{did_you_mean, listed, nearest};
use crate::model::{BadBaseUrl, Cause, ResponseCode};
use crate::problem::Rule;

/// How many parts of a page a help lists.
const MOST_LISTED: usize = 12;

/// The problem that a link is, but for its place.
pub struct DeadEnd {
    /// The rule that is broken.
    pub rule: Rule,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl DeadEnd {
    /// A target that is not there.
    pub fn broken(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { rule: Rule::BrokenLink, message: message.into(), help: help.into() }
    }

    /// A scheme that links may not have, or one of [`SCHEMES`] with nothing fit behind it.
    pub fn scheme(scheme: &str) -> Self {
        let known = scheme.to_ascii_lowercase();
        let (message, help) = if SCHEMES.contains(&known.as_str()) {
            let example = match known.as_str() {
                "https" | "http" => "://example.com/page",
                "tel" => ":+12025550123",
                _ => ":name@example.com",
            };
            let message = format!("this `{known}:` address is not whole, or holds a space");
            (message, format!("write it in one piece, such as `{known}{example}`"))
        } else {
            let message = format!("links of the form `{scheme}:` are not allowed");
            let known = SCHEMES.join(", ");
            (message, format!("use one of {known}, a /path, or another code's file"))
        };
        Self { rule: Rule::ForbiddenScheme, message, help }
    }

    /// A `link:NAME` that is none of `names`.
    pub fn name(name: &str, names: &[&str]) -> Self {
        if name.is_empty() {
            let help =
                "write the name of a link of content/site.toml behind it, or the words alone";
            let message = "no name stands behind `link:`".to_owned();
            return Self { rule: Rule::UnknownLink, message, help: help.to_owned() };
        }
        let help = match nearest(name, names.iter().copied()) {
            Some(known) => format!("did you mean `link:{known}`?"),
            None if names.is_empty() => format!("add [links.{name}] to content/site.toml"),
            None => {
                format!("use one of {}, or add [links.{name}] to content/site.toml", listed(names))
            }
        };
        Self { rule: Rule::UnknownLink, message: format!("unknown link `{name}`"), help }
    }

    /// A web address whose host is written in letters other than a to z.
    pub fn host(url: &str) -> Self {
        let bad = BadBaseUrl::Letters;
        let (message, help) = (bad.message(url), bad.help().to_owned());
        Self { rule: Rule::InvalidUrl, message, help }
    }

    /// A code without a page.
    pub fn code(code: ResponseCode) -> Self {
        let help = format!(
            "write content/codes/{code}.md (`causebook new {code}`), or name the code without a link"
        );
        Self::broken(format!("code {code} has no page"), help)
    }

    /// A path that is no page and no file.
    pub fn path(path: &str) -> Self {
        Self::broken(format!("`{path}` is no page or file of this site"), path_help(path))
    }

    /// A part without its page, in a text that stands on more than one.
    pub fn bare_part(part: &str) -> Self {
        let message = format!("`#{part}` names no page, and this text stands on several");
        Self::broken(message, "write the page before it, as in /codes/503/#retry")
    }

    /// A part that `page`, which has the parts `ids`, does not have.
    pub fn part(page: &str, fragment: &str, ids: &[&str]) -> Self {
        let help = match nearest(fragment, ids.iter().copied()) {
            Some(id) => format!("did you mean `#{id}`?"),
            None if ids.is_empty() => format!("name {page} without a part"),
            None => format!("{page} has {}", listed(ids.get(..MOST_LISTED).unwrap_or(ids))),
        };
        Self::broken(format!("{page} has no part `#{fragment}`"), help)
    }

    /// An image that is none of the site's `files`.
    pub fn image<'a>(destination: &str, files: impl Iterator<Item = &'a str>) -> Self {
        let files = files.filter(|_| destination.len() > 3);
        let help = did_you_mean(destination, files, || {
            "put the image into content/static/ and name it by its path, such as /images/trace.png"
                .to_owned()
        });
        let message = format!("`{destination}` is no image of this site");
        Self { rule: Rule::ImageTarget, message, help }
    }
}

/// The code whose page a path is meant for.
pub fn code_in(path: &str) -> Option<ResponseCode> {
    let path = path.trim_matches('/');
    let code = path.strip_prefix("codes/").unwrap_or(path);
    ResponseCode::parse(code.trim_end_matches(".html"))
}

fn path_help(path: &str) -> String {
    let cause = path.strip_prefix("/causes/").and_then(|rest| rest.strip_suffix('/'));
    // Cause 17 has no page at /causes/017/.
    let cause = cause.filter(|cause| !cause.starts_with('0'));
    if let Some(cause) = cause.and_then(|cause| Cause::new(cause.parse().ok()?)) {
        return format!("write about cause {cause} in content/causes.toml, or take the link out");
    }
    match code_in(path) {
        Some(code) => format!("write /codes/{code}/, or better {code}.md"),
        None => "name a page of this site, or a file that lies in content/static/".to_owned(),
    }
}
