//! What hosts, crawlers and browsers read beside the pages.

use std::collections::BTreeSet;

use crate::project::Project;
use crate::real::{BELOW_A_PATH, SITE};

#[test]
fn the_sitemap_holds_every_page_once_and_no_other() {
    for (site, base) in [(&SITE, SITE.base_url()), (&BELOW_A_PATH, "https://example.com/kb/")] {
        let text = site.text("sitemap.xml");
        let urls: Vec<_> = text
            .split("<loc>")
            .skip(1)
            .map(|rest| rest.split("</loc>").next().unwrap().to_owned())
            .collect();
        let pages = site.pages().map(|(path, _)| path).filter(|path| *path != "404.html");
        let pages = pages.map(|path| format!("{base}{}", path.trim_end_matches("index.html")));
        let once: BTreeSet<_> = urls.iter().cloned().collect();
        assert_eq!(once, pages.collect::<BTreeSet<_>>());
        assert_eq!(once.len(), urls.len());
        assert_eq!(urls[0], base);
    }
}

#[test]
fn crawlers_and_browsers_find_their_files() {
    let base = SITE.base_url();
    let robots = SITE.text("robots.txt");
    assert!(robots.contains("User-agent: *\n"), "{robots}");
    assert!(robots.contains(&format!("Sitemap: {base}sitemap.xml\n")), "{robots}");
    assert!(!robots.contains("Disallow: /"), "{robots}");
    let search = SITE.text("opensearch.xml");
    assert!(search.contains(&format!("template=\"{base}?q={{searchTerms}}\"")), "{search}");
    let (_, short) = search.split_once("<ShortName>").unwrap();
    assert!(short.split('<').next().unwrap().chars().count() <= 16, "{search}");
}

#[test]
fn hosts_are_told_a_policy_without_exceptions() {
    let headers = SITE.text("_headers");
    let policy =
        headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let policy = policy.unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for word in ["unsafe-inline", "unsafe-eval", "data:", "*", "http:", "https:"] {
        assert!(!policy.contains(word), "{policy}");
    }
    assert!(headers.contains("/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
    assert!(headers.contains("X-Content-Type-Options: nosniff"));
}

#[test]
fn redirects_lead_to_pages_and_never_away_from_one() {
    let redirects = SITE.text("_redirects");
    assert!(redirects.contains("/sip-cause-codes-guide / 301\n"), "{redirects}");
    for line in redirects.lines() {
        let parts: Vec<_> = line.split(' ').collect();
        let [from, to, "301"] = parts.as_slice() else { panic!("{line}") };
        let target = to.split('#').next().unwrap().trim_start_matches('/');
        assert!(SITE.files.contains_key(&format!("{target}index.html")), "{line}");
        let source = from.trim_start_matches('/');
        assert!(!SITE.files.contains_key(source), "{line}");
        assert!(!SITE.files.contains_key(&format!("{}/index.html", source.trim_end_matches('/'))));
    }
}

#[test]
fn the_target_of_a_redirect_is_one_word() {
    let project = Project::small();
    project.write("content/static/a b.txt", "a");
    project.write("content/static/ü.txt", "a");
    let target = "to = \"/codes/404/\"";
    project.edit("content/site.toml", target, "to = \"/a b.txt\"");
    let more = "\n[[redirects]]\nfrom = \"/two\"\nto = \"/ü.txt\"\n\n[[redirects]]\nfrom = \"/three\"\nto = 'https://a.example/\"'\n";
    project.write("content/site.toml", project.read("content/site.toml") + more);
    project.build(&[]);
    let redirects = project.read("public/_redirects");
    let lines: Vec<_> = redirects.lines().take(3).collect();
    assert_eq!(
        lines,
        ["/old /kb/a%20b.txt 301", "/two /kb/%C3%BC.txt 301", "/three https://a.example/%22 301",]
    );
}

#[test]
fn a_redirect_of_the_settings_takes_the_place_of_a_short_address() {
    let project = Project::small();
    project.edit("content/site.toml", "from = \"/old\"", "from = \"/sip/486\"");
    project.build(&[]);
    let redirects = project.read("public/_redirects");
    let from: Vec<_> = redirects.lines().filter(|line| line.starts_with("/sip/486 ")).collect();
    assert_eq!(from, ["/sip/486 /kb/codes/404/ 301"]);
}
