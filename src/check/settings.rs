//! `site.toml`: the settings of the site and its vocabulary.

use super::ids::{Ids, known};
use super::links::{has_plain_host, is_other_scheme, is_web_url};
use crate::document::{Fields, Text, did_you_mean, listed, read_keys};
use crate::load::{Slot, Sources};
use crate::model::{
    BadBaseUrl, Badge, BaseUrl, Filter, IssueType, NamedLink, Redirect, Settings, Tone, Vocabulary,
};
use crate::problem::{Place, Problem, Problems, Rule};

/// What `site.toml` says, as far as it could be read.
#[derive(Debug, Default)]
pub struct SiteToml {
    /// `None` if a setting is missing or wrong.
    pub settings: Option<Settings>,
    /// What of filters, badges and types is right.
    pub vocabulary: Vocabulary,
    /// The named links; a wrong one stands here too.
    pub links: Vec<NamedLink>,
    /// The addresses of the named links, with their places.
    pub link_urls: Vec<(String, Place)>,
    /// The redirects with the places of both addresses.
    pub redirects: Vec<(Redirect, Place, Place)>,
    /// The names that other files may use; none is known if the file could not be read at all.
    pub names: Names,
}

/// The names that `site.toml` gives, right or wrong: a mistake there is one mistake, and no reason
/// to call them unknown elsewhere.
#[derive(Debug, Default)]
pub struct Names {
    /// `None` if an id among them is wrong, or their key: then none can be called unknown.
    pub badges: Option<Vec<String>>,
    /// As `badges`.
    pub types: Option<Vec<String>>,
    /// As `badges`.
    pub links: Option<Vec<String>>,
}

/// Checks `site.toml`, and that its theme is there. `base_url` takes the place of the one in the
/// file.
pub fn check(sources: &Sources, base_url: Option<&BaseUrl>, problems: &Problems) -> SiteToml {
    let Slot::File(raw) = &sources.site else { return SiteToml::default() };
    let site = |fields: Fields<'_>| {
        let (vocabulary, mut names) = read_vocabulary(&fields);
        let links = fields.named_tables("links").into_iter().map(named_link);
        let (links, urls): (Vec<_>, Vec<_>) = links.unzip();
        let link_urls = urls.into_iter().flatten().collect();
        names.links = fields.names("links");
        let redirects = fields.optional_tables("redirects").into_iter();
        let redirects = redirects.filter_map(redirect).collect();
        let mut site = SiteToml { settings: None, vocabulary, links, link_urls, redirects, names };
        site.settings = settings(&fields, sources, base_url, &site);
        fields.finish();
        site
    };
    read_keys(raw, problems, site).unwrap_or_default()
}

/// The vocabulary alone, as far as it can be read.
pub fn vocabulary(site: &Slot, problems: &Problems) -> Vocabulary {
    let Slot::File(raw) = site else { return Vocabulary::default() };
    read_keys(raw, problems, |fields| read_vocabulary(&fields).0).unwrap_or_default()
}

fn settings(
    fields: &Fields<'_>,
    sources: &Sources,
    base_url: Option<&BaseUrl>,
    site: &SiteToml,
) -> Option<Settings> {
    let title = fields.line("title");
    let brand = fields.line("brand");
    let description = fields.text("description");
    let written_url = fields.text("base_url").and_then(|text| self::base_url(fields, &text));
    let language = fields.text("language").and_then(|text| language(fields, text));
    let theme = fields.text("theme").inspect(|theme| known_theme(fields, theme, sources));
    let repository = fields.optional_text("repository");
    let repository = repository.and_then(|text| self::repository(fields, text));
    // Its name is read where its files are.
    theme?;
    Some(Settings {
        title: title?.value,
        brand: brand?.value,
        description: description?.value,
        base_url: base_url.cloned().or(written_url)?,
        language: language?,
        repository: repository.map(|url| page_of(&url).to_owned()),
        links: site.links.clone(),
    })
}

fn base_url(fields: &Fields<'_>, text: &Text) -> Option<BaseUrl> {
    BaseUrl::parse(&text.value).map_err(|bad| fields.push(bad_address(bad, text))).ok()
}

fn bad_address(bad: BadBaseUrl, text: &Text) -> Problem {
    let message = bad.message(&text.value);
    Problem::at(text.place.clone(), Rule::InvalidUrl, message).help(bad.help())
}

/// A web address, or one to write or call to.
pub fn address(fields: &Fields<'_>, text: Text) -> Option<String> {
    let is_one = |url: &str| is_web_url(url) || is_other_scheme(url);
    address_of(fields, text, "a whole address", is_one)
}

/// `kind` is what a message calls the address.
fn address_of(
    fields: &Fields<'_>,
    text: Text,
    kind: &str,
    is_one: impl Fn(&str) -> bool,
) -> Option<String> {
    let problem = if !is_one(&text.value) {
        let message = format!("`{}` is not {kind}", text.value);
        Problem::at(text.place, Rule::InvalidUrl, message)
            .help("write the whole address, such as https://example.com/page")
    } else if !has_plain_host(&text.value) {
        bad_address(BadBaseUrl::Letters, &text)
    } else {
        return Some(text.value);
    };
    fields.push(problem);
    None
}

