//! What gateways, telephone systems and providers make of a code: Q.850 causes, the names that
//! products show, and one event under different codes. Every statement has its [`Grounds`].

use super::choice::Choice;
use super::{Cause, ResponseCode};
use crate::markdown::Prose;

/// All translations; every part may be empty.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// What the statements rest on, in the order of `sources.toml`.
    pub sources: Vec<Source>,
    /// The causes that have a page, by value, each once.
    pub causes: Vec<CauseEntry>,
    /// The products, by id.
    pub products: Vec<Product>,
    /// Events that carriers report under different codes, in the order of `events.toml`.
    pub events: Vec<SharedEvent>,
}

/// A text that statements rest on.
#[derive(Debug)]
pub struct Source {
    /// What statements call it.
    pub id: String,
    /// What it is, in words.
    pub what: String,
    /// Where it can be read, where there is one address.
    pub url: Option<String>,
}

/// What a statement rests on.
#[derive(Debug)]
pub struct Grounds {
    /// How sure it is.
    pub evidence: Evidence,
    /// The id of a [`Source`].
    pub source: String,
    /// Why it may be wrong all the same.
    pub uncertain: Option<Prose>,
}

/// How a statement is known, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A standard says so.
    Standard,
    /// Read in the source code of the product.
    SourceCode,
    /// The vendor says so.
    VendorDocumentation,
    /// Seen in practice, or told by those who run it.
    Practice,
}

/// A Q.850 cause with a page of its own.
#[derive(Debug)]
pub struct CauseEntry {
    /// The value.
    pub cause: Cause,
    /// The name in ITU-T Q.850, or the writer's where Q.850 has none.
    pub name: String,
    /// Whether Q.850 has the cause.
    pub registered: bool,
    /// What it means in plain words.
    pub meaning: Prose,
    /// What is special about its way to SIP and back.
    pub note: Option<Prose>,
}

/// A telephone system, dialler, gateway or cloud provider, and the names that it shows.
#[derive(Debug)]
pub struct Product {
    /// The stem of its file.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What holds for all its rows.
    pub note: Option<Prose>,
    /// At least one, in the writer's order.
    pub rows: Vec<Showing>,
}

/// Names that a product shows for the same thing, and what may lie behind them.
#[derive(Debug)]
pub struct Showing {
    /// As the product writes them, at least one.
    pub shows: Vec<String>,
    /// Where they are shown, such as `DIALSTATUS`.
    pub field: String,
    /// The Q.850 cause that they stand for.
    pub cause: Option<Cause>,
    /// The product's own number for them, where that is no Q.850 cause.
    pub number: Option<u16>,
    /// The codes that they may have been, by number.
    pub codes: Vec<ResponseCode>,
    /// The code that the product sends on for them.
    pub sends: Option<ResponseCode>,
    /// What they say.
    pub meaning: Option<Prose>,
    /// What can no longer be told from them.
    pub lost: Option<Prose>,
    /// What the row rests on.
    pub grounds: Grounds,
}

/// One event that different carriers report differently.
#[derive(Debug)]
pub struct SharedEvent {
    /// For fragments, such as `no-balance`.
    pub id: String,
    /// What happened.
    pub title: String,
    /// What follows for those who read the codes.
    pub text: Option<Prose>,
    /// At least one, in the writer's order.
    pub reports: Vec<Report>,
}

/// How one carrier reports an event.
#[derive(Debug)]
pub struct Report {
    /// The carrier.
    pub who: String,
    /// The code that it sends, where it sends one.
    pub code: Option<ResponseCode>,
    /// The phrase or error that comes with it.
    pub detail: Option<String>,
    /// What the row rests on.
    pub grounds: Grounds,
}

impl Lexicon {
    /// The fragment of the causes' table on the page of translations.
    pub const CAUSES_ID: &str = "q850";
    /// The fragment of the list of sources.
    pub const SOURCES_ID: &str = "sources";
    /// The ids that a page may use for itself: no product and no event has one.
    pub const OWN_IDS: [&str; 7] =
        ["count", "find", "main", "no-hit", Self::CAUSES_ID, Self::SOURCES_ID, "tables"];

    /// Whether there is neither cause nor product nor event.
    pub fn is_empty(&self) -> bool {
        self.causes.is_empty() && self.products.is_empty() && self.events.is_empty()
    }

    /// The entry of a cause.
    pub fn cause(&self, cause: Cause) -> Option<&CauseEntry> {
        let at = self.causes.binary_search_by_key(&cause, |entry| entry.cause).ok()?;
        self.causes.get(at)
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The rows of each product that `fits` lets through; products without one are left out.
    pub fn rows_where(&self, fits: impl Fn(&Showing) -> bool) -> Vec<(&Product, Vec<&Showing>)> {
        let mut found = Vec::new();
        for product in &self.products {
            let rows: Vec<_> = product.rows.iter().filter(|row| fits(row)).collect();
            if !rows.is_empty() {
                found.push((product, rows));
            }
        }
        found
    }
}

impl Choice for Evidence {
    const ALL: &'static [Self] =
        &[Self::Standard, Self::SourceCode, Self::VendorDocumentation, Self::Practice];

    fn id(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::SourceCode => "source-code",
            Self::VendorDocumentation => "vendor-documentation",
            Self::Practice => "practice",
        }
    }
}
