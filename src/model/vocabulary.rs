//! The words that entries are tagged with: filters, badges and types, as `site.toml` lists them.

/// A group of badges that visitors filter by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Lower-case letters, digits and hyphens; no other filter has it.
    pub id: String,
    /// What visitors see.
    pub label: String,
}

/// What to do with a call that ended with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Lower-case letters, digits and hyphens; no other badge has it.
    pub id: String,
    /// What visitors see.
    pub label: String,
    /// The id of its filter.
    pub filter: String,
    /// Its colour and icon.
    pub tone: Tone,
}

/// What kind of trouble a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueType {
    /// Lower-case letters, digits and hyphens; no other type has it.
    pub id: String,
    /// What visitors see.
    pub label: String,
    /// Whether the label says it all: "Success", not "Success issue".
    pub whole: bool,
}

/// Picks colour and icon; never the only carrier of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Try again, later or otherwise.
    Wait,
    /// Correct data or settings.
    Fix,
    /// Do not dial again.
    Stop,
    /// Somebody else must act.
    Escalate,
    /// A matter of the customer's account.
    Account,
    /// Nothing to do.
    Ok,
}

/// Filters, badges and types in the order of `site.toml`.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The filters.
    pub filters: Vec<Filter>,
    /// The badges; each names one of the filters.
    pub badges: Vec<Badge>,
    /// The issue types.
    pub types: Vec<IssueType>,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 6] =
        [Self::Wait, Self::Fix, Self::Stop, Self::Escalate, Self::Account, Self::Ok];

    /// The word for it in `site.toml` and in templates.
    pub fn id(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Fix => "fix",
            Self::Stop => "stop",
            Self::Escalate => "escalate",
            Self::Account => "account",
            Self::Ok => "ok",
        }
    }
}

impl Vocabulary {
    /// The filter of that id.
    pub fn filter(&self, id: &str) -> Option<&Filter> {
        self.filters.iter().find(|filter| filter.id == id)
    }

    /// The badge of that id.
    pub fn badge(&self, id: &str) -> Option<&Badge> {
        self.badges.iter().find(|badge| badge.id == id)
    }

    /// The issue type of that id.
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
