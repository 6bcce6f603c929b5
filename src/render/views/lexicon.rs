//! What the pages about causes and translations show.

use serde::Serialize;

use super::{BadgeView, CauseView, PageView};

/// The table of all causes: `causes.html`.
#[derive(Debug, Serialize)]
pub struct CausesView {
    /// The head of the page.
    pub page: PageView,
    /// The classes that have a cause with a page, by value.
    pub classes: Vec<CauseClassView>,
}

/// A class of causes.
#[derive(Debug, Serialize)]
pub struct CauseClassView {
    /// The id, a key of `words.cause_classes`, and the id of its section.
    pub class: &'static str,
    /// Its causes that have a page, by value.
    pub causes: Vec<CauseRowView>,
}

/// A cause in the table of all, and the codes of RFC 3398 beside it.
#[derive(Debug, Serialize)]
pub struct CauseRowView {
    /// The cause.
    pub cause: CauseView,
    /// The id of its class, a key of `words.cause_classes`.
    pub class: &'static str,
    /// The codes that a gateway turns the cause into (§7.2.4.1); may be none.
    pub becomes: Vec<CodeMention>,
    /// The codes for which a gateway sends the cause (§8.2.6.1); may be none.
    pub sent_for: Vec<CodeMention>,
}

/// A cause's page: `cause.html`.
#[derive(Debug, Serialize)]
pub struct CausePageView {
    /// The head of the page.
    pub page: PageView,
    /// The cause that the page is about, its class and its codes.
    pub row: CauseRowView,
    /// The codes that a gateway turns it into, with what to do; may be none.
    pub becomes: Vec<AdvisedCodeView>,
    /// The codes for which a gateway sends it, with what to do; may be none.
    pub sent_for: Vec<AdvisedCodeView>,
    /// Whether Q.850 has the cause.
    pub registered: bool,
    /// What it means in plain words.
    pub meaning_html: String,
    /// What is special about its way to SIP and back.
    pub note_html: Option<String>,
    /// What products call it; may be none.
    pub products: Vec<ProductView>,
    /// The next smaller cause that has a page.
    pub previous: Option<CauseView>,
    /// The next larger cause that has a page.
    pub next: Option<CauseView>,
}

/// What products show, and the codes behind it: `translate.html`.
#[derive(Debug, Serialize)]
pub struct TranslateView {
    /// The head of the page.
    pub page: PageView,
    /// The causes that have a page; may be none.
    pub causes: Vec<CauseRowView>,
    /// The products by id, at least one.
    pub products: Vec<ProductView>,
    /// What the rows rest on.
    pub sources: Vec<SourceView>,
}

/// One event under different codes: `same_event.html`.
#[derive(Debug, Serialize)]
pub struct SameEventView {
    /// The head of the page.
    pub page: PageView,
    /// The events, at least one.
    pub events: Vec<EventView>,
    /// What the rows rest on.
    pub sources: Vec<SourceView>,
}

/// A telephone system, dialler, gateway or cloud provider.
#[derive(Debug, Serialize)]
pub struct ProductView {
    /// The id of its table on the page of translations.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The address of its table.
    pub url: String,
    /// What holds for all its rows; none outside the page of translations.
    pub note_html: Option<String>,
    /// All its rows, or those that the page is about.
    pub rows: Vec<ShowingView>,
}

/// A product on a code's page.
#[derive(Debug, Serialize)]
pub struct SystemView {
    /// What it is called.
    pub name: String,
    /// The address of its table on the page of translations.
    pub url: String,
    /// What it shows for the code; may be none.
    pub rows: Vec<ShownView>,
    /// Other codes that it sends on as this one, in words; may be empty.
    pub makes_it_of: String,
    /// The weakest grade of its rows, a key of `words.evidence`.
    pub evidence: &'static str,
    /// Whether one of its rows is uncertain.
    pub uncertain: bool,
}

/// Names that a product shows for a code.
#[derive(Debug, Serialize)]
pub struct ShownView {
    /// As the product writes them, at least one.
    pub shows: Vec<String>,
    /// The Q.850 cause that they stand for.
    pub cause: Option<CauseView>,
}

/// Names that a product shows for the same thing.
#[derive(Debug, Serialize)]
pub struct ShowingView {
    /// As the product writes them, at least one.
    pub shows: Vec<String>,
    /// Where they are shown, such as `DIALSTATUS`.
    pub field: String,
    /// The Q.850 cause that they stand for.
    pub cause: Option<CauseView>,
    /// The product's own number for them.
    pub number: Option<u16>,
    /// The codes that they may have been; may be none.
    pub codes: Vec<CodeMention>,
    /// The code that the product sends on for them.
    pub sends: Option<CodeMention>,
    /// What they say.
    pub meaning_html: Option<String>,
    /// What can no longer be told from them.
    pub lost_html: Option<String>,
    /// What the row rests on.
    pub grounds: GroundsView,
}

/// What a statement rests on.
#[derive(Debug, Serialize)]
pub struct GroundsView {
    /// The grade, a key of `words.evidence`.
    pub evidence: &'static str,
    /// The id of the source in the list of sources.
    pub source: String,
    /// Why it may be wrong all the same.
    pub uncertain_html: Option<String>,
}

/// A source of statements.
#[derive(Debug, Serialize)]
pub struct SourceView {
    /// The id that statements name.
    pub id: String,
    /// What it is, in words.
    pub what: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// One event that different carriers report differently.
#[derive(Debug, Serialize)]
pub struct EventView {
    /// The id of its section.
    pub id: String,
    /// What happened.
    pub title: String,
    /// What follows for those who read the codes.
    pub text_html: Option<String>,
    /// The carriers, at least one.
    pub reports: Vec<ReportView>,
}

/// How one carrier reports an event.
#[derive(Debug, Serialize)]
pub struct ReportView {
    /// The carrier.
    pub who: String,
    /// The code that it sends, where it sends one.
    pub code: Option<CodeMention>,
    /// The phrase or error that comes with it.
    pub detail: Option<String>,
    /// What the row rests on.
    pub grounds: GroundsView,
}

/// A registered code and what to do about it.
#[derive(Debug, Serialize)]
pub struct AdvisedCodeView {
    /// The code.
    pub code: CodeMention,
    /// The badges of its page; none without one.
    pub badges: Vec<BadgeView>,
}

/// A registered code, which need not have a page.
#[derive(Debug, Serialize)]
pub struct CodeMention {
    /// The three digits.
    pub code: u16,
    /// The reason phrase.
    pub reason: &'static str,
    /// The path of its page, from the root of the host.
    pub url: Option<String>,
}
