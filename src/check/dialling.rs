//! The structured keys of a code's file: whether a dial attempt can end with the code, who can fix
//! it, retry policy, headers and threshold. All may be left out; what is there must be whole.

use super::links::{Own, Resolver};
use super::prose::DraftProse;
use crate::document::{Fields, Text, listed};
use crate::model::dialling::{
    Dialling, EndsCall, Header, Pacing, RetryKind, RetryPolicy, RetryRule, Scope, Side, Threshold,
};
use crate::model::{Choice, ResponseCode};
use crate::problem::{Problem, Rule};
use crate::source::is_token;

/// The longest pause: a week, in seconds.
const LONGEST_DELAY: i64 = 7 * 24 * 60 * 60;

/// The most calls that a threshold can ask for.
const MOST_CALLS: i64 = 1_000_000;

/// The most headers of a code.
const MAX_HEADERS: usize = 4;

/// The keys of a retry policy that only some kinds have.
const PACING_KEYS: [&str; 5] =
    ["first_delay_seconds", "growth", "most_attempts", "honour_retry_after", "scope"];

/// The structured keys as far as they could be read.
#[derive(Debug)]
pub struct DraftDialling {
    ends_call: Option<EndsCall>,
    side: Vec<Side>,
    made_locally: Option<DraftProse>,
    retry_policy: Option<(RetryRule, DraftProse)>,
    headers: Vec<(String, DraftProse)>,
    threshold: Option<DraftThreshold>,
}

#[derive(Debug)]
struct DraftThreshold {
    share_percent: u8,
    of: String,
    least_calls: u32,
    then: DraftProse,
    reason: DraftProse,
}

impl DraftDialling {
    /// Reads the keys of a file about `code`.
    pub fn read(fields: &Fields<'_>, code: Option<ResponseCode>) -> Self {
        Self {
            ends_call: ends_call(fields, code),
            side: fields.optional_choices("side", 1..4),
            made_locally: fields.optional_prose("made_locally"),
            retry_policy: fields.optional_table("retry_policy").and_then(retry_policy),
            headers: headers(fields),
            threshold: fields.optional_table("threshold").and_then(threshold),
        }
    }

    /// Whether the page has the part that a fragment names; `None` where it is another's.
    pub fn has_part(&self, fragment: &str) -> Option<bool> {
        match fragment {
            "retry-policy" => Some(self.retry_policy.is_some()),
            "headers" => Some(!self.headers.is_empty()),
            "threshold" => Some(self.threshold.is_some()),
            _ => None,
        }
    }

    /// Resolves every link.
    pub fn finish(self, resolver: &Resolver<'_>, code: ResponseCode) -> Dialling {
        let prose = |draft: DraftProse| resolver.resolve(draft, Own::Code(code));
        let header = |(name, tells)| Header { name, tells: prose(tells) };
        Dialling {
            ends_call: self.ends_call.unwrap_or_else(|| EndsCall::assumed(code)),
            side: self.side,
            made_locally: self.made_locally.map(prose),
            retry_policy: self
                .retry_policy
                .map(|(rule, reason)| RetryPolicy { rule, reason: prose(reason) }),
            headers: self.headers.into_iter().map(header).collect(),
            threshold: self.threshold.map(|draft| Threshold {
                share_percent: draft.share_percent,
                of: draft.of,
                least_calls: draft.least_calls,
                then: prose(draft.then),
                reason: prose(draft.reason),
            }),
        }
    }
}

/// The `ends_call` key: what the registry, or else the code's class, allows.
fn ends_call(fields: &Fields<'_>, code: Option<ResponseCode>) -> Option<EndsCall> {
    let (written, place): (EndsCall, _) = fields.optional_choice("ends_call")?;
    let Some(code) = code else { return Some(written) };
    let possible = EndsCall::possible(code);
    if !possible.contains(&written) {
        let words: Vec<_> = possible.iter().map(|word| word.id()).collect();
        let message = format!("code {code} cannot have `ends_call = \"{}\"`", written.id());
        let problem = Problem::at(place, Rule::EndsCall, message);
        fields.push(problem.help(match words.as_slice() {
            [word] => format!("write `ends_call = \"{word}\"`"),
            words => format!("write one of {}", listed(words)),
        }));
    }
    Some(written)
}

