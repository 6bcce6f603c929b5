//! What is looked for in a page: ids, addresses and structured data, read as a browser reads them.

use std::collections::BTreeSet;
use std::mem;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};
use serde_json::Value;

use crate::markup::{Part, Parts, Tag};

/// The attributes that hold an address.
const ADDRESSES: [&[u8]; 4] = [b"href", b"src", b"action", b"data-index"];

/// Ends each address: no attribute holds it (HTML Standard, "Attribute value (unquoted) state" and
/// those beside it: for U+0000, U+FFFD is read).
const END: char = '\0';

/// What a page holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Every id.
    pub ids: BTreeSet<String>,
    /// The ids that stand more than once.
    pub twice: BTreeSet<String>,
    addresses: String,
    /// Structured data that cannot be read, and why.
    pub unreadable: Vec<(String, String)>,
}

/// Whose value comes next.
#[derive(Debug, Default, Clone, Copy)]
enum Attribute {
    Id,
    Type,
    Address,
    #[default]
    Other,
}

/// Where in a page the reading is.
#[derive(Debug, Default)]
struct Reader {
    page: Page,
    attribute: Attribute,
    in_structured: bool,
}

impl Page {
    /// Reads a page.
    pub fn read(html: &[u8]) -> Self {
        let mut page = Self::told(html).unwrap_or_else(|| Self::tokenized(html));
        page.addresses.shrink_to_fit();
        page
    }

    /// A page whose parts can be told by their letters; `None` where only a tokenizer can.
    fn told(html: &[u8]) -> Option<Self> {
        let mut reader = Reader::default();
        let mut parts = Parts::of(html);
        let mut is_plain = true;
        while !parts.is_at_end() {
            let part =
                parts.next_part_with(|name, value| is_plain &= reader.attribute(name, value))?;
            if mem::take(&mut reader.in_structured) {
                let Part::Raw(Tag { name: b"script", .. }, content) = part else { return None };
                is_plain &= !(content.is_empty() || is_altered(content));
                reader.page.look_at_structured(content);
            }
            is_plain.then_some(())?;
        }
        Some(reader.page)
    }

    /// A page as html5gum reads it.
    fn tokenized(html: &[u8]) -> Self {
        let mut reader = Reader::default();
        let read = |event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            reader.read(event);
            None
        };
        let mut emitter = CallbackEmitter::new(read);
        emitter.naively_switch_states(true);
        Tokenizer::new_with_emitter(html, Quiet(emitter)).for_each(drop);
        reader.page
    }

    /// Looks at the content of a script element that holds structured data.
    fn look_at_structured(&mut self, script: &[u8]) {
        let script = String::from_utf8_lossy(script);
        if let Err(error) = serde_json::from_str::<Value>(&script) {
            self.unreadable.push((script.into_owned(), error.to_string()));
        }
    }

    /// Every address that something on the page leads to, as it is written and as often.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.split_terminator(END)
    }
}

/// Passes over what a browser passes over: to look at each letter for it takes a third of the time.
struct Quiet<E>(E);

impl<E: Emitter> ForwardingEmitter for Quiet<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

impl Reader {
    fn read(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { .. } | CallbackEvent::EndTag { .. } => {
                self.in_structured = false;
                self.attribute = Attribute::Other;
            }
            CallbackEvent::AttributeName { name } => self.attribute = Attribute::named(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::String { value } if self.in_structured => {
                self.page.look_at_structured(value);
            }
            _ => {}
        }
    }

    /// Takes an attribute as it is written; returns whether a browser reads the same.
    fn attribute(&mut self, name: &[u8], value: &[u8]) -> bool {
        self.attribute = Attribute::named(name);
        if matches!(self.attribute, Attribute::Other) {
            return true;
        }
        self.value(value);
        !(value.is_empty() || value.contains(&b'&') || is_altered(value))
    }

    fn value(&mut self, value: &[u8]) {
        match self.attribute {
            Attribute::Id => {
                let id = text(value);
                if self.page.ids.contains(&id) {
                    self.page.twice.insert(id);
                } else {
                    self.page.ids.insert(id);
                }
            }
            Attribute::Type => self.in_structured = value == b"application/ld+json",
            Attribute::Address => {
                self.page.addresses.push_str(&String::from_utf8_lossy(value));
                self.page.addresses.push(END);
            }
            Attribute::Other => {}
        }
    }
}

impl Attribute {
    fn named(name: &[u8]) -> Self {
        let is = |other: &[u8]| name.eq_ignore_ascii_case(other);
        match name {
            _ if is(b"id") => Self::Id,
            _ if is(b"type") => Self::Type,
            _ if ADDRESSES.into_iter().any(is) => Self::Address,
            _ => Self::Other,
        }
    }
}

/// Whether a browser reads a text otherwise than it is written, wherever it stands (HTML Standard,
/// "Preprocessing the input stream", and the states that meet U+0000).
fn is_altered(text: &[u8]) -> bool {
    memchr::memchr2(b'\0', b'\r', text).is_some()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_a_browser_reads_it() {
        let page = read(
            b"<!doctype html><title><a id=no></title><p id=a><a href='/b?x=1&amp;y=2' id=\"a\">\
              <script type=application/ld+json>{\"a\":}</script><script>\"<a href=/no>\"</script>\
              <img src=/c.png><!-- <p id=no> --><form action=/d><a href=\0><textarea><b id=no></textarea>",
        );
        let is = |found: &BTreeSet<String>, texts: &[&str]| {
            assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), texts);
        };
        is(&page.ids, &["a"]);
        is(&page.twice, &["a"]);
        assert_eq!(
            page.addresses().collect::<Vec<_>>(),
            ["/b?x=1&y=2", "/c.png", "/d", "\u{fffd}"]
        );
        let (script, why) = ("{\"a\":}", "expected value at line 1 column 6");
        assert_eq!(page.unreadable, [(script.to_owned(), why.to_owned())]);
    }

    /// Reads a page in both ways, where both can.
    #[track_caller]
    fn read(html: &[u8]) -> Page {
        let (told, tokenized) = (Page::told(html), Page::tokenized(html));
        if let Some(told) = told {
            assert_eq!(told, tokenized, "{}", String::from_utf8_lossy(html));
        }
        tokenized
    }

    #[test]
    fn a_plain_page_is_told_without_a_tokenizer() {
        for html in [
            "<!doctype html><title>a</title><a href='/b' ID=c><svg><use href=#i /></svg>",
            "<script type=\"application/ld+json\">{\"a\": \"&amp;\"}</script><p data-index=/a>",
        ] {
            assert!(Page::told(html.as_bytes()).is_some(), "{html}");
            read(html.as_bytes());
        }
    }

    #[test]
    fn what_a_browser_reads_otherwise_is_not_told() {
        for html in [
            "<a href='/a?b&amp;c'>",
            "<a href='/a\rb'>",
            "<a href='/\0'>",
            "<a id=''>",
            "<p type=application/ld+json>a",
            "<title type=application/ld+json>a</title>",
            "<script type=application/ld+json></script>",
            "<script type=application/ld+json>\r\n</script>",
        ] {
            assert_eq!(Page::told(html.as_bytes()), None, "{html}");
        }
    }
}
