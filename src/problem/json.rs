//! Problems for programs: one JSON object a line.

use serde::Serialize;

use super::{Place, Problem};

#[derive(Serialize)]
struct Line<'a> {
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_column: Option<usize>,
    rule: &'static str,
    message: &'a str,
    help: Option<&'a str>,
}

/// One problem as `{"path", "line", "column", "end_column", "rule", "message", "help"}`; lines and
/// columns count from 1, `end_column` is exclusive, `null` stands where there is nothing to say.
pub fn line(problem: &Problem) -> String {
    let position = problem.place.as_ref().and_then(Place::position);
    let line = Line {
        path: problem.place.as_ref().map(|place| place.file.path.as_str()),
        line: position.map(|at| at.line),
        column: position.map(|at| at.column),
        end_column: position.map(|at| at.end_column),
        rule: problem.rule.id(),
        message: &problem.message,
        help: problem.help.as_deref(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}
