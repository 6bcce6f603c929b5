//! The theme guide lists every view with its fields, the ids that pages carry, and what templates
//! may call. `UPDATE_GUIDE=1` writes the tables of the views anew.

use std::collections::BTreeSet;
use std::fs;

use causebook::model::entry::{ANCHORS, OWN_IDS};
use causebook::model::home::SECTIONS;

use super::views::{differences, tables, views};
use super::{between, first_cells, keys_named, keys_read, read};
use crate::project::{is_asked_to_update, repository};

const THEME_GUIDE: &str = "themes/README.md";
const BEGIN: &str = "<!-- views: written by UPDATE_GUIDE=1 cargo test --test it theme_guide -->\n";
const END: &str = "<!-- end of views -->";

#[test]
fn the_theme_guide_lists_every_view_with_its_fields_and_types() {
    let files = ["", "/cheat_sheet", "/dialling", "/sections", "/lexicon"];
    let files = files.map(|file| format!("src/render/views{file}.rs"));
    let views = views(&files.map(|file| read(&file)).concat());
    let guide = read(THEME_GUIDE);
    let listed = between(&guide, BEGIN, END);
    if is_asked_to_update("UPDATE_GUIDE") {
        let whole = |tables: &str| format!("{BEGIN}{tables}{END}");
        let new = guide.replacen(&whole(listed), &whole(&tables(&views)), 1);
        let staged = repository().join("themes/.README.md.new");
        fs::write(&staged, new).unwrap();
        fs::rename(staged, repository().join(THEME_GUIDE)).unwrap();
        return;
    }
    let differences = differences(listed, &views);
    assert!(differences.is_empty(), "{differences:#?}\nUPDATE_GUIDE=1 writes the tables anew");
    assert_eq!(listed, tables(&views), "UPDATE_GUIDE=1 writes the tables anew");
}

#[test]
fn the_theme_guide_names_the_ids_that_links_rely_on() {
    let guide = read(THEME_GUIDE);
    let on_code_page = between(&guide, "### Ids of a code's page\n", "\n#");
    assert_eq!(first_cells(on_code_page), ANCHORS);
    let on_home = between(&guide, "### Ids of the landing page\n", "\n#");
    let expected: Vec<_> = SECTIONS.into_iter().chain(["code-NNN"]).collect();
    assert_eq!(first_cells(on_home), expected);
    let reserved = keys_named(between(on_code_page, "no heading of a body gets", "\n\n"));
    assert_eq!(reserved, BTreeSet::from(OWN_IDS.map(str::to_owned)));
}

#[test]
fn the_theme_guide_names_every_function_filter_and_key_of_its_own() {
    let guide = read(THEME_GUIDE);
    let engine = read("src/theme/templates.rs");
    for call in ["register_filter(\"", "register_function(\""] {
        for name in engine.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(guide.contains(&format!("`{name}`")), "{name}");
        }
    }
    let mut keys = keys_read("src/theme/manifest.rs");
    keys.extend(["styles".to_owned(), "scripts".to_owned()]);
    let named = keys_named(between(&guide, "## theme.toml\n", "\n## "));
    assert_eq!(keys.difference(&named).collect::<Vec<_>>(), [""; 0]);
}
