//! Values as sentences: types, durations, retry policies, thresholds, sides. Every word comes from
//! the theme.

use crate::model::dialling::{Dialling, EndsCall, Pacing, RetryRule, Scope, Threshold};
use crate::model::{Choice, Entry, IssueType, KnowledgeBase};
use crate::source::within_sentence;
use crate::theme::Words;

/// The most pauses that are told one by one.
const TOLD_PAUSES: u8 = 4;

/// Units of time in seconds, with their words for one and for several; the largest first.
const UNITS: [(u64, &str, &str); 4] = [
    (86_400, "day", "days"),
    (3_600, "hour", "hours"),
    (60, "minute", "minutes"),
    (1, "second", "seconds"),
];

/// The types of an entry in one phrase, such as "Data or configuration issue". What says it all
/// stands alone: "Success", "Blocked or policy issue".
pub fn types(base: &KnowledgeBase, entry: &Entry, words: &Words) -> String {
    let types = entry.types.iter().filter_map(|id| base.vocabulary.issue_type(id));
    let types: Vec<_> = types.collect();
    let last_issue = types.iter().rposition(|kind| !kind.whole);
    let or = words.say(&["types", "or"], &[]);
    let mut phrase = String::new();
    for (at, kind) in types.iter().enumerate() {
        if at > 0 {
            phrase.push_str(&or);
        }
        phrase.push_str(&type_label(kind, at));
        if Some(at) == last_issue {
            phrase = words.say(&["types", "one"], &[("types", &phrase)]);
        }
    }
    phrase
}

/// A label as it stands in a phrase: only the first begins with a capital letter.
fn type_label(kind: &IssueType, at: usize) -> String {
    if at == 0 { kind.label.clone() } else { within_sentence(&kind.label) }
}

/// Seconds in the largest unit that divides them: 900 are "15 minutes", 90 are "90 seconds".
pub fn duration(words: &Words, seconds: u64) -> String {
    let divides =
        |(length, _, _): &&(u64, &str, &str)| seconds >= *length && seconds.is_multiple_of(*length);
    let (length, one, several) = UNITS.iter().find(divides).unwrap_or(&(1, "second", "seconds"));
    let count = seconds / length;
    let unit = if count == 1 { one } else { several };
    words.say(&["durations", unit], &[("count", &count.to_string())])
}

/// The rule of a retry policy without what it is for: "At most 3 attempts in all, with pauses of 15
/// minutes and 30 minutes." After a redirect nothing changes but where the call goes.
pub fn retry_rule(words: &Words, rule: RetryRule, ends_call: EndsCall) -> String {
    let say = |key: &str| words.say(&["retry_policy", key], &[]);
    match rule {
        RetryRule::Later(pacing) => paced(words, pacing),
        RetryRule::OtherRoute(pacing) => format!("{} {}", say("other_route"), paced(words, pacing)),
        RetryRule::AfterChange { most_attempts: Some(count), .. }
            if ends_call == EndsCall::Redirect =>
        {
            let key = if count == 1 { "redirected_once" } else { "redirected" };
            words.say(&["retry_policy", key], &[("attempts", &count.to_string())])
        }
        RetryRule::AfterChange { most_attempts, .. } => match most_attempts {
            None => say("after_change"),
            Some(1) => format!("{} {}", say("after_change"), say("once_more")),
            Some(count) => {
                let count = count.to_string();
                let more = words.say(&["retry_policy", "more"], &[("attempts", &count)]);
                format!("{} {more}", say("after_change"))
            }
        },
        RetryRule::Never => say("never"),
        RetryRule::NotAFailure => say("not_a_failure"),
    }
}

/// What stands beside the rule: what rests meanwhile, and whether `Retry-After` counts. Empty where
/// there is nothing to say. A refused registration makes no call wait, nor does a redirect.
pub fn retry_conditions(words: &Words, rule: RetryRule, ends_call: EndsCall) -> String {
    let mut sentences = Vec::new();
    let scope = |scope: Scope| words.say(&["retry_policy", "scopes", scope.id()], &[]);
    match rule {
        RetryRule::Later(pacing) | RetryRule::OtherRoute(pacing) => {
            if pacing.most_attempts > 1 && pacing.first_delay_seconds > 0 {
                sentences.push(scope(pacing.scope));
            }
            if pacing.honour_retry_after {
                sentences.push(words.say(&["retry_policy", "retry_after"], &[]));
            }
        }
        RetryRule::AfterChange { scope: resting, .. }
            if !matches!(ends_call, EndsCall::Registration | EndsCall::Redirect) =>
        {
            sentences.push(words.say(&["retry_policy", "resting", resting.id()], &[]));
        }
        RetryRule::AfterChange { .. } | RetryRule::Never | RetryRule::NotAFailure => {}
    }
    sentences.join(" ")
}

