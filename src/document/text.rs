//! Text is text: a field's words with their place, and the characters that no text may hold.

use std::ops::Range;
use std::sync::Arc;

use crate::problem::{Place, Problem, Problems, Rule};
use crate::source::{SourceFile, forbidden_name, is_forbidden};

/// A TOML string and where it stands.
#[derive(Debug, Clone)]
pub struct Text {
    /// The string with its escapes undone.
    pub value: String,
    /// The string in the file, quotes included.
    pub place: Place,
}

impl Text {
    /// A value and where it stands.
    pub fn new(value: &str, place: Place) -> Self {
        Self { value: value.to_owned(), place }
    }

    /// Where bytes `range` of the value stand in the file. Escapes make value and file differ:
    /// then the part is searched for, and if need be the whole string is the place.
    pub fn part(&self, range: &Range<usize>) -> Place {
        let whole = self.place.span.clone().unwrap_or_default();
        let written = &self.place.file.text[whole.clone()];
        let part = self.value.get(range.clone()).unwrap_or_default();
        let at = match written.find(&self.value) {
            Some(start) => Some(start + range.start),
            None if part.is_empty() => None,
            None => written.find(part),
        };
        match at {
            Some(at) => {
                let start = whole.start + at;
                Place::span(&self.place.file, start..start + part.len())
            }
            None => self.place.clone(),
        }
    }
}

/// Reports forbidden characters of a file and returns its text with blanks in their places, so
/// that the rest can be checked too; `None` where it has none.
pub fn without_controls(file: &Arc<SourceFile>, problems: &Problems) -> Option<String> {
    if !file.text.chars().any(is_forbidden) {
        return None;
    }
    let mut clean = String::with_capacity(file.text.len());
    for (at, letter) in file.text.char_indices() {
        if is_forbidden(letter) {
            let place = Place::span(file, at..at + letter.len_utf8());
            problems.push(control_problem(place, letter));
            clean.extend(std::iter::repeat_n(' ', letter.len_utf8()));
        } else {
            clean.push(letter);
        }
    }
    Some(clean)
}

/// Reports forbidden characters that a TOML escape brought in.
pub fn refuse_controls(text: &Text, problems: &Problems) {
    if let Some(letter) = text.value.chars().find(|letter| is_forbidden(*letter)) {
        problems.push(control_problem(text.place.clone(), letter));
    }
}

fn control_problem(place: Place, letter: char) -> Problem {
    let message = format!("the text holds the {}", forbidden_name(letter));
    Problem::at(place, Rule::ControlCharacter, message)
        .help("take it out; it may be invisible in the editor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, value: &str, range: Range<usize>, expected: &str) {
        let file = Arc::new(SourceFile::new("a.md", format!("key = {written}\n")));
        let text = Text::new(value, Place::span(&file, 6..6 + written.len()));
        let part = text.part(&range);
        assert_eq!(&file.text[part.span.unwrap()], expected);
    }

    #[test]
    fn a_part_of_a_text_is_found_in_its_file() {
        check("\"see [a](b)\"", "see [a](b)", 8..9, "b");
        check("'''\nsee b'''", "see b", 4..5, "b");
        check("\"a \\\"b\\\" [c](dd)\"", "a \"b\" [c](dd)", 10..12, "dd");
        check("\"\\u0041\"", "A", 0..1, "\"\\u0041\"");
    }
}
