//! Whole pages, made smaller piece by piece: most pieces of a page stand on many others too, and
//! each is minified once. minify-html treats an element by itself: what it makes of one depends on
//! no neighbour, and of its parents only on `pre` and `svg`. So an element can be taken out, an
//! empty one of the same name left in its place, and both minified apart. The bytes are the same
//! as of the page as a whole; where that is not sure, the page is minified as a whole.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::page;
use super::pieces::{Piece, pieces};

/// The largest piece that is kept for other pages, in bytes.
const MAX_KEPT: usize = 2 << 10;
/// How many pieces are known at most.
const MAX_PIECES: usize = 1 << 14;
/// Opens the name of an attribute that stands for a piece; no page has it.
const MARK: u8 = 1;
/// Below so many pieces, another thread costs more than it brings.
const PIECES_A_THREAD: usize = 16;

/// Makes pages smaller, and remembers their pieces: by their hash alone, until it meets one for the
/// second time. Most stand on one page, and would only take room.
#[derive(Debug, Default)]
pub struct Pages {
    known: Mutex<HashMap<u128, Option<Arc<[u8]>>>>,
}

impl Pages {
    /// The same as [`page`], for less.
    pub fn minify(&self, html: &[u8]) -> Vec<u8> {
        let pieces = if html.contains(&MARK) { None } else { pieces(html) };
        let whole = pieces.and_then(|pieces| self.joined(html, 0, &pieces));
        whole.unwrap_or_else(|| page(html))
    }

    /// A part of a page that begins at `start`, with the pieces that lie in it.
    fn joined(&self, part: &[u8], start: usize, pieces: &[Piece]) -> Option<Vec<u8>> {
        if pieces.is_empty() {
            return Some(page(part));
        }
        let pick = |piece: &Piece| {
            self.piece(&part[piece.range.start - start..piece.range.end - start], piece)
        };
        let smaller: Option<Vec<_>> = if pieces.len() < 2 * PIECES_A_THREAD {
            pieces.iter().map(pick).collect()
        } else {
            pieces.par_iter().with_min_len(PIECES_A_THREAD).map(pick).collect()
        };
        let mut frame = Vec::with_capacity(part.len());
        let mut end = 0;
        for piece in pieces {
            frame.extend_from_slice(&part[end..piece.range.start - start]);
            stand_in(piece.name).iter().for_each(|part| frame.extend_from_slice(part));
            end = piece.range.end - start;
        }
        frame.extend_from_slice(&part[end..]);
        fill(&page(&frame), pieces, &smaller?)
    }

    fn piece(&self, html: &[u8], piece: &Piece) -> Option<Arc<[u8]>> {
        let key = xxh3_128(html);
        let met = self.known().get(&key).cloned();
        if let Some(Some(smaller)) = met {
            return Some(smaller);
        }
        let smaller: Arc<[u8]> = self.joined(html, piece.range.start, &piece.inner)?.into();
        let mut known = self.known();
        if html.len() <= MAX_KEPT && known.len() < MAX_PIECES {
            known.insert(key, met.map(|_| Arc::clone(&smaller)));
        }
        Some(smaller)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<u128, Option<Arc<[u8]>>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What stands in the place of a piece, before and after minifying: the parts of an element.
fn stand_in(name: &str) -> [&[u8]; 5] {
    [b"<", name.as_bytes(), &[b' ', MARK, b'>', b'<', b'/'], name.as_bytes(), b">"]
}

/// Puts the pieces in their places; `None` if one has none.
fn fill(frame: &[u8], pieces: &[Piece], smaller: &[Arc<[u8]>]) -> Option<Vec<u8>> {
    let mut rest = frame;
    let mut out =
        Vec::with_capacity(frame.len() + smaller.iter().map(|one| one.len()).sum::<usize>());
    for (piece, smaller) in pieces.iter().zip(smaller) {
        let at = memchr::memchr(MARK, rest)?.checked_sub(piece.name.len() + 2)?;
        let after = |rest, part: &&'static [u8]| <[u8]>::strip_prefix(rest, *part);
        let after = stand_in(piece.name).iter().try_fold(&rest[at..], after)?;
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(smaller);
        rest = after;
    }
    out.extend_from_slice(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pages: &Pages, html: &str) {
        let (whole, joined) = (page(html.as_bytes()), pages.minify(html.as_bytes()));
        assert_eq!(String::from_utf8(joined).unwrap(), String::from_utf8(whole).unwrap(), "{html}");
    }

    #[test]
    fn a_page_of_pieces_is_the_page_as_a_whole() {
        let pages = Pages::default();
        let fill = "a  b &amp; <i> c </i> ".repeat(8);
        let list = format!("\n<ul class=' x  y '>\n<li> {fill} </li>\n <li>{fill}</li> </ul>\n");
        let drawing =
            format!("<svg viewBox=\"0 0 1 1\"> <path d='{}'/> <g> </g> </svg>", "M0 ".repeat(40));
        for html in [
            format!(
                "<!doctype html><html><head><title> a </title></head><body> {list} </body></html>"
            ),
            format!("<p> {fill} <div> {list} {list}text</div> tail </p>"),
            format!("<div>{list} x {list} <pre> {list} </pre> <b>{list}</b> {list}</div>"),
            format!("<table><tr><td>{list}<tr><td>{fill}</table>"),
            format!("<a href=#>{drawing} word</a> {drawing} {drawing}<span> {drawing} </span>"),
            format!(
                "<div><template>{list}</template><textarea> {list} </textarea><script>\"{list}\"</script></div>"
            ),
            format!("<div>\u{1}0{list}</div>"),
            format!(
                "<div title='\u{1}'><p>{list}</p></div><section> {list} <header> {list} </header> </section>"
            ),
            format!(
                "<form method=get>{list}<input type=\"text\" value=\"\"></form> <code> {list} </code>"
            ),
        ] {
            check(&pages, &html);
            check(&pages, &html);
            check(&pages, &html);
            check(&pages, &format!("<main>{html}</main>"));
        }
    }
}
