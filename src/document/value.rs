//! One value of a TOML table: turned into a text, a number, a table or a list, or refused for its
//! type, its size or its emptiness.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::fields::{Fields, Source};
use super::text::{Text, refuse_controls};
use crate::problem::{Place, Problem, Rule};

/// A value, its place and the place of its key.
pub(super) struct Value<'a> {
    pub(super) value: &'a DeValue<'a>,
    place: Place,
    head: Place,
}

impl Source<'_> {
    /// A value whose key stands at `head`; an item of a list is its own.
    pub(super) fn value<'a>(
        &self,
        head: Range<usize>,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Value<'a> {
        let (place, head) = (self.place(value.span()), self.place(head));
        Value { value: value.get_ref(), place, head }
    }
}

impl<'a> Fields<'a> {
    pub(super) fn as_text(&self, key: &str, value: Value<'a>) -> Option<Text> {
        let DeValue::String(string) = value.value else {
            return self.wrong_type(key, &value, "a text in quotes");
        };
        if string.trim().is_empty() {
            let (message, help) = match value.place == value.head {
                true => (format!("a text in `{key}` is empty"), "write the text, or take it out"),
                false => (
                    format!("`{key}` is empty"),
                    "write the text; a key that may be left out can go",
                ),
            };
            self.push(Problem::at(value.place, Rule::EmptyText, message).help(help));
            return None;
        }
        let text = Text::new(string, value.place);
        refuse_controls(&text, self.source.problems);
        Some(text)
    }

    pub(super) fn as_date(&self, key: &str, value: Value<'a>) -> Option<(String, Place)> {
        let DeValue::Datetime(datetime) = value.value else {
            return self.wrong_type(key, &value, "a date such as 2026-01-31, without quotes");
        };
        match (datetime.date, datetime.time) {
            (Some(date), None) => Some((date.to_string(), value.place)),
            // What the parser makes of a day that there is not, which it has reported.
            (None, None) => None,
            _ => {
                let message = format!("`{key}` holds more or less than a date: {datetime}");
                let problem = Problem::at(value.place, Rule::InvalidDate, message);
                self.push(problem.help("write the day alone, such as 2026-01-31"));
                None
            }
        }
    }

    pub(super) fn as_boolean(&self, key: &str, value: Value<'a>) -> Option<(bool, Place)> {
        match value.value {
            DeValue::Boolean(boolean) => Some((*boolean, value.place)),
            _ => self.wrong_type(key, &value, "true or false"),
        }
    }

    pub(super) fn as_integer(&self, key: &str, value: Value<'a>) -> Option<(i64, Place)> {
        let DeValue::Integer(integer) = value.value else {
            return self.wrong_type(key, &value, "a whole number, without quotes");
        };
        match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => Some((number, value.place)),
            Err(_) => {
                let message =
                    format!("`{key}` holds a number with too many digits: {}", integer.as_str());
                let problem = Problem::at(value.place, Rule::NumberRange, message);
                self.push(problem.help("check its digits"));
                None
            }
        }
    }

    pub(super) fn as_table(&self, key: &str, value: Value<'a>) -> Option<Fields<'a>> {
        let DeValue::Table(table) = value.value else {
            return match value.value {
                DeValue::Array(_) => self.wrong_type(key, &value, &self.header(key, ["[", "]"])),
                _ => self.wrong_type(key, &value, "a table"),
            };
        };
        let head = value.place.span.filter(|span| !span.is_empty()).or(value.head.span);
        Some(Fields::new(self.source, table, head.unwrap_or_default(), key))
    }

    pub(super) fn as_tables(
        &self,
        key: &str,
        value: &Value<'a>,
        count: Range<usize>,
    ) -> Vec<Fields<'a>> {
        let header = self.header(key, ["[[", "]]"]);
        let read = |value: Value<'a>| match value.value {
            DeValue::Table(_) => self.as_table(key, value),
            _ => self.wrong_type(key, &value, &header),
        };
        match value.value {
            DeValue::Array(_) => self.as_list(key, value, count, read),
            _ => self.wrong_type(key, value, &header).unwrap_or_default(),
        }
    }

    pub(super) fn as_list<T>(
        &self,
        key: &str,
        value: &Value<'a>,
        count: Range<usize>,
        read: impl Fn(Value<'a>) -> Option<T>,
    ) -> Vec<T> {
        let DeValue::Array(items) = value.value else {
            self.wrong_type::<()>(key, value, "a list in square brackets");
            return Vec::new();
        };
        if !count.contains(&items.len()) {
            let message = format!("`{key}` holds {} items", items.len());
            let problem = Problem::at(value.place.clone(), Rule::ListLength, message);
            self.push(problem.help(match count.end {
                usize::MAX => format!("list at least {}", count.start),
                end => format!("list {} to {}", count.start, end - 1),
            }));
        }
        let read_item = |item: &'a Spanned<DeValue<'a>>| read(self.source.value(item.span(), item));
        items.iter().filter_map(read_item).collect()
    }

    fn wrong_type<T>(&self, key: &str, value: &Value<'_>, expected: &str) -> Option<T> {
        let found = match value.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{key}` holds {found}{}", self.inside());
        let problem = Problem::at(value.place.clone(), Rule::WrongType, message);
        self.push(problem.help(format!("write {expected}")));
        None
    }
}
