//! What each template receives. A view holds what its page shows, and nothing of its neighbours.
//! Names ending in `_html` are HTML, made from checked Markdown; templates mark them `safe`. All
//! other text is plain and escaped by the template engine.

use serde::Serialize;

/// The landing page: `home.html`.
#[derive(Debug, Serialize)]
pub struct HomeView {
    pub page: PageView,
    pub home: SectionsView,
    pub filters: Vec<FilterView>,
    /// Codes that a call can end with first, then by number.
    pub entries: Vec<EntryView>,
    pub index: Vec<IndexRow>,
}

/// A code's page: `code.html`.
#[derive(Debug, Serialize)]
pub struct CodeView {
    pub page: PageView,
    pub entry: EntryView,
    pub facts: FactsView,
    pub body_html: String,
    pub related: Vec<CodeLink>,
    pub previous: Option<CodeLink>,
    pub next: Option<CodeLink>,
    /// The codes of the same class.
    pub index: Vec<IndexRow>,
}

/// The not-found page: `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    pub page: PageView,
    pub codes: Vec<CodeLink>,
    /// Every code of IANA's registry.
    pub registered: Vec<u16>,
}

/// What is the same on every page; templates see it as `site`.
#[derive(Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub brand: String,
    pub description: String,
    pub language: String,
    /// The path that every URL starts with; ends with `/`.
    pub root: String,
    /// The absolute URL of the landing page; ends with `/`.
    pub url: String,
    /// The URL of codes.json.
    pub index_url: String,
    /// How many codes have a page.
    pub count: usize,
    /// Where support is asked, if the landing page names a link.
    pub support: Option<LinkView>,
}

/// The head of a page.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// `home`, `code` or `not-found`.
    pub kind: &'static str,
    pub title: String,
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
    pub label: String,
    pub url: Option<String>,
}

/// A code to link to.
#[derive(Debug, Clone, Serialize)]
pub struct CodeLink {
    pub code: u16,
    pub reason: String,
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

#[derive(Debug, Serialize)]
pub struct FilterView {
    pub id: String,
    pub label: String,
    pub tone: &'static str,
    pub count: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct BadgeView {
    pub id: String,
    pub label: String,
    pub tone: &'static str,
}

/// One code, as the landing page lists it and its own page shows it.
#[derive(Debug, Serialize)]
pub struct EntryView {
    pub code: u16,
    pub reason: String,
    pub url: String,
    pub badges: Vec<BadgeView>,
    /// Filter ids, separated by spaces.
    pub filters: String,
    /// The labels of its types, such as `["Data", "Configuration"]`.
    pub types: Vec<String>,
    pub softphone: String,
    /// Whether the softphone says something else than the reason phrase.
    pub softphone_differs: bool,
    pub verdict: VerdictView,
    pub meaning_html: String,
    pub standard_html: Option<String>,
    pub typical_causes_html: Vec<String>,
    pub retry_html: String,
    pub next_step_html: String,
}

#[derive(Debug, Serialize)]
pub struct VerdictView {
    pub retry: String,
    pub side: String,
    pub next: String,
}

/// What the standards and the record say about a code.
#[derive(Debug, Serialize)]
pub struct FactsView {
    /// The short form of the class, such as `4xx`; a key of `words.classes`.
    pub class: &'static str,
    pub registered: bool,
    /// Whether a dial attempt can end with the code.
    pub ends_call: bool,
    pub defined_in: Option<DefinitionView>,
    /// The causes that a gateway turns into the code.
    pub q850: Vec<CauseView>,
    /// The cause that a gateway sends for the code.
    pub cause_sent: Option<CauseView>,
    /// `YYYY-MM-DD`.
    pub reviewed: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct DefinitionView {
    pub rfc: u16,
    pub section: Option<&'static str>,
    pub url: String,
}

#[derive(Debug, Serialize)]
pub struct CauseView {
    pub value: u8,
    pub name: Option<&'static str>,
}

/// The nine sections of the landing page.
#[derive(Debug, Serialize)]
pub struct SectionsView {
    pub hero: HeroView,
    pub why: WhyView,
    pub categories: CategoriesView,
    pub questions: QuestionsView,
    pub reference: HeadingView,
    pub action_flow: ActionFlowView,
    pub advantage: AdvantageView,
    pub softphone: SoftphoneView,
    pub support: SupportView,
}

/// What every section opens with.
#[derive(Debug, Serialize)]
pub struct HeadingView {
    pub label_html: String,
    pub heading_html: String,
    pub text_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct ItemView {
    pub title_html: String,
    pub text_html: String,
}

#[derive(Debug, Serialize)]
pub struct HeroView {
    pub heading: HeadingView,
    pub codes: Vec<HeroCodeView>,
}

#[derive(Debug, Serialize)]
pub struct HeroCodeView {
    pub link: CodeLink,
    pub badges: Vec<BadgeView>,
    pub note_html: String,
}

#[derive(Debug, Serialize)]
pub struct WhyView {
    pub heading: HeadingView,
    pub items: Vec<ItemView>,
}

#[derive(Debug, Serialize)]
pub struct CategoriesView {
    pub heading: HeadingView,
    pub items: Vec<CategoryView>,
}

#[derive(Debug, Serialize)]
pub struct CategoryView {
    pub item: ItemView,
    pub codes: Vec<CodeLink>,
}

#[derive(Debug, Serialize)]
pub struct QuestionsView {
    pub heading: HeadingView,
    pub cards: Vec<QuestionView>,
}

#[derive(Debug, Serialize)]
pub struct QuestionView {
    pub link: CodeLink,
    pub badges: Vec<BadgeView>,
    pub meaning_html: String,
    pub retry_html: String,
    pub action_html: String,
}

#[derive(Debug, Serialize)]
pub struct ActionFlowView {
    pub heading: HeadingView,
    pub steps: Vec<ItemView>,
    pub cards: Vec<QuickCardView>,
}

#[derive(Debug, Serialize)]
pub struct QuickCardView {
    pub link: CodeLink,
    pub badges: Vec<BadgeView>,
    pub item: ItemView,
}

#[derive(Debug, Serialize)]
pub struct AdvantageView {
    pub heading: HeadingView,
    pub without: PointsView,
    pub with: PointsView,
}

#[derive(Debug, Serialize)]
pub struct PointsView {
    pub title_html: String,
    pub items_html: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct SoftphoneView {
    pub heading: HeadingView,
    pub example: Option<ExampleView>,
    pub meaning_html: String,
    pub next_step_html: String,
}

/// What the softphone shows for a code.
#[derive(Debug, Serialize)]
pub struct ExampleView {
    pub link: CodeLink,
    pub softphone: String,
    pub badges: Vec<BadgeView>,
}

#[derive(Debug, Serialize)]
pub struct SupportView {
    pub heading: HeadingView,
    pub checklist_html: Vec<String>,
    pub link: Option<LinkView>,
}
