//! The exports beside `codes.json`: table, retry policies, Markdown twins, `llms.txt`, and the sheet
//! to print. All of them say what the index and the content say.

use std::collections::{BTreeMap, BTreeSet};

use causebook::model::{EXPORTS, LEXICON_EXPORTS};
use serde_json::Value;

use crate::html::{inside, linked_codes, pieces, words};
use crate::project::{Project, repository, tree};
use crate::real::{BELOW_A_PATH, SITE};

/// The codes whose content file has a line that begins so.
fn codes_that_write(line: &str) -> Vec<u64> {
    let files = tree(&repository().join("content/codes"));
    let texts = files.iter().map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)));
    let writing = texts.filter(|(_, text)| text.lines().any(|it| it.starts_with(line)));
    writing.map(|(path, _)| path.split('.').next().unwrap().parse().unwrap()).collect()
}

fn policies() -> Value {
    serde_json::from_str(SITE.text("retry-policy.json")).unwrap()
}

/// The rows of the table, by code, each with its cells by the heads of the columns.
fn rows(table: &[u8]) -> BTreeMap<u64, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(table);
    let rows = reader.deserialize().map(|row| row.unwrap());
    rows.map(|row: BTreeMap<String, String>| (row["code"].parse().unwrap(), row)).collect()
}

#[test]
fn the_table_has_a_row_for_every_code_that_says_what_the_index_says() {
    let rows = rows(&SITE.files["codes.csv"]);
    assert_eq!(rows.keys().copied().collect::<Vec<_>>(), SITE.numbers());
    for record in SITE.codes() {
        let row = &rows[&record["code"].as_u64().unwrap()];
        for key in ["class", "reason", "softphone", "ends_call", "meaning", "retry", "next_step"] {
            assert_eq!(row[key], record[key].as_str().unwrap(), "{}: {key}", record["code"]);
        }
        for key in ["retry", "side", "next"] {
            let cell = &row[&format!("verdict_{key}")];
            assert_eq!(*cell, record["verdict"][key].as_str().unwrap(), "{}", record["code"]);
        }
        let url = format!("{}codes/{}/", SITE.base_url(), record["code"]);
        assert_eq!(row["url"], url);
    }
}

/// The outputs of the small site that are neither pages nor assets nor static files.
#[track_caller]
fn check_exports(project: &Project, expected: &[&str]) {
    project.build(&["--theme", "default"]);
    let is_static = |path: &str| project.path(&format!("content/static/{path}")).exists();
    let public = project.public();
    let files = public.keys().map(String::as_str);
    let exports = files.filter(|path| !path.ends_with("html") && !path.contains('/'));
    let exports: BTreeSet<_> = exports.filter(|path| !is_static(path)).collect();
    assert_eq!(exports, expected.iter().copied().collect::<BTreeSet<_>>());
}

#[test]
fn the_site_has_the_exports_that_links_and_static_files_are_checked_by() {
    let project = Project::small();
    check_exports(&project, &EXPORTS);
    let causes = "[[causes]]\ncause = 17\nmeaning = \"The person called is busy.\"\n";
    project.write("content/causes.toml", causes);
    check_exports(&project, &[&EXPORTS[..], &LEXICON_EXPORTS].concat());
}

#[test]
fn the_table_is_one_by_rfc_4180() {
    let project = Project::small();
    project.build(&[]);
    let table = project.public()["codes.csv"].clone();
    let text = str::from_utf8(&table).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.ends_with("\r\n") && !text.starts_with('\u{feff}'), "{text}");
    let meaning = &rows(&table)[&404]["meaning"];
    assert_eq!(meaning, "No such number. <b> is code & 1 < 2 is \"text\".");
}

#[test]
fn the_table_has_the_values_of_every_retry_policy() {
    let rows = rows(&SITE.files["codes.csv"]);
    for record in policies()["codes"].as_array().unwrap() {
        let row = &rows[&record["code"].as_u64().unwrap()];
        let policy = &record["policy"];
        assert_eq!(row["retry_policy"], policy["retry"].as_str().unwrap(), "{}", record["code"]);
        for key in ["first_delay_seconds", "growth", "most_attempts", "honour_retry_after"] {
            let value = if policy[key].is_null() { String::new() } else { policy[key].to_string() };
            assert_eq!(row[key], value, "{}: {key}", record["code"]);
        }
        assert_eq!(row["scope"], policy["scope"].as_str().unwrap_or_default());
    }
}

#[test]
fn every_code_that_writes_a_retry_policy_exports_it() {
    let policies = policies();
    assert_eq!(policies["version"], 1);
    let listed = policies["codes"].as_array().unwrap().iter();
    let listed: Vec<_> = listed.map(|record| record["code"].as_u64().unwrap()).collect();
    assert_eq!(listed, codes_that_write("[retry_policy]"));
    let has = |key: &str| -> Vec<u64> {
        let records = policies["codes"].as_array().unwrap().iter();
        let records = records.filter(|record| !record[key].is_null());
        records.map(|record| record["code"].as_u64().unwrap()).collect()
    };
    assert_eq!(has("threshold"), codes_that_write("[threshold]"));
    assert_eq!(has("headers"), codes_that_write("[[headers]]"));
    assert_eq!(has("made_locally"), codes_that_write("made_locally"));
}

