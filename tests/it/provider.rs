//! The provider's facts, all of them on the site. `provider.json` holds the provider's own
//! reference page, <https://www.a1routes.com/sip-cause-codes-guide>, read 2026: codes with reason,
//! badges, types and softphone wording, questions, categories, cards, filters and list lengths.

mod product;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use causebook::registry;
use serde_json::Value;

use crate::html::{Piece, inside, linked_codes, only_tags, words};
use crate::real::{SITE, texts};

/// The badges of codes that the provider's page leaves out.
const OUR_BADGES: [&str; 5] =
    ["Nothing to do", "Follow the new address", "Fix caller ID", "Stop calling", "Ask for redress"];

static PROVIDER: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("provider.json")).unwrap());

fn rows(name: &str) -> &'static [Value] {
    PROVIDER[name].as_array().unwrap()
}

fn numbers(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

/// The codes of some rows.
fn codes_of(name: &str) -> Vec<u64> {
    rows(name).iter().map(|row| row["code"].as_u64().unwrap()).collect()
}

/// The labels of a code's ids, as the vocabulary of the index has them.
fn labels(vocabulary: &str, ids: &Value) -> Vec<String> {
    let vocabulary = SITE.index[vocabulary].as_array().unwrap();
    let label: BTreeMap<_, _> = vocabulary
        .iter()
        .map(|item| (item["id"].as_str().unwrap(), item["label"].as_str().unwrap()))
        .collect();
    texts(ids).into_iter().map(|id| label[id].to_owned()).collect()
}

fn section(id: &str) -> Vec<Piece> {
    inside(SITE.home(), id)
}

fn count(pieces: &[Piece], name: &str) -> usize {
    only_tags(pieces).iter().filter(|tag| tag.name == name).count()
}

/// `list` with each number only where it stands first.
fn each_once(list: Vec<u64>) -> Vec<u64> {
    let mut once = Vec::new();
    for number in list {
        if !once.contains(&number) {
            once.push(number);
        }
    }
    once
}

#[test]
fn the_provider_has_32_codes_and_each_has_its_record() {
    assert_eq!(rows("codes").len(), 32);
    let numbers = SITE.numbers();
    let others = numbers.iter().filter(|number| !codes_of("codes").contains(number));
    for number in others {
        assert!(registry::find(u16::try_from(*number).unwrap()).is_some(), "{number}");
    }
    for row in rows("codes") {
        let record = SITE.code(row["code"].as_u64().unwrap());
        assert_eq!(record["reason"], row["reason"], "{}", row["code"]);
        assert_eq!(record["softphone"], row["softphone"], "{}", row["code"]);
        assert_eq!(labels("badges", &record["badges"]), texts(&row["badges"]), "{}", row["code"]);
        assert_eq!(shown(&labels("types", &record["types"])), row["type"], "{}", row["code"]);
        let causes = texts(&record["typical_causes"]).join("; ").to_lowercase();
        for cause in texts(&row["causes"]) {
            assert!(causes.contains(&cause.to_lowercase()), "{}: no {cause}", row["code"]);
        }
    }
}

/// Types as a page shows them, such as "Data or configuration issue".
fn shown(types: &[String]) -> String {
    let later = types.iter().skip(1).map(|label| format!(" or {}", label.to_lowercase()));
    format!("{}{} issue", types[0], later.collect::<String>())
}

#[test]
fn the_reference_shows_badges_and_types_as_the_provider_does() {
    for row in rows("codes") {
        let article = inside(SITE.home(), &format!("code-{}", row["code"]));
        let text = words(&article);
        assert!(text.contains(row["reason"].as_str().unwrap()), "{}: {text}", row["code"]);
        assert!(text.contains(row["type"].as_str().unwrap()), "{}: {text}", row["code"]);
        let mut rest = text.as_str();
        for badge in texts(&row["badges"]) {
            let found = rest.split_once(badge);
            let (_, after) = found.unwrap_or_else(|| panic!("{}: no {badge}", row["code"]));
            rest = after;
        }
    }
}

#[test]
fn the_reference_tells_the_providers_codes_in_full_and_the_others_in_brief() {
    let providers = codes_of("codes");
    for record in SITE.codes() {
        let code = record["code"].as_u64().unwrap();
        let shown = words(&inside(SITE.home(), &format!("code-{code}"))).replace(' ', "");
        let holds = |text: &Value| shown.contains(&text.as_str().unwrap().replace(' ', ""));
        assert!(holds(&record["meaning"]), "{code}: {shown}");
        let causes = record["typical_causes"].as_array().unwrap();
        let full = causes.iter().all(holds);
        assert!(full || !causes.iter().any(holds), "{code} tells some causes: {shown}");
        assert!(full || !providers.contains(&code), "{code}: {shown}");
        let acts = holds(&record["retry"]) && holds(&record["next_step"]);
        assert!(acts || !full, "{code}: {shown}");
        assert!(!full || ![100, 200, 202, 412, 555].contains(&code), "{code}: {shown}");
    }
}

#[test]
fn the_questions_stand_in_the_providers_order_with_their_badges() {
    let mut asked: Vec<_> =
        SITE.codes().iter().filter(|record| record["question"].is_object()).collect();
    asked.sort_by_key(|record| record["question"]["order"].as_i64());
    let asked_codes: Vec<_> = asked.iter().map(|record| record["code"].as_u64().unwrap()).collect();
    assert_eq!(asked_codes, codes_of("questions"));
    for (record, row) in asked.iter().zip(rows("questions")) {
        let badges = labels("badges", &record["question"]["badges"]);
        assert_eq!(badges, texts(&row["badges"]), "{}", row["code"]);
    }
    assert_eq!(each_once(linked_codes(&section("questions"))), codes_of("questions"));
}

#[test]
fn a_question_shows_softphone_meaning_retry_and_action() {
    let shown = words(&section("questions")).replace(' ', "");
    for code in codes_of("questions") {
        let record = SITE.code(code);
        let question = &record["question"];
        for text in
            [&record["softphone"], &question["meaning"], &question["retry"], &question["action"]]
        {
            let text = text.as_str().unwrap();
            assert!(shown.contains(&text.replace(' ', "")), "{code}: no {text:?}");
        }
    }
}

#[test]
fn parts_of_the_landing_page_carry_the_providers_titles_in_order() {
    for (id, titles) in PROVIDER["titles"].as_object().unwrap() {
        let text = words(&section(id));
        let mut rest = text.as_str();
        for word in texts(titles).into_iter().flat_map(str::split_whitespace) {
            let found = rest.split_once(word);
            rest = found.unwrap_or_else(|| panic!("{id}: no {word:?} in {rest:?}")).1;
        }
    }
}

#[test]
fn the_categories_hold_the_providers_members_in_order() {
    let members: Vec<_> =
        rows("categories").iter().flat_map(|row| numbers(&row["codes"])).collect();
    assert_eq!(linked_codes(&section("categories")), members);
    let pieces = section("categories");
    let heads = |it: &Piece| matches!(it, Piece::Open(tag) if tag.name == "h3");
    let shown: Vec<_> = pieces.split(heads).skip(1).map(words).collect();
    assert_eq!(shown.len(), rows("categories").len());
    for (text, row) in shown.iter().zip(rows("categories")) {
        let first = row["heading"].as_str().unwrap().split(' ').next().unwrap();
        assert!(text.starts_with(first), "{first}: {text}");
    }
}

#[test]
fn the_opening_shows_the_providers_four_codes() {
    let opening = section("hero");
    let text = words(&opening);
    let linked = linked_codes(&opening);
    for row in rows("heroes") {
        let code = row["code"].as_u64().unwrap();
        assert!(linked.contains(&code), "{code} is not in the opening");
        let name = format!("{code} {}", row["reason"].as_str().unwrap());
        assert!(text.contains(&name), "no {name:?} in: {text}");
    }
}

#[test]
fn the_flow_has_the_providers_steps_and_cards() {
    let flow = section("action-flow");
    assert_eq!(each_once(linked_codes(&flow)), codes_of("cards"));
    let lists = &PROVIDER["lists"];
    let items = lists["steps"].as_u64().unwrap() as usize + rows("cards").len();
    assert_eq!(count(&flow, "li"), items);
    let text = words(&flow);
    for card in rows("cards") {
        let label = card["label"].as_str().unwrap();
        assert!(text.contains(label), "{}: no {label:?} in {text}", card["code"]);
    }
}

#[test]
fn lists_have_as_many_items_as_the_providers() {
    let lists = &PROVIDER["lists"];
    let length = |name: &str| usize::try_from(lists[name].as_u64().unwrap()).unwrap();
    assert_eq!(count(&section("why"), "li"), length("why"));
    assert_eq!(count(&section("advantage"), "li"), length("without") + length("with"));
    assert_eq!(count(&section("support"), "li"), length("checklist"));
}

#[test]
fn the_softphones_example_is_the_providers() {
    let example = section("softphone");
    assert_eq!(each_once(linked_codes(&example)), [486]);
    for (field, text) in PROVIDER["softphone_example"].as_object().unwrap() {
        let shown = words(&example);
        assert!(shown.contains(text.as_str().unwrap()), "no {field} in {shown}");
    }
}

#[test]
fn sections_carry_the_providers_labels() {
    assert_eq!(rows("sections").len(), 9);
    for row in rows("sections") {
        let text = words(&section(row["section"].as_str().unwrap()));
        let label = row["label"].as_str().unwrap();
        assert!(text.starts_with(label), "{label:?} does not open: {text:.80}");
    }
}

#[test]
fn filters_find_the_providers_codes_by_the_providers_badges() {
    let index = &SITE.index;
    let mut ids: Vec<_> = rows("filters").iter().map(|row| row["id"].as_str().unwrap()).collect();
    ids.push("signals");
    let filters = index["filters"].as_array().unwrap();
    assert_eq!(filters.iter().map(|it| it["id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    let providers = codes_of("codes");
    for row in rows("filters") {
        let id = row["id"].as_str().unwrap();
        let found = SITE.codes().iter().filter(|code| texts(&code["filters"]).contains(&id));
        let found = found.map(|code| code["code"].as_u64().unwrap());
        let found: Vec<_> = found.filter(|code| providers.contains(code)).collect();
        assert_eq!(found, numbers(&row["codes"]), "{id}");
        let badges = index["badges"].as_array().unwrap().iter();
        let badges = badges.filter(|badge| badge["filter"] == id);
        let badges: Vec<_> = badges.map(|badge| badge["label"].as_str().unwrap()).collect();
        let (providers, ours) = badges.split_at(texts(&row["badges"]).len());
        assert_eq!(providers, texts(&row["badges"]), "{id}");
        assert!(ours.iter().all(|label| OUR_BADGES.contains(label)), "{id}: {ours:?}");
    }
}

#[test]
fn filters_have_the_providers_labels() {
    let filters = SITE.index["filters"].as_array().unwrap();
    let reference = words(&section("reference"));
    for (filter, row) in filters.iter().zip(rows("filters")) {
        assert_eq!(filter["label"], row["label"]);
        assert!(reference.contains(row["label"].as_str().unwrap()), "{}", row["label"]);
    }
}

#[test]
fn support_names_what_keeps_coming_back() {
    let text = words(&section("support"));
    for trigger in texts(&PROVIDER["triggers"]) {
        assert!(text.contains(trigger), "no {trigger} in {text}");
    }
}
