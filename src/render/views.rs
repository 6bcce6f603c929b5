//! What each template receives. A view holds what its page shows, and nothing of its neighbours.
//! Names ending in `_html` are HTML, made from checked Markdown or by a template; templates mark them
//! `safe`. All other text is plain and escaped by the template engine.

mod cheat_sheet;
mod dialling;
mod lexicon;
mod sections;

use serde::Serialize;

pub use cheat_sheet::*;
pub use dialling::*;
pub use lexicon::*;
pub use sections::*;

/// The landing page: `home.html`.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// The head of the page.
    pub page: PageView,
    /// The nine sections.
    pub home: SectionsView,
    /// The filters, in the order of `site.toml`.
    pub filters: Vec<FilterView>,
    /// Codes that a call can end with first, then by number.
    pub entries: Vec<EntryView>,
    /// All codes as a table, by decade.
    pub index: Vec<IndexRow>,
}

/// A code's page: `code.html`.
#[derive(Debug, Serialize)]
pub struct CodeView {
    /// The head of the page.
    pub page: PageView,
    /// The code that the page is about.
    pub entry: EntryView,
    /// What the standards and the record say about it.
    pub facts: FactsView,
    /// What it means for those who dial.
    pub dialling: DiallingView,
    /// What products show for the code; may be none.
    pub systems: Vec<SystemView>,
    /// What stands below the front matter, with ids on its headings; empty where there is none.
    pub body_html: String,
    /// The related codes, in the writer's order; may be none.
    pub related: Vec<CodeLink>,
    /// The next smaller code that has a page.
    pub previous: Option<CodeLink>,
    /// The next larger code that has a page.
    pub next: Option<CodeLink>,
    /// What `class-index.html` makes of the code's class, where the theme has it: the same on all
    /// pages of the class.
    pub class_index_html: Option<String>,
}

/// The not-found page: `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    /// The head of the page.
    pub page: PageView,
    /// Every code that has a page, by number.
    pub codes: Vec<CodeLink>,
    /// Every code of IANA's registry.
    pub registered: Vec<u16>,
}

/// What is the same on every page; templates see it as `site`.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The name of the site.
    pub title: String,
    /// The name of the provider.
    pub brand: String,
    /// What the site is about.
    pub description: String,
    /// The language tag for `lang` (BCP 47), such as `en`.
    pub language: String,
    /// The path that every URL starts with; ends with `/`.
    pub root: String,
    /// The absolute URL of the landing page; ends with `/`.
    pub url: String,
    /// The URL of `codes.json`, from the root of the host.
    pub index_url: String,
    /// The URL of the table of causes, where there is one.
    pub causes_url: Option<String>,
    /// The URL of the page of translations, where there is one.
    pub translate_url: Option<String>,
    /// The URL of the page about one event under different codes, where there is one.
    pub same_event_url: Option<String>,
    /// The URL of the sheet to print, where the theme has one.
    pub cheat_sheet_url: Option<String>,
    /// How many codes have a page.
    pub count: usize,
    /// Where support is asked, if the landing page names a link.
    pub support: Option<LinkView>,
}

/// The codes of a class: `class-index.html`.
#[derive(Debug, Serialize)]
pub struct ClassIndexView {
    /// Its short form, such as `4xx`.
    pub class: &'static str,
    /// Its codes as a table, by decade.
    pub index: Vec<IndexRow>,
}

/// The head of a page.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// `home`, `code`, `cheat-sheet`, `not-found`, `cause-list`, `cause`, `translate` or `same-event`.
    pub kind: &'static str,
    /// What the title element holds.
    pub title: String,
    /// What search engines show: of a code or cause at most 155 characters of its meaning, of the
    /// home and the not-found page the site's description, else words of the theme.
    pub description: String,
    /// The absolute URL of the page; none for the not-found page.
    pub canonical: Option<String>,
    /// Structured data, safe inside a script element.
    pub json_ld: Option<String>,
    /// The address of the content file in the repository, where one is named.
    pub edit_url: Option<String>,
}

/// A named link; without a URL, a place in the product.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// What to call it.
    pub label: String,
    /// The absolute address.
    pub url: Option<String>,
}

