//! `retry-policy.json`: the recommendations as a dialler reads them, version 1, as
//! `retry-policy.schema.json` describes it. Codes without a retry policy are left out.

use serde::Serialize;

use super::parts::{self, SiteRecord};
use crate::model::dialling::{Dialling, RetryPolicy, RetryRule, Threshold};
use crate::model::{Choice, Entry, KnowledgeBase, Route};

/// The JSON Schema of the recommendations.
pub const SCHEMA: &str = include_str!("retry-policy.schema.json");

#[derive(Serialize)]
struct Policies<'a> {
    version: u8,
    site: SiteRecord<'a>,
    codes: Vec<Code<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    code: u16,
    reason: &'a str,
    url: String,
    ends_call: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    side: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_locally: Option<String>,
    policy: Policy<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<Limit<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headers: Vec<Header<'a>>,
}

#[derive(Serialize)]
struct Policy<'a> {
    retry: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_delay_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    growth: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_attempts: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    honour_retry_after: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    reason: String,
}

#[derive(Serialize)]
struct Limit<'a> {
    share_percent: u8,
    of: &'a str,
    least_calls: u32,
    then: String,
    reason: String,
}

#[derive(Serialize)]
struct Header<'a> {
    name: &'a str,
    tells: String,
}

/// The recommendations as JSON on one line.
pub fn policies(base: &KnowledgeBase) -> Vec<u8> {
    let policies = Policies {
        version: 1,
        site: parts::site_record(base),
        codes: base.entries.iter().filter_map(|entry| code(base, entry)).collect(),
    };
    serde_json::to_vec(&policies).unwrap_or_default()
}

fn code<'a>(base: &'a KnowledgeBase, entry: &'a Entry) -> Option<Code<'a>> {
    let Dialling { ends_call, side, made_locally, retry_policy, headers, threshold } =
        &entry.dialling;
    Some(Code {
        code: entry.code.number(),
        reason: &entry.reason,
        url: base.settings.base_url.absolute(&Route::code(entry.code)),
        ends_call: ends_call.id(),
        side: side.iter().map(|side| side.id()).collect(),
        made_locally: made_locally.as_ref().map(|text| text.to_plain_text()),
        policy: policy(retry_policy.as_ref()?),
        threshold: threshold.as_ref().map(limit),
        headers: headers
            .iter()
            .map(|header| Header { name: &header.name, tells: header.tells.to_plain_text() })
            .collect(),
    })
}

fn policy(policy: &RetryPolicy) -> Policy<'static> {
    let rule: RetryRule = policy.rule;
    let pacing = rule.pacing();
    Policy {
        retry: rule.kind().id(),
        first_delay_seconds: pacing.map(|pacing| pacing.first_delay_seconds),
        growth: pacing.map(|pacing| pacing.growth),
        most_attempts: rule.most_attempts(),
        honour_retry_after: pacing.map(|pacing| pacing.honour_retry_after),
        scope: rule.scope().map(Choice::id),
        reason: policy.reason.to_plain_text(),
    }
}

fn limit(threshold: &Threshold) -> Limit<'_> {
    Limit {
        share_percent: threshold.share_percent,
        of: &threshold.of,
        least_calls: threshold.least_calls,
        then: threshold.then.to_plain_text(),
        reason: threshold.reason.to_plain_text(),
    }
}
