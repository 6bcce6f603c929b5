//! The rendered site as a browser sees it: ids, links and their fragments, structured data. What
//! content can get wrong has been found before, at its place in the source; what is found here
//! comes from the theme.

mod page;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use ahash::AHashMap;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

pub use page::Page;

use crate::memory::Memory;
use crate::model::{BaseUrl, OutputPath};
use crate::problem::{Place, Problem, Problems, Rule, while_rendering};
use crate::render::{Output, Site};
use crate::threads::free;

/// What was read in pages before.
pub type Looks = Memory<Arc<Page>>;

/// Where the source holds a text that stands on a page of a template: the template, and in it the
/// text itself, as far as anybody can tell.
pub type Find<'a> = &'a (dyn Fn(&str, &str) -> Place + Sync);

/// What is known of a site beside its pages.
pub struct Guide<'a> {
    /// Where it lies.
    pub base_url: &'a BaseUrl,
    /// What was read in its pages before.
    pub looks: &'a Looks,
    /// Leads from a page back to its source.
    pub find: Find<'a>,
}

/// Looks at every page.
pub fn inspect(site: &Site, guide: &Guide<'_>, problems: &Problems) {
    let Guide { base_url, looks, find } = *guide;
    looks.begin();
    let html = |path| match site.outputs.get(path)? {
        Output::Bytes(html) => Some((path, html)),
        Output::Copy(_) => None,
    };
    let mut rendered: Vec<_> = site.pages.keys().filter_map(html).collect();
    // Who meets a large one meets it first: nobody waits for it in the end.
    rendered.sort_by_key(|(_, html)| Reverse(html.len()));
    let pages = rendered.into_par_iter().map(|(path, html)| (path, read(html, looks)));
    let pages: Pages<'_> = pages.collect();
    let links = Links { site, pages: &pages, base_url };
    let found = pages.par_iter().map_init(Known::default, |known, (path, page)| {
        (*path, links.mistakes_of(path, page, known))
    });
    let mut mistakes = Mistakes::default();
    for (path, found) in found.collect::<Vec<_>>() {
        mistakes.add(path, found);
    }
    mistakes.report(site, find, problems);
    free(pages.into_values().collect::<Vec<_>>());
}

/// A mistake of a page.
struct Mistake<'a> {
    rule: Rule,
    message: String,
    /// What is written on the page.
    written: &'a str,
}

/// Mistakes of pages, each once, with what is written, the first page and how many share it.
#[derive(Default)]
struct Mistakes<'a>(BTreeMap<(Rule, String), (&'a str, &'a OutputPath, usize)>);

impl<'a> Mistakes<'a> {
    /// Adds what was found on a page; an address can stand there more than once.
    fn add(&mut self, path: &'a OutputPath, found: Vec<Mistake<'a>>) {
        let found = found.into_iter().map(|it| ((it.rule, it.message), it.written));
        for (mistake, written) in found.collect::<BTreeMap<_, _>>() {
            self.0.entry(mistake).or_insert((written, path, 0)).2 += 1;
        }
    }

    fn report(self, site: &Site, find: Find<'_>, problems: &Problems) {
        for ((rule, message), (written, path, count)) in self.0 {
            let message = while_rendering(&message, path.route().as_str(), count);
            let place = find(written, site.pages.get(path).copied().unwrap_or_default());
            let help = match rule {
                _ if place.span.is_none() => "look for it in this template and in what it calls",
                Rule::DuplicateId => "give one of them another",
                _ => "check it against the pages of the site",
            };
            problems.push(Problem::at(place, rule, message).help(help));
        }
    }
}

type Pages<'a> = BTreeMap<&'a OutputPath, Arc<Page>>;

fn read(html: &[u8], looks: &Looks) -> Arc<Page> {
    let read = || Ok::<_, Infallible>(Arc::new(Page::read(html)));
    let Ok(page) = looks.recall(|| xxh3_128(html), read);
    page
}

/// What there is to lead to.
struct Links<'a> {
    site: &'a Site,
    pages: &'a Pages<'a>,
    base_url: &'a BaseUrl,
}

/// Why an address leads nowhere, if it does, by address: most stand on many pages.
type Known<'a> = AHashMap<&'a str, Option<String>>;

impl<'a> Links<'a> {
    fn mistakes_of(
        &self,
        path: &OutputPath,
        page: &'a Page,
        known: &mut Known<'a>,
    ) -> Vec<Mistake<'a>> {
        let twice = page.twice.iter().map(|id| {
            let message = format!("the id `{id}` stands twice on a page");
            Mistake { rule: Rule::DuplicateId, message, written: id }
        });
        let dead_ends = page.addresses().filter_map(|address| {
            let dead_end = if address.starts_with('/') {
                known.entry(address).or_insert_with(|| self.dead_end(address, path)).clone()
            } else {
                self.dead_end(address, path)
            };
            Some(Mistake { rule: Rule::BrokenLink, message: dead_end?, written: address })
        });
        let unreadable = page.unreadable.iter().map(|(script, why)| {
            let message = format!("the structured data is not JSON: {why}");
            Mistake { rule: Rule::StructuredData, message, written: script }
        });
        twice.chain(dead_ends).chain(unreadable).collect()
    }

    /// Why an address on the page at `path` leads nowhere.
    fn dead_end(&self, address: &str, path: &OutputPath) -> Option<String> {
        let (target, fragment) = address.split_once('#').unwrap_or((address, ""));
        let target = target.split('?').next().unwrap_or(target);
        let target = self.base_url.inner(target).unwrap_or(target);
        let output = if target.is_empty() {
            path.clone()
        } else if target.starts_with('/') {
            let root = self.base_url.path();
            let Some(inner) = target.strip_prefix(root) else {
                return Some(format!("`{address}` leads out of {root}"));
            };
            OutputPath::served_at(&format!("/{inner}"))
        } else if target.contains(':') {
            return None;
        } else {
            return Some(format!("`{address}` is relative; write it from the root"));
        };
        if !self.site.outputs.contains_key(&output) {
            return Some(format!("`{address}` leads nowhere"));
        }
        let page = self.pages.get(&output)?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let known = fragment.is_empty() || page.ids.contains(&*fragment);
        (!known).then(|| format!("`{address}` leads to a part that is not there"))
    }
}
