//! `causes.json`: causes, both mappings of RFC 3398, what products show and what carriers send for
//! the same event, version 1, as `causes.schema.json` describes it.

use serde::Serialize;

use crate::markdown::Prose;
use crate::model::{
    CauseEntry, Choice, Evidence, Grounds, KnowledgeBase, Lexicon, Report, ResponseCode, Route,
    Showing,
};
use crate::registry;

/// The JSON Schema of the record.
pub const SCHEMA: &str = include_str!("causes.schema.json");

#[derive(Serialize)]
struct Record<'a> {
    version: u8,
    mappings: [Mapping; 2],
    causes: Vec<Cause<'a>>,
    products: Vec<Product<'a>>,
    events: Vec<Event<'a>>,
    sources: Vec<Source<'a>>,
}

/// What the numbers beside each cause rest on.
#[derive(Serialize)]
struct Mapping {
    key: &'static str,
    evidence: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Cause<'a> {
    cause: u8,
    name: &'a str,
    class: &'static str,
    registered: bool,
    url: String,
    meaning: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    becomes: Vec<u16>,
    sent_for: Vec<u16>,
}

#[derive(Serialize)]
struct Product<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    shows: &'a [String],
    field: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u16>,
    codes: Vec<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sends: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<String>,
    #[serde(flatten)]
    grounds: GroundsRecord<'a>,
}

#[derive(Serialize)]
struct GroundsRecord<'a> {
    evidence: &'static str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncertain: Option<String>,
}

#[derive(Serialize)]
struct Event<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    reports: Vec<ReportRecord<'a>>,
}

#[derive(Serialize)]
struct ReportRecord<'a> {
    who: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(flatten)]
    grounds: GroundsRecord<'a>,
}

#[derive(Serialize)]
struct Source<'a> {
    id: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// The record as JSON on one line.
pub fn record(base: &KnowledgeBase) -> Vec<u8> {
    let lexicon = &base.lexicon;
    let standard = Evidence::Standard.id();
    let record = Record {
        version: 1,
        mappings: [
            Mapping { key: "becomes", evidence: standard, source: "RFC 3398 §7.2.4.1" },
            Mapping { key: "sent_for", evidence: standard, source: "RFC 3398 §8.2.6.1" },
        ],
        causes: lexicon.causes.iter().map(|entry| cause(base, entry)).collect(),
        products: products(lexicon),
        events: events(lexicon),
        sources: sources(lexicon),
    };
    serde_json::to_vec(&record).unwrap_or_default()
}

fn cause<'a>(base: &'a KnowledgeBase, entry: &'a CauseEntry) -> Cause<'a> {
    let value = entry.cause.value();
    Cause {
        cause: value,
        name: &entry.name,
        class: entry.cause.class().id(),
        registered: entry.registered,
        url: base.settings.base_url.relative(&Route::cause(entry.cause)),
        meaning: entry.meaning.to_plain_text(),
        note: plain(entry.note.as_ref()),
        becomes: registry::codes_for_cause(value),
        sent_for: registry::codes_sent_as(value),
    }
}

fn products(lexicon: &Lexicon) -> Vec<Product<'_>> {
    let products = lexicon.products.iter().map(|product| Product {
        id: &product.id,
        name: &product.name,
        note: plain(product.note.as_ref()),
        rows: product.rows.iter().map(row).collect(),
    });
    products.collect()
}

fn row(row: &Showing) -> Row<'_> {
    Row {
        shows: &row.shows,
        field: &row.field,
        cause: row.cause.map(|cause| cause.value()),
        number: row.number,
        codes: row.codes.iter().map(|code| code.number()).collect(),
        sends: row.sends.map(ResponseCode::number),
        meaning: plain(row.meaning.as_ref()),
        lost: plain(row.lost.as_ref()),
        grounds: grounds(&row.grounds),
    }
}

fn grounds(grounds: &Grounds) -> GroundsRecord<'_> {
    GroundsRecord {
        evidence: grounds.evidence.id(),
        source: &grounds.source,
        uncertain: plain(grounds.uncertain.as_ref()),
    }
}

fn events(lexicon: &Lexicon) -> Vec<Event<'_>> {
    let events = lexicon.events.iter().map(|event| Event {
        id: &event.id,
        title: &event.title,
        text: plain(event.text.as_ref()),
        reports: event.reports.iter().map(report).collect(),
    });
    events.collect()
}

fn report(report: &Report) -> ReportRecord<'_> {
    ReportRecord {
        who: &report.who,
        code: report.code.map(ResponseCode::number),
        detail: report.detail.as_deref(),
        grounds: grounds(&report.grounds),
    }
}

fn sources(lexicon: &Lexicon) -> Vec<Source<'_>> {
    let sources = lexicon.sources.iter();
    sources.map(|it| Source { id: &it.id, what: &it.what, url: it.url.as_deref() }).collect()
}

fn plain(prose: Option<&Prose>) -> Option<String> {
    prose.map(Prose::to_plain_text)
}