/// How often and when to try again where nothing has to change first: "At most 2 attempts in all, with a
/// pause of 1 minute."
pub fn attempts(words: &Words, rule: RetryRule) -> Option<String> {
    rule.pacing().map(|pacing| paced(words, pacing))
}

/// Attempts and pauses.
fn paced(words: &Words, pacing: Pacing) -> String {
    let pauses = u64::from(pacing.most_attempts.saturating_sub(1));
    let first = duration(words, pacing.first_delay_seconds.into());
    let attempts = pacing.most_attempts.to_string();
    let growth = pacing.growth.to_string();
    let say = |key: &str, pauses: &str| {
        let slots = [("attempts", attempts.as_str()), ("pauses", pauses), ("growth", &growth)];
        words.say(&["retry_policy", key], &slots)
    };
    match (pauses, pacing.growth) {
        (0, _) => say("single", ""),
        _ if pacing.first_delay_seconds == 0 => say("at_once", ""),
        (1, _) => say("one_pause", &first),
        (_, 1) => say("steady", &first),
        (count, _) if count <= TOLD_PAUSES.into() => say("growing", &listed_pauses(words, pacing)),
        _ => say("growing_on", &first),
    }
}

/// Every pause: "15 minutes, 30 minutes and 1 hour".
fn listed_pauses(words: &Words, pacing: Pacing) -> String {
    let growth = u64::from(pacing.growth);
    let pauses =
        (1..pacing.most_attempts).scan(u64::from(pacing.first_delay_seconds), |next, _| {
            let pause = *next;
            *next = next.saturating_mul(growth);
            Some(duration(words, pause))
        });
    let mut pauses: Vec<_> = pauses.collect();
    let last = pauses.pop().unwrap_or_default();
    let and = words.say(&["retry_policy", "and"], &[]);
    format!("{}{and}{last}", pauses.join(", "))
}

/// From when on it is a pattern.
pub fn threshold(words: &Words, threshold: &Threshold) -> String {
    let share = threshold.share_percent.to_string();
    let calls = threshold.least_calls.to_string();
    let slots = [("share", share.as_str()), ("of", &threshold.of), ("calls", &calls)];
    words.say(&["threshold", "sentence"], &slots)
}

/// Who can fix it, the likeliest first; empty where nobody is named.
pub fn sides(words: &Words, dialling: &Dialling) -> String {
    let sides = dialling.side.iter().enumerate().map(|(at, side)| {
        let side = words.say(&["sides", side.id()], &[]);
        if at == 0 { side } else { within_sentence(&side) }
    });
    sides.collect::<Vec<_>>().join(", ")
}

