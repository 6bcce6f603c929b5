//! The minifier takes nothing away that a browser would show: every page of the real site has the
//! same elements, attributes and words with it and without.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use causebook::minify::{self, Pages};
use causebook::pipeline::{self, Kept, Project as Source};
use causebook::render::{Finish, Output};

use crate::html::{Piece, Tag, pieces};
use crate::project::repository;

/// Elements whose text keeps its white space.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

/// Elements that part words, as a line or a box of its own does.
const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "head",
    "header",
    "hr",
    "html",
    "input",
    "legend",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "output",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "svg",
    "table",
    "td",
    "th",
    "title",
    "ul",
];

/// The pages of the real site, finished by `finish`.
fn pages(finish: Finish) -> BTreeMap<String, Vec<u8>> {
    let source = Source { root: repository().to_owned(), base_url: None, theme: None };
    let site = pipeline::site_again(&source, finish, &mut Kept::nothing(), &|_| ()).unwrap();
    let pages = site.outputs.into_iter().filter_map(|(path, output)| match output {
        Output::Bytes(bytes) if path.as_str().ends_with(".html") => {
            Some((path.as_str().to_owned(), bytes.to_vec()))
        }
        _ => None,
    });
    pages.collect()
}

fn both() -> impl Iterator<Item = (String, Vec<Piece>, Vec<Piece>)> {
    let plain = pages(Arc::new(<[u8]>::to_vec));
    let mut minified = pages(Arc::new(minify::page));
    assert_eq!(plain.len(), minified.len());
    assert!(plain.len() > 30, "{} pages", plain.len());
    plain.into_iter().map(move |(path, html)| {
        let minified = minified.remove(&path).unwrap();
        assert!(minified.len() < html.len(), "{path} did not shrink");
        (path, pieces(&html), pieces(&minified))
    })
}

/// Elements and attributes as they are, text with its white space collapsed, and none at the ends.
fn normal(pieces: &[Piece]) -> Vec<Piece> {
    let mut verbatim = 0;
    let mut normal = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Open(tag) if VERBATIM.contains(&tag.name.as_str()) => verbatim += 1,
            Piece::Close(name) if VERBATIM.contains(&name.as_str()) => verbatim -= 1,
            _ => {}
        }
        match piece {
            Piece::Open(tag) => normal.push(Piece::Open(meant(tag))),
            Piece::Text(text) if verbatim == 0 => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    normal.push(Piece::Text(text));
                }
            }
            piece => normal.push(piece.clone()),
        }
    }
    normal
}

/// A tag without what says nothing: blanks in a viewport, the method that a form has anyway.
fn meant(tag: &Tag) -> Tag {
    let mut tag = tag.clone();
    if tag.has("name", "viewport") {
        let content = tag.get("content").replace(' ', "");
        tag.attributes.insert("content".to_owned(), content);
    }
    if tag.name == "form" && tag.has("method", "get") {
        tag.attributes.remove("method");
    }
    tag
}

#[test]
fn a_minified_page_has_the_same_elements_attributes_and_texts() {
    for (path, plain, minified) in both() {
        let (plain, minified) = (normal(&plain), normal(&minified));
        for (at, (expected, found)) in plain.iter().zip(&minified).enumerate() {
            assert_eq!(found, expected, "{path}, piece {at}");
        }
        assert_eq!(minified.len(), plain.len(), "{path}");
    }
}

/// The words that a reader sees: blocks and white space part them, and in a `nav` every element,
/// as the style sheet lays those out as boxes.
fn seen(pieces: &[Piece]) -> Vec<String> {
    let mut text = String::new();
    let mut navs = 0;
    for piece in pieces {
        let name = match piece {
            Piece::Text(words) => {
                text.push_str(words);
                continue;
            }
            Piece::Open(tag) => tag.name.as_str(),
            Piece::Close(name) => name.as_str(),
        };
        if navs > 0 || BLOCKS.contains(&name) {
            text.push(' ');
        }
        match piece {
            Piece::Open(tag) if tag.name == "nav" => navs += 1,
            Piece::Close(name) if name == "nav" => navs -= 1,
            _ => {}
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn words_that_stood_apart_do_not_run_together() {
    let mut glued = BTreeSet::new();
    for (path, plain, minified) in both() {
        let (plain, minified) = (seen(&plain), seen(&minified));
        assert_eq!(minified.concat(), plain.concat(), "{path} has other letters");
        let breaks = breaks(&minified);
        let mut letters = 0;
        for pair in plain.windows(2) {
            letters += pair[0].len();
            if !breaks.contains(&letters) {
                glued.insert(pair.join(" "));
            }
        }
    }
    assert!(glued.is_empty(), "{glued:#?}");
}

/// After how many letters a new word begins.
fn breaks(words: &[String]) -> BTreeSet<usize> {
    let lengths = words.iter().scan(0, |letters, word| {
        *letters += word.len();
        Some(*letters)
    });
    lengths.collect()
}

#[test]
fn a_page_minified_part_by_part_has_the_same_bytes() {
    let memory = Pages::default();
    let (whole, by_parts) =
        (pages(Arc::new(minify::page)), pages(Arc::new(move |html| memory.minify(html))));
    for (path, html) in &whole {
        assert!(by_parts.get(path) == Some(html), "{path} differs");
    }
    assert_eq!(by_parts.len(), whole.len());
}
