//! Block Markdown: what stands below the front matter.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::leftover::Leftovers;
use super::prose::plain_text;
use super::shape::{self, Outline};
use super::{Fence, Flaw, Parsed, Target, WrittenLink, slug};
use crate::problem::Rule;

/// How deep blocks may stand in each other.
const MAX_DEPTH: usize = 64;
/// How many cells a table may have.
const MAX_CELLS: usize = 10_000;

/// The text below a file's front matter.
#[derive(Debug, Default)]
pub struct Body {
    parsed: Parsed,
    headings: Vec<Heading>,
    fences: Vec<Fence>,
}

/// A heading and the fragment that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its words without their marks.
    pub text: String,
    /// The fragment without `#`; no other heading and no reserved id equals it.
    pub id: String,
}

impl Body {
    /// Parses a body; `reserved` are the ids that the page uses for itself.
    pub fn parse(text: &str, reserved: &[&str]) -> (Self, Vec<Flaw>) {
        let mut reader = Reader { text, ..Reader::default() };
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            if reader.depth > MAX_DEPTH {
                let help = "write it flatter, or split it into sections";
                let message = format!("this is nested deeper than {MAX_DEPTH} levels");
                reader.flaws.push(Flaw::new(range, Rule::DeepNesting, &message, help));
                break;
            }
            reader.read(event, range);
        }
        let mut body = reader.body;
        body.parsed.source = text.to_owned();
        body.name_headings(reserved);
        (body, reader.flaws.into_iter().map(|flaw| flaw.trimmed(text)).collect())
    }

    /// The headings in order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The links as written, in order.
    pub fn written_links(&self) -> &[WrittenLink] {
        &self.parsed.links
    }

    /// Sets where the links lead, in the order of [`Self::written_links`].
    pub fn resolve(&mut self, targets: &[Target]) {
        self.parsed.resolve(targets);
    }

    /// The fenced blocks that name a language, in order.
    pub fn fences(&self) -> &[Fence] {
        &self.fences
    }

    /// Shows `html` in the place of a block of [`Self::fences`].
    pub fn replace(&mut self, fence: &Fence, html: String) {
        let mut first = Some(Event::Html(html.into()));
        for event in &mut self.parsed.events[fence.events.clone()] {
            *event = first.take().unwrap_or(Event::Html(CowStr::Borrowed("")));
        }
    }

    /// The body as HTML.
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        html::push_html(&mut out, self.parsed.events.iter().cloned());
        out
    }

    /// The body as it was written; `absolute` makes the address of a link whole.
    pub fn to_markdown(&self, absolute: impl Fn(&str) -> String) -> String {
        self.parsed.to_markdown(absolute)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.parsed.events.is_empty()
    }

    /// Gives each heading an id of its own.
    fn name_headings(&mut self, reserved: &[&str]) {
        let mut taken: HashSet<String> = reserved.iter().map(|id| (*id).to_owned()).collect();
        let starts = self.parsed.events.iter().enumerate().filter_map(|(at, event)| match event {
            Event::Start(Tag::Heading { .. }) => Some(at),
            _ => None,
        });
        for at in starts.collect::<Vec<_>>() {
            let inner = self.parsed.events[at..]
                .iter()
                .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
            let text = plain_text(inner);
            let name = Some(slug(&text)).filter(|name| !name.is_empty());
            let id = free_id(name.unwrap_or_else(|| "section".to_owned()), &mut taken);
            if let Event::Start(Tag::Heading { id: place, .. }) = &mut self.parsed.events[at] {
                *place = Some(id.clone().into());
            }
            self.headings.push(Heading { text, id });
        }
    }
}

/// `name`, or `name-2`, `name-3` … where it is taken.
fn free_id(name: String, taken: &mut HashSet<String>) -> String {
    let mut id = name.clone();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{name}-{number}");
    }
    id
}

