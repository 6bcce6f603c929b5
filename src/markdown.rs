//! Markdown to HTML and to plain text; pulldown-cmark's only home.
//!
//! A field's text becomes a [`Prose`] (emphasis, code and links), a file's text after the front
//! matter a [`Body`]. Both are parsed once, with their [`Flaw`]s; then the caller resolves every
//! link, as only it knows the routes; then they turn into HTML without a further question.

mod body;
mod fence;
mod leftover;
mod parsed;
mod prose;
mod rewrite;
mod shape;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

pub use body::{Body, ResolvedBody};
pub use fence::{Fence, Line};
pub use leftover::mark_in;
pub use prose::Prose;

use crate::problem::Rule;
use crate::source::{forbidden_name, is_forbidden};
use parsed::{Parsed, plain_text};

/// A mistake in a Markdown text, at bytes of that text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where in the Markdown text.
    pub range: Range<usize>,
    /// The rule that is broken.
    pub rule: Rule,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// A link as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLink {
    /// Where it leads, as the writer has it, such as `503.md#retry`.
    pub destination: String,
    /// The bytes of the destination in the Markdown text, or of the whole link.
    pub range: Range<usize>,
    /// The bytes of the whole link.
    whole: Range<usize>,
    /// Whether it is an image's source.
    pub image: bool,
    at: usize,
}

/// How deep lists, quotations and marks may stand in each other.
const MAX_DEPTH: usize = 64;
/// How many links a text may have: each is known by its place until the page is rendered.
const MAX_LINKS: usize = 5000;
/// How many headings a text may have: each has an id of its own.
const MAX_HEADINGS: usize = 5000;
/// How many flaws of a text are told; with more it is no text for this site.
const MAX_FLAWS: usize = 500;

/// The flaw of a text that has too much of something at `range`, where its reading ends.
fn overrun(parsed: &Parsed, headings: usize, flaws: &[Flaw], range: &Range<usize>) -> Option<Flaw> {
    let (message, help) = if parsed.links.len() > MAX_LINKS {
        let message = format!("this text has more than {MAX_LINKS} links");
        (message, "split it, or leave out what no visitor follows")
    } else if headings > MAX_HEADINGS {
        (format!("this text has more than {MAX_HEADINGS} headings"), "split it over several pages")
    } else if flaws.len() > MAX_FLAWS {
        (format!("this text has more than {MAX_FLAWS} mistakes"), "fix those above it first")
    } else {
        return None;
    };
    Some(Flaw::new(range.clone(), Rule::TooLarge, &message, help))
}

/// How deep the reading of a text is.
#[derive(Debug, Default)]
struct Depth(usize);

impl Depth {
    /// Follows an event at `range`; a flaw where the text goes too deep.
    fn follow(&mut self, event: &Event<'_>, range: &Range<usize>) -> Result<(), Flaw> {
        match event {
            Event::Start(tag) if is_level(&tag.to_end()) => self.0 += 1,
            Event::End(tag) if is_level(tag) => self.0 -= 1,
            _ => {}
        }
        if self.0 <= MAX_DEPTH {
            return Ok(());
        }
        let message = format!("this is nested deeper than {MAX_DEPTH} levels");
        let help = "write it flatter, or split it into sections";
        Err(Flaw::new(range.clone(), Rule::DeepNesting, &message, help))
    }
}

/// Whether something is a level of its own: an item belongs to its list.
fn is_level(tag: &TagEnd) -> bool {
    !matches!(tag, TagEnd::Item | TagEnd::Paragraph)
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address for `href` or `src`, root-relative or absolute.
    Url(String),
    /// A place in the product that has no address: the label to show.
    Place(String),
}

impl Flaw {
    /// The flaw without the line's end, which a block has in its range.
    fn trimmed(mut self, text: &str) -> Self {
        let written = text.get(self.range.clone()).unwrap_or_default();
        self.range.end = self.range.start + written.trim_end().len();
        self
    }

    fn new(range: Range<usize>, rule: Rule, message: &str, help: &str) -> Self {
        Self { range, rule, message: message.to_owned(), help: help.to_owned() }
    }

    /// A character that no text may hold and that a reference such as `&#x202e;` brought in.
    fn hidden_character(written: &str, event: &Event<'_>, range: &Range<usize>) -> Option<Self> {
        let hidden = decoded(event).find_map(|text| text.chars().find(|it| is_forbidden(*it)))?;
        if written.contains(hidden) {
            return None;
        }
        let message = format!("the text holds the {}", forbidden_name(hidden));
        let help = "take the character reference out";
        Some(Self::new(range.clone(), Rule::ControlCharacter, &message, help))
    }

    /// The link or image that ends here, if it has no words.
    fn without_words(parsed: &Parsed, image: bool, range: &Range<usize>) -> Option<Self> {
        let link = parsed.links.iter().rev().find(|link| link.image == image)?;
        let inner = parsed.events.get(link.at + 1..).unwrap_or_default();
        if link.destination.is_empty() || !plain_text(inner.iter()).trim().is_empty() {
            return None;
        }
        let (message, help) = match link.image {
            false => ("this link has no words", "write [words](address)"),
            true => (
                "this image has no words",
                "say in ![words](path) what it shows: not everyone sees it",
            ),
        };
        Some(Self::new(range.clone(), Rule::EmptyText, message, help))
    }
}

/// The raw HTML so far.
#[derive(Debug, Default)]
struct RawHtml {
    told: bool,
}

impl RawHtml {
    /// HTML at `range` of a text; an end tag is told with its start.
    fn flaw(&mut self, text: &str, range: Range<usize>) -> Option<Flaw> {
        let written = &text[range.clone()];
        if written.starts_with("</") && self.told {
            return None;
        }
        self.told = true;
        let help = match written.starts_with("<!--") {
            true => {
                "take it out; a note that readers shall not see goes between the `+++`, behind a `#`"
            }
            false => "say it in Markdown, or write `&lt;` where a `<` is meant",
        };
        Some(Flaw::new(range, Rule::RawHtml, "raw HTML is not allowed in content", help))
    }
}

/// The texts of an event in which character references are characters already.
fn decoded<'a>(event: &'a Event<'_>) -> impl Iterator<Item = &'a str> {
    let (first, second) = match event {
        Event::Text(text) => (Some(text), None),
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            (Some(dest_url), Some(title))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => (Some(info), None),
        _ => (None, None),
    };
    first.into_iter().chain(second).map(|text| &**text)
}

/// A plain text as Markdown that says the same (CommonMark 0.31 §2.4).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let within = |letter: char| letter.is_alphanumeric();
        let in_a_word = within(before) && letters.peek().copied().is_some_and(within);
        let is_entity = letter == '&' && {
            let mut name = letters.clone().skip_while(|letter| within(*letter) || *letter == '#');
            name.next() == Some(';')
        };
        if "\\`*[]<".contains(letter) || letter == '_' && !in_a_word || is_entity {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// The id of a heading: its words in lower case, joined by hyphens.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' && letter != '’' {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_says_the_same_as_markdown() {
        assert_eq!(escaped("a_b *c* AT&T &lt; &#60;"), "a_b \\*c\\* AT&T \\&lt; \\&#60;");
    }
}
