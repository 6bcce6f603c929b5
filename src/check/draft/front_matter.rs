//! The keys of a code's file, by the rules of the contract. What a page of its own decides (links,
//! related pages) is left to [`super::Draft::finish`].

use super::identity::Identity;
use super::question::DraftQuestion;
use crate::check::dialling::DraftDialling;
use crate::check::ids::known;
use crate::check::numbers;
use crate::check::prose::DraftProse;
use crate::check::settings::SiteToml;
use crate::document::{Fields, Text};
use crate::model::{Cause, ResponseCode, Verdict};
use crate::problem::{Place, Problem, Rule};

/// The most characters of a verdict's words.
const MAX_VERDICT: usize = 24;

/// The keys as far as they could be read; fields are named as the keys are.
#[derive(Debug)]
pub struct FrontMatter {
    /// `code`, `registered` and `reason`.
    pub identity: Identity,
    pub softphone: Option<String>,
    /// Ids of `site.toml`, each once.
    pub badges: Vec<String>,
    /// As `badges`.
    pub types: Vec<String>,
    pub verdict: Option<Verdict>,
    pub meaning: Option<DraftProse>,
    pub standard: Option<DraftProse>,
    pub typical_causes: Vec<DraftProse>,
    pub retry: Option<DraftProse>,
    pub next_step: Option<DraftProse>,
    pub q850: Vec<Cause>,
    pub search: Vec<String>,
    /// Codes, each once and none the file's own, with their places.
    pub related: Vec<(ResponseCode, Place)>,
    pub reviewed: Option<String>,
    /// The keys for those who dial.
    pub dialling: DraftDialling,
    pub question: Option<DraftQuestion>,
}

impl FrontMatter {
    /// Reads the keys of a file that is named after `named`.
    pub fn read(fields: Fields<'_>, named: Option<ResponseCode>, site: &SiteToml) -> Self {
        let identity = Identity::read(&fields, named);
        let search = fields.optional_texts("search", 0..usize::MAX).unwrap_or_default();
        let reviewed =
            fields.optional_date("reviewed").inspect(|date| fields.refuse_before_sip(date));
        let front_matter = Self {
            softphone: fields.optional_plain("softphone").map(|text| text.value),
            badges: badges(&fields, fields.texts("badges", 1..5), site),
            types: types(&fields, site),
            verdict: fields.table("verdict").and_then(verdict),
            meaning: fields.prose("meaning"),
            standard: fields.optional_prose("standard"),
            typical_causes: fields.proses("typical_causes", 1..9),
            retry: fields.prose("retry"),
            next_step: fields.prose("next_step"),
            q850: numbers::causes(&fields, fields.optional_integers("q850")),
            search: search.into_iter().map(|text| text.value).collect(),
            related: related(&fields, identity.meant),
            reviewed: reviewed.map(|(date, _)| date),
            dialling: DraftDialling::read(&fields, identity.meant),
            question: fields
                .optional_table("question")
                .map(|table| DraftQuestion::read(table, site)),
            identity,
        };
        fields.finish();
        front_matter
    }
}

/// The texts that are ids of badges, each once.
pub fn badges(fields: &Fields<'_>, texts: Vec<Text>, site: &SiteToml) -> Vec<String> {
    let names = site.names.badges.as_deref();
    ids_among(fields, texts, names, (Rule::UnknownBadge, "badge"))
}

fn types(fields: &Fields<'_>, site: &SiteToml) -> Vec<String> {
    let names = site.names.types.as_deref();
    ids_among(fields, fields.texts("types", 1..4), names, (Rule::UnknownType, "type"))
}

/// The texts that are known ids, each once.
fn ids_among(
    fields: &Fields<'_>,
    texts: Vec<Text>,
    names: Option<&[String]>,
    unknown: (Rule, &str),
) -> Vec<String> {
    let ids = texts.into_iter().filter_map(|text| {
        let place = text.place.clone();
        Some((known(fields, text, names, unknown)?, place))
    });
    fields.each_once(ids, |id| format!("`{id}` stands twice"))
}

fn verdict(fields: Fields<'_>) -> Option<Verdict> {
    let words = |key| {
        let text = fields.plain(key)?;
        let length = text.value.chars().count();
        if length > MAX_VERDICT {
            let message = format!("`{key}` has {length} characters, at most {MAX_VERDICT} fit");
            let problem = Problem::at(text.place, Rule::TextLength, message);
            fields.push(problem.help("say it in two or three words; the rest goes into the text"));
        }
        Some(text.value)
    };
    let (retry, side, next) = (words("retry"), words("side"), words("next"));
    fields.finish();
    Some(Verdict { retry: retry?, side: side?, next: next? })
}

/// The codes of `related`, each once and without the file's `own`.
fn related(fields: &Fields<'_>, own: Option<ResponseCode>) -> Vec<(ResponseCode, Place)> {
    let mut related: Vec<(ResponseCode, Place)> = Vec::new();
    for (number, place) in fields.optional_integers("related") {
        let Some(code) = numbers::code(fields, (number, place.clone())) else { continue };
        let (message, help) = if Some(code) == own {
            let help = format!("take {code} out of `related`");
            (format!("{code} names itself as related"), help)
        } else if related.iter().any(|(known, _)| *known == code) {
            (format!("related code {code} stands twice"), "take one of them out".to_owned())
        } else {
            related.push((code, place));
            continue;
        };
        fields.push(Problem::at(place, Rule::RelatedCode, message).help(help));
    }
    related
}
