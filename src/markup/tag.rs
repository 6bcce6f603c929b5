//! Tags, byte by byte.

use std::iter;

use memchr::memchr;

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name, in lower case.
    pub name: &'a [u8],
    /// All of it, as it is written.
    pub written: &'a [u8],
    /// Whether it ends with a slash, as those of drawings may.
    pub closes_itself: bool,
}

/// Of each byte, what it may be part of.
static KINDS: [u8; 256] = kinds();
/// The name of a tag, in lower case.
const TAG: u8 = 1;
/// The name of an attribute.
const ATTRIBUTE: u8 = 2;
/// A value without quotes.
const VALUE: u8 = 4;

/// What comes next in a start tag.
pub(super) enum Next<'a> {
    /// A name, and a value without its quotes.
    Attribute(&'a [u8], &'a [u8]),
    /// The end, and whether a slash that belongs to no value stands before it.
    End(bool),
}

impl<'a> Tag<'a> {
    /// The name and the value of each attribute, as they are written.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        let mut rest = &self.written[1 + self.name.len()..];
        iter::from_fn(move || match next_in_tag(&mut rest)? {
            Next::Attribute(name, value) => Some((name, value)),
            Next::End(_) => None,
        })
    }

    /// Whether its element has no content (HTML Standard, "Void elements").
    pub fn is_void(&self) -> bool {
        matches!(self.name, b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img")
            || matches!(self.name, b"input" | b"link" | b"meta" | b"source" | b"track" | b"wbr")
    }

    /// Whether the content of its element is text up to its end tag (HTML Standard, "Raw text
    /// elements" and "Escapable raw text elements").
    pub(super) fn is_raw(&self) -> bool {
        matches!(self.name, b"script" | b"style" | b"textarea" | b"title")
    }

    /// Whether the content of its element is text for some readers.
    pub(super) fn is_unclear(&self) -> bool {
        matches!(self.name, b"iframe" | b"noembed" | b"noframes" | b"noscript")
            || matches!(self.name, b"plaintext" | b"xmp")
    }
}

const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut byte = 0_u8;
    loop {
        let in_tag = byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let in_attribute =
            in_tag || byte.is_ascii_uppercase() || matches!(byte, b'_' | b':' | b'.');
        let in_value = !(byte.is_ascii_whitespace()
            || matches!(byte, b'>' | b'<' | b'"' | b'\'' | b'=' | b'`'));
        kinds[byte as usize] = if in_tag { TAG } else { 0 }
            | if in_attribute { ATTRIBUTE } else { 0 }
            | if in_value { VALUE } else { 0 };
        if byte == u8::MAX {
            return kinds;
        }
        byte += 1;
    }
}

/// Splits off the bytes of a kind, one at least, that end before another.
fn split(rest: &[u8], kind: u8) -> Option<(&[u8], &[u8])> {
    let end = rest.iter().position(|byte| KINDS[usize::from(*byte)] & kind == 0)?;
    (end > 0).then(|| rest.split_at(end))
}

/// Whether a name ends here.
fn ends_name(rest: &[u8]) -> bool {
    matches!(rest[0], b'>' | b'/') || rest[0].is_ascii_whitespace()
}

/// The name of a tag; `None` where it is not written in lower case.
pub(super) fn name(rest: &[u8]) -> Option<&[u8]> {
    let (name, after) = split(rest, TAG)?;
    (ends_name(after) && name[0].is_ascii_lowercase()).then_some(name)
}

/// Takes the next attribute of a start tag, or its end; `None` where it is not plain which.
pub(super) fn next_in_tag<'a>(rest: &mut &'a [u8]) -> Option<Next<'a>> {
    let here = rest.trim_ascii_start();
    let slash = usize::from(here.starts_with(b"/"));
    if let Some(after) = here[slash..].strip_prefix(b">") {
        *rest = after;
        return Some(Next::End(slash > 0));
    }
    let (name, after) = split(here, ATTRIBUTE)?;
    let (value, after) = match after.trim_ascii_start() {
        [b'=', value @ ..] => match value.trim_ascii_start() {
            [quote @ (b'"' | b'\''), value @ ..] => {
                let end = memchr(*quote, value)?;
                (&value[..end], &value[end + 1..])
            }
            value => {
                let (value, after) = split(value, VALUE)?;
                (after[0] == b'>' || after[0].is_ascii_whitespace()).then_some((value, after))?
            }
        },
        _ => ends_name(after).then_some((&after[..0], after))?,
    };
    *rest = after;
    Some(Next::Attribute(name, value))
}
