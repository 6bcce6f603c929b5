//! Splits plain HTML into tags and texts without a parser. That works only for markup that every
//! HTML reader (browsers, html5gum, minify-html) takes apart the same way, as themes and Markdown
//! write it. Anything else is rejected: `inspect` gives it to the HTML parser, html5gum, and
//! `minify` to minify-html.

mod tag;

use memchr::{memchr, memmem};

pub use tag::Tag;

use tag::{Next, name, next_in_tag};

/// A part of a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A start tag.
    Start(Tag<'a>),
    /// An element whose content is no markup, with its content.
    Raw(Tag<'a>, &'a [u8]),
    /// The end tag of the element of this name.
    End(&'a [u8]),
    /// What stands between tags.
    Text(&'a [u8]),
    /// What readers never see.
    Comment,
    /// What a page begins with.
    Doctype(&'a [u8]),
}

/// Reads the parts of a page, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    rest: &'a [u8],
}

impl<'a> Parts<'a> {
    /// The parts of `html`.
    pub fn of(html: &'a [u8]) -> Self {
        Self { rest: html }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Whether there are no more.
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether nothing that a reader sees comes before the next end tag or the end.
    pub fn is_at_end_of_element(mut self) -> bool {
        while self.rest.starts_with(b"<!--") {
            if self.next_part().is_none() {
                return false;
            }
        }
        self.rest.is_empty() || self.rest.starts_with(b"</")
    }

    /// The next part; `None` where it is not plain.
    pub fn next_part(&mut self) -> Option<Part<'a>> {
        self.next_part_with(|_, _| ())
    }

    /// The next part; `attribute` is told the name and the value of each attribute, with character
    /// references as they are written.
    pub fn next_part_with(
        &mut self,
        attribute: impl FnMut(&'a [u8], &'a [u8]),
    ) -> Option<Part<'a>> {
        match self.rest {
            [b'<', b'!', b'-', b'-', rest @ ..] => {
                let length = memmem::find(rest, b"-->")?;
                // For some, `<!-->`, `<!--->` and `--!>` end a comment too.
                let ends_early = rest.starts_with(b">") || rest.starts_with(b"->");
                let is_plain = !ends_early && memmem::find(&rest[..length], b"--!>").is_none();
                is_plain.then(|| self.take(4 + length + 3))?;
                Some(Part::Comment)
            }
            [b'<', b'!', rest @ ..] => {
                let is_doctype = rest.get(..7)?.eq_ignore_ascii_case(b"doctype");
                let length = memchr(b'>', self.rest).filter(|_| is_doctype)? + 1;
                Some(Part::Doctype(self.take(length)))
            }
            [b'<', b'/', rest @ ..] => {
                let name = name(rest)?;
                (rest[name.len()] == b'>').then(|| self.take(2 + name.len() + 1))?;
                Some(Part::End(name))
            }
            [b'<', ..] => self.element(attribute),
            rest => Some(Part::Text(self.take(memchr(b'<', rest).unwrap_or(rest.len())))),
        }
    }

    fn element(&mut self, mut attribute: impl FnMut(&'a [u8], &'a [u8])) -> Option<Part<'a>> {
        let name = name(&self.rest[1..])?;
        let mut rest = &self.rest[1 + name.len()..];
        let closes_itself = loop {
            match next_in_tag(&mut rest)? {
                Next::Attribute(name, value) => attribute(name, value),
                Next::End(closes_itself) => break closes_itself,
            }
        };
        let written = self.take(self.rest.len() - rest.len());
        let tag = Tag { name, written, closes_itself };
        if tag.is_raw() {
            return Some(Part::Raw(tag, self.raw(name)?));
        }
        (!tag.is_unclear()).then_some(Part::Start(tag))
    }

    /// Takes the content of a raw element, and its end tag.
    fn raw(&mut self, name: &[u8]) -> Option<&'a [u8]> {
        let whole = self.rest;
        let is_end = |at: &usize| {
            let found = whole.get(at + 2..at + 2 + name.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let length = memmem::find_iter(whole, b"</").find(is_end)?;
        // A comment in a script can hold its end tag.
        let is_plain = memmem::find(&whole[..length], b"<!--").is_none();
        self.rest = whole[length + 2..].strip_prefix(name)?.strip_prefix(b">")?;
        is_plain.then_some(&whole[..length])
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Option<String> {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let mut parts = Parts::of(html.as_bytes());
        let mut told = Vec::new();
        while !parts.is_at_end() {
            let mut attributes = Vec::new();
            let part =
                parts.next_part_with(|name, value| attributes.push([name, value].map(text)))?;
            told.extend(attributes.iter().map(|[name, value]| format!("{name}: {value}")));
            told.push(match part {
                Part::Start(tag) if tag.closes_itself => format!("empty {}", text(tag.written)),
                Part::Start(tag) => format!("start {}", text(tag.written)),
                Part::Raw(tag, inner) => format!("raw {} {}", text(tag.written), text(inner)),
                Part::End(name) => format!("end {}", text(name)),
                Part::Text(words) => format!("text {}", text(words)),
                Part::Comment => "comment".to_owned(),
                Part::Doctype(tag) => format!("doctype {}", text(tag)),
            });
        }
        Some(told.join("|"))
    }

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        assert_eq!(told(html).as_deref(), expected, "{html}");
    }

    #[test]
    fn a_plain_page_is_told_part_by_part() {
        check(
            "<!DOCTYPE html><p id=\"a>b\" class='<p>'>c &lt; d<br></p><!-- <p>! -->",
            Some(
                "doctype <!DOCTYPE html>|id: a>b|class: <p>|start <p id=\"a>b\" class='<p>'>\
                 |text c &lt; d|start <br>|end p|comment",
            ),
        );
        check(
            "<title><p></title><script src=/a>'</p>'</script><svg href=/a/><g D = 'M0' hidden/></svg>",
            Some(
                "raw <title> <p>|src: /a|raw <script src=/a> '</p>'|href: /a/|start <svg href=/a/>\
                 |D: M0|hidden: |empty <g D = 'M0' hidden/>|end svg",
            ),
        );
    }

    #[test]
    fn what_a_parser_must_judge_is_not_plain() {
        for html in [
            "a < b",
            "<DIV>",
            "</div >",
            "<p a=b\"c>",
            "<a <b>",
            "<div a='>",
            "<div a=b=\"c>\">",
            "<div / a>",
            "<div =a>",
            "<div a=>",
            "<!-->-->",
            "<!--->-->",
            "<!-- --!>-->",
            "<noscript>",
            "<script><!-- </script>",
            "<!-- a",
            "<![CDATA[a]]>",
            "<?a?>",
            "<script>",
            "<script></SCRIPT></script>",
        ] {
            check(html, None);
        }
    }

    #[test]
    fn the_end_of_an_element_is_seen_through_comments() {
        for (html, expected) in [
            ("</p>", true),
            ("", true),
            ("<!-- --><!----></p>", true),
            ("<!-- -->a", false),
            ("<b>", false),
        ] {
            assert_eq!(Parts::of(html.as_bytes()).is_at_end_of_element(), expected, "{html}");
        }
    }
}
