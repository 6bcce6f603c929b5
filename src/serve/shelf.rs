//! A finished site, ready to be handed out: what lies at each path, and a fingerprint of all of it
//! but its style sheets, by which a page knows whether it must be loaded anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use memchr::memmem::Finder;
use xxhash_rust::xxh3::Xxh3;

use super::host_rules::HostRules;
use crate::model::{FOR_THE_HOST, OutputPath};
use crate::render::{Output, Site};

/// `.` and the 16 hexadecimal digits of a content hash, in front of the extension of an asset.
const HASH_LENGTH: usize = 17;

/// A site to hand out.
#[derive(Debug)]
pub struct Shelf {
    outputs: BTreeMap<OutputPath, Output>,
    /// The project's folder, which holds every [`Output::Copy`].
    pub root: PathBuf,
    /// Of every output, the names and the content of style sheets apart.
    pub fingerprint: u64,
    /// The paths of the style sheets, from the root.
    pub styles: Vec<String>,
    /// What `_headers` and `_redirects` say.
    pub rules: HostRules,
}

/// What a path leads to.
#[derive(Debug)]
pub enum Found<'a> {
    /// An output, by its path, such as `codes/404/index.html`.
    Output(&'a str, &'a Output),
    /// A folder whose path lacks its last slash.
    Folder,
}

impl Shelf {
    /// Takes the outputs of the site of the project at `root`.
    pub fn of(site: Site, root: &Path) -> Self {
        let fingerprint = fingerprint(&site);
        let text = |name: &str| match site.outputs.get(&OutputPath::new(name)) {
            Some(Output::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        let rules = HostRules::read(&text("_headers"), &text("_redirects"));
        let paths = site.outputs.keys().map(OutputPath::as_str);
        let styles = paths.filter(|path| is_style(path)).map(|path| format!("/{path}")).collect();
        Self { outputs: site.outputs, root: root.to_owned(), fingerprint, styles, rules }
    }

    /// What a decoded path leads to, such as `codes/404/`. What is meant for the host alone leads
    /// nowhere.
    pub fn find(&self, path: &str) -> Option<Found<'_>> {
        let is_folder = path.is_empty() || path.ends_with('/');
        let name = if is_folder { format!("{path}index.html") } else { path.to_owned() };
        let output = |name| self.outputs.get_key_value(&OutputPath::new(name));
        match output(name) {
            Some((name, output)) if !is_for_the_host(name.as_str()) => {
                Some(Found::Output(name.as_str(), output))
            }
            _ if is_folder => None,
            _ => output(format!("{path}/index.html")).map(|_| Found::Folder),
        }
    }
}

fn is_for_the_host(path: &str) -> bool {
    FOR_THE_HOST.contains(&path)
}

fn is_style(path: &str) -> bool {
    path.starts_with("assets/") && path.ends_with(".css")
}

fn fingerprint(site: &Site) -> u64 {
    let mut hasher = Xxh3::new();
    let extension = Finder::new(".css");
    for (path, output) in &site.outputs {
        let path = path.as_str();
        match output {
            _ if is_style(path) => continue,
            Output::Bytes(bytes) if path.ends_with(".html") => {
                add_without_styles(&mut hasher, bytes, &extension);
            }
            Output::Bytes(bytes) => hasher.update(bytes),
            Output::Copy(source) => hasher.update(super::files::tag(source).as_bytes()),
        }
        hasher.update(path.as_bytes());
        hasher.update(&[0]);
    }
    hasher.digest()
}

/// Adds a page without the hashes in the names of its style sheets, so that a change of style alone
/// leaves the sum as it is.
fn add_without_styles(hasher: &mut Xxh3, page: &[u8], extension: &Finder<'_>) {
    let mut start = 0;
    for end in extension.find_iter(page) {
        let hash = end.saturating_sub(HASH_LENGTH).max(start);
        if is_hash(&page[hash..end]) {
            hasher.update(&page[start..hash]);
            start = end;
        }
    }
    hasher.update(&page[start..]);
}

fn is_hash(part: &[u8]) -> bool {
    part.len() == HASH_LENGTH
        && part[0] == b'.'
        && part[1..].iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(outputs: &[(&str, &str)]) -> Site {
        let bytes = |text: &str| Output::Bytes(text.to_owned().into());
        let outputs = outputs.iter().map(|(path, text)| (OutputPath::new(*path), bytes(text)));
        Site { outputs: outputs.collect(), ..Site::default() }
    }

    #[test]
    fn paths_lead_to_outputs_and_folders() {
        let site = site(&[("index.html", ""), ("codes/404/index.html", ""), ("_headers", "")]);
        let shelf = Shelf::of(site, Path::new("/nowhere"));
        let name = |path: &str| match shelf.find(path) {
            Some(Found::Output(name, _)) => name.to_owned(),
            Some(Found::Folder) => "folder".to_owned(),
            None => "nothing".to_owned(),
        };
        for (path, expected) in [
            ("", "index.html"),
            ("codes/404/", "codes/404/index.html"),
            ("codes/404", "folder"),
            ("codes/404/index.html", "codes/404/index.html"),
            ("codes/", "nothing"),
            ("codes", "nothing"),
            ("/codes/404/", "nothing"),
            ("_headers", "nothing"),
            ("nowhere", "nothing"),
        ] {
            assert_eq!(name(path), expected, "{path:?}");
        }
    }

    #[test]
    fn a_change_of_style_alone_leaves_the_fingerprint() {
        let with = |hash: &str, words: &str| {
            let css = format!("assets/site.{hash}.css");
            let page = format!("<link rel=stylesheet href=/{css}><p>{words}</p>");
            fingerprint(&site(&[("index.html", &page), (&css, hash)]))
        };
        let (one, two) = ("0123456789abcdef", "fedcba9876543210");
        assert_eq!(with(one, "a"), with(two, "a"));
        assert_ne!(with(one, "a"), with(one, "b"));
        assert_ne!(with(one, "a.css"), with(one, "b.css"));
    }
}
