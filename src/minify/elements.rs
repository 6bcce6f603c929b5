//! Elements that stand on page after page, such as header, footer and rows of an index: what became
//! of one is written again. minify-html makes the same of an element wherever it stands.

use std::collections::hash_map::Entry;
use std::ops::RangeInclusive;

use ahash::AHashMap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

use super::open::Open;

/// How many bytes of an element it is looked up by.
const HEAD: usize = 64;
/// The bytes of an element for which this is worth it, and for which there is room.
const SIZES: RangeInclusive<usize> = 128..=8 << 10;
/// How many heads are remembered at most.
const MAX_HEADS: usize = 1 << 13;
/// How many bytes elements, and what became of them, may take in all.
const MAX_BYTES: usize = 2 << 20;

/// Elements by their heads.
#[derive(Debug, Default)]
pub struct Elements {
    met: AHashMap<u128, Met>,
    /// How many bytes those have that are known.
    bytes: usize,
}

/// Elements that begin with the same bytes.
#[derive(Debug)]
struct Met {
    /// The hash of the last one.
    last: u64,
    /// One that was met twice in a row: most are met once.
    known: Option<Known>,
}

/// An element, and what became of it.
#[derive(Debug)]
struct Known {
    source: Box<[u8]>,
    smaller: Box<[u8]>,
}

impl Known {
    fn bytes(&self) -> usize {
        self.source.len() + self.smaller.len()
    }
}

impl Elements {
    /// Writes what becomes of the element that `page` goes on with, and returns its length, if it is
    /// known; it stands in `parent`.
    pub fn write(&self, parent: Open<'_>, page: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let known = self.met.get(&key(parent, page)?)?.known.as_ref()?;
        page.starts_with(&known.source).then(|| out.extend_from_slice(&known.smaller))?;
        Some(known.source.len())
    }

    /// Notes what became of an element that stands in `parent`.
    pub fn note(&mut self, parent: Open<'_>, source: &[u8], smaller: &[u8]) {
        let is_worth_it = SIZES.contains(&source.len());
        let Some(key) = is_worth_it.then(|| key(parent, source)).flatten() else { return };
        let last = xxh3_64(source);
        let has_room = self.met.len() < MAX_HEADS;
        match self.met.entry(key) {
            Entry::Occupied(met) if met.get().last == last => {
                let known = Known { source: source.into(), smaller: smaller.into() };
                let met = met.into_mut();
                let others = self.bytes - met.known.as_ref().map_or(0, Known::bytes);
                if others + known.bytes() <= MAX_BYTES {
                    self.bytes = others + known.bytes();
                    met.known = Some(known);
                }
            }
            Entry::Occupied(met) => met.into_mut().last = last,
            Entry::Vacant(new) if has_room => drop(new.insert(Met { last, known: None })),
            Entry::Vacant(_) => {}
        }
    }
}

/// The hash of a head, and of what around it decides what becomes of the element.
fn key(parent: Open<'_>, page: &[u8]) -> Option<u128> {
    let around = u64::from(parent.is_drawing) | u64::from(parent.is_preformatted) << 1;
    Some(xxh3_128_with_seed(page.get(..HEAD)?, around))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minify::{Pages, page};

    /// Minifies pages of `element`, once or more often on a page, with one memory.
    #[track_caller]
    fn check(element: &str, times: &[usize]) {
        let pages = Pages::default();
        for times in times {
            let html = element.repeat(*times);
            let (whole, joined) = (page(html.as_bytes()), pages.minify(html.as_bytes()));
            assert_eq!(String::from_utf8(joined).unwrap(), String::from_utf8(whole).unwrap());
        }
    }

    #[test]
    fn an_element_that_is_known_is_what_it_was() {
        let inner = "<i> a </i> ".repeat(20);
        check(&format!("<div> {inner} <pre> {inner} </pre></div> "), &[1, 1, 1, 2]);
        check(&format!("<pre> {inner} <div> {inner} </div></pre> "), &[1, 1, 1, 2]);
        check(&format!("<svg> <g> {inner} </g></svg><g> {inner} </g> "), &[1, 1, 1, 2]);
    }

    #[test]
    fn a_second_body_is_seen_in_an_element_that_is_known() {
        let inner = "<i> a </i> ".repeat(20);
        check(&format!("<div class=x>{inner}<body class=y>{inner}</body></div>"), &[1, 1, 1, 2]);
    }

    #[test]
    fn what_is_known_has_a_bound() {
        let mut elements = Elements::default();
        let parent = Open::ROOT;
        // The same head comes again with other contents.
        for number in 0..1500 {
            let (head, contents) = (number % 500, "a".repeat(number + 4000));
            let source = format!("<div id=\"{head:0>50}\">{contents}</div>");
            for _ in 0..2 {
                elements.note(parent, source.as_bytes(), source.as_bytes());
            }
        }
        let known = elements.met.values().filter_map(|met| met.known.as_ref());
        assert_eq!(elements.bytes, known.map(Known::bytes).sum::<usize>());
        let room = MAX_BYTES - elements.bytes;
        assert!(room < 16 << 10, "{room} bytes are left");
    }
}
