//! From Markdown to the events of a field's text, with its links apart. Blocks, images, raw HTML, marks
//! without a meaning and bottomless nesting are flaws.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::markdown::leftover::Leftovers;
use crate::markdown::{Depth, Flaw, Parsed, RawHtml, overrun};
use crate::problem::Rule;

/// What a text consists of, without what is refused, and what is wrong with it; what lies deeper
/// than the bound is left out.
pub fn read(text: &str) -> (Parsed, Vec<Flaw>) {
    let (mut reader, mut depth) = (Reader::default(), Depth::default());
    reader.parsed.source = text.to_owned();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let over = depth.follow(&event, &range).err();
        if let Some(flaw) = over.or_else(|| overrun(&reader.parsed, 0, &reader.flaws, &range)) {
            reader.flaws.push(flaw);
            break;
        }
        reader.read(event, range);
    }
    let flaws = reader.flaws.into_iter().map(|flaw| flaw.trimmed(text)).collect();
    (reader.parsed, flaws)
}

/// Gathers what a field may hold, event by event.
#[derive(Default)]
struct Reader {
    parsed: Parsed,
    flaws: Vec<Flaw>,
    leftovers: Leftovers,
    html: RawHtml,
    paragraphs: usize,
    /// How many blocks are open.
    blocks: usize,
}

impl Reader {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        let written = &self.parsed.source[range.clone()];
        let hidden = Flaw::hidden_character(written, &event, &range);
        if self.blocks == 0 {
            self.flaws.extend(self.leftovers.read(&self.parsed.source, &event, &range));
        }
        if event == Event::End(TagEnd::Link) {
            self.flaws.extend(Flaw::without_words(&self.parsed, false, &range));
        }
        match event {
            Event::Start(Tag::Link { .. }) => {
                if hidden.is_none() {
                    self.parsed.push_link(&event, &range);
                }
                self.parsed.events.push(event.into_static());
            }
            Event::Start(Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link)
            | Event::Text(_)
            | Event::Code(_) => self.parsed.events.push(event.into_static()),
            Event::SoftBreak | Event::HardBreak => {
                self.parsed.events.push(Event::Text(CowStr::Borrowed(" ")));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                self.flaws.extend(self.html.flaw(&self.parsed.source, range));
            }
            Event::Start(tag) => self.open_block(&tag, range),
            Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) => {}
            Event::End(_) => self.blocks -= 1,
            Event::Rule => self.flaws.push(block(range, "a rule")),
            _ => {}
        }
        self.flaws.extend(hidden);
    }

    /// A field is one paragraph; of blocks in each other, only the outermost is told.
    fn open_block(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if *tag != Tag::Paragraph {
            if self.blocks == 0 {
                self.flaws.push(block(range, block_name(tag)));
            }
            self.blocks += 1;
        } else if self.blocks == 0 {
            self.paragraphs += 1;
            if self.paragraphs == 2 {
                self.flaws.push(block(range, "a second paragraph"));
            }
        }
    }
}

fn block(range: Range<usize>, what: &str) -> Flaw {
    Flaw {
        range,
        rule: Rule::BlockMarkdown,
        message: format!("{what} does not fit into this field"),
        help: "use emphasis, code and links here; longer matter goes below the front matter of an .md file"
            .to_owned(),
    }
}

/// What to call a block in a message.
fn block_name(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Heading { .. } => "a heading",
        Tag::BlockQuote(_) => "a quotation",
        Tag::CodeBlock(_) => "a code block",
        Tag::List(_) => "a list",
        Tag::Table(_) => "a table",
        Tag::Image { .. } => "an image",
        _ => "this Markdown",
    }
}
