//! What crawlers, browsers and hosts read beside the pages: sitemap, robots, OpenSearch, and the
//! `_headers` and `_redirects` of Netlify and Cloudflare Pages.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::{Entry, KnowledgeBase, OutputPath, Redirect, Route};

/// The most letters of an OpenSearch short name (OpenSearch 1.1, "ShortName").
const SHORT_NAME: usize = 16;

/// Nothing but the site itself, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Every page of `routes` with its absolute URL (sitemaps.org, protocol 0.9).
pub fn sitemap(base: &KnowledgeBase, routes: &[Route]) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let reviewed = |entry: &Entry| Some((Route::code(entry.code), entry.reviewed.clone()?));
    let reviewed: BTreeMap<_, _> = base.entries.iter().filter_map(reviewed).collect();
    for route in routes {
        let url = xml(&base.settings.base_url.absolute(route));
        let day = reviewed.get(route).map(|day| format!("<lastmod>{day}</lastmod>"));
        let _ = writeln!(out, "<url><loc>{url}</loc>{}</url>", day.unwrap_or_default());
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

/// Everyone may read everything (RFC 9309).
pub fn robots(base: &KnowledgeBase) -> Vec<u8> {
    let sitemap = base.settings.base_url.absolute(&OutputPath::new("sitemap.xml").route());
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes()
}

/// The site as a search engine of the browser (OpenSearch 1.1).
pub fn opensearch(base: &KnowledgeBase) -> Vec<u8> {
    let settings = &base.settings;
    let short: String = format!("{} SIP", settings.brand).chars().take(SHORT_NAME).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{}</ShortName>\n\
         <Description>{}</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>\n\
         </OpenSearchDescription>\n",
        xml(&short),
        xml(&settings.description),
        xml(&settings.base_url.to_string()),
    )
    .into_bytes()
}

/// Security for everything; caching apart by path, since hosts join the values of every rule that
/// matches.
pub fn headers(base: &KnowledgeBase) -> Vec<u8> {
    let page_rules = [
        "/",
        "/codes/*",
        "/cheat-sheet/",
        "/404.html",
        "/codes.json",
        "/codes.csv",
        "/retry-policy.json",
        "/llms.txt",
        "/sitemap.xml",
    ];
    let of_lexicon = ["/causes/*", "/translate/", "/same-event/", "/causes.json"];
    let of_lexicon = of_lexicon.iter().filter(|_| !base.lexicon.is_empty());
    let mut out = format!(
        "/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n  \
         Strict-Transport-Security: max-age=31536000\n\
         /assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    );
    for path in page_rules.iter().chain(of_lexicon) {
        let _ = write!(out, "{path}\n  Cache-Control: public, max-age=0, must-revalidate\n");
    }
    // Hosts that know these types leave the letters out.
    out.push_str(
        "/codes.csv\n  Content-Type: text/csv; charset=utf-8; header=present\n\
         /codes/:code/index.md\n  Content-Type: text/markdown; charset=utf-8\n\
         /llms.txt\n  Content-Type: text/plain; charset=utf-8\n",
    );
    out.into_bytes()
}

/// Old addresses, and the short ones that people try: `/404` and `/sip/404`.
pub fn redirects(base: &KnowledgeBase) -> Vec<u8> {
    let mut out = String::new();
    let base_url = &base.settings.base_url;
    for Redirect { from, to } in &base.redirects {
        let _ = writeln!(out, "{from} {to} 301");
    }
    let taken = |from: &str| base.redirects.iter().any(|it| it.from.trim_end_matches('/') == from);
    for entry in &base.entries {
        let page = base_url.relative(&Route::code(entry.code));
        let short = [format!("/{}", entry.code), format!("/sip/{}", entry.code)];
        for from in short.iter().filter(|from| !taken(from)) {
            let _ = writeln!(out, "{from} {page} 301");
        }
    }
    out.into_bytes()
}

/// Text for XML content and attributes.
fn xml(text: &str) -> String {
    let pairs = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&apos;")];
    pairs.into_iter().fold(text.to_owned(), |text, (letter, entity)| text.replace(letter, entity))
}
