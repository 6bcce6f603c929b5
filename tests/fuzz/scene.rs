//! What holds whatever a writer writes and whatever a client sends. Shared by the fuzz targets and
//! by the test that replays their corpus; a property that does not hold panics.
//!
//! A file: every mistake has a message, a help and a place within a file of the project, in each
//! form without a raw control character; what `check` accepts is rendered and inspected without
//! another mistake, and the pages hold no element, script or address that Markdown could not bring.
//! A request: the answer is HTTP, stays within the site, and leads nowhere else.
//! A page: what is told of it by its letters is what a parser finds in it, and made smaller part by
//! part it has the bytes that it has as a whole.

mod answers;
mod messages;
mod pages;

use std::path::Path;
use std::sync::Arc;

use causebook::check;
use causebook::inspect::{Guide, Looks, Page, inspect};
use causebook::load::{RawFile, Sources};
use causebook::minify::{self, Pages};
use causebook::problem::{Place, Problems};
use causebook::render::{Site, render};
use causebook::serve::door::Door;
use causebook::theme::Theme;
use tokio::runtime::{Builder, Runtime};

use answers::{Outputs, exchange};
use pages::Shape;

/// The page that the input takes the place of.
const PAGE: &str = "content/codes/404.md";
/// What makes a page one for a tokenizer, and holds nothing that is looked for.
const UNCLEAR: &[u8] = b"<xmp></xmp>";
/// The most tags of a page: those that stand in each other are bounded before a page is minified.
const MAX_TAGS: usize = 500;

/// A small knowledge base, with one page that is written anew for each input.
pub struct Scene {
    sources: Sources,
    /// The front matter of the page, with its fences.
    front_matter: Vec<u8>,
    shape: Shape,
    door: Door,
    outputs: Outputs,
    runtime: Runtime,
    pages: Pages,
}

impl Scene {
    /// The site of `tests/sites/small` in the repository at `root`.
    pub fn of(root: &Path) -> Self {
        let problems = Problems::default();
        let root = root.join("tests/sites/small");
        let sources = Sources::load(&root, None, &problems).unwrap();
        let site = finished(&sources).unwrap();
        let page = page(&sources);
        let end = page.windows(5).position(|five| five == b"\n+++\n").unwrap() + 5;
        let mut scene = Self {
            front_matter: page[..end].to_vec(),
            shape: Shape::of(&site),
            outputs: Outputs::of(&site),
            door: Door::of(site, &root),
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            sources,
            pages: Pages::default(),
        };
        assert_eq!(scene.request(b"/codes/404/"), Some(200), "the scene answers");
        scene
    }

    /// Holds the properties of a file with these bytes.
    pub fn file(&mut self, bytes: &[u8]) {
        let page = self.sources.codes.iter_mut().find(|raw| raw.path == PAGE).unwrap();
        page.bytes = bytes.to_vec().into();
        if let Some(site) = finished(&self.sources) {
            self.shape.hold(&site);
        }
    }

    /// Holds the properties of a file with this text below its front matter.
    pub fn body(&mut self, bytes: &[u8]) {
        let file = [&self.front_matter, bytes].concat();
        self.file(&file);
    }

    /// Holds the properties of a page with these bytes.
    pub fn page(&mut self, bytes: &[u8]) {
        if bytes.iter().filter(|byte| **byte == b'<').count() > MAX_TAGS {
            return;
        }
        let (smaller, whole) = (self.pages.minify(bytes), minify::page(bytes));
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&smaller), text(&whole));
        assert!(smaller == whole, "other bytes of the same letters");
        assert_eq!(Page::read(bytes), Page::read(&[UNCLEAR, bytes].concat()));
    }

    /// Holds the properties of an answer; the first line of `bytes` is the path that is asked for,
    /// the others stand below the request's own headers. The status, where there is an answer.
    pub fn request(&mut self, bytes: &[u8]) -> Option<u16> {
        let Self { runtime, door, outputs, .. } = self;
        outputs.hold(bytes, |sent| runtime.block_on(exchange(door.clone(), sent)))
    }
}

fn page(sources: &Sources) -> &[u8] {
    let page: &RawFile = sources.codes.iter().find(|raw| raw.path == PAGE).unwrap();
    &page.bytes
}

/// The site; `None` where the content has mistakes, whose messages hold their properties.
fn finished(sources: &Sources) -> Option<Site> {
    let problems = Problems::default();
    let site = check::site(sources, None, &problems);
    let knowledge = check::check(sources, site, &problems);
    if !problems.is_empty() {
        messages::hold(&problems.into_sorted(), sources);
        return None;
    }
    let knowledge = Arc::new(knowledge.expect("content without a mistake is a knowledge base"));
    let base_url = &knowledge.settings.base_url;
    let files = sources.theme.as_ref().unwrap();
    let theme = Theme::compile(files, base_url.path(), "en-GB", &problems).unwrap();
    let site = render(&knowledge, &mut Arc::new(theme), Arc::new(minify::page), &problems);
    let guide = Guide { base_url, looks: &Looks::nothing(), find: &|_, _| Place::path("") };
    inspect(&site, &guide, &problems);
    let problems = problems.into_sorted();
    assert!(problems.is_empty(), "what is checked is right: {problems:#?}");
    Some(site)
}
