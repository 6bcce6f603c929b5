//! A file of `translations/`: one product, and the names that it shows.

use std::collections::BTreeMap;

use super::grounds::{self, DraftGrounds};
use crate::check::ids::is_id;
use crate::check::links::Resolver;
use crate::check::numbers;
use crate::check::prose::DraftProse;
use crate::document::Fields;
use crate::load::RawFile;
use crate::model::{Cause, Lexicon, Product, ResponseCode, Showing};
use crate::problem::{Place, Problem, Problems, Rule};

/// The most names that share a row.
const MAX_NAMES: usize = 12;

/// The largest number of a product's own.
const MAX_NUMBER: i64 = 65_535;

/// A product as it was read.
#[derive(Debug)]
pub struct DraftProduct {
    /// The stem of its file.
    pub id: String,
    name: Option<String>,
    note: Option<DraftProse>,
    rows: Vec<DraftRow>,
}

#[derive(Debug)]
struct DraftRow {
    shows: Vec<String>,
    field: Option<String>,
    cause: Option<Cause>,
    number: Option<u16>,
    codes: Vec<ResponseCode>,
    sends: Option<ResponseCode>,
    meaning: Option<DraftProse>,
    lost: Option<DraftProse>,
    grounds: DraftGrounds,
}

/// A file and the id that its name gives it, if it is a product's.
pub fn id<'a>(raw: &'a RawFile, problems: &Problems) -> Option<(&'a str, &'a RawFile)> {
    let name = raw.path.strip_prefix("content/translations/").unwrap_or(&raw.path);
    let stem = name.strip_suffix(".toml").filter(|stem| !stem.is_empty());
    let stem = stem.filter(|stem| is_id(stem) && !Lexicon::OWN_IDS.contains(stem));
    if stem.is_none() {
        let message = format!("`{name}` is not a product's file");
        let problem = Problem::at(Place::path(&raw.path), Rule::StrayFile, message);
        let help = "name it after the product in a–z, 0–9 and hyphens, with .toml, or move it out";
        problems.push(problem.help(help));
    }
    stem.map(|stem| (stem, raw))
}

/// Reads a product's file; `sources` are the known ids, if they are known.
pub fn read(fields: Fields<'_>, id: &str, sources: Option<&[String]>) -> DraftProduct {
    let name = fields.text("name").map(|text| text.value);
    let note = fields.optional_prose("note");
    let mut taken = BTreeMap::new();
    let rows = fields.tables("rows").into_iter().map(|row| read_row(row, sources, &mut taken));
    let rows = rows.collect();
    fields.finish();
    DraftProduct { id: id.to_owned(), name, note, rows }
}

/// Reads a row; `taken` holds the place of each name by its field.
fn read_row(
    fields: Fields<'_>,
    sources: Option<&[String]>,
    taken: &mut BTreeMap<(String, String), Place>,
) -> DraftRow {
    let field = fields.text("field").map(|text| text.value);
    let mut shows = Vec::new();
    for text in fields.texts("shows", 1..MAX_NAMES + 1) {
        let key = (field.clone().unwrap_or_default(), text.value.clone());
        let first = taken.entry(key).or_insert_with(|| text.place.clone());
        if *first != text.place {
            let message = format!("`{}` stands twice, first at {}", text.value, first.label());
            let problem = Problem::at(text.place, Rule::Repeated, message);
            fields.push(problem.help("put what both rows say into one"));
        }
        shows.push(text.value);
    }
    let row = DraftRow {
        shows,
        field,
        cause: fields.optional_integer("cause").and_then(|it| numbers::cause(&fields, it)),
        number: fields.optional_number("number", 0..=MAX_NUMBER),
        codes: numbers::registered_codes(&fields, fields.optional_integers("codes")),
        sends: fields
            .optional_integer("sends")
            .and_then(|it| numbers::registered_code(&fields, it)),
        meaning: fields.optional_prose("meaning"),
        lost: fields.optional_prose("lost"),
        grounds: grounds::read(&fields, sources),
    };
    fields.finish();
    row
}

impl DraftProduct {
    /// Resolves every link; `None` if a part is missing.
    pub fn finish(self, resolver: &Resolver<'_>) -> Option<Product> {
        let note = super::resolved(self.note, resolver);
        let rows = self.rows.into_iter().filter_map(|row| row.finish(resolver)).collect();
        Some(Product { id: self.id, name: self.name?, note, rows })
    }
}

impl DraftRow {
    fn finish(self, resolver: &Resolver<'_>) -> Option<Showing> {
        let meaning = super::resolved(self.meaning, resolver);
        let lost = super::resolved(self.lost, resolver);
        let grounds = self.grounds.finish(resolver);
        Some(Showing {
            shows: self.shows,
            field: self.field?,
            cause: self.cause,
            number: self.number,
            codes: self.codes,
            sends: self.sends,
            meaning,
            lost,
            grounds: grounds?,
        })
    }
}
