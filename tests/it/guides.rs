//! The guides say what the source does. Here is how both are read: a guide by its headings, tables
//! and backquotes, the source by its calls.

mod theme_guide;
mod views;
mod writers_guide;

use std::collections::BTreeSet;
use std::fs;

use crate::project::repository;

/// How `check` reads a key, up to its name.
const READERS: [&str; 26] = [
    "plain",
    "optional_plain",
    "text",
    "optional_text",
    "texts",
    "optional_texts",
    "integer",
    "optional_integer",
    "optional_integers",
    "optional_boolean",
    "optional_date",
    "boolean",
    "choice",
    "optional_choice",
    "optional_choices",
    "number",
    "optional_number",
    "prose",
    "optional_prose",
    "proses",
    "table",
    "optional_table",
    "tables",
    "optional_tables",
    "named_tables",
    "words",
];

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap()
}

/// The text of a guide between two lines; the end of the file counts as a line.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("there is no {start:?}"));
    rest.split(end).next().unwrap_or(rest)
}

/// The first cells of the tables in a text, without their marks.
pub fn first_cells(text: &str) -> Vec<String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(cell, _)| cell.trim_matches(['[', ']', '#']).to_owned()).collect()
}

/// The keys that a file of `check` asks for.
pub fn keys_read(path: &str) -> BTreeSet<String> {
    let source = read(path);
    let calls = source.match_indices("(\"").filter_map(|(at, _)| {
        let name_goes_on = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        let name = source[..at].rsplit(|letter| !name_goes_on(letter)).next()?;
        let key = source[at + 2..].split('"').next()?;
        READERS.contains(&name).then(|| key.to_owned())
    });
    calls.collect()
}

/// The keys that a part of a guide names in backquotes: `key`, `[key]` or `[key.NAME]`.
pub fn keys_named(text: &str) -> BTreeSet<String> {
    let spans = text.split('`').skip(1).step_by(2);
    let key = |span: &str| span.trim_matches(['[', ']']).split('.').next().map(str::to_owned);
    spans.filter_map(key).collect()
}
