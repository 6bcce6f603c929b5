//! The tags of a template: which are open where the engine stumbles over one that closes another,
//! and which stand too deep for it.

use std::ops::Range;

use super::marks::{Mark, marks};

/// The tags that have an end of their own.
const WITH_END: [&str; 5] = ["block", "component", "filter", "for", "if"];
/// All tags.
pub const ALL: [&str; 20] = [
    "block",
    "break",
    "component",
    "continue",
    "elif",
    "else",
    "endblock",
    "endcomponent",
    "endfilter",
    "endfor",
    "endif",
    "endraw",
    "endset",
    "extends",
    "filter",
    "for",
    "if",
    "include",
    "raw",
    "set",
];

/// A tag that is not closed yet.
#[derive(Debug, PartialEq, Eq)]
pub struct Open<'a> {
    /// Such as `if`.
    pub name: &'a str,
    /// The byte of its beginning.
    pub start: usize,
    /// The line of its beginning, from 1.
    pub line: usize,
}

/// The deepest that tags may stand in each other; each `elif` stands in the branch before it.
pub const MAX_NESTING: usize = 64;

/// The innermost tag of `text` that is open at the byte `end`.
pub fn open_at(text: &str, end: usize) -> Option<Open<'_>> {
    let mut open = Vec::new();
    for tag in marks(text).filter(|mark| mark.is_tag).take_while(|mark| mark.start < end) {
        pass(tag, &mut open);
    }
    let (start, name) = open.into_iter().rfind(|(_, name)| *name != "elif")?;
    Some(Open { name, start, line: text[..start].matches('\n').count() + 1 })
}

/// The bytes of the first tag that stands deeper than [`MAX_NESTING`].
pub fn bottomless_tag(text: &str) -> Option<Range<usize>> {
    let mut open = Vec::new();
    let mut tags = marks(text).filter(|mark| mark.is_tag);
    let tag = tags.find(|tag| {
        pass(*tag, &mut open);
        open.len() > MAX_NESTING
    });
    tag.map(|tag| tag.range())
}

/// Goes past a tag: `open` holds those that are open behind it, where they begin, and their names.
fn pass<'a>(tag: Mark<'a>, open: &mut Vec<(usize, &'a str)>) {
    let name = name(tag.inner);
    match name.strip_prefix("end") {
        Some(closed) => {
            let is_branch = |(_, name): &(usize, &str)| closed == "if" && *name == "elif";
            let kept = open.iter().rposition(|tag| !is_branch(tag));
            if let Some(last) = kept.filter(|last| open[*last].1 == closed) {
                open.truncate(last);
            }
        }
        None if name == "elif" || WITH_END.contains(&name) || is_long_set(name, tag.inner) => {
            open.push((tag.start, name));
        }
        None => {}
    }
}

/// The name of a tag, from the text inside it.
pub fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('-').trim_start();
    inner.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// `{% set x %}…{% endset %}`, as against `{% set x = 1 %}`.
fn is_long_set(name: &str, tag: &str) -> bool {
    name == "set" && !tag.contains('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, usize)>) {
        let open = open_at(text, text.len()).map(|open| (open.name, open.line));
        assert_eq!(open, expected, "{text}");
    }

    #[test]
    fn the_innermost_open_tag_is_found() {
        check("{% if a %}\n{% for b in c %}\n{% endfor %}", Some(("if", 1)));
        check("{% block a %}{% if b %}{% else %}", Some(("if", 1)));
        check("a\n{%- block a -%}", Some(("block", 2)));
        check("{% if a %}{% endif %}", None);
        check("{# {% if a %} #}", None);
        check("{{ a }}{# b #}{ {% if a %}{# {% endif %}", Some(("if", 1)));
        check("{% raw %}{% if a %}{% endraw %}", None);
        check("{% set a = 1 %}", None);
        check("{% set a %}", Some(("set", 1)));
        check("{% include \"a\" %}", None);
        check("{% if a %}{% elif b %}", Some(("if", 1)));
        check("{% for a in b %}{% if c %}{% elif d %}{% elif e %}{% endif %}", Some(("for", 1)));
    }

    #[test]
    fn each_branch_of_a_condition_stands_in_the_one_before() {
        let bound = |text: &str| bottomless_tag(text).map(|bytes| text[bytes].to_owned());
        let branches = |count| "{% if a %}".to_owned() + &"{% elif b %}".repeat(count);
        assert_eq!(bound(&branches(63)), None);
        assert_eq!(bound(&branches(64)).as_deref(), Some("{% elif b %}"));
        assert_eq!(bound(&(branches(63) + "{% endif %}").repeat(9)), None);
        assert_eq!(bound(&(branches(31) + &branches(32))).as_deref(), Some("{% elif b %}"));
        assert_eq!(bound(&"{% for a in b %}".repeat(65)).as_deref(), Some("{% for a in b %}"));
        assert_eq!(bound(&"{% set a = b %}{# {% if a %} #}".repeat(99)), None);
    }
}
