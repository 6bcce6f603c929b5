//! The nearest known name for a misspelt one.

/// The known name that `written` most likely means: at most a third of its letters may differ, and
/// always one.
pub fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |name: &str| strsim::damerau_levenshtein(&written.to_lowercase(), name);
    let limit = (written.chars().count() / 3).max(1);
    let near = known.map(|name| (distance(name), name)).filter(|(off, _)| *off <= limit);
    near.min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        let known = ["code", "meaning", "next_step", "retry", "related"];
        assert_eq!(nearest(written, known.into_iter()), expected);
    }

    #[test]
    fn a_slip_finds_its_name_and_noise_finds_none() {
        check("meanning", Some("meaning"));
        check("next-step", Some("next_step"));
        check("Retry", Some("retry"));
        check("cdoe", Some("code"));
        check("colour", None);
        check("x", None);
    }
}
