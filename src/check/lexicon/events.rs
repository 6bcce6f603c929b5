//! `events.toml`: one event that carriers report under different codes.

use super::grounds::{self, DraftGrounds};
use crate::check::ids::Ids;
use crate::check::links::Resolver;
use crate::check::numbers;
use crate::check::prose::DraftProse;
use crate::document::Fields;
use crate::model::{Lexicon, Report, ResponseCode, SharedEvent};
use crate::problem::{Problem, Rule};

/// An event as it was read.
#[derive(Debug)]
pub struct DraftEvent {
    /// For fragments.
    pub id: String,
    title: Option<String>,
    text: Option<DraftProse>,
    reports: Vec<DraftReport>,
}

#[derive(Debug)]
struct DraftReport {
    who: Option<String>,
    code: Option<ResponseCode>,
    detail: Option<String>,
    grounds: DraftGrounds,
}

/// Reads the tables `[[events]]`; `sources` are the known ids, if they are known.
pub fn read(fields: Fields<'_>, sources: Option<&[String]>) -> Vec<DraftEvent> {
    let mut ids = Ids::of("event");
    let tables = fields.tables("events").into_iter();
    let events = tables.filter_map(|fields| event(fields, &mut ids, sources)).collect();
    fields.finish();
    events
}

fn event(fields: Fields<'_>, ids: &mut Ids, sources: Option<&[String]>) -> Option<DraftEvent> {
    let place = fields.head();
    let id = ids.read(&fields);
    if let Some(id) = id.as_ref().filter(|id| Lexicon::OWN_IDS.contains(&id.as_str())) {
        let message = format!("the id `{id}` is one of the page's own");
        fields.push(Problem::at(place, Rule::InvalidId, message).help("choose another"));
    }
    let title = fields.text("title").map(|text| text.value);
    let text = fields.optional_prose("text");
    let reports = fields.tables("reports").into_iter().map(|row| report(row, sources)).collect();
    fields.finish();
    Some(DraftEvent { id: id?, title, text, reports })
}

fn report(fields: Fields<'_>, sources: Option<&[String]>) -> DraftReport {
    let report = DraftReport {
        who: fields.text("who").map(|text| text.value),
        code: fields
            .optional_integer("code")
            .and_then(|number| numbers::registered_code(&fields, number)),
        detail: fields.optional_text("detail").map(|text| text.value),
        grounds: grounds::read(&fields, sources),
    };
    fields.finish();
    report
}

impl DraftEvent {
    /// Resolves every link; `None` if a part is missing.
    pub fn finish(self, resolver: &Resolver<'_>) -> Option<SharedEvent> {
        let text = super::resolved(self.text, resolver);
        let reports = self.reports.into_iter().filter_map(|row| row.finish(resolver)).collect();
        Some(SharedEvent { id: self.id, title: self.title?, text, reports })
    }
}

impl DraftReport {
    fn finish(self, resolver: &Resolver<'_>) -> Option<Report> {
        let grounds = self.grounds.finish(resolver);
        Some(Report { who: self.who?, code: self.code, detail: self.detail, grounds: grounds? })
    }
}
