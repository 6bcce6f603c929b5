//! Reading a TOML table key by key: each reader says what a key must hold, and whatever does not
//! fit becomes a problem at its place. Nothing stops at the first mistake; keys that nobody asked
//! for are refused at the end.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::nearest::nearest;
use super::text::{Text, control_problem};
use super::value::Value;
use crate::problem::{Place, Problem, Problems, Rule};
use crate::source::{SourceFile, is_forbidden};

/// How many unknown keys of a table are told; one with more is none of this site's.
const MAX_UNKNOWN: usize = 100;

/// How many names a message lists.
const MAX_LISTED: usize = 60;

/// A table of a file, and where its problems go.
pub struct Fields<'a> {
    pub(super) source: Source<'a>,
    pub(super) table: &'a DeTable<'a>,
    /// What missing keys are reported at: the table's header.
    head: Range<usize>,
    /// The table's own name, such as `verdict`; empty for the whole file.
    name: String,
    asked: RefCell<BTreeSet<&'static str>>,
    missing: RefCell<Vec<Missing>>,
}

/// A key that must be there and is not.
struct Missing {
    key: &'static str,
    /// What stands around the name of a table where it is written.
    brackets: Option<[&'static str; 2]>,
}

/// A file, the offset of its TOML, and where its problems go.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The file that holds the TOML.
    pub file: &'a Arc<SourceFile>,
    /// The byte at which the TOML begins.
    pub offset: usize,
    /// Where problems go.
    pub problems: &'a Problems,
}

impl Source<'_> {
    /// The place of some bytes of the TOML text.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::span(self.file, span.start + self.offset..span.end + self.offset)
    }
}

impl<'a> Fields<'a> {
    /// Reads `table`; `head` is where its missing keys are reported.
    pub fn new(source: Source<'a>, table: &'a DeTable<'a>, head: Range<usize>, name: &str) -> Self {
        let (asked, missing) = (RefCell::default(), RefCell::default());
        Self { source, table, head, name: name.to_owned(), asked, missing }
    }

