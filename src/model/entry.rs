//! What the knowledge base says about one code.

use super::ResponseCode;
use crate::markdown::{Body, Prose};

/// The fragments of a code's page that content may link to, as in `503.md#retry`.
pub const ANCHORS: [&str; 8] =
    ["meaning", "standard", "typical-causes", "retry", "next-step", "facts", "related", "message"];

/// The ids that a code's page may use for itself: no heading of a body gets one.
pub const RESERVED_IDS: [&str; 13] = [
    "meaning",
    "standard",
    "typical-causes",
    "retry",
    "next-step",
    "facts",
    "related",
    "message",
    "verdict",
    "index",
    "main",
    "find",
    "q",
];

/// A checked content file. Fields are named as its keys are.
#[derive(Debug)]
pub struct Entry {
    pub code: ResponseCode,
    pub reason: String,
    /// Whether IANA's registry holds the code.
    pub registered: bool,
    pub softphone: String,
    /// Ids, in order of display; the first is the main action.
    pub badges: Vec<String>,
    /// Ids, in order.
    pub types: Vec<String>,
    pub verdict: Verdict,
    pub meaning: Prose,
    /// The standard's meaning where the provider's differs.
    pub standard: Option<Prose>,
    pub typical_causes: Vec<Prose>,
    pub retry: Prose,
    pub next_step: Prose,
    /// Q.850 cause values, 1–127, that a gateway turns into this code (RFC 3398 §7.2.4.1).
    pub q850: Vec<u8>,
    /// Words that people search by and the text does not hold.
    pub search: Vec<String>,
    pub related: Vec<ResponseCode>,
    /// The day of the last review, as `YYYY-MM-DD`.
    pub reviewed: Option<String>,
    pub question: Option<Question>,
    pub body: Body,
    /// The path of the content file under the project's root.
    pub path: String,
}

/// The answer at a glance, each at most 24 characters.
#[derive(Debug)]
pub struct Verdict {
    pub retry: String,
    pub side: String,
    pub next: String,
}

/// The entry's card among the common questions.
#[derive(Debug)]
pub struct Question {
    pub order: i64,
    pub meaning: Prose,
    pub retry: Prose,
    pub action: Prose,
    /// Ids; the entry's own where the card names none.
    pub badges: Vec<String>,
}
