//! Pages as a browser reads them: tags with their attributes, texts, and the matter of a section.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Open(Tag),
    Text(String),
    Close(String),
}

/// An element's start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// Elements that have no end.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "source"];

impl Tag {
    /// The value of an attribute; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub fn has(&self, name: &str, value: &str) -> bool {
        self.attributes.get(name).is_some_and(|there| there == value)
    }
}

/// The pieces of a page in order. Texts that only a comment or a `wbr` parted are one; an element
/// of a drawing that closes itself is opened and closed.
pub fn pieces(html: &[u8]) -> Vec<Piece> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut pieces: Vec<Piece> = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) if *tag.name == b"wbr"[..] => {}
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter();
                let attributes =
                    attributes.map(|(name, value)| (text(name), text(value))).collect();
                let name = text(&tag.name);
                let closes_itself = tag.self_closing && !VOID.contains(&name.as_str());
                pieces.push(Piece::Open(Tag { name: name.clone(), attributes }));
                if closes_itself {
                    pieces.push(Piece::Close(name));
                }
            }
            Token::EndTag(tag) => pieces.push(Piece::Close(text(&tag.name))),
            Token::String(string) => match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&text(&string)),
                _ => pieces.push(Piece::Text(text(&string))),
            },
            _ => {}
        }
    }
    pieces
}

/// The start tags of a page in order.
pub fn tags(html: &[u8]) -> Vec<Tag> {
    only_tags(&pieces(html))
}

pub fn only_tags(pieces: &[Piece]) -> Vec<Tag> {
    let tags = pieces.iter().filter_map(|piece| match piece {
        Piece::Open(tag) => Some(tag.clone()),
        _ => None,
    });
    tags.collect()
}

/// The start tags with an attribute of that value.
pub fn with(html: &[u8], name: &str, value: &str) -> Vec<Tag> {
    tags(html).into_iter().filter(|tag| tag.has(name, value)).collect()
}

/// What stands inside the element with an id.
#[track_caller]
pub fn inside(html: &[u8], id: &str) -> Vec<Piece> {
    let pieces = pieces(html);
    let opens = |piece: &Piece| matches!(piece, Piece::Open(tag) if tag.has("id", id));
    let start = pieces.iter().position(opens).unwrap_or_else(|| panic!("no element #{id}"));
    let mut depth = 0;
    let inner = pieces[start..].iter().take_while(|piece| {
        match piece {
            Piece::Open(tag) if !VOID.contains(&tag.name.as_str()) => depth += 1,
            Piece::Close(_) => depth -= 1,
            _ => {}
        }
        depth > 0
    });
    inner.skip(1).cloned().collect()
}

/// The words of some pieces, with one blank between them.
pub fn words(pieces: &[Piece]) -> String {
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let text = texts.collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The codes that the links of some pieces lead to, in order.
pub fn linked_codes(pieces: &[Piece]) -> Vec<u64> {
    let links = only_tags(pieces).into_iter().filter(|tag| tag.name == "a");
    let code = |tag: Tag| tag.get("href").split_once("/codes/")?.1.split('/').next()?.parse().ok();
    links.filter_map(code).collect()
}

/// The texts of a page's scripts of structured data.
pub fn structured_data(html: &[u8]) -> Vec<String> {
    let pieces = pieces(html);
    let pairs = pieces.windows(2).filter_map(|pair| match pair {
        [Piece::Open(tag), Piece::Text(text)] if tag.has("type", "application/ld+json") => {
            Some(text.clone())
        }
        _ => None,
    });
    pairs.collect()
}
