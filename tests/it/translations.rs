//! Translations: what `causes.json` and the pages say of products, compared row by row with
//! `translations.json`, which holds names, numbers and mappings apart from the content.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::html::{inside, linked_codes, pieces, structured_data, tags, words};
use crate::real::{SITE, texts};

static EXPECTED: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("translations.json")).unwrap());

static RECORD: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(SITE.text("causes.json")).unwrap());

fn expected(name: &str) -> &'static [Value] {
    EXPECTED[name].as_array().unwrap_or_else(|| panic!("translations.json has no {name}"))
}

/// The rows of a product, in one field.
fn rows(product: &str, field: &str) -> Vec<&'static Value> {
    let products = RECORD["products"].as_array().unwrap();
    let product = products.iter().find(|it| it["id"] == product).expect("a product");
    product["rows"].as_array().unwrap().iter().filter(|row| row["field"] == field).collect()
}

/// All rows of all products.
fn all_rows() -> Vec<&'static Value> {
    let products = RECORD["products"].as_array().unwrap().iter();
    products.flat_map(|product| product["rows"].as_array().unwrap()).collect()
}

/// The one name of a row.
fn name(row: &Value) -> &str {
    let names = texts(&row["shows"]);
    assert_eq!(names.len(), 1, "{row}");
    names[0]
}

