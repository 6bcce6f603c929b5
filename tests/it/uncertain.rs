//! What nobody could confirm is not told as certain: sections, requirements and names that
//! `standards.json` has as open, and RFCs or sections that it does not know.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::html::{Piece, pieces, words};
use crate::real::{SITE, texts};
use crate::standards::{STANDARDS, by_code, number, page, rows};

#[test]
fn no_text_names_an_rfc_or_a_section_that_nobody_confirmed() {
    let own = rows("codes").iter().map(|row| (number(row, "rfc"), row["section"].as_str()));
    let cited = rows("sections_cited").iter().map(|it| (it[0].as_u64().unwrap(), it[1].as_str()));
    let sections: BTreeSet<_> = own.chain(cited).collect();
    let other = STANDARDS["rfcs_named"].as_object().unwrap().keys();
    let other = other.map(|rfc| rfc.parse::<u64>().unwrap());
    let rfcs: BTreeSet<_> = sections.iter().map(|(rfc, _)| *rfc).chain(other).collect();
    let read =
        |path: &str| path.ends_with(".md") || path.ends_with(".txt") || path.ends_with("csv");
    for (path, bytes) in &SITE.files {
        let text = match path {
            path if path.ends_with(".html") => words(&pieces(bytes)),
            path if read(path) => String::from_utf8(bytes.clone()).unwrap(),
            _ => continue,
        };
        for (at, _) in text.match_indices("RFC ") {
            let (rfc, rest) = leading(&text[at + 4..]);
            let rfc =
                rfc.trim_end_matches('.').parse().unwrap_or_else(|_| panic!("{path}: {rest:.40}"));
            assert!(rfcs.contains(&rfc), "{path} names RFC {rfc}");
            let Some(rest) = rest.strip_prefix(", section ") else { continue };
            let (section, _) = leading(rest);
            let section = section.trim_end_matches('.');
            assert!(sections.contains(&(rfc, Some(section))), "{path}: RFC {rfc}, {section}");
        }
    }
}

/// Digits and points at the beginning of a text, and the rest.
fn leading(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    text.split_at(end.unwrap_or(text.len()))
}

#[test]
fn a_code_whose_section_is_not_confirmed_shows_none() {
    let open = rows("codes").iter().filter(|row| row["section"].is_null());
    let open: Vec<_> = open.map(|row| (number(row, "code"), number(row, "rfc"))).collect();
    assert_eq!(open, [(199, 6228), (494, 3329), (608, 8688)]);
    for (path, bytes) in &SITE.files {
        let Ok(text) = str::from_utf8(bytes) else { continue };
        for (code, rfc) in &open {
            for wrong in
                [format!("rfc{rfc}#"), format!("RFC {rfc}, section"), format!("RFC {rfc}, §")]
            {
                assert!(!text.contains(&wrong), "{path} names a section for {code}");
            }
        }
    }
}

#[test]
fn what_is_uncertain_is_told_as_uncertain() {
    for row in rows("uncertain") {
        let code = number(row, "code");
        let says = row["says"].as_str().unwrap();
        let twin = SITE.text(&format!("codes/{code}/index.md")).replace('`', "");
        let mut parts: Vec<_> = twin.split("\n## ").map(str::to_owned).collect();
        let twins = parts.len();
        let shown = pieces(page(code));
        let heads = |it: &Piece| matches!(it, Piece::Open(tag) if tag.name == "h2");
        parts.extend(shown.split(heads).skip(1).map(words));
        let telling = |part: &&String| texts(&row["words"]).iter().any(|it| holds(part, it));
        let found: Vec<_> = parts.iter().filter(telling).collect();
        for part in &found {
            assert!(part.contains(says), "{code}: {} is told as certain: {part}", row["what"]);
        }
        assert!(parts[..twins].iter().any(|it| telling(&it)), "{code} no longer tells {row}");
        assert!(parts[twins..].iter().any(|it| telling(&it)), "{code} no longer shows {row}");
    }
}

#[test]
fn exports_do_not_tell_what_is_uncertain_as_certain() {
    let policies: Value = serde_json::from_str(SITE.text("retry-policy.json")).unwrap();
    let policies = by_code(&policies["codes"]);
    for row in rows("uncertain") {
        let code = number(row, "code");
        for record in [SITE.code(code), policies[&code]] {
            let text = strings(record).join("\n").replace('`', "");
            let told = texts(&row["words"]).iter().any(|word| holds(&text, word));
            assert!(!told || text.contains(row["says"].as_str().unwrap()), "{code}: {text}");
        }
    }
}

/// All texts of a record.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        Value::Object(record) => record.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// Whether `text` holds `word`, not as a part of a longer one.
fn holds(text: &str, word: &str) -> bool {
    let borders = |side: Option<char>| side.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        borders(text[..at].chars().next_back()) && borders(text[at + word.len()..].chars().next())
    })
}
