//! Fenced blocks in a language that somebody else reads.

use std::ops::Range;

/// A fenced block of a body, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fence {
    /// The first word behind the opening fence, such as `sip`.
    pub language: String,
    /// The whole block in the Markdown text, fences included.
    pub range: Range<usize>,
    /// What stands between the fences.
    pub lines: Vec<Line>,
    /// Where the block's events stand.
    pub(super) events: Range<usize>,
}

/// A line and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its first byte in the Markdown text.
    pub start: usize,
    /// The line without its end.
    pub text: String,
}

impl Line {
    /// The bytes of the line in the Markdown text.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

impl Fence {
    /// Adds a piece of the block's text that begins at byte `start` of the Markdown text.
    pub(super) fn push(&mut self, text: &str, start: usize) {
        let mut at = start;
        for line in text.split_inclusive('\n') {
            let text = line.trim_end_matches('\n').to_owned();
            self.lines.push(Line { start: at, text });
            at += line.len();
        }
    }
}
