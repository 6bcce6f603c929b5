//! Which code a file is about: its number, whether it is registered, its reason phrase. The three
//! are held against the file's name and IANA's registry; what differs is refused.

use crate::check::numbers;
use crate::document::Fields;
use crate::model::ResponseCode;
use crate::problem::{Place, Problem, Rule};
use crate::registry;

/// What a file says of its code as such.
#[derive(Debug)]
pub struct Identity {
    /// The code in the file, or else in its name, and where that is.
    pub code: Option<(ResponseCode, Place)>,
    /// The code, where the key and the file's name do not contradict each other: which of two is
    /// meant decides which phrase is right.
    pub meant: Option<ResponseCode>,
    /// Whether IANA's registry holds the code that is meant.
    pub registered: bool,
    /// The reason phrase: the registry's for a registered code.
    pub reason: Option<String>,
}

impl Identity {
    /// Reads the keys of a file that is named after `named`.
    pub fn read(fields: &Fields<'_>, named: Option<ResponseCode>) -> Self {
        let of_name = || named.map(|named| (named, Place::file(&fields.head().file)));
        let code = code(fields, named).or_else(of_name);
        let written = code.as_ref().map(|(code, _)| *code);
        let meant = written.filter(|code| named.is_none_or(|named| named == *code));
        let registered = registered(fields, meant);
        let other = written.filter(|code| named != Some(*code));
        let reason = reason(fields, named.into_iter().chain(other));
        Self { code, meant, registered, reason }
    }
}

/// The `code` key: a code, and that of the file's name.
fn code(fields: &Fields<'_>, named: Option<ResponseCode>) -> Option<(ResponseCode, Place)> {
    let (number, place) = fields.integer("code")?;
    let code = numbers::code(fields, (number, place.clone()))?;
    if let Some(named) = named.filter(|named| *named != code) {
        let message = format!("the file is named after {named}, its `code` is {code}");
        let problem = Problem::at(place.clone(), Rule::FileName, message);
        fields
            .push(problem.help(format!("write `code = {named}`, or rename the file to {code}.md")));
    }
    Some((code, place))
}

/// Whether IANA's registry holds the code; the key may only deny what is not so.
fn registered(fields: &Fields<'_>, code: Option<ResponseCode>) -> bool {
    let written = fields.optional_boolean("registered");
    let Some(code) = code else { return false };
    let known = registry::find(code.number()).is_some();
    let (place, verb, help) = match (written, known) {
        (Some((false, place)), true) => (place, "stands", "take `registered = false` out"),
        (Some((true, place)), false) => (place, "does not stand", "write `registered = false`"),
        (None, false) => {
            let help = "write `registered = false`, or check the code's digits";
            (fields.head(), "does not stand", help)
        }
        _ => return known,
    };
    let message = format!("code {code} {verb} in IANA's registry");
    fields.push(Problem::at(place, Rule::Registered, message).help(help));
    known
}

/// The `reason` key: for a registered code, the registry's phrase, which goes on in the place of
/// another so that one mistake is not told twice. Where two codes may be meant, it is one of theirs.
fn reason(fields: &Fields<'_>, codes: impl Iterator<Item = ResponseCode>) -> Option<String> {
    let written = fields.line("reason")?;
    let records: Option<Vec<_>> = codes.map(|code| registry::find(code.number())).collect();
    let Some([record, others @ ..]) = records.as_deref() else { return Some(written.value) };
    // A line end is a mistake of its own: the words are compared without it.
    let words = match written.value.contains('\n') {
        true => written.value.split_whitespace().collect::<Vec<_>>().join(" "),
        false => written.value,
    };
    let calls = |record: &registry::Record| format!("{} \"{}\"", record.code, record.reason);
    if record.reason != words && others.iter().all(|other| other.reason != words) {
        let called: String = others.iter().map(|other| format!(" and {}", calls(other))).collect();
        let message = format!("the registry calls {}{called}, not \"{words}\"", calls(record));
        let problem = Problem::at(written.place, Rule::ReasonPhrase, message);
        fields.push(problem.help(format!(
            "write `reason = \"{}\"`; other wording of the softphone goes into `softphone`",
            record.reason
        )));
    }
    Some(record.reason.to_owned())
}
