//! The pieces that several views share.

use serde::Serialize;

use super::views::{
    BadgeView, CauseView, CodeLink, CodeMention, EntryView, IndexRow, LinkView, VerdictView,
};
use super::wording;
use crate::markdown::Prose;
use crate::model::{Cause, Entry, KnowledgeBase, ResponseCode, Route};
use crate::registry;
use crate::theme::Words;

/// The most characters of a description that search engines show.
const DESCRIPTION: usize = 155;

/// A link to an entry's page.
pub fn link(base: &KnowledgeBase, entry: &Entry) -> CodeLink {
    let tone = entry.badges.first().and_then(|id| base.vocabulary.badge(id));
    CodeLink {
        code: entry.code.number(),
        reason: entry.reason.clone(),
        url: base.settings.base_url.relative(&Route::code(entry.code)),
        tone: tone.map_or("", |badge| badge.tone.id()),
    }
}

/// Links to codes that have a page.
pub fn links(base: &KnowledgeBase, codes: &[ResponseCode]) -> Vec<CodeLink> {
    codes.iter().filter_map(|code| base.entry(*code)).map(|entry| link(base, entry)).collect()
}

/// What stands before and after the one of `all` that `is_it`.
pub fn neighbours<T>(all: &[T], is_it: impl Fn(&T) -> bool) -> (Option<&T>, Option<&T>) {
    let at = all.iter().position(is_it).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    (before, all.get(at + 1))
}

/// The badges of these ids, in their order.
pub fn badges(base: &KnowledgeBase, ids: &[String]) -> Vec<BadgeView> {
    let found = ids.iter().filter_map(|id| base.vocabulary.badge(id));
    let view = |badge: &crate::model::Badge| BadgeView {
        id: badge.id.clone(),
        label: badge.label.clone(),
        tone: badge.tone.id(),
    };
    found.map(view).collect()
}

/// What the landing page and the code's own page show of an entry.
pub fn entry(base: &KnowledgeBase, entry: &Entry, words: &Words) -> EntryView {
    EntryView {
        code: entry.code.number(),
        reason: entry.reason.clone(),
        url: base.settings.base_url.relative(&Route::code(entry.code)),
        badges: badges(base, &entry.badges),
        filters: base.vocabulary.filters_of(&entry.badges).join(" "),
        in_full: base.home.reference.tells_in_full(entry.code),
        is_failure: entry.dialling.ends_call.is_failure(),
        types: wording::types(base, entry, words),
        softphone: entry.softphone.clone(),
        softphone_differs: entry.softphone != entry.reason,
        verdict: VerdictView {
            retry: entry.verdict.retry.clone(),
            side: entry.verdict.side.clone(),
            next: entry.verdict.next.clone(),
        },
        meaning_html: entry.meaning.to_html(),
        standard_html: entry.standard.as_ref().map(Prose::to_html),
        typical_causes_html: entry.typical_causes.iter().map(Prose::to_html).collect(),
        retry_html: entry.retry.to_html(),
        next_step_html: entry.next_step.to_html(),
    }
}

/// Codes as a table: a row for each decade that has one, a column for each last digit.
pub fn index(base: &KnowledgeBase, entries: &[Entry]) -> Vec<IndexRow> {
    let mut rows: Vec<IndexRow> = Vec::new();
    for entry in entries {
        let number = entry.code.number();
        let decade = number - number % 10;
        if rows.last().is_none_or(|row| row.decade != decade) {
            rows.push(IndexRow { decade, cells: vec![None; 10] });
        }
        let cells = rows.last_mut().map(|row| &mut row.cells);
        if let Some(cell) = cells.and_then(|cells| cells.get_mut(usize::from(number % 10))) {
            *cell = Some(link(base, entry));
        }
    }
    rows
}

/// A cause, linked where it has a page.
pub fn cause_view(base: &KnowledgeBase, cause: Cause) -> CauseView {
    let entry = base.lexicon.cause(cause);
    let name = entry.map(|entry| entry.name.as_str());
    let name = name.or_else(|| registry::cause_name(cause.value()));
    CauseView {
        value: cause.value(),
        name: name.map(str::to_owned),
        url: entry.map(|_| base.settings.base_url.relative(&Route::cause(cause))),
    }
}

/// A registered code, linked where it has a page.
pub fn mention(base: &KnowledgeBase, number: u16) -> CodeMention {
    let code = ResponseCode::new(number.into());
    let entry = code.and_then(|code| base.entry(code));
    CodeMention {
        code: number,
        reason: registry::find(number).map_or("", |record| record.reason),
        url: entry.map(|entry| base.settings.base_url.relative(&Route::code(entry.code))),
    }
}

/// The site, as the exports name it.
#[derive(Serialize)]
pub struct SiteRecord<'a> {
    title: &'a str,
    brand: &'a str,
    base_url: String,
    language: &'a str,
}

/// The site, for an export.
pub fn site_record(base: &KnowledgeBase) -> SiteRecord<'_> {
    let settings = &base.settings;
    SiteRecord {
        title: &settings.title,
        brand: &settings.brand,
        base_url: settings.base_url.to_string(),
        language: &settings.language,
    }
}

/// The site's title with its brand.
pub fn site_title(base: &KnowledgeBase) -> String {
    format!("{} · {}", base.settings.title, base.settings.brand)
}

/// What the title element of a page holds.
pub fn title(base: &KnowledgeBase, subject: &str) -> String {
    format!("{subject} · {}", site_title(base))
}

/// Where a content file is edited: the form that GitHub and its like use.
pub fn edit_url(base: &KnowledgeBase, path: &str) -> Option<String> {
    let repository = base.settings.repository.as_ref()?;
    Some(format!("{repository}/edit/main/{path}"))
}

/// Where support is asked, as the landing page names it.
pub fn support(base: &KnowledgeBase) -> Option<LinkView> {
    let name = base.home.support.link.as_ref()?;
    let link = base.settings.link(name)?;
    Some(LinkView { label: link.label.clone(), url: link.url.clone() })
}

/// The defining section at the RFC editor.
pub fn definition_url(record: &registry::Record) -> String {
    let section = record.section.map(|section| format!("#section-{section}")).unwrap_or_default();
    format!("https://www.rfc-editor.org/rfc/rfc{}{section}", record.rfc)
}

/// A text cut at a word to what search engines show.
pub fn description(text: &str) -> String {
    if text.chars().count() <= DESCRIPTION {
        return text.to_owned();
    }
    let cut: String = text.chars().take(DESCRIPTION - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', '.', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_cut_at_a_word() {
        assert_eq!(description("Short."), "Short.");
        let long = description(&"word, ".repeat(60));
        assert!(long.chars().count() <= DESCRIPTION, "{long}");
        assert!(long.ends_with("word…"), "{long}");
    }
}
