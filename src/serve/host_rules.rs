//! What the site asks of its host in `_headers` and `_redirects`, kept by the preview too, so that
//! a page that breaks the site's own policy breaks before it is published. Left out is what
//! outlives a preview in a browser: caching, and HTTPS for ever; and what the preview knows by itself:
//! types of content.

use hyper::header::{
    CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY,
};

/// The site's wishes.
#[derive(Debug, Default)]
pub struct HostRules {
    headers: Vec<(String, HeaderName, HeaderValue)>,
    redirects: Vec<(String, String)>,
}

impl HostRules {
    /// Reads the two files as Netlify and Cloudflare Pages do; passes over what they would.
    pub fn read(headers: &str, redirects: &str) -> Self {
        Self { headers: read_headers(headers), redirects: read_redirects(redirects) }
    }

    /// Sets what every fitting rule asks for; the values of one header are joined.
    pub fn apply(&self, path: &str, response: &mut HeaderMap) {
        for (pattern, name, value) in &self.headers {
            if fits(pattern, path) {
                response.append(name, value.clone());
            }
        }
    }

    /// Where an old address leads.
    pub fn redirect(&self, path: &str) -> Option<&str> {
        let found = self.redirects.iter().find(|(from, _)| fits(from, path));
        found.map(|(_, to)| to.as_str())
    }
}

fn read_headers(text: &str) -> Vec<(String, HeaderName, HeaderValue)> {
    let mut rules = Vec::new();
    let mut pattern = "";
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if !line.starts_with([' ', '\t']) {
            pattern = line.trim();
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let parsed = (name.trim().parse::<HeaderName>(), HeaderValue::from_str(value.trim()));
        if let (Ok(name), Ok(value)) = parsed
            && name != CACHE_CONTROL
            && name != CONTENT_TYPE
            && name != STRICT_TRANSPORT_SECURITY
        {
            rules.push((pattern.to_owned(), name, value));
        }
    }
    rules
}

fn read_redirects(text: &str) -> Vec<(String, String)> {
    let words = text.lines().map(|line| line.split_whitespace());
    words
        .filter_map(|mut words| Some((words.next()?.to_owned(), words.next()?.to_owned())))
        .collect()
}

/// A pattern is a path, or the start of one and `*`. The site's only other one,
/// `/codes/:code/index.md`, fits no path here: it asks for a type of content, which is left out.
fn fits(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => {
            path.strip_suffix('/').unwrap_or(path) == pattern.strip_suffix('/').unwrap_or(pattern)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_apply_by_path_and_leave_nothing_behind_in_the_browser() {
        let headers = "/*\n  X-A: 1\n  Strict-Transport-Security: max-age=1\n/assets/*\n  Cache-Control: a\n  X-B: 2\n";
        let rules = HostRules::read(headers, "/404 /codes/404/ 301\n");
        let applied = |path: &str| {
            let mut map = HeaderMap::new();
            rules.apply(path, &mut map);
            map.iter()
                .map(|(name, value)| format!("{name}={}", value.to_str().unwrap()))
                .collect::<Vec<_>>()
        };
        assert_eq!(applied("/"), ["x-a=1"]);
        assert_eq!(applied("/assets/a.css"), ["x-a=1", "x-b=2"]);
        assert_eq!(rules.redirect("/404"), Some("/codes/404/"));
        assert_eq!(rules.redirect("/404/"), Some("/codes/404/"));
        assert_eq!(rules.redirect("/4040"), None);
    }
}
