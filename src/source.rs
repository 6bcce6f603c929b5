//! One text file of the project as the later stages see it: its path for messages, its text with
//! one kind of line end, and the way from a byte offset to a line and a column.

use std::ops::Range;
use std::sync::OnceLock;

/// A text file under the project's root.
#[derive(Debug)]
pub struct SourceFile {
    /// Path relative to the root, with `/`, as messages show it.
    pub path: String,
    /// The text, without a byte order mark and with `\n` line ends.
    pub text: String,
    /// The byte at which each line begins, once somebody has asked for a place.
    line_starts: OnceLock<Box<[usize]>>,
    /// How many characters begin before each block of [`BLOCK`] bytes, as with the lines.
    blocks: OnceLock<Box<[usize]>>,
}

/// Characters are counted from the last multiple of so many bytes, since one line may be a whole
/// file.
const BLOCK: usize = 1 << 10;

/// Where in a file: both count from 1, columns in Unicode characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The column after the last marked character of the same line.
    pub end_column: usize,
}

/// Where a file stops being UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The first byte that is no UTF-8, from 0, in the bytes as they were read.
    pub offset: usize,
    /// The file with U+FFFD for what cannot be read.
    pub file: SourceFile,
    /// Where in its text that byte would be.
    pub range: Range<usize>,
}

impl SourceFile {
    /// Takes `text` as it is.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (line_starts, blocks) = (OnceLock::new(), OnceLock::new());
        Self { path: path.into(), text: text.into(), line_starts, blocks }
    }

    /// Decodes a file's bytes: drops a byte order mark, turns CRLF into LF.
    ///
    /// # Errors
    /// Where the bytes stop being UTF-8.
    pub fn decode(path: impl Into<String>, bytes: &[u8]) -> Result<Self, NotUtf8> {
        let error = match str::from_utf8(bytes) {
            Ok(text) => return Ok(Self::new(path, plain(text))),
            Err(error) => error,
        };
        let offset = error.valid_up_to();
        let start = plain(&String::from_utf8_lossy(&bytes[..offset])).len();
        let file = Self::new(path, plain(&String::from_utf8_lossy(bytes)));
        Err(NotUtf8 { offset, file, range: start..start + char::REPLACEMENT_CHARACTER.len_utf8() })
    }

    /// The place of a byte range; a range over several lines ends with its first line.
    pub fn position(&self, range: &Range<usize>) -> Position {
        let start = self.boundary(range.start);
        let end = self.boundary(range.end.max(start));
        let line_starts = self.line_starts();
        let line = line_starts.partition_point(|line| *line <= start);
        let next = line_starts.get(line).map_or(self.text.len(), |next| next - 1);
        let before = self.letters_before(start);
        let column = before - self.letters_before(line_starts[line - 1]) + 1;
        let marked = self.letters_before(end.min(next)) - before;
        Position { line, column, end_column: column + marked.max(1) }
    }

    /// The bytes of all lines that hold something of a range.
    pub fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let line_starts = self.line_starts();
        let line = line_starts.partition_point(|line| *line <= range.start);
        let next = line_starts.partition_point(|line| *line < range.end);
        let end = line_starts.get(next.max(line)).copied().unwrap_or(self.text.len());
        line_starts[line - 1]..end
    }

    /// Each begins where another ends; the first is there in an empty file too.
    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|end| end + 1)).collect()
        })
    }

    /// How many characters begin before `offset`.
    fn letters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.blocks.get_or_init(|| {
            let counts = bytes.chunks(BLOCK).scan(0, |sum, block| {
                *sum += letters(block);
                Some(*sum)
            });
            std::iter::once(0).chain(counts).collect()
        });
        let block = offset / BLOCK;
        blocks[block] + letters(&bytes[block * BLOCK..offset])
    }

    /// The nearest character boundary at or before `offset`.
    pub fn boundary(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }
}

impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for SourceFile {}

/// How many characters begin in some bytes: all but those that go on with one (RFC 3629 §3).
fn letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A text without a byte order mark and with one kind of line end.
fn plain(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() }
}

