//! What `site.toml` says about the site as a whole.

use super::BaseUrl;

/// Settings of the site.
#[derive(Debug)]
pub struct Settings {
    /// The name of the site.
    pub title: String,
    /// The name of the provider.
    pub brand: String,
    /// What the site is about, in a sentence or two.
    pub description: String,
    /// Where the site lies.
    pub base_url: BaseUrl,
    /// A language tag (BCP 47).
    pub language: String,
    /// Where the content's source lies, for edit links.
    pub repository: Option<String>,
    /// The tables `[links.NAME]`, in the order of the file.
    pub links: Vec<NamedLink>,
}

/// A link that content names as `link:NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLink {
    /// The NAME of its table.
    pub name: String,
    /// What to call it where it is not linked.
    pub label: String,
    /// `None`: a place in the product whose address nobody knows; only the label is shown.
    pub url: Option<String>,
}

/// An old address and where it leads now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// A path of this site that nothing else uses, below the base path.
    pub from: String,
    /// The URL of a page or file of this site, with the base path, or an absolute web address:
    /// escaped, so that it holds no blank.
    pub to: String,
}

impl Settings {
    /// The link of that name.
    pub fn link(&self, name: &str) -> Option<&NamedLink> {
        self.links.iter().find(|link| link.name == name)
    }
}
