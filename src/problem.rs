//! What is wrong, where, and what to do about it. A [`Problem`] is one mistake; [`Problems`]
//! gathers all mistakes of a run, so that a writer fixes them in one go. The forms in which people
//! and machines read them are in [`human`], [`json`] and [`github`].

mod gathered;
pub mod github;
pub mod human;
pub mod json;
mod rule;

use std::ops::Range;
use std::sync::Arc;

pub use gathered::Problems;
pub use rule::Rule;

use crate::source::{Position, SourceFile, is_forbidden, within_sentence};

/// A place in a file, or a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file; without text where that does not matter or cannot be read.
    pub file: Arc<SourceFile>,
    /// Bytes of the file's text; `None` is the file as a whole.
    pub span: Option<Range<usize>>,
}

impl Place {
    /// A byte range of `file`.
    pub fn span(file: &Arc<SourceFile>, span: Range<usize>) -> Self {
        Self { file: file.clone(), span: Some(span) }
    }

    /// The file as a whole.
    pub fn file(file: &Arc<SourceFile>) -> Self {
        Self { file: file.clone(), span: None }
    }

    /// A path whose text does not matter or cannot be read.
    pub fn path(path: impl Into<String>) -> Self {
        Self { file: Arc::new(SourceFile::new(path, "")), span: None }
    }

    /// Line and columns, where the place is more than a whole file.
    pub fn position(&self) -> Option<Position> {
        self.span.as_ref().map(|span| self.file.position(span))
    }

    /// `path:line:column`, or the path alone.
    pub fn label(&self) -> String {
        match self.position() {
            Some(at) => format!("{}:{}:{}", self.file.path, at.line, at.column),
            None => self.file.path.clone(),
        }
    }
}

/// One mistake: lower case, no full stop, names the value, blames nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The rule that is broken.
    pub rule: Rule,
    /// What is wrong, in one line.
    pub message: String,
    /// Where; `None` where it is no matter of a file, such as the command line.
    pub place: Option<Place>,
    /// What to do; following it makes the problem go away.
    pub help: Option<String>,
}

impl Problem {
    /// A problem at `place`.
    pub fn at(place: Place, rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: visible(&message.into()), place: Some(place), help: None }
    }

    /// A problem with no place in a file.
    pub fn nowhere(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: visible(&message.into()), place: None, help: None }
    }

    /// The same problem with its way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(&help.into()));
        self
    }

    /// Whole, so that the order does not depend on who found what first.
    fn sort_key(&self) -> impl Ord {
        let path = self.place.as_ref().map_or("", |place| place.file.path.as_str());
        let span = self.place.as_ref().and_then(|place| place.span.as_ref());
        let span = span.map(|span| (span.start, span.end));
        (path, span, &self.message, self.rule, &self.help)
    }
}

/// A text for one line of any terminal: what nobody sees is named, as in `U+001B`.
fn visible(text: &str) -> String {
    let hidden = |letter: char| letter == '\n' || letter == '\t' || is_forbidden(letter);
    if !text.contains(hidden) {
        return text.to_owned();
    }
    let shown = |letter: char| match letter {
        letter if hidden(letter) => format!("U+{:04X}", u32::from(letter)),
        letter => letter.to_string(),
    };
    text.chars().map(shown).collect()
}

/// The exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The command did what it was asked to.
    Done = 0,
    /// Content or theme have problems.
    Problems = 1,
    /// Wrong usage, or the disk or the network refused.
    Refused = 2,
}

/// Why a command ended without its result.
#[derive(Debug)]
pub struct Failure {
    /// How the program ends; never [`Exit::Done`].
    pub exit: Exit,
    /// At least one, sorted by place.
    pub problems: Vec<Problem>,
}

impl Failure {
    /// The command cannot do what it was asked to.
    pub fn refused(problem: Problem) -> Self {
        Self { exit: Exit::Refused, problems: vec![problem] }
    }

    /// The command was called in a way that leads to nothing.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::refused(Problem::nowhere(Rule::Usage, message).help(help))
    }

    /// The same failure, with the paths below `folder`, which ends with `/`, made relative to it.
    #[must_use]
    pub fn without(mut self, folder: &str) -> Self {
        for place in self.problems.iter_mut().filter_map(|problem| problem.place.as_mut()) {
            if let Some(inner) = place.file.path.strip_prefix(folder) {
                *place = Place::path(inner);
            }
        }
        self
    }

    /// The disk refused to `deed` (such as "read") `path`.
    pub fn disk(deed: &str, path: impl Into<String>, error: &std::io::Error) -> Self {
        let problem = Problem::at(
            Place::path(path),
            Rule::Disk,
            format!("cannot {deed} this: {}", reason(error)),
        );
        Self::refused(problem)
    }
}

/// A message about something that was found on `count` pages, at first on that at `route`.
pub fn while_rendering(message: &str, route: &str, count: usize) -> String {
    let more = match count {
        0 | 1 => String::new(),
        2 => " and 1 more page".to_owned(),
        count => format!(" and {} more pages", count - 1),
    };
    format!("{message}, while rendering {route}{more}")
}

/// The system's words for an I/O error, in the form of our messages.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    within_sentence(text)
}
