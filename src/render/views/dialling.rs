//! What a code's page shows for those who dial.

use serde::Serialize;

/// What a code means for those who dial.
#[derive(Debug, Serialize)]
pub struct DiallingView {
    /// How a dial attempt and the code go together; empty where an attempt simply fails with it.
    pub ends_call: String,
    /// Who can fix it, the likeliest first, in one phrase; empty where nobody is named.
    pub sides: String,
    /// Who makes the code without sending it, and how to tell.
    pub made_locally_html: Option<String>,
    /// When a dialler should try again.
    pub retry_policy: Option<RetryPolicyView>,
    /// From when on it is a pattern.
    pub threshold: Option<ThresholdView>,
    /// Headers worth reading, 0 to 4.
    pub headers: Vec<HeaderView>,
}

/// A recommendation for an outbound dialler.
#[derive(Debug, Serialize)]
pub struct RetryPolicyView {
    /// The rule in a sentence or two made from its values.
    pub rule: String,
    /// Of the rule, attempts and pauses; none where a change must come first or nothing is repeated.
    pub attempts: Option<String>,
    /// What rests meanwhile, and whether a header counts instead; may be empty.
    pub conditions: String,
    /// Why these values.
    pub reason_html: String,
}

/// From when on failures are a pattern; a recommendation.
#[derive(Debug, Serialize)]
pub struct ThresholdView {
    /// Share, of what, and how many calls it takes.
    pub sentence: String,
    /// What to do.
    pub then_html: String,
    /// Why these values.
    pub reason_html: String,
}

/// A header worth reading.
#[derive(Debug, Serialize)]
pub struct HeaderView {
    /// The name, such as `Retry-After`.
    pub name: String,
    /// What it tells.
    pub tells_html: String,
}
