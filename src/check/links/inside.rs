//! What lies inside this site: pages with their fragments, and files. Each target is turned into its
//! URL, with the base path; one that is not there is a dead end.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::Resolver;
use super::dead_end::{DeadEnd, code_in};
use super::forms::split_fragment;
use crate::model::home::SECTIONS;
use crate::model::{BaseUrl, OutputPath, ResponseCode, Route};

impl Resolver<'_> {
    /// The URL of a `/path` of this site.
    pub(super) fn path(&self, destination: &str) -> Result<String, DeadEnd> {
        let (before, fragment) = split_fragment(destination);
        let (path, query) = before.split_at(before.find('?').unwrap_or(before.len()));
        let file = OutputPath::served_at(path).route();
        let is_known = self.files.contains(file.as_str()) || self.pages.contains_key(file.as_str());
        let path = if is_known { file.as_str() } else { path };
        self.find(path, fragment)?;
        Ok(self.url(&format!("{path}{query}"), fragment))
    }

    /// The URL of a code's page.
    pub(super) fn code_page(
        &self,
        code: ResponseCode,
        fragment: Option<&str>,
    ) -> Result<String, DeadEnd> {
        self.find_code(code, fragment)?;
        Ok(self.url(Route::code(code).as_str(), fragment))
    }

    /// The URL of the landing page.
    pub(super) fn home(&self, fragment: Option<&str>) -> Result<String, DeadEnd> {
        self.find_home(fragment)?;
        Ok(self.url(Route::home().as_str(), fragment))
    }

    /// A path as a URL, with the base path before it and a fragment behind it.
    pub(super) fn url(&self, path: &str, fragment: Option<&str>) -> String {
        let base = self.base.map_or("/", BaseUrl::path);
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        format!("{base}{}{fragment}", path.trim_start_matches('/'))
    }

    /// Whether `path` is there, and has the fragment where it is a page whose parts are known.
    fn find(&self, path: &str, fragment: Option<&str>) -> Result<(), DeadEnd> {
        if path == Route::home().as_str() {
            return self.find_home(fragment);
        }
        let below_codes = path.strip_prefix("/codes/");
        let code = |end| below_codes.and_then(|rest| ResponseCode::parse(rest.strip_suffix(end)?));
        if let Some(code) = code("/") {
            return self.find_code(code, fragment);
        }
        let is_twin = code("/index.md").is_some_and(|code| self.has_page(code));
        let may_be_there = self.unread_pages.iter().any(|route| path.starts_with(route.as_str()));
        if is_twin || may_be_there || self.files.contains(path) {
            return Ok(());
        }
        let ids = self.pages.get(path).ok_or_else(|| match code_in(path) {
            Some(code) if !self.has_page(code) => DeadEnd::code(code),
            _ => DeadEnd::path(path),
        })?;
        find_part(path, fragment, |id| ids.contains(id), || ids.iter().map(Cow::from).collect())
    }

    fn find_code(&self, code: ResponseCode, fragment: Option<&str>) -> Result<(), DeadEnd> {
        if self.unread.contains(&code) {
            return Ok(());
        }
        let ids = self.codes.get(&code).ok_or_else(|| DeadEnd::code(code))?;
        let page = format!("the page of {code}");
        find_part(&page, fragment, |id| ids.contains(id), || ids.iter().map(Cow::from).collect())
    }

    fn find_home(&self, fragment: Option<&str>) -> Result<(), DeadEnd> {
        let has = |id: &str| {
            let code = id.strip_prefix("code-").and_then(ResponseCode::parse);
            SECTIONS.contains(&id) || code.is_some_and(|code| self.has_page(code))
        };
        let sections = SECTIONS.into_iter().map(Cow::from);
        let codes = self.codes.keys().chain(&self.unread).map(|code| format!("code-{code}").into());
        find_part("the landing page", fragment, has, || sections.chain(codes).collect())
    }
}

/// Whether a page `has` a part; only who is told of another needs all `ids`.
fn find_part<'a>(
    page: &str,
    fragment: Option<&str>,
    has: impl FnOnce(&str) -> bool,
    ids: impl FnOnce() -> Vec<Cow<'a, str>>,
) -> Result<(), DeadEnd> {
    let Some(fragment) = fragment else { return Ok(()) };
    if has(&percent_decode_str(fragment).decode_utf8_lossy()) {
        return Ok(());
    }
    let ids = ids();
    let ids: Vec<_> = ids.iter().map(Cow::as_ref).collect();
    Err(DeadEnd::part(page, fragment, &ids))
}
