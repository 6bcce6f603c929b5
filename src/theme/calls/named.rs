//! The calls that a mark of a template writes down.

use std::iter;
use std::ops::Range;

use super::Kind;
use crate::theme::marks::{Mark, Token};

/// How a piece is called, by which name, and where.
pub type Named = (Kind, String, Range<usize>);

/// A mark's tokens, each with the byte of its beginning.
pub type Tokens<'a> = [(usize, Token<'a>)];

/// All calls in a mark.
pub fn calls<'a>(mark: Mark<'_>, tokens: &'a Tokens<'_>) -> impl Iterator<Item = Named> + 'a {
    let others = component_calls(tokens).chain(super_calls(tokens));
    tag_call(mark, tokens).into_iter().chain(others)
}

/// The call that a tag is.
fn tag_call(mark: Mark<'_>, tokens: &Tokens<'_>) -> Option<Named> {
    let (kind, name) = match tokens {
        [(_, Token::Word("extends")), (_, Token::Text(name)), ..] => {
            (Kind::Extends, unescape(name))
        }
        [(_, Token::Word("include")), (_, Token::Text(name)), ..] => {
            (Kind::Include, unescape(name))
        }
        [(_, Token::Word("block")), (_, Token::Word(name)), ..] => {
            (Kind::Block, (*name).to_owned())
        }
        _ => return None,
    };
    mark.is_tag.then(|| (kind, name, mark.range()))
}

/// The calls of components in a mark: a `<` calls one unless it compares what stands before it.
fn component_calls<'a>(tokens: &'a Tokens<'_>) -> impl Iterator<Item = Named> + 'a {
    (0..tokens.len()).filter_map(|at| {
        let (start, token) = tokens[at];
        let compares = at.checked_sub(1).is_some_and(|before| is_value(tokens[before].1));
        if token != Token::Sign('<') || compares {
            return None;
        }
        let (name, end) = dotted(&tokens[at + 1..]);
        Some((Kind::Component, name, start..end?))
    })
}

/// The calls of `super()` in a mark.
fn super_calls<'a>(tokens: &'a Tokens<'_>) -> impl Iterator<Item = Named> + 'a {
    tokens.windows(2).filter_map(|pair| match pair {
        [(start, Token::Word("super")), (end, Token::Sign('('))] => {
            Some((Kind::Super, String::new(), *start..*end))
        }
        _ => None,
    })
}

/// Whether a value may end with a token.
fn is_value(token: Token<'_>) -> bool {
    match token {
        Token::Word(word) => !matches!(word, "if" | "elif" | "else" | "in" | "and" | "or" | "not"),
        Token::Text(_) => true,
        Token::Sign(sign) => matches!(sign, ')' | ']' | '}'),
    }
}

/// The name that stands first, such as `a.b`, and the byte behind it.
pub fn dotted(tokens: &Tokens<'_>) -> (String, Option<usize>) {
    let (mut name, mut end) = (String::new(), None);
    for (at, token) in tokens {
        match token {
            Token::Word(word) if name.is_empty() || name.ends_with('.') => {
                name.push_str(word);
                end = Some(at + word.len());
            }
            Token::Sign('.') if end.is_some() => name.push('.'),
            _ => break,
        }
    }
    (name, end)
}

/// A string without its escapes.
fn unescape(text: &str) -> String {
    let mut letters = text.chars();
    let unescaped = iter::from_fn(|| match letters.next()? {
        '\\' => letters.next().map(|letter| match letter {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            letter => letter,
        }),
        letter => Some(letter),
    });
    unescaped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::marks::marks;

    #[track_caller]
    fn check(text: &str, expected: &[(Kind, &str, &str)]) {
        let calls = marks(text).flat_map(|mark| calls(mark, &mark.tokens()).collect::<Vec<_>>());
        let calls: Vec<_> = calls.collect();
        let told = calls
            .iter()
            .map(|(kind, name, range)| (*kind, name.as_str(), text.get(range.clone()).unwrap()));
        assert_eq!(told.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn elements_and_comparisons_are_no_calls() {
        check("<section>{{ \"<section>\" | safe }}</section>", &[]);
        check("{% if a <section %}{% elif a[0] <section or f(x=1) <section %}{% endif %}", &[]);
        check(
            "{% <section id=\"<a/>\"> %}<b>{% </section> %}",
            &[(Kind::Component, "section", "<section")],
        );
    }

    #[test]
    fn components_are_called_wherever_a_value_may_stand() {
        let call = |name, written| (Kind::Component, name, written);
        check("{{ < a . b/> }}", &[call("a.b", "< a . b")]);
        check("{{- <a b={<c/>} /> ~ <d/> }}", &[call("a", "<a"), call("c", "<c"), call("d", "<d")]);
        check("{% set a = <b/> %}{% if not <c/> %}", &[call("b", "<b"), call("c", "<c")]);
        check("{{ a if b else <c/> }}{% for a in <d/> %}", &[call("c", "<c"), call("d", "<d")]);
    }

    #[test]
    fn tags_call_by_the_name_that_the_engine_reads() {
        check("{% include \"a.html\" %}", &[(Kind::Include, "a.html", "{% include \"a.html\" %}")]);
        check("{%- extends 'a\\/b' -%}", &[(Kind::Extends, "a/b", "{%- extends 'a\\/b' -%}")]);
        check(
            "{% block a %}{{ super () }}{{ \"super()\" }}",
            &[(Kind::Block, "a", "{% block a %}"), (Kind::Super, "", "super ")],
        );
        check("{# {% include \"a\" %} #}{% raw %}{% include \"a\" %}{% endraw %}", &[]);
    }
}
