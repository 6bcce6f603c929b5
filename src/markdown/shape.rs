//! What must fit together in a body: headings, the rows of a table, the ends of blocks.

use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::Flaw;
use crate::problem::Rule;
use crate::source::first_line;

/// The headings so far.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The level of the last heading.
    level: Option<usize>,
    /// How many there are.
    pub(super) headings: usize,
}

impl Outline {
    /// What is wrong with the next heading. The page's own headings are of the first two levels: a
    /// body's begin at the second, and none skips one.
    pub(super) fn flaw(
        &mut self,
        text: &str,
        level: HeadingLevel,
        range: &Range<usize>,
    ) -> Option<Flaw> {
        self.headings += 1;
        let written = text[range.clone()].trim();
        let deepest = self.level.map_or(2, |level| level + 1);
        let level = level as usize;
        self.level = Some(level.clamp(2, deepest));
        let skips = format!("write `{}` here", "#".repeat(deepest));
        let (message, help) = if level == 1 {
            let help = "begin with `##`: the page has its own first heading";
            ("a heading of the first level does not belong here", help)
        } else if !written.starts_with('#') {
            let help = "begin it with `## `; for a line across the page, leave one empty above it";
            ("the line below makes this a heading", help)
        } else if written.trim_matches('#').trim().is_empty() {
            ("this heading is empty", "write its words behind the `##`, or take it out")
        } else if level > deepest {
            ("this heading skips a level", skips.as_str())
        } else {
            return None;
        };
        Some(Flaw::new(range.clone(), Rule::BodyHeading, message, help))
    }
}

/// A row has as many cells as its table's head: a reader would not see more, and fewer are most
/// often a bar that was forgotten.
pub(super) fn row_flaw(text: &str, range: &Range<usize>, columns: usize) -> Option<Flaw> {
    let row = text[range.clone()].trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut escaped = false;
    let bar = |letter| {
        let bar = letter == '|' && !escaped;
        escaped = letter == '\\' && !escaped;
        bar
    };
    let bars: Vec<bool> = row.chars().map(bar).collect();
    let closed = bars.last() == Some(&true);
    let cells = bars.iter().filter(|bar| **bar).count() + usize::from(!closed);
    let plural = if cells == 1 { "" } else { "s" };
    let message = format!("this row has {cells} cell{plural}, its table {columns} columns");
    let help = "give each row as many cells as the head; write \\| where a bar is meant";
    let flaw = || Flaw::new(range.clone(), Rule::Markup, &message, help);
    (cells != columns).then(flaw)
}

/// A paragraph that is code because it is indented, which nobody means.
pub(super) fn indented_flaw(text: &str, range: &Range<usize>) -> Flaw {
    let message = "blanks at the beginning of this line make it code";
    let help = "take them out, or put code between two lines of three backquotes";
    let line = first_line(&text[range.clone()]).len();
    Flaw::new(range.start..range.start + line, Rule::Markup, message, help)
}

/// A fenced block that ends with the text, or with the end of another: nothing closes it.
pub(super) fn open_block_flaw(text: &str, range: &Range<usize>) -> Option<Flaw> {
    let block = text[range.clone()].trim_end();
    let first = first_line(block);
    let letter = if first.starts_with('~') { '~' } else { '`' };
    let (mark, _) = first.split_at(first.len() - first.trim_start_matches(letter).len());
    let last = block.lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches([' ', '>']).trim_end();
    // A block that begins within this one: the line that closes it was meant for that.
    let another = |line: &str| behind(line, mark, letter).is_some_and(|words| !words.is_empty());
    let swallows = block.lines().skip(1).any(another);
    // The mark alone, as long as the one that opens or longer (CommonMark 0.31 §4.5).
    let closes = behind(last, mark, letter).is_some_and(str::is_empty);
    if mark.is_empty() || closes && !swallows {
        return None;
    }
    let message = format!("nothing closes the block that begins with {mark}");
    let help = format!("write a line {mark} where it ends");
    Some(Flaw::new(range.start..range.start + first.len(), Rule::Markup, &message, &help))
}

/// What stands behind a fence of at least the length of `mark`, if the line begins with one.
fn behind<'a>(line: &'a str, mark: &str, letter: char) -> Option<&'a str> {
    Some(line.strip_prefix(mark)?.trim_start_matches(letter).trim())
}

#[cfg(test)]
mod tests {
    use crate::markdown::Body;

    /// Every flaw of `text`, as it is marked.
    #[track_caller]
    fn check_marked(text: &str, expected: &[&str]) {
        let (_, flaws) = Body::parse(text, &[]);
        let found: Vec<_> = flaws.iter().map(|flaw| &text[flaw.range.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_begin_at_the_second_level_and_skip_none() {
        check_marked("## a\n\n### b\n\n#### c\n\n## d", &[]);
        check_marked("### a\n\n## b", &["### a"]);
        check_marked("## a\n\n#### b\n\n#### c", &["#### b"]);
        check_marked("##\n\n## #", &["##", "## #"]);
        check_marked("a\n---\n\nb\n\n---", &["a\n---"]);
    }

    #[test]
    fn rows_have_as_many_cells_as_their_table_has_columns() {
        let head = "| a | b |\n|---|---|\n";
        check_marked(&format!("{head}| 1 | 2 |\n| 1 | \\| |\n| `x` | |\n1 | 2"), &[]);
        check_marked(&format!("{head}| 1 | 2 | 3 |\n| 1 |"), &["| 1 | 2 | 3 |", "| 1 |"]);
        check_marked("a | b\n---|---\n1 | 2\n| 3 | \\|", &[]);
    }

    #[test]
    fn a_block_of_code_is_meant_as_one_and_ends() {
        check_marked("```sip\na\n```\n\n- ~~~\n  a\n  ~~~\n\n````\n```\n````", &[]);
        check_marked("```\na\n````````\n\n~~~ ```\na\n~~~~~~~ \n\n```~~~\na\n```", &[]);
        check_marked("```sip\na", &["```sip"]);
        check_marked("```\na\n``\n", &["```"]);
        check_marked("```\na\n\n```sip\nb\n```", &["```"]);
        check_marked("```", &["```"]);
        check_marked("> ```\n> a\n\nb", &["```"]);
        check_marked("a\n\n    b\n    c", &["b"]);
    }

    #[test]
    fn links_and_images_have_words() {
        check_marked("[a](b) ![a](/b) [`a`](b) [![a](/b)](c)", &[]);
        check_marked(
            "[](b) ![](/b) [![](/b)](c)",
            &["[](b)", "![](/b)", "![](/b)", "[![](/b)](c)"],
        );
    }

    #[test]
    fn html_is_told_once_an_element() {
        check_marked("a <b>c</b>", &["<b>"]);
        check_marked("a</b>", &["</b>"]);
    }
}
