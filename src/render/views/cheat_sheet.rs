//! What the sheet to print shows.

use serde::Serialize;

use super::{CodeLink, PageView};

/// The sheet to print: `cheat-sheet.html`.
#[derive(Debug, Serialize)]
pub struct CheatSheetView {
    /// The head of the page.
    pub page: PageView,
    /// The codes that a call attempt can fail with, by number.
    pub rows: Vec<CheatRowView>,
}

/// A code in a row.
#[derive(Debug, Serialize)]
pub struct CheatRowView {
    /// The code.
    pub link: CodeLink,
    /// Whether to try again, at most 24 characters.
    pub retry: String,
    /// On whose side the trouble is, at most 24 characters.
    pub side: String,
    /// The next step, at most 24 characters.
    pub next: String,
    /// The rule for a dialler, in a sentence or two.
    pub rule: Option<String>,
}
