//! A text file of the project and what it holds: TOML, read key by key with [`Fields`], and, in a
//! code's file, Markdown below the front matter. Each text keeps its place in the file; what cannot
//! be read becomes a problem there.

mod escapes;
mod fields;
mod lists;
mod meant;
mod names;
mod nearest;
mod slips;
mod text;
mod value;

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

pub use fields::{Fields, listed};
pub use meant::did_you_mean;
pub use nearest::nearest;
pub use text::{Text, refuse_controls};

use crate::load::{RawFile, Slot};
use crate::problem::{Place, Problem, Problems, Rule};
use crate::source::{SourceFile, find_line, first_line};
use fields::Source;
use text::without_controls;

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

/// A file, and its text with blanks for the characters that no text may hold.
#[derive(Debug)]
pub struct Document {
    /// The file as it was read.
    pub file: Arc<SourceFile>,
    /// Where it is not the file's own.
    clean: Option<String>,
    front_matter: Range<usize>,
    body: Range<usize>,
}

impl Document {
    /// Reads a TOML file.
    pub fn toml(raw: &RawFile, problems: &Problems) -> Option<Self> {
        let (file, clean) = read(raw, problems)?;
        let end = file.text.len();
        Some(Self { file, clean, front_matter: 0..end, body: end..end })
    }

    /// Reads a Markdown file with front matter.
    pub fn markdown(raw: &RawFile, problems: &Problems) -> Option<Self> {
        let (file, clean) = read(raw, problems)?;
        match split(clean.as_ref().unwrap_or(&file.text)) {
            Ok((front_matter, body)) => Some(Self { file, clean, front_matter, body }),
            Err(message) => {
                let line = first_line(&file.text).len();
                let problem = Problem::at(Place::span(&file, 0..line), Rule::FrontMatter, message);
                problems.push(problem.help(if file.text.starts_with("---") {
                    "write `+++` instead of `---`, and each key as `key = value`"
                } else if file.text.trim_start().starts_with(FENCE) && line == 0 {
                    "take the empty lines above the first `+++` out"
                } else {
                    "put the keys between two lines that hold only `+++`"
                }));
                None
            }
        }
    }

    /// What `read` makes of the keys, if they are TOML. A key that is missing is reported at the
    /// first line, which opens the front matter.
    pub fn keys<T>(&self, problems: &Problems, read: impl FnOnce(Fields<'_>) -> T) -> Option<T> {
        let (text, offset) = (&self.text()[self.front_matter.clone()], self.front_matter.start);
        let table = parse_toml(&self.file, text, offset, problems)?;
        let source = Source { file: &self.file, offset, problems };
        let first_line = first_line(&self.file.text).len();
        Some(read(Fields::new(source, table.get_ref(), 0..first_line, "")))
    }

    /// The text below the front matter.
    pub fn body(&self) -> &str {
        &self.text()[self.body.clone()]
    }

    fn text(&self) -> &str {
        self.clean.as_ref().unwrap_or(&self.file.text)
    }

    /// The place of some bytes of the body.
    pub fn body_place(&self, range: &Range<usize>) -> Place {
        let offset = self.body.start;
        Place::span(&self.file, range.start + offset..range.end + offset)
    }
}

/// What `read` makes of the keys of a TOML file, if they can be read.
pub fn read_keys<T>(
    raw: &RawFile,
    problems: &Problems,
    read: impl FnOnce(Fields<'_>) -> T,
) -> Option<T> {
    Document::toml(raw, problems)?.keys(problems, read)
}

/// The keys of a TOML text that begins at `offset` of its file; `None` where it is no TOML. A day that
/// there is not, or a key that stands twice, leaves the others as they are.
pub fn parse_toml<'a>(
    file: &Arc<SourceFile>,
    text: &'a str,
    offset: usize,
    problems: &Problems,
) -> Option<Spanned<DeTable<'a>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let (slips, readable) = slips::told(text, &errors);
    problems.extend(slips.iter().map(|slip| {
        let span = slip.span();
        let place = Place::span(file, span.start + offset..span.end + offset);
        let rule = if slip.is_no_day() { Rule::InvalidDate } else { Rule::TomlSyntax };
        Problem::at(place, rule, slip.message()).help(slip.help())
    }));
    readable.then_some(table)
}

