//! `sources.toml`: what statements rest on.

use crate::check::ids::Ids;
use crate::check::settings::address;
use crate::document::Fields;
use crate::model::Source;
use crate::problem::{Place, Problem, Rule};

/// The sources, and the ids that statements may name.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order of the file.
    pub listed: Vec<Source>,
    /// `None` if an id among them is wrong, or their key, so that none can be called unknown.
    pub names: Option<Vec<String>>,
}

/// The file is not there, although statements name sources.
pub fn missing() -> Problem {
    let place = Place::path("content/sources.toml");
    Problem::at(
        place,
        Rule::MissingFile,
        "the sources of the translations and events are not there",
    )
    .help("write content/sources.toml, with a table [[sources]] for each")
}

/// Reads the tables `[[sources]]`.
pub fn read(fields: Fields<'_>) -> Sources {
    let mut ids = Ids::of("source");
    let tables = fields.tables("sources");
    let known = !tables.is_empty() && fields.has_tables("sources");
    let listed = tables.into_iter().filter_map(|fields| source(fields, &mut ids)).collect();
    fields.finish();
    Sources { listed, names: ids.names().filter(|_| known) }
}

fn source(fields: Fields<'_>, ids: &mut Ids) -> Option<Source> {
    let (id, what) = (ids.read(&fields), fields.text("what"));
    let url = fields.optional_text("url").and_then(|text| address(&fields, text));
    fields.finish();
    Some(Source { id: id?, what: what?.value, url })
}
