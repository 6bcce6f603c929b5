//! What the real site holds, by the contract: its files, its landing page, its codes' pages.

use std::collections::BTreeSet;

use causebook::model::ResponseCode;
use causebook::model::dialling::EndsCall;
use causebook::model::entry::{ANCHORS, OWN_IDS};
use causebook::model::lexicon::Lexicon;
use serde_json::Value;

use crate::html::{inside, linked_codes, only_tags, structured_data, tags, with, words};
use crate::real::{BELOW_A_PATH, SITE, texts};

/// The sections of the landing page in their order.
const SECTIONS: [&str; 9] = [
    "hero",
    "why",
    "categories",
    "questions",
    "reference",
    "action-flow",
    "advantage",
    "softphone",
    "support",
];

#[test]
fn every_output_has_its_path() {
    let site = &SITE;
    let pages = site.numbers().into_iter().map(|code| format!("codes/{code}/index.html"));
    let fixed = [
        "index.html",
        "404.html",
        "codes.json",
        "codes.schema.json",
        "sitemap.xml",
        "robots.txt",
        "opensearch.xml",
        "_headers",
        "_redirects",
    ];
    for path in pages.chain(fixed.map(str::to_owned)) {
        assert!(site.files.contains_key(&path), "the site has no {path}");
    }
    assert!(!site.files.keys().any(|path| path.starts_with("404/")), "404 is no route");
}

#[test]
fn assets_carry_a_hash_in_their_names() {
    let assets: Vec<_> =
        SITE.files.keys().filter_map(|path| path.strip_prefix("assets/")).collect();
    assert!(assets.iter().any(|name| name.ends_with(".css")), "{assets:?}");
    assert!(assets.iter().any(|name| name.ends_with(".js")), "{assets:?}");
    for name in assets {
        let hash = name.rsplit('.').nth(1).unwrap_or_default();
        let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(is_hash, "{name}");
    }
}

#[test]
fn a_page_loads_at_most_one_style_sheet_and_one_script() {
    for (path, html) in SITE.pages() {
        let tags = tags(html);
        let styles = tags.iter().filter(|tag| tag.has("rel", "stylesheet")).count();
        let scripts = tags.iter().filter(|tag| tag.name == "script" && !tag.get("src").is_empty());
        assert!(styles == 1 && scripts.count() <= 1, "{path}");
    }
}

#[test]
fn the_landing_page_has_nine_sections_in_order() {
    let ids: Vec<_> = tags(SITE.home()).iter().map(|tag| tag.get("id").to_owned()).collect();
    let sections: Vec<_> = ids.iter().filter(|id| SECTIONS.contains(&id.as_str())).collect();
    assert_eq!(sections, SECTIONS.iter().collect::<Vec<_>>());
}

#[test]
fn the_landing_page_can_be_searched_and_filtered() {
    let tags = tags(SITE.home());
    let inputs: Vec<_> = tags.iter().filter(|tag| tag.name == "input").collect();
    let search = inputs.iter().filter(|tag| tag.has("type", "search") && tag.has("name", "q"));
    assert_eq!(search.count(), 1);
    let filters =
        inputs.iter().filter(|tag| tag.has("type", "checkbox") && tag.has("name", "filter"));
    let values: Vec<_> = filters.map(|tag| tag.get("value")).collect();
    assert_eq!(values, ["retry", "data", "config", "escalate", "custom", "signals"]);
    assert_eq!(tags.iter().filter(|tag| tag.name == "output").count(), 1);
}

#[test]
fn the_reference_lists_codes_that_end_a_call_first_then_by_number() {
    let tags = only_tags(&inside(SITE.home(), "reference"));
    let articles: Vec<_> = tags.iter().filter(|tag| tag.name == "article").collect();
    for tag in &articles {
        assert_eq!(tag.get("id"), format!("code-{}", tag.get("data-code")));
        assert!(!tag.attributes.contains_key("hidden"), "all are hits without a script");
    }
    let listed: Vec<u64> =
        articles.iter().map(|tag| tag.get("data-code").parse().unwrap()).collect();
    let ends = |code: &u64| EndsCall::assumed(ResponseCode::new(*code as i64).unwrap()).ends();
    let mut expected = SITE.numbers();
    expected.sort_by_key(|code| (!ends(code), *code));
    assert_eq!(listed, expected);
    assert!(!listed.is_sorted(), "481, 489 and 491 do not end a call");
}

