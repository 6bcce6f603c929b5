//! From a [`KnowledgeBase`] and a [`Theme`] to a [`Site`]: every output in memory, nothing written.
//! The same input gives the same bytes; the only thing that can go wrong is a template.

mod causes_json;
mod cheat_sheet;
mod class_index;
mod code_page;
mod codes_csv;
mod codes_json;
mod home_page;
mod host_files;
mod lexicon_pages;
mod llms;
mod pages;
mod parts;
mod retry_policy_json;
mod shown_names;
mod structured;
mod twin;
pub mod views;
mod wording;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use rayon::prelude::*;

use crate::model::{Entry, KnowledgeBase, OutputPath, Route};
use crate::problem::Problems;
use crate::theme::{Theme, Words};
use crate::threads::on_all_processors;

/// The finished site: every output by its path.
#[derive(Debug, Default)]
pub struct Site {
    /// What is written at each path.
    pub outputs: BTreeMap<OutputPath, Output>,
    /// Which of the outputs are pages, and the template of each, such as `code.html`.
    pub pages: BTreeMap<OutputPath, &'static str>,
    /// How many codes have a page.
    pub codes: usize,
}

/// What is written at an output path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// These bytes.
    Bytes(Bytes),
    /// The bytes of this file, copied as they are.
    Copy(PathBuf),
}

/// What is done with each page's HTML once it is rendered.
pub type Finish = Arc<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// Renders everything. The site may be used only while `problems` is empty. What `theme` remembers
/// of pages was finished in the same way.
pub fn render(
    base: &Arc<KnowledgeBase>,
    theme: &mut Arc<Theme>,
    finish: Finish,
    problems: &Problems,
) -> Site {
    let rendered = pages::render(base, theme, finish, problems);
    // Beside pages that are still made, the exports would only take room.
    let words = &theme.words;
    let (exports, twins) =
        on_all_processors(|| rayon::join(|| exports(base, words), || twins(base, words)));
    let not_found = Route::not_found().output();
    let pages: BTreeMap<_, _> =
        rendered.iter().map(|(path, template, _)| (path.clone(), *template)).collect();
    let listed = rendered.iter().map(|(path, ..)| path).filter(|path| **path != not_found);
    let routes: Vec<_> = listed.map(OutputPath::route).collect();
    let sitemap = (OutputPath::new("sitemap.xml"), fitted(host_files::sitemap(base, &routes)));
    let assets = theme.assets.iter();
    let assets = assets.map(|asset| (asset.output.clone(), asset.bytes.clone()));
    let mut outputs = BTreeMap::new();
    let texts = exports.into_iter().chain(twins).chain([sitemap]).chain(assets);
    let rendered = rendered.into_iter().map(|(path, _, html)| (path, html));
    for (path, bytes) in rendered.chain(texts) {
        outputs.insert(path, Output::Bytes(bytes));
    }
    for file in &base.static_files {
        outputs.insert(file.output.clone(), Output::Copy(file.source.clone()));
    }
    Site { outputs, pages, codes: base.entries.len() }
}

/// What is made of the knowledge base alone: no page has a part in it.
fn exports(base: &KnowledgeBase, words: &Words) -> Vec<(OutputPath, Bytes)> {
    let files = [
        ("codes.json", codes_json::index(base)),
        ("codes.schema.json", codes_json::SCHEMA.as_bytes().to_vec()),
        ("codes.csv", codes_csv::table(base)),
        ("retry-policy.json", retry_policy_json::policies(base)),
        ("retry-policy.schema.json", retry_policy_json::SCHEMA.as_bytes().to_vec()),
        ("llms.txt", llms::text(base, words)),
        ("robots.txt", host_files::robots(base)),
        ("opensearch.xml", host_files::opensearch(base)),
        ("_headers", host_files::headers(base)),
        ("_redirects", host_files::redirects(base)),
    ];
    let lexicon = (!base.lexicon.is_empty()).then(|| {
        let schema = causes_json::SCHEMA.as_bytes().to_vec();
        [("causes.json", causes_json::record(base)), ("causes.schema.json", schema)]
    });
    let files = files.into_iter().chain(lexicon.into_iter().flatten());
    files.map(|(path, bytes)| (OutputPath::new(path), fitted(bytes))).collect()
}

/// The Markdown twins of the entries' pages.
fn twins(base: &KnowledgeBase, words: &Words) -> Vec<(OutputPath, Bytes)> {
    let twin = |entry: &Entry| {
        (Route::twin(entry.code).output(), fitted(twin::markdown(base, entry, words)))
    };
    base.entries.par_iter().map(twin).collect()
}

/// An output without the room that it grew in: all of them stay until they are written.
fn fitted(bytes: Vec<u8>) -> Bytes {
    bytes.into_boxed_slice().into()
}
