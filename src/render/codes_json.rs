//! `codes.json`: the filter index and the public record in one, version 1, as
//! `codes.schema.json` describes it.

use serde::Serialize;

use super::parts::{self, SiteRecord};
use super::shown_names::ShownNames;
use crate::markdown::Prose;
use crate::model::{Choice, Entry, KnowledgeBase, Route};

/// The JSON Schema of the index.
pub const SCHEMA: &str = include_str!("codes.schema.json");

#[derive(Serialize)]
struct Index<'a> {
    version: u8,
    site: SiteRecord<'a>,
    filters: Vec<Filter<'a>>,
    badges: Vec<Badge<'a>>,
    types: Vec<Type<'a>>,
    codes: Vec<Code<'a>>,
}

#[derive(Serialize)]
struct Filter<'a> {
    id: &'a str,
    label: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct Badge<'a> {
    id: &'a str,
    label: &'a str,
    filter: &'a str,
    tone: &'a str,
}

#[derive(Serialize)]
struct Type<'a> {
    id: &'a str,
    label: &'a str,
}

/// In the order that a browser downloads in the fewest bytes, as trials found it.
#[derive(Serialize)]
struct Code<'a> {
    code: u16,
    class: &'a str,
    url: String,
    softphone: &'a str,
    reason: &'a str,
    ends_call: &'a str,
    types: &'a [String],
    badges: &'a [String],
    filters: Vec<&'a str>,
    registered: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<&'a str>,
    verdict: Verdict<'a>,
    next_step: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    standard: Option<String>,
    retry: String,
    meaning: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<Question<'a>>,
    typical_causes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shown_as: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<u16>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    search: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    q850: Vec<u8>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    side: &'a str,
    next: &'a str,
    retry: &'a str,
}

#[derive(Serialize)]
struct Question<'a> {
    order: i64,
    meaning: String,
    retry: String,
    action: String,
    badges: &'a [String],
}

#[derive(Serialize, PartialEq)]
struct Link {
    label: String,
    url: String,
}

/// The index as JSON on one line.
pub fn index(base: &KnowledgeBase) -> Vec<u8> {
    let vocabulary = &base.vocabulary;
    let filters = vocabulary.filters.iter();
    let badges = vocabulary.badges.iter();
    let types = vocabulary.types.iter();
    let names = ShownNames::of(&base.lexicon);
    let index = Index {
        version: 1,
        site: parts::site_record(base),
        filters: filters
            .map(|it| Filter { id: &it.id, label: &it.label, count: base.count_of(&it.id) })
            .collect(),
        badges: badges
            .map(|it| Badge {
                id: &it.id,
                label: &it.label,
                filter: &it.filter,
                tone: it.tone.id(),
            })
            .collect(),
        types: types.map(|it| Type { id: &it.id, label: &it.label }).collect(),
        codes: base.entries.iter().map(|entry| code(base, &names, entry)).collect(),
    };
    serde_json::to_vec(&index).unwrap_or_default()
}

fn code<'a>(base: &'a KnowledgeBase, names: &ShownNames<'a>, entry: &'a Entry) -> Code<'a> {
    let question = entry.question.as_ref();
    Code {
        code: entry.code.number(),
        class: entry.code.class().pattern(),
        url: base.settings.base_url.relative(&Route::code(entry.code)),
        softphone: &entry.softphone,
        reason: &entry.reason,
        ends_call: entry.dialling.ends_call.id(),
        types: &entry.types,
        badges: &entry.badges,
        filters: base.vocabulary.filters_of(&entry.badges),
        registered: entry.registered,
        reviewed: entry.reviewed.as_deref(),
        verdict: Verdict {
            side: &entry.verdict.side,
            next: &entry.verdict.next,
            retry: &entry.verdict.retry,
        },
        next_step: entry.next_step.to_plain_text(),
        standard: entry.standard.as_ref().map(Prose::to_plain_text),
        retry: entry.retry.to_plain_text(),
        meaning: entry.meaning.to_plain_text(),
        question: question.map(|question| Question {
            order: question.order,
            meaning: question.meaning.to_plain_text(),
            retry: question.retry.to_plain_text(),
            action: question.action.to_plain_text(),
            badges: &question.badges,
        }),
        typical_causes: entry.typical_causes.iter().map(Prose::to_plain_text).collect(),
        links: links(entry),
        shown_as: names.of_code(entry.code, &entry.q850),
        related: entry.related.iter().map(|code| code.number()).collect(),
        search: &entry.search,
        q850: entry.q850.iter().map(|cause| cause.value()).collect(),
    }
}

/// The links of all texts, each once, in their order.
fn links(entry: &Entry) -> Vec<Link> {
    let question = entry.question.as_ref();
    let of_question = question.map(|it| [&it.meaning, &it.retry, &it.action]);
    let proses = std::iter::once(&entry.meaning)
        .chain(&entry.standard)
        .chain(&entry.typical_causes)
        .chain([&entry.retry, &entry.next_step])
        .chain(of_question.into_iter().flatten());
    let mut links: Vec<Link> = Vec::new();
    for (label, url) in proses.flat_map(Prose::links) {
        let link = Link { label, url };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}
