//! Text is text: a field's words with their place, and the characters that no text may hold.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::Arc;

use super::escapes::Written;
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

    /// Where bytes `range` of the value stand in the file.
    pub fn part(&self, range: &Range<usize>) -> Place {
        self.parts()(range)
    }

    /// Like [`Self::part`], for many ranges: the escapes are read once.
    pub fn parts(&self) -> impl Fn(&Range<usize>) -> Place {
        let written = LazyCell::new(|| {
            let whole = self.place.span.clone().unwrap_or_default();
            let written = self.place.file.text.get(whole.clone()).unwrap_or_default();
            Written::new(written, whole.start)
        });
        move |range| Place::span(&self.place.file, written.span(range))
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
    if !text.value.contains(is_forbidden) {
        return;
    }
    let part = text.parts();
    for (at, letter) in text.value.char_indices().filter(|(_, letter)| is_forbidden(*letter)) {
        problems.push(control_problem(part(&(at..at + letter.len_utf8())), letter));
    }
}

/// A character at `place` that no text may hold.
pub fn control_problem(place: Place, letter: char) -> Problem {
    let message = format!("the text holds the {}", forbidden_name(letter));
    Problem::at(place, Rule::ControlCharacter, message)
        .help("take it out; it may be invisible in the editor")
}
