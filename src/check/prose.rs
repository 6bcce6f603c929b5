//! Inline Markdown of a field: parsed where it is read, its links resolved once all pages are
//! known.

use crate::document::{Fields, Text};
use crate::markdown::{Flaw, Prose, mark_in};
use crate::problem::{Problem, Rule};

/// A field's prose and its text in the file.
#[derive(Debug)]
pub struct DraftProse {
    /// Parsed, its links still as written.
    pub prose: Prose,
    /// What it was parsed from, and where that stands.
    pub text: Text,
}

impl Fields<'_> {
    /// The inline Markdown of a key that must be there.
    pub fn prose(&self, key: &'static str) -> Option<DraftProse> {
        self.text(key).map(|text| self.parsed(text))
    }

    /// The inline Markdown of a key that may be left out.
    pub fn optional_prose(&self, key: &'static str) -> Option<DraftProse> {
        self.optional_text(key).map(|text| self.parsed(text))
    }

    /// A list of inline Markdown that must be there and hold `count` items.
    pub fn proses(&self, key: &'static str, count: std::ops::Range<usize>) -> Vec<DraftProse> {
        self.texts(key, count).into_iter().map(|text| self.parsed(text)).collect()
    }

    /// The text of a key that must be there and stands on one line.
    pub fn line(&self, key: &'static str) -> Option<Text> {
        self.text(key).inspect(|text| self.refuse_line_end(text))
    }

    /// The text of a key that must be there and is shown as it is written.
    pub fn plain(&self, key: &'static str) -> Option<Text> {
        self.line(key).inspect(|text| self.refuse_marks(text))
    }

    /// The same of a key that may be left out.
    pub fn optional_plain(&self, key: &'static str) -> Option<Text> {
        let text = self.optional_text(key).inspect(|text| self.refuse_line_end(text));
        text.inspect(|text| self.refuse_marks(text))
    }

    fn refuse_line_end(&self, text: &Text) {
        let Some(end) = text.value.find('\n') else { return };
        let message = "this text has a line end, where all of it stands on one line";
        let problem = Problem::at(text.part(&(end..end + 1)), Rule::Markup, message);
        self.push(problem.help("write it on one line"));
    }

    fn refuse_marks(&self, text: &Text) {
        let Some(range) = mark_in(&text.value) else { return };
        let message = "this text is shown as it is written, with its marks";
        let problem = Problem::at(text.part(&range), Rule::Markup, message);
        self.push(problem.help("write plain words, without emphasis, code or links"));
    }

    fn refuse(&self, flaws: &[Flaw], text: &Text) {
        let part = text.parts();
        flaws.iter().for_each(|flaw| self.push(problem(flaw, part(&flaw.range))));
    }

    fn parsed(&self, text: Text) -> DraftProse {
        let (prose, flaws) = Prose::parse(&text.value);
        if flaws.is_empty() && prose.to_plain_text().trim().is_empty() {
            let problem =
                Problem::at(text.place.clone(), Rule::EmptyText, "this text shows nothing");
            self.push(problem.help("write words; a key that may be left out can go"));
        }
        self.refuse(&flaws, &text);
        DraftProse { prose, text }
    }
}

/// A flaw of a Markdown text as a problem.
pub fn problem(flaw: &Flaw, place: crate::problem::Place) -> Problem {
    Problem::at(place, flaw.rule, &flaw.message).help(&flaw.help)
}
