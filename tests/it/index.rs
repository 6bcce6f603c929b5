//! `codes.json`, the filter index and the public record in one, and its schema.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::real::{SITE, texts};

/// The keys that every code has.
const ALWAYS: [&str; 15] = [
    "code",
    "class",
    "reason",
    "registered",
    "url",
    "softphone",
    "ends_call",
    "badges",
    "filters",
    "types",
    "verdict",
    "meaning",
    "typical_causes",
    "retry",
    "next_step",
];

/// The keys that are left out where there is nothing to say.
const OPTIONAL: [&str; 8] =
    ["standard", "q850", "related", "search", "shown_as", "question", "links", "reviewed"];

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn set<'a>(keys: &[&'a str]) -> BTreeSet<&'a str> {
    keys.iter().copied().collect()
}

#[track_caller]
fn check_keys(value: &Value, expected: &[&str]) {
    assert_eq!(keys(value), set(expected), "{value}");
}

#[test]
fn the_index_has_the_keys_of_the_contract() {
    let index = &SITE.index;
    check_keys(index, &["version", "site", "filters", "badges", "types", "codes"]);
    assert_eq!(index["version"], 1);
    check_keys(&index["site"], &["title", "brand", "base_url", "language"]);
    for (list, expected) in [
        ("filters", &["id", "label", "count"][..]),
        ("badges", &["id", "label", "filter", "tone"]),
        ("types", &["id", "label"]),
    ] {
        for item in index[list].as_array().unwrap() {
            check_keys(item, expected);
        }
    }
}

#[test]
fn a_code_has_the_keys_of_the_contract_and_leaves_out_what_is_not_there() {
    let known: BTreeSet<_> = ALWAYS.into_iter().chain(OPTIONAL).collect();
    let mut seen = BTreeSet::new();
    for record in SITE.codes() {
        let keys = keys(record);
        for key in ALWAYS {
            assert!(keys.contains(key), "{} has no {key}", record["code"]);
        }
        let unknown: Vec<_> = keys.difference(&known).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", record["code"]);
        for key in &keys {
            let empty = match &record[*key] {
                Value::Null => true,
                Value::Array(list) => list.is_empty() && OPTIONAL.contains(key),
                Value::String(text) => text.is_empty(),
                _ => false,
            };
            assert!(!empty, "{}: {key} is empty", record["code"]);
        }
        seen.extend(keys);
    }
    let missing: Vec<_> = known.difference(&seen).collect();
    assert!(missing.is_empty(), "{missing:?} on no code");
}

#[test]
fn codes_are_sorted_and_their_class_follows_from_the_code() {
    let numbers = SITE.numbers();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    for record in SITE.codes() {
        let code = record["code"].as_u64().unwrap();
        assert_eq!(record["class"], format!("{}xx", code / 100));
        assert_eq!(record["url"], format!("/codes/{code}/"));
    }
}

#[test]
fn filters_of_a_code_are_those_of_its_badges() {
    let badges = SITE.index["badges"].as_array().unwrap();
    let filter_of: BTreeMap<_, _> = badges
        .iter()
        .map(|badge| (badge["id"].as_str().unwrap(), badge["filter"].as_str().unwrap()))
        .collect();
    for record in SITE.codes() {
        let expected: BTreeSet<_> =
            texts(&record["badges"]).into_iter().map(|badge| filter_of[badge]).collect();
        let filters = texts(&record["filters"]);
        assert_eq!(filters.len(), expected.len(), "{}: each once", record["code"]);
        assert_eq!(filters.into_iter().collect::<BTreeSet<_>>(), expected, "{}", record["code"]);
    }
}

#[test]
fn texts_are_plain_and_their_links_are_gathered() {
    for record in SITE.codes() {
        let question = &record["question"];
        let fields = ["meaning", "standard", "retry", "next_step"].map(|key| &record[key]);
        let asked = ["meaning", "retry", "action"].map(|key| &question[key]);
        let causes = record["typical_causes"].as_array().unwrap();
        for text in fields.into_iter().chain(asked).chain(causes).filter_map(Value::as_str) {
            for mark in ["](", "**", "`", "&lt;", "&amp;", "<a", "<em", ".md", "link:"] {
                assert!(!text.contains(mark), "{}: {mark:?} in {text:?}", record["code"]);
            }
        }
        for link in record["links"].as_array().into_iter().flatten() {
            check_keys(link, &["label", "url"]);
            let url = link["url"].as_str().unwrap();
            assert!(url.starts_with('/') || url.contains(':'), "{url}");
            assert!(!url.contains(".md"), "{url}");
        }
    }
    let links = SITE.code(580)["links"].to_string();
    assert!(links.contains("how-to-set-up-maximum-outbound-rate"), "{links}");
}

#[test]
fn links_of_the_index_lead_to_pages() {
    for record in SITE.codes() {
        for link in record["links"].as_array().into_iter().flatten() {
            let url = link["url"].as_str().unwrap();
            let Some(path) = url.strip_prefix('/') else { continue };
            let folder = path.split(['#', '?']).next().unwrap();
            assert!(SITE.files.contains_key(&format!("{folder}index.html")), "{url}");
        }
    }
}

#[test]
fn the_schema_describes_every_key_and_no_other() {
    let schema: Value = serde_json::from_str(SITE.text("codes.schema.json")).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let index = &SITE.index;
    assert_eq!(keys(&schema["properties"]), keys(index));
    assert_eq!(set(&texts(&schema["required"])), keys(index));
    let code = &schema["$defs"]["code"];
    assert_eq!(keys(&code["properties"]), &set(&ALWAYS) | &set(&OPTIONAL));
    assert_eq!(set(&texts(&code["required"])), set(&ALWAYS));
    for list in ["filters", "badges", "types"] {
        let described = &schema["properties"][list]["items"];
        let first = &index[list][0];
        assert_eq!(keys(&described["properties"]), keys(first), "{list}");
        assert_eq!(set(&texts(&described["required"])), keys(first), "{list}");
    }
    for key in ["verdict", "question"] {
        let described = &code["properties"][key];
        let record = SITE.codes().iter().find(|record| !record[key].is_null()).unwrap();
        assert_eq!(keys(&described["properties"]), keys(&record[key]), "{key}");
    }
}

#[test]
fn the_index_is_small_enough_to_load_on_idle() {
    let size = SITE.files["codes.json"].len();
    assert!(size < 100_000, "{size} bytes");
}
