//! How a slip is fixed.

use super::written::{help_for, is_like_a_day, name, value};
use super::{CURLY, Slip};

/// Words that other formats have for `true` and `false`.
const BOOLEANS: [&str; 8] = ["yes", "no", "on", "off", "True", "False", "TRUE", "FALSE"];

impl Slip<'_> {
    /// How to fix it.
    pub fn help(&self) -> String {
        let there = self.there();
        if self.mixed.is_some() {
            return format!("write `[[{}]]` each time", name(there));
        }
        let help = match there.chars().next().unwrap_or('\n') {
            _ if self.is_too_deep() => "write it flatter",
            _ if self.stands_twice() && self.before().ends_with('[') => {
                "take one of the two out, or join them; each of several tables has `[[…]]`"
            }
            _ if self.stands_twice() => "take one of the two out, or join them",
            first if CURLY.contains(&first) => {
                "write straight quotes, `\"`: these are those of a word processor"
            }
            first if first.is_whitespace() && !first.is_ascii() => {
                "delete this blank and type it anew: it is not an ordinary one"
            }
            ':' if self.says("invalid unquoted key") => "write `=` between a key and its value",
            _ if there.starts_with("+++") => "take this line out: only a Markdown file has it",
            _ if there.starts_with("//") => "begin a note with `#`",
            _ if self.escape().is_some() => "write `\\\\` where a backslash is meant",
            _ if self.says("invalid basic string") => self.help_to_end(),
            _ if self.splits_a_text() && self.says("missing comma") => {
                "write `\",` where the text ends, or `\\\"` where a quote belongs to it"
            }
            _ if self.splits_a_text() => "write `\\\"` where a quote belongs to the text",
            ',' | ';' if self.trails() => "take it out: a line holds one key and its value",
            _ => self.help_with_value(),
        };
        help.to_owned()
    }

    fn help_with_value(&self) -> &'static str {
        let value = match self.in_value {
            true => self.text[self.span.clone()].to_owned(),
            false => value(self.there()),
        };
        let word = value.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        if self.says("unexpected leading zero") {
            "write the number without it"
        } else if BOOLEANS.contains(&word) {
            "write `true` or `false`, or the word in quotes where the key takes a word"
        } else if self.is_no_day() {
            "write a day that there is, such as 2026-01-31"
        } else if self.says("invalid date") || is_like_a_day(&value) {
            "write a day as 2026-01-31, and put a text into quotes"
        } else if self.in_value || self.says("string values must be quoted") {
            help_for(&value)
        } else if self.says("unexpected key or value") {
            "write each key on a line of its own, and one value behind its `=`"
        } else if self.says("key with no value") {
            "write `=` behind the key; a key has no blanks"
        } else if self.says("extra comma") {
            "take one of the commas out"
        } else if self.is_left_open() {
            "write it where the mark points"
        } else {
            "look for a quote, comma or bracket that is missing here or above"
        }
    }

    fn help_to_end(&self) -> &'static str {
        if self.before().trim_end().ends_with(CURLY) {
            "end it with a straight quote, `\"`: the last one is that of a word processor"
        } else {
            "close it with `\"` at the end of the line, or put a longer text between `\"\"\"` and `\"\"\"`"
        }
    }
}
