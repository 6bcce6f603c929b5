//! How deep the elements of a page, and the brackets of a style sheet or script, stand in each
//! other: what reads them goes down as deep.

/// The deepest that they may go; lists of content go 64 deep.
pub const MAX_DEPTH: usize = 128;

/// The most elements of a page that stand in each other, those apart that need no closing tag.
pub fn depth(html: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    // Where the next tag ends: looked for once, however many begin before it.
    let mut end = 0;
    for start in memchr::memchr_iter(b'<', html) {
        let rest = &html[start + 1..];
        let closes = rest.first() == Some(&b'/');
        let name = name(&rest[usize::from(closes)..]);
        if name.is_empty() || is_uncounted(name) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
            continue;
        }
        if end <= start {
            end = memchr::memchr(b'>', rest).map_or(html.len(), |length| start + 1 + length);
        }
        // Tags of drawings may close themselves.
        if !html[..end].ends_with(b"/") {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The byte of the first bracket that goes deeper than [`MAX_DEPTH`].
pub fn bottomless_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

fn name(rest: &[u8]) -> &[u8] {
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    &rest[..length.count()]
}

/// Whether an element is closed by what follows or surrounds it, or has no content (HTML Standard,
/// "Optional tags" and "Void elements"); between them stand others that count.
fn is_uncounted(name: &[u8]) -> bool {
    // As long as the longest of them.
    let mut lower = [0; 8];
    let Some(lower) = lower.get_mut(..name.len()) else { return false };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    let lower = &*lower;
    matches!(lower, b"p" | b"br" | b"dd" | b"dt" | b"hr" | b"li" | b"rp" | b"rt" | b"td" | b"th")
        || matches!(lower, b"tr" | b"col" | b"img" | b"wbr" | b"area" | b"base" | b"body" | b"head")
        || matches!(lower, b"html" | b"link" | b"meta" | b"embed" | b"input" | b"tbody" | b"tfoot")
        || matches!(lower, b"thead" | b"track" | b"option" | b"source" | b"caption")
        || matches!(lower, b"colgroup" | b"optgroup")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_elements_that_must_be_closed_go_deeper() {
        for (html, expected) in [
            ("a < b", 0),
            ("<!doctype html><html><body><p>a<p>b<br><!-- c -->", 0),
            ("<ul><li>a<li><ul><li>b</ul></ul><div></div>", 2),
            ("<DIV><svg><path d='M0'/><path d='M1'/></svg></DIV>", 2),
            ("</div></div><div>", 1),
        ] {
            assert_eq!(depth(html.as_bytes()), expected, "{html}");
        }
        assert_eq!(depth("<div>".repeat(1000).as_bytes()), 1000);
        // None of them ends: looking for that from each of them would take a time squared.
        assert_eq!(depth("<a x".repeat(200_000).as_bytes()), 200_000);
    }

    #[test]
    fn brackets_beyond_the_bound_are_found() {
        assert_eq!(bottomless_bracket(&"({[".repeat(100)), Some(MAX_DEPTH));
        assert_eq!(bottomless_bracket(&("(".repeat(MAX_DEPTH) + &")".repeat(MAX_DEPTH))), None);
        assert_eq!(bottomless_bracket(&"a{b(c[0])}".repeat(1000)), None);
    }
}
