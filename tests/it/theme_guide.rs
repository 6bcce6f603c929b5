//! The guides say what the source does: the theme guide lists every view with its fields, and the
//! ids that pages carry; the writers' guide has every rule and every key. `UPDATE_GUIDE=1` writes
//! the tables of the views anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::project::{is_asked_to_update, repository, tree};

const THEME_GUIDE: &str = "themes/README.md";
const WRITERS_GUIDE: &str = "content/README.md";
const BEGIN: &str = "<!-- views: written by UPDATE_GUIDE=1 cargo test --test it theme_guide -->\n";
const END: &str = "<!-- end of views -->";

/// How `check` reads a key, up to its name.
const READERS: [&str; 26] = [
    "plain",
    "optional_plain",
    "text",
    "optional_text",
    "texts",
    "optional_texts",
    "integer",
    "optional_integer",
    "optional_integers",
    "optional_boolean",
    "optional_date",
    "boolean",
    "choice",
    "optional_choice",
    "optional_choices",
    "number",
    "optional_number",
    "prose",
    "optional_prose",
    "proses",
    "table",
    "optional_table",
    "tables",
    "optional_tables",
    "named_tables",
    "words",
];

/// A struct of `src/render/views.rs`.
struct View {
    name: String,
    meaning: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    meaning: String,
}

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap()
}

/// The structs of a source file that holds nothing else, with the types in the guide's words.
fn views(source: &str) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let mut meaning = String::new();
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            meaning = format!("{meaning} {text}").trim_start().to_owned();
        } else if let Some(name) = line.strip_prefix("pub struct ") {
            let name = name.trim_end_matches(" {").to_owned();
            views.push(View { name, meaning: std::mem::take(&mut meaning), fields: Vec::new() });
        } else if let Some(field) =
            line.strip_prefix("pub ").filter(|rest| !rest.starts_with("use "))
        {
            let (name, kind) = field.trim_end_matches(',').split_once(": ").expect("a field");
            let (name, kind) = (name.to_owned(), words_for(kind));
            let field = Field { name, kind, meaning: std::mem::take(&mut meaning) };
            views.last_mut().expect("a struct").fields.push(field);
        } else {
            let plain = ["//!", "use ", "mod ", "pub use ", "#[derive("]
                .iter()
                .any(|start| line.starts_with(start));
            assert!(plain || line == "}" || line.is_empty(), "the guide cannot tell of `{line}`");
        }
    }
    views
}

/// A type as somebody who writes templates thinks of it.
fn words_for(kind: &str) -> String {
    let inner = |outer: &str| kind.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        return format!("{} or none", words_for(inner));
    }
    if let Some(inner) = inner("Vec<") {
        return match words_for(inner).as_str() {
            "text" => "list of texts".to_owned(),
            item if inner.starts_with("Option<") => format!("list of ({item})"),
            item => format!("list of {}", item.replace("number (", "numbers (")),
        };
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "u8" | "u16" | "usize" => format!("number (`{kind}`)"),
        "bool" => "true or false".to_owned(),
        view => format!("[`{view}`](#{})", view.to_lowercase()),
    }
}

/// The tables of the guide.
fn tables(views: &[View]) -> String {
    let table = |view: &View| {
        let View { name, meaning, fields } = view;
        let rows: String = fields.iter().map(row).collect();
        let head = "| field | type | meaning |\n| --- | --- | --- |\n";
        format!("\n### `{name}`\n\n{meaning}\n\n{head}{rows}")
    };
    views.iter().map(table).collect::<String>() + "\n"
}

fn row(Field { name, kind, meaning }: &Field) -> String {
    format!("| `{name}` | {kind} | {meaning} |\n")
}

/// What some tables say: views and `VIEW.FIELD`s with all that stands beside them.
fn said(tables: &str) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    let mut view = String::new();
    for line in tables.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            view = name.trim_matches('`').to_owned();
            said.insert(view.clone(), String::new());
        } else if let Some((name, rest)) =
            line.strip_prefix("| `").and_then(|row| row.split_once("` | "))
        {
            said.insert(format!("{view}.{name}"), rest.trim_end_matches(" |").to_owned());
        } else if !line.starts_with('|') {
            said.entry(view.clone()).or_default().push_str(line);
        }
    }
    said.remove("");
    said
}

