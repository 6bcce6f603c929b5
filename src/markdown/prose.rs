//! Inline Markdown: what a field holds. [`inline`] reads the text and says what is refused.

mod inline;

use pulldown_cmark::{Event, Tag, TagEnd, html};

use super::parsed::plain_text;
use super::{Flaw, Parsed, Target, WrittenLink};

/// Text with emphasis, code and links, on one line.
#[derive(Debug, Default)]
pub struct Prose {
    parsed: Parsed,
}

impl Prose {
    /// Parses a field's text. Blocks, images and raw HTML are flaws; what is left of the text
    /// without them is returned all the same.
    pub fn parse(text: &str) -> (Self, Vec<Flaw>) {
        let (mut parsed, flaws) = inline::read(text);
        parsed.events.shrink_to_fit();
        (Self { parsed }, flaws)
    }

    /// The links as written, in order.
    pub fn written_links(&self) -> &[WrittenLink] {
        &self.parsed.links
    }

    /// Sets where the links lead, in the order of [`Self::written_links`].
    pub fn resolve(&mut self, targets: &[Target]) {
        self.parsed.resolve(targets);
    }

    /// Label and URL of each link that has one.
    pub fn links(&self) -> Vec<(String, String)> {
        let linked = self.parsed.links.iter().filter_map(|link| {
            let rest = self.parsed.events.get(link.at..)?;
            let Event::Start(Tag::Link { dest_url, .. }) = rest.first()? else { return None };
            let inner = rest.iter().take_while(|event| **event != Event::End(TagEnd::Link));
            Some((plain_text(inner), dest_url.to_string()))
        });
        linked.collect()
    }

    /// The text as HTML.
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        html::push_html(&mut out, self.parsed.events.iter().cloned());
        out
    }

    /// The text as it was written, on one line; `absolute` makes the address of a link whole.
    pub fn to_markdown(&self, absolute: impl Fn(&str) -> String) -> String {
        let text = self.parsed.to_markdown(absolute);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text without its marks.
    pub fn to_plain_text(&self) -> String {
        plain_text(self.parsed.events.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Rule;

    #[track_caller]
    fn check(text: &str, html: &str, plain: &str) {
        let (prose, flaws) = Prose::parse(text);
        assert_eq!(flaws, []);
        assert_eq!((prose.to_html().as_str(), prose.to_plain_text().as_str()), (html, plain));
    }

    #[track_caller]
    fn check_flaw(text: &str, rule: Rule, marked: &str) {
        let (_, flaws) = Prose::parse(text);
        let flaw = flaws.first().expect("a flaw");
        assert_eq!((flaw.rule, &text[flaw.range.clone()]), (rule, marked));
    }

    #[test]
    fn inline_markdown_becomes_html_and_plain_text() {
        check("Retry *later*.", "Retry <em>later</em>.", "Retry later.");
        check(
            "Read `Retry-After` & wait",
            "Read <code>Retry-After</code> &amp; wait",
            "Read Retry-After & wait",
        );
        check("one\ntwo", "one two", "one two");
        check("a < b", "a &lt; b", "a < b");
        check("see [503](503.md)", "see <a href=\"503.md\">503</a>", "see 503");
    }

    #[test]
    fn blocks_images_and_raw_html_are_flaws() {
        check_flaw("- a\n- b", Rule::BlockMarkdown, "- a\n- b");
        check_flaw("# a", Rule::BlockMarkdown, "# a");
        check_flaw("a\n\nb", Rule::BlockMarkdown, "b");
        check_flaw("a ![b](c.png)", Rule::BlockMarkdown, "![b](c.png)");
        check_flaw("a <b>c</b>", Rule::RawHtml, "<b>");
        check_flaw("<div>\nx", Rule::RawHtml, "<div>\nx");
        check_flaw(&("*a ".repeat(65) + &"b*".repeat(65)), Rule::DeepNesting, "*a b*");
    }

    #[test]
    fn links_are_resolved_in_order_and_places_lose_their_link() {
        let (mut prose, _) = Prose::parse("[Top up](link:a), see [503](503.md) or [home](link:b)");
        let destinations: Vec<_> =
            prose.written_links().iter().map(|link| link.destination.as_str()).collect();
        assert_eq!(destinations, ["link:a", "503.md", "link:b"]);
        prose.resolve(&[
            Target::Place("Home > Recharge".to_owned()),
            Target::Url("/codes/503/".to_owned()),
            Target::Place("Home".to_owned()),
        ]);
        assert_eq!(
            prose.to_html(),
            "Top up (Home &gt; Recharge), see <a href=\"/codes/503/\">503</a> or Home"
        );
        assert_eq!(prose.links(), [("503".to_owned(), "/codes/503/".to_owned())]);
    }

    #[test]
    fn written_anew_links_lead_where_they_lead() {
        let text =
            "[Top up](link:a), see\n[503](503.md \"t\"), [`x`][y] or [home](link:b)\n\n[y]: 404.md";
        let (mut prose, _) = Prose::parse(text.split("\n\n").next().unwrap_or_default());
        assert_eq!(prose.written_links().len(), 3, "a definition is a block of its own");
        prose.resolve(&[
            Target::Place("Home > Recharge".to_owned()),
            Target::Url("/codes/503/".to_owned()),
            Target::Place("Home".to_owned()),
        ]);
        let absolute = |url: &str| format!("https://a.example{url}");
        assert_eq!(
            prose.to_markdown(absolute),
            "Top up (Home > Recharge), see [503](https://a.example/codes/503/ \"t\"), [`x`][y] or Home"
        );
    }

    #[test]
    fn a_mail_address_in_angle_brackets_is_a_link() {
        let (mut prose, flaws) = Prose::parse("ask <a@b.example> now");
        let link = prose.written_links()[0].clone();
        assert_eq!((link.destination.as_str(), link.range), ("mailto:a@b.example", 5..16));
        prose.resolve(&[Target::Url(link.destination)]);
        assert_eq!(flaws, []);
        let html = "ask <a href=\"mailto:a@b.example\">a@b.example</a> now";
        assert_eq!(prose.to_html(), html);
        assert_eq!(prose.to_markdown(str::to_owned), "ask <mailto:a@b.example> now");
    }

    #[test]
    fn a_link_knows_the_bytes_of_its_destination() {
        let text = "see [a 503](503.md#retry)";
        let (prose, _) = Prose::parse(text);
        assert_eq!(&text[prose.written_links()[0].range.clone()], "503.md#retry");
    }
}