/// What to say where a dial attempt does not simply fail with the code; empty where it does.
pub fn ends_call(words: &Words, dialling: &Dialling) -> String {
    words.say(&["ends_call", dialling.ends_call.id()], &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pacing(first_delay_seconds: u32, growth: u8, most_attempts: u8) -> Pacing {
        let scope = Scope::Trunk;
        Pacing { first_delay_seconds, growth, most_attempts, honour_retry_after: true, scope }
    }

    #[track_caller]
    fn check(rule: RetryRule, expected: &str) {
        let words = Words::default();
        let conditions = retry_conditions(&words, rule, EndsCall::Yes);
        let told = [retry_rule(&words, rule, EndsCall::Yes), conditions].join(" ");
        assert_eq!(told.trim_end(), expected);
    }

    #[track_caller]
    fn check_pauses(pacing: Pacing, expected: &str) {
        assert_eq!(
            retry_rule(&Words::default(), RetryRule::Later(pacing), EndsCall::Yes),
            expected
        );
    }

    #[test]
    fn of_the_labels_in_a_phrase_only_the_first_letter_changes() {
        let label = |label: &str, at| {
            let kind = IssueType { id: "a".to_owned(), label: label.to_owned(), whole: false };
            type_label(&kind, at)
        };
        assert_eq!(label("Policy at the PBX", 0), "Policy at the PBX");
        assert_eq!(label("Policy at the PBX", 1), "policy at the PBX");
        assert_eq!(label("SIP trunk", 1), "SIP trunk");
    }

    #[test]
    fn a_duration_is_told_in_the_largest_unit_that_divides_it() {
        let told = |seconds| duration(&Words::default(), seconds);
        let all = [0, 1, 59, 60, 90, 900, 3600, 5400, 86_400, 604_800].map(told);
        assert_eq!(
            all.join(" · "),
            "0 seconds · 1 second · 59 seconds · 1 minute · 90 seconds · 15 minutes · 1 hour · \
             90 minutes · 1 day · 7 days"
        );
    }

    #[test]
    fn pauses_are_told_one_by_one_while_they_are_few() {
        check_pauses(pacing(900, 2, 1), "One attempt, no more.");
        check_pauses(pacing(900, 2, 2), "At most 2 attempts in all, with a pause of 15 minutes.");
        check_pauses(
            pacing(60, 1, 4),
            "At most 4 attempts in all, with a pause of 1 minute each time.",
        );
        check_pauses(
            pacing(900, 2, 4),
            "At most 4 attempts in all, with pauses of 15 minutes, 30 minutes and 1 hour.",
        );
        check_pauses(
            pacing(60, 3, 9),
            "At most 9 attempts in all, with a first pause of 1 minute and each further one 3 times as long.",
        );
    }

    #[test]
    fn attempts_are_told_where_nothing_has_to_change_first() {
        let told = |rule| attempts(&Words::default(), rule);
        let sentence = "At most 2 attempts in all, with a pause of 1 minute.";
        let pacing = pacing(60, 2, 2);
        assert_eq!(told(RetryRule::Later(pacing)).as_deref(), Some(sentence));
        assert_eq!(told(RetryRule::OtherRoute(pacing)).as_deref(), Some(sentence));
        let after = RetryRule::AfterChange { scope: Scope::Number, most_attempts: Some(1) };
        for rule in [after, RetryRule::Never, RetryRule::NotAFailure] {
            assert_eq!(told(rule), None);
        }
    }

    #[test]
    fn a_policy_says_what_rests_and_which_header_counts() {
        check(
            RetryRule::Later(pacing(60, 2, 2)),
            "At most 2 attempts in all, with a pause of 1 minute. The pause is for the whole trunk. \
             A Retry-After header in the answer counts instead of the pause.",
        );
        check(
            RetryRule::OtherRoute(Pacing { honour_retry_after: false, ..pacing(0, 1, 2) }),
            "Try another route. At most 2 attempts in all, without a pause.",
        );
        let after = |most_attempts| RetryRule::AfterChange { scope: Scope::Number, most_attempts };
        let rest = "Until then, hold every number that fails this way.";
        check(after(None), &format!("Only after a change. {rest}"));
        check(after(Some(1)), &format!("Only after a change. Then try once. {rest}"));
        let trunk = RetryRule::AfterChange { scope: Scope::Trunk, most_attempts: None };
        check(
            trunk,
            "Only after a change. Until then, hold the calls that fail this way, or the whole trunk \
             if all do.",
        );
        check(RetryRule::Never, "Do not try again.");
        check(RetryRule::NotAFailure, "Nothing to repeat.");
    }

    #[test]
    fn no_call_waits_for_a_registration_or_a_redirect() {
        let rule = RetryRule::AfterChange { scope: Scope::Account, most_attempts: Some(1) };
        let told = |ends_call| retry_conditions(&Words::default(), rule, ends_call);
        assert_eq!(told(EndsCall::Registration), "");
        assert_eq!(told(EndsCall::Redirect), "");
        assert!(told(EndsCall::Yes).starts_with("Until then,"));
        let followed = retry_rule(&Words::default(), rule, EndsCall::Redirect);
        assert_eq!(followed, "One more call, to the address in the answer.");
    }
}
