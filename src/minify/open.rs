//! The elements around a part of a page, as far as they decide what becomes of it.

use memchr::{memchr, memchr3, memmem};
use minify_html_common::spec::tag::ns::Namespace;
use minify_html_common::spec::tag::whitespace::get_whitespace_minification_for_tag;

/// An element that is not closed yet.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// Its name; empty for what holds the page.
    pub name: &'a [u8],
    /// Whether it is a drawing, or stands in one.
    pub is_drawing: bool,
    /// Whether its white space stays.
    pub is_preformatted: bool,
    /// Whether something that readers see stands in it already.
    pub is_begun: bool,
    /// The page from its start tag on.
    pub page: &'a [u8],
    /// Where what becomes of it begins.
    pub start: usize,
    /// Which of `html`, `head` and `body` were opened up to its start tag.
    pub frames: u8,
}

impl Open<'_> {
    /// What holds the page.
    pub const ROOT: Self = Self {
        name: b"",
        is_drawing: false,
        is_preformatted: false,
        is_begun: false,
        page: b"",
        start: 0,
        frames: 0,
    };

    /// What stands around the content of this element when it is shown alone.
    pub fn drawing(&self) -> (&'static [u8], &'static [u8]) {
        if self.is_drawing { (b"<svg>", b"</svg>") } else { (b"", b"") }
    }

    /// Writes a text of this element, rid of white space.
    pub fn write(&self, mut text: &[u8], is_first: bool, is_last: bool, out: &mut Vec<u8>) {
        if !text.iter().any(u8::is_ascii_whitespace) {
            out.extend_from_slice(text);
            return;
        }
        let namespace = if self.is_drawing { Namespace::Svg } else { Namespace::Html };
        let rule = get_whitespace_minification_for_tag(namespace, self.name, self.is_preformatted);
        if rule.trim && is_first {
            text = text.trim_ascii_start();
        }
        if rule.trim && is_last {
            text = text.trim_ascii_end();
        }
        if rule.destroy_whole && text.trim_ascii().is_empty() {
            return;
        }
        let collapses = rule.collapse && !is_collapsed(text);
        while let Some(at) = text.iter().position(u8::is_ascii_whitespace).filter(|_| collapses) {
            out.extend_from_slice(&text[..at]);
            out.push(b' ');
            text = text[at..].trim_ascii_start();
        }
        out.extend_from_slice(text);
    }
}

/// Whether all white space of a text is single blanks.
fn is_collapsed(text: &[u8]) -> bool {
    let has_other = memchr3(b'\n', b'\t', b'\r', text).or_else(|| memchr(b'\x0c', text)).is_some();
    !has_other && memmem::find(text, b"  ").is_none()
}