/// A retry policy that is whole by its kind.
fn retry_policy(fields: Fields<'_>) -> Option<(RetryRule, DraftProse)> {
    let kind: Option<RetryKind> = fields.choice("retry");
    let rule = kind.and_then(|kind| retry_rule(&fields, kind));
    let reason = fields.prose("reason");
    for key in PACING_KEYS {
        let Some(place) = fields.idle_place(key) else { continue };
        if let Some(kind) = kind {
            let message = format!("`{key}` says nothing where `retry` is \"{}\"", kind.id());
            let problem = Problem::at(place, Rule::IdleKey, message);
            fields.push(problem.help("take it out, or choose another word for `retry`"));
        }
    }
    fields.finish();
    Some((rule?, reason?))
}

fn retry_rule(fields: &Fields<'_>, kind: RetryKind) -> Option<RetryRule> {
    match kind {
        RetryKind::Later => pacing(fields, 1).map(RetryRule::Later),
        RetryKind::OtherRoute => pacing(fields, 0).map(RetryRule::OtherRoute),
        RetryKind::AfterChange => {
            let most_attempts = fields.optional_number("most_attempts", 1..=20);
            let scope: Scope = fields.choice("scope")?;
            Some(RetryRule::AfterChange { scope, most_attempts })
        }
        RetryKind::Never => Some(RetryRule::Never),
        RetryKind::NotAFailure => Some(RetryRule::NotAFailure),
    }
}

fn pacing(fields: &Fields<'_>, shortest: i64) -> Option<Pacing> {
    let first_delay_seconds = fields.number("first_delay_seconds", shortest..=LONGEST_DELAY);
    let growth = fields.number("growth", 1..=10);
    let most_attempts = fields.number("most_attempts", 1..=20);
    let honour_retry_after = fields.boolean("honour_retry_after");
    let scope = fields.choice("scope");
    Some(Pacing {
        first_delay_seconds: first_delay_seconds?,
        growth: growth?,
        most_attempts: most_attempts?,
        honour_retry_after: honour_retry_after?.0,
        scope: scope?,
    })
}

/// At most four headers, each once: names are compared without case (RFC 3261 §7.3.1). Those beyond
/// have to go, whatever they hold.
fn headers(fields: &Fields<'_>) -> Vec<(String, DraftProse)> {
    let tables = fields.optional_tables("headers");
    if let Some(fifth) = tables.get(MAX_HEADERS) {
        let message = format!("`headers` holds {} items", tables.len());
        let problem = Problem::at(fifth.head(), Rule::ListLength, message);
        fields.push(problem.help(format!("list at most {MAX_HEADERS}, those that tell most")));
    }
    let mut headers: Vec<(String, DraftProse)> = Vec::new();
    for (name, tells) in tables.into_iter().take(MAX_HEADERS).filter_map(header) {
        let problem = if !is_token(&name.value) {
            let message = format!("`{}` is no name of a header", name.value);
            Problem::at(name.place, Rule::HeaderName, message)
                .help("write the name alone, without a colon, such as `Retry-After`")
        } else if headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name.value)) {
            let message = format!("the header `{}` stands twice", name.value);
            Problem::at(name.place, Rule::Repeated, message).help("take one of them out")
        } else {
            headers.push((name.value, tells));
            continue;
        };
        fields.push(problem);
    }
    headers
}

fn header(fields: Fields<'_>) -> Option<(Text, DraftProse)> {
    let (name, tells) = (fields.text("name"), fields.prose("tells"));
    fields.finish();
    Some((name?, tells?))
}

fn threshold(fields: Fields<'_>) -> Option<DraftThreshold> {
    let share_percent = fields.number("share_percent", 1..=100);
    let of = fields.text("of");
    let least_calls = fields.number("least_calls", 1..=MOST_CALLS);
    let (then, reason) = (fields.prose("then"), fields.prose("reason"));
    fields.finish();
    Some(DraftThreshold {
        share_percent: share_percent?,
        of: of?.value,
        least_calls: least_calls?,
        then: then?,
        reason: reason?,
    })
}