/// Where guide and source differ, a line each.
fn differences(guide: &str, source: &[View]) -> Vec<String> {
    let (guide, source) = (said(guide), said(&tables(source)));
    let names: BTreeSet<_> = guide.keys().chain(source.keys()).collect();
    let differs = |name: &&String| guide.get(*name) != source.get(*name);
    let told = |name: &String| match (guide.get(name), source.get(name)) {
        (None, _) => format!("{name} is not in the guide"),
        (_, None) => format!("{name} is in the guide alone"),
        (Some(guide), Some(source)) => format!("{name}: guide `{guide}`, source `{source}`"),
    };
    names.into_iter().filter(differs).map(told).collect()
}

/// The text of a guide between two lines; the end of the file counts as a line.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("there is no {start:?}"));
    rest.split(end).next().unwrap_or(rest)
}

/// The first cells of the tables in a text, without their marks.
fn first_cells(text: &str) -> Vec<String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(cell, _)| cell.trim_matches(['[', ']', '#']).to_owned()).collect()
}

/// The strings of a constant array.
fn strings_of(source: &str, name: &str) -> Vec<String> {
    let array = between(source, &format!("pub const {name}: "), ";\n\n");
    array.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The keys that a file of `check` asks for.
fn keys_read(path: &str) -> BTreeSet<String> {
    let source = read(path);
    let calls = source.match_indices("(\"").filter_map(|(at, _)| {
        let name_goes_on = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        let name = source[..at].rsplit(|letter| !name_goes_on(letter)).next()?;
        let key = source[at + 2..].split('"').next()?;
        READERS.contains(&name).then(|| key.to_owned())
    });
    calls.collect()
}

/// The keys that a part of a guide names in backquotes: `key`, `[key]` or `[key.NAME]`.
fn keys_named(text: &str) -> BTreeSet<String> {
    let spans = text.split('`').skip(1).step_by(2);
    let key = |span: &str| span.trim_matches(['[', ']']).split('.').next().map(str::to_owned);
    spans.filter_map(key).collect()
}

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
fn a_missing_superfluous_or_changed_field_is_found() {
    let source = "/// A page.\npub struct A {\n    /// It.\n    pub b: Vec<Option<C>>,\n}\n";
    #[track_caller]
    fn check(guide: &str, source: &str, expected: &[&str]) {
        assert_eq!(differences(guide, &views(source)), expected);
    }
    let guide = tables(&views(source));
    assert!(guide.contains("| `b` | list of ([`C`](#c) or none) | It. |\n"), "{guide}");
    check(&guide, source, &[]);
    check("", source, &["A is not in the guide", "A.b is not in the guide"]);
    check(&guide, "", &["A is in the guide alone", "A.b is in the guide alone"]);
    check(
        &guide,
        &source.replace("b:", "d:"),
        &["A.b is in the guide alone", "A.d is not in the guide"],
    );
    check(
        &guide,
        &source.replace("Vec<Option<C>>", "u8"),
        &["A.b: guide `list of ([`C`](#c) or none) | It.`, source `number (`u8`) | It.`"],
    );
}

#[test]
fn the_theme_guide_names_the_ids_that_links_rely_on() {
    let guide = read(THEME_GUIDE);
    let entry = read("src/model/entry.rs");
    let home = read("src/model/home.rs");
    let on_code_page = between(&guide, "### Ids of a code's page\n", "\n#");
    assert_eq!(first_cells(on_code_page), strings_of(&entry, "ANCHORS"));
    let on_home = between(&guide, "### Ids of the landing page\n", "\n#");
    let mut expected = strings_of(&home, "SECTIONS");
    expected.push("code-NNN".to_owned());
    assert_eq!(first_cells(on_home), expected);
    let reserved = keys_named(between(on_code_page, "no heading of a body gets", "\n\n"));
    let anchors: BTreeSet<_> = strings_of(&entry, "ANCHORS").into_iter().collect();
    let others: BTreeSet<_> = strings_of(&entry, "RESERVED_IDS").into_iter().collect();
    assert_eq!(reserved, &others - &anchors);
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
fn the_writers_guide_has_every_key_that_is_read_and_no_other() {
    let guide = read(WRITERS_GUIDE);
    let (mut pages, site) = (keys_read("src/check/draft.rs"), keys_read("src/check/settings.rs"));
    pages.extend(keys_read("src/check/dialling.rs"));
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
