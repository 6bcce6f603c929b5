//! What a writer has at a place of a TOML text: a key, a value, the header of a table.

use std::ops::Range;

use crate::source::{find_line, first_line, shortened};

/// How many parts of a key are too many for the parser.
const DEEP: usize = 80;
/// How many characters of a value a message shows.
pub const LONGEST_SHOWN: usize = 30;

/// Where `[name]` stands, if `[[name]]` does too.
pub fn single_brackets(text: &str, name: &str) -> Option<Range<usize>> {
    let line_of = |header: String| find_line(text, |line| line.trim() == header);
    line_of(format!("[[{name}]]"))?;
    line_of(format!("[{name}]"))
}

/// What stands where a value should, shortened.
pub fn value(text: &str) -> String {
    let line = first_line(text);
    shortened(line.split([',', ']', '}', '#']).next().unwrap_or(line).trim(), LONGEST_SHOWN)
}

/// The key at the beginning of a text.
pub fn name(text: &str) -> &str {
    text.split(|letter: char| letter.is_whitespace() || "=].".contains(letter))
        .next()
        .unwrap_or_default()
}

/// Whether a text can be a key.
pub fn is_key(text: &str) -> bool {
    let letter = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    !text.is_empty() && text.chars().all(letter)
}

/// Where the first key of too many parts stands.
pub fn deep_key(text: &str) -> Option<Range<usize>> {
    let ends = |letter: char| !letter.is_ascii_alphanumeric() && !"-_.".contains(letter);
    let is_deep = |word: &&str| word.split('.').count() > DEEP && !word.contains("..");
    let key = text.split(ends).find(is_deep)?;
    let start = key.as_ptr().addr() - text.as_ptr().addr();
    Some(start..start + key.len())
}

/// Digits and the marks between the parts of a day, both of them.
pub fn is_like_a_day(text: &str) -> bool {
    let mark = |letter: char| matches!(letter, '/' | '.' | '-');
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !mark(letter));
    let day = &text[..end.unwrap_or(text.len())];
    day.starts_with(|first: char| first.is_ascii_digit()) && day.matches(mark).count() == 2
}

/// What to write instead of a value that is none.
pub fn help_for(value: &str) -> &'static str {
    let number = |letter: char| letter.is_ascii_digit() || letter == ' ' || letter == ';';
    if value.is_empty() {
        "write one behind the `=`, or take the key out"
    } else if value.chars().all(number) {
        "put a comma between two numbers"
    } else if value.starts_with(|letter: char| letter.is_ascii_digit()) {
        "write a number in digits alone, a day as 2026-01-31, and a text in quotes"
    } else {
        "put a text into quotes: `\"…\"`"
    }
}
