//! From [`Sources`] to a [`KnowledgeBase`]: every rule of the content, each mistake with its place
//! and a way out, all of them in one run. Only what this stage returns is rendered. It never
//! touches the disk.

mod codes;
mod document;
mod draft;
mod fields;
mod home;
mod links;
mod nearest;
mod prose;
mod settings;
mod statics;
mod text;

use crate::load::Sources;
use crate::model::{BaseUrl, KnowledgeBase};
use crate::problem::Problems;

pub use document::{decode, parse_toml};
pub use fields::{Fields, Source, listed};
pub use nearest::nearest;
pub use settings::vocabulary;

/// Checks everything that the content says. `base_url` takes the place of the one in `site.toml`.
/// Returns the knowledge base if its parts could be read; it may be used only while `problems` is
/// empty.
pub fn check(
    sources: &Sources,
    base_url: Option<&BaseUrl>,
    problems: &Problems,
) -> Option<KnowledgeBase> {
    let site = settings::check(sources, base_url, problems);
    let drafts = codes::check(&sources.codes, &site, problems);
    let static_files = statics::check(&sources.static_files, problems);
    let resolver = links::Resolver::new(&site, &drafts, &static_files, problems);
    resolver.check_redirects();
    let home = home::check(sources.home.as_ref(), &resolver);
    let entries = drafts.into_iter().filter_map(|draft| draft.finish(&resolver)).collect();
    Some(KnowledgeBase {
        settings: site.settings?,
        vocabulary: site.vocabulary,
        home: home?,
        entries,
        static_files,
    })
}
