//! The views of the pages about causes and translations.

use std::collections::BTreeSet;

use super::parts::{self, cause_view, mention};
use super::structured;
use super::views::{
    AdvisedCodeView, CauseClassView, CausePageView, CauseRowView, CausesView, EventView,
    GroundsView, PageView, ProductView, ReportView, SameEventView, ShowingView, ShownView,
    SourceView, SystemView, TranslateView,
};
use crate::markdown::Prose;
use crate::model::{
    CauseEntry, Choice, Evidence, Grounds, KnowledgeBase, Product, Report, ResponseCode, Route,
    SharedEvent, Showing, Source,
};
use crate::registry;
use crate::theme::Words;

/// What `causes.html` receives.
pub fn causes(base: &KnowledgeBase, words: &Words) -> CausesView {
    let mut page = page(base, words, "cause-list", &Route::causes());
    page.json_ld = Some(structured::causes(base, &page));
    let mut classes: Vec<CauseClassView> = Vec::new();
    for row in rows(base) {
        match classes.last_mut().filter(|last| last.class == row.class) {
            Some(last) => last.causes.push(row),
            None => classes.push(CauseClassView { class: row.class, causes: vec![row] }),
        }
    }
    CausesView { page, classes }
}

/// What `cause.html` receives for a cause.
pub fn cause(base: &KnowledgeBase, words: &Words, entry: &CauseEntry) -> CausePageView {
    let causes = &base.lexicon.causes;
    let (previous, next) = parts::neighbours(causes, |other| other.cause == entry.cause);
    let view = |entry: &CauseEntry| cause_view(base, entry.cause);
    let url = base.settings.base_url.absolute(&Route::cause(entry.cause));
    let title = about(words, "title", entry);
    CausePageView {
        page: PageView {
            kind: "cause",
            title: parts::title(base, &title),
            description: parts::description(&about(words, "description", entry)),
            json_ld: Some(structured::cause(base, entry, &title)),
            canonical: Some(url),
            edit_url: parts::edit_url(base, "content/causes.toml"),
        },
        row: row(base, entry),
        becomes: advised(base, registry::codes_for_cause(entry.cause.value())),
        sent_for: advised(base, registry::codes_sent_as(entry.cause.value())),
        registered: entry.registered,
        meaning_html: entry.meaning.to_html(),
        note_html: entry.note.as_ref().map(Prose::to_html),
        products: products(base, |row| row.cause == Some(entry.cause)),
        previous: previous.map(view),
        next: next.map(view),
    }
}

/// Codes with the badges of those that have a page.
fn advised(base: &KnowledgeBase, codes: Vec<u16>) -> Vec<AdvisedCodeView> {
    let entry = |number: u16| ResponseCode::new(number.into()).and_then(|code| base.entry(code));
    let badges = |number| entry(number).map(|entry| parts::badges(base, &entry.badges));
    let view = |number| AdvisedCodeView {
        code: mention(base, number),
        badges: badges(number).unwrap_or_default(),
    };
    codes.into_iter().map(view).collect()
}

/// What `translate.html` receives.
pub fn translate(base: &KnowledgeBase, words: &Words) -> TranslateView {
    let mut products = products(base, |_| true);
    for (view, product) in products.iter_mut().zip(&base.lexicon.products) {
        view.note_html = product.note.as_ref().map(Prose::to_html);
    }
    let used = base.lexicon.products.iter().flat_map(|product| &product.rows);
    let mut page = page(base, words, "translate", &Route::translate());
    page.json_ld = Some(structured::tables(base, &page));
    TranslateView {
        page,
        causes: rows(base),
        products,
        sources: sources(base, used.map(|row| &row.grounds)),
    }
}

/// What `same_event.html` receives.
pub fn same_event(base: &KnowledgeBase, words: &Words) -> SameEventView {
    let events = &base.lexicon.events;
    let used = events.iter().flat_map(|event| &event.reports);
    let mut page = page(base, words, "same-event", &Route::same_event());
    page.json_ld = Some(structured::tables(base, &page));
    SameEventView {
        page,
        events: events.iter().map(|shared| event(base, shared)).collect(),
        sources: sources(base, used.map(|report| &report.grounds)),
    }
}

/// What the products show for a code, and which other codes they send on as this one.
pub fn systems(base: &KnowledgeBase, code: ResponseCode) -> Vec<SystemView> {
    let about = |row: &Showing| row.codes.contains(&code) || makes_other(row, code);
    let found = base.lexicon.rows_where(about).into_iter();
    found.map(|(product, rows)| system(base, product, &rows, code)).collect()
}

/// Whether other codes are sent on as `code`.
fn makes_other(row: &Showing, code: ResponseCode) -> bool {
    row.sends == Some(code) && row.codes.iter().any(|other| *other != code)
}

