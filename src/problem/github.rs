//! Problems as GitHub workflow annotations
//! (docs.github.com, "Workflow commands", `::error file=…,line=…::message`).

use super::{Place, Problem};

/// One problem as a workflow command.
pub fn command(problem: &Problem) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &problem.place {
        properties.push(format!("file={}", property(&place.file.path)));
    }
    if let Some(at) = problem.place.as_ref().and_then(Place::position) {
        let last = at.end_column - 1;
        properties.push(format!("line={},col={},endColumn={last}", at.line, at.column));
    }
    properties.push(format!("title={}", property(problem.rule.id())));
    let help = problem.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let message = escaped(&format!("{}{help}", problem.message));
    format!("::error {}::{message}", properties.join(","))
}

/// Escapes a message.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
