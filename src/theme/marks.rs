//! The marks of a template, told apart as the engine does: tags, `{% … %}`, and prints,
//! `{{ … }}`. None stands in a comment, in raw text, or in a string of another mark.

use std::iter;
use std::ops::Range;

use super::tags;

/// A tag or a print.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// The byte of its beginning.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// What stands in it.
    pub inner: &'a str,
    /// Whether it is a tag.
    pub is_tag: bool,
}

/// A part of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A name or a number.
    Word(&'a str),
    /// A string, without its quotes, and its escapes as they are written.
    Text(&'a str),
    /// Any other character that is no blank.
    Sign(char),
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
            let mark = Mark { start, end: at, inner, is_tag: second == b'%' };
            if !mark.is_tag || tags::name(inner) != "raw" {
                return Some(mark);
            }
            at = end_of_raw(text, at)?;
        }
    })
}

impl<'a> Mark<'a> {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its parts, each with the byte of its beginning; the `-` of its ends are none.
    pub fn tokens(&self) -> Vec<(usize, Token<'a>)> {
        let inner = self.inner.strip_suffix('-').unwrap_or(self.inner);
        let mut tokens = Vec::new();
        let mut at = usize::from(inner.starts_with('-'));
        while let Some(letter) = inner[at..].chars().next() {
            let rest = &inner[at..];
            let (token, length) = token(rest, letter);
            if !letter.is_ascii_whitespace() {
                tokens.push((self.start + "{%".len() + at, token));
            }
            at += length;
        }
        tokens
    }
}

/// What `rest` begins with, and its bytes.
fn token(rest: &str, letter: char) -> (Token<'_>, usize) {
    let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let word = rest.bytes().take_while(is_of_word).count();
    if word > 0 {
        return (Token::Word(&rest[..word]), word);
    }
    if is_quote(rest.as_bytes()[0]) {
        let length = string(rest.as_bytes());
        return (
            Token::Text(rest[1..length].strip_suffix(letter).unwrap_or(&rest[1..length])),
            length,
        );
    }
    (Token::Sign(letter), letter.len_utf8())
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

    #[test]
    fn a_mark_falls_into_words_strings_and_signs() {
        let mark = marks("ä{%- a_1 <\"b\\\"\" ü-%}").next().unwrap();
        let tokens = mark.tokens();
        let of = |at, token| (at, token);
        assert_eq!(
            tokens,
            [
                of(6, Token::Word("a_1")),
                of(10, Token::Sign('<')),
                of(11, Token::Text("b\\\"")),
                of(17, Token::Sign('ü')),
            ]
        );
    }
}