/// Gathers events and flaws.
#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    body: Body,
    flaws: Vec<Flaw>,
    depth: usize,
    alignments: Vec<Alignment>,
    column: usize,
    cells: usize,
    in_head: bool,
    outline: Outline,
    leftovers: Leftovers,
    /// The fenced block that is being read.
    fence: Option<Fence>,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        let hidden = Flaw::hidden_character(&self.text[range.clone()], &event, &range);
        let is_clean = hidden.is_none();
        self.flaws.extend(hidden);
        self.flaws.extend(self.leftovers.read(self.text, &event, &range));
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        match event {
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                self.flaws.extend(Flaw::raw_html(self.text, range, &self.flaws));
            }
            Event::Html(_) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::Table(ref alignments)) => {
                self.alignments.clone_from(alignments);
                self.cells = 0;
                self.push_html("<div class=\"table\">");
                self.push(event);
            }
            Event::End(TagEnd::Table) => {
                self.push(event);
                self.push_html("</div>\n");
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.in_head = matches!(event, Event::Start(Tag::TableHead));
                self.column = 0;
                self.flaws.extend(shape::row_flaw(self.text, &range, self.alignments.len()));
                self.push(event);
            }
            Event::Start(Tag::TableCell) => self.open_cell(range),
            Event::End(TagEnd::TableCell) => {
                self.push_html(if self.in_head { "</th>" } else { "</td>" });
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.flaws.extend(self.outline.flaw(self.text, level, &range));
                self.push(event);
            }
            Event::Start(Tag::Link { ref dest_url, .. }) if is_clean => {
                self.body.parsed.push_link(self.text, dest_url, &range, false);
                self.push(event);
            }
            Event::Start(Tag::Image { ref dest_url, .. }) if is_clean => {
                self.body.parsed.push_link(self.text, dest_url, &range, true);
                self.push(event);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref language))) => {
                self.open_fence(language, &range);
                self.push(event);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                self.flaws.push(shape::indented_flaw(self.text, &range));
                self.push(event);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let image = event == Event::End(TagEnd::Image);
                self.flaws.extend(Flaw::without_words(&self.body.parsed, image, &range));
                self.push(event);
            }
            Event::Text(ref text) => {
                self.fence.iter_mut().for_each(|fence| fence.push(text, range.start));
                self.push(event);
            }
            Event::End(TagEnd::CodeBlock) => {
                self.push(event);
                let end = self.body.parsed.events.len();
                if let Some(flaw) = shape::open_block_flaw(self.text, &range) {
                    self.flaws.push(flaw);
                    self.fence = None;
                }
                self.body.fences.extend(self.fence.take().map(|mut fence| {
                    fence.events.end = end;
                    fence
                }));
            }
            event => self.push(event),
        }
    }

    fn open_fence(&mut self, language: &str, range: &Range<usize>) {
        let at = self.body.parsed.events.len();
        let language = language.split_whitespace().next();
        self.fence = language.map(|language| Fence {
            language: language.to_owned(),
            range: range.clone(),
            events: at..at,
            ..Fence::default()
        });
    }

    /// Alignment as a class: a style attribute would break the content security policy.
    fn open_cell(&mut self, range: Range<usize>) {
        let name = if self.in_head { "th" } else { "td" };
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        let scope = if self.in_head { " scope=\"col\"" } else { "" };
        self.push_html(format!("<{name}{scope}{class}>"));
        self.column += 1;
        self.cells += 1;
        if self.cells == MAX_CELLS + 1 {
            let message = format!("this table has more than {MAX_CELLS} cells");
            let help = "split the table, or leave the rows out";
            self.flaws.push(Flaw::new(range, Rule::TooLarge, &message, help));
        }
    }

    fn push(&mut self, event: Event<'_>) {
        self.body.parsed.events.push(event.into_static());
    }

    fn push_html(&mut self, html: impl Into<CowStr<'static>>) {
        self.body.parsed.events.push(Event::Html(html.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, html: &str) {
        let (body, flaws) = Body::parse(text, &["retry"]);
        assert_eq!(flaws, []);
        assert_eq!(body.to_html(), html);
    }

    #[track_caller]
    fn check_flaw(text: &str, rule: Rule) {
        let (_, flaws) = Body::parse(text, &[]);
        assert_eq!(flaws.first().map(|flaw| flaw.rule), Some(rule));
    }

    #[test]
    fn headings_get_ids_that_no_other_element_has() {
        check("## Check first", "<h2 id=\"check-first\">Check first</h2>\n");
        check("## Retry", "<h2 id=\"retry-2\">Retry</h2>\n");
        check("## A\n\n## A", "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n");
        check("## ?", "<h2 id=\"section\">?</h2>\n");
        check("## It's `100`", "<h2 id=\"its-100\">It's <code>100</code></h2>\n");
    }

    #[test]
    fn table_cells_carry_classes_and_never_a_style_attribute() {
        check(
            "|a|b|\n|-|-:|\n|1|2|",
            "<div class=\"table\"><table><thead><tr><th scope=\"col\">a</th>\
             <th scope=\"col\" class=\"right\">b</th></tr></thead><tbody>\n\
             <tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody></table>\n</div>\n",
        );
    }

    #[test]
    fn a_link_by_reference_is_written_out() {
        let (mut body, _) =
            Body::parse("See [it][a] and <https://b.example>.\r\n\n[a]: 404.md", &[]);
        body.resolve(&[
            Target::Url("/codes/404/".to_owned()),
            Target::Url("https://b.example".to_owned()),
        ]);
        let absolute = |url: &str| {
            if url.starts_with('/') { format!("https://a.example{url}") } else { url.to_owned() }
        };
        assert_eq!(
            body.to_markdown(absolute),
            "See [it](https://a.example/codes/404/) and <https://b.example>.\n\n[a]: 404.md"
        );
    }

    #[test]
    fn raw_html_first_headings_and_bottomless_nesting_are_flaws() {
        check_flaw("a <b>c", Rule::RawHtml);
        check_flaw("<!-- a -->", Rule::RawHtml);
        check_flaw("# a", Rule::BodyHeading);
        check_flaw(&">".repeat(100), Rule::DeepNesting);
        let row = "|a".repeat(100) + "|\n";
        check_flaw(&format!("{row}{}|\n{}", "|-".repeat(100), row.repeat(101)), Rule::TooLarge);
    }
}
