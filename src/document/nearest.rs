//! The nearest known name for a misspelt one.

/// The longest name, in characters, that is a slip of another: comparing takes time by the product of
/// two lengths.
const LONGEST: usize = 100;
/// How many names are compared: a page may have thousands of parts, and as many links that miss them.
const MOST_COMPARED: usize = 100;

/// The known name that `written` most likely means: at most a third of its letters may differ, and
/// always one.
pub fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let length = written.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    // Each letter that is missing or too many is one off: most names need no closer look.
    let alike = |name: &&str| name.chars().count().abs_diff(length) <= limit;
    let distance = |name: &str| strsim::damerau_levenshtein(&written, name);
    let compared = known.filter(alike).take(MOST_COMPARED);
    let near = compared.map(|name| (distance(name), name)).filter(|(off, _)| *off <= limit);
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

    #[test]
    fn a_name_as_long_as_a_file_is_not_compared() {
        let (known, written) = ("a".repeat(400_000), "a".repeat(399_999));
        assert_eq!(nearest(&written, [known.as_str()].into_iter()), None);
        assert_eq!(nearest("code", [known.as_str(), "codes"].into_iter()), Some("codes"));
        let long = "a".repeat(LONGEST);
        assert_eq!(nearest(&long, [&long[1..]].into_iter()), Some(&long[1..]));
    }
}
