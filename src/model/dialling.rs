//! What a dialler and its people do with a code: whether a dial attempt can end with it, who can
//! mend it, when to try again, which headers to read, and from when on it is a pattern. The values
//! of a retry policy and of a threshold are the writers' recommendation; no standard has them.

use super::{Class, ResponseCode};
use crate::markdown::Prose;
use crate::registry::{self, Invite};

/// A word out of a fixed list, as content writes it.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every word, in the order of the writers' guide.
    const ALL: &'static [Self];

    /// The word in content, in addresses and in exports.
    fn id(self) -> &'static str;
}

/// What content says about a code for those who dial. Fields are named as the keys are.
#[derive(Debug)]
pub struct Dialling {
    /// How a dial attempt and the code go together.
    pub ends_call: EndsCall,
    /// Who can mend it, 0 to 3, the likeliest first.
    pub side: Vec<Side>,
    /// Who makes the code without sending it, and how to tell, where that happens.
    pub made_locally: Option<Prose>,
    /// When to try again.
    pub retry_policy: Option<RetryPolicy>,
    /// Headers of the answer that are worth reading, 0 to 4, in the writer's order.
    pub headers: Vec<Header>,
    /// From which share of calls on it is a pattern.
    pub threshold: Option<Threshold>,
}

/// How a dial attempt and a code go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndsCall {
    /// A dial attempt can fail with it.
    Yes,
    /// 2xx: the call is up.
    Answered,
    /// 1xx: the attempt goes on.
    Progress,
    /// 3xx: the attempt goes on elsewhere, or ends here.
    Redirect,
    /// It asks for credentials or protection; only when it comes again has the attempt failed.
    Challenge,
    /// Only requests within a call that is up are answered with it.
    InDialog,
    /// Only registrations are answered with it.
    Registration,
    /// Only other requests than INVITE are answered with it.
    OtherMethod,
    /// Only an INVITE that uses a certain extension is answered with it.
    Conditional,
}

/// Who can mend what a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The list of numbers.
    YourData,
    /// Dialler, softphone, trunk.
    YourSettings,
    /// Credit, limits, permissions.
    YourAccount,
    /// The provider and the carriers it uses.
    Provider,
    /// The network of the number that was called.
    DestinationNetwork,
    /// Nobody but the person called.
    PersonCalled,
}

/// The recommendation for an outbound dialler.
#[derive(Debug)]
pub struct RetryPolicy {
    /// When, how often, and for what.
    pub rule: RetryRule,
    /// Why these values.
    pub reason: Prose,
}

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryRule {
    /// After a pause.
    Later(Pacing),
    /// Over another route, after a pause that may be nothing.
    OtherRoute(Pacing),
    /// Once something has been changed.
    AfterChange {
        /// What rests until then.
        scope: Scope,
        /// Attempts after the change, 1 to 20.
        most_attempts: Option<u8>,
    },
    /// Never.
    Never,
    /// There is nothing to repeat: the code is no failure.
    NotAFailure,
}

/// The kinds of [`RetryRule`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// See [`RetryRule::Later`].
    Later,
    /// See [`RetryRule::AfterChange`].
    AfterChange,
    /// See [`RetryRule::OtherRoute`].
    OtherRoute,
    /// See [`RetryRule::Never`].
    Never,
    /// See [`RetryRule::NotAFailure`].
    NotAFailure,
}

/// Pauses between attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pacing {
    /// Seconds before the second attempt, at most 604,800, which is a week.
    pub first_delay_seconds: u32,
    /// The factor by which each further pause grows, 1 to 10.
    pub growth: u8,
    /// Attempts in all, the first included, 1 to 20.
    pub most_attempts: u8,
    /// Whether a `Retry-After` header counts instead of the pause (RFC 3261 §20.33).
    pub honour_retry_after: bool,
    /// What rests meanwhile.
    pub scope: Scope,
}

/// What a pause is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The number called.
    Number,
    /// Every call over the same trunk.
    Trunk,
    /// Every call of the account.
    Account,
}

/// A header that is worth reading in an answer.
#[derive(Debug)]
pub struct Header {
    /// A token (RFC 3261 §25.1), such as `Retry-After`.
    pub name: String,
    /// What it tells the reader of this code.
    pub tells: Prose,
}

/// From when on failures are a pattern.
#[derive(Debug)]
pub struct Threshold {
    /// From this share on, 1 to 100.
    pub share_percent: u8,
    /// Of what, and over what time.
    pub of: String,
    /// With fewer calls it may be chance; at least 1.
    pub least_calls: u32,
    /// What to do.
    pub then: Prose,
    /// Why these values.
    pub reason: Prose,
}

impl EndsCall {
    /// Whether a dial attempt can fail with the code.
    pub fn ends(self) -> bool {
        matches!(self, Self::Yes | Self::Challenge | Self::Redirect)
    }

