//! Markdown as it was written, with its links leading where they lead: for readers who are not on
//! the site.

use std::ops::Range;

use pulldown_cmark::{Options, Parser};

use super::parsed::told_by;
use super::{Target, WrittenLink, escaped};

/// A part of the source, and what stands in its place.
type Change = (Range<usize>, String);

/// `source` with every link in its resolved form; `absolute` makes an address whole.
pub fn rewritten(
    source: &str,
    links: &[(&WrittenLink, &Target)],
    absolute: impl Fn(&str) -> String,
) -> String {
    let changes = links.iter().filter_map(|(link, target)| match target {
        Target::Url(url) => addressed(source, link, &absolute(url)),
        Target::Place(label) => {
            Some((link.whole.clone(), told_by(words(source, link)?, &escaped(label))))
        }
    });
    let mut changes: Vec<Change> = changes.chain(definitions(source)).collect();
    changes.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for (range, text) in changes {
        let Some(kept) = source.get(at..range.start) else { continue };
        out.push_str(kept);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(source.get(at..).unwrap_or_default());
    out
}

/// A link with an address. One whose destination stands elsewhere, `[words][name]`, becomes
/// `[words](address)`.
fn addressed(source: &str, link: &WrittenLink, url: &str) -> Option<Change> {
    if link.range != link.whole {
        return Some((link.range.clone(), url.to_owned()));
    }
    let mark = if link.image { "!" } else { "" };
    Some((link.whole.clone(), format!("{mark}[{}]({url})", words(source, link)?)))
}

/// What stands between the brackets of a link.
fn words<'a>(source: &'a str, link: &WrittenLink) -> Option<&'a str> {
    let start = link.whole.start + if link.image { "![".len() } else { "[".len() };
    let inner = source.get(start..link.range.end)?;
    let end = if link.range != link.whole {
        source.get(start..link.range.start)?.rfind("](")?
    } else {
        inner.rfind("][").or_else(|| inner.rfind(']'))?
    };
    inner.get(..end)
}

/// The definitions `[name]: address`, which no link needs any more.
fn definitions(source: &str) -> Vec<Change> {
    if !source.contains("]:") {
        return Vec::new();
    }
    let parser = Parser::new_ext(source, Options::ENABLE_TABLES);
    let definitions = parser.reference_definitions().iter();
    let lines = definitions.map(|(_, definition)| {
        let end = definition.span.end;
        let rest = source.get(end..).unwrap_or_default();
        definition.span.start..end + usize::from(rest.starts_with('\n'))
    });
    lines.map(|line| (line, String::new())).collect()
}