fn numbers(list: &Value) -> BTreeSet<u64> {
    list.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

/// Codes by the name that a product shows for them, as `translations.json` has it.
fn codes_by(table: &str, key: &str) -> BTreeMap<String, BTreeSet<u64>> {
    let mut names: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for row in expected(table) {
        let name = row[key].as_str().unwrap().to_owned();
        names.entry(name).or_default().insert(row["code"].as_u64().unwrap());
    }
    names
}

/// Codes by name, as the record has it; names without codes are left out.
fn recorded_codes(rows: &[&Value]) -> BTreeMap<String, BTreeSet<u64>> {
    let pairs = rows.iter().map(|row| (name(row).to_owned(), numbers(&row["codes"])));
    pairs.filter(|(_, codes)| !codes.is_empty()).collect()
}

#[test]
fn asterisk_shows_for_each_code_what_its_source_says() {
    let causes = rows("asterisk", "Hangup cause");
    assert_eq!(recorded_codes(&causes), codes_by("asterisk", "name"));
    let statuses = rows("asterisk", "DIALSTATUS");
    assert_eq!(recorded_codes(&statuses), codes_by("asterisk", "dialstatus"));
    let names: Vec<_> = statuses.iter().map(|row| name(row)).collect();
    assert_eq!(names, texts(&EXPECTED["asterisk_dialstatus"]));
    let pairs: Vec<_> = causes.iter().map(|row| json!([row["cause"], name(row)])).collect();
    assert_eq!(pairs, expected("asterisk_causes"));
    let sent: Vec<_> = expected("asterisk")
        .iter()
        .map(|row| (row["cause"].as_u64().unwrap(), row["sends"].as_u64().unwrap()))
        .chain(
            expected("asterisk_sends")
                .iter()
                .map(|row| (row[0].as_u64().unwrap(), row[1].as_u64().unwrap())),
        )
        .collect();
    for row in causes {
        let told = sent.iter().find(|(cause, _)| row["cause"] == *cause).map(|(_, code)| *code);
        assert_eq!(row["sends"].as_u64(), told, "{row}");
    }
}

#[test]
fn freeswitch_shows_for_each_code_what_its_source_says() {
    let causes = rows("freeswitch", "Hangup cause");
    assert_eq!(recorded_codes(&causes), codes_by("freeswitch", "name"));
    for (row, told) in causes.iter().zip(expected("freeswitch_causes")) {
        let of_q850 = told[2] == true && told[0] != 0;
        let key = if of_q850 { "cause" } else { "number" };
        assert_eq!((name(row), &row[key]), (told[1].as_str().unwrap(), &told[0]));
    }
    assert_eq!(causes.len(), expected("freeswitch_causes").len());
    for told in expected("freeswitch") {
        let row = causes.iter().find(|row| name(row) == told["name"]).expect("a name");
        assert_eq!(row.get("sends").unwrap_or(&Value::Null), &told["sends"], "{told}");
    }
    for told in expected("freeswitch_sends") {
        let row = causes.iter().find(|row| name(row) == told[0]).expect("a name");
        assert_eq!(row["sends"], told[1], "{told}");
    }
}

#[test]
fn vicidial_files_what_its_rules_make_of_asterisks_words() {
    let statuses = rows("vicidial", "Status");
    let names: BTreeSet<_> = statuses.iter().map(|row| name(row)).collect();
    let told: BTreeSet<_> = texts(&EXPECTED["vicidial_statuses"]).into_iter().collect();
    assert_eq!(names, told);
    let mut codes: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for rule in expected("vicidial_rules") {
        let fits = |row: &&Value| {
            let cause = row["cause"].as_u64().unwrap();
            let causes = rule.get("causes").map(numbers);
            row["dialstatus"] == rule["dialstatus"] && causes.is_none_or(|it| it.contains(&cause))
        };
        let found = expected("asterisk").iter().filter(fits);
        let found = found.map(|row| row["code"].as_u64().unwrap());
        codes.entry(rule["status"].as_str().unwrap().to_owned()).or_default().extend(found);
    }
    assert_eq!(recorded_codes(&statuses), codes);
    for row in statuses.iter().filter(|row| codes.contains_key(name(row))) {
        assert!(row["uncertain"].is_string(), "nobody tried it out: {row}");
    }
}

#[test]
fn cloud_providers_and_gateways_show_what_their_pages_say() {
    let telnyx = rows("telnyx", "Error code").into_iter();
    let pairs = telnyx.flat_map(|row| {
        let codes = numbers(&row["codes"]);
        let code = *codes.first().unwrap();
        assert_eq!(codes.len(), 1, "{row}");
        texts(&row["shows"]).into_iter().map(move |name| json!([name, code]).to_string())
    });
    let told: BTreeSet<_> = expected("telnyx").iter().map(Value::to_string).collect();
    assert_eq!(pairs.collect::<BTreeSet<_>>(), told);
    for (product, field) in [("twilio", "Error code"), ("plivo", "Hangup cause")] {
        let names: Vec<_> = rows(product, field).into_iter().map(name).collect();
        assert_eq!(names, texts(&EXPECTED[product]), "{product}");
    }
    let own: BTreeSet<_> =
        rows("didww", "SIP code").iter().flat_map(|row| numbers(&row["codes"])).collect();
    assert_eq!(own, numbers(&EXPECTED["didww"]));
    for told in expected("gateways") {
        let rows = rows(told["product"].as_str().unwrap(), "Q.850 cause sent");
        let row = rows.iter().find(|row| row["cause"] == told["cause"]).expect("a cause");
        assert!(numbers(&row["codes"]).contains(&told["code"].as_u64().unwrap()), "{told}");
    }
    let gateways = rows("oracle-sbc", "Q.850 cause sent").into_iter();
    let gateways = gateways.chain(rows("audiocodes", "Q.850 cause sent"));
    let count: usize = gateways.map(|row| numbers(&row["codes"]).len()).sum();
    assert_eq!(count, expected("gateways").len());
}

#[test]
fn carriers_report_the_same_event_as_their_pages_say() {
    let events = RECORD["events"].as_array().unwrap();
    assert_eq!(events.len(), expected("events").len());
    for (event, told) in events.iter().zip(expected("events")) {
        assert_eq!(event["id"], told["id"]);
        let reports = event["reports"].as_array().unwrap().iter();
        let pairs: Vec<_> = reports.map(|it| json!([it["who"], it["code"]])).collect();
        assert_eq!(pairs, *told["reports"].as_array().unwrap(), "{}", told["id"]);
    }
}

#[test]
fn every_row_says_what_it_rests_on_and_what_was_lost() {
    let sources: BTreeSet<_> =
        RECORD["sources"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    for row in all_rows() {
        assert!(sources.contains(row["source"].as_str().unwrap()), "{row}");
        assert!(row["evidence"].is_string(), "{row}");
        if numbers(&row["codes"]).len() > 1 && row["source"] != "telnyx" {
            let told = row.get("lost").or(row.get("uncertain"));
            let gateway = row["field"] == "Q.850 cause sent";
            assert!(told.is_some() || gateway, "{row} does not say what was lost");
        }
    }
}

#[test]
fn a_codes_page_shows_what_systems_show_for_it() {
    for code in SITE.numbers() {
        let page = &SITE.files[&format!("codes/{code}/index.html")];
        let text = words(&pieces(page));
        for (product, keys) in [("asterisk", ["name", "dialstatus"]), ("freeswitch", ["name"; 2])] {
            let told = expected(product).iter().find(|row| row["code"] == code);
            for key in told.into_iter().flat_map(|row| keys.map(|key| &row[key])) {
                assert!(text.contains(key.as_str().unwrap()), "{code}: {product} shows {key}");
            }
        }
    }
    let links = tags(&SITE.files["codes/503/index.html"]);
    for address in ["/translate/#asterisk", "/translate/#freeswitch", "/causes/34/", "/causes/41/"]
    {
        assert!(links.iter().any(|tag| tag.has("href", address)), "{address}");
    }
}

#[test]
fn the_translation_is_complete_without_scripts() {
    let text = words(&pieces(&SITE.files["translate/index.html"]));
    for row in all_rows() {
        for name in texts(&row["shows"]) {
            assert!(text.contains(name), "{name}");
        }
    }
    for product in RECORD["products"].as_array().unwrap() {
        let id = product["id"].as_str().unwrap();
        assert!(!inside(&SITE.files["translate/index.html"], id).is_empty(), "{id}");
    }
}

#[test]
fn every_cause_has_a_page_that_links_to_its_codes() {
    let codes: BTreeSet<_> = SITE.numbers().into_iter().collect();
    for cause in RECORD["causes"].as_array().unwrap() {
        let page = &SITE.files[&format!("causes/{}/index.html", cause["cause"])];
        let text = words(&pieces(page));
        assert!(text.contains(cause["name"].as_str().unwrap()), "{cause}");
        let linked: BTreeSet<_> = linked_codes(&pieces(page)).into_iter().collect();
        let told = &numbers(&cause["becomes"]) | &numbers(&cause["sent_for"]);
        assert!(linked.is_superset(&(&told & &codes)), "{cause}: {linked:?}");
        let term: Value = serde_json::from_str(&structured_data(page)[0]).unwrap();
        assert_eq!(term["@graph"][0]["termCode"], cause["cause"].to_string());
        assert!(SITE.text("sitemap.xml").contains(&format!("/causes/{}/<", cause["cause"])));
    }
}
