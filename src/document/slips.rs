//! What a writer's slip in TOML is called, and how it is fixed: the parser knows what it expected,
//! the text around the place shows what was meant.

mod help;
mod told;
mod written;

use std::ops::Range;

pub use told::told;
use written::{LONGEST_SHOWN, deep_key, is_key, name, single_brackets, value};

use crate::source::{first_line, shortened, within_sentence};

/// The quotes of a word processor.
const CURLY: [char; 7] = ['“', '”', '„', '‘', '’', '«', '»'];

/// The parser's words for a key of too many parts, for which it gives no place.
const DEEP_KEY: &str = "recursion limit";

/// A mistake that the parser met.
pub struct Slip<'a> {
    /// The parser's own words.
    words: &'a str,
    /// The text, where the mistake is.
    text: &'a str,
    span: Range<usize>,
    /// A table that is written as `[name]` here and as `[[name]]` there: the place of the first.
    mixed: Option<Range<usize>>,
    /// Whether the place is a number or a day that is none.
    in_value: bool,
}

impl<'a> Slip<'a> {
    /// The mistake that the parser calls `words`, at the bytes `span` of `text`.
    pub fn new(words: &'a str, text: &'a str, span: Range<usize>) -> Self {
        let mut slip = Self { words, text, span, mixed: None, in_value: false };
        if slip.stands_twice() {
            slip.mixed = single_brackets(text, name(slip.there()));
        } else if slip.is_in_a_value() {
            slip.in_value = true;
            let word = |letter: &char| letter.is_alphanumeric() || ".,+-_:".contains(*letter);
            let start = slip.before().chars().rev().take_while(word).map(char::len_utf8);
            let there = slip.there();
            let end = there.find(|letter| !word(&letter)).unwrap_or(there.len());
            let end = there[..end].trim_end_matches([',', '.', ':']).len();
            let start: usize = start.sum();
            slip.span = slip.span.start - start..(slip.span.start + end).max(slip.span.end);
        } else if slip.is_left_open() {
            let end = slip.before().trim_end().len();
            slip.span = end..end;
        } else if slip.says(DEEP_KEY) {
            slip.span = deep_key(text).unwrap_or(slip.span);
        }
        slip
    }

    /// The bytes of the text that are shown.
    pub fn span(&self) -> Range<usize> {
        self.mixed.clone().unwrap_or_else(|| self.span.clone())
    }

    /// What is wrong, in the form of our messages: lower case, no jargon.
    pub fn message(&self) -> String {
        let there = self.there();
        if self.mixed.is_some() {
            format!("`{}` stands in single brackets here and in double ones below", name(there))
        } else if self.stands_twice() {
            format!("`{}` stands twice", name(there))
        } else if self.splits_a_text() {
            format!("the text ends before `{}`", shortened(first_line(there), LONGEST_SHOWN))
        } else if self.trails() {
            format!("`{}` stands behind the value", first_line(there).trim())
        } else if self.in_value {
            format!("`{}` is no value", &self.text[self.span.clone()])
        } else if self.says("string values must be quoted") && value(there).is_empty() {
            "there is no value".to_owned()
        } else if self.says("string values must be quoted") {
            format!("`{}` is no value", value(there))
        } else if self.says("unexpected leading zero") {
            format!("the number `{}` begins with a zero", value(there))
        } else if self.says("invalid basic string") {
            "this text has no end".to_owned()
        } else if self.is_too_deep() {
            "keys or lists stand in each other too deep".to_owned()
        } else if let Some(letter) = self.escape() {
            format!("`\\{letter}` means nothing in a text")
        } else if self.is_left_open() {
            format!("`{}` is missing here", self.missing_mark())
        } else {
            within_sentence(first_line(self.words))
        }
    }

    /// Whether it is the mistake of one key, and the others can be read.
    pub fn leaves_the_rest(&self) -> bool {
        let is_key = self.mixed.is_none() && !self.before().ends_with('[');
        self.is_no_day() || self.stands_twice() && is_key
    }

