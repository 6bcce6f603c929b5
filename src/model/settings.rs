//! What `site.toml` says about the site as a whole.

use std::fmt;

use super::Route;

/// Settings of the site.
#[derive(Debug)]
pub struct Settings {
    /// The name of the site.
    pub title: String,
    /// The name of the provider.
    pub brand: String,
    /// What the site is about, in a sentence or two.
    pub description: String,
    /// Where the site lies.
    pub base_url: BaseUrl,
    /// A language tag (BCP 47).
    pub language: String,
    /// The name of a folder in `themes/`.
    pub theme: String,
    /// Where the content's source lies, for edit links.
    pub repository: Option<String>,
    /// The tables `[links.NAME]`, in the order of the file.
    pub links: Vec<NamedLink>,
}

/// A link that content names as `link:NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLink {
    /// The NAME of its table.
    pub name: String,
    /// What to call it where it is not linked.
    pub label: String,
    /// `None`: a place in the product whose address nobody knows; only the label is shown.
    pub url: Option<String>,
}

/// An old address and where it leads now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// A path of this site that nothing else uses, below the base path.
    pub from: String,
    /// The URL of a page or file of this site, with the base path, or an absolute web address:
    /// escaped, so that it holds no blank.
    pub to: String,
}

/// The absolute address of the site: scheme, host and a path that ends with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl Settings {
    /// The link of that name.
    pub fn link(&self, name: &str) -> Option<&NamedLink> {
        self.links.iter().find(|link| link.name == name)
    }
}

impl BaseUrl {
    /// Reads an absolute http or https URL without query, fragment or user.
    pub fn parse(url: &str) -> Option<Self> {
        let scheme_end = url.find("://")?;
        let scheme = url[..scheme_end].to_ascii_lowercase();
        let rest = &url[scheme_end + 3..];
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let plain_path = path
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%!$&()*+,;=:@".contains(&byte));
        let dots = path.split('/').any(|part| part == "." || part == "..");
        if !matches!(scheme.as_str(), "http" | "https") || !is_host(host) || !plain_path || dots {
            return None;
        }
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(Self { origin: format!("{scheme}://{}", host.to_ascii_lowercase()), path })
    }

    /// The path that every URL of the site starts with; begins and ends with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The root-relative form of an absolute URL of this site; `None` for one that leads elsewhere,
    /// if only to another path of the same host.
    pub fn inner<'a>(&self, url: &'a str) -> Option<&'a str> {
        url.strip_prefix(&self.origin).filter(|path| path.starts_with(&self.path))
    }

    /// A root-relative URL, such as `/kb/codes/404/`.
    pub fn relative(&self, route: &Route) -> String {
        format!("{}{}", self.path, route.as_str().trim_start_matches('/'))
    }

    /// An absolute URL.
    pub fn absolute(&self, route: &Route) -> String {
        format!("{}{}", self.origin, self.relative(route))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.origin, self.path)
    }
}

/// A host name, an IPv4 address or a bracketed IPv6 address, with an optional port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rfind(':') {
        Some(colon) if !host[colon..].contains(']') => (&host[..colon], Some(&host[colon + 1..])),
        _ => (host, None),
    };
    let is_port =
        |port: &str| port.bytes().all(|it| it.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let port_fits = port.is_none_or(is_port);
    let label = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let name_fits = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !name.is_empty() && name.bytes().all(label),
    };
    port_fits && name_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(BaseUrl::parse(url).map(|base| base.to_string()).as_deref(), expected);
    }

    #[test]
    fn base_urls_are_absolute_and_end_with_a_slash() {
        check("https://help.example.com", Some("https://help.example.com/"));
        check("HTTPS://Help.example.com/kb", Some("https://help.example.com/kb/"));
        check("http://[::1]:8000/a/b/", Some("http://[::1]:8000/a/b/"));
        check("http://localhost:3000", Some("http://localhost:3000/"));
        for wrong in [
            "help.example.com",
            "/kb",
            "ftp://example.com",
            "https://",
            "https://user@example.com",
            "https://example.com:99999",
            "https://example.com/?q=1",
            "https://example.com/#a",
            "https://example.com/../a",
            "https://exa mple.com",
            "",
        ] {
            check(wrong, None);
        }
    }

    #[test]
    fn every_url_carries_the_base_path() {
        let base = BaseUrl::parse("https://example.com/kb").unwrap();
        assert_eq!(base.relative(&Route::home()), "/kb/");
        assert_eq!(base.absolute(&Route::home()), "https://example.com/kb/");
    }
}
