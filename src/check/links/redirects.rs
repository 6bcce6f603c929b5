//! The redirects of `site.toml`: each source is a free path and stands once, each target exists.
//! What comes of them is what hosts read: addresses without blanks.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::Resolver;
use super::dead_end::DeadEnd;
use super::forms::{is_path, is_web_url};
use crate::model::{RESERVED, Redirect};
use crate::problem::{Place, Rule};

/// What would end an address, or a text that holds it, in a host's own list of redirects.
const ESCAPED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'\\');

/// What an old address may hold besides letters and digits: browsers send it as it is written
/// (RFC 3986 §3.3), and no host's list of redirects takes it for anything else.
const PLAIN: &str = "/-._~!&'()+,=@";

impl Resolver<'_> {
    /// The targets of redirects exist, and their sources are free paths, each once. Returns those
    /// that do, with whole targets: escaped, and with the base path.
    pub fn redirects(&self) -> Vec<Redirect> {
        let mut sources: BTreeMap<&str, &Place> = BTreeMap::new();
        let mut redirects = Vec::new();
        for (Redirect { from, to }, from_place, to_place) in &self.site.redirects {
            // Hosts take `/old` and `/old/` for the same address.
            let first = *sources.entry(from.trim_end_matches('/')).or_insert(from_place);
            let taken = (first != from_place).then_some(first);
            let dead_end = form_of(from).or_else(|| self.redirect_from(from, taken));
            dead_end.into_iter().for_each(|dead_end| self.report(dead_end, from_place));
            match self.redirect_to(to) {
                Ok(to) => redirects.push(Redirect { from: from.clone(), to }),
                Err(dead_end) => self.report(dead_end, to_place),
            }
        }
        redirects
    }

    fn redirect_from(&self, from: &str, taken: Option<&Place>) -> Option<DeadEnd> {
        let (rule, message, help) = if let Some(first) = taken {
            let message = format!("`{from}` is redirected twice, first at {}", first.label());
            (Rule::Repeated, message, "take one of them out")
        } else if is_reserved(from) {
            let message = format!("`{from}` is for hosts or the preview alone");
            (Rule::DuplicateOutput, message, "take the redirect out, or name an old address")
        } else if self.is_served(from) {
            let message = format!("`{from}` exists, so nothing can be redirected from it");
            (Rule::DuplicateOutput, message, "take the redirect out, or name an old address")
        } else {
            return None;
        };
        Some(DeadEnd { rule, message, help: help.to_owned() })
    }

    /// Whether a host has something at a path, with or without the last slash of a folder.
    fn is_served(&self, path: &str) -> bool {
        let folder = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
        self.path(path).is_ok() || self.path(&format!("{folder}/")).is_ok()
    }

    /// The address that a redirect leads to, as a host sends it.
    fn redirect_to(&self, to: &str) -> Result<String, DeadEnd> {
        let help = "name a page of this site such as /codes/404/, or a whole address";
        let url = if is_path(to) {
            self.path(to).map_err(|dead_end| DeadEnd { help: help.to_owned(), ..dead_end })?
        } else if is_web_url(to) {
            self.whole(to)?;
            to.to_owned()
        } else {
            let message = format!("`{to}` is neither a path of this site nor a web address");
            return Err(DeadEnd::broken(message, help));
        };
        Ok(utf8_percent_encode(&url, ESCAPED).to_string())
    }
}

/// Whether hosts or the preview have what lies at a path, or below it, for themselves.
fn is_reserved(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    RESERVED.contains(&first.to_ascii_lowercase().as_str())
}

/// What is wrong with the letters and parts of an old address.
fn form_of(from: &str) -> Option<DeadEnd> {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '#' | '?' | '\\');
    let odd = |letter: &char| !letter.is_ascii_alphanumeric() && !PLAIN.contains(*letter);
    // A folder's address ends with a slash.
    let mut parts = from.strip_suffix('/').unwrap_or(from).split('/').skip(1);
    let never_asked = |part: &str| matches!(part, "" | "." | "..");
    let (message, help) = if !is_path(from) || from.contains(ends) {
        (format!("`{from}` is not a path of this site"), "write a path such as /old-address")
    } else if from.contains(['*', ':']) {
        let message = format!("`{from}` is a pattern, which hosts read differently");
        (message, "write each old address by itself, without `*` and `:`")
    } else if let Some(letter) = from.chars().find(odd) {
        let message = format!("`{from}` holds `{letter}`, which hosts read differently");
        (message, "redirect only addresses of letters a to z, digits and -._~!&'()+,=@")
    } else if parts.any(never_asked) {
        let message = format!("`{from}` has a part that is empty, `.` or `..`");
        (message, "write the path as browsers ask for it, such as /old-address")
    } else {
        return None;
    };
    Some(DeadEnd { rule: Rule::InvalidUrl, message, help: help.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, expected: Option<&str>) {
        let message = form_of(from).map(|dead_end| dead_end.message);
        assert_eq!(message.is_some(), expected.is_some(), "{from}: {message:?}");
        assert!(message.unwrap_or_default().contains(expected.unwrap_or_default()), "{from}");
    }

    #[test]
    fn an_old_address_is_one_that_a_host_can_be_asked_for() {
        for from in ["/old", "/old/", "/a/b.html", "/a'b(c),d", "/.../x", "/"] {
            check(from, None);
        }
        for from in ["/a//b", "/old//", "/a/../b", "/./b", "/a/."] {
            check(from, Some("a part that is empty, `.` or `..`"));
        }
        check("//a.example/b", Some("not a path of this site"));
        check("/a;b", Some("holds `;`"));
    }

    #[test]
    fn what_hosts_and_the_preview_keep_is_reserved() {
        for path in ["/_headers", "/_Redirects/", "/_causebook", "/_causebook/events"] {
            assert!(is_reserved(path), "{path}");
        }
        assert!(!is_reserved("/a/_headers") && !is_reserved("/_headers.html"));
    }
}
