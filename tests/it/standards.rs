//! What the standards say, as the site shows it. `standards.json` holds phrases, classes, RFCs,
//! sections and mappings, gathered from the sources that it names and not from the program's own
//! registry: every page and every export has to agree with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use crate::html::{Piece, inside, linked_codes, pieces, structured_data, tags, words};
use crate::real::SITE;

pub static STANDARDS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("standards.json")).unwrap());

static CAUSES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(SITE.text("causes.json")).unwrap());

pub fn rows(name: &str) -> &'static [Value] {
    STANDARDS[name].as_array().unwrap_or_else(|| panic!("standards.json has no {name}"))
}

pub fn number(row: &Value, key: &str) -> u64 {
    row[key].as_u64().unwrap()
}

pub fn numbers(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

pub fn page(code: u64) -> &'static [u8] {
    &SITE.files[&format!("codes/{code}/index.html")]
}

/// The records of an export by their codes.
pub fn by_code(records: &Value) -> BTreeMap<u64, &Value> {
    records.as_array().unwrap().iter().map(|record| (number(record, "code"), record)).collect()
}

/// A code with its phrase, as lists show it.
pub fn named(row: &Value) -> String {
    format!("{} {}", row["code"], row["reason"].as_str().unwrap())
}

/// A cause with its name, as a code's page shows it.
fn named_cause(row: &Value) -> String {
    format!("{} {}", row["cause"], row["name"].as_str().unwrap())
}

/// The cause that a gateway sends for a code.
fn sent_for(code: u64) -> Vec<String> {
    let sent = rows("causes").iter().filter(|row| numbers(&row["sent_for"]).contains(&code));
    sent.map(named_cause).collect()
}

/// The codes that a gateway makes of a cause, by number.
fn becomes(cause: &Value) -> Vec<u64> {
    let second = rows("second_codes").iter().filter(|row| row["cause"] == cause["cause"]);
    let codes = second.map(|row| &row["code"]).chain([&cause["becomes"]]);
    let codes: BTreeSet<_> = codes.filter_map(Value::as_u64).collect();
    codes.into_iter().collect()
}

/// The causes that become a code.
fn made_from(code: u64) -> impl Iterator<Item = &'static Value> {
    rows("causes").iter().filter(move |row| becomes(row).contains(&code))
}

/// RFC and section, as a page names them.
fn defined_in(row: &Value) -> String {
    let section = row["section"].as_str().map(|section| format!(", section {section}"));
    format!("RFC {}{}", row["rfc"], section.unwrap_or_default())
}

/// The terms of a list with their descriptions.
fn terms(pieces: &[Piece]) -> BTreeMap<String, Vec<String>> {
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        if opens(piece, "dt") {
            last = text_of(pieces, at);
        } else if opens(piece, "dd") {
            terms.entry(last.clone()).or_default().push(text_of(pieces, at));
        }
    }
    terms
}

fn opens(piece: &Piece, name: &str) -> bool {
    matches!(piece, Piece::Open(tag) if tag.name == name)
}

/// The text of the element that opens at `at` and holds no other of its name.
fn text_of(pieces: &[Piece], at: usize) -> String {
    let Piece::Open(tag) = &pieces[at] else { return String::new() };
    let close = Piece::Close(tag.name.clone());
    let inner: Vec<_> = pieces[at..].iter().take_while(|it| **it != close).cloned().collect();
    words(&inner)
}

/// The facts of a code's Markdown twin.
fn twin_facts(code: u64) -> BTreeMap<String, String> {
    let twin = SITE.text(&format!("codes/{code}/index.md"));
    let cells = twin.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let pairs = cells.filter_map(|line| line.split_once(" | "));
    pairs.map(|(term, text)| (term.to_owned(), text.to_owned())).collect()
}

#[test]
fn the_site_has_the_codes_of_the_registry_and_no_other() {
    let registered: Vec<_> = rows("codes").iter().map(|row| number(row, "code")).collect();
    assert_eq!(registered.len(), 75);
    assert_eq!(SITE.numbers(), registered);
}

