//! The rendered site as a browser sees it: ids, links and their fragments, structured data. What
//! content can get wrong has been found before, at its place in the source; what is found here
//! comes from the theme.

mod page;

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_128;

pub use page::Page;

use crate::memory::Memory;
use crate::model::{BaseUrl, OutputPath};
use crate::problem::{Place, Problem, Problems, Rule};
use crate::render::{Output, Site};

/// What was read in pages before.
pub type Looks = Memory<Arc<Page>>;

/// Looks at every page; `base` is where the site lies.
pub fn inspect(site: &Site, base: &BaseUrl, looks: &Looks, problems: &Problems) {
    looks.begin();
    let pages = site.outputs.par_iter();
    let pages = pages.filter_map(|(path, output)| Some((path, read(path, output, looks)?)));
    let pages: Pages<'_> = pages.collect();
    let links = Links { site, pages: &pages, base };
    let found = pages.par_iter().map_init(HashMap::new, |known, (path, page)| {
        (*path, links.mistakes_of(path, page, known))
    });
    let mut mistakes = Mistakes::default();
    for (path, found) in found.collect::<Vec<_>>() {
        found.into_iter().for_each(|(rule, message)| mistakes.add(path, rule, message));
    }
    mistakes.report(problems);
}

/// Mistakes of pages, each once, with the first page and how many share it.
#[derive(Default)]
struct Mistakes(BTreeMap<(Rule, String), (OutputPath, usize)>);

impl Mistakes {
    fn add(&mut self, path: &OutputPath, rule: Rule, message: String) {
        let first = || (path.clone(), 0);
        self.0.entry((rule, message)).or_insert_with(first).1 += 1;
    }

    fn report(self, problems: &Problems) {
        for ((rule, message), (path, count)) in self.0 {
            let more = match count {
                1 => String::new(),
                2 => ", and on 1 more page".to_owned(),
                count => format!(", and on {} more pages", count - 1),
            };
            let place = Place::path(format!("public/{path}"));
            let problem = Problem::at(place, rule, format!("{message}{more}"));
            problems.push(problem.help("look for it in the theme's templates"));
        }
    }
}

type Pages<'a> = BTreeMap<&'a OutputPath, Arc<Page>>;

fn read(path: &OutputPath, output: &Output, looks: &Looks) -> Option<Arc<Page>> {
    let Output::Bytes(html) = output else { return None };
    if !path.as_str().ends_with(".html") {
        return None;
    }
    let read = || Ok::<_, Infallible>(Arc::new(Page::read(html)));
    looks.recall(|| xxh3_128(html), read).ok()
}

/// What there is to lead to.
struct Links<'a> {
    site: &'a Site,
    pages: &'a Pages<'a>,
    base: &'a BaseUrl,
}

/// Why an address leads nowhere, if it does, by address: most stand on many pages.
type Known<'a> = HashMap<&'a str, Option<String>>;

impl<'a> Links<'a> {
    fn mistakes_of(
        &self,
        path: &OutputPath,
        page: &'a Page,
        known: &mut Known<'a>,
    ) -> Vec<(Rule, String)> {
        let twice = page.twice.iter();
        let twice =
            twice.map(|id| (Rule::DuplicateId, format!("the id `{id}` stands twice on a page")));
        let dead_ends = page.addresses.iter().filter_map(|address| {
            let dead_end = if address.starts_with('/') {
                known.entry(address).or_insert_with(|| self.dead_end(address, path)).clone()
            } else {
                self.dead_end(address, path)
            };
            Some((Rule::BrokenLink, dead_end?))
        });
        let unreadable = page.structured.iter().filter_map(|script| {
            serde_json::from_str::<IgnoredAny>(script).err()?;
            // Which mistake it is shows only to who looks for values.
            let error = serde_json::from_str::<Value>(script).err()?;
            let message = format!("the structured data is not JSON: {error}");
            Some((Rule::StructuredData, message))
        });
        twice.chain(dead_ends).chain(unreadable).collect()
    }

    /// Why an address on the page at `path` leads nowhere.
    fn dead_end(&self, address: &str, path: &OutputPath) -> Option<String> {
        let (target, fragment) = address.split_once('#').unwrap_or((address, ""));
        let target = target.split('?').next().unwrap_or(target);
        let target = target.strip_prefix(self.base.origin()).unwrap_or(target);
        let output = if target.is_empty() {
            path.clone()
        } else if target.starts_with('/') {
            let root = self.base.path();
            let Some(inner) = target.strip_prefix(root) else {
                return Some(format!("`{address}` leads out of {root}"));
            };
            let index = if inner.is_empty() || inner.ends_with('/') { "index.html" } else { "" };
            OutputPath::new(format!("{inner}{index}"))
        } else if target.contains(':') {
            return None;
        } else {
            return Some(format!("`{address}` is relative; write it from the root"));
        };
        if !self.site.outputs.contains_key(&output) {
            return Some(format!("`{address}` leads nowhere"));
        }
        let page = self.pages.get(&output)?;
        let known = fragment.is_empty() || page.ids.contains(fragment);
        (!known).then(|| format!("`{address}` leads to a part that is not there"))
    }
}
