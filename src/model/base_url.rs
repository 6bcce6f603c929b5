//! Where the site lies: the absolute address that every URL begins with, and why an address is none.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU16;

use super::Route;

/// The absolute address of the site: scheme, host and a path that ends with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

/// Why an address is no [`BaseUrl`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadBaseUrl {
    /// It is no absolute http or https URL, or has a query, a fragment or a user.
    Form,
    /// Its path holds `*` or `:`, which stand for something else in a host's list of redirects.
    Placeholder,
}

impl BadBaseUrl {
    /// What is wrong with `url`.
    pub fn message(self, url: &str) -> String {
        match self {
            Self::Form => format!("`{url}` is not an absolute web address"),
            Self::Placeholder => format!("the path of `{url}` holds `*` or `:`"),
        }
    }

    /// What to do.
    pub fn help(self) -> &'static str {
        match self {
            Self::Form => "write scheme and host, such as https://help.example.com",
            Self::Placeholder => "name a path without them, which hosts take for placeholders",
        }
    }
}

impl BaseUrl {
    /// Reads an absolute http or https URL without query, fragment or user.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(url: &str) -> Result<Self, BadBaseUrl> {
        let (scheme, rest) = url.split_once("://").ok_or(BadBaseUrl::Form)?;
        let scheme = scheme.to_ascii_lowercase();
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if !matches!(scheme.as_str(), "http" | "https") || !is_host(host) || !is_plain_path(path) {
            return Err(BadBaseUrl::Form);
        }
        if path.contains(['*', ':']) {
            return Err(BadBaseUrl::Placeholder);
        }
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Ok(Self { origin: format!("{scheme}://{}", host.to_ascii_lowercase()), path })
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

/// A path of RFC 3986 (§3.3) without `'`, whose escapes are whole and that names no folder above.
fn is_plain_path(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%!$&()*+,;=:@".contains(&byte);
    let escape = |rest: &str| {
        rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let whole = path.split('%').skip(1).all(escape);
    let unescaped = path.to_ascii_lowercase().replace("%2e", ".");
    let dots = unescaped.split('/').any(|part| part == "." || part == "..");
    path.bytes().all(plain) && whole && !dots
}

/// A host name, an IPv4 address or a bracketed IPv6 address, with an optional port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rfind(':') {
        Some(colon) if !host[colon..].contains(']') => (&host[..colon], Some(&host[colon + 1..])),
        _ => (host, None),
    };
    let is_port = |port: &str| {
        port.bytes().all(|it| it.is_ascii_digit()) && port.parse::<NonZeroU16>().is_ok()
    };
    let port_fits = port.is_none_or(is_port);
    let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let name_fits = match bracketed {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => is_host_name(name.strip_suffix('.').unwrap_or(name)),
    };
    port_fits && name_fits
}

/// Labels of letters, digits and inner hyphens (RFC 1123 §2.1), and underscores, which some
/// networks have. Where the last is a number, all of it is an IPv4 address.
fn is_host_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_label = |label: &str| {
        let hyphens = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && !hyphens && label.bytes().all(letter)
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    name.split('.').all(is_label) && (!is_number || name.parse::<Ipv4Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<&str>) {
        let base = BaseUrl::parse(url).map(|base| base.to_string()).ok();
        assert_eq!(base.as_deref(), expected, "{url}");
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
            "https://example.com:0",
            "https://example.com:",
            "https://-x-",
            "https://a..example.com",
            "https://192.0.2",
            "https://192.0.2.300",
            "https://example.com/%zz",
            "https://example.com/a%4",
            "https://example.com/%2E%2e/a",
        ] {
            check(wrong, None);
        }
        check("https://192.0.2.1/%C3%BC", Some("https://192.0.2.1/%C3%BC/"));
        check("http://my_host.example.com.", Some("http://my_host.example.com./"));
    }

    #[test]
    fn a_path_holds_nothing_that_hosts_take_for_a_placeholder() {
        for url in
            ["https://example.com/*", "https://example.com/:splat", "https://example.com/a:b"]
        {
            assert_eq!(BaseUrl::parse(url), Err(BadBaseUrl::Placeholder), "{url}");
        }
    }

    #[test]
    fn every_url_carries_the_base_path() {
        let base = BaseUrl::parse("https://example.com/kb").unwrap();
        assert_eq!(base.relative(&Route::home()), "/kb/");
        assert_eq!(base.absolute(&Route::home()), "https://example.com/kb/");
    }
}