fn system(
    base: &KnowledgeBase,
    product: &Product,
    rows: &[&Showing],
    code: ResponseCode,
) -> SystemView {
    let shown = rows.iter().filter(|row| row.codes.contains(&code));
    let sent = rows.iter().filter(|row| makes_other(row, code));
    let others: BTreeSet<_> = sent.flat_map(|row| &row.codes).filter(|it| **it != code).collect();
    let grounds = rows.iter().map(|row| &row.grounds);
    let weakest = grounds.clone().map(|grounds| grounds.evidence).max();
    SystemView {
        name: product.name.clone(),
        url: table_url(base, product),
        rows: shown
            .map(|row| ShownView {
                shows: row.shows.clone(),
                cause: row.cause.map(|cause| cause_view(base, cause)),
            })
            .collect(),
        makes_it_of: others.iter().map(|it| it.to_string()).collect::<Vec<_>>().join(", "),
        evidence: weakest.map_or("", Evidence::id),
        uncertain: grounds.clone().any(|grounds| grounds.uncertain.is_some()),
    }
}

/// The address of a product's table.
fn table_url(base: &KnowledgeBase, product: &Product) -> String {
    format!("{}#{}", base.settings.base_url.relative(&Route::translate()), product.id)
}

/// The products with those of their rows that `fits` lets through.
fn products(base: &KnowledgeBase, fits: impl Fn(&Showing) -> bool) -> Vec<ProductView> {
    let found = base.lexicon.rows_where(fits).into_iter();
    let view = |(product, rows): (&Product, Vec<&Showing>)| ProductView {
        id: product.id.clone(),
        name: product.name.clone(),
        url: table_url(base, product),
        note_html: None,
        rows: rows.into_iter().map(|row| showing(base, row)).collect(),
    };
    found.map(view).collect()
}

fn showing(base: &KnowledgeBase, row: &Showing) -> ShowingView {
    ShowingView {
        shows: row.shows.clone(),
        field: row.field.clone(),
        cause: row.cause.map(|cause| cause_view(base, cause)),
        number: row.number,
        codes: row.codes.iter().map(|code| mention(base, code.number())).collect(),
        sends: row.sends.map(|code| mention(base, code.number())),
        meaning_html: row.meaning.as_ref().map(Prose::to_html),
        lost_html: row.lost.as_ref().map(Prose::to_html),
        grounds: grounds(&row.grounds),
    }
}

fn grounds(grounds: &Grounds) -> GroundsView {
    GroundsView {
        evidence: grounds.evidence.id(),
        source: grounds.source.clone(),
        uncertain_html: grounds.uncertain.as_ref().map(Prose::to_html),
    }
}

/// The sources that `used` names, in the order of their list.
fn sources<'a>(
    base: &KnowledgeBase,
    used: impl Iterator<Item = &'a Grounds> + Clone,
) -> Vec<SourceView> {
    let named = |source: &&Source| used.clone().any(|grounds| grounds.source == source.id);
    let view = |source: &Source| SourceView {
        id: source.id.clone(),
        what: source.what.clone(),
        url: source.url.clone(),
    };
    base.lexicon.sources.iter().filter(named).map(view).collect()
}

fn event(base: &KnowledgeBase, event: &SharedEvent) -> EventView {
    let report = |report: &Report| ReportView {
        who: report.who.clone(),
        code: report.code.map(|code| mention(base, code.number())),
        detail: report.detail.clone(),
        grounds: grounds(&report.grounds),
    };
    EventView {
        id: event.id.clone(),
        title: event.title.clone(),
        text_html: event.text.as_ref().map(Prose::to_html),
        reports: event.reports.iter().map(report).collect(),
    }
}

fn rows(base: &KnowledgeBase) -> Vec<CauseRowView> {
    base.lexicon.causes.iter().map(|entry| row(base, entry)).collect()
}

fn row(base: &KnowledgeBase, entry: &CauseEntry) -> CauseRowView {
    let mentions = |codes: Vec<u16>| codes.into_iter().map(|code| mention(base, code)).collect();
    CauseRowView {
        cause: cause_view(base, entry.cause),
        class: entry.cause.class().id(),
        becomes: mentions(registry::codes_for_cause(entry.cause.value())),
        sent_for: mentions(registry::codes_sent_as(entry.cause.value())),
    }
}

/// The head of a page whose title and description are the interface's words.
fn page(base: &KnowledgeBase, words: &Words, kind: &'static str, route: &Route) -> PageView {
    let group = match kind {
        "cause-list" => "causes",
        "same-event" => "same_event",
        kind => kind,
    };
    let word = |key| words.say(&[group, key], &[]);
    PageView {
        kind,
        title: parts::title(base, &word("title")),
        description: word("description"),
        canonical: Some(base.settings.base_url.absolute(route)),
        json_ld: None,
        edit_url: None,
    }
}

/// An interface's word about a cause.
fn about(words: &Words, key: &str, entry: &CauseEntry) -> String {
    let (cause, meaning) = (entry.cause.to_string(), entry.meaning.to_plain_text());
    let slots = [("cause", cause.as_str()), ("name", &entry.name), ("meaning", &meaning)];
    words.say(&["cause", key], &slots)
}