/// Whether a character has no business in a text: controls other than tab and line end, the marks
/// that turn the direction of what follows (Unicode Bidirectional Algorithm §2.1–2.5), and what
/// will never be a character (Unicode §23.7), of which XML cannot hold all (XML 1.0 §2.2).
pub fn is_forbidden(letter: char) -> bool {
    match letter {
        '\n' | '\t' | ' '..='~' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{fdd0}'..='\u{fdef}' => true,
        _ => letter.is_control() || u32::from(letter) & 0xFFFE == 0xFFFE,
    }
}

/// The text up to the end of its first line.
pub fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The bytes of the first line that `is_it`, without the blanks at its end.
pub fn find_line(text: &str, is_it: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        is_it(line).then(|| start..start + line.trim_end().len())
    })
}

/// A text as a message shows it: `most` characters of it, in one line.
pub fn shortened(text: &str, most: usize) -> String {
    let short: String = text.chars().take(most).collect();
    let plain = short.replace(char::is_control, " ");
    if short == text { plain } else { plain + "…" }
}

/// A text as it goes on within a sentence: its first letter is small, but not that of an acronym.
pub fn within_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    match letters.clone().next() {
        Some(second) if second.is_uppercase() => text.to_owned(),
        _ => first.into_iter().flat_map(char::to_lowercase).chain(letters).collect(),
    }
}

/// Whether a name is one that a SIP header can have: letters, digits and a few marks (RFC 3261
/// §25.1, "token").
pub fn is_token(name: &str) -> bool {
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || b"-.!%*_+`'~".contains(&byte);
    !name.is_empty() && name.bytes().all(belongs)
}

/// A forbidden character as a message names it.
pub fn forbidden_name(letter: char) -> String {
    let kind = match letter {
        '\u{202a}'..='\u{2069}' => "direction mark",
        letter if letter.is_control() => "control character",
        _ => "noncharacter",
    };
    format!("{kind} U+{:04X}", u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, range: Range<usize>, expected: (usize, usize, usize)) {
        let position = SourceFile::new("a.md", text).position(&range);
        assert_eq!((position.line, position.column, position.end_column), expected);
    }

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        check("abc", 0..1, (1, 1, 2));
        check("abc\ndef", 5..7, (2, 2, 4));
        check("äöü x", 7..8, (1, 5, 6));
        check("a\tb", 2..3, (1, 3, 4));
        check("ab\ncd", 1..5, (1, 2, 3));
        check("ab", 9..12, (1, 3, 4));
        check("", 0..0, (1, 1, 2));
        check("a\n", 2..2, (2, 1, 2));
        let long = format!("x\n{}", "ä".repeat(2 * BLOCK));
        check(&long, 2 + 2 * BLOCK - 2..2 + 2 * BLOCK + 2, (2, BLOCK, BLOCK + 2));
        check(&long, 2..long.len(), (2, 1, 2 * BLOCK + 1));
    }

    #[test]
    fn a_range_is_shown_with_all_its_lines() {
        let file = SourceFile::new("a.md", "ab\ncd\nef");
        for (range, lines) in
            [(0..1, 0..3), (3..3, 3..6), (4..5, 3..6), (4..6, 3..6), (4..7, 3..8), (8..8, 6..8)]
        {
            assert_eq!(file.lines(&range), lines, "{range:?}");
        }
        assert_eq!(SourceFile::new("a.md", "").lines(&(0..0)), 0..0);
    }

    #[test]
    fn only_the_first_letter_of_a_word_becomes_small() {
        let cases = [
            ("Blocked", "blocked"),
            ("SIP trunk", "SIP trunk"),
            ("The SIP trunk", "the SIP trunk"),
            ("A value", "a value"),
            ("Äöü", "äöü"),
            ("X", "x"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(within_sentence(text), expected);
        }
    }

    #[test]
    fn a_byte_order_mark_counts_nothing_and_crlf_is_one_line_end() {
        let file = SourceFile::decode("a.md", b"\xef\xbb\xbfa\r\nb").unwrap();
        assert_eq!(file.text, "a\nb");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_located() {
        let error = SourceFile::decode("a.md", b"\xef\xbb\xbfab\r\ncd\xff").unwrap_err();
        assert_eq!((error.offset, error.file.text.as_str()), (9, "ab\ncd\u{fffd}"));
        assert_eq!(error.file.position(&error.range).line, 2);
        assert_eq!(error.file.position(&error.range).column, 3);
    }
}
