//! Whole pages, made smaller part by part: most parts are plain, and what becomes of an element that
//! stands on page after page is remembered. minify-html makes the same of a tag wherever it stands;
//! what it makes of a text depends on the element around it and on whether it comes first or last
//! there. So a text without entities is only rid of white space, and a [`plain`] tag of quotes, by
//! the tables of minify-html; other parts are shown to it alone, in a frame that says as much. The
//! bytes are the same as of the page as a whole; where that is not sure, it is minified as a whole.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use memchr::memmem;
use minify_html_common::spec::tag::omission::can_omit_as_before;

use super::elements::Elements;
use super::open::Open;
use super::{page, plain};
use crate::markup::{Part, Parts, Tag};

/// U+20D2, the last letter of the two texts without `&` that minify-html writes as entities.
const OVERLAY: &[u8] = "\u{20d2}".as_bytes();
/// The bytes from which on a page is large.
const LARGE: usize = 1 << 20;
/// Stands for what comes before a text, or after it.
const OTHER: &[u8] = b"<b></b>";

/// Makes pages smaller, and remembers their elements.
#[derive(Debug, Default)]
pub struct Pages {
    /// One for each of those who work at a time.
    elements: Mutex<Vec<Elements>>,
    /// Held while a large page is minified as a whole.
    turn: Mutex<()>,
}

impl Pages {
    /// The same as [`page`], for less.
    pub fn minify(&self, html: &[u8]) -> Vec<u8> {
        self.by_parts(html).unwrap_or_else(|| {
            // The tree of a page may take a hundred times its bytes: that of one at a time has room.
            let _turn = (html.len() > LARGE).then(|| lock(&self.turn));
            page(html)
        })
    }

    /// `None` where it is not plain what becomes of a part.
    fn by_parts(&self, html: &[u8]) -> Option<Vec<u8>> {
        if memmem::find(html, OVERLAY).is_some() {
            return None;
        }
        let elements = lock(&self.elements).pop().unwrap_or_default();
        let out = Vec::with_capacity(html.len());
        let mut walk = Walk { out, open: vec![Open::ROOT], frames: 0, elements };
        let walked = walk.walk(html);
        lock(&self.elements).push(walk.elements);
        walked.map(|()| walk.out)
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A page on the way to a smaller one.
struct Walk<'a> {
    out: Vec<u8>,
    /// The root, and the elements that are not closed yet.
    open: Vec<Open<'a>>,
    /// Which of `html`, `head` and `body` were opened already, a bit each: a second one is not
    /// plain.
    frames: u8,
    elements: Elements,
}

impl<'a> Walk<'a> {
    /// All of a page; `None` where it is not plain what becomes of it.
    fn walk(&mut self, html: &'a [u8]) -> Option<()> {
        let mut parts = Parts::of(html);
        while !parts.is_at_end() {
            let page = parts.rest();
            match parts.next_part()? {
                Part::Text(text) => self.text(text, parts.is_at_end_of_element())?,
                Part::Start(tag) => parts = Parts::of(&page[self.start(tag, page)?..]),
                Part::End(name) => self.end(name, parts.rest())?,
                Part::Raw(tag, content) => self.raw(tag, content)?,
                Part::Doctype(tag) => self.doctype(tag)?,
                Part::Comment => {}
            }
        }
        (self.open.len() == 1).then_some(())
    }

    /// A doctype, before all else: a text before it could not tell that it is the last one.
    fn doctype(&mut self, tag: &[u8]) -> Option<()> {
        self.out.is_empty().then(|| framed(&[], tag, &[], &mut self.out))?
    }

    /// A start tag, with which `page` goes on; returns how many bytes of that are done: where its
    /// element is known, all of that.
    fn start(&mut self, tag: Tag<'a>, page: &'a [u8]) -> Option<usize> {
        let parent = self.begin(tag)?;
        let start = self.out.len();
        if let Some(length) = self.elements.write(parent, page, &mut self.out) {
            return Some(length);
        }
        let is_drawing = parent.is_drawing || tag.name == b"svg";
        // Elsewhere a browser passes over the slash of a tag that closes itself.
        let is_empty = tag.is_void() || is_drawing && tag.closes_itself;
        (is_empty || !tag.closes_itself).then_some(())?;
        if tag.written.len() == tag.name.len() + 2 {
            self.out.extend_from_slice(tag.written);
        } else {
            let (open, close) = parent.drawing();
            let end: [&[u8]; 3] = if is_empty { [b""; 3] } else { [b"</", tag.name, b">"] };
            let after = [end[0], end[1], end[2], close];
            let written = plain::write(tag, is_drawing, &mut self.out);
            written.or_else(|| framed(&[open], tag.written, &after, &mut self.out))?;
        }
        if !is_empty {
            let (name, frames) = (tag.name, self.frames);
            let is_preformatted = parent.is_preformatted || !is_drawing && name == b"pre";
            let is_begun = false;
            let open = Open { name, is_drawing, is_preformatted, is_begun, page, start, frames };
            self.open.push(open);
        }
        Some(tag.written.len())
    }

    fn raw(&mut self, tag: Tag<'a>, content: &[u8]) -> Option<()> {
        let (open, close) = self.begin(tag)?.drawing();
        let element = [tag.written, content, b"</", tag.name, b">"].concat();
        framed(&[open], &element, &[close], &mut self.out)
    }

