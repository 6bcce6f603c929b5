//! Where an output lies under `public/`, and where a visitor finds it.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::{Cause, ResponseCode};

/// What stands escaped in the path of a URL (URL Standard, "path percent-encode set"), and `%`.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// What every site has beside its pages and assets.
pub const EXPORTS: [&str; 11] = [
    "codes.json",
    "codes.schema.json",
    "codes.csv",
    "retry-policy.json",
    "retry-policy.schema.json",
    "llms.txt",
    "sitemap.xml",
    "robots.txt",
    "opensearch.xml",
    "_headers",
    "_redirects",
];

/// What a site with causes or translations has besides.
pub const LEXICON_EXPORTS: [&str; 2] = ["causes.json", "causes.schema.json"];

/// Those of [`EXPORTS`] that hosts read and do not serve.
pub const FOR_THE_HOST: [&str; 2] = ["_headers", "_redirects"];

/// What hosts and the preview keep for themselves at the root of the site: no visitor is served it.
pub const RESERVED: [&str; 3] = ["_headers", "_redirects", "_causebook"];

/// A path under the output folder, with `/`, such as `codes/404/index.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

/// A path in a URL of this site, below its base path, such as `/codes/404/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route(String);

impl OutputPath {
    /// Takes `path` as it is: relative, with `/`, without a leading one.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The file that a host serves for the path of a URL, which begins with `/`: without its
    /// escapes (RFC 3986 §2.1), and of a folder its `index.html`.
    pub fn served_at(path: &str) -> Self {
        let path = percent_decode_str(path.strip_prefix('/').unwrap_or(path)).decode_utf8_lossy();
        let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        Self(format!("{path}{index}"))
    }

    /// The path, such as `codes/404/index.html`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The route that serves this file: a folder's `index.html` is the folder.
    pub fn route(&self) -> Route {
        let folder = match self.0.as_str() {
            "index.html" => Some(""),
            path => path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')),
        };
        Route(format!("/{}", utf8_percent_encode(folder.unwrap_or(&self.0), ESCAPED)))
    }
}

impl Route {
    /// The landing page.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// The page of a code.
    pub fn code(code: ResponseCode) -> Self {
        Self(format!("/codes/{code}/"))
    }

    /// The sheet to print.
    pub fn cheat_sheet() -> Self {
        Self("/cheat-sheet/".to_owned())
    }

    /// The Markdown twin of a code's page.
    pub fn twin(code: ResponseCode) -> Self {
        Self(format!("/codes/{code}/index.md"))
    }

    /// The table of all causes.
    pub fn causes() -> Self {
        Self("/causes/".to_owned())
    }

    /// The page of a cause.
    pub fn cause(cause: Cause) -> Self {
        Self(format!("/causes/{cause}/"))
    }

    /// What products show, and the codes behind it.
    pub fn translate() -> Self {
        Self("/translate/".to_owned())
    }

    /// One event under different codes.
    pub fn same_event() -> Self {
        Self("/same-event/".to_owned())
    }

    /// The page that a host shows in the place of one that is not there.
    pub fn not_found() -> Self {
        Self("/404.html".to_owned())
    }

    /// The path, beginning with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a host serves for this route.
    pub fn output(&self) -> OutputPath {
        OutputPath::served_at(&self.0)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_and_output_paths_are_each_others_inverse() {
        for (route, output) in [
            (Route::home(), "index.html"),
            (Route::code(ResponseCode::new(404).unwrap()), "codes/404/index.html"),
            (Route("/codes.json".to_owned()), "codes.json"),
            (Route("/a%20b/%C3%BC%25%3F.txt".to_owned()), "a b/ü%?.txt"),
        ] {
            assert_eq!(route.output().as_str(), output);
            assert_eq!(OutputPath::new(output).route(), route);
        }
        assert_eq!(OutputPath::new("myindex.html").route().as_str(), "/myindex.html");
    }
}
