//! The words that entries are tagged with: filters, badges and types, as `site.toml` lists them.

/// A group of badges that visitors filter by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub id: String,
    pub label: String,
}

/// What to do with a call that ended with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    pub id: String,
    pub label: String,
    /// The id of its filter.
    pub filter: String,
    pub tone: Tone,
}

/// What kind of trouble a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueType {
    pub id: String,
    pub label: String,
}

/// Picks colour and icon; never the only carrier of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Wait,
    Fix,
    Stop,
    Escalate,
    Account,
}

/// Filters, badges and types in the order of `site.toml`.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub filters: Vec<Filter>,
    pub badges: Vec<Badge>,
    pub types: Vec<IssueType>,
}

impl Tone {
    pub const ALL: [Self; 5] = [Self::Wait, Self::Fix, Self::Stop, Self::Escalate, Self::Account];

    pub fn id(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Fix => "fix",
            Self::Stop => "stop",
            Self::Escalate => "escalate",
            Self::Account => "account",
        }
    }
}

impl Vocabulary {
    pub fn filter(&self, id: &str) -> Option<&Filter> {
        self.filters.iter().find(|filter| filter.id == id)
    }

    pub fn badge(&self, id: &str) -> Option<&Badge> {
        self.badges.iter().find(|badge| badge.id == id)
    }

    pub fn issue_type(&self, id: &str) -> Option<&IssueType> {
        self.types.iter().find(|issue_type| issue_type.id == id)
    }

    /// The ids of the filters that `badges` belong to, each once, in the order of `site.toml`.
    pub fn filters_of(&self, badges: &[String]) -> Vec<&str> {
        let used = |filter: &&Filter| {
            badges.iter().filter_map(|id| self.badge(id)).any(|badge| badge.filter == filter.id)
        };
        self.filters.iter().filter(used).map(|filter| filter.id.as_str()).collect()
    }

    /// The tone of a filter: that of its first badge.
    pub fn tone_of(&self, filter: &str) -> Option<Tone> {
        self.badges.iter().find(|badge| badge.filter == filter).map(|badge| badge.tone)
    }
}
