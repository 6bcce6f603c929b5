//! A table's cells as HTML: alignment as a class, since a style attribute would break the content
//! security policy, and the scope of heads. A table beyond its bound is refused.

use std::ops::Range;

use pulldown_cmark::Alignment;

use crate::markdown::Flaw;
use crate::markdown::shape::row_flaw;
use crate::problem::Rule;

/// How many cells a table may have.
const MAX_CELLS: usize = 10_000;

/// Where in a table the reader is.
#[derive(Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    cells: usize,
    row: Row,
}

/// What a row's cells are.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The heads of the columns.
    Head,
    /// Cells of the body.
    #[default]
    Body,
}

impl Table {
    /// A table whose columns are aligned so.
    pub fn new(alignments: &[Alignment]) -> Self {
        Self { alignments: alignments.to_vec(), ..Self::default() }
    }

    /// Begins a row, which stands at `range` of `text`; one of another length than the head's is a
    /// flaw.
    pub fn begin(&mut self, row: Row, text: &str, range: &Range<usize>) -> Option<Flaw> {
        self.row = row;
        self.column = 0;
        row_flaw(text, range, self.alignments.len())
    }

    /// The start of the next cell, which stands at `range`; the first beyond the bound is a flaw.
    pub fn open_cell(&mut self, range: Range<usize>) -> (String, Option<Flaw>) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        let start = match self.row {
            Row::Head => format!("<th scope=\"col\"{class}>"),
            Row::Body => format!("<td{class}>"),
        };
        self.column += 1;
        self.cells += 1;
        (start, (self.cells == MAX_CELLS + 1).then(|| too_large(range)))
    }

    /// The end of a cell.
    pub fn close_cell(&self) -> &'static str {
        match self.row {
            Row::Head => "</th>",
            Row::Body => "</td>",
        }
    }
}

fn too_large(range: Range<usize>) -> Flaw {
    let message = format!("this table has more than {MAX_CELLS} cells");
    Flaw::new(range, Rule::TooLarge, &message, "split the table, or leave the rows out")
}
