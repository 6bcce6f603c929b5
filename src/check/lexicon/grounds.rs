//! What a statement rests on: its evidence, its source, and why it may be wrong all the same.

use crate::check::links::Resolver;
use crate::check::prose::DraftProse;
use crate::document::{Fields, Text, did_you_mean};
use crate::model::{Evidence, Grounds};
use crate::problem::{Problem, Rule};

/// The grounds as they were read.
#[derive(Debug)]
pub struct DraftGrounds {
    evidence: Option<Evidence>,
    source: Option<String>,
    uncertain: Option<DraftProse>,
}

/// Reads the keys of a table; `sources` are the known ids, if they are known.
pub fn read(fields: &Fields<'_>, sources: Option<&[String]>) -> DraftGrounds {
    DraftGrounds {
        evidence: fields.choice("evidence"),
        source: fields.text("source").and_then(|text| source(fields, text, sources)),
        uncertain: fields.optional_prose("uncertain"),
    }
}

impl DraftGrounds {
    /// Resolves the links; `None` if a part is missing.
    pub fn finish(self, resolver: &Resolver<'_>) -> Option<Grounds> {
        let uncertain = super::resolved(self.uncertain, resolver);
        Some(Grounds { evidence: self.evidence?, source: self.source?, uncertain })
    }
}

fn source(fields: &Fields<'_>, text: Text, sources: Option<&[String]>) -> Option<String> {
    let Some(sources) = sources.filter(|known| !known.contains(&text.value)) else {
        return Some(text.value);
    };
    let help = did_you_mean(&text.value, sources.iter().map(String::as_str), || {
        "add it to content/sources.toml as a table [[sources]]".to_owned()
    });
    let message = format!("unknown source `{}`", text.value);
    fields.push(Problem::at(text.place, Rule::UnknownSource, message).help(help));
    None
}