    /// The text of a key that must be there and not empty.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        self.required(key).and_then(|value| self.as_text(key, value))
    }

    /// The text of a key that may be left out.
    pub fn optional_text(&self, key: &'static str) -> Option<Text> {
        self.get(key).and_then(|value| self.as_text(key, value))
    }

    /// A whole number of a key that must be there, and its place.
    pub fn integer(&self, key: &'static str) -> Option<(i64, Place)> {
        self.required(key).and_then(|value| self.as_integer(key, value))
    }

    /// A whole number of a key that may be left out, and its place.
    pub fn optional_integer(&self, key: &'static str) -> Option<(i64, Place)> {
        self.get(key).and_then(|value| self.as_integer(key, value))
    }

    /// `true` or `false`, and its place, of a key that must be there.
    pub fn boolean(&self, key: &'static str) -> Option<(bool, Place)> {
        self.required(key).and_then(|value| self.as_boolean(key, value))
    }

    /// `true` or `false`, and its place, of a key that may be left out.
    pub fn optional_boolean(&self, key: &'static str) -> Option<(bool, Place)> {
        self.get(key).and_then(|value| self.as_boolean(key, value))
    }

    /// A date as `YYYY-MM-DD` of a key that may be left out, and its place.
    pub fn optional_date(&self, key: &'static str) -> Option<(String, Place)> {
        self.get(key).and_then(|value| self.as_date(key, value))
    }

    /// A list of texts that must be there and hold `count` of them.
    pub fn texts(&self, key: &'static str, count: Range<usize>) -> Vec<Text> {
        let Some(value) = self.required(key) else { return Vec::new() };
        self.as_list(key, &value, count, |item| self.as_text(key, item))
    }

    /// A list of texts that may be left out.
    pub fn optional_texts(&self, key: &'static str, count: Range<usize>) -> Option<Vec<Text>> {
        let value = self.get(key)?;
        Some(self.as_list(key, &value, count, |item| self.as_text(key, item)))
    }

    /// A list of whole numbers that may be left out.
    pub fn optional_integers(&self, key: &'static str) -> Vec<(i64, Place)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        self.as_list(key, &value, 0..usize::MAX, |item| self.as_integer(key, item))
    }

    /// A table that must be there.
    pub fn table(&self, key: &'static str) -> Option<Fields<'a>> {
        let value = self.required_as(key, Some(["[", "]"]));
        value.and_then(|value| self.as_table(key, value))
    }

    /// A table that may be left out.
    pub fn optional_table(&self, key: &'static str) -> Option<Fields<'a>> {
        self.get(key).and_then(|value| self.as_table(key, value))
    }

    /// A list of tables that must be there.
    pub fn tables(&self, key: &'static str) -> Vec<Fields<'a>> {
        let Some(value) = self.required_as(key, Some(["[[", "]]"])) else { return Vec::new() };
        self.as_tables(key, &value, 1..usize::MAX)
    }

    /// A list of tables that may be left out.
    pub fn optional_tables(&self, key: &'static str) -> Vec<Fields<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        self.as_tables(key, &value, 0..usize::MAX)
    }

    /// The tables of a key whose own keys are names, such as `[links.NAME]`, in the order of the
    /// file.
    pub fn named_tables(&self, key: &'static str) -> Vec<(String, Fields<'a>)> {
        let table = |(name, value): (String, Value<'a>)| {
            let fields = self.as_table(&format!("{key}.{name}"), value)?;
            Some((name, fields))
        };
        self.named(key).into_iter().filter_map(table).collect()
    }

    /// The lists of texts of a key whose own keys are names, in the order of the file.
    pub fn named_lists(&self, key: &'static str) -> Vec<(String, Vec<Text>)> {
        let named = self.named(key).into_iter();
        let lists = named.map(|(name, value)| {
            let list = self.as_list(&name, &value, 0..usize::MAX, |item| self.as_text(key, item));
            (name, list)
        });
        lists.collect()
    }

    /// Where a key stands that means something elsewhere but that nobody asked for here.
    pub fn idle_place(&self, key: &'static str) -> Option<Place> {
        let idle = self.asked.borrow_mut().insert(key);
        let (name, _) = self.table.get_key_value(key).filter(|_| idle)?;
        Some(self.source.place(name.span()))
    }

    /// Refuses what nobody asked for, and reports what is missing. A key that is misspelt is one
    /// mistake, not two.
    pub fn finish(self) {
        let asked: Vec<_> = self.asked.borrow().iter().copied().collect();
        let mut missing = self.missing.borrow_mut();
        let unknown = self.table.keys().filter(|key| !asked.contains(&key.get_ref().as_ref()));
        for key in unknown.take(MAX_UNKNOWN) {
            let name = key.get_ref().as_ref();
            let message = format!("unknown key `{name}`{}", self.inside());
            let problem = Problem::at(self.source.place(key.span()), Rule::UnknownKey, message);
            self.push(problem.help(match nearest(name, asked.iter().copied()) {
                Some(known) if self.table.contains_key(known) => {
                    format!("take it out: `{known}` stands here too")
                }
                Some(known) => {
                    missing.retain(|missing| missing.key != known);
                    format!("did you mean `{known}`?")
                }
                None if self.name.is_empty() => format!("known keys are {}", listed(&asked)),
                None => format!(
                    "known keys are {}; a key of the file as a whole stands above the first `[table]`",
                    listed(&asked)
                ),
            }));
        }
        for Missing { key, brackets } in missing.iter() {
            let message = format!("missing key `{key}`{}", self.inside());
            let problem = Problem::at(self.head(), Rule::MissingKey, message);
            let line = match brackets.filter(|_| self.name.is_empty()) {
                Some([open, close]) => format!("a line `{open}{key}{close}` with keys below it"),
                None => format!("`{key}`"),
            };
            let of_a_theme = self.source.file.path.starts_with("themes/");
            let guide = if of_a_theme { "theme guide" } else { "writers' guide" };
            self.push(problem.help(format!("add {line}; the {guide} says what it holds")));
        }
    }

    /// Where the table begins.
    pub fn head(&self) -> Place {
        Place::span(self.source.file, self.head.clone())
    }

    /// Reports a problem.
    pub fn push(&self, problem: Problem) {
        self.source.problems.push(problem);
    }

    pub(super) fn get(&self, key: &'static str) -> Option<Value<'a>> {
        self.asked.borrow_mut().insert(key);
        let (name, value) = self.table.get_key_value(key)?;
        Some(self.source.value(name.span(), value))
    }

    /// The values of a key whose own keys are names, in the order of the file.
    fn named(&self, key: &'static str) -> Vec<(String, Value<'a>)> {
        let Some(group) = self.optional_table(key) else { return Vec::new() };
        let mut pairs: Vec<_> = group.table.iter().collect();
        pairs.sort_by_key(|(name, _)| name.span().start);
        let named = |(name, value): (&Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)| {
            if let Some(letter) = name.get_ref().chars().find(|letter| is_forbidden(*letter)) {
                self.push(control_problem(self.source.place(name.span()), letter));
            }
            (name.get_ref().to_string(), self.source.value(name.span(), value))
        };
        pairs.into_iter().map(named).collect()
    }

    fn required(&self, key: &'static str) -> Option<Value<'a>> {
        self.required_as(key, None)
    }

    fn required_as(
        &self,
        key: &'static str,
        brackets: Option<[&'static str; 2]>,
    ) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            self.missing.borrow_mut().push(Missing { key, brackets });
        }
        value
    }

    /// How the header of a table is written, with these brackets around its name.
    pub(super) fn header(&self, key: &str, [open, close]: [&str; 2]) -> String {
        let name = if self.name.is_empty() { key } else { "…" };
        let brackets = if open == "[" { "single" } else { "double" };
        format!("`{open}{name}{close}`, in {brackets} brackets")
    }

    /// Where a message says that a key is.
    pub(super) fn inside(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!(" in `{}`", self.name) }
    }
}

/// Names for a message, in backquotes; of a great many, the first.
pub fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().take(MAX_LISTED).map(|name| format!("`{name}`")).collect();
    quoted.join(", ") + if names.len() > MAX_LISTED { ", …" } else { "" }
}
