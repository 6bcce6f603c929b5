//! The tags of a template: which are open where the engine stumbles over one that closes another.

use memchr::memchr;

/// The tags that have an end of their own.
const WITH_END: [&str; 6] = ["block", "component", "filter", "for", "if", "raw"];
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

/// The innermost tag of `text` that is open at the byte `end`.
pub fn open_at(text: &str, end: usize) -> Option<Open<'_>> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some((start, tag)) = next(text, at).filter(|(start, _)| *start < end) {
        at = start + "{%".len();
        let in_raw = open.last().is_some_and(|(_, name)| *name == "raw");
        let name = name(tag);
        match name.strip_prefix("end") {
            Some(closed) if open.last().is_some_and(|(_, name)| *name == closed) => {
                open.pop();
            }
            None if !in_raw && (WITH_END.contains(&name) || is_long_set(name, tag)) => {
                open.push((start, name));
            }
            _ => {}
        }
    }
    let (start, name) = open.pop()?;
    Some(Open { name, start, line: text[..start].matches('\n').count() + 1 })
}

/// The name of a tag, from the text inside it.
pub fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('-').trim_start();
    inner.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// The next tag from the byte `at` on, comments apart: where it begins, and the text inside.
fn next(text: &str, mut at: usize) -> Option<(usize, &str)> {
    loop {
        let start = at + memchr(b'{', text.as_bytes().get(at..)?)?;
        let rest = &text[start..];
        if let Some(inner) = rest.strip_prefix("{%") {
            return Some((start, inner.split("%}").next().unwrap_or(inner)));
        }
        at = start + if rest.starts_with("{#") { rest.find("#}")? + "#}".len() } else { 1 };
    }
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
    }
}
