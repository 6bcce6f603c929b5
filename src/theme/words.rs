//! `words.toml`: every word of the interface, by language.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::manifest::missing;
use crate::document::{Text, listed, parse_toml, refuse_controls, required, text};
use crate::load::ThemeFiles;
use crate::problem::{Place, Problem, Problems, Rule};
use crate::source::SourceFile;

/// The words of the default theme: what the program says where a theme has no word of its own.
const DEFAULT: &str = include_str!("../../themes/default/words.toml");

/// The words of one language, as templates see them.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Words {
    own: Value,
    /// The default theme's English.
    #[serde(skip)]
    english: Value,
}

impl Words {
    /// The word at a path such as `["questions", "title"]` with its slots filled; where the theme
    /// has none, the default theme's English one.
    pub fn say(&self, path: &[&str], slots: &[(&str, &str)]) -> String {
        let found = word(&self.own, path).or_else(|| word(&self.english, path)).unwrap_or_default();
        let value = |name: &str| slots.iter().find(|(slot, _)| *slot == name).map(|(_, it)| *it);
        filled(found, |name| value(name).map(str::to_owned))
    }
}

impl Default for Words {
    /// The default theme's English.
    fn default() -> Self {
        Self { own: english(), english: english() }
    }
}

/// A text with a value in the place of each `{slot}` that has one. What a value holds stays as it
/// is.
pub fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, inner)) = rest.split_once('{') {
        out.push_str(before);
        let slot = inner.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        rest = match slot {
            Some((value, after)) => {
                out.push_str(&value);
                after
            }
            None => {
                out.push('{');
                inner
            }
        };
    }
    out + rest
}

fn word<'a>(words: &'a Value, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(words, |value, key| value.get(key)).and_then(Value::as_str)
}

/// The default theme's English.
fn english() -> Value {
    let table = DeTable::parse(DEFAULT).ok();
    let english = table.as_ref().and_then(|table| table.get_ref().get("en"));
    english.map_or(Value::Null, |words| to_json(words.get_ref()))
}

/// The words for `language`: its own table, that of its first part, or English.
pub fn choose(files: &ThemeFiles, language: &str, problems: &Problems) -> Option<Words> {
    let raw = required(&files.words, problems, || missing(files, "words.toml"))?;
    let file = text(raw, problems)?;
    let table = parse_toml(&file, &file.text, 0, problems)?;
    let first = language.split('-').next().unwrap_or(language);
    let candidates = [language, first, "en"];
    let chosen = candidates.iter().find_map(|name| table.get_ref().get(*name));
    let Some(chosen) = chosen else {
        let languages: Vec<_> =
            table.get_ref().iter().map(|(name, _)| name.get_ref().as_ref()).collect();
        let message = format!("the theme has no words for the language `{language}`");
        let help = match languages.as_slice() {
            [] => format!("add a table [{first}]"),
            languages => format!("add a table [{first}]; there are {}", listed(languages)),
        };
        problems.push(Problem::at(Place::file(&file), Rule::MissingKey, message).help(help));
        return None;
    };
    refuse_controls_in(chosen, &file, problems);
    Some(Words { own: to_json(chosen.get_ref()), english: english() })
}

/// Reports forbidden characters that an escape brings into a word.
fn refuse_controls_in(words: &Spanned<DeValue<'_>>, file: &Arc<SourceFile>, problems: &Problems) {
    let refuse = |words| refuse_controls_in(words, file, problems);
    match words.get_ref() {
        DeValue::String(word) => {
            refuse_controls(&Text::new(word, Place::span(file, words.span())), problems);
        }
        DeValue::Array(items) => items.iter().for_each(refuse),
        DeValue::Table(table) => table.values().for_each(refuse),
        _ => {}
    }
}

fn to_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(boolean) => (*boolean).into(),
        DeValue::Array(items) => items.iter().map(|item| to_json(item.get_ref())).collect(),
        DeValue::Table(table) => object(table),
        DeValue::Integer(number) => number.as_str().into(),
        DeValue::Float(number) => number.as_str().into(),
        DeValue::Datetime(datetime) => datetime.to_string().into(),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    let pairs = table.iter();
    pairs.map(|(key, value)| (key.get_ref().to_string(), to_json(value.get_ref()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once_and_values_stay_as_they_are() {
        let words =
            Words { own: serde_json::json!({ "a": "{x}, {y} {z} {" }), english: Value::Null };
        assert_eq!(words.say(&["a"], &[("x", "{y}"), ("y", "{x}")]), "{y}, {x} {z} {");
    }
}
