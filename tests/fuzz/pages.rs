//! What holds of every page that is made of checked content.

use std::collections::BTreeSet;

use causebook::render::{Output, Site};
use html5gum::{StartTag, Token, Tokenizer};
use serde_json::Value;

/// The elements that Markdown may bring into a page.
const OF_MARKDOWN: [&str; 24] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
];
/// More of them.
const ALSO: [&str; 3] = ["tr", "ul", "span"];
/// The schemes that a link may have.
const SCHEMES: [&str; 6] = ["https", "http", "mailto", "tel", "sip", "sips"];

/// What the theme brings into the pages.
pub struct Shape {
    elements: BTreeSet<String>,
    attributes: BTreeSet<String>,
    scripts: usize,
}

impl Shape {
    /// The shape of a site whose content is known.
    pub fn of(site: &Site) -> Self {
        let mut shape = Self { elements: BTreeSet::new(), attributes: BTreeSet::new(), scripts: 0 };
        for (_, html) in texts(site).filter(|(path, _)| path.ends_with(".html")) {
            shape.scripts += read(&html, |tag| {
                shape.elements.insert(text(&tag.name));
                shape.attributes.extend(tag.attributes.keys().map(|name| text(name)));
            });
        }
        shape.elements.extend(OF_MARKDOWN.iter().chain(&ALSO).map(|name| (*name).to_owned()));
        let brought = ["alt", "href", "id", "src", "start", "style", "title"];
        shape.attributes.extend(brought.map(str::to_owned));
        shape.attributes.remove("style");
        shape
    }

    /// Holds the properties of a site of the same theme.
    pub fn hold(&self, site: &Site) {
        let mut scripts = 0;
        for (path, text) in texts(site) {
            let hidden = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
            assert!(!text.contains(hidden), "{path} holds a control character");
            if path.ends_with(".html") {
                scripts += read(&text, |tag| self.hold_tag(tag, path));
            } else if path.ends_with(".json") {
                serde_json::from_str::<Value>(&text).unwrap();
            }
        }
        assert_eq!(scripts, self.scripts, "the content brought a script");
    }

    fn hold_tag(&self, tag: &StartTag<()>, path: &str) {
        let name = text(&tag.name);
        assert!(self.elements.contains(&name), "{path}: <{name}>");
        for (attribute, value) in &tag.attributes {
            let (attribute, value) = (text(attribute), text(value));
            assert!(self.attributes.contains(&attribute), "{path}: <{name} {attribute}={value:?}>");
            if ["href", "src", "action"].contains(&attribute.as_str()) {
                assert!(is_allowed(&value), "{path}: <{name} {attribute}={value:?}>");
            }
        }
    }
}

/// Whether an address stays in the site or has a scheme that a link may have.
fn is_allowed(address: &str) -> bool {
    if address.starts_with("//") || address.starts_with("/\\") {
        return false;
    }
    let relative = address.is_empty() || address.starts_with(['/', '#', '?']);
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    relative || scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// Reads the tags of a page; how many scripts it holds.
fn read(html: &str, mut each: impl FnMut(&StartTag<()>)) -> usize {
    let mut scripts = 0;
    for Ok(token) in Tokenizer::new(html) {
        if let Token::StartTag(tag) = token {
            scripts += usize::from(text(&tag.name) == "script");
            each(&tag);
        }
    }
    scripts
}

/// The outputs that are text, by path.
fn texts(site: &Site) -> impl Iterator<Item = (&str, String)> {
    let kinds = [".html", ".json", ".xml", ".txt"];
    let outputs = site.outputs.iter().map(|(path, output)| (path.as_str(), output));
    let outputs = outputs.filter(move |(path, _)| kinds.iter().any(|kind| path.ends_with(kind)));
    outputs.filter_map(|(path, output)| match output {
        Output::Bytes(bytes) => Some((path, String::from_utf8(bytes.to_vec()).unwrap())),
        Output::Copy(_) => None,
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
