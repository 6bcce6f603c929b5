//! Block Markdown: what stands below the front matter. Headings get their ids here; [`blocks`]
//! reads the text and says what is refused.

mod blocks;
mod settle;
mod table;

use std::collections::BTreeMap;
use std::mem;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::parsed::plain_text;
use super::{Fence, Flaw, Parsed, Target, WrittenLink, slug};
use blocks::Blocks;

/// The text below a file's front matter, as it is parsed.
#[derive(Debug, Default)]
pub struct Body {
    parsed: Parsed,
    heading_ids: Vec<String>,
    fences: Vec<Fence>,
}

/// A body whose links lead where they lead: as HTML, and as it was written. What it was parsed
/// into is gone, since it takes four times the room.
#[derive(Debug, Default)]
pub struct ResolvedBody {
    html: String,
    written: Parsed,
}

impl Body {
    /// Parses a body; `reserved` are the ids that the page uses for itself.
    pub fn parse(text: &str, reserved: &[&str]) -> (Self, Vec<Flaw>) {
        let Blocks { parsed, fences, flaws } = Blocks::read(text);
        let mut body = Self { parsed, heading_ids: Vec::new(), fences };
        body.name_headings(reserved);
        (body, flaws)
    }

    /// The fragments that lead to the headings, in order; no two are equal, and none is a reserved id.
    pub fn heading_ids(&self) -> &[String] {
        &self.heading_ids
    }

