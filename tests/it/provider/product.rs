//! What the provider's product is called and where its instructions are, on the pages that need it.

use super::{SITE, numbers, only_tags, rows, section, texts, words};

#[test]
fn codes_lead_to_the_providers_instructions() {
    for row in rows("links") {
        for code in numbers(&row["codes"]) {
            let page = SITE.text(&format!("codes/{code}/index.html"));
            match row["url"].as_str() {
                Some(url) => assert!(page.contains(url), "{code} does not link to {url}"),
                None => assert!(page.contains("Recharge Now"), "{code} names no place"),
            }
        }
        for id in texts(&row["sections"]) {
            let pieces = section(id);
            let (links, text) = (only_tags(&pieces), words(&pieces));
            let place = if row["id"] == "contact-support" { "support" } else { "Recharge Now" };
            let found = match row["url"].as_str() {
                Some(url) => links.iter().any(|tag| tag.has("href", url)),
                None => text.contains(place),
            };
            assert!(found, "{} is not in #{id}", row["id"]);
        }
    }
}

#[test]
fn pages_name_the_places_in_the_product_and_what_is_set_there() {
    for row in rows("places") {
        let twin = SITE.text(&format!("codes/{}/index.md", row["code"]));
        for text in texts(&row["texts"]) {
            assert!(twin.contains(text), "{} does not name {text:?}", row["code"]);
        }
    }
}