#[test]
fn a_page_of_a_code_names_its_neighbours_and_its_related_codes() {
    let numbers = SITE.numbers();
    for (at, code) in numbers.iter().enumerate() {
        let html = &SITE.files[&format!("codes/{code}/index.html")];
        let linked: BTreeSet<_> = linked_codes(&crate::html::pieces(html)).into_iter().collect();
        let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let neighbours = neighbours.filter_map(|at| numbers.get(at)).copied();
        let related = SITE.code(*code)["related"].as_array().into_iter().flatten();
        for other in neighbours.chain(related.map(|code| code.as_u64().unwrap())) {
            assert!(linked.contains(&other), "{code} does not link to {other}");
        }
    }
}

#[test]
fn a_page_of_a_code_shows_all_its_fields() {
    for record in SITE.codes() {
        let page = format!("codes/{}/index.html", record["code"]);
        let shown = words(&crate::html::pieces(&SITE.files[&page]));
        let shown = squeezed(&shown);
        let verdict = &record["verdict"];
        let fields = [
            &record["reason"],
            &record["softphone"],
            &record["meaning"],
            &record["standard"],
            &record["retry"],
            &record["next_step"],
            &verdict["retry"],
            &verdict["side"],
            &verdict["next"],
        ];
        let causes = record["typical_causes"].as_array().unwrap();
        for text in fields.into_iter().chain(causes).filter_map(Value::as_str) {
            assert!(shown.contains(&squeezed(text)), "{page} does not show {text:?}");
        }
    }
}

/// The letters of a text: marks of elements part words where plain text has them joined.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[test]
fn the_not_found_page_lists_all_codes() {
    let listed: BTreeSet<_> =
        linked_codes(&crate::html::pieces(&SITE.files["404.html"])).into_iter().collect();
    assert_eq!(listed, BTreeSet::from_iter(SITE.numbers()));
}

#[test]
fn every_url_carries_the_base_path() {
    let site = &BELOW_A_PATH;
    for (path, html) in site.pages() {
        for tag in tags(html) {
            for name in ["href", "src", "action", "data-index", "content", "poster", "srcset"] {
                let url = tag.get(name);
                let of_site = url.starts_with('/') && !url.starts_with("//");
                assert!(!of_site || url.starts_with("/kb/"), "{path}: {name}={url}");
            }
        }
    }
    for record in site.codes() {
        assert!(record["url"].as_str().unwrap().starts_with("/kb/codes/"), "{record}");
        for link in record["links"].as_array().into_iter().flatten() {
            let url = link["url"].as_str().unwrap();
            assert!(!url.starts_with('/') || url.starts_with("/kb/"), "{url}");
        }
    }
    assert!(site.text("_redirects").lines().all(|line| line.contains(" /kb/")));
    assert!(!site.files.keys().any(|path| path.starts_with("kb/")), "files stay at the root");
    let other_base = SITE.base_url();
    for (path, bytes) in &site.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(other_base), "{path} holds {other_base}");
    }
}

#[test]
fn nothing_on_a_page_stands_against_the_policy() {
    for (path, html) in SITE.pages() {
        for tag in tags(html) {
            assert!(tag.name != "style", "{path} has a style element");
            let inline = tag.name == "script" && tag.get("src").is_empty();
            assert!(
                !inline || tag.has("type", "application/ld+json"),
                "{path} has a script inside"
            );
            for (name, value) in &tag.attributes {
                assert!(name != "style", "{path}: <{} style>", tag.name);
                assert!(!name.starts_with("on"), "{path}: <{} {name}>", tag.name);
                let value = value.trim().to_lowercase();
                assert!(!value.starts_with("data:"), "{path}: {name}={value}");
                assert!(!value.starts_with("javascript:"), "{path}: {name}={value}");
            }
            for name in ["src", "srcset"] {
                assert!(!tag.get(name).contains("//"), "{path} loads from elsewhere: {tag:?}");
            }
        }
    }
    for (path, bytes) in SITE.files.iter().filter(|(path, _)| path.ends_with(".css")) {
        let css = str::from_utf8(bytes).unwrap();
        assert!(!css.contains("data:") && !css.contains("//"), "{path}");
    }
}

