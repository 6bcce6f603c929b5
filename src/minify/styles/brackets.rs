//! The brackets of a style sheet, strings and comments passed over (CSS Syntax §4.3): one that is
//! still open at the end, or that closes nothing, where it stands.

use crate::minify::Slip;

const PAIRS: [(char, char); 3] = [('{', '}'), ('(', ')'), ('[', ']')];

/// The first bracket or comment that has no other end. One that is open at the end of a file would
/// swallow the next file.
pub fn unmatched(css: &str) -> Option<Slip> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    while let Some(letter) = css[at..].chars().next() {
        if let Some((_, close)) = PAIRS.iter().find(|(begin, _)| *begin == letter) {
            open.push((at, *close));
        } else if PAIRS.iter().any(|(_, close)| *close == letter) {
            match open.last() {
                Some((_, close)) if *close == letter => drop(open.pop()),
                Some(last) if open.iter().any(|(_, close)| *close == letter) => {
                    return Some(not_closed(*last));
                }
                _ => return Some(closes_nothing(at, letter)),
            }
        }
        let Some(length) = length(&css[at..]) else {
            let slip = Slip::new("this comment has no end", at..at + 2);
            return Some(slip.help("write */ behind it"));
        };
        at += length;
    }
    // Of blocks in each other, the outermost; another bracket has most likely swallowed their ends.
    let innermost = open.last().filter(|(_, close)| *close != '}');
    innermost.or(open.first()).copied().map(not_closed)
}

fn not_closed((at, close): (usize, char)) -> Slip {
    let (message, help) = match close {
        '}' => ("this block is not closed", "write } where it ends"),
        ')' => ("this bracket is not closed", "write ) where it ends"),
        _ => ("this bracket is not closed", "write ] where it ends"),
    };
    Slip::new(message, at..at + 1).help(help)
}

fn closes_nothing(at: usize, letter: char) -> Slip {
    let help = match letter {
        '}' => "take it out, or open a block above",
        _ => "take it out, or open a bracket before it",
    };
    Slip::new(&format!("this `{letter}` closes nothing"), at..at + 1).help(help)
}

/// How many bytes the text goes on before another bracket may begin; `None` in a comment without an
/// end.
fn length(rest: &str) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("/*") {
        return Some("/*".len() + comment.find("*/")? + "*/".len());
    }
    let first = rest.chars().next()?;
    Some(match first {
        '"' | '\'' => 1 + up_to(&rest[1..], &[first, '\n']),
        '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        _ if is_plain_url(rest) => "url(".len() + up_to(&rest["url(".len()..], &[')']),
        _ => first.len_utf8(),
    })
}

/// Whether an address without quotes begins: what looks like a bracket there is none.
fn is_plain_url(rest: &str) -> bool {
    let begins = rest.get(.."url(".len()).is_some_and(|word| word.eq_ignore_ascii_case("url("));
    begins && !rest["url(".len()..].trim_start().starts_with(['"', '\''])
}

/// The bytes up to and with one of the `ends`; a character behind a backslash is none.
fn up_to(text: &str, ends: &[char]) -> usize {
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if ends.contains(&letter) {
            return at + letter.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(css: &str, message: &str, marked: std::ops::Range<usize>) {
        let slip = unmatched(css).unwrap();
        assert_eq!((slip.message.as_str(), slip.range), (message, marked), "{css}");
        assert!(slip.help.is_some());
    }

    #[test]
    fn what_is_not_closed_is_told_where_it_begins() {
        check(
            ".a::before { content: \"}\" } /* { */\n.b { top: 0\n",
            "this block is not closed",
            39..40,
        );
        check(".a {\n.b {\n", "this block is not closed", 3..4);
        check("a{b{c}", "this block is not closed", 1..2);
        check(".a { top: 0 }\n/* b\n", "this comment has no end", 14..16);
        check("/*/ {", "this comment has no end", 0..2);
        check("b { color: rgb(; }", "this bracket is not closed", 14..15);
        check("@media (x", "this bracket is not closed", 7..8);
        check("a[b { top: 0 }", "this bracket is not closed", 1..2);
    }

    #[test]
    fn what_closes_nothing_is_told() {
        check(".a { top: 0 } }\n", "this `}` closes nothing", 14..15);
        check("@media print) { }", "this `)` closes nothing", 12..13);
        check("a { top: 0] }", "this `]` closes nothing", 10..11);
    }

    #[test]
    fn what_only_looks_like_a_bracket_is_passed_over() {
        for css in [
            "/*/ { */ .zz { top: 0 }",
            r".a\{b { top: 0 }",
            r#".a::before { content: "\"{" }"#,
            "a { background: url(b{.png) }",
            "a { background: URL( 'b)' ) }",
            "a { content: '(\n}",
            "a:not([b=')']) { width: calc((1px + 2px) * 2) }",
        ] {
            assert_eq!(unmatched(css), None, "{css}");
        }
    }
}
