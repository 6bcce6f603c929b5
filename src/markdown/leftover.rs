//! Marks that mean nothing where they stand: readers would see half a link, a lone `**`, the bars of
//! a table that is none. What is written as `\\[` or as code is meant, and passes.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Flaw;
use crate::problem::Rule;
use crate::source::shortened;

/// How many characters of a text a message shows.
const LONGEST_SHOWN: usize = 60;

/// Marks that are left in a text only by mistake, and what to do.
const MARKS: [(&str, &str); 9] = [
    ("`", "put code between two backquotes, or take this one out"),
    ("**", "put `**` before and behind the words, without a blank at their side"),
    ("~~", "nothing is struck through here: take the words out"),
    ("[^", "there are no footnotes here: say it in the text, or link to it"),
    ("[[", "write a link as [503](503.md)"),
    ("[ ]", "there are no boxes to tick here: take it out"),
    ("[x]", "there are no boxes to tick here: take it out"),
    ("[!", "there are no kinds of notes here: begin with a word such as **Note:**"),
    ("{#", "a heading has the id of its words: take it out, and link to that"),
];
/// Marks of a list that is none.
const BULLETS: [char; 6] = ['•', '·', '◦', '▪', '‣', '●'];
const LINK_HELP: &str = "write [words](address), with both pairs of brackets, nothing between them and no blank in the address";
const TABLE_HELP: &str =
    "leave a line empty above it, and write |---|---| below its head, with as many columns";

/// A mark of Markdown in a text that is shown as it is written.
pub fn mark_in(text: &str) -> Option<Range<usize>> {
    ["`", "**", "]("].iter().find_map(|mark| text.find(mark).map(|at| at..at + mark.len()))
}

/// Gathers the plain text of paragraphs, and finds what is left in it.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    /// The plain text that is being read, without code and escaped characters.
    run: Option<Range<usize>>,
    /// Whether `run` begins a line of a paragraph.
    opens_line: bool,
    /// How many lines of the paragraph begin with a hyphen but are no item of a list.
    hyphens: usize,
    /// Whether a mark at the beginning of a line was reported in this paragraph.
    told: bool,
    in_code: bool,
}

impl Leftovers {
    /// Takes the next event of `source`; returns what is wrong with the text before it.
    pub(super) fn read(
        &mut self,
        source: &str,
        event: &Event<'_>,
        range: &Range<usize>,
    ) -> Vec<Flaw> {
        match event {
            Event::Text(_) if self.in_code => return Vec::new(),
            Event::Text(_) => {
                if let Some(run) = self.run.as_mut().filter(|run| run.end == range.start) {
                    run.end = range.end;
                    return Vec::new();
                }
                let flaws = self.end_run(source);
                self.run = Some(range.clone());
                return flaws;
            }
            _ => {}
        }
        let flaws = self.end_run(source);
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::Paragraph | Tag::Item) => {
                (self.hyphens, self.told, self.opens_line) = (0, false, true);
            }
            Event::SoftBreak | Event::HardBreak => self.opens_line = true,
            _ => {}
        }
        flaws
    }

    fn end_run(&mut self, source: &str) -> Vec<Flaw> {
        let Some(run) = self.run.take() else { return Vec::new() };
        let opens_line = std::mem::take(&mut self.opens_line);
        // The first letter was escaped: it is meant.
        let escaped = source[..run.start].ends_with('\\');
        let skipped = source[run.clone()].chars().next().filter(|_| escaped);
        let start = run.start + skipped.map_or(0, char::len_utf8);
        let text = &source[start..run.end];
        let line = Some(text).filter(|_| opens_line && !escaped && !self.told);
        let mut flaws: Vec<_> = line.and_then(|line| self.line_flaw(line)).into_iter().collect();
        // Most texts have no letter that any mark begins with.
        if flaws.is_empty() && text.bytes().any(|letter| b"`*~[({".contains(&letter)) {
            flaws.extend(links(text));
            flaws.extend(marks(text, &flaws));
        }
        for flaw in &mut flaws {
            flaw.range = flaw.range.start + start..flaw.range.end + start;
        }
        flaws
    }

    /// What is wrong with the mark at the beginning of a line.
    fn line_flaw(&mut self, line: &str) -> Option<Flaw> {
        let mut letters = line.chars();
        let (first, second) = (letters.next()?, letters.next().unwrap_or(' '));
        if first == '-' && second.is_alphabetic() {
            self.hyphens += 1;
        }
        let (mark, help) = if BULLETS.contains(&first) {
            (first.len_utf8(), "begin each item of a list with a hyphen and a blank")
        } else if self.hyphens == 2 {
            (1, "leave a blank behind each hyphen, to make it a list")
        } else if line.starts_with("##") {
            let mark = line.len() - line.trim_start_matches('#').len();
            (mark, "leave a blank behind it, to make it a heading")
        } else if first == '|' && line.trim_end().ends_with('|') && line.len() > 1 {
            (1, TABLE_HELP)
        } else if line.trim() == "+++" {
            (3, "take it out: the keys stand between the first two lines of the file that hold it")
        } else {
            return None;
        };
        self.told = true;
        Some(left(0..mark, line, help))
    }
}