#[test]
fn structured_data_parses_and_names_its_page() {
    let base = SITE.base_url();
    for (path, html) in SITE.pages().filter(|(path, _)| *path != "404.html") {
        let scripts = structured_data(html);
        assert_eq!(scripts.len(), 1, "{path}");
        let data: Value = serde_json::from_str(&scripts[0]).unwrap();
        assert_eq!(data["@context"], "https://schema.org", "{path}");
        let url = format!("{base}{}", path.trim_end_matches("index.html"));
        assert!(scripts[0].contains(&format!("\"{url}\"")), "{path} does not name {url}");
    }
    assert!(structured_data(&SITE.files["404.html"]).is_empty());
}

#[test]
fn each_code_marks_itself_in_the_index_of_its_class() {
    let pages = SITE.pages().filter(|(path, _)| path.starts_with("codes/"));
    let mut count = 0;
    for (path, html) in pages {
        let current = with(html, "aria-current", "page");
        let urls: Vec<_> = current.iter().map(|tag| tag.get("href")).collect();
        assert_eq!(urls, [format!("/{}", path.trim_end_matches("index.html"))], "{path}");
        let index = inside(html, "index");
        assert!(only_tags(&index).iter().any(|tag| tag.has("aria-current", "page")), "{path}");
        count += 1;
    }
    assert_eq!(count, 75);
}

#[test]
fn every_page_but_the_not_found_page_says_its_own_address() {
    let base = SITE.base_url();
    for (path, html) in SITE.pages() {
        let canonical = with(html, "rel", "canonical");
        let urls: Vec<_> = canonical.iter().map(|tag| tag.get("href")).collect();
        match path {
            "404.html" => assert!(urls.is_empty()),
            path => assert_eq!(urls, [format!("{base}{}", path.trim_end_matches("index.html"))]),
        }
        let tags = tags(html);
        let language = tags.iter().find(|tag| tag.name == "html").map(|tag| tag.get("lang"));
        assert_eq!(language, SITE.index["site"]["language"].as_str(), "{path}");
        assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{path}");
    }
}

#[test]
fn every_filter_counts_its_codes() {
    for filter in SITE.index["filters"].as_array().unwrap() {
        let id = filter["id"].as_str().unwrap();
        let codes = SITE.codes().iter().filter(|code| texts(&code["filters"]).contains(&id));
        let count = codes.count();
        assert_eq!(filter["count"], count, "{id}");
    }
}

/// Whether a page's own id is out of the way of what writers name: headings have small letters,
/// digits and hyphens.
fn is_apart(id: &str) -> bool {
    id.contains(|letter: char| letter == '_' || letter.is_ascii_uppercase())
}

#[test]
fn no_heading_and_no_product_can_have_an_id_of_the_pages_own() {
    for code in SITE.numbers() {
        let page = &SITE.files[&format!("codes/{code}/index.html")];
        let own = tags(page).into_iter().filter(|tag| !["h2", "h3"].contains(&tag.name.as_str()));
        for id in own.map(|tag| tag.get("id").to_owned()).filter(|id| !id.is_empty()) {
            let reserved = ANCHORS.contains(&id.as_str()) || OWN_IDS.contains(&id.as_str());
            assert!(reserved || is_apart(&id), "{code}: {id}");
        }
    }
    let translate = tags(&SITE.files["translate/index.html"]);
    let of_sources =
        translate.iter().map(|tag| tag.get("id")).filter(|id| id.starts_with("source"));
    let of_sources: Vec<_> = of_sources.collect();
    assert!(of_sources.len() > 10, "{of_sources:?}");
    for id in of_sources {
        assert!(Lexicon::OWN_IDS.contains(&id) || is_apart(id), "{id}");
    }
}