    /// Whether a key or a table is there already.
    pub fn stands_twice(&self) -> bool {
        self.says("duplicate key")
    }

    /// Whether a day is written as it should be, but is none.
    pub fn is_no_day(&self) -> bool {
        self.says("invalid date, expected day") || self.says("invalid date, expected month")
    }

    fn says(&self, start: &str) -> bool {
        self.words.starts_with(start)
    }

    fn before(&self) -> &'a str {
        self.text.get(..self.span.start).unwrap_or_default()
    }

    fn there(&self) -> &'a str {
        self.text.get(self.span.start..).unwrap_or_default()
    }

    /// Whether the parser met a number or a day that is none, and stopped within it.
    fn is_in_a_value(&self) -> bool {
        let digit = self.text[..self.span.start].ends_with(|it: char| it.is_ascii_digit());
        ["invalid float", "invalid integer", "invalid fraction", "invalid exponent"]
            .iter()
            .any(|words| self.says(words))
            || self.says("unexpected key or value")
                && digit
                && self.there().starts_with(',')
                && !self.trails()
    }

    /// Whether a text ended at a quote that was meant to belong to it.
    fn splits_a_text(&self) -> bool {
        (self.says("unexpected key or value") || self.says("missing comma"))
            && self.before().ends_with('"')
            && self.there().starts_with(char::is_alphanumeric)
    }

    /// Whether a line goes on with nothing but a comma or semicolon, as in other formats.
    fn trails(&self) -> bool {
        self.says("unexpected key or value") && first_line(self.there()).trim().len() == 1
    }

    /// The letter behind a backslash that begins nothing.
    fn escape(&self) -> Option<char> {
        if self.says("missing escaped value") {
            self.there().chars().next()
        } else if self.says("too few unicode value digits") {
            let sequence = &self.before()[self.before().rfind('\\')?..];
            sequence.chars().nth(1)
        } else {
            None
        }
    }

    /// Whether something is missing between two items or behind the last one.
    fn is_left_open(&self) -> bool {
        self.says("missing comma") || self.says("missing key for inline table element")
    }

    /// Whether the parser gave up at a depth of its own.
    fn is_too_deep(&self) -> bool {
        self.says("cannot recurse further") || self.says(DEEP_KEY)
    }

    /// The comma or bracket that is missing.
    fn missing_mark(&self) -> char {
        let there = self.text[self.span.start..].trim_start();
        let next_key = there.starts_with('[')
            || there.find('=').is_some_and(|at| is_key(there[..at].trim_end()));
        match next_key {
            true if self.says("missing comma between array elements") => ']',
            _ if self.says("missing key for inline table element") => '}',
            _ => ',',
        }
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    /// The mistake in `text` is shown at `marked`, and its message and its help say so.
    #[track_caller]
    fn check(text: &str, marked: &str, message: &str, help: &str) {
        let (_, errors) = DeTable::parse_recoverable(text);
        let error = errors.iter().min_by_key(|error| error.span().unwrap_or(0..0).start).unwrap();
        let slip = Slip::new(error.message(), text, error.span().unwrap_or(0..0));
        assert_eq!((&text[slip.span()], slip.message().as_str()), (marked, message));
        assert!(slip.help().contains(help), "{}", slip.help());
    }

    #[test]
    fn a_value_that_is_none_is_mended_as_it_was_meant() {
        check("a = “Busy”", "“Busy”", "`“Busy”` is no value", "straight quotes");
        check("a = \"Busy”\n", "", "this text has no end", "that of a word processor");
        check("a = \"Busy\n", "", "this text has no end", "at the end of the line");
        check("a = no\n", "no", "`no` is no value", "`true` or `false`");
        check("a = none of them", "none of them", "`none of them` is no value", "into quotes");
        check("a =\n", "", "there is no value", "take the key out");
        check("a = 4O4\n", "4O4", "`4O4` is no value", "digits alone");
        check("a = 10%\n", "10%", "`10%` is no value", "digits alone");
        check("a = 1,000\n", "1,000", "`1,000` is no value", "digits alone");
        check("a = [503.md, 1]\n", "503.md", "`503.md` is no value", "digits alone");
        check("a = [410 484]\n", "410 484", "`410 484` is no value", "a comma between");
        check("a = [410; 484]\n", "410; 484", "`410; 484` is no value", "a comma between");
        check("a = 22/11/2026\n", "22/11/2026", "`22/11/2026` is no value", "2026-01-31");
        check("a = 22.11.2026\n", "22.11.2026", "`22.11.2026` is no value", "2026-01-31");
        check("a = 007\n", "0", "the number `007` begins with a zero", "without it");
        let long = "x".repeat(90);
        let shown = format!("`{}…` is no value", "x".repeat(LONGEST_SHOWN));
        check(&format!("a = {long}\n"), &long, &shown, "into quotes");
    }

    #[test]
    fn what_is_missing_is_missing_where_the_mark_points() {
        check("a = [\"b\" \"c\"]\n", "", "`,` is missing here", "the mark");
        check("a = [\n  1,\n  2\n  3,\n]\n", "", "`,` is missing here", "the mark");
        check("a = [1\nb = 2\n", "", "`]` is missing here", "the mark");
        check("a = [1\n[b]\n", "", "`]` is missing here", "the mark");
        check("a = [\n  { b = 1,\n  { b = 2 },\n]\n", "", "`}` is missing here", "the mark");
        check("a = { b = \"c\" d = 2 }\n", "", "`,` is missing here", "the mark");
        check("a = [1,, 2]\n", ",", "extra comma in array, expected value", "one of the commas");
    }

    #[test]
    fn a_text_that_ends_too_early_is_told_from_two_values() {
        let message = "the text ends before `by\" it`";
        check("a = \"stand \"by\" it\n", "", message, "`\\\"`");
        let message = "the text ends before `by\" it\"]`";
        check("a = [\"stand \"by\" it\"]\n", "", message, "`\",`");
        let message = "unexpected key or value, expected newline, `#`";
        check("a = \"1\" b = 2\n", "", message, "a line of its own");
    }

    #[test]
    fn a_key_or_a_line_that_is_none_is_mended_as_it_was_meant() {
        let message = "invalid unquoted key, expected letters, numbers, `-`, `_`";
        check("a: 1\n", ":", message, "`=`");
        check("a\u{a0}= 1\n", "\u{a0}", message, "not an ordinary one");
        check("// a\n", "//", message, "`#`");
        check("+++\na = 1\n", "+++", message, "take this line out");
        check("a = 404,\n", "", "`,` stands behind the value", "take it out");
        check("a = \"b\";\n", "", "`;` stands behind the value", "take it out");
        check("a b = 1\n", "", "key with no value, expected `=`", "no blanks");
        check("a = \"C:\\dialer\"", "", "`\\d` means nothing in a text", "`\\\\`");
        check("a = \"C:\\Users\"", "", "`\\U` means nothing in a text", "`\\\\`");
        check("a = 1\na = 2\n", "a", "`a` stands twice", "one of the two");
        check("[a]\n[a]\n", "a", "`a` stands twice", "one of the two");
        let (deep, message) = (["a"; 99].join("."), "keys or lists stand in each other too deep");
        check(&format!("b = \"{}\"\n{deep} = 1\n", ".".repeat(99)), &deep, message, "flatter");
        check(&format!("b = 1\n[{deep}]\n"), &deep, message, "flatter");
        let message = "`a` stands in single brackets here and in double ones below";
        check("[a]\nb = 1\n[[a]]\nb = 2\n", "[a]", message, "`[[a]]` each time");
    }
}