#[test]
fn a_page_shows_phrase_class_rfc_and_mappings_of_the_standards() {
    for row in rows("codes") {
        let code = number(row, "code");
        let all = pieces(page(code));
        let text = words(&all);
        assert!(text.starts_with(&named(row)), "{code}: {text:.60}");
        let heading = all.iter().position(|it| opens(it, "h1")).map(|at| text_of(&all, at));
        assert_eq!(heading, Some(named(row)));
        let facts = terms(&all);
        let fact = |term: &str| facts.get(term).cloned().unwrap_or_default();
        let class = row["class"].as_str().unwrap();
        assert!(fact("Class")[0].eq_ignore_ascii_case(class), "{code}: {:?}", fact("Class"));
        assert_eq!(fact("Standard"), [defined_in(row)], "{code}");
        assert_eq!(fact("Q.850 cause sent for it"), sent_for(code), "{code}");
        let made: Vec<_> = made_from(code).map(named_cause).collect();
        assert_eq!(fact(&format!("Q.850 causes that become {code}")), made, "{code}");
    }
}

#[test]
fn a_page_links_to_the_section_that_it_names() {
    for row in rows("codes") {
        let code = number(row, "code");
        let part = row["section"].as_str().map(|section| format!("#section-{section}"));
        let address = format!("https://www.rfc-editor.org/rfc/rfc{}", row["rfc"]);
        let address = address + &part.unwrap_or_default();
        let found = tags(page(code)).iter().filter(|tag| tag.has("href", &address)).count();
        assert_eq!(found, 1, "{code}: {address}");
        let twin = twin_facts(code);
        assert_eq!(twin["Standard"], format!("[{}]({address})", defined_in(row)));
    }
}

#[test]
fn a_twin_has_the_class_and_the_mappings_of_the_standards() {
    for row in rows("codes") {
        let code = number(row, "code");
        let facts = twin_facts(code);
        let fact = |term: &str| facts.get(term).map(String::as_str).unwrap_or_default();
        assert!(fact("Class").eq_ignore_ascii_case(row["class"].as_str().unwrap()), "{code}");
        assert_eq!(fact("Q.850 cause sent for it"), sent_for(code).join(", "), "{code}");
        let made: Vec<_> = made_from(code).map(named_cause).collect();
        assert_eq!(fact(&format!("Q.850 causes that become {code}")), made.join(", "), "{code}");
    }
}

#[test]
fn lists_name_every_code_by_its_phrase() {
    let home = words(&inside(SITE.home(), "reference"));
    let lost = words(&pieces(&SITE.files["404.html"]));
    let sheet = words(&pieces(&SITE.files["cheat-sheet/index.html"]));
    for row in rows("codes") {
        let code = number(row, "code");
        let name = named(row);
        assert!(words(&inside(SITE.home(), &format!("code-{code}"))).starts_with(&name), "{name}");
        assert!(home.contains(&name) && lost.contains(&name), "{name}");
        assert!(SITE.text("llms.txt").contains(&format!("[{name}]")), "{name}");
        let on_sheet = row["invite"] == "yes" && code >= 300;
        assert!(!on_sheet || sheet.contains(&name), "{name}");
        let terms: Value = serde_json::from_str(&structured_data(page(code))[0]).unwrap();
        assert_eq!(terms["@graph"][0]["name"], row["reason"]);
        assert_eq!(terms["@graph"][0]["termCode"], code.to_string());
    }
}

#[test]
fn exports_say_of_a_code_what_the_standards_say() {
    let policies: Value = serde_json::from_str(SITE.text("retry-policy.json")).unwrap();
    let policies = by_code(&policies["codes"]);
    let mut table = csv::Reader::from_reader(SITE.files["codes.csv"].as_slice());
    let table: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    assert_eq!((policies.len(), table.len()), (75, 75));
    for (row, cells) in rows("codes").iter().zip(&table) {
        let code = number(row, "code");
        let record = SITE.code(code);
        let class = row["class"].as_str().unwrap().split(' ').next().unwrap();
        let made: Vec<_> = made_from(code).map(|cause| number(cause, "cause")).collect();
        assert_eq!((&record["reason"], record["class"].as_str()), (&row["reason"], Some(class)));
        assert_eq!(record["registered"], true);
        let listed = record.get("q850").map(numbers).unwrap_or_default();
        assert_eq!(listed, made, "{code}");
        assert_eq!(cells["code"], code.to_string());
        assert_eq!(
            (cells["reason"].as_str(), cells["class"].as_str()),
            (row["reason"].as_str().unwrap(), class)
        );
        let made: Vec<_> = made.iter().map(u64::to_string).collect();
        assert_eq!(cells["q850"], made.join("; "), "{code}");
        assert_eq!(policies[&code]["reason"], row["reason"]);
    }
}