/// Links that are none.
fn links(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let (mut from, mut done, mut end) = (0, 0, 0);
    while let Some(at) = text[from..].find(['(', '[']).map(|at| from + at) {
        // Many addresses may end at the same place: it is looked for once.
        if end <= at {
            let inner = &text[at + 1..];
            end = at + 1 + inner.find([')', ']', ' ']).unwrap_or(inner.len());
        }
        let (address, before) = (&text[at + 1..end], &text[done..at]);
        from = at + 1;
        let beside = before.ends_with(']');
        let own = is_own_address(address);
        let apart = before.ends_with("] ") && (own || is_address(address));
        if !beside && !apart && !own {
            continue;
        }
        let word = before.rfind(' ').map_or(0, |blank| blank + 1);
        let from_word = beside || apart || before[word..].contains(['[', ')']);
        let opening = before.rfind(['[', '(']).filter(|_| from_word);
        let opening = opening.map_or(at, |start| done + start);
        end += usize::from(text[end..].starts_with([')', ']']));
        let message = format!("`{}` is no link", shortened(&text[opening..end], LONGEST_SHOWN));
        flaws.push(Flaw::new(opening..end, Rule::Markup, &message, LINK_HELP));
        (from, done) = (end, end);
    }
    flaws
}

/// Each mark that is left, once.
fn marks(text: &str, links: &[Flaw]) -> Vec<Flaw> {
    let free = |at: usize| !links.iter().any(|link| link.range.contains(&at));
    let found = MARKS.iter().filter_map(|(mark, help)| {
        let at = text.find(mark).filter(|at| free(*at))?;
        Some(left(at..at + mark.len(), text, help))
    });
    found.collect()
}

fn left(range: Range<usize>, text: &str, help: &str) -> Flaw {
    let message = match &text[range.clone()] {
        "`" => "a lone backquote would be shown as it stands".to_owned(),
        mark => format!("`{mark}` would be shown as it stands"),
    };
    Flaw::new(range, Rule::Markup, &message, help)
}

/// An address that means something in content alone.
fn is_own_address(text: &str) -> bool {
    let is_file = text.split_at_checked(3).is_some_and(|(stem, ending)| {
        let fragment = ending.strip_prefix(".md");
        let ends = fragment.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'));
        ends && stem.bytes().all(|it| it.is_ascii_digit())
    });
    text.starts_with("link:") || is_file
}

fn is_address(text: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:", "/", "#"].iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Options, Parser};

    use super::*;

    /// What of `text` is shown as wrong.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut leftovers = Leftovers::default();
        let events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
        let flaws: Vec<_> =
            events.flat_map(|(event, range)| leftovers.read(text, &event, &range)).collect();
        let found: Vec<_> = flaws.iter().map(|flaw| &text[flaw.range.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn half_a_link_is_found() {
        check("See [503](503.md for more", &["[503](503.md"]);
        check("See [503(503.md) for more", &["[503(503.md)"]);
        check("See [503] (503.md) for more", &["[503] (503.md)"]);
        check("See (503)[503.md] for more", &["(503)[503.md]"]);
        check("See [a](/b c) and [d](e f)", &["[a](/b", "[d](e"]);
        check("See [503][later] for more", &["[503][later]"]);
        check("Ask [us] (https://a.example)", &["[us] (https://a.example)"]);
        check("[a](link:b", &["[a](link:b"]);
        check("(as said) in 503 (503.md)", &["(503.md)"]);
    }

    #[test]
    fn many_brackets_take_no_time_squared() {
        check(&"[".repeat(100_000), &["[["]);
        check(&"a(b".repeat(50_000), &[]);
    }

    #[test]
    fn a_mark_that_is_left_is_found_once() {
        check("a **b", &["**"]);
        check("a ** b ** c", &["**"]);
        check("a `b", &["`"]);
        check("a[^1], b[^2]", &["[^"]);
        check("see [[503]]", &["[["]);
        check("~~a~~", &["~~"]);
        check("- [ ] a\n- [x] b", &["[ ]", "[x]"]);
        check("> [!NOTE]\n> a", &["[!"]);
        check("## a {#b}", &["{#"]);
        check("| a **b | c |\n|---|---|\n| `d | e |", &["**", "`"]);
    }

    #[test]
    fn a_mark_at_the_beginning_of_a_line_is_found_once_a_paragraph() {
        check("##How\n\n##Why", &["##", "##"]);
        check("•\ta\n•\tb\n\n• c", &["•", "•"]);
        check("-a\n-b\n-c", &["-"]);
        check("| a | b |\n| 1 | 2 |", &["|"]);
        check("a:\n| a | b |\n|---|", &["|"]);
        check("+++\ncode = 1\n+++", &["+++"]);
    }

    #[test]
    fn what_is_meant_passes() {
        check("see [503](503.md) (or [504](504.md#retry)), **b** and `[x](`", &[]);
        check("a \\[b\\](c.md), \\** and \\`", &[]);
        check("    [a](b\n\n```\n**\n| a |\n```", &[]);
        check("the range [0, 5) and (see above) [sic]", &[]);
        check("-5 dB\n-6 dB", &[]);
        check("-a alone, #1 and #hash", &[]);
        check("| a | b |\n|---|---|\n| 1 | 2 |", &[]);
        check("[a][b]\n\n[b]: https://a.example", &[]);
        check("a | b", &[]);
        check("stop [now!] and {a}", &[]);
    }
}
