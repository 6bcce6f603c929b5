//! What is looked for in a page: ids, addresses and structured data, read as a browser reads them.

use std::collections::BTreeSet;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};

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
    /// The content of script elements that hold structured data.
    pub structured: Vec<String>,
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
        let mut reader = Reader::default();
        let read = |event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            reader.read(event);
            None
        };
        let mut emitter = CallbackEmitter::new(read);
        emitter.naively_switch_states(true);
        Tokenizer::new_with_emitter(html, Quiet(emitter)).for_each(drop);
        reader.page.addresses.shrink_to_fit();
        reader.page
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
                self.page.structured.push(text(value));
            }
            _ => {}
        }
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
        match name {
            b"id" => Self::Id,
            b"type" => Self::Type,
            name if ADDRESSES.contains(&name) => Self::Address,
            _ => Self::Other,
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_a_browser_reads_it() {
        let page = Page::read(
            b"<!doctype html><title><a id=no></title><p id=a><a href='/b?x=1&amp;y=2' id=\"a\">\
              <script type=application/ld+json>{\"a\":1}</script><script>\"<a href=/no>\"</script>\
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
        assert_eq!(page.structured, ["{\"a\":1}"]);
    }
}