/// A web address behind which a path goes on.
fn repository(fields: &Fields<'_>, text: Text) -> Option<String> {
    if is_web_url(&text.value) && text.value.contains(['?', '#']) {
        fields.push(bad_address(BadBaseUrl::Tail, &text));
        return None;
    }
    address_of(fields, text, "a web address", is_web_url)
}

/// The page of a repository, from which the paths of edit links go on: the address that is cloned
/// may have `.git` behind it.
fn page_of(repository: &str) -> &str {
    let url = repository.trim_end_matches('/');
    url.strip_suffix(".git").unwrap_or(url).trim_end_matches('/')
}

/// A language tag has letters and digits in parts of up to eight, the first of two or three letters
/// (BCP 47, RFC 5646 §2.1; there is no language with more).
fn language(fields: &Fields<'_>, text: Text) -> Option<String> {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = text.value.split('-').next().unwrap_or_default();
    let letters =
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    if letters && text.value.split('-').all(part) {
        return Some(text.value);
    }
    let message = format!("`{}` is not a language tag", text.value);
    fields.push(
        Problem::at(text.place, Rule::InvalidLanguage, message)
            .help("write a tag such as `en` or `de-CH`"),
    );
    None
}

fn known_theme(fields: &Fields<'_>, theme: &Text, sources: &Sources) {
    let names: Vec<_> = sources.theme_names.iter().map(String::as_str).collect();
    if names.contains(&theme.value.as_str()) {
        return;
    }
    let message = format!("there is no theme `{}`", theme.value);
    let otherwise = || format!("name a folder of themes/: {}", listed(&names));
    let help = did_you_mean(&theme.value, names.iter().copied(), otherwise);
    fields.push(Problem::at(theme.place.clone(), Rule::UnknownTheme, message).help(help));
}

/// A named link; its address with the place of it.
fn named_link((name, fields): (String, Fields<'_>)) -> (NamedLink, Option<(String, Place)>) {
    let label = fields.line("label").map_or_else(|| name.clone(), |text| text.value);
    let url = fields.optional_text("url").and_then(|text| {
        let place = text.place.clone();
        Some((address(&fields, text)?, place))
    });
    fields.finish();
    (NamedLink { name, label, url: url.as_ref().map(|(url, _)| url.clone()) }, url)
}

fn redirect(fields: Fields<'_>) -> Option<(Redirect, Place, Place)> {
    let from = fields.text("from");
    let to = fields.text("to");
    fields.finish();
    let (from, to) = (from?, to?);
    Some((Redirect { from: from.value, to: to.value }, from.place, to.place))
}

fn read_vocabulary(fields: &Fields<'_>) -> (Vocabulary, Names) {
    let (mut filter_ids, mut badge_ids, mut type_ids) =
        (Ids::of("filter"), Ids::of("badge"), Ids::of("type"));
    let filters = fields.optional_tables("filters").into_iter().filter_map(|fields| {
        let (id, label) = (filter_ids.read(&fields), fields.line("label"));
        fields.finish();
        Some(Filter { id: id?, label: label?.value })
    });
    let filters = filters.collect();
    let badges = fields.optional_tables("badges").into_iter();
    let names = |key, ids: &Ids| ids.names().filter(|_| fields.has_tables(key));
    let filter_names = names("filters", &filter_ids);
    let badges = badges
        .filter_map(|fields| badge(fields, filter_names.as_deref(), &mut badge_ids))
        .collect();
    let types = fields.optional_tables("types").into_iter().filter_map(|fields| {
        let (id, label) = (type_ids.read(&fields), fields.line("label"));
        let whole = fields.optional_boolean("whole").is_some_and(|(whole, _)| whole);
        fields.finish();
        Some(IssueType { id: id?, label: label?.value, whole })
    });
    let types = types.collect();
    let (badge_names, type_names) = (names("badges", &badge_ids), names("types", &type_ids));
    let names = Names { badges: badge_names, types: type_names, links: None };
    (Vocabulary { filters, badges, types }, names)
}

fn badge(fields: Fields<'_>, filters: Option<&[String]>, ids: &mut Ids) -> Option<Badge> {
    let (id, label) = (ids.read(&fields), fields.line("label"));
    let filter = fields.text("filter");
    let filter =
        filter.and_then(|text| known(&fields, text, filters, (Rule::UnknownFilter, "filter")));
    let tones = Tone::ALL.map(|tone| tone.id().to_owned());
    let tone = fields.text("tone");
    let tone =
        tone.and_then(|text| known(&fields, text, Some(&tones), (Rule::UnknownTone, "tone")));
    fields.finish();
    let tone = tone.and_then(|name| Tone::ALL.into_iter().find(|tone| tone.id() == name));
    Some(Badge { id: id?, label: label?.value, filter: filter?, tone: tone? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_links_begin_at_the_page_of_the_repository() {
        for url in ["https://a.example/b", "https://a.example/b/", "https://a.example/b.git/"] {
            assert_eq!(page_of(url), "https://a.example/b");
        }
        assert_eq!(page_of("https://a.example/b.github.io"), "https://a.example/b.github.io");
    }
}
