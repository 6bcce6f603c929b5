//! A parsed text: its events, and its links apart, which lead somewhere once that is known.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::rewrite::rewritten;
use super::{Target, WrittenLink};

/// The events of a parsed text, with its links apart.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The Markdown text.
    pub source: String,
    /// What the parser made of it.
    pub events: Vec<Event<'static>>,
    /// The links and images, in their order.
    pub links: Vec<WrittenLink>,
    /// Where the links lead, in their order, once that is known.
    targets: Vec<Target>,
}

impl Parsed {
    /// The text as it was written, with its links leading where they lead.
    pub fn to_markdown(&self, absolute: impl Fn(&str) -> String) -> String {
        let links: Vec<_> = self.links.iter().zip(&self.targets).collect();
        rewritten(&self.source, &links, absolute)
    }

    /// Puts each link's target in place of its destination. A place without an address loses its
    /// link and shows its label. Every event keeps its index.
    pub fn resolve(&mut self, targets: &[Target]) {
        self.targets = targets.to_vec();
        for (link, target) in self.links.iter().zip(targets) {
            match (target, self.events.get_mut(link.at)) {
                (
                    Target::Url(url),
                    Some(Event::Start(
                        Tag::Link { link_type, dest_url, .. }
                        | Tag::Image { link_type, dest_url, .. },
                    )),
                ) => {
                    *dest_url = url.clone().into();
                    // The address is whole: nothing is to be written before it.
                    *link_type = LinkType::Inline;
                }
                (Target::Place(label), _) => show_place(&mut self.events, link.at, label),
                _ => {}
            }
        }
    }

    /// Adds a link or an image that is about to begin at `range`; no other event is one.
    pub fn push_link(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Event::Start(
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. },
        ) = event
        else {
            return;
        };
        let (whole, written) = (range.clone(), &self.source[range.clone()]);
        let range = match destination_in(written, *link_type, dest_url) {
            Some(at) => range.start + at..range.start + at + dest_url.len(),
            None => range.clone(),
        };
        let image = matches!(event, Event::Start(Tag::Image { .. }));
        // Who writes `<a@b.example>` means what the browser calls `mailto:`.
        let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
        let (destination, at) = (format!("{scheme}{dest_url}"), self.events.len());
        self.links.push(WrittenLink { destination, range, whole, image, at });
    }
}

/// Where a link's destination begins in it, if it stands there as it is.
fn destination_in(written: &str, kind: LinkType, destination: &str) -> Option<usize> {
    let begins = |at: &usize| written[*at..].starts_with(destination) && !destination.is_empty();
    match kind {
        LinkType::Inline => {
            let openings = written.rmatch_indices("](").map(|(at, _)| at + "](".len());
            let past_blanks = openings.map(|at| {
                let rest = written[at..].trim_start();
                written.len() - rest.strip_prefix('<').unwrap_or(rest).len()
            });
            past_blanks.into_iter().find(begins)
        }
        LinkType::Autolink | LinkType::Email => Some("<".len()).filter(begins),
        _ => None,
    }
}

/// The words of some events, without their marks.
pub fn plain_text<'a>(events: impl Iterator<Item = &'a Event<'static>>) -> String {
    let mut out = String::new();
    for event in events {
        if let Event::Text(text) | Event::Code(text) = event {
            out.push_str(text);
        }
    }
    out
}

/// Turns the link that starts at `at` into its words and the label of the place: "top up (Home >
/// Recharge)". A label that ends with the words stands alone: "ask A1ROUTES support".
fn show_place(events: &mut [Event<'static>], at: usize, label: &str) {
    let Some(length) = events[at..].iter().position(|event| *event == Event::End(TagEnd::Link))
    else {
        return;
    };
    let words = plain_text(events[at..at + length].iter());
    let empty = || Event::Text(CowStr::Borrowed(""));
    let told = tells(label, &words);
    let shown = if told { label.to_owned() } else { format!(" ({label})") };
    if told {
        events[at..at + length].fill(empty());
    }
    events[at] = empty();
    events[at + length] = Event::Text(shown.into());
}

/// The words of a link and the label of the place that it leads to, as [`show_place`] has them.
pub fn told_by(words: &str, label: &str) -> String {
    if tells(label, words) { label.to_owned() } else { format!("{words} ({label})") }
}

/// Whether a label says what the words say.
fn tells(label: &str, words: &str) -> bool {
    label.to_lowercase().ends_with(&words.to_lowercase())
}
