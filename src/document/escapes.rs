//! Where the bytes of a TOML string's value are written: escapes, and the line ends that a backslash
//! takes away, make the two differ.

use std::ops::Range;

/// A TOML string as it is written, quotes included, and the way from its value to it.
pub struct Written {
    /// Bytes of the value and the bytes in the file that they stand at, wherever one of the two
    /// goes on without the other; in order.
    marks: Vec<(usize, usize)>,
}

impl Written {
    /// Reads `written`, which begins at byte `start` of its file.
    pub fn new(written: &str, start: usize) -> Self {
        let (open, escapes) = opening(written);
        let mut marks = vec![(0, start + open)];
        let (mut value, mut at) = (0, open);
        let next = |at: usize| written.get(at..)?.find('\\').filter(|_| escapes);
        while let Some(plain) = next(at) {
            (value, at) = (value + plain, at + plain);
            marks.push((value, start + at));
            let (length, of_value) = escape(&written[at..]);
            (value, at) = (value + of_value, at + length);
            marks.push((value, start + at));
        }
        Self { marks }
    }

    /// The bytes of the file that hold bytes `range` of the value.
    pub fn span(&self, range: &Range<usize>) -> Range<usize> {
        let before = self.marks.partition_point(|(value, _)| *value <= range.start);
        let start = self.behind(before, range.start);
        // What is left out behind the last byte is no part of it.
        let before = self.marks.partition_point(|(value, _)| *value < range.end);
        let end = match self.marks.get(before) {
            Some((value, at)) if *value == range.end => *at,
            _ => self.behind(before, range.end),
        };
        start..end.max(start)
    }

    /// A byte of the value, by the last of the first `count` marks.
    fn behind(&self, count: usize, byte: usize) -> usize {
        let (value, at) =
            self.marks[..count].last().or(self.marks.first()).copied().unwrap_or_default();
        at + byte.saturating_sub(value)
    }
}

/// How many bytes stand before the value, and whether a backslash means something in it. A line end
/// right behind three quotes is no part of the value (TOML 1.0, "String").
fn opening(written: &str) -> (usize, bool) {
    let quote = written.chars().next().filter(|letter| matches!(letter, '"' | '\''));
    let Some(quote) = quote else { return (0, false) };
    let three: String = [quote; 3].iter().collect();
    let open = match written.strip_prefix(&three) {
        Some(rest) => 3 + usize::from(rest.starts_with('\n')),
        _ => 1,
    };
    (open, quote == '"')
}

/// The lengths of an escape and of what it stands for.
fn escape(written: &str) -> (usize, usize) {
    let letter = written[1..].chars().next().unwrap_or('\\');
    let digits = match letter {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        ' ' | '\t' | '\n' => return (written.len() - written[1..].trim_start().len(), 0),
        letter => return (1 + letter.len_utf8(), 1),
    };
    let number = written.get(2..2 + digits).and_then(|it| u32::from_str_radix(it, 16).ok());
    (2 + digits, number.and_then(char::from_u32).map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    /// The first `part` of the value that TOML reads in `written` stands as `expected` there.
    #[track_caller]
    fn check(written: &str, part: &str, expected: &str) {
        let text = format!("a = {written}\n");
        let table = DeTable::parse(&text).unwrap();
        let value = table.get_ref().get("a").unwrap();
        let start = value.get_ref().as_str().unwrap().find(part).unwrap();
        let span = Written::new(&text[value.span()], value.span().start)
            .span(&(start..start + part.len()));
        assert_eq!(&text[span], expected);
    }

    #[test]
    fn a_part_of_a_value_is_found_as_it_is_written() {
        check("\"see b\"", "b", "b");
        check("'C:\\b'", "b", "b");
        check("'''\nsee \\n b'''", "b", "b");
        check("\"\"\"\nsee b\"\"\"", "b", "b");
        check("\"\"\"a \\\n   b \\\n c\"\"\"", "b ", "b ");
        check("\"\"\"a \\\n   b \\\n c\"\"\"", "a b", "a \\\n   b");
        check("\"\\\"q\\\" (q) b\"", "q) b", "q) b");
        check("\"\\\\ \\t \\u00e4 \\U0001F600 \\x41 b\"", "b", "b");
        check("\"\\u0041\"", "A", "\\u0041");
        check("\"a\\nb\"", "\n", "\\n");
        check("\"\"", "", "");
    }
}
