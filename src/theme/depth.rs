//! How deep the elements of a page, and the brackets of a style sheet or script, stand in each
//! other: what reads them goes down as deep.

/// The deepest that they may go; lists of content go 64 deep.
pub const MAX_DEPTH: usize = 128;

/// Elements that are closed by what follows or surrounds them, or that have no content (HTML
/// Standard, "Optional tags" and "Void elements"); between them stand others that count.
const UNCOUNTED: [&str; 32] = [
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr",
    "html", "img", "input", "li", "link", "meta", "optgroup", "option", "p", "rp", "rt", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// The most elements of a page that stand in each other, those apart that need no closing tag.
pub fn depth(html: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for start in memchr::memchr_iter(b'<', html) {
        let rest = &html[start + 1..];
        let closes = rest.first() == Some(&b'/');
        let name = name(&rest[usize::from(closes)..]);
        let uncounted = UNCOUNTED.iter().any(|one| name.eq_ignore_ascii_case(one.as_bytes()));
        if name.is_empty() || uncounted {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else if !closes_itself(rest) {
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

/// Whether a tag ends with `/>`, as those of drawings do.
fn closes_itself(rest: &[u8]) -> bool {
    memchr::memchr(b'>', rest).is_some_and(|end| rest[..end].ends_with(b"/"))
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
    }

    #[test]
    fn brackets_beyond_the_bound_are_found() {
        assert_eq!(bottomless_bracket(&"({[".repeat(100)), Some(MAX_DEPTH));
        assert_eq!(bottomless_bracket(&("(".repeat(MAX_DEPTH) + &")".repeat(MAX_DEPTH))), None);
        assert_eq!(bottomless_bracket(&"a{b(c[0])}".repeat(1000)), None);
    }
}
