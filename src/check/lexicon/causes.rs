//! `causes.toml`: the causes that get a page, each once. Q.850 gives the names; a cause that it
//! does not have brings its own.

use crate::check::links::Resolver;
use crate::check::numbers;
use crate::check::prose::DraftProse;
use crate::document::Fields;
use crate::model::{Cause, CauseEntry};
use crate::problem::{Problem, Rule};
use crate::registry;

/// A cause as it was read.
#[derive(Debug)]
pub struct DraftCause {
    /// The value.
    pub cause: Cause,
    name: Option<String>,
    registered: bool,
    meaning: Option<DraftProse>,
    note: Option<DraftProse>,
}

/// Reads the tables `[[causes]]`; they come back by value.
pub fn read(outer: Fields<'_>) -> Vec<DraftCause> {
    let mut causes: Vec<DraftCause> = Vec::new();
    for fields in outer.tables("causes") {
        let head = fields.head();
        let draft = cause(&fields);
        fields.finish();
        let Some(draft) = draft else { continue };
        if causes.iter().any(|known| known.cause == draft.cause) {
            let message = format!("cause {} stands twice", draft.cause);
            let problem = Problem::at(head, Rule::Repeated, message);
            outer.push(problem.help("take one of them out"));
        } else {
            causes.push(draft);
        }
    }
    outer.finish();
    causes.sort_by_key(|draft| draft.cause);
    causes
}

fn cause(fields: &Fields<'_>) -> Option<DraftCause> {
    let cause = fields.integer("cause").and_then(|number| numbers::cause(fields, number));
    let written = fields.optional_text("name");
    let (meaning, note) = (fields.prose("meaning"), fields.optional_prose("note"));
    let known = cause.and_then(|cause| registry::cause_name(cause.value()));
    let problem = match (&written, known, cause) {
        (Some(text), Some(name), _) => {
            let message = format!("the cause has the name \"{name}\" in Q.850");
            Some(Problem::at(text.place.clone(), Rule::CauseName, message).help("take `name` out"))
        }
        (None, None, Some(cause)) => {
            let message = format!("cause {cause} has no name in Q.850, and none here");
            let help = "add `name` with the words of those who use it, or check the value";
            Some(Problem::at(fields.head(), Rule::CauseName, message).help(help))
        }
        _ => None,
    };
    problem.into_iter().for_each(|problem| fields.push(problem));
    let name = known.map(str::to_owned).or_else(|| written.map(|text| text.value));
    Some(DraftCause { cause: cause?, name, registered: known.is_some(), meaning, note })
}

impl DraftCause {
    /// Resolves every link; `None` if a part is missing.
    pub fn finish(self, resolver: &Resolver<'_>) -> Option<CauseEntry> {
        let meaning = super::resolved(self.meaning, resolver);
        let note = super::resolved(self.note, resolver);
        Some(CauseEntry {
            cause: self.cause,
            name: self.name?,
            registered: self.registered,
            meaning: meaning?,
            note,
        })
    }
}
