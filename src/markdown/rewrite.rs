//! Markdown as it was written, with its links leading where they lead: for readers who are not on
//! the site.

use std::ops::Range;

use super::prose::told_by;
use super::{Target, WrittenLink};

/// `source` with every link in its resolved form; `absolute` makes an address whole.
pub fn rewritten(
    source: &str,
    links: &[(&WrittenLink, &Target)],
    absolute: impl Fn(&str) -> String,
) -> String {
    let changes = links.iter().filter_map(|(link, target)| match target {
        Target::Url(url) => Some(addressed(source, link, &absolute(url))),
        Target::Place(label) => named(source, link, label),
    });
    let mut changes: Vec<_> = changes.collect();
    changes.sort_by_key(|(range, _)| range.start);
    let mut out = String::new();
    let mut at = 0;
    for (range, text) in changes.into_iter() {
        let Some(kept) = source.get(at..range.start) else { continue };
        out.push_str(kept);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(source.get(at..).unwrap_or_default());
    out.replace("\r\n", "\n")
}

/// A link with an address. One whose destination stands elsewhere, `[words][name]`, becomes
/// `[words](address)`.
fn addressed(source: &str, link: &WrittenLink, url: &str) -> (Range<usize>, String) {
    let written = source.get(link.range.clone()).unwrap_or_default();
    if written == link.destination {
        return (link.range.clone(), url.to_owned());
    }
    let words = written.split(']').next().unwrap_or_default();
    (link.range.clone(), format!("{words}]({url})"))
}

/// A link to a place without an address: its words and the place's name.
fn named(source: &str, link: &WrittenLink, label: &str) -> Option<(Range<usize>, String)> {
    let before = source.get(..link.range.start)?.strip_suffix("](")?;
    let start = before.rfind('[')?;
    let end = link.range.end + source.get(link.range.end..)?.find(')')? + 1;
    Some((start..end, told_by(&before[start + 1..], label)))
}
