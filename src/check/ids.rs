//! The ids that writers give, and texts that must be one of them.

use std::collections::BTreeMap;

use crate::document::{Fields, Text, did_you_mean, listed};
use crate::markdown::slug;
use crate::problem::{Problem, Rule};

/// `text`, if it is one of `names`; without names to compare with, nothing is unknown. The rule goes
/// with the noun for what is named.
pub fn known(
    fields: &Fields<'_>,
    text: Text,
    names: Option<&[String]>,
    (rule, what): (Rule, &str),
) -> Option<String> {
    let Some(names) = names.filter(|names| !names.contains(&text.value)) else {
        return Some(text.value);
    };
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let help = did_you_mean(&text.value, names.iter().copied(), || {
        if names.is_empty() {
            format!("add the {what} to content/site.toml")
        } else {
            format!("use one of {}", listed(&names))
        }
    });
    let message = format!("unknown {what} `{}`", text.value);
    fields.push(Problem::at(text.place, rule, message).help(help));
    None
}

/// Whether a text has only letters that an id may have: a–z, 0–9 and hyphens.
pub fn is_id(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn help_with_id(slug: &str) -> String {
    let plain: Vec<_> = slug.split(|it: char| !it.is_ascii_alphanumeric()).collect();
    let plain = plain.join("-");
    match plain.trim_matches('-') {
        "" => "write a word of plain letters".to_owned(),
        id if id == slug => format!("write it as `{id}`"),
        id => format!("write it in plain letters, such as `{id}`"),
    }
}

/// The ids of one kind: as they are written, and which of them are taken.
pub struct Ids {
    kind: &'static str,
    /// How many ids there are, right or wrong.
    count: usize,
    /// The right ones, with their places.
    places: BTreeMap<String, String>,
}

impl Ids {
    /// No ids yet; `kind` is what a message calls them.
    pub fn of(kind: &'static str) -> Self {
        Self { kind, count: 0, places: BTreeMap::new() }
    }

    /// All ids, if each of them is right.
    pub fn names(&self) -> Option<Vec<String>> {
        (self.places.len() == self.count).then(|| self.places.keys().cloned().collect())
    }

    /// The `id` of a table, if it is a right one and the first of its name.
    pub fn read(&mut self, fields: &Fields<'_>) -> Option<String> {
        self.count += 1;
        let text = fields.text("id")?;
        let problem = if !is_id(&text.value) {
            let message =
                format!("the id `{}` has other characters than a–z, 0–9 and hyphens", text.value);
            let help = help_with_id(&slug(&text.value));
            Problem::at(text.place, Rule::InvalidId, message).help(help)
        } else if let Some(first) = self.places.get(&text.value) {
            let message =
                format!("the {} `{}` stands twice, first at {first}", self.kind, text.value);
            Problem::at(text.place, Rule::Repeated, message).help("take one of them out")
        } else {
            self.places.insert(text.value.clone(), text.place.label());
            return Some(text.value);
        };
        fields.push(problem);
        None
    }
}