#[test]
fn a_code_ends_a_call_only_where_its_rfc_lets_it_answer_an_invite() {
    for row in rows("codes") {
        let ends = SITE.code(number(row, "code"))["ends_call"].as_str().unwrap();
        let possible: &[&str] = match row["invite"].as_str().unwrap() {
            "no" => &["other-method", "registration"],
            "in-dialog" => &["in-dialog"],
            "conditional" => &["conditional"],
            _ => match number(row, "code") / 100 {
                1 => &["progress"],
                2 => &["answered"],
                3 => &["redirect"],
                _ => &["yes", "challenge"],
            },
        };
        assert!(possible.contains(&ends), "{}: {ends}", named(row));
    }
}

#[test]
fn no_answer_is_said_to_carry_a_retry_after_that_the_standard_does_not_give_it() {
    let policies: Value = serde_json::from_str(SITE.text("retry-policy.json")).unwrap();
    let policies = by_code(&policies["codes"]);
    for row in rows("codes") {
        let policy = policies[&number(row, "code")];
        let headers = policy["headers"].as_array().into_iter().flatten();
        let told = headers.into_iter().any(|header| header["name"] == "Retry-After");
        let honoured = policy["policy"]["honour_retry_after"] == true;
        assert_eq!(told, row["retry_after"] == true, "{}", named(row));
        assert!(told || !honoured, "{} waits for a header it cannot have", named(row));
        let shown =
            words(&pieces(page(number(row, "code")))).contains("counts instead of the pause");
        assert_eq!(shown, honoured, "{}", named(row));
    }
}

#[test]
fn every_cause_has_its_name_its_class_and_both_mappings() {
    let record = CAUSES["causes"].as_array().unwrap();
    for cause in rows("causes") {
        let value = &cause["cause"];
        let found = record.iter().find(|it| it["cause"] == *value).expect("a cause");
        assert_eq!(found["name"], cause["name"]);
        assert_eq!(found["class"], cause["class"].as_str().unwrap().replace(' ', "-"), "{value}");
        assert_eq!(found["registered"], true);
        assert_eq!(numbers(&found["becomes"]), becomes(cause), "{value}");
        assert_eq!(numbers(&found["sent_for"]), numbers(&cause["sent_for"]), "{value}");
    }
    let foreign = record.iter().filter(|it| it["registered"] == false);
    let foreign: Vec<_> = foreign.map(|it| number(it, "cause")).collect();
    assert_eq!(foreign, numbers(&STANDARDS["foreign_causes"]));
    assert_eq!(record.len(), rows("causes").len() + foreign.len());
}

#[test]
fn the_page_of_a_cause_leads_to_the_codes_of_both_mappings() {
    for cause in rows("causes") {
        let page = &SITE.files[&format!("causes/{}/index.html", cause["cause"])];
        let text = words(&inside(page, "main"));
        assert!(text.contains(&named_cause(cause)), "{text:.80}");
        let all = pieces(page);
        let at = |id: &str| {
            let opens = |it: &Piece| matches!(it, Piece::Open(tag) if tag.has("id", id));
            all.iter().position(opens).unwrap_or_else(|| panic!("{} has no #{id}", cause["cause"]))
        };
        let list = |from: usize| {
            let end = all[from..].iter().position(|it| *it == Piece::Close("div".to_owned()));
            linked_codes(&all[from..from + end.unwrap()])
        };
        let sent = numbers(&cause["sent_for"]);
        if becomes(cause).is_empty() && sent.is_empty() {
            assert!(text.contains("None, in either direction"), "{text:.80}");
            let is_ordinary = cause["class"] == "normal event";
            assert_eq!(text.contains("What to do"), !is_ordinary, "{text:.80}");
            continue;
        }
        let (there, back) = (at("becomes"), at("sent-for"));
        let none = |from: usize, to: usize| linked_codes(&all[from..to]).is_empty();
        match becomes(cause) {
            codes if codes.is_empty() => assert!(none(there, back), "{}", cause["cause"]),
            codes => assert_eq!(list(there), codes, "{}", cause["cause"]),
        }
        assert!(sent.is_empty() || list(back) == sent, "{}: {sent:?}", cause["cause"]);
    }
}
