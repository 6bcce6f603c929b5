//! What to do about a name that is unknown.

use super::nearest::nearest;

/// Asks for the name that `written` most likely means; where it means none, `otherwise` says what to
/// do.
pub fn did_you_mean<'a>(
    written: &str,
    known: impl Iterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(written, known).map_or_else(otherwise, |name| format!("did you mean `{name}`?"))
}
