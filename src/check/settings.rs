//! `site.toml`: the settings of the site and its vocabulary.

use std::collections::HashMap;

use super::document::Document;
use super::fields::{Fields, listed};
use super::links::{is_other_scheme, is_web_url};
use super::nearest::nearest;
use super::text::Text;
use crate::load::{RawFile, Sources};
use crate::model::{
    Badge, BaseUrl, Filter, IssueType, NamedLink, Redirect, Settings, Tone, Vocabulary,
};
use crate::problem::{Place, Problem, Problems, Rule};

/// What `site.toml` says, as far as it could be read.
#[derive(Debug, Default)]
pub struct Site {
    /// `None` if a setting is missing or wrong.
    pub settings: Option<Settings>,
    /// What of filters, badges and types is right.
    pub vocabulary: Vocabulary,
    /// Where each redirect is written, in the order of the settings.
    pub redirect_places: Vec<(Place, Place)>,
}

/// Checks `site.toml`, and that its theme is there.
pub fn check(sources: &Sources, base_url: Option<&BaseUrl>, problems: &Problems) -> Site {
    let Some(document) = Document::toml(&sources.site, problems) else { return Site::default() };
    let table = document.table(problems);
    let fields = Fields::new(document.source(problems), table.get_ref(), document.head(), "");
    let vocabulary = read_vocabulary(&fields);
    let redirects: Vec<_> =
        fields.optional_tables("redirects").into_iter().filter_map(redirect).collect();
    let redirect_places = redirects.iter().map(|(_, places)| places.clone()).collect();
    let redirects = redirects.into_iter().map(|(redirect, _)| redirect).collect();
    let settings = settings(&fields, sources, base_url, redirects);
    fields.finish();
    Site { settings, vocabulary, redirect_places }
}

/// The vocabulary alone, as far as it can be read.
pub fn vocabulary(site: &RawFile, problems: &Problems) -> Vocabulary {
    let Some(document) = Document::toml(site, problems) else { return Vocabulary::default() };
    let table = document.table(problems);
    read_vocabulary(&Fields::new(document.source(problems), table.get_ref(), document.head(), ""))
}

fn settings(
    fields: &Fields<'_>,
    sources: &Sources,
    base_url: Option<&BaseUrl>,
    redirects: Vec<Redirect>,
) -> Option<Settings> {
    let title = fields.text("title");
    let brand = fields.text("brand");
    let description = fields.text("description");
    let written_url = fields.text("base_url").and_then(|text| self::base_url(fields, &text));
    let language = fields.text("language").and_then(|text| language(fields, text));
    let theme = fields.text("theme");
    if let Some(theme) = &theme {
        known_theme(fields, theme, sources);
    }
    let repository = fields.optional_text("repository").and_then(|text| address(fields, text));
    let links = fields.named_tables("links").into_iter().filter_map(named_link).collect();
    Some(Settings {
        title: title?.value,
        brand: brand?.value,
        description: description?.value,
        base_url: base_url.cloned().or(written_url)?,
        language: language?,
        theme: theme?.value,
        repository: repository.map(|url| url.trim_end_matches('/').to_owned()),
        links,
        redirects,
    })
}

fn base_url(fields: &Fields<'_>, text: &Text) -> Option<BaseUrl> {
    let base = BaseUrl::parse(&text.value);
    if base.is_none() {
        let message = format!("`{}` is not an absolute web address", text.value);
        fields.push(
            Problem::at(text.place.clone(), Rule::InvalidUrl, message)
                .help("write scheme and host, such as https://help.example.com"),
        );
    }
    base
}

/// A web address, or one to write or call to.
fn address(fields: &Fields<'_>, text: Text) -> Option<String> {
    if is_web_url(&text.value) || is_other_scheme(&text.value) {
        return Some(text.value);
    }
    let message = format!("`{}` is not a whole address", text.value);
    fields.push(
        Problem::at(text.place, Rule::InvalidUrl, message)
            .help("write the whole address, such as https://example.com/page"),
    );
    None
}

