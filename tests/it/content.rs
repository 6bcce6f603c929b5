//! The content of this repository by the rules that no build can enforce: bodies say something of
//! their own, at a length that a person reads, and the causes are the standard's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use causebook::registry;
use serde_json::Value;

use crate::project::{repository, tree};
use crate::real::SITE;

/// The longest run of words that two bodies may share.
const SHARED: usize = 11;

/// The words of each code's body, marks and addresses apart.
static BODIES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let files = tree(&repository().join("content/codes"));
    let pages = files.into_iter().filter(|(path, _)| path.ends_with(".md") && path != "README.md");
    let body = |(path, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).unwrap();
        let (_, body) = text.split_once("\n+++\n").unwrap_or_else(|| panic!("{path} has no body"));
        (path, words(body))
    };
    pages.map(body).collect()
});

/// Words as a reader counts them, without fenced blocks.
fn words(markdown: &str) -> Vec<String> {
    let prose: Vec<_> = markdown.split("```").step_by(2).collect();
    let markdown = prose.concat();
    let mut shown = String::new();
    let mut rest = markdown.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        shown.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    let word = |word: &str| {
        let kept = word.chars().filter(|letter| letter.is_alphanumeric() || "'-".contains(*letter));
        kept.collect::<String>().trim_matches('-').to_lowercase()
    };
    shown.split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
}

#[test]
fn every_code_has_a_body() {
    assert_eq!(BODIES.len(), SITE.codes().len());
}

#[test]
fn a_body_has_150_to_400_words() {
    let lengths = BODIES.iter().map(|(path, words)| (path, words.len()));
    let wrong: Vec<_> = lengths.filter(|(_, length)| !(150..=400).contains(length)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn no_run_of_twelve_words_stands_in_two_bodies() {
    let mut seen: BTreeMap<&[String], &str> = BTreeMap::new();
    let mut shared = Vec::new();
    for (path, words) in BODIES.iter() {
        for run in words.windows(SHARED + 1) {
            match seen.insert(run, path) {
                Some(other) if other != path => {
                    shared.push(format!("{other} and {path}: {}", run.join(" ")));
                }
                _ => {}
            }
        }
    }
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn causes_are_those_that_rfc_3398_turns_into_the_code() {
    let mut wrong = Vec::new();
    for record in SITE.codes() {
        let code = u16::try_from(record["code"].as_u64().unwrap()).unwrap();
        let listed = record["q850"].as_array().into_iter().flatten();
        let listed: Vec<_> =
            listed.map(|cause| u8::try_from(cause.as_u64().unwrap()).unwrap()).collect();
        if listed != registry::causes_for(code) {
            wrong.push(format!("{code}: {listed:?}, not {:?}", registry::causes_for(code)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_code_has_related_codes_and_a_day_of_review() {
    for record in SITE.codes() {
        let related = record["related"].as_array().map_or(0, Vec::len);
        assert!((1..=6).contains(&related), "{} has {related} related codes", record["code"]);
        let reviewed = record["reviewed"].as_str().unwrap_or_default();
        assert_eq!(reviewed.len(), 10, "{} was never reviewed", record["code"]);
    }
}

#[test]
fn every_code_can_be_reached_from_another_ones_related_codes() {
    let related = SITE.codes().iter().flat_map(|record| record["related"].as_array().unwrap());
    let reached: BTreeSet<_> = related.map(|code| code.as_u64().unwrap()).collect();
    let lonely: Vec<_> =
        SITE.numbers().into_iter().filter(|code| !reached.contains(code)).collect();
    assert!(lonely.is_empty(), "no code names {lonely:?} as related");
}

#[test]
fn no_two_codes_say_the_same_in_a_field() {
    for field in ["meaning", "next_step"] {
        let mut seen: BTreeMap<&str, &Value> = BTreeMap::new();
        for record in SITE.codes() {
            let text = record[field].as_str().unwrap();
            let other = seen.insert(text, &record["code"]);
            assert!(other.is_none(), "{} and {other:?} share their {field}", record["code"]);
        }
    }
}

#[test]
fn what_is_said_of_a_retry_is_more_than_its_headline() {
    for record in SITE.codes() {
        let words = |text: &Value| {
            let text = text.as_str().unwrap().to_lowercase().replace(['.', ','], "");
            text.strip_prefix("yes ").unwrap_or(&text).to_owned()
        };
        let (headline, text) = (words(&record["verdict"]["retry"]), words(&record["retry"]));
        assert!(!text.starts_with(&headline), "{}: {text}", record["code"]);
    }
}

#[test]
fn where_the_provider_uses_a_code_otherwise_the_standard_is_told_too() {
    for code in [402, 580] {
        assert!(SITE.code(code)["standard"].is_string(), "{code}");
    }
}

#[test]
fn search_words_are_not_in_the_text_already() {
    let mut idle = Vec::new();
    for record in SITE.codes() {
        let fields = ["reason", "softphone", "meaning", "retry", "next_step"];
        let text = fields.map(|key| record[key].as_str().unwrap_or_default()).join(" ");
        let text = text.to_lowercase();
        for word in record["search"].as_array().into_iter().flatten() {
            let word = word.as_str().unwrap();
            if text.contains(&word.to_lowercase()) {
                idle.push(format!("{}: {word}", record["code"]));
            }
        }
    }
    assert!(idle.is_empty(), "{idle:#?}");
}
