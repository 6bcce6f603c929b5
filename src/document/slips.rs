//! What a writer's slip in TOML is called, and how it is mended: the parser knows what it expected,
//! the text at the place shows what was meant.

/// How many characters of a value a message shows.
const LONGEST_SHOWN: usize = 30;

/// Words that other formats have for `true` and `false`.
const BOOLEANS: [&str; 8] = ["yes", "no", "on", "off", "True", "False", "TRUE", "FALSE"];

/// A parser's message in the form of ours: lower case, no jargon. `text` begins with what stands at
/// the place.
pub fn message(words: &str, text: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    let says = |start: &str| line.starts_with(start);
    if says("duplicate key") {
        format!("`{}` stands twice", name(text))
    } else if says("string values must be quoted") {
        format!("`{}` is no value", value(text))
    } else if says("unexpected leading zero") {
        format!("the number `{}` begins with a zero", value(text))
    } else if says("invalid basic string") {
        "this text has no end".to_owned()
    } else if is_too_deep(line) {
        "keys or lists stand in each other too deep".to_owned()
    } else if says("missing escaped value") {
        let letter: String = text.chars().take(1).collect();
        format!("`\\{letter}` means nothing in a text")
    } else {
        let mut letters = line.chars();
        let first = letters.next().map(char::to_lowercase).into_iter().flatten();
        first.chain(letters).collect()
    }
}

/// How to mend it; `text` begins with what stands at the place.
pub fn help(words: &str, text: &str) -> &'static str {
    let word = text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let says = |start: &str| words.starts_with(start);
    match text.chars().next().unwrap_or('\n') {
        _ if is_too_deep(words) => "write it flatter",
        _ if says("duplicate key") => "take one of the two out, or join them",
        '“' | '”' | '„' | '‘' | '’' | '«' | '»' => {
            "write straight quotes, `\"`: these are those of a word processor"
        }
        first if first.is_whitespace() && !first.is_ascii() => {
            "delete this blank and type it anew: it is not an ordinary one"
        }
        ':' if says("invalid unquoted key") => "write `=` between a key and its value",
        _ if says("missing escaped value") => "write `\\\\` where a backslash is meant",
        _ if says("unexpected leading zero") => "write the number without it",
        _ if BOOLEANS.contains(&word) => "write `true` or `false`",
        _ if says("invalid date, expected day") || says("invalid date, expected month") => {
            "write a day that there is, such as 2026-01-31"
        }
        _ if says("invalid date") || is_like_a_day(text) => {
            "write a day as 2026-01-31, and put a text into quotes"
        }
        _ if says("string values must be quoted") => "put a text into quotes: `\"…\"`",
        _ if says("invalid basic string") => {
            "close it with `\"` on its own line, or put a longer text between `\"\"\"` and `\"\"\"`"
        }
        _ => "look for a quote, comma or bracket that is missing here or above",
    }
}

/// Whether the parser gave up at a depth of its own.
fn is_too_deep(words: &str) -> bool {
    words.starts_with("cannot recurse further") || words.starts_with("recursion limit")
}

/// What stands where a value should, shortened.
fn value(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let value = line.split([',', ']', '}', '#']).next().unwrap_or(line).trim();
    let short: String = value.chars().take(LONGEST_SHOWN).collect();
    if short == value { short } else { short + "…" }
}

/// The key at the beginning of a text.
fn name(text: &str) -> &str {
    text.split(|letter: char| letter.is_whitespace() || "=].".contains(letter))
        .next()
        .unwrap_or_default()
}

/// Digits and the marks between the parts of a day, both of them.
fn is_like_a_day(text: &str) -> bool {
    let mark = |letter: char| matches!(letter, '/' | '.' | '-');
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !mark(letter));
    let day = &text[..end.unwrap_or(text.len())];
    day.starts_with(|first: char| first.is_ascii_digit()) && day.matches(mark).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, text: &str, expected: &str) {
        assert!(help(words, text).contains(expected), "{}", help(words, text));
    }

    #[test]
    fn a_slip_is_mended_as_it_was_meant() {
        let no_value = "string values must be quoted, expected literal string";
        check(no_value, "“Service Unavailable”", "straight quotes");
        check(no_value, "no\n", "`true` or `false`");
        check(no_value, "22/11/2026\n", "2026-01-31");
        check(no_value, "none of them", "into quotes");
        check("invalid unquoted key, expected letters", ": \"Not Found\"", "`=`");
        check("invalid unquoted key, expected letters", "\u{a0}= 1", "not an ordinary one");
        check("anything else", "]", "missing here or above");
        check("duplicate key", "verdict]", "one of the two");
    }

    #[test]
    fn a_message_says_what_a_writer_sees() {
        assert_eq!(message("duplicate key", "verdict]\n"), "`verdict` stands twice");
        assert_eq!(message("duplicate key", "reason = 1"), "`reason` stands twice");
        assert_eq!(message("Unclosed array\nmore", ""), "unclosed array");
        let no_value = "string values must be quoted, expected literal string";
        assert_eq!(message(no_value, "no, 1"), "`no` is no value");
        assert!(message(no_value, &"a".repeat(90)).contains("a…` is no value"));
        assert_eq!(message("missing escaped value", "dialer"), "`\\d` means nothing in a text");
    }
}
