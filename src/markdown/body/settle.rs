//! A body whose links are still to lead somewhere, in as little room as that takes.

use std::mem;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::Body;

impl Body {
    /// Turns what no link changes into HTML: parsed, it takes four times the room of its text. There
    /// are no [`Self::fences`] afterwards.
    pub fn settle(&mut self) {
        self.fences = Vec::new();
        let mut events = mem::take(&mut self.parsed.events).into_iter();
        let (mut taken, mut settled) = (0, Vec::new());
        for link in &mut self.parsed.links {
            if let Some(before) = link.at.checked_sub(taken) {
                settle_events(&mut settled, events.by_ref().take(before));
                let linked = take_link(&mut events);
                taken = link.at + linked.len();
                link.at = settled.len();
                settled.extend(linked);
            } else {
                // It stands in the link before it, whose events are the last so far.
                link.at = settled.len() - (taken - link.at);
            }
        }
        settle_events(&mut settled, events);
        settled.shrink_to_fit();
        self.parsed.events = settled;
    }
}

/// Adds events as the HTML that they have behind those before.
fn settle_events(settled: &mut Vec<Event<'static>>, events: impl Iterator<Item = Event<'static>>) {
    // A block begins on a line of its own, behind words even if they are none.
    let words = (!settled.is_empty()).then_some(Event::Text(CowStr::Borrowed("")));
    let mut html = String::new();
    html::push_html(&mut html, words.into_iter().chain(events));
    settled.push(Event::Html(html.into()));
}

/// Takes the events of the link or image that begins here.
fn take_link(events: &mut impl Iterator<Item = Event<'static>>) -> Vec<Event<'static>> {
    let mut depth = 0_usize;
    let mut linked = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => depth -= 1,
            _ => {}
        }
        linked.push(event);
        if depth == 0 {
            break;
        }
    }
    linked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Target;

    #[test]
    fn a_settled_body_has_the_same_html() {
        let place = || Target::Place("Home > Recharge".to_owned());
        let url = || Target::Url("/a?b&c".to_owned());
        for text in [
            "",
            "a",
            "[a](b)",
            "- [a](b)\n  - c\n- ![d](e)\n  > f",
            "- d [e](f)\n  > g [**h** i](j) k\n\n  ***",
            "a [b](c)[d](e) f\n[g](h)\n## i [j](k)\n\n```\nl\n```\n",
            "x\n\n*y* [![a](b) c](d) ![e **f**](g \"h\") [i](j \"k\")",
            "| a | [b](c) |\n|---|---|\n| [d](e) f | ![g](h) |\n\n[i](j)",
            "1. a\n\n   [b](c)\n\n2. [d](e)\\\nf  \n[g](h)",
        ] {
            for target in [&place as &dyn Fn() -> Target, &url] {
                let html = |settle: fn(&mut Body)| {
                    let mut body = Body::parse(text, &[]).0;
                    settle(&mut body);
                    let targets: Vec<_> = body.written_links().iter().map(|_| target()).collect();
                    body.resolve(&targets).html().to_owned()
                };
                assert_eq!(html(Body::settle), html(|_| ()), "{text}");
            }
        }
    }
}