    fn text(&mut self, text: &[u8], is_last: bool) -> Option<()> {
        let parent = self.open.last_mut()?;
        let is_first = !mem::replace(&mut parent.is_begun, true);
        let parent = *parent;
        if memchr::memchr(b'&', text).is_none() {
            parent.write(text, is_first, is_last, &mut self.out);
            return Some(());
        }
        let (open, close) = parent.drawing();
        let name = if parent.is_preformatted { b"pre" } else { parent.name };
        let [start, end, right]: [&[u8]; 3] =
            if name.is_empty() { [b""; 3] } else { [b"<", b"</", b">"] };
        let other = |is_none: bool| if is_none { b"" } else { OTHER };
        let before = [open, start, name, right, other(is_first)];
        let after = [other(is_last), end, name, right, close];
        framed(&before, text, &after, &mut self.out)
    }

    /// An element begins; returns the one that it stands in.
    fn begin(&mut self, tag: Tag<'_>) -> Option<Open<'a>> {
        let frame = match tag.name {
            b"html" => 1,
            b"head" => 2,
            b"body" => 4,
            _ => 0,
        };
        let parent = self.open.last_mut()?;
        let is_sure = self.frames & frame == 0 && !can_omit_as_before(parent.name, tag.name);
        self.frames |= frame;
        parent.is_begun = true;
        is_sure.then_some(*parent)
    }

    /// An end tag, behind which `page` goes on.
    fn end(&mut self, name: &[u8], page: &[u8]) -> Option<()> {
        let element = self.open.pop()?;
        let parent = *self.open.last().filter(|_| element.name == name)?;
        [b"</", name, b">"].iter().for_each(|part| self.out.extend_from_slice(part));
        if element.frames == self.frames {
            let source = &element.page[..element.page.len() - page.len()];
            self.elements.note(parent, source, &self.out[element.start..]);
        }
        Some(())
    }
}

/// Writes what minify-html makes of `part` between `before` and `after`, which stay as they are.
fn framed(before: &[&[u8]], part: &[u8], after: &[&[u8]], out: &mut Vec<u8>) -> Option<()> {
    let whole = page(&[&before.concat(), part, &after.concat()].concat());
    let smaller = before.iter().try_fold(&*whole, |rest, it| rest.strip_prefix(*it))?;
    let smaller = after.iter().rev().try_fold(smaller, |rest, it| rest.strip_suffix(*it))?;
    out.extend_from_slice(smaller);
    Some(())
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
    fn a_page_of_parts_is_the_page_as_a_whole() {
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

    #[test]
    fn white_space_goes_where_the_page_as_a_whole_loses_it() {
        let pages = Pages::default();
        let texts =
            [" ", "a", " a ", " a  b\n", " &amp; ", "&lt;b &#32; ", " &nbsp; &lt ", "<!-- c -->"];
        let inner = texts.iter().flat_map(|first| {
            let others =
                texts.iter().map(move |other| format!("{first}<i> {other} </i>{other}{first}"));
            others.chain([(*first).to_owned()])
        });
        let inner: Vec<_> = inner.collect();
        let names = ["p", "div", "span", "li", "pre", "code", "td", "x-y", "svg", "desc", "text"];
        for (inner, name) in inner.iter().flat_map(|inner| names.map(|name| (inner, name))) {
            check(&pages, inner);
            for html in [
                format!("<{name}>{inner}</{name}>"),
                format!("<{name} class=a>{inner}<br>{inner}</{name}> "),
                format!("<pre> <{name}> {inner} </{name}> </pre>"),
                format!("<svg> <{name} viewBox=\"0 0\"> {inner} </{name}> </svg>"),
            ] {
                check(&pages, &html);
            }
        }
    }

    #[test]
    fn pages_of_themes_are_minified_by_parts() {
        let pages = Pages::default();
        for html in [
            include_str!("../../tests/fuzz/corpus/page/site-head"),
            include_str!("../../tests/fuzz/corpus/page/site-masthead"),
            include_str!("../../tests/fuzz/corpus/page/site-facts"),
            include_str!("../../tests/fuzz/corpus/page/site-reference"),
            include_str!("../../tests/sites/small.expected/codes/404/index.html"),
            "<svg><title class=a> b <i> c </i></title><script> d </script></svg>",
        ] {
            assert!(pages.by_parts(html.as_bytes()).is_some(), "{html}");
            check(&pages, html);
        }
    }

    #[test]
    fn where_it_is_not_sure_a_page_is_minified_as_a_whole() {
        let pages = Pages::default();
        for html in [
            "<p>a<div class=b> c </div></p>",
            "<ul><li class=a> b <li class=a> c </ul>",
            "<body class=a> <body class=b> c </body></body>",
            "<html lang=a></html><html lang=b></html>",
            "<div class='a'/> b </div>",
            "<p title=a> \u{226a}\u{20d2} </p>",
            "<title class=a> b </TITLE> c </title>",
            "<p class=a> b",
            "</p><p class=a> b </p></div>",
            "<P CLASS=a> b </P>",
            "<noscript> <p class=a> b </p> </noscript>",
            "a <!doctype html>",
            "<p class=a> b <!doctype html></p>",
        ] {
            assert_eq!(pages.by_parts(html.as_bytes()), None, "{html}");
            check(&pages, html);
        }
    }
}
