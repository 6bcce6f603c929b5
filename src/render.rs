//! From a [`KnowledgeBase`] and a [`Theme`] to a [`Site`]: every output in memory, nothing written.
//! The same input gives the same bytes; the only thing that can go wrong is a template.

mod code_page;
mod codes_json;
mod home_page;
mod host_files;
mod pages;
mod parts;
mod structured;
pub mod views;
mod wording;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::model::{KnowledgeBase, OutputPath};
use crate::problem::Problems;
use crate::theme::Theme;

/// The finished site: every output by its path.
#[derive(Debug, Default)]
pub struct Site {
    /// What is written at each path.
    pub outputs: BTreeMap<OutputPath, Output>,
    /// How many of the outputs are pages.
    pub pages: usize,
    /// How many codes have a page.
    pub codes: usize,
}

/// What is written at an output path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file, copied as they are.
    Copy(PathBuf),
}

/// What is done with each page's HTML once it is rendered.
pub type Finish = fn(&[u8]) -> Vec<u8>;

/// Renders everything. The site may be used only while `problems` is empty.
pub fn render(base: &KnowledgeBase, mut theme: Theme, finish: Finish, problems: &Problems) -> Site {
    let mut outputs = BTreeMap::new();
    let pages = pages::render(base, &mut theme, finish, problems);
    let (page_count, codes) = (pages.len(), base.entries.len());
    let files = [
        ("codes.json", codes_json::index(base)),
        ("codes.schema.json", codes_json::SCHEMA.as_bytes().to_vec()),
        ("sitemap.xml", host_files::sitemap(base)),
        ("robots.txt", host_files::robots(base)),
        ("opensearch.xml", host_files::opensearch(base)),
        ("_headers", host_files::headers()),
        ("_redirects", host_files::redirects(base)),
    ];
    let files = files.into_iter().map(|(path, bytes)| (OutputPath::new(path), bytes));
    let assets = theme.assets.into_iter().map(|asset| (asset.output, asset.bytes));
    for (path, bytes) in pages.into_iter().chain(files).chain(assets) {
        outputs.insert(path, Output::Bytes(bytes));
    }
    for file in &base.static_files {
        outputs.insert(file.output.clone(), Output::Copy(file.source.clone()));
    }
    Site { outputs, pages: page_count, codes }
}
