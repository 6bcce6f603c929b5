//! When a dialler should try again, how often, and what rests meanwhile: the writers'
//! recommendation; no standard has it.

use crate::markdown::Prose;
use crate::model::Choice;

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
pub enum RetryKind {
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

impl RetryRule {
    /// Its kind.
    pub fn kind(self) -> RetryKind {
        match self {
            Self::Later(_) => RetryKind::Later,
            Self::AfterChange { .. } => RetryKind::AfterChange,
            Self::OtherRoute(_) => RetryKind::OtherRoute,
            Self::Never => RetryKind::Never,
            Self::NotAFailure => RetryKind::NotAFailure,
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

impl Choice for RetryKind {
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
