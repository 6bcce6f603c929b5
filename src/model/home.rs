//! The words of the landing page, section by section, as `home.toml` gives them.

use super::ResponseCode;
use crate::markdown::Prose;

/// The nine sections' ids on the landing page, in order.
pub const SECTIONS: [&str; 9] = [
    "hero",
    "why",
    "categories",
    "questions",
    "reference",
    "action-flow",
    "advantage",
    "softphone",
    "support",
];

/// All nine sections.
#[derive(Debug)]
pub struct Home {
    /// The opening, with the codes that it shows at once.
    pub hero: Hero,
    /// What the codes are good for.
    pub why: Why,
    /// The kinds of failure.
    pub categories: Categories,
    /// The heading above the common questions; the cards come from the entries.
    pub questions: Heading,
    /// The list of all codes.
    pub reference: Reference,
    /// From the code to the next move.
    pub action_flow: ActionFlow,
    /// Two lists to compare.
    pub advantage: Advantage,
    /// How to read the softphone's status line.
    pub softphone: Softphone,
    /// What to bring to support, and where to ask.
    pub support: Support,
}

/// The list of all codes.
#[derive(Debug)]
pub struct Reference {
    /// What stands above the list.
    pub heading: Heading,
    /// The codes that the list tells in full; all of them where none is named.
    pub in_full: Vec<ResponseCode>,
}

impl Reference {
    /// Whether the list tells `code` in full.
    pub fn tells_in_full(&self, code: ResponseCode) -> bool {
        self.in_full.is_empty() || self.in_full.contains(&code)
    }
}

/// What every section opens with.
#[derive(Debug)]
pub struct Heading {
    /// The small line above the heading.
    pub label: Prose,
    /// The heading itself.
    pub heading: Prose,
    /// A paragraph below the heading, where there is one.
    pub text: Option<Prose>,
}

/// The opening of the landing page.
#[derive(Debug)]
pub struct Hero {
    /// What the section opens with; the heading is the page's first.
    pub heading: Heading,
    /// The codes that it shows, at least one.
    pub codes: Vec<HeroCode>,
}

/// A code in the opening.
#[derive(Debug)]
pub struct HeroCode {
    /// A code that has a page.
    pub code: ResponseCode,
    /// A short text about it.
    pub note: Prose,
}

/// What the codes are good for.
#[derive(Debug)]
pub struct Why {
    /// What the section opens with.
    pub heading: Heading,
    /// The reasons, at least one.
    pub items: Vec<Item>,
}

/// A title and a text.
#[derive(Debug)]
pub struct Item {
    /// The title.
    pub title: Prose,
    /// The text below it.
    pub text: Prose,
}

/// The kinds of failure.
#[derive(Debug)]
pub struct Categories {
    /// What the section opens with.
    pub heading: Heading,
    /// The kinds, at least one.
    pub items: Vec<CategoryItem>,
}

/// A kind of failure and the codes that stand for it.
#[derive(Debug)]
pub struct CategoryItem {
    /// What it is called, and what it means.
    pub item: Item,
    /// Codes that have a page, in the writer's order; may be none.
    pub codes: Vec<ResponseCode>,
}

/// From the code to the next move.
#[derive(Debug)]
pub struct ActionFlow {
    /// What the section opens with.
    pub heading: Heading,
    /// The steps in order, at least one.
    pub steps: Vec<Item>,
    /// The quick cards, at least one.
    pub cards: Vec<QuickCard>,
}

/// A code and its next move on one line.
#[derive(Debug)]
pub struct QuickCard {
    /// A code that has a page.
    pub code: ResponseCode,
    /// What is wrong, and what to do.
    pub item: Item,
}

/// Work without the reason of a failure, and with it.
#[derive(Debug)]
pub struct Advantage {
    /// What the section opens with.
    pub heading: Heading,
    /// Points of work without it.
    pub without: ListOfPoints,
    /// Points of work with it.
    pub with: ListOfPoints,
}

/// A titled list.
#[derive(Debug)]
pub struct ListOfPoints {
    /// What the points have in common.
    pub title: Prose,
    /// The points, at least one.
    pub items: Vec<Prose>,
}

/// How to read the softphone's status line.
#[derive(Debug)]
pub struct Softphone {
    /// What the section opens with.
    pub heading: Heading,
    /// The code of the example; it has a page.
    pub code: ResponseCode,
    /// What the example's line means.
    pub meaning: Prose,
    /// What to do after reading it.
    pub next_step: Prose,
}

/// What to bring to support, and where to ask.
#[derive(Debug)]
pub struct Support {
    /// What the section opens with.
    pub heading: Heading,
    /// What to have at hand, at least one point.
    pub checklist: Vec<Prose>,
    /// The name of a link in `site.toml`.
    pub link: Option<String>,
}