#[test]
fn the_schema_of_retry_policies_describes_every_key() {
    let schema: Value = serde_json::from_str(SITE.text("retry-policy.schema.json")).unwrap();
    let keys = |value: &Value| -> BTreeSet<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let policies = policies();
    assert_eq!(keys(&schema["properties"]), keys(&policies));
    for record in policies["codes"].as_array().unwrap() {
        for (name, value) in [("code", record), ("policy", &record["policy"])] {
            let known = keys(&schema["$defs"][name]["properties"]);
            let unknown: Vec<_> = keys(value).difference(&known).cloned().collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", record["code"]);
        }
    }
}

#[test]
fn every_page_of_a_code_has_a_twin_with_whole_links() {
    for site in [&SITE, &BELOW_A_PATH] {
        for code in site.numbers() {
            let twin = site.text(&format!("codes/{code}/index.md"));
            let record = site.code(code);
            let title = format!("# {code} {}\n", record["reason"].as_str().unwrap());
            assert!(twin.starts_with(&title), "{code}: {twin:.60}");
            assert!(!twin.contains("+++"), "{code} shows its front matter");
            for (at, _) in twin.match_indices("](") {
                let target = &twin[at + 2..];
                let whole = ["http://", "https://", "mailto:", "tel:", "sip:"];
                assert!(whole.iter().any(|it| target.starts_with(it)), "{code}: {target:.40}");
            }
            let page =
                format!("<{}codes/{code}/>", site.index["site"]["base_url"].as_str().unwrap());
            assert!(twin.contains(&page), "{code} does not name its page");
        }
    }
}

#[test]
fn a_twin_has_the_headings_of_its_pages_body() {
    for code in SITE.numbers() {
        let twin = SITE.text(&format!("codes/{code}/index.md"));
        for heading in ["## How it shows up", "## Check in this order", "## Rule for your dialler"]
        {
            assert!(twin.contains(heading), "{code} has no {heading:?}");
        }
    }
}

#[test]
fn programs_that_read_for_people_find_every_twin_and_every_export() {
    let text = SITE.text("llms.txt");
    let base = SITE.base_url();
    let linked: BTreeSet<_> = text
        .split("](")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap().strip_prefix(base).unwrap().to_owned())
        .collect();
    let mut expected: BTreeSet<_> =
        SITE.numbers().into_iter().map(|code| format!("codes/{code}/index.md")).collect();
    expected
        .extend(["codes.json", "codes.csv", "retry-policy.json", "causes.json"].map(str::to_owned));
    assert_eq!(linked, expected);
    assert!(linked.iter().all(|path| SITE.files.contains_key(path)));
}

#[test]
fn the_sheet_to_print_has_the_codes_that_a_call_can_fail_with() {
    let sheet = &SITE.files["cheat-sheet/index.html"];
    let ends = |record: &&Value| {
        ["yes", "challenge", "redirect"].contains(&record["ends_call"].as_str().unwrap())
    };
    let ending = SITE.codes().iter().filter(ends);
    let ending: Vec<_> = ending.map(|record| record["code"].as_u64().unwrap()).collect();
    assert_eq!(linked_codes(&inside(sheet, "main")), ending);
    let shown = words(&pieces(sheet));
    assert!(shown.contains(SITE.code(486)["verdict"]["next"].as_str().unwrap()), "{shown:.200}");
}

#[test]
fn a_theme_without_the_sheets_template_has_no_sheet() {
    let project = Project::small();
    project.build(&[]);
    assert!(!project.public().contains_key("cheat-sheet/index.html"));
}

#[test]
fn hosts_are_told_the_letters_of_tables_and_twins() {
    let headers = SITE.text("_headers");
    for (path, kind) in [("/codes.csv", "text/csv"), ("/codes/:code/index.md", "text/markdown")] {
        let rule = format!("{path}\n  Content-Type: {kind}; charset=utf-8");
        assert!(headers.contains(&rule), "{headers}");
    }
}

#[test]
fn plain_words_are_no_markdown_in_a_twin() {
    let project = Project::small();
    let site = "content/site.toml";
    project.edit(site, "label = \"Retry later\"", "label = \"Retry *later* [x](y)\"");
    project.edit(site, "label = \"Clean data\"", "label = \"Clean `data` | all\"");
    project.edit(site, "brand = \"Acme\"", "brand = \"*Acme*\"");
    project.edit("content/codes/404.md", "of = \"calls in a day\"", "of = \"calls [a day]\"");
    project.edit("content/codes/404.md", "badges = [\"clean\"]", "badges = [\"clean\", \"later\"]");
    project.build(&[]);
    let files = project.public();
    let text = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    let twin = text("codes/404/index.md");
    assert!(twin.contains("| Clean \\`data\\` \\| all, Retry \\*later\\* \\[x\\](y) |"), "{twin}");
    assert!(twin.contains("of calls \\[a day\\],"), "{twin}");
    assert!(text("llms.txt").starts_with("# Small codes · \\*Acme\\*\n"), "{}", text("llms.txt"));
}
