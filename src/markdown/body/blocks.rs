//! From Markdown to the events of its blocks, with links and fenced blocks apart. Raw HTML, marks
//! without a meaning, what does not fit together and bottomless nesting are flaws.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::table::{Row, Table};
use crate::markdown::leftover::Leftovers;
use crate::markdown::shape::{self, Outline};
use crate::markdown::{Depth, Fence, Flaw, Parsed, RawHtml, overrun};

/// How many bytes of a text bring an event, at least in most.
const BYTES_AN_EVENT: usize = 4;

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
        reader.blocks.parsed.events = Vec::with_capacity(text.len() / BYTES_AN_EVENT);
        reader.has_references = text.contains('&');
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            let Blocks { parsed, flaws, .. } = &mut reader.blocks;
            let headings = reader.outline.headings;
            let over = depth.follow(&event, &range).err();
            if let Some(flaw) = over.or_else(|| overrun(parsed, headings, flaws, &range)) {
                flaws.push(flaw);
                break;
            }
            reader.read(event, range);
        }
        let Blocks { parsed, fences, flaws } = reader.blocks;
        let flaws = flaws.into_iter().map(|flaw| flaw.trimmed(text)).collect();
        Self { parsed, fences, flaws }
    }
}

/// Gathers blocks event by event.
#[derive(Default)]
struct Reader {
    blocks: Blocks,
    /// Whether the text may hold character references.
    has_references: bool,
    /// The table that is being read, or the last one.
    table: Table,
    outline: Outline,
    leftovers: Leftovers,
    html: RawHtml,
    /// The fenced block that is being read.
    fence: Option<Fence>,
}

impl Reader {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        let Blocks { parsed, flaws, .. } = &mut self.blocks;
        let written = &parsed.source[range.clone()];
        let hidden = self.has_references.then(|| Flaw::hidden_character(written, &event, &range));
        match hidden.flatten() {
            Some(flaw) => flaws.push(flaw),
            None => parsed.push_link(&event, &range),
        }
        flaws.extend(self.leftovers.read(&parsed.source, &event, &range));
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag, &range),
            Event::InlineHtml(_) => flaws.extend(self.html.flaw(&parsed.source, range)),
            Event::Html(_) => {}
            Event::Text(ref text) => {
                self.fence.iter_mut().for_each(|fence| fence.push(text, range.start));
                self.push(event);
            }
            event => self.push(event),
        }
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let Blocks { parsed, flaws, .. } = &mut self.blocks;
        let text = &parsed.source;
        match &tag {
            Tag::HtmlBlock => return flaws.extend(self.html.flaw(text, range)),
            Tag::TableCell => {
                let (start, flaw) = self.table.open_cell(range);
                flaws.extend(flaw);
                return self.push_html(start);
            }
            Tag::Table(alignments) => {
                self.table = Table::new(alignments);
                self.push_html("<div class=\"table\">");
            }
            Tag::TableHead => flaws.extend(self.table.begin(Row::Head, text, &range)),
            Tag::TableRow => flaws.extend(self.table.begin(Row::Body, text, &range)),
            Tag::Heading { level, .. } => flaws.extend(self.outline.flaw(text, *level, &range)),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => self.open_fence(language, range),
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                flaws.push(shape::indented_flaw(text, &range));
            }
            _ => {}
        }
        self.push(Event::Start(tag));
    }

    fn close(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::HtmlBlock => {}
            TagEnd::TableCell => self.push_html(self.table.close_cell()),
            TagEnd::Table => {
                self.push(Event::End(tag));
                self.push_html("</div>\n");
            }
            TagEnd::CodeBlock => {
                self.push(Event::End(tag));
                self.close_fence(range);
            }
            TagEnd::Link | TagEnd::Image => {
                let flaw = Flaw::without_words(&self.blocks.parsed, tag == TagEnd::Image, range);
                self.blocks.flaws.extend(flaw);
                self.push(Event::End(tag));
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

    /// A block that nothing closes is refused as such, and not read further.
    fn close_fence(&mut self, range: &Range<usize>) {
        let fence = self.fence.take();
        if let Some(flaw) = shape::open_block_flaw(&self.blocks.parsed.source, range) {
            self.blocks.flaws.push(flaw);
        } else if let Some(mut fence) = fence {
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
