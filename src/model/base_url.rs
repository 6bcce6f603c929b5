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
    /// It is no http or https URL, or has no host.
    Form,
    /// It has a query or a fragment.
    Tail,
    /// It has a user.
    User,
    /// Its port is none (RFC 6335 §6).
    Port,
    /// Its host holds letters that the domain name system has in another form (RFC 5890 §2.3.2.1).
    Letters,
    /// Its host is neither a name nor an IP address.
    Host,
    /// Its path holds `.` or `..`.
    Dots,
    /// Its path holds what stands escaped in one, or half an escape.
    Path,
    /// Its path holds `*` or `:`, which stand for something else in a host's list of redirects.
    Placeholder,
}

impl BadBaseUrl {
    /// What is wrong with `url`.
    pub fn message(self, url: &str) -> String {
        match self {
            Self::Form => format!("`{url}` is not an absolute web address"),
            Self::Tail => format!("`{url}` goes on behind its path"),
            Self::User => format!("`{url}` names a user"),
            Self::Port => format!("the port of `{url}` is no number from 1 to 65535"),
            Self::Letters => format!("the host of `{url}` holds letters other than a to z"),
            Self::Host => format!("the host of `{url}` is neither a name nor an IP address"),
            Self::Dots => format!("the path of `{url}` holds `.` or `..`"),
            Self::Path => format!("the path of `{url}` holds what no address may"),
            Self::Placeholder => format!("the path of `{url}` holds `*` or `:`"),
        }
    }

    /// What to do.
    pub fn help(self) -> &'static str {
        match self {
            Self::Form => "write scheme and host, such as https://help.example.com",
            Self::Tail => "write the address without `?`, `#` and what follows them",
            Self::User => "take `@` and what stands before it out",
            Self::Port => "write a port such as :8080, or none",
            Self::Letters => "write its ASCII form, such as xn--mnchen-3ya.de for münchen.de",
            Self::Host => "write a host of letters, digits and hyphens, such as help.example.com",
            Self::Dots => "write the path that it leads to",
            Self::Path => "write blanks, quotes and other letters as escapes, such as %20",
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
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if !matches!(scheme.as_str(), "http" | "https") || host.is_empty() {
            return Err(BadBaseUrl::Form);
        }
        if path.contains(['?', '#']) {
            return Err(BadBaseUrl::Tail);
        }
        check_host(host)?;
        check_path(path)?;
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
fn check_path(path: &str) -> Result<(), BadBaseUrl> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%!$&()*+,;=:@".contains(&byte);
    let escape = |rest: &str| {
        rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let unescaped = path.to_ascii_lowercase().replace("%2e", ".");
    if unescaped.split('/').any(|part| part == "." || part == "..") {
        Err(BadBaseUrl::Dots)
    } else if !path.bytes().all(plain) || !path.split('%').skip(1).all(escape) {
        Err(BadBaseUrl::Path)
    } else if path.contains(['*', ':']) {
        Err(BadBaseUrl::Placeholder)
    } else {
        Ok(())
    }
}

/// A host name, an IPv4 address or a bracketed IPv6 address, with an optional port.
fn check_host(host: &str) -> Result<(), BadBaseUrl> {
    if host.contains('@') {
        return Err(BadBaseUrl::User);
    }
    let (name, port) = match host.rfind(':') {
        Some(colon) if !host[colon..].contains(']') => (&host[..colon], Some(&host[colon + 1..])),
        _ => (host, None),
    };
    let is_port = |port: &str| {
        port.bytes().all(|it| it.is_ascii_digit()) && port.parse::<NonZeroU16>().is_ok()
    };
    let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let name_fits = match bracketed {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => is_host_name(name.strip_suffix('.').unwrap_or(name)),
    };
    if !port.is_none_or(is_port) {
        Err(BadBaseUrl::Port)
    } else if !name.is_ascii() {
        Err(BadBaseUrl::Letters)
    } else if !name_fits {
        Err(BadBaseUrl::Host)
    } else {
        Ok(())
    }
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
    fn check(url: &str, expected: &str) {
        let base = BaseUrl::parse(url).map(|base| base.to_string());
        assert_eq!(base, Ok(expected.to_owned()), "{url}");
    }

    #[test]
    fn base_urls_are_absolute_and_end_with_a_slash() {
        check("https://help.example.com", "https://help.example.com/");
        check("HTTPS://Help.example.com/kb", "https://help.example.com/kb/");
        check("http://[::1]:8000/a/b/", "http://[::1]:8000/a/b/");
        check("http://localhost:3000", "http://localhost:3000/");
        check("https://192.0.2.1/%C3%BC", "https://192.0.2.1/%C3%BC/");
        check("http://my_host.example.com.", "http://my_host.example.com./");
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told_apart() {
        use BadBaseUrl::{Dots, Form, Host, Letters, Path, Placeholder, Port, Tail, User};
        for (url, why) in [
            ("", Form),
            ("help.example.com", Form),
            ("/kb", Form),
            ("ftp://example.com", Form),
            ("https://", Form),
            ("https:///kb", Form),
            ("https://example.com/?q=1", Tail),
            ("https://example.com?q=1", Tail),
            ("https://example.com/#a", Tail),
            ("https://user@example.com", User),
            ("https://user:word@example.com/kb", User),
            ("https://example.com:99999", Port),
            ("https://example.com:0", Port),
            ("https://example.com:", Port),
            ("https://münchen.example/", Letters),
            ("https://exa mple.com", Host),
            ("https://-x-", Host),
            ("https://a..example.com", Host),
            ("https://192.0.2", Host),
            ("https://192.0.2.300", Host),
            ("https://example.com/../a", Dots),
            ("https://example.com/a/./b", Dots),
            ("https://example.com/%2E%2e/a", Dots),
            ("https://example.com/%zz", Path),
            ("https://example.com/a%4", Path),
            ("https://example.com/für", Path),
            ("https://example.com/*", Placeholder),
            ("https://example.com/:splat", Placeholder),
            ("https://example.com/a:b", Placeholder),
        ] {
            assert_eq!(BaseUrl::parse(url), Err(why), "{url}");
        }
    }

    #[test]
    fn every_url_carries_the_base_path() {
        let base = BaseUrl::parse("https://example.com/kb").unwrap();
        assert_eq!(base.relative(&Route::home()), "/kb/");
        assert_eq!(base.absolute(&Route::home()), "https://example.com/kb/");
    }
}
