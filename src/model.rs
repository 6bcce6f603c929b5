//! What a knowledge base is: entries, the vocabulary they use, the settings of the site and the
//! words of the landing page. Only `check` makes a [`KnowledgeBase`], so whoever holds one may
//! rely on it: every badge, type, link and related code in it exists.

mod base_url;
pub mod cause;
mod choice;
pub mod code;
pub mod dialling;
pub mod entry;
pub mod home;
pub mod lexicon;
pub mod route;
pub mod settings;
pub mod vocabulary;

pub use base_url::{BadBaseUrl, BaseUrl};
pub use cause::{Cause, CauseClass};
pub use choice::Choice;
pub use code::{Class, ResponseCode};
pub use dialling::Dialling;
pub use entry::{Entry, Question, Verdict};
pub use home::Home;
pub use lexicon::{
    CauseEntry, Evidence, Grounds, Lexicon, Product, Report, SharedEvent, Showing, Source,
};
pub use route::{EXPORTS, FOR_THE_HOST, LEXICON_EXPORTS, OutputPath, RESERVED, Route};
pub use settings::{NamedLink, Redirect, Settings};
pub use vocabulary::{Badge, Filter, IssueType, Tone, Vocabulary};

/// A checked knowledge base.
#[derive(Debug)]
pub struct KnowledgeBase {
    /// What `site.toml` says about the site as a whole.
    pub settings: Settings,
    /// The filters, badges and types of `site.toml`.
    pub vocabulary: Vocabulary,
    /// The words of the landing page.
    pub home: Home,
    /// Sorted by code, each code once.
    pub entries: Vec<Entry>,
    /// Causes, and what products make of codes.
    pub lexicon: Lexicon,
    /// The tables `[[redirects]]` of `site.toml`, in the order of the file.
    pub redirects: Vec<Redirect>,
    /// Files that are copied to the site as they are.
    pub static_files: Vec<StaticFile>,
}

/// A file of `content/static/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    /// Where its bytes are.
    pub source: std::path::PathBuf,
    /// Where it is published: its path below `content/static/`.
    pub output: OutputPath,
}

impl KnowledgeBase {
    /// The entry of a code.
    pub fn entry(&self, code: ResponseCode) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&code, |entry| entry.code).ok()?;
        self.entries.get(at)
    }

    /// The entries as the landing page lists them: codes that a call can end with first, then by
    /// number.
    pub fn entries_by_weight(&self) -> Vec<&Entry> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_by_key(|entry| (!entry.dialling.ends_call.ends(), entry.code));
        entries
    }

    /// How many codes a filter finds.
    pub fn count_of(&self, filter: &str) -> usize {
        let found = |entry: &&Entry| self.vocabulary.filters_of(&entry.badges).contains(&filter);
        self.entries.iter().filter(found).count()
    }

    /// The common questions in their order.
    pub fn questions(&self) -> Vec<(&Entry, &Question)> {
        let mut questions: Vec<_> = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry, entry.question.as_ref()?)))
            .collect();
        questions.sort_by_key(|(entry, question)| (question.order, entry.code));
        questions
    }
}
