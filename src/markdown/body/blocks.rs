//! From Markdown to the events of its blocks, with links and fenced blocks apart. Raw HTML, headings
//! of the first level and bottomless nesting are flaws.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::table::{Row, Table};
use crate::markdown::{Depth, Fence, Flaw, Parsed};
use crate::problem::Rule;

/// What a text consists of, and what is wrong with it.
#[derive(Default)]
pub struct Blocks {
    /// Its events and links.
    pub parsed: Parsed,
    /// Its fenced blocks that name a language, in order.
    pub fences: Vec<Fence>,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
}

impl Blocks {
    /// Reads a text; what lies deeper than the bound is left out.
    pub fn read(text: &str) -> Self {
        let (mut reader, mut depth) = (Reader::default(), Depth::default());
        reader.blocks.parsed.source = text.to_owned();
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            if let Err(flaw) = depth.follow(&event, &range) {
                reader.blocks.flaws.push(flaw);
                break;
            }
            reader.read(event, range);
        }
        reader.blocks
    }
}

/// Gathers blocks event by event.
#[derive(Default)]
struct Reader {
    blocks: Blocks,
    /// The table that is being read, or the last one.
    table: Table,
    /// The fenced block that is being read.
    fence: Option<Fence>,
}

impl Reader {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        let Blocks { parsed, flaws, .. } = &mut self.blocks;
        match Flaw::hidden_character(&parsed.source[range.clone()], &event, &range) {
            Some(flaw) => flaws.push(flaw),
            None => parsed.push_link(&event, &range),
        }
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag),
            Event::InlineHtml(_) => flaws.push(Flaw::raw_html(range)),
            Event::Html(_) => {}
            Event::Text(ref text) => {
                self.fence.iter_mut().for_each(|fence| fence.push(text, range.start));
                self.push(event);
            }
            event => self.push(event),
        }
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match &tag {
            Tag::HtmlBlock => return self.blocks.flaws.push(Flaw::raw_html(range)),
            Tag::TableCell => {
                let (start, flaw) = self.table.open_cell(range);
                self.blocks.flaws.extend(flaw);
                return self.push_html(start);
            }
            Tag::Table(alignments) => {
                self.table = Table::new(alignments);
                self.push_html("<div class=\"table\">");
            }
            Tag::TableHead => self.table.begin(Row::Head),
            Tag::TableRow => self.table.begin(Row::Body),
            Tag::Heading { level: HeadingLevel::H1, .. } => {
                self.blocks.flaws.push(first_level(range));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => self.open_fence(language, range),
            _ => {}
        }
        self.push(Event::Start(tag));
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => {}
            TagEnd::TableCell => self.push_html(self.table.close_cell()),
            TagEnd::Table => {
                self.push(Event::End(tag));
                self.push_html("</div>\n");
            }
            TagEnd::CodeBlock => {
                self.push(Event::End(tag));
                self.close_fence();
            }
            tag => self.push(Event::End(tag)),
        }
    }

    fn open_fence(&mut self, language: &str, range: Range<usize>) {
        let at = self.blocks.parsed.events.len();
        let language = language.split_whitespace().next();
        self.fence = language.map(|language| Fence {
            language: language.to_owned(),
            range,
            events: at..at,
            ..Fence::default()
        });
    }

    fn close_fence(&mut self) {
        if let Some(mut fence) = self.fence.take() {
            fence.events.end = self.blocks.parsed.events.len();
            self.blocks.fences.push(fence);
        }
    }

    fn push(&mut self, event: Event<'_>) {
        self.blocks.parsed.events.push(event.into_static());
    }

    fn push_html(&mut self, html: impl Into<CowStr<'static>>) {
        self.push(Event::Html(html.into()));
    }
}

fn first_level(range: Range<usize>) -> Flaw {
    let message = "a heading of the first level does not belong here";
    let help = "begin with `##`: the page has its own first heading";
    Flaw::new(range, Rule::BodyHeading, message, help)
}
