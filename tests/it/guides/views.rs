//! The views of templates as the theme guide lists them: from the structs of the source to a table
//! each, and where the guide says otherwise.

use std::collections::{BTreeMap, BTreeSet};

/// A struct of `src/render/views.rs` or `src/render/views/`.
pub struct View {
    name: String,
    meaning: String,
    fields: Vec<Field>,
}

pub struct Field {
    name: String,
    kind: String,
    meaning: String,
}

/// The structs of a source file that holds nothing else, with the types in the guide's words.
pub fn views(source: &str) -> Vec<View> {
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
pub fn tables(views: &[View]) -> String {
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
pub fn differences(guide: &str, source: &[View]) -> Vec<String> {
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
