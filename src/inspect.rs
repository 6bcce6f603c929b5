//! The rendered site as a browser sees it: ids, links and their fragments, structured data. What
//! content can get wrong has been found before, at its place in the source; what is found here
//! comes from the theme.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{StartTag, Token, Tokenizer};
use rayon::prelude::*;

use crate::model::{BaseUrl, OutputPath};
use crate::problem::{Place, Problem, Problems, Rule};
use crate::render::{Output, Site};

/// The attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "src", "action", "data-index"];

/// What a page holds.
#[derive(Debug, Default)]
struct Page {
    ids: BTreeSet<String>,
    twice: BTreeSet<String>,
    addresses: BTreeSet<String>,
    scripts_of_data: Vec<String>,
}

/// Looks at every page; `base` is where the site lies.
pub fn inspect(site: &Site, base: &BaseUrl, problems: &Problems) {
    let pages: BTreeMap<&OutputPath, Page> = site
        .outputs
        .par_iter()
        .filter_map(|(path, output)| Some((path, read(path, output)?)))
        .collect();
    let mut mistakes = Mistakes::default();
    for (path, page) in &pages {
        for id in &page.twice {
            mistakes.add(path, Rule::DuplicateId, format!("the id `{id}` stands twice on a page"));
        }
        for address in &page.addresses {
            if let Some(message) = dead_end(address, path, site, &pages, base) {
                mistakes.add(path, Rule::BrokenLink, message);
            }
        }
        for script in &page.scripts_of_data {
            if let Err(error) = serde_json::from_str::<serde_json::Value>(script) {
                let message = format!("the structured data is not JSON: {error}");
                mistakes.add(path, Rule::StructuredData, message);
            }
        }
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

fn read(path: &OutputPath, output: &Output) -> Option<Page> {
    let Output::Bytes(html) = output else { return None };
    if !path.as_str().ends_with(".html") {
        return None;
    }
    let mut page = Page::default();
    let mut in_script_of_data = false;
    for Ok(token) in Tokenizer::new(html.as_slice()) {
        match token {
            Token::StartTag(tag) => {
                in_script_of_data =
                    attribute(&tag, "type").is_some_and(|kind| kind == "application/ld+json");
                page.read_tag(&tag);
            }
            Token::String(text) if in_script_of_data => {
                page.scripts_of_data.push(String::from_utf8_lossy(&text).into_owned());
            }
            Token::EndTag(_) => in_script_of_data = false,
            _ => {}
        }
    }
    Some(page)
}

impl Page {
    fn read_tag(&mut self, tag: &StartTag<()>) {
        if let Some(id) = attribute(tag, "id")
            && !self.ids.insert(id.clone())
        {
            self.twice.insert(id);
        }
        self.addresses.extend(ADDRESSES.iter().filter_map(|name| attribute(tag, name)));
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// Why an address of a page leads nowhere.
fn dead_end(
    address: &str,
    path: &OutputPath,
    site: &Site,
    pages: &BTreeMap<&OutputPath, Page>,
    base: &BaseUrl,
) -> Option<String> {
    let (target, fragment) = address.split_once('#').unwrap_or((address, ""));
    let target = target.split('?').next().unwrap_or(target);
    let target = target.strip_prefix(base.origin()).unwrap_or(target);
    let output = if target.is_empty() {
        path.clone()
    } else if target.starts_with('/') {
        let Some(inner) = target.strip_prefix(base.path()) else {
            return Some(format!("`{address}` leads out of {}", base.path()));
        };
        let index = if inner.is_empty() || inner.ends_with('/') { "index.html" } else { "" };
        OutputPath::new(format!("{inner}{index}"))
    } else if target.contains(':') {
        return None;
    } else {
        return Some(format!("`{address}` is relative; write it from the root"));
    };
    if !site.outputs.contains_key(&output) {
        return Some(format!("`{address}` leads nowhere"));
    }
    let page = pages.get(&output)?;
    let known = fragment.is_empty() || page.ids.contains(fragment);
    (!known).then(|| format!("`{address}` leads to a part that is not there"))
}
