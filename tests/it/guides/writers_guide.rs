//! The writers' guide has every rule that is raised and every key that is read, and no other.

use std::collections::{BTreeMap, BTreeSet};

use super::{between, first_cells, keys_named, keys_read, read};
use crate::project::{repository, tree};

const WRITERS_GUIDE: &str = "content/README.md";

#[test]
fn the_writers_guide_has_a_row_for_every_rule_that_is_raised() {
    let rules = read("src/problem/rule.rs");
    let rows =
        rules.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => "));
    let all: BTreeMap<String, &str> =
        rows.map(|(rule, id)| (id.trim_matches(['"', ',']).to_owned(), rule)).collect();
    let guide = read(WRITERS_GUIDE);
    let listed = first_cells(between(&guide, "\n## Rules\n", "\n## "));
    let told: BTreeSet<_> = listed.iter().cloned().collect();
    assert_eq!(told.len(), listed.len(), "a rule has two rows");
    let sources = tree(&repository().join("src"));
    let code: String = sources.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    let is_raised = |rule: &str| {
        let name_ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        code.split(&format!("Rule::{rule}")).skip(1).any(name_ends)
    };
    let raised = all.iter().filter(|(_, rule)| is_raised(rule)).map(|(id, _)| id.clone());
    assert_eq!(told, raised.collect::<BTreeSet<_>>());
}

#[test]
fn the_writers_guide_names_the_bounds_of_a_text() {
    let guide = read(WRITERS_GUIDE);
    let row = guide.lines().find(|line| line.starts_with("| `too-large` |")).unwrap();
    let source = read("src/markdown.rs");
    for (name, what) in
        [("MAX_LINKS", "links"), ("MAX_HEADINGS", "headings"), ("MAX_FLAWS", "mistakes")]
    {
        let bound = between(&source, &format!("const {name}: usize = "), ";");
        let (thousands, rest) = bound.split_at(bound.len() - 3);
        let comma = if thousands.is_empty() { "" } else { "," };
        assert!(row.contains(&format!("{thousands}{comma}{rest} {what}")), "{name}: {row}");
    }
}

#[test]
fn the_writers_guide_has_every_key_that_is_read_and_no_other() {
    let guide = read(WRITERS_GUIDE);
    let of_pages = ["dialling", "draft/front_matter", "draft/identity", "draft/question"];
    let pages = of_pages.map(|file| keys_read(&format!("src/check/{file}.rs")));
    let pages: BTreeSet<_> = pages.into_iter().flatten().collect();
    let site = keys_read("src/check/settings.rs");
    assert!(pages.contains("typical_causes") && site.contains("base_url"), "{pages:?} {site:?}");
    let of_pages = between(&guide, "\n## Keys\n", "\n## ");
    let of_site = between(&guide, "\n## The site as a whole\n", "\n## ");
    let missing = |read: &BTreeSet<String>, part: &str| -> Vec<String> {
        read.difference(&keys_named(part)).cloned().collect()
    };
    assert_eq!(missing(&pages, of_pages), [""; 0], "keys of a code's file");
    assert_eq!(missing(&site, of_site), [""; 0], "keys of site.toml");
    let unread = first_cells(of_pages).into_iter().filter(|key| !pages.contains(key));
    assert_eq!(unread.collect::<Vec<_>>(), [""; 0], "keys that nothing reads");
}

#[test]
fn the_writers_guide_has_every_key_of_the_landing_page() {
    let guide = read(WRITERS_GUIDE);
    let part = between(&guide, "\n## The landing page\n", "\n## ");
    let read = keys_read("src/check/home.rs");
    assert!(read.contains("hero") && read.contains("steps"), "{read:?}");
    assert_eq!(read.difference(&keys_named(part)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_writers_guide_has_every_key_of_causes_and_translations() {
    let guide = read(WRITERS_GUIDE);
    let part = between(&guide, "\n## Causes and translations\n", "\n## ");
    let files = ["causes", "events", "grounds", "products", "sources"];
    let read = files.map(|file| keys_read(&format!("src/check/lexicon/{file}.rs")));
    let read: BTreeSet<_> = read.into_iter().flatten().collect();
    assert!(read.contains("evidence") && read.contains("shows"), "{read:?}");
    assert_eq!(read.difference(&keys_named(part)).collect::<Vec<_>>(), [""; 0]);
    let unread = first_cells(part).into_iter().filter(|cell| !cell.contains(".toml"));
    let unread = unread.filter(|key| !read.contains(key)).collect::<Vec<_>>();
    assert_eq!(unread, [""; 0], "keys that nothing reads");
}
