//! `sources.toml`: what statements rest on.

use crate::check::settings::{Ids, address};
use crate::document::Fields;
use crate::model::Source;

/// The sources, and the ids that statements may name.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order of the file.
    pub listed: Vec<Source>,
    /// `None` if an id among them is wrong, so that none can be called unknown.
    pub names: Option<Vec<String>>,
}

impl Sources {
    /// No source at all, so that every id is unknown.
    pub fn none() -> Self {
        Self { listed: Vec::new(), names: Some(Vec::new()) }
    }
}

/// Reads the tables `[[sources]]`.
pub fn read(fields: Fields<'_>) -> Sources {
    let mut ids = Ids::of("source");
    let tables = fields.tables("sources").into_iter();
    let listed = tables.filter_map(|fields| source(fields, &mut ids)).collect();
    fields.finish();
    Sources { listed, names: ids.names() }
}

fn source(fields: Fields<'_>, ids: &mut Ids) -> Option<Source> {
    let (id, what) = (ids.read(&fields), fields.text("what"));
    let url = fields.optional_text("url").and_then(|text| address(&fields, text));
    fields.finish();
    Some(Source { id: id?, what: what?.value, url })
}
