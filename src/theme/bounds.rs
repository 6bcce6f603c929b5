//! What is refused of templates before the engine reads them, since it goes down as deep as they
//! do: tags that stand in each other too deep.

use super::mistakes::{Mistake, Sources};
use super::tags::{MAX_NESTING, bottomless_tag};
use crate::problem::{Place, Rule};

/// The templates whose tags stand in each other too deep, each at the first such tag.
pub fn too_deep(sources: &Sources) -> Vec<Mistake> {
    let mistakes = sources.values().filter_map(|file| {
        let message = format!(
            "tags stand in each other more than {MAX_NESTING} deep; each `elif` goes one deeper"
        );
        let help = "write it flatter, or move a part into a template of its own";
        Some(Mistake {
            rule: Rule::Template,
            message,
            place: Some(Place::span(file, bottomless_tag(&file.text)?)),
            help: Some(help.to_owned()),
        })
    });
    mistakes.collect()
}
