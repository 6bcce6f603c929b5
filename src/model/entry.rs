//! What the knowledge base says about one code.

use super::{Cause, Dialling, ResponseCode};
use crate::markdown::{Prose, ResolvedBody};

/// The fragments of a code's page that content may link to, as in `503.md#retry`.
pub const ANCHORS: [&str; 11] = [
    "meaning",
    "standard",
    "typical-causes",
    "retry",
    "next-step",
    "retry-policy",
    "threshold",
    "headers",
    "facts",
    "related",
    "message",
];

/// The other ids that a code's page uses for itself: no heading of a body gets one of either.
pub const OWN_IDS: [&str; 9] =
    ["message-form", "message-text", "copy", "verdict", "systems", "index", "main", "find", "q"];

/// A checked content file. Fields are named as its keys are.
#[derive(Debug)]
pub struct Entry {
    /// The code that the page is about; the file is named after it.
    pub code: ResponseCode,
    /// The reason phrase: the registry's for a registered code, the writer's own for any other.
    pub reason: String,
    /// Whether IANA's registry holds the code.
    pub registered: bool,
    /// What the softphone shows; the reason phrase where `softphone` is left out.
    pub softphone: String,
    /// Ids, in order of display; the first is the main action.
    pub badges: Vec<String>,
    /// Ids, in order.
    pub types: Vec<String>,
    /// The answer at a glance.
    pub verdict: Verdict,
    /// What the code usually means.
    pub meaning: Prose,
    /// The standard's meaning where the provider's differs.
    pub standard: Option<Prose>,
    /// Short texts, 1 to 8, in the writer's order.
    pub typical_causes: Vec<Prose>,
    /// When to try again.
    pub retry: Prose,
    /// What to do.
    pub next_step: Prose,
    /// The Q.850 causes that a gateway turns into this code (RFC 3398 §7.2.4.1).
    pub q850: Vec<Cause>,
    /// Words that people search by and the text does not hold.
    pub search: Vec<String>,
    /// Other codes, in the writer's order; each has a page.
    pub related: Vec<ResponseCode>,
    /// The day of the last review, as `YYYY-MM-DD`.
    pub reviewed: Option<String>,
    /// What it means for those who dial.
    pub dialling: Dialling,
    /// The card among the common questions, where the file has one.
    pub question: Option<Question>,
    /// What stands below the front matter; empty in a TOML file.
    pub body: ResolvedBody,
    /// The path of the content file under the project's root.
    pub path: String,
}

/// The answer at a glance, each at most 24 characters.
#[derive(Debug)]
pub struct Verdict {
    /// Whether to try again.
    pub retry: String,
    /// On whose side the trouble is.
    pub side: String,
    /// The next step in a few words.
    pub next: String,
}

/// The entry's card among the common questions.
#[derive(Debug)]
pub struct Question {
    /// Its place among the questions, smallest first; no two share one.
    pub order: i64,
    /// What the code means, in the card's words.
    pub meaning: Prose,
    /// When to try again, in the card's words.
    pub retry: Prose,
    /// What to do, in the card's words.
    pub action: Prose,
    /// Ids; the entry's own where the card names none.
    pub badges: Vec<String>,
}
