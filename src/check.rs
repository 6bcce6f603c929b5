//! From [`Sources`] to a [`KnowledgeBase`]: every rule of the content, each mistake with its place
//! and a way out, all of them in one run. Only what this stage returns is rendered. It never
//! touches the disk.

mod choice;
mod codes;
mod dialling;
mod draft;
mod exchanges;
mod home;
mod ids;
mod lexicon;
mod links;
mod numbers;
mod prose;
mod settings;
mod statics;
mod strays;

use rayon::prelude::*;

use crate::load::Sources;
use crate::model::KnowledgeBase;
use crate::problem::Problems;

pub use settings::{SiteToml, check as site, vocabulary};

/// Checks everything that the content says; `site` is what [`site`] read in `site.toml`. Returns the
/// knowledge base only where nothing is wrong so far.
pub fn check(sources: &Sources, site: SiteToml, problems: &Problems) -> Option<KnowledgeBase> {
    strays::check(&sources.names, problems);
    let codes = codes::check(&sources.codes, &site, problems);
    let lexicon = lexicon::read(&sources.lexicon, problems);
    let static_files = statics::check(&sources.static_files, lexicon.outputs(), problems);
    let resolver = links::Resolver::new(&site, &codes, &static_files, problems);
    let resolver = resolver.with_lexicon(&lexicon).with_theme(sources.theme.as_ref());
    let redirects = resolver.redirects();
    resolver.check_named();
    let home = home::check(&sources.home, &resolver);
    // Nothing is made of these; finishing them only reports their dead links.
    codes.others.into_iter().for_each(|draft| drop(draft.finish(&resolver)));
    let drafts = codes.drafts.into_par_iter().with_min_len(codes::FILES_A_THREAD);
    let entries = drafts.filter_map(|draft| draft.finish(&resolver)).collect();
    let lexicon = lexicon.finish(&resolver);
    let base = KnowledgeBase {
        settings: site.settings?,
        vocabulary: site.vocabulary,
        home: home?,
        entries,
        lexicon,
        redirects,
        static_files,
    };
    problems.is_empty().then_some(base)
}
