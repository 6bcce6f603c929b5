//! The elements of a page that can be minified apart. Only pages whose tags close as they open,
//! written as themes and Markdown write them, have any: all else is for a parser to judge.

use std::ops::Range;

use memchr::memmem;

/// Elements that end where their closing tag is, whatever stands around them.
const NAMES: [&str; 15] = [
    "article", "aside", "div", "dl", "fieldset", "figure", "footer", "form", "header", "nav", "ol",
    "section", "svg", "table", "ul",
];
/// A smaller element is not worth the trouble, in bytes.
const MIN_SIZE: usize = 100;

/// An element.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the page.
    pub range: Range<usize>,
    /// Its name.
    pub name: &'static str,
    /// The pieces in it, in order.
    pub inner: Vec<Piece>,
}

/// An element that is not closed yet.
struct Open<'a> {
    name: &'a [u8],
    start: usize,
    inner: Vec<Piece>,
}

/// The outermost pieces of a page, in order; `None` where it is not plain which they are.
pub fn pieces(html: &[u8]) -> Option<Vec<Piece>> {
    let mut open = vec![Open { name: b"", start: 0, inner: Vec::new() }];
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html[at..]) {
        let start = at + found;
        let rest = &html[start + 1..];
        at = match rest.first()? {
            b'!' if rest.starts_with(b"!--") => start + 4 + memmem::find(&rest[3..], b"-->")? + 3,
            b'!' => start + memchr::memchr(b'>', &html[start..])? + 1,
            b'/' => {
                let name = name(&rest[1..])?;
                let end = start + 2 + name.len();
                (html.get(end) == Some(&b'>')).then_some(())?;
                close(&mut open, name, end + 1)?;
                end + 1
            }
            _ => start_tag(html, start, &mut open)?,
        };
    }
    let root = open.pop()?;
    open.is_empty().then_some(root.inner)
}

/// Reads a start tag, and of a raw element all of it; returns where it ends.
fn start_tag<'a>(html: &'a [u8], start: usize, open: &mut Vec<Open<'a>>) -> Option<usize> {
    let name = name(&html[start + 1..])?;
    let end = tag_end(html, start + 1 + name.len())?;
    if is_raw(name) {
        let close = [b"</".as_slice(), name, b">"].concat();
        return Some(end + memmem::find(&html[end..], &close)? + close.len());
    }
    let (is_void, closes_itself) = (is_void(name), html[..end].ends_with(b"/>"));
    let in_drawing = || open.iter().any(|above| above.name == b"svg");
    if closes_itself && !is_void && !in_drawing()
        || is_frame(name) && open.iter().any(Open::is_piece)
    {
        return None;
    }
    if !(is_void || closes_itself) {
        open.push(Open { name, start, inner: Vec::new() });
    }
    Some(end)
}

/// Whether an element has no content.
fn is_void(name: &[u8]) -> bool {
    matches!(name, b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input")
        || matches!(name, b"link" | b"meta" | b"source" | b"track" | b"wbr")
}

/// Whether the content of an element is text up to its closing tag.
fn is_raw(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"textarea" | b"title")
}

/// Whether a page has an element once, and a piece never.
fn is_frame(name: &[u8]) -> bool {
    matches!(name, b"html" | b"head" | b"body")
}

/// Closes the innermost open element.
fn close(open: &mut Vec<Open<'_>>, name: &[u8], end: usize) -> Option<()> {
    let element = open.pop().filter(|element| element.name == name)?;
    let start = element.start;
    let in_text =
        |open: &[Open<'_>]| open.iter().any(|above| matches!(above.name, b"pre" | b"svg"));
    let piece = (end - start >= MIN_SIZE).then(|| NAMES.iter().find(|one| one.as_bytes() == name));
    let piece = piece.flatten().filter(|_| !in_text(open));
    let above = open.last_mut()?;
    match piece {
        Some(name) => {
            above.inner.push(Piece { range: start..end, name, inner: element.inner });
        }
        None => above.inner.extend(element.inner),
    }
    Some(())
}

impl Open<'_> {
    fn is_piece(&self) -> bool {
        NAMES.iter().any(|name| name.as_bytes() == self.name)
    }
}

/// The name of a tag; `None` where it is not written in lower case.
fn name(rest: &[u8]) -> Option<&[u8]> {
    let ends = |byte: &u8| matches!(byte, b'>' | b'/' | b' ' | b'\n' | b'\t');
    let name = &rest[..rest.iter().position(ends)?];
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    (name.first()?.is_ascii_lowercase() && name.iter().all(plain)).then_some(name)
}

/// Where a start tag ends whose attributes begin at `at`.
fn tag_end(html: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let found =
            at + html[at..].iter().position(|byte| matches!(byte, b'"' | b'\'' | b'>' | b'<'))?;
        match html[found] {
            b'>' => return Some(found + 1),
            b'<' => return None,
            quote if html[..found].ends_with(b"=") => {
                at = found + 1 + memchr::memchr(quote, &html[found + 1..])? + 1;
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        let one = |piece: &Piece| {
            let inner = told(&piece.inner);
            format!("{}{}({inner})", piece.name, piece.range.len())
        };
        pieces.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let found = pieces(html.as_bytes()).map(|pieces| told(&pieces));
        assert_eq!(found.as_deref(), expected, "{html}");
    }

    #[test]
    fn elements_that_close_as_they_open_are_pieces() {
        let text = "a".repeat(100);
        let list = format!("<ul><li>{text}</ul>");
        check(&list, None);
        let list = format!("<ul id=\"a>b\" class='<p>'><li><br>{text}</li></ul>");
        check(&format!("<!doctype html><p>{list}</p>"), Some("ul143()"));
        check(
            &format!("<div>{list}<!-- <div> --><br>{list}</div>"),
            Some("div315(ul143() ul143())"),
        );
        check(&format!("<div><title><div></title>{text}</div>"), Some("div131()"));
        check(&format!("<pre><div>{text}</div></pre>"), Some(""));
        check(&format!("<svg><g/><path d='{text}'/></svg>"), Some("svg127()"));
        check("<div>a</div>", Some(""));
    }

    #[test]
    fn where_a_parser_must_judge_there_are_none() {
        for html in [
            "<div><p></div>",
            "<div>",
            "</div>",
            "a < b",
            "<DIV></DIV>",
            "<div/>",
            "<p a=b\"c>",
            "<a <b>",
            "<script>",
            "<div><body></body></div>",
            "<div a='>",
            "<!-- a",
        ] {
            check(html, None);
        }
    }
}