    /// The links as written, in order.
    pub fn written_links(&self) -> &[WrittenLink] {
        &self.parsed.links
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

    /// Sets where the links lead, in the order of [`Self::written_links`].
    pub fn resolve(self, targets: &[Target]) -> ResolvedBody {
        let mut parsed = self.parsed;
        parsed.resolve(targets);
        let mut html = String::with_capacity(parsed.source.len());
        html::push_html(&mut html, mem::take(&mut parsed.events).into_iter());
        html.shrink_to_fit();
        ResolvedBody { html, written: parsed }
    }

    /// Gives each heading an id of its own.
    fn name_headings(&mut self, reserved: &[&str]) {
        let mut taken: BTreeMap<String, usize> =
            reserved.iter().map(|id| ((*id).to_owned(), 1)).collect();
        let starts = self.parsed.events.iter().enumerate().filter_map(|(at, event)| match event {
            Event::Start(Tag::Heading { .. }) => Some(at),
            _ => None,
        });
        for at in starts.collect::<Vec<_>>() {
            let inner = self.parsed.events[at..]
                .iter()
                .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
            let name = Some(slug(&plain_text(inner))).filter(|name| !name.is_empty());
            let id = free_id(name.unwrap_or_else(|| "section".to_owned()), &mut taken);
            if let Event::Start(Tag::Heading { id: place, .. }) = &mut self.parsed.events[at] {
                *place = Some(id.clone().into());
            }
            self.heading_ids.push(id);
        }
    }
}

impl ResolvedBody {
    /// The body as HTML.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The body as it was written; `absolute` makes the address of a link whole.
    pub fn to_markdown(&self, absolute: impl Fn(&str) -> String) -> String {
        self.written.to_markdown(absolute)
    }
}

/// `name`, or `name-2`, `name-3` … where it is taken; `taken` holds the last number of each name.
fn free_id(name: String, taken: &mut BTreeMap<String, usize>) -> String {
    let mut id = name.clone();
    let mut number = taken.get(&name).copied().unwrap_or(1);
    while taken.contains_key(&id) {
        number += 1;
        id = format!("{name}-{number}");
    }
    taken.insert(name, number);
    taken.entry(id.clone()).or_insert(1);
    id
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::problem::Rule;

    #[track_caller]
    fn check(text: &str, html: &str) {
        let (body, flaws) = Body::parse(text, &["retry"]);
        assert_eq!(flaws, []);
        assert_eq!(body.resolve(&[]).html(), html);
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
    fn each_of_many_headings_of_one_name_has_an_id_at_once() {
        let (body, _) = Body::parse(&"## Retry\n\n## Retry 3\n\n".repeat(2000), &["retry"]);
        let ids: Vec<_> = body.heading_ids().iter().take(4).map(String::as_str).collect();
        assert_eq!(ids, ["retry-2", "retry-3", "retry-4", "retry-3-2"]);
        let all: BTreeSet<_> = body.heading_ids().iter().collect();
        assert_eq!(all.len(), 4000);
    }

    #[test]
    fn a_text_of_nothing_but_links_or_mistakes_is_not_read_to_its_end() {
        check_flaw(&"[a](b) ".repeat(10_000), Rule::TooLarge);
        check_flaw(&"## a\n\n".repeat(10_000), Rule::TooLarge);
        let (_, flaws) = Body::parse(&"<b> ".repeat(10_000), &[]);
        assert!(flaws.len() < 1000, "{}", flaws.len());
        assert_eq!(flaws.last().map(|flaw| flaw.rule), Some(Rule::TooLarge));
    }

    #[test]
    fn a_link_by_reference_is_written_out() {
        let (body, _) = Body::parse("See [it][a] and <https://b.example>.\n\n[a]: 404.md", &[]);
        let body = body.resolve(&[
            Target::Url("/codes/404/".to_owned()),
            Target::Url("https://b.example".to_owned()),
        ]);
        let absolute = |url: &str| {
            if url.starts_with('/') { format!("https://a.example{url}") } else { url.to_owned() }
        };
        assert_eq!(
            body.to_markdown(absolute),
            "See [it](https://a.example/codes/404/) and <https://b.example>.\n\n"
        );
    }

    #[track_caller]
    fn check_rewritten(text: &str, target: &Target, expected: &str) {
        let (body, flaws) = Body::parse(text, &[]);
        assert_eq!(flaws, []);
        let body = body.resolve(std::slice::from_ref(target));
        assert_eq!(body.to_markdown(str::to_owned), expected);
    }

    #[test]
    fn words_and_titles_that_repeat_an_address_stay() {
        let url = Target::Url("/4/".to_owned());
        check_rewritten("[busy](4.md \"see 4.md\")", &url, "[busy](/4/ \"see 4.md\")");
        check_rewritten("[4.md]( <4.md>)", &url, "[4.md]( </4/>)");
        check_rewritten("[the 4.md page][b]\n\n[b]: 4.md\n", &url, "[the 4.md page](/4/)\n\n");
        check_rewritten("[a [b] c][x]\n\n[x]: 4.md\n", &url, "[a [b] c](/4/)\n\n");
        check_rewritten("[b]\n\n[b]: 4.md\n\nc\n", &url, "[b](/4/)\n\n\nc\n");
        let place = Target::Place("A wallet".to_owned());
        check_rewritten("[top [it] up](link:a)", &place, "top [it] up (A wallet)");
        check_rewritten("[top up][t]\n\n[t]: link:a\n", &place, "top up (A wallet)\n\n");
    }

    #[test]
    fn raw_html_first_headings_and_bottomless_nesting_are_flaws() {
        check_flaw("a <b>c", Rule::RawHtml);
        check_flaw("<!-- a -->", Rule::RawHtml);
        check_flaw("# a", Rule::BodyHeading);
        let lists = |depth| (0..depth).map(|at| "  ".repeat(at) + "- a\n").collect::<String>();
        for deep in [lists(65), ">".repeat(65) + "a"] {
            check_flaw(&deep, Rule::DeepNesting);
        }
        for fits in [lists(64), ">".repeat(64) + "a"] {
            assert_eq!(Body::parse(&fits, &[]).1, []);
        }
        let row = "|a".repeat(100) + "|\n";
        check_flaw(&format!("{row}{}|\n{}", "|-".repeat(100), row.repeat(101)), Rule::TooLarge);
    }
}
