//! The redirects of `site.toml`: each source is a free path and stands once, each target exists.

use std::collections::BTreeMap;

use super::Resolver;
use super::dead_end::DeadEnd;
use super::forms::{is_path, is_web_url};
use crate::problem::Rule;

impl Resolver<'_> {
    /// The targets of redirects exist, and their sources are free paths, each once.
    pub fn check_redirects(&self) {
        let mut sources: BTreeMap<&str, String> = BTreeMap::new();
        for (redirect, from, to) in &self.site.redirects {
            // Hosts take `/old` and `/old/` for the same address.
            let taken = sources.insert(redirect.from.trim_end_matches('/'), from.label());
            if let Some(dead_end) = self.redirect_from(&redirect.from, taken) {
                self.report(dead_end, from);
            }
            if let Some(dead_end) = self.redirect_to(&redirect.to) {
                self.report(dead_end, to);
            }
        }
    }

    fn redirect_from(&self, from: &str, taken: Option<String>) -> Option<DeadEnd> {
        let blank = |letter: char| letter.is_whitespace() || matches!(letter, '#' | '?' | '\\');
        let is_pattern = from.contains(['*', ':']);
        let (rule, message, help) = if !is_path(from) || from.contains(blank) {
            let message = format!("`{from}` is not a path of this site");
            (Rule::InvalidUrl, message, "write a path such as /old-address")
        } else if is_pattern {
            let message = format!("`{from}` is a pattern, which hosts read differently");
            (Rule::InvalidUrl, message, "write each old address by itself, without `*` and `:`")
        } else if let Some(first) = taken {
            let message = format!("`{from}` is redirected twice, first at {first}");
            (Rule::Repeated, message, "take one of them out")
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

    fn redirect_to(&self, to: &str) -> Option<DeadEnd> {
        let help = "name a page of this site such as /codes/404/, or a whole address";
        if is_path(to) {
            let dead_end = self.path(to).err()?;
            return Some(DeadEnd { help: help.to_owned(), ..dead_end });
        }
        if is_web_url(to) {
            return self.whole(to).err();
        }
        let message = format!("`{to}` is neither a path of this site nor a web address");
        Some(DeadEnd::broken(message, help))
    }
}
