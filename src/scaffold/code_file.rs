//! The text of a new code's file: what the registry knows is filled in, what a person must write
//! is empty, with a comment that says what belongs there.

use std::fmt::Write;

use crate::model::dialling::{EndsCall, RetryKind, Scope, Side};
use crate::model::{Choice, ResponseCode, Vocabulary};
use crate::registry;

/// The keys that a person must write; `reason` only where the registry does not have the code.
pub fn keys_to_write(code: ResponseCode) -> Vec<&'static str> {
    let reason = registry::find(code.number()).is_none().then_some("reason");
    let rest = ["badges", "types", "meaning", "typical_causes", "retry", "next_step", "[verdict]"];
    reason.into_iter().chain(rest).collect()
}

/// The file's text.
pub fn text(code: ResponseCode, vocabulary: &Vocabulary) -> String {
    let badges = vocabulary.badges.iter().map(|badge| (&badge.id, &badge.label));
    let types = vocabulary.types.iter().map(|issue_type| (&issue_type.id, &issue_type.label));
    let mut out = format!("+++\n{}", opening(code));
    let _ = write!(
        out,
        "\n# 1 to 4, in order of display; the first is the main action.\n{}badges = []\n\
         \n# 1 to 3, in order.\n{}types = []\n\
         \n# What it usually means, in one or two sentences.\nmeaning = \"\"\n\
         \n# 1 to 8 short texts: what usually lies behind it.\ntypical_causes = []\n\
         \n# When to try again, in words.\nretry = \"\"\n\
         \n# What to do.\nnext_step = \"\"\n",
        comments(badges),
        comments(types),
    );
    let causes = registry::causes_for(code.number());
    if !causes.is_empty() {
        let _ = write!(
            out,
            "\n# The Q.850 causes that a gateway turns into this code (RFC 3398 §7.2.4.1).\nq850 = {causes:?}\n"
        );
    }
    out.push_str(&ends_call(code));
    out.push_str(
        "\n# Words that people search by and the text does not hold.\nsearch = []\n\
         \n# Other codes that have a page.\nrelated = []\n\
         \n# The answer at a glance, each at most 24 characters.\n\
         [verdict]\nretry = \"\"\nside = \"\"\nnext = \"\"\n",
    );
    out.push_str(&advice());
    out.push_str("+++\n\n");
    out
}

/// How a dial attempt and the code go together, by the registry, and who can fix it.
fn ends_call(code: ResponseCode) -> String {
    let others = EndsCall::possible(code).get(1..).map(words).unwrap_or_default();
    let choice = if others.is_empty() { others } else { format!("; or {others}") };
    let sides = words(Side::ALL);
    let known = if registry::find(code.number()).is_some() { ", by the registry" } else { "" };
    format!(
        "\n# Whether a dial attempt can end with it{known}{choice}.\nends_call = \"{}\"\n\
         \n# Who can fix it, 1 to 3, the likeliest first: {sides}.\n# side = []\n\
         \n# Where it may never have been on the wire: who makes it, and how to tell.\n# made_locally = \"\"\n",
        EndsCall::assumed(code).id()
    )
}

/// The tables that may be left out: your recommendation, no standard.
fn advice() -> String {
    let (kinds, scopes) = (words(RetryKind::ALL), words(Scope::ALL));
    format!(
        "\n# When a dialler should try again: {kinds}; what it pauses for: {scopes}.\n\
         # [retry_policy]\n# retry = \"later\"\n# first_delay_seconds = 900\n# growth = 2\n\
         # most_attempts = 3\n# honour_retry_after = true\n# scope = \"number\"\n# reason = \"\"\n\
         \n# Headers of the answer that are worth reading, up to 4.\n\
         # [[headers]]\n# name = \"Retry-After\"\n# tells = \"\"\n\
         \n# From when on it is a pattern.\n\
         # [threshold]\n# share_percent = 5\n# of = \"calls over one route in an hour\"\n\
         # least_calls = 50\n# then = \"\"\n# reason = \"\"\n"
    )
}

/// Words as a list.
fn words<T: Choice>(words: &[T]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("\"{}\"", word.id())).collect();
    quoted.join(", ")
}

/// The keys that the registry fills in.
fn opening(code: ResponseCode) -> String {
    match registry::find(code.number()) {
        Some(record) => {
            let section = record.section.map(|section| format!(" §{section}")).unwrap_or_default();
            format!(
                "# {} {} (RFC {}{section}).\ncode = {code}\nreason = \"{}\"\n",
                code.class().pattern(),
                code.class().name(),
                record.rfc,
                record.reason
            )
        }
        None => format!(
            "# {} {}; not in IANA's registry.\ncode = {code}\nreason = \"\"\nregistered = false\n",
            code.class().pattern(),
            code.class().name()
        ),
    }
}

/// A comment line for each id.
fn comments<'a>(ids: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    ids.map(|(id, label)| format!("#   \"{id}\": {}\n", label.replace('\n', " "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_fills_in_what_it_knows() {
        let text = text(ResponseCode::new(404).unwrap(), &Vocabulary::default());
        assert!(text.starts_with("+++\n# 4xx Request Failure (RFC 3261 §21.4.5).\ncode = 404\nreason = \"Not Found\"\n"), "{text}");
        assert!(text.contains("\nq850 = [1, 2, 3, 26]\n"), "{text}");
        assert!(text.contains("; or \"challenge\".\nends_call = \"yes\"\n"), "{text}");
        let text = self::text(ResponseCode::new(481).unwrap(), &Vocabulary::default());
        assert!(text.contains("by the registry.\nends_call = \"in-dialog\"\n"), "{text}");
    }

    #[test]
    fn a_code_outside_the_registry_says_so() {
        let code = ResponseCode::new(499).unwrap();
        assert!(text(code, &Vocabulary::default()).contains("registered = false\n"));
        assert!(keys_to_write(code).contains(&"reason"));
    }
}
