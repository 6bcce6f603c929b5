//! Start tags of which minify-html takes nothing but the order of their attributes and quotes. Most
//! tags are so plain, and to ask it of each takes longer than all else that is done to a page.

use minify_html_common::r#gen::attrs::ATTRS;
use minify_html_common::spec::tag::ns::Namespace;

use crate::markup::Tag;

/// An attribute that keeps its value.
struct Attribute<'a> {
    /// Whether the value does without quotes.
    is_bare: bool,
    name: &'a [u8],
    value: &'a [u8],
}

/// Writes a start tag; `None` where it is not plain.
pub fn write(tag: Tag<'_>, is_drawing: bool, out: &mut Vec<u8>) -> Option<()> {
    let namespace = if is_drawing { Namespace::Svg } else { Namespace::Html };
    let attributes = tag.attributes().map(|it| Attribute::plain(namespace, tag.name, it));
    let mut attributes = attributes.collect::<Option<Vec<_>>>().filter(|_| !tag.closes_itself)?;
    attributes.sort_unstable_by_key(|it| it.name);
    if attributes.windows(2).any(|pair| pair[0].name == pair[1].name) {
        return None;
    }
    attributes.sort_by_key(|it| it.is_bare);
    out.push(b'<');
    out.extend_from_slice(tag.name);
    for Attribute { is_bare, name, value } in attributes {
        let quote: &[u8] = if is_bare { b"" } else { b"\"" };
        for part in [b" ", name, b"=", quote, value, quote] {
            out.extend_from_slice(part);
        }
    }
    out.push(b'>');
    Some(())
}

impl<'a> Attribute<'a> {
    /// `None` where the value may change.
    fn plain(
        namespace: Namespace,
        tag: &[u8],
        (name, value): (&'a [u8], &'a [u8]),
    ) -> Option<Self> {
        let mut is_bare = true;
        let mut before = b' ';
        for byte in value {
            match byte {
                b'"' | b'&' | b'\t' | b'\n' | b'\x0c' | b'\r' => return None,
                b' ' if before == b' ' => return None,
                b' ' | b'\'' | b'<' | b'=' | b'>' | b'`' => is_bare = false,
                _ => {}
            }
            before = *byte;
        }
        // Where `before` is what it was at first, the value is empty.
        let is_special = before == b' '
            || name == b"style"
            || name.iter().any(u8::is_ascii_uppercase)
            || tag == b"meta" && value.eq_ignore_ascii_case(b"viewport");
        let is_kept = ATTRS.get(namespace, tag, name).is_none_or(|rule| {
            let is_case_kept = !rule.case_insensitive || !value.iter().any(u8::is_ascii_uppercase);
            !rule.boolean && is_case_kept && rule.default_value != Some(value)
        });
        (!is_special && is_kept).then_some(Self { is_bare, name, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Part, Parts};
    use crate::minify::page;

    /// What is written of the start tag that `html` begins with.
    fn written(html: &str) -> Option<String> {
        let Some(Part::Start(tag)) = Parts::of(html.as_bytes()).next_part() else {
            panic!("{html}")
        };
        let mut out = Vec::new();
        write(tag, tag.name == b"svg", &mut out)?;
        Some(String::from_utf8(out).unwrap())
    }

    #[track_caller]
    fn check(html: &str, is_plain: bool) {
        let written = written(html);
        assert_eq!(written.is_some(), is_plain, "{html}");
        let whole = String::from_utf8(page(html.as_bytes())).unwrap();
        assert_eq!(written.unwrap_or_else(|| whole.clone()), whole, "{html}");
    }

    #[test]
    fn a_plain_tag_is_what_minify_html_makes_of_it() {
        for html in [
            "<a href=\"/codes/404/\">",
            "<a rel=prev href='/codes/404/' class=\"a b\">",
            "<h2 title=\"it's < 1\" id=a lang=en>",
            "<meta name=\"description\" content=\"a = b; `c` > d\">",
            "<link rel=canonical href=\"/a?b=c\">",
            "<p title=\"ü — “a”\" data-x=https://example.com/#%C3%BC>",
            "<p title=\"`\" id='=' class=\"'\" lang='>'>",
            "<input type=search name=q>",
            "<form method=POST>",
            "<svg class=icon aria-hidden=true>",
        ] {
            check(html, true);
        }
    }

    #[test]
    fn what_minify_html_changes_is_not_plain() {
        for html in [
            "<p class=\" a\">",
            "<p class=\"a \">",
            "<p class=\"a  b\">",
            "<p class=\"a\nb\">",
            "<p class=\"\">",
            "<p class>",
            "<p title=\"a &amp; b\">",
            "<p title='\"'>",
            "<p style=\"top:0px\">",
            "<p HIDDEN=a>",
            "<p hidden=hidden>",
            "<p title=a title=b>",
            "<p title=a title=\"b c\">",
            "<form method=get>",
            "<input type=SEARCH>",
            "<input type=text>",
            "<meta name=viewport content=\"a, b\">",
            "<svg class=a />",
        ] {
            check(html, false);
        }
    }
}
