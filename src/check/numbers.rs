//! Response codes and causes as whole numbers of a file. A number that is none is refused, and so
//! is one that stands twice in a list.

use crate::document::Fields;
use crate::model::{Cause, ResponseCode};
use crate::problem::{Place, Problem, Rule};
use crate::registry;

/// A number as a code; one that is none is reported.
pub fn code(fields: &Fields<'_>, (number, place): (i64, Place)) -> Option<ResponseCode> {
    let code = ResponseCode::new(number);
    if code.is_none() {
        let message = format!("{number} is not a SIP response code");
        let problem = Problem::at(place, Rule::CodeRange, message);
        fields.push(problem.help("codes go from 100 to 699 (RFC 3261 §7.2)"));
    }
    code
}

/// A number as a registered code; any other is reported.
pub fn registered_code(fields: &Fields<'_>, (number, place): (i64, Place)) -> Option<ResponseCode> {
    let code = code(fields, (number, place.clone()))?;
    if registry::find(code.number()).is_none() {
        let message = format!("code {code} does not stand in IANA's registry");
        let problem = Problem::at(place, Rule::UnregisteredCode, message);
        fields.push(problem.help("check the code's digits, or leave the code out"));
        return None;
    }
    Some(code)
}

/// Numbers as registered codes, sorted; any other, and one that stands twice, is reported.
pub fn registered_codes(fields: &Fields<'_>, numbers: Vec<(i64, Place)>) -> Vec<ResponseCode> {
    let codes = numbers.into_iter().filter_map(|(number, place)| {
        Some((registered_code(fields, (number, place.clone()))?, place))
    });
    let mut codes = fields.each_once(codes, |code| format!("code {code} stands twice"));
    codes.sort();
    codes
}

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

/// Numbers as causes, in their order; one that is none, or that stands twice, is reported.
pub fn causes(fields: &Fields<'_>, numbers: Vec<(i64, Place)>) -> Vec<Cause> {
    let causes = numbers
        .into_iter()
        .filter_map(|(number, place)| Some((cause(fields, (number, place.clone()))?, place)));
    fields.each_once(causes, |cause| format!("cause {cause} stands twice"))
}