    /// Whether a dialler meets the code as a failure: of a dial attempt, within a call, or of its
    /// registration. A redirect tells it to call elsewhere.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Yes | Self::Challenge | Self::InDialog | Self::Registration)
    }

    /// What can be said of a code, by the registry or else by its class; the first is what is
    /// assumed of a code that says nothing.
    pub fn possible(code: ResponseCode) -> &'static [Self] {
        let invite = registry::find(code.number()).map(|record| record.invite);
        match (invite, code.class()) {
            (Some(Invite::No), _) => &[Self::OtherMethod, Self::Registration],
            (Some(Invite::InDialog), _) => &[Self::InDialog],
            (Some(Invite::Conditional), _) => &[Self::Conditional, Self::Challenge],
            (_, Class::Provisional) => &[Self::Progress],
            (_, Class::Success) => &[Self::Answered],
            (_, Class::Redirection) => &[Self::Redirect],
            (Some(Invite::Yes), _) => &[Self::Yes, Self::Challenge],
            (None, _) => &[
                Self::Yes,
                Self::Challenge,
                Self::Conditional,
                Self::InDialog,
                Self::Registration,
                Self::OtherMethod,
            ],
        }
    }

    /// What is assumed of a code that says nothing.
    pub fn assumed(code: ResponseCode) -> Self {
        Self::possible(code).first().copied().unwrap_or(Self::Yes)
    }
}

impl RetryRule {
    /// Its kind.
    pub fn kind(self) -> Retry {
        match self {
            Self::Later(_) => Retry::Later,
            Self::AfterChange { .. } => Retry::AfterChange,
            Self::OtherRoute(_) => Retry::OtherRoute,
            Self::Never => Retry::Never,
            Self::NotAFailure => Retry::NotAFailure,
        }
    }

    /// Its pauses, if it has some.
    pub fn pacing(self) -> Option<Pacing> {
        match self {
            Self::Later(pacing) | Self::OtherRoute(pacing) => Some(pacing),
            _ => None,
        }
    }

    /// Attempts in all, or after the change.
    pub fn most_attempts(self) -> Option<u8> {
        match self {
            Self::AfterChange { most_attempts, .. } => most_attempts,
            rule => rule.pacing().map(|pacing| pacing.most_attempts),
        }
    }

    /// What rests meanwhile.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::AfterChange { scope, .. } => Some(scope),
            rule => rule.pacing().map(|pacing| pacing.scope),
        }
    }
}

impl Choice for EndsCall {
    const ALL: &'static [Self] = &[
        Self::Yes,
        Self::Answered,
        Self::Progress,
        Self::Redirect,
        Self::Challenge,
        Self::InDialog,
        Self::Registration,
        Self::OtherMethod,
        Self::Conditional,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Answered => "answered",
            Self::Progress => "progress",
            Self::Redirect => "redirect",
            Self::Challenge => "challenge",
            Self::InDialog => "in-dialog",
            Self::Registration => "registration",
            Self::OtherMethod => "other-method",
            Self::Conditional => "conditional",
        }
    }
}

impl Choice for Side {
    const ALL: &'static [Self] = &[
        Self::YourData,
        Self::YourSettings,
        Self::YourAccount,
        Self::Provider,
        Self::DestinationNetwork,
        Self::PersonCalled,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::YourData => "your-data",
            Self::YourSettings => "your-settings",
            Self::YourAccount => "your-account",
            Self::Provider => "provider",
            Self::DestinationNetwork => "destination-network",
            Self::PersonCalled => "person-called",
        }
    }
}

impl Choice for Retry {
    const ALL: &'static [Self] =
        &[Self::Later, Self::AfterChange, Self::OtherRoute, Self::Never, Self::NotAFailure];

    fn id(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::AfterChange => "after-change",
            Self::OtherRoute => "other-route",
            Self::Never => "never",
            Self::NotAFailure => "not-a-failure",
        }
    }
}

impl Choice for Scope {
    const ALL: &'static [Self] = &[Self::Number, Self::Trunk, Self::Account];

    fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Trunk => "trunk",
            Self::Account => "account",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: i64, assumed: EndsCall, ends: bool) {
        let found = EndsCall::assumed(ResponseCode::new(code).unwrap());
        assert_eq!((found, found.ends()), (assumed, ends), "{code}");
    }

    #[test]
    fn codes_outside_a_dial_attempt_do_not_end_it() {
        check(183, EndsCall::Progress, false);
        check(200, EndsCall::Answered, false);
        check(202, EndsCall::OtherMethod, false);
        check(302, EndsCall::Redirect, true);
        check(404, EndsCall::Yes, true);
        check(423, EndsCall::OtherMethod, false);
        check(481, EndsCall::InDialog, false);
        check(487, EndsCall::Yes, true);
        check(494, EndsCall::Conditional, false);
        check(499, EndsCall::Yes, true);
        check(603, EndsCall::Yes, true);
    }

    #[test]
    fn no_two_words_are_the_same() {
        for words in [ids::<EndsCall>(), ids::<Side>(), ids::<Retry>(), ids::<Scope>()] {
            let mut once = words.clone();
            once.dedup();
            assert_eq!(once, words);
        }
    }

    fn ids<T: Choice>() -> Vec<&'static str> {
        let mut ids: Vec<_> = T::ALL.iter().map(|word| word.id()).collect();
        ids.sort_unstable();
        ids
    }
}
