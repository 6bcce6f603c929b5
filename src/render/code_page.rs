//! The view of a code's page.

use super::views::{
    CodeView, DefinitionView, DiallingView, FactsView, HeaderView, PageView, RetryPolicyView,
    ThresholdView,
};
use super::{lexicon_pages, parts, structured, wording};
use crate::markdown::Prose;
use crate::model::dialling::Dialling;
use crate::model::{Cause, Entry, KnowledgeBase, Route};
use crate::registry;
use crate::theme::Words;

/// What `code.html` receives for an entry; `class_index_html` is made of its class.
pub fn view(
    base: &KnowledgeBase,
    entry: &Entry,
    words: &Words,
    class_index_html: Option<String>,
) -> CodeView {
    let settings = &base.settings;
    let url = settings.base_url.absolute(&Route::code(entry.code));
    let (previous, next) = parts::neighbours(&base.entries, |other| other.code == entry.code);
    let link = |entry| parts::link(base, entry);
    CodeView {
        page: PageView {
            kind: "code",
            title: parts::title(base, &format!("{} {}", entry.code, entry.reason)),
            description: parts::description(&entry.meaning.to_plain_text()),
            canonical: Some(url.clone()),
            json_ld: Some(structured::code(base, entry, &url)),
            edit_url: parts::edit_url(base, &entry.path),
        },
        entry: parts::entry(base, entry, words),
        facts: facts(base, entry),
        dialling: dialling(&entry.dialling, words),
        systems: lexicon_pages::systems(base, entry.code),
        body_html: entry.body.html().to_owned(),
        related: parts::links(base, &entry.related),
        previous: previous.map(link),
        next: next.map(link),
        class_index_html,
    }
}

fn facts(base: &KnowledgeBase, entry: &Entry) -> FactsView {
    let record = registry::find(entry.code.number());
    let cause = |cause| parts::cause_view(base, cause);
    let sent = registry::cause_sent_for(entry.code.number());
    FactsView {
        class: entry.code.class().pattern(),
        registered: entry.registered,
        defined_in: record.map(|record| DefinitionView {
            rfc: record.rfc,
            section: record.section,
            url: parts::definition_url(record),
        }),
        q850: entry.q850.iter().copied().map(cause).collect(),
        cause_sent: sent.and_then(|value| Cause::new(value.into())).map(cause),
        reviewed: entry.reviewed.clone(),
    }
}

fn dialling(dialling: &Dialling, words: &Words) -> DiallingView {
    let policy = dialling.retry_policy.as_ref();
    let threshold = dialling.threshold.as_ref();
    let headers = dialling.headers.iter();
    DiallingView {
        ends_call: wording::ends_call(words, dialling),
        sides: wording::sides(words, dialling),
        made_locally_html: dialling.made_locally.as_ref().map(Prose::to_html),
        retry_policy: policy.map(|policy| RetryPolicyView {
            rule: wording::retry_rule(words, policy.rule, dialling.ends_call),
            attempts: wording::attempts(words, policy.rule),
            conditions: wording::retry_conditions(words, policy.rule, dialling.ends_call),
            reason_html: policy.reason.to_html(),
        }),
        threshold: threshold.map(|threshold| ThresholdView {
            sentence: wording::threshold(words, threshold),
            then_html: threshold.then.to_html(),
            reason_html: threshold.reason.to_html(),
        }),
        headers: headers
            .map(|header| HeaderView {
                name: header.name.clone(),
                tells_html: header.tells.to_html(),
            })
            .collect(),
    }
}