/// The file of a slot, if it can be read; one that is not there is the problem that `missing` makes.
pub fn required<'a>(
    slot: &'a Slot,
    problems: &Problems,
    missing: impl FnOnce() -> Problem,
) -> Option<&'a RawFile> {
    match slot {
        Slot::File(raw) => Some(raw),
        Slot::Unreadable => None,
        Slot::Missing => {
            problems.push(missing());
            None
        }
    }
}

/// A file that holds text, with blanks for the characters that no text may hold; `None` where it
/// cannot be read, or where Git left a conflict in it.
pub fn text(raw: &RawFile, problems: &Problems) -> Option<Arc<SourceFile>> {
    let (file, clean) = read(raw, problems)?;
    Some(clean.map_or(file, |clean| Arc::new(SourceFile::new(&raw.path, clean))))
}

/// A file as it was read, and its text with blanks where it holds what no text may hold.
fn read(raw: &RawFile, problems: &Problems) -> Option<(Arc<SourceFile>, Option<String>)> {
    let file = decode(raw, problems)?;
    let clean = without_controls(&file, problems);
    (!is_unmerged(&file, problems)).then_some((file, clean))
}

/// A file's text, if it is UTF-8.
fn decode(raw: &RawFile, problems: &Problems) -> Option<Arc<SourceFile>> {
    match SourceFile::decode(&raw.path, &raw.bytes) {
        Ok(file) => Some(Arc::new(file)),
        Err(error) => {
            let byte = raw.bytes.get(error.offset).copied().unwrap_or_default();
            let place = Place::span(&Arc::new(error.file), error.range);
            let line = place.position().map_or(1, |position| position.line);
            let message =
                format!("byte 0x{byte:02x} at offset {} (line {line}) is not UTF-8", error.offset);
            let problem = Problem::at(place, Rule::NotUtf8, message);
            let broken = raw.bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty());
            problems.push(problem.help(match broken.count() {
                1 => "save the file as UTF-8".to_owned(),
                count => format!("save the file as UTF-8; {count} places of it are not"),
            }));
            None
        }
    }
}

/// Whether Git left the marks of a conflict in a file; the first is reported, and nothing else of
/// the file.
fn is_unmerged(file: &Arc<SourceFile>, problems: &Problems) -> bool {
    let mark = find_line(&file.text, |line| line.starts_with("<<<<<<< "));
    let Some(mark) = mark.filter(|_| file.text.contains("\n>>>>>>> ")) else { return false };
    let message = "two versions of this text stand here, as Git left them";
    let help = "keep one of the two, and take the lines of <<<<<<<, ======= and >>>>>>> out";
    problems.push(Problem::at(Place::span(file, mark), Rule::MergeConflict, message).help(help));
    true
}

/// The bytes of the front matter and of the body.
fn split(text: &str) -> Result<(Range<usize>, Range<usize>), &'static str> {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == FENCE) else {
        return Err("the file does not begin with a `+++` line");
    };
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == FENCE {
            return Ok((first.len()..end, end + line.len()..text.len()));
        }
        end += line.len();
    }
    Err("the front matter has no closing `+++` line")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_body_are_split_at_the_fences() {
        let text = "+++\na = 1\n+++\n\nbody\n";
        let (front_matter, body) = split(text).unwrap();
        assert_eq!((&text[front_matter], &text[body]), ("a = 1\n", "\nbody\n"));
        let (_, body) = split("+++\n+++").unwrap();
        assert_eq!(body, 7..7);
        assert!(split("a = 1\n").is_err());
        assert!(split("+++\na = 1\n").is_err());
    }
}