/// A code to link to.
#[derive(Debug, Clone, Serialize)]
pub struct CodeLink {
    /// The three digits.
    pub code: u16,
    /// The reason phrase.
    pub reason: String,
    /// The path of its page, from the root of the host.
    pub url: String,
    /// The tone of its first badge.
    pub tone: &'static str,
}

/// A row of the index: the ten codes of a decade.
#[derive(Debug, Serialize)]
pub struct IndexRow {
    /// The first code of the row, such as 480.
    pub decade: u16,
    /// Ten cells by last digit; none where no page exists.
    pub cells: Vec<Option<CodeLink>>,
}

/// A filter and how much is behind it.
#[derive(Debug, Serialize)]
pub struct FilterView {
    /// The id, as in `EntryView.filters` and in an address `?filter=ID`.
    pub id: String,
    /// What visitors see.
    pub label: String,
    /// The tone of its first badge; empty where it has none.
    pub tone: &'static str,
    /// How many codes it finds.
    pub count: usize,
}

/// A badge.
#[derive(Debug, Clone, Serialize)]
pub struct BadgeView {
    /// The id, as in `site.toml`.
    pub id: String,
    /// What visitors see.
    pub label: String,
    /// `wait`, `fix`, `stop`, `escalate`, `account` or `ok`: picks colour and icon.
    pub tone: &'static str,
}

/// One code, as the landing page lists it and its own page shows it.
#[derive(Debug, Serialize)]
pub struct EntryView {
    /// The three digits.
    pub code: u16,
    /// The reason phrase.
    pub reason: String,
    /// The path of its page, from the root of the host.
    pub url: String,
    /// Its badges, 1 to 4; the first is the main action.
    pub badges: Vec<BadgeView>,
    /// Filter ids, separated by spaces.
    pub filters: String,
    /// Whether the landing page tells the code in full.
    pub in_full: bool,
    /// Whether a dialler meets the code as a failure, of a call or of its registration.
    pub is_failure: bool,
    /// Its types in one phrase, such as `Data or configuration issue`.
    pub types: String,
    /// What the softphone shows.
    pub softphone: String,
    /// Whether the softphone says something else than the reason phrase.
    pub softphone_differs: bool,
    /// The answer at a glance.
    pub verdict: VerdictView,
    /// What the code usually means.
    pub meaning_html: String,
    /// The standard's meaning, where the provider's differs.
    pub standard_html: Option<String>,
    /// Short texts, 1 to 8.
    pub typical_causes_html: Vec<String>,
    /// When to try again.
    pub retry_html: String,
    /// What to do.
    pub next_step_html: String,
}

/// The answer at a glance, each text at most 24 characters.
#[derive(Debug, Serialize)]
pub struct VerdictView {
    /// Whether to try again.
    pub retry: String,
    /// On whose side the trouble is.
    pub side: String,
    /// The next step.
    pub next: String,
}

/// What the standards and the record say about a code.
#[derive(Debug, Serialize)]
pub struct FactsView {
    /// The short form of the class, such as `4xx`; a key of `words.classes`.
    pub class: &'static str,
    /// Whether IANA's registry holds the code.
    pub registered: bool,
    /// Where the code is defined, if it is registered.
    pub defined_in: Option<DefinitionView>,
    /// The causes that a gateway turns into the code.
    pub q850: Vec<CauseView>,
    /// The cause that a gateway sends for the code.
    pub cause_sent: Option<CauseView>,
    /// `YYYY-MM-DD`.
    pub reviewed: Option<String>,
}

/// Where a code is defined.
#[derive(Debug, Serialize)]
pub struct DefinitionView {
    /// The number of the RFC.
    pub rfc: u16,
    /// The section, such as `21.4.5`; none where it is not verified.
    pub section: Option<&'static str>,
    /// The address of the RFC, with the section where it is known.
    pub url: String,
}

/// A Q.850 cause.
#[derive(Debug, Serialize)]
pub struct CauseView {
    /// The value, from 1 to 127.
    pub value: u8,
    /// The name in ITU-T Q.850, or that of its page, where there is one.
    pub name: Option<String>,
    /// The path of its page, from the root of the host.
    pub url: Option<String>,
}
