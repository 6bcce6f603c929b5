//! What the sections of the landing page show.

use serde::Serialize;

use super::{BadgeView, CodeLink, LinkView};

/// The nine sections of the landing page.
#[derive(Debug, Serialize)]
pub struct SectionsView {
    /// The opening.
    pub hero: HeroView,
    /// What the codes are good for.
    pub why: WhyView,
    /// The kinds of failure.
    pub categories: CategoriesView,
    /// The common questions.
    pub questions: QuestionsView,
    /// The heading above the list of all codes.
    pub reference: HeadingView,
    /// From the code to the next move.
    pub action_flow: ActionFlowView,
    /// Two lists to compare.
    pub advantage: AdvantageView,
    /// How to read the softphone's status line.
    pub softphone: SoftphoneView,
    /// What to bring to support, and where to ask.
    pub support: SupportView,
}

/// What every section opens with.
#[derive(Debug, Serialize)]
pub struct HeadingView {
    /// The small line above the heading.
    pub label_html: String,
    /// The heading itself.
    pub heading_html: String,
    /// A paragraph below the heading.
    pub text_html: Option<String>,
}

/// A title and a text.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// The title.
    pub title_html: String,
    /// The text below it.
    pub text_html: String,
}

/// The opening.
#[derive(Debug, Serialize)]
pub struct HeroView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// The codes that it shows.
    pub codes: Vec<HeroCodeView>,
}

/// A code in the opening.
#[derive(Debug, Serialize)]
pub struct HeroCodeView {
    /// The code.
    pub link: CodeLink,
    /// Its badges.
    pub badges: Vec<BadgeView>,
    /// A short text about it.
    pub note_html: String,
}

/// What the codes are good for.
#[derive(Debug, Serialize)]
pub struct WhyView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// The reasons.
    pub items: Vec<ItemView>,
}

/// The kinds of failure.
#[derive(Debug, Serialize)]
pub struct CategoriesView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// The kinds.
    pub items: Vec<CategoryView>,
}

/// A kind of failure and the codes that stand for it.
#[derive(Debug, Serialize)]
pub struct CategoryView {
    /// What it is called, and what it means.
    pub item: ItemView,
    /// The codes; may be none.
    pub codes: Vec<CodeLink>,
}

/// The common questions.
#[derive(Debug, Serialize)]
pub struct QuestionsView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// The questions in their order; may be none.
    pub cards: Vec<QuestionView>,
}

/// A common question about a code.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// The code.
    pub link: CodeLink,
    /// The card's own badges, or the code's where it names none.
    pub badges: Vec<BadgeView>,
    /// What the code means.
    pub meaning_html: String,
    /// When to try again.
    pub retry_html: String,
    /// What to do.
    pub action_html: String,
}

/// From the code to the next move.
#[derive(Debug, Serialize)]
pub struct ActionFlowView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// The steps in order.
    pub steps: Vec<ItemView>,
    /// Codes with their next move.
    pub cards: Vec<QuickCardView>,
}

/// A code and its next move.
#[derive(Debug, Serialize)]
pub struct QuickCardView {
    /// The code.
    pub link: CodeLink,
    /// Its badges.
    pub badges: Vec<BadgeView>,
    /// What is wrong, and what to do.
    pub item: ItemView,
}

/// Two lists to compare.
#[derive(Debug, Serialize)]
pub struct AdvantageView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// Work without the reason of a failure.
    pub without: PointsView,
    /// Work with it.
    pub with: PointsView,
}

/// A titled list.
#[derive(Debug, Serialize)]
pub struct PointsView {
    /// What the points have in common.
    pub title_html: String,
    /// The points.
    pub items_html: Vec<String>,
}

/// How to read the softphone's status line.
#[derive(Debug, Serialize)]
pub struct SoftphoneView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// The code of the example.
    pub example: Option<ExampleView>,
    /// What the example's line means.
    pub meaning_html: String,
    /// What to do after reading it.
    pub next_step_html: String,
}

/// What the softphone shows for a code.
#[derive(Debug, Serialize)]
pub struct ExampleView {
    /// The code.
    pub link: CodeLink,
    /// The words on its screen.
    pub softphone: String,
    /// The code's badges.
    pub badges: Vec<BadgeView>,
}

/// What to bring to support, and where to ask.
#[derive(Debug, Serialize)]
pub struct SupportView {
    /// What the section opens with.
    pub heading: HeadingView,
    /// What to have at hand.
    pub checklist_html: Vec<String>,
    /// Where to ask, if the landing page names a link.
    pub link: Option<LinkView>,
}
