//! Which of the parser's mistakes a writer is told: of those that follow from another, only that.

use toml::de::Error;

use super::Slip;
use super::written::is_key;

/// How many mistakes of a text are looked at; what has more is no TOML.
const MOST: usize = 100;

/// The mistakes that a writer is told, in their order; and whether the rest of the text can be read.
pub fn told<'a>(text: &'a str, errors: &'a [Error]) -> (Vec<Slip<'a>>, bool) {
    let mut slips: Vec<_> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error)).collect();
    slips.sort_by_key(|(span, _)| span.start);
    slips.truncate(MOST);
    let slip = |(span, error): (_, &'a Error)| Slip::new(error.message(), text, span);
    let mut slips: Vec<_> = slips.into_iter().map(slip).collect();
    slips.sort_by_key(|slip| slip.span().start);
    let readable = errors.len() <= MOST && slips.iter().all(Slip::leaves_the_rest);
    let unclosed = errors.iter().any(is_unclosed);
    let mut told: Vec<Slip<'a>> = Vec::new();
    let (mut line_end, mut twin_end) = (0, 0);
    for slip in slips {
        let echoes = told.iter().any(|it| !it.leaves_the_rest()) && !slip.stands_in_its_line();
        // The keys of a table that stands twice do so too.
        let of_a_twin = slip.span().start < twin_end && slip.stands_twice();
        if slip.span().start < line_end || echoes || of_a_twin {
            continue;
        }
        let rest = &text[slip.span().start..];
        let before = |end: &str| slip.span().start + rest.find(end).map_or(rest.len(), |at| at + 1);
        line_end = before("\n");
        if slip.stands_twice() && !slip.leaves_the_rest() {
            twin_end = before("\n[");
        }
        let takes_the_rest = slip.is_too_deep() || unclosed && slip.is_left_open();
        told.push(slip);
        if takes_the_rest {
            break;
        }
    }
    (told, readable)
}

/// Whether a list or a table in curly brackets has no end: what follows it seems to belong to it.
fn is_unclosed(error: &Error) -> bool {
    ["unclosed array,", "unclosed inline table,"].iter().any(|it| error.message().starts_with(it))
}

impl Slip<'_> {
    /// Whether its line begins as that of a key, or of a table: no matter what the lines above are.
    fn stands_in_its_line(&self) -> bool {
        let start = self.span().start;
        let begin = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[begin..].lines().next().unwrap_or_default();
        let key = line.split_once(['=', ':']).map(|(key, _)| key.trim());
        line.starts_with('[') || key.is_some_and(is_key)
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    /// The mistakes of `text` are told at these places.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (_, errors) = DeTable::parse_recoverable(text);
        let (slips, _) = told(text, &errors);
        let places: Vec<_> = slips.iter().map(|slip| slip.message()).collect();
        assert_eq!(places, expected);
    }

    #[test]
    fn mistakes_of_different_keys_are_all_told() {
        check("a = 1\nb = 2\na = 1\nb = 2\n", &["`a` stands twice", "`b` stands twice"]);
        check(
            "a = 2026-02-30\nb = 1\nb = 2\n",
            &["invalid date, expected day between 01 and 28", "`b` stands twice"],
        );
        check("a = 1\na = 2\nb = Bad words\n", &["`a` stands twice", "`Bad words` is no value"]);
        check("a = \"x\nb = 4O4\n", &["this text has no end", "`4O4` is no value"]);
        check(
            "[a]\nb = 1\n[a]\nc = 1\nc = 2\n[d]\ne = 1\ne = 2\n",
            &["`a` stands twice", "`e` stands twice"],
        );
        check("a = [1 2]\nb = no\n", &["`1 2` is no value", "`no` is no value"]);
        check(
            "a: 1\nb: 2\n",
            &[
                "invalid unquoted key, expected letters, numbers, `-`, `_`",
                "key with no value, expected `=`",
            ],
        );
    }

    #[test]
    fn what_follows_from_another_mistake_is_not_told() {
        check("a = [1\nb = 2\nc = 4O4\n", &["`]` is missing here"]);
        check("a = {b = 1\nc = 2\nd = no\n", &["`,` is missing here"]);
        check("[a]\nb = 1\nc = 1\n[a]\nb = 1\nc = 1\n", &["`a` stands twice"]);
        check("a = { b = 1 }\n[a]\nb = 1\n", &["`a` stands twice"]);
        check("a = “Busy” now\n", &["`“Busy” now` is no value"]);
        check("a = \"x\nmore of it\nb = 1\n", &["this text has no end"]);
        check(
            "+++\na = 1\n+++\nSome text\n- more\n",
            &["invalid unquoted key, expected letters, numbers, `-`, `_`"],
        );
    }
}
