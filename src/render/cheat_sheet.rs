//! The view of the sheet to print: every code that a call attempt can fail with, a row each.

use super::views::{CheatRowView, CheatSheetView, PageView};
use super::{parts, structured, wording};
use crate::model::{Entry, KnowledgeBase, Route};
use crate::theme::Words;

/// The template; a theme without it has no such page.
pub const TEMPLATE: &str = "cheat-sheet.html";

/// What `cheat-sheet.html` receives.
pub fn view(base: &KnowledgeBase, words: &Words) -> CheatSheetView {
    let settings = &base.settings;
    let ending = base.entries.iter().filter(|entry| entry.dialling.ends_call.ends());
    let url = settings.base_url.absolute(&Route::cheat_sheet());
    let heading = words.say(&["cheat_sheet", "heading"], &[]);
    let mut page = PageView {
        kind: "cheat-sheet",
        title: parts::title(base, &heading),
        description: words.say(&["cheat_sheet", "text"], &[]),
        canonical: Some(url),
        json_ld: None,
        edit_url: None,
    };
    page.json_ld = Some(structured::tables(base, &page));
    CheatSheetView { page, rows: ending.map(|entry| row(base, entry, words)).collect() }
}

fn row(base: &KnowledgeBase, entry: &Entry, words: &Words) -> CheatRowView {
    let policy = entry.dialling.retry_policy.as_ref();
    CheatRowView {
        link: parts::link(base, entry),
        retry: entry.verdict.retry.clone(),
        side: entry.verdict.side.clone(),
        next: entry.verdict.next.clone(),
        rule: policy
            .map(|policy| wording::retry_rule(words, policy.rule, entry.dialling.ends_call)),
    }
}
