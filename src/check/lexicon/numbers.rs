//! Causes and codes as whole numbers of a file.

use crate::document::Fields;
use crate::model::{Cause, ResponseCode};
use crate::problem::{Place, Problem, Rule};
use crate::registry;

/// A number as a cause; one that is none is reported.
pub fn cause(fields: &Fields<'_>, (number, place): (i64, Place)) -> Option<Cause> {
    let cause = Cause::new(number);
    if cause.is_none() {
        let message = format!("{number} is not a Q.850 cause value");
        let problem = Problem::at(place, Rule::NumberRange, message);
        fields.push(problem.help("cause values go from 1 to 127"));
    }
    cause
}

/// A number as a registered code; any other is reported.
pub fn code(fields: &Fields<'_>, (number, place): (i64, Place)) -> Option<ResponseCode> {
    let Some(code) = ResponseCode::new(number) else {
        let message = format!("{number} is not a SIP response code");
        let problem = Problem::at(place, Rule::CodeRange, message);
        fields.push(problem.help("codes go from 100 to 699 (RFC 3261 §7.2)"));
        return None;
    };
    if registry::find(code.number()).is_none() {
        let message = format!("code {code} does not stand in IANA's registry");
        let problem = Problem::at(place, Rule::UnregisteredCode, message);
        fields.push(problem.help("check the code's digits, or leave the code out"));
        return None;
    }
    Some(code)
}

/// Numbers as codes, sorted; one that stands twice is reported.
pub fn codes(fields: &Fields<'_>, numbers: Vec<(i64, Place)>) -> Vec<ResponseCode> {
    let mut codes: Vec<ResponseCode> = Vec::new();
    for (number, place) in numbers {
        let Some(code) = code(fields, (number, place.clone())) else { continue };
        if codes.contains(&code) {
            let problem = Problem::at(place, Rule::Repeated, format!("code {code} stands twice"));
            fields.push(problem.help("take one of them out"));
        } else {
            codes.push(code);
        }
    }
    codes.sort();
    codes
}
