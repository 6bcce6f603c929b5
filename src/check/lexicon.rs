//! Causes and translations: `sources.toml`, `causes.toml`, `events.toml` and the files of
//! `translations/`. All are optional; every statement in them names its evidence and its source.
//! A [`Draft`] is what has been read; [`Draft::finish`] resolves its links.

mod causes;
mod events;
mod grounds;
mod products;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use super::links::{Own, Resolver};
use super::prose::DraftProse;
use crate::document::{Fields, read_keys};
use crate::load::{LexiconFiles, Slot};
use crate::markdown::Prose;
use crate::model::{LEXICON_EXPORTS, Lexicon, OutputPath, Route, Source};
use crate::problem::Problems;

/// What has been read of causes and translations.
#[derive(Debug, Default)]
pub struct Draft {
    sources: Vec<Source>,
    causes: Vec<causes::DraftCause>,
    products: Vec<products::DraftProduct>,
    events: Vec<events::DraftEvent>,
    /// The beginnings of paths below which pages come of files that could not be read.
    unread: Vec<Route>,
}

/// Reads all files.
pub fn read(files: &LexiconFiles, problems: &Problems) -> Draft {
    let products: Vec<_> =
        files.products.iter().filter_map(|raw| products::id(raw, problems)).collect();
    let names_sources = !products.is_empty() || files.events != Slot::Missing;
    let sources = match &files.sources {
        Slot::Missing if names_sources => {
            problems.push(sources::missing());
            sources::Sources::default()
        }
        slot => toml(slot, problems, sources::read).unwrap_or_default(),
    };
    let names = sources.names.as_deref();
    let products = products
        .into_iter()
        .map(|(id, raw)| read_keys(raw, problems, |fields| products::read(fields, id, names)));
    let products: Vec<_> = products.collect();
    let causes = toml(&files.causes, problems, causes::read);
    let events = toml(&files.events, problems, |fields| events::read(fields, names));
    let mut unread = Vec::new();
    let failed = |slot: &Slot| *slot != Slot::Missing;
    unread.extend((causes.is_none() && failed(&files.causes)).then(Route::causes));
    unread.extend((events.is_none() && failed(&files.events)).then(Route::same_event));
    unread.extend(products.iter().any(Option::is_none).then(Route::translate));
    Draft {
        sources: sources.listed,
        causes: causes.unwrap_or_default(),
        products: products.into_iter().flatten().collect(),
        events: events.unwrap_or_default(),
        unread,
    }
}

/// What `read` makes of the keys of a file that may be missing.
fn toml<T>(slot: &Slot, problems: &Problems, read: impl FnOnce(Fields<'_>) -> T) -> Option<T> {
    let Slot::File(raw) = slot else { return None };
    read_keys(raw, problems, read)
}

impl Draft {
    /// The pages that come of it, by their paths, each with its fragments.
    pub fn pages(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut pages = BTreeMap::new();
        let mut add = |route: &Route, ids: BTreeSet<String>| {
            pages.insert(route.as_str().to_owned(), ids);
        };
        if !self.causes.is_empty() {
            let classes = self.causes.iter().map(|entry| entry.cause.class().id().to_owned());
            add(&Route::causes(), classes.collect());
        }
        for entry in &self.causes {
            add(&Route::cause(entry.cause), BTreeSet::new());
        }
        if !self.products.is_empty() {
            let ids = self.products.iter().map(|product| product.id.clone());
            let own = (!self.causes.is_empty()).then(|| Lexicon::CAUSES_ID.to_owned());
            let sources = [Lexicon::SOURCES_ID.to_owned()];
            add(&Route::translate(), ids.chain(own).chain(sources).collect());
        }
        if !self.events.is_empty() {
            let ids = self.events.iter().map(|event| event.id.clone());
            add(&Route::same_event(), ids.chain([Lexicon::SOURCES_ID.to_owned()]).collect());
        }
        pages
    }

    /// The beginnings of paths below which there may be more pages than could be read.
    pub fn unread(&self) -> Vec<Route> {
        self.unread.clone()
    }

    /// The generated files that come of it, by their paths.
    pub fn files(&self) -> Vec<String> {
        let some = !self.pages().is_empty();
        let files = some.then_some(LEXICON_EXPORTS).into_iter().flatten();
        files.map(|path| OutputPath::new(path).route().as_str().to_owned()).collect()
    }

    /// Everything that comes of it, as paths below the output folder.
    pub fn outputs(&self) -> BTreeSet<String> {
        let pages = self.pages().into_keys().map(|page| format!("{page}index.html"));
        let outputs = pages.chain(self.files());
        outputs.map(|path| path.trim_start_matches('/').to_owned()).collect()
    }

    /// Resolves every link; what misses a part is left out, and is a problem already.
    pub fn finish(self, resolver: &Resolver<'_>) -> Lexicon {
        let causes = self.causes.into_iter().filter_map(|draft| draft.finish(resolver)).collect();
        let products = self.products.into_iter();
        let products = products.filter_map(|draft| draft.finish(resolver)).collect();
        let events = self.events.into_iter().filter_map(|draft| draft.finish(resolver)).collect();
        Lexicon { sources: self.sources, causes, products, events }
    }
}

/// A field's prose with its links resolved, where there is one.
fn resolved(draft: Option<DraftProse>, resolver: &Resolver<'_>) -> Option<Prose> {
    draft.map(|draft| resolver.resolve(draft, Own::Several))
}
