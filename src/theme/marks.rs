//! The marks of a template, told apart as the engine does: tags, `{% … %}`, and prints,
//! `{{ … }}`. None stands in a comment, in raw text, or in a string of another mark.

use std::iter;

use super::tags;

/// A tag or a print.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// The byte of its beginning.
    pub start: usize,
    /// What stands in it.
    pub inner: &'a str,
    /// Whether it is a tag.
    pub is_tag: bool,
}

/// The marks of `text`, in their order; the last may lack its end.
pub fn marks(text: &str) -> impl Iterator<Item = Mark<'_>> {
    let mut at = 0;
    iter::from_fn(move || {
        loop {
            let (start, second) = opening(text, at)?;
            let rest = &text[start + 2..];
            let close = match second {
                b'%' => "%}",
                b'{' => "}}",
                _ => {
                    at = start + 2 + rest.find("#}")? + 2;
                    continue;
                }
            };
            let inner = &rest[..length(rest, close)];
            at = (start + 2 + inner.len() + close.len()).min(text.len());
            let mark = Mark { start, inner, is_tag: second == b'%' };
            if !mark.is_tag || tags::name(inner) != "raw" {
                return Some(mark);
            }
            at = end_of_raw(text, at)?;
        }
    })
}

/// The first mark or comment from the byte `from` on, and its second byte.
fn opening(text: &str, from: usize) -> Option<(usize, u8)> {
    let mut pairs = text.as_bytes().get(from..)?.windows(2).enumerate();
    pairs.find_map(|(at, pair)| {
        let opens = pair[0] == b'{' && matches!(pair[1], b'%' | b'{' | b'#');
        opens.then_some((from + at, pair[1]))
    })
}

/// The bytes before the first `close` that stands in no string.
fn length(rest: &str, close: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() && !bytes[at..].starts_with(close.as_bytes()) {
        at += if is_quote(bytes[at]) { string(&bytes[at..]) } else { 1 };
    }
    at
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// The bytes of the string that `rest` begins with, its quotes included; all where nothing ends it.
fn string(rest: &[u8]) -> usize {
    let mut is_escaped = false;
    let end = rest.iter().skip(1).position(|byte| {
        let ends = !is_escaped && *byte == rest[0];
        is_escaped = !is_escaped && *byte == b'\\';
        ends
    });
    end.map_or(rest.len(), |end| end + 2)
}

/// The byte behind the tag that ends raw text, which begins at the byte `from`.
fn end_of_raw(text: &str, from: usize) -> Option<usize> {
    let blank = |letter: char| letter.is_ascii_whitespace();
    text[from..].match_indices("{%").find_map(|(at, _)| {
        let rest = &text[from + at + 2..];
        let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start_matches(blank);
        let rest = rest.strip_prefix("endraw")?.trim_start_matches(blank);
        let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
        Some(text.len() - rest.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(marks(text).map(|mark| mark.inner).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn comments_raw_text_and_strings_hold_no_marks() {
        check("a{%b%}{ {{c}}{%-d", &["b", "c", "-d"]);
        check("{# {% a %} #}{{ b }}", &[" b "]);
        check("{# {% a %}", &[]);
        check("{%- raw -%}{{ a }}{% raw %}{%- endraw %}{{ b }}", &[" b "]);
        check(
            "{{ \"{%a%}}}\" }}{% if '%}' == `\\`%}` %}",
            &[" \"{%a%}}}\" ", " if '%}' == `\\`%}` "],
        );
        check("{{ \"a }}", &[" \"a }}"]);
    }
}
