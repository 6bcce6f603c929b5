//! How a dial attempt and a code go together: what the registry, or else the code's class, allows.

use crate::model::{Choice, Class, ResponseCode};
use crate::registry::{self, Invite};

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
}
