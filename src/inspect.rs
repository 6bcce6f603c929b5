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
    for (path, page) in &pages {
        let report = |rule, message: String| {
            problems.push(Problem::at(Place::path(format!("public/{path}")), rule, message));
        };
        for id in &page.twice {
            report(Rule::DuplicateId, format!("the id `{id}` stands twice on this page"));
        }
        for address in &page.addresses {
            if let Some(message) = dead_end(address, path, site, &pages, base) {
                report(Rule::BrokenLink, message);
            }
        }
        for script in &page.scripts_of_data {
            if let Err(error) = serde_json::from_str::<serde_json::Value>(script) {
                report(Rule::StructuredData, format!("the structured data is not JSON: {error}"));
            }
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
