//! The path of a request, from the bytes of its URL to a path that may name an output. Pure, and
//! strict: a browser never sends what is refused here.

/// A path that no browser would send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadPath;

/// The path below the root, decoded, without its leading slash: `/codes/404/` is `codes/404/`.
///
/// # Errors
/// Where an escape is broken or hides a letter that has a meaning in paths or none at all
/// (`.`, `/`, `\`, control characters), where a folder is `.` or `..`, or it is not UTF-8.
pub fn decode(path: &str) -> Result<String, BadPath> {
    let inner = path.strip_prefix('/').ok_or(BadPath)?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        let (byte, escaped) = match byte {
            b'%' => (escaped_byte(rest.next(), rest.next()).ok_or(BadPath)?, true),
            byte => (byte, false),
        };
        let hidden = escaped && matches!(byte, b'.' | b'/');
        if hidden || byte == b'\\' || byte.is_ascii_control() {
            return Err(BadPath);
        }
        bytes.push(byte);
    }
    let path = String::from_utf8(bytes).map_err(|_| BadPath)?;
    if path.split('/').any(|part| part == "." || part == "..") {
        return Err(BadPath);
    }
    Ok(path)
}

fn escaped_byte(high: Option<u8>, low: Option<u8>) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high?)? * 16 + digit(low?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        assert_eq!(decode(path).ok().as_deref(), expected, "{path:?}");
    }

    #[test]
    fn plain_and_escaped_paths_are_decoded() {
        check("/", Some(""));
        check("/codes/404/", Some("codes/404/"));
        check("/a%20b/%C3%BC.png", Some("a b/ü.png"));
        check("/.well-known/a", Some(".well-known/a"));
        check("/...", Some("..."));
        check("//host/a", Some("/host/a"));
    }

    #[test]
    fn tricks_are_refused() {
        for trick in [
            "",
            "codes",
            "*",
            "/..",
            "/../a",
            "/a/../b",
            "/./a",
            "/%2e%2e/a",
            "/%2E./a",
            "/a%2fb",
            "/a%2Fb",
            "/a\\b",
            "/a%5cb",
            "/a%00",
            "/a\0",
            "/a%0a",
            "/%ff",
            "/%c3%28",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
        ] {
            check(trick, None);
        }
    }
}
