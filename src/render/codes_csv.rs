//! `codes.csv`: the public record as a table (RFC 4180: commas, CRLF, quotes where they are
//! needed), a row for each code and one for the names of the columns. Lists are joined by "; ".
//! Texts stand as they are: nothing is changed for programs that take a cell for a formula.

use serde::Serialize;

use crate::markdown::Prose;
use crate::model::dialling::{Pacing, RetryRule};
use crate::model::{Choice, Entry, KnowledgeBase, Route, Vocabulary};

/// A row; the names of the fields are the heads of the columns.
#[derive(Serialize)]
struct Row<'a> {
    code: u16,
    class: &'a str,
    reason: &'a str,
    registered: bool,
    softphone: &'a str,
    ends_call: &'a str,
    badges: String,
    types: String,
    verdict_retry: &'a str,
    verdict_side: &'a str,
    verdict_next: &'a str,
    side: String,
    meaning: String,
    standard: String,
    typical_causes: String,
    retry: String,
    next_step: String,
    made_locally: String,
    retry_policy: &'a str,
    first_delay_seconds: Option<u32>,
    growth: Option<u8>,
    most_attempts: Option<u8>,
    honour_retry_after: Option<bool>,
    scope: &'a str,
    threshold_share_percent: Option<u8>,
    threshold_of: &'a str,
    threshold_least_calls: Option<u32>,
    headers: String,
    q850: String,
    related: String,
    reviewed: &'a str,
    url: String,
}

/// The table in UTF-8, without a byte order mark.
pub fn table(base: &KnowledgeBase) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for entry in &base.entries {
        // Writing to memory does not fail, and every row has the same columns.
        let _ = writer.serialize(row(base, entry));
    }
    writer.into_inner().unwrap_or_default()
}

fn row<'a>(base: &'a KnowledgeBase, entry: &'a Entry) -> Row<'a> {
    let dialling = &entry.dialling;
    let rule = dialling.retry_policy.as_ref().map(|policy| policy.rule);
    let pacing = rule.and_then(RetryRule::pacing);
    let threshold = dialling.threshold.as_ref();
    Row {
        code: entry.code.number(),
        class: entry.code.class().pattern(),
        reason: &entry.reason,
        registered: entry.registered,
        softphone: &entry.softphone,
        ends_call: dialling.ends_call.id(),
        badges: badges(&base.vocabulary, entry),
        types: types(&base.vocabulary, entry),
        verdict_retry: &entry.verdict.retry,
        verdict_side: &entry.verdict.side,
        verdict_next: &entry.verdict.next,
        side: joined(&dialling.side, |side| side.id().to_owned()),
        meaning: entry.meaning.to_plain_text(),
        standard: text(&entry.standard),
        typical_causes: joined(&entry.typical_causes, Prose::to_plain_text),
        retry: entry.retry.to_plain_text(),
        next_step: entry.next_step.to_plain_text(),
        made_locally: text(&dialling.made_locally),
        retry_policy: rule.map_or("", |rule| rule.kind().id()),
        first_delay_seconds: pacing.map(|pacing| pacing.first_delay_seconds),
        growth: pacing.map(|pacing| pacing.growth),
        most_attempts: rule.and_then(RetryRule::most_attempts),
        honour_retry_after: pacing.map(|Pacing { honour_retry_after, .. }| honour_retry_after),
        scope: rule.and_then(RetryRule::scope).map_or("", Choice::id),
        threshold_share_percent: threshold.map(|threshold| threshold.share_percent),
        threshold_of: threshold.map_or("", |threshold| &threshold.of),
        threshold_least_calls: threshold.map(|threshold| threshold.least_calls),
        headers: joined(&dialling.headers, |header| header.name.clone()),
        q850: joined(&entry.q850, |cause| cause.to_string()),
        related: joined(&entry.related, |code| code.to_string()),
        reviewed: entry.reviewed.as_deref().unwrap_or_default(),
        url: base.settings.base_url.absolute(&Route::code(entry.code)),
    }
}

fn badges(vocabulary: &Vocabulary, entry: &Entry) -> String {
    let badges = entry.badges.iter().filter_map(|id| vocabulary.badge(id));
    joined(badges, |badge| badge.label.clone())
}

fn types(vocabulary: &Vocabulary, entry: &Entry) -> String {
    let types = entry.types.iter().filter_map(|id| vocabulary.issue_type(id));
    joined(types, |issue_type| issue_type.label.clone())
}

fn text(prose: &Option<Prose>) -> String {
    prose.as_ref().map(Prose::to_plain_text).unwrap_or_default()
}

fn joined<T>(items: impl IntoIterator<Item = T>, text: impl Fn(T) -> String) -> String {
    items.into_iter().map(text).collect::<Vec<_>>().join("; ")
}
