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
    pub hero: Hero,
    pub why: Why,
    pub categories: Categories,
    pub questions: Heading,
    pub reference: Heading,
    pub action_flow: ActionFlow,
    pub advantage: Advantage,
    pub softphone: Softphone,
    pub support: Support,
}

/// What every section opens with.
#[derive(Debug)]
pub struct Heading {
    /// The small line above the heading.
    pub label: Prose,
    pub heading: Prose,
    pub text: Option<Prose>,
}

#[derive(Debug)]
pub struct Hero {
    pub heading: Heading,
    pub codes: Vec<HeroCode>,
}

#[derive(Debug)]
pub struct HeroCode {
    pub code: ResponseCode,
    pub note: Prose,
}

#[derive(Debug)]
pub struct Why {
    pub heading: Heading,
    pub items: Vec<Item>,
}

#[derive(Debug)]
pub struct Item {
    pub title: Prose,
    pub text: Prose,
}

#[derive(Debug)]
pub struct Categories {
    pub heading: Heading,
    pub items: Vec<CategoryItem>,
}

#[derive(Debug)]
pub struct CategoryItem {
    pub item: Item,
    pub codes: Vec<ResponseCode>,
}

#[derive(Debug)]
pub struct ActionFlow {
    pub heading: Heading,
    pub steps: Vec<Item>,
    pub cards: Vec<QuickCard>,
}

#[derive(Debug)]
pub struct QuickCard {
    pub code: ResponseCode,
    pub item: Item,
}

#[derive(Debug)]
pub struct Advantage {
    pub heading: Heading,
    pub without: ListOfPoints,
    pub with: ListOfPoints,
}

#[derive(Debug)]
pub struct ListOfPoints {
    pub title: Prose,
    pub items: Vec<Prose>,
}

#[derive(Debug)]
pub struct Softphone {
    pub heading: Heading,
    pub code: ResponseCode,
    pub meaning: Prose,
    pub next_step: Prose,
}

#[derive(Debug)]
pub struct Support {
    pub heading: Heading,
    pub checklist: Vec<Prose>,
    /// The name of a link in `site.toml`.
    pub link: Option<String>,
}