/// A language tag has letters and digits in parts of up to eight (BCP 47, RFC 5646 §2.1).
fn language(fields: &Fields<'_>, text: Text) -> Option<String> {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = text.value.split('-').next().unwrap_or_default();
    let letters = first.len() >= 2 && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    if letters && text.value.split('-').all(part) {
        return Some(text.value);
    }
    let message = format!("`{}` is not a language tag", text.value);
    fields.push(
        Problem::at(text.place, Rule::InvalidUrl, message)
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
    let help = match nearest(&theme.value, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => "put a theme into themes/".to_owned(),
        None => format!("name a folder of themes/: {}", listed(&names)),
    };
    fields.push(Problem::at(theme.place.clone(), Rule::UnknownTheme, message).help(help));
}

fn named_link((name, fields): (String, Fields<'_>)) -> Option<NamedLink> {
    let label = fields.text("label");
    let url = fields.optional_text("url").and_then(|text| address(&fields, text));
    fields.finish();
    Some(NamedLink { name, label: label?.value, url })
}

fn redirect(fields: Fields<'_>) -> Option<(Redirect, (Place, Place))> {
    let from = fields.text("from");
    let to = fields.text("to");
    fields.finish();
    let (from, to) = (from?, to?);
    let places = (from.place.clone(), to.place.clone());
    Some((Redirect { from: from.value, to: to.value }, places))
}

fn read_vocabulary(fields: &Fields<'_>) -> Vocabulary {
    let mut ids = UniqueIds::default();
    let filters: Vec<Filter> = fields
        .optional_tables("filters")
        .into_iter()
        .filter_map(|fields| {
            let (id, label) = id_and_label(&fields, "filter", &mut ids);
            fields.finish();
            Some(Filter { id: id?, label: label? })
        })
        .collect();
    let badges = fields.optional_tables("badges");
    let badges =
        badges.into_iter().filter_map(|fields| badge(fields, &filters, &mut ids)).collect();
    let types = fields
        .optional_tables("types")
        .into_iter()
        .filter_map(|fields| {
            let (id, label) = id_and_label(&fields, "type", &mut ids);
            fields.finish();
            Some(IssueType { id: id?, label: label? })
        })
        .collect();
    Vocabulary { filters, badges, types }
}

fn badge(fields: Fields<'_>, filters: &[Filter], ids: &mut UniqueIds) -> Option<Badge> {
    let (id, label) = id_and_label(&fields, "badge", ids);
    let filter = fields.text("filter");
    let tone = fields.text("tone");
    let filter_ids: Vec<_> = filters.iter().map(|filter| filter.id.as_str()).collect();
    let filter = filter.and_then(|text| known(&fields, text, &filter_ids, Rule::UnknownFilter));
    let tones = Tone::ALL.map(Tone::id);
    let tone = tone.and_then(|text| known(&fields, text, &tones, Rule::UnknownTone));
    fields.finish();
    let tone = tone.and_then(|name| Tone::ALL.into_iter().find(|tone| tone.id() == name));
    Some(Badge { id: id?, label: label?, filter: filter?, tone: tone? })
}

/// `text`, if it is one of `names`.
pub fn known(fields: &Fields<'_>, text: Text, names: &[&str], rule: Rule) -> Option<String> {
    if names.contains(&text.value.as_str()) {
        return Some(text.value);
    }
    let what = match rule {
        Rule::UnknownBadge => "badge",
        Rule::UnknownFilter => "filter",
        Rule::UnknownTone => "tone",
        Rule::UnknownType => "type",
        _ => "link",
    };
    let help = match nearest(&text.value, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => format!("add the {what} to content/site.toml"),
        None => format!("use one of {}", listed(names)),
    };
    let message = format!("unknown {what} `{}`", text.value);
    fields.push(Problem::at(text.place, rule, message).help(help));
    None
}

/// The ids that are taken, by kind, with their places.
#[derive(Default)]
struct UniqueIds(HashMap<(&'static str, String), String>);

fn id_and_label(
    fields: &Fields<'_>,
    kind: &'static str,
    ids: &mut UniqueIds,
) -> (Option<String>, Option<String>) {
    let id = fields.text("id").and_then(|text| unique_id(fields, text, kind, ids));
    (id, fields.text("label").map(|text| text.value))
}

fn unique_id(
    fields: &Fields<'_>,
    text: Text,
    kind: &'static str,
    ids: &mut UniqueIds,
) -> Option<String> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !text.value.bytes().all(letter) {
        let message =
            format!("the id `{}` has other characters than a–z, 0–9 and hyphens", text.value);
        fields.push(
            Problem::at(text.place, Rule::FileName, message)
                .help(format!("write it as `{}`", crate::markdown::slug(&text.value))),
        );
        return None;
    }
    if let Some(first) = ids.0.get(&(kind, text.value.clone())) {
        let message = format!("the {kind} `{}` stands twice, first at {first}", text.value);
        fields.push(Problem::at(text.place, Rule::Repeated, message).help("take one of them out"));
        return None;
    }
    ids.0.insert((kind, text.value.clone()), text.place.label());
    Some(text.value)
}
