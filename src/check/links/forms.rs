//! The forms that a link's destination may have, told from its letters alone.

/// The schemes that a link may have, those of web pages first.
pub const SCHEMES: [&str; 6] = ["https", "http", "mailto", "tel", "sip", "sips"];

/// A path of this site; `//host` would be another.
pub fn is_path(destination: &str) -> bool {
    destination.starts_with('/') && !destination.starts_with("//")
}

/// An http or https address with a host and no blanks.
pub fn is_web_url(destination: &str) -> bool {
    let lower = destination.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let blank = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '\\';
    !host.is_empty() && !destination.contains(blank)
}

/// Whether the host of a web address, if it is one, has the form in which it is looked up: other
/// letters than ASCII have one of their own there (RFC 5890 §2.3.2.1).
pub fn has_plain_host(destination: &str) -> bool {
    let rest = destination.split_once("://").map_or("", |(_, rest)| rest);
    !is_web_url(destination) || rest.split(['/', '?', '#']).next().is_none_or(str::is_ascii)
}

/// A `mailto:`, `tel:`, `sip:` or `sips:` address that names somebody.
pub fn is_other_scheme(destination: &str) -> bool {
    let (scheme, rest) = destination.split_once(':').unwrap_or_default();
    SCHEMES[2..].contains(&scheme.to_ascii_lowercase().as_str())
        && !rest.is_empty()
        && !destination.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

/// The scheme of a destination (RFC 3986 §3.1), or what a browser might take for one.
pub fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let first = scheme.chars().next().is_some_and(|letter| letter.is_ascii_alphabetic());
    (first && !scheme.contains(['/', '#', '?'])).then_some(scheme)
}

/// The path, and the fragment behind the first `#`.
pub fn split_fragment(destination: &str) -> (&str, Option<&str>) {
    match destination.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (destination, None),
    }
}
